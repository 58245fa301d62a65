//! A sum of a BIGINT, read into the column's own type.

use harness::source;
use sea_orm::{
    ColumnTrait, DbConn, DbErr, EntityTrait, QuerySelect, Set,
    sea_query::ExprTrait,
};

use crate::traps::{Trap, said};

mod country {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "country")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub population: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

async fn wrong(db: &DbConn) -> Result<Option<Option<i64>>, DbErr> {
    country::Entity::find()
        .select_only()
        .column_as(country::Column::Population.sum(), "sum")
        .into_tuple()
        .one(db)
        .await
}

async fn right(db: &DbConn) -> Result<Option<Option<i64>>, DbErr> {
    let sum = country::Column::Population.sum().cast_as("bigint");
    country::Entity::find()
        .select_only()
        .expr_as(sum, "sum")
        .into_tuple()
        .one(db)
        .await
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "a_sum_of_a_bigint_read_as_i64_says_mismatched_types.rs"
        ),
        heading: "`mismatched types; Rust type` … `is not compatible with SQL type` NUMERIC: SUM",
        also: &[],
        given: "The sum of a BIGINT column, which is an `i64` in the entity.",
        instead: "Cast the sum to BIGINT and read it as `Option<i64>`. [The \
                  recipe](../recipes/how-do-i-read-the-sum-of-a-bigint.md) says what to do with a \
                  larger sum.",
        cause: "PostgreSQL's SUM of BIGINT is NUMERIC, which is wider than the column. SQLite has \
                only one integer type.",
    };
    trap.on_both(async |db, trap| {
        db.get_schema_builder()
            .register(country::Entity)
            .apply(db)
            .await
            .unwrap();
        let countries =
            [68_000_000, 84_000_000].map(|population| country::ActiveModel {
                population: Set(population),
                ..Default::default()
            });
        country::Entity::insert_many(countries).exec(db).await.unwrap();
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.right("right", said(right(db).await));
    })
    .await;
}

//! A join that nobody reads from.

use car_mart::entity::{car_brand, car_model};
use harness::source;
use sea_orm::{
    DbConn, DbErr, EntityTrait, JoinType, QueryOrder, QuerySelect,
    RelationTrait,
};

use crate::traps::{Trap, fixtures::car_mart, rows, table};

async fn wrong(db: &DbConn) -> Result<Vec<car_model::Model>, DbErr> {
    let brand = car_model::Relation::CarBrand.def();
    car_model::Entity::find()
        .join(JoinType::InnerJoin, brand)
        .order_by_id_asc()
        .all(db)
        .await
}

async fn right(db: &DbConn) -> Result<Vec<(String, String)>, DbErr> {
    let models = car_model::Entity::find()
        .find_both_related(car_brand::Entity)
        .order_by_asc(car_model::COLUMN.id)
        .all(db)
        .await?;
    let models = models.into_iter();
    Ok(models.map(|(model, brand)| (model.name, brand.name)).collect())
}

/// This selects only the columns that you need.
async fn right_columns(db: &DbConn) -> Result<Vec<(String, String)>, DbErr> {
    let brand = car_model::Relation::CarBrand.def();
    car_model::Entity::find()
        .join(JoinType::InnerJoin, brand)
        .select_only()
        .column(car_model::Column::Name)
        .column_as(car_brand::Column::Name, "brand")
        .order_by_asc(car_model::COLUMN.id)
        .into_tuple()
        .all(db)
        .await
}

pub async fn test() {
    let trap = Trap {
        source: source!("a_join_returns_no_column_of_the_other_table.rs"),
        heading: "A join returns no column of the other table",
        also: &[],
        given: "You want each model with the name of its brand.",
        instead: "Select the other table's columns: with `find_both_related`, or with \
                  `select_only` and `column_as` into a tuple or a struct.",
        cause: "`find()` selects the columns of its own table, and `join` adds none \
                (`sea-orm/src/query/helper.rs`). See \
                [#996](https://github.com/SeaQL/sea-orm/issues/996) (open).",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        trap.forget();
        trap.wrong("wrong", rows(wrong(db).await.unwrap()));
        let models = right(db).await.unwrap().into_iter();
        let models = models.map(<[String; 2]>::from).collect();
        trap.right("right", table(["model", "brand"], models));
        let models = right_columns(db).await.unwrap().into_iter();
        let models = models.map(<[String; 2]>::from).collect();
        trap.right("right_columns", table(["model", "brand"], models));
    })
    .await;
}

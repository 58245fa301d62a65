//! A column whose name two joined tables have.

use car_mart::entity::{car_brand, car_model};
use harness::source;
use sea_orm::{
    DbConn, DbErr, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};

use crate::traps::{Trap, fixtures::car_mart, rows, said};

async fn wrong(db: &DbConn) -> Result<Vec<car_model::Model>, DbErr> {
    car_model::Entity::find()
        .inner_join(car_brand::Entity)
        .filter(Expr::col("id").eq(1))
        .order_by_id_asc()
        .all(db)
        .await
}

/// `COLUMN` sends its table with it.
async fn right(db: &DbConn) -> Result<Vec<car_model::Model>, DbErr> {
    car_model::Entity::find()
        .inner_join(car_brand::Entity)
        .filter(car_brand::COLUMN.id.eq(1))
        .order_by_id_asc()
        .all(db)
        .await
}

/// In an expression, write the entity before the column.
async fn right_in_an_expression(
    db: &DbConn,
) -> Result<Vec<car_model::Model>, DbErr> {
    let id = Expr::col((car_brand::Entity, car_brand::Column::Id));
    car_model::Entity::find()
        .inner_join(car_brand::Entity)
        .filter(id.eq(1))
        .order_by_id_asc()
        .all(db)
        .await
}

pub async fn test() {
    let trap = Trap {
        source: source!("a_column_without_its_table_says_ambiguous.rs"),
        heading: "`column reference \"id\" is ambiguous`",
        also: &["`ambiguous column name: id`"],
        given: "You want the models of the brand 1, and both tables have an `id`.",
        instead: "Say which table the column belongs to.",
        cause: "`Expr::col(\"id\")`, and `Expr::col(Column::Id)` as well, send the column's name \
                alone. After a join it can be the column of either table.",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.right("right", rows(right(db).await.unwrap()));
        let models = right_in_an_expression(db).await.unwrap();
        trap.right("right_in_an_expression", rows(models));
    })
    .await;
}

//! A search that ignores case on one database only.

use car_mart::entity::car_brand;
use harness::source;
use sea_orm::{
    ColumnTrait, DbConn, DbErr, EntityTrait, QueryFilter,
    sea_query::{ExprTrait, Func},
};

use crate::traps::{Trap, fixtures::car_mart, rows};

async fn wrong(db: &DbConn) -> Result<Vec<car_brand::Model>, DbErr> {
    car_brand::Entity::find()
        .filter(car_brand::COLUMN.name.contains("toy"))
        .order_by_id_asc()
        .all(db)
        .await
}

async fn right(db: &DbConn) -> Result<Vec<car_brand::Model>, DbErr> {
    let name = car_brand::Column::Name.into_expr();
    car_brand::Entity::find()
        .filter(Func::lower(name).like("%toy%"))
        .order_by_id_asc()
        .all(db)
        .await
}

pub async fn test() {
    let trap = Trap {
        source: source!("like_finds_less_on_postgresql.rs"),
        heading: "`contains` or `like` finds rows on SQLite and none on PostgreSQL",
        also: &[],
        given: "You look for brands whose names contain `toy`. One is called Toyota.",
        instead: "Lowercase the column, and use a lowercase pattern. On PostgreSQL only, you can \
                  use `ilike` on the column.",
        cause: "The same statement goes to both databases. LIKE ignores the case of ASCII letters \
                on SQLite, but not on PostgreSQL. On SQLite, `lower` also changes only \
                ASCII letters.",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        trap.forget();
        trap.wrong("wrong", rows(wrong(db).await.unwrap()));
        trap.right("right", rows(right(db).await.unwrap()));
    })
    .await;
}

//! A loaded row that is changed as SQLAlchemy's session would notice.

use car_mart::entity::car_brand;
use harness::source;
use sea_orm::{
    ActiveModelTrait, DbConn, DbErr, EntityTrait, IntoActiveModel, Set,
    TryIntoModel,
};

use crate::traps::{Trap, fixtures::car_mart, rows, said};

/// The row is changed, and then made writable.
async fn wrong(
    db: &DbConn,
    mut brand: car_brand::ModelEx,
) -> Result<car_brand::ModelEx, DbErr> {
    brand.name = "Toyota Motor".to_owned();
    brand.into_active_model().save(db).await?.try_into_model()
}

/// `update` of a `Model` reads the row, and returns the old name.
async fn wrong_update(
    db: &DbConn,
    mut brand: car_brand::Model,
) -> Result<car_brand::Model, DbErr> {
    brand.name = "Toyota Motor".to_owned();
    brand.into_active_model().update(db).await
}

async fn right(
    db: &DbConn,
    brand: car_brand::ModelEx,
) -> Result<car_brand::ModelEx, DbErr> {
    let mut brand = brand.into_active_model();
    brand.name = Set("Toyota Motor".to_owned());
    brand.save(db).await?.try_into_model()
}

/// If the row is changed already, `reset` makes a column `Set`.
async fn right_reset(
    db: &DbConn,
    mut brand: car_brand::ModelEx,
) -> Result<car_brand::ModelEx, DbErr> {
    brand.name = "Toyota".to_owned();
    let mut brand = brand.into_active_model();
    brand.name.reset();
    brand.save(db).await?.try_into_model()
}

pub async fn test() {
    let trap = Trap {
        source: source!("a_change_before_into_active_model_is_not_saved.rs"),
        heading: "`save` returns the new value, and the row keeps the old one",
        also: &[],
        given: "Brand 1 is called Toyota. It was loaded, and gets another name.",
        instead: "Call `into_active_model` first, and `Set` the column.",
        cause: "No session compares a row with what was loaded. `into_active_model` makes every column \
                `Unchanged`, whatever value it has, and an UPDATE holds only the columns that are \
                `Set`. If nothing is `Set`, `save` of an `ActiveModelEx` sends nothing and returns the \
                values that you passed; `update` of an `ActiveModel` sends a SELECT \
                (`sea-orm/src/executor/update.rs`).",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        let toyota = async || stored(db).await.into_ex();
        let loaded = toyota().await;
        trap.forget();
        trap.wrong("wrong", said(wrong(db, loaded).await));
        trap.then("The row afterwards", rows([stored(db).await]));
        let loaded = stored(db).await;
        trap.forget();
        trap.wrong("wrong_update", said(wrong_update(db, loaded).await));
        let loaded = toyota().await;
        trap.forget();
        trap.right("right", said(right(db, loaded).await));
        trap.then("The row afterwards", rows([stored(db).await]));
        let loaded = toyota().await;
        trap.forget();
        trap.right("right_reset", said(right_reset(db, loaded).await));
        trap.then("The row afterwards", rows([stored(db).await]));
    })
    .await;
}

async fn stored(db: &DbConn) -> car_brand::Model {
    car_brand::Entity::find_by_id(1).one(db).await.unwrap().unwrap()
}

//! A row with relation fields, deleted.

use car_mart::entity::{car_brand, car_info, car_model};
use harness::source;
use sea_orm::{
    DbConn, DbErr, DeleteResult, EntityLoaderTrait, EntityTrait,
    IntoActiveModel, ModelTrait, PaginatorTrait,
};

use crate::traps::{Shown, Trap, fixtures::car_mart, said, table};

/// Deleting a row from `load()`, which has relation fields.
async fn wrong(db: &DbConn) -> Result<DeleteResult, DbErr> {
    let honda = car_brand::Entity::load().filter_by_id(2).one(db).await?;
    honda.unwrap().delete(db).await
}

/// Deleting a row from `builder().insert()`, which has them too.
async fn wrong_inserted(db: &DbConn) -> Result<DeleteResult, DbErr> {
    let jazz = car_model::ActiveModel::builder().set_name("Jazz");
    let honda = car_brand::ActiveModel::builder().set_name("Honda");
    let honda = honda.add_model(jazz).insert(db).await?;
    honda.delete(db).await
}

/// `replace_all` also deletes a child that is not in the new list, with its children.
async fn wrong_replaced(db: &DbConn) -> Result<(), DbErr> {
    let corolla = car_model::Entity::find_by_id(1).require_one(db).await?;
    let toyota = car_brand::Entity::find_by_id(1).require_one(db).await?;
    let mut toyota = toyota.into_ex().into_active_model();
    toyota.models.replace_all([corolla.into_ex().into_active_model()]);
    toyota.save(db).await?;
    Ok(())
}

async fn right(db: &DbConn) -> Result<DeleteResult, DbErr> {
    let ford = car_brand::Entity::find_by_id(3).require_one(db).await?;
    ford.delete(db).await
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "a_loaded_row_is_deleted_with_its_children_despite_restrict.rs"
        ),
        heading: "A delete removes the children although the foreign keys say RESTRICT",
        also: &[],
        given: "Honda has one model with two cars. Toyota has two models with two cars each. Both \
                foreign keys say ON DELETE RESTRICT.",
        instead: "Delete the row that `find()` returns, or delete by key: the database refuses \
                  while there are children.",
        cause: "`delete` of a row with relation fields (`ModelEx`, from `load()`, `.into_ex()` or \
                `builder().insert()`) first deletes its children, loaded or not, if their foreign \
                key is NOT NULL (`sea-orm-macros/src/derives/active_model_ex.rs`). The database \
                then has nothing left to refuse. SeaORM doesn't read the children of a field with \
                `relation_enum`, or of one whose entity another field has too, unless it is a \
                self-reference: with such children, the database refuses.",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.then("Rows left", cars_left(db).await);
        trap.forget();
        trap.wrong("wrong_inserted", said(wrong_inserted(db).await));
        trap.wrong("wrong_replaced", said(wrong_replaced(db).await));
        trap.then("Rows left", cars_left(db).await);
        trap.forget();
        trap.right("right", said(right(db).await));
    })
    .await;
}

async fn cars_left(db: &DbConn) -> Shown {
    let brands = car_brand::Entity::find().count(db).await.unwrap();
    let models = car_model::Entity::find().count(db).await.unwrap();
    let cars = car_info::Entity::find().count(db).await.unwrap();
    let counts = [brands, models, cars].map(|count| count.to_string());
    table(["car_brand", "car_model", "car_info"], vec![counts])
}

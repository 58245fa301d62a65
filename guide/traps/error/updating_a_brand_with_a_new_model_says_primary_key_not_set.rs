//! A loaded parent with a new child, updated.

use car_mart::entity::{car_brand, car_model};
use harness::source;
use sea_orm::{DbConn, DbErr, EntityTrait, IntoActiveModel, QueryFilter};

use crate::traps::{Trap, fixtures::car_mart, rows, said};

async fn wrong(db: &DbConn) -> Result<(), DbErr> {
    let tesla = car_brand::Entity::find_by_id(5).require_one(db).await?;
    let tesla = tesla.into_ex().into_active_model();
    let model = car_model::ActiveModel::builder().set_name("Model 3");
    tesla.add_model(model).update(db).await?;
    Ok(())
}

async fn right(db: &DbConn) -> Result<(), DbErr> {
    let tesla = car_brand::Entity::find_by_id(5).require_one(db).await?;
    let tesla = tesla.into_ex().into_active_model();
    let model = car_model::ActiveModel::builder().set_name("Model 3");
    tesla.add_model(model).save(db).await?;
    Ok(())
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "updating_a_brand_with_a_new_model_says_primary_key_not_set.rs"
        ),
        // SeaORM's spelling.
        heading: "`Primay key not set for UpdateOne`",
        also: &["`PrimaryKeyNotSet`"],
        given: "Tesla (5) is a brand without models. It gets its first model.",
        instead: "Use `save` on a stored row with new children: it inserts new rows and updates \
                  changed ones.",
        cause: "`update` cascades to the children, and a new child has no key to update by \
                (`has_many_action` in `sea-orm-macros/src/derives/active_model_ex.rs`). SeaORM \
                spells the message this way.",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.right("right", said(right(db).await));
        let models =
            car_model::Entity::find().filter(car_model::COLUMN.brand_id.eq(5));
        let models = models.order_by_id_asc().all(db).await.unwrap();
        trap.then("Tesla's models afterwards", rows(models));
    })
    .await;
}

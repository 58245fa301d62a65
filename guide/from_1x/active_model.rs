//! A parent and a child, inserted.

use car_mart::entity::{car_brand, car_model};
use harness::{Recorder, source, steps};
use sea_orm::{ActiveModelTrait, DbConn, DbErr, Set, TransactionTrait};

use super::{cars, compare};
use crate::recipes::BOTH;

/// Two INSERTs by hand, and a transaction around them.
async fn by_key(db: &DbConn) -> Result<car_model::Model, DbErr> {
    let transaction = db.begin().await?;
    let brand = car_brand::ActiveModel {
        name: Set("Kia".to_owned()),
        ..Default::default()
    };
    let brand = brand.insert(&transaction).await?;
    let model = car_model::ActiveModel {
        brand_id: Set(brand.id),
        name: Set("Ceed".to_owned()),
        ..Default::default()
    };
    let model = model.insert(&transaction).await?;
    transaction.commit().await?;
    Ok(model)
}

/// The builder sets the key and runs both INSERTs in one transaction.
async fn by_tree(db: &DbConn) -> Result<car_brand::ModelEx, DbErr> {
    car_brand::ActiveModel::builder()
        .set_name("Seat")
        .add_model(car_model::ActiveModel::builder().set_name("Leon"))
        .insert(db)
        .await
}

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "`ActiveModel { ..Default::default() }`",
        "Compiles and works. One row and `insert_many` accept the builder too. For a \
         tree, the builder is shorter and opens the transaction for you; `insert_many` inserts no \
         children. `save` decides by the \
         primary key, as in 1.x: if the whole key is set, `save` sends an UPDATE.",
    );
    lesson.code(source!("active_model.rs"), "by_key")?;
    let model = by_key(db).await?;
    lesson.rows("1.x: the model", [model]);
    lesson.code(source!("active_model.rs"), "by_tree")?;
    let mut brand = by_tree(db).await?;
    let models = std::mem::take(&mut brand.models).into_iter();
    lesson.rows("2.0: the model", models.map(car_model::Model::from));
    Ok(())
}

pub async fn a_builder_inserts_what_two_active_models_insert() {
    compare(steps![active_model: step], &BOTH, cars).await;
}

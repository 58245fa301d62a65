//! # `ActiveModel { ..Default::default() }`
//!
//! Compiles and works. One row and `insert_many` accept the builder too. For a tree, the builder is
//! shorter and opens the transaction for you; `insert_many` inserts no children. `save` decides by
//! the primary key, as in 1.x: if the whole key is set, `save` sends an UPDATE.

use car_mart::entity::{car_brand, car_model};
use harness::{Done, Recorder};
use sea_orm::{ActiveModelTrait, DbConn, DbErr, Set, TransactionTrait};

/// 1.x: two INSERTs by hand, and a transaction around them.
pub async fn by_key(db: &DbConn) -> Result<car_model::Model, DbErr> {
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

/// 2.0: the builder sets the key and runs both INSERTs in one transaction.
pub async fn by_tree(db: &DbConn) -> Result<car_brand::ModelEx, DbErr> {
    car_brand::ActiveModel::builder()
        .set_name("Seat")
        .add_model(car_model::ActiveModel::builder().set_name("Leon"))
        .insert(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    by_key(show.db()).await?;
    show.done().await?;
    by_tree(show.db()).await?;
    show.done().await
}

//! # How do I write a function that takes a connection or a transaction?
//!
//! Take `&impl ConnectionTrait`: a connection and a transaction implement it. What saves a tree
//! (`insert`, `update`, `save` and `delete` of a builder or a loaded row) begins a transaction, or a
//! savepoint in one, so it needs `&impl TransactionTrait`. `&dyn ConnectionTrait` does not compile. In
//! a struct, use `DatabaseExecutor`, which holds either of the two. The futures of all these functions
//! are `Send`, so you can `tokio::spawn` them.

use car_mart::entity::{car_brand, car_model};
use harness::{Done, Recorder};
use sea_orm::{
    ConnectionTrait, DatabaseExecutor, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, TransactionTrait,
};

/// How many models a brand has.
pub async fn models(
    db: &impl ConnectionTrait,
    brand_id: i32,
) -> Result<u64, DbErr> {
    car_model::Entity::find()
        .filter(car_model::COLUMN.brand_id.eq(brand_id))
        .count(db)
        .await
}

/// A brand with a model: two statements, in a transaction or a savepoint.
pub async fn create(
    db: &impl TransactionTrait,
    brand: &str,
    model: &str,
) -> Result<i32, DbErr> {
    let model = car_model::ActiveModel::builder().set_name(model);
    let brand = car_brand::ActiveModel::builder().set_name(brand);
    Ok(brand.add_model(model).insert(db).await?.id)
}

/// Does both.
pub async fn create_and_count(
    db: &(impl ConnectionTrait + TransactionTrait),
    brand: &str,
    model: &str,
) -> Result<u64, DbErr> {
    let brand_id = create(db, brand, model).await?;
    models(db, brand_id).await
}

/// Works on a connection or in a transaction of its owner.
pub struct Catalogue<'db> {
    pub db: DatabaseExecutor<'db>,
}

impl Catalogue<'_> {
    /// Adds a brand with a model, and returns how many models it has.
    pub async fn add(&self, brand: &str, model: &str) -> Result<u64, DbErr> {
        create_and_count(&self.db, brand, model).await
    }
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("create")?;
    show.code("models")?;
    let caption = "Its models";
    let count = create_and_count(show.db(), "Saab", "96").await?;
    show.lines(caption, vec![count.to_string()]).await?;
    show.code("Catalogue")?;
    show.code("impl Catalogue")?;
    let catalogue = Catalogue {
        db: show.db().into(),
    };
    let count = catalogue.add("Kia", "Rio").await?;
    show.lines(caption, vec![count.to_string()]).await?;
    let transaction = show.db().begin().await?;
    let catalogue = Catalogue {
        db: (&transaction).into(),
    };
    let count = catalogue.add("Fiat", "Panda").await?;
    transaction.rollback().await?;
    let caption = "The same in a transaction, which is then rolled back";
    show.lines(caption, vec![count.to_string()]).await
}

fn sent<F: Future + Send>(_: F) {}

/// Compiles only if each of the futures is `Send`.
pub async fn the_futures_are_send() {
    let db = sea_orm::DatabaseConnection::default();
    sent(models(&db, 1));
    sent(create(&db, "Kia", "Rio"));
    sent(create_and_count(&db, "Kia", "Rio"));
    let catalogue = Catalogue { db: (&db).into() };
    sent(catalogue.add("Kia", "Rio"));
    sent(super::transactions::in_a_closure(&db, 1, ["Yaris", "Aygo"]));
    sent(super::savepoint::brand_with_models(&db, "Kia", &["Rio"]));
}

//! # How do I return a loaded tree as JSON?
//!
//! Derive `Serialize` and `Deserialize` on the entity, and `ModelEx` derives them too. This needs
//! SeaORM's feature `with-json`, which is on by default. A relation that isn't loaded is `null`,
//! and a loaded list without rows is `[]`. A to-one relation without a row is `null`, loaded or
//! not.

use harness::{Done, Recorder};
use sea_orm::{
    DbConn, DbErr, EntityLoaderTrait, EntityTrait,
    entity::prelude::{BelongsTo, HasOne},
};

use author::{Model, ModelEx};

mod author {
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "author")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(has_many)]
        pub books: HasMany<super::book::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod book {
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "book")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(indexed)]
        pub author_id: i32,
        pub title: String,
        #[sea_orm(belongs_to, from = "author_id", to = "id")]
        pub author: BelongsTo<super::author::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A row or a tree as JSON.
pub fn json(row: &impl serde::Serialize) -> Result<String, DbErr> {
    let json = serde_json::to_string_pretty(row);
    json.map_err(|error| DbErr::Json(error.to_string()))
}

/// An author with the books.
pub async fn with_books(
    db: &DbConn,
    id: i32,
) -> Result<Option<ModelEx>, DbErr> {
    author::Entity::load()
        .filter_by_id(id)
        .with(book::Entity)
        .one(db)
        .await
}

/// The same without `.with`: `books` isn't loaded.
pub async fn unloaded(db: &DbConn, id: i32) -> Result<Option<ModelEx>, DbErr> {
    author::Entity::load().filter_by_id(id).one(db).await
}

/// A `Model`, which has no field `books`.
pub async fn found(db: &DbConn, id: i32) -> Result<Option<Model>, DbErr> {
    author::Entity::find_by_id(id).one(db).await
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("author::Model")?;
    let tree = with_books(show.db(), 1).await?;
    show.lines("The first author", vec![json(&tree)?]).await?;
    let tree = with_books(show.db(), 2).await?;
    show.lines("An author without books", vec![json(&tree)?]).await?;
    let alone = unloaded(show.db(), 1).await?;
    show.lines("The first author, without `.with`", vec![json(&alone)?])
        .await?;
    let model = found(show.db(), 1).await?;
    show.lines("The first author as a `Model`", vec![json(&model)?]).await
}

pub async fn library(db: &DbConn) -> Result<(), DbErr> {
    let schema = db.get_schema_builder();
    let schema = schema.register(author::Entity).register(book::Entity);
    schema.apply(db).await?;
    author::ActiveModel::builder()
        .set_name("Le Guin")
        .add_book(book::ActiveModel::builder().set_title("The Dispossessed"))
        .insert(db)
        .await?;
    let second = author::ActiveModel::builder().set_name("Salinger");
    second.insert(db).await?;
    Ok(())
}

pub fn a_to_one_without_a_row_is_null_in_json_loaded_or_not() {
    for field in [HasOne::<author::Entity>::Unloaded, HasOne::Loaded(None)] {
        assert_eq!(serde_json::to_string(&field).unwrap(), "null");
    }
    for field in [BelongsTo::Unloaded, BelongsTo::Loaded(None)] {
        let field: BelongsTo<Option<author::Entity>> = field;
        assert_eq!(serde_json::to_string(&field).unwrap(), "null");
    }
}

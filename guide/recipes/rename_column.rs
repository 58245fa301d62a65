//! # How do I rename a column that has data?
//!
//! `rename_column` in a migration keeps the rows, while dropping the column and adding another one
//! loses them. The entity can follow in two ways: rename the field, or keep it and name the column
//! with `column_name`. A program that still runs with the old entity fails from then on: no such
//! column. `sync` renames a column that has the attribute `renamed_from`.

use harness::{Done, Recorder};
use sea_orm::{DbConn, DbErr, EntityTrait};
use sea_orm_migration::{SchemaManager, prelude::Table};

use testing::{Kind, TestDatabase};

use errand::Entity;

mod old {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "errand")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub title: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod errand {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "errand")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        /// The column has another name since the migration.
        #[sea_orm(column_name = "name")]
        pub title: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `up` of the migration does; `down` swaps the names.
pub async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let errand = Table::alter()
        .table("errand")
        .rename_column("title", "name")
        .to_owned();
    manager.alter_table(errand).await
}

/// The code doesn't change: the field has its old name.
pub async fn titles(db: &DbConn) -> Result<Vec<String>, DbErr> {
    let errands = Entity::find().order_by_id_asc().all(db).await?;
    Ok(errands.into_iter().map(|errand| errand.title).collect())
}

pub async fn step(show: &mut Recorder) -> Done {
    up(&SchemaManager::new(show.db())).await?;
    show.done().await?;
    show.code("errand::Model")?;
    let titles = titles(show.db()).await?;
    show.lines("`titles` returned", titles).await
}

pub async fn errands(db: &DbConn) -> Result<(), DbErr> {
    let schema = db.get_schema_builder().register(old::Entity);
    schema.apply(db).await?;
    let titles = ["Buy nails", "Return the ladder"];
    let errands =
        titles.map(|title| old::ActiveModel::builder().set_title(title));
    old::Entity::insert_many(errands).exec(db).await?;
    Ok(())
}

mod renamed {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "errand")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(renamed_from = "title")]
        pub name: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub async fn sync_renames_a_column_with_renamed_from(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let db = database.open("recipes").await;
    errands(&db).await.unwrap();
    let schema = db.get_schema_builder().register(renamed::Entity);
    schema.sync(&db).await.unwrap();
    assert_eq!(titles(&db).await.unwrap().len(), 2);
    let old = old::Entity::find().all(&db).await.unwrap_err();
    let old = old.to_string();
    assert!(old.contains("title"), "{old}");
}

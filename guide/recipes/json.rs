//! A tree as JSON.

use harness::{Recorder, source, steps};
use sea_orm::{
    DbConn, DbErr, EntityLoaderTrait, EntityTrait,
    entity::prelude::{BelongsTo, HasOne},
};

use super::{BOTH, run};

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
fn json(row: &impl serde::Serialize) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(row)
}

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "How do I return a loaded tree as JSON?",
        "Derive `Serialize` and `Deserialize` on the entity, and `ModelEx` derives them too. This \
         needs SeaORM's feature `with-json`, which is on by default. A relation that isn't loaded \
         is `null`, and a loaded list without rows is `[]`. A to-one relation without a row is \
         `null`, loaded or not.",
    );
    lesson.code(source!("json.rs"), "author::Model")?;
    lesson.code(source!("json.rs"), "json")?;
    let print = |row: Result<String, serde_json::Error>| {
        row.map_err(|error| DbErr::Json(error.to_string()))
    };
    let first = || author::Entity::load().filter_by_id(1);
    let loaded = first().with(book::Entity).one(db).await?;
    lesson.lines("Loaded with its books", vec![print(json(&loaded))?]);
    let unloaded = first().one(db).await?;
    lesson.lines("Loaded without `.with`", vec![print(json(&unloaded))?]);
    let second = author::Entity::load().filter_by_id(2);
    let empty = second.with(book::Entity).one(db).await?;
    lesson.lines("Loaded, and there are no books", vec![print(json(&empty))?]);
    let model = author::Entity::find_by_id(1).one(db).await?;
    lesson.lines("A plain `Model`", vec![print(json(&model))?]);
    Ok(())
}

async fn library(db: &DbConn) -> Result<(), DbErr> {
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

pub async fn an_unloaded_relation_is_null_in_json() {
    run(steps![json: step], &BOTH, library).await;
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

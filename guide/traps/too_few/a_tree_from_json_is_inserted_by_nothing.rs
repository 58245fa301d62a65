//! The body of a request, read into a `ModelEx` and inserted.

use harness::source;
use sea_orm::{
    ActiveModelTrait, DbConn, DbErr, EntityTrait, IntoActiveModel, NotSet,
    PaginatorTrait,
};
use serde_json::{Value, json};

use crate::traps::{Shown, Trap, said, table};

mod author {
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "author")]
    pub struct Model {
        #[sea_orm(primary_key)]
        #[serde(default)] // a new author has no id yet
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
        #[serde(default)]
        pub id: i32,
        #[serde(default)]
        pub author_id: i32,
        pub title: String,
        #[sea_orm(belongs_to, from = "author_id", to = "id")]
        pub author: BelongsTo<super::author::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

async fn wrong(db: &DbConn, body: Value) -> Result<author::ModelEx, DbErr> {
    let author = serde_json::from_value::<author::ModelEx>(body);
    let author = author.map_err(|error| DbErr::Json(error.to_string()))?;
    author.into_active_model().insert(db).await
}

/// `save` does the same.
async fn wrong_save(
    db: &DbConn,
    body: Value,
) -> Result<author::ActiveModelEx, DbErr> {
    let author = serde_json::from_value::<author::ModelEx>(body);
    let author = author.map_err(|error| DbErr::Json(error.to_string()))?;
    author.into_active_model().save(db).await
}

/// `reset_all` makes the columns of the author `Set`, the id too, and leaves
/// the books as they are.
async fn wrong_reset_all(
    db: &DbConn,
    body: Value,
) -> Result<author::ModelEx, DbErr> {
    let author = serde_json::from_value::<author::ModelEx>(body);
    let author = author.map_err(|error| DbErr::Json(error.to_string()))?;
    author.into_active_model().reset_all().insert(db).await
}

async fn right(db: &DbConn, body: Value) -> Result<author::ModelEx, DbErr> {
    let books: Option<Vec<Value>> =
        serde_json::from_value(body["books"].clone())
            .map_err(|error| DbErr::Json(error.to_string()))?;
    let mut author = author::ActiveModel::from_json(body)?.into_ex();
    author.id = NotSet; // whatever the body says
    for book in books.into_iter().flatten() {
        let mut book = book::ActiveModel::from_json(book)?.into_ex();
        book.id = NotSet;
        author = author.add_book(book);
    }
    author.insert(db).await
}

/// Keep the `ModelEx`, and set each key in it to `NotSet`.
async fn right_without_keys(
    db: &DbConn,
    body: Value,
) -> Result<author::ModelEx, DbErr> {
    let author = serde_json::from_value::<author::ModelEx>(body);
    let author = author.map_err(|error| DbErr::Json(error.to_string()))?;
    let mut author = author.into_active_model();
    author.id = NotSet;
    for book in author.books.as_mut_vec() {
        book.id = NotSet;
        book.author_id = NotSet;
    }
    author.insert(db).await
}

pub async fn test() {
    let trap = Trap {
        source: source!("a_tree_from_json_is_inserted_by_nothing.rs"),
        heading: "`insert` returns `Ok` and stores nothing",
        also: &[],
        given: "A request has the body `{\"name\": \"Le Guin\", \"books\": [{\"title\": \"The \
                Dispossessed\"}]}`. Both tables are empty.",
        instead: "Read each level with `ActiveModel::from_json`, which sets the columns that the JSON \
                  has and leaves the others `NotSet`, as [the \
                  recipe](../recipes/how-do-i-insert-a-tree-from-a-request-body.md) does.",
        cause: "`into_active_model()` makes every column of a `ModelEx` `Unchanged`, the primary key \
                too. An `ActiveModelEx` that has its key and in which nothing is `Set` counts as \
                stored, so `insert` and `save` send nothing (`will_insert` in \
                `sea-orm-macros/src/derives/active_model_ex.rs`) and return the value that you passed. \
                `from_json` of an `ActiveModel` ignores the children, and takes an `id` from the JSON \
                if there is one.",
    };
    trap.on_both(async |db, trap| {
        let body = || {
            json!({"name": "Le Guin", "books": [{"title": "The Dispossessed"}]})
        };
        let schema = db.get_schema_builder().register(author::Entity);
        schema.register(book::Entity).apply(db).await.unwrap();
        trap.entity("author::Model");
        trap.entity("book::Model");
        trap.forget();
        trap.wrong("wrong", said(wrong(db, body()).await));
        trap.then("Rows afterwards", stored(db).await);
        trap.forget();
        let saved = wrong_save(db, body()).await;
        trap.wrong("wrong_save", said(saved.map(drop)));
        trap.then("Rows afterwards", stored(db).await);
        trap.forget();
        let reset = wrong_reset_all(db, body()).await;
        trap.wrong("wrong_reset_all", said(reset));
        trap.then("Rows afterwards", stored(db).await);
        author::Entity::delete_many().exec(db).await.unwrap();
        trap.forget();
        trap.right("right", said(right(db, body()).await));
        trap.then("Rows afterwards", stored(db).await);
        trap.forget();
        let again = right_without_keys(db, body()).await;
        trap.right("right_without_keys", said(again));
        trap.then("Rows afterwards", stored(db).await);
    })
    .await;
}

async fn stored(db: &DbConn) -> Shown {
    let authors = author::Entity::find().count(db).await.unwrap();
    let books = book::Entity::find().count(db).await.unwrap();
    let counts = [authors, books].map(|count| count.to_string());
    table(["author", "book"], vec![counts])
}

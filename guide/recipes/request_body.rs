//! # How do I insert a tree from a request body?
//!
//! Read each level with `ActiveModel::from_json`. It sets the columns that are in the JSON, ignores
//! other keys, and leaves the rest `NotSet`. That includes an `id` or a foreign key that the client
//! sent, so set those to `NotSet` afterwards; SeaORM fills in `author_id` of a book that you add. Read
//! the list yourself, and refuse a body in which it isn't one: `from_json` ignores the key, so the books
//! would be dropped without an error. To change a stored row, use `set_from_json`, which keeps the
//! primary key. A body that you read into a `ModelEx` [is stored by
//! nothing](../traps/insert-returns-ok-and-stores-nothing.md).

use harness::{Done, Recorder};
use sea_orm::{
    ActiveModelTrait, DbConn, DbErr, EntityTrait, IntoActiveModel, NotSet,
};
use serde_json::{Value, json};

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

/// Inserts an author with the books, and returns them with their ids.
pub async fn create(
    db: &DbConn,
    body: Value,
) -> Result<author::ModelEx, DbErr> {
    let books: Option<Vec<Value>> =
        serde_json::from_value(body["books"].clone())
            .map_err(|error| DbErr::Json(error.to_string()))?;
    let mut author = author::ActiveModel::from_json(body)?.into_ex();
    author.id = NotSet; // the database numbers it
    for book in books.into_iter().flatten() {
        let mut book = book::ActiveModel::from_json(book)?.into_ex();
        book.id = NotSet;
        author = author.add_book(book);
    }
    author.insert(db).await
}

/// Writes the title that the body has. Its `id` and `author_id` change nothing.
pub async fn change(
    db: &DbConn,
    id: i32,
    body: Value,
) -> Result<book::Model, DbErr> {
    let book = book::Entity::find_by_id(id).require_one(db).await?;
    let mut book = book.into_active_model();
    book.set_from_json(body)?;
    book.author_id = NotSet; // a client may not move a book
    book.update(db).await
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("author::Model")?;
    let body = json!({
        "id": 99,
        "name": "Le Guin",
        "books": [{"title": "The Dispossessed"}, {"title": "Tehanu"}]
    });
    show.lines(
        "A body. The client tries to choose the id",
        vec![format!("{body:#}")],
    )
    .await?;
    let author = create(show.db(), body).await?;
    let rows = author.books.into_iter();
    let rows = rows.map(|book| (book.id, book.author_id, book.title));
    let caption = "The books, as `create` returned them";
    show.table(caption, ["id", "author_id", "title"], rows).await?;
    let body = json!({
        "id": 99,
        "author_id": 99,
        "title": "Tehanu: The Last Book of Earthsea"
    });
    change(show.db(), 2, body).await?;
    show.done().await?;
    let body = json!({"name": "Salinger", "books": [{"title": 1951}]});
    let refused = create(show.db(), body).await.unwrap_err();
    let caption = "A title that isn't a text is an error before any statement";
    show.lines(caption, vec![refused.to_string()]).await?;
    let body = json!({"name": "Salinger", "books": {"title": "Nine Stories"}});
    let refused = create(show.db(), body).await.unwrap_err();
    let caption = "So are books that are no list";
    show.lines(caption, vec![refused.to_string()]).await?;
    let body = json!({"books": []});
    let refused = create(show.db(), body).await;
    show.refused("insert an author without a name", refused.map(drop))
        .await
}

pub async fn library(db: &DbConn) -> Result<(), DbErr> {
    let schema = db.get_schema_builder();
    let schema = schema.register(author::Entity).register(book::Entity);
    schema.apply(db).await
}

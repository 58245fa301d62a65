//! # How do I use a UUID as the primary key?
//!
//! Add `auto_increment = false`, and make the key in `before_save` of an insert. Then `insert` and
//! `save` work for a row, a tree, and a child that you add to a stored parent. `Entity::insert` and
//! `insert_many` run no hook, so set the key yourself there. Don't make it in `new`: `save` treats
//! a row whose key is set as stored. `uuid` stands for `Uuid::now_v7()` of the crate `uuid`, with
//! its feature `v7` and SeaORM's `with-uuid`, which is on by default. In the examples, `uuid()`
//! returns 1, 2, 3, and so on. SQLite stores the 16 bytes of a key, which the rows below show as
//! text. If the database makes the key, every write works, and no entity needs a hook: `publisher`
//! below, on PostgreSQL. [What each write does with each kind of
//! key](../dictionary.md#which-write-takes-which-key).

use std::{cell::Cell, collections::BTreeSet};

use harness::{Done, Recorder};
use sea_orm::{
    DbConn, DbErr, EntityLoaderTrait, EntityTrait, IntoActiveModel, Set,
    entity::prelude::{Expr, Uuid},
};
use sea_orm_migration::{SchemaManager, prelude::Table, schema};
use testing::{Kind, TestDatabase};

mod author {
    use sea_orm::{ActiveValue::Set, entity::prelude::*};

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "author")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        #[sea_orm(has_many)]
        pub books: HasMany<super::book::Entity>,
    }

    #[async_trait::async_trait]
    impl ActiveModelBehavior for ActiveModel {
        async fn before_save<C: ConnectionTrait>(
            mut self,
            _: &C,
            insert: bool,
        ) -> Result<Self, DbErr> {
            if insert && self.id.is_not_set() {
                self.id = Set(super::uuid());
            }
            Ok(self)
        }
    }
}

mod book {
    use sea_orm::{ActiveValue::Set, entity::prelude::*};

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "book")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        #[sea_orm(indexed)]
        pub author_id: Uuid,
        pub title: String,
        #[sea_orm(belongs_to, from = "author_id", to = "id")]
        pub author: BelongsTo<super::author::Entity>,
    }

    #[async_trait::async_trait]
    impl ActiveModelBehavior for ActiveModel {
        async fn before_save<C: ConnectionTrait>(
            mut self,
            _: &C,
            insert: bool,
        ) -> Result<Self, DbErr> {
            if insert && self.id.is_not_set() {
                self.id = Set(super::uuid());
            }
            Ok(self)
        }
    }
}

/// PostgreSQL makes the key. In a migration, the column is
/// `.default(Expr::cust("gen_random_uuid()"))`.
mod publisher {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "publisher")]
    pub struct Model {
        #[sea_orm(
            primary_key,
            auto_increment = false,
            default_expr = "Expr::cust(\"gen_random_uuid()\")"
        )]
        pub id: Uuid,
        pub name: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

thread_local! {
    static LAST: Cell<u128> = const { Cell::new(0) };
}

fn uuid() -> Uuid {
    LAST.set(LAST.get() + 1);
    Uuid::from_u128(LAST.get())
}

/// A new author with a book.
pub async fn create(db: &DbConn) -> Result<author::ModelEx, DbErr> {
    let book = book::ActiveModel::builder().set_title("Tehanu");
    let author = author::ActiveModel::builder().set_name("Le Guin");
    author.add_book(book).insert(db).await
}

/// A new book of a stored author.
pub async fn add(db: &DbConn, id: Uuid, title: &str) -> Result<(), DbErr> {
    let author = author::Entity::find_by_id(id).require_one(db).await?;
    let author = author.into_ex().into_active_model();
    let book = book::ActiveModel::builder().set_title(title);
    author.add_book(book).save(db).await?;
    Ok(())
}

/// Several books in one statement: no hook runs, so this sets the keys.
pub async fn add_many(
    db: &DbConn,
    author_id: Uuid,
    titles: &[&str],
) -> Result<(), DbErr> {
    let books = titles.iter().map(|title| book::ActiveModel {
        id: Set(uuid()),
        author_id: Set(author_id),
        title: Set((*title).to_owned()),
    });
    book::Entity::insert_many(books).exec(db).await?;
    Ok(())
}

/// The author with the books.
pub async fn read(
    db: &DbConn,
    id: Uuid,
) -> Result<Option<author::ModelEx>, DbErr> {
    author::Entity::load()
        .filter_by_id(id)
        .with(book::Entity)
        .one(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("author::Model")?;
    show.code("author::impl ActiveModelBehavior")?;
    let author = create(show.db()).await?;
    show.done().await?;
    add(show.db(), author.id, "The Dispossessed").await?;
    show.done().await?;
    let titles = ["The Lathe of Heaven", "Malafrena"];
    add_many(show.db(), author.id, &titles).await?;
    show.done().await?;
    let author = read(show.db(), author.id).await?;
    let books = author.into_iter().flat_map(|author| author.books);
    let rows = books.map(|book| (book.id.to_string(), book.title));
    let caption = "The books, loaded";
    show.table(caption, ["id", "title"], rows).await?;
    show.code("publisher::Model")
}

pub async fn library(db: &DbConn) -> Result<(), DbErr> {
    // The test before this one on the same thread counted too.
    LAST.set(0);
    let schema = db.get_schema_builder();
    let schema = schema.register(author::Entity).register(book::Entity);
    schema.apply(db).await
}

/// By the entity, and by a migration.
pub async fn each_write_takes_a_key_from_postgresql() {
    for by_migration in [false, true] {
        let database = TestDatabase::empty(Kind::Postgres).await;
        let db = &database.open("recipes").await;
        if by_migration {
            let mut id = schema::pk_uuid("id");
            id.default(Expr::cust("gen_random_uuid()"));
            let table = Table::create()
                .table("publisher")
                .col(id)
                .col(schema::string("name"))
                .take();
            SchemaManager::new(db).create_table(table).await.unwrap();
        } else {
            let schema = db.get_schema_builder();
            schema.register(publisher::Entity).apply(db).await.unwrap();
        }
        let new = || publisher::ActiveModel::builder().set_name("Ace");
        let inserted = new().insert(db).await.unwrap();
        assert!(!inserted.id.is_nil());
        new().save(db).await.unwrap();
        publisher::Entity::insert(new()).exec(db).await.unwrap();
        let two = [new(), new()];
        publisher::Entity::insert_many(two).exec(db).await.unwrap();
        let stored = publisher::Entity::find().all(db).await.unwrap();
        let keys: BTreeSet<_> = stored.iter().map(|row| row.id).collect();
        assert_eq!(keys.len(), 5);
    }
}

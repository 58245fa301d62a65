//! Which write stores a new row, for each way to make its primary key.

use std::cell::Cell;

use harness::{database::refusal, render, table::Table};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait,
    IntoActiveModel, PaginatorTrait, Set, entity::prelude::Uuid,
};
use testing::{Kind, TestDatabase, snapshot};

/// The writes, as columns of the table. The first four store an author, the others an author with a
/// book.
const WAYS: [&str; 7] = [
    "`insert`",
    "`save`",
    "`Entity::insert`",
    "`insert_many`",
    "a tree's `insert`",
    "a tree's `save`",
    "`add_book` to a stored author, `save`",
];

thread_local! {
    static LAST: Cell<u128> = const { Cell::new(0) };
}

/// Another one at each call, in place of a random one.
fn uuid() -> Uuid {
    LAST.set(LAST.get() + 1);
    Uuid::from_u128(LAST.get())
}

/// An author and a book. `$key` and `$made` are the type and the attributes of the primary keys, and
/// `$hooks` is in the `ActiveModelBehavior` of both.
macro_rules! library {
    ($name:ident, $key:ty, [$($made:tt)*], { $($hooks:tt)* }) => {
        mod $name {
            pub mod author {
                use sea_orm::{ActiveValue::Set, entity::prelude::*};

                #[sea_orm::model]
                #[derive(Clone, Debug, DeriveEntityModel)]
                #[sea_orm(table_name = "author")]
                pub struct Model {
                    #[sea_orm($($made)*)]
                    pub id: $key,
                    pub name: String,
                    #[sea_orm(has_many)]
                    pub books: HasMany<super::book::Entity>,
                }

                #[async_trait::async_trait]
                impl ActiveModelBehavior for ActiveModel { $($hooks)* }
            }

            pub mod book {
                use sea_orm::{ActiveValue::Set, entity::prelude::*};

                #[sea_orm::model]
                #[derive(Clone, Debug, DeriveEntityModel)]
                #[sea_orm(table_name = "book")]
                pub struct Model {
                    #[sea_orm($($made)*)]
                    pub id: $key,
                    pub author_id: $key,
                    #[sea_orm(belongs_to, from = "author_id", to = "id")]
                    pub author: BelongsTo<super::author::Entity>,
                }

                #[async_trait::async_trait]
                impl ActiveModelBehavior for ActiveModel { $($hooks)* }
            }
        }
    };
}

library!(numbered, i32, [primary_key], {});
library!(plain, Uuid, [primary_key, auto_increment = false], {});
library!(made_by_new, Uuid, [primary_key, auto_increment = false], {
    fn new() -> Self {
        Self {
            id: Set(super::super::uuid()),
            ..ActiveModelTrait::default()
        }
    }
});
library!(made_by_hook, Uuid, [primary_key, auto_increment = false], {
    async fn before_save<C: ConnectionTrait>(
        mut self,
        _: &C,
        insert: bool,
    ) -> Result<Self, DbErr> {
        if insert && self.id.is_not_set() {
            self.id = Set(super::super::uuid());
        }
        Ok(self)
    }
});
library!(sequence, i32, [primary_key, auto_increment = false], {});

/// Both keys begin with the tenant.
mod composite {
    pub mod author {
        use sea_orm::{ActiveValue::Set, entity::prelude::*};

        #[sea_orm::model]
        #[derive(Clone, Debug, DeriveEntityModel)]
        #[sea_orm(table_name = "author")]
        pub struct Model {
            #[sea_orm(primary_key, auto_increment = false)]
            pub tenant: Uuid,
            #[sea_orm(primary_key, auto_increment = false)]
            pub number: i32,
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
                if insert && self.tenant.is_not_set() {
                    self.tenant = Set(super::super::uuid());
                }
                Ok(self)
            }
        }
    }

    pub mod book {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, DeriveEntityModel)]
        #[sea_orm(table_name = "book")]
        pub struct Model {
            #[sea_orm(primary_key, auto_increment = false)]
            pub tenant: Uuid,
            #[sea_orm(primary_key, auto_increment = false)]
            pub author_number: i32,
            #[sea_orm(primary_key, auto_increment = false)]
            pub number: i32,
            #[sea_orm(
                belongs_to,
                from = "(tenant, author_number)",
                to = "(tenant, number)"
            )]
            pub author: BelongsTo<super::author::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

/// What came of a write, and how many of the rows that it should store are there.
fn words(outcome: Result<(), DbErr>, rows: u64, expected: u64) -> String {
    match outcome {
        Ok(()) if rows == expected => "stored".to_owned(),
        Ok(()) => format!("`Ok`, {rows} of {expected} rows"),
        Err(error) => match refusal(&error) {
            Some((rule, _)) => format!("refused: {rule}"),
            None => format!("`{error}`"),
        },
    }
}

/// A row of the table. `$author` and `$book` are new rows, as the way to make the key asks for them.
macro_rules! row {
    ($db:expr, $rows:ident, $what:expr, $name:ident, $author:expr, $book:expr) => {{
        use $name::{author, book};
        let (new_author, new_book) = ($author, $book);
        let mut cells = vec![$what.to_owned()];
        for (place, way) in WAYS.into_iter().enumerate() {
            let sql = "DELETE FROM book; DELETE FROM author";
            $db.execute_unprepared(sql).await.unwrap();
            let author: author::ActiveModel = new_author();
            let outcome = match place {
                0 => author.insert($db).await.map(drop),
                1 => author.save($db).await.map(drop),
                2 => author::Entity::insert(author).exec($db).await.map(drop),
                3 => author::Entity::insert_many([author, new_author()])
                    .exec($db)
                    .await
                    .map(drop),
                _ => {
                    let book: book::ActiveModel = new_book();
                    let book = book.into_ex();
                    match place {
                        4 => author
                            .into_ex()
                            .add_book(book)
                            .insert($db)
                            .await
                            .map(drop),
                        5 => author
                            .into_ex()
                            .add_book(book)
                            .save($db)
                            .await
                            .map(drop),
                        _ => {
                            let stored = author.insert($db).await.unwrap();
                            let stored = stored.into_ex().into_active_model();
                            stored.add_book(book).save($db).await.map(drop)
                        }
                    }
                }
            };
            assert_eq!(WAYS[place], way);
            let authors = author::Entity::find().count($db).await.unwrap();
            let books = book::Entity::find().count($db).await.unwrap();
            let expected = if place < 3 { 1 } else { 2 };
            cells.push(words(outcome, authors + books, expected));
        }
        $rows.push(cells);
    }};
}

/// A new author without a key, and a new book.
macro_rules! new {
    ($name:ident) => {
        (
            || $name::author::ActiveModel {
                name: Set("Le Guin".to_owned()),
                ..Default::default()
            },
            || {
                std::convert::identity::<$name::book::ActiveModel>(
                    Default::default(),
                )
            },
        )
    };
}

/// Two tables whose keys are declared as `id`.
async fn create(db: &DatabaseConnection, id: &str) {
    let sql = format!(
        "CREATE TABLE author (id {id}, name text NOT NULL); \
         CREATE TABLE book (id {id}, author_id {} NOT NULL REFERENCES author (id))",
        id.split(' ').next().unwrap()
    );
    db.execute_unprepared(&sql).await.unwrap();
}

/// A key for which the table has an expression.
fn made_by_the_database(kind: Kind) -> &'static str {
    match kind {
        Kind::Postgres => "uuid PRIMARY KEY DEFAULT gen_random_uuid()",
        Kind::Sqlite => {
            "uuid_text PRIMARY KEY NOT NULL DEFAULT (randomblob(16))"
        }
    }
}

macro_rules! apply {
    ($db:ident, $name:ident) => {
        async {
            let schema = $db.get_schema_builder();
            let schema = schema.register($name::author::Entity);
            let schema = schema.register($name::book::Entity);
            schema.apply($db).await.unwrap();
        }
    };
}

async fn table(kind: Kind) -> String {
    let mut rows = Vec::new();
    // The tables that `$create` makes are in a database of their own.
    macro_rules! row_in {
        (|$db:ident| $create:expr, $what:expr, $name:ident, $author:expr, $book:expr) => {{
            let database = TestDatabase::empty(kind).await;
            let $db = &database.open("claims").await;
            $create.await;
            row!($db, rows, $what, $name, $author, $book);
        }};
    }
    let what = "auto-increment";
    let (author, book) = new!(numbered);
    row_in!(|db| apply!(db, numbered), what, numbered, author, book);

    let what = "UUID that you `Set`";
    let author = || plain::author::ActiveModel {
        id: Set(uuid()),
        name: Set("Le Guin".to_owned()),
    };
    let book = || plain::book::ActiveModel {
        id: Set(uuid()),
        ..Default::default()
    };
    row_in!(|db| apply!(db, plain), what, plain, author, book);

    let what = "UUID from `new`";
    let (author, book) = new!(made_by_new);
    row_in!(|db| apply!(db, made_by_new), what, made_by_new, author, book);

    let what = "UUID from `before_save`";
    let (author, book) = new!(made_by_hook);
    row_in!(|db| apply!(db, made_by_hook), what, made_by_hook, author, book);

    let what = "UUID from the database";
    let (author, book) = new!(plain);
    let id = made_by_the_database(kind);
    row_in!(|db| create(db, id), what, plain, author, book);

    let what = "UUID and numbers that you `Set`";
    let author = || composite::author::ActiveModel {
        tenant: Set(uuid()),
        number: Set(1),
        name: Set("Le Guin".to_owned()),
    };
    let book = || composite::book::ActiveModel {
        number: Set(1),
        ..Default::default()
    };
    row_in!(|db| apply!(db, composite), what, composite, author, book);

    let what = "UUID from `before_save`, numbers that you `Set`";
    let author = || composite::author::ActiveModel {
        number: Set(1),
        name: Set("Le Guin".to_owned()),
        ..Default::default()
    };
    row_in!(|db| apply!(db, composite), what, composite, author, book);

    let mut header = vec!["primary key".to_owned()];
    header.extend(WAYS.map(str::to_owned));
    render::markdown(&Table { header, rows })
}

async fn which_write_takes_which_key() {
    let table = table(Kind::Postgres).await;
    assert_eq!(
        table,
        self::table(Kind::Sqlite).await,
        "left PostgreSQL, right SQLite"
    );
    let about = "What each write does with each kind of primary key";
    let folder = "guide/snapshots/claims";
    snapshot(folder, "which_write_takes_which_key", about, &table).await;
}

/// SQLite has no sequences.
async fn every_write_takes_a_key_from_a_sequence_of_your_own() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let db = &database.open("claims").await;
    let sql = "CREATE SEQUENCE number START 1000 INCREMENT 10";
    db.execute_unprepared(sql).await.unwrap();
    create(db, "integer PRIMARY KEY DEFAULT nextval('number')").await;
    let mut rows = Vec::new();
    let (author, book) = new!(sequence);
    row!(db, rows, "sequence", sequence, author, book);
    assert_eq!(rows[0][1..], ["stored"; 7]);
    let author = sequence::author::ActiveModel {
        name: Set("Le Guin".to_owned()),
        ..Default::default()
    };
    let id = author.insert(db).await.unwrap().id;
    assert!(id > 1000 && id % 10 == 0, "{id}");
}

/// The default of one database means nothing to the other.
async fn the_default_of_an_entity_is_one_databases_sql(kind: Kind) {
    mod author {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, DeriveEntityModel)]
        #[sea_orm(table_name = "author")]
        pub struct Model {
            #[sea_orm(
                primary_key,
                default_expr = "Expr::cust(\"gen_random_uuid()\")"
            )]
            pub id: Uuid,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
    let database = TestDatabase::empty(kind).await;
    let db = &database.open("claims").await;
    let schema = db.get_schema_builder().register(author::Entity);
    schema.apply(db).await.unwrap();
    let author = author::ActiveModel::builder().insert(db);
    match kind {
        Kind::Postgres => {
            assert!(!author.await.unwrap().id.is_nil());
        }
        Kind::Sqlite => {
            let error = author.await.unwrap_err().to_string();
            let unknown = "unknown function: gen_random_uuid()";
            assert!(error.contains(unknown), "{error}");
        }
    }
}

testing::tests![
    which_write_takes_which_key,
    every_write_takes_a_key_from_a_sequence_of_your_own,
    the_default_of_an_entity_is_one_databases_sql,
];

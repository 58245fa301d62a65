//! A library has many books. One join reads them, from either end: a vector of
//! pairs.

use harness::{Done, Lesson, Recorder, steps};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, DeleteResult, EntityTrait,
    QueryOrder, Set,
};

/// The one.
pub mod library {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "library")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        /// One-to-many: the books on its shelves.
        #[sea_orm(has_many)]
        pub books: HasMany<super::book::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The many.
pub mod book {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "book")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        /// Not unique: two libraries can each have a copy.
        pub title: String,
        /// The foreign key, indexed to find the books of a library.
        #[sea_orm(indexed)]
        pub library_id: i32,
        /// Many-to-one: the library that `library_id` points to. CASCADE: the
        /// row describes a copy on a shelf of this library.
        #[sea_orm(
            belongs_to,
            from = "library_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub library: BelongsTo<super::library::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- library-book` runs.
pub const LESSON: Lesson = Lesson {
    name: "library-book",
    about: "A library has many books.",
    tables: &["library", "book"],
    sample: None,
    steps: steps![
        here: schema_step, create_step, read_from_libraries_step,
        read_from_books_step, delete_step,
    ],
};

/// Libraries, numbered from 1 in this order. Old Town has no book: the empty
/// side.
const LIBRARIES: [&str; 5] =
    ["Central", "Riverside", "Hillside", "Old Town", "Station"];

/// Books and the number of their library.
const BOOKS: [(&str, i32); 5] = [
    ("Emma", 1),
    ("Dracula", 2),
    ("Moby Dick", 1),
    ("Emma", 3),
    ("Walden", 5),
];

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(book::Entity)
        .register(library::Entity)
        .apply(db)
        .await
}

/// # Schema
///
/// SeaORM creates both tables from the entities. `apply` creates `library`
/// before `book`, although `book` is registered first, because the foreign key
/// points to `library`.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["library", "book"]).await
}

/// Inserts libraries before books.
pub async fn create(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let libraries = LIBRARIES.map(|name| library::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    });
    library::Entity::insert_many(libraries).exec(db).await?;

    let books = BOOKS.map(|(title, library_id)| book::ActiveModel {
        title: Set(title.to_owned()),
        library_id: Set(library_id),
        ..Default::default()
    });
    book::Entity::insert_many(books).exec(db).await?;
    Ok(())
}

/// # Create
///
/// You insert the libraries before the books, with one INSERT per table. Old
/// Town has no book.
async fn create_step(show: &mut Recorder) -> Done {
    show.ran(create(show.db()).await?).await
}

/// Every library with its books, ordered by the library's id, then by title.
pub async fn read_from_libraries(
    db: &impl ConnectionTrait,
) -> Result<Vec<(library::Model, Vec<book::Model>)>, DbErr> {
    library::Entity::find()
        .find_with_related(book::Entity)
        .order_by_asc(book::COLUMN.title)
        .all(db)
        .await
}

/// # Read from the libraries
///
/// `find_with_related` sends one SELECT with a LEFT JOIN. SeaORM orders the
/// rows by library and groups them into pairs of a library and its books. The
/// query orders the books by title. Old Town has none.
async fn read_from_libraries_step(show: &mut Recorder) -> Done {
    let libraries = read_from_libraries(show.db()).await?;
    let rows = libraries.iter().map(|(library, books)| {
        (&library.name, books.iter().map(|book| &book.title))
    });
    show.table("Every library", ["library", "books"], rows).await
}

/// Every book with its library, ordered by the book's id.
pub async fn read_from_books(
    db: &impl ConnectionTrait,
) -> Result<Vec<(book::Model, Option<library::Model>)>, DbErr> {
    book::Entity::find()
        .find_also_related(library::Entity)
        .order_by_asc(book::COLUMN.id)
        .all(db)
        .await
}

/// # Read from the books
///
/// `find_also_related` sends the same join from the other end and returns pairs
/// of a book and its library. The library is an `Option`, because a LEFT JOIN
/// may find none. Old Town is not in the list: it has no book.
async fn read_from_books_step(show: &mut Recorder) -> Done {
    let books = read_from_books(show.db()).await?;
    let rows = books.iter().map(|(book, library)| {
        (&book.title, library.as_ref().map(|library| &library.name))
    });
    show.table("Every book", ["book", "library"], rows).await
}

/// Deletes a library: one DELETE. ON DELETE CASCADE removes its books.
pub async fn delete_library(
    db: &impl ConnectionTrait,
    library_id: i32,
) -> Result<DeleteResult, DbErr> {
    library::Entity::delete_by_id(library_id).exec(db).await
}

/// # Delete
///
/// You delete the library Central. ON DELETE CASCADE deletes its two books too,
/// but `rows_affected` counts only the library. The copy of Emma in Hillside
/// stays.
async fn delete_step(show: &mut Recorder) -> Done {
    let deleted = delete_library(show.db(), 1).await?;
    show.affected("What `exec` returned", deleted.rows_affected).await
}

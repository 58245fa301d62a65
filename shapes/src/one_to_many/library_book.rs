//! A library has many books. One join reads them, from either end: a vector of
//! pairs.

use harness::{Lesson, Recorder, columns, source, steps, table::Deleted};
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
        /// Many-to-one: the library that `library_id` points to. CASCADE: the row
        /// describes a copy on a shelf of this library.
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
    steps: steps![
        schema: schema_step,
        create: create_step,
        read_from_libraries: read_from_libraries_step,
        read_from_books: read_from_books_step,
        delete: delete_step,
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

async fn schema_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The tables are created from the entities. `apply` creates library before book, although \
         book is registered first, because the foreign key points to library.",
    );
    lesson.code(source!("library_book.rs"), "library::Model")?;
    lesson.code(source!("library_book.rs"), "book::Model")?;
    lesson.code(source!("library_book.rs"), "schema")?;
    schema(db).await?;
    lesson.done("Tables and indexes created");
    lesson.columns(db, library::Entity).await?;
    lesson.columns(db, book::Entity).await?;
    Ok(())
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

async fn create_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create",
        "Libraries before books, one INSERT per table. Old Town has no book.",
    );
    lesson.code(source!("library_book.rs"), "create")?;
    create(db).await?;
    lesson.done("Tables filled");
    let libraries = library::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("library", libraries);
    let books = book::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("book", books);
    Ok(())
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

async fn read_from_libraries_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the libraries",
        "One SELECT with a LEFT JOIN. SeaORM orders the rows by library and groups them into pairs \
         of a library and its books; the query orders the books by title. Old Town has none.",
    );
    lesson.code(source!("library_book.rs"), "read_from_libraries")?;
    let libraries = read_from_libraries(db).await?;
    let rows = libraries.into_iter().map(|(library, books)| FromLibrary {
        library: library.name,
        books: books.into_iter().map(|book| book.title).collect(),
    });
    lesson.rows("Every library with its books", rows);
    Ok(())
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

async fn read_from_books_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the books",
        "The same join from the other end: pairs of a book and its library. The library is an \
         Option, because a LEFT JOIN may find none. Old Town is not in the list: it has no book.",
    );
    lesson.code(source!("library_book.rs"), "read_from_books")?;
    let books = read_from_books(db).await?;
    let rows = books.into_iter().map(|(book, library)| FromBook {
        book: book.title,
        library: library.map(|library| library.name),
    });
    lesson.rows("Every book with its library", rows);
    Ok(())
}

/// Deletes a library: one DELETE. ON DELETE CASCADE removes its books.
pub async fn delete_library(
    db: &impl ConnectionTrait,
    library_id: i32,
) -> Result<DeleteResult, DbErr> {
    library::Entity::delete_by_id(library_id).exec(db).await
}

async fn delete_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Delete",
        "Central closes. ON DELETE CASCADE deletes its two books: three rows are gone, and \
         rows_affected counts only the library. The Emma in Hillside stays.",
    );
    lesson.code(source!("library_book.rs"), "delete_library")?;
    let deleted = delete_library(db, 1).await?;
    lesson.rows("The library Central deleted", [Deleted::from(deleted)]);
    let books = book::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("book afterwards", books);
    Ok(())
}

/// A library with the titles of its books.
struct FromLibrary {
    library: String,
    books: Vec<String>,
}

columns!(FromLibrary: library, books);

/// A book with the library's name.
struct FromBook {
    book: String,
    library: Option<String>,
}

columns!(FromBook: book, library);

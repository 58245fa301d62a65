//! A library has many books, a book one library. Read with one join from either end: a vector of
//! pairs, in one SELECT.

use lesson::{Lesson, table::Deleted};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait, QueryOrder, Set};

/// The one.
pub mod library {
    use sea_orm::entity::prelude::*;

    /// A library. It has no foreign key: the relationship stands in the table of the books.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "library")]
    pub struct Model {
        /// Counted up by the database.
        #[sea_orm(primary_key)]
        pub id: i32,
        /// What it is called.
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

    /// A book, as a thing on a shelf: many-to-one to its library.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "book")]
    pub struct Model {
        /// Counted up by the database.
        #[sea_orm(primary_key)]
        pub id: i32,
        /// Not unique: two libraries may well have a copy each.
        pub title: String,
        /// The foreign key, indexed for whoever looks for the books of a library.
        #[sea_orm(indexed)]
        pub library_id: i32,
        /// Many-to-one: the library that `library_id` names. Cascade: the row says where the book
        /// stands, and says nothing once the library is gone.
        #[sea_orm(belongs_to, from = "library_id", to = "id", on_delete = "Cascade")]
        pub library: BelongsTo<super::library::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Libraries, numbered from 1 in this order. Old Town has no book: the empty side.
const LIBRARIES: [&str; 5] = ["Central", "Riverside", "Hillside", "Old Town", "Station"];

/// Books and the number of their library.
const BOOKS: [(&str, i32); 5] = [
    ("Emma", 1),
    ("Dracula", 2),
    ("Moby Dick", 1),
    ("Emma", 3),
    ("Walden", 5),
];

/// A library with its list.
struct FromLibrary {
    library: String,
    books: Vec<String>,
}

lesson::columns!(FromLibrary: library, books);

/// A book with the one library.
struct FromBook {
    book: String,
    library: Option<String>,
}

lesson::columns!(FromBook: book, library);

/// Writes the lesson down.
///
/// # Errors
///
/// Whatever the database reports.
pub async fn run(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    schema(db, lesson).await?;
    create(db, lesson).await?;
    read_from_the_library(db, lesson).await?;
    read_from_the_book(db, lesson).await?;
    delete(db, lesson).await
}

async fn schema(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The tables are made from the entities, the one that is referred to first, in whatever \
         order they are registered.",
    );
    db.get_schema_builder()
        .register(book::Entity)
        .register(library::Entity)
        .apply(db)
        .await?;
    lesson.done("Two tables and an index made");
    lesson.columns(library::Entity);
    lesson.columns(book::Entity);
    Ok(())
}

async fn create(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step("Create", "Libraries before books, one INSERT a table.");
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
    lesson.done("Two tables filled");
    let libraries = library::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("library", &libraries);
    let books = book::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("book", &books);
    Ok(())
}

async fn read_from_the_library(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the library",
        "One SELECT with a LEFT JOIN; SeaORM gathers the rows of one library into one pair of the \
         library and its books. Here the query orders the books too: by title. Old Town has none.",
    );
    let libraries = library::Entity::find()
        .find_with_related(book::Entity)
        .order_by_asc(book::Column::Title)
        .all(db)
        .await?;
    let lines = libraries.into_iter().map(|(library, books)| FromLibrary {
        library: library.name,
        books: books.into_iter().map(|book| book.title).collect(),
    });
    lesson.rows("Every library with its books", &lines.collect::<Vec<_>>());
    Ok(())
}

async fn read_from_the_book(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the book",
        "The same join from the other end: a pair of a book and its library, or None where a LEFT \
         JOIN finds nothing.",
    );
    let books = book::Entity::find()
        .find_also_related(library::Entity)
        .order_by_asc(book::Column::Id)
        .all(db)
        .await?;
    let lines = books.into_iter().map(|(book, library)| FromBook {
        book: book.title,
        library: library.map(|library| library.name),
    });
    lesson.rows("Every book with its library", &lines.collect::<Vec<_>>());
    Ok(())
}

async fn delete(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Delete",
        "Central closes. The DELETE counts one row, the library; its two books go by ON DELETE \
         CASCADE, and the other Emma stays.",
    );
    let deleted = library::Entity::delete_by_id(1).exec(db).await?;
    lesson.rows("The library Central deleted", &[Deleted::from(deleted)]);
    let books = book::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("book afterwards", &books);
    Ok(())
}

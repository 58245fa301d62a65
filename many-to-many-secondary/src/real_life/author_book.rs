//! An author has many books, a book many authors. Written as a tree where both ends are new; read
//! with one join from the author and with `load_many` from the book.

use lesson::{Lesson, table::Deleted};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait, LoaderTrait, QueryOrder, Set};

/// One end.
pub mod author {
    use sea_orm::entity::prelude::*;

    /// An author. The relationship stands in the table of the links.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "author")]
    pub struct Model {
        /// Counted up by the database.
        #[sea_orm(primary_key)]
        pub id: i32,
        /// Not unique: two authors may well share a name.
        pub name: String,
        /// Many-to-many: the books of this author, alone or with others.
        #[sea_orm(has_many, via = "authorship")]
        pub books: HasMany<super::book::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The other end.
pub mod book {
    use sea_orm::entity::prelude::*;

    /// A book, as a work: in whose library a copy stands is another relationship.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "book")]
    pub struct Model {
        /// Counted up by the database.
        #[sea_orm(primary_key)]
        pub id: i32,
        /// Not unique: two books may well share a title.
        pub title: String,
        /// Many-to-many: the authors of this book.
        #[sea_orm(has_many, via = "authorship")]
        pub authors: HasMany<super::author::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The links.
pub mod authorship {
    use sea_orm::entity::prelude::*;

    /// A link: this author wrote this book, or a part of it.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "authorship")]
    pub struct Model {
        /// One half of the primary key, and a foreign key.
        #[sea_orm(primary_key, auto_increment = false)]
        pub author_id: i32,
        /// The other half. Indexed: the key begins with the author, and is no help from the book.
        #[sea_orm(primary_key, auto_increment = false, indexed)]
        pub book_id: i32,
        /// Cascade, here and below: without one of its ends the link says nothing.
        #[sea_orm(belongs_to, from = "author_id", to = "id", on_delete = "Cascade")]
        pub author: BelongsTo<super::author::Entity>,
        /// The book that `book_id` names.
        #[sea_orm(belongs_to, from = "book_id", to = "id", on_delete = "Cascade")]
        pub book: BelongsTo<super::book::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Authors after the two of the tree; numbered from 3. Jane Austen wrote none of these books.
const AUTHORS: [&str; 3] = ["Stephen King", "Peter Straub", "Jane Austen"];

/// Books after the one of the tree; numbered from 2. Nobody knows who wrote Beowulf.
const BOOKS: [&str; 4] = ["The Talisman", "Neuromancer", "It", "Beowulf"];

/// Links after the two of the tree: the numbers of the author and the book.
const LINKS: [(i32, i32); 4] = [(3, 2), (4, 2), (1, 3), (3, 4)];

/// An author with the list of books.
struct FromAuthor {
    author: String,
    books: Vec<String>,
}

lesson::columns!(FromAuthor: author, books);

/// A book with the list of authors.
struct FromBook {
    book: String,
    authors: Vec<String>,
}

lesson::columns!(FromBook: book, authors);

/// Writes the lesson down.
///
/// # Errors
///
/// Whatever the database reports.
pub async fn run(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    schema(db, lesson).await?;
    create(db, lesson).await?;
    read_from_the_author(db, lesson).await?;
    read_from_the_book(db, lesson).await?;
    delete(db, lesson).await
}

async fn schema(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The tables are made from the entities. Both foreign keys stand in the third table, and \
         together they are its primary key.",
    );
    // One at a time: the builder makes tables that need no other in any order.
    let builder = || db.get_schema_builder();
    builder().register(author::Entity).apply(db).await?;
    builder().register(book::Entity).apply(db).await?;
    builder().register(authorship::Entity).apply(db).await?;
    lesson.done("Three tables and an index made");
    lesson.columns(author::Entity);
    lesson.columns(book::Entity);
    lesson.columns(authorship::Entity);
    Ok(())
}

async fn create(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Create",
        "The Difference Engine is inserted with its authors as one tree, and SeaORM inserts the \
         links as well. The rest goes in with one INSERT a table, the links last.",
    );
    book::ActiveModel::builder()
        .set_title("The Difference Engine")
        .add_author(author::ActiveModel::builder().set_name("William Gibson"))
        .add_author(author::ActiveModel::builder().set_name("Bruce Sterling"))
        .insert(db)
        .await?;
    lesson.done("A book and its two authors inserted");
    let authors = AUTHORS.map(|name| author::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    });
    author::Entity::insert_many(authors).exec(db).await?;
    let books = BOOKS.map(|title| book::ActiveModel {
        title: Set(title.to_owned()),
        ..Default::default()
    });
    book::Entity::insert_many(books).exec(db).await?;
    let links = LINKS.map(|(author_id, book_id)| authorship::ActiveModel {
        author_id: Set(author_id),
        book_id: Set(book_id),
    });
    authorship::Entity::insert_many(links).exec(db).await?;
    lesson.done("The other books and authors, and their links");
    let authors = author::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("author", &authors);
    let books = book::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("book", &books);
    let links = authorship::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("authorship", &links);
    Ok(())
}

async fn read_from_the_author(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the author",
        "find_with_related joins through the links, in one SELECT; the query orders the books by \
         title. Jane Austen has an empty list.",
    );
    let authors = author::Entity::find()
        .find_with_related(book::Entity)
        .order_by_asc(book::Column::Title)
        .all(db)
        .await?;
    let lines = authors.into_iter().map(|(author, books)| FromAuthor {
        author: author.name,
        books: books.into_iter().map(|book| book.title).collect(),
    });
    lesson.rows("Every author with the books", &lines.collect::<Vec<_>>());
    Ok(())
}

async fn read_from_the_book(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the book",
        "Two SELECTs: yours for the books, and that of load_many for the authors of all of them, \
         ordered by name. Beowulf has an empty list.",
    );
    lesson.rows("Every book with its authors", &from_books(db).await?);
    Ok(())
}

async fn delete(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Delete",
        "Without Stephen King both his links are gone, by ON DELETE CASCADE. His books stay: The \
         Talisman with the author that is left, It with none.",
    );
    let deleted = author::Entity::delete_by_id(3).exec(db).await?;
    lesson.rows("The author Stephen King deleted", &[Deleted::from(deleted)]);
    lesson.rows("Every book afterwards", &from_books(db).await?);
    Ok(())
}

async fn from_books(db: &DatabaseConnection) -> Result<Vec<FromBook>, DbErr> {
    let books = book::Entity::find().order_by_id_asc().all(db).await?;
    let by_name = author::Entity::find().order_by_asc(author::Column::Name);
    let authors = books.load_many(by_name, db).await?;
    let pairs = books.into_iter().zip(authors);
    let lines = pairs.map(|(book, authors)| FromBook {
        book: book.title,
        authors: authors.into_iter().map(|author| author.name).collect(),
    });
    Ok(lines.collect())
}

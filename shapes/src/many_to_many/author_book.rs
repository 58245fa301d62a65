//! An author writes many books, and a book can have many authors. Both ends are
//! inserted as one tree.

use harness::{Done, Lesson, Recorder, steps};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, DeleteResult, EntityTrait,
    IntoActiveModel, LoaderTrait, QueryOrder, Set, TransactionTrait,
};

/// One end.
pub mod author {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "author")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        /// Many-to-many: the author's books, alone or with others.
        #[sea_orm(has_many, via = "authorship")]
        pub books: HasMany<super::book::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The other end.
pub mod book {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "book")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub title: String,
        /// Many-to-many: the book's authors.
        #[sea_orm(has_many, via = "authorship")]
        pub authors: HasMany<super::author::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The links.
pub mod authorship {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "authorship")]
    pub struct Model {
        /// Half of the primary key, and a foreign key.
        #[sea_orm(primary_key)]
        pub author_id: i32,
        /// The other half. `indexed`: the key's own index starts with the
        /// author.
        #[sea_orm(primary_key, indexed)]
        pub book_id: i32,
        /// Many-to-one: the author that `author_id` points to.
        #[sea_orm(
            belongs_to,
            from = "author_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub author: BelongsTo<super::author::Entity>,
        /// Many-to-one: the book that `book_id` points to.
        #[sea_orm(
            belongs_to,
            from = "book_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub book: BelongsTo<super::book::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- author-book` runs.
pub const LESSON: Lesson = Lesson {
    name: "author-book",
    about: "An author has many books, and a book can have many authors.",
    tables: &["author", "book", "authorship"],
    sample: None,
    steps: steps![
        here: schema_step, create_step, replace_all_step,
        read_from_authors_step, read_from_books_step, delete_step,
    ],
};

/// Authors after the two of the tree. They get the ids 3 to 5. Jane Austen has
/// no book here: the empty side.
const AUTHORS: [&str; 3] = ["Stephen King", "Peter Straub", "Jane Austen"];

/// Books after the one of the tree. They get the ids 2 to 5. Nobody knows who
/// wrote Beowulf.
const BOOKS: [&str; 4] = ["The Talisman", "Neuromancer", "Carrie", "Beowulf"];

/// The id of Stephen King.
const KING: i32 = 3;

/// The id of Carrie.
const CARRIE: i32 = 4;

/// Links after the two of the tree: author and book. The last one is wrong.
const LINKS: [(i32, i32); 4] = [(KING, 2), (4, 2), (1, 3), (4, CARRIE)];

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    // A builder of its own per table: one builder creates tables that don't
    // depend on each other in any order.
    let builder = || db.get_schema_builder();
    builder().register(author::Entity).apply(db).await?;
    builder().register(book::Entity).apply(db).await?;
    builder().register(authorship::Entity).apply(db).await
}

/// # Schema
///
/// The tables are created from the entities. Both foreign keys are in the third
/// table, and together they are its primary key.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["author", "book", "authorship"]).await
}

/// Inserts a book, its two authors and the links between them.
pub async fn create(db: &impl TransactionTrait) -> Result<(), DbErr> {
    book::ActiveModel::builder()
        .set_title("The Difference Engine")
        .add_author(author::ActiveModel::builder().set_name("William Gibson"))
        .add_author(author::ActiveModel::builder().set_name("Bruce Sterling"))
        .insert(db)
        .await?;
    Ok(())
}

/// Inserts the other sample rows, the links last.
pub async fn create_the_rest(db: &impl ConnectionTrait) -> Result<(), DbErr> {
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
    Ok(())
}

/// # Create
///
/// The Difference Engine is inserted with its authors as one tree: SeaORM
/// inserts the book, the authors and the links. The other rows take one INSERT
/// per table, the links last.
async fn create_step(show: &mut Recorder) -> Done {
    show.ran(create(show.db()).await?).await?;
    show.ran(create_the_rest(show.db()).await?).await
}

/// Makes one author the only author of a book.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such book or author.
pub async fn replace_all(
    db: &(impl ConnectionTrait + TransactionTrait),
    book_id: i32,
    author_id: i32,
) -> Result<(), DbErr> {
    let book = book::Entity::find_by_id(book_id).require_one(db).await?;
    let author = author::Entity::find_by_id(author_id).require_one(db).await?;
    let mut book = book.into_ex().into_active_model();
    book.authors.replace_all([author.into_ex().into_active_model()]);
    book.save(db).await?;
    Ok(())
}

/// # Replace all
///
/// Peter Straub was entered as the author of Carrie, but Stephen King wrote it.
/// Replacing all authors of the book deletes the wrong link and inserts the
/// right one.
async fn replace_all_step(show: &mut Recorder) -> Done {
    show.ran(replace_all(show.db(), CARRIE, KING).await?).await
}

/// Every author with their books, ordered by title. SeaORM orders the authors
/// by id.
pub async fn read_from_authors(
    db: &impl ConnectionTrait,
) -> Result<Vec<(author::Model, Vec<book::Model>)>, DbErr> {
    author::Entity::find()
        .find_with_related(book::Entity)
        .order_by_asc(book::COLUMN.title)
        .all(db)
        .await
}

/// # Read from the authors
///
/// `find_with_related` joins the three tables in one SELECT, and the query
/// orders the books. Jane Austen has an empty list.
async fn read_from_authors_step(show: &mut Recorder) -> Done {
    let authors = read_from_authors(show.db()).await?;
    let rows = authors.iter().map(|(author, books)| {
        (&author.name, books.iter().map(|book| &book.title))
    });
    show.table("Every author with their books", ["author", "books"], rows)
        .await
}

/// Every book, ordered by id, with its authors, ordered by name.
pub async fn read_from_books(
    db: &impl ConnectionTrait,
) -> Result<Vec<(book::Model, Vec<author::Model>)>, DbErr> {
    let books = book::Entity::find().order_by_id_asc().all(db).await?;
    let by_name = author::Entity::find().order_by_asc(author::COLUMN.name);
    let authors = books.load_many(by_name, db).await?;
    Ok(books.into_iter().zip(authors).collect())
}

/// # Read from the books
///
/// Two SELECTs: one for the books, and one that `load_many` sends for the
/// authors of all of them, in the order that you ask for. It returns one list
/// per book, in the books' order. Beowulf has an empty list.
async fn read_from_books_step(show: &mut Recorder) -> Done {
    let books = read_from_books(show.db()).await?;
    let rows = books.iter().map(|(book, authors)| {
        (&book.title, authors.iter().map(|author| &author.name))
    });
    show.table("Every book with its authors", ["book", "authors"], rows)
        .await
}

/// Deletes an author. ON DELETE CASCADE removes the links.
pub async fn delete_author(
    db: &impl ConnectionTrait,
    author_id: i32,
) -> Result<DeleteResult, DbErr> {
    author::Entity::delete_by_id(author_id).exec(db).await
}

/// # Delete
///
/// Stephen King is deleted, and ON DELETE CASCADE deletes his links. His books
/// stay: The Talisman has one author left, and Carrie has none.
async fn delete_step(show: &mut Recorder) -> Done {
    show.ran(delete_author(show.db(), KING).await?).await
}

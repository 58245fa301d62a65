//! Two many-to-many relationships between the same entities: people write books
//! and people edit books. `via` can't declare the second one, so each
//! relationship gets an association entity.

use harness::{Done, Lesson, Recorder, steps};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr,
    DeleteResult, EntityLoaderTrait, EntityTrait, QueryFilter, QuerySelect,
    QueryTrait, Set, TransactionTrait, sea_query::ExprTrait,
};

/// One end.
pub mod book {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "book")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub title: String,
        /// One-to-many: each one leads to an author.
        #[sea_orm(has_many)]
        pub authorships: HasMany<super::authorship::Entity>,
        /// One-to-many: each one leads to an editor.
        #[sea_orm(has_many)]
        pub editorships: HasMany<super::editorship::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The other end, twice.
pub mod person {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        /// One-to-many: each one leads to a book that this person wrote.
        #[sea_orm(has_many)]
        pub authorships: HasMany<super::authorship::Entity>,
        /// One-to-many: each one leads to a book that this person edited.
        #[sea_orm(has_many)]
        pub editorships: HasMany<super::editorship::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The first relationship.
pub mod authorship {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "authorship")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub book_id: i32,
        /// `indexed`: the key's own index starts with the book.
        #[sea_orm(primary_key, indexed)]
        pub person_id: i32,
        #[sea_orm(
            belongs_to,
            from = "book_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub book: BelongsTo<super::book::Entity>,
        /// Restrict: the database rejects the DELETE of an author.
        #[sea_orm(
            belongs_to,
            from = "person_id",
            to = "id",
            on_delete = "Restrict"
        )]
        pub person: BelongsTo<super::person::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The second relationship: the same keys in a table of its own.
pub mod editorship {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "editorship")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub book_id: i32,
        #[sea_orm(primary_key, indexed)]
        pub person_id: i32,
        #[sea_orm(
            belongs_to,
            from = "book_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub book: BelongsTo<super::book::Entity>,
        /// Cascade: an editor can be deleted, and the book loses its editor.
        #[sea_orm(
            belongs_to,
            from = "person_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub person: BelongsTo<super::person::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- authors-editors` runs.
pub const LESSON: Lesson = Lesson {
    name: "authors-editors",
    about: "A book has authors and editors: two many-to-many relationships to \
            one entity.",
    tables: &["book", "person", "authorship", "editorship"],
    sample: None,
    steps: steps![
        here: schema_step, create_from_the_book_step,
        create_from_the_person_step, create_from_the_link_step,
        read_from_books_step, read_from_people_step, wrote_and_edited_step,
        refused_step, unlink_step, delete_step,
    ],
};

// The ids of some people and books.
const BETH: i32 = 2;
const CLARA: i32 = 3;
const DAN: i32 = 4;
const FINN: i32 = 6;
const NIGHT_TRAINS: i32 = 1;
const STILL_WATER: i32 = 2;

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    // One builder per table, only to keep the printed order fixed: a single
    // builder works too, but creates independent tables in any order.
    let builder = || db.get_schema_builder();
    builder().register(book::Entity).apply(db).await?;
    builder().register(person::Entity).apply(db).await?;
    builder().register(authorship::Entity).apply(db).await?;
    builder().register(editorship::Entity).apply(db).await
}

/// # Schema
///
/// Two join tables with the same keys: one says who wrote a book, the other who
/// edited it. `via` can't keep two relationships to one entity apart, so both
/// ends have a list of the links of each join table instead. Each has its own
/// delete rule: an author can't be deleted, an editor can.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["book", "person", "authorship", "editorship"]).await
}

/// Inserts a book with two authors and an editor, and a book without anybody.
pub async fn create_from_the_book(
    db: &(impl ConnectionTrait + TransactionTrait),
) -> Result<(), DbErr> {
    let person = |name: &str| person::ActiveModel::builder().set_name(name);
    let by = |person| authorship::ActiveModel::builder().set_person(person);
    let edited = |person| editorship::ActiveModel::builder().set_person(person);
    book::ActiveModel::builder()
        .set_title("Night Trains")
        .add_authorship(by(person("Anna")))
        .add_authorship(by(person("Beth")))
        .add_editorship(edited(person("Clara")))
        .insert(db)
        .await?;
    book::ActiveModel::builder()
        .set_title("Still Water")
        .insert(db)
        .await?;
    Ok(())
}

/// # Create from the book
///
/// A book is inserted with its authors and its editor as one tree: the book,
/// then each person and the link. Still Water has nobody yet.
async fn create_from_the_book_step(show: &mut Recorder) -> Done {
    show.ran(create_from_the_book(show.db()).await?).await
}

/// Inserts a person who edited one stored book and wrote another, and two
/// people without any.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if one of the books doesn't exist.
pub async fn create_from_the_person(
    db: &(impl ConnectionTrait + TransactionTrait),
    edited: i32,
    wrote: i32,
) -> Result<(), DbErr> {
    let edited = book::Entity::find_by_id(edited).require_one(db).await?;
    let wrote = book::Entity::find_by_id(wrote).require_one(db).await?;
    person::ActiveModel::builder()
        .set_name("Dan")
        .add_editorship(
            editorship::ActiveModel::builder().set_book(edited.into_ex()),
        )
        .add_authorship(
            authorship::ActiveModel::builder().set_book(wrote.into_ex()),
        )
        .insert(db)
        .await?;
    person::ActiveModel::builder().set_name("Emil").insert(db).await?;
    person::ActiveModel::builder().set_name("Finn").insert(db).await?;
    Ok(())
}

/// # Create from the person
///
/// The other end: Dan is inserted with a link to a book that he edited and a
/// link to one that he wrote. Emil and Finn have no book yet.
async fn create_from_the_person_step(show: &mut Recorder) -> Done {
    create_from_the_person(show.db(), NIGHT_TRAINS, STILL_WATER).await?;
    show.done().await
}

/// Inserts a link between a stored book and a stored editor.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if one of them doesn't exist.
pub async fn add_editor(
    db: &(impl ConnectionTrait + TransactionTrait),
    book_id: i32,
    person_id: i32,
) -> Result<editorship::ModelEx, DbErr> {
    let book = book::Entity::find_by_id(book_id).require_one(db).await?;
    let person = person::Entity::find_by_id(person_id).require_one(db).await?;
    editorship::ActiveModel::builder()
        .set_book(book.into_ex())
        .set_person(person.into_ex())
        .insert(db)
        .await
}

/// Inserts books without authors and editors.
pub async fn create_books(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let books =
        ["Low Tide", "Old Maps", "The Kiln"].map(|title| book::ActiveModel {
            title: Set(title.to_owned()),
            ..Default::default()
        });
    book::Entity::insert_many(books).exec(db).await?;
    Ok(())
}

/// # Create from the link
///
/// A link is the child of both ends and has a setter for each. Dan edits the
/// book that he wrote, and Finn edits it too. Three more books are inserted,
/// with nobody.
async fn create_from_the_link_step(show: &mut Recorder) -> Done {
    add_editor(show.db(), STILL_WATER, DAN).await?;
    add_editor(show.db(), STILL_WATER, FINN).await?;
    show.done().await?;
    show.ran(create_books(show.db()).await?).await
}

/// Every book with its authors and its editors, ordered by the ids.
pub async fn read_from_books(
    db: &impl ConnectionTrait,
) -> Result<Vec<book::ModelEx>, DbErr> {
    book::Entity::load()
        .with((authorship::Entity, person::Entity))
        .with((editorship::Entity, person::Entity))
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read from the books
///
/// The loader sends five SELECTs: the books, then the links and the people of
/// each relationship. Night Trains and Still Water have authors and editors;
/// the other books have two empty lists.
async fn read_from_books_step(show: &mut Recorder) -> Done {
    let books = read_from_books(show.db()).await?;
    let rows = books.iter().map(|book| {
        let authors = book.authorships.iter().filter_map(|a| a.person.as_ref());
        let editors = book.editorships.iter().filter_map(|e| e.person.as_ref());
        let authors = authors.map(|person| &person.name);
        let editors = editors.map(|person| &person.name);
        (&book.title, authors, editors)
    });
    let header = ["book", "authors", "editors"];
    show.table("Every book with its authors and editors", header, rows)
        .await
}

/// Every person with the books that they wrote or edited, ordered by the ids.
pub async fn read_from_people(
    db: &impl ConnectionTrait,
) -> Result<Vec<person::ModelEx>, DbErr> {
    person::Entity::load()
        .with((authorship::Entity, book::Entity))
        .with((editorship::Entity, book::Entity))
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read from the people
///
/// The same links from the other end, in the same number of statements. Emil
/// has two empty lists.
async fn read_from_people_step(show: &mut Recorder) -> Done {
    let people = read_from_people(show.db()).await?;
    let rows = people.iter().map(|person| {
        let wrote = person.authorships.iter().filter_map(|a| a.book.as_ref());
        let edited = person.editorships.iter().filter_map(|e| e.book.as_ref());
        let wrote = wrote.map(|book| &book.title);
        let edited = edited.map(|book| &book.title);
        (&person.name, wrote, edited)
    });
    let header = ["person", "wrote", "edited"];
    show.table("Every person with their books", header, rows).await
}

/// The people who edited a book that they wrote, ordered by id.
pub async fn edited_their_own(
    db: &impl ConnectionTrait,
) -> Result<Vec<person::Model>, DbErr> {
    let edited = editorship::Entity::find()
        .select_only()
        .column(editorship::Column::PersonId)
        .filter(
            editorship::Column::BookId
                .into_expr()
                .equals(authorship::Column::BookId.as_column_ref()),
        )
        .into_query();
    person::Entity::find()
        .inner_join(authorship::Entity)
        .filter(person::COLUMN.id.in_subquery(edited))
        .distinct()
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Wrote and edited
///
/// A query can use both relationships: who edited a book that they wrote? The
/// subquery compares the book of the editorship with the book of the
/// authorship.
async fn wrote_and_edited_step(show: &mut Recorder) -> Done {
    let people = edited_their_own(show.db()).await?;
    show.rows("Editors of their own books", people).await
}

/// Inserts an author's link.
pub async fn insert_author(
    db: &impl ConnectionTrait,
    book_id: i32,
    person_id: i32,
) -> Result<authorship::Model, DbErr> {
    authorship::ActiveModel {
        book_id: Set(book_id),
        person_id: Set(person_id),
    }
    .insert(db)
    .await
}

/// Deletes a person. ON DELETE RESTRICT rejects it for an author; ON DELETE
/// CASCADE removes an editor's links.
pub async fn delete_person(
    db: &impl ConnectionTrait,
    person_id: i32,
) -> Result<DeleteResult, DbErr> {
    person::Entity::delete_by_id(person_id).exec(db).await
}

/// # Refused
///
/// The primary key rejects the same author twice. The foreign key rejects an
/// author who doesn't exist. RESTRICT rejects the DELETE of Beth, who wrote a
/// book.
async fn refused_step(show: &mut Recorder) -> Done {
    let again = insert_author(show.db(), NIGHT_TRAINS, BETH).await;
    show.refused("make Beth an author of Night Trains again", again)
        .await?;
    let missing = insert_author(show.db(), NIGHT_TRAINS, 99).await;
    show.refused("make person 99 an author of Night Trains", missing)
        .await?;
    let deleted = delete_person(show.db(), BETH).await;
    show.refused("delete Beth", deleted).await
}

/// Deletes one link of an editor. The book and the person stay.
pub async fn remove_editor(
    db: &impl ConnectionTrait,
    book_id: i32,
    person_id: i32,
) -> Result<DeleteResult, DbErr> {
    editorship::Entity::delete_by_id((book_id, person_id)).exec(db).await
}

/// # Unlink
///
/// Dan no longer edits Still Water. He is still its author: that link is in the
/// other table.
async fn unlink_step(show: &mut Recorder) -> Done {
    show.ran(remove_editor(show.db(), STILL_WATER, DAN).await?).await
}

/// Deletes a book. ON DELETE CASCADE removes its links in both tables.
pub async fn delete_book(
    db: &impl ConnectionTrait,
    book_id: i32,
) -> Result<DeleteResult, DbErr> {
    book::Entity::delete_by_id(book_id).exec(db).await
}

/// # Delete
///
/// Clara was only an editor, so she can be deleted, and CASCADE deletes her
/// link. Still Water is deleted with its links in both tables; Dan and Finn
/// stay.
async fn delete_step(show: &mut Recorder) -> Done {
    show.code("delete_person")?;
    show.ran(delete_person(show.db(), CLARA).await?).await?;
    show.ran(delete_book(show.db(), STILL_WATER).await?).await
}

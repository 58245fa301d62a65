//! Two many-to-many relationships between the same entities: people write books
//! and people edit books. `via` can't declare the second one, so each
//! relationship gets an association entity.

use harness::{Lesson, Recorder, columns, source, steps, table::Deleted};
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
    steps: steps![
        schema: schema_step,
        create_from_the_book: create_from_the_book_step,
        create_from_the_person: create_from_the_person_step,
        create_from_the_link: create_from_the_link_step,
        read_from_books: read_from_books_step,
        read_from_people: read_from_people_step,
        wrote_and_edited: wrote_and_edited_step,
        refused: refused_step,
        unlink: unlink_step,
        delete: delete_step,
    ],
};

/// The ids of some people and books.
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

async fn schema_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "Two join tables with the same keys: one says who wrote a book, the \
         other who edited it. `via` can't keep two relationships to one entity \
         apart, so both ends have a list of the links of each join table \
         instead. Each has its own delete rule: an author can't be deleted, an \
         editor can.",
    );
    lesson.code(source!("authors_editors.rs"), "book::Model")?;
    lesson.code(source!("authors_editors.rs"), "person::Model")?;
    lesson.code(source!("authors_editors.rs"), "authorship::Model")?;
    lesson.code(source!("authors_editors.rs"), "editorship::Model")?;
    lesson.code(source!("authors_editors.rs"), "schema")?;
    schema(db).await?;
    lesson.done("Tables and indexes created");
    lesson.columns(db, book::Entity).await?;
    lesson.columns(db, person::Entity).await?;
    lesson.columns(db, authorship::Entity).await?;
    lesson.columns(db, editorship::Entity).await?;
    Ok(())
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

async fn create_from_the_book_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the book",
        "A book is inserted with its authors and its editor as one tree: the \
         book, then each person and the link. Still Water has nobody yet.",
    );
    lesson.code(source!("authors_editors.rs"), "create_from_the_book")?;
    create_from_the_book(db).await?;
    lesson.done("Two books, three people and three links inserted");
    let links = authorship::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("authorship", links);
    let links = editorship::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("editorship", links);
    Ok(())
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

async fn create_from_the_person_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the person",
        "The other end: Dan is inserted with a link to a book that he edited \
         and a link to one that he wrote. Emil and Finn have no book yet.",
    );
    lesson.code(source!("authors_editors.rs"), "create_from_the_person")?;
    create_from_the_person(db, NIGHT_TRAINS, STILL_WATER).await?;
    lesson.done("Three people and two links inserted");
    let people = person::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("person", people);
    Ok(())
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

async fn create_from_the_link_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the link",
        "A link is the child of both ends and has a setter for each. Dan edits \
         the book that he wrote, and Finn edits it too. Three more books are \
         inserted, with nobody.",
    );
    lesson.code(source!("authors_editors.rs"), "add_editor")?;
    add_editor(db, STILL_WATER, DAN).await?;
    add_editor(db, STILL_WATER, FINN).await?;
    lesson.done("Two editors linked to Still Water");
    lesson.code(source!("authors_editors.rs"), "create_books")?;
    create_books(db).await?;
    lesson.done("Three more books inserted");
    let books = book::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("book", books);
    let links = authorship::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("authorship", links);
    let links = editorship::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("editorship", links);
    Ok(())
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

async fn read_from_books_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the books",
        "The loader sends five SELECTs: the books, then the links and the \
         people of each relationship. Night Trains and Still Water have \
         authors and editors; the other books have two empty lists.",
    );
    lesson.code(source!("authors_editors.rs"), "read_from_books")?;
    let books = read_from_books(db).await?;
    let rows = books.into_iter().map(FromBook::from);
    lesson.rows("Every book with its authors and editors", rows);
    Ok(())
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

async fn read_from_people_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the people",
        "The same links from the other end, in the same number of statements. \
         Emil has two empty lists.",
    );
    lesson.code(source!("authors_editors.rs"), "read_from_people")?;
    let people = read_from_people(db).await?;
    let rows = people.into_iter().map(FromPerson::from);
    lesson.rows("Every person with their books", rows);
    Ok(())
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

async fn wrote_and_edited_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Wrote and edited",
        "A query can use both relationships: who edited a book that they \
         wrote? The subquery compares the book of the editorship with the book \
         of the authorship.",
    );
    lesson.code(source!("authors_editors.rs"), "edited_their_own")?;
    lesson.rows("Editors of their own books", edited_their_own(db).await?);
    Ok(())
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

async fn refused_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "The primary key rejects the same author twice. The foreign key \
         rejects an author who doesn't exist. RESTRICT rejects the DELETE of \
         Beth, who wrote a book.",
    );
    lesson.code(source!("authors_editors.rs"), "insert_author")?;
    lesson.code(source!("authors_editors.rs"), "delete_person")?;
    lesson.refused([
        (
            "make Beth an author of Night Trains again",
            insert_author(db, NIGHT_TRAINS, BETH).await.map(drop),
        ),
        (
            "make person 99 an author of Night Trains",
            insert_author(db, NIGHT_TRAINS, 99).await.map(drop),
        ),
        ("delete Beth", delete_person(db, BETH).await.map(drop)),
    ])
}

/// Deletes one link of an editor. The book and the person stay.
pub async fn remove_editor(
    db: &impl ConnectionTrait,
    book_id: i32,
    person_id: i32,
) -> Result<DeleteResult, DbErr> {
    editorship::Entity::delete_by_id((book_id, person_id)).exec(db).await
}

async fn unlink_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Unlink",
        "Dan no longer edits Still Water. He is still its author: that link is \
         in the other table.",
    );
    lesson.code(source!("authors_editors.rs"), "remove_editor")?;
    let deleted = remove_editor(db, STILL_WATER, DAN).await?;
    lesson.rows("Dan removed as an editor", [Deleted::from(deleted)]);
    let books = read_from_books(db).await?;
    let rows = books.into_iter().map(FromBook::from);
    lesson.rows("Every book afterwards", rows);
    Ok(())
}

/// Deletes a book. ON DELETE CASCADE removes its links in both tables.
pub async fn delete_book(
    db: &impl ConnectionTrait,
    book_id: i32,
) -> Result<DeleteResult, DbErr> {
    book::Entity::delete_by_id(book_id).exec(db).await
}

async fn delete_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Delete",
        "Clara was only an editor, so she can be deleted, and CASCADE deletes \
         her link. Still Water is deleted with its links in both tables; Dan \
         and Finn stay.",
    );
    lesson.code(source!("authors_editors.rs"), "delete_person")?;
    let deleted = delete_person(db, CLARA).await?;
    lesson.rows("Clara deleted", [Deleted::from(deleted)]);
    lesson.code(source!("authors_editors.rs"), "delete_book")?;
    let deleted = delete_book(db, STILL_WATER).await?;
    lesson.rows("Still Water deleted", [Deleted::from(deleted)]);
    let people = read_from_people(db).await?;
    let rows = people.into_iter().map(FromPerson::from);
    lesson.rows("Every person afterwards", rows);
    Ok(())
}

/// A book with the names of its authors and editors.
struct FromBook {
    book: String,
    authors: Vec<String>,
    editors: Vec<String>,
}

columns!(FromBook: book, authors, editors);

impl From<book::ModelEx> for FromBook {
    fn from(book: book::ModelEx) -> Self {
        let authors = book.authorships.into_iter();
        let authors = authors.filter_map(|link| link.person.into_option());
        let editors = book.editorships.into_iter();
        let editors = editors.filter_map(|link| link.person.into_option());
        Self {
            book: book.title,
            authors: authors.map(|person| person.name).collect(),
            editors: editors.map(|person| person.name).collect(),
        }
    }
}

/// A person with the titles of their books.
struct FromPerson {
    person: String,
    wrote: Vec<String>,
    edited: Vec<String>,
}

columns!(FromPerson: person, wrote, edited);

impl From<person::ModelEx> for FromPerson {
    fn from(person: person::ModelEx) -> Self {
        let wrote = person.authorships.into_iter();
        let wrote = wrote.filter_map(|link| link.book.into_option());
        let edited = person.editorships.into_iter();
        let edited = edited.filter_map(|link| link.book.into_option());
        Self {
            person: person.name,
            wrote: wrote.map(|book| book.title).collect(),
            edited: edited.map(|book| book.title).collect(),
        }
    }
}

//! A person has one successor, who is a person too.

use harness::{Done, Lesson, Recorder, steps};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    EntityLoaderTrait, IntoActiveModel, Set, TransactionTrait,
};

/// Both sides in one table.
pub mod person {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique)]
        pub name: String,
        /// The foreign key. UNIQUE is what makes this one-to-one: without it,
        /// two people could have the same successor. Without the CHECK, a
        /// person could be their own successor.
        #[sea_orm(unique, extra = "CHECK (successor_id <> id)")]
        pub successor_id: Option<i32>,
        /// The person that `successor_id` points to, or none.
        #[sea_orm(
            self_ref,
            relation_enum = "Successor",
            relation_reverse = "Predecessor",
            from = "successor_id",
            to = "id",
            on_delete = "SetNull"
        )]
        pub successor: BelongsTo<Option<Entity>>,
        /// The person whose `successor_id` points to this one. UNIQUE allows at
        /// most one, but the field is still a list: SeaORM 2.0.4 can't load a
        /// `HasOne` of the entity itself.
        #[sea_orm(
            self_ref,
            relation_enum = "Predecessor",
            relation_reverse = "Successor"
        )]
        pub predecessors: HasMany<Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- successor` runs.
pub const LESSON: Lesson = Lesson {
    name: "successor",
    about: "A person has one successor, who is a person too.",
    tables: &["person"],
    sample: None,
    steps: steps![
        here: schema_step, create_from_the_predecessor_step,
        create_from_the_successor_step, read_successors_step,
        read_predecessors_step, refused_step, replace_step, delete_step,
    ],
};

// The ids of two people.
const BOB: i32 = 1;
const EVE: i32 = 5;

/// Creates the table from the entity.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder().register(person::Entity).apply(db).await
}

/// # Schema
///
/// The foreign key points to its own table. It can be NULL, because the last
/// person has no successor. UNIQUE allows any number of NULLs.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["person"]).await
}

/// Inserts a person with a new successor.
pub async fn create_pair(
    db: &(impl ConnectionTrait + TransactionTrait),
    name: &str,
    successor: &str,
) -> Result<person::ModelEx, DbErr> {
    person::ActiveModel::builder()
        .set_name(name)
        .set_successor(person::ActiveModel::builder().set_name(successor))
        .insert(db)
        .await
}

/// Inserts a person without a successor.
pub async fn create_alone(
    db: &(impl ConnectionTrait + TransactionTrait),
    name: &str,
) -> Result<person::ModelEx, DbErr> {
    person::ActiveModel::builder().set_name(name).insert(db).await
}

/// # Create from the predecessor
///
/// The predecessor's row has the foreign key, so SeaORM inserts the successor
/// first and then the predecessor. Eve has nobody before or after her.
async fn create_from_the_predecessor_step(show: &mut Recorder) -> Done {
    create_pair(show.db(), "Ann", "Bob").await?;
    create_pair(show.db(), "Cleo", "Dan").await?;
    show.done().await?;
    show.ran(create_alone(show.db(), "Eve").await?).await
}

/// Inserts a person who succeeds a stored one.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such predecessor.
pub async fn create_after(
    db: &(impl ConnectionTrait + TransactionTrait),
    name: &str,
    predecessor: &str,
) -> Result<person::ActiveModelEx, DbErr> {
    let before =
        person::Entity::find_by_name(predecessor).require_one(db).await?;
    person::ActiveModel::builder()
        .set_name(name)
        .add_predecessor(before.into_ex())
        // `insert` would try to insert the predecessor again.
        .save(db)
        .await
}

/// # Create from the successor
///
/// Fay is inserted as the successor of Bob. SeaORM inserts Fay, then updates
/// the foreign key in Bob's row.
async fn create_from_the_successor_step(show: &mut Recorder) -> Done {
    show.ran(create_after(show.db(), "Fay", "Bob").await?).await
}

/// Every person with their successor, ordered by id.
pub async fn read_successors(
    db: &impl ConnectionTrait,
) -> Result<Vec<person::ModelEx>, DbErr> {
    person::Entity::load()
        .with(person::Relation::Successor)
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read the successors
///
/// `with` takes the name of the relation, because both relations lead to the
/// same entity. The loader doesn't join a table to itself, so it sends two
/// SELECTs.
async fn read_successors_step(show: &mut Recorder) -> Done {
    let people = read_successors(show.db()).await?;
    let rows = people.iter().map(|person| {
        let successor = person.successor.as_ref();
        (&person.name, successor.map(|successor| &successor.name))
    });
    let header = ["person", "successor"];
    show.table("Every person with their successor", header, rows).await
}

/// Every person with their predecessor, ordered by id.
pub async fn read_predecessors(
    db: &impl ConnectionTrait,
) -> Result<Vec<person::ModelEx>, DbErr> {
    person::Entity::load()
        .with(person::Relation::Predecessor)
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read the predecessors
///
/// The same relationship backward. Each list has one person or none: UNIQUE
/// guarantees that, not the type of the field.
async fn read_predecessors_step(show: &mut Recorder) -> Done {
    let people = read_predecessors(show.db()).await?;
    let rows = people.iter().map(|person| {
        (&person.name, person.predecessors.iter().map(|before| &before.name))
    });
    let header = ["person", "predecessors"];
    show.table("Every person with their predecessors", header, rows).await
}

/// Sets the successor id of a person, without checking that the successor
/// exists.
pub async fn set_successor_id(
    db: &impl ConnectionTrait,
    person_id: i32,
    successor_id: i32,
) -> Result<person::Model, DbErr> {
    person::ActiveModel {
        id: Set(person_id),
        successor_id: Set(Some(successor_id)),
        ..Default::default()
    }
    .update(db)
    .await
}

/// # Refused
///
/// UNIQUE rejects a second predecessor of Bob. The CHECK rejects a person as
/// their own successor. The foreign key rejects a successor who doesn't exist.
async fn refused_step(show: &mut Recorder) -> Done {
    let second = set_successor_id(show.db(), EVE, BOB).await;
    show.refused("make Bob the successor of Eve too", second).await?;
    let own = set_successor_id(show.db(), EVE, EVE).await;
    show.refused("make Eve her own successor", own).await?;
    let missing = set_successor_id(show.db(), EVE, 99).await;
    show.refused("make person 99 the successor of Eve", missing).await
}

/// Makes another stored person the successor. One UPDATE: the old successor's
/// row doesn't change.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such person.
pub async fn replace(
    db: &(impl ConnectionTrait + TransactionTrait),
    name: &str,
    successor: &str,
) -> Result<person::ModelEx, DbErr> {
    let next = person::Entity::find_by_name(successor).require_one(db).await?;
    let person = person::Entity::find_by_name(name).require_one(db).await?;
    person
        .into_ex()
        .into_active_model()
        .set_successor(next.into_ex())
        .update(db)
        .await
}

/// Removes a person's successor. Both people stay.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such person.
pub async fn detach(
    db: &(impl ConnectionTrait + TransactionTrait),
    name: &str,
) -> Result<person::ModelEx, DbErr> {
    let person = person::Entity::find_by_name(name).require_one(db).await?;
    person
        .into_ex()
        .into_active_model()
        .clear_successor()
        .update(db)
        .await
}

/// # Replace
///
/// Cleo's successor is Eve now, not Dan. Bob no longer has one:
/// `clear_successor` sets the foreign key to NULL. Nobody is deleted.
async fn replace_step(show: &mut Recorder) -> Done {
    show.ran(replace(show.db(), "Cleo", "Eve").await?).await?;
    show.ran(detach(show.db(), "Bob").await?).await
}

/// Deletes a person: one DELETE. ON DELETE SET NULL keeps the predecessor.
pub async fn delete_person(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<DeleteResult, DbErr> {
    person::Entity::delete_by_name(name).exec(db).await
}

/// # Delete
///
/// Bob is deleted. Ann stays, and ON DELETE SET NULL clears her successor_id.
async fn delete_step(show: &mut Recorder) -> Done {
    show.ran(delete_person(show.db(), "Bob").await?).await
}

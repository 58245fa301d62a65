//! A person has one successor, who is a person too.

use harness::{Lesson, Recorder, columns, source, steps, table::Deleted};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    EntityLoaderTrait, EntityTrait, IntoActiveModel, Set, TransactionTrait,
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
    steps: steps![
        schema: schema_step,
        create_from_the_predecessor: create_from_the_predecessor_step,
        create_from_the_successor: create_from_the_successor_step,
        read_successors: read_successors_step,
        read_predecessors: read_predecessors_step,
        refused: refused_step,
        replace: replace_step,
        delete: delete_step,
    ],
};

/// Creates the table from the entity.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder().register(person::Entity).apply(db).await
}

async fn schema_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The foreign key points to its own table. It can be NULL, because the last person has no \
         successor. UNIQUE allows any number of NULLs.",
    );
    lesson.code(source!("successor.rs"), "person::Model")?;
    lesson.code(source!("successor.rs"), "schema")?;
    schema(db).await?;
    lesson.done("A table created");
    lesson.columns(db, person::Entity).await?;
    Ok(())
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

async fn create_from_the_predecessor_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the predecessor",
        "The predecessor's row has the foreign key, so SeaORM inserts the \
         successor first and then the predecessor. Eve has nobody before or \
         after her.",
    );
    lesson.code(source!("successor.rs"), "create_pair")?;
    create_pair(db, "Ann", "Bob").await?;
    create_pair(db, "Cleo", "Dan").await?;
    lesson.done("Two people inserted, each with a successor");
    lesson.code(source!("successor.rs"), "create_alone")?;
    create_alone(db, "Eve").await?;
    lesson.done("Eve inserted");
    let people = person::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("person", people);
    Ok(())
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

async fn create_from_the_successor_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the successor",
        "Fay is inserted as the successor of Bob. SeaORM inserts Fay, then updates the foreign key \
         in Bob's row.",
    );
    lesson.code(source!("successor.rs"), "create_after")?;
    create_after(db, "Fay", "Bob").await?;
    lesson.done("Fay inserted and Bob updated");
    let people = person::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("person", people);
    Ok(())
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

async fn read_successors_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read the successors",
        "`with` takes the name of the relation, because both relations lead to the same entity. \
         The loader doesn't join a table to itself, so it sends two SELECTs.",
    );
    lesson.code(source!("successor.rs"), "read_successors")?;
    let people = read_successors(db).await?;
    let rows = people.into_iter().map(|person| WithSuccessor {
        person: person.name,
        successor: person.successor.into_option().map(|found| found.name),
    });
    lesson.rows("Every person with their successor", rows);
    Ok(())
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

async fn read_predecessors_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read the predecessors",
        "The same relationship backward. Each list has one person or none: \
         UNIQUE guarantees that, not the type of the field.",
    );
    lesson.code(source!("successor.rs"), "read_predecessors")?;
    let people = read_predecessors(db).await?;
    let rows = people.into_iter().map(|person| WithPredecessor {
        person: person.name,
        predecessor: person.predecessors.into_iter().next().map(|p| p.name),
    });
    lesson.rows("Every person with their predecessor", rows);
    Ok(())
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

async fn refused_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "UNIQUE rejects a second predecessor of Bob. The CHECK rejects a \
         person as their own successor. The foreign key rejects a successor \
         who doesn't exist.",
    );
    lesson.code(source!("successor.rs"), "set_successor_id")?;
    let eve = person::Entity::find_by_name("Eve").require_one(db).await?.id;
    let bob = person::Entity::find_by_name("Bob").require_one(db).await?.id;
    let second = set_successor_id(db, eve, bob).await;
    let own = set_successor_id(db, eve, eve).await;
    let nobody = set_successor_id(db, eve, 99).await;
    lesson.refused([
        ("make Bob the successor of Eve too", second.map(drop)),
        ("make Eve her own successor", own.map(drop)),
        ("make person 99 the successor of Eve", nobody.map(drop)),
    ])?;
    Ok(())
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

async fn replace_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Replace",
        "Cleo's successor is Eve now, not Dan. Bob no longer has one: `clear_successor` sets the \
         foreign key to NULL. Nobody is deleted.",
    );
    lesson.code(source!("successor.rs"), "replace")?;
    replace(db, "Cleo", "Eve").await?;
    lesson.done("Eve succeeds Cleo");
    lesson.code(source!("successor.rs"), "detach")?;
    detach(db, "Bob").await?;
    lesson.done("Nobody succeeds Bob");
    let people = person::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("person afterwards", people);
    Ok(())
}

/// Deletes a person: one DELETE. ON DELETE SET NULL keeps the predecessor.
pub async fn delete_person(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<DeleteResult, DbErr> {
    person::Entity::delete_by_name(name).exec(db).await
}

async fn delete_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Delete",
        "Bob is deleted. Ann stays without a successor, by ON DELETE SET NULL; \
         rows_affected counts only Bob.",
    );
    lesson.code(source!("successor.rs"), "delete_person")?;
    let deleted = delete_person(db, "Bob").await?;
    lesson.rows("Bob deleted", [Deleted::from(deleted)]);
    let people = person::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("person afterwards", people);
    Ok(())
}

/// A person with the name of their successor.
struct WithSuccessor {
    person: String,
    successor: Option<String>,
}

columns!(WithSuccessor: person, successor);

/// A person with the name of their predecessor.
struct WithPredecessor {
    person: String,
    predecessor: Option<String>,
}

columns!(WithPredecessor: person, predecessor);

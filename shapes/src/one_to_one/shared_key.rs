//! A machine has at most one warranty. The primary key of the warranty is also
//! its foreign key, so it is the machine's id.

use harness::{Done, Lesson, Recorder, steps};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    EntityLoaderTrait, EntityTrait, IntoActiveModel, TransactionTrait,
};

/// The side whose key is shared.
pub mod machine {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "machine")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique)]
        pub name: String,
        /// One-to-one: the warranty, or none.
        #[sea_orm(has_one)]
        pub warranty: HasOne<super::warranty::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The side that has no id of its own.
pub mod warranty {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "warranty")]
    pub struct Model {
        /// Primary key and foreign key in one. A primary key is unique, so
        /// one-to-one needs nothing else. Without `auto_increment = false`,
        /// PostgreSQL generates a key for a warranty without a machine, and
        /// that key can be some machine's id. SQLite always does that: it
        /// generates every integer primary key that is missing.
        #[sea_orm(primary_key, auto_increment = false)]
        pub machine_id: i32,
        pub years: i32,
        /// One-to-one: the machine with the same id.
        #[sea_orm(
            belongs_to,
            from = "machine_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub machine: BelongsTo<super::machine::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- shared-key` runs.
pub const LESSON: Lesson = Lesson {
    name: "shared-key",
    about: "A warranty's primary key is its machine's id.",
    tables: &["machine", "warranty"],
    sample: None,
    steps: steps![
        here: schema_step, create_from_the_machine_step,
        create_from_the_warranty_step, read_from_machines_step,
        read_from_warranties_step, read_by_the_same_id_step, refused_step,
        replace_step, delete_step,
    ],
};

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(machine::Entity)
        .register(warranty::Entity)
        .apply(db)
        .await
}

/// # Schema
///
/// The warranty has no id of its own and needs no separate UNIQUE: its primary
/// key is the foreign key.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["machine", "warranty"]).await
}

/// Inserts a machine with its warranty, if there is one.
pub async fn create_machine(
    db: &(impl ConnectionTrait + TransactionTrait),
    name: &str,
    years: Option<i32>,
) -> Result<machine::ModelEx, DbErr> {
    let warranty =
        years.map(|years| warranty::ActiveModel::builder().set_years(years));
    machine::ActiveModel::builder()
        .set_name(name)
        .set_warranty_option(warranty)
        .insert(db)
        .await
}

/// # Create from the machine
///
/// Each machine is inserted with its warranty as one tree. SeaORM copies the
/// new machine's id into the warranty. The SELECT between the two INSERTs looks
/// for an old warranty to replace; SeaORM sends it for a new machine too. Drill
/// and Press have no warranty.
async fn create_from_the_machine_step(show: &mut Recorder) -> Done {
    create_machine(show.db(), "Lathe", Some(2)).await?;
    create_machine(show.db(), "Drill", None).await?;
    create_machine(show.db(), "Mill", Some(5)).await?;
    create_machine(show.db(), "Saw", Some(3)).await?;
    create_machine(show.db(), "Press", None).await?;
    show.done().await
}

/// Inserts a warranty for a stored machine.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such machine.
pub async fn create_warranty(
    db: &(impl ConnectionTrait + TransactionTrait),
    machine: &str,
    years: i32,
) -> Result<warranty::ModelEx, DbErr> {
    let machine =
        machine::Entity::find_by_name(machine).require_one(db).await?;
    warranty::ActiveModel::builder()
        .set_years(years)
        .set_machine(machine.into_ex())
        // `save` would send an UPDATE: the key is set, so SeaORM assumes that
        // the warranty exists.
        .insert(db)
        .await
}

/// # Create from the warranty
///
/// `set_machine` copies the id of a stored machine into the warranty's primary
/// key.
async fn create_from_the_warranty_step(show: &mut Recorder) -> Done {
    show.ran(create_warranty(show.db(), "Drill", 1).await?).await
}

/// Every machine with its warranty, ordered by id.
pub async fn read_from_machines(
    db: &impl ConnectionTrait,
) -> Result<Vec<machine::ModelEx>, DbErr> {
    machine::Entity::load()
        .with(warranty::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read from the machines
///
/// `machine.warranty` is one warranty or none, in one SELECT. Press has none.
async fn read_from_machines_step(show: &mut Recorder) -> Done {
    let machines = read_from_machines(show.db()).await?;
    let rows = machines.iter().map(|machine| {
        let warranty = machine.warranty.as_ref();
        (&machine.name, warranty.map(|warranty| warranty.years))
    });
    show.table("Every machine with its warranty", ["machine", "years"], rows)
        .await
}

/// Every warranty with its machine, ordered by the shared id.
pub async fn read_from_warranties(
    db: &impl ConnectionTrait,
) -> Result<Vec<warranty::ModelEx>, DbErr> {
    warranty::Entity::load()
        .with(machine::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read from the warranties
///
/// The same relationship from the other end. Press is not in the list.
async fn read_from_warranties_step(show: &mut Recorder) -> Done {
    let warranties = read_from_warranties(show.db()).await?;
    let rows = warranties.iter().map(|warranty| {
        let machine = warranty.machine.as_ref().map(|machine| &machine.name);
        (warranty.machine_id, warranty.years, machine)
    });
    let header = ["machine_id", "years", "machine"];
    show.table("Every warranty with its machine", header, rows).await
}

/// The warranty of the machine with that id: a lookup by primary key.
pub async fn warranty_of(
    db: &impl ConnectionTrait,
    machine_id: i32,
) -> Result<Option<warranty::Model>, DbErr> {
    warranty::Entity::find_by_id(machine_id).one(db).await
}

/// # Read by the same id
///
/// Both rows have the same id, so `find_by_id` finds the warranty of machine 3
/// without a join. Machine 5 has none.
async fn read_by_the_same_id_step(show: &mut Recorder) -> Done {
    let found = warranty_of(show.db(), 3).await?;
    show.rows("The warranty of machine 3", found).await?;
    let found = warranty_of(show.db(), 5).await?;
    show.rows("The warranty of machine 5", found).await
}

/// Inserts a warranty with a machine id, without checking that the machine
/// exists.
pub async fn create_unchecked(
    db: &(impl ConnectionTrait + TransactionTrait),
    machine_id: i32,
    years: i32,
) -> Result<warranty::ModelEx, DbErr> {
    warranty::ActiveModel::builder()
        .set_machine_id(machine_id)
        .set_years(years)
        .insert(db)
        .await
}

/// # Refused
///
/// The primary key rejects a second warranty for the Lathe. The foreign key
/// rejects a warranty for a machine that doesn't exist.
async fn refused_step(show: &mut Recorder) -> Done {
    let second = create_unchecked(show.db(), 1, 9).await;
    show.refused("insert a second warranty for the Lathe", second).await?;
    let missing = create_unchecked(show.db(), 99, 9).await;
    show.refused("insert a warranty for machine 99", missing).await
}

/// Changes the years of a machine's warranty.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if the machine has none.
pub async fn replace(
    db: &(impl ConnectionTrait + TransactionTrait),
    machine_id: i32,
    years: i32,
) -> Result<warranty::ModelEx, DbErr> {
    let stored =
        warranty::Entity::find_by_id(machine_id).require_one(db).await?;
    stored.into_ex().into_active_model().set_years(years).update(db).await
}

/// # Update
///
/// The Lathe gets a longer warranty. A new one would have the same primary key,
/// so you update the existing row. `set_warranty` on a stored machine fails
/// with `RecordNotUpdated`: SeaORM deletes the old warranty, then sends an
/// UPDATE for the new one, because its key is set. The UPDATE finds no row, so
/// SeaORM rolls the transaction back and the old warranty stays.
async fn replace_step(show: &mut Recorder) -> Done {
    show.ran(replace(show.db(), 1, 4).await?).await
}

/// Deletes a warranty. The machine stays.
pub async fn delete_warranty(
    db: &impl ConnectionTrait,
    machine_id: i32,
) -> Result<DeleteResult, DbErr> {
    warranty::Entity::delete_by_id(machine_id).exec(db).await
}

/// Deletes a machine. ON DELETE CASCADE deletes its warranty.
pub async fn delete_machine(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<DeleteResult, DbErr> {
    machine::Entity::delete_by_name(name).exec(db).await
}

/// # Delete
///
/// The Drill's warranty is deleted, and the Drill stays. The Mill is deleted,
/// and ON DELETE CASCADE deletes its warranty.
async fn delete_step(show: &mut Recorder) -> Done {
    show.ran(delete_warranty(show.db(), 2).await?).await?;
    show.ran(delete_machine(show.db(), "Mill").await?).await
}

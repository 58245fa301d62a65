//! A machine has at most one warranty. The primary key of the warranty is also
//! its foreign key, so it is the machine's id.

use harness::{Lesson, Recorder, columns, source, steps, table::Deleted};
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
    steps: steps![
        schema: schema_step,
        create_from_the_machine: create_from_the_machine_step,
        create_from_the_warranty: create_from_the_warranty_step,
        read_from_machines: read_from_machines_step,
        read_from_warranties: read_from_warranties_step,
        read_by_the_same_id: read_by_the_same_id_step,
        refused: refused_step,
        replace: replace_step,
        delete: delete_step,
    ],
};

/// Machines, each with the years of its warranty. Drill and Press have none:
/// the empty side.
const MACHINES: [(&str, Option<i32>); 5] = [
    ("Lathe", Some(2)),
    ("Drill", None),
    ("Mill", Some(5)),
    ("Saw", Some(3)),
    ("Press", None),
];

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(machine::Entity)
        .register(warranty::Entity)
        .apply(db)
        .await
}

async fn schema_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The warranty has no id of its own and needs no separate UNIQUE: its \
         primary key is the foreign key.",
    );
    lesson.code(source!("shared_key.rs"), "machine::Model")?;
    lesson.code(source!("shared_key.rs"), "warranty::Model")?;
    lesson.code(source!("shared_key.rs"), "schema")?;
    schema(db).await?;
    lesson.done("Tables created");
    lesson.columns(db, machine::Entity).await?;
    lesson.columns(db, warranty::Entity).await?;
    Ok(())
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

async fn create_from_the_machine_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the machine",
        "Each machine is inserted with its warranty as one tree. SeaORM copies \
         the new machine's id into the warranty. Drill and Press have no \
         warranty.",
    );
    lesson.code(source!("shared_key.rs"), "create_machine")?;
    for (name, years) in MACHINES {
        create_machine(db, name, years).await?;
    }
    lesson.done("Five machines inserted, three with a warranty");
    let machines = machine::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("machine", machines);
    let warranties = warranty::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("warranty", warranties);
    Ok(())
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

async fn create_from_the_warranty_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the warranty",
        "`set_machine` copies the id of a stored machine into the warranty's \
         primary key.",
    );
    lesson.code(source!("shared_key.rs"), "create_warranty")?;
    create_warranty(db, "Drill", 1).await?;
    lesson.done("A warranty inserted");
    let warranties = warranty::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("warranty", warranties);
    Ok(())
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

async fn read_from_machines_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the machines",
        "`machine.warranty` is one warranty or none, in one SELECT. Press has \
         none.",
    );
    lesson.code(source!("shared_key.rs"), "read_from_machines")?;
    let machines = read_from_machines(db).await?;
    let rows = machines.into_iter().map(|machine| FromMachine {
        machine: machine.name,
        years: machine.warranty.into_option().map(|found| found.years),
    });
    lesson.rows("Every machine with its warranty", rows);
    Ok(())
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

async fn read_from_warranties_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the warranties",
        "The same relationship from the other end. Press is not in the list.",
    );
    lesson.code(source!("shared_key.rs"), "read_from_warranties")?;
    let warranties = read_from_warranties(db).await?;
    let rows = warranties.into_iter().map(|warranty| FromWarranty {
        machine_id: warranty.machine_id,
        years: warranty.years,
        machine: warranty.machine.into_option().map(|found| found.name),
    });
    lesson.rows("Every warranty with its machine", rows);
    Ok(())
}

/// The warranty of the machine with that id: a lookup by primary key.
pub async fn warranty_of(
    db: &impl ConnectionTrait,
    machine_id: i32,
) -> Result<Option<warranty::Model>, DbErr> {
    warranty::Entity::find_by_id(machine_id).one(db).await
}

async fn read_by_the_same_id_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read by the same id",
        "Both rows have the same id, so `find_by_id` finds the warranty of \
         machine 3 without a join. Machine 5 has none.",
    );
    lesson.code(source!("shared_key.rs"), "warranty_of")?;
    let found = warranty_of(db, 3).await?;
    lesson.rows("The warranty of machine 3", found);
    let found = warranty_of(db, 5).await?;
    lesson.rows("The warranty of machine 5", found);
    Ok(())
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

async fn refused_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "The primary key rejects a second warranty for the Lathe. The foreign \
         key rejects a warranty for a machine that doesn't exist.",
    );
    lesson.code(source!("shared_key.rs"), "create_unchecked")?;
    let second = create_unchecked(db, 1, 9).await;
    let nobody = create_unchecked(db, 99, 9).await;
    lesson.refused([
        ("insert a second warranty for the Lathe", second.map(drop)),
        ("insert a warranty for machine 99", nobody.map(drop)),
    ])?;
    Ok(())
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

async fn replace_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Update",
        "The Lathe gets a longer warranty. A new one would have the same \
         primary key, so you update the existing row. `set_warranty` on a \
         stored machine fails with `RecordNotUpdated`: SeaORM deletes the old \
         warranty and copies the machine's id into the new one. Its key is set \
         then, so SeaORM sends an UPDATE, which finds no row. The transaction \
         is rolled back, so the old warranty stays.",
    );
    lesson.code(source!("shared_key.rs"), "replace")?;
    let warranty = replace(db, 1, 4).await?;
    let row = warranty::Model::from(warranty);
    lesson.rows("The Lathe's warranty afterwards", [row]);
    Ok(())
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

async fn delete_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Delete",
        "The Drill's warranty is deleted, and the Drill stays. The Mill's \
         warranty is deleted with the Mill, by ON DELETE CASCADE; \
         rows_affected counts only the machine.",
    );
    lesson.code(source!("shared_key.rs"), "delete_warranty")?;
    let deleted = delete_warranty(db, 2).await?;
    lesson.rows("The Drill's warranty deleted", [Deleted::from(deleted)]);
    lesson.code(source!("shared_key.rs"), "delete_machine")?;
    let deleted = delete_machine(db, "Mill").await?;
    lesson.rows("The Mill deleted", [Deleted::from(deleted)]);
    let machines = machine::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("machine afterwards", machines);
    let warranties = warranty::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("warranty afterwards", warranties);
    Ok(())
}

/// A machine with the years of its warranty.
struct FromMachine {
    machine: String,
    years: Option<i32>,
}

columns!(FromMachine: machine, years);

/// A warranty with the name of its machine.
struct FromWarranty {
    machine_id: i32,
    years: i32,
    machine: Option<String>,
}

columns!(FromWarranty: machine_id, years, machine);

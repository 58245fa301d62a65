//! A doctor has one office, and either may be without the other. Read with one
//! query per table, which `load_one` brings together.

use harness::{Done, Lesson, Recorder, steps};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    EntityTrait, LoaderTrait, Set, Unchanged,
};

/// The side without a foreign key.
pub mod doctor {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "doctor")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        /// One-to-one: the office, or none.
        #[sea_orm(has_one)]
        pub office: HasOne<super::office::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The side with the foreign key.
pub mod office {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "office")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique)]
        pub door: String,
        /// The foreign key. UNIQUE rejects a second office for the same doctor.
        /// It allows any number of NULLs, so several offices can be empty.
        #[sea_orm(unique)]
        pub doctor_id: Option<i32>,
        /// One-to-one: the doctor that `doctor_id` points to, if there is one.
        #[sea_orm(
            belongs_to,
            from = "doctor_id",
            to = "id",
            on_delete = "SetNull"
        )]
        pub doctor: BelongsTo<Option<super::doctor::Entity>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- doctor-office` runs.
pub const LESSON: Lesson = Lesson {
    name: "doctor-office",
    about: "A doctor has one office, or none.",
    tables: &["doctor", "office"],
    sample: None,
    steps: steps![
        here: schema_step, create_step, read_from_doctors_step,
        read_from_offices_step, refused_step, delete_step,
    ],
};

/// Evans has no office.
const DOCTORS: [&str; 5] = ["Adams", "Baker", "Clark", "Davis", "Evans"];

/// Offices and the id of the doctor. N3 is empty.
const OFFICES: [(&str, Option<i32>); 5] = [
    ("N1", Some(2)),
    ("N2", Some(1)),
    ("N3", None),
    ("S1", Some(4)),
    ("S2", Some(3)),
];

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(doctor::Entity)
        .register(office::Entity)
        .apply(db)
        .await
}

/// # Schema
///
/// The tables are created from the entities. The foreign key is UNIQUE and
/// nullable.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["doctor", "office"]).await
}

/// Inserts the sample rows, doctors before offices.
pub async fn create(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let doctors = DOCTORS.map(|name| doctor::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    });
    doctor::Entity::insert_many(doctors).exec(db).await?;

    let offices = OFFICES.map(|(door, doctor_id)| office::ActiveModel {
        door: Set(door.to_owned()),
        doctor_id: Set(doctor_id),
        ..Default::default()
    });
    office::Entity::insert_many(offices).exec(db).await?;
    Ok(())
}

/// # Create
///
/// Doctors before offices, one INSERT per table.
async fn create_step(show: &mut Recorder) -> Done {
    show.ran(create(show.db()).await?).await
}

/// Every doctor, and the office of each in the same order.
pub async fn read_from_doctors(
    db: &impl ConnectionTrait,
) -> Result<Vec<(doctor::Model, Option<office::Model>)>, DbErr> {
    let doctors = doctor::Entity::find().order_by_id_asc().all(db).await?;
    let offices = doctors.load_one(office::Entity, db).await?;
    Ok(doctors.into_iter().zip(offices).collect())
}

/// # Read from the doctors
///
/// Two SELECTs: yours reads the doctors, and `load_one` reads the offices of
/// all of them. It returns one Option per doctor, in the doctors' order. Evans
/// has None.
async fn read_from_doctors_step(show: &mut Recorder) -> Done {
    let doctors = read_from_doctors(show.db()).await?;
    let rows = doctors.iter().map(|(doctor, office)| {
        (&doctor.name, office.as_ref().map(|office| &office.door))
    });
    show.table("Every doctor with their office", ["doctor", "office"], rows)
        .await
}

/// Every office, and the doctor of each in the same order.
pub async fn read_from_offices(
    db: &impl ConnectionTrait,
) -> Result<Vec<(office::Model, Option<doctor::Model>)>, DbErr> {
    let offices = office::Entity::find().order_by_id_asc().all(db).await?;
    let doctors = offices.load_one(doctor::Entity, db).await?;
    Ok(offices.into_iter().zip(doctors).collect())
}

/// # Read from the offices
///
/// The same from the other end, with the same call. N3 has None.
async fn read_from_offices_step(show: &mut Recorder) -> Done {
    let offices = read_from_offices(show.db()).await?;
    let rows = offices.iter().map(|(office, doctor)| {
        (&office.door, doctor.as_ref().map(|doctor| &doctor.name))
    });
    show.table("Every office with its doctor", ["office", "doctor"], rows)
        .await
}

/// Gives office N3 to Adams, who has N2.
pub async fn second_office(
    db: &impl ConnectionTrait,
) -> Result<office::Model, DbErr> {
    office::ActiveModel {
        id: Unchanged(3),
        doctor_id: Set(Some(1)),
        ..Default::default()
    }
    .update(db)
    .await
}

/// # Refused
///
/// Adams has N2, so UNIQUE rejects the UPDATE that would give him N3 too.
async fn refused_step(show: &mut Recorder) -> Done {
    let second = second_office(show.db()).await;
    show.refused("give N3 to Adams", second).await
}

/// Deletes a doctor: one DELETE.
pub async fn delete(
    db: &impl ConnectionTrait,
    doctor_id: i32,
) -> Result<DeleteResult, DbErr> {
    doctor::Entity::delete_by_id(doctor_id).exec(db).await
}

/// # Delete
///
/// Adams retires. His office stays, and ON DELETE SET NULL clears its
/// doctor_id. N3 has none either: UNIQUE allows two NULLs.
async fn delete_step(show: &mut Recorder) -> Done {
    show.ran(delete(show.db(), 1).await?).await
}

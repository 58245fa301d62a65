//! A doctor has one office, an office one doctor, and either may be without the other. Read with a
//! query for each side, which `load_one` brings together.

use lesson::{Lesson, table::Deleted};
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, DbErr, EntityTrait, LoaderTrait, Set, Unchanged,
};

/// The side that is referred to.
pub mod doctor {
    use sea_orm::entity::prelude::*;

    /// A doctor. It has no foreign key: the relationship stands in the table of the offices.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "doctor")]
    pub struct Model {
        /// Counted up by the database.
        #[sea_orm(primary_key)]
        pub id: i32,
        /// Not unique: two doctors may well share a name.
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

    /// An office: one-to-one to the doctor who sits in it, if one does.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "office")]
    pub struct Model {
        /// Counted up by the database.
        #[sea_orm(primary_key)]
        pub id: i32,
        /// What stands on the door. No two doors say the same.
        #[sea_orm(unique)]
        pub door: String,
        /// The foreign key. UNIQUE refuses a second office of one doctor, and takes any number of
        /// NULLs: empty offices are not the same doctor's.
        #[sea_orm(unique)]
        pub doctor_id: Option<i32>,
        /// One-to-one: the doctor that `doctor_id` names, if it names one. Set null: the room
        /// stays when the doctor goes.
        #[sea_orm(belongs_to, from = "doctor_id", to = "id", on_delete = "SetNull")]
        pub doctor: BelongsTo<Option<super::doctor::Entity>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Doctors, numbered from 1 in this order. Evans has no office.
const DOCTORS: [&str; 5] = ["Adams", "Baker", "Clark", "Davis", "Evans"];

/// Offices and the number of the doctor. N3 is empty.
const OFFICES: [(&str, Option<i32>); 5] = [
    ("N1", Some(2)),
    ("N2", Some(1)),
    ("N3", None),
    ("S1", Some(4)),
    ("S2", Some(3)),
];

/// A doctor with the office, if there is one.
struct FromDoctor {
    doctor: String,
    office: Option<String>,
}

lesson::columns!(FromDoctor: doctor, office);

/// An office with the doctor, if there is one.
struct FromOffice {
    office: String,
    doctor: Option<String>,
}

lesson::columns!(FromOffice: office, doctor);

/// Writes the lesson down.
///
/// # Errors
///
/// Whatever the database reports; and if it accepts a write that it should refuse.
pub async fn run(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    schema(db, lesson).await?;
    create(db, lesson).await?;
    read_from_the_doctor(db, lesson).await?;
    read_from_the_office(db, lesson).await?;
    refused_then_deleted(db, lesson).await
}

async fn schema(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The tables are made from the entities. The foreign key is UNIQUE and may be NULL.",
    );
    db.get_schema_builder()
        .register(doctor::Entity)
        .register(office::Entity)
        .apply(db)
        .await?;
    lesson.done("Two tables made");
    lesson.columns(doctor::Entity);
    lesson.columns(office::Entity);
    Ok(())
}

async fn create(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step("Create", "Doctors before offices, one INSERT a table.");
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
    lesson.done("Two tables filled");
    let doctors = doctor::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("doctor", &doctors);
    let offices = office::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("office", &offices);
    Ok(())
}

async fn read_from_the_doctor(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the doctor",
        "Two SELECTs: yours for the doctors, and that of load_one for the offices of all of them. \
         It returns an Option a doctor, in the doctors' order. Evans has None.",
    );
    let doctors = doctor::Entity::find().order_by_id_asc().all(db).await?;
    let offices = doctors.load_one(office::Entity, db).await?;
    let pairs = doctors.into_iter().zip(offices);
    let lines = pairs.map(|(doctor, office)| FromDoctor {
        doctor: doctor.name,
        office: office.map(|office| office.door),
    });
    lesson.rows("Every doctor's office", &lines.collect::<Vec<_>>());
    Ok(())
}

async fn read_from_the_office(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the office",
        "The same from the other end, with the same call. N3 has None.",
    );
    let offices = office::Entity::find().order_by_id_asc().all(db).await?;
    let doctors = offices.load_one(doctor::Entity, db).await?;
    let pairs = offices.into_iter().zip(doctors);
    let lines = pairs.map(|(office, doctor)| FromOffice {
        office: office.door,
        doctor: doctor.map(|doctor| doctor.name),
    });
    lesson.rows("Every office's doctor", &lines.collect::<Vec<_>>());
    Ok(())
}

async fn refused_then_deleted(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Refused, then deleted",
        "Adams already has N2, so UNIQUE refuses to give him N3 as well. When he retires, N2 stays \
         with NULL for a doctor, by ON DELETE SET NULL, like N3: UNIQUE takes two NULLs.",
    );
    let n3 = office::ActiveModel {
        id: Unchanged(3),
        doctor_id: Set(Some(1)),
        ..Default::default()
    };
    lesson.refused([("give N3 to Adams", n3.update(db).await.map(drop))])?;
    let deleted = doctor::Entity::delete_by_id(1).exec(db).await?;
    lesson.rows("The doctor Adams deleted", &[Deleted::from(deleted)]);
    let offices = office::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("office afterwards", &offices);
    Ok(())
}

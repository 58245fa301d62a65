//! A patient visits many doctors, and a doctor has many patients. The same two
//! meet again, so a visit has an id of its own.

use harness::{Lesson, Recorder, columns, source, steps, table::Deleted};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    DerivePartialModel, EntityLoaderTrait, EntityTrait, IntoActiveModel,
    JoinType, QueryOrder, QuerySelect, RelationTrait, Set, TransactionTrait,
    entity::prelude::Date,
};

/// One end.
pub mod patient {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "patient")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        /// One-to-many: the patient's visits. Each one leads to its doctor.
        #[sea_orm(has_many)]
        pub visits: HasMany<super::visit::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The other end.
pub mod doctor {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "doctor")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        /// One-to-many: the visits to this doctor. Each one leads to its
        /// patient.
        #[sea_orm(has_many)]
        pub visits: HasMany<super::visit::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The links.
pub mod visit {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "visit")]
    pub struct Model {
        /// A key of its own. Patient and doctor can't be the key: they can meet
        /// again.
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique_key = "patient_doctor_day")]
        pub patient_id: i32,
        /// `indexed`: the unique index starts with the patient.
        #[sea_orm(unique_key = "patient_doctor_day", indexed)]
        pub doctor_id: i32,
        /// Without the unique key, the same visit can be stored twice.
        #[sea_orm(unique_key = "patient_doctor_day")]
        pub visited_on: Date,
        pub reason: String,
        /// Restrict: the database rejects the DELETE of a patient with visits.
        #[sea_orm(
            belongs_to,
            from = "patient_id",
            to = "id",
            on_delete = "Restrict"
        )]
        pub patient: BelongsTo<super::patient::Entity>,
        #[sea_orm(
            belongs_to,
            from = "doctor_id",
            to = "id",
            on_delete = "Restrict"
        )]
        pub doctor: BelongsTo<super::doctor::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- patient-doctor` runs.
pub const LESSON: Lesson = Lesson {
    name: "patient-doctor",
    about: "A patient visits many doctors, and a doctor has many patients.",
    tables: &["patient", "doctor", "visit"],
    steps: steps![
        schema: schema_step,
        create: create_step,
        link: link_step,
        read_from_patients: read_from_patients_step,
        read_from_doctors: read_from_doctors_step,
        put_off: put_off_step,
        refused: refused_step,
        unlink: unlink_step,
    ],
};

/// Patients. They get the ids 1 to 5. Eve visits nobody: the empty side.
const PATIENTS: [&str; 5] = ["Alice", "Bob", "Carol", "Dave", "Eve"];

/// Doctors. They get the ids 1 to 5. Nobody visits Evans.
const DOCTORS: [&str; 5] = ["Adams", "Baker", "Clark", "Davis", "Evans"];

/// Visits: patient, doctor, day and reason.
const VISITS: [(i32, i32, Date, &str); 5] = [
    (1, 1, march(2), "cough"),
    (2, 1, march(2), "fever"),
    (1, 2, march(4), "toothache"),
    (3, 3, march(5), "new glasses"),
    (4, 4, march(6), "vaccination"),
];

/// A day of March 2026.
const fn march(day: u32) -> Date {
    match Date::from_ymd_opt(2026, 3, day) {
        Some(date) => date,
        None => panic!("March has 31 days"),
    }
}

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    // A builder of its own per table: one builder creates tables that don't
    // depend on each other in any order.
    let builder = || db.get_schema_builder();
    builder().register(patient::Entity).apply(db).await?;
    builder().register(doctor::Entity).apply(db).await?;
    builder().register(visit::Entity).apply(db).await
}

async fn schema_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The tables are created from the entities. A visit has an id of its own, and a second index \
         makes patient, doctor and day UNIQUE together.",
    );
    lesson.code(source!("patient_doctor.rs"), "patient::Model")?;
    lesson.code(source!("patient_doctor.rs"), "doctor::Model")?;
    lesson.code(source!("patient_doctor.rs"), "visit::Model")?;
    lesson.code(source!("patient_doctor.rs"), "schema")?;
    schema(db).await?;
    lesson.done("Tables and indexes created");
    lesson.columns(db, patient::Entity).await?;
    lesson.columns(db, doctor::Entity).await?;
    lesson.columns(db, visit::Entity).await?;
    Ok(())
}

/// Inserts the sample rows: patients and doctors before visits.
pub async fn create(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let patients = PATIENTS.map(|name| patient::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    });
    patient::Entity::insert_many(patients).exec(db).await?;
    let doctors = DOCTORS.map(|name| doctor::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    });
    doctor::Entity::insert_many(doctors).exec(db).await?;
    let visits = VISITS.map(|(patient, doctor, day, why)| visit::ActiveModel {
        patient_id: Set(patient),
        doctor_id: Set(doctor),
        visited_on: Set(day),
        reason: Set(why.to_owned()),
        ..Default::default()
    });
    visit::Entity::insert_many(visits).exec(db).await?;
    Ok(())
}

async fn create_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create",
        "One INSERT per table, visits last: their foreign keys name a patient and a doctor.",
    );
    lesson.code(source!("patient_doctor.rs"), "create")?;
    create(db).await?;
    lesson.done("Tables filled");
    let patients = patient::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("patient", patients);
    let doctors = doctor::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("doctor", doctors);
    let visits = visit::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("visit", visits);
    Ok(())
}

/// Adds a visit to a patient's visits.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such patient or doctor.
pub async fn link(
    db: &(impl ConnectionTrait + TransactionTrait),
    patient_id: i32,
    doctor_id: i32,
    visited_on: Date,
    reason: &str,
) -> Result<(), DbErr> {
    let patient =
        patient::Entity::find_by_id(patient_id).require_one(db).await?;
    let doctor = doctor::Entity::find_by_id(doctor_id).require_one(db).await?;
    let visit = visit::ActiveModel::builder()
        .set_doctor(doctor.into_ex())
        .set_visited_on(visited_on)
        .set_reason(reason);
    patient
        .into_ex()
        .into_active_model()
        .add_visit(visit)
        .save(db)
        .await?;
    Ok(())
}

async fn link_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Link",
        "Alice visits Adams again. A visit has an id of its own, so it can be saved with the \
         patient: without an id it is new, and SeaORM inserts it.",
    );
    lesson.code(source!("patient_doctor.rs"), "link")?;
    link(db, 1, 1, march(9), "check-up").await?;
    lesson.done("Alice linked to Adams again");
    let visits = visit::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("visit afterwards", visits);
    Ok(())
}

/// Every patient with the visits and the doctor of each, ordered by the ids.
pub async fn read_from_patients(
    db: &impl ConnectionTrait,
) -> Result<Vec<patient::ModelEx>, DbErr> {
    patient::Entity::load()
        .with((visit::Entity, doctor::Entity))
        .order_by_id_asc()
        .all(db)
        .await
}

async fn read_from_patients_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the patients",
        "One SELECT per table: the patients, their visits, and the doctors of those visits. Alice \
         visited Adams twice. Eve has an empty list.",
    );
    lesson.code(source!("patient_doctor.rs"), "read_from_patients")?;
    let patients = read_from_patients(db).await?;
    let rows = patients.into_iter().map(|patient| {
        let visits = patient.visits.into_iter();
        let doctors = visits.filter_map(|visit| visit.doctor.into_option());
        FromPatient {
            patient: patient.name,
            doctors: doctors.map(|doctor| doctor.name).collect(),
        }
    });
    lesson.rows("Every patient with their doctors", rows);
    Ok(())
}

/// A doctor with one visit, or without any.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "doctor::Entity")]
pub struct DoctorVisit {
    pub name: String,
    #[sea_orm(nested)]
    pub visit: Option<visit::Model>,
    #[sea_orm(nested)]
    pub patient: Option<patient::Model>,
}

/// Every doctor's visits, in one SELECT. LEFT JOIN keeps doctors without any.
pub async fn read_from_doctors(
    db: &impl ConnectionTrait,
) -> Result<Vec<DoctorVisit>, DbErr> {
    doctor::Entity::find()
        .left_join(visit::Entity)
        .join(JoinType::LeftJoin, visit::Relation::Patient.def())
        .order_by_id_asc()
        .order_by_asc(visit::COLUMN.visited_on)
        .order_by_asc(visit::COLUMN.patient_id)
        .into_partial_model()
        .all(db)
        .await
}

async fn read_from_doctors_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the doctors",
        "One SELECT joins the three tables, with one row per visit. Nobody visits Evans, so visit \
         and patient are None.",
    );
    lesson.code(source!("patient_doctor.rs"), "DoctorVisit")?;
    lesson.code(source!("patient_doctor.rs"), "read_from_doctors")?;
    let rows = read_from_doctors(db).await?;
    let rows = rows.into_iter().map(FromDoctor::from);
    lesson.rows("Every doctor's visits", rows);
    Ok(())
}

/// Moves a visit to another day.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such visit.
pub async fn put_off(
    db: &impl ConnectionTrait,
    patient_id: i32,
    doctor_id: i32,
    from: Date,
    to: Date,
) -> Result<visit::Model, DbErr> {
    let key = (patient_id, doctor_id, from);
    let visit =
        visit::Entity::find_by_patient_doctor_day(key).require_one(db).await?;
    let mut visit = visit.into_active_model();
    visit.visited_on = Set(to);
    visit.update(db).await
}

async fn put_off_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Put off",
        "Bob comes a day later. The unique key generates `find_by_patient_doctor_day`, which is \
         named after it. The primary key is the id, so the day can change like any other column.",
    );
    lesson.code(source!("patient_doctor.rs"), "put_off")?;
    let visit = put_off(db, 2, 1, march(2), march(3)).await?;
    lesson.rows("Bob's visit, as the UPDATE returned it", [visit]);
    Ok(())
}

/// Stores Alice's second visit to Adams once more.
pub async fn same_visit_again(
    db: &impl ConnectionTrait,
) -> Result<visit::Model, DbErr> {
    visit::ActiveModel {
        patient_id: Set(1),
        doctor_id: Set(1),
        visited_on: Set(march(9)),
        reason: Set("check-up".to_owned()),
        ..Default::default()
    }
    .insert(db)
    .await
}

/// Deletes Adams, who has visits.
pub async fn delete_doctor(
    db: &impl ConnectionTrait,
) -> Result<DeleteResult, DbErr> {
    doctor::Entity::delete_by_id(1).exec(db).await
}

async fn refused_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "UNIQUE rejects a second visit to the same doctor on the same day. RESTRICT rejects the \
         DELETE of a doctor who has visits.",
    );
    lesson.code(source!("patient_doctor.rs"), "same_visit_again")?;
    lesson.code(source!("patient_doctor.rs"), "delete_doctor")?;
    lesson.refused([
        (
            "insert Alice's visit to Adams on March 9 again",
            same_visit_again(db).await.map(drop),
        ),
        ("delete Adams", delete_doctor(db).await.map(drop)),
    ])
}

/// Cancels a visit.
pub async fn unlink(
    db: &impl ConnectionTrait,
    patient_id: i32,
    doctor_id: i32,
    visited_on: Date,
) -> Result<DeleteResult, DbErr> {
    let key = (patient_id, doctor_id, visited_on);
    visit::Entity::delete_by_patient_doctor_day(key).exec(db).await
}

async fn unlink_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Unlink",
        "Alice cancels her second visit to Adams; the first one stays. The unique key generates \
         `delete_by_patient_doctor_day` too.",
    );
    lesson.code(source!("patient_doctor.rs"), "unlink")?;
    let deleted = unlink(db, 1, 1, march(9)).await?;
    lesson.rows("Alice's visit on March 9 deleted", [Deleted::from(deleted)]);
    let visits = visit::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("visit afterwards", visits);
    Ok(())
}

/// A patient with the doctor of each visit.
struct FromPatient {
    patient: String,
    doctors: Vec<String>,
}

columns!(FromPatient: patient, doctors);

/// A doctor with one visit, or with NULL.
struct FromDoctor {
    doctor: String,
    visited_on: Option<Date>,
    patient: Option<String>,
    reason: Option<String>,
}

columns!(FromDoctor: doctor, visited_on, patient, reason);

impl From<DoctorVisit> for FromDoctor {
    fn from(row: DoctorVisit) -> Self {
        Self {
            doctor: row.name,
            visited_on: row.visit.as_ref().map(|visit| visit.visited_on),
            patient: row.patient.map(|patient| patient.name),
            reason: row.visit.map(|visit| visit.reason),
        }
    }
}

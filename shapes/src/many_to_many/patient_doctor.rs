//! A patient visits many doctors, and a doctor has many patients. The same two
//! meet again, so a visit has an id of its own.

use harness::{Done, Lesson, Recorder, steps};
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
    sample: None,
    steps: steps![
        here: schema_step, create_step, link_step, read_from_patients_step,
        read_from_doctors_step, put_off_step, refused_step, unlink_step,
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

/// # Schema
///
/// The tables are created from the entities. A visit has an id of its own, and
/// a second index makes patient, doctor and day UNIQUE together.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["patient", "doctor", "visit"]).await
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

/// # Create
///
/// One INSERT per table, visits last: their foreign keys name a patient and a
/// doctor.
async fn create_step(show: &mut Recorder) -> Done {
    show.ran(create(show.db()).await?).await
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

/// # Link
///
/// Alice visits Adams again. A visit has an id of its own, so it can be saved
/// with the patient: without an id it is new, and SeaORM inserts it.
async fn link_step(show: &mut Recorder) -> Done {
    show.ran(link(show.db(), 1, 1, march(9), "check-up").await?).await
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

/// # Read from the patients
///
/// One SELECT per table: the patients, their visits, and the doctors of those
/// visits. Alice visited Adams twice. Eve has an empty list.
async fn read_from_patients_step(show: &mut Recorder) -> Done {
    let patients = read_from_patients(show.db()).await?;
    let rows = patients.iter().map(|patient| {
        let visits = patient.visits.iter();
        let doctors = visits.filter_map(|visit| visit.doctor.as_ref());
        let names = doctors.map(|doctor| &doctor.name);
        (&patient.name, names)
    });
    show.table("Every patient with their doctors", ["patient", "doctors"], rows)
        .await
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

/// # Read from the doctors
///
/// One SELECT joins the three tables, with one row per visit. Nobody visits
/// Evans, so visit and patient are None.
async fn read_from_doctors_step(show: &mut Recorder) -> Done {
    let found = read_from_doctors(show.db()).await?;
    let rows = found.iter().map(|one| {
        let visit = one.visit.as_ref();
        let patient = one.patient.as_ref().map(|patient| &patient.name);
        let day = visit.map(|visit| visit.visited_on);
        (&one.name, day, patient, visit.map(|visit| &visit.reason))
    });
    let header = ["doctor", "visited_on", "patient", "reason"];
    show.table("Every doctor's visits", header, rows).await
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

/// # Put off
///
/// Bob comes a day later. The unique key generates
/// `find_by_patient_doctor_day`, which is named after it. The primary key is
/// the id, so the day can change like any other column.
async fn put_off_step(show: &mut Recorder) -> Done {
    show.ran(put_off(show.db(), 2, 1, march(2), march(3)).await?).await
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

/// # Refused
///
/// UNIQUE rejects a second visit to the same doctor on the same day. RESTRICT
/// rejects the DELETE of a doctor who has visits.
async fn refused_step(show: &mut Recorder) -> Done {
    let again = same_visit_again(show.db()).await;
    show.refused("insert Alice's visit to Adams on March 9 again", again)
        .await?;
    let deleted = delete_doctor(show.db()).await;
    show.refused("delete Adams", deleted).await
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

/// # Unlink
///
/// Alice cancels her second visit to Adams; the first one stays. The unique key
/// generates `delete_by_patient_doctor_day` too.
async fn unlink_step(show: &mut Recorder) -> Done {
    show.ran(unlink(show.db(), 1, 1, march(9)).await?).await
}

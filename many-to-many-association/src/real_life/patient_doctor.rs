//! A patient visits many doctors, a doctor sees many patients, and each visit has a date and a
//! reason. Read with the entity loader from the patient, and as rows of one join from the doctor.

use lesson::Lesson;
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, DbErr, EntityLoaderTrait, EntityTrait, FromQueryResult,
    IntoActiveModel, JoinType, QueryOrder, QuerySelect, RelationTrait, Set, entity::prelude::Date,
};

/// One end.
pub mod patient {
    use sea_orm::entity::prelude::*;

    /// A patient. The relationship stands in the table of the visits.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "patient")]
    pub struct Model {
        /// Counted up by the database.
        #[sea_orm(primary_key)]
        pub id: i32,
        /// Not unique: two patients may well share a name.
        pub name: String,
        /// One-to-many: the visits. The doctors are one step further.
        #[sea_orm(has_many)]
        pub visits: HasMany<super::visit::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The other end.
pub mod doctor {
    use sea_orm::entity::prelude::*;

    /// A doctor. The relationship stands in the table of the visits.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "doctor")]
    pub struct Model {
        /// Counted up by the database.
        #[sea_orm(primary_key)]
        pub id: i32,
        /// Not unique: two doctors may well share a name.
        pub name: String,
        /// One-to-many: the visits. The patients are one step further.
        #[sea_orm(has_many)]
        pub visits: HasMany<super::visit::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The links.
pub mod visit {
    use sea_orm::entity::prelude::*;

    /// A visit. The pair can't be its key: the same two meet again. The pair and the day could, as
    /// long as no visit is put off: `update` never changes a primary key. So it has an id, and
    /// UNIQUE over the three columns keeps a visit from being entered twice.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "visit")]
    pub struct Model {
        /// Counted up by the database.
        #[sea_orm(primary_key)]
        pub id: i32,
        /// A foreign key. The unique index begins with it, so it needs none of its own.
        #[sea_orm(unique_key = "patient_doctor_day")]
        pub patient_id: i32,
        /// The other foreign key, indexed for whoever looks for the visits to a doctor.
        #[sea_orm(unique_key = "patient_doctor_day", indexed)]
        pub doctor_id: i32,
        /// The day of the visit.
        #[sea_orm(unique_key = "patient_doctor_day")]
        pub visited_on: Date,
        /// Why the patient came.
        pub reason: String,
        /// Restrict, here and below: what took place is not forgotten with those it concerned.
        #[sea_orm(belongs_to, from = "patient_id", to = "id", on_delete = "Restrict")]
        pub patient: BelongsTo<super::patient::Entity>,
        /// The doctor that `doctor_id` names.
        #[sea_orm(belongs_to, from = "doctor_id", to = "id", on_delete = "Restrict")]
        pub doctor: BelongsTo<super::doctor::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Patients, numbered from 1 in this order. Eve has no visit: the empty side.
const PATIENTS: [&str; 5] = ["Alice", "Bob", "Carol", "Dave", "Eve"];

/// Doctors, numbered from 1 in this order. Evans has none either.
const DOCTORS: [&str; 5] = ["Adams", "Baker", "Clark", "Davis", "Evans"];

/// Visits: the numbers of the patient and the doctor, the day, the reason.
const VISITS: [(i32, i32, Date, &str); 6] = [
    (1, 1, march(2), "cough"),
    (2, 1, march(2), "fever"),
    (1, 2, march(4), "toothache"),
    (3, 3, march(5), "new glasses"),
    (4, 4, march(6), "vaccination"),
    (1, 1, march(9), "check-up"),
];

/// A day of March 2026.
const fn march(day: u32) -> Date {
    match Date::from_ymd_opt(2026, 3, day) {
        Some(date) => date,
        None => panic!("March has 31 days"),
    }
}

/// A patient with the doctor of each visit.
struct FromPatient {
    patient: String,
    doctors: Vec<String>,
}

lesson::columns!(FromPatient: patient, doctors);

/// A doctor with one visit, or with NULL instead.
#[derive(FromQueryResult)]
struct FromDoctor {
    doctor: String,
    visited_on: Option<Date>,
    patient: Option<String>,
    reason: Option<String>,
}

lesson::columns!(FromDoctor: doctor, visited_on, patient, reason);

/// Writes the lesson down.
///
/// # Errors
///
/// Whatever the database reports; and if it accepts a write that it should refuse.
pub async fn run(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    schema(db, lesson).await?;
    create(db, lesson).await?;
    read_from_the_patient(db, lesson).await?;
    read_from_the_doctor(db, lesson).await?;
    put_off(db, lesson).await
}

async fn schema(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The tables are made from the entities. A visit has an id of its own; a second index \
         makes patient, doctor and day together UNIQUE.",
    );
    // One at a time: the builder makes tables that need no other in any order.
    let builder = || db.get_schema_builder();
    builder().register(patient::Entity).apply(db).await?;
    builder().register(doctor::Entity).apply(db).await?;
    builder().register(visit::Entity).apply(db).await?;
    lesson.done("Three tables and two indexes made");
    lesson.columns(patient::Entity);
    lesson.columns(doctor::Entity);
    lesson.columns(visit::Entity);
    Ok(())
}

async fn create(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Create",
        "Patients and doctors before visits, one INSERT a table.",
    );
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
    let visits = VISITS.map(|(patient, doctor, day, reason)| visit::ActiveModel {
        patient_id: Set(patient),
        doctor_id: Set(doctor),
        visited_on: Set(day),
        reason: Set(reason.to_owned()),
        ..Default::default()
    });
    visit::Entity::insert_many(visits).exec(db).await?;
    lesson.done("Three tables filled");
    let patients = patient::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("patient", &patients);
    let doctors = doctor::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("doctor", &doctors);
    let visits = visit::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("visit", &visits);
    Ok(())
}

async fn read_from_the_patient(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the patient",
        "From the patients to the visits, from those to the doctors: one SELECT a table. Alice saw \
         Adams twice; Eve has an empty list.",
    );
    let patients = patient::Entity::load()
        .with((visit::Entity, doctor::Entity))
        .order_by_id_asc()
        .all(db)
        .await?;
    let lines = patients.into_iter().map(|patient| {
        let doctors = patient
            .visits
            .into_iter()
            .map(|visit| visit.doctor.into_option());
        FromPatient {
            patient: patient.name,
            doctors: doctors.flatten().map(|doctor| doctor.name).collect(),
        }
    });
    lesson.rows("Every patient with the doctors", &lines.collect::<Vec<_>>());
    Ok(())
}

async fn read_from_the_doctor(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the doctor",
        "One SELECT joins the three tables: a row a visit, with the columns that are asked for. \
         LEFT JOIN keeps Evans, with NULL for a visit.",
    );
    let lines: Vec<FromDoctor> = doctor::Entity::find()
        .select_only()
        .column_as(doctor::Column::Name, "doctor")
        .column(visit::Column::VisitedOn)
        .column_as(patient::Column::Name, "patient")
        .column(visit::Column::Reason)
        .left_join(visit::Entity)
        .join(JoinType::LeftJoin, visit::Relation::Patient.def())
        .order_by_asc(doctor::Column::Id)
        .order_by_asc(visit::Column::VisitedOn)
        .order_by_asc(patient::Column::Id)
        .into_model()
        .all(db)
        .await?;
    lesson.rows("Every doctor's visits", &lines);
    Ok(())
}

async fn put_off(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Put off",
        "Bob comes a day later. find_by_patient_doctor_day comes with the unique key and finds the \
         visit; an UPDATE changes the day. UNIQUE refuses Alice a second visit to Adams on one day, \
         RESTRICT to delete a doctor who was visited.",
    );
    let bobs = visit::Entity::find_by_patient_doctor_day((2, 1, march(2)))
        .one(db)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("the visit of Bob".to_owned()))?;
    let mut bobs = bobs.into_active_model();
    bobs.visited_on = Set(march(3));
    lesson.rows(
        "Bob's visit, as the UPDATE returned it",
        &[bobs.update(db).await?],
    );
    let again = visit::ActiveModel {
        patient_id: Set(1),
        doctor_id: Set(1),
        visited_on: Set(march(9)),
        reason: Set("cough".to_owned()),
        ..Default::default()
    };
    let delete = doctor::Entity::delete_by_id(1);
    lesson.refused([
        (
            "insert Alice at Adams on 9 March again",
            again.insert(db).await.map(drop),
        ),
        ("delete doctor 1, Adams", delete.exec(db).await.map(drop)),
    ])
}

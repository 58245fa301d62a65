//! The to-one field of a stored row: emptied, and pointed elsewhere.

use harness::{Recorder, source, steps};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbConn, DbErr, EntityTrait, IntoActiveModel, Set,
    TransactionTrait,
};
use shapes::one_to_one::doctor_office::{create, doctor, office, schema};

use super::{BOTH, run};

/// The office with nobody in it.
async fn detach(
    db: &(impl ConnectionTrait + TransactionTrait),
    office: office::Model,
) -> Result<office::ModelEx, DbErr> {
    let office = office.into_ex().into_active_model();
    office.clear_doctor().update(db).await
}

/// The office with another doctor in it.
async fn replace(
    db: &(impl ConnectionTrait + TransactionTrait),
    office: office::Model,
    doctor: doctor::Model,
) -> Result<office::ModelEx, DbErr> {
    let office = office.into_ex().into_active_model();
    office.set_doctor(doctor.into_ex()).update(db).await
}

/// The same by the key, if that is what you have.
async fn set_doctor_id(
    db: &DbConn,
    office: office::Model,
    doctor_id: Option<i32>,
) -> Result<office::Model, DbErr> {
    let mut office = office.into_active_model();
    office.doctor_id = Set(doctor_id);
    office.update(db).await
}

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "How do I detach or replace the row that a to-one field points to?",
        "A nullable `belongs_to` has `clear_…`, which sets the foreign key to NULL. Every \
         `belongs_to` has `set_…`, which sets it to another row's key. Both are named after the \
         field. For stored rows, both send one UPDATE of the row that has the foreign key. With a \
         new row, use `set_…` and `save`: SeaORM inserts it first. You can also set the \
         key itself, as `set_doctor_id` does. On the other side, `clear_…` and `set_…` of a \
         `has_one` delete the row that was there, or set its foreign key to NULL if that is \
         nullable. `set_…` then inserts the new one ([one-to-one][one_to_one]).",
    );
    for function in ["detach", "replace", "set_doctor_id"] {
        lesson.code(source!("detach_and_replace.rs"), function)?;
    }
    let before = office::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("Offices before", before.clone());
    let first = detach(db, before[0].clone()).await?;
    lesson.rows(
        "The first office, detached",
        [office::Model::from(first.clone())],
    );
    let doctor = doctor::Entity::find()
        .order_by_id_desc()
        .require_one(db)
        .await?;
    lesson.rows("A doctor without an office", [doctor.clone()]);
    let first = replace(db, first.into(), doctor).await?;
    lesson.rows(
        "The first office, with that doctor",
        [office::Model::from(first.clone())],
    );
    let first = set_doctor_id(db, first.into(), None).await?;
    lesson.rows("Detached again, by setting the key", [first]);
    Ok(())
}

async fn offices(db: &DbConn) -> Result<(), DbErr> {
    schema(db).await?;
    create(db).await
}

pub async fn a_to_one_is_detached_and_replaced_by_one_update() {
    run(steps![detach_and_replace: step], &BOTH, offices).await;
}

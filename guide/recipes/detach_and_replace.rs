//! # How do I detach or replace the row that a to-one field points to?
//!
//! A `belongs_to` field has `set_…`, which sets the foreign key to another
//! row's key, and a nullable one also has `clear_…`, which sets it to NULL.
//! Both are named after the field, and for stored rows they send one UPDATE of
//! the row that has the foreign key. With a new row, use `set_…` and `save`:
//! SeaORM inserts it first. You can also set the key itself, as `set_doctor_id`
//! does. On the other side, `clear_…` and `set_…` of a `has_one` delete the row
//! that was there, or set its foreign key to NULL if that is nullable, and
//! `set_…` then stores the new one ([one-to-one](../../one-to-one/README.md)).

use harness::{Done, Recorder};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbConn, DbErr, EntityTrait,
    IntoActiveModel, Set, TransactionTrait,
};
use shapes::one_to_one::doctor_office::{create, doctor, office, schema};

/// The office with nobody in it.
pub async fn detach(
    db: &(impl ConnectionTrait + TransactionTrait),
    office: office::Model,
) -> Result<office::ModelEx, DbErr> {
    let office = office.into_ex().into_active_model();
    office.clear_doctor().update(db).await
}

/// The office with another doctor in it.
pub async fn replace(
    db: &(impl ConnectionTrait + TransactionTrait),
    office: office::Model,
    doctor: doctor::Model,
) -> Result<office::ModelEx, DbErr> {
    let office = office.into_ex().into_active_model();
    office.set_doctor(doctor.into_ex()).update(db).await
}

/// The same by the key, if that is what you have.
pub async fn set_doctor_id(
    db: &DbConn,
    office: office::Model,
    doctor_id: Option<i32>,
) -> Result<office::Model, DbErr> {
    let mut office = office.into_active_model();
    office.doctor_id = Set(doctor_id);
    office.update(db).await
}

pub async fn step(show: &mut Recorder) -> Done {
    let office = office::Entity::find().order_by_id_asc();
    let office = office.require_one(show.db()).await?;
    let evans = doctor::Entity::find().order_by_id_desc();
    let evans = evans.require_one(show.db()).await?;
    show.forget().await?;
    let office = detach(show.db(), office).await?;
    show.done().await?;
    let office = replace(show.db(), office.into(), evans).await?;
    show.done().await?;
    set_doctor_id(show.db(), office.into(), None).await?;
    show.done().await
}

/// Doctors and offices. Evans, the last doctor, has no office.
pub async fn offices(db: &DbConn) -> Result<(), DbErr> {
    schema(db).await?;
    create(db).await
}

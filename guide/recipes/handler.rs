//! # How do I write a handler: a type in, a type out, an error to a status?
//!
//! Keep the entity out of the request. A type of its own names the columns that a client may send:
//! `DeriveIntoActiveModel` turns it into an `ActiveModel`, and columns that it lacks, such as the id,
//! are left to the database. A partial model is the answer: it selects the columns that it names. For
//! the status, match the variants of `DbErr` and ask `sql_err()`. `sql_err()` [doesn't know
//! RESTRICT](../traps/sql_err-returns-none.md) on SQLite and PostgreSQL 18: for a DELETE, ask for the
//! database's code. The same functions fit any web framework.

use car_mart::entity::{car_brand, car_model};
use harness::{Done, Recorder};
use sea_orm::{
    ActiveModelTrait, DbConn, DbErr, DeriveIntoActiveModel, DerivePartialModel,
    EntityTrait, IntoActiveModel, QueryFilter, RuntimeErr, SqlErr,
};
use serde::{Deserialize, Serialize};

/// What a client sends.
#[derive(Deserialize, DeriveIntoActiveModel)]
#[sea_orm(active_model = "car_model::ActiveModel")]
#[serde(deny_unknown_fields)]
pub struct NewModel {
    pub brand_id: i32,
    pub name: String,
}

/// What it gets back.
#[derive(Serialize, DerivePartialModel)]
#[sea_orm(entity = "car_model::Entity")]
pub struct Answer {
    pub id: i32,
    pub name: String,
    #[sea_orm(nested)]
    pub brand: Option<Brand>,
}

#[derive(Serialize, DerivePartialModel)]
#[sea_orm(entity = "car_brand::Entity")]
pub struct Brand {
    pub name: String,
}

/// The status of an error.
pub fn status(error: &DbErr) -> u16 {
    match (error, error.sql_err()) {
        (DbErr::RecordNotFound(_), _) => 404,
        (DbErr::Json(_), _) => 400,
        (_, Some(SqlErr::UniqueConstraintViolation(_))) => 409,
        (_, Some(SqlErr::ForeignKeyConstraintViolation(_))) => 422,
        (DbErr::ConnectionAcquire(_), _) => 503,
        _ => 500,
    }
}

/// A DELETE is 409 if other rows point to the row. The codes: PostgreSQL 18,
/// older PostgreSQL, SQLite for RESTRICT, SQLite without RESTRICT.
pub fn status_of_delete(error: &DbErr) -> u16 {
    let code = match error {
        DbErr::Exec(RuntimeErr::SqlxError(error)) => {
            error.as_database_error().and_then(|error| error.code())
        }
        _ => None,
    };
    match code.as_deref() {
        Some("23001" | "23503" | "1811" | "787") => 409,
        _ => status(error),
    }
}

/// POST: stores the model in the body.
pub async fn post(db: &DbConn, body: &str) -> Result<Answer, DbErr> {
    let new: NewModel = serde_json::from_str(body)
        .map_err(|error| DbErr::Json(error.to_string()))?;
    let model = new.into_active_model().insert(db).await?;
    get(db, model.id).await
}

/// GET: the model with that id.
pub async fn get(db: &DbConn, id: i32) -> Result<Answer, DbErr> {
    car_model::Entity::find()
        .left_join(car_brand::Entity)
        .filter(car_model::COLUMN.id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound(format!("model {id}")))
}

/// DELETE: removes the model, unless cars have it.
pub async fn delete(db: &DbConn, id: i32) -> Result<(), DbErr> {
    let deleted = car_model::Entity::delete_by_id(id).exec(db).await?;
    match deleted.rows_affected {
        0 => Err(DbErr::RecordNotFound(format!("model {id}"))),
        _ => Ok(()),
    }
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("NewModel")?;
    show.code("Answer")?;
    show.code("Brand")?;
    show.code("status")?;
    show.code("status_of_delete")?;
    let yaris = r#"{"brand_id": 1, "name": "Yaris"}"#;
    let answer = post(show.db(), yaris).await;
    show.lines(yaris, vec![answered(answer)]).await?;
    let with_id = r#"{"id": 1, "brand_id": 1, "name": "Aygo"}"#;
    let no_brand = r#"{"brand_id": 99, "name": "Model S"}"#;
    let mut rows = Vec::new();
    for body in [yaris, with_id, no_brand] {
        rows.push((body, answered(post(show.db(), body).await)));
    }
    rows.push(("GET 99", answered(get(show.db(), 99).await)));
    for (request, id) in [("DELETE 1", 1), ("DELETE 99", 99)] {
        let refused = delete(show.db(), id).await.err();
        let status = refused.map_or(204, |error| status_of_delete(&error));
        rows.push((request, status.to_string()));
    }
    show.table("What is refused", ["request", "answer"], rows).await
}

/// The status, and the body of an answer.
fn answered(answer: Result<Answer, DbErr>) -> String {
    match answer.as_ref().map(serde_json::to_string) {
        Ok(Ok(body)) => format!("200 {body}"),
        Ok(Err(_)) => "500".to_owned(),
        Err(error) => status(error).to_string(),
    }
}

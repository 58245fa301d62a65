//! # How do I see the SQL of a query without running it?
//!
//! `build` makes the statement and sends nothing, so it needs no connection. `to_string` fills in
//! the values, for people to read; `sql` and `values` are what a database gets. An `update` of one
//! row needs `validate` first. The loader has no `build`: it sends several statements, so [watch
//! them](how-do-i-see-every-sql-statement-of-my-program.md) instead.

use car_mart::entity::{car_brand, car_info, car_model};
use harness::{Done, Recorder};
use sea_orm::{DbBackend, DbErr, EntityTrait, QueryFilter, QueryTrait, Set};

pub fn select() -> String {
    car_brand::Entity::find()
        .has_related(car_model::Entity, car_model::COLUMN.name.eq("Camry"))
        .build(DbBackend::Postgres)
        .to_string()
}

pub fn insert() -> String {
    let brand = car_brand::ActiveModel::builder().set_name("O'Hara");
    car_brand::Entity::insert(brand)
        .build(DbBackend::Postgres)
        .to_string()
}

pub fn update() -> Result<String, DbErr> {
    let brand = car_brand::ActiveModel {
        id: Set(1),
        name: Set("Lexus".to_owned()),
    };
    let update = car_brand::Entity::update(brand).validate()?;
    Ok(update.build(DbBackend::Postgres).to_string())
}

/// What the database gets: placeholders, and the values beside them.
pub fn delete() -> String {
    let delete = car_info::Entity::delete_many()
        .filter(car_info::COLUMN.year.lt(2021))
        .build(DbBackend::Postgres);
    format!("{} with {:?}", delete.sql, delete.values)
}

pub async fn step(show: &mut Recorder) -> Done {
    for item in ["select", "insert", "update", "delete"] {
        show.code(item)?;
    }
    let lines = vec![select(), insert(), update()?, delete()];
    show.lines("They returned", lines).await
}

//! A car removed.

use harness::{Recorder, source, table::Deleted};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, DeleteResult};

use super::read::{CarRow, read};
use crate::entity::car_info;

/// Deletes a car, in one statement. `delete_by_car_id` exists because `car_id`
/// is unique.
pub async fn delete(
    db: &impl ConnectionTrait,
    car_id: &str,
) -> Result<DeleteResult, DbErr> {
    car_info::Entity::delete_by_car_id(car_id).exec(db).await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Delete",
        "One DELETE, without reading C4 first. The Civic and Honda stay: they don't point to a \
         car. Deleting C4 again is not an error, but rows_affected is 0.",
    );
    lesson.code(source!("delete.rs"), "delete")?;
    let deleted = delete(db, "C4").await?;
    if deleted.rows_affected == 1 {
        let line = "Car C4 is removed from the database".to_owned();
        lesson.lines("C4 deleted", vec![line]);
    }
    let again = delete(db, "C4").await?;
    let results = [deleted, again].map(Deleted::from);
    lesson.rows("What the two DELETEs returned", results);
    let cars = read(db).await?;
    lesson.rows("Every car afterwards", cars.iter().map(CarRow::from));
    Ok(())
}

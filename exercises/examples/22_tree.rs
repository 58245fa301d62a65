//! `below` should return the names of everyone below an employee, however deep,
//! ordered by id. It returns only the direct reports.

use std::process::ExitCode;

use sea_orm::{DatabaseConnection, DbErr, EntityTrait, QueryFilter};
use shapes::one_to_many::staff_boss::staff;

pub async fn below(
    db: &DatabaseConnection,
    id: i32,
) -> Result<Vec<String>, DbErr> {
    let reports = staff::Entity::find()
        .filter(staff::COLUMN.boss_id.eq(id))
        .order_by_id_asc()
        .all(db)
        .await?;
    Ok(reports.into_iter().map(|report| report.name).collect())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::tree(below))
}

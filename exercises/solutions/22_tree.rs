//! One SELECT per level, until a level is empty. A recursive query, as in the
//! lesson, needs only one.

use std::process::ExitCode;

use sea_orm::{DatabaseConnection, DbErr, EntityTrait, QueryFilter};
use shapes::one_to_many::staff_boss::staff;

pub async fn below(
    db: &DatabaseConnection,
    id: i32,
) -> Result<Vec<String>, DbErr> {
    let mut found = Vec::new();
    let mut bosses = vec![id];
    while !bosses.is_empty() {
        let reports = staff::Entity::find()
            .filter(staff::COLUMN.boss_id.is_in(bosses))
            .all(db)
            .await?;
        bosses = reports.iter().map(|report| report.id).collect();
        found.extend(reports);
    }
    found.sort_by_key(|report| report.id);
    Ok(found.into_iter().map(|report| report.name).collect())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::tree(below))
}

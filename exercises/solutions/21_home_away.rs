//! Two foreign keys need two conditions, and either may be true.

use std::process::ExitCode;

use sea_orm::{Condition, DatabaseConnection, DbErr, EntityTrait, QueryFilter};
use shapes::one_to_many::home_away::game;

pub async fn games(
    db: &DatabaseConnection,
    team_id: i32,
) -> Result<Vec<game::Model>, DbErr> {
    game::Entity::find()
        .filter(
            Condition::any()
                .add(game::COLUMN.home_id.eq(team_id))
                .add(game::COLUMN.away_id.eq(team_id)),
        )
        .order_by_id_asc()
        .all(db)
        .await
}

fn main() -> ExitCode {
    exercises::run(exercises::check::home_away(games))
}

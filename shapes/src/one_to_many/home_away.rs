//! Two relations to one entity: a game has a home team and an away team.

use harness::{Done, Lesson, Recorder, steps};
use sea_orm::{
    Condition, ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    DerivePartialModel, EntityLoaderTrait, EntityTrait, IntoActiveModel,
    JoinType, ModelTrait, QueryFilter, QuerySelect, RelationTrait,
    TransactionTrait,
    sea_query::{Expr, ExprTrait},
};

/// The one side, twice.
pub mod team {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "team")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique)]
        pub name: String,
        /// One-to-many. `via_rel` names the relation at the other end; in a
        /// self-reference, `relation_reverse` does.
        #[sea_orm(has_many, relation_enum = "HomeGames", via_rel = "Home")]
        pub home_games: HasMany<super::game::Entity>,
        /// One-to-many, the second one to the same entity.
        #[sea_orm(has_many, relation_enum = "AwayGames", via_rel = "Away")]
        pub away_games: HasMany<super::game::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The many side, with two foreign keys to the same table.
pub mod game {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "game")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(indexed)]
        pub home_id: i32,
        #[sea_orm(indexed)]
        pub away_id: i32,
        pub score: String,
        /// Many-to-one. Without `relation_enum`, both relations would be named
        /// `Team`, and the code wouldn't compile.
        #[sea_orm(
            belongs_to,
            relation_enum = "Home",
            from = "home_id",
            to = "id",
            on_delete = "Restrict"
        )]
        pub home: BelongsTo<super::team::Entity>,
        /// Many-to-one, the second one to the same entity.
        #[sea_orm(
            belongs_to,
            relation_enum = "Away",
            from = "away_id",
            to = "id",
            on_delete = "Restrict"
        )]
        pub away: BelongsTo<super::team::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- home-away` runs.
pub const LESSON: Lesson = Lesson {
    name: "home-away",
    about: "A game has a home team and an away team: two relations to one \
            entity.",
    tables: &["team", "game"],
    sample: None,
    steps: steps![
        here: schema_step, create_teams_step, create_from_the_game_step,
        read_from_games_step, read_from_teams_step, join_both_step,
        either_role_step, swap_step, refuse_step, delete_step,
    ],
};

/// The teams. Foxes play no game: the empty side.
const TEAMS: [&str; 5] = ["Lions", "Bears", "Hawks", "Wolves", "Foxes"];

/// Who plays at home, who plays away, and how it ended.
const GAMES: [(&str, &str, &str); 5] = [
    ("Lions", "Bears", "2:1"),
    ("Bears", "Lions", "0:0"),
    ("Hawks", "Lions", "1:3"),
    ("Lions", "Wolves", "4:0"),
    ("Bears", "Hawks", "2:2"),
];

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(team::Entity)
        .register(game::Entity)
        .apply(db)
        .await
}

/// # Schema
///
/// A game has two foreign keys to `team`. Each relation has a name of its own,
/// from `relation_enum`, at both ends.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["team", "game"]).await
}

/// Inserts the teams, without games.
pub async fn create_teams(
    db: &(impl ConnectionTrait + TransactionTrait),
) -> Result<Vec<team::ModelEx>, DbErr> {
    let mut teams = Vec::new();
    for name in TEAMS {
        let team = team::ActiveModel::builder().set_name(name);
        teams.push(team.insert(db).await?);
    }
    Ok(teams)
}

/// # Create the teams
///
/// You insert the teams without games. A trap: `add_home_game` compiles, but
/// `insert` and `save` silently drop every `has_many` list that has a
/// `relation_enum` (unless it is a self-reference). Insert the games
/// themselves.
async fn create_teams_step(show: &mut Recorder) -> Done {
    show.ran(create_teams(show.db()).await?).await
}

/// Inserts the games of stored teams.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such team.
pub async fn create_games(
    db: &(impl ConnectionTrait + TransactionTrait),
) -> Result<(), DbErr> {
    for (home, away, score) in GAMES {
        let home = team::Entity::find_by_name(home).require_one(db).await?;
        let away = team::Entity::find_by_name(away).require_one(db).await?;
        game::ActiveModel::builder()
            .set_score(score)
            .set_home(home.into_ex())
            .set_away(away.into_ex())
            .insert(db)
            .await?;
    }
    Ok(())
}

/// Inserts a game together with two new teams.
pub async fn create_with_teams(
    db: &(impl ConnectionTrait + TransactionTrait),
) -> Result<game::ModelEx, DbErr> {
    game::ActiveModel::builder()
        .set_score("5:4")
        .set_home(team::ActiveModel::builder().set_name("Otters"))
        .set_away(team::ActiveModel::builder().set_name("Eagles"))
        .insert(db)
        .await
}

/// # Create from the game
///
/// `set_home` and `set_away` fill in the two foreign keys. SeaORM inserts a new
/// team before the game.
async fn create_from_the_game_step(show: &mut Recorder) -> Done {
    show.ran(create_games(show.db()).await?).await?;
    show.ran(create_with_teams(show.db()).await?).await
}

/// Every game with both teams, ordered by id.
pub async fn read_from_games(
    db: &impl ConnectionTrait,
) -> Result<Vec<game::ModelEx>, DbErr> {
    game::Entity::load()
        .with(game::Relation::Home)
        .with(game::Relation::Away)
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read from the games
///
/// You load each relation by its name. The loader doesn't join a relation that
/// you name: it sends one SELECT per relation.
async fn read_from_games_step(show: &mut Recorder) -> Done {
    let games = read_from_games(show.db()).await?;
    let rows = games.iter().map(|game| {
        let home = game.home.as_ref().map(|team| &team.name);
        let away = game.away.as_ref().map(|team| &team.name);
        (home, &game.score, away)
    });
    show.table("Every game", ["home", "score", "away"], rows).await
}

/// Every team with its games at home and away, ordered by id.
pub async fn read_from_teams(
    db: &impl ConnectionTrait,
) -> Result<Vec<team::ModelEx>, DbErr> {
    team::Entity::load()
        .with(team::Relation::HomeGames)
        .with(team::Relation::AwayGames)
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read from the teams
///
/// A team has two lists of games. Wolves have no home game, and Foxes have no
/// game at all.
async fn read_from_teams_step(show: &mut Recorder) -> Done {
    let teams = read_from_teams(show.db()).await?;
    let rows = teams.iter().map(|team| {
        let home = team.home_games.iter().map(|game| &game.score);
        let away = team.away_games.iter().map(|game| &game.score);
        (&team.name, home, away)
    });
    let header = ["team", "at home", "away"];
    show.table("Every team, with the scores of its games", header, rows)
        .await
}

/// A team's columns in a joined row.
#[derive(Debug, DerivePartialModel)]
#[sea_orm(entity = "team::Entity")]
pub struct TeamName {
    name: String,
}

/// A game in a joined row. The alias says which join a team is read from; the
/// prefix keeps the two columns `name` apart.
#[derive(Debug, DerivePartialModel)]
#[sea_orm(entity = "game::Entity")]
pub struct GameLine {
    score: String,
    #[sea_orm(nested(prefix = "home_"), alias = "home")]
    home: TeamName,
    #[sea_orm(nested(prefix = "away_"), alias = "away")]
    away: TeamName,
}

/// Every game with the names of both teams, in one SELECT, ordered by id.
pub async fn join_both(
    db: &impl ConnectionTrait,
) -> Result<Vec<GameLine>, DbErr> {
    game::Entity::find()
        .join_as(JoinType::InnerJoin, game::Relation::Home.def(), "home")
        .join_as(JoinType::InnerJoin, game::Relation::Away.def(), "away")
        .order_by_id_asc()
        .into_partial_model::<GameLine>()
        .all(db)
        .await
}

/// The games that a team played away, ordered by id.
pub async fn scores_away(
    db: &impl ConnectionTrait,
    team: &str,
) -> Result<Vec<game::Model>, DbErr> {
    game::Entity::find()
        .join_as(JoinType::InnerJoin, game::Relation::Away.def(), "away")
        .filter(Expr::col(("away", team::Column::Name)).eq(team))
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Join both
///
/// `team` is joined twice, so each join needs an alias. A filter on a joined
/// team needs the alias too.
async fn join_both_step(show: &mut Recorder) -> Done {
    let games = join_both(show.db()).await?;
    let rows = games
        .iter()
        .map(|game| (&game.home.name, &game.score, &game.away.name));
    show.table("Every game", ["home", "score", "away"], rows).await?;
    let games = scores_away(show.db(), "Lions").await?;
    show.rows("The away games of Lions", games).await
}

/// All games of a team, at home or away, ordered by id.
pub async fn either_role(
    db: &impl ConnectionTrait,
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

/// # Read in either role
///
/// A relation follows one of the two keys. For the games of Lions in either
/// role, filter by both keys.
async fn either_role_step(show: &mut Recorder) -> Done {
    let games = either_role(show.db(), 1).await?;
    show.rows("The games of Lions", games).await
}

/// Swaps the home and away teams of a game.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such game.
pub async fn swap(
    db: &(impl ConnectionTrait + TransactionTrait),
    game_id: i32,
) -> Result<game::ModelEx, DbErr> {
    let game = game::Entity::find_by_id(game_id).require_one(db).await?;
    let (home_id, away_id) = (game.away_id, game.home_id);
    let game = game.into_ex().into_active_model();
    game.set_home_id(home_id).set_away_id(away_id).update(db).await
}

/// # Update
///
/// Game 6 swaps its teams. If you know the ids, set the keys, and SeaORM reads
/// no team.
async fn swap_step(show: &mut Recorder) -> Done {
    show.ran(swap(show.db(), 6).await?).await
}

/// Inserts a game with two team ids, without checking that the teams exist.
pub async fn insert_game(
    db: &(impl ConnectionTrait + TransactionTrait),
    home_id: i32,
    away_id: i32,
) -> Result<game::ModelEx, DbErr> {
    game::ActiveModel::builder()
        .set_home_id(home_id)
        .set_away_id(away_id)
        .set_score("0:0")
        .insert(db)
        .await
}

/// Deletes a team: `delete` of a `ModelEx`.
pub async fn delete_team(
    db: &(impl ConnectionTrait + TransactionTrait),
    team_id: i32,
) -> Result<DeleteResult, DbErr> {
    let team = team::Entity::find_by_id(team_id).require_one(db).await?;
    team.into_ex().delete(db).await
}

/// # Refused
///
/// The foreign keys reject a game with a team that doesn't exist. `delete` of a
/// `ModelEx` skips every `has_many` list that has a `relation_enum` (unless it
/// is a self-reference): it deletes no game first, so RESTRICT keeps Wolves.
async fn refuse_step(show: &mut Recorder) -> Done {
    let refused = insert_game(show.db(), 1, 99).await;
    show.refused("insert a game of Lions at home against team 99", refused)
        .await?;
    let refused = insert_game(show.db(), 99, 1).await;
    show.refused("insert a game of team 99 at home against Lions", refused)
        .await?;
    show.refused("delete Wolves", delete_team(show.db(), 4).await).await
}

/// Deletes a game: one row.
pub async fn delete_game(
    db: &impl ConnectionTrait,
    game_id: i32,
) -> Result<DeleteResult, DbErr> {
    game::Entity::find_by_id(game_id)
        .require_one(db)
        .await?
        .delete(db)
        .await
}

/// # Delete
///
/// Deleting a game deletes no team. Wolves had no other game, so now you can
/// delete them too.
async fn delete_step(show: &mut Recorder) -> Done {
    show.ran(delete_game(show.db(), 4).await?).await?;
    show.code("delete_team")?;
    show.ran(delete_team(show.db(), 4).await?).await
}

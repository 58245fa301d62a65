//! Applies and rolls back one lesson's migrations, and says what it did.

use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use migrations::{
    car_mart, cli,
    database::{self, OpenError},
    many_to_many, one_to_one,
};
use sea_orm_migration::{
    MigrationStatus, MigratorTrait,
    sea_orm::{DatabaseConnection, DbErr},
};

/// Applies and rolls back the migrations of one lesson.
#[derive(Parser)]
#[command(name = "migrations", version)]
struct Args {
    /// Whose migrations.
    lesson: Lesson,

    /// What to do.
    command: Command,

    /// postgres://user:password@host:5432/dbname or sqlite:file.db?mode=rwc
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, value_name = "URL")]
    database_url: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Lesson {
    CarMart,
    OneToOne,
    ManyToManySecondary,
    ManyToManyAssociation,
}

#[derive(Clone, Copy, ValueEnum)]
enum Command {
    /// Apply every migration that is pending.
    Up,
    /// Roll back the latest migration.
    Down,
    /// Say which migrations are applied.
    Status,
    /// Drop the lesson's tables and apply every migration.
    Fresh,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let args: Args = match cli::parse() {
        Ok(args) => args,
        Err(code) => return code,
    };
    let Some(url) = args.database_url else {
        // In memory, where a lesson runs without a URL, nothing would be left to look at.
        return cli::fail("no database is named; set DATABASE_URL or give --database-url");
    };
    let command = args.command;
    let outcome = match args.lesson {
        Lesson::CarMart => run::<car_mart::Migrator>("car-mart", &url, command).await,
        Lesson::OneToOne => run::<one_to_one::Migrator>("one-to-one", &url, command).await,
        Lesson::ManyToManySecondary => {
            run::<many_to_many::secondary::Migrator>("many-to-many-secondary", &url, command).await
        }
        Lesson::ManyToManyAssociation => {
            run::<many_to_many::association::Migrator>("many-to-many-association", &url, command)
                .await
        }
    };
    outcome.unwrap_or_else(cli::fail)
}

async fn run<M: MigratorTrait>(
    lesson: &str,
    url: &str,
    command: Command,
) -> Result<ExitCode, OpenError> {
    let db = database::open(Some(url), lesson).await?;
    if matches!(command, Command::Fresh) {
        // SeaORM's own `fresh` drops with CASCADE, which reaches into other schemas.
        database::clear(&db, lesson).await?;
    }
    let lines = database::answered(&db, migrate::<M>(&db, command)).await?;
    Ok(cli::print(&lines))
}

/// Does it, and says for each migration what came of it.
async fn migrate<M: MigratorTrait>(
    db: &DatabaseConnection,
    command: Command,
) -> Result<String, DbErr> {
    let before = applied::<M>(db).await?;
    match command {
        Command::Up | Command::Fresh => M::up(db, None).await?,
        Command::Down => M::down(db, Some(1)).await?,
        Command::Status => {}
    }

    let mut lines = String::new();
    for migration in M::get_migration_with_status(db).await? {
        let was = before.iter().any(|name| name == migration.name());
        let is = migration.status() == MigrationStatus::Applied;
        let what = match (command, was, is) {
            (Command::Status, _, true) => "applied",
            (_, false, true) => "applied now",
            (_, true, true) => "still applied",
            (_, true, false) => "rolled back",
            (_, false, false) => "pending",
        };
        lines.push_str(&format!("{}: {what}\n", migration.name()));
    }
    Ok(lines)
}

/// The names of the migrations that are applied.
async fn applied<M: MigratorTrait>(db: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    let applied = M::get_applied_migrations(db).await?;
    Ok(applied
        .iter()
        .map(|migration| migration.name().to_owned())
        .collect())
}

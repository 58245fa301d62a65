//! Applies and rolls back one lesson's migrations, and says what it did.

use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use harness::{cli, database};
use migrations::{
    car_mart,
    many_to_many::{association, secondary},
    one_to_one,
};
use sea_orm_migration::{
    MigrationStatus, MigrationTrait, MigratorTraitSelf,
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
    #[arg(
        long,
        env = "DATABASE_URL",
        hide_env_values = true,
        value_name = "URL"
    )]
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
    /// Roll back every migration, then apply them all again.
    Refresh,
    /// Say which migrations are applied.
    Status,
}

impl MigratorTraitSelf for Lesson {
    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        match self {
            Self::CarMart => car_mart::Migrator.migrations(),
            Self::OneToOne => one_to_one::Migrator.migrations(),
            Self::ManyToManySecondary => secondary::Migrator.migrations(),
            Self::ManyToManyAssociation => association::Migrator.migrations(),
        }
    }
}

fn main() -> ExitCode {
    match cli::parse() {
        Ok(args) => cli::block_on(run(args)),
        Err(code) => code,
    }
}

async fn run(args: Args) -> ExitCode {
    // In memory, where a lesson runs without a URL, nothing would be left.
    let Some(url) = &args.database_url else {
        return cli::fail(
            "no database is named; set DATABASE_URL or give --database-url",
        );
    };
    let name = args.lesson.to_possible_value();
    let name = name.as_ref().map_or("", |value| value.get_name());
    let db = match database::open(Some(url), name).await {
        Ok(db) => db,
        Err(error) => return cli::fail(error),
    };
    match database::answered(migrate(&db, args.lesson, args.command)).await {
        Ok(lines) => cli::print(&lines).err().unwrap_or(ExitCode::SUCCESS),
        Err(error) => cli::fail(error),
    }
}

/// Does it, and says which migrations are applied now.
async fn migrate(
    db: &DatabaseConnection,
    lesson: Lesson,
    command: Command,
) -> Result<String, DbErr> {
    match command {
        Command::Up => lesson.up(db, None).await?,
        Command::Down => lesson.down(db, Some(1)).await?,
        Command::Refresh => lesson.refresh(db).await?,
        Command::Status => {}
    }
    let migrations = lesson.get_migration_with_status(db).await?;
    let lines = migrations.iter().map(|migration| {
        let status = match migration.status() {
            MigrationStatus::Applied => "applied",
            MigrationStatus::Pending => "pending",
        };
        format!("{}: {status}\n", migration.name())
    });
    Ok(lines.collect())
}

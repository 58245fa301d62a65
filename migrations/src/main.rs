//! Applies and rolls back one lesson's migrations, and says what it did.

use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use harness::{
    cli,
    database::{self, OpenError, Place},
};
use migrations::{
    car_mart,
    many_to_many::{self, association, secondary},
    one_to_one,
};
use sea_orm_migration::{
    MigrationStatus, MigrationTrait, MigratorTraitSelf,
    sea_orm::{DatabaseConnection, TransactionTrait},
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

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
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

impl Lesson {
    fn place(self) -> Place<'static> {
        let (lesson, tables) = match self {
            Self::CarMart => ("car-mart", car_mart::TABLES),
            Self::OneToOne => ("one-to-one", one_to_one::TABLES),
            Self::ManyToManySecondary => {
                ("many-to-many-secondary", many_to_many::TABLES)
            }
            Self::ManyToManyAssociation => {
                ("many-to-many-association", many_to_many::TABLES)
            }
        };
        Place {
            lesson,
            tables,
            temporary: false,
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
    match open_and_migrate(url, args.lesson, args.command).await {
        Ok(lines) => cli::print(&lines).err().unwrap_or(ExitCode::SUCCESS),
        Err(error) => cli::fail(error),
    }
}

async fn open_and_migrate(
    url: &str,
    lesson: Lesson,
    command: Command,
) -> Result<String, OpenError> {
    let place = lesson.place();
    let db = match command {
        Command::Status => database::look(Some(url), place).await?,
        _ => database::open(Some(url), place).await?,
    };
    let lines = database::answered(migrate(&db, lesson, command)).await;
    database::close(db).await;
    lines
}

/// Does it, and says which migrations are applied now.
async fn migrate(
    db: &DatabaseConnection,
    lesson: Lesson,
    command: Command,
) -> Result<String, OpenError> {
    // All or nothing. On SQLite sea-orm-migration begins no transaction: a run
    // that is killed would leave a table of which it has no record.
    let transaction = db.begin().await?;
    match command {
        Command::Up => lesson.up(&transaction, None).await?,
        Command::Down => lesson.down(&transaction, Some(1)).await?,
        Command::Refresh => lesson.refresh(&transaction).await?,
        Command::Status => {}
    }
    let migrations =
        lesson.get_migration_with_status_read_only(&transaction).await?;
    if command != Command::Status {
        database::still_alone(&transaction).await?;
    }
    transaction.commit().await?;
    let lines = migrations.iter().map(|migration| {
        let status = match migration.status() {
            MigrationStatus::Applied => "applied",
            MigrationStatus::Pending => "pending",
        };
        format!("{}: {status}\n", migration.name())
    });
    Ok(lines.collect())
}

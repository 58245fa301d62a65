//! Applies and rolls back one lesson's migrations, and says what it did.

use std::process::ExitCode;

use clap::{
    Parser, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use harness::{
    cli,
    database::{self, OpenError, Place},
};
use migrations::{LESSONS, Lesson};
use sea_orm_migration::{
    MigrationStatus, MigratorTraitSelf,
    sea_orm::{DatabaseConnection, TransactionTrait},
};

/// Applies and rolls back the migrations of one lesson.
#[derive(Parser)]
#[command(name = "migrations", version)]
struct Args {
    /// Whose migrations.
    #[arg(value_parser = lesson())]
    lesson: Lesson,

    /// What to do.
    command: Command,

    #[command(flatten)]
    database: cli::Database,
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

/// A lesson by its name.
fn lesson() -> impl TypedValueParser<Value = Lesson> {
    let names = LESSONS.map(|lesson| lesson.name);
    PossibleValuesParser::new(names).try_map(|name| {
        let mut lessons = LESSONS.into_iter();
        lessons.find(|lesson| lesson.name == name).ok_or("no such lesson")
    })
}

fn main() -> ExitCode {
    match cli::parse() {
        Ok(args) => cli::block_on(run(args)),
        Err(code) => code,
    }
}

async fn run(args: Args) -> ExitCode {
    // In memory, where a lesson runs without a URL, nothing would be left.
    let Some(url) = &args.database.url else {
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
    let place = Place {
        lesson: lesson.name,
        tables: lesson.tables,
        temporary: false,
    };
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

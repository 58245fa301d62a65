//! The command line that all lesson crates share.

use std::{
    io::{IsTerminal, stdout},
    process::ExitCode,
};

use clap::{CommandFactory, Parser};
use migrations::{cli, database};
use sea_orm::{DatabaseConnection, DbBackend};

use crate::{
    Chapter, Lesson, database_name,
    render::{self, Form, Show},
};

/// Runs a lesson and prints every step: its tables, and how many statements each took.
///
/// Without a database URL it runs on SQLite in memory. On PostgreSQL it works in a schema of its
/// own, sea_orm_relationships_<lesson>, and leaves the tables there to look at.
#[derive(Parser)]
#[command(version)]
struct Args {
    /// Which lesson; without a name, the first that --list shows.
    lesson: Option<String>,

    /// Show the lessons of this crate.
    #[arg(long)]
    list: bool,

    /// postgres://user:password@host:5432/dbname or sqlite:file.db?mode=rwc
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, value_name = "URL")]
    database_url: Option<String>,

    /// Show the SQL of each step too.
    #[arg(long)]
    sql: bool,
}

/// The command line of every lesson crate, to check a command without running it.
pub fn command() -> clap::Command {
    Args::command()
}

/// Reads the arguments, runs one of `chapters` and prints it; without a name the first one.
/// Returns the exit code: 0, or 1 after one line on standard error.
pub async fn main(chapters: &[Chapter]) -> ExitCode {
    let args: Args = match cli::parse() {
        Ok(args) => args,
        Err(code) => return code,
    };
    if args.list {
        return cli::print(&list(chapters));
    }
    let wanted = |chapter: &&Chapter| args.lesson.as_ref().is_none_or(|name| name == chapter.name);
    let Some(chapter) = chapters.iter().find(wanted) else {
        let name = args.lesson.unwrap_or_default();
        return cli::wrong_argument(&format!(
            "there is no lesson {name:?} in this crate (--list shows them)"
        ));
    };
    let mut db = match database::open(args.database_url.as_deref(), chapter.name).await {
        Ok(db) => db,
        Err(error) => return cli::fail(error),
    };

    let mut lesson = Lesson::default();
    let outcome = chapter.run(&mut db, &mut lesson).await;
    // Also after an error: the steps up to there are what the reader came for.
    let printed = cli::print(&document(chapter, &db, &lesson, args.sql));
    match outcome {
        Ok(()) => printed,
        Err(error) => cli::fail(error),
    }
}

fn list(chapters: &[Chapter]) -> String {
    chapters
        .iter()
        .map(|chapter| format!("{:24} {}\n", chapter.name, chapter.about))
        .collect()
}

fn document(chapter: &Chapter, db: &DatabaseConnection, lesson: &Lesson, sql: bool) -> String {
    let form = if stdout().is_terminal() {
        let width = terminal_size::terminal_size().map_or(80, |(width, _)| width.0);
        Form::Terminal { width }
    } else {
        Form::Markdown
    };
    let show = Show {
        tables: true,
        words: true,
        sql,
    };
    let mut text = format!(
        "# {}\n\n{} Run on {}.\n\n{}",
        chapter.name,
        chapter.about,
        database_name(db),
        render::lesson(lesson, form, show)
    );
    if db.get_database_backend() == DbBackend::Postgres {
        let schema = database::schema(chapter.name);
        text.push_str(&format!(
            "The tables stay in schema {schema}: `SET search_path TO {schema};`\n"
        ));
    }
    text
}

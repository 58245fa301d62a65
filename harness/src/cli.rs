//! The command line that all lesson crates share.

use std::{
    fmt::Display,
    io::{self, IsTerminal, Write, stderr, stdin, stdout},
    process::{self, ExitCode},
    thread,
};

use clap::{CommandFactory, Parser, error::ErrorKind};
use sea_orm::{DatabaseConnection, DbBackend};

use crate::{
    Lesson, Recorder, Step,
    database::{self, OpenError},
    render::{self, Form},
};

/// Runs a lesson and prints each step: what it does, its code, and the rows that come out.
///
/// Without a database URL it runs on SQLite in memory. On PostgreSQL it works in a schema of its
/// own, sea_orm_relationships_<lesson>, and leaves the tables there to look at.
#[derive(Parser)]
#[command(version)]
struct Args {
    /// Which lesson, by a name that --list shows.
    lesson: Option<String>,

    /// Show the lessons of this crate and the steps of each.
    #[arg(long)]
    list: bool,

    /// postgres://user:password@host:5432/dbname or sqlite:file.db?mode=rwc
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, value_name = "URL")]
    database_url: Option<String>,

    /// Show the SQL of each step too, as sent to the database that it runs on. The pages show
    /// PostgreSQL's.
    #[arg(long)]
    sql: bool,

    /// Leave out the code.
    #[arg(long)]
    no_code: bool,

    /// Show one step, by its name or number; those before it run silently.
    #[arg(long, value_name = "STEP")]
    step: Option<String>,

    /// Wait for Enter after each step.
    #[arg(long)]
    pause: bool,
}

/// The command line of every lesson crate, to check a command without running it.
pub fn command() -> clap::Command {
    Args::command()
}

/// Reads the arguments, runs one of the `lessons` of `package` and prints it; without a name the
/// first one. `moved` are lessons that are in the package `shapes` now. Returns the exit code: 0, or
/// 1 after one line on standard error.
pub fn main(package: &str, lessons: &[Lesson], moved: &[&str]) -> ExitCode {
    let args: Args = match parse() {
        Ok(args) => args,
        Err(code) => return code,
    };
    if args.list {
        return print(&list(lessons)).err().unwrap_or(ExitCode::SUCCESS);
    }
    let name = args.lesson.as_deref();
    if let Some(name) = moved.iter().find(|moved| Some(**moved) == name) {
        return fail(format!(
            "this lesson is now `cargo run -p shapes -- {name}`"
        ));
    }
    let wanted = |lesson: &&Lesson| name.is_none_or(|name| name == lesson.name);
    let Some(lesson) = lessons.iter().find(wanted) else {
        return fail("this crate has no such lesson; --list shows those that it has");
    };
    let only = match &args.step {
        None => None,
        Some(step) => match number(lesson, step) {
            Some(number) => Some(number),
            None => return fail("the lesson has no such step; --list shows those that it has"),
        },
    };
    block_on(async {
        let outcome = show(lesson, &args, only).await;
        match outcome {
            Err(code) => code,
            Ok(()) if only.is_some() => ExitCode::SUCCESS,
            Ok(()) => print(&render::wrapped(&next(package, lessons, lesson), form()))
                .err()
                .unwrap_or(ExitCode::SUCCESS),
        }
    })
}

/// Drawn for a terminal; Markdown for a file or another program.
fn form() -> Form {
    if !stdout().is_terminal() {
        return Form::Markdown;
    }
    let size = terminal_size::terminal_size();
    Form::Terminal {
        width: size.map_or(80, |(width, _)| width.0),
    }
}

/// The place of a step in its lesson, from 1, by its name or number.
fn number(lesson: &Lesson, step: &str) -> Option<usize> {
    let named = lesson.steps.iter().position(|found| found.name() == step);
    let number = named.map_or_else(|| step.parse().ok(), |place| Some(place + 1))?;
    (1..=lesson.steps.len()).contains(&number).then_some(number)
}

/// Opens the database, shows the lesson, and closes the database.
async fn show(lesson: &Lesson, args: &Args, only: Option<usize>) -> Result<(), ExitCode> {
    let opened = database::open(args.database_url.as_deref(), lesson.place()).await;
    let mut db = opened.map_err(fail)?;
    let shown = show_on(&mut db, lesson, args, only).await;
    database::close(db).await;
    shown
}

/// Runs the lesson and prints each step as soon as it ran, or step `only` alone.
async fn show_on(
    db: &mut DatabaseConnection,
    lesson: &Lesson,
    args: &Args,
    only: Option<usize>,
) -> Result<(), ExitCode> {
    let form = form();
    let show = render::Show {
        code: !args.no_code,
        lines: true,
        sql: args.sql,
        said: Some(database::name(db)),
    };

    let mut recorder = lesson.begin(db).await.map_err(fail)?;
    if only.is_none() {
        let about = format!("{} Run on {}.", lesson.about, database::name(db));
        print(&render::title(lesson.name, &about, form))?;
    }
    for (number, step) in (1..).zip(lesson.steps) {
        let outcome = recorder.run(step).await;
        if only.is_none_or(|only| only == number) {
            // Also after an error: what the step did up to there is what the reader came for.
            print(&last(&recorder, form, show))?;
        }
        outcome.map_err(fail)?;
        if only == Some(number) {
            break;
        }
        if args.pause && only.is_none() && number < lesson.steps.len() {
            pause();
        }
    }
    if only.is_none() {
        lesson.end(db).await.map_err(fail)?;
    }
    if db.get_database_backend() == DbBackend::Postgres {
        let schema = database::schema(lesson.name);
        print(&format!(
            "The tables stay in schema {schema}: `SET search_path TO {schema};`\n"
        ))?;
    }
    Ok(())
}

/// The step that ran last.
fn last(recorder: &Recorder, form: Form, show: render::Show) -> String {
    let record = recorder.records().last();
    record.map_or_else(String::new, |record| {
        render::heading(record, form) + &render::step(record, form, show)
    })
}

/// Waits for Enter, or for the end of the input.
fn pause() {
    let _ = writeln!(stderr(), "-- Enter for the next step --");
    let _ = stdin().read_line(&mut String::new());
}

fn list(lessons: &[Lesson]) -> String {
    let mut text = String::new();
    for lesson in lessons {
        text += &format!("{:24} {}\n", lesson.name, lesson.about);
        for (number, step) in (1..).zip(lesson.steps) {
            text += &format!("  {number:2}. {}\n", step.name());
        }
    }
    text
}

/// What to try after `lesson`.
fn next(package: &str, lessons: &[Lesson], lesson: &Lesson) -> String {
    let mut rest = lessons.iter().skip_while(|found| found.name != lesson.name);
    let command = match rest.nth(1) {
        Some(next) => format!("`cargo run -p {package} -- {}`", next.name),
        None => format!("`cargo run -p {package} -- --list`"),
    };
    let step = lesson.steps.last().map_or("1", Step::name);
    format!(
        "Next: {command}.\n\
         With `--sql` you see every statement, with `--step {step}` that step alone.\n"
    )
}

/// Runs `work` to its end. Name look-ups that are still under way are left behind: a name server
/// that doesn't answer would hold the program for up to a minute.
pub fn block_on(work: impl Future<Output = ExitCode>) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => {
            thread::spawn(|| {
                database::stuck();
                fail(OpenError::Endless);
                process::exit(1)
            });
            let code = runtime.block_on(work);
            runtime.shutdown_background();
            code
        }
        Err(error) => fail(format!("the program can't wait for a database: {error}")),
    }
}

/// Reads the arguments of the process.
///
/// # Errors
///
/// The exit code with which to end: 0 after `--help` and `--version`, which are printed; 1 after
/// one line about what is wrong. That line quotes no argument, because it may hold a password.
pub fn parse<A: Parser>() -> Result<A, ExitCode> {
    A::try_parse().map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            print(&error.to_string()).err().unwrap_or(ExitCode::SUCCESS)
        }
        kind => fail(format!(
            "{}; see --help",
            kind.as_str().unwrap_or("an argument is wrong")
        )),
    })
}

/// Prints `text`.
///
/// # Errors
///
/// The exit code with which to end: 0 if the reader has read enough (`| head`), else 1 after one
/// line on standard error.
pub fn print(text: &str) -> Result<(), ExitCode> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(ExitCode::SUCCESS),
        Err(error) => Err(fail(format!(
            "the output can't be written ({error}); free some space, or send it elsewhere"
        ))),
    }
}

/// Prints `error` as one line on standard error and returns exit code 1.
pub fn fail(error: impl Display) -> ExitCode {
    // Not `eprintln!`, which panics when nobody reads standard error any more.
    let _ = writeln!(stderr(), "{}", line(&format!("error: {error}")));
    ExitCode::FAILURE
}

/// One line of at most 500 characters without control characters, whoever wrote the text.
fn line(text: &str) -> String {
    let words: Vec<_> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ").chars().take(500).collect()
}

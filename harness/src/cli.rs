//! The command line that all lesson crates share.

use std::{
    env,
    fmt::Display,
    io::{self, IsTerminal, Write, stderr, stdout},
    path::{Path, PathBuf},
    process::{self, ExitCode},
    thread,
};

use anstream::{AutoStream, ColorChoice};
use clap::{CommandFactory, FromArgMatches, Parser, error::ErrorKind};
use sea_orm::{DatabaseConnection, DbBackend};

use crate::{
    Lesson, Record, Recorder,
    database::{self, OpenError},
    names::{self, Wanted},
    render,
    terminal::{
        self, Detail, Sql, View,
        walk::{End, Walk},
    },
};

/// Runs a lesson and prints each step: what it does, the lines that sent something, the SQL, what came
/// back and what changed. In a file or a pipe it is Markdown, with all of the code.
///
/// Without a database URL it runs on SQLite in memory. On PostgreSQL it works in a schema of its
/// own, sea_orm_relationships_<lesson>, and leaves the tables there to look at.
#[derive(Parser)]
#[command(version)]
struct Args {
    /// A lesson, a step by its name or number (those before it run silently), or both. With `walk`, one
    /// step a screen.
    names: Vec<String>,

    /// Show the lessons of this crate and the steps of each.
    #[arg(long)]
    list: bool,

    #[command(flatten)]
    database: Database,

    /// Show all of the code, with entities and migrations, all rows, and the statements as with --sql.
    #[arg(long)]
    full: bool,

    /// Show statements as they were sent: with all quotes, and no list cut. The SQL is that of the database
    /// that the lesson runs on. The pages show PostgreSQL's.
    #[arg(long)]
    sql: bool,

    /// Show what the calls returned, and nothing else.
    #[arg(long)]
    tables: bool,

    /// Show one step, by its name or number.
    #[arg(long, value_name = "STEP")]
    step: Option<String>,

    /// When to draw for a terminal, in color: `--color=always | less -R`.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: clap::ColorChoice,
}

/// The argument that names a database, for every program.
#[derive(clap::Args)]
pub struct Database {
    /// postgres://user:password@host:5432/dbname or sqlite:file.db?mode=rwc
    #[arg(
        long = "database-url",
        env = "DATABASE_URL",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub url: Option<String>,
}

/// A package of lessons.
#[derive(Clone, Copy)]
pub struct Package<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its lessons.
    pub lessons: &'a [Lesson],
    /// Lessons that are in the package `shapes` now.
    pub moved: &'a [&'a str],
    /// The package to go on with after the first lesson, which then also runs without a name.
    pub next: Option<&'a str>,
    /// Where its lessons are explained.
    pub page: &'a str,
}

impl Package<'_> {
    /// Checks the arguments of a command without running it.
    ///
    /// # Errors
    ///
    /// Why it would not run.
    pub fn check(&self, arguments: &[&str]) -> Result<(), String> {
        let arguments =
            [self.name].into_iter().chain(arguments.iter().copied());
        let args = Args::command().try_get_matches_from(arguments);
        let args = args.and_then(|matches| Args::from_arg_matches(&matches));
        match args {
            Err(error) if error.use_stderr() => Err(error.to_string()),
            Ok(args) if !args.list => args.wanted(self).map(drop),
            _ => Ok(()),
        }
    }
}

impl Args {
    /// The lesson and the step that are named.
    fn wanted<'a>(&self, package: &Package<'a>) -> Result<Wanted<'a>, String> {
        let names = self.names.iter().chain(&self.step);
        names::find(package, &names.map(|name| &**name).collect::<Vec<_>>())
    }

    /// How to draw for a terminal; `None` for Markdown.
    fn view(&self, step: Option<usize>) -> Option<View> {
        let drawn = match self.color {
            clap::ColorChoice::Auto => stdout().is_terminal(),
            clap::ColorChoice::Always => true,
            clap::ColorChoice::Never => stdout().is_terminal(),
        };
        let size = terminal_size::terminal_size();
        drawn.then(|| View {
            width: size.map_or(80, |(width, _)| {
                usize::from(width.0).min(terminal::WIDEST)
            }),
            colored: AutoStream::choice(&stdout()) != ColorChoice::Never,
            detail: match (self.full, step) {
                (true, _) => Detail::Full,
                (false, Some(_)) => Detail::Step,
                (false, None) => Detail::Brief,
            },
            sql: match self.sql || self.full {
                true => Sql::Whole,
                false => Sql::Short,
            },
        })
    }
}

/// Reads the arguments, runs what they name and prints it. Returns the exit code: 0, or 1 after one line
/// on standard error.
pub fn main(package: &Package) -> ExitCode {
    let args: Args = match parse() {
        Ok(args) => args,
        Err(code) => return code,
    };
    match args.color {
        clap::ColorChoice::Auto => {}
        clap::ColorChoice::Always => ColorChoice::Always.write_global(),
        clap::ColorChoice::Never => ColorChoice::Never.write_global(),
    }
    if args.list {
        return print(&list(package, args.view(None)))
            .err()
            .unwrap_or(ExitCode::SUCCESS);
    }
    let wanted = match args.wanted(package) {
        Ok(wanted) => wanted,
        Err(line) => return fail(line),
    };
    block_on(async {
        let shown = show(package, &wanted, &args).await;
        shown.err().unwrap_or(ExitCode::SUCCESS)
    })
}

/// Opens the database, shows the lesson, and closes the database.
async fn show(
    package: &Package<'_>,
    wanted: &Wanted<'_>,
    args: &Args,
) -> Result<(), ExitCode> {
    let opened =
        database::open(args.database.url.as_deref(), wanted.lesson.place())
            .await;
    let mut db = opened.map_err(fail)?;
    let shown = show_on(&mut db, package, wanted, args).await;
    database::close(db).await;
    shown
}

/// Runs the lesson and prints each step as soon as it ran, or one step alone.
async fn show_on(
    db: &mut DatabaseConnection,
    package: &Package<'_>,
    wanted: &Wanted<'_>,
    args: &Args,
) -> Result<(), ExitCode> {
    let Wanted {
        lesson, step: only, ..
    } = *wanted;
    let view = args.view(only);
    let name = database::name(db);
    let mut recorder = lesson.begin(db).await.map_err(fail)?;
    if wanted.walk {
        return walk(&mut recorder, package, wanted, view, name).await;
    }
    if only.is_none() {
        let about = format!("{} Run on {name}.", lesson.about);
        print(&match view {
            Some(view) => terminal::painted(
                &terminal::title(lesson.name, &about, view),
                view,
            ),
            None => render::title(lesson.name, &about),
        })?;
    }
    for (number, step) in (1..).zip(lesson.steps) {
        let outcome = recorder.run(step).await;
        let shown = only.is_none_or(|only| only == number);
        if let Some(record) = recorder.records().last().filter(|_| shown) {
            // Also after an error: what the step did up to there is what the reader came for.
            print(&printed(record, lesson, name, (view, args.tables)))?;
        }
        outcome.map_err(fail)?;
        if only == Some(number) {
            break;
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
    match only {
        Some(_) => Ok(()),
        None => print(&closing(package, lesson)),
    }
}

/// Lets the reader walk through the lesson, and leaves on the terminal what was read.
async fn walk(
    recorder: &mut Recorder,
    package: &Package<'_>,
    wanted: &Wanted<'_>,
    view: Option<View>,
    database: &'static str,
) -> Result<(), ExitCode> {
    let no_terminal = |error| {
        let error = format!(
            "`walk` needs a terminal ({error}); leave it out to print the lesson"
        );
        Err(fail(error))
    };
    let Some(view) = view else {
        return no_terminal(io::Error::other("the output is none"));
    };
    let view = View {
        detail: view.detail.max(Detail::Step),
        ..view
    };
    let place = wanted.step.unwrap_or(1) - 1;
    let mut walk = Walk::new(wanted.lesson, recorder, database, view, place);
    let (end, text) = walk.run().await;
    print(&text)?;
    match end {
        End::Quit => Ok(()),
        End::Last => print(&format!("\n{}", closing(package, wanted.lesson))),
        End::Code(code) => Err(code),
        End::Terminal(error) => no_terminal(error),
        End::Failed(error) => Err(fail(error)),
    }
}

/// A step under its heading; nothing if it has no tables and they alone are shown.
fn printed(
    record: &Record,
    lesson: &Lesson,
    database: &str,
    form: (Option<View>, bool),
) -> String {
    let Some(view) = form.0 else {
        let step = match form.1 {
            true => render::tables(record),
            false => render::step(record, database),
        };
        return match step.is_empty() {
            true => step,
            false => render::heading(record) + &step,
        };
    };
    let step = match form.1 {
        true => terminal::tables(record, view),
        false => terminal::step(record, database, view),
    };
    if step.is_empty() {
        return String::new();
    }
    let heading = terminal::heading(record, lesson.steps.len(), view);
    terminal::painted(&heading, view) + &terminal::painted(&step, view)
}

/// The lessons and their steps, each with what it is about.
fn list(package: &Package, view: Option<View>) -> String {
    let view = view.unwrap_or(View {
        width: usize::MAX,
        colored: false,
        detail: Detail::Brief,
        sql: Sql::Short,
    });
    let lists = package.lessons.iter().map(|lesson| {
        let title = terminal::title(lesson.name, lesson.about, view);
        let steps = terminal::list(lesson.steps, view);
        terminal::painted(&title, view) + &terminal::painted(&steps, view)
    });
    lists.collect::<Vec<_>>().join("\n")
}

/// What to do after `lesson`.
fn closing(package: &Package, lesson: &Lesson) -> String {
    let Package {
        name,
        lessons,
        page,
        ..
    } = package;
    let mut rest = lessons.iter().skip_while(|found| found.name != lesson.name);
    let next = match (package.next, rest.nth(1)) {
        (Some(next), _) => format!("cargo run -p {next}"),
        (None, Some(next)) => format!("cargo run -p {name} -- {}", next.name),
        (None, None) => format!("cargo run -p {name} -- --list"),
    };
    let main = package.next.is_some()
        && lessons.first().is_some_and(|first| first.name == lesson.name);
    let own = if main {
        String::new()
    } else {
        format!("{} ", lesson.name)
    };
    format!(
        "One step a screen:  cargo run -p {name} -- {own}walk\n\
         The next lesson:    {next}\n\
         The page:           {page}\n"
    )
}

/// Runs `work` to its end. Name look-ups that are still under way are left behind: a name server
/// that doesn't answer would hold the program for up to a minute.
pub fn block_on(work: impl Future<Output = ExitCode>) -> ExitCode {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build();
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
        Err(error) => {
            fail(format!("the program can't wait for a database: {error}"))
        }
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

/// The folder of the workspace: the first with a `Cargo.lock`, upward from the package that cargo runs, or
/// else from the current folder, which it also is if there is none. A checkout may move after it was built,
/// so its place is not compiled in.
pub fn workspace() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let start = package.or_else(|| env::current_dir().ok()).unwrap_or_default();
    let mut folders = start.ancestors();
    let root = folders.find(|folder| folder.join("Cargo.lock").is_file());
    root.map_or_else(|| start.clone(), Path::to_owned)
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
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            Err(ExitCode::SUCCESS)
        }
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

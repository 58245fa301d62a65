//! What the program prints, and what it does to the reader's files.

use std::{
    env, fs, hint, io,
    path::Path,
    process::{self, Command, Stdio},
    thread,
    time::Duration,
};

use exercises::{
    EXERCISES, Exercise, LESSON, check,
    runner::{self, Files, Stage},
};
use sea_orm::{DatabaseConnection, DbErr};
use testing::{
    Kind, TestDatabase, file_names, folder, nowhere, read, root, snapshot,
};

use crate::others;

/// A copy of two exercises in a repository of its own.
fn copy() -> (tempfile::TempDir, Files) {
    let folder = folder();
    let examples = folder.path().join("examples");
    fs::create_dir(&examples).unwrap();
    for exercise in &EXERCISES[..2] {
        let name = format!("{}.rs", exercise.name);
        fs::copy(
            root().join("exercises/examples").join(&name),
            examples.join(&name),
        )
        .unwrap();
    }
    for arguments in [
        &["init", "--quiet"][..],
        &["add", "."],
        &[
            "-c",
            "user.name=x",
            "-c",
            "user.email=x",
            "commit",
            "--quiet",
            "--message=x",
        ],
    ] {
        let mut git = Command::new("git");
        git.args(arguments).current_dir(folder.path());
        // Else it could ask for a signature.
        git.env("GIT_CONFIG_GLOBAL", "/dev/null");
        let ended = git.status();
        assert!(ended.unwrap().success());
    }
    let files = Files::of(folder.path());
    (folder, files)
}

fn reset_puts_the_file_back_and_keeps_the_readers() {
    let (_folder, files) = copy();
    let exercise = &EXERCISES[0];
    let path = files.exercise(exercise);
    let committed = fs::read_to_string(&path).unwrap();
    assert_eq!(files.reset(exercise).unwrap(), None);
    for (edit, kept) in [("first", "rs.bak"), ("second", "rs.bak2")] {
        fs::write(&path, edit).unwrap();
        assert_eq!(
            files.reset(exercise).unwrap(),
            Some(path.with_extension(kept))
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), committed);
    }
    for (edit, kept) in [("first", "rs.bak"), ("second", "rs.bak2")] {
        assert_eq!(
            fs::read_to_string(path.with_extension(kept)).unwrap(),
            edit
        );
    }
    fs::remove_file(&path).unwrap();
    assert_eq!(files.reset(exercise).unwrap(), None);
    assert_eq!(fs::read_to_string(&path).unwrap(), committed);
}

fn the_next_exercise_is_the_first_that_was_not_solved_when_it_last_ran() {
    let (_folder, files) = copy();
    let next = || files.next().unwrap().unwrap().name;
    assert_eq!(next(), EXERCISES[0].name);
    files.remember(&EXERCISES[0], true).unwrap();
    assert_eq!(next(), EXERCISES[1].name);
    let list = files.list().unwrap();
    assert!(list.contains(&format!("[x] {}", EXERCISES[0].name)));
    files.remember(&EXERCISES[0], false).unwrap();
    assert_eq!(next(), EXERCISES[0].name);
}

/// What is not a regular file with text ends in one line, and `reset` helps.
#[cfg(unix)]
fn a_file_that_cant_be_read_or_written_is_said_with_what_to_do() {
    let (folder, files) = copy();
    let exercise = &EXERCISES[0];
    let (path, solved) =
        (files.exercise(exercise), folder.path().join(".solved"));
    let text = fs::read(&path).unwrap();
    let none = |path: &Path| fs::remove_file(path).unwrap();
    let latin = |path: &Path| fs::write(path, b"//! caf\xe9").unwrap();
    let pipe = |path: &Path| {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success())
    };
    let directory = |path: &Path| fs::create_dir(path).unwrap();
    let makes: [&dyn Fn(&Path); 3] = [&latin, &pipe, &directory];

    none(&path);
    let reset =
        "; `cargo run -p exercises -- reset 01_empty_list` puts it back";
    let error = files.question(exercise).unwrap_err().to_string();
    assert!(error.ends_with(reset), "{error}");
    for (make, number) in makes.iter().zip(1..) {
        make(&path);
        let error = files.question(exercise).unwrap_err().to_string();
        assert!(error.ends_with(reset), "{error}");
        let kept = files.reset(exercise).unwrap().unwrap();
        assert!(kept.exists(), "{number}: {}", kept.display());
        assert_eq!(fs::read(&path).unwrap(), text);
        none(&path);
    }

    latin(&solved);
    files.remember(exercise, true).unwrap();
    assert!(files.solved().unwrap().contains(exercise.name));
    none(&solved);
    for make in &makes[1..] {
        make(&solved);
        for error in [
            files.list().unwrap_err(),
            files.next().unwrap_err(),
            files.remember(exercise, true).unwrap_err(),
        ] {
            let advice = "; check that you may write this file, or delete it";
            assert!(error.to_string().ends_with(advice), "{error}");
        }
        if solved.is_dir() {
            fs::remove_dir(&solved).unwrap();
        } else {
            none(&solved);
        }
    }
    // It leads to a folder that isn't there: also root can't write.
    std::os::unix::fs::symlink("no/such/folder", &solved).unwrap();
    let error = files.remember(exercise, true).unwrap_err();
    assert!(error.to_string().contains("or delete it"), "{error}");
}

/// Does what `ATTEMPT` says, then what a right answer does.
async fn brands(
    db: &DatabaseConnection,
) -> Result<Vec<(String, Vec<String>)>, DbErr> {
    match env::var("ATTEMPT").unwrap_or_default().as_str() {
        "exit 0" => process::exit(0),
        "exit 3" => process::exit(3),
        "exit 42" => process::exit(42),
        "abort" => process::abort(),
        "panic" => panic!("as a reader's code may"),
        "loop" => endless(),
        "nothing" => return Ok(Vec::new()),
        _ => {}
    }
    others::brands_by_load_many(db).await
}

fn endless() {
    loop {
        hint::spin_loop();
    }
}

/// The program of an exercise, in a process of its own. For the tests below.
fn attempt() {
    let printed =
        |result: io::Result<String>| eprintln!("{}", result.unwrap_err());
    let path = |path: Option<_>| format!("{path:?}");
    let files = Files::of(&root());
    match env::var("ATTEMPT").unwrap_or_default().as_str() {
        "loop in main" => endless(),
        "build" => printed(
            runner::build(&files, &EXERCISES[0]).map(|ended| ended.to_string()),
        ),
        "reset" => printed(files.reset(&EXERCISES[0]).map(path)),
        _ => drop(exercises::run(check::n_plus_one(brands))),
    }
}

/// That program.
fn attempt_to(does: &str) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "runner::attempt"]);
    command.env("ATTEMPT", does).env_remove("DATABASE_URL");
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// What the reader's code does to its process says nothing about the exercise:
/// only the check does.
fn only_the_check_says_whether_an_exercise_is_solved() {
    let ended = "the exercise ended before its check did (";
    let stopped = "the exercise was stopped after 1 s; find the loop in your code that doesn't end";
    let cases = [
        ("exit 0", Err(ended)),
        ("exit 3", Err(ended)),
        ("exit 42", Err(ended)),
        ("abort", Err(ended)),
        ("panic", Err(ended)),
        ("loop", Err(stopped)),
        ("loop in main", Err(stopped)),
        ("nothing", Ok(Stage::Wrong)),
        ("what is right", Ok(Stage::Solved)),
    ];
    let folder = folder();
    thread::scope(|scope| {
        for (does, expected) in cases {
            let note = folder.path().join(does);
            scope.spawn(move || {
                let limit = if expected == Err(stopped) { 1 } else { 60 };
                let limit = Duration::from_secs(limit);
                let came =
                    runner::supervise(&mut attempt_to(does), &note, limit);
                match (came.map_err(|error| error.to_string()), expected) {
                    (Ok(stage), Ok(expected)) => {
                        assert_eq!(stage, expected, "{does}")
                    }
                    (Err(line), Err(begin)) => {
                        assert!(line.starts_with(begin), "{does}: {line}")
                    }
                    (came, _) => panic!("{does}: {came:?}"),
                }
            });
        }
    });
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// An exercise that waits for another run's lock isn't one that takes too long.
async fn the_time_of_an_attempt_begins_when_its_database_is_open() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let limit = Duration::from_secs(4);
    let db = database.open(LESSON).await;
    let (folder, url) = (folder(), database.url().to_owned());
    let waits = thread::spawn(move || {
        let note = folder.path().join("note");
        let mut attempt = attempt_to("what is right");
        runner::supervise(attempt.env("DATABASE_URL", url), &note, limit)
    });
    thread::sleep(limit + Duration::from_secs(1));
    assert!(!waits.is_finished(), "it didn't wait");
    db.close().await.unwrap();
    assert_eq!(waits.join().unwrap().unwrap(), Stage::Solved);
}

/// What is missing beside the exercise: git, cargo, a URL that is text.
#[cfg(unix)]
fn what_the_machine_lacks_is_said_with_what_to_do() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

    let lines = |command: &mut Command| {
        let output = command.stderr(Stdio::piped()).output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    let nothing = folder();
    for (does, ends) in [
        ("build", "; start this program with `cargo run -p exercises`\n"),
        (
            "reset",
            "; install git, or take the file from a new copy of this repository\n",
        ),
    ] {
        let mut command = attempt_to(does);
        command.env("PATH", nothing.path()).env_remove("CARGO");
        let line = lines(&mut command);
        assert!(line.ends_with(ends), "{line}");
        assert_eq!(line.lines().count(), 1, "{line}");
    }
    let mut command = attempt_to("what is right");
    command.env("DATABASE_URL", OsStr::from_bytes(b"sqlite:\xff"));
    let line = lines(&mut command);
    let begin = "error: the database URL can't be used: DATABASE_URL is not UTF-8; write it as ";
    assert!(line.starts_with(begin), "{line}");
}

fn an_exercise_is_found_by_name_or_number_and_nothing_else_is() {
    for name in ["02_orphan", "orphan", "2", "02"] {
        assert_eq!(runner::find(name).unwrap().name, "02_orphan");
    }
    for name in ["0", "99", "orphans", "", "list"] {
        assert!(runner::find(name).is_none(), "{name}");
    }
}

/// The files of both folders, and the catalogue.
fn every_exercise_has_a_short_file_a_question_and_a_solution() {
    let files = Files::of(&root().join("exercises"));
    for folder in ["examples", "solutions"] {
        let mut names = file_names(format!("exercises/{folder}"));
        names.retain(|name| name.ends_with(".rs"));
        let listed =
            EXERCISES.iter().map(|exercise| format!("{}.rs", exercise.name));
        assert_eq!(names, listed.collect());
    }
    for exercise in EXERCISES {
        let question = files.question(exercise).unwrap();
        assert!(question.ends_with('.'), "{}: {question}", exercise.name);
        let solution =
            read(format!("exercises/solutions/{}.rs", exercise.name));
        let found = (!super::edited(exercise)).then(|| super::file(exercise));
        for text in found.into_iter().chain([solution]) {
            assert!(text.lines().count() <= 60, "{}", exercise.name);
            // rustfmt doesn't see the solutions.
            let width = text.lines().map(|line| line.chars().count()).max();
            assert!(width <= Some(80), "{}", exercise.name);
        }
    }
}

/// A page as a link from `exercises/README.md`.
fn link(page: &str) -> String {
    let file = page.split('#').next().unwrap();
    let (folder, file) = file.rsplit_once('/').unwrap();
    let name = match folder {
        "guide" => file.trim_end_matches(".md"),
        // A step of a lesson, as the lesson prints it, or a page of an index.
        _ => folder.rsplit('/').next().unwrap(),
    };
    let path = root().join(folder).join(file);
    assert!(path.exists(), "exercises/src/catalogue.rs: {}", nowhere(&path));
    format!("[{name}](../{page})")
}

async fn the_page_lists_every_exercise_and_where_to_read() {
    let row = |exercise: &Exercise| {
        let pages: Vec<_> =
            exercise.pages.iter().map(|page| link(page)).collect();
        let Exercise {
            name, group, about, ..
        } = exercise;
        let pages = pages.join(", ");
        format!(
            "| {group} | [{name}](examples/{name}.rs) | {about} | {pages} |\n"
        )
    };
    let rows: String = EXERCISES.iter().map(row).collect();
    let text = format!(
        "| Relationship | Exercise | About | Read |\n| --- | --- | --- | --- |\n{rows}"
    );
    snapshot(super::SNAPSHOTS, "00_list", "All exercises", &text).await;
}

/// The rest of what the reader sees, for one exercise.
async fn the_program_says_what_to_do_next() {
    let (_folder, files) = copy();
    let (first, second) = (&EXERCISES[0], &EXERCISES[1]);
    if super::edited(first) {
        return;
    }
    let heading = runner::heading(&files, first, 80).unwrap();
    let text = format!(
        "Before the result:\n\n```text\n{}\n```\n\nAfter it, if it is wrong:\n\n```text\n{}\n```\n\n\
         If it is right:\n\n```text\n{}\n```\n\nThe hint:\n\n```text\n{}\n```",
        heading.trim(),
        runner::go_on(first).trim(),
        runner::solved(first, Some(second), 80).trim(),
        runner::hint(first, 80).trim()
    );
    snapshot(super::SNAPSHOTS, "00_words", "Around a result", &text).await;
}

testing::tests![
    reset_puts_the_file_back_and_keeps_the_readers,
    the_next_exercise_is_the_first_that_was_not_solved_when_it_last_ran,
    only_the_check_says_whether_an_exercise_is_solved,
    the_time_of_an_attempt_begins_when_its_database_is_open,
    an_exercise_is_found_by_name_or_number_and_nothing_else_is,
    every_exercise_has_a_short_file_a_question_and_a_solution,
    the_page_lists_every_exercise_and_where_to_read,
    the_program_says_what_to_do_next;
    ignored: attempt
];

#[cfg(unix)]
pub(crate) mod unix {
    use std::{
        fs::{self, File},
        os::unix::fs::{PermissionsExt, symlink},
        path::Path,
        process::Command,
        thread,
        time::{Duration, Instant},
    };

    use exercises::EXERCISES;
    use testing::programs::command;

    use super::{
        a_file_that_cant_be_read_or_written_is_said_with_what_to_do, copy,
        what_the_machine_lacks_is_said_with_what_to_do,
    };

    /// In place of cargo: a file with `rubbish` doesn't compile.
    const CARGO: &str = r#"
if grep -q rubbish "examples/$6.rs"; then
    echo "error: expected an item" >&2
    exit 1
fi"#;

    /// In place of an exercise: it does what its file says.
    const PROGRAM: &str = r#"
case $(cat "$CARGO_MANIFEST_DIR/examples/${0##*/}.rs") in
right) printf Solved >"$EXERCISE_NOTE" ;;
panics) exit 101 ;;
*) echo "Not solved yet."; printf Wrong >"$EXERCISE_NOTE" ;;
esac"#;

    fn script(file: &Path, text: &str) {
        fs::write(file, format!("#!/bin/sh{text}\n")).unwrap();
        fs::set_permissions(file, PermissionsExt::from_mode(0o755)).unwrap();
    }

    fn watch_goes_on_until_all_is_solved_whatever_the_file_is() {
        const NONE: &[&str] = &[];
        const AGAIN: &str = "Save the file to check it again";
        let (folder, files) = copy();
        for exercise in &EXERCISES[2..] {
            files.remember(exercise, true).unwrap();
        }
        let at = |name: &str| folder.path().join(name);
        // The program looks for the workspace, and there for its folder.
        File::create(at("Cargo.lock")).unwrap();
        symlink(folder.path(), at("exercises")).unwrap();
        fs::create_dir(at("programs")).unwrap();
        fs::create_dir(at("programs/examples")).unwrap();
        let program = at("programs/exercises");
        fs::copy(command("exercises").get_program(), &program).unwrap();
        script(&at("cargo"), CARGO);
        for exercise in &EXERCISES[..2] {
            script(&at("programs/examples").join(exercise.name), PROGRAM);
        }
        let output = File::create(at("output")).unwrap();
        let mut child = Command::new(program)
            .arg("watch")
            .env("CARGO_MANIFEST_DIR", folder.path())
            .env("CARGO", at("cargo"))
            .stdout(output.try_clone().unwrap())
            .stderr(output)
            .spawn()
            .unwrap();
        let mut read = 0;
        let mut said = |words: &[&str], but: &[&str]| {
            let start = Instant::now();
            loop {
                let text = fs::read_to_string(at("output")).unwrap();
                let text = &text[read..];
                if words.iter().all(|words| text.contains(words)) {
                    assert!(
                        !but.iter().any(|but| text.contains(but)),
                        "{text}"
                    );
                    read += text.len();
                    return;
                }
                assert!(start.elapsed() < Duration::from_secs(20), "{text}");
                thread::sleep(Duration::from_millis(20));
            }
        };
        let [first, second] =
            [0, 1].map(|number| files.exercise(&EXERCISES[number]));
        said(&["01_empty_list (1 of 24)", "Not solved yet.", AGAIN], NONE);
        fs::write(&first, "rubbish").unwrap();
        said(&["error: expected an item", "does not compile", AGAIN], NONE);
        fs::write(&first, "panics").unwrap();
        said(&["ended before its check did", AGAIN], NONE);
        // As an editor replaces a file.
        fs::rename(&first, at("backup")).unwrap();
        thread::sleep(Duration::from_millis(500));
        fs::write(at("written"), "wrong").unwrap();
        fs::rename(at("written"), &first).unwrap();
        said(&["Not solved yet.", AGAIN], &["puts it back"]);
        fs::write(&first, "right").unwrap();
        said(&["Solved.", "02_orphan (2 of 24)", AGAIN], NONE);
        fs::write(&second, "right").unwrap();
        said(&["All exercises are solved."], NONE);
        assert!(child.wait().unwrap().success());
    }

    testing::tests![
        a_file_that_cant_be_read_or_written_is_said_with_what_to_do,
        watch_goes_on_until_all_is_solved_whatever_the_file_is,
        what_the_machine_lacks_is_said_with_what_to_do,
    ];
}

//! What the options of a lesson show, on a terminal and in a pipe.

use std::{
    io::Read,
    process::{Command, Stdio},
};

use testing::lessons::step_body;

use super::{LESSONS, command, run};

/// What `cargo run -p one-to-one -- ARGUMENTS` prints.
fn printed(arguments: &[&str]) -> String {
    run(command("one-to-one").args(arguments)).good()
}

fn one_step_is_shown_by_its_name_or_number() {
    let whole = printed(&[]);
    let step = printed(&["--step", "replace"]);
    assert!(step.starts_with("## 8. Replace\n"), "{step}");
    assert!(whole.contains(&step));
    assert_eq!(step, printed(&["--step", "8"]));
    for wrong in ["0", "11", "nothing"] {
        let line = run(command("one-to-one").args(["--step", wrong])).refusal();
        assert_eq!(
            line,
            "error: the lesson has no such step; --list shows those that it has"
        );
    }
}

fn sql_is_added_and_code_is_left_out_when_asked_for() {
    let whole = printed(&[]);
    assert!(whole.contains("```rust") && !whole.contains("```sql"));
    assert!(printed(&["--sql"]).contains("```sql"));
    assert!(!printed(&["--no-code"]).contains("```rust"));
}

/// SQLite's for a program without a database URL, PostgreSQL's on a page.
fn sql_is_that_of_the_database() {
    let arguments = ["--step", "read_from_brands", "--sql"];
    let printed = run(command("car-mart").args(arguments)).good();
    assert!(printed.contains("IN (1, 2, 3, 4, 5)"), "{printed}");
    let page = step_body("car-mart", "read_from_brands");
    assert!(page.contains("IN ((1), (2), (3), (4), (5))"));
}

fn list_shows_every_lesson_and_its_steps() {
    for lessons in LESSONS {
        let mut expected = String::new();
        for lesson in lessons {
            expected += &format!("{:24} {}\n", lesson.name, lesson.about);
            for (number, step) in (1..).zip(lesson.steps) {
                expected += &format!("  {number:2}. {}\n", step.name());
            }
        }
        let list = run(command(lessons[0].name).arg("--list")).good();
        assert_eq!(list, expected);
    }
}

/// A pair that was a lesson of its main crate.
fn a_lesson_that_moved_says_where_it_is() {
    for (package, name) in [
        ("car-mart", "library-book"),
        ("one-to-one", "country-capital"),
        ("many-to-many-secondary", "author-book"),
        ("many-to-many-association", "patient-doctor"),
    ] {
        let line = run(command(package).arg(name)).refusal();
        let now = format!("error: this lesson is now `cargo run -p shapes -- {name}`");
        assert_eq!(line, now);
        run(command("shapes").arg(name)).good();
    }
}

fn a_closed_pipe_is_no_error() {
    let mut child = command("car-mart")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let ended = child.wait_with_output().unwrap();
    assert_eq!(
        (ended.status.code(), ended.stderr.as_slice()),
        (Some(0), &b""[..])
    );
}

/// Needs `script`, which plays a terminal and is part of util-linux.
fn a_terminal_gets_colors_unless_no_color_is_set() {
    let on_a_terminal = |no_color: &str| {
        let plain = command("one-to-one");
        let mut script = Command::new("script");
        script.env_clear().envs(
            plain
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        let program = plain.get_program().to_str().unwrap();
        script
            .env("TERM", "xterm")
            .env("NO_COLOR", no_color)
            .stdin(Stdio::null());
        let output = script
            .args(["-qec", &format!("{program} --step schema"), "/dev/null"])
            .output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    assert!(on_a_terminal("").contains("\u{1b}["));
    let plain = on_a_terminal("1");
    assert!(
        plain.contains("── 1. Schema ──") && !plain.contains("\u{1b}["),
        "{plain}"
    );
}

testing::tests![
    one_step_is_shown_by_its_name_or_number,
    sql_is_added_and_code_is_left_out_when_asked_for,
    sql_is_that_of_the_database,
    list_shows_every_lesson_and_its_steps,
    a_lesson_that_moved_says_where_it_is,
    a_closed_pipe_is_no_error,
    a_terminal_gets_colors_unless_no_color_is_set,
];

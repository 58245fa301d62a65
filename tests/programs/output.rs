//! What the options of a lesson show, on a terminal and in a pipe.

use std::{
    io::Read,
    process::{Command, Stdio},
};

use harness::render::{self, Form, Show};

use super::{command, run};
use crate::{
    lessons::{CHAPTERS, chapters, record},
    support::{Kind, body},
};

/// What `cargo run -p one-to-one -- ARGUMENTS` prints.
fn printed(arguments: &[&str]) -> String {
    run(command("one-to-one").args(arguments)).good()
}

#[test]
fn one_step_is_shown_by_its_name_or_number() {
    let whole = printed(&[]);
    let step = printed(&["--step", "replace"]);
    assert!(step.starts_with("## 7. Replace\n"), "{step}");
    assert!(whole.contains(&step));
    assert_eq!(step, printed(&["--step", "7"]));
    for wrong in ["0", "10", "nothing"] {
        let line = run(command("one-to-one").args(["--step", wrong])).refusal();
        assert_eq!(
            line,
            "error: the lesson has no such step; --list shows those that it has"
        );
    }
}

#[test]
fn sql_is_added_and_code_is_left_out_when_asked_for() {
    let whole = printed(&[]);
    assert!(whole.contains("```rust") && !whole.contains("```sql"));
    assert!(printed(&["--sql"]).contains("```sql"));
    assert!(!printed(&["--no-code"]).contains("```rust"));
}

/// SQLite's for a program without a database URL, PostgreSQL's on a page.
#[test]
fn sql_is_that_of_the_database() {
    let arguments = ["--step", "read_from_brands", "--sql"];
    let printed = run(command("car-mart").args(arguments)).good();
    assert!(printed.contains("IN (1, 2, 3, 4, 5)"), "{printed}");
    assert!(body("car-mart", "06_read_from_brands").contains("IN ((1), (2), (3), (4), (5))"));
}

#[test]
fn list_shows_every_lesson_and_its_steps() {
    for chapters in CHAPTERS {
        let list = run(command(chapters[0].name).arg("--list")).good();
        let steps = chapters
            .iter()
            .map(|chapter| chapter.steps.len())
            .sum::<usize>();
        assert_eq!(list.lines().count(), chapters.len() + steps, "{list}");
    }
}

#[test]
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
#[cfg(unix)]
#[test]
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

/// The text without what colors it.
fn without_colors(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.split_once('m').map_or("", |(_, rest)| rest)
    })
}

/// Words break between words, and tables are as wide as the terminal at most.
#[tokio::test]
async fn every_step_fits_a_terminal_of_80_columns() {
    let form = Form::Terminal { width: 80 };
    let show = Show {
        code: true,
        sql: true,
        words: Some("SQLite"),
        ..Show::default()
    };
    for chapter in &chapters() {
        let lesson = record(chapter, Kind::Sqlite).await;
        for step in lesson.records() {
            let text = render::heading(step, form) + &render::step(step, form, show);
            for line in without_colors(&text).lines() {
                assert!(
                    line.chars().count() <= 80,
                    "{}, {}: {line}",
                    chapter.name,
                    step.name
                );
            }
        }
    }
}

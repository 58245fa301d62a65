//! What the options of a lesson show, on a terminal and in a pipe.

use std::{
    io::Read,
    process::{Command, Stdio},
};

use harness::Step;
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
    for same in [
        &["--step", "8"][..],
        &["replace"],
        &["8"],
        &["one_to_one", "Replace"],
    ] {
        assert_eq!(step, printed(same));
    }
    for wrong in ["0", "11"] {
        let line = run(command("one-to-one").arg(wrong)).refusal();
        assert_eq!(line, "error: one-to-one has the steps 1 to 10");
    }
}

/// It names what is close, and never what was typed.
fn a_name_that_is_nearly_right_gets_a_suggestion() {
    for (package, names, close) in [
        ("car-mart", &["udpate"][..], "`update`"),
        ("car-mart", &["parent-chlid"], "`parent-child`"),
        ("car-mart", &["brands"], "`read_from_brands`"),
        ("car-mart", &["updat"], "`update`"),
        ("car-mart", &["parent_child", "detatch"], "`detach`"),
        ("shapes", &["staff-bsos"], "`staff-boss`"),
    ] {
        let line = run(command(package).args(names)).refusal();
        assert!(line.contains(&format!("did you mean {close}?")), "{line}");
        let typed = names[names.len() - 1];
        assert!(close.contains(typed) || !line.contains(typed), "{line}");
    }
    let line = run(command("car-mart").arg("zzz")).refusal();
    assert_eq!(line, "error: there is no such step; --list shows all");
}

/// In a file or a pipe, whatever is asked for on a terminal.
fn markdown_has_the_code_and_the_sql() {
    let whole = printed(&[]);
    assert!(whole.contains("```rust") && whole.contains("```sql"));
    assert_eq!(whole, printed(&["--full"]));
    let page = step_body("one-to-one", "replace");
    let code = page.split("```").nth(1).unwrap();
    assert!(whole.contains(code), "{code}");
}

fn tables_are_shown_alone_when_asked_for() {
    let tables = printed(&["--tables"]);
    for wrong in ["```rust", "```sql", "```diff", "Call:"] {
        assert!(!tables.contains(wrong), "{tables}");
    }
    assert!(tables.contains("| Alice | Writes compilers. |"), "{tables}");
}

/// SQLite's for a program without a database URL, PostgreSQL's on a page.
fn sql_is_that_of_the_database() {
    let arguments = ["--step", "read_from_brands"];
    let printed = run(command("car-mart").args(arguments)).good();
    assert!(printed.contains("IN (1, 2, 3, 4, 5)"), "{printed}");
    let page = step_body("car-mart", "read_from_brands");
    assert!(page.contains("IN ((1), (2), (3), (4), (5))"));
}

fn list_shows_every_lesson_and_its_steps() {
    for lessons in LESSONS {
        let list = run(command(lessons[0].name).arg("--list")).good();
        for lesson in lessons {
            assert!(
                list.contains(&format!("{}\n{}\n", lesson.name, lesson.about))
            );
            for (number, step) in (1..).zip(lesson.steps) {
                let mut lines = list.lines();
                let name = format!(" {number:2}. {} ", step.name());
                let line = lines.find(|line| {
                    line.starts_with(&name) && line.ends_with(&plain(step))
                });
                assert!(line.is_some(), "{name}: {list}");
            }
        }
    }
}

/// The sentence that says what a step shows.
fn plain(step: &Step) -> String {
    step.summary().replace('`', "")
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
        let now = format!(
            "error: this lesson is now `cargo run -p shapes -- {name}`"
        );
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
    let on_a_terminal = |no_color: &str, arguments: &str| {
        let plain = command("one-to-one");
        let mut script = Command::new("script");
        script.env_clear().envs(
            plain.get_envs().filter_map(|(name, value)| Some((name, value?))),
        );
        let program = plain.get_program().to_str().unwrap();
        script
            .env("TERM", "xterm")
            .env("NO_COLOR", no_color)
            .stdin(Stdio::null());
        let output = script
            .args(["-qec", &format!("{program} {arguments}"), "/dev/null"])
            .output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    let colored = on_a_terminal("", "schema");
    assert!(colored.contains("\u{1b}["));
    for plain in [
        on_a_terminal("1", "schema"),
        on_a_terminal("", "schema --color=never"),
    ] {
        assert!(plain.contains("── 1 of 10  Schema ──"), "{plain}");
        assert!(plain.contains("(1)") && !plain.contains("\u{1b}["), "{plain}");
    }
}

/// For `| less -R`.
fn colors_go_into_a_pipe_when_asked_for() {
    let piped = printed(&["schema", "--color=always"]);
    assert!(
        piped.contains("── 1 of 10  Schema ──") && piped.contains("\u{1b}["),
        "{piped}"
    );
    let none = run(command("one-to-one")
        .args(["schema", "--color=always"])
        .env("NO_COLOR", "1"));
    assert_eq!(none.good(), piped);
}

/// What a person can read: at most 350 lines of car-mart, and three quarters of its steps in 24.
fn the_plain_run_is_short() {
    // 80 columns, because there is no terminal.
    let text = run(command("car-mart").arg("--color=always")).good();
    let lines: Vec<_> = text.lines().collect();
    assert!(lines.len() <= 350, "{} lines", lines.len());
    let starts =
        lines.iter().enumerate().filter(|(_, line)| line.contains("── "));
    let starts: Vec<_> =
        starts.map(|(place, _)| place).chain([lines.len() - 3]).collect();
    let short =
        starts.windows(2).filter(|pair| pair[1] - pair[0] <= 24).count();
    let steps = starts.len() - 1;
    assert!(short * 4 >= steps * 3, "{short} of {steps}");
}

testing::tests![
    one_step_is_shown_by_its_name_or_number,
    a_name_that_is_nearly_right_gets_a_suggestion,
    markdown_has_the_code_and_the_sql,
    tables_are_shown_alone_when_asked_for,
    sql_is_that_of_the_database,
    list_shows_every_lesson_and_its_steps,
    a_lesson_that_moved_says_where_it_is,
    a_closed_pipe_is_no_error,
    a_terminal_gets_colors_unless_no_color_is_set,
    colors_go_into_a_pipe_when_asked_for,
    the_plain_run_is_short,
];

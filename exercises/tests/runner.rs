//! What the program prints, and what it does to the reader's files.

use std::{fs, process::Command};

use exercises::{
    EXERCISES, Exercise,
    runner::{self, Files},
};
use testing::{file_names, folder, read, root, snapshot};

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
    let next = || files.next().unwrap().name;
    assert_eq!(next(), EXERCISES[0].name);
    files.remember(&EXERCISES[0], true).unwrap();
    assert_eq!(next(), EXERCISES[1].name);
    assert!(files.list().contains(&format!("[x] {}", EXERCISES[0].name)));
    files.remember(&EXERCISES[0], false).unwrap();
    assert_eq!(next(), EXERCISES[0].name);
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
        // A step of a lesson, as the lesson prints it.
        _ if file.ends_with(".snap") => folder.rsplit('/').next().unwrap(),
        "guide" => file.trim_end_matches(".md"),
        lesson => lesson,
    };
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
    an_exercise_is_found_by_name_or_number_and_nothing_else_is,
    every_exercise_has_a_short_file_a_question_and_a_solution,
    the_page_lists_every_exercise_and_where_to_read,
    the_program_says_what_to_do_next,
];

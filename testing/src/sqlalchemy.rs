//! The steps in SQLAlchemy: what `python/run.py` recorded, beside the same step in
//! SeaORM.

use std::collections::BTreeSet;

use harness::{Lesson, Step, render::counted};

use crate::{
    cells, difference, file_names,
    lessons::{folder, step_body},
    read,
};

/// Where the records are.
const SNAPSHOTS: &str = "python/snapshots";

/// A step as SQLAlchemy did it.
struct Twin {
    /// Its heading.
    heading: String,
    /// What its author says about it.
    words: Vec<String>,
    /// In what it differs from the step in SeaORM, and why.
    differs: Option<String>,
    /// Why there is no such step in SQLAlchemy.
    missing: Option<String>,
    /// Its code, and what came of it.
    blocks: Vec<String>,
}

impl Twin {
    /// The record of a step, if it is there.
    fn of(lesson: &str, step: &str) -> Option<Self> {
        let folder = format!("{SNAPSHOTS}/{lesson}");
        let end = format!("_{step}.md");
        let mut names = file_names(&folder).into_iter();
        let name = names.find(|name| name.get(2..) == Some(&end))?;
        let mut blocks = blocks(&read(format!("{folder}/{name}")));
        let heading = blocks.remove(0);
        let code = blocks.iter().position(|block| block.starts_with("```"));
        let rest = blocks.split_off(code.unwrap_or(blocks.len()));
        let mut twin = Self {
            heading,
            words: Vec::new(),
            differs: None,
            missing: None,
            blocks: rest,
        };
        for words in blocks {
            if let Some(reason) = words.strip_prefix("Differs: ") {
                twin.differs = Some(reason.to_owned());
            } else if let Some(reason) = words.strip_prefix("No twin: ") {
                twin.missing = Some(reason.to_owned());
            } else {
                twin.words.push(words);
            }
        }
        Some(twin)
    }
}

/// The parts of a text that a blank line separates. One in a block of code doesn't.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let mut in_code = false;
    for part in text.trim().split("\n\n") {
        match blocks.last_mut().filter(|_| in_code) {
            Some(block) => *block += &format!("\n\n{part}"),
            None => blocks.push(part.trim().to_owned()),
        }
        let fences = part.lines().filter(|line| line.starts_with("```"));
        in_code ^= fences.count() % 2 == 1;
    }
    blocks
}

/// What a step changed, and the rows that it returned, in their order. Captions and
/// names of columns are left out: they name calls.
fn outcome(blocks: &[String]) -> String {
    let mut shown = Vec::new();
    for (place, block) in blocks.iter().enumerate() {
        let before = place.checked_sub(1).map_or("", |place| &*blocks[place]);
        let begins = |words: &&str| block.starts_with(*words);
        if block.starts_with('|') {
            shown.extend(
                before.starts_with("Table ").then(|| before.to_owned()),
            );
            let rows = block.lines().skip(2).map(|row| cells(row).join(" | "));
            shown.extend(rows);
        } else if block.starts_with("```diff") {
            shown.extend([before.to_owned(), block.clone()]);
        } else if block.starts_with("```text")
            && !before.starts_with("Output of ")
        {
            shown.push(block.clone());
        } else if let Some((rule, _)) = block.split_once(" refuses it.") {
            shown.push(format!("{rule} refuses it."));
        } else if ["Created", "Dropped", "New in", "Rolled back", "No rows."]
            .iter()
            .any(begins)
            || block.contains(" rows and has ")
        {
            shown.push(block.clone());
        }
    }
    shown.join("\n")
}

/// How many statements a text shows.
fn statements(text: &str) -> usize {
    text.lines().filter(|line| is_number(line)).count()
}

/// The steps of the lessons, each with the lesson's name and its own number.
fn steps(
    lessons: &[Lesson],
) -> impl Iterator<Item = (&'static str, usize, &'static Step)> {
    lessons.iter().flat_map(|lesson| {
        let steps = (1..).zip(lesson.steps);
        steps.map(|(number, step)| (lesson.name, number, step))
    })
}

/// What makes a step and its twin no pair; `None` if they are one.
fn mismatch(lesson: &str, step: &Step) -> Option<String> {
    let Some(twin) = Twin::of(lesson, step.name()) else {
        return Some("it is not recorded in SQLAlchemy".to_owned());
    };
    let (title, _) = step.words();
    if !twin.heading.ends_with(&format!(": {title}")) {
        return Some(format!("its title is {title}, and not {}", twin.heading));
    }
    if twin.missing.is_some() {
        return None;
    }
    let (rust, python) = (step_body(lesson, step.name()), twin.blocks);
    let differs = difference(&outcome(&blocks(&rust)), &outcome(&python));
    match (twin.differs, differs.is_empty()) {
        (None, false) => Some(format!(
            "no \"Differs: …\" says why; - SeaORM, + SQLAlchemy\n{differs}"
        )),
        (Some(reason), true) => {
            Some(format!("nothing differs, but it says: {reason}"))
        }
        _ => None,
    }
}

/// Each step changes the same in SQLAlchemy as in SeaORM and returns the same rows,
/// or its record says why not. There are no other records.
///
/// # Panics
///
/// If a step has no record, or another outcome.
pub fn every_step_has_a_twin(lessons: &[Lesson]) {
    let mut wrong = String::new();
    for (lesson, number, step) in steps(lessons) {
        if let Some(why) = mismatch(lesson, step) {
            wrong += &format!("{lesson}/{number:02}_{}: {why}\n", step.name());
        }
    }
    for lesson in lessons {
        let steps = (1..).zip(lesson.steps);
        let made = steps
            .map(|(number, step)| format!("{number:02}_{}.md", step.name()));
        let made: BTreeSet<_> = made.collect();
        for name in
            file_names(format!("{SNAPSHOTS}/{}", lesson.name)).difference(&made)
        {
            wrong += &format!("{}/{name} belongs to no step\n", lesson.name);
        }
    }
    assert!(wrong.is_empty(), "{wrong}see python/README.md");
}

/// The code in the records is what the Python files have.
///
/// # Panics
///
/// If it isn't.
pub fn every_record_shows_its_file() {
    let folders = file_names(SNAPSHOTS).into_iter();
    let folders = folders.filter(|name| !name.contains('.'));
    for folder in folders.map(|name| format!("{SNAPSHOTS}/{name}")) {
        for name in file_names(&folder) {
            let path = format!("{folder}/{name}");
            for block in blocks(&read(&path)) {
                let code = block.strip_prefix("```python\n# ");
                let Some((file, code)) =
                    code.and_then(|code| code.split_once('\n'))
                else {
                    continue;
                };
                let file = read(file);
                let lines =
                    code.trim_end_matches("```").lines().map(without_numbers);
                for part in lines.collect::<Vec<_>>().join("\n").split("\n\n") {
                    assert!(
                        file.contains(part.trim_matches('\n')),
                        "{path} isn't as its file any more; run python3 python/run.py --write\n{part}"
                    );
                }
            }
        }
    }
}

/// A line of code without the numbers of its statements, a constant apart from the one
/// above it: there may be others between the two in the file.
fn without_numbers(line: &str) -> String {
    let numbered = line.rsplit_once("  # ");
    let numbered = numbered.filter(|(_, numbers)| {
        numbers.starts_with(|c: char| c.is_ascii_digit())
    });
    let (name, value) = line.split_once(" = ").unwrap_or_default();
    let constant = !value.is_empty()
        && !name.contains(|c: char| c.is_lowercase() || c == ' ');
    let gap = if constant { "\n" } else { "" };
    format!("{gap}{}", numbered.map_or(line, |(code, _)| code))
}

/// The SQL of a twin, shorter: what SQLAlchemy asks the catalog for in one line, and of more than
/// three statements that differ only in their values the first two.
fn shortened(block: &str) -> String {
    let Some(sql) = block.strip_prefix("```sql\n") else {
        return block.to_owned();
    };
    let sql = sql.trim_end_matches("```").trim_end();
    let mut statements: Vec<String> = Vec::new();
    for line in sql.lines() {
        match statements.last_mut().filter(|_| !is_number(line)) {
            Some(statement) => *statement += &format!("\n{line}"),
            None => statements.push(line.to_owned()),
        }
    }
    let forms: Vec<_> =
        statements.iter().map(|statement| form(statement)).collect();
    let mut kept = Vec::new();
    for (place, (statement, form)) in statements.iter().zip(&forms).enumerate()
    {
        let (number, rest) =
            statement.split_once('\n').unwrap_or((statement, ""));
        let before = forms[..place].iter().filter(|one| *one == form).count();
        let all = forms.iter().filter(|one| *one == form).count();
        match (before, all) {
            _ if rest.starts_with("SELECT pg_catalog.") => kept.push(format!(
                "{number}\nSELECT pg_catalog.pg_class.relname FROM pg_catalog.pg_class …;"
            )),
            (1, 4..) => kept.push(format!("{statement}\n-- … {} more of this form", all - 2)),
            (2.., 4..) => {}
            _ => kept.push(statement.clone()),
        }
    }
    format!("```sql\n{}\n```", kept.join("\n"))
}

/// Whether a line is the number of a statement.
fn is_number(line: &str) -> bool {
    let number = line.strip_prefix("-- ");
    number.is_some_and(|number| number.parse::<usize>().is_ok())
}

/// A statement without its number and its values.
fn form(statement: &str) -> String {
    let (_, text) = statement.split_once('\n').unwrap_or_default();
    let parts = text.split('\'').step_by(2);
    let parts =
        parts.map(|part| part.replace(|c: char| c.is_ascii_digit(), ""));
    let text = parts.collect::<Vec<_>>().join("'").replace("NULL::", "::");
    text.replace("''::", "::")
}

/// The blocks of a twin that differs, without rows and changes that the step in SeaORM shows too,
/// and without the columns of tables.
fn without_the_same(blocks: Vec<String>, ours: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for block in blocks {
        let rows = block.starts_with('|') || block.starts_with("```diff");
        let caption = kept.last().filter(|_| rows);
        let columns =
            caption.is_some_and(|caption| caption.starts_with("Table "));
        let same = caption.is_some_and(|caption| {
            ours.windows(2).any(|pair| pair[0] == *caption && pair[1] == block)
        });
        if columns || same {
            kept.pop();
        } else {
            kept.push(block);
        }
    }
    kept
}

/// What a page shows under a step: what its twin is about, and the twin, folded. A
/// twin that does the same shows only its code and its SQL.
pub fn below(lesson: &str, step: &str) -> Option<String> {
    let twin = Twin::of(lesson, step)?;
    let mut parts = twin.words;
    if let Some(reason) = twin.missing {
        parts.push(reason);
        return Some(parts.join("\n\n"));
    }
    let count = counted(statements(&twin.blocks.join("\n")));
    parts.push(format!(
        "<details><summary>The same in SQLAlchemy{count}</summary>"
    ));
    let whole = twin.differs.is_some();
    parts.extend(twin.differs.map(|reason| format!("Differs: {reason}")));
    let code = |block: &String| {
        ["```python\n# python/", "```sql"]
            .iter()
            .any(|begin| block.starts_with(begin))
    };
    let blocks = match whole {
        true => {
            without_the_same(twin.blocks, &blocks(&step_body(lesson, step)))
        }
        false => twin.blocks.into_iter().filter(code).collect(),
    };
    parts.extend(blocks.iter().map(|block| shortened(block)));
    parts.push("</details>".to_owned());
    Some(parts.join("\n\n"))
}

/// What `README.md` beside the records says: each step with how many statements each
/// of the two sends, and in what they differ.
pub fn index(lessons: &[Lesson]) -> String {
    let mut text = "# The steps in SQLAlchemy\n\nEach file is one step as SQLAlchemy 2.1 ran it on PostgreSQL: \
                    code, SQL, rows and what changed.\nA test compares it with the same step in SeaORM: the same \
                    change and the same rows, or it says why not.\n"
        .to_owned();
    for Lesson { name, steps, .. } in lessons {
        text += &format!(
            "\n## {name}\n\n| Step | SeaORM | SQLAlchemy | Same change, same rows |\n| --- | --- | --- | --- |\n"
        );
        for (number, step) in (1..).zip(*steps) {
            let twin = Twin::of(name, step.name());
            let twin = twin.unwrap_or_else(|| {
                panic!("{name}/{} is not recorded", step.name())
            });
            let file = format!("{number:02}_{}", step.name());
            let ours = statements(&step_body(name, step.name()));
            let theirs = statements(&twin.blocks.join("\n"));
            let (theirs, same) = match (twin.missing, twin.differs) {
                (Some(reason), _) => ("none".to_owned(), reason),
                (None, Some(reason)) => {
                    (theirs.to_string(), format!("No: {reason}"))
                }
                (None, None) => (theirs.to_string(), "Yes".to_owned()),
            };
            let (title, _) = step.words();
            let same = same.replace('\n', " ");
            text += &format!(
                "| {number}. {title} | [{ours}](../../{}/{file}.snap) | [{theirs}]({name}/{file}.md) | {same} |\n",
                folder(name)
            );
        }
    }
    text
}

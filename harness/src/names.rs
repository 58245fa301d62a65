//! What the names on the command line ask for.

use crate::{Lesson, Package, Step};

/// What is to run.
pub(crate) struct Wanted<'a> {
    pub(crate) lesson: &'a Lesson,
    /// The place of one step, from 1.
    pub(crate) step: Option<usize>,
    /// One step a screen.
    pub(crate) walk: bool,
}

/// Finds the lesson and the step that `names` are, the first lesson if they name none. `-` and `_` are
/// alike.
///
/// # Errors
///
/// A line that says what to type instead. It quotes no name: it may be a URL with a password.
pub(crate) fn find<'a>(
    package: &Package<'a>,
    names: &[&str],
) -> Result<Wanted<'a>, String> {
    let mut names = names.to_vec();
    let count = names.len();
    names.retain(|name| *name != "walk");
    let walk = names.len() < count;
    let first = names.first().copied().unwrap_or_default();
    let lesson =
        package.lessons.iter().find(|lesson| alike(lesson.name, first));
    let moved = package.moved.iter().find(|moved| alike(moved, first));
    if let Some(moved) = moved {
        return Err(format!(
            "this lesson is now `cargo run -p shapes -- {moved}`"
        ));
    }
    if lesson.is_some() {
        names.remove(0);
    }
    let lesson = match (lesson, package.lessons) {
        (Some(lesson), _) => lesson,
        (None, [lesson, ..]) if package.next.is_some() => lesson,
        _ => {
            return Err(unknown(
                "lesson",
                first,
                package.lessons.iter().map(|lesson| lesson.name),
            ));
        }
    };
    let step = match names.as_slice() {
        [] => None,
        [step] => Some(number(package, lesson, step)?),
        _ => {
            return Err(
                "one lesson and one step can be named; see --help".to_owned()
            );
        }
    };
    Ok(Wanted { lesson, step, walk })
}

/// The place of a step in its lesson, from 1, by its name or number.
fn number(
    package: &Package,
    lesson: &Lesson,
    name: &str,
) -> Result<usize, String> {
    let place = lesson.steps.iter().position(|step| alike(step.name(), name));
    let number =
        place.map_or_else(|| name.parse().ok(), |place| Some(place + 1));
    let steps = lesson.steps.len();
    match number {
        Some(number) if (1..=steps).contains(&number) => Ok(number),
        Some(_) => Err(format!("{} has the steps 1 to {steps}", lesson.name)),
        None => {
            let lessons = package.lessons.iter().map(|lesson| lesson.name);
            Err(unknown(
                "step",
                name,
                lesson.steps.iter().map(Step::name).chain(lessons),
            ))
        }
    }
}

/// That there is nothing of that name, and what is like it.
fn unknown(
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'static str>,
) -> String {
    let likeness = |known: &str| {
        let (known, name) = (plain(known), plain(name));
        let like = strsim::jaro_winkler(&known, &name);
        match name.len() > 2 && known.contains(&name) {
            true => like.max(0.81),
            false => like,
        }
    };
    let close = known.filter(|known| likeness(known) > 0.8);
    match close.max_by(|a, b| likeness(a).total_cmp(&likeness(b))) {
        Some(close) => format!(
            "there is no such {what}; did you mean `{close}`? --list shows all"
        ),
        None => format!("there is no such {what}; --list shows all"),
    }
}

fn alike(known: &str, name: &str) -> bool {
    plain(known) == plain(name)
}

fn plain(name: &str) -> String {
    name.to_lowercase().replace('_', "-")
}

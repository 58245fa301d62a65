//! Which relationship two tables have: what their keys and the fields of their entities say.

use super::picture::{Key, Table, unique_alone};
use crate::read;

/// The relationship of one table to another.
#[derive(Debug, PartialEq, Eq)]
pub struct Relationship {
    /// Its name, as the pages write it.
    pub name: &'static str,
    /// The table that has the foreign key, and the columns of the key; of a link, those of both.
    pub key: (String, Vec<String>),
    /// Whether a third table links the two.
    pub linked: bool,
}

impl Relationship {
    /// Whether the keys allow one row of the first table many rows of the second, and the other way
    /// round.
    pub fn many(&self) -> [bool; 2] {
        match self.name {
            "One-to-many" => [true, false],
            "Many-to-one" => [false, true],
            "One-to-one" => [false, false],
            _ => [true, true],
        }
    }
}

/// The relationship between two of these tables, by their foreign keys.
///
/// # Panics
///
/// If no foreign key connects them.
pub fn between(tables: &[Table], [first, second]: [&str; 2]) -> Relationship {
    let keys = |from: &Table, to: &str| -> Vec<(String, bool)> {
        let columns = from.columns.iter();
        let columns = columns.filter(|column| {
            let mut keys = Key::all(&from.name, column).into_iter();
            keys.any(|key| key.to.0 == to)
        });
        columns
            .map(|column| (column[0].clone(), unique_alone(&column[3])))
            .collect()
    };
    for (child, parent, many) in [
        (second, first, "One-to-many"),
        (first, second, "Many-to-one"),
    ] {
        let child = tables.iter().find(|table| table.name == child);
        let child = child.expect("a table of the lesson");
        if let [(column, unique)] = keys(child, parent).as_slice() {
            return Relationship {
                name: if *unique { "One-to-one" } else { many },
                key: (child.name.clone(), vec![column.clone()]),
                linked: false,
            };
        }
    }
    let mut links = tables.iter().filter_map(|link| {
        let both = [first, second].map(|end| keys(link, end));
        let both = both.map(|keys| keys.into_iter().next());
        let [Some((one, _)), Some((other, _))] = both else {
            return None;
        };
        Some((link.name.clone(), vec![one, other]))
    });
    Relationship {
        name: "Many-to-many",
        key: links.next().expect("a foreign key connects the two tables"),
        linked: true,
    }
}

/// The relation field of an entity to another one: its declaration up to its kind, as in
/// `models: HasMany`, and whether it goes through a link.
///
/// # Panics
///
/// If the entity in that file has none.
pub fn field(file: &str, target: &str) -> (String, bool) {
    let text = read(file);
    let target = format!("<super::{target}::Entity>");
    let mut before = "";
    for line in text.lines().map(str::trim) {
        if let Some((field, _)) = line.split_once(&target) {
            let field = field.trim_start_matches("pub ");
            return (field.to_owned(), before.contains("via"));
        }
        before = line;
    }
    panic!("{file} has no field of {target}");
}

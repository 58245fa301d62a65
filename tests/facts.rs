//! What the pages say about relationships, beside the tables and the entities that say it too: a
//! sentence that is turned round or deleted is found here.

use std::{fs, path::PathBuf};

use testing::{
    cells,
    pages::{self, relationship, relationship::Relationship},
    read, root,
};
use tests::LESSONS;

/// The examples from real life, with their types, in the order of the document, and the lesson of
/// each.
const PAIRS: [(&str, &str, &str); 10] = [
    ("Company and employee", "One-to-many", "company-employee"),
    ("Car brand and car model", "One-to-many", "car-mart"),
    ("Library and book", "One-to-many", "library-book"),
    ("Student and classroom", "Many-to-one", "student-classroom"),
    ("Country and capital", "One-to-one", "country-capital"),
    ("Person and passport", "One-to-one", "person-passport"),
    ("Doctor and office", "One-to-one", "doctor-office"),
    ("Student and course", "Many-to-many", "many-to-many-secondary"),
    ("Author and book", "Many-to-many", "author-book"),
    ("Patient and doctor", "Many-to-many", "patient-doctor"),
];

/// The four types: a lesson, its two tables, and what tells the type in SQLAlchemy.
const TYPES: [(&str, [&str; 2], &str); 4] = [
    ("car-mart", ["car_brand", "car_model"], "`relationship()` with a list"),
    (
        "car-mart",
        ["car_model", "car_brand"],
        "`relationship()` and `ForeignKey`",
    ),
    ("one-to-one", ["user", "profile"], "`uselist=False`"),
    (
        "many-to-many-secondary",
        ["student", "course"],
        "`secondary=student_course`",
    ),
];

/// Sentences that nothing else holds, under their headings.
const SENTENCES: [(&str, &str); 15] = [
    (
        "What does a relationship look like?",
        "a foreign key in the table of the *many*, which enforces it, and a field in each entity",
    ),
    (
        "When is it one-to-many, and when many-to-one?",
        "The foreign key is always in the table of the *many*.",
    ),
    (
        "When is it one-to-many, and when many-to-one?",
        "A brand has many models, and a model has many cars. A car has one model, and a model has \
         one brand.",
    ),
    (
        "How do I recognize a relationship in an existing schema?",
        "Look for the foreign key. It is in the table of the *many*. If it is UNIQUE or the whole \
         primary key, the relationship is one-to-one. If a table consists of two foreign keys, or \
         its primary key does, the two tables that they point to are many-to-many.",
    ),
    (
        "How do I identify it in code?",
        "`BelongsTo` is on the side that has the foreign key.",
    ),
    // What each part is for.
    (
        "What is each part for?",
        "| Referential integrity: a child has a parent that exists",
    ),
    ("What is each part for?", "| From a parent to all its children |"),
    ("What is each part for?", "| From a child to its parent |"),
    // The document's first question: may everything be an entity?
    (
        "Does a join table need an entity?",
        "Only if you use `via`, which names the module of the join table's entity. SQLAlchemy's \
         `secondary` names a `Table(...)` of Core instead; in SeaORM, a join table is an entity like any \
         other.",
    ),
    (
        "Does the link need an entity?",
        "Yes, if you use `via`. SQLAlchemy's `secondary` names a `Table(...)`, which needs no class; \
         in SeaORM, every table that `via` names is an entity.",
    ),
    // The second one: is many-to-many one-to-many in both directions?
    (
        "Is many-to-many two one-to-many relationships?",
        "Yes. A student takes many courses, and a course has many students: one-to-many in both \
         directions is many-to-many.",
    ),
    (
        "Is many-to-many two one-to-many relationships?",
        "A foreign key in each of the two tables is not many-to-many. It is two separate one-to-many \
         relationships.",
    ),
    (
        "Is many-to-many two one-to-many?",
        "Yes. Each student takes many courses, and each course has many students. That is \
         one-to-many from each side, and many-to-many together.",
    ),
    // The third one asks for examples of all types.
    (
        "Which relationship do I have?",
        "A many-to-one is a one-to-many from the other side, so the first four pairs are examples of \
         both.",
    ),
    (
        "Why is a third table needed?",
        "SQL has no many-to-many. A foreign key holds one value",
    ),
];

/// The rows of every table that has this header, on all pages.
fn rows<const N: usize>(header: [&str; N]) -> Vec<[String; N]> {
    let mut rows = Vec::new();
    for page in pages::all() {
        let text = fs::read_to_string(page).unwrap();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if line.starts_with('|') && cells(line) == header {
                let table =
                    lines.by_ref().take_while(|line| line.starts_with('|'));
                rows.extend(
                    table.skip(1).map(|row| cells(row).try_into().unwrap()),
                );
            }
        }
    }
    rows
}

/// The text under a heading, on whichever page it is, as one line.
fn section(heading: &str) -> String {
    let pages = pages::all().into_iter();
    let mut texts = pages.map(|page| fs::read_to_string(page).unwrap());
    let found = texts.find_map(|text| {
        let (_, rest) = text.split_once(&format!("# {heading}\n"))?;
        let heading =
            |line: &&str| line.trim_start_matches('#').starts_with(' ');
        let lines = rest.lines();
        let lines =
            lines.take_while(|line| !line.starts_with('#') || !heading(line));
        Some(
            lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" "),
        )
    });
    found.unwrap_or_else(|| panic!("no page has the heading {heading:?}"))
}

/// The tables of two entities that are named like "Car brand and car model".
fn tables_of(entities: &str) -> [String; 2] {
    let names = entities.to_lowercase().replace(' ', "_");
    let (first, second) = names.split_once("_and_").unwrap();
    [first.to_owned(), second.to_owned()]
}

fn relationship(lesson: &str, [first, second]: [&str; 2]) -> Relationship {
    relationship::between(&pages::tables(lesson), [first, second])
}

/// The lesson that a cell with a command runs.
fn lesson_of(run: &str) -> &str {
    run.trim_matches('`').split(' ').next_back().unwrap()
}

/// What a description says of each of the two: whether one of it has many of the other.
fn said(description: &str, [first, second]: [&str; 2]) -> [bool; 2] {
    // What is in parentheses is said once more.
    let (before, rest) =
        description.split_once(" (").unwrap_or((description, ""));
    let text =
        before.to_owned() + rest.split_once(')').map_or("", |(_, rest)| rest);
    let text = text.replace(", but ", ", and ").replace(". ", ", and ");
    let clauses: Vec<_> = text.split(", and ").take(2).collect();
    let many = |name: &str| {
        let subject = name.rsplit('_').next();
        let clause =
            clauses.iter().find(|clause| clause.split(' ').nth(1) == subject);
        let words = clause.unwrap_or_else(|| {
            panic!("{description:?} says nothing of {name}")
        });
        let has =
            |word| words.split([' ', '.', ',']).any(|found| found == word);
        let (many, one) = (has("many") || has("multiple"), has("one"));
        assert!(many != one, "{words:?} is neither many nor one");
        many
    };
    [many(first), many(second)]
}

fn the_ten_pairs_have_the_types_of_their_tables() {
    let rows = rows(["Entities", "Relationship", "Description", "Run"]);
    let found = rows
        .iter()
        .map(|[entities, name, _, run]| (&**entities, &**name, lesson_of(run)));
    assert_eq!(found.collect::<Vec<_>>(), PAIRS);
    for [entities, name, description, run] in &rows {
        let tables = tables_of(entities);
        let tables = tables.each_ref().map(|table| &**table);
        let relationship = relationship(lesson_of(run), tables);
        assert_eq!(relationship.name, name, "{entities}, by its tables");
        assert_eq!(
            said(description, tables),
            relationship.many(),
            "{description}"
        );
    }
}

/// Under the lessons the same pairs are described once more.
fn the_pairs_of_a_lesson_are_described_as_their_tables_are() {
    let mut described = 0;
    for [_, description, run] in rows(["Pair", "In short", "Run"]) {
        let mut pairs = PAIRS.iter();
        let Some((entities, ..)) =
            pairs.find(|(.., lesson)| *lesson == lesson_of(&run))
        else {
            continue;
        };
        let tables = tables_of(entities);
        let tables = tables.each_ref().map(|table| &**table);
        let many = relationship(lesson_of(&run), tables).many();
        assert_eq!(said(&description, tables), many, "{description}");
        described += 1;
    }
    assert_eq!(described, 8, "the pairs that are shapes");
}

/// The row of a type in the summary, as the schema and the entities of its lesson have it.
fn summary(
    (lesson, [first, second], python): (&str, [&str; 2], &str),
) -> [String; 6] {
    let Relationship { name, key, linked } =
        relationship(lesson, [first, second]);
    let field = |table: &str, target: &str| {
        let file = format!("{lesson}/src/entity/{table}.rs");
        let (field, via) = relationship::field(&file, target);
        assert_eq!(via, linked, "{file}");
        let via = if via { ", `via`" } else { "" };
        format!("[{table}] `{field}`{via}")
    };
    let (table, columns) = key;
    let unique = match name {
        "One-to-one" => "UNIQUE",
        "Many-to-many" => "UNIQUE together",
        _ => "not UNIQUE",
    };
    let columns = columns.join("`, `");
    let link = match linked {
        true => format!("[{table}]"),
        false => "No".to_owned(),
    };
    [
        python.to_owned(),
        name.to_owned(),
        field(first, second),
        field(second, first),
        format!("`{columns}` in `{table}`, {unique}"),
        link,
    ]
}

fn the_summary_of_the_four_types_is_what_the_tables_and_entities_say() {
    let rows = rows([
        "In SQLAlchemy",
        "Relationship",
        "One entity",
        "The other",
        "Foreign key",
        "Link table",
    ]);
    assert_eq!(rows, TYPES.map(summary));
}

/// The summary stands once, and a reader finds it from the first page and from each lesson.
fn the_summary_is_linked_from_the_first_page_and_the_lessons() {
    let links = |page: &PathBuf| {
        let text = fs::read_to_string(page).unwrap();
        text.contains("guide/choosing.md#how-do-i-identify-it-in-code")
    };
    assert!(links(&root().join("README.md")));
    for lesson in LESSONS.map(|lessons| lessons[0].name) {
        let mut pages = pages::all().into_iter();
        let found = pages
            .any(|page| page.starts_with(root().join(lesson)) && links(&page));
        assert!(found, "{lesson}");
    }
}

/// A line that adds SeaORM names the version that the pages are of.
fn the_version_on_a_page_is_the_one_in_use() {
    let manifest = read("Cargo.toml");
    let (_, version) =
        manifest.split_once("sea-orm = { version = \"=").unwrap();
    let (version, _) = version.split_once('"').unwrap();
    let mut named = 0;
    for page in pages::all() {
        let text = fs::read_to_string(&page).unwrap();
        for before in ["sea-orm@=", "sea-orm = \"="] {
            for after in text.split(before).skip(1) {
                assert!(after.starts_with(version), "{}", page.display());
                named += 1;
            }
        }
    }
    assert!(named > 1, "README.md names it, and the page of what may change");
}

fn the_questions_are_answered_and_the_key_is_where_the_sentences_say() {
    for (heading, sentence) in SENTENCES {
        let section = section(heading);
        assert!(
            section.contains(sentence),
            "{heading}\n{sentence:?} is not in\n{section}"
        );
    }
}

/// A page that starts a server with Docker connects to that one.
fn a_url_is_that_of_the_server_that_the_page_starts() {
    let tested = read("testing/src/server.rs");
    let (_, tested) = tested.split_once("\"postgres:").unwrap();
    let tested: String =
        tested.chars().take_while(char::is_ascii_digit).collect();
    let mut starts = 0;
    for page in pages::all() {
        let text = fs::read_to_string(&page).unwrap();
        let line = text.lines().find(|line| line.starts_with("docker run "));
        let Some(line) = line else { continue };
        let words: Vec<_> = line.split(' ').collect();
        let after = |flag| {
            let place = words.iter().position(|word| *word == flag).unwrap();
            words[place + 1]
        };
        let (port, inside) = after("-p").split_once(':').unwrap();
        let password = after("-e").strip_prefix("POSTGRES_PASSWORD=").unwrap();
        let url = format!(
            "DATABASE_URL=postgres://postgres:{password}@localhost/postgres"
        );
        assert!(
            text.contains(&format!("{url}\n"))
                || text.contains(&format!("{url} ")),
            "{}: {url}",
            page.display()
        );
        // A URL without a port means this one.
        assert_eq!([port, inside], ["5432"; 2], "{}", page.display());
        assert_eq!(words.last(), Some(&&*format!("postgres:{tested}")));
        starts += 1;
    }
    assert!(starts > 1, "README.md and the first lesson start a server");
}

testing::tests![
    the_ten_pairs_have_the_types_of_their_tables,
    the_pairs_of_a_lesson_are_described_as_their_tables_are,
    the_summary_of_the_four_types_is_what_the_tables_and_entities_say,
    the_summary_is_linked_from_the_first_page_and_the_lessons,
    the_version_on_a_page_is_the_one_in_use,
    the_questions_are_answered_and_the_key_is_where_the_sentences_say,
    a_url_is_that_of_the_server_that_the_page_starts,
];

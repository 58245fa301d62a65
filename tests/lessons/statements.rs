//! No read costs a statement per row: with 500 more parents each read sends as
//! many statements as before.

use harness::{Chapter, Lesson, Outcome, Part, Step};
use sea_orm::{ConnectionTrait, DatabaseConnection, TransactionTrait};

use crate::{
    lessons::{CHAPTERS, chapters, run_step},
    support::{Kind, TestDatabase, both_databases},
};

/// The reads of a lesson, and more rows for them.
struct Reads {
    chapter: &'static str,
    /// The steps that read, each with how many statements it sends. Each runs
    /// twice, so it may not write.
    steps: &'static [(&'static str, usize)],
    /// A table with its columns, and their values for each `i` from 101 to 600.
    more: &'static [(&'static str, &'static str)],
}

/// The main lessons and the shapes, in reading order.
const LESSONS: &[Reads] = &[
    Reads {
        chapter: "car-mart",
        steps: &[
            ("read", 1),
            ("read_from_brands", 3),
            ("data_mart", 1),
            ("data_mart_aggregated_first", 2),
        ],
        more: &[
            ("car_brand (id, name)", "i, 'Brand ' || i"),
            ("car_model (id, brand_id, name)", "i, i, 'Model ' || i"),
            (
                "car_info (id, car_id, model_id, year, price)",
                "i, 'Car ' || i, i, 2020, i",
            ),
        ],
    },
    Reads {
        chapter: "one-to-one",
        steps: &[("read_from_users", 1), ("read_from_profiles", 1)],
        more: &[
            (r#""user" (id, name)"#, "i, 'Name ' || i"),
            ("profile (id, user_id, bio)", "i, i, 'Bio ' || i"),
        ],
    },
    Reads {
        chapter: "many-to-many-secondary",
        steps: &[("read_from_students", 4), ("read_from_courses", 2)],
        more: &[
            ("student (id, name)", "i, 'Name ' || i"),
            ("course (id, title)", "i, 'Course ' || i"),
            ("student_course (student_id, course_id)", "i, i"),
            ("student_course (student_id, course_id)", "i, 1"),
        ],
    },
    Reads {
        chapter: "many-to-many-association",
        steps: &[
            ("read_from_students", 6),
            ("read_from_courses", 3),
            ("query_by_the_link", 2),
            ("report", 1),
            ("two_one_to_many", 3),
        ],
        more: &[
            ("student (id, name)", "i, 'Name ' || i"),
            ("course (id, title)", "i, 'Course ' || i"),
            ("student_course (student_id, course_id)", "i, i"),
            ("student_course (student_id, course_id, grade)", "i, 1, 95"),
        ],
    },
    Reads {
        chapter: "one-sided",
        steps: &[
            ("read_from_addresses", 1),
            ("read_from_cities", 1),
            ("filter_and_count", 2),
        ],
        more: &[
            ("city (id, name)", "i, 'City ' || i"),
            ("address (id, street, city_id)", "i, 'Street ' || i, i"),
            ("address (id, street, city_id)", "i + 1000, 'Road ' || i, 1"),
        ],
    },
    Reads {
        chapter: "late-parent",
        steps: &[("read_from_dealers", 2), ("read_from_cars", 1)],
        more: &[
            ("dealer (id, name)", "i, 'Dealer ' || i"),
            ("car (id, plate, dealer_id)", "i, 'Plate ' || i, i"),
        ],
    },
    Reads {
        chapter: "unique-target",
        steps: &[
            ("read_from_countries", 2),
            ("read_from_employees", 1),
            ("read_without_a_join", 1),
        ],
        more: &[
            ("country (id, code, name)", "i, 'C' || i, 'Country ' || i"),
            (
                "employee (id, name, country_code)",
                "i, 'Name ' || i, 'C' || i",
            ),
            (
                "employee (id, name, country_code)",
                "i + 1000, 'Name ' || i, 'UK'",
            ),
        ],
    },
    Reads {
        chapter: "no-constraint",
        steps: &[
            ("read_from_accounts", 2),
            ("read_from_entries", 1),
            ("orphans", 1),
        ],
        more: &[
            ("account (id, name)", "i, 'Account ' || i"),
            ("log_entry (id, action, account_id)", "i, 'Action ' || i, i"),
            (
                "log_entry (id, action, account_id)",
                "i + 1000, 'Action ' || i, 0",
            ),
        ],
    },
    Reads {
        chapter: "staff-boss",
        steps: &[
            ("read_both_ways", 3),
            ("read_one_way", 3),
            ("read_a_branch", 1),
        ],
        more: &[
            ("staff (id, name, boss_id)", "i, 'Name ' || i, 2"),
            ("staff (id, name, boss_id)", "i + 1000, 'Name ' || i, i"),
        ],
    },
    Reads {
        chapter: "home-away",
        steps: &[
            ("read_from_games", 3),
            ("read_from_teams", 3),
            ("join_both", 2),
            ("either_role", 1),
        ],
        more: &[
            ("team (id, name)", "i, 'Team ' || i"),
            ("game (id, home_id, away_id, score)", "i, 1, i, '1:0'"),
            (
                "game (id, home_id, away_id, score)",
                "i + 1000, i, 1, '0:1'",
            ),
        ],
    },
    Reads {
        chapter: "composite-key",
        steps: &[
            ("read_from_rooms", 2),
            ("read_from_bookings", 1),
            ("read_one_room", 4),
        ],
        more: &[
            ("room (building, number, seats)", "'C', i, 4"),
            (
                "booking (id, building, number, week, guest)",
                "i, 'C', i, 1, 'Guest ' || i",
            ),
            (
                "booking (id, building, number, week, guest)",
                "i + 1000, 'B', 1, i, 'Guest ' || i",
            ),
        ],
    },
    Reads {
        chapter: "chain",
        steps: &[
            ("from_one_row", 2),
            ("from_every_painting", 1),
            ("from_every_country", 1),
            ("three_in_one_select", 1),
            ("past_the_second_level", 4),
        ],
        more: &[
            ("country (id, name)", "i, 'Country ' || i"),
            ("city (id, name, country_id)", "i, 'City ' || i, i"),
            ("museum (id, name, city_id)", "i, 'Museum ' || i, i"),
            ("painting (id, title, museum_id)", "i, 'Painting ' || i, i"),
            (
                "painting (id, title, museum_id)",
                "i + 1000, 'Painting ' || i, 1",
            ),
        ],
    },
    Reads {
        chapter: "shared-key",
        steps: &[("read_from_machines", 1), ("read_from_warranties", 1)],
        more: &[
            ("machine (id, name)", "i, 'Machine ' || i"),
            ("warranty (machine_id, years)", "i, 2"),
        ],
    },
    Reads {
        chapter: "both-required",
        steps: &[("read_from_contracts", 1), ("read_from_sheets", 1)],
        more: &[
            ("contract (id, number)", "i, 'N-' || i"),
            (
                "cover_sheet (id, title, contract_id)",
                "i, 'Sheet ' || i, i",
            ),
        ],
    },
    Reads {
        chapter: "successor",
        steps: &[("read_successors", 2), ("read_predecessors", 2)],
        more: &[
            ("person (id, name)", "i + 1000, 'Heir ' || i"),
            (
                "person (id, name, successor_id)",
                "i, 'Name ' || i, i + 1000",
            ),
        ],
    },
    Reads {
        chapter: "followers",
        steps: &[("read_both_ways", 3), ("read_lists", 3), ("count", 1)],
        more: &[
            (r#""user" (id, name)"#, "i, 'Name ' || i"),
            ("follow (follower_id, followed_id)", "i, 1"),
            ("follow (follower_id, followed_id)", "1, i"),
        ],
    },
    Reads {
        chapter: "friends",
        steps: &[("read_everyone", 3), ("read_one", 1)],
        more: &[
            ("person (id, name)", "i, 'Name ' || i"),
            ("friendship (low_id, high_id)", "2, i"),
        ],
    },
    Reads {
        chapter: "tags",
        steps: &[("read_from_the_things", 4), ("read_from_the_tags", 3)],
        more: &[
            ("article (id, title)", "i, 'Article ' || i"),
            ("photo (id, file)", "i, 'Photo ' || i"),
            ("tag (id, name)", "i, 'Tag ' || i"),
            ("article_tag (article_id, tag_id)", "i, i"),
            ("photo_tag (photo_id, tag_id)", "i, i"),
        ],
    },
    Reads {
        chapter: "authors-editors",
        steps: &[
            ("read_from_books", 5),
            ("read_from_people", 5),
            ("wrote_and_edited", 1),
        ],
        more: &[
            ("book (id, title)", "i, 'Book ' || i"),
            ("person (id, name)", "i, 'Name ' || i"),
            ("authorship (book_id, person_id)", "i, i"),
            ("editorship (book_id, person_id)", "i, i"),
        ],
    },
    Reads {
        chapter: "student-course-term",
        steps: &[
            ("read_from_students", 4),
            ("read_from_courses", 4),
            ("read_from_terms", 4),
            ("read_in_one_select", 1),
        ],
        more: &[
            ("student (id, name)", "i, 'Name ' || i"),
            ("course (id, title)", "i, 'Course ' || i"),
            ("term (id, name)", "i, 'Term ' || i"),
            ("enrollment (student_id, course_id, term_id)", "i, i, i"),
            ("enrollment (student_id, course_id, term_id)", "i, 1, i"),
        ],
    },
    Reads {
        chapter: "playlist",
        steps: &[
            ("read_from_playlists", 2),
            ("read_from_songs", 3),
            ("read_with_the_loader", 3),
        ],
        more: &[
            ("playlist (id, name)", "i, 'Playlist ' || i"),
            ("song (id, title)", "i, 'Song ' || i"),
            ("entry (id, playlist_id, position, song_id)", "i, i, 1, i"),
        ],
    },
];

/// Inserts the rows, all or none: two tables that require each other's rows
/// are checked at the end.
async fn grow(chapter: &str, more: &[(&str, &str)], db: &DatabaseConnection) {
    let transaction = db.begin().await.unwrap();
    for (table, values) in more {
        let rows =
            "WITH RECURSIVE n (i) AS (SELECT 101 UNION ALL SELECT i + 1 FROM n WHERE i < 600)";
        let insert = format!("INSERT INTO {table} {rows} SELECT {values} FROM n");
        let inserted = transaction.execute_unprepared(&insert).await;
        inserted.unwrap_or_else(|error| panic!("{chapter}, 500 more of {table}: {error}"));
    }
    transaction.commit().await.unwrap();
}

/// Runs a read step, and returns how many statements it sent and how many rows
/// its largest table has.
async fn read(
    chapter: &str,
    step: &Step,
    lesson: &mut Lesson,
    db: &DatabaseConnection,
) -> (usize, usize) {
    run_step(chapter, step, lesson, db).await;
    let record = lesson.records().last().unwrap();
    let outcomes = record.parts.iter().filter_map(|part| match part {
        Part::Outcome(outcome) => Some(outcome),
        Part::Code(_) => None,
    });
    let rows = |outcome: &Outcome| outcome.table.as_ref().map_or(0, |table| table.rows.len());
    outcomes.fold((0, 0), |(statements, most), outcome| {
        (
            statements + outcome.statements.len(),
            most.max(rows(outcome)),
        )
    })
}

fn step(chapter: &Chapter, name: &str) -> Step {
    let mut steps = chapter.steps.iter();
    *steps.find(|step| step.name == name).unwrap()
}

/// Whether no row was lost or read twice: a read sees 500 new rows, or 1000 where
/// two inserts add to what it reads.
fn grew(few: usize, many: usize) -> bool {
    matches!(many - few, 500 | 1000)
}

/// Runs the reads of a lesson before and after it grows, and returns those that
/// send another number of statements than they should.
async fn wrong(reads: &Reads, chapter: &Chapter, kind: Kind) -> Vec<String> {
    let database = TestDatabase::empty(kind).await;
    let mut db = database.open(chapter.name).await;
    let mut lesson = chapter.begin(&mut db).await.unwrap();
    let first = reads.steps[0].0;
    for step in chapter.steps.iter().take_while(|step| step.name != first) {
        run_step(chapter.name, step, &mut lesson, &db).await;
    }
    let mut few = Vec::new();
    for (name, _) in reads.steps {
        few.push(read(chapter.name, &step(chapter, name), &mut lesson, &db).await);
    }
    grow(chapter.name, reads.more, &db).await;
    let mut wrong = Vec::new();
    for ((name, statements), few) in reads.steps.iter().zip(few) {
        let many = read(chapter.name, &step(chapter, name), &mut lesson, &db).await;
        if (few.0, many.0) != (*statements, *statements) || !grew(few.1, many.1) {
            wrong.push(format!("{} {name}: {few:?}, {many:?}", chapter.name));
        }
    }
    wrong
}

both_databases! {
    async fn no_read_costs_a_statement_per_row(kind: Kind) {
        let chapters = chapters();
        let mut found = Vec::new();
        for reads in LESSONS {
            let chapter = chapters.iter().find(|one| one.name == reads.chapter).unwrap();
            found.extend(wrong(reads, chapter, kind).await);
        }
        assert!(found.is_empty(), "statements and rows before and after: {found:#?}");
    }
}

#[test]
fn every_main_lesson_and_every_shape_is_among_them() {
    let main = CHAPTERS.iter().map(|chapters| chapters[0].name);
    let shapes = shapes::chapters().into_iter().map(|chapter| chapter.name);
    let all: Vec<_> = main.chain(shapes).collect();
    let counted: Vec<_> = LESSONS.iter().map(|reads| reads.chapter).collect();
    assert_eq!(counted, all);
}

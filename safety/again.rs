//! A lesson can be run again: afterwards, at the same time, after a kill.

use std::{
    fs,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use sea_orm::{ConnectionTrait, DatabaseConnection};
use testing::{Kind, TestDatabase, connect};

use super::{isolation::as_reader, lesson, lessons, named, run, run_at_once};

/// The lesson that is killed, and run eight times at once.
const LESSON: &str = "many-to-many-association";

/// How many runs are killed on each database.
const KILLS: u32 = 24;

/// At moments spread over a whole run. The next run doesn't wait for the server
/// to notice that the killed one is gone.
fn kill_and_run_again(url: &str, moments: impl Iterator<Item = u32>) {
    let whole = run(&mut lesson(LESSON, url));
    let took = whole.took;
    let right = whole.good();
    for moment in moments {
        let mut victim =
            lesson(LESSON, url).stdout(Stdio::null()).spawn().unwrap();
        thread::sleep(took * moment / KILLS);
        // SIGKILL; an error means that it has ended already.
        let _ = victim.kill();
        victim.wait().unwrap();
        let again = run(&mut lesson(LESSON, url)).good();
        assert!(
            again == right,
            "after a kill at {moment} of {KILLS}:\n{again}"
        );
    }
}

/// The same with the migrations of car-mart: whatever was done, `up` does the rest.
fn kill_migrations(url: &str, moments: impl Iterator<Item = u32>) {
    let migrations = |command| {
        let mut program = lesson("migrations", url);
        program.args(["car-mart", command]);
        program
    };
    run(&mut migrations("up")).good();
    let took = run(&mut migrations("refresh")).took;
    for moment in moments {
        for command in ["refresh", "down"] {
            let mut victim =
                migrations(command).stdout(Stdio::null()).spawn().unwrap();
            thread::sleep(took * moment / KILLS);
            let _ = victim.kill();
            victim.wait().unwrap();
            let lines = run(&mut migrations("up")).good();
            assert!(!lines.contains("pending"), "{command}: {lines}");
        }
    }
}

/// A new database for every lesson if it is SQLite, where a file holds only one
/// lesson; the same one for all on PostgreSQL.
async fn databases(kind: Kind) -> Vec<TestDatabase> {
    let count = if kind == Kind::Sqlite {
        lessons().count()
    } else {
        1
    };
    let mut databases = Vec::new();
    for _ in 0..count {
        databases.push(TestDatabase::empty(kind).await);
    }
    databases
}

/// Every lesson, on those.
fn all_lessons(databases: &[TestDatabase]) -> impl Iterator<Item = Command> {
    let places = databases.iter().cycle();
    lessons()
        .zip(places)
        .map(|((package, name), database)| named(package, name, database.url()))
}

async fn a_lesson_killed_at_any_moment_works_the_next_time(kind: Kind) {
    // Two at a time: a run mostly waits.
    let databases = [
        TestDatabase::empty(kind).await,
        TestDatabase::empty(kind).await,
    ];
    thread::scope(|scope| {
        for (database, first) in databases.iter().zip(0..) {
            scope.spawn(move || {
                kill_and_run_again(database.url(), (first..KILLS).step_by(2))
            });
        }
    });
}

async fn migrations_killed_at_any_moment_work_the_next_time(kind: Kind) {
    let databases = [
        TestDatabase::empty(kind).await,
        TestDatabase::empty(kind).await,
    ];
    thread::scope(|scope| {
        for (database, first) in databases.iter().zip(0..) {
            scope.spawn(move || {
                kill_migrations(database.url(), (first..KILLS).step_by(2))
            });
        }
    });
}

async fn a_lesson_prints_the_same_when_it_is_run_again(kind: Kind) {
    let databases = databases(kind).await;
    for mut command in all_lessons(&databases) {
        let first = run(&mut command).good();
        assert!(first.contains("|--"), "{first}");
        assert!(run(&mut command).good() == first, "{command:?}");
    }
}

async fn eight_runs_of_a_lesson_at_once_print_the_same(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let alone = run(&mut lesson(LESSON, database.url())).good();
    for ran in run_at_once((0..8).map(|_| lesson(LESSON, database.url()))) {
        assert!(ran.good() == alone);
    }
}

async fn all_lessons_at_once_print_what_each_prints_alone(kind: Kind) {
    let apart = databases(kind).await;
    let together = databases(kind).await;
    let ran = run_at_once(all_lessons(&together));
    for (ran, mut alone) in ran.into_iter().zip(all_lessons(&apart)) {
        assert!(ran.good() == run(&mut alone).good(), "{alone:?}");
    }
}

/// At the one moment that matters, for each of them: the file has the table, and
/// not yet its record.
async fn migrations_killed_between_a_table_and_its_record_work_the_next_time() {
    for (table, record) in [
        ("TABLE \"car_brand\"", "m20260101_000001_create_car_brand"),
        ("TABLE \"car_model\"", "m20260101_000002_create_car_model"),
        ("TABLE \"car_info\"", "m20260101_000003_create_car_info"),
        ("TABLE \"data_mart\"", "m20260101_000004_create_data_mart"),
    ] {
        let database = TestDatabase::empty(Kind::Sqlite).await;
        let up = || {
            let mut program = lesson("migrations", database.url());
            program.args(["car-mart", "up"]).stdout(Stdio::null());
            program
        };
        let mut victim = up().spawn().unwrap();
        while victim.try_wait().unwrap().is_none() {
            let file = fs::read(database.file()).unwrap_or_default();
            let text = String::from_utf8_lossy(&file);
            if text.contains(table) && !text.contains(record) {
                let _ = victim.kill();
            }
        }
        run(&mut up()).good();
    }
}

/// A session that keeps one-to-one's place to itself, as a run does.
async fn occupied(database: &TestDatabase) -> DatabaseConnection {
    let other = connect(database.url()).await.unwrap();
    let sql = match database.kind() {
        Kind::Postgres => {
            "SELECT pg_advisory_lock(hashtext('sea_orm_relationships_one_to_one'))"
        }
        Kind::Sqlite => "PRAGMA locking_mode = EXCLUSIVE",
    };
    other.execute_unprepared(sql).await.unwrap();
    other
}

/// Many runs at once need longer than a run waits for one that does nothing.
async fn a_run_waits_as_long_as_the_one_before_works(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let alone = run(&mut lesson("one-to-one", database.url())).good();
    let other = occupied(&database).await;
    let work = match kind {
        Kind::Postgres => "SELECT 1",
        Kind::Sqlite => "UPDATE user SET name = name || 'x'",
    };
    other.execute_unprepared(work).await.unwrap();
    let mut program = lesson("one-to-one", database.url());
    let waiting = thread::spawn(move || run(&mut program));
    for _ in 0..10 {
        thread::sleep(Duration::from_secs(2));
        other.execute_unprepared(work).await.unwrap();
        assert!(!waiting.is_finished(), "{:?}", waiting.join());
    }
    other.close().await.unwrap();
    assert!(waiting.join().unwrap().good() == alone);
}

async fn a_run_waits_15_s_for_one_that_does_nothing(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    run(&mut lesson("one-to-one", database.url())).good();
    let other = occupied(&database).await;
    if kind == Kind::Sqlite {
        other
            .execute_unprepared("UPDATE user SET name = name || 'x'")
            .await
            .unwrap();
    }
    let ran = run(&mut lesson("one-to-one", database.url()));
    assert!((15..25).contains(&ran.took.as_secs()), "{ran:?}");
    let line = ran.refusal();
    assert!(line.contains("locked for 15 s; close it"), "{line}");
    other.close().await.unwrap();
}

/// A reader's tool may have turned on the write-ahead log.
async fn eight_runs_at_once_work_on_a_file_in_wal_mode() {
    let database = TestDatabase::empty(Kind::Sqlite).await;
    let alone = run(&mut lesson(LESSON, database.url())).good();
    let db = connect(database.url()).await.unwrap();
    db.execute_unprepared("PRAGMA journal_mode = WAL").await.unwrap();
    db.close().await.unwrap();
    for ran in run_at_once((0..8).map(|_| lesson(LESSON, database.url()))) {
        assert!(ran.good() == alone);
    }
}

/// No `FILE-journal`, `FILE-wal` or `FILE-shm`, however a program ends by itself.
async fn a_run_leaves_one_file() {
    let database = TestDatabase::empty(Kind::Sqlite).await;
    let ends = |arguments: &[&'static str], code| {
        let ran =
            run(lesson(arguments[0], database.url()).args(&arguments[1..]));
        assert_eq!(ran.code, Some(code), "{arguments:?}: {ran:?}");
        assert_eq!(database.files(), ["test.db"], "{arguments:?}");
    };
    for command in ["up", "down", "refresh", "status"] {
        ends(&["migrations", "car-mart", command], 0);
    }
    ends(&["car-mart"], 0);
    ends(&["car-mart", "--step", "create"], 0);
    ends(&["one-to-one"], 1);
    as_reader(database.url(), "CREATE TABLE mine (id INTEGER)").await;
    ends(&["car-mart"], 1);
    ends(&["migrations", "car-mart", "up"], 1);
}

/// `migrations … up` at once, which SeaORM by itself gets wrong: it takes no
/// lock.
async fn eight_migrations_at_once_leave_one_schema() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let up = || {
        let mut command = lesson("migrations", database.url());
        command.args(["car-mart", "up"]);
        command
    };
    for ran in run_at_once((0..8).map(|_| up())) {
        assert!(!ran.good().contains("pending"));
    }
}

testing::tests![
    a_lesson_killed_at_any_moment_works_the_next_time,
    migrations_killed_at_any_moment_work_the_next_time,
    migrations_killed_between_a_table_and_its_record_work_the_next_time,
    a_lesson_prints_the_same_when_it_is_run_again,
    eight_runs_of_a_lesson_at_once_print_the_same,
    all_lessons_at_once_print_what_each_prints_alone,
    a_run_waits_as_long_as_the_one_before_works,
    a_run_waits_15_s_for_one_that_does_nothing,
    eight_runs_at_once_work_on_a_file_in_wal_mode,
    a_run_leaves_one_file,
    eight_migrations_at_once_leave_one_schema,
];

//! A lesson can be run again: afterwards, at the same time, after a kill.

use std::{
    process::{Command, Stdio},
    thread,
};

use sea_orm::ConnectionTrait;
use testing::{Kind, TestDatabase, connect};

use super::{lesson, lessons, named, run, run_at_once};

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
        let mut victim = lesson(LESSON, url).stdout(Stdio::null()).spawn().unwrap();
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
            scope.spawn(move || kill_and_run_again(database.url(), (first..KILLS).step_by(2)));
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

/// A reader's tool may have turned on the write-ahead log.
async fn eight_runs_at_once_work_on_a_file_in_wal_mode() {
    let database = TestDatabase::empty(Kind::Sqlite).await;
    let alone = run(&mut lesson(LESSON, database.url())).good();
    let db = connect(database.url()).await.unwrap();
    db.execute_unprepared("PRAGMA journal_mode = WAL")
        .await
        .unwrap();
    db.close().await.unwrap();
    for ran in run_at_once((0..8).map(|_| lesson(LESSON, database.url()))) {
        assert!(ran.good() == alone);
    }
}

/// No `FILE-journal`, `FILE-wal` or `FILE-shm`.
async fn a_good_run_leaves_one_file() {
    let database = TestDatabase::empty(Kind::Sqlite).await;
    run(&mut lesson(LESSON, database.url())).good();
    assert_eq!(database.files(), ["test.db"]);
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
    a_lesson_prints_the_same_when_it_is_run_again,
    eight_runs_of_a_lesson_at_once_print_the_same,
    all_lessons_at_once_print_what_each_prints_alone,
    eight_runs_at_once_work_on_a_file_in_wal_mode,
    a_good_run_leaves_one_file,
    eight_migrations_at_once_leave_one_schema,
];

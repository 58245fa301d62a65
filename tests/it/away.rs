//! The server goes away: before, during and after the migrations, and in the middle of a step.
//! Whatever the way, the program ends by itself, with one line.

use std::{
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};

use crate::{
    postgres::TestDatabase,
    programs,
    wire::{Proxy, Way},
};

/// The longest that a program may take to notice.
const LIMIT: Duration = Duration::from_secs(15);

/// What the client is about to say when the server goes away.
const MOMENTS: [&str; 9] = [
    "user\0",
    "search_path",
    "pg_try_advisory_lock",
    "CREATE SCHEMA",
    "DROP TABLE",
    "CREATE TABLE \"car_info\"",
    "INSERT INTO \"car_brand\"",
    "ANALYZE",
    "AVG(",
];

#[tokio::test]
async fn a_server_that_goes_away_ends_the_lesson_with_one_line_within_15_seconds() {
    let mut runs = Vec::new();
    let both = [Way::Paused, Way::Killed];
    for (way, moment) in both
        .iter()
        .flat_map(|way| MOMENTS.map(|moment| (*way, moment)))
    {
        let database = TestDatabase::empty().await;
        // Only a second run has tables to drop.
        if moment == "DROP TABLE" {
            programs::run(&mut programs::lesson("car-mart", database.url())).good();
        }
        let proxy = Proxy::new(database.url(), moment, way);
        let run = thread::spawn(move || {
            let ran = programs::run(&mut programs::lesson("car-mart", &proxy.url()));
            // Not the time of the whole run, which may be long on a busy machine.
            (ran, proxy.away_for())
        });
        runs.push((way, moment, run, database));
    }
    for (way, moment, run, database) in runs {
        let (ran, noticed) = run.join().expect("no panic");
        let noticed = noticed.unwrap_or_else(|| panic!("{moment} was never sent: {ran:?}"));
        assert!(noticed < LIMIT, "{way:?} at {moment}: {noticed:?}, {ran:?}");
        let line = ran.refusal();
        assert!(
            [
                "can't be reached",
                "has ended the session",
                "has said nothing"
            ]
            .iter()
            .any(|words| line.contains(words)),
            "{way:?} at {moment}: {line}"
        );
        println!("{way:?} at {moment:?}: {line}");
        // What the run left behind is in nobody's way.
        programs::run(&mut programs::lesson("car-mart", database.url())).good();
    }
}

/// Ctrl-Z and `fg`: the time in which the program itself was stopped is no silence of the server.
#[tokio::test]
async fn a_program_that_was_stopped_itself_goes_on() {
    let database = TestDatabase::empty().await;
    let start = Instant::now();
    let child = programs::lesson("car-mart", database.url())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let signal = |name: &str| {
        let sent = Command::new("kill")
            .args([name, &child.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
    };
    // Once it is connected: a stop in the 5 s that a connection may take ends in a time-out.
    let db = Database::connect(database.url()).await.unwrap();
    let made = "SELECT FROM pg_namespace WHERE nspname LIKE 'sea_orm_relationships_%'";
    let made = Statement::from_string(DbBackend::Postgres, made);
    while db.query_one_raw(made.clone()).await.unwrap().is_none() {
        thread::sleep(Duration::from_millis(5));
    }
    signal("-STOP");
    thread::sleep(Duration::from_secs(12));
    signal("-CONT");
    programs::ran(child.wait_with_output().unwrap(), start).good();
}

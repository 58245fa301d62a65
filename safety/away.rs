//! The server goes away: at any moment, in three ways. The program ends by
//! itself, with one line.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, Shutdown, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use sea_orm::ConnectionTrait;
use testing::{Kind, TestDatabase, connect};
use url::Url;

use super::{Ran, lesson, run};

/// The longest that a program may take to notice.
const LIMIT: Duration = Duration::from_secs(20);

/// How a server goes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// As if its process were killed: every connection ends.
    Killed,
    /// As if it were stopped: connections stay open, and nothing comes.
    Silent,
}

/// A server between a program and PostgreSQL, which goes away once it has
/// passed on `messages` from the program. Returns its URL.
fn proxy(url: &str, way: Way, messages: usize) -> String {
    let mut url = Url::parse(url).unwrap();
    let target = (
        url.host_str().unwrap().to_owned(),
        url.port().unwrap_or(5432),
    );
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    url.set_host(Some("127.0.0.1")).unwrap();
    url.set_port(Some(listener.local_addr().unwrap().port()))
        .unwrap();
    let left = Arc::new(AtomicUsize::new(messages));
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let server = TcpStream::connect(&target).unwrap();
            for stream in [&client, &server] {
                stream.set_nodelay(true).unwrap();
            }
            let back = (server.try_clone().unwrap(), client.try_clone().unwrap());
            let gone = Arc::clone(&left);
            thread::spawn(move || pass_on(back, way, || gone.load(Ordering::SeqCst) == 0));
            let left = Arc::clone(&left);
            let last = move || {
                let less = |left: usize| left.checked_sub(1);
                left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less)
                    .is_err()
            };
            thread::spawn(move || pass_on((client, server), way, last));
        }
    });
    url.into()
}

/// Passes bytes on until a side closes or the server is gone. While it is
/// silent it reads on, to notice when the program ends.
fn pass_on((mut from, mut to): (TcpStream, TcpStream), way: Way, gone: impl Fn() -> bool) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(length @ 1..) = from.read(&mut buffer) {
        match (gone(), way) {
            (false, _) => {
                if to.write_all(&buffer[..length]).is_err() {
                    break;
                }
            }
            (true, Way::Silent) => {}
            (true, Way::Killed) => break,
        }
    }
    for stream in [from, to] {
        let _ = stream.shutdown(Shutdown::Both);
    }
}

/// A run of the lesson through a server that goes away, and the next one
/// without.
fn run_through(database: &TestDatabase, way: Way, messages: usize) -> Ran {
    let ran = run(&mut lesson(
        "one-to-one",
        &proxy(database.url(), way, messages),
    ));
    run(&mut lesson("one-to-one", database.url())).good();
    ran
}

async fn goes_away(way: Way) {
    // In the login, the look at the schema, the clearing, the steps.
    let moments = [0, 1, 2, 3, 4, 6, 9, 13, 20, 30, 45];
    let mut databases = Vec::new();
    for _ in moments {
        databases.push(TestDatabase::empty(Kind::Postgres).await);
    }
    let ran = thread::scope(|scope| {
        let start = |(moment, database)| scope.spawn(move || run_through(database, way, moment));
        let started: Vec<_> = moments.into_iter().zip(&databases).map(start).collect();
        let ended = started.into_iter().map(|thread| thread.join().unwrap());
        ended.collect::<Vec<_>>()
    });
    for (moment, ran) in moments.into_iter().zip(ran) {
        assert!(ran.took < LIMIT, "{way:?} after {moment} messages: {ran:?}");
        ran.refusal();
    }
}

async fn a_server_that_goes_away_ends_the_lesson_in_one_line() {
    goes_away(Way::Killed).await;
}

async fn a_server_that_goes_silent_ends_the_lesson_in_one_line() {
    goes_away(Way::Silent).await;
}

async fn a_session_that_the_server_ends_ends_the_lesson_in_one_line() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let db = connect(database.url()).await.unwrap();
    let url = database.url().to_owned();
    let running = thread::spawn(move || run(&mut lesson("car-mart", &url)));
    while !running.is_finished() {
        db.execute_unprepared(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        .await
        .unwrap();
    }
    running.join().unwrap().refusal();
    run(&mut lesson("car-mart", database.url())).good();
}

testing::tests![
    a_server_that_goes_away_ends_the_lesson_in_one_line,
    a_server_that_goes_silent_ends_the_lesson_in_one_line,
    a_session_that_the_server_ends_ends_the_lesson_in_one_line,
];

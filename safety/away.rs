//! The server goes away, or another session comes in its place, at any moment.
//! The program ends by itself, with one line.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, Shutdown, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use harness::database::{self, OpenError};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
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

/// A port of this machine in place of the server in `url`. Returns the listener,
/// the new URL and where the server is.
pub(super) fn in_between(url: &str) -> (TcpListener, String, (String, u16)) {
    let mut url = Url::parse(url).unwrap();
    let target =
        (url.host_str().unwrap().to_owned(), url.port().unwrap_or(5432));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    url.set_host(Some("127.0.0.1")).unwrap();
    url.set_port(Some(listener.local_addr().unwrap().port())).unwrap();
    (listener, url.into(), target)
}

/// A server between a program and PostgreSQL, which goes away once it has
/// passed on `messages` from the program. Returns its URL.
fn proxy(url: &str, way: Way, messages: usize) -> String {
    let (listener, url, target) = in_between(url);
    let left = Arc::new(AtomicUsize::new(messages));
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let server = TcpStream::connect(&target).unwrap();
            for stream in [&client, &server] {
                stream.set_nodelay(true).unwrap();
            }
            let back =
                (server.try_clone().unwrap(), client.try_clone().unwrap());
            let gone = Arc::clone(&left);
            thread::spawn(move || {
                pass_on(back, way, || gone.load(Ordering::SeqCst) == 0)
            });
            let left = Arc::clone(&left);
            let last = move || {
                let less = |left: usize| left.checked_sub(1);
                left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less)
                    .is_err()
            };
            thread::spawn(move || pass_on((client, server), way, last));
        }
    });
    url
}

/// Passes bytes on until a side closes or the server is gone. While it is
/// silent it reads on, to notice when the program ends.
fn pass_on(
    (mut from, mut to): (TcpStream, TcpStream),
    way: Way,
    gone: impl Fn() -> bool,
) {
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
    let ran =
        run(&mut lesson("one-to-one", &proxy(database.url(), way, messages)));
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
        let start = |(moment, database)| {
            scope.spawn(move || run_through(database, way, moment))
        };
        let started: Vec<_> =
            moments.into_iter().zip(&databases).map(start).collect();
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

/// As in the session of another client, which has nothing prepared.
async fn a_session_without_the_lock_is_another_one() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let db = database.open("one-to-one").await;
    database::still_alone(&db).await.unwrap();
    db.execute_unprepared("SELECT pg_advisory_unlock_all()")
        .await
        .unwrap();
    let error = database::still_alone(&db).await.unwrap_err();
    assert!(matches!(error, OpenError::Pooler), "{error}");
}

/// Otherwise the lock of a client whose network is gone stays for two hours.
async fn the_server_soon_notices_that_the_network_is_gone() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let db = database.open("one-to-one").await;
    let sql = "SELECT current_setting('tcp_keepalives_idle')::int \
               + current_setting('tcp_keepalives_interval')::int \
               * current_setting('tcp_keepalives_count')::int AS seconds, \
               inet_server_addr() IS NOT NULL AS tcp";
    let row =
        db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql));
    let row = row.await.unwrap().unwrap();
    // The server asks the system, which has no such times for a Unix socket.
    if row.try_get("", "tcp").unwrap() {
        assert_eq!(row.try_get::<i32>("", "seconds").unwrap(), 50);
    }
}

/// Passes on what comes, so much later.
fn later(by: Duration, mut from: TcpStream, mut to: TcpStream) {
    let (sender, receiver) = mpsc::channel::<(Instant, Vec<u8>)>();
    thread::spawn(move || {
        for (at, bytes) in receiver {
            thread::sleep(at.saturating_duration_since(Instant::now()));
            if to.write_all(&bytes).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Both);
    });
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(length @ 1..) = from.read(&mut buffer) {
        let _ = sender.send((Instant::now() + by, buffer[..length].to_vec()));
    }
}

/// The limit of 15 s is for an answer. Here the step takes longer, and each
/// answer 0.4 s.
async fn a_lesson_runs_on_a_slow_link() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let (listener, url, target) = in_between(database.url());
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let server = TcpStream::connect(&target).unwrap();
            let back =
                (server.try_clone().unwrap(), client.try_clone().unwrap());
            let by = Duration::from_millis(200);
            thread::spawn(move || later(by, client, server));
            thread::spawn(move || later(by, back.0, back.1));
        }
    });
    let arguments = ["--step", "schema"];
    let fast = run(lesson("car-mart", database.url()).args(arguments)).good();
    let ran = run(lesson("car-mart", &url).args(arguments));
    assert!(ran.took > Duration::from_secs(20), "{ran:?}");
    assert!(ran.good() == fast);
}

/// A server of our own, which sends the same again and again: `before` it lets
/// the client in, or in answer to the first statement.
fn endless(message: Vec<u8>, before: bool) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for mut client in listener.incoming().flatten() {
            let message = message.clone();
            thread::spawn(move || {
                let mut buffer = [0; 4096];
                let _ = client.read(&mut buffer);
                if !before {
                    let _ = client.write_all(LET_IN);
                    // X is the end of the session.
                    if matches!(client.read(&mut buffer), Ok(0) | Err(_))
                        || buffer[0] == b'X'
                    {
                        return;
                    }
                }
                // Faster than the driver reads.
                let messages = message.repeat(2000);
                while client.write_all(&messages).is_ok() {}
            });
        }
    });
    format!("postgres://ann:pa55@127.0.0.1:{port}/d")
}

/// AuthenticationOk and ReadyForQuery.
pub const LET_IN: &[u8] = b"R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I";

/// A message of PostgreSQL's protocol.
pub fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 4).unwrap();
    [&[kind], &length.to_be_bytes()[..], body].concat()
}

fn a_server_that_never_stops_sending_ends_the_lesson_in_one_line() {
    let notice = message(b'N', b"SNOTICE\0VNOTICE\0C00000\0Mhello\0\0");
    let setting = message(b'S', b"TimeZone\0UTC\0");
    // One column without a name, of type text.
    let column = message(
        b'T',
        b"\0\x01\0\0\0\0\0\0\0\0\0\0\x19\xff\xff\xff\xff\xff\xff\0\0",
    );
    let row = message(b'D', b"\0\x01\0\0\0\x01x");
    let cases = [
        (notice.clone(), true),
        (setting.clone(), true),
        (message(b'R', b"\0\0\0\0"), true),
        // A message that is too long to end.
        (vec![b'N', 0x7f, 0xff, 0xff, 0xff], true),
        (notice, false),
        (setting, false),
        ([column, row].concat(), false),
    ];
    thread::scope(|scope| {
        for (message, before) in cases {
            scope.spawn(move || {
                let ran =
                    run(&mut lesson("one-to-one", &endless(message, before)));
                assert!(ran.took < LIMIT, "{ran:?}");
                ran.refusal();
            });
        }
    });
}

testing::tests![
    a_server_that_goes_away_ends_the_lesson_in_one_line,
    a_server_that_goes_silent_ends_the_lesson_in_one_line,
    a_session_that_the_server_ends_ends_the_lesson_in_one_line,
    a_session_without_the_lock_is_another_one,
    the_server_soon_notices_that_the_network_is_gone,
    a_lesson_runs_on_a_slow_link,
    a_server_that_never_stops_sending_ends_the_lesson_in_one_line,
];

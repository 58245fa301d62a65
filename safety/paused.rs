//! The session ends, or is another one, while `walk` waits for a key.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use testing::{Kind, TestDatabase, connect};
use url::Url;

use super::{Ran, away::in_between, lesson, run, walk::Terminal};

/// A lesson that waits for a key.
struct Paused(Terminal);

impl Paused {
    /// After so many steps.
    fn after(steps: usize, url: &str) -> Self {
        // An error is one line, however long.
        let terminal =
            Terminal::start(&lesson("one-to-one", url), &["walk"], 600, 40);
        for step in 1..=steps {
            terminal.shows(&format!("{step} of 10"));
            if step < steps {
                terminal.press("\r");
            }
        }
        Self(terminal)
    }

    /// Goes on to the next step, and to the end.
    fn go_on(self) -> Ran {
        let since = Instant::now();
        self.0.press("\r");
        let (status, text) = self.0.ends();
        let (out, err) = text.split_once("error: ").unwrap_or((&text, ""));
        Ran {
            code: status.code(),
            out: out.to_owned(),
            err: format!("error: {}\n", err.trim()),
            took: since.elapsed(),
        }
    }
}

/// A second session would be without the lock.
async fn a_session_that_ends_in_a_pause_ends_the_lesson_in_one_line() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let db = connect(database.url()).await.unwrap();
    for steps in [1, 2, 5] {
        let paused = Paused::after(steps, database.url());
        let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";
        db.execute_unprepared(sql).await.unwrap();
        // The server ends it after it answered.
        thread::sleep(Duration::from_millis(200));
        let terminated = paused.go_on();

        let mut url = Url::parse(database.url()).unwrap();
        url.set_query(Some("options=-c idle_session_timeout=500"));
        let paused = Paused::after(steps, url.as_str());
        thread::sleep(Duration::from_millis(1500));
        let timed_out = paused.go_on();

        let (listener, url, target) = in_between(database.url());
        let exchange = Exchange::default();
        exchange.start(listener, target);
        let paused = Paused::after(steps, &url);
        exchange.close();
        for ran in [terminated, timed_out, paused.go_on()] {
            assert!(ran.took < Duration::from_secs(5), "{ran:?}");
            let line = ran.refusal();
            assert!(
                line.contains("session with PostgreSQL has ended"),
                "{line}"
            );
        }
        // Whoever came in between keeps its rows.
        run(&mut lesson("one-to-one", database.url())).good();
    }
}

/// A proxy that can give each of two clients the other's session.
#[derive(Clone, Default)]
struct Exchange {
    clients: Arc<Mutex<Vec<TcpStream>>>,
    servers: Arc<Mutex<Vec<TcpStream>>>,
    exchanged: Arc<AtomicBool>,
}

impl Exchange {
    /// The first client and the third, which is a lesson's second.
    const PAIR: [usize; 2] = [0, 2];

    fn start(&self, listener: TcpListener, target: (String, u16)) {
        let proxy = self.clone();
        thread::spawn(move || {
            for (number, client) in listener.incoming().flatten().enumerate() {
                let server = TcpStream::connect(&target).unwrap();
                for stream in [&client, &server] {
                    stream.set_nodelay(true).unwrap();
                }
                let sides = [&proxy.clients, &proxy.servers];
                for (side, stream) in sides.iter().zip([&client, &server]) {
                    side.lock().unwrap().push(stream.try_clone().unwrap());
                }
                for (from, to) in
                    [(client, &proxy.servers), (server, &proxy.clients)]
                {
                    let (proxy, to) = (proxy.clone(), Arc::clone(to));
                    thread::spawn(move || proxy.pass_on(number, from, &to));
                }
            }
        });
    }

    fn pass_on(
        &self,
        number: usize,
        mut from: TcpStream,
        to: &Mutex<Vec<TcpStream>>,
    ) {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(length @ 1..) = from.read(&mut buffer) {
            let place = Self::PAIR.iter().position(|place| *place == number);
            let number = match place {
                Some(place) if self.exchanged.load(Ordering::SeqCst) => {
                    Self::PAIR[1 - place]
                }
                _ => number,
            };
            if to.lock().unwrap()[number].write_all(&buffer[..length]).is_err()
            {
                break;
            }
        }
        let _ = to.lock().unwrap()[number].shutdown(Shutdown::Both);
    }

    /// Ends every connection.
    fn close(&self) {
        for stream in self
            .clients
            .lock()
            .unwrap()
            .iter()
            .chain(&*self.servers.lock().unwrap())
        {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

/// No pooler that we know: the lesson's session is exchanged for one with the
/// same settings, and for one with none.
async fn a_session_that_is_exchanged_ends_the_lesson_in_one_line() {
    let schema = "sea_orm_relationships_one_to_one";
    let same = format!(
        "-c search_path={schema} -c sea_orm_relationships.schema={schema}"
    );
    for (settings, steps) in [(&*same, 1), (&*same, 4), ("", 1), ("", 4)] {
        let database = TestDatabase::empty(Kind::Postgres).await;
        run(&mut lesson("one-to-one", database.url())).good();
        let (listener, url, target) = in_between(database.url());
        let exchange = Exchange::default();
        exchange.start(listener, target);
        let mut first = Url::parse(&url).unwrap();
        first.query_pairs_mut().append_pair("options", settings);
        let first = connect(first.as_str()).await.unwrap();
        first.execute_unprepared("SELECT 1").await.unwrap();
        let paused = Paused::after(steps, &url);
        // What was asked before the exchange is answered.
        thread::sleep(Duration::from_millis(200));
        exchange.exchanged.store(true, Ordering::SeqCst);
        let line = paused.go_on().refusal();
        assert!(line.contains("a connection pooler is between"), "{line}");
        exchange.close();
        let db = connect(database.url()).await.unwrap();
        let sql = "SELECT count(*) AS count FROM pg_class WHERE relnamespace = 'public'::regnamespace";
        let row =
            db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql));
        let count: i64 =
            row.await.unwrap().unwrap().try_get("", "count").unwrap();
        assert_eq!(count, 0, "made in the other session");
    }
}

testing::tests![
    a_session_that_ends_in_a_pause_ends_the_lesson_in_one_line,
    a_session_that_is_exchanged_ends_the_lesson_in_one_line,
];

//! A pooler in transaction mode gives each transaction another session of the
//! server. What a lesson set in one session would be missing in the next, and
//! other programs would find it in theirs. So a lesson refuses to work there.
//!
//! The tests need a PgBouncer: `pgbouncer` on the `PATH` or in `/usr/sbin`, or
//! its path in `PGBOUNCER`. Without one they did not run.

use std::{
    env, fs,
    os::unix::process::CommandExt,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Barrier,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use sea_orm::{
    DatabaseConnection,
    sqlx::{Row, raw_sql},
};
use tempfile::TempDir;
use testing::{
    Kind, TestDatabase, block_on, connect, did_not_run, folder, free_port,
    ordinary_user, server, setting,
};
use url::Url;

use super::{
    Ran,
    isolation::{READERS, as_reader, contents},
    lesson, lessons, named, packages, run,
};

/// A PgBouncer in front of the tests' server. It ends when the pipe to the
/// shell that started it closes, however that happens.
pub struct Pooler {
    port: u16,
    _shell: Child,
    _folder: TempDir,
}

impl Pooler {
    /// Without a PgBouncer on this machine, the test did not run.
    pub async fn start(mode: &str, ignored: &str) -> Self {
        let path = env::var_os("PATH").unwrap_or_default();
        let folders =
            env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]);
        let program = match setting("PGBOUNCER") {
            Some(path) => Some(PathBuf::from(path)),
            None => folders
                .map(|folder| folder.join("pgbouncer"))
                .find(|file| file.is_file()),
        };
        let Some(program) = program else {
            did_not_run("no pgbouncer");
        };
        let (folder, port) = (folder(), free_port());
        let server = &server().await.url;
        let settings = format!(
            "[databases]\n* = host={} port={} user={}{}\n\
             [pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n\
             auth_type = any\npool_mode = {mode}\nignore_startup_parameters = {ignored}\n\
             server_round_robin = 1\nmin_pool_size = 3\nmax_client_conn = 200\n",
            server.host_str().unwrap(),
            server.port().unwrap_or(5432),
            server.username(),
            server
                .password()
                .map(|word| format!(" password={word}"))
                .unwrap_or_default(),
        );
        fs::write(folder.path().join("pgbouncer.ini"), settings).unwrap();
        let mut shell = Command::new("sh");
        shell
            .args(["-c", "\"$0\" -q \"$1\" & read -r _; kill -KILL $!"])
            .arg(program)
            .arg(folder.path().join("pgbouncer.ini"))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // Out of reach of Ctrl-C.
            .process_group(0);
        ordinary_user(&mut shell, folder.path());
        let shell = shell.spawn().expect("a shell starts");
        Self {
            port,
            _shell: shell,
            _folder: folder,
        }
    }

    /// Leads through it to a database.
    fn url(&self, database: &TestDatabase) -> String {
        let mut url = Url::parse(database.url()).unwrap();
        url.set_host(Some("127.0.0.1")).unwrap();
        url.set_port(Some(self.port)).unwrap();
        url.into()
    }
}

/// Four programs that work through the pooler until they are told to stop. Each
/// returns the search paths that it found.
struct Others {
    stop: Arc<AtomicBool>,
    programs: Vec<JoinHandle<Vec<String>>>,
}

impl Others {
    fn start(url: &str) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        // All of them are at work before the first lesson begins.
        let ready = Arc::new(Barrier::new(5));
        let programs = (0..4).map(|_| {
            let (url, stop, ready) =
                (url.to_owned(), Arc::clone(&stop), Arc::clone(&ready));
            thread::spawn(move || {
                block_on(async {
                    let db = connect(&url).await.unwrap();
                    let mut found = vec![search_path(&db).await];
                    ready.wait();
                    while !stop.load(Ordering::Relaxed) {
                        found.push(search_path(&db).await);
                    }
                    found
                })
            })
        });
        let programs = programs.collect();
        ready.wait();
        Self { programs, stop }
    }

    fn stop(self) {
        self.stop.store(true, Ordering::Relaxed);
        for program in self.programs {
            let found = program.join().unwrap();
            assert!(
                !found.iter().any(|path| path.contains("sea_orm")),
                "{found:?}"
            );
        }
    }
}

/// That of the session that this transaction gets, unprepared: a session of the
/// server may know no statement that another one prepared.
async fn search_path(db: &DatabaseConnection) -> String {
    let asked =
        raw_sql("SELECT current_setting('search_path'), pg_sleep(0.002)");
    asked
        .fetch_one(db.get_postgres_connection_pool())
        .await
        .unwrap()
        .get(0)
}

/// Fifty programs, one after the other.
fn fifty(url: &str) -> impl Iterator<Item = Ran> {
    let lessons: Vec<_> = lessons().collect();
    let commands = ["down", "up", "refresh", "status"];
    let migrations: Vec<_> = packages()
        .flat_map(|package| commands.map(|command| (package, command)))
        .collect();
    (0..50).map(move |n| match migrations.get(n) {
        Some(arguments) => {
            run(lesson("migrations", url).args(<[_; 2]>::from(*arguments)))
        }
        None => {
            let (package, name) = lessons[n % lessons.len()];
            run(&mut named(package, name, url))
        }
    })
}

async fn through_a_pooler_in_transaction_mode_a_lesson_is_refused_and_nothing_changes()
 {
    for (ignored, traffic) in [
        ("extra_float_digits", true),
        ("extra_float_digits", false),
        ("extra_float_digits, options", true),
        ("extra_float_digits, options", false),
    ] {
        let pooler = Pooler::start("transaction", ignored).await;
        let database = TestDatabase::empty(Kind::Postgres).await;
        as_reader(database.url(), READERS).await;
        run(&mut lesson("car-mart", database.url())).good();
        run(lesson("migrations", database.url()).args(["one-to-one", "up"]))
            .good();
        let before = contents(&database, &[]).await;

        let url = pooler.url(&database);
        let mut others = Some(Others::start(&url));
        // The pool has several sessions from here on.
        thread::sleep(Duration::from_millis(300));
        if !traffic && let Some(others) = others.take() {
            others.stop();
        }
        for ran in fifty(&url) {
            let line = ran.refusal();
            assert!(line.contains("a connection pooler is between"), "{line}");
        }
        if let Some(others) = others {
            others.stop();
        }
        let last = Others::start(&url);
        thread::sleep(Duration::from_millis(100));
        last.stop();

        let db = connect(database.url()).await.unwrap();
        let locks = "SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database \
                     WHERE locktype = 'advisory' AND datname = current_database()";
        let locks = raw_sql(locks)
            .fetch_one(db.get_postgres_connection_pool())
            .await
            .unwrap();
        assert_eq!(
            locks.get::<i64, _>(0),
            0,
            "locks are left: {ignored}, {traffic}"
        );
        assert!(
            contents(&database, &[]).await == before,
            "{ignored}, {traffic}"
        );
    }
}

async fn through_a_pooler_in_session_mode_a_lesson_runs_or_is_refused_in_one_line()
 {
    let pooler = Pooler::start("session", "extra_float_digits").await;
    let database = TestDatabase::empty(Kind::Postgres).await;
    as_reader(database.url(), READERS).await;
    let others = ["--exclude-schema=sea_orm_relationships_*"];
    let before = contents(&database, &others).await;
    for ran in fifty(&pooler.url(&database)) {
        if ran.code == Some(0) {
            drop(ran.good())
        } else {
            drop(ran.refusal())
        }
    }
    assert!(contents(&database, &others).await == before);
}

testing::tests![
    through_a_pooler_in_transaction_mode_a_lesson_is_refused_and_nothing_changes,
    through_a_pooler_in_session_mode_a_lesson_runs_or_is_refused_in_one_line,
];

//! A throwaway PostgreSQL for the tests, and a database of its own for each of them.
//!
//! The server is the first of these that this machine offers; the run says once which one it was:
//!
//! 1. `url`: the server of `TEST_DATABASE_URL` (its user must be allowed to create databases);
//! 2. `container`: a Docker container of the image `POSTGRES_IMAGE` (default `postgres:17-alpine`);
//! 3. `local`: a cluster in a temporary folder, made with PostgreSQL's own programs.
//!
//! `POSTGRES_FROM=url|container|local` allows only that one. A test that gets no server fails; it is
//! never skipped.
//!
//! # What is left behind
//!
//! Nothing, however the run ends. Rust drops no static, and no code of a process runs after an abort
//! or a SIGKILL, so the container and the cluster belong to a *guard*: a shell that reads from a pipe
//! whose other end this process holds. The kernel closes that end in every kind of death; the shell
//! then removes what it guards. It is started first, so there is no moment without it.
//!
//! A server of `TEST_DATABASE_URL` outlives the run. There each test drops its database, and the next
//! run sweeps those of a run that was killed.
//!
//! Needs Unix (process groups, `sh`), and the `docker` program for containers.

use std::{
    cmp::Reverse,
    env, fs,
    future::{Future, pending},
    hash::{BuildHasher, Hasher, RandomState},
    io::{self, Read, Write},
    os::unix::process::CommandExt,
    path::PathBuf,
    pin::Pin,
    process::{Child, Command, Stdio},
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use migrations::database::OpenError;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement,
};
use testcontainers_modules::{
    postgres::Postgres,
    testcontainers::{ImageExt, runners::AsyncRunner},
};
use tokio::{
    runtime::{self, Runtime},
    sync::{OnceCell, oneshot},
};
use url::Url;

/// Starts the name of every database made here. The sweep drops nothing that is named otherwise.
const PREFIX: &str = "relationships_test_";

/// Marks what belongs to this process: its databases, its container, its folder, its lock.
static RUN: LazyLock<u64> = LazyLock::new(random);

/// Waits for the end of the tests, then removes the container `$1`.
///
/// Several tries, because the engine may still be creating the container when its client dies. `rm`
/// prints the name of what it removed; its exit status is no use, newer versions also return 0 when
/// there was no such container.
const CONTAINER_GUARD: &str = r#"
read -r _
for try in 1 2 3 4 5 6 7 8 9 10; do
    [ -n "$(docker rm --force --volumes "$1")" ] && exit
    sleep 1
done
"#;

/// Starts a cluster in the new folder `$2` with the programs in `$1`, waits for the end of the tests,
/// then stops it hard and removes the folder.
///
/// Prints `ready`, or what went wrong, and closes its stdout. Only the socket in the folder, which is
/// closed to other users, leads to the server: no port to clash with another run, no password.
/// Without the `trap`, printing to a process that was killed meanwhile ends the shell before it cleans
/// up.
const CLUSTER_GUARD: &str = r#"
trap '' PIPE
mkdir -m 700 "$2" 2>&1 || exit
{
    "$1/initdb" --pgdata="$2/data" --username=postgres --auth=trust \
        --encoding=UTF8 --locale=C --no-sync &&
    cat >>"$2/data/postgresql.conf" <<END &&
listen_addresses = ''
unix_socket_directories = '$2'
port = 5432
fsync = off
END
    "$1/pg_ctl" --pgdata="$2/data" --log="$2/server.log" --wait start
} >"$2/start.log" 2>&1 && echo ready || cat "$2"/*.log
exec >/dev/null
read -r _
"$1/pg_ctl" --pgdata="$2/data" --mode=immediate --wait stop
rm -rf "$2"
"#;

/// Fills a template database, given its URL; see [`Template::new`].
type Prepare = fn(String) -> Pin<Box<dyn Future<Output = Result<(), OpenError>> + Send>>;

/// What a [`TestDatabase`] starts with, for example all migrations applied. Meant for a `static`.
pub struct Template {
    prepare: Prepare,
    database: OnceCell<String>,
}

impl Template {
    /// A template that `prepare` fills, for example with the tables of all migrations. It must close
    /// its connections: the server makes no copy of a database that somebody is using.
    ///
    /// `prepare` runs when the first database is made from the template. Later ones are clones of the
    /// result, except on the server of `TEST_DATABASE_URL`, where `prepare` runs for each of them: no
    /// code runs at the end of a test binary that could drop the template there.
    pub const fn new(prepare: Prepare) -> Self {
        Self {
            prepare,
            database: OnceCell::const_new(),
        }
    }
}

/// A database of its own for one test.
///
/// Keep the value until the test ends: on the server of `TEST_DATABASE_URL` the database goes with
/// it, also when the test panics and whoever is still connected. Elsewhere it goes with the server.
#[must_use = "the database may be dropped together with this value"]
pub struct TestDatabase {
    name: String,
    url: String,
    server: &'static Server,
}

impl TestDatabase {
    /// A new database with the contents of `template`.
    ///
    /// # Panics
    ///
    /// If there is no server (the message says how to get one), if it refuses, or if `template`
    /// cannot be prepared.
    pub async fn new(template: &Template) -> Self {
        let server = server().await;
        if server.guard.is_none() {
            let database = Self::copy(server, "template0").await;
            server.prepare(&database.name, template.prepare).await;
            return database;
        }
        let source = template
            .database
            .get_or_init(|| async {
                let name = server.create("template0").await;
                server.prepare(&name, template.prepare).await;
                name
            })
            .await;
        Self::copy(server, source).await
    }

    /// A new database without any table.
    ///
    /// # Panics
    ///
    /// If there is no server (the message says how to get one), or if it refuses.
    pub async fn empty() -> Self {
        Self::copy(server().await, "template0").await
    }

    async fn copy(server: &'static Server, source: &str) -> Self {
        let name = server.create(source).await;
        let url = server.url_of(&name);
        Self { name, url, server }
    }

    /// The URL to connect to it with. It may hold a password: not for messages.
    ///
    /// The server takes 100 connections at once from all tests together, so keep pools small.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if self.server.guard.is_some() {
            return;
        }
        // A thread of its own, because the test's runtime cannot be blocked on from inside it, and a
        // task left to it would be cancelled when the test returns.
        let dropped = thread::scope(|scope| {
            scope
                .spawn(|| {
                    runtime().block_on(async {
                        let db = connect(self.server.url.as_str()).await?;
                        drop_database(&db, &self.name).await?;
                        db.close().await
                    })
                })
                .join()
        });
        // No panic: during that of a failing test it would abort the whole run.
        if !matches!(dropped, Ok(Ok(()))) {
            say(&format!(
                "database {} is left on the server of TEST_DATABASE_URL; the next run sweeps it",
                self.name
            ));
        }
    }
}

/// The one server of this process. Never a pool: each test has its own runtime, and a connection
/// stops working when the runtime that opened it is gone.
struct Server {
    /// Leads to a database that is there already, for `CREATE DATABASE` and `DROP DATABASE`.
    url: Url,
    /// Holds the pipe that keeps the server alive. `None` for a server that is not ours.
    guard: Option<Child>,
}

impl Server {
    /// The URL of the database `name`.
    fn url_of(&self, name: &str) -> String {
        let mut url = self.url.clone();
        url.set_path(name);
        url.into()
    }

    /// Creates a database as a copy of `source` and returns its name. Panics if the server refuses.
    ///
    /// `template0` stands for an empty one: unlike `template1`, nobody can be connected to it, which
    /// would make the server refuse.
    async fn create(&self, source: &str) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{PREFIX}{:016x}_{number}", *RUN);
        let sql = format!(r#"CREATE DATABASE "{name}" TEMPLATE "{source}""#);
        let created = async {
            let db = connect(self.url.as_str()).await?;
            db.execute_unprepared(&sql).await?;
            db.close().await
        };
        if let Err(error) = created.await {
            panic!("cannot create a database for this test: {error}");
        }
        name
    }

    /// Runs `prepare` on the database `name`. Panics if it fails.
    async fn prepare(&self, name: &str, prepare: Prepare) {
        if let Err(error) = prepare(self.url_of(name)).await {
            panic!("cannot prepare the database of this test: {error}");
        }
    }
}

/// The server, started by the first test that asks. Panics with one and the same message in every
/// test if there is none.
async fn server() -> &'static Server {
    static SERVER: OnceCell<Result<Server, String>> = OnceCell::const_new();
    let found = SERVER.get_or_init(|| async {
        let start = Instant::now();
        let (server, origin) = find_server().await?;
        let seconds = start.elapsed().as_secs_f32();
        say(&format!(
            "PostgreSQL for the tests: {origin}, ready in {seconds:.1} s"
        ));
        Ok(server)
    });
    match found.await {
        Ok(server) => server,
        Err(reason) => panic!("{reason}"),
    }
}

/// The server to use and a description of it, or why there is none.
async fn find_server() -> Result<(Server, String), String> {
    match setting("POSTGRES_FROM").as_deref() {
        None => {}
        Some("url") => {
            return given().await.unwrap_or_else(|| {
                Err("POSTGRES_FROM=url, but TEST_DATABASE_URL is not set".to_owned())
            });
        }
        Some("container") => {
            let started = match docker_answers() {
                Ok(()) => container().await,
                Err(reason) => Err(reason),
            };
            return started.map_err(|reason| format!("POSTGRES_FROM=container, but {reason}"));
        }
        Some("local") => {
            return local().map_err(|reason| format!("POSTGRES_FROM=local, but {reason}"));
        }
        Some(other) => {
            return Err(format!(
                "POSTGRES_FROM is `{other}`; it can be `url`, `container` or `local`"
            ));
        }
    }

    if let Some(given) = given().await {
        return given;
    }
    let no_container = match docker_answers() {
        Err(reason) => reason,
        Ok(()) => match container().await {
            Ok(found) => return Ok(found),
            Err(reason) => {
                say(&format!("No PostgreSQL container: {reason}"));
                reason
            }
        },
    };
    local().map_err(|no_programs| {
        format!(
            "no PostgreSQL for the tests. Three ways to get one:\n\
             - set TEST_DATABASE_URL to postgres://USER:PASSWORD@HOST:PORT/DATABASE\n\
             - start Docker: {no_container}\n\
             - install PostgreSQL's own programs: {no_programs}"
        )
    })
}

/// The server of `TEST_DATABASE_URL`; `None` if that is not set.
async fn given() -> Option<Result<(Server, String), String>> {
    let text = setting("TEST_DATABASE_URL")?;
    let url = match Url::parse(&text) {
        Ok(url) if matches!(url.scheme(), "postgres" | "postgresql") => url,
        _ => return Some(Err("TEST_DATABASE_URL is no postgres:// URL".to_owned())),
    };
    // It would win over the path, and every test would work in that one database.
    if url.query_pairs().any(|(key, _)| key == "dbname") {
        return Some(Err(
            "TEST_DATABASE_URL names its database with `dbname=`; use the path".to_owned(),
        ));
    }
    // Host and port only: the rest of the URL may hold a password.
    let host = url.host_str().unwrap_or("localhost");
    let port = url.port().unwrap_or(5432);
    let origin = format!("the server of TEST_DATABASE_URL ({host}:{port})");
    let used = async {
        stay_alive(url.to_string()).await?;
        sweep(url.as_str()).await
    };
    Some(match used.await {
        Ok(()) => Ok((Server { url, guard: None }, origin)),
        Err(error) => Err(format!("cannot use {origin}: {error}")),
    })
}

/// Takes the advisory lock that shows other runs, for as long as this process lives, that its
/// databases are in use. Fails if the server cannot be reached.
async fn stay_alive(url: String) -> Result<(), DbErr> {
    let (sender, receiver) = oneshot::channel();
    // A thread of its own, because the connection has to outlive the runtime of every test.
    thread::spawn(move || {
        runtime().block_on(async {
            let locked = async {
                let db = connect(&url).await?;
                let sql = format!("SELECT pg_advisory_lock({})", RUN.cast_signed());
                db.execute_unprepared(&sql).await?;
                Ok(db)
            };
            match locked.await {
                Ok(_connection) => {
                    let _ = sender.send(Ok(()));
                    pending::<()>().await;
                }
                Err(error) => {
                    let _ = sender.send(Err(error));
                }
            }
        });
    });
    receiver.await.expect("the thread answers before it ends")
}

/// Drops the databases of runs that are no longer alive. Fails if the server cannot be asked.
///
/// `pg_locks` rather than an attempt to take the lock: a lock belongs to the database it was taken
/// in, which need not be the one this run is connected to.
async fn sweep(url: &str) -> Result<(), DbErr> {
    let db = connect(url).await?;
    let dead = format!(
        "SELECT datname::text AS name FROM pg_database \
         WHERE datname ~ '^{PREFIX}[0-9a-f]{{16}}_[0-9]+$' AND NOT EXISTS ( \
             SELECT FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 \
             AND lpad(to_hex(classid::bigint), 8, '0') || lpad(to_hex(objid::bigint), 8, '0') \
                 = substr(datname, {}, 16))",
        PREFIX.len() + 1
    );
    let statement = Statement::from_string(DbBackend::Postgres, dead);
    for row in db.query_all_raw(statement).await? {
        let name: String = row.try_get("", "name")?;
        // An error is no reason to fail: another run may sweep at the same moment, or the database
        // may belong to a role this one has no rights over.
        let _ = drop_database(&db, &name).await;
    }
    db.close().await
}

/// Whether a Docker engine answers, as the `docker` program sees it; else the reason.
fn docker_answers() -> Result<(), String> {
    match Command::new("docker").arg("version").output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(_) => Err("no Docker engine answers".to_owned()),
        Err(error) => Err(format!("the program `docker` cannot be run ({error})")),
    }
}

/// A server in a container. Fails if the image cannot be had or its server does not start.
async fn container() -> Result<(Server, String), String> {
    let image = setting("POSTGRES_IMAGE").unwrap_or_else(|| "postgres:17-alpine".to_owned());
    let (image_name, tag) = image
        .rsplit_once(':')
        // In `host:5000/name` the colon begins a port.
        .filter(|(_, tag)| !tag.contains('/'))
        .ok_or_else(|| format!("POSTGRES_IMAGE is `{image}`, which is not NAME:TAG"))?;
    let name = format!("relationships-test-{:016x}", *RUN);
    let guard = guard(CONTAINER_GUARD, &[name.clone().into()])
        .spawn()
        .map_err(|error| format!("no guard for the container: {error}"))?;

    // The engine publishes the port on every network of the machine, hence no well-known password.
    let password = format!("{:016x}", random());
    let started = async {
        let container = Postgres::default()
            .with_password(&password)
            .with_name(image_name)
            .with_tag(tag)
            .with_container_name(&name)
            .start()
            .await?;
        let host = container.get_host().await?.to_string();
        let port = container.get_host_port_ipv4(5432).await?;
        Ok((container, host, port))
    };
    let (container, host, port) = started.await.map_err(
        |error: testcontainers_modules::testcontainers::TestcontainersError| {
            format!("{image} does not start: {error}")
        },
    )?;

    // testcontainers finds the engine in its own way. If the `docker` program talks to another one,
    // the guard could not remove the container; dropped here, it goes now.
    let seen = Command::new("docker")
        .args(["container", "inspect", &name])
        .output();
    if !seen.is_ok_and(|output| output.status.success()) {
        return Err("the `docker` program uses another engine; set DOCKER_HOST".to_owned());
    }
    // From here on the guard owns it: a drop would remove it together with this test's runtime.
    std::mem::forget(container);

    // The port is that of IPv4; at `::1` another container may have the same one.
    let host = if host == "localhost" {
        "127.0.0.1"
    } else {
        &host
    };
    let url = Url::parse(&format!(
        "postgres://postgres:{password}@{host}:{port}/postgres"
    ))
    .map_err(|error| format!("the container has no usable address: {error}"))?;
    let server = Server {
        url,
        guard: Some(guard),
    };
    Ok((server, format!("container {name} of {image}")))
}

/// A server in a temporary folder. Fails if there are no programs or they do not start one.
fn local() -> Result<(Server, String), String> {
    let programs = programs().ok_or(
        "`initdb`, `postgres` and `pg_ctl` are neither on the PATH nor in /usr/lib/postgresql",
    )?;
    let folder = env::temp_dir().join(format!("relationships-test-{:016x}", *RUN));
    let mut command = guard(CLUSTER_GUARD, &[programs.clone(), folder.clone()]);
    command.stdout(Stdio::piped());
    // PostgreSQL refuses to run as root.
    if id(&["-u"])? == 0 {
        command
            .uid(id(&["-u", "postgres"])?)
            .gid(id(&["-g", "postgres"])?);
    }
    let mut guard = command
        .spawn()
        .map_err(|error| format!("no guard for the cluster: {error}"))?;
    let mut answer = String::new();
    guard
        .stdout
        .take()
        .expect("stdout is a pipe")
        .read_to_string(&mut answer)
        .map_err(|error| format!("the guard of the cluster does not answer: {error}"))?;
    if answer != "ready\n" {
        return Err(format!(
            "those in {} do not start a server: {}",
            programs.display(),
            answer.trim_end()
        ));
    }

    let mut url = Url::parse("postgres://postgres@localhost:5432/postgres").expect("a valid URL");
    url.query_pairs_mut()
        .append_pair("host", &folder.to_string_lossy());
    let server = Server {
        url,
        guard: Some(guard),
    };
    Ok((
        server,
        format!("a cluster made with {}", programs.display()),
    ))
}

/// The folder with PostgreSQL's server programs: on the `PATH`, or Debian's newest, which is not.
fn programs() -> Option<PathBuf> {
    let mut debian: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|version| version.path())
        .collect();
    debian.sort_by_key(|path| {
        let version = path.file_name().and_then(|name| name.to_str());
        Reverse(version.and_then(|text| text.parse::<u32>().ok()))
    });
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        // The guard works in another folder, where a relative path leads elsewhere.
        .filter(|folder| folder.is_absolute())
        .chain(debian.into_iter().map(|version| version.join("bin")))
        .find(|folder| {
            ["initdb", "postgres", "pg_ctl"]
                .iter()
                .all(|program| folder.join(program).is_file())
        })
}

/// The number that `id` prints. Fails if there is no such user.
fn id(arguments: &[&str]) -> Result<u32, String> {
    let output = Command::new("id")
        .args(arguments)
        .output()
        .map_err(|error| format!("the program `id` cannot be run ({error})"))?;
    String::from_utf8_lossy(&output.stdout)
        .trim()
        .parse()
        .map_err(|_| "root cannot run them, and there is no user `postgres`".to_owned())
}

/// A shell that runs `script`, whose `read` returns when this process is gone.
fn guard(script: &str, arguments: &[PathBuf]) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", script, "guard"])
        .args(arguments)
        .stdin(Stdio::piped())
        // With this process's own, `cargo test | tee` would wait for the guard.
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // Out of reach of Ctrl-C, which goes to every process of the terminal's group.
        .process_group(0)
        // One that every user can read: in another, `initdb` fails for the user `postgres`.
        .current_dir("/");
    command
}

/// One connection to `url`. Fails if the server cannot be reached within ten seconds.
async fn connect(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        // Without these two the pool replaces its connection after some minutes, and the lock of
        // `stay_alive` is gone.
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>);
    Database::connect(options).await
}

/// Drops a database, whoever is connected to it. Fails if the server refuses.
async fn drop_database(db: &DatabaseConnection, name: &str) -> Result<(), DbErr> {
    let sql = format!(r#"DROP DATABASE IF EXISTS "{name}" WITH (FORCE)"#);
    db.execute_unprepared(&sql).await.map(drop)
}

/// A runtime for a thread of its own.
fn runtime() -> Runtime {
    runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be built")
}

/// The environment variable `name`, unless it is empty, as CI systems set what is not configured.
fn setting(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// A number that no other process has.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// Prints a line in every run: libtest captures `eprintln!`, but not a write to stderr.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

//! The PostgreSQL server that the tests share.
//!
//! It is the first of these that this machine offers. The run says which one it
//! was.
//!
//! 1. `url`: the server of `TEST_DATABASE_URL`, whose user must be allowed to
//!    create databases and roles.
//! 2. `container`: a Docker container of the image `POSTGRES_IMAGE` (default
//!    `postgres:18-alpine`).
//! 3. `local` (Unix only): a server in a temporary folder, started with
//!    PostgreSQL's own programs.
//!
//! `POSTGRES_FROM=url|container|local` allows only that one. Without a server a
//! test did not run, unless the environment names one: then it fails.
//!
//! Container and local server go with the run, however it ends (see [`guard`]).
//! A server of `TEST_DATABASE_URL` outlives the run: each test drops what it
//! created there, and the next run drops what a killed one left.
//!
//! [`guard`]: crate::guard

use std::{
    future::pending,
    io::{self, Write},
    net::{Ipv4Addr, TcpListener},
    process::{self, Command},
    sync::{Arc, Weak},
    thread,
    time::Instant,
};

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use testcontainers::{
    ContainerAsync, ImageExt, TestcontainersError, runners::AsyncRunner,
};
use testcontainers_modules::postgres::Postgres;
use tokio::{
    runtime,
    sync::{Mutex, oneshot},
};
use url::Url;

use crate::{RUN, asked_to_write, database::connect, did_not_run, setting};

/// A server and what the tests need to know about it.
pub struct Server {
    /// Leads to a database that exists, for `CREATE DATABASE`.
    pub url: Url,
    /// `url`, `container` or `local`.
    pub from: &'static str,
    /// Whether its messages are in English.
    pub english: bool,
    /// Its major version.
    pub version: u32,
    /// `pg_dump` of the same version, and who asks it.
    dump: Vec<String>,
    /// Removes the container when it is dropped. On Unix the guard does, since
    /// nobody drops this.
    _container: Option<ContainerAsync<Postgres>>,
}

/// A server, and where it comes from.
type Found = (Server, String);

/// The server of this run, or why there is none.
static FOUND: Mutex<Result<Weak<Server>, String>> =
    Mutex::const_new(Ok(Weak::new()));

/// The server, started by the first test that asks.
///
/// Never a pool: each test has its own runtime, and a connection ends with the
/// runtime that opened it.
///
/// # Panics
///
/// If there is none: then the test did not run, or fails if the environment says
/// where there should be one.
pub async fn server() -> Arc<Server> {
    let mut found = FOUND.lock().await;
    if let Ok(server) = &*found {
        if let Some(server) = server.upgrade() {
            return server;
        }
        match start().await {
            Ok(server) => {
                *found = Ok(Arc::downgrade(&server));
                return server;
            }
            Err(reason) => *found = Err(reason),
        }
    }
    let named = ["TEST_DATABASE_URL", "POSTGRES_FROM"];
    if let Some(name) = named.into_iter().find(|name| setting(name).is_some()) {
        panic!("no PostgreSQL, although {name} is set");
    }
    did_not_run("no PostgreSQL")
}

async fn start() -> Result<Arc<Server>, String> {
    let start = Instant::now();
    let (mut server, origin) = find().await?;
    server.describe().await?;
    let took = start.elapsed().as_secs_f32();
    say(&format!(
        "PostgreSQL {} for the tests: {origin}, ready in {took:.1} s",
        server.version
    ));
    if asked_to_write() && !server.says_what_18_says() {
        say(&format!(
            "error: INSTA_UPDATE=always writes snapshots, and they hold the messages of \
             PostgreSQL 18 in English. Nothing is written or deleted. {GET_18}"
        ));
        // Once for the whole run, before it has done anything.
        process::exit(1);
    }
    let server = Arc::new(server);
    // Elsewhere it goes with the last database on it.
    #[cfg(unix)]
    std::mem::forget(Arc::clone(&server));
    Ok(server)
}

/// What to install or set, in one line, if a test asked for a server in vain.
pub fn missing() -> Option<String> {
    FOUND.try_lock().ok()?.as_ref().err().cloned()
}

/// How to get a server on which snapshots may be written.
pub const GET_18: &str = "To get one: POSTGRES_FROM=container, with Docker. If Docker can't pull \
                          the image, run `.ci/postgres-image NAME:18`, and set \
                          POSTGRES_IMAGE=NAME:18 too.";

impl Server {
    /// Whether its messages are those that the snapshots show.
    pub fn says_what_18_says(&self) -> bool {
        self.english && self.version == 18
    }

    /// The URL of one of its databases.
    pub fn url_of(&self, database: &str) -> Url {
        let mut url = self.url.clone();
        url.set_path(database);
        url
    }

    /// Runs `sql` in the database of [`url`](Self::url).
    pub async fn run(&self, sql: &str) -> Result<(), DbErr> {
        let db = connect(self.url.as_str()).await?;
        db.execute_unprepared(sql).await?;
        db.close().await
    }

    /// What `pg_dump` says about a database.
    ///
    /// # Panics
    ///
    /// If there is no `pg_dump` for this server: then the test did not run.
    pub fn dump(&self, database: &str, options: &[&str]) -> String {
        let mut command = Command::new(&self.dump[0]);
        command.args(&self.dump[1..]).args(options);
        match self.dump.len() {
            1 => command.arg("--dbname").arg(self.url_of(database).as_str()),
            _ => command.arg(database),
        };
        let Some(output) =
            command.output().ok().filter(|output| output.status.success())
        else {
            did_not_run("no pg_dump for this server");
        };
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        // A key that differs each time.
        let lines = text.lines().filter(|line| !line.starts_with(r"\restrict"));
        let lines = lines.filter(|line| !line.starts_with(r"\unrestrict"));
        lines.collect::<Vec<_>>().join("\n")
    }

    async fn describe(&mut self) -> Result<(), String> {
        let asked = async {
            stay_alive(&self.url).await?;
            let db = connect(self.url.as_str()).await?;
            let sql = "SELECT current_setting('server_version_num')::int / 10000 AS version, \
                       current_setting('lc_messages') ~* '^(C|POSIX|en.*)?(\\.|$)' AS english";
            let row = db
                .query_one_raw(Statement::from_string(DbBackend::Postgres, sql))
                .await?;
            let row = row.ok_or(DbErr::RecordNotFound(sql.to_owned()))?;
            let version: i32 = row.try_get("", "version")?;
            self.version = version.unsigned_abs();
            self.english = row.try_get("", "english")?;
            db.close().await
        };
        asked.await.map_err(|error: DbErr| {
            format!("the server for the tests: {error}")
        })
    }
}

/// The first server that there is, or what to do to have one.
async fn find() -> Result<Found, String> {
    let only = setting("POSTGRES_FROM");
    let allowed = |from| only.as_deref().is_none_or(|only| only == from);
    let mut ways = Vec::new();
    if allowed("url") {
        match setting("TEST_DATABASE_URL") {
            // Whoever names a server means that one.
            Some(url) => return given(&url).await,
            None => ways.push(
                "set TEST_DATABASE_URL to postgres://USER:PASSWORD@HOST:PORT/DATABASE".to_owned(),
            ),
        }
    }
    if allowed("container") {
        match container().await {
            Ok(found) => return Ok(found),
            Err(reason) => ways.push(format!("start Docker ({reason})")),
        }
    }
    #[cfg(unix)]
    if allowed("local") {
        match local::start() {
            Ok(found) => return Ok(found),
            Err(reason) => ways.push(format!("install PostgreSQL ({reason})")),
        }
    }
    let ways = match ways.is_empty() {
        true => "set POSTGRES_FROM to url, container or local, or leave it out"
            .to_owned(),
        false => ways.join(", or "),
    };
    Err(ways.lines().collect::<Vec<_>>().join(" "))
}

/// The server of `TEST_DATABASE_URL`.
async fn given(text: &str) -> Result<Found, String> {
    let url = Url::parse(text)
        .ok()
        .filter(|url| url.scheme().starts_with("postgres"));
    let url = url.ok_or("TEST_DATABASE_URL is no postgres:// URL")?;
    // Host and port only: the rest may hold a password.
    let host = url.host_str().unwrap_or("localhost");
    let origin =
        format!("TEST_DATABASE_URL ({host}:{})", url.port().unwrap_or(5432));
    let dead = "name ~ '^relationships_test_[0-9a-f]{16}_' AND NOT EXISTS (SELECT FROM \
                pg_stat_activity WHERE application_name = substr(name, 1, 35))";
    // Two runs may sweep at the same moment: an error is no reason to fail.
    if let Err(error) = sweep(&url, dead).await {
        say(&format!(
            "{origin}: what a killed run left can't be dropped: {error}"
        ));
    }
    Ok((new("url", url, vec!["pg_dump".to_owned()], None), origin))
}

fn new(
    from: &'static str,
    url: Url,
    dump: Vec<String>,
    container: Option<ContainerAsync<Postgres>>,
) -> Server {
    Server {
        from,
        url,
        dump,
        _container: container,
        english: false,
        version: 0,
    }
}

/// Opens a session that shows other runs, for as long as this process lives,
/// that it is alive.
async fn stay_alive(url: &Url) -> Result<(), DbErr> {
    let mut url = url.clone();
    url.query_pairs_mut().append_pair("application_name", &RUN);
    let (sender, receiver) = oneshot::channel();
    // In a thread of its own: it has to outlive the runtime of every test.
    thread::spawn(move || {
        block_on(async {
            let session = connect(url.as_str()).await;
            let connected = session.is_ok();
            let _ =
                sender.send(session.as_ref().map(|_| ()).map_err(Clone::clone));
            if connected {
                pending::<()>().await;
            }
        });
    });
    receiver.await.expect("the thread answers before it ends")
}

/// Drops the databases, then the roles, whose `name` meets the condition.
pub async fn sweep(url: &Url, condition: &str) -> Result<(), DbErr> {
    let db = connect(url.as_str()).await?;
    let sql = format!(
        "SELECT format('DROP %s IF EXISTS %I %s', kind, name, how) AS sql FROM ( \
         SELECT datname::text AS name, 'DATABASE' AS kind, 'WITH (FORCE)' AS how FROM pg_database \
         UNION ALL SELECT rolname::text, 'ROLE', '' FROM pg_roles) AS things \
         WHERE {condition} ORDER BY kind"
    );
    let mut outcome = Ok(());
    for row in db
        .query_all_raw(Statement::from_string(DbBackend::Postgres, sql))
        .await?
    {
        let sql: String = row.try_get("", "sql")?;
        // The others all the same.
        outcome = db.execute_unprepared(&sql).await.map(drop).and(outcome);
    }
    db.close().await.and(outcome)
}

/// A server in a container.
async fn container() -> Result<Found, String> {
    let docker = |arguments: &[&str]| {
        let output = Command::new("docker").args(arguments).output();
        output
            .map_err(|error| format!("the program `docker`: {error}"))
            .map(|output| output.status.success())
    };
    if !docker(&["version"])? {
        return Err("no Docker engine answers".to_owned());
    }
    let image = setting("POSTGRES_IMAGE")
        .unwrap_or_else(|| "postgres:18-alpine".to_owned());
    // In `host:5000/name` the colon begins a port.
    let (image_name, tag) = image
        .rsplit_once(':')
        .filter(|(_, tag)| !tag.contains('/'))
        .ok_or_else(|| {
            format!("POSTGRES_IMAGE is {image:?}, which is not NAME:TAG")
        })?;
    let name = RUN.replace('_', "-");
    // The guard must know the name before there is such a container.
    #[cfg(unix)]
    std::fs::write(crate::guard::guarded().join("container"), &name)
        .map_err(|error| format!("the guard can't be told: {error}"))?;

    let started = async {
        let container = Postgres::default()
            // The engine publishes the port on every network of the machine.
            .with_password(&RUN)
            .with_name(image_name)
            .with_tag(tag)
            .with_container_name(&name)
            .start()
            .await?;
        let host = container.get_host().await?.to_string();
        let port = container.get_host_port_ipv4(5432).await?;
        Ok((container, host, port))
    };
    let started: Result<_, TestcontainersError> = started.await;
    let (container, host, port) =
        started.map_err(|error| format!("{image}: {error}"))?;
    // testcontainers finds the engine in its own way. If `docker` talks to
    // another one, the guard can't remove the container; dropped here, it goes.
    if !docker(&["container", "inspect", &name])? {
        return Err(
            "`docker` uses another engine than testcontainers; set DOCKER_HOST"
                .to_owned(),
        );
    }
    // The port is that of IPv4.
    let host = if host == "localhost" {
        "127.0.0.1"
    } else {
        &host
    };
    let url = format!("postgres://postgres:{}@{host}:{port}/postgres", *RUN);
    let url = Url::parse(&url).map_err(|error| format!("{host}: {error}"))?;
    let dump = ["docker", "exec", &name, "pg_dump", "--username=postgres"];
    let dump = dump.map(str::to_owned).to_vec();
    Ok((
        new("container", url, dump, Some(container)),
        format!("container {name} of {image}"),
    ))
}

/// A server started with PostgreSQL's own programs.
#[cfg(unix)]
mod local {
    use std::{
        cmp::Reverse,
        env, fs,
        path::{Path, PathBuf},
        process::Command,
    };

    use url::Url;

    use super::{Found, free_port, new};
    use crate::{RUN, folder, ordinary_user};

    /// Only with a password, and over TCP: the path of a Unix socket has at
    /// most 107 bytes, and the temporary folder's may be longer.
    pub fn start() -> Result<Found, String> {
        let programs = programs().ok_or(
            "initdb, postgres and pg_ctl are neither on the PATH nor in /usr/lib/postgresql",
        )?;
        let folder = folder().keep();
        let run = |program: &str, arguments: &[&str]| {
            let mut command = Command::new(programs.join(program));
            command.args(arguments).arg("--pgdata").arg(folder.join("data"));
            ordinary_user(&mut command, &folder);
            let output = command.output().map_err(|error| error.to_string())?;
            let words = String::from_utf8_lossy(&output.stderr);
            let log =
                fs::read_to_string(folder.join("log")).unwrap_or_default();
            let failed =
                || format!("{} {program}: {words}{log}", programs.display());
            output.status.success().then_some(()).ok_or_else(failed)
        };
        let path = |name| folder.join(name).display().to_string();
        fs::write(folder.join("password"), &*RUN)
            .map_err(|error| error.to_string())?;
        run(
            "initdb",
            &[
                "--username=postgres",
                "--pwfile",
                &path("password"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
            ],
        )?;
        let mut started = Err(String::new());
        // Somebody else may take the port in between.
        for _ in 0..3 {
            let port = free_port();
            let options = format!(
                "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
            );
            started = run(
                "pg_ctl",
                &[
                    "start",
                    "--wait",
                    "--log",
                    &path("log"),
                    "--options",
                    &options,
                ],
            )
            .map(|()| port);
            if started.is_ok() {
                break;
            }
        }
        let url = format!(
            "postgres://postgres:{}@127.0.0.1:{}/postgres",
            *RUN, started?
        );
        let url = Url::parse(&url).map_err(|error| error.to_string())?;
        // Debian has it on the `PATH`, the servers' programs elsewhere.
        let dump = Some(programs.join("pg_dump")).filter(|dump| dump.is_file());
        let dump = dump.unwrap_or_else(|| PathBuf::from("pg_dump"));
        let dump = vec![dump.display().to_string()];
        Ok((
            new("local", url, dump, None),
            format!("a server of {}", programs.display()),
        ))
    }

    /// The folder with the server's programs: on the `PATH`, or Debian's
    /// newest, which is not.
    fn programs() -> Option<PathBuf> {
        let version = |folder: &PathBuf| {
            folder.file_name()?.to_str()?.parse::<u32>().ok()
        };
        let debian =
            fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        let mut debian: Vec<_> = debian.map(|entry| entry.path()).collect();
        debian.sort_by_key(|folder| Reverse(version(folder)));
        let path = env::var_os("PATH").unwrap_or_default();
        let has_all = |folder: &PathBuf| {
            let has =
                |program: &&str| Path::new(folder).join(program).is_file();
            folder.is_absolute()
                && ["initdb", "postgres", "pg_ctl"].iter().all(has)
        };
        env::split_paths(&path)
            .chain(debian.into_iter().map(|folder| folder.join("bin")))
            .find(has_all)
    }
}

/// Runs `work` to its end in a runtime of its own.
pub fn block_on<T>(work: impl Future<Output = T>) -> T {
    let runtime = runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(work)
}

/// A port that is free at the moment.
pub fn free_port() -> u16 {
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// Prints a line in every run: libtest captures `eprintln!`, but not this.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

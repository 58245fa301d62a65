//! The PostgreSQL server that all tests share: that of `TEST_DATABASE_URL`, or else a container.

use std::{
    env,
    os::unix::process::CommandExt,
    process::{self, Child, Command, Stdio},
};

use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use testcontainers_modules::{
    postgres::Postgres,
    testcontainers::{ContainerAsync, ImageExt, runners::AsyncRunner},
};
use tokio::sync::OnceCell;

/// The first test that asks starts it. It holds a URL and no pool: each test has a runtime of its own,
/// and a connection ends with the runtime that opened it.
static SERVER: OnceCell<Server> = OnceCell::const_new();

struct Server {
    /// Leads to a database that exists.
    url: String,
    /// Rust never drops a static, so dropping the container doesn't remove it: the guard does.
    _container: Option<(ContainerAsync<Postgres>, Child)>,
}

/// Runs `test` in a database of its own without tables. `name` is unique among the tests.
pub async fn in_database(name: &str, test: impl AsyncFnOnce(&DatabaseConnection)) {
    let server = SERVER.get_or_init(start).await;
    let admin = Database::connect(&server.url).await.unwrap();
    let name = format!("starter_test_{name}");
    // A test that failed leaves its database on a server of your own: look into it if you like.
    let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    admin.execute_unprepared(&drop).await.unwrap();
    let create = format!("CREATE DATABASE {name}");
    admin.execute_unprepared(&create).await.unwrap();

    let (server, _) = server.url.rsplit_once('/').expect("a URL with a database");
    let db = Database::connect(format!("{server}/{name}")).await.unwrap();
    test(&db).await;
    db.close().await.unwrap();
    admin.execute_unprepared(&drop).await.unwrap();
}

async fn start() -> Server {
    if let Ok(url) = env::var("TEST_DATABASE_URL") {
        return Server {
            url,
            _container: None,
        };
    }
    let image = env::var("POSTGRES_IMAGE").unwrap_or("postgres:18-alpine".to_owned());
    let (name, tag) = image.rsplit_once(':').expect("NAME:TAG");
    let image = Postgres::default().with_name(name).with_tag(tag);
    let container = format!("starter-test-{}", process::id());
    let guard = guard(&container);
    let image = image
        .with_container_name(container)
        .with_label("project", "starter");
    let container = image.start().await.expect("Docker, or TEST_DATABASE_URL");
    let host = container.get_host().await.unwrap();
    let port = container.get_host_port_ipv4(5432).await.unwrap();
    Server {
        url: format!("postgres://postgres:postgres@{host}:{port}/postgres"),
        _container: Some((container, guard)),
    }
}

/// What the shell does: it waits for the end of this process, then removes the container. It tries
/// several times, because Docker may be starting the container at that moment.
const GUARD: &str =
    r#"read -r _; for try in 1 2 3 4 5; do docker rm --force --volumes "$0"; sleep 1; done"#;

/// Starts that shell. It reads from a pipe whose other end this process holds; the kernel closes that
/// end however the process dies.
fn guard(container: &str) -> Child {
    Command::new("sh")
        .args(["-c", GUARD, container])
        .stdin(Stdio::piped())
        // Otherwise `cargo test | tee` would wait for it.
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // Out of reach of Ctrl-C.
        .process_group(0)
        .spawn()
        .expect("a shell")
}

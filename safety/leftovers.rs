//! The tests leave nothing behind, however they end: no process, no file, no
//! container, and on a server of `TEST_DATABASE_URL` no database and no role.

use std::{
    env, fs,
    io::{BufRead, BufReader, Write, stdin},
    os::unix::{fs::PermissionsExt, process::CommandExt},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use testing::{Kind, TestDatabase, connect, folder, server};

use super::{isolation::role, lesson, pooler::Pooler, walk::Terminal};

/// How a run of the tests ends.
#[derive(Clone, Copy, Debug)]
enum End {
    Pass,
    Fail,
    /// Ctrl-C: the signal goes to every process of the terminal.
    Interrupt,
    /// SIGKILL to the tests alone.
    Kill,
}

/// The argument with which this program is [`a_run`].
pub const A_RUN: &str = "a-run";

/// Started by the tests below as a run of its own.
pub async fn a_run() {
    let file = TestDatabase::empty(Kind::Sqlite).await;
    let database = TestDatabase::empty(Kind::Postgres).await;
    role(&database, "left").await;
    let _pooler = Pooler::start("session", "extra_float_digits").await;
    // Ended by the guard, or with this process.
    let program = lesson("one-to-one", file.url());
    let _program = Terminal::start(&program, &["walk"], 80, 24);
    println!("\nready {}", database.name());
    let mut end = String::new();
    stdin().read_line(&mut end).unwrap();
    assert_ne!(end, "fail\n");
}

/// Starts it. Returns the name of its database too.
fn start(folder: &Path, from: &str, url: &str) -> (Child, String) {
    let mut run = Command::new(env::current_exe().unwrap())
        .arg(A_RUN)
        .env("TMPDIR", folder)
        .env("POSTGRES_FROM", from)
        .env("TEST_DATABASE_URL", url)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        // A terminal's group of processes.
        .process_group(0)
        .spawn()
        .unwrap();
    let lines = BufReader::new(run.stdout.take().unwrap()).lines();
    let mut lines = lines.map(|line| line.unwrap());
    let ready =
        lines.find_map(|line| line.strip_prefix("ready ").map(str::to_owned));
    // The rest of its output has to go somewhere.
    thread::spawn(move || lines.for_each(drop));
    let name = ready
        .unwrap_or_else(|| panic!("no server from {from}: {:?}", run.wait()));
    (run, name)
}

fn end(run: &mut Child, end: End) {
    match end {
        End::Pass => drop(run.stdin.take()),
        End::Fail => run.stdin.take().unwrap().write_all(b"fail\n").unwrap(),
        End::Kill => run.kill().unwrap(),
        End::Interrupt => {
            let group = format!("-{}", run.id());
            let sent =
                Command::new("kill").args(["-INT", "--", &group]).status();
            assert!(sent.unwrap().success());
        }
    }
    run.wait().unwrap();
}

/// Everything of such a run that is on this machine.
fn left(folder: &Path, name: &str) -> Vec<String> {
    let text = folder.display().to_string();
    let is_its = |process: &Path| {
        let environment = fs::read(process.join("environ")).unwrap_or_default();
        String::from_utf8_lossy(&environment).contains(&text)
    };
    // Where there is no /proc, processes are not looked for.
    let entries =
        |path: &Path| fs::read_dir(path).into_iter().flatten().flatten();
    let processes = entries(Path::new("/proc")).map(|entry| entry.path());
    let processes =
        processes.filter(|process| is_its(process)).map(|process| {
            let words = fs::read(process.join("cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&words).replace('\0', " ")
        });
    let files = entries(folder).map(|entry| entry.path().display().to_string());
    let (run, _) = name.rsplit_once('_').unwrap();
    let containers = Command::new("docker")
        .args([
            "ps",
            "--all",
            "--quiet",
            "--filter",
            &format!("name={}", run.replace('_', "-")),
        ])
        .output();
    let containers = containers.map(|output| output.stdout).unwrap_or_default();
    let containers = String::from_utf8(containers).unwrap();
    let containers = containers.lines().map(str::to_owned);
    processes.chain(files).chain(containers).collect()
}

async fn ends_without_a_trace(how: End) {
    let server = server().await;
    let outer = folder();
    // Longer than a Unix socket's path may be.
    let folder = outer.path().join("a".repeat(90));
    fs::create_dir(&folder).unwrap();
    for folder in [outer.path(), &folder] {
        // The server may be another user's.
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let mut ways = vec!["url"];
    if server.from != "url" {
        ways.push(server.from);
    }
    for from in ways {
        let (mut run, name) = start(&folder, from, server.url.as_str());
        end(&mut run, how);
        let start_of_wait = Instant::now();
        while !left(&folder, &name).is_empty() {
            let left = left(&folder, &name);
            assert!(
                start_of_wait.elapsed() < Duration::from_secs(30),
                "{how:?}, {from}: {left:#?}"
            );
            thread::sleep(Duration::from_millis(100));
        }
        if from == "url" {
            // On a server that is not the tests' own, the next run sweeps.
            let (mut next, _) = start(&folder, from, server.url.as_str());
            end(&mut next, End::Pass);
            let (run, _) = name.rsplit_once('_').unwrap();
            let db = connect(server.url.as_str()).await.unwrap();
            let sql = format!(
                "SELECT datname::text AS name FROM pg_database WHERE datname ~ '^{run}' \
                 UNION ALL SELECT rolname::text FROM pg_roles WHERE rolname ~ '^{run}'"
            );
            let left = db
                .query_all_raw(Statement::from_string(DbBackend::Postgres, sql))
                .await;
            assert_eq!(
                left.unwrap().len(),
                0,
                "{how:?}: databases or roles are left"
            );
        }
    }
}

async fn tests_that_pass_leave_nothing_behind() {
    ends_without_a_trace(End::Pass).await;
}

async fn tests_that_fail_leave_nothing_behind() {
    ends_without_a_trace(End::Fail).await;
}

async fn tests_that_are_interrupted_leave_nothing_behind() {
    ends_without_a_trace(End::Interrupt).await;
}

async fn tests_that_are_killed_leave_nothing_behind() {
    ends_without_a_trace(End::Kill).await;
}

/// They hold the words of PostgreSQL 18. In the words of another server they would be wrong, and what
/// no step has written is deleted.
async fn tests_that_write_snapshots_end_at_once_without_an_18() {
    let server = server().await;
    let folder = folder();
    let run = Command::new(env::current_exe().unwrap())
        .arg(A_RUN)
        .env("TMPDIR", folder.path())
        .env("POSTGRES_FROM", "url")
        .env("TEST_DATABASE_URL", server.url.as_str())
        .env("INSTA_UPDATE", "always")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let [out, err] =
        [run.stdout, run.stderr].map(|text| String::from_utf8(text).unwrap());
    if server.says_what_18_says() {
        assert!(run.status.success() && out.contains("ready "), "{err}");
        return;
    }
    assert_eq!(run.status.code(), Some(1), "{err}");
    assert!(!out.contains("ready "), "it went on");
    for words in [
        "Nothing is written or deleted.",
        "POSTGRES_FROM=container",
        ".ci/postgres-image",
    ] {
        assert!(err.contains(words), "{words} is not in {err}");
    }
}

testing::tests![
    tests_that_write_snapshots_end_at_once_without_an_18,
    tests_that_pass_leave_nothing_behind,
    tests_that_fail_leave_nothing_behind,
    tests_that_are_interrupted_leave_nothing_behind,
    tests_that_are_killed_leave_nothing_behind,
];

//! Whatever is typed wrong or set up wrong ends with one line that says what it is and what to do.

use std::{
    ffi::{OsStr, OsString},
    fs,
    os::unix::{ffi::OsStringExt, fs::PermissionsExt, process::CommandExt},
    path::Path,
    process::Command,
};

use migrations::database;
use sea_orm::{ConnectionTrait, Database};
use url::Url;

use crate::{
    postgres::TestDatabase,
    programs::{self, SECRET, command, lesson, program, run, run_at_once},
    wire::{fake, message, refusal, welcome},
};

/// A run that is refused: what is run, what its line says is wrong, and what to do about it.
type Case = (Command, String, &'static str);

fn check(cases: Vec<Case>) {
    let mut commands = Vec::new();
    let mut expected = Vec::new();
    for (command, what, to_do) in cases {
        commands.push(command);
        expected.push((what, to_do));
    }
    for (ran, (what, to_do)) in run_at_once(commands).into_iter().zip(expected) {
        let line = ran.refusal();
        println!("{line}");
        assert!(line.contains(&what), "{what:?} is not in\n{line}");
        assert!(line.contains(to_do), "{to_do:?} is not in\n{line}");
    }
}

#[test]
fn a_url_that_cant_be_read_or_used() {
    let write =
        "write it as postgres://user:password@host:5432/dbname or as sqlite:file.db?mode=rwc";
    let run_on = "the lessons run on postgres://… and on sqlite:…";
    let cases = [
        ("", "no postgres:// or sqlite: in front", write),
        ("localhost", "no postgres:// or sqlite: in front", write),
        (
            "ann:SECRET@localhost/db",
            "no postgres:// or sqlite: in front",
            write,
        ),
        ("postgres", "no postgres:// or sqlite: in front", write),
        ("postgres:", "no postgres:// or sqlite: in front", write),
        (
            "postgres:ann:SECRET@h/d",
            "no postgres:// or sqlite: in front",
            write,
        ),
        ("sqlite3:a.db", "no postgres:// or sqlite: in front", write),
        ("postgres://[::1/d", "invalid IPv6 address", write),
        (
            "postgres://ann:SECRET@h h/d",
            "invalid domain character",
            write,
        ),
        ("postgres://ann:SECRET@:5432/d", "empty host", write),
        (
            "postgres://ann:SECRET@h:99999/d",
            "invalid port number",
            write,
        ),
        (
            "postgres://ann:SECRET@h:port/d",
            "invalid port number",
            write,
        ),
        ("postgres://ann:SECRET%ff@h/d", "invalid utf-8", write),
        ("postgres://ann%ff:SECRET@h/d", "invalid utf-8", write),
        ("postgres://ann:SECRET@h/d%ff", "invalid utf-8", write),
        ("postgres://ann:12/SECRET@h/d", "/ is written %2F", write),
        ("postgres://ann:12?SECRET@h/d", "? is %3F", write),
        ("postgres://ann:12#SECRET@h/d", "# is %23", write),
        (
            "postgres://ann:SECRET@h/d?sslmode=wat",
            "unknown value \"wat\" for `ssl_mode`",
            write,
        ),
        (
            "postgres://h/d?password=SECRET&port=x",
            "invalid digit",
            write,
        ),
        (
            "postgres://h/d?password=SECRET&hostaddr=x",
            "invalid IP address",
            write,
        ),
        (
            "postgres://h/d?statement-cache-capacity=SIX",
            "invalid digit",
            write,
        ),
        (
            "mysql://ann:SECRET@h/d",
            "\"mysql\" databases are not supported",
            run_on,
        ),
        (
            "mariadb://ann:SECRET@h/d",
            "\"mariadb\" databases are not supported",
            run_on,
        ),
        (
            "mssql://ann:SECRET@h/d",
            "\"mssql\" databases are not supported",
            run_on,
        ),
        (
            "https://ann:SECRET@h/d",
            "\"https\" databases are not supported",
            run_on,
        ),
        (
            "POSTGRES://ann:SECRET@h/d",
            "\"POSTGRES\" databases are not supported",
            run_on,
        ),
        ("sqlite:", "it names no file", write),
        ("sqlite://", "it names no file", write),
        ("sqlite:?mode=rwc", "it names no file", write),
        (
            "sqlite:a.db?mode=wat",
            "unknown value \"wat\" for `mode`",
            write,
        ),
        (
            "sqlite:a.db?cache=wat",
            "unknown value \"wat\" for `cache`",
            write,
        ),
        (
            "sqlite:a.db?create=yes",
            "unknown query parameter `create`",
            write,
        ),
        ("sqlite:%ff.db?mode=rwc", "invalid utf-8", write),
    ];
    let folder = programs::folder();
    check(
        cases
            .into_iter()
            .map(|(url, what, to_do)| {
                let mut run = lesson("car-mart", &url.replace("SECRET", SECRET));
                run.current_dir(folder.path());
                (run, what.to_owned(), to_do)
            })
            .collect(),
    );
}

/// What a program shows is one thing; what a caller of the library may log is another.
#[tokio::test]
async fn no_error_holds_the_password() {
    for url in [
        "mysql://ann:SECRET@h/d",
        "postgres://ann:SECRET@h:x/d",
        "postgres://ann:SECRET@localhost:1/d?sslmode=require",
        "postgres://localhost:1/d?password=SECRET",
    ] {
        let url = url.replace("SECRET", SECRET);
        let error = database::open(Some(&url), "car-mart").await.unwrap_err();
        let shown = format!("{error} {error:?} {error:#?}");
        assert!(!shown.contains(SECRET), "{shown}");
    }
}

#[test]
fn arguments_that_are_wrong() {
    let url = format!("postgres://ann:{SECRET}@localhost/db");
    let bytes = |text: &[u8]| OsString::from_vec(text.to_vec());
    let cases: Vec<(&str, Vec<OsString>, &str, &str)> = vec![
        (
            "car-mart",
            vec!["nope".into()],
            "there is no lesson \"nope\"",
            "see --help",
        ),
        (
            "car-mart",
            vec!["--nope".into()],
            "unexpected argument '--nope'",
            "see --help",
        ),
        (
            "car-mart",
            vec!["car-mart".into(), "x".into()],
            "unexpected argument 'x'",
            "see --help",
        ),
        (
            "car-mart",
            vec!["--database-url".into()],
            "a value is required",
            "see --help",
        ),
        (
            "car-mart",
            vec![url.clone().into()],
            "a URL goes after --database-url",
            "see --help",
        ),
        (
            "car-mart",
            vec![format!("--database={url}").into()],
            "unexpected argument '--database'",
            "see --help",
        ),
        (
            "car-mart",
            vec![format!("--password={SECRET}").into()],
            "a URL goes after --database-url",
            "see --help",
        ),
        (
            "car-mart",
            vec!["a\n\u{1b}[31mb".into()],
            "there is no lesson",
            "see --help",
        ),
        (
            "car-mart",
            vec![bytes(b"\xff")],
            "invalid UTF-8",
            "see --help",
        ),
        (
            "car-mart",
            vec![bytes(b"--\xff")],
            "unexpected argument",
            "see --help",
        ),
        (
            "car-mart",
            vec!["--database-url".into(), bytes(b"sqlite:\xff")],
            "invalid UTF-8",
            "see --help",
        ),
        (
            "migrations",
            vec![],
            "required arguments were not provided",
            "see --help",
        ),
        (
            "migrations",
            vec!["nope".into(), "up".into()],
            "invalid value 'nope'",
            "see --help",
        ),
        (
            "migrations",
            vec!["car-mart".into(), "nope".into()],
            "invalid value 'nope'",
            "see --help",
        ),
        (
            "migrations",
            vec!["car-mart".into(), "up".into()],
            "no database is named",
            "set DATABASE_URL",
        ),
        (
            "migrations",
            vec!["car-mart".into(), url.into()],
            "a URL goes after",
            "see --help",
        ),
    ];
    check(
        cases
            .into_iter()
            .map(|(package, arguments, what, to_do)| {
                let mut command = command(package);
                command.args(arguments);
                (command, what.to_owned(), to_do)
            })
            .chain([{
                let mut command = command("car-mart");
                command.env("DATABASE_URL", bytes(b"sqlite:\xff"));
                (command, "invalid UTF-8".to_owned(), "see --help")
            }])
            .collect(),
    );
}

#[test]
fn help_and_version_show_no_password() {
    let url = format!("postgres://ann:{SECRET}@localhost/db?password={SECRET}");
    for package in ["car-mart", "migrations"] {
        for flag in ["--help", "-h", "--version"] {
            let help = run(lesson(package, &url).env("PGPASSWORD", SECRET).arg(flag)).good();
            assert!(!help.is_empty() && !help.contains("ann"), "{help}");
        }
    }
}

#[tokio::test]
async fn a_server_that_refuses() {
    let wait = "wait until the server has started";
    let others = "close other programs that use the server";
    let login = "correct user and password in the URL";
    let place = "correct host and port in the URL";
    let no_tls = "leave sslmode out of the URL";
    // What the server says to the first bytes of the client.
    let played: [(Vec<u8>, &str, &str); 14] = [
        (welcome("9.6.24"), " is PostgreSQL 9", "need 10 or newer"),
        (welcome("8.0.2"), " is PostgreSQL 8", "need 10 or newer"),
        (
            refusal("57P03", "the database system is starting up"),
            "starting up",
            wait,
        ),
        (
            refusal("53300", "sorry, too many clients already"),
            "too many clients",
            others,
        ),
        (
            refusal("28P01", "password authentication failed for user \"ann\""),
            "refuses user \"ann\"",
            login,
        ),
        (
            refusal(
                "28000",
                "no pg_hba.conf entry for host \"::1\", no encryption",
            ),
            "no encryption",
            "without TLS",
        ),
        (
            refusal("42501", "permission denied for database \"d\""),
            "permission denied",
            "ask the database's owner",
        ),
        (
            refusal("3D000", "database \"d\" does not exist"),
            "has no database \"d\"",
            "createdb d",
        ),
        (
            refusal(
                "53100",
                "could not extend file: No space left\non\r\ndevice",
            ),
            "left on device",
            "free some space",
        ),
        (
            refusal("XX000", "\u{1b}[31mred\nlines"),
            "[31mred lines",
            "see the server's log",
        ),
        (
            message(b'R', &7_u32.to_be_bytes()),
            "does not speak as PostgreSQL does",
            place,
        ),
        (
            b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec(),
            "127.0.0.1:",
            place,
        ),
        (b"-ERR unknown command\r\n".to_vec(), "127.0.0.1:", place),
        (Vec::new(), "can't be reached", place),
    ];
    let mut cases: Vec<Case> = Vec::new();
    for (greeting, what, to_do) in played {
        let url = format!("postgres://ann:{SECRET}@127.0.0.1:{}/d", fake(greeting));
        cases.push((lesson("car-mart", &url), what.to_owned(), to_do));
    }
    for (url, what, to_do) in [
        (
            "postgres://ann:SECRET@127.0.0.1:1/d",
            "127.0.0.1:1 can't be reached (Connection refused",
            place,
        ),
        (
            "postgres://ann:SECRET@no-such-host.invalid/d",
            "no-such-host.invalid:5432 can't be reached",
            place,
        ),
        (
            "postgres://ann:SECRET@h/d?host=/no/such/folder",
            "/no/such/folder can't be reached",
            place,
        ),
        (
            "postgres://ann:SECRET@h/d?sslmode=require",
            "can't be reached",
            place,
        ),
    ] {
        cases.push((
            lesson("car-mart", &url.replace("SECRET", SECRET)),
            what.to_owned(),
            to_do,
        ));
    }

    let database = TestDatabase::empty().await;
    let mut url = Url::parse(database.url()).unwrap();
    for mode in ["require", "verify-ca", "verify-full"] {
        let mut url = url.clone();
        url.query_pairs_mut().append_pair("sslmode", mode);
        // A socket needs no encryption, so that there the driver ignores the wish.
        if !url.as_str().contains("host=") {
            cases.push((
                lesson("car-mart", url.as_str()),
                "built without TLS".to_owned(),
                no_tls,
            ));
        }
    }
    url.set_path("no_such_database");
    cases.push((
        lesson("car-mart", url.as_str()),
        "has no database \"no_such_database\"".to_owned(),
        "createdb no_such_database",
    ));
    cases.push((
        {
            let mut command = command("migrations");
            command.args(["car-mart", "status", "--database-url", url.as_str()]);
            command
        },
        "has no database".to_owned(),
        "createdb",
    ));
    check(cases);
}

#[tokio::test]
async fn a_table_that_somebody_keeps_locked() {
    let database = TestDatabase::empty().await;
    run(&mut lesson("car-mart", database.url())).good();
    let db = Database::connect(database.url()).await.unwrap();
    db.execute_unprepared(
        "BEGIN; LOCK TABLE sea_orm_relationships_car_mart.car_info IN ACCESS SHARE MODE",
    )
    .await
    .unwrap();
    let line = run(&mut lesson("car-mart", database.url())).refusal();
    assert!(
        line.contains("kept the lesson's tables locked for 5 s; end its transaction"),
        "{line}"
    );
    db.execute_unprepared("COMMIT").await.unwrap();
}

#[tokio::test]
async fn a_read_only_server() {
    let database = TestDatabase::empty().await;
    let mut url = Url::parse(database.url()).unwrap();
    url.query_pairs_mut()
        .append_pair("options", "-c default_transaction_read_only=on");
    let line = run(&mut lesson("car-mart", url.as_str())).refusal();
    assert!(
        line.contains("read-only transaction; use a server that may be written"),
        "{line}"
    );
}

/// Runs the program as a user to whom permissions apply. They don't to root.
fn as_nobody(folder: &Path, url: &str) -> Command {
    let copy = folder.join("car-mart");
    if !copy.exists() {
        fs::copy(program("car-mart"), &copy).unwrap();
    }
    let mut command = Command::new(copy);
    programs::plain(&mut command);
    command.env("DATABASE_URL", url).current_dir("/");
    if fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
        command.uid(65534).gid(65534);
    }
    command
}

#[test]
fn a_file_that_holds_another_lesson() {
    let folder = programs::folder();
    let url = format!("sqlite:{}/a.db?mode=rwc", folder.path().display());
    run(lesson("migrations", &url).args(["car-mart", "up"])).good();
    let line = run(lesson("migrations", &url).args(["one-to-one", "status"])).refusal();
    assert!(
        line.contains("the tables of another lesson: name another file"),
        "{line}"
    );
    run(lesson("migrations", &url).args(["one-to-one", "fresh"])).good();
}

#[tokio::test]
async fn a_file_that_cant_be_used() {
    let folder = programs::folder();
    let path = |name: &str| folder.path().join(name);
    let url = |name: &str, end: &str| format!("sqlite:{}{end}", path(name).display());
    let mode =
        |path: &Path, bits| fs::set_permissions(path, fs::Permissions::from_mode(bits)).unwrap();
    mode(folder.path(), 0o755);

    fs::create_dir(path("folder")).unwrap();
    fs::write(path("text.db"), "Dear diary, ".repeat(100)).unwrap();
    run(&mut lesson("car-mart", &url("ours.db", "?mode=rwc"))).good();
    mode(&path("ours.db"), 0o444);
    let good = fs::read(path("ours.db")).unwrap();
    // The header stays, the pages are noise.
    let broken: Vec<u8> = good[..100]
        .iter()
        .copied()
        .chain((0..4000).map(|n| (n % 251) as u8))
        .collect();
    fs::write(path("broken.db"), broken).unwrap();
    fs::copy(path("ours.db"), path("secret.db")).unwrap();
    mode(&path("secret.db"), 0o600);
    fs::create_dir(path("closed")).unwrap();
    fs::copy(path("ours.db"), path("closed/ours.db")).unwrap();
    mode(&path("closed/ours.db"), 0o666);
    mode(&path("closed"), 0o555);

    let there = "its folder must be there, and a new file needs ?mode=rwc";
    let writable = "make the file and its folder writable";
    let new = "name a new file";
    let mut cases: Vec<Case> = Vec::new();
    for (name, end, to_do) in [
        ("new.db", "", there),
        ("no/such/folder/a.db", "?mode=rwc", there),
        ("folder", "?mode=rwc", there),
        ("text.db", "", new),
        ("broken.db", "", new),
        ("ours.db", "?mode=ro", writable),
        ("a%00b.db", "?mode=rwc", "name another file"),
    ] {
        let what = name.split('%').next().unwrap_or(name).to_owned();
        cases.push((lesson("car-mart", &url(name, end)), what, to_do));
    }
    for (name, end, to_do) in [
        ("ours.db", "", writable),
        ("secret.db", "", there),
        ("closed/new.db", "?mode=rwc", there),
        ("closed/ours.db", "", writable),
    ] {
        cases.push((
            as_nobody(folder.path(), &url(name, end)),
            name.to_owned(),
            to_do,
        ));
    }
    check(cases);
}

/// A small disk in a mount namespace, which goes with the process. Where the kernel allows none to
/// this user, the same error comes from a limit of SQLite's own.
#[test]
fn a_full_disk() {
    let folder = programs::folder();
    let url = format!("sqlite:{}/a.db?mode=rwc", folder.path().display());
    let mut filled = 0;
    for size in ["4k", "32k", "64k", "128k", "256k"] {
        let mount = format!(
            "mount -t tmpfs -o size={size} none '{}' && exec \"$0\"",
            folder.path().display()
        );
        let mut small = Command::new("unshare");
        programs::plain(&mut small);
        small
            .args(["--user", "--map-root-user", "--mount", "sh", "-c", &mount])
            .arg(OsStr::new(&program("car-mart")))
            .env("DATABASE_URL", &url);
        let ran = run(&mut small);
        if ran.err.contains("unshare") || ran.err.contains("mount:") {
            println!("no small disk here: {}", ran.err.trim());
            return;
        }
        if ran.code == Some(0) {
            continue;
        }
        filled += 1;
        let line = ran.refusal();
        println!("{size}: {line}");
        assert!(line.contains("full; free some space on the disk"), "{line}");
    }
    assert!(filled > 1, "the disks were too large");
}

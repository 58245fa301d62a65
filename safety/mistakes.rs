//! What is typed or set up wrong ends with one line that says what to do, exit
//! code 1, and no password. [`Ran::refusal`](super::Ran) checks all of that.

use std::{
    fs,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    thread,
    time::{Duration, Instant},
};

use car_mart::entity::car_brand;
use exercises::{Attempt, Failure, LESSON, check};
use sea_orm::{ConnectionTrait, TransactionTrait};
use tempfile::NamedTempFile;
use testing::{Kind, TestDatabase, connect, folder, server};
use url::Url;

use super::{
    SECRET,
    away::{LET_IN, message},
    command,
    isolation::role,
    lesson, run, run_at_once,
};

/// No server, wrong password, no database, no right, wrong URL.
async fn the_five_mistakes_that_learners_make_say_what_to_do() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let (user, no_right) = role(&database, "user").await;
    let mut url = Url::parse(&no_right).unwrap();
    let host = match url.query_pairs().find(|(key, _)| key == "host") {
        Some((_, folder)) => folder.into_owned(),
        None => format!(
            "{}:{}",
            url.host_str().unwrap(),
            url.port().unwrap_or(5432)
        ),
    };
    let no_server = TcpStream::connect("127.0.0.1:1").unwrap_err();
    url.set_path("not_there");
    let no_database = url.to_string();
    url.set_path(database.name());
    url.set_password(Some("wr0ng-s3cret-pa55")).unwrap();
    let mut cases = vec![
        (
            format!("postgres://ann:{SECRET}@127.0.0.1:1/d"),
            format!(
                "error: 127.0.0.1:1 can't be reached: {no_server}; start PostgreSQL there, or \
                 correct host and port in the URL"
            ),
        ),
        (
            no_database,
            format!(
                "error: {host} can't be reached: database \"not_there\" does not exist; run \
                 `createdb not_there`, or correct the URL"
            ),
        ),
        (
            no_right,
            format!(
                "error: this user may not create a schema; run as the database's owner: GRANT \
                 CREATE, TEMPORARY ON DATABASE {} TO {user}",
                database.name()
            ),
        ),
        (
            format!("mysql://ann:{SECRET}@h/d"),
            "error: the database URL can't be used: it begins with neither postgres:// nor \
             sqlite:; write it as postgres://user:password@host:5432/dbname or \
             sqlite:file.db?mode=rwc"
                .to_owned(),
        ),
    ];
    // A server of TEST_DATABASE_URL may let everybody in.
    if connect(url.as_str()).await.is_err() {
        cases.push((
            url.to_string(),
            format!(
                "error: {host} can't be reached: password authentication failed for user \
                 \"{user}\"; correct user and password in the URL"
            ),
        ));
    }
    for (url, expected) in cases {
        let line = run(&mut lesson("car-mart", &url)).refusal();
        if server().await.english {
            assert_eq!(line, expected);
        }
    }
}

/// The name of a database in a command that a reader copies.
async fn a_missing_database_is_created_by_the_command_that_is_shown() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let mut url = Url::parse(database.url()).unwrap();
    for (name, argument) in [
        ("my db", "-- 'my db'"),
        ("it's", r"-- 'it'\''s'"),
        ("-d", "-- '-d'"),
        ("$HOME", "-- '$HOME'"),
    ] {
        url.set_path(name);
        let line = run(&mut lesson("car-mart", url.as_str())).refusal();
        let command = format!("run `createdb {argument}`,");
        assert!(line.contains(&command), "{line}");
    }
}

/// A server of our own, which refuses every client with an error: at the login,
/// or at the first statement.
fn refusing(code: &str, words: &str, lets_in: bool) -> u16 {
    let fields = format!("SFATAL\0VFATAL\0C{code}\0M{words}\0\0");
    let error = message(b'E', fields.as_bytes());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for mut client in listener.incoming().flatten() {
            let mut buffer = [0; 4096];
            let _ = client.read(&mut buffer);
            if lets_in {
                let _ = client.write_all(LET_IN);
                let _ = client.read(&mut buffer);
            }
            let _ = client.write_all(&error);
        }
    });
    port
}

fn a_server_that_asks_for_tls_is_said_to_be_out_of_reach_without_it() {
    for (code, words) in [
        (
            "28000",
            r#"no pg_hba.conf entry for host "::1", user "ann", database "d", no encryption"#,
        ),
        (
            "28000",
            "kein pg_hba.conf-Eintrag für Host »::1«, Benutzer »ann«, keine Verschlüsselung",
        ),
        ("08P01", "connection is insecure (try using `sslmode=require`)"),
        ("XX000", "SSL connection is required"),
    ] {
        let port = refusing(code, words, false);
        let url = format!("postgres://ann:{SECRET}@127.0.0.1:{port}/d");
        let line = run(&mut lesson("car-mart", &url)).refusal();
        assert!(line.contains("are built without TLS"), "{line}");
    }
    for mode in ["require", "verify-ca", "verify-full"] {
        let port = refusing("XX000", "never read", false);
        let url = format!(
            "postgres://ann:{SECRET}@127.0.0.1:{port}/d?sslmode={mode}"
        );
        let line = run(&mut lesson("car-mart", &url)).refusal();
        assert!(line.contains("are built without TLS"), "{line}");
    }
}

/// What is in the URL, and how a server may say it.
const PASSWORDS: &[(&str, &str)] = &[
    (SECRET, SECRET),
    ("s3cret%2Fpa55", "s3cret/pa55"),
    ("s3cret%2Fpa55", "s3cret%2Fpa55"),
    ("p%40ss", "p@ss"),
    ("a", "a"),
    ("7", "7"),
    ("%C3%A4", "ä"),
    ("password", "password"),
    ("postgres", "postgres"),
    ("is", "is"),
];

fn the_words_of_a_server_show_no_password() {
    let folder = folder();
    for (written, said) in PASSWORDS {
        for lets_in in [false, true] {
            let words =
                format!("password \"{said}\" is no good: <{said}>, {said}");
            let port = refusing("XX000", &words, lets_in);
            let place = format!("127.0.0.1:{port}/d");
            let mut in_environment =
                lesson("car-mart", &format!("postgres://ann@{place}"));
            let decoded =
                PASSWORDS.iter().find(|(raw, _)| raw == written).unwrap().1;
            in_environment.env("PGPASSWORD", decoded);
            let mut programs = vec![
                lesson(
                    "car-mart",
                    &format!("postgres://ann:{written}@{place}"),
                ),
                lesson(
                    "car-mart",
                    &format!("postgres://ann@{place}?password={written}"),
                ),
                lesson(
                    "migrations",
                    &format!("postgres://ann:{written}@{place}"),
                ),
            ];
            programs[2].args(["car-mart", "status"]);
            // The driver reads only a file that nobody else may read, as this one.
            let mut passwords = NamedTempFile::new_in(folder.path()).unwrap();
            writeln!(passwords, "127.0.0.1:{port}:d:ann:{decoded}").unwrap();
            let mut in_a_file =
                lesson("car-mart", &format!("postgres://ann@{place}"));
            in_a_file.env("PGPASSFILE", passwords.path());
            if *said == decoded {
                programs.extend([in_environment, in_a_file]);
            }
            for ran in run_at_once(programs) {
                let line = ran.refusal();
                assert!(line.contains("\"***\" "), "{line}");
                assert!(line.contains("<***>, ***;"), "{line}");
            }
        }
    }
}

/// `@` and what ends the host, in a password that isn't escaped.
fn a_password_with_a_host_in_it_is_not_taken_for_one() {
    let mut programs = Vec::new();
    for password in [
        "a@SECRET/",
        "a@SECRET?",
        "a@SECRET#",
        "SECRET/a@b",
        "@SECRET/",
        "SECRET@/",
        "a@b@SECRET/c",
        "a:b@SECRET:1/",
        "a@SECRET/c@d#e",
        "a@[SECRET]/",
        "a@SECRET?host=x&",
        "%40@SECRET/%2F",
    ] {
        let password = password.replace("SECRET", SECRET);
        let url = format!("postgres://ann:{password}@127.0.0.1:1/d");
        programs.push(lesson("car-mart", &url));
        let mut migrations = lesson("migrations", &url);
        migrations.args(["car-mart", "status"]);
        programs.push(migrations);
        let mut shape = lesson("shapes", &url);
        shape.arg("chain");
        programs.push(shape);
    }
    for parameter in ["password=a@b", "host=/tmp/@", "application_name=me@home"]
    {
        let url = format!("postgres://ann@127.0.0.1:1/d?{parameter}");
        programs.push(lesson("car-mart", &url));
    }
    for ran in run_at_once(programs) {
        let line = ran.refusal();
        assert!(line.contains("@ is %40"), "{line}");
    }
    // Written so, it is no mistake.
    let url = "postgres://ann@127.0.0.1:1/d?password=a%40b&application_name=me%40home";
    let line = run(&mut lesson("car-mart", url)).refusal();
    assert!(line.contains("127.0.0.1:1 can't be reached"), "{line}");
}

/// The pool has one connection, and the transaction has it.
async fn db_in_place_of_an_open_transaction_is_said_to_be_one(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let mut attempt = Attempt::on(database.open(LESSON).await);
    let check = check::empty_list(async |db| {
        let transaction = db.begin().await?;
        let brands = car_brand::Entity::load().all(db).await?;
        transaction.commit().await?;
        Ok(brands)
    });
    let start = Instant::now();
    let outcome = check(&mut attempt).await;
    assert!(start.elapsed() < Duration::from_secs(10));
    let Err(Failure::Wrong(wrong)) = outcome else {
        panic!("{outcome:?}")
    };
    let text = wrong.text(80).replace('\n', " ");
    assert!(
        text.contains("through the transaction and not through `db`"),
        "{text}"
    );
}

/// None of them connects to a server.
fn every_other_wrong_url_is_one_line_without_a_password() {
    let long =
        format!("postgres://ann:SECRET@127.0.0.1:1/{}", "x".repeat(5000));
    let urls = [
        "",
        "localhost",
        "postgres",
        "postgres:",
        "SECRET",
        "SECRET://h/d",
        "ann:SECRET@localhost/db",
        "postgres:ann:SECRET@h/d",
        "POSTGRES://ann:SECRET@h/d",
        "https://ann:SECRET@h/d",
        "sqlite3:SECRET.db",
        "sqlite://ann:SECRET@h/x.db",
        "sqlite:",
        "sqlite://",
        "sqlite:?mode=rwc",
        "sqlite:a.db?mode=wat",
        "sqlite:a.db?create=yes",
        "sqlite:%ff.db?mode=rwc",
        "postgres://[::1/d",
        "postgres://ann:SECRET@h h/d",
        "postgres://ann:SECRET@:5432/d",
        "postgres://ann:SECRET@h:99999/d",
        "postgres://ann:SECRET@h:port/d",
        "postgres://ann:SECRET%ff@h/d",
        "postgres://ann:12/SECRET@h/d",
        "postgres://ann:12?SECRET@h/d",
        "postgres://ann:12#SECRET@h/d",
        "postgres://127.0.0.1:1/d?password=SECRET&sslmode=wat",
        "postgres://127.0.0.1:1/d?password=SECRET&port=SECRET",
        "postgres://ann:SECRET@127.0.0.1:1/d?sslmode=require",
        "postgres://ann:SECRET@no-such-host.invalid/d",
        "postgres://ann:SECRET@h/d?host=/no/such/folder",
        &long,
    ];
    // Some of them name a file in the present folder.
    let folder = folder();
    let runs = urls.map(|url| {
        let mut command = lesson("car-mart", &url.replace("SECRET", SECRET));
        command.current_dir(folder.path());
        command
    });
    for ran in run_at_once(runs) {
        ran.refusal();
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

fn every_wrong_argument_is_one_line_that_quotes_none() {
    let url = format!("postgres://ann:{SECRET}@localhost/db");
    let (mine, long) = (format!("user:{SECRET}"), SECRET.repeat(500));
    let (option, flag) = (format!("--database={url}"), format!("--{SECRET}"));
    let cases: &[(&str, &[&str])] = &[
        ("car-mart", &[&mine]),
        ("car-mart", &[&url]),
        ("car-mart", &[&long]),
        ("car-mart", &["car-mart", &mine]),
        ("car-mart", &[&option]),
        ("car-mart", &[&flag]),
        ("car-mart", &["--step", &mine]),
        ("car-mart", &["--step", "0"]),
        ("car-mart", &["--database-url"]),
        ("migrations", &[]),
        ("migrations", &["car-mart"]),
        ("migrations", &["car-mart", "up"]),
        ("migrations", &[&mine, "up"]),
        ("migrations", &["car-mart", &mine]),
        ("migrations", &["car-mart", "up", &url]),
    ];
    let runs = cases.iter().map(|(package, arguments)| {
        let mut command = command(package);
        command.args(*arguments);
        command
    });
    for ran in run_at_once(runs) {
        let line = ran.refusal();
        assert!(!line.contains("ann") && !line.contains("user:"), "{line}");
    }
}

fn help_and_version_show_no_password() {
    let url = format!("postgres://ann:{SECRET}@localhost/db?password={SECRET}");
    for package in ["car-mart", "migrations"] {
        for flag in ["--help", "-h", "--version"] {
            let help =
                run(lesson(package, &url).env("PGPASSWORD", SECRET).arg(flag))
                    .good();
            assert!(!help.is_empty() && !help.contains("ann"), "{help}");
        }
    }
}

/// What another session or the server's settings keep a lesson from doing.
async fn a_database_that_refuses_to_be_changed_is_said_in_one_line() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let mut url = Url::parse(database.url()).unwrap();
    for options in [
        "default_transaction_read_only=on",
        "session_replication_role=replica",
    ] {
        url.query_pairs_mut()
            .clear()
            .append_pair("options", &format!("-c {options}"));
        run(&mut lesson("one-to-one", url.as_str())).refusal();
    }

    run(&mut lesson("car-mart", database.url())).good();
    let reader = connect(database.url()).await.unwrap();
    let table = "sea_orm_relationships_car_mart.car_info";
    let transaction = reader.begin().await.unwrap();
    transaction
        .execute_unprepared(&format!("LOCK TABLE {table}"))
        .await
        .unwrap();
    let ran = run(&mut lesson("car-mart", database.url()));
    assert!(ran.took < Duration::from_secs(15), "{ran:?}");
    let line = ran.refusal();
    assert!(line.contains("locked for 5 s; end its transaction"), "{line}");
}

async fn a_file_that_cant_be_used_is_said_in_one_line() {
    let database = TestDatabase::empty(Kind::Sqlite).await;
    run(&mut lesson("car-mart", database.url())).good();
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    let ours = fs::read(database.file()).unwrap();
    fs::write(path("ours.db"), &ours).unwrap();
    fs::write(path("text.db"), "Dear diary, ".repeat(100)).unwrap();
    // The header stays, the pages are noise.
    fs::write(path("broken.db"), [&ours[..100], &[7; 4000]].concat()).unwrap();
    fs::create_dir(path("folder")).unwrap();
    let url =
        |name: &str, end: &str| format!("sqlite:{}{end}", path(name).display());
    let runs = [
        url("new.db", ""),
        url("no/such/folder/a.db", "?mode=rwc"),
        url("folder", "?mode=rwc"),
        url("text.db", ""),
        url("broken.db", ""),
        url("ours.db", "?mode=ro"),
        url("a%00b.db", "?mode=rwc"),
        "sqlite:/dev/null".to_owned(),
        "sqlite:/dev/stdin".to_owned(),
    ];
    for ran in run_at_once(runs.iter().map(|url| lesson("car-mart", url))) {
        assert!(ran.took < Duration::from_secs(5), "{ran:?}");
        let line = ran.refusal();
        assert!(!line.contains("PostgreSQL"), "{line}");
    }
}

/// A lesson waits 15 s for another program's transaction, then says so.
async fn a_file_that_somebody_keeps_locked_is_said_in_one_line() {
    let database = TestDatabase::empty(Kind::Sqlite).await;
    run(&mut lesson("car-mart", database.url())).good();
    let reader = connect(database.url()).await.unwrap();
    reader.execute_unprepared("BEGIN IMMEDIATE").await.unwrap();
    let ran = run(&mut lesson("car-mart", database.url()));
    assert!(ran.took < Duration::from_secs(20), "{ran:?}");
    let line = ran.refusal();
    assert!(line.contains("locked for 15 s"), "{line}");
}

testing::tests![
    the_five_mistakes_that_learners_make_say_what_to_do,
    a_missing_database_is_created_by_the_command_that_is_shown,
    a_server_that_asks_for_tls_is_said_to_be_out_of_reach_without_it,
    the_words_of_a_server_show_no_password,
    a_password_with_a_host_in_it_is_not_taken_for_one,
    db_in_place_of_an_open_transaction_is_said_to_be_one,
    every_other_wrong_url_is_one_line_without_a_password,
    every_wrong_argument_is_one_line_that_quotes_none,
    help_and_version_show_no_password,
    a_database_that_refuses_to_be_changed_is_said_in_one_line,
    a_file_that_cant_be_used_is_said_in_one_line,
    a_file_that_somebody_keeps_locked_is_said_in_one_line,
];

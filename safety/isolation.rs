//! Nothing of the reader's changes. Where a lesson can't be alone it says so
//! and does nothing.

use std::fs;

use sea_orm::ConnectionTrait;
use testing::{Kind, TestDatabase, connect, server};
use url::Url;

use super::{SECRET, lesson, lessons, named, run};

/// What a reader may well have in `public`, with the names that lessons use,
/// and one schema more.
pub const READERS: &str = r#"
CREATE TABLE public."user" (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE public.student (id serial PRIMARY KEY, name text);
CREATE TABLE public.car_info (car_id text UNIQUE, price int CHECK (price > 0));
CREATE TABLE public.seaql_migrations (version varchar PRIMARY KEY, applied_at bigint NOT NULL);
CREATE INDEX idx_car_id ON public.car_info (car_id);
CREATE VIEW public.car_model AS SELECT car_id AS name FROM public.car_info;
CREATE SCHEMA shop;
CREATE TABLE shop.car_brand (id int GENERATED ALWAYS AS IDENTITY, name text);
INSERT INTO public."user" VALUES (1, 'Alice'), (2, 'O''Hara');
INSERT INTO public.student (name) VALUES ('Bob');
INSERT INTO public.car_info VALUES ('C1', 1), ('X1', 2);
INSERT INTO public.seaql_migrations VALUES ('m20260101_000001_create_car_brand', 1);
INSERT INTO shop.car_brand (name) VALUES ('Toyota');
"#;

/// Runs `sql` as a reader does, with nothing set.
pub async fn as_reader(url: &str, sql: &str) {
    let db = connect(url).await.unwrap();
    db.execute_unprepared(sql)
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
    db.close().await.unwrap();
}

/// All that is in a SQLite file, or in a database on the server, except what
/// `options` of `pg_dump` leave out. Without `pg_dump`, the test did not run.
pub async fn contents(database: &TestDatabase, options: &[&str]) -> Vec<u8> {
    if database.kind() == Kind::Sqlite {
        return fs::read(database.file()).unwrap();
    }
    let dump = server().await.dump(database.name(), options);
    dump.into_bytes()
}

/// Twice, because only a second run has something to drop.
async fn objects_outside_a_lessons_schema_stay_as_they_were_byte_for_byte() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    as_reader(database.url(), READERS).await;
    let others = ["--exclude-schema=sea_orm_relationships_*"];
    let before = contents(&database, &others).await;
    for (package, name) in lessons() {
        for _ in 0..2 {
            run(&mut named(package, name, database.url())).good();
        }
    }
    for command in ["up", "down", "status", "refresh"] {
        run(lesson("migrations", database.url()).args(["car-mart", command])).good();
    }
    assert!(contents(&database, &others).await == before);
}

async fn a_schema_that_is_not_ours_is_refused_and_unchanged() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let sql = "CREATE SCHEMA sea_orm_relationships_car_mart; \
               CREATE TABLE sea_orm_relationships_car_mart.car_info (mine text)";
    as_reader(database.url(), sql).await;
    refused_and_unchanged(&database, "was not made by this project").await;
}

async fn a_file_that_is_not_ours_is_refused_and_unchanged() {
    for theirs in [
        "CREATE TABLE car_info (mine TEXT); INSERT INTO car_info VALUES ('x')",
        "PRAGMA application_id = 1196444487",
        "PRAGMA journal_mode = WAL; CREATE TABLE mine (id INTEGER)",
    ] {
        let database = TestDatabase::empty(Kind::Sqlite).await;
        as_reader(database.url(), theirs).await;
        refused_and_unchanged(&database, "was not made by this project").await;
    }
}

async fn refused_and_unchanged(database: &TestDatabase, words: &str) {
    let before = contents(database, &[]).await;
    let line = run(&mut lesson("car-mart", database.url())).refusal();
    assert!(line.contains(words), "{line}");
    for command in ["up", "down", "refresh"] {
        run(lesson("migrations", database.url()).args(["car-mart", command])).refusal();
    }
    assert!(contents(database, &[]).await == before, "{words}");
}

/// `mine` is made after a first run; the second run names it, and runs again
/// when it is gone.
async fn named_and_kept(kind: Kind, mine: &str, dropped: &str, words: &[&str]) {
    let database = TestDatabase::empty(kind).await;
    let first = run(&mut lesson("car-mart", database.url())).good();
    as_reader(
        database.url(),
        &mine.replace("OURS", "sea_orm_relationships_car_mart"),
    )
    .await;
    let before = contents(&database, &[]).await;
    let line = run(&mut lesson("car-mart", database.url())).refusal();
    for word in words {
        assert!(line.contains(word), "{word} is not in {line}");
    }
    assert!(contents(&database, &[]).await == before, "{mine}");
    as_reader(
        database.url(),
        &dropped.replace("OURS", "sea_orm_relationships_car_mart"),
    )
    .await;
    assert!(run(&mut lesson("car-mart", database.url())).good() == first);
}

/// Also one with the name of another lesson's table: `employee`.
async fn a_readers_table_or_view_in_our_schema_is_named_and_kept() {
    for (mine, dropped) in [
        (
            "CREATE TABLE OURS.employee (id int)",
            "DROP TABLE OURS.employee",
        ),
        (
            "CREATE VIEW OURS.employee AS SELECT 1 AS id",
            "DROP VIEW OURS.employee",
        ),
        (
            "CREATE MATERIALIZED VIEW OURS.employee AS SELECT 1 AS id",
            "DROP MATERIALIZED VIEW OURS.employee",
        ),
        (
            "CREATE TABLE OURS.employee (id int) PARTITION BY LIST (id)",
            "DROP TABLE OURS.employee",
        ),
    ] {
        let words = ["\"sea_orm_relationships_car_mart\"", "\"employee\""];
        named_and_kept(Kind::Postgres, mine, dropped, &words).await;
    }
}

async fn a_readers_table_or_view_in_our_file_is_named_and_kept() {
    for (mine, dropped) in [
        ("CREATE TABLE employee (id INTEGER)", "DROP TABLE employee"),
        (
            "CREATE VIEW employee AS SELECT 1 AS id",
            "DROP VIEW employee",
        ),
    ] {
        named_and_kept(Kind::Sqlite, mine, dropped, &["test.db", "\"employee\""]).await;
    }
}

async fn what_depends_on_our_tables_is_named_and_kept() {
    for (mine, dropped, words) in [
        (
            "CREATE STATISTICS public.mine ON id, model_id FROM OURS.car_info",
            "DROP STATISTICS public.mine",
            ["statistics", "mine"],
        ),
        (
            "CREATE PUBLICATION mine FOR TABLE OURS.car_info",
            "DROP PUBLICATION mine",
            ["publication", "mine"],
        ),
        (
            "CREATE VIEW public.mine AS SELECT * FROM OURS.car_info",
            "DROP VIEW public.mine",
            ["public.mine", "car_info"],
        ),
        (
            "CREATE TABLE public.mine (brand int REFERENCES OURS.car_brand)",
            "DROP TABLE public.mine",
            ["public.mine", "car_brand"],
        ),
        (
            "CREATE TABLE public.mine () INHERITS (OURS.car_model)",
            "DROP TABLE public.mine",
            ["public.mine", "car_model"],
        ),
        (
            "CREATE TABLE public.mine (car OURS.car_info)",
            "DROP TABLE public.mine",
            ["public.mine", "car_info"],
        ),
    ] {
        named_and_kept(Kind::Postgres, mine, dropped, &words).await;
    }
}

/// On SQLite each lesson has a file of its own.
async fn a_file_of_another_lesson_is_refused_and_unchanged() {
    let database = TestDatabase::empty(Kind::Sqlite).await;
    run(&mut lesson("car-mart", database.url())).good();
    let before = contents(&database, &[]).await;
    let line = run(&mut lesson("one-to-one", database.url())).refusal();
    assert!(line.contains("car_brand"), "{line}");
    for command in ["up", "down", "refresh", "status"] {
        run(lesson("migrations", database.url()).args(["one-to-one", command])).refusal();
    }
    assert!(contents(&database, &[]).await == before);
}

/// A role that may log in and nothing more. It goes with the database.
pub async fn role(database: &TestDatabase, end: &str) -> (String, String) {
    let name = format!("{}_{end}", database.name());
    as_reader(
        database.url(),
        &format!("CREATE ROLE {name} LOGIN PASSWORD '{SECRET}'"),
    )
    .await;
    let mut url = Url::parse(database.url()).unwrap();
    url.set_username(&name).unwrap();
    url.set_password(Some(SECRET)).unwrap();
    (name, url.into())
}

async fn a_user_needs_two_rights_and_is_told_which() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let name = database.name();
    let sql = format!(
        "REVOKE ALL ON DATABASE {name} FROM PUBLIC; GRANT CONNECT ON DATABASE {name} TO PUBLIC; \
         REVOKE ALL ON SCHEMA public FROM PUBLIC"
    );
    as_reader(database.url(), &sql).await;
    let (user, url) = role(&database, "may").await;
    let grant = format!("GRANT CREATE, TEMPORARY ON DATABASE {name} TO {user}");
    assert_eq!(
        run(&mut lesson("car-mart", &url)).refusal(),
        format!("error: this user may not create a schema; run as the database's owner: {grant}")
    );
    as_reader(database.url(), &grant).await;
    for (package, name) in lessons() {
        run(&mut named(package, name, &url)).good();
        run(&mut named(package, name, &url)).good();
    }

    let (other, url) = role(&database, "other").await;
    as_reader(database.url(), &grant.replace(&user, &other)).await;
    let line = run(&mut lesson("car-mart", &url)).refusal();
    assert!(
        line.contains(&format!("belongs to role {user:?}")),
        "{line}"
    );
}

testing::tests![
    objects_outside_a_lessons_schema_stay_as_they_were_byte_for_byte,
    a_schema_that_is_not_ours_is_refused_and_unchanged,
    a_file_that_is_not_ours_is_refused_and_unchanged,
    a_readers_table_or_view_in_our_schema_is_named_and_kept,
    a_readers_table_or_view_in_our_file_is_named_and_kept,
    what_depends_on_our_tables_is_named_and_kept,
    a_file_of_another_lesson_is_refused_and_unchanged,
    a_user_needs_two_rights_and_is_told_which,
];

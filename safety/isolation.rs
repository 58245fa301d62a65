//! Nothing of the reader's changes. Where a lesson can't be alone it says so
//! and does nothing.

use std::fs;

use harness::database;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use testing::{Kind, TestDatabase, connect, server};
use url::Url;

use super::{SECRET, lesson, lessons, named, packages, run};

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
        run(lesson("migrations", database.url()).args(["car-mart", command]))
            .good();
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
        run(lesson("migrations", database.url()).args(["car-mart", command]))
            .refusal();
    }
    assert!(contents(database, &[]).await == before, "{words}");
}

/// car-mart's schema, where a statement says OURS.
fn ours(sql: &str) -> String {
    sql.replace("OURS", "sea_orm_relationships_car_mart")
}

/// `mine` is made after a first run; every program that would change the lesson's
/// tables names it, and the lesson runs again when it is gone.
async fn named_and_kept(kind: Kind, mine: &str, dropped: &str, words: &[&str]) {
    let database = TestDatabase::empty(kind).await;
    let first = run(&mut lesson("car-mart", database.url())).good();
    as_reader(database.url(), &ours(mine)).await;
    let before = contents(&database, &[]).await;
    let mut programs = vec![lesson("car-mart", database.url())];
    for command in ["up", "down", "refresh"] {
        let mut program = lesson("migrations", database.url());
        program.args(["car-mart", command]);
        programs.push(program);
    }
    for mut program in programs {
        let line = run(&mut program).refusal();
        for word in words {
            assert!(line.contains(word), "{word} is not in {line}");
        }
    }
    assert!(contents(&database, &[]).await == before, "{mine}");
    as_reader(database.url(), &ours(dropped)).await;
    assert!(run(&mut lesson("car-mart", database.url())).good() == first);
}

/// Also one with the name of another lesson's table: `employee`.
async fn a_readers_table_or_view_in_our_schema_is_named_and_kept() {
    for (mine, dropped) in [
        ("CREATE TABLE OURS.employee (id int)", "DROP TABLE OURS.employee"),
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
        ("CREATE VIEW employee AS SELECT 1 AS id", "DROP VIEW employee"),
        (
            "CREATE TABLE employee (brand INTEGER REFERENCES car_brand (id) ON DELETE CASCADE); \
             INSERT INTO employee VALUES (1)",
            "DROP TABLE employee",
        ),
        (
            "CREATE VIRTUAL TABLE employee USING fts5 (name)",
            "DROP TABLE employee",
        ),
    ] {
        named_and_kept(
            Kind::Sqlite,
            mine,
            dropped,
            &["test.db", "\"employee\""],
        )
        .await;
    }
}

/// Of a kind that no lesson makes: whoever made one counts on it.
async fn a_readers_trigger_in_our_file_is_named_and_kept() {
    for mine in [
        "CREATE TRIGGER mine AFTER INSERT ON car_info BEGIN DELETE FROM data_mart; END",
        "CREATE TRIGGER mine BEFORE DELETE ON car_brand BEGIN SELECT 1; END",
    ] {
        named_and_kept(
            Kind::Sqlite,
            mine,
            "DROP TRIGGER mine",
            &["trigger mine"],
        )
        .await;
    }
}

async fn what_depends_on_our_tables_is_named_and_kept() {
    for (mine, dropped, words) in [
        (
            "CREATE VIEW public.mine AS SELECT * FROM OURS.car_info",
            "DROP VIEW public.mine",
            ["public.mine", "car_info"],
        ),
        (
            "CREATE MATERIALIZED VIEW public.mine AS SELECT * FROM OURS.data_mart",
            "DROP MATERIALIZED VIEW public.mine",
            ["public.mine", "data_mart"],
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
        (
            "CREATE DOMAIN public.mine AS OURS.car_info",
            "DROP DOMAIN public.mine",
            ["public.mine", "car_info"],
        ),
        (
            "CREATE FUNCTION mine() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM OURS.car_info; \
             END",
            "DROP FUNCTION mine()",
            ["mine()", "car_info"],
        ),
        (
            "CREATE TABLE public.mine (id int DEFAULT nextval('OURS.car_info_id_seq'))",
            "DROP TABLE public.mine",
            ["public.mine", "car_info_id_seq"],
        ),
    ] {
        named_and_kept(Kind::Postgres, mine, dropped, &words).await;
    }
}

/// The server drops these with a table, and says nothing.
async fn what_would_go_with_our_tables_is_named_and_kept() {
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
            "CREATE FUNCTION mine() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; \
             CREATE TRIGGER mine BEFORE INSERT ON OURS.car_info FOR EACH ROW EXECUTE FUNCTION mine()",
            "DROP FUNCTION mine() CASCADE",
            ["trigger mine", "car_info"],
        ),
        (
            "CREATE RULE mine AS ON DELETE TO OURS.car_brand DO ALSO NOTIFY mine",
            "DROP RULE mine ON OURS.car_brand",
            ["rule mine", "car_brand"],
        ),
        (
            "CREATE POLICY mine ON OURS.car_model USING (true)",
            "DROP POLICY mine ON OURS.car_model",
            ["policy mine", "car_model"],
        ),
        (
            "CREATE TABLE public.mine (LIKE OURS.car_model); \
             ALTER TABLE OURS.car_model INHERIT public.mine",
            "ALTER TABLE OURS.car_model NO INHERIT public.mine; DROP TABLE public.mine",
            ["car_model as a part of", "mine"],
        ),
        (
            "ALTER TABLE OURS.car_model ALTER id DROP IDENTITY IF EXISTS; \
             CREATE TABLE public.mine (LIKE OURS.car_model) PARTITION BY LIST (brand_id); \
             ALTER TABLE public.mine ATTACH PARTITION OURS.car_model DEFAULT",
            "ALTER TABLE public.mine DETACH PARTITION OURS.car_model; DROP TABLE public.mine",
            ["car_model as a part of", "mine"],
        ),
    ] {
        named_and_kept(Kind::Postgres, mine, dropped, &words).await;
    }
}

/// A subscription of this server to another of its databases.
async fn a_subscription_to_our_tables_is_named_and_kept() {
    let publisher = TestDatabase::empty(Kind::Postgres).await;
    run(&mut lesson("car-mart", publisher.url())).good();
    let published = ours("CREATE PUBLICATION mine FOR TABLE OURS.car_info");
    as_reader(publisher.url(), &published).await;
    let url = Url::parse(publisher.url()).unwrap();
    let mine = format!(
        "DO $$ BEGIN EXECUTE format('CREATE SUBSCRIPTION mine CONNECTION %L PUBLICATION mine WITH \
         (create_slot = false, slot_name = NONE, enabled = false, copy_data = false)', \
         format('host=%s port=%s user=%s password={} dbname={}', host(inet_server_addr()), \
         inet_server_port(), current_user)); END $$",
        url.password().unwrap_or_default(),
        publisher.name()
    );
    named_and_kept(
        Kind::Postgres,
        &mine,
        "DROP SUBSCRIPTION mine",
        &["subscription mine"],
    )
    .await;
}

/// The definitions of everything in car-mart's place.
async fn definitions(database: &TestDatabase) -> Vec<u8> {
    if database.kind() == Kind::Postgres {
        let options = ["--schema-only", &ours("--schema=OURS")];
        return contents(database, &options).await;
    }
    let db = connect(database.url()).await.unwrap();
    let sql = "SELECT group_concat(sql, char(10)) AS sql FROM \
               (SELECT sql FROM sqlite_master ORDER BY name)";
    let statement = Statement::from_string(DbBackend::Sqlite, sql);
    let row = db.query_one_raw(statement).await.unwrap().unwrap();
    db.close().await.unwrap();
    row.try_get::<String>("", "sql").unwrap().into_bytes()
}

/// What a reader changes in a lesson's own table goes with it, as its rows do.
async fn goes_with_our_tables(kind: Kind, changes: &[&str]) {
    let database = TestDatabase::empty(kind).await;
    let first = run(&mut lesson("car-mart", database.url())).good();
    let before = definitions(&database).await;
    for change in changes {
        as_reader(database.url(), &ours(change)).await;
        assert!(definitions(&database).await != before, "{change}");
        assert!(run(&mut lesson("car-mart", database.url())).good() == first);
        assert!(definitions(&database).await == before, "{change}");
    }
}

async fn changes_to_our_own_tables_go_with_them() {
    goes_with_our_tables(
        Kind::Postgres,
        &[
            "ALTER TABLE OURS.car_info ADD COLUMN mine serial",
            "ALTER TABLE OURS.car_info ALTER year SET DEFAULT 1",
            "CREATE INDEX mine ON OURS.car_info (year)",
            "ALTER TABLE OURS.car_info ADD CONSTRAINT mine CHECK (year > 0)",
            "CREATE TABLE public.mine (id int PRIMARY KEY); \
             ALTER TABLE OURS.car_info ADD COLUMN mine int REFERENCES public.mine",
            "COMMENT ON TABLE OURS.car_info IS 'mine'",
            "GRANT SELECT ON OURS.car_info TO PUBLIC",
            "ALTER TABLE OURS.car_info ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE OURS.car_info SET (fillfactor = 50)",
            "ALTER TABLE OURS.car_info REPLICA IDENTITY FULL",
        ],
    )
    .await;
}

async fn changes_to_our_own_tables_in_a_file_go_with_them() {
    goes_with_our_tables(
        Kind::Sqlite,
        &[
            "ALTER TABLE car_info ADD COLUMN mine TEXT DEFAULT 'x' CHECK (mine <> '')",
            "CREATE INDEX mine ON car_info (year)",
        ],
    )
    .await;
}

/// On SQLite each lesson has a file of its own, also where both make tables of
/// the same names.
async fn a_file_of_another_lesson_is_refused_and_unchanged() {
    let lessons: Vec<_> = lessons().collect();
    let next = lessons.iter().cycle().skip(1);
    for (&(package, name), &(other_package, other)) in lessons.iter().zip(next)
    {
        let database = TestDatabase::empty(Kind::Sqlite).await;
        run(&mut named(package, name, database.url())).good();
        let before = contents(&database, &[]).await;
        let line =
            run(&mut named(other_package, other, database.url())).refusal();
        assert!(line.contains("is another lesson's file, with "), "{line}");
        for lesson in
            packages().filter(|lesson| *lesson != name && package == name)
        {
            for command in ["up", "down", "refresh", "status"] {
                let mut program = self::lesson("migrations", database.url());
                let line = run(program.args([lesson, command])).refusal();
                assert!(line.contains("is another lesson's file"), "{line}");
            }
        }
        let opened =
            database::open(Some(database.url()), exercises::place()).await;
        let error = opened.expect_err("the exercises don't take it over");
        assert!(error.to_string().contains("another lesson's"), "{error}");
        assert!(contents(&database, &[]).await == before, "{name}");
        assert_eq!(database.files(), ["test.db"]);
    }
}

/// Such a file doesn't say to which lesson it belongs; its tables do.
async fn a_file_of_an_earlier_version_is_still_its_lessons() {
    for (package, name) in lessons() {
        let database = TestDatabase::empty(Kind::Sqlite).await;
        let first = run(&mut named(package, name, database.url())).good();
        as_reader(database.url(), "PRAGMA user_version = 0").await;
        let opened =
            database::open(Some(database.url()), exercises::place()).await;
        let error = opened.expect_err("the exercises don't take it over");
        assert!(error.to_string().contains("another lesson's"), "{error}");
        assert!(run(&mut named(package, name, database.url())).good() == first);
    }
}

/// Also where nothing can be written.
async fn migrations_status_writes_nothing(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let mut url = Url::parse(database.url()).unwrap();
    let read_only = match kind {
        Kind::Postgres => "options=-c default_transaction_read_only=on",
        Kind::Sqlite => "mode=ro",
    };
    url.set_query(Some(read_only));
    for (url, state) in [
        (database.url(), "pending"),
        (url.as_str(), "pending"),
        (url.as_str(), "applied"),
    ] {
        if state == "applied" {
            run(lesson("migrations", database.url()).args(["car-mart", "up"]))
                .good();
        }
        let (before, files) =
            (contents_if_there(&database).await, database.files());
        let lines =
            run(lesson("migrations", url).args(["car-mart", "status"])).good();
        assert!(lines.lines().all(|line| line.ends_with(state)), "{lines}");
        assert!(contents_if_there(&database).await == before);
        assert_eq!(database.files(), files);
    }
    if kind == Kind::Postgres {
        let line =
            run(lesson("migrations", url.as_str()).args(["car-mart", "up"]))
                .refusal();
        assert!(line.contains("read-only"), "{line}");
    }
}

/// The contents of a database, or nothing where the file is not there yet.
async fn contents_if_there(database: &TestDatabase) -> Option<Vec<u8>> {
    match database.kind() == Kind::Sqlite && !database.file().exists() {
        true => None,
        false => Some(contents(database, &[]).await),
    }
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
        format!(
            "error: this user may not create a schema; run as the database's owner: {grant}"
        )
    );
    as_reader(database.url(), &grant).await;
    for (package, name) in lessons() {
        run(&mut named(package, name, &url)).good();
        run(&mut named(package, name, &url)).good();
    }

    let revoke = format!("REVOKE TEMPORARY ON DATABASE {name} FROM {user}");
    as_reader(database.url(), &revoke).await;
    let ran = run(&mut lesson("car-mart", &url));
    assert_eq!(ran.out, "");
    assert_eq!(
        ran.refusal(),
        format!(
            "error: this user may not create a temporary table; run as the database's owner: {grant}"
        )
    );
    run(&mut lesson("one-to-one", &url)).good();

    let (other, url) = role(&database, "other").await;
    as_reader(database.url(), &grant.replace(&user, &other)).await;
    let line = run(&mut lesson("car-mart", &url)).refusal();
    assert!(line.contains(&format!("belongs to role {user:?}")), "{line}");
}

testing::tests![
    objects_outside_a_lessons_schema_stay_as_they_were_byte_for_byte,
    a_schema_that_is_not_ours_is_refused_and_unchanged,
    a_file_that_is_not_ours_is_refused_and_unchanged,
    a_readers_table_or_view_in_our_schema_is_named_and_kept,
    a_readers_table_or_view_in_our_file_is_named_and_kept,
    a_readers_trigger_in_our_file_is_named_and_kept,
    what_depends_on_our_tables_is_named_and_kept,
    what_would_go_with_our_tables_is_named_and_kept,
    a_subscription_to_our_tables_is_named_and_kept,
    changes_to_our_own_tables_go_with_them,
    changes_to_our_own_tables_in_a_file_go_with_them,
    a_file_of_another_lesson_is_refused_and_unchanged,
    a_file_of_an_earlier_version_is_still_its_lessons,
    migrations_status_writes_nothing,
    a_user_needs_two_rights_and_is_told_which,
];

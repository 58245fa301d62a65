//! Nothing of the reader's changes: what is theirs is the same before and after, and where a lesson
//! can't be alone it says so and does nothing.

use std::{fs, process::Command};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement,
};
use url::Url;

use crate::{
    postgres::TestDatabase,
    programs::{self, SECRET, lesson, run},
};

/// What a reader may well have in `public`, with the names that lessons use, and one schema more.
const READERS: &str = r#"
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

/// A connection with nothing set, as the reader's own programs have it.
async fn reader(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1);
    Database::connect(options)
        .await
        .expect("the server answers")
}

/// Everything outside of the lessons' schemas: each object and each row with the transaction that
/// wrote it (`xmin`), so that even rewriting a row with the same values would show.
async fn readers_things(url: &str) -> Vec<String> {
    let db = reader(url).await;
    let text = |sql: String| {
        let db = db.clone();
        async move {
            let rows = db
                .query_all_raw(Statement::from_string(DbBackend::Postgres, sql))
                .await
                .expect("the catalogue can be read");
            rows.iter()
                .map(|row| row.try_get("", "line").expect("text"))
                .collect::<Vec<String>>()
        }
    };
    let theirs = "n.nspname NOT LIKE 'sea_orm_relationships_%' AND n.nspname NOT LIKE 'pg_%' \
                  AND n.nspname <> 'information_schema'";
    let mut lines = text(format!(
        "SELECT format('%s.%s %s %s %s %s', n.nspname, c.relname, c.relkind, c.oid, c.relacl, \
         (SELECT string_agg(a::text || a.xmin, ' ' ORDER BY attnum) FROM pg_attribute a \
         WHERE attrelid = c.oid)) AS line \
         FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE {theirs} ORDER BY 1"
    ))
    .await;
    for catalogue in [
        "pg_constraint",
        "pg_proc",
        "pg_type",
        "pg_trigger",
        "pg_rewrite",
    ] {
        let of = match catalogue {
            "pg_constraint" => "JOIN pg_namespace n ON n.oid = connamespace",
            "pg_proc" => "JOIN pg_namespace n ON n.oid = pronamespace",
            "pg_type" => "JOIN pg_namespace n ON n.oid = typnamespace",
            "pg_trigger" => {
                "JOIN pg_class c ON c.oid = tgrelid JOIN pg_namespace n ON n.oid = relnamespace"
            }
            _ => "JOIN pg_class c ON c.oid = ev_class JOIN pg_namespace n ON n.oid = relnamespace",
        };
        let sql = format!(
            "SELECT t.xmin || t::text AS line FROM {catalogue} t {of} WHERE {theirs} ORDER BY 1"
        );
        lines.extend(text(sql).await);
    }
    let of_database = "SELECT 'role ' || r.xmin || r::text AS line FROM pg_db_role_setting r \
                       UNION ALL SELECT 'schema ' || n.xmin || n::text FROM pg_namespace n WHERE ";
    lines.extend(text(format!("{of_database}{theirs} ORDER BY 1")).await);
    let tables = text(format!(
        "SELECT format('%I.%I', n.nspname, relname) AS line FROM pg_class \
         JOIN pg_namespace n ON n.oid = relnamespace \
         WHERE relkind = 'r' AND {theirs} ORDER BY 1"
    ));
    for table in tables.await {
        let rows = format!(
            "SELECT t.xmin || ' ' || t.ctid || ' ' || t::text AS line FROM {table} t ORDER BY 1"
        );
        lines.extend(text(rows).await);
    }
    let sequences = "SELECT s::text AS line FROM pg_sequences s \
                     WHERE schemaname NOT LIKE 'sea_orm_relationships_%' ORDER BY 1";
    lines.extend(text(sequences.to_owned()).await);
    db.close().await.expect("the connection closes");
    lines
}

/// What `pg_dump` says about the same; `None` where there is no `pg_dump` for this server.
fn dump(url: &str) -> Option<String> {
    let output = Command::new("pg_dump")
        .args(["--exclude-schema=sea_orm_relationships_*", "--dbname", url])
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    // Newer ones begin and end with a key that is another each time.
    let lines = text
        .lines()
        .filter(|line| !line.starts_with('\\') || *line == "\\.");
    output
        .status
        .success()
        .then(|| lines.collect::<Vec<_>>().join("\n"))
}

#[tokio::test]
async fn what_is_not_the_lessons_stays_as_it_was() {
    let database = TestDatabase::empty().await;
    let url = database.url();
    let db = reader(url).await;
    db.execute_unprepared(READERS).await.unwrap();

    let before = (readers_things(url).await, dump(url));
    assert!(before.0.len() > 20, "{before:?}");
    for (package, name) in programs::lessons() {
        for _ in 0..2 {
            run(lesson(package, url).arg(&name)).good();
        }
    }
    for command in ["up", "down", "status", "fresh"] {
        run(lesson("migrations", url).args(["car-mart", command])).good();
    }
    let after = (readers_things(url).await, dump(url));
    assert_eq!(before, after);
    if after.1.is_none() {
        println!("no pg_dump for this server: compared its catalogues and rows only");
    }
}

#[tokio::test]
async fn a_schema_of_our_name_that_we_did_not_make_is_refused() {
    let database = TestDatabase::empty().await;
    let db = reader(database.url()).await;
    db.execute_unprepared(
        "CREATE SCHEMA sea_orm_relationships_car_mart; \
         CREATE TABLE sea_orm_relationships_car_mart.car_info (mine text)",
    )
    .await
    .unwrap();
    let before = dump_all(&db).await;
    let line = run(&mut lesson("car-mart", database.url())).refusal();
    assert_eq!(
        line,
        "error: schema \"sea_orm_relationships_car_mart\" is there already and was not made by \
         this project; rename or drop it, or use another database"
    );
    assert_eq!(dump_all(&db).await, before);
}

/// The columns of every table that is no part of PostgreSQL.
async fn dump_all(db: &DatabaseConnection) -> Vec<String> {
    let sql = "SELECT format('%s.%s.%s', table_schema, table_name, column_name) AS line \
               FROM information_schema.columns \
               WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1";
    let statement = Statement::from_string(DbBackend::Postgres, sql);
    let rows = db.query_all_raw(statement).await.unwrap();
    rows.iter()
        .map(|row| row.try_get("", "line").unwrap())
        .collect()
}

/// A table that the reader keeps among the lesson's, and things elsewhere that depend on them.
#[tokio::test]
async fn what_depends_on_the_lessons_tables_is_named_and_kept() {
    for (theirs, named) in [
        (
            "CREATE TABLE sea_orm_relationships_car_mart.mine (id int)",
            "error: \"sea_orm_relationships_car_mart\" holds \"mine\", which no lesson made; move it \
             elsewhere, or drop it",
        ),
        (
            "CREATE VIEW public.mine AS SELECT * FROM sea_orm_relationships_car_mart.car_info",
            "error: the tables of schema \"sea_orm_relationships_car_mart\" can't be made anew: view \
             public.mine depends on table car_info; drop what depends on them",
        ),
        (
            "CREATE TABLE public.mine (brand int REFERENCES sea_orm_relationships_car_mart.car_brand)",
            "error: the tables of schema \"sea_orm_relationships_car_mart\" can't be made anew: \
             constraint mine_brand_fkey on table public.mine depends on table car_brand; drop what \
             depends on them",
        ),
        (
            "CREATE TABLE public.mine () INHERITS (sea_orm_relationships_car_mart.car_model)",
            "error: the tables of schema \"sea_orm_relationships_car_mart\" can't be made anew: \
             table public.mine depends on table car_model; drop what depends on them",
        ),
    ] {
        let database = TestDatabase::empty().await;
        let url = database.url();
        let first = run(&mut lesson("car-mart", url)).good();
        let db = reader(url).await;
        db.execute_unprepared(theirs).await.unwrap();
        let before = dump_all(&db).await;

        assert_eq!(run(&mut lesson("car-mart", url)).refusal(), named);
        run(lesson("migrations", url).args(["car-mart", "fresh"])).refusal();
        assert_eq!(dump_all(&db).await, before);

        // As the line says.
        db.execute_unprepared(
            "DO $$ BEGIN DROP TABLE IF EXISTS public.mine, sea_orm_relationships_car_mart.mine; \
             EXCEPTION WHEN wrong_object_type THEN DROP VIEW public.mine; END $$",
        )
        .await
        .unwrap();
        assert_eq!(run(&mut lesson("car-mart", url)).good(), first);
    }
}

/// A role that may log in and nothing more, and a database to try it in.
struct Role {
    name: String,
    admin: DatabaseConnection,
    database: TestDatabase,
}

impl Role {
    async fn new(suffix: &str) -> Self {
        let database = TestDatabase::empty().await;
        let admin = reader(database.url()).await;
        let path = Url::parse(database.url()).unwrap().path().to_owned();
        let name = format!("{}_{suffix}", path.trim_start_matches('/'));
        let sql = format!("CREATE ROLE {name} LOGIN PASSWORD '{SECRET}'");
        admin
            .execute_unprepared(&sql)
            .await
            .expect("the tests' user may create roles");
        Self {
            name,
            admin,
            database,
        }
    }

    fn url(&self) -> String {
        let mut url = Url::parse(self.database.url()).unwrap();
        url.set_username(&self.name).unwrap();
        url.set_password(Some(SECRET)).unwrap();
        url.into()
    }

    fn database(&self) -> String {
        let url = Url::parse(self.database.url()).unwrap();
        url.path().trim_start_matches('/').to_owned()
    }

    async fn sql(&self, sql: &str) {
        self.admin.execute_unprepared(sql).await.unwrap();
    }

    /// Drops the role with all it owns. The server's roles outlive its databases.
    async fn remove(self) {
        let name = &self.name;
        self.sql(&format!("DROP OWNED BY {name} CASCADE; DROP ROLE {name}"))
            .await;
    }
}

#[tokio::test]
async fn a_role_that_may_only_create_schemas_can_run_every_lesson() {
    let role = Role::new("may").await;
    let (name, database) = (&role.name, role.database());
    role.sql(&format!(
        "GRANT CREATE ON DATABASE {database} TO {name}; REVOKE ALL ON SCHEMA public FROM PUBLIC"
    ))
    .await;
    let mut outcomes = Vec::new();
    for (package, name) in programs::lessons() {
        for _ in 0..2 {
            outcomes.push(run(lesson(package, &role.url()).args([&name, "--sql"])));
        }
    }
    role.remove().await;
    for outcome in outcomes {
        outcome.good();
    }
}

#[tokio::test]
async fn a_role_that_may_not_create_schemas_is_told_what_is_missing() {
    let role = Role::new("may_not").await;
    let ran = run(&mut lesson("car-mart", &role.url()));
    let (name, database) = (role.name.clone(), role.database());

    // A second role that may, but finds the first one's schema.
    role.sql(&format!("GRANT CREATE ON DATABASE {database} TO {name}"))
        .await;
    let first = run(&mut lesson("car-mart", &role.url()));
    let second = format!("{name}_either");
    role.sql(&format!(
        "CREATE ROLE {second} LOGIN PASSWORD '{SECRET}'; GRANT CREATE ON DATABASE {database} TO {second}"
    ))
    .await;
    let mut url = Url::parse(&role.url()).unwrap();
    url.set_username(&second).unwrap();
    let other = run(&mut lesson("car-mart", url.as_str()));
    role.sql(&format!("DROP OWNED BY {second}; DROP ROLE {second}"))
        .await;
    role.remove().await;

    assert_eq!(
        ran.refusal(),
        format!(
            "error: user {name:?} may not create a schema in database {database:?}; run `GRANT \
             CREATE ON DATABASE \"{database}\" TO \"{name}\"` as its owner"
        )
    );
    first.good();
    assert!(
        other
            .refusal()
            .contains(&format!("belongs to role {name:?}"))
    );
}

#[tokio::test]
async fn a_sqlite_file_with_other_tables_is_refused_and_stays_as_it_was() {
    let folder = programs::folder();
    for (name, theirs) in [
        (
            "tables.db",
            "CREATE TABLE car_info (mine TEXT); INSERT INTO car_info VALUES ('x')",
        ),
        ("marked.db", "PRAGMA application_id = 1196444487"),
        (
            "wal.db",
            "PRAGMA journal_mode = WAL; CREATE TABLE mine (id INTEGER)",
        ),
    ] {
        let path = folder.path().join(name);
        let url = format!("sqlite:{}?mode=rwc", path.display());
        let db = reader(&url).await;
        db.execute_unprepared(theirs).await.unwrap();
        db.close().await.unwrap();
        let before = fs::read(&path).unwrap();

        let line = run(&mut lesson("car-mart", &url)).refusal();
        let named = format!("error: {path:?} was not made by this project; name a new file");
        assert_eq!(line, named);
        run(lesson("migrations", &url).args(["car-mart", "fresh"])).refusal();
        assert!(fs::read(&path).unwrap() == before, "{name} has changed");
    }
}

#[tokio::test]
async fn a_table_of_the_readers_in_a_lessons_file_is_named_and_kept() {
    let folder = programs::folder();
    let path = folder.path().join("lesson.db");
    let url = format!("sqlite:{}?mode=rwc", path.display());
    let first = run(&mut lesson("car-mart", &url)).good();
    let db = reader(&url).await;
    db.execute_unprepared("CREATE TABLE \"my \"\" table\" (id INTEGER)")
        .await
        .unwrap();
    db.close().await.unwrap();
    let before = fs::read(&path).unwrap();

    let line = run(&mut lesson("car-mart", &url)).refusal();
    let named = "holds \"my \\\" table\", which no lesson made; move it elsewhere, or drop it";
    assert!(line.ends_with(named), "{line}");
    assert!(line.contains(path.to_str().unwrap()), "{line}");
    assert!(fs::read(&path).unwrap() == before, "the file has changed");

    let db = reader(&url).await;
    db.execute_unprepared("DROP TABLE \"my \"\" table\"")
        .await
        .unwrap();
    db.close().await.unwrap();
    assert_eq!(run(&mut lesson("car-mart", &url)).good(), first);
}

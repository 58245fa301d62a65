//! A schema with a mark and a lock.

use std::time::{Duration, Instant};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, SqlxPostgresConnector, Statement,
    TransactionTrait,
    sqlx::{
        self, Connection, PgConnection, Row,
        postgres::{PgConnectOptions, PgPoolOptions},
        raw_sql,
    },
};
use tokio::time::{sleep, timeout};

use super::{
    OpenError, PATIENCE, TURN, answered,
    error::{code, detail},
    first_name, literals, one_row,
};

/// The comment on a schema that says who made it. A schema without it is somebody else's.
const MARK: &str = "Made by sea-orm-relationships: every run drops its tables and recreates them.";

/// Opens `url` and claims `schema`.
pub(super) async fn open(url: &str, schema: &str) -> Result<DatabaseConnection, OpenError> {
    let options = parse(url, schema)?;
    // A pool tries until its time is up and keeps the reason to itself, so one connection goes first.
    let probe = async { PgConnection::connect_with(&options).await?.close().await };
    match timeout(PATIENCE, probe).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => return Err(no_connection(&options, &error)),
        Err(_) => {
            return Err(no_answer(
                &options,
                &format!("no answer within {} s", PATIENCE.as_secs()),
            ));
        }
    }

    let pool = PgPoolOptions::new()
        // One session: the lock lives and dies with it.
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(PATIENCE)
        // Otherwise every statement costs a second round trip, to ask whether the first can work.
        .test_before_acquire(false)
        .connect_lazy_with(options);
    // Unprepared: a pooler may prepare a statement in one session and run it in the next.
    let asked = raw_sql("SELECT current_setting('sea_orm_relationships.schema', true)");
    let session = answered(asked.fetch_one(&pool)).await?;
    if session.try_get::<Option<&str>, _>(0)? != Some(schema) {
        return Err(OpenError::Pooler);
    }

    let db = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
    lock(&db, schema).await?;
    answered(claim(&db, schema)).await?;
    Ok(db)
}

/// The URL, with what every session gets in its first message: there a pooler that can't keep it has
/// to refuse it, and a session that is opened again has it too.
fn parse(url: &str, schema: &str) -> Result<PgConnectOptions, OpenError> {
    let (_, rest) = url.split_once("//").unwrap_or_default();
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // Half a password would be taken for host and port, and shown in messages.
    if rest.contains('@') && !authority.contains('@') {
        return Err(OpenError::Url(
            "in user and password, / is written %2F, ? is %3F and # is %23".to_owned(),
        ));
    }
    let options: PgConnectOptions = url.parse().map_err(|error| OpenError::url(&error))?;
    // The driver looks up `[::1]` with the brackets of the URL.
    let host = options.get_host().trim_matches(['[', ']']).to_owned();
    Ok(options.host(&host).options([
        ("search_path", schema),
        // A setting that PostgreSQL doesn't know: only this session has it. See `open`.
        ("sea_orm_relationships.schema", schema),
        ("lock_timeout", &PATIENCE.as_millis().to_string()),
    ]))
}

/// Takes the lesson's lock for as long as the session lives.
async fn lock(db: &DatabaseConnection, schema: &str) -> Result<(), OpenError> {
    let sql = format!("SELECT pg_try_advisory_lock(hashtext('{schema}')) AS mine");
    let start = Instant::now();
    // Asked again and again, so that a server which stops answering meanwhile is noticed.
    while !answered(one_row(db, &sql))
        .await?
        .try_get::<bool>("", "mine")?
    {
        if start.elapsed() > TURN {
            return Err(OpenError::Busy {
                place: schema.to_owned(),
            });
        }
        sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

/// Makes the schema, or makes sure that it is this project's and this role's.
async fn claim(db: &DatabaseConnection, schema: &str) -> Result<(), OpenError> {
    let found = db
        .query_one_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT coalesce(obj_description(oid, 'pg_namespace') = $2, false) AS marked, \
             pg_has_role(nspowner, 'USAGE') AS owned, \
             pg_get_userbyid(nspowner)::text AS owner \
             FROM pg_namespace WHERE nspname = $1",
            [schema.into(), MARK.into()],
        ))
        .await?;

    let Some(found) = found else {
        // Both in one implicit transaction: a schema without the mark is never left behind.
        let sql = format!("CREATE SCHEMA {schema}; COMMENT ON SCHEMA {schema} IS '{MARK}'");
        return match db.execute_unprepared(&sql).await {
            Err(error) if code(&error) == "42501" => Err(OpenError::NoRight {
                grant: one_row(
                    db,
                    "SELECT format('GRANT CREATE, TEMPORARY ON DATABASE %I TO %I', \
                     current_database(), current_user) AS sql",
                )
                .await?
                .try_get("", "sql")?,
            }),
            outcome => Ok(outcome.map(drop)?),
        };
    };

    let why = if !found.try_get::<bool>("", "marked")? {
        "was not made by this project".to_owned()
    } else if !found.try_get::<bool>("", "owned")? {
        format!(
            "belongs to role {:?}",
            found.try_get::<String>("", "owner")?
        )
    } else {
        return Ok(());
    };
    Err(OpenError::NotOurs {
        place: schema.to_owned(),
        why,
    })
}

/// Drops the lesson's `tables` in `schema`.
pub(super) async fn clear(
    db: &DatabaseConnection,
    schema: &str,
    tables: &[&str],
) -> Result<(), OpenError> {
    let transaction = db.begin().await?;
    let here = one_row(&transaction, "SELECT current_schema()::text AS schema").await?;
    if here.try_get::<Option<String>>("", "schema")?.as_deref() != Some(schema) {
        return Err(OpenError::Pooler);
    }
    if let Some(name) = first_name(&transaction, strangers(schema, tables)).await? {
        return Err(OpenError::Stranger {
            place: schema.to_owned(),
            name,
        });
    }

    // One statement a kind, views before tables. Without CASCADE: it would reach into other
    // schemas and drop the reader's own views and keys there.
    let statements = transaction
        .query_all_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT 'DROP ' || kind || ' ' || string_agg(format('%I.%I', $1, relname), ', ') AS sql \
             FROM pg_class JOIN (VALUES (1, 'v', 'VIEW'), (2, 'm', 'MATERIALIZED VIEW'), \
             (3, 'r', 'TABLE')) AS kinds (place, letter, kind) ON letter = relkind::text \
             WHERE relnamespace = to_regnamespace($1) GROUP BY place, kind ORDER BY place",
            [schema.into()],
        ))
        .await?;
    for statement in statements {
        let sql: String = statement.try_get("", "sql")?;
        match transaction.execute_unprepared(&sql).await {
            Err(error) if code(&error) == "2BP01" => {
                return Err(OpenError::Depended {
                    schema: schema.to_owned(),
                    reason: detail(&error),
                });
            }
            outcome => outcome.map(drop)?,
        }
    }
    Ok(transaction.commit().await?)
}

/// What is in `schema`, or hangs on a table in it, and would be lost without a word.
pub(super) fn strangers(schema: &str, tables: &[&str]) -> String {
    format!(
        "WITH ours AS (SELECT oid, relname, relkind FROM pg_class \
         WHERE relnamespace = to_regnamespace('{schema}')) \
         SELECT relname::text AS name FROM ours WHERE relkind IN ('r', 'p', 'f', 'v', 'm') \
         AND relname NOT IN ({}) \
         UNION ALL SELECT 'statistics ' || stxname FROM pg_statistic_ext JOIN ours ON stxrelid = ours.oid \
         UNION ALL SELECT 'publication ' || pubname FROM pg_publication_rel \
         JOIN pg_publication p ON prpubid = p.oid JOIN ours ON prrelid = ours.oid \
         ORDER BY name LIMIT 1",
        literals(tables)
    )
}

/// What kept the connection from being made, in the reader's terms.
fn no_connection(options: &PgConnectOptions, error: &sqlx::Error) -> OpenError {
    let code = error.as_database_error().and_then(|error| error.code());
    // PgBouncer's, where `options` is not among its `ignore_startup_parameters`.
    if code.as_deref() == Some("08P01") && error.to_string().contains("startup parameter") {
        return OpenError::Pooler;
    }
    let advice = match (code.as_deref(), error) {
        (Some("28P01" | "28000"), _) => "correct user and password in the URL".to_owned(),
        (Some("3D000"), _) => {
            let name = options.get_database().unwrap_or(options.get_username());
            format!("run `createdb {name}`, or correct the URL")
        }
        (None, sqlx::Error::Io(error)) => return no_answer(options, &error.to_string()),
        _ => "put that right, or use another server".to_owned(),
    };
    OpenError::NoConnection {
        server: server(options),
        reason: match error.as_database_error() {
            Some(error) => error.message().to_owned(),
            None => error.to_string(),
        },
        advice,
    }
}

fn no_answer(options: &PgConnectOptions, reason: &str) -> OpenError {
    OpenError::NoConnection {
        server: server(options),
        reason: reason.to_owned(),
        advice: "start PostgreSQL there, or correct host and port in the URL".to_owned(),
    }
}

/// Where the server is, without the rest of the URL.
fn server(options: &PgConnectOptions) -> String {
    match options.get_socket() {
        Some(folder) => folder.display().to_string(),
        None => format!("{}:{}", options.get_host(), options.get_port()),
    }
}

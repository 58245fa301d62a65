//! A schema with a mark and a lock.

use std::time::Instant;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, SqlxPostgresConnector,
    sqlx::{
        self, ConnectOptions, Connection, PgConnection, Row,
        postgres::{PgConnectOptions, PgPoolOptions},
        raw_sql,
    },
};
use tokio::time::timeout;

use super::{
    OpenError, PATIENCE, Place, TURN, answered,
    error::{code, detail},
    literals, one_row, schema, secret, still_alone, survey as surveyed,
};

/// The comment on a schema that says who made it. A schema without it is somebody else's.
const MARK: &str = "Made by sea-orm-relationships: every run drops its tables and recreates them.";

/// Whether this session has the lock of the schema in which it works.
pub(super) const HELD: &str = "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' \
     AND pid = pg_backend_pid() AND granted \
     AND (classid::bigint << 32 | objid::bigint) = hashtext(current_schema()::text)) AS held";

/// Opens `url` and claims the lesson's schema.
pub(super) async fn open(
    url: &str,
    place: Place<'_>,
    writes: bool,
) -> Result<DatabaseConnection, OpenError> {
    let schema = schema(place.lesson);
    let options = parse(url, &schema)?;
    // A pool tries until its time is up and keeps the reason to itself, so one connection goes first.
    let probe =
        async { PgConnection::connect_with(&options).await?.close().await };
    let probed = async { Ok::<_, OpenError>(timeout(PATIENCE, probe).await) };
    match answered(probed).await? {
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
        .connect_lazy_with(options.clone());
    // Unprepared: a pooler may prepare a statement in one session and run it in the next.
    let asked =
        raw_sql("SELECT current_setting('sea_orm_relationships.schema', true)");
    let session = answered(asked.fetch_one(&pool)).await?;
    if session.try_get::<Option<&str>, _>(0)? != Some(schema.as_str()) {
        return Err(OpenError::Pooler);
    }
    // If that session ends, the pool would open another, without the lock. There is no server here.
    pool.set_connect_options(options.socket("/dev/null"));

    let db = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
    if writes {
        lock(&db, &schema).await?;
    }
    answered(claim(&db, &schema, place, writes)).await?;
    if writes {
        still_alone(&db).await?;
        let drops = surveyed(&db, place).await?;
        // Dropped and rolled back: only the server knows all that depends on the tables.
        dropped(&db, &format!("BEGIN; {drops} ROLLBACK")).await?;
    }
    Ok(db)
}

/// The URL, with what every session gets in its first message: there a pooler that can't keep it has
/// to refuse it, and a session that is opened again has it too.
fn parse(url: &str, schema: &str) -> Result<PgConnectOptions, OpenError> {
    let (_, rest) = url.split_once("//").unwrap_or_default();
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // Part of a password would be taken for the host, and shown in messages.
    if rest[authority.len()..].contains('@') {
        return Err(OpenError::Url(
            "in user and password, / is written %2F, ? is %3F, # is %23 and @ is %40; behind the \
             host, @ is %40 too"
                .to_owned(),
        ));
    }
    let options: PgConnectOptions =
        url.parse().map_err(|error| OpenError::url(&error))?;
    // As the driver sends it, also that of PGPASSWORD or a password file. The URL that it makes can't
    // hold every host and user.
    let sent = options.clone().host("host").username("user");
    secret::keep(sent.to_url_lossy().as_str());
    // The driver looks up `[::1]` with the brackets of the URL.
    let host = options.get_host().trim_matches(['[', ']']).to_owned();
    Ok(options.host(&host).options([
        ("search_path", schema),
        // A setting that PostgreSQL doesn't know: only this session has it. See `open`.
        ("sea_orm_relationships.schema", schema),
        ("lock_timeout", &PATIENCE.as_millis().to_string()),
        // The server ends a session whose network is gone, and its lock, after 20 + 3 * 10 s. By
        // itself it would wait for two hours.
        ("tcp_keepalives_idle", "20"),
        ("tcp_keepalives_interval", "10"),
        ("tcp_keepalives_count", "3"),
        ("tcp_user_timeout", "50000"),
    ]))
}

/// Takes the lesson's lock for as long as the session lives, in the order in which runs came.
async fn lock(db: &DatabaseConnection, schema: &str) -> Result<(), OpenError> {
    let take = format!("SELECT pg_advisory_lock(hashtext('{schema}'))");
    // Who has it, and when they last began or ended a statement.
    let holder = format!(
        "SELECT coalesce(max(concat(pid, ' ', query_start, ' ', state_change)), '') AS holder \
         FROM pg_locks LEFT JOIN pg_stat_activity USING (pid) \
         WHERE locktype = 'advisory' AND granted \
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) \
         AND (classid::bigint << 32 | objid::bigint) = hashtext('{schema}')"
    );
    let mut seen = String::new();
    let mut since = Instant::now();
    loop {
        let now = answered(one_row(db, &holder)).await?;
        let now: String = now.try_get("", "holder")?;
        if now != seen {
            (seen, since) = (now, Instant::now());
        } else if since.elapsed() >= TURN {
            return Err(OpenError::Busy {
                place: schema.to_owned(),
            });
        }
        match answered(db.execute_unprepared(&take)).await {
            // The time for a lock is up. So a server that stops answering meanwhile is noticed.
            Err(OpenError::Locked) => {}
            outcome => return outcome.map(drop),
        }
    }
}

/// Makes the schema, or makes sure that it is this project's and this role's, and that the role has
/// the rights that the lesson needs.
async fn claim(
    db: &DatabaseConnection,
    schema: &str,
    place: Place<'_>,
    writes: bool,
) -> Result<(), OpenError> {
    let temporary = place.temporary;
    let sql = format!(
        "SELECT nspname IS NULL AS new, \
         CASE WHEN nspname IS NULL THEN NULL \
         WHEN obj_description(n.oid, 'pg_namespace') IS DISTINCT FROM '{MARK}' \
         THEN 'was not made by this project' \
         WHEN NOT pg_has_role(nspowner, 'USAGE') \
         THEN format('belongs to role \"%s\"', pg_get_userbyid(nspowner)) END AS theirs, \
         CASE WHEN nspname IS NULL AND NOT has_database_privilege(base, 'CREATE') THEN 'schema' \
         WHEN {temporary} AND NOT has_database_privilege(base, 'TEMPORARY') \
         THEN 'temporary table' END AS forbidden, \
         format('GRANT CREATE, TEMPORARY ON DATABASE %I TO %I', base, current_user) AS \"grant\" \
         FROM current_database() AS base LEFT JOIN pg_namespace n ON nspname = '{schema}'"
    );
    let found = one_row(db, &sql).await?;
    if let Some(why) = found.try_get("", "theirs")? {
        return Err(OpenError::NotOurs {
            place: schema.to_owned(),
            why,
        });
    }
    if !writes {
        return Ok(());
    }
    if let Some(thing) = found.try_get("", "forbidden")? {
        return Err(OpenError::NoRight {
            thing,
            grant: found.try_get("", "grant")?,
        });
    }
    if found.try_get("", "new")? {
        // Both in one implicit transaction: a schema without the mark is never left behind.
        let sql = format!(
            "CREATE SCHEMA {schema}; COMMENT ON SCHEMA {schema} IS '{MARK}'"
        );
        db.execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// Runs the statements of [`survey`].
pub(super) async fn dropped(
    db: &DatabaseConnection,
    drops: &str,
) -> Result<(), OpenError> {
    let work = async {
        match db.execute_unprepared(drops).await {
            Err(error) if code(&error) == "2BP01" => {
                Err(OpenError::Depended(detail(&error)))
            }
            outcome => Ok(outcome.map(drop)?),
        }
    };
    answered(work).await
}

/// What no lesson made and would be lost with the tables, and the statements that drop these: one a
/// kind, views before tables. Without CASCADE: it would reach into other schemas and drop the
/// reader's own views and keys there.
pub(super) fn survey(place: Place<'_>) -> String {
    format!(
        "WITH ours AS (SELECT oid, relname, relkind FROM pg_class \
         WHERE relnamespace = to_regnamespace('{schema}')), \
         strangers AS (SELECT relname::text AS name FROM ours WHERE relkind IN ('p', 'f') \
         OR relkind IN ('r', 'v', 'm') AND relname NOT IN ({tables}) \
         UNION ALL SELECT pg_describe_object(classid, objid, 0) \
         FROM pg_depend JOIN ours ON refobjid = ours.oid \
         WHERE refclassid = 'pg_class'::regclass AND deptype = 'a' AND classid IN \
         ('pg_trigger'::regclass, 'pg_rewrite'::regclass, 'pg_policy'::regclass, \
         'pg_statistic_ext'::regclass, 'pg_publication_rel'::regclass) \
         UNION ALL SELECT 'subscription ' || subname FROM pg_subscription_rel \
         JOIN pg_subscription s ON s.oid = srsubid JOIN ours ON ours.oid = srrelid \
         UNION ALL SELECT relname || ' as a part of ' || inhparent::regclass \
         FROM pg_inherits JOIN ours ON ours.oid = inhrelid WHERE relkind = 'r'), \
         drops AS (SELECT place, format('DROP %s %s;', kind, \
         string_agg(format('%I.%I', '{schema}', relname), ', ')) AS sql \
         FROM ours JOIN (VALUES (1, 'v', 'VIEW'), (2, 'm', 'MATERIALIZED VIEW'), (3, 'r', 'TABLE')) \
         AS kinds (place, letter, kind) ON letter = relkind::text GROUP BY place, kind) \
         SELECT '{schema}' AS place, (SELECT min(name) FROM strangers) AS stranger, \
         (SELECT string_agg(sql, ' ' ORDER BY place) FROM drops) AS drops",
        schema = schema(place.lesson),
        tables = literals(place.tables),
    )
}

/// What kept the connection from being made, in the reader's terms.
fn no_connection(options: &PgConnectOptions, error: &sqlx::Error) -> OpenError {
    let code = error.as_database_error().and_then(|error| error.code());
    let reason = match error.as_database_error() {
        Some(error) => secret::hidden(error.message()),
        None => secret::hidden(&error.to_string()),
    };
    // PgBouncer's, where `options` is not among its `ignore_startup_parameters`.
    if code.as_deref() == Some("08P01") && reason.contains("startup parameter")
    {
        return OpenError::Pooler;
    }
    let about_tls = ["pg_hba", "ssl", "tls", "encrypt", "insecure"];
    let advice = match (code.as_deref(), error) {
        (Some("28P01"), _) => "correct user and password in the URL".to_owned(),
        (Some("3D000"), _) => {
            let name = options.get_database().unwrap_or(options.get_username());
            format!("run `createdb {}`, or correct the URL", shell_word(name))
        }
        (None, sqlx::Error::Io(error)) => return no_answer(options, &error.to_string()),
        _ if about_tls
            .iter()
            .any(|word| reason.to_lowercase().contains(word)) =>
        {
            "the lessons are built without TLS: let this user in without it in the server's \
             pg_hba.conf, or use another server (guide/safety.md)"
                .to_owned()
        }
        (Some("28000"), _) => "correct user and password in the URL".to_owned(),
        _ => "put that right, or use another server".to_owned(),
    };
    OpenError::NoConnection {
        server: server(options),
        reason,
        advice,
    }
}

/// `name` as one argument of a shell command.
fn shell_word(name: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || c == '_';
    match name.chars().all(plain) {
        true => name.to_owned(),
        false => format!("-- '{}'", name.replace('\'', r"'\''")),
    }
}

fn no_answer(options: &PgConnectOptions, reason: &str) -> OpenError {
    OpenError::NoConnection {
        server: server(options),
        reason: reason.to_owned(),
        advice: "start PostgreSQL there, or correct host and port in the URL"
            .to_owned(),
    }
}

/// Where the server is, without the rest of the URL.
fn server(options: &PgConnectOptions) -> String {
    match options.get_socket() {
        Some(folder) => folder.display().to_string(),
        None => format!("{}:{}", options.get_host(), options.get_port()),
    }
}

"""From DATABASE_URL to a schema in which one lesson is alone."""

import os
import re
from contextlib import contextmanager
from urllib.parse import quote

import psycopg
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError

# The comment on a schema that says who made it. One without it is somebody else's.
MARK = "Made by python/run.py: every run drops its tables and recreates them."
EXAMPLE = "postgres://user:password@host:5432/dbname"
PATIENCE = 5


class Unusable(Exception):
    """Why the database can't be used: one line that says what to do, without the password."""


def database():
    """The URL in DATABASE_URL, for SQLAlchemy and psycopg 3."""
    given = os.environ.get("DATABASE_URL", "")
    if not given:
        raise Unusable(f"set DATABASE_URL to a PostgreSQL database: {EXAMPLE}")
    wrong = f"DATABASE_URL can't be used; write it as {EXAMPLE}"
    _, _, rest = given.partition("://")
    authority = rest.split("/")[0].split("?")[0].split("#")[0]
    # Part of a password would be taken for the host, and shown in messages. SQLAlchemy ends a password at the
    # first @.
    if authority.count("@") > 1 or "@" in rest[len(authority) :]:
        raise Unusable(f"{wrong}; in a password, / is %2F, ? is %3F, # is %23 and @ is %40")
    try:
        url = make_url(given)
        if url.drivername not in ("postgres", "postgresql", "postgresql+psycopg"):
            raise Unusable(f"{wrong}: the SQLAlchemy lessons run on PostgreSQL alone")
        return url.set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        raise Unusable(wrong) from None


@contextmanager
def place(url, lesson, tables):
    """An engine for the lesson's schema, and a connection of the recorder's own. The schema is made or
    emptied, and locked until the end."""
    schema = "sqlalchemy_" + lesson.replace("-", "_")
    url = url.update_query_dict({"options": f"-csearch_path={schema} -clock_timeout={PATIENCE}s"})
    engine = create_engine(url, connect_args={"connect_timeout": PATIENCE})
    _, options = engine.dialect.create_connect_args(url)
    try:
        own = psycopg.connect(**options, autocommit=True, connect_timeout=PATIENCE)
    except psycopg.Error as error:
        server = f"{url.host or 'the local server'}:{url.port or 5432}"
        # Without the host and port that libpq puts in front.
        reason = words(error, url).rpartition("failed: ")[2]
        advice = "correct DATABASE_URL, or start PostgreSQL there"
        raise Unusable(f"{server} can't be reached: {reason}; {advice}") from None
    try:
        asked = "SELECT current_setting('search_path')"
        with engine.connect() as other:
            found = {one(own, asked), other.scalar(text(asked))}
        # Before the lock, which would stay in a session of the pooler's.
        if found != {schema}:
            raise Unusable(
                "a connection pooler is between this program and PostgreSQL, and it doesn't keep the lesson's schema; "
                "use the server's direct address"
            )
        claim(own, schema, tables)
        yield engine, own
        stranger(own, schema, tables)
    except (psycopg.Error, OperationalError) as error:
        raise Unusable(f"{words(error, url)}; put that right, or use another database") from None
    finally:
        engine.dispose()
        own.close()


def words(error, url):
    """The first line of an error, without the password."""
    line = (str(error).strip().splitlines() or [type(error).__name__])[0]
    written = [url.password, url.query.get("password"), os.environ.get("PGPASSWORD")]
    # As the driver sent it: also one of a password file.
    connection = getattr(getattr(error, "orig", error), "pgconn", None)
    written.append(connection.password.decode() if connection and connection.password else None)
    secrets = {form for secret in written if secret for form in (secret, quote(secret, safe=""))}
    for secret in sorted(secrets, key=len, reverse=True):
        pattern = re.escape(secret)
        # A short one is part of too many words.
        if len(secret) < 8:
            pattern = rf"(?<!\w){pattern}" if re.match(r"\w", secret[0]) else pattern
            pattern = rf"{pattern}(?!\w)" if re.match(r"\w", secret[-1]) else pattern
        line = re.sub(pattern, "***", line)
    return line


def claim(own, schema, tables):
    """Makes the schema, or makes sure that it is this program's, and drops the lesson's tables in it."""
    if not one(own, "SELECT pg_try_advisory_lock(hashtext(%s))", schema):
        raise Unusable(f"another run works in {schema}; wait until it ends")
    if not one(own, "SELECT count(*) FROM pg_namespace WHERE nspname = %s", schema):
        # In one transaction: a schema without the mark is never left behind.
        own.execute(f"CREATE SCHEMA {schema}; COMMENT ON SCHEMA {schema} IS '{MARK}'")
    elif one(own, "SELECT obj_description(to_regnamespace(%s), 'pg_namespace')", schema) != MARK:
        raise Unusable(f"{schema} was not made by this program; rename it, or use another database")
    stranger(own, schema, tables)
    # Without CASCADE, which would drop what depends on them elsewhere; all or none.
    drops = own.execute(
        "SELECT format('DROP %%s %%s', kind, string_agg(oid::regclass::text, ', ')) "
        "FROM pg_class JOIN (VALUES (1, 'v', 'VIEW'), (2, 'm', 'MATERIALIZED VIEW'), (3, 'r', 'TABLE')) "
        "AS kinds (place, letter, kind) ON letter = relkind::text "
        "WHERE relnamespace = to_regnamespace(%s) GROUP BY place, kind ORDER BY place",
        [schema],
    )
    try:
        own.execute("; ".join(drop for (drop,) in drops) or "SELECT 1")
    except psycopg.errors.DependentObjectsStillExist as error:
        what = error.diag.message_detail.splitlines()[0]
        raise Unusable(f"the lesson's tables can't be dropped: {what}; drop what depends on them") from None


def stranger(own, schema, tables):
    """Makes sure that the schema has no other tables and views than the lesson's, and that nothing of a reader's
    would be lost with these."""
    sql = """
        WITH ours AS (
            SELECT oid, relname, relkind FROM pg_class WHERE relnamespace = to_regnamespace(%(schema)s)
        )
        SELECT min(name) FROM (
            SELECT relname::text AS name FROM ours
            WHERE relkind IN ('p', 'f') OR relkind IN ('r', 'v', 'm') AND relname <> ALL (%(tables)s)
            UNION ALL SELECT pg_describe_object(classid, objid, 0) FROM pg_depend JOIN ours ON refobjid = ours.oid
            WHERE refclassid = 'pg_class'::regclass AND deptype = 'a' AND classid IN
                ('pg_trigger'::regclass, 'pg_rewrite'::regclass, 'pg_policy'::regclass,
                'pg_statistic_ext'::regclass, 'pg_publication_rel'::regclass)
            UNION ALL SELECT 'subscription ' || subname FROM pg_subscription_rel
            JOIN pg_subscription s ON s.oid = srsubid JOIN ours ON ours.oid = srrelid
            UNION ALL SELECT relname || ' as a part of ' || inhparent::regclass
            FROM pg_inherits JOIN ours ON ours.oid = inhrelid WHERE relkind = 'r'
        ) AS strangers
    """
    name = own.execute(sql, {"schema": schema, "tables": list(tables)}).fetchone()[0]
    if name:
        raise Unusable(f"{schema} holds {name}, which is not the lesson's; drop it, or use another database")


def one(own, sql, *values):
    """The one value that a query returns."""
    return own.execute(sql, values).fetchone()[0]

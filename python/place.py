"""From DATABASE_URL to a schema in which one lesson is alone."""

import os
from contextlib import contextmanager
from urllib.parse import quote

import psycopg
from sqlalchemy import create_engine
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
    text = os.environ.get("DATABASE_URL", "")
    if not text:
        raise Unusable(f"set DATABASE_URL to a PostgreSQL database: {EXAMPLE}")
    wrong = f"DATABASE_URL can't be used; write it as {EXAMPLE}"
    _, _, rest = text.partition("://")
    authority = rest.split("/")[0].split("?")[0].split("#")[0]
    # Part of a password would be taken for the host, and shown in messages.
    if "@" in rest[len(authority) :]:
        raise Unusable(f"{wrong}; in a password, / is %2F, ? is %3F, # is %23 and @ is %40")
    try:
        url = make_url(text)
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
    text = (str(error).strip().splitlines() or [type(error).__name__])[0]
    for secret in {url.password, quote(url.password or "", safe=""), os.environ.get("PGPASSWORD")}:
        text = text.replace(secret, "***") if secret else text
    return text


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
    own.execute("; ".join(drop for (drop,) in drops) or "SELECT 1")


def stranger(own, schema, tables):
    """Makes sure that the schema has no other tables and views than the lesson's."""
    sql = (
        "SELECT min(relname) FROM pg_class WHERE relnamespace = to_regnamespace(%s) "
        "AND relkind IN ('r', 'p', 'f', 'v', 'm') AND relname <> ALL (%s)"
    )
    name = one(own, sql, schema, list(tables))
    if name:
        raise Unusable(f"{schema} holds {name}, which is not the lesson's; drop it, or use another database")


def one(own, sql, *values):
    """The one value that a query returns."""
    return own.execute(sql, values).fetchone()[0]

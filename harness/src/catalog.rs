//! The columns of a table, as the database's own catalog has them.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult, Statement};

use crate::table::Table;

/// What is said of each column.
pub(crate) const HEADER: [&str; 4] = ["column", "type", "null", "key"];

/// What the catalog of PostgreSQL holds of the table `$1`: its columns, then its keys and indexes.
const POSTGRES: [&str; 2] = [
    "SELECT attname AS name, format_type(atttypid, NULL) AS type, NOT attnotnull AS nullable \
     FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid \
     WHERE relname = $1 AND relnamespace = current_schema()::regnamespace \
     AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
    "WITH this AS (SELECT oid FROM pg_class \
         WHERE relname = $1 AND relnamespace = current_schema()::regnamespace), \
     key AS ( \
         SELECT CASE WHEN indisprimary THEN 'primary key' WHEN NOT indisunique THEN 'index' \
             WHEN EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype = 'u') \
             THEN 'unique' ELSE 'unique index' END AS kind, indrelid AS id, indkey::int2[] AS part, \
             0::oid AS other_id, NULL::int2[] AS other_part, NULL::text AS del, NULL::text AS upd \
         FROM pg_index JOIN this ON indrelid = this.oid \
         UNION ALL \
         SELECT 'foreign key', conrelid, conkey, confrelid, confkey, \
             confdeltype::text, confupdtype::text \
         FROM pg_constraint JOIN this ON conrelid = this.oid WHERE contype = 'f'), \
     rule (letter, words) AS (VALUES ('a', 'no action'), ('r', 'restrict'), ('c', 'cascade'), \
         ('n', 'set null'), ('d', 'set default')) \
     SELECT kind, \
         (SELECT string_agg(attname, ', ' ORDER BY place) FROM pg_attribute \
          JOIN unnest(part) WITH ORDINALITY AS o (n, place) ON n = attnum \
          WHERE attrelid = id) AS columns, \
         (SELECT relname FROM pg_class WHERE oid = other_id) AS target, \
         (SELECT string_agg(attname, ', ' ORDER BY place) FROM pg_attribute \
          JOIN unnest(other_part) WITH ORDINALITY AS o (n, place) ON n = attnum \
          WHERE attrelid = other_id) AS target_columns, \
         (SELECT words FROM rule WHERE letter = del) AS on_delete, \
         (SELECT words FROM rule WHERE letter = upd) AS on_update \
     FROM key",
];

/// The same of SQLite.
const SQLITE: [&str; 2] = [
    "SELECT name, lower(type) AS type, NOT \"notnull\" AS nullable FROM pragma_table_info($1)",
    "SELECT 'primary key' AS kind, group_concat(name, ', ') AS columns, NULL AS target, \
         NULL AS target_columns, NULL AS on_delete, NULL AS on_update \
     FROM (SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk) HAVING count(*) > 0 \
     UNION ALL \
     SELECT CASE WHEN NOT \"unique\" THEN 'index' WHEN origin = 'u' THEN 'unique' \
         ELSE 'unique index' END, \
         (SELECT group_concat(name, ', ') \
          FROM (SELECT name FROM pragma_index_info(list.name) ORDER BY seqno)), \
         NULL, NULL, NULL, NULL \
     FROM pragma_index_list($1) AS list WHERE origin <> 'pk' \
     UNION ALL \
     SELECT 'foreign key', group_concat(\"from\", ', '), \"table\", group_concat(\"to\", ', '), \
         lower(on_delete), lower(on_update) \
     FROM (SELECT * FROM pragma_foreign_key_list($1) ORDER BY id, seq) GROUP BY id",
];

/// The columns of `table`: type, nullability, and the keys, indexes and delete rules that they are
/// part of.
///
/// # Errors
///
/// Whatever the database reports, and [`DbErr::RecordNotFound`] if it has no such table.
pub async fn columns(
    db: &impl ConnectionTrait,
    table: &str,
) -> Result<Table, DbErr> {
    let backend = db.get_database_backend();
    let [columns, keys] = match backend {
        DbBackend::Postgres => POSTGRES,
        _ => SQLITE,
    }
    .map(|sql| Statement::from_sql_and_values(backend, sql, [table.into()]));
    let columns = db.query_all_raw(columns).await?;
    if columns.is_empty() {
        return Err(DbErr::RecordNotFound(format!(
            "there is no table {table}"
        )));
    }
    let keys = db.query_all_raw(keys).await?;
    let mut keys = keys.iter().map(Key::read).collect::<Result<Vec<_>, _>>()?;
    keys.sort();
    let rows = columns.iter().map(|column| describe(column, &keys));
    Ok(Table {
        header: HEADER.map(str::to_owned).to_vec(),
        rows: rows.collect::<Result<_, _>>()?,
    })
}

fn describe(column: &QueryResult, keys: &[Key]) -> Result<Vec<String>, DbErr> {
    let name: String = column.try_get("", "name")?;
    let kind: String = column.try_get("", "type")?;
    // The databases have other names for the same type.
    let kind = match kind.as_str() {
        "character varying" => "varchar",
        "date_text" => "date",
        "uuid_text" => "uuid",
        "numeric" | "real_decimal" => "decimal",
        kind => kind,
    };
    let null = match column.try_get("", "nullable")? {
        true => "yes",
        false => "no",
    };
    let keys = keys.iter().filter(|key| key.columns.contains(&name));
    let keys: Vec<_> = keys.map(|key| key.words.as_str()).collect();
    Ok(vec![
        name.clone(),
        kind.to_owned(),
        null.to_owned(),
        keys.join(", "),
    ])
}

/// A key or an index. The order is that in a cell.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    rank: u8,
    columns: Vec<String>,
    words: String,
}

impl Key {
    fn read(row: &QueryResult) -> Result<Self, DbErr> {
        let kind: String = row.try_get("", "kind")?;
        let list: String = row.try_get("", "columns")?;
        let columns: Vec<_> = list.split(", ").map(str::to_owned).collect();
        let single = columns.len() == 1;
        let rank = match kind.as_str() {
            "primary key" => 0,
            "unique" | "unique index" if single => 1,
            "foreign key" => 2,
            "unique" | "unique index" => 3,
            _ => 4,
        };
        let words = match (rank, single) {
            (2, _) => foreign_key(row, &list, single)?,
            (_, true) => kind,
            (_, false) => format!("{kind} ({list})"),
        };
        Ok(Self {
            rank,
            columns,
            words,
        })
    }
}

fn foreign_key(
    row: &QueryResult,
    columns: &str,
    single: bool,
) -> Result<String, DbErr> {
    let target: String = row.try_get("", "target")?;
    let others: String = row.try_get("", "target_columns")?;
    let delete: String = row.try_get("", "on_delete")?;
    let update: String = row.try_get("", "on_update")?;
    let key = match single {
        true => format!("foreign key to {target}.{others}"),
        false => format!("foreign key ({columns}) to {target} ({others})"),
    };
    let update = match update.as_str() {
        "no action" => String::new(),
        action => format!(", on update {action}"),
    };
    Ok(format!("{key}, on delete {delete}{update}"))
}

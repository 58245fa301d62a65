//! What the tables of a lesson hold, and what a call changed in them.

use std::{cmp::Ordering, collections::BTreeSet, iter::repeat_n};

use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, QueryResult, Statement,
    entity::prelude::Decimal,
};

use crate::table::{Cell, Table};

/// Tables with more rows are counted, and their rows are not compared.
const COMPARED: usize = 100;

/// What the tables hold at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Snapshot(Vec<Stored>);

/// What a table holds.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stored {
    name: String,
    columns: Vec<Column>,
    count: usize,
    /// The rows by their key, as text; none if there are too many.
    rows: Vec<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Column {
    name: String,
    kind: String,
    /// Whether it is part of the primary key.
    key: bool,
}

/// What is different in the tables after a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Tables and views that are there now.
    pub created: Vec<String>,
    /// Tables and views that are gone.
    pub dropped: Vec<String>,
    /// Tables with other rows or columns, in the lesson's order.
    pub tables: Vec<Change>,
}

/// What is different in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The table's name.
    pub table: String,
    /// Columns that are there now.
    pub added: Vec<String>,
    /// Columns that are gone.
    pub removed: Vec<String>,
    /// What the new columns hold, if it is the same in all rows.
    pub holds: Option<String>,
    /// The names of its columns, as they are now.
    pub header: Vec<String>,
    /// The rows that are different, in the order of the primary key.
    pub rows: Vec<RowChange>,
    /// How many rows are as they were.
    pub same: usize,
    /// How many rows there were and are, if there are too many to compare them.
    pub counted: Option<(usize, usize)>,
}

/// What happened to a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowChange {
    /// It is there now.
    Added(Vec<String>),
    /// It is gone.
    Removed(Vec<String>),
    /// Some of its cells have other values.
    Updated(Vec<String>, Vec<String>),
}

impl Changes {
    /// Whether nothing is different.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The columns of the tables in the list that follows, in their order.
const POSTGRES: &str = "SELECT relname AS table, attname AS name, \
         format_type(atttypid, NULL) AS type, \
         COALESCE((SELECT attnum = ANY (indkey) FROM pg_index \
             WHERE indrelid = attrelid AND indisprimary), false) AS key \
     FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid \
     WHERE relnamespace IN (current_schema()::regnamespace, pg_my_temp_schema()) \
         AND relkind IN ('r', 'p', 'v', 'm') AND attnum > 0 AND NOT attisdropped AND relname IN ";

/// The same of SQLite.
const SQLITE: &str = "SELECT t.name AS \"table\", c.name AS name, lower(c.type) AS type, \
         c.pk > 0 AS key \
     FROM (SELECT name, type FROM sqlite_schema \
         UNION ALL SELECT name, type FROM sqlite_temp_schema) AS t \
     JOIN pragma_table_info(t.name) AS c WHERE t.type IN ('table', 'view') AND t.name IN ";

impl Snapshot {
    /// What these tables hold. The ones that are not there are left out.
    ///
    /// # Errors
    ///
    /// Whatever the database reports.
    pub(crate) async fn of(
        db: &impl ConnectionTrait,
        tables: &[&str],
    ) -> Result<Self, DbErr> {
        let backend = db.get_database_backend();
        let (catalog, order) = match backend {
            DbBackend::Postgres => (POSTGRES, "attnum"),
            _ => (SQLITE, "c.cid"),
        };
        let names: Vec<_> =
            tables.iter().map(|name| format!("'{name}'")).collect();
        if names.is_empty() {
            return Ok(Self::default());
        }
        let sql = format!("{catalog} ({}) ORDER BY {order}", names.join(", "));
        let found =
            db.query_all_raw(Statement::from_string(backend, sql)).await?;
        let mut stored = Vec::new();
        for name in tables {
            let mut columns = Vec::new();
            for row in &found {
                if row.try_get::<String>("", "table")? == *name {
                    columns.push(Column {
                        name: row.try_get("", "name")?,
                        kind: row.try_get("", "type")?,
                        key: row.try_get("", "key")?,
                    });
                }
            }
            if !columns.is_empty() {
                stored.push(Stored {
                    name: (*name).to_owned(),
                    columns,
                    count: 0,
                    rows: Vec::new(),
                });
            }
        }
        let mut snapshot = Self(stored);
        snapshot.read(db).await?;
        Ok(snapshot)
    }

    /// Reads the rows of all tables in one statement.
    async fn read(&mut self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        let backend = db.get_database_backend();
        let widest = self.0.iter().map(|table| table.columns.len()).max();
        let Some(widest) = widest else {
            return Ok(());
        };
        let selects = self.0.iter().enumerate();
        let selects: Vec<_> = selects
            .map(|(place, table)| {
                let padding = repeat_n("NULL".to_owned(), widest - table.columns.len());
                let cells = table.columns.iter().map(Column::as_text).chain(padding);
                let named = cells.enumerate().map(|(n, cell)| format!("{cell} AS c{n}"));
                let cells = named.collect::<Vec<_>>().join(", ");
                let name = &table.name;
                format!(
                    "SELECT * FROM (SELECT {place} AS place, {cells} FROM \"{name}\" LIMIT {})",
                    COMPARED + 1
                ) + &format!(" AS t{place}")
            })
            .collect();
        let sql = selects.join(" UNION ALL ");
        let rows =
            db.query_all_raw(Statement::from_string(backend, sql)).await?;
        for row in &rows {
            let place: i32 = row.try_get("", "place")?;
            let place = usize::try_from(place).unwrap_or_default();
            if let Some(table) = self.0.get_mut(place) {
                let columns = table.columns.iter().enumerate();
                let cells = columns.map(|(n, column)| column.cell(row, n));
                table.rows.push(cells.collect::<Result<_, _>>()?);
            }
        }
        for table in &mut self.0 {
            table.count = table.rows.len();
            if table.count > COMPARED {
                table.rows.clear();
                let sql =
                    format!("SELECT count(*) AS count FROM \"{}\"", table.name);
                let counted = db
                    .query_one_raw(Statement::from_string(backend, sql))
                    .await?;
                let count = counted.map(|row| row.try_get::<i64>("", "count"));
                let count = count.transpose()?.unwrap_or_default();
                table.count = count.try_into().unwrap_or_default();
            }
            let keys = table.keys();
            table.rows.sort_by(|a, b| by(&keys, a, b));
        }
        Ok(())
    }

    /// The tables in their order: the name, the rows, and how many there are.
    pub(crate) fn tables(&self) -> impl Iterator<Item = (&str, Table, usize)> {
        self.0.iter().map(|stored| {
            let table = Table {
                header: stored.names(),
                rows: stored.rows.clone(),
            };
            (&*stored.name, table, stored.count)
        })
    }

    fn named(&self, name: &str) -> Option<&Stored> {
        self.0.iter().find(|table| table.name == name)
    }

    /// What is different from `before`.
    pub(crate) fn compared_with(&self, before: &Self) -> Changes {
        let gone =
            before.0.iter().filter(|old| self.named(&old.name).is_none());
        let new = self.0.iter().filter(|new| before.named(&new.name).is_none());
        let changes = self.0.iter().filter_map(|now| {
            let empty = || Stored {
                count: 0,
                rows: Vec::new(),
                ..now.clone()
            };
            match before.named(&now.name) {
                Some(old) => now.compared_with(old),
                None => now.compared_with(&empty()),
            }
        });
        Changes {
            created: new.map(|table| table.name.clone()).collect(),
            dropped: gone.map(|table| table.name.clone()).collect(),
            tables: changes.collect(),
        }
    }
}

impl Column {
    /// The column as text in SQL, the same on both databases.
    fn as_text(&self) -> String {
        let name = &self.name;
        match self.kind.as_str() {
            // SQLite stores 1 and 0.
            "boolean" => {
                format!(
                    "CASE WHEN \"{name}\" THEN 'true' WHEN NOT \"{name}\" THEN 'false' END"
                )
            }
            // SQLite stores the 16 bytes.
            "uuid_text" => {
                let parts = [(1, 8), (9, 4), (13, 4), (17, 4), (21, 12)];
                let parts = parts.map(|(from, length)| {
                    format!("substr(hex(\"{name}\"), {from}, {length})")
                });
                let text = parts.join(" || '-' || ");
                format!(
                    "CASE typeof(\"{name}\") WHEN 'blob' THEN lower({text}) ELSE \"{name}\" END"
                )
            }
            _ => format!("CAST(\"{name}\" AS text)"),
        }
    }

    /// The value of the cell in place `n`.
    fn cell(&self, row: &QueryResult, n: usize) -> Result<String, DbErr> {
        let text: Option<String> = row.try_get("", &format!("c{n}"))?;
        let Some(text) = text else {
            return Ok("NULL".to_owned());
        };
        let number = ["numeric", "decimal", "real"];
        if number.iter().any(|kind| self.kind.starts_with(kind))
            && let Ok(value) = text.parse::<Decimal>()
        {
            return Ok(value.text());
        }
        if self.kind.starts_with("json") {
            return Ok(without_spaces(&text));
        }
        Ok(text)
    }
}

/// JSON without the spaces that PostgreSQL writes between its parts.
fn without_spaces(json: &str) -> String {
    let mut quoted = false;
    let mut before = ' ';
    let kept = json.chars().filter(|c| {
        quoted ^= *c == '"' && before != '\\';
        before = *c;
        quoted || *c != ' '
    });
    kept.collect()
}

impl Stored {
    /// The places of the columns that tell a row from the others: those of the primary key, or all.
    fn keys(&self) -> Vec<usize> {
        let keyed = self.columns.iter().enumerate();
        let keys: Vec<_> =
            keyed.filter(|(_, column)| column.key).map(|(n, _)| n).collect();
        match keys.is_empty() {
            true => (0..self.columns.len()).collect(),
            false => keys,
        }
    }

    fn names(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// What is different from `before`; `None` if nothing is.
    fn compared_with(&self, before: &Self) -> Option<Change> {
        if self == before {
            return None;
        }
        let (header, old) = (self.names(), before.names());
        let without = |these: &[String], those: &[String]| {
            let other = these.iter().filter(|name| !those.contains(name));
            other.cloned().collect::<Vec<_>>()
        };
        let mut change = Change {
            table: self.name.clone(),
            added: without(&header, &old),
            removed: without(&old, &header),
            header,
            rows: Vec::new(),
            holds: None,
            same: 0,
            counted: None,
        };
        if self.count.max(before.count) > COMPARED {
            change.counted = Some((before.count, self.count));
        } else if change.added.is_empty() && change.removed.is_empty() {
            change.compare(before, self);
        } else {
            change.same = self.count;
            let new =
                |place: &usize| change.added.contains(&change.header[*place]);
            let new: Vec<_> = (0..change.header.len()).filter(new).collect();
            let cells = self
                .rows
                .iter()
                .flat_map(|row| new.iter().map(|place| &row[*place]));
            let values: BTreeSet<_> = cells.collect();
            change.holds = values
                .first()
                .filter(|_| values.len() == 1)
                .map(|value| (*value).clone());
        }
        Some(change)
    }
}

impl Change {
    /// Finds the rows that are different.
    fn compare(&mut self, before: &Stored, now: &Stored) {
        let keys = now.keys();
        let whole = keys.len() == self.header.len();
        let (mut old, mut new) =
            (before.rows.iter().peekable(), now.rows.iter().peekable());
        loop {
            let order = match (old.peek(), new.peek()) {
                (None, None) => break,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(a), Some(b)) => by(&keys, a, b),
            };
            let gone = if order.is_le() { old.next() } else { None };
            let come = if order.is_ge() { new.next() } else { None };
            match (gone, come) {
                (Some(gone), Some(come)) if gone == come || whole => {
                    self.same += 1
                }
                (Some(gone), Some(come)) => {
                    self.rows
                        .push(RowChange::Updated(gone.clone(), come.clone()));
                }
                (Some(gone), None) => {
                    self.rows.push(RowChange::Removed(gone.clone()))
                }
                (None, Some(come)) => {
                    self.rows.push(RowChange::Added(come.clone()))
                }
                (None, None) => break,
            }
        }
    }
}

/// The order of two rows by their cells in these places, numbers by their value.
fn by(keys: &[usize], a: &[String], b: &[String]) -> Ordering {
    let number = |text: &str| text.parse::<i64>().ok();
    let orders = keys.iter().map(|place| {
        let (a, b) = (&a[*place], &b[*place]);
        match (number(a), number(b)) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => a.cmp(b),
        }
    });
    orders.fold(Ordering::Equal, Ordering::then)
}

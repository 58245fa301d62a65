//! From rows to a table of text.

use sea_orm::{
    ColumnTrait, ColumnType, DeleteResult, EntityTrait, IdenStatic, Iterable, ModelTrait,
    PrimaryKeyToColumn, RelationDef, RelationTrait, Value,
    entity::prelude::{Date, Decimal},
    sea_query::ForeignKeyAction,
};

/// Text in rows and columns. Text is kept as it is: escaping is the renderer's business.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows, each as long as the header.
    pub rows: Vec<Vec<String>>,
}

/// Something that is one row of a table. Every entity's `Model` is one; a row type of a lesson
/// becomes one with [`columns!`](crate::columns).
pub trait Row {
    /// The names of the columns.
    fn header() -> Vec<String>;
    /// The row's values, in the order of the header.
    fn cells(&self) -> Vec<String>;
}

/// A value that can be shown in a cell.
pub trait Cell {
    /// The value as text. NULL is `NULL`.
    fn text(&self) -> String;
}

/// Makes a struct a [`Row`]: `columns!(CarLine: car_id, brand, model);`.
#[macro_export]
macro_rules! columns {
    ($row:ty: $($column:ident),+ $(,)?) => {
        impl $crate::table::Row for $row {
            fn header() -> Vec<String> {
                vec![$(stringify!($column).to_owned()),+]
            }

            fn cells(&self) -> Vec<String> {
                vec![$($crate::table::Cell::text(&self.$column)),+]
            }
        }
    };
}

impl Table {
    /// The rows as a table, in their order.
    pub fn of<R: Row>(rows: &[R]) -> Self {
        Self {
            header: R::header(),
            rows: rows.iter().map(Row::cells).collect(),
        }
    }
}

impl<M: ModelTrait> Row for M {
    fn header() -> Vec<String> {
        columns_of::<M::Entity>()
            .map(|column| column.as_str().to_owned())
            .collect()
    }

    fn cells(&self) -> Vec<String> {
        columns_of::<M::Entity>()
            .map(|column| self.get(column).text())
            .collect()
    }
}

fn columns_of<E: EntityTrait>() -> impl Iterator<Item = E::Column> {
    E::Column::iter()
}

impl Cell for String {
    fn text(&self) -> String {
        self.clone()
    }
}

impl Cell for &str {
    fn text(&self) -> String {
        (*self).to_owned()
    }
}

impl Cell for i32 {
    fn text(&self) -> String {
        self.to_string()
    }
}

impl Cell for i64 {
    fn text(&self) -> String {
        self.to_string()
    }
}

impl Cell for Date {
    fn text(&self) -> String {
        self.to_string()
    }
}

/// A whole number is shown as one; any other with two decimals, the second one rounded.
impl Cell for Decimal {
    fn text(&self) -> String {
        let rounded = self.round_dp(2);
        if rounded.is_integer() {
            rounded.trunc().to_string()
        } else {
            format!("{rounded:.2}")
        }
    }
}

impl<C: Cell> Cell for Option<C> {
    fn text(&self) -> String {
        self.as_ref().map_or_else(|| "NULL".to_owned(), Cell::text)
    }
}

/// A list in one cell. An empty one is empty, not `NULL`.
impl<C: Cell> Cell for Vec<C> {
    fn text(&self) -> String {
        let texts: Vec<_> = self.iter().map(Cell::text).collect();
        texts.join(", ")
    }
}

/// A column's value as an entity holds it, of whichever type it is.
impl Cell for Value {
    fn text(&self) -> String {
        match self {
            Self::Int(value) => value.text(),
            Self::BigInt(value) => value.text(),
            Self::String(value) => value.text(),
            Self::ChronoDate(value) => value.text(),
            Self::Decimal(value) => value.text(),
            // The remaining types, as a SQL literal.
            other => other.to_string(),
        }
    }
}

/// A column, as its entity declares it.
#[derive(Debug)]
pub struct Column {
    column: String,
    r#type: String,
    null: &'static str,
    key: String,
}

impl Row for Column {
    fn header() -> Vec<String> {
        ["column", "type", "null", "key"]
            .map(str::to_owned)
            .to_vec()
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.column.clone(),
            self.r#type.clone(),
            self.null.to_owned(),
            self.key.clone(),
        ]
    }
}

/// The columns of an entity's table: type, nullability, and the keys and delete rules that make
/// its relationships.
pub fn columns<E: EntityTrait>(_: E) -> Vec<Column> {
    columns_of::<E>()
        .map(|column| describe::<E>(column))
        .collect()
}

fn describe<E: EntityTrait>(column: E::Column) -> Column {
    let definition = column.def();
    let mut keys = Vec::new();
    if E::PrimaryKey::from_column(column).is_some() {
        keys.push("primary key".to_owned());
    }
    if definition.is_unique() {
        keys.push("unique".to_owned());
    }
    keys.extend(
        E::Relation::iter().filter_map(|relation| foreign_key(&relation.def(), column.as_str())),
    );

    Column {
        column: column.as_str().to_owned(),
        r#type: match definition.get_column_type() {
            ColumnType::Integer => "integer".to_owned(),
            ColumnType::String(_) => "varchar".to_owned(),
            ColumnType::Date => "date".to_owned(),
            ColumnType::Decimal(_) => "decimal".to_owned(),
            other => format!("{other:?}").to_lowercase(),
        },
        null: if definition.is_null() { "yes" } else { "no" },
        key: keys.join(", "),
    }
}

/// The foreign key that stands in `column`, if `relation` is the one that it makes.
fn foreign_key(relation: &RelationDef, column: &str) -> Option<String> {
    // SeaORM's `is_owner` is the side that is referred to.
    if relation.is_owner {
        return None;
    }
    let mut pairs = relation.from_col.iter().zip(relation.to_col.iter());
    let (_, to) = pairs.find(|(from, _)| from.to_string() == column)?;
    let delete = match relation.on_delete {
        Some(ForeignKeyAction::Restrict) => "restrict",
        Some(ForeignKeyAction::Cascade) => "cascade",
        Some(ForeignKeyAction::SetNull) => "set null",
        Some(ForeignKeyAction::SetDefault) => "set default",
        _ => "no action",
    };
    let table = relation.to_tbl.sea_orm_table();
    Some(format!("{table}.{to}, on delete {delete}"))
}

/// What a DELETE tells: how many rows are gone.
#[derive(Debug)]
pub struct Deleted {
    rows_affected: u64,
}

crate::columns!(Deleted: rows_affected);

impl From<DeleteResult> for Deleted {
    fn from(result: DeleteResult) -> Self {
        Self {
            rows_affected: result.rows_affected,
        }
    }
}

impl Cell for u64 {
    fn text(&self) -> String {
        self.to_string()
    }
}

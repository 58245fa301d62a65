//! From rows to a table of text.

use std::iter::{FilterMap, Map};

use sea_orm::{
    EntityTrait, IdenStatic, Iterable, ModelTrait, Value,
    entity::prelude::{Date, Decimal},
};

/// Text in rows and columns. Text is kept as it is: escaping is the renderer's business.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows, each as long as the header.
    pub rows: Vec<Vec<String>>,
}

/// Something that is one row of a table and has the names of its columns. Every entity's `Model` is
/// one; a row type of a lesson becomes one with [`columns!`](crate::columns).
pub trait Row {
    /// The names of the columns.
    fn header() -> Vec<String>;
    /// The row's values, in the order of the header.
    fn cells(&self) -> Vec<String>;
}

/// The cells of a row without the names of its columns: a tuple or an array.
pub trait Cells<const N: usize> {
    /// The values as text.
    fn cells(&self) -> [String; N];
}

impl<C: Cell, const N: usize> Cells<N> for [C; N] {
    fn cells(&self) -> [String; N] {
        self.each_ref().map(Cell::text)
    }
}

/// Tuples of so many cells.
macro_rules! tuples {
    ($($size:literal: $($cell:ident)+;)+) => {
        $(impl<$($cell: Cell),+> Cells<$size> for ($($cell,)+) {
            #[allow(non_snake_case, reason = "a type parameter also names the value")]
            fn cells(&self) -> [String; $size] {
                let ($($cell,)+) = self;
                [$($cell.text()),+]
            }
        })+
    };
}

tuples! {
    1: A;
    2: A B;
    3: A B C;
    4: A B C D;
    5: A B C D E;
    6: A B C D E F;
}

/// The children of a row, each as `Some`, or `None` once if it has none: so that every parent has a row.
pub fn or_none<T>(children: impl IntoIterator<Item = T>) -> Vec<Option<T>> {
    let children: Vec<_> = children.into_iter().map(Some).collect();
    if children.is_empty() {
        vec![None]
    } else {
        children
    }
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
    pub fn of<R: Row>(rows: impl IntoIterator<Item = R>) -> Self {
        Self {
            header: R::header(),
            rows: rows.into_iter().map(|row| row.cells()).collect(),
        }
    }

    /// Rows under the names of their columns.
    pub fn with<const N: usize, R: Cells<N>>(
        header: [&str; N],
        rows: impl IntoIterator<Item = R>,
    ) -> Self {
        let rows = rows.into_iter().map(|row| row.cells().into());
        Self {
            header: header.map(str::to_owned).into(),
            rows: rows.collect(),
        }
    }
}

impl Table {
    /// The columns of a database's table with their keys in a line, if these rows are columns.
    pub(crate) fn columns(&self) -> Option<String> {
        if self.header != crate::catalog::HEADER {
            return None;
        }
        let columns = self.rows.iter().map(|row| match &*row[3] {
            "" => row[0].clone(),
            key => format!("{} ({key})", row[0]),
        });
        Some(columns.collect::<Vec<_>>().join(", "))
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

/// Types that are shown as Rust prints them.
macro_rules! printed {
    ($($type:ty),+) => {
        $(impl Cell for $type {
            fn text(&self) -> String {
                self.to_string()
            }
        })+
    };
}

printed!(String, &str, i32, i64, u64, usize, bool, Date);

impl<C: Cell> Cell for &C {
    fn text(&self) -> String {
        (*self).text()
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

/// A list that an iterator makes, so that no step has to collect it.
impl<I, C, F> Cell for Map<I, F>
where
    Self: Iterator<Item = C> + Clone,
    C: Cell,
{
    fn text(&self) -> String {
        self.clone().collect::<Vec<_>>().text()
    }
}

/// The same of an iterator that leaves something out.
impl<I, C, F> Cell for FilterMap<I, F>
where
    Self: Iterator<Item = C> + Clone,
    C: Cell,
{
    fn text(&self) -> String {
        self.clone().collect::<Vec<_>>().text()
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

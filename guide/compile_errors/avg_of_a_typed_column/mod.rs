//! # E0599: no method named `avg` found for struct `NumericColumnNullable`
//!
//! `COLUMN.price` has `count`, `max`, `min` and `sum`, but no `avg`. `Column::Price` has all of
//! them, if `ColumnTrait` is in scope.

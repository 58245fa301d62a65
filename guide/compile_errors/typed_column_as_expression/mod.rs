//! # E0277: `NumericColumnNullable<car::Entity>: ColumnAsExpr` is not satisfied
//!
//! `filter`, `order_by_asc` and `group_by` take `COLUMN.price`. `column_as`, and `from_expr` of a
//! partial model, take `Column::Price`, or an expression such as `COLUMN.price.max()`.

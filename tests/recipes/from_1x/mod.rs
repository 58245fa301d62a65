//! Forms of SeaORM 1.x that still compile, each beside the form of 2.0, run on
//! the same rows. Their snapshots are sections of `guide/from-1x.md`.

mod active_model;
mod by_hand;
mod columns;
mod find_also_related;
mod find_with_related;
mod has_one;
mod into_json;
mod linked;
mod load_many_to_many;
mod migration;
mod raw_sql;
mod require_one;

use harness::Step;
use sea_orm::{DbConn, DbErr};

use super::{cars, run_into};
use crate::support::Kind;

/// Runs a form of 1.x and that of 2.0, as [`run`](super::run) runs a recipe.
async fn compare(
    form: &[Step],
    kinds: &[Kind],
    prepare: impl AsyncFn(&DbConn) -> Result<(), DbErr>,
) {
    run_into("from-1x", form, kinds, prepare).await;
}

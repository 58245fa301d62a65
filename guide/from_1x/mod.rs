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
use testing::Kind;

use crate::recipes::{cars, run_into};

/// Runs a form of 1.x and that of 2.0, as a recipe runs.
async fn compare(
    form: &[Step],
    kinds: &[Kind],
    prepare: impl AsyncFn(&DbConn) -> Result<(), DbErr>,
) {
    run_into("guide/snapshots/from-1x", form, kinds, prepare).await;
}

testing::tests![
    active_model::a_builder_inserts_what_two_active_models_insert,
    by_hand::an_entity_of_1x_still_reads,
    columns::a_typed_column_filters_as_the_enum_does,
    columns::a_value_of_the_wrong_type_is_an_error_on_postgresql_only,
    find_also_related::find_also_related_gives_what_the_loader_gives,
    find_with_related::find_with_related_gives_what_the_loader_gives,
    has_one::has_one_still_loads_a_belongs_to,
    into_json::into_json_gives_flat_rows,
    linked::linked_finds_what_the_loader_nests,
    load_many_to_many::load_many_goes_through_a_join_table,
    migration::a_table_of_strings_is_that_of_idens,
    raw_sql::a_value_in_raw_sql_is_a_bind_parameter,
    require_one::require_one_says_record_not_found,
];

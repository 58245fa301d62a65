//! Questions that no lesson answers, each with code that ran.
//!
//! A recipe is a step, as a lesson has it, over sample rows that are there
//! already. Its snapshot is a section of `guide/recipes.md`, and its title is
//! the heading of that section.

// See and count the statements.
mod count_statements;
mod see_every_statement;

// Write.
mod copy;
mod detach_and_replace;
mod insert_in_chunks;
mod insert_or_update;
mod soft_delete;
mod transactions;

// Read trees.
mod at_most_n_children;
mod filter_children;
mod filter_parents;
mod many_parents;
mod page_parents;
mod three_levels;

// Read numbers.
mod count_children;
mod sum_of_a_bigint;

// Types.
mod enum_and_json;
mod json;
mod method_on_both;
mod reuse_filters;

use harness::{Lesson, Part, Record, Step};
use sea_orm::{DatabaseConnection, DbErr};
use sea_orm_migration::MigratorTrait;
use testing::{
    Kind, TestDatabase, fits,
    lessons::{run_step, same_as_snapshot},
    read,
};

pub const BOTH: [Kind; 2] = Kind::BOTH;

/// Runs `recipe` over the rows of `prepare` on each of `kinds`, and compares
/// what it shows with its snapshot. Every database must give the same code and
/// rows in as many statements.
async fn run(
    recipe: &[Step],
    kinds: &[Kind],
    prepare: impl AsyncFn(&DatabaseConnection) -> Result<(), DbErr>,
) {
    run_into("guide/snapshots/recipes", recipe, kinds, prepare).await;
}

/// The same with its snapshot in another folder.
pub async fn run_into(
    folder: &str,
    recipe: &[Step],
    kinds: &[Kind],
    prepare: impl AsyncFn(&DatabaseConnection) -> Result<(), DbErr>,
) {
    let [step] = recipe else {
        panic!("a recipe is one step");
    };
    for kind in kinds {
        let database = TestDatabase::empty(*kind).await;
        let mut db = database.open("recipes").await;
        let lesson = Lesson {
            name: "recipes",
            about: "",
            // The database is new.
            tables: &[],
            steps: &[],
        };
        let mut recorder = lesson.begin(&mut db).await.unwrap();
        prepare(&db).await.unwrap();
        run_step(lesson.name, step, &mut recorder, &db)
            .await
            .unwrap();
        let record = &recorder.records()[0];
        check(record);
        same_as_snapshot(folder, step.name, record, *kind).await;
    }
}

/// What is shown fits half a screen, and the step calls it.
fn check(record: &Record) {
    for part in &record.parts {
        let Part::Code(code) = part else { continue };
        let place = format!("{}:{}", code.path, code.line);
        fits(code, false);
        let head = code.text.split_once("fn ");
        let Some((_, rest)) = head.filter(|(before, _)| !before.contains('{')) else {
            continue;
        };
        assert!(code.text.lines().count() <= 25, "{place}: too long");
        let name = rest.split(['(', '<']).next().unwrap();
        let calls = read(&code.path).matches(&format!("{name}(")).count();
        assert!(calls > 1, "{place}: {name} is shown and not called");
    }
}

/// The tables and the sample rows of the lesson car-mart.
pub async fn cars(db: &DatabaseConnection) -> Result<(), DbErr> {
    migrations::car_mart::Migrator::up(db, None).await?;
    car_mart::steps::create::create(db).await
}

/// `db` without what records its statements: there are too many to show.
pub fn unrecorded(db: &DatabaseConnection) -> DatabaseConnection {
    let mut db = db.clone();
    db.set_metric_callback(|_| {});
    db
}

testing::tests![
    count_statements::a_test_counts_its_own_statements,
    see_every_statement::a_callback_sees_every_statement,
    see_every_statement::sqlx_logs_every_statement_without_its_values,
    copy::copy_stores_every_line_or_none,
    copy::copy_is_faster_than_insert_in_chunks,
    detach_and_replace::a_to_one_is_detached_and_replaced_by_one_update,
    insert_in_chunks::ten_thousand_rows_take_ten_statements,
    insert_or_update::one_statement_inserts_or_updates,
    soft_delete::a_deleted_row_stays_and_is_not_read,
    transactions::a_transaction_that_is_not_committed_is_rolled_back,
    at_most_n_children::a_window_function_limits_the_children_of_each_parent,
    filter_children::children_are_filtered_by_load_many,
    filter_parents::parents_are_filtered_by_a_subquery,
    many_parents::chunks_of_parents_have_no_limit,
    page_parents::a_page_has_whole_parents,
    three_levels::three_levels_are_two_trees_joined,
    count_children::a_parent_without_children_counts_zero,
    sum_of_a_bigint::a_sum_is_cast_back_to_bigint,
    enum_and_json::a_link_has_an_enum_and_a_json_column,
    json::an_unloaded_relation_is_null_in_json,
    json::a_to_one_without_a_row_is_null_in_json_loaded_or_not,
    method_on_both::a_trait_serves_both_types,
    reuse_filters::a_condition_is_a_value;
    ignored: copy::copy_measured
];

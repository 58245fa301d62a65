//! Questions that no lesson answers, each with code that ran.
//!
//! A recipe is a step, as a lesson has it, over sample rows that are there
//! already, or only words. `guide/recipes.md` lists the recipes in the order of
//! the `mod` lines; a blank line keeps rustfmt from sorting them.

// How do I see what is sent?

mod see_every_statement;

mod log_every_statement;

mod sql_without_running;

// How do I test?

pub mod count_statements;

mod throwaway_postgres;

mod without_docker;

mod without_a_database;

// How do I write?

mod transactions;

mod savepoint;

mod connection_or_transaction;

mod insert_or_update;

pub mod get_or_create;

mod uuid_keys;

mod request_body;

mod insert_in_chunks;

mod copy;

mod detach_and_replace;

mod soft_delete;

mod created_and_updated_at;

mod update_many;

mod timestamps;

mod column_default;

mod rename_column;

// How do I read?

mod page_parents;

mod many_parents;

mod filter_parents;

mod filter_two_tables_away;

mod filter_children;

mod at_most_n_children;

mod three_levels;

mod count_children;

mod sum_of_a_bigint;

mod one_column;

mod or_condition;

mod parents_without_children;

mod page_by_cursor;

mod load_into_rows;

mod exists_and_count;

// How do I share code and types?

mod method_on_both;

mod reuse_filters;

mod json;

mod enum_and_json;

mod handler;

mod camel_case;

mod two_schemas;

mod inheritance;

mod shared_columns;

use car_mart::entity::car_brand;
use harness::{Lesson, Recorder, Step, steps};
use sea_orm::{DbConn, DbErr};
use sea_orm_migration::MigratorTrait;
use testing::{
    Kind, Test, TestDatabase, Trial,
    lessons::{is_a_step, run_step, same_as_snapshot},
};

/// Every table that a recipe or a form of SeaORM 1.x has.
const TABLES: &[&str] = &[
    "seaql_migrations",
    "car_brand",
    "car_model",
    "car_info",
    "data_mart",
    "student",
    "course",
    "student_course",
    "country",
    "city",
    "museum",
    "painting",
    "doctor",
    "office",
    "person",
    "team",
    "membership",
    "author",
    "book",
    "notebook",
    "note",
    "payment",
    "cake",
    "pie",
    "article",
    "remark",
    "post",
    "tag",
    "post_tag",
    "meeting",
    "ticket",
    "errand",
    "Customer",
    "Order",
    "vehicle",
    "animal",
    "dog",
    "bird",
];

fn recipes() -> Vec<Trial> {
    let over_cars = steps![
        at_most_n_children,
        connection_or_transaction,
        count_children,
        count_statements,
        filter_children,
        filter_parents,
        insert_in_chunks,
        insert_or_update,
        method_on_both,
        page_parents,
        reuse_filters,
        savepoint,
        see_every_statement,
        transactions,
        page_by_cursor,
        exists_and_count,
        handler,
        load_into_rows,
        one_column,
        or_condition,
        parents_without_children,
        sql_without_running,
        update_many,
    ];
    let (page, both) = ("recipes", &Kind::BOTH);
    [
        trials(page, over_cars, both, cars),
        trials(page, steps![copy], &[Kind::Postgres], cars),
        trials(
            page,
            steps![detach_and_replace],
            both,
            detach_and_replace::offices,
        ),
        trials(page, steps![enum_and_json], both, enum_and_json::teams),
        trials(
            page,
            steps![filter_two_tables_away],
            both,
            filter_two_tables_away::library,
        ),
        trials(page, steps![json], both, json::library),
        trials(page, steps![many_parents], both, many_parents::many),
        trials(page, steps![request_body], both, request_body::library),
        trials(page, steps![soft_delete], both, soft_delete::notebooks),
        trials(page, steps![sum_of_a_bigint], both, sum_of_a_bigint::payments),
        trials(
            page,
            steps![created_and_updated_at],
            both,
            created_and_updated_at::articles,
        ),
        trials(page, steps![uuid_keys], both, uuid_keys::library),
        trials(page, steps![get_or_create], both, get_or_create::posts),
        trials(page, steps![three_levels], both, three_levels::art),
        trials(page, steps![timestamps], both, timestamps::meetings),
        trials(page, steps![column_default], both, column_default::tickets),
        trials(page, steps![rename_column], both, rename_column::errands),
        trials(page, steps![camel_case], both, camel_case::customers),
        trials(
            page,
            steps![two_schemas],
            &[Kind::Postgres],
            two_schemas::auth_and_billing,
        ),
        trials(
            page,
            steps![inheritance],
            both,
            inheritance::vehicles_and_animals,
        ),
        trials(page, steps![shared_columns], both, shared_columns::articles),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A test of each recipe on each of `kinds`, over the rows of `prepare`: it
/// compares what the recipe shows with its snapshot, a section of `page`. Every
/// database must give the same code and rows in as many statements.
pub fn trials<P>(
    page: &'static str,
    recipes: &[Step],
    kinds: &[Kind],
    prepare: P,
) -> Vec<Trial>
where
    P: AsyncFn(&DbConn) -> Result<(), DbErr> + Copy + Send + 'static,
{
    let mut trials = Vec::new();
    for recipe in recipes.iter().copied() {
        for kind in kinds.iter().copied() {
            let test = async move || {
                let recorder = run_on(kind, recipe, prepare).await;
                let record = &recorder.records()[0];
                is_a_step(record);
                let folder = format!("guide/snapshots/{page}");
                let (name, title) = (recipe.name(), &record.title);
                same_as_snapshot(&folder, name, title, record, kind).await;
            };
            let module = page.replace('-', "_");
            let name = format!("{module}::{}::{kind}", recipe.name());
            trials.extend(test.trials(name));
        }
    }
    trials
}

/// Runs a recipe in a database of its own.
async fn run_on(
    kind: Kind,
    recipe: Step,
    prepare: impl AsyncFn(&DbConn) -> Result<(), DbErr>,
) -> Recorder {
    let lesson = Lesson {
        name: "recipes",
        about: "",
        tables: TABLES,
        sample: None,
        steps: &[],
    };
    let database = TestDatabase::empty(kind).await;
    let mut db = database.open(lesson.name).await;
    prepare(&db).await.unwrap();
    let mut recorder = Recorder::new(&mut db, TABLES, None);
    run_step(lesson.name, &recipe, &mut recorder).await.unwrap();
    lesson.end(&db).await.unwrap();
    recorder
}

/// The tables and the sample rows of the lesson car-mart.
pub async fn cars(db: &DbConn) -> Result<(), DbErr> {
    migrations::car_mart::Migrator::up(db, None).await?;
    car_mart::steps::create::create(db).await
}

/// Brands, each with the names of its models.
pub fn names(
    brands: Vec<car_brand::ModelEx>,
) -> impl Iterator<Item = (String, Vec<String>)> {
    brands.into_iter().map(|brand| {
        let models = brand.models.into_iter();
        (brand.name, models.map(|model| model.name).collect())
    })
}

testing::tests![
    recipes,
    connection_or_transaction::the_futures_are_send,
    copy::copy_is_faster_than_insert_in_chunks,
    count_children::count_of_every_row_counts_an_empty_parent,
    log_every_statement::sqlx_logs_every_statement_without_its_values,
    json::a_to_one_without_a_row_is_null_in_json_loaded_or_not,
    sum_of_a_bigint::a_sum_without_a_cast_is_a_decimal_on_postgresql_only,
    sum_of_a_bigint::a_sum_that_does_not_fit_is_an_error,
    timestamps::sqlite_takes_a_moment_in_two_time_zones_for_two,
    timestamps::current_timestamp_on_sqlite_is_before_its_own_day,
    rename_column::sync_renames_a_column_with_renamed_from,
    two_schemas::a_table_in_a_schema_that_does_not_exist_is_refused,
    two_schemas::a_migration_creates_both_tables_and_the_key_between_them,
    uuid_keys::each_write_takes_a_key_from_postgresql;
    ignored: copy::copy_measured
];

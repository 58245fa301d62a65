//! Forms of SeaORM 1.x that still compile, each beside the form of 2.0, run on
//! the same rows as recipes are. Their snapshots are sections of
//! `guide/from-1x.md`.

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

use harness::steps;
use sea_orm::DbConn;
use testing::{Kind, Trial};

use crate::recipes::{cars, trials};

fn forms() -> Vec<Trial> {
    let over_cars = steps![
        active_model,
        by_hand,
        columns,
        find_also_related,
        find_with_related,
        has_one,
        into_json,
        linked,
        require_one,
    ];
    let (page, both) = ("from-1x", &Kind::BOTH);
    [
        trials(page, over_cars, both, cars),
        trials(page, steps![raw_sql], &[Kind::Postgres], cars),
        trials(
            page,
            steps![load_many_to_many],
            both,
            load_many_to_many::school,
        ),
        trials(page, steps![migration], both, async |_: &DbConn| Ok(())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

testing::tests![
    forms,
    columns::a_value_of_the_wrong_type_is_an_error_on_postgresql_only,
    migration::a_table_of_strings_is_that_of_idens,
];

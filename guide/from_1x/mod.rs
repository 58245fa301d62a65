//! Forms of SeaORM 1.x that still compile, each beside the form of 2.0, run on
//! the same rows as recipes are. `guide/from-1x.md` lists them in the order of
//! the `mod` lines, with what is behind each.

// Which forms still compile?

mod by_hand; // works, but without what 2.0 adds

mod has_one; // works, but misleads

mod active_model; // works; for a tree, the builder is shorter

mod columns; // works; `COLUMN` also checks types

mod require_one; // works; `require_one` is shorter

mod find_also_related; // works for a to-one

mod find_with_related; // works, but misleads with a limit or an order

mod load_many_to_many; // works; `load_many` is enough

mod linked; // works; still how you read only the rows at the end of the path

mod raw_sql; // works; `raw_sql!` is shorter

mod into_json; // works for flat rows

mod migration; // works; names can be strings

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

//! What a page says happens in a case that no step of a lesson shows.

#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod deletes;

mod features;

#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod link_hooks;

mod reads;

#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod related;

mod schema;

mod types;

mod without;

#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod sentences;

#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod completed;

#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod variations;

#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod writes;

#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod hooks;

#[allow(
    dead_code,
    unused_imports,
    reason = "SeaORM's macros generate more than the test uses, and not every key needs `Set`"
)]
mod keys;

#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod django;

mod get_or_create;

mod transactions;

#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod overflow;

mod both_databases;

pub mod registry;

testing::tests![
    deletes::tests,
    features::tests,
    link_hooks::tests,
    reads::tests,
    related::tests,
    schema::tests,
    types::tests,
    without::tests,
    sentences::tests,
    completed::tests,
    variations::tests,
    writes::tests,
    hooks::tests,
    keys::tests,
    django::tests,
    get_or_create::tests,
    overflow::tests,
    transactions::tests,
    both_databases::tests,
    registry::tests,
];

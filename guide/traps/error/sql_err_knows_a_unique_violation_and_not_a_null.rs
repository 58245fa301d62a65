//! What the database refused, asked of the error.

use harness::source;
use one_to_one::entity::{profile, user};
use sea_orm::{DbConn, DbErr, RuntimeErr, SqlErr};
use sea_orm_migration::MigratorTrait;

use crate::traps::{Shown, Trap, said, table};

fn wrong(error: &DbErr) -> &'static str {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => "a duplicate",
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => "a missing row",
        _ => "unknown",
    }
}

/// In each arm, the first code is PostgreSQL's and the rest are SQLite's.
fn right(error: &DbErr) -> &'static str {
    let (DbErr::Exec(error) | DbErr::Query(error)) = error else {
        return "unknown";
    };
    let RuntimeErr::SqlxError(error) = error else {
        return "unknown";
    };
    let code = error.as_database_error().and_then(|error| error.code());
    match code.as_deref() {
        Some("23505" | "2067" | "1555") => "a duplicate",
        Some("23503" | "787") => "a missing row",
        Some("23502" | "1299") => "a NULL",
        _ => "unknown",
    }
}

pub async fn test() {
    let trap = Trap {
        source: source!("sql_err_knows_a_unique_violation_and_not_a_null.rs"),
        heading: "`sql_err()` returns `None`",
        also: &[],
        given: "Alice has a profile. The database refuses three rows: a second profile for Alice, \
                a profile for user 99 (who doesn't exist), and a user without a name.",
        instead: "Match on the database's own code if `sql_err()` returns `None`.",
        cause: "`sql_err` recognizes only unique and foreign-key violations \
                (`sea-orm/src/error.rs`). It also misses violations of RESTRICT: code 1811 on \
                SQLite, 23001 on PostgreSQL 18 and later.",
    };
    trap.on_both(async |db, trap| {
        migrations::one_to_one::Migrator::up(db, None).await.unwrap();
        let alice = user::ActiveModel::builder().set_name("Alice");
        alice.insert(db).await.unwrap();
        profile(db, 1).await.unwrap();
        let refused = [
            ("a second profile of Alice", profile(db, 1).await.unwrap_err()),
            ("a profile of user 99", profile(db, 99).await.unwrap_err()),
            (
                "a user without a name",
                user::ActiveModel::builder().insert(db).await.unwrap_err(),
            ),
        ];
        trap.forget();
        trap.wrong("wrong", answers(&refused, wrong));
        trap.right("right", answers(&refused, right));
        let [_, _, (_, nameless)] = refused;
        trap.then("The error of the last one", said::<()>(Err(nameless)));
    })
    .await;
}

async fn profile(db: &DbConn, user: i32) -> Result<profile::ModelEx, DbErr> {
    let profile =
        profile::ActiveModel::builder().set_user_id(user).set_bio("Gardener");
    profile.insert(db).await
}

fn answers(
    refused: &[(&str, DbErr)],
    asked: fn(&DbErr) -> &'static str,
) -> Shown {
    let answers = refused.iter();
    let answers = answers
        .map(|(attempt, error)| [*attempt, asked(error)].map(str::to_owned));
    table(["refused", "answer"], answers.collect())
}

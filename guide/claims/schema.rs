//! Delete rules, views, and what a listing of columns says.

use harness::{Done, Recorder, steps};
use migrations::car_mart::Migrator;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, RuntimeErr,
    Statement, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

use testing::{Kind, TestDatabase};

async fn empty(kind: Kind) -> (TestDatabase, DatabaseConnection) {
    let database = TestDatabase::empty(kind).await;
    let db = database.open("claims").await;
    (database, db)
}

/// A parent with a child, whose foreign key has `rule`.
async fn family(db: &DatabaseConnection, rule: &str) {
    let sql = format!(
        "CREATE TABLE parent (id integer PRIMARY KEY); \
         CREATE TABLE child (parent_id integer REFERENCES parent (id) {rule}); \
         INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1)"
    );
    db.execute_unprepared(&sql).await.unwrap();
}

const PARENT: &str = "DELETE FROM parent";

/// The database's code for an error.
fn code(error: &DbErr) -> String {
    let (DbErr::Exec(RuntimeErr::SqlxError(error))
    | DbErr::Query(RuntimeErr::SqlxError(error))) = error
    else {
        panic!("{error}");
    };
    error.as_database_error().unwrap().code().unwrap().into_owned()
}

/// Whether RESTRICT has a code of its own: on SQLite, and on PostgreSQL from 18.
async fn restrict_has_a_code(db: &DatabaseConnection) -> bool {
    if db.get_database_backend() == DbBackend::Sqlite {
        return true;
    }
    let sql =
        "SELECT current_setting('server_version_num')::integer AS version";
    let version = Statement::from_string(DbBackend::Postgres, sql);
    let version = db.query_one_raw(version).await.unwrap().unwrap();
    version.try_get::<i32>("", "version").unwrap() >= 180_000
}

async fn no_action_waits_for_the_commit_and_restrict_does_not(kind: Kind) {
    for (rule, waits) in
        [("ON DELETE NO ACTION", true), ("ON DELETE RESTRICT", false)]
    {
        let (_database, db) = empty(kind).await;
        family(&db, &format!("{rule} DEFERRABLE INITIALLY DEFERRED")).await;
        let transaction = db.begin().await.unwrap();
        let deleted = transaction.execute_unprepared(PARENT).await;
        assert_eq!(deleted.is_ok(), waits, "{rule}");
        if waits {
            transaction.execute_unprepared("DELETE FROM child").await.unwrap();
            transaction.commit().await.unwrap();
        }
    }
}

async fn sql_err_knows_no_action_and_restrict_only_without_a_code_of_its_own(
    kind: Kind,
) {
    for (rule, restrict) in [("", false), ("ON DELETE RESTRICT", true)] {
        let (_database, db) = empty(kind).await;
        family(&db, rule).await;
        let own = restrict && restrict_has_a_code(&db).await;
        let error = db.execute_unprepared(PARENT).await.unwrap_err();
        let expected = match (kind, own) {
            (Kind::Sqlite, false) => "787",
            (Kind::Sqlite, true) => "1811",
            (Kind::Postgres, false) => "23503",
            (Kind::Postgres, true) => "23001",
        };
        assert_eq!(code(&error), expected, "{rule}");
        assert_eq!(error.sql_err().is_none(), own, "{rule}");
    }
}

/// The entity says: `name` is unique and NOT NULL.
async fn a_listing_shows_the_database_and_not_the_entity(kind: Kind) {
    let (_database, mut db) = empty(kind).await;
    let sql = "CREATE TABLE car_brand (id integer NOT NULL, name varchar)";
    db.execute_unprepared(sql).await.unwrap();
    let mut recorder = Recorder::new(&mut db, &["car_brand"], None);
    let step = &steps![here: listing_step][0];
    recorder.run(step).await.unwrap();
    let listing = recorder.records()[0].outcomes().next().unwrap();
    assert_eq!(
        listing.table.as_ref().unwrap().rows,
        [["id", "integer", "no", ""], ["name", "varchar", "yes", ""]]
    );
    assert_eq!(listing.statements, []);
    db.execute_unprepared("DROP TABLE car_brand").await.unwrap();
    let error = recorder.run(step).await.unwrap_err().to_string();
    assert!(error.contains("there is no table car_brand"), "{error}");
}

async fn listing_step(show: &mut Recorder) -> Done {
    show.columns(["car_brand"]).await
}

/// PostgreSQL alone: SQLite has no materialized views.
async fn a_materialized_view_takes_no_primary_key_and_no_not_null() {
    let (_database, db) = empty(Kind::Postgres).await;
    Migrator::up(&db, None).await.unwrap();
    for change in [
        "ADD PRIMARY KEY (model_id, year)",
        "ALTER year SET NOT NULL",
    ] {
        for what in ["TABLE", "MATERIALIZED VIEW"] {
            let sql = format!("ALTER {what} data_mart {change}");
            db.execute_unprepared(&sql).await.unwrap_err();
        }
    }
}

testing::tests![
    no_action_waits_for_the_commit_and_restrict_does_not,
    sql_err_knows_no_action_and_restrict_only_without_a_code_of_its_own,
    a_listing_shows_the_database_and_not_the_entity,
    a_materialized_view_takes_no_primary_key_and_no_not_null,
];

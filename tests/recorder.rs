//! What the recorder says of a call: the line that sent each statement, and what it changed.

use harness::{Change, Changes, Done, Record, Recorder, RowChange, steps};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use testing::{Kind, TestDatabase};

/// Sends a statement.
pub async fn send(db: &impl ConnectionTrait, sql: &str) -> Result<(), DbErr> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    db.execute_raw(statement).await?;
    Ok(())
}

/// Two tables and a view: a key of two columns, no key, and a rule.
async fn make_step(show: &mut Recorder) -> Done {
    let pair = "CREATE TABLE pair (a integer, b integer, done boolean, price numeric(12, 4), PRIMARY KEY (a, b))";
    send(show.db(), pair).await?;
    send(show.db(), "CREATE TABLE loose (word varchar)").await?;
    send(show.db(), "CREATE VIEW cheap AS SELECT a FROM pair WHERE price < 10")
        .await?;
    show.done().await
}

async fn insert_step(show: &mut Recorder) -> Done {
    let pairs = "INSERT INTO pair VALUES (1, 1, true, 5), (1, 2, false, 20.5), (2, 10, NULL, NULL)";
    send(show.db(), pairs).await?;
    send(show.db(), "INSERT INTO loose VALUES ('x'), ('x')").await?;
    show.done().await?;
    send(show.db(), "UPDATE pair SET price = 7 WHERE b = 2").await?;
    send(show.db(), "DELETE FROM pair WHERE a = 2").await?;
    send(show.db(), "INSERT INTO loose VALUES ('x')").await?;
    show.done().await?;
    show.ran(send(show.db(), "DELETE FROM pair WHERE a = 99").await?)
        .await
}

async fn many_step(show: &mut Recorder) -> Done {
    let many = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150)";
    send(show.db(), &format!("INSERT INTO loose {many} SELECT 'y' FROM n"))
        .await?;
    show.done().await
}

async fn roll_back_step(show: &mut Recorder) -> Done {
    let tx = show.begin().await?;
    send(&*tx, "INSERT INTO pair VALUES (3, 3, true, 1)").await?;
    show.done().await?;
    show.roll_back(tx).await
}

async fn alter_step(show: &mut Recorder) -> Done {
    send(show.db(), "ALTER TABLE loose ADD COLUMN more integer").await?;
    show.done().await?;
    show.ran(send(show.db(), "DROP VIEW cheap").await?).await
}

async fn uuid_step(show: &mut Recorder) -> Done {
    let [kind, key] = match show.db().get_database_backend() {
        DbBackend::Postgres => {
            ["uuid", "'0190a3c4-0000-7000-8000-00000000abcd'"]
        }
        _ => ["uuid_text", "x'0190A3C400007000800000000000ABCD'"],
    };
    let [create, insert] = [
        format!("CREATE TABLE loose (word {kind})"),
        format!("INSERT INTO loose VALUES ({key}), (NULL)"),
    ];
    send(show.db(), &create).await?;
    send(show.db(), &insert).await?;
    show.done().await
}

async fn unshown_step(show: &mut Recorder) -> Done {
    send(show.db(), "DELETE FROM pair WHERE a = 99").await
}

async fn unseen_step(show: &mut Recorder) -> Done {
    // The callback doesn't see it.
    show.db().execute_unprepared("DELETE FROM pair").await?;
    Ok(())
}

/// Runs the steps on a new database, the last one with its outcome.
async fn ran(
    kind: Kind,
    steps: &[harness::Step],
) -> (Recorder, TestDatabase, Result<(), String>) {
    let database = TestDatabase::empty(kind).await;
    let mut db = database.open("recorder").await;
    let mut recorder =
        Recorder::new(&mut db, &["pair", "loose", "cheap"], None);
    let mut outcome = Ok(());
    for step in steps {
        assert_eq!(outcome, Ok(()));
        outcome = recorder.run(step).await.map_err(|error| error.to_string());
    }
    (recorder, database, outcome)
}

fn changes(record: &Record) -> Vec<&Changes> {
    let changes =
        record.outcomes().filter_map(|outcome| outcome.changes.as_ref());
    changes.collect()
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).into()
}

fn table<'a>(changes: &'a Changes, name: &str) -> &'a Change {
    let mut tables = changes.tables.iter();
    tables
        .find(|change| change.table == name)
        .expect("a change of this table")
}

async fn rows_are_compared_by_their_key(kind: Kind) {
    let (recorder, _database, outcome) =
        ran(kind, steps![here: make_step, insert_step]).await;
    assert_eq!(outcome, Ok(()));
    let made = changes(&recorder.records()[0])[0];
    assert_eq!(made.created, ["pair", "loose", "cheap"]);
    let [inserted, changed, nothing] = changes(&recorder.records()[1])[..]
    else {
        panic!("three outcomes");
    };
    assert_eq!(
        table(inserted, "pair").rows,
        [
            RowChange::Added(row(["1", "1", "true", "5"])),
            RowChange::Added(row(["1", "2", "false", "20.50"])),
            RowChange::Added(row(["2", "10", "NULL", "NULL"])),
        ]
    );
    let pair = table(changed, "pair");
    assert_eq!(
        pair.rows,
        [
            RowChange::Updated(
                row(["1", "2", "false", "20.50"]),
                row(["1", "2", "false", "7"])
            ),
            RowChange::Removed(row(["2", "10", "NULL", "NULL"])),
        ]
    );
    assert_eq!(pair.same, 1);
    let loose = table(changed, "loose");
    assert_eq!(loose.rows, [RowChange::Added(row(["x"]))]);
    assert_eq!(loose.same, 2);
    assert_eq!(table(changed, "cheap").rows, [RowChange::Added(row(["1"]))]);
    assert!(nothing.is_empty());
}

async fn the_bytes_of_a_uuid_are_text(kind: Kind) {
    let (recorder, _database, outcome) =
        ran(kind, steps![here: uuid_step]).await;
    assert_eq!(outcome, Ok(()));
    let loose = table(changes(&recorder.records()[0])[0], "loose");
    let key = RowChange::Added(row(["0190a3c4-0000-7000-8000-00000000abcd"]));
    assert_eq!(loose.rows, [key, RowChange::Added(row(["NULL"]))]);
}

async fn more_than_a_hundred_rows_are_counted(kind: Kind) {
    let steps = steps![here: make_step, many_step];
    let (recorder, _database, outcome) = ran(kind, steps).await;
    assert_eq!(outcome, Ok(()));
    let loose = table(changes(&recorder.records()[1])[0], "loose");
    assert_eq!(loose.counted, Some((0, 150)));
    assert_eq!(loose.rows, []);
}

async fn what_is_rolled_back_is_shown_and_then_gone(kind: Kind) {
    let steps = steps![here: make_step, roll_back_step];
    let (recorder, _database, outcome) = ran(kind, steps).await;
    assert_eq!(outcome, Ok(()));
    let [inserted, gone] =
        recorder.records()[1].outcomes().collect::<Vec<_>>()[..]
    else {
        panic!("two outcomes");
    };
    let inserted = inserted.changes.as_ref().unwrap();
    let expected = [RowChange::Added(row(["3", "3", "true", "1"]))];
    assert_eq!(table(inserted, "pair").rows, expected);
    assert_eq!(gone.rolled_back, ["pair", "cheap"]);
}

async fn new_columns_and_dropped_views_are_named(kind: Kind) {
    let (recorder, _database, outcome) =
        ran(kind, steps![here: make_step, alter_step]).await;
    assert_eq!(outcome, Ok(()));
    let [added, dropped] = changes(&recorder.records()[1])[..] else {
        panic!("two outcomes");
    };
    assert_eq!(table(added, "loose").added, ["more"]);
    assert_eq!(dropped.dropped, ["cheap"]);
}

async fn what_no_outcome_shows_is_an_error(kind: Kind) {
    let cases: [(&[harness::Step], _); 2] = [
        (
            steps![here: make_step, unshown_step],
            "no outcome of the step has the statement DELETE FROM pair WHERE a = 99",
        ),
        (
            steps![here: make_step, insert_step, unseen_step],
            "no outcome of the step shows its last change",
        ),
    ];
    for (steps, words) in cases {
        let (_recorder, _database, outcome) = ran(kind, steps).await;
        let error = outcome.unwrap_err();
        assert!(error.contains(words), "{error}");
    }
}

async fn each_statement_has_the_line_and_the_call_that_sent_it(kind: Kind) {
    let (recorder, _database, outcome) =
        ran(kind, steps![here: make_step]).await;
    assert_eq!(outcome, Ok(()));
    let outcome = recorder.records()[0].outcomes().next().unwrap();
    let file = include_str!("recorder.rs");
    let line = |text: &str| {
        1 + file.lines().position(|line| line.contains(text)).unwrap()
    };
    for sent in &outcome.statements {
        let lines: Vec<_> =
            sent.frames.iter().map(|frame| frame.line).collect();
        assert_eq!(lines[0], line("db.execute_raw(statement).await?"));
        assert!(lines[1] > line("async fn make_step"), "{lines:?}");
    }
    assert_eq!(outcome.calls[0], "send(db, pair)");
    assert_eq!(outcome.calls.len(), 3);
}

testing::tests![
    rows_are_compared_by_their_key,
    the_bytes_of_a_uuid_are_text,
    more_than_a_hundred_rows_are_counted,
    what_is_rolled_back_is_shown_and_then_gone,
    new_columns_and_dropped_views_are_named,
    what_no_outcome_shows_is_an_error,
    each_statement_has_the_line_and_the_call_that_sent_it,
];

//! What an insert returns if the row is there already, and what comes of eight
//! writers that get or create the same row at once.

use std::{fmt::Debug, time::Duration};

use harness::{database::refusal, render, table::Table};
use sea_orm::{
    ActiveModelTrait, ConnectOptions, ConnectionTrait, Database,
    DatabaseConnection, DbBackend, DbErr, EntityTrait, InsertManyResult,
    InsertResult, Set, SqlErr, TransactionTrait, TryInsertResult,
    sea_query::OnConflict,
};
use testing::{Kind, TestDatabase, snapshot};
use tokio::sync::Barrier;

use crate::recipes::get_or_create::{self, post, post_tag, tag};

fn new(name: &str) -> tag::ActiveModel {
    tag::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    }
}

fn update() -> OnConflict {
    OnConflict::column(tag::Column::Name)
        .update_column(tag::Column::Name)
        .to_owned()
}

/// What a call returns, the ids alone.
trait Ids {
    type Ids: Debug;
    fn ids(self) -> Self::Ids;
}

impl Ids for u64 {
    type Ids = String;
    fn ids(self) -> String {
        format!("{self} rows")
    }
}

impl Ids for i32 {
    type Ids = Self;
    fn ids(self) -> Self {
        self
    }
}

impl Ids for tag::Model {
    type Ids = i32;
    fn ids(self) -> i32 {
        self.id
    }
}

impl<T: Ids> Ids for Vec<T> {
    type Ids = Vec<T::Ids>;
    fn ids(self) -> Self::Ids {
        self.into_iter().map(Ids::ids).collect()
    }
}

impl Ids for InsertResult<tag::ActiveModel> {
    type Ids = i32;
    fn ids(self) -> i32 {
        self.last_insert_id
    }
}

impl Ids for InsertManyResult<tag::ActiveModel> {
    type Ids = Option<i32>;
    fn ids(self) -> Option<i32> {
        self.last_insert_id
    }
}

impl<T: Ids> Ids for TryInsertResult<T> {
    type Ids = TryInsertResult<T::Ids>;
    fn ids(self) -> Self::Ids {
        match self {
            Self::Empty => TryInsertResult::Empty,
            Self::Conflicted => TryInsertResult::Conflicted,
            Self::Inserted(value) => TryInsertResult::Inserted(value.ids()),
        }
    }
}

fn words(outcome: Result<impl Ids, DbErr>) -> String {
    match outcome.map(Ids::ids) {
        Ok(ids) => format!("`{ids:?}`").replace('"', ""),
        Err(error) => match refusal(&error) {
            Some((rule, _)) => format!("refused: {rule}"),
            None => format!("`Err({error:?})`"),
        },
    }
}

/// The tag rust has the id 1, and the next one gets 2.
async fn one_tag(db: &DatabaseConnection) {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => "TRUNCATE tag RESTART IDENTITY CASCADE",
        _ => "DELETE FROM tag; DELETE FROM sqlite_sequence",
    };
    db.execute_unprepared(sql).await.unwrap();
    new("rust").insert(db).await.unwrap();
}

async fn table(kind: Kind) -> String {
    let database = TestDatabase::empty(kind).await;
    let db = &database.open("claims").await;
    get_or_create::posts(db).await.unwrap();
    let mut rows = Vec::new();
    // `$insert` is an insert of one tag, then of two.
    macro_rules! call {
        ($name:literal, |$insert:ident| $call:expr) => {{
            let mut cells = vec![$name.to_owned()];
            for name in ["orm", "rust"] {
                one_tag(db).await;
                let $insert = tag::Entity::insert(new(name));
                cells.push(words($call.await));
            }
            for names in [&["orm", "rust"][..], &["rust"]] {
                one_tag(db).await;
                let tags = names.iter().copied().map(new);
                let $insert = tag::Entity::insert_many(tags);
                cells.push(words($call.await));
            }
            rows.push(cells);
        }};
    }
    call!("`.exec(db)`", |insert| insert.exec(db));
    call!("`.on_conflict_do_nothing().exec(db)`", |insert| insert
        .on_conflict_do_nothing()
        .exec(db));
    call!("`.on_conflict_do_nothing_on([…]).exec(db)`", |insert| {
        insert.on_conflict_do_nothing_on([tag::Column::Name]).exec(db)
    });
    call!("`.on_conflict_do_nothing().exec_without_returning(db)`", |insert| {
        insert.on_conflict_do_nothing().exec_without_returning(db)
    });
    call!("`.on_conflict_do_nothing().exec_with_returning(db)`", |insert| {
        insert.on_conflict_do_nothing().exec_with_returning(db)
    });
    call!(
        "`.on_conflict_do_nothing().exec_with_returning_many(db)`",
        |insert| insert.on_conflict_do_nothing().exec_with_returning_many(db)
    );
    call!(
        "`.on_conflict(OnConflict::new().do_nothing()).exec(db)`",
        |insert| insert
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec(db)
    );
    call!(
        "`.on_conflict(OnConflict::new().do_nothing()).exec_with_returning(db)`",
        |insert| insert
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_with_returning(db)
    );
    call!("`.on_conflict(update).exec(db)`", |insert| insert
        .on_conflict(update())
        .exec(db));
    call!("`.on_conflict(update).exec_with_returning(db)`", |insert| {
        insert.on_conflict(update()).exec_with_returning(db)
    });
    let header = [
        "call",
        "`insert`, a new name",
        "`insert`, a stored name",
        "`insert_many`, one new and one stored",
        "`insert_many`, a stored name",
    ];
    render::markdown(&Table {
        header: header.map(str::to_owned).to_vec(),
        rows,
    })
}

async fn what_an_insert_returns_on_a_conflict() {
    let table = table(Kind::Postgres).await;
    assert_eq!(
        table,
        self::table(Kind::Sqlite).await,
        "left PostgreSQL, right SQLite"
    );
    let about = "What an insert returns: rust has the id 1, orm gets 2";
    let folder = "guide/snapshots/claims";
    let name = "what_an_insert_returns_on_a_conflict";
    snapshot(folder, name, about, &table).await;
}

const WRITERS: usize = 8;

/// How eight writers, each on a connection of its own, go about it.
#[derive(Clone, Copy)]
enum Way {
    SelectThenInsert,
    InsertThenSelect,
    DoNothingThenSelect,
    DoUpdate,
    Link,
}

/// The id of the tag orm.
async fn id(db: &DatabaseConnection) -> Result<Option<i32>, DbErr> {
    let tag = tag::Entity::find_by_name("orm").one(db).await?;
    Ok(tag.map(|tag| tag.id))
}

async fn get(
    db: &DatabaseConnection,
    way: Way,
    together: &Barrier,
) -> Result<Option<i32>, DbErr> {
    together.wait().await;
    match way {
        Way::SelectThenInsert => {
            let found = id(db).await?;
            // Real writers need no barrier here, only bad luck.
            together.wait().await;
            match found {
                Some(id) => Ok(Some(id)),
                None => Ok(Some(new("orm").insert(db).await?.id)),
            }
        }
        Way::InsertThenSelect => match new("orm").insert(db).await {
            Ok(tag) => Ok(Some(tag.id)),
            Err(error) => match error.sql_err() {
                Some(SqlErr::UniqueConstraintViolation(_)) => id(db).await,
                _ => Err(error),
            },
        },
        Way::DoNothingThenSelect => {
            let insert = tag::Entity::insert(new("orm"));
            let name = [tag::Column::Name];
            let insert = insert.on_conflict_do_nothing_on(name);
            match insert.exec(db).await? {
                TryInsertResult::Inserted(row) => Ok(Some(row.last_insert_id)),
                _ => id(db).await,
            }
        }
        Way::DoUpdate => {
            get_or_create::tag_named(db, "orm").await.map(|tag| Some(tag.id))
        }
        Way::Link => {
            let names = ["orm", "rust", "sql"].into();
            get_or_create::tag_post(db, 1, &names).await?;
            id(db).await
        }
    }
}

async fn connections(database: &TestDatabase) -> Vec<DatabaseConnection> {
    let mut all = Vec::new();
    for _ in 0..WRITERS {
        let mut options = ConnectOptions::new(database.url());
        options.max_connections(1);
        // A writer of SQLite waits for the other seven.
        options.map_sqlx_sqlite_opts(|options| {
            options.busy_timeout(Duration::from_secs(30))
        });
        all.push(Database::connect(options).await.unwrap());
    }
    all
}

async fn race(kind: Kind, what: &str, way: Way) -> Vec<String> {
    let database = TestDatabase::empty(kind).await;
    let writers = connections(&database).await;
    get_or_create::posts(&writers[0]).await.unwrap();
    let together = &Barrier::new(WRITERS);
    let races = writers.iter().map(|db| get(db, way, together));
    let outcomes = futures(races).await;
    let stored = id(&writers[0]).await.unwrap();
    let same =
        outcomes.iter().filter(|got| matches!(got, Ok(id) if *id == stored));
    let refused = outcomes.iter().filter_map(|got| got.as_ref().err());
    let unique = refused.clone().filter(|error| {
        matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
    });
    let other: Vec<_> = refused
        .clone()
        .filter(|error| error.sql_err().is_none())
        .map(ToString::to_string)
        .collect();
    assert_eq!(other, [""; 0]);
    let tags = tag::Entity::find().all(&writers[0]).await.unwrap();
    let orm = tags.iter().filter(|tag| tag.name == "orm").count();
    let links = post_tag::Entity::find().all(&writers[0]).await.unwrap();
    assert!(post::Entity::find().one(&writers[0]).await.unwrap().is_some());
    let cells = [same.count(), unique.count(), orm, links.len()];
    let mut row = vec![what.to_owned()];
    row.extend(cells.map(|count| count.to_string()));
    for db in writers {
        db.close().await.unwrap();
    }
    row
}

/// What all of them return, polled together.
async fn futures<T>(
    all: impl Iterator<Item = impl Future<Output = T>>,
) -> Vec<T> {
    let mut all: Vec<_> = all.map(|one| (Box::pin(one), None)).collect();
    std::future::poll_fn(|context| {
        for (one, got) in &mut all {
            if got.is_none()
                && let std::task::Poll::Ready(value) =
                    one.as_mut().poll(context)
            {
                *got = Some(value);
            }
        }
        match all.iter().all(|(_, got)| got.is_some()) {
            true => std::task::Poll::Ready(()),
            false => std::task::Poll::Pending,
        }
    })
    .await;
    all.into_iter().filter_map(|(_, got)| got).collect()
}

async fn races(kind: Kind) -> String {
    let ways = [
        ("SELECT, then INSERT", Way::SelectThenInsert),
        ("INSERT, SELECT if UNIQUE refuses it", Way::InsertThenSelect),
        ("DO NOTHING, SELECT if `Conflicted`", Way::DoNothingThenSelect),
        ("DO UPDATE: `tag_named`", Way::DoUpdate),
        ("three tags and their links: `tag_post`", Way::Link),
    ];
    let mut rows = Vec::new();
    for (what, way) in ways {
        rows.push(race(kind, what, way).await);
    }
    let header = [
        "eight writers at once",
        "got the id",
        "refused: unique",
        "tags named orm",
        "links",
    ];
    render::markdown(&Table {
        header: header.map(str::to_owned).to_vec(),
        rows,
    })
}

async fn what_eight_writers_get() {
    let table = races(Kind::Postgres).await;
    assert_eq!(
        table,
        races(Kind::Sqlite).await,
        "left PostgreSQL, right SQLite"
    );
    let about = "Eight writers get or create the tag orm at the same time";
    let folder = "guide/snapshots/claims";
    snapshot(folder, "what_eight_writers_get", about, &table).await;
}

async fn a_name_twice_in_an_upsert_is_refused_on_postgresql_only(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let db = &database.open("claims").await;
    get_or_create::posts(db).await.unwrap();
    let twice = tag::Entity::insert_many(["orm", "orm"].map(new));
    let twice = twice.on_conflict(update()).exec(db).await;
    match kind {
        Kind::Postgres => {
            let error = twice.unwrap_err().to_string();
            let said =
                "ON CONFLICT DO UPDATE command cannot affect row a second time";
            assert!(error.contains(said), "{error}");
        }
        Kind::Sqlite => drop(twice.unwrap()),
    }
}

async fn names_in_different_orders_deadlock_on_postgresql() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let writers = connections(&database).await;
    get_or_create::posts(&writers[0]).await.unwrap();
    let one = writers[0].begin().await.unwrap();
    let other = writers[1].begin().await.unwrap();
    get_or_create::tag_named(&one, "orm").await.unwrap();
    get_or_create::tag_named(&other, "sql").await.unwrap();
    let (first, second) = tokio::join!(
        get_or_create::tag_named(&one, "sql"),
        get_or_create::tag_named(&other, "orm")
    );
    let errors = [first.err(), second.err()]
        .map(|error| error.map(|error| error.to_string()));
    let errors: Vec<_> = errors.into_iter().flatten().collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].contains("deadlock detected"), "{errors:?}");
    one.rollback().await.unwrap();
    other.rollback().await.unwrap();
    for db in writers {
        db.close().await.unwrap();
    }
}

testing::tests![
    what_an_insert_returns_on_a_conflict,
    what_eight_writers_get,
    a_name_twice_in_an_upsert_is_refused_on_postgresql_only,
    names_in_different_orders_deadlock_on_postgresql,
];

//! # How do I store a point in time?
//!
//! Use `DateTimeUtc`. On PostgreSQL the column is a `timestamp with time zone`, which holds a moment
//! in microseconds and no time zone. SQLite has no such type: SeaORM stores text there, and the
//! database compares text. That is right as long as SeaORM writes every value, and in UTC. With
//! `DateTimeWithTimeZone`, SQLite takes one moment in two time zones for two moments, and a default of
//! CURRENT_TIMESTAMP is text of another form, which comes before its own day. To find the rows of a
//! day, compare with its beginning and its end.

use harness::{Done, Recorder};
use sea_orm::{
    ConnectionTrait, DbConn, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    Statement,
    entity::prelude::{Date, DateTimeWithTimeZone},
};
use testing::{Kind, TestDatabase};

mod meeting {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "meeting")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub starts_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Stores a meeting whose time somebody typed, such as
/// `2026-09-01T00:30:00+02:00`.
pub async fn plan(
    db: &DbConn,
    typed: DateTimeWithTimeZone,
) -> Result<meeting::ModelEx, DbErr> {
    meeting::ActiveModel::builder()
        .set_starts_at(typed.to_utc())
        .insert(db)
        .await
}

/// The meetings of a day in UTC.
pub async fn of_day(
    db: &DbConn,
    day: Date,
) -> Result<Vec<meeting::Model>, DbErr> {
    let midnight = |day: Date| day.and_time(Default::default()).and_utc();
    let next = day.succ_opt().unwrap_or(day);
    meeting::Entity::find()
        .filter(meeting::COLUMN.starts_at.gte(midnight(day)))
        .filter(meeting::COLUMN.starts_at.lt(midnight(next)))
        .order_by_id_asc()
        .all(db)
        .await
}

/// Midnight and half an hour later in Berlin, and noon in UTC.
const TYPED: [&str; 3] = [
    "2026-09-01T00:00:00+02:00",
    "2026-09-01T00:30:00+02:00",
    "2026-09-01T12:00:00Z",
];

pub async fn step(show: &mut Recorder) -> Done {
    show.code("meeting::Model")?;
    show.code("plan")?;
    let meetings =
        meeting::Entity::find().order_by_id_asc().all(show.db()).await?;
    show.forget().await?;
    let rows = TYPED.iter().zip(meetings).map(|(typed, meeting)| {
        (meeting.id, *typed, meeting.starts_at.to_rfc3339())
    });
    let header = ["id", "typed", "starts_at"];
    show.table("What `plan` stored", header, rows).await?;
    let day = Date::from_ymd_opt(2026, 9, 1).unwrap_or_default();
    let rows = of_day(show.db(), day).await?;
    let rows = rows
        .into_iter()
        .map(|meeting| (meeting.id, meeting.starts_at.to_rfc3339()));
    let caption = "The meetings of 1 September in UTC";
    show.table(caption, ["id", "starts_at"], rows).await
}

pub async fn meetings(db: &DbConn) -> Result<(), DbErr> {
    let schema = db.get_schema_builder().register(meeting::Entity);
    schema.apply(db).await?;
    for typed in TYPED {
        let typed = DateTimeWithTimeZone::parse_from_rfc3339(typed);
        plan(db, typed.map_err(|error| DbErr::Custom(error.to_string()))?)
            .await?;
    }
    Ok(())
}

/// A meeting that keeps the time zone in which it was typed.
mod call {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "call")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub starts_at: DateTimeWithTimeZone,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub async fn sqlite_takes_a_moment_in_two_time_zones_for_two(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let db = database.open("timestamps").await;
    let schema = db.get_schema_builder().register(call::Entity);
    schema.apply(&db).await.unwrap();
    let typed = "2026-09-01T00:30:00.123456789+02:00";
    let typed = DateTimeWithTimeZone::parse_from_rfc3339(typed).unwrap();
    let call = call::ActiveModel::builder().set_starts_at(typed);
    let stored = call.insert(&db).await.unwrap().starts_at.to_rfc3339();
    let elsewhere = typed.to_utc().fixed_offset();
    let found = call::Entity::find()
        .filter(call::COLUMN.starts_at.gte(elsewhere))
        .filter(call::COLUMN.starts_at.lte(elsewhere));
    let found = found.count(&db).await.unwrap();
    assert_eq!(
        (&*stored, found),
        match kind {
            Kind::Sqlite => ("2026-09-01T00:30:00.123456789+02:00", 0),
            Kind::Postgres => ("2026-08-31T22:30:00.123456+00:00", 1),
        }
    );
}

/// The default is text without an offset, and a space is less than the `T` in
/// what SeaORM writes.
pub async fn current_timestamp_on_sqlite_is_before_its_own_day(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let db = database.open("timestamps").await;
    meetings(&db).await.unwrap();
    let at = |value: &str| {
        format!("UPDATE meeting SET starts_at = {value} WHERE id = 3")
    };
    let now = at("CURRENT_TIMESTAMP");
    db.execute_unprepared(&now).await.unwrap();
    let length = "SELECT length(CAST(starts_at AS text)) AS length, \
                  substr(CAST(starts_at AS text), 11, 1) AS gap \
                  FROM meeting WHERE id = 3";
    let length = Statement::from_string(db.get_database_backend(), length);
    let row = db.query_one_raw(length).await.unwrap().unwrap();
    if kind == Kind::Sqlite {
        assert_eq!(row.try_get::<i64>("", "length").unwrap(), 19);
        assert_eq!(row.try_get::<String>("", "gap").unwrap(), " ");
    }
    let noon = at("'2026-09-01 12:00:00'");
    db.execute_unprepared(&noon).await.unwrap();
    let day = Date::from_ymd_opt(2026, 9, 1).unwrap();
    let found = of_day(&db, day).await.unwrap().len();
    assert_eq!(found, if kind == Kind::Sqlite { 0 } else { 1 });
}

//! Up, down, up; and the tables that migrations make are those that the entities
//! declare.

use sea_orm::{ConnectionTrait, DbBackend, SchemaBuilder, Statement};
use sea_orm_migration::MigratorTrait;

use crate::{Kind, TestDatabase};

/// What the database itself says about the tables, keys and indexes that are there.
pub async fn schema(db: &impl ConnectionTrait) -> Vec<String> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => include_str!("catalogue.sql"),
        _ => {
            "SELECT sql AS line FROM sqlite_master \
             WHERE sql IS NOT NULL AND name NOT IN ('seaql_migrations', 'sqlite_sequence') \
             ORDER BY name"
        }
    };
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let lines = db.query_all_raw(statement).await.unwrap();
    lines.iter().map(|line| line.try_get("", "line").unwrap()).collect()
}

/// Creates the tables twice on PostgreSQL, by migrations and from entities, and
/// compares them.
pub async fn agree<M: MigratorTrait>(
    lesson: &str,
    entities: fn(SchemaBuilder) -> SchemaBuilder,
) {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let db = database.open(lesson).await;
    M::up(&db, None).await.unwrap();
    let migrated = schema(&db).await;
    assert!(!migrated.is_empty());

    let database = TestDatabase::empty(Kind::Postgres).await;
    let db = database.open(lesson).await;
    let list = format!("is every entity of {lesson} in the list of this test?");
    let applied = entities(db.get_schema_builder()).apply(&db).await;
    applied.unwrap_or_else(|error| panic!("{error}; {list}"));
    assert_eq!(
        schema(&db).await,
        migrated,
        "left: entities, right: migrations; {list}"
    );
}

/// Applies all migrations, rolls them back one by one, and applies them again.
pub async fn up_down_up<M: MigratorTrait>(kind: Kind, lesson: &str) {
    let database = TestDatabase::empty(kind).await;
    let db = database.open(lesson).await;
    M::up(&db, None).await.unwrap();
    let first = schema(&db).await;
    assert!(!first.is_empty());

    for _ in M::migrations() {
        M::down(&db, Some(1)).await.unwrap();
    }
    assert_eq!(schema(&db).await, Vec::<String>::new());

    M::up(&db, None).await.unwrap();
    assert_eq!(schema(&db).await, first);
}

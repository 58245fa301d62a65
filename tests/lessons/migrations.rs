//! Up, down, up; and the tables that migrations make are those that the entities declare.

use car_mart::entity::{car_brand, car_info, car_model};
use many_to_many_association::entity as association;
use many_to_many_secondary::entity as secondary;
use migrations::{
    car_mart::Migrator as CarMart,
    many_to_many::{association::Migrator as Association, secondary::Migrator as Secondary},
    one_to_one::Migrator as OneToOne,
};
use one_to_one::entity::{profile, user};
use sea_orm::{ConnectionTrait, DbBackend, SchemaBuilder, Statement, TransactionTrait};
use sea_orm_migration::MigratorTrait;
use shapes::one_to_many::late_parent::{self, Migrator as LateParent};

use crate::{
    programs,
    support::{Kind, TestDatabase, both_databases, snapshot},
};

fn car_mart_entities(schema: SchemaBuilder) -> SchemaBuilder {
    schema
        .register(car_brand::Entity)
        .register(car_model::Entity)
        .register(car_info::Entity)
}

fn one_to_one_entities(schema: SchemaBuilder) -> SchemaBuilder {
    schema.register(user::Entity).register(profile::Entity)
}

fn secondary_entities(schema: SchemaBuilder) -> SchemaBuilder {
    schema
        .register(secondary::student::Entity)
        .register(secondary::course::Entity)
        .register(secondary::student_course::Entity)
}

fn association_entities(schema: SchemaBuilder) -> SchemaBuilder {
    schema
        .register(association::student::Entity)
        .register(association::course::Entity)
        .register(association::student_course::Entity)
}

fn late_parent_entities(schema: SchemaBuilder) -> SchemaBuilder {
    schema
        .register(late_parent::dealer::Entity)
        .register(late_parent::car::Entity)
}

/// What the database itself says about the tables, keys and indexes that are there.
async fn schema(db: &impl ConnectionTrait) -> Vec<String> {
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
    lines
        .iter()
        .map(|line| line.try_get("", "line").unwrap())
        .collect()
}

/// Creates the tables twice on PostgreSQL, by migrations and from entities, and
/// compares them.
async fn agree<M: MigratorTrait>(lesson: &str, entities: fn(SchemaBuilder) -> SchemaBuilder) {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let db = database.open(lesson).await;
    M::up(&db, None).await.unwrap();
    let migrated = schema(&db).await;
    assert!(!migrated.is_empty());

    let database = TestDatabase::empty(Kind::Postgres).await;
    let db = database.open(lesson).await;
    let list = format!("is every entity of {lesson} in its list in tests/lessons/migrations.rs?");
    let applied = entities(db.get_schema_builder()).apply(&db).await;
    applied.unwrap_or_else(|error| panic!("{error}; {list}"));
    assert_eq!(
        schema(&db).await,
        migrated,
        "left: entities, right: migrations; {list}"
    );
}

/// Applies all migrations, rolls them back one by one, and applies them again.
async fn up_down_up<M: MigratorTrait>(kind: Kind, lesson: &str) {
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

#[tokio::test]
async fn car_mart_entities_declare_the_tables_that_the_migrations_make() {
    agree::<CarMart>("car-mart", car_mart_entities).await;
}

#[tokio::test]
async fn one_to_one_entities_declare_the_tables_that_the_migrations_make() {
    agree::<OneToOne>("one-to-one", one_to_one_entities).await;
}

#[tokio::test]
async fn secondary_entities_declare_the_tables_that_the_migrations_make() {
    agree::<Secondary>("many-to-many-secondary", secondary_entities).await;
}

#[tokio::test]
async fn association_entities_declare_the_tables_that_the_migrations_make() {
    agree::<Association>("many-to-many-association", association_entities).await;
}

#[tokio::test]
async fn late_parent_entities_declare_the_tables_that_the_migrations_make() {
    agree::<LateParent>("late-parent", late_parent_entities).await;
}

/// What makes the comparison go red: one change on one side alone, of every kind.
#[tokio::test]
async fn the_comparison_sees_every_kind_of_change() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let db = database.open("many-to-many-association").await;
    Association::up(&db, None).await.unwrap();
    let migrated = schema(&db).await;
    for change in [
        "ADD COLUMN remark varchar",
        "DROP COLUMN grade",
        "ALTER COLUMN grade TYPE text",
        "ALTER COLUMN grade SET NOT NULL",
        "ALTER COLUMN enrolled_on DROP NOT NULL",
        "ALTER COLUMN enrolled_on DROP DEFAULT",
        "DROP CONSTRAINT student_course_pkey",
        "DROP CONSTRAINT \"fk-student_course-course_id\"",
        "DROP CONSTRAINT \"fk-student_course-course_id\", \
         ADD FOREIGN KEY (course_id) REFERENCES course (id) ON DELETE RESTRICT",
        "ADD UNIQUE (course_id)",
    ] {
        let transaction = db.begin().await.unwrap();
        let sql = format!("ALTER TABLE student_course {change}");
        transaction.execute_unprepared(&sql).await.unwrap();
        assert_ne!(schema(&transaction).await, migrated, "{change}");
        transaction.rollback().await.unwrap();
    }
    let transaction = db.begin().await.unwrap();
    let sql = "DROP INDEX \"idx-student_course-course_id\"";
    transaction.execute_unprepared(sql).await.unwrap();
    assert_ne!(schema(&transaction).await, migrated, "{sql}");
}

both_databases! {
    async fn the_program_says_which_migrations_are_applied(kind: Kind) {
        for lesson in programs::PACKAGES {
            let database = TestDatabase::empty(kind).await;
            let mut text = String::new();
            for command in ["up", "status", "down", "refresh"] {
                let mut program = programs::lesson("migrations", database.url());
                let printed = programs::run(program.args([lesson, command])).good();
                text += &format!("$ cargo run -p migrations -- {lesson} {command}\n{printed}\n");
            }
            assert!(snapshot("migrations", lesson, "What the program prints", text.trim_end()).await);
        }
    }

    async fn car_mart_goes_up_down_and_up_again(kind: Kind) {
        up_down_up::<CarMart>(kind, "car-mart").await;
    }

    async fn one_to_one_goes_up_down_and_up_again(kind: Kind) {
        up_down_up::<OneToOne>(kind, "one-to-one").await;
    }

    async fn secondary_goes_up_down_and_up_again(kind: Kind) {
        up_down_up::<Secondary>(kind, "many-to-many-secondary").await;
    }

    async fn association_goes_up_down_and_up_again(kind: Kind) {
        up_down_up::<Association>(kind, "many-to-many-association").await;
    }

    async fn late_parent_goes_up_down_and_up_again(kind: Kind) {
        up_down_up::<LateParent>(kind, "late-parent").await;
    }
}

//! Up, down, up; and the tables that migrations make are those that the entities declare.

use car_mart::entity::{car_brand, car_info, car_model};
use many_to_many_association::entity as association;
use many_to_many_secondary::entity as secondary;
use migrations::{
    car_mart::Migrator as CarMart,
    many_to_many::{
        association::Migrator as Association, secondary::Migrator as Secondary,
    },
    one_to_one::Migrator as OneToOne,
};
use one_to_one::entity::{profile, user};
use sea_orm::{ConnectionTrait, SchemaBuilder, TransactionTrait};
use sea_orm_migration::MigratorTrait;
use testing::{
    Kind, TestDatabase,
    schema::{agree, schema, up_down_up},
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

async fn car_mart_entities_declare_the_tables_that_the_migrations_make() {
    agree::<CarMart>("car-mart", car_mart_entities).await;
}

async fn one_to_one_entities_declare_the_tables_that_the_migrations_make() {
    agree::<OneToOne>("one-to-one", one_to_one_entities).await;
}

async fn secondary_entities_declare_the_tables_that_the_migrations_make() {
    agree::<Secondary>("many-to-many-secondary", secondary_entities).await;
}

async fn association_entities_declare_the_tables_that_the_migrations_make() {
    agree::<Association>("many-to-many-association", association_entities)
        .await;
}

/// What makes the comparison go red: one change on one side alone, of every kind.
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

testing::tests![
    car_mart_entities_declare_the_tables_that_the_migrations_make,
    one_to_one_entities_declare_the_tables_that_the_migrations_make,
    secondary_entities_declare_the_tables_that_the_migrations_make,
    association_entities_declare_the_tables_that_the_migrations_make,
    the_comparison_sees_every_kind_of_change,
    car_mart_goes_up_down_and_up_again,
    one_to_one_goes_up_down_and_up_again,
    secondary_goes_up_down_and_up_again,
    association_goes_up_down_and_up_again,
];

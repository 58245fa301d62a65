//! "Without it": the schema of a lesson without one of its lines.

use harness::database::refusal;
use migrations::{
    car_mart::Migrator as CarMart,
    many_to_many::secondary::Migrator as Secondary,
    one_to_one::Migrator as OneToOne,
};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement,
};
use sea_orm_migration::MigratorTrait;
use testing::{Kind, TestDatabase};

/// A lesson's tables and rows, in a database of its own.
async fn lesson<M: MigratorTrait>(
    kind: Kind,
    name: &str,
) -> (TestDatabase, DatabaseConnection) {
    let database = TestDatabase::empty(kind).await;
    let db = database.open(name).await;
    M::up(&db, None).await.unwrap();
    (database, db)
}

async fn cars(kind: Kind) -> (TestDatabase, DatabaseConnection) {
    let (database, db) = lesson::<CarMart>(kind, "car-mart").await;
    car_mart::steps::create::create(&db).await.unwrap();
    (database, db)
}

async fn profiles(kind: Kind) -> (TestDatabase, DatabaseConnection) {
    let (database, db) = lesson::<OneToOne>(kind, "one-to-one").await;
    one_to_one::steps::create::create(&db).await.unwrap();
    (database, db)
}

async fn links(kind: Kind) -> (TestDatabase, DatabaseConnection) {
    let (database, db) =
        lesson::<Secondary>(kind, "many-to-many-secondary").await;
    many_to_many_secondary::steps::create::create(&db).await.unwrap();
    many_to_many_secondary::steps::link::link_all(&db).await.unwrap();
    (database, db)
}

/// Takes a line out of a table. On PostgreSQL by `ALTER TABLE`; SQLite can't, so
/// there the table is created again from its own statement with `line` replaced.
async fn change(
    db: &DatabaseConnection,
    table: &str,
    alter: &str,
    line: &str,
    by: &str,
) {
    if db.get_database_backend() == DbBackend::Postgres {
        sql(db, &format!("ALTER TABLE {table} {alter}")).await.unwrap();
        return;
    }
    let created =
        format!("SELECT sql FROM sqlite_master WHERE name = '{table}'");
    let created = Statement::from_string(DbBackend::Sqlite, created);
    let created = db.query_one_raw(created).await.unwrap().unwrap();
    let created: String = created.try_get("", "sql").unwrap();
    assert!(created.contains(line), "{line} is not in {created}");
    for statement in [
        "PRAGMA foreign_keys = OFF".to_owned(),
        format!("CREATE TEMPORARY TABLE kept AS SELECT * FROM {table}"),
        format!("DROP TABLE {table}"),
        created.replace(line, by),
        format!("INSERT INTO {table} SELECT * FROM kept"),
        "PRAGMA foreign_keys = ON".to_owned(),
    ] {
        sql(db, &statement).await.unwrap();
    }
}

async fn sql(db: &DatabaseConnection, sql: &str) -> Result<(), DbErr> {
    db.execute_unprepared(sql).await.map(drop)
}

/// The rule that refused a statement.
async fn refused_by(db: &DatabaseConnection, statement: &str) -> &'static str {
    let error = sql(db, statement).await.unwrap_err();
    refusal(&error).unwrap_or_else(|| panic!("{error}")).0
}

/// Whether PostgreSQL reads the whole table for `query`.
async fn reads_all(db: &DatabaseConnection, query: &str) -> bool {
    let explain =
        Statement::from_string(DbBackend::Postgres, format!("EXPLAIN {query}"));
    let plan = db.query_all_raw(explain).await.unwrap();
    let lines = plan
        .iter()
        .map(|line| line.try_get::<String>("", "QUERY PLAN").unwrap());
    lines.collect::<String>().contains("Seq Scan")
}

const BRAND_KEY: &str = r#", FOREIGN KEY ("brand_id") REFERENCES "car_brand" ("id") ON DELETE RESTRICT"#;
const USER_KEY: &str =
    r#", FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE CASCADE"#;

async fn without_not_null_a_model_without_a_brand_is_stored(kind: Kind) {
    let (_database, db) = cars(kind).await;
    let insert = "INSERT INTO car_model (name) VALUES ('Nobody')";
    assert_eq!(refused_by(&db, insert).await, "not null");
    let line = r#""brand_id" integer NOT NULL"#;
    change(
        &db,
        "car_model",
        "ALTER brand_id DROP NOT NULL",
        line,
        r#""brand_id" integer"#,
    )
    .await;
    sql(&db, insert).await.unwrap();
}

async fn without_the_foreign_key_brand_id_can_be_any_number(kind: Kind) {
    let (_database, db) = cars(kind).await;
    let insert =
        "INSERT INTO car_model (brand_id, name) VALUES (99, 'Cybertruck')";
    assert_eq!(refused_by(&db, insert).await, "foreign key");
    change(
        &db,
        "car_model",
        r#"DROP CONSTRAINT "fk-car_model-brand_id""#,
        BRAND_KEY,
        "",
    )
    .await;
    sql(&db, insert).await.unwrap();
}

async fn without_restrict_the_default_rejects_the_delete_too(kind: Kind) {
    let (_database, db) = cars(kind).await;
    let alter = r#"DROP CONSTRAINT "fk-car_model-brand_id",
                   ADD FOREIGN KEY (brand_id) REFERENCES car_brand (id)"#;
    change(&db, "car_model", alter, " ON DELETE RESTRICT", "").await;
    assert_eq!(
        refused_by(&db, "DELETE FROM car_brand WHERE id = 1").await,
        "foreign key"
    );
}

async fn without_the_unique_key_toyota_has_two_corollas(kind: Kind) {
    let (_database, db) = cars(kind).await;
    let insert = "INSERT INTO car_model (brand_id, name) VALUES (1, 'Corolla')";
    assert_eq!(refused_by(&db, insert).await, "unique");
    let line = r#", CONSTRAINT "uq-car_model-brand_id-name" UNIQUE ("brand_id", "name")"#;
    let alter = r#"DROP CONSTRAINT "uq-car_model-brand_id-name""#;
    change(&db, "car_model", alter, line, "").await;
    sql(&db, insert).await.unwrap();
}

async fn without_idx_car_id_two_cars_share_a_car_id(kind: Kind) {
    let (_database, db) = cars(kind).await;
    let insert =
        "INSERT INTO car_info (car_id, model_id, year) VALUES ('C1', 1, 2024)";
    assert_eq!(refused_by(&db, insert).await, "unique");
    sql(&db, "DROP INDEX idx_car_id").await.unwrap();
    sql(&db, insert).await.unwrap();
}

async fn without_not_null_profiles_without_a_user_are_stored(kind: Kind) {
    let (_database, db) = profiles(kind).await;
    let insert = "INSERT INTO profile (bio) VALUES ('Floats.')";
    assert_eq!(refused_by(&db, insert).await, "not null");
    let line = r#""user_id" integer NOT NULL"#;
    change(
        &db,
        "profile",
        "ALTER user_id DROP NOT NULL",
        line,
        r#""user_id" integer"#,
    )
    .await;
    for _ in 0..2 {
        sql(&db, insert).await.unwrap();
    }
}

async fn without_the_foreign_key_user_id_can_be_any_number(kind: Kind) {
    let (_database, db) = profiles(kind).await;
    let insert = "INSERT INTO profile (user_id, bio) VALUES (99, 'Haunts.')";
    assert_eq!(refused_by(&db, insert).await, "foreign key");
    change(
        &db,
        "profile",
        r#"DROP CONSTRAINT "fk-profile-user_id""#,
        USER_KEY,
        "",
    )
    .await;
    sql(&db, insert).await.unwrap();
}

async fn without_cascade_a_user_with_a_profile_cant_be_deleted(kind: Kind) {
    let (_database, db) = profiles(kind).await;
    let alter = r#"DROP CONSTRAINT "fk-profile-user_id",
                   ADD FOREIGN KEY (user_id) REFERENCES "user" (id)"#;
    change(&db, "profile", alter, " ON DELETE CASCADE", "").await;
    assert_eq!(
        refused_by(&db, r#"DELETE FROM "user" WHERE id = 1"#).await,
        "foreign key"
    );
}

async fn without_the_primary_key_a_link_is_stored_twice_and_via_fails(
    kind: Kind,
) {
    let (_database, db) = links(kind).await;
    let insert =
        "INSERT INTO student_course (student_id, course_id) VALUES (1, 2)";
    assert_eq!(refused_by(&db, insert).await, "unique");
    let alter = "DROP CONSTRAINT student_course_pkey";
    let line = r#", PRIMARY KEY ("student_id", "course_id")"#;
    change(&db, "student_course", alter, line, "").await;
    sql(&db, insert).await.unwrap();
    let linked = many_to_many_secondary::steps::link::link(&db, 5, 1).await;
    let message = linked.unwrap_err().to_string();
    assert!(message.contains("ON CONFLICT"), "{message}");
}

async fn without_foreign_keys_a_link_names_who_doesnt_exist(kind: Kind) {
    let (_database, db) = links(kind).await;
    let insert =
        "INSERT INTO student_course (student_id, course_id) VALUES (99, 98)";
    assert_eq!(refused_by(&db, insert).await, "foreign key");
    let alter = r#"DROP CONSTRAINT "fk-student_course-student_id",
                   DROP CONSTRAINT "fk-student_course-course_id""#;
    let key = |column, table| {
        format!(
            r#", FOREIGN KEY ("{column}") REFERENCES "{table}" ("id") ON DELETE CASCADE"#
        )
    };
    let both = key("student_id", "student") + &key("course_id", "course");
    change(&db, "student_course", alter, &both, "").await;
    sql(&db, insert).await.unwrap();
}

async fn without_cascade_a_student_with_a_course_cant_be_deleted(kind: Kind) {
    let (_database, db) = links(kind).await;
    let alter = r#"DROP CONSTRAINT "fk-student_course-student_id",
                   ADD FOREIGN KEY (student_id) REFERENCES student (id)"#;
    change(&db, "student_course", alter, " ON DELETE CASCADE", "").await;
    assert_eq!(
        refused_by(&db, "DELETE FROM student WHERE id = 1").await,
        "foreign key"
    );
}

async fn a_not_null_column_without_a_default_cant_be_added_to_rows(kind: Kind) {
    let (_database, db) = links(kind).await;
    for column in ["enrolled_on date", "grade integer"] {
        let add =
            format!("ALTER TABLE student_course ADD COLUMN {column} NOT NULL");
        let error = sql(&db, &add).await.unwrap_err().to_string();
        assert!(
            error.contains("contains null values")
                || error.contains("NOT NULL"),
            "{error}"
        );
    }
}

async fn without_its_index_postgresql_reads_the_whole_table_for_a_foreign_key()
{
    let (_database, db) = cars(Kind::Postgres).await;
    sql(
        &db,
        "INSERT INTO car_brand (name) SELECT 'B' || n FROM generate_series(1, 5000) n",
    )
    .await
    .unwrap();
    sql(
        &db,
        "INSERT INTO car_model (brand_id, name) SELECT id, 'M' FROM car_brand; \
         INSERT INTO car_info (car_id, model_id, year) SELECT 'X' || id, id, 2020 FROM car_model; \
         ANALYZE",
    )
    .await
    .unwrap();
    let models = "SELECT * FROM car_model WHERE brand_id = 1";
    assert!(!reads_all(&db, models).await);
    sql(
        &db,
        r#"ALTER TABLE car_model DROP CONSTRAINT "uq-car_model-brand_id-name""#,
    )
    .await
    .unwrap();
    assert!(reads_all(&db, models).await);
    let cars = "SELECT * FROM car_info WHERE model_id = 1";
    assert!(!reads_all(&db, cars).await);
    sql(&db, r#"DROP INDEX "idx-car_info-model_id""#).await.unwrap();
    assert!(reads_all(&db, cars).await);
}

async fn without_its_index_postgresql_reads_all_links_of_many_students() {
    let (_database, db) = links(Kind::Postgres).await;
    sql(
        &db,
        "INSERT INTO student (name) SELECT 'S' || n FROM generate_series(1, 20000) n; \
         INSERT INTO course (title) SELECT 'C' || n FROM generate_series(1, 500) n; \
         INSERT INTO student_course SELECT id, 6 + id % 500 FROM student WHERE id > 5; ANALYZE",
    )
    .await
    .unwrap();
    let of_course = "SELECT * FROM student_course WHERE course_id = 7";
    assert!(!reads_all(&db, of_course).await);
    sql(&db, r#"DROP INDEX "idx-student_course-course_id""#)
        .await
        .unwrap();
    assert!(reads_all(&db, of_course).await);
}

testing::tests![
    without_not_null_a_model_without_a_brand_is_stored,
    without_the_foreign_key_brand_id_can_be_any_number,
    without_restrict_the_default_rejects_the_delete_too,
    without_the_unique_key_toyota_has_two_corollas,
    without_idx_car_id_two_cars_share_a_car_id,
    without_not_null_profiles_without_a_user_are_stored,
    without_the_foreign_key_user_id_can_be_any_number,
    without_cascade_a_user_with_a_profile_cant_be_deleted,
    without_the_primary_key_a_link_is_stored_twice_and_via_fails,
    without_foreign_keys_a_link_names_who_doesnt_exist,
    without_cascade_a_student_with_a_course_cant_be_deleted,
    a_not_null_column_without_a_default_cant_be_added_to_rows,
    without_its_index_postgresql_reads_the_whole_table_for_a_foreign_key,
    without_its_index_postgresql_reads_all_links_of_many_students,
];

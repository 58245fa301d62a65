//! What the reader sees is an error.

use std::{sync::LazyLock, time::Duration};

use car_mart::entity::{car_brand, car_info, car_model};
use harness::database;
use migrations::car_mart::Migrator as CarMart;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectOptions, ConnectionTrait, Database, DatabaseConnection,
    DbBackend, DbErr, EntityTrait, IntoActiveModel, LoaderTrait, PaginatorTrait, QueryFilter,
    QuerySelect, QueryTrait, Set, SqlErr, Statement, entity::prelude::Decimal,
};
use sea_orm_migration::{
    MigrationName, MigrationTrait, MigratorTrait, SchemaManager, async_trait,
    sea_query::{ColumnDef, Table},
};
use tokio::{
    sync::Barrier,
    time::{sleep, timeout},
};

use super::{
    Shown, claim,
    entities::{
        library::{self, author, book},
        school::{course, student},
        with_unique::{self, profile, user},
    },
    fixtures::{alice_and_three_courses, car_mart, enrollment},
    make, rows, said, table, trap,
};

#[tokio::test]
async fn saving_a_new_enrollment_says_record_not_updated() {
    trap(
        claim!(),
        "Insert a row with a composite key, or with a key that you chose yourself, with `insert`, \
         not with `save`.",
        async |db, trap| {
            alice_and_three_courses(db).await;
            trap.given("Alice is a student; Math 101 is a course; she is not enrolled yet.");

            let alice = student::Entity::find_by_id(1).one(db).await.unwrap();
            let alice = alice.unwrap().into_active_model().into_ex();
            trap.forget();
            let saved = alice.add_enrollment(enrollment(1, None)).save(db).await;
            trap.wrong("`alice.add_enrollment(enrollment).save(db)`", said(saved));

            let saved = enrollment(1, None).save(db).await;
            trap.wrong("`enrollment.save(db)`", said(saved));

            let inserted = enrollment(1, None).insert(db).await.unwrap();
            trap.right("`enrollment.insert(db)`", rows([inserted]));
            trap.cause(
                "upstream #3183 (open)",
                "sea-orm/src/entity/active_model.rs (is_update)",
            );
        },
    )
    .await;
}

#[tokio::test]
async fn updating_a_brand_with_a_new_model_says_primary_key_not_set() {
    trap(
        claim!(),
        "Use `save` on a loaded tree that has new rows in it: it inserts the new and updates the \
         changed.",
        async |db, trap| {
            car_mart(db).await;
            trap.given("Tesla (5) is a brand without models.");

            let model_3 = car_model::ActiveModel::builder().set_name("Model 3");
            let tesla = car_brand::Entity::find_by_id(5).one(db).await.unwrap();
            let tesla = tesla.unwrap().into_active_model().into_ex();
            let tesla = tesla.add_model(model_3);
            trap.forget();

            let updated = tesla.clone().update(db).await;
            trap.wrong("`tesla.add_model(model_3).update(db)`", said(updated));

            let saved = tesla.save(db).await;
            trap.right("`tesla.add_model(model_3).save(db)`", said(saved.map(drop)));
            trap.then("car_model, Tesla's", models_of(db, 5).await);
            trap.cause(
                "the action of the parent is passed on to its children unchanged",
                "sea-orm-macros/src/derives/active_model_ex.rs (has_many_action)",
            );
        },
    )
    .await;
}

async fn models_of(db: &DatabaseConnection, brand: i32) -> Shown {
    let models = car_model::Entity::find().filter(car_model::COLUMN.brand_id.eq(brand));
    rows(models.all(db).await.unwrap())
}

#[tokio::test]
async fn inserting_a_parent_with_a_changed_child_says_duplicate_key() {
    trap(
        claim!(),
        "Use `save` for a tree in which some rows are there already; `insert` is for one that is \
         new as a whole.",
        async |db, trap| {
            make(db, library::tables).await;
            author::ActiveModel::builder()
                .set_name("Anonymous")
                .add_book(book::ActiveModel::builder().set_title("Frankenstien"))
                .insert(db)
                .await
                .unwrap();
            let book = book::Entity::find_by_id(1).one(db).await.unwrap();
            let mut book = book.unwrap().into_active_model();
            book.title = Set("Frankenstein".to_owned());
            let shelley = author::ActiveModel::builder()
                .set_name("Mary Shelley")
                .add_book(book);
            trap.given(
                "Book 1 is there, its title misspelled, its author unknown. A new author gets it, \
                 the title corrected on the way.",
            );

            let inserted = shelley.clone().insert(db).await;
            trap.wrong(
                "`shelley.add_book(changed_book).insert(db)`",
                said(inserted),
            );

            let saved = shelley.save(db).await;
            trap.right(
                "`shelley.add_book(changed_book).save(db)`",
                said(saved.map(drop)),
            );
            let book = book::Entity::load().with(author::Entity).one(db).await;
            let book = book.unwrap().unwrap();
            let author = book.author.unwrap().name;
            trap.then(
                "The book",
                table(["title", "author"], vec![[book.title, author]]),
            );
            trap.cause(
                "the action of the parent is passed on to its children unchanged",
                "sea-orm-macros/src/derives/active_model_ex.rs (has_many_action)",
            );
        },
    )
    .await;
}

#[tokio::test]
async fn adding_a_course_through_via_says_null_value_in_a_column_of_the_link() {
    trap(
        claim!(),
        "Insert the link itself when it has columns of its own, or give each NOT NULL column a \
         default in the database.",
        async |db, trap| {
            alice_and_three_courses(db).await;
            enrollment(2, None).insert(db).await.unwrap();
            let alice = student::Entity::find_by_id(1).one(db).await.unwrap();
            let alice = alice.unwrap().into_active_model().into_ex();
            let math = course::Entity::find_by_id(1).one(db).await.unwrap();
            let math = math.unwrap().into_active_model();
            trap.given(
                "student_course has a column enrolled_on that is NOT NULL and has no default. \
                 Alice takes Physics 101 (2) already; Math 101 (1) is to be added.",
            );

            let saved = alice.add_course(math).save(db).await;
            trap.wrong("`alice.add_course(math).save(db)`", said(saved));

            let alice = student::Entity::load().with(course::Entity).one(db).await;
            let alice = alice.unwrap().unwrap().into_active_model();
            trap.forget();
            let saved = alice.save(db).await;
            trap.wrong(
                "load her with her courses and save her unchanged: the links that are there are \
                 sent again",
                said(saved),
            );

            let inserted = enrollment(1, None).insert(db).await.unwrap();
            trap.right("`enrollment.insert(db)`", rows([inserted]));
            trap.cause(
                "a link is made of its two keys only",
                "sea-orm/src/entity/active_model.rs (establish_links)",
            );
        },
    )
    .await;
}

#[tokio::test]
async fn an_average_read_as_f64_says_mismatched_types() {
    trap(
        claim!(),
        "Read an average as `Option<Decimal>`.",
        async |db, trap| {
            car_mart(db).await;
            trap.given("The average of an integer column, car_info.price.");
            let average = || {
                car_info::Entity::find()
                    .select_only()
                    .column_as(car_info::Column::Price.avg(), "average")
            };

            let read = average().into_tuple::<f64>().one(db).await;
            trap.wrong("`.into_tuple::<f64>()`", said(read));

            let read = average().into_tuple::<Option<Decimal>>().one(db).await;
            trap.right("`.into_tuple::<Option<Decimal>>()`", said(read));
        },
    )
    .await;
}

#[tokio::test]
async fn a_sum_read_as_i32_says_mismatched_types() {
    trap(
        claim!(),
        "Read a sum of an INTEGER column as `Option<i64>`. The sum of a BIGINT column is NUMERIC: \
         read it as `Option<Decimal>`.",
        async |db, trap| {
            car_mart(db).await;
            trap.given("The sum of an integer column, car_info.price.");
            let sum = || {
                car_info::Entity::find()
                    .select_only()
                    .column_as(car_info::Column::Price.sum(), "sum")
            };

            let read = sum().into_tuple::<i32>().one(db).await;
            trap.wrong("`.into_tuple::<i32>()`", said(read));

            let read = sum().into_tuple::<Option<i64>>().one(db).await;
            trap.right("`.into_tuple::<Option<i64>>()`", said(read));
        },
    )
    .await;
}

#[tokio::test]
async fn a_count_read_as_i32_says_mismatched_types() {
    trap(
        claim!(),
        "Read a count as `i64`; it is never NULL.",
        async |db, trap| {
            car_mart(db).await;
            trap.given("The number of cars.");
            let count = || {
                car_info::Entity::find()
                    .select_only()
                    .column_as(car_info::Column::Id.count(), "count")
            };

            let read = count().into_tuple::<i32>().one(db).await;
            trap.wrong("`.into_tuple::<i32>()`", said(read));

            let read = count().into_tuple::<i64>().one(db).await;
            trap.right("`.into_tuple::<i64>()`", said(read));
        },
    )
    .await;
}

#[tokio::test]
async fn an_average_over_no_rows_says_null_value() {
    trap(
        claim!(),
        "Read an average, a sum, a minimum or a maximum as an `Option`.",
        async |db, trap| {
            car_mart(db).await;
            trap.given("The average price of the cars of 1900. There are none.");
            let average = || {
                car_info::Entity::find()
                    .select_only()
                    .column_as(car_info::Column::Price.avg(), "average")
                    .filter(car_info::COLUMN.year.eq(1900))
            };

            let read = average().into_tuple::<Decimal>().one(db).await;
            trap.wrong("`.into_tuple::<Decimal>()`", said(read));

            let read = average().into_tuple::<Option<Decimal>>().one(db).await;
            trap.right("`.into_tuple::<Option<Decimal>>()`", said(read));
        },
    )
    .await;
}

#[tokio::test]
async fn filtering_a_load_by_a_column_of_the_children_says_missing_from_clause() {
    trap(
        claim!(),
        "Filter parents with `Entity::find().has_related(child, condition)`, or the loader with \
         `id.in_subquery(…)`.",
        async |db, trap| {
            car_mart(db).await;
            trap.given("Which brands have a model called Civic?");

            let brands = car_brand::Entity::load()
                .with(car_model::Entity)
                .filter(car_model::COLUMN.name.eq("Civic"))
                .all(db)
                .await;
            trap.wrong(
                "`Brand::load().with(Model).filter(model.name.eq(\"Civic\"))`",
                said(brands),
            );

            let brands = car_brand::Entity::find()
                .has_related(car_model::Entity, car_model::COLUMN.name.eq("Civic"))
                .all(db)
                .await
                .unwrap();
            trap.right(
                "`Brand::find().has_related(Model, model.name.eq(\"Civic\"))`",
                rows(brands),
            );

            let civic = car_model::Entity::find()
                .select_only()
                .column(car_model::Column::BrandId)
                .filter(car_model::COLUMN.name.eq("Civic"))
                .into_query();
            let brands = car_brand::Entity::load()
                .with(car_model::Entity)
                .filter(car_brand::Column::Id.in_subquery(civic))
                .all(db)
                .await
                .unwrap();
            let brands = brands
                .into_iter()
                .map(|brand| [brand.name, brand.models.len().to_string()])
                .collect();
            trap.right(
                "`Brand::load().with(Model).filter(brand.id.in_subquery(…))`",
                table(["brand", "models"], brands),
            );
        },
    )
    .await;
}

/// More than the 65,535 values that a statement of PostgreSQL can carry.
const MANY: i32 = 70_000;

/// As many as both databases take: SQLite stops at 32,766.
const CHUNK: usize = 30_000;

#[tokio::test]
async fn loading_for_70000_parents_says_too_many_arguments() {
    trap(
        claim!(),
        "Load for `chunks` of the parents: at most 65,535 keys per statement on PostgreSQL and \
         32,766 on SQLite; a composite key counts once per column.",
        async |db, trap| {
            car_mart(db).await;
            let brands: Vec<_> = (1..=MANY)
                .map(|id| car_brand::Model {
                    id,
                    name: String::new(),
                })
                .collect();
            trap.given("70,000 brands in memory, and their models to be loaded.");

            let models = brands.load_many(car_model::Entity, db).await;
            trap.wrong(
                "`brands.load_many(Model, db)`",
                said(models.map(|models| models.len())),
            );

            let mut loaded = 0;
            for chunk in brands.chunks(CHUNK) {
                let models = chunk.load_many(car_model::Entity, db).await.unwrap();
                loaded += models.iter().flatten().count();
            }
            trap.right(
                "`chunk.load_many(Model, db)` for each of `brands.chunks(30_000)`",
                table(["models loaded"], vec![[loaded.to_string()]]),
            );
            trap.cause(
                "#691 (open) asks for batching",
                "sea-orm/src/query/loader.rs (prepare_condition)",
            );
        },
    )
    .await;
}

#[tokio::test]
async fn inserting_70000_values_says_too_many_arguments() {
    trap(
        claim!(),
        "Insert `chunks` of the rows: rows times columns may be at most 65,535 on PostgreSQL, \
         32,766 on SQLite.",
        async |db, trap| {
            car_mart(db).await;
            let cars: Vec<_> = (1..=MANY / 4)
                .map(|number| car_info::ActiveModel {
                    car_id: Set(format!("X{number:05}")),
                    model_id: Set(1),
                    year: Set(2000),
                    price: Set(None),
                    ..Default::default()
                })
                .collect();
            trap.given("17,500 new cars of four values each: 70,000 values.");

            let inserted = car_info::Entity::insert_many(cars.clone()).exec(db).await;
            trap.wrong("`insert_many(cars).exec(db)`", said(inserted.map(drop)));

            for chunk in cars.chunks(CHUNK / 4) {
                let insert = car_info::Entity::insert_many(chunk.to_vec());
                insert.exec(db).await.unwrap();
            }
            let count = trap.count();
            let cars = car_info::Entity::find().count(db).await.unwrap();
            trap.then(
                "Right: `insert_many` for each of `cars.chunks(7_500)`",
                table(
                    ["statements", "cars there, with the seven from before"],
                    vec![[count.to_string(), cars.to_string()]],
                ),
            );
            trap.cause(
                "#691 (open) asks for batching",
                "sea-orm/src/query/insert.rs (InsertMany)",
            );
        },
    )
    .await;
}

#[tokio::test]
async fn sql_err_knows_a_unique_violation_and_not_a_null() {
    trap(
        claim!(),
        "Match on the database's own code where `sql_err()` is `None`, as \
         `harness::Lesson::refused` does.",
        async |db, trap| {
            make(db, with_unique::tables).await;
            let alice = user::ActiveModel::builder().set_name("Alice");
            let alice = alice.insert(db).await.unwrap();
            let profile = profile::ActiveModel::builder()
                .set_user_id(alice.id)
                .set_bio("Gardener");
            profile.clone().insert(db).await.unwrap();
            trap.given("Alice (1) has a profile, and a second one is UNIQUE's to refuse.");

            let refused = [
                (
                    "a second profile of Alice",
                    profile.clone().insert(db).await.unwrap_err(),
                ),
                (
                    "a profile of user 99, who is not there",
                    profile.set_user_id(99).insert(db).await.unwrap_err(),
                ),
                (
                    "a user without a name",
                    user::ActiveModel::builder().insert(db).await.unwrap_err(),
                ),
            ];
            let kinds = refused
                .each_ref()
                .map(|(attempt, error)| [attempt, kind(error)]);
            let kinds = kinds.map(|row| row.map(str::to_owned));
            trap.wrong(
                "ask `error.sql_err()` what was violated",
                table(["attempt", "sql_err()"], kinds.into()),
            );
            let codes = refused.each_ref().map(|(attempt, error)| {
                let code = database::database_error(error).and_then(|error| error.code());
                [(*attempt).to_owned(), code.unwrap().into_owned()]
            });
            trap.right(
                "ask the database's error for its `code()`",
                table(["attempt", "code()"], codes.into()),
            );
            let [_, _, (_, nameless)] = refused;
            trap.then("What the last one says", said::<()>(Err(nameless)));
            trap.cause(
                "two kinds of violation are mapped",
                "sea-orm/src/error.rs (sql_err)",
            );
        },
    )
    .await;
}

fn kind(error: &DbErr) -> &'static str {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => "Some(UniqueConstraintViolation(…))",
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => "Some(ForeignKeyConstraintViolation(…))",
        Some(_) => "another",
        None => "None",
    }
}

/// Makes one table, once both runs have seen that it is not there yet.
struct Meeting;

/// Where the two runs meet.
static BOTH: LazyLock<Barrier> = LazyLock::new(|| Barrier::new(2));

impl MigrationName for Meeting {
    fn name(&self) -> &str {
        "m20260101_000001_meeting"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Meeting {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        BOTH.wait().await;
        let mut meeting = Table::create();
        meeting
            .table("meeting")
            .if_not_exists()
            .col(ColumnDef::new("id").integer().primary_key());
        manager.create_table(meeting).await?;
        match manager.get_database_backend() {
            DbBackend::Postgres => until_the_other_waits(manager.get_connection()).await,
            _ => Ok(()),
        }
    }
}

/// Keeps the transaction open until the other run waits for it, which real migrations do by
/// taking their time. The run that comes second never gets here.
async fn until_the_other_waits(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let waits = "SELECT 1 FROM pg_locks \
                 WHERE NOT granted AND transactionid = pg_current_xact_id()::xid";
    let waits = Statement::from_string(DbBackend::Postgres, waits);
    while db.query_one_raw(waits.clone()).await?.is_none() {
        sleep(Duration::from_millis(5)).await;
    }
    Ok(())
}

struct MeetingMigrator;

impl MigratorTrait for MeetingMigrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(Meeting)]
    }
}

#[tokio::test]
async fn migrating_twice_at_once_says_duplicate_key() {
    trap(
        claim!(),
        "Let one process migrate, or take a lock first, as `harness::database::open` does: \
         `pg_advisory_lock` on PostgreSQL, an exclusive transaction on SQLite.",
        async |_, trap| {
            trap.given("Two processes start at the same time, and each applies the migrations.");

            let database = trap.another_database().await;
            let url = database.url().to_owned();
            let one = connect(&url).await;
            let other = connect(&url).await;
            MeetingMigrator::install(&one).await.unwrap();
            let runs = async {
                tokio::join!(
                    MeetingMigrator::up(&one, None),
                    MeetingMigrator::up(&other, None)
                )
            };
            let outcomes = timeout(Duration::from_secs(30), runs)
                .await
                .expect("the runs meet; if SeaORM takes a lock now, upstream closed this trap");
            trap.wrong("`Migrator::up(db, None)` in both", both(outcomes.into()));
            one.close().await.unwrap();
            other.close().await.unwrap();

            let database = trap.another_database().await;
            let url = database.url().to_owned();
            let outcomes = tokio::join!(up_alone(&url), up_alone(&url));
            trap.right("the same behind a lock", both(outcomes.into()));
            trap.cause(
                "upstream #1378 (closed) asks for a lock",
                "sea-orm-migration/src/migrator/exec.rs (install, exec_up_with)",
            );
        },
    )
    .await;
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1);
    Database::connect(options).await.unwrap()
}

async fn up_alone(url: &str) -> Result<(), DbErr> {
    let db = database::open(Some(url), "car-mart").await.unwrap();
    CarMart::up(&db, None).await?;
    db.close().await
}

/// Both outcomes, the success first: which of the two comes first is chance.
fn both(mut outcomes: [Result<(), DbErr>; 2]) -> Shown {
    outcomes.sort_by_key(Result::is_err);
    let outcomes = outcomes.map(|outcome| said(outcome).0);
    Shown(outcomes.join("\n\n"))
}

#[tokio::test]
async fn fresh_fails_where_a_view_stands_on_no_table() {
    trap(
        claim!(),
        "Drop the view first, or use `Migrator::refresh`, which rolls back its own migrations and \
         applies them again.",
        async |db, trap| {
            car_mart(db).await;
            db.execute_unprepared("CREATE VIEW answer AS SELECT 42 AS answer")
                .await
                .unwrap();
            trap.given("The schema holds the tables of car-mart, and a view that reads no table.");

            let fresh = CarMart::fresh(db).await;
            trap.wrong("`Migrator::fresh(db)`", said(fresh));

            let refreshed = CarMart::refresh(db).await;
            trap.right("`Migrator::refresh(db)`", said(refreshed));
            trap.cause(
                "every row of pg_type is taken for a type of yours (like #2215, open)",
                "sea-orm-migration/src/migrator/queries.rs (query_pg_types)",
            );
        },
    )
    .await;
}

//! What the dictionary from Django says and no file beside it shows.

use car_mart::entity::car_info;
use harness::statements::Statements;
use many_to_many_secondary::{
    entity::{course, student, student_course},
    sample::{ALICE, MATH},
};
use migrations::{
    car_mart::Migrator as CarMart,
    many_to_many::secondary::Migrator as Secondary,
};
use sea_orm::{
    Condition, DatabaseConnection, DbConn, DbErr, EntityTrait, IntoActiveModel,
    ModelTrait, QueryFilter, QuerySelect,
};
use sea_orm_migration::MigratorTrait;
use testing::{Kind, TestDatabase};

/// A book whose key says nothing of a delete.
mod library {
    pub mod author {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, DeriveEntityModel)]
        #[sea_orm(table_name = "author")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            #[sea_orm(has_many)]
            pub books: HasMany<super::book::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod book {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, DeriveEntityModel)]
        #[sea_orm(table_name = "book")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub author_id: i32,
            #[sea_orm(belongs_to, from = "author_id", to = "id")]
            pub author: BelongsTo<super::author::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

async fn cars(kind: Kind) -> (TestDatabase, DatabaseConnection) {
    let database = TestDatabase::empty(kind).await;
    let db = database.open("claims").await;
    CarMart::up(&db, None).await.unwrap();
    car_mart::steps::create::create(&db).await.unwrap();
    (database, db)
}

/// `student.courses.add(course)`, with two rows from `find`.
async fn add(
    db: &DatabaseConnection,
    student: student::Model,
    course: course::Model,
) -> Result<student::ActiveModelEx, DbErr> {
    let student = student.into_ex().into_active_model();
    student.add_course(course.into_ex()).save(db).await
}

async fn a_row_from_find_gets_a_course_as_an_active_model_ex(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let mut db = database.open("claims").await;
    Secondary::up(&db, None).await.unwrap();
    many_to_many_secondary::steps::create::create(&db).await.unwrap();
    let student = student::Entity::find_by_id(ALICE).require_one(&db);
    let student = student.await.unwrap();
    let course = course::Entity::find_by_id(MATH).require_one(&db);
    let course = course.await.unwrap();
    let statements = Statements::default();
    statements.record(&mut db);
    add(&db, student, course).await.unwrap();
    let sent = statements.take_sql();
    let links = student_course::Entity::find().all(&db).await.unwrap();
    assert_eq!(
        links,
        [student_course::Model {
            student_id: ALICE,
            course_id: MATH
        }]
    );
    assert!(
        sent.iter().all(|sql| sql.contains("\"student_course\"")),
        "{sent:#?}"
    );
}

/// `.get(…)`, which Django refuses if several rows match.
async fn require_one_returns_the_first_of_several_rows(kind: Kind) {
    let (_database, db) = cars(kind).await;
    let car = car_info::Entity::find()
        .filter(car_info::COLUMN.year.eq(2020))
        .order_by_id_asc()
        .require_one(&db);
    assert_eq!(car.await.unwrap().car_id, "C1");
}

/// How many cars a filter finds, of seven.
async fn found(db: &DbConn, filter: Condition) -> usize {
    let cars = car_info::Entity::find().filter(filter);
    cars.all(db).await.unwrap().len()
}

/// `exclude(price=20000)`: Django keeps the car without a price.
async fn ne_and_not_leave_out_a_row_with_null(kind: Kind) {
    let (_database, db) = cars(kind).await;
    let price = car_info::COLUMN.price;
    let ne = Condition::all().add(price.ne(20_000));
    assert_eq!(found(&db, ne).await, 5);
    let not = Condition::all().add(price.eq(20_000)).not();
    assert_eq!(found(&db, not).await, 5);
    let exclude = Condition::any().add(price.ne(20_000)).add(price.is_null());
    assert_eq!(found(&db, exclude).await, 6);
}

/// `aggregate(Sum("price"))`
async fn sum(db: &DbConn) -> Result<Option<Option<i64>>, DbErr> {
    car_info::Entity::find()
        .select_only()
        .column_as(car_info::COLUMN.price.sum(), "sum")
        .into_tuple()
        .one(db)
        .await
}

async fn a_sum_over_all_rows_is_one_row(kind: Kind) {
    let (_database, db) = cars(kind).await;
    assert_eq!(sum(&db).await.unwrap(), Some(Some(138_000)));
    car_info::Entity::delete_many().exec(&db).await.unwrap();
    assert_eq!(sum(&db).await.unwrap(), Some(None));
}

/// `DO_NOTHING`
async fn a_key_without_on_delete_refuses_the_delete(kind: Kind) {
    use library::{author, book};
    let database = TestDatabase::empty(kind).await;
    let db = database.open("claims").await;
    let schema = db.get_schema_builder().register(author::Entity);
    schema.register(book::Entity).apply(&db).await.unwrap();
    let book =
        book::ActiveModel::builder().set_author(author::ActiveModel::builder());
    book.insert(&db).await.unwrap();
    let author = author::Entity::find_by_id(1).require_one(&db);
    let refused = author.await.unwrap().delete(&db).await.unwrap_err();
    assert!(
        matches!(
            refused.sql_err(),
            Some(sea_orm::SqlErr::ForeignKeyConstraintViolation(_))
        ),
        "{refused}"
    );
}

testing::tests![
    a_row_from_find_gets_a_course_as_an_active_model_ex,
    require_one_returns_the_first_of_several_rows,
    ne_and_not_leave_out_a_row_with_null,
    a_sum_over_all_rows_is_one_row,
    a_key_without_on_delete_refuses_the_delete,
];

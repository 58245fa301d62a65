//! A link between three entities: a student takes a course in a term. One table
//! has three foreign keys. Join tables with two foreign keys each would not
//! record which course goes with which term.

use harness::{Done, Lesson, Recorder, steps};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    DerivePartialModel, EntityLoaderTrait, EntityTrait, QueryFilter, Set,
    TransactionTrait,
};

/// The first end.
pub mod student {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "student")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        /// One-to-many: each one leads to a course and a term.
        #[sea_orm(has_many)]
        pub enrollments: HasMany<super::enrollment::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The second end.
pub mod course {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "course")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub title: String,
        /// One-to-many: each one leads to a student and a term.
        #[sea_orm(has_many)]
        pub enrollments: HasMany<super::enrollment::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The third end.
pub mod term {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "term")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique)]
        pub name: String,
        /// One-to-many: each one leads to a student and a course.
        #[sea_orm(has_many)]
        pub enrollments: HasMany<super::enrollment::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The links.
pub mod enrollment {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "enrollment")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub student_id: i32,
        /// `indexed`: the key's own index starts with the student.
        #[sea_orm(primary_key, indexed)]
        pub course_id: i32,
        /// Part of the key: without it, a student could take a course only
        /// once, in one term.
        #[sea_orm(primary_key, indexed)]
        pub term_id: i32,
        #[sea_orm(
            belongs_to,
            from = "student_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub student: BelongsTo<super::student::Entity>,
        #[sea_orm(
            belongs_to,
            from = "course_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub course: BelongsTo<super::course::Entity>,
        /// Restrict: the database rejects the DELETE of a term with
        /// enrollments.
        #[sea_orm(
            belongs_to,
            from = "term_id",
            to = "id",
            on_delete = "Restrict"
        )]
        pub term: BelongsTo<super::term::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- student-course-term` runs.
pub const LESSON: Lesson = Lesson {
    name: "student-course-term",
    about: "A student takes a course in a term: a link between three entities.",
    tables: &["student", "course", "term", "enrollment"],
    sample: None,
    steps: steps![
        here: schema_step, create_step, create_from_the_student_step,
        create_from_the_link_step, read_from_students_step,
        read_from_courses_step, read_from_terms_step, read_in_one_select_step,
        refused_step, unlink_step, delete_step,
    ],
};

/// Students. They get the ids 1 to 4. A fifth is inserted with an enrollment.
const STUDENTS: [&str; 4] = ["Alice", "Bob", "Carol", "Dave"];

/// Courses. They get the ids 1 to 5. Nobody takes Art: the empty side.
const COURSES: [&str; 5] = ["Math", "Physics", "History", "Rust", "Art"];

/// Terms. They get the ids 1 to 5. Nobody is enrolled in the last one.
const TERMS: [&str; 5] = [
    "Spring 2024",
    "Fall 2024",
    "Spring 2025",
    "Fall 2025",
    "Spring 2026",
];

/// Enrollments: student, course and term.
const ENROLLMENTS: [(i32, i32, i32); 6] = [
    (1, 1, 1),
    (1, 2, 2),
    (2, 1, 1),
    (2, 3, 3),
    (3, 4, 3),
    (3, 1, 4),
];

// The ids of some students, courses and terms.
const ALICE: i32 = 1;
const BOB: i32 = 2;
const MATH: i32 = 1;
const SPRING_2024: i32 = 1;
const FALL_2024: i32 = 2;
const SPRING_2026: i32 = 5;

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    // One builder per table, only to keep the printed order fixed: a single
    // builder works too, but creates independent tables in any order.
    let builder = || db.get_schema_builder();
    builder().register(student::Entity).apply(db).await?;
    builder().register(course::Entity).apply(db).await?;
    builder().register(term::Entity).apply(db).await?;
    builder().register(enrollment::Entity).apply(db).await
}

/// # Schema
///
/// An enrollment has three foreign keys, and together they are its primary key.
/// Three join tables with two foreign keys each would record that Alice takes
/// Math, that Alice is here in fall and that Math is taught in fall, but not
/// whether Alice takes Math in fall.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["student", "course", "term", "enrollment"]).await
}

/// Inserts the sample rows of the three ends.
pub async fn create_ends(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let students = STUDENTS.map(|name| student::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    });
    student::Entity::insert_many(students).exec(db).await?;
    let courses = COURSES.map(|title| course::ActiveModel {
        title: Set(title.to_owned()),
        ..Default::default()
    });
    course::Entity::insert_many(courses).exec(db).await?;
    let terms = TERMS.map(|name| term::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    });
    term::Entity::insert_many(terms).exec(db).await?;
    Ok(())
}

/// Inserts the sample links.
pub async fn create_links(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let links = ENROLLMENTS.map(|(student_id, course_id, term_id)| {
        enrollment::ActiveModel {
            student_id: Set(student_id),
            course_id: Set(course_id),
            term_id: Set(term_id),
        }
    });
    enrollment::Entity::insert_many(links).exec(db).await?;
    Ok(())
}

/// # Create
///
/// One INSERT per table, the links last: their foreign keys point to a student,
/// a course and a term.
async fn create_step(show: &mut Recorder) -> Done {
    show.ran(create_ends(show.db()).await?).await?;
    show.ran(create_links(show.db()).await?).await
}

/// Inserts a student who takes a course in a term.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such course or term.
pub async fn create_from_the_student(
    db: &(impl ConnectionTrait + TransactionTrait),
    name: &str,
    course_id: i32,
    term: &str,
) -> Result<student::ModelEx, DbErr> {
    let course = course::Entity::find_by_id(course_id).require_one(db).await?;
    let term = term::Entity::find_by_name(term).require_one(db).await?;
    let enrollment = enrollment::ActiveModel::builder()
        .set_course(course.into_ex())
        .set_term(term.into_ex());
    student::ActiveModel::builder()
        .set_name(name)
        .add_enrollment(enrollment)
        .insert(db)
        .await
}

/// # Create from the student
///
/// Eve is inserted with an enrollment as one tree. You set the course and the
/// term of the enrollment; SeaORM fills in the student.
async fn create_from_the_student_step(show: &mut Recorder) -> Done {
    create_from_the_student(show.db(), "Eve", MATH, "Fall 2025").await?;
    show.done().await
}

/// Enrolls a stored student in a stored course, in a stored term.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if one of the three doesn't exist.
pub async fn create_from_the_link(
    db: &(impl ConnectionTrait + TransactionTrait),
    student_id: i32,
    course_id: i32,
    term: &str,
) -> Result<enrollment::ModelEx, DbErr> {
    let student =
        student::Entity::find_by_id(student_id).require_one(db).await?;
    let course = course::Entity::find_by_id(course_id).require_one(db).await?;
    let term = term::Entity::find_by_name(term).require_one(db).await?;
    enrollment::ActiveModel::builder()
        .set_student(student.into_ex())
        .set_course(course.into_ex())
        .set_term(term.into_ex())
        .insert(db)
        .await
}

/// # Create from the link
///
/// The link is the child of all three ends and has a setter for each. Alice
/// takes Math a second time, in another term.
async fn create_from_the_link_step(show: &mut Recorder) -> Done {
    create_from_the_link(show.db(), ALICE, MATH, "Fall 2024").await?;
    show.done().await
}

/// Every student with their enrollments, and the course and term of each,
/// ordered by the ids.
pub async fn read_from_students(
    db: &impl ConnectionTrait,
) -> Result<Vec<student::ModelEx>, DbErr> {
    student::Entity::load()
        .with((enrollment::Entity, course::Entity))
        .with((enrollment::Entity, term::Entity))
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read from the students
///
/// Each `with` takes the link and one of the two ends behind it. The loader
/// reads the links only once, so it sends four SELECTs: students, enrollments,
/// courses, terms. Dave has an empty list.
async fn read_from_students_step(show: &mut Recorder) -> Done {
    let students = read_from_students(show.db()).await?;
    let rows = students.iter().map(|student| {
        let courses = student.enrollments.iter().filter_map(|link| {
            let (course, term) = (link.course.as_ref()?, link.term.as_ref()?);
            Some(format!("{} ({})", course.title, term.name))
        });
        (&student.name, courses)
    });
    let header = ["student", "courses"];
    show.table("Every student with their courses and terms", header, rows)
        .await
}

/// Every course with its enrollments, and the student and term of each, ordered
/// by the ids.
pub async fn read_from_courses(
    db: &impl ConnectionTrait,
) -> Result<Vec<course::ModelEx>, DbErr> {
    course::Entity::load()
        .with((enrollment::Entity, student::Entity))
        .with((enrollment::Entity, term::Entity))
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read from the courses
///
/// The same links from the second end. Alice is in Math twice, once per term.
/// Nobody takes Art.
async fn read_from_courses_step(show: &mut Recorder) -> Done {
    let courses = read_from_courses(show.db()).await?;
    let rows = courses.iter().map(|course| {
        let students = course.enrollments.iter().filter_map(|link| {
            let (student, term) = (link.student.as_ref()?, link.term.as_ref()?);
            Some(format!("{} ({})", student.name, term.name))
        });
        (&course.title, students)
    });
    let header = ["course", "students"];
    show.table("Every course with its students and terms", header, rows)
        .await
}

/// Every term with its enrollments, and the student and course of each, ordered
/// by the ids.
pub async fn read_from_terms(
    db: &impl ConnectionTrait,
) -> Result<Vec<term::ModelEx>, DbErr> {
    term::Entity::load()
        .with((enrollment::Entity, student::Entity))
        .with((enrollment::Entity, course::Entity))
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read from the terms
///
/// The third end. Nobody is enrolled in Spring 2026 yet.
async fn read_from_terms_step(show: &mut Recorder) -> Done {
    let terms = read_from_terms(show.db()).await?;
    let rows = terms.iter().map(|term| {
        let students = term.enrollments.iter().filter_map(|link| {
            let (student, course) =
                (link.student.as_ref()?, link.course.as_ref()?);
            Some(format!("{} ({})", student.name, course.title))
        });
        (&term.name, students)
    });
    let header = ["term", "students"];
    show.table("Every term with its students and courses", header, rows)
        .await
}

/// An enrollment with its three ends.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "enrollment::Entity")]
pub struct Enrolled {
    #[sea_orm(nested)]
    pub student: student::Model,
    #[sea_orm(nested)]
    pub course: course::Model,
    #[sea_orm(nested)]
    pub term: term::Model,
}

/// Who takes a course, and when, ordered by the ids.
pub async fn enrolled_in(
    db: &impl ConnectionTrait,
    course: &str,
) -> Result<Vec<Enrolled>, DbErr> {
    enrollment::Entity::find()
        .inner_join(student::Entity)
        .inner_join(course::Entity)
        .inner_join(term::Entity)
        .filter(course::COLUMN.title.eq(course))
        .order_by_id_asc()
        .into_partial_model()
        .all(db)
        .await
}

/// # Read in one SELECT
///
/// Start from the link to join all three ends: one SELECT, and you can filter
/// by any of them.
async fn read_in_one_select_step(show: &mut Recorder) -> Done {
    let found = enrolled_in(show.db(), "Math").await?;
    let rows = found
        .iter()
        .map(|one| (&one.student.name, &one.course.title, &one.term.name));
    show.table("Who takes Math", ["student", "course", "term"], rows)
        .await
}

/// Inserts a link by three ids, without checking that the rows exist.
pub async fn insert_link(
    db: &impl ConnectionTrait,
    student_id: i32,
    course_id: i32,
    term_id: i32,
) -> Result<enrollment::Model, DbErr> {
    enrollment::ActiveModel {
        student_id: Set(student_id),
        course_id: Set(course_id),
        term_id: Set(term_id),
    }
    .insert(db)
    .await
}

/// Deletes a term. ON DELETE RESTRICT rejects it while anybody is enrolled.
pub async fn delete_term(
    db: &impl ConnectionTrait,
    term_id: i32,
) -> Result<DeleteResult, DbErr> {
    term::Entity::delete_by_id(term_id).exec(db).await
}

/// # Refused
///
/// The primary key rejects the same three ids again. The foreign key rejects a
/// term that doesn't exist. RESTRICT rejects the DELETE of a term with
/// enrollments.
async fn refused_step(show: &mut Recorder) -> Done {
    let again = insert_link(show.db(), ALICE, MATH, SPRING_2024).await;
    show.refused("enroll Alice in Math in Spring 2024 again", again)
        .await?;
    let missing = insert_link(show.db(), ALICE, MATH, 99).await;
    let attempt = "enroll Alice in Math in term 99, which doesn't exist";
    show.refused(attempt, missing).await?;
    let deleted = delete_term(show.db(), SPRING_2024).await;
    show.refused("delete Spring 2024", deleted).await
}

/// Deletes one enrollment. All three ends stay.
pub async fn unlink(
    db: &impl ConnectionTrait,
    student_id: i32,
    course_id: i32,
    term_id: i32,
) -> Result<DeleteResult, DbErr> {
    let key = (student_id, course_id, term_id);
    enrollment::Entity::delete_by_id(key).exec(db).await
}

/// Deletes the enrollments of a student in a course, in every term.
pub async fn unlink_every_term(
    db: &impl ConnectionTrait,
    student_id: i32,
    course_id: i32,
) -> Result<DeleteResult, DbErr> {
    enrollment::Entity::delete_many()
        .filter(enrollment::COLUMN.student_id.eq(student_id))
        .filter(enrollment::COLUMN.course_id.eq(course_id))
        .exec(db)
        .await
}

/// # Unlink
///
/// The key consists of all three ids, so Alice drops Math in one term only. To
/// drop a course in every term, delete with a filter: Bob drops Math.
async fn unlink_step(show: &mut Recorder) -> Done {
    show.ran(unlink(show.db(), ALICE, MATH, FALL_2024).await?).await?;
    show.ran(unlink_every_term(show.db(), BOB, MATH).await?).await
}

/// Deletes a course. ON DELETE CASCADE removes its enrollments.
pub async fn delete_course(
    db: &impl ConnectionTrait,
    course_id: i32,
) -> Result<DeleteResult, DbErr> {
    course::Entity::delete_by_id(course_id).exec(db).await
}

/// # Delete
///
/// Math is deleted, and ON DELETE CASCADE deletes its enrollments. Spring 2026
/// has none, so RESTRICT allows its DELETE.
async fn delete_step(show: &mut Recorder) -> Done {
    show.ran(delete_course(show.db(), MATH).await?).await?;
    show.code("delete_term")?;
    show.ran(delete_term(show.db(), SPRING_2026).await?).await
}

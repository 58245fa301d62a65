//! A link between three entities: a student takes a course in a term. One table
//! has three foreign keys. Join tables with two foreign keys each would not
//! record which course goes with which term.

use harness::{Lesson, Recorder, columns, source, steps, table::Deleted};
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
    steps: steps![
        schema: schema_step,
        create: create_step,
        create_from_the_student: create_from_the_student_step,
        create_from_the_link: create_from_the_link_step,
        read_from_students: read_from_students_step,
        read_from_courses: read_from_courses_step,
        read_from_terms: read_from_terms_step,
        read_in_one_select: read_in_one_select_step,
        refused: refused_step,
        unlink: unlink_step,
        delete: delete_step,
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

/// The ids of some students, courses and terms.
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

async fn schema_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "An enrollment has three foreign keys, and together they are its \
         primary key. Three join tables with two foreign keys each would \
         record that Alice takes Math, that Alice is here in fall and that \
         Math is taught in fall, but not whether Alice takes Math in fall.",
    );
    lesson.code(source!("student_course_term.rs"), "student::Model")?;
    lesson.code(source!("student_course_term.rs"), "course::Model")?;
    lesson.code(source!("student_course_term.rs"), "term::Model")?;
    lesson.code(source!("student_course_term.rs"), "enrollment::Model")?;
    lesson.code(source!("student_course_term.rs"), "schema")?;
    schema(db).await?;
    lesson.done("Tables and indexes created");
    lesson.columns(db, student::Entity).await?;
    lesson.columns(db, course::Entity).await?;
    lesson.columns(db, term::Entity).await?;
    lesson.columns(db, enrollment::Entity).await?;
    Ok(())
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

async fn create_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create",
        "One INSERT per table, the links last: their foreign keys point to a \
         student, a course and a term.",
    );
    lesson.code(source!("student_course_term.rs"), "create_ends")?;
    create_ends(db).await?;
    lesson.done("Students, courses and terms inserted");
    lesson.code(source!("student_course_term.rs"), "create_links")?;
    create_links(db).await?;
    lesson.done("Six enrollments inserted");
    let courses = course::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("course", courses);
    let terms = term::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("term", terms);
    let links = enrollment::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("enrollment", links);
    Ok(())
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

async fn create_from_the_student_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the student",
        "Eve is inserted with an enrollment as one tree. You set the course \
         and the term of the enrollment; SeaORM fills in the student.",
    );
    lesson
        .code(source!("student_course_term.rs"), "create_from_the_student")?;
    create_from_the_student(db, "Eve", MATH, "Fall 2025").await?;
    lesson.done("Eve inserted with her enrollment");
    let students = student::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("student", students);
    Ok(())
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

async fn create_from_the_link_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the link",
        "The link is the child of all three ends and has a setter for each. Alice takes Math a \
         second time, in another term.",
    );
    lesson.code(source!("student_course_term.rs"), "create_from_the_link")?;
    create_from_the_link(db, ALICE, MATH, "Fall 2024").await?;
    lesson.done("Alice enrolled in Math again");
    let links = enrollment::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("enrollment", links);
    Ok(())
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

async fn read_from_students_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the students",
        "Each `with` takes the link and one of the two ends behind it. The \
         loader reads the links only once, so it sends four SELECTs: students, \
         enrollments, courses, terms. Dave has an empty list.",
    );
    lesson.code(source!("student_course_term.rs"), "read_from_students")?;
    let students = read_from_students(db).await?;
    let rows = students.into_iter().map(FromStudent::from);
    lesson.rows("Every student with their courses and terms", rows);
    Ok(())
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

async fn read_from_courses_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the courses",
        "The same links from the second end. Alice is in Math twice, once per term. Nobody takes \
         Art.",
    );
    lesson.code(source!("student_course_term.rs"), "read_from_courses")?;
    let courses = read_from_courses(db).await?;
    let rows = courses.into_iter().map(FromCourse::from);
    lesson.rows("Every course with its students and terms", rows);
    Ok(())
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

async fn read_from_terms_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the terms",
        "The third end. Nobody is enrolled in Spring 2026 yet.",
    );
    lesson.code(source!("student_course_term.rs"), "read_from_terms")?;
    let terms = read_from_terms(db).await?;
    let rows = terms.into_iter().map(FromTerm::from);
    lesson.rows("Every term with its students and courses", rows);
    Ok(())
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

async fn read_in_one_select_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read in one SELECT",
        "Start from the link to join all three ends: one SELECT, and you can \
         filter by any of them.",
    );
    lesson.code(source!("student_course_term.rs"), "Enrolled")?;
    lesson.code(source!("student_course_term.rs"), "enrolled_in")?;
    let rows = enrolled_in(db, "Math").await?;
    let rows = rows.into_iter().map(FromLink::from);
    lesson.rows("Who takes Math", rows);
    Ok(())
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

async fn refused_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "The primary key rejects the same three ids again. The foreign key \
         rejects a term that doesn't exist. RESTRICT rejects the DELETE of a \
         term with enrollments.",
    );
    lesson.code(source!("student_course_term.rs"), "insert_link")?;
    lesson.code(source!("student_course_term.rs"), "delete_term")?;
    lesson.refused([
        (
            "enroll Alice in Math in Spring 2024 again",
            insert_link(db, ALICE, MATH, SPRING_2024).await.map(drop),
        ),
        (
            "enroll Alice in Math in term 99, which doesn't exist",
            insert_link(db, ALICE, MATH, 99).await.map(drop),
        ),
        ("delete Spring 2024", delete_term(db, SPRING_2024).await.map(drop)),
    ])
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

async fn unlink_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Unlink",
        "The key consists of all three ids, so Alice drops Math in one term \
         only. To drop a course in every term, delete with a filter: Bob drops \
         Math.",
    );
    lesson.code(source!("student_course_term.rs"), "unlink")?;
    let deleted = unlink(db, ALICE, MATH, FALL_2024).await?;
    lesson.rows("Alice dropped Math in Fall 2024", [Deleted::from(deleted)]);
    lesson.code(source!("student_course_term.rs"), "unlink_every_term")?;
    let deleted = unlink_every_term(db, BOB, MATH).await?;
    lesson.rows("Bob dropped Math", [Deleted::from(deleted)]);
    let students = read_from_students(db).await?;
    let rows = students.into_iter().map(FromStudent::from);
    lesson.rows("Every student afterwards", rows);
    Ok(())
}

/// Deletes a course. ON DELETE CASCADE removes its enrollments.
pub async fn delete_course(
    db: &impl ConnectionTrait,
    course_id: i32,
) -> Result<DeleteResult, DbErr> {
    course::Entity::delete_by_id(course_id).exec(db).await
}

async fn delete_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Delete",
        "Math is deleted, and ON DELETE CASCADE deletes its enrollments. Spring 2026 has none, so \
         RESTRICT allows its DELETE.",
    );
    lesson.code(source!("student_course_term.rs"), "delete_course")?;
    let deleted = delete_course(db, MATH).await?;
    lesson.rows("Math deleted", [Deleted::from(deleted)]);
    lesson.code(source!("student_course_term.rs"), "delete_term")?;
    let deleted = delete_term(db, SPRING_2026).await?;
    lesson.rows("Spring 2026 deleted", [Deleted::from(deleted)]);
    let terms = read_from_terms(db).await?;
    let rows = terms.into_iter().map(FromTerm::from);
    lesson.rows("Every term afterwards", rows);
    Ok(())
}

/// The two other ends of each link, as text; an end that was not read is left
/// out.
fn pairs(
    links: impl IntoIterator<Item = (Option<String>, Option<String>)>,
) -> Vec<String> {
    let pair = |(one, other): (Option<_>, Option<_>)| one.zip(other);
    let pairs = links.into_iter().filter_map(pair);
    pairs.map(|(one, other)| format!("{one} ({other})")).collect()
}

/// A student with their courses, each with its term.
struct FromStudent {
    student: String,
    courses: Vec<String>,
}

columns!(FromStudent: student, courses);

impl From<student::ModelEx> for FromStudent {
    fn from(student: student::ModelEx) -> Self {
        let links = student.enrollments.into_iter();
        Self {
            student: student.name,
            courses: pairs(links.map(|link| {
                let course = link.course.into_option();
                let term = link.term.into_option();
                (course.map(|end| end.title), term.map(|end| end.name))
            })),
        }
    }
}

/// A course with its students, each with the term.
struct FromCourse {
    course: String,
    students: Vec<String>,
}

columns!(FromCourse: course, students);

impl From<course::ModelEx> for FromCourse {
    fn from(course: course::ModelEx) -> Self {
        let links = course.enrollments.into_iter();
        Self {
            course: course.title,
            students: pairs(links.map(|link| {
                let student = link.student.into_option();
                let term = link.term.into_option();
                (student.map(|end| end.name), term.map(|end| end.name))
            })),
        }
    }
}

/// A term with its students, each with the course.
struct FromTerm {
    term: String,
    students: Vec<String>,
}

columns!(FromTerm: term, students);

impl From<term::ModelEx> for FromTerm {
    fn from(term: term::ModelEx) -> Self {
        let links = term.enrollments.into_iter();
        Self {
            term: term.name,
            students: pairs(links.map(|link| {
                let student = link.student.into_option();
                let course = link.course.into_option();
                (student.map(|end| end.name), course.map(|end| end.title))
            })),
        }
    }
}

/// A link with the names of its three ends.
struct FromLink {
    student: String,
    course: String,
    term: String,
}

columns!(FromLink: student, course, term);

impl From<Enrolled> for FromLink {
    fn from(row: Enrolled) -> Self {
        Self {
            student: row.student.name,
            course: row.course.title,
            term: row.term.name,
        }
    }
}

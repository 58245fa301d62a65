//! The steps in order, and what they tell.

use ::lesson::{Lesson, table::Deleted};
use sea_orm::{
    ColumnTrait, DatabaseConnection, DbErr, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
    TransactionTrait, entity::prelude::Date,
};
use sea_orm_migration::MigratorTrait;

use crate::{
    entity::{course, student, student_course},
    sample::{ALICE, BOB, CAROL, HISTORY, MATH, PHYSICS, RUST, february},
    steps,
};

/// Writes the lesson down.
///
/// # Errors
///
/// Whatever the database reports; and if it accepts a write that it should refuse.
pub async fn run(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    schema(db, lesson).await?;
    create(db, lesson).await?;
    link(db, lesson).await?;
    links_from_before(db, lesson).await?;
    read_from_students(db, lesson).await?;
    read_from_courses(db, lesson).await?;
    link_again(db, lesson).await?;
    give_grade(db, lesson).await?;
    query(db, lesson).await?;
    report(db, lesson).await?;
    count(db, lesson).await?;
    unlink(db, lesson).await?;
    replace_all_via(db, lesson).await?;
    replace_all(db, lesson).await?;
    delete(db, lesson).await
}

async fn schema(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The tables of many-to-many-secondary, and one migration more: a link has a date and a \
         grade now, so it is a thing of its own, and no longer only the fact that two others meet.",
    );
    migrations::many_to_many::association::Migrator::up(db, None).await?;
    lesson.done("Four migrations applied");
    lesson.columns(student::Entity);
    lesson.columns(course::Entity);
    lesson.columns(student_course::Entity);
    Ok(())
}

async fn create(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Create",
        "Students and courses, one INSERT a table. Neither needs the other to be there first.",
    );
    steps::create(db).await?;
    lesson.done("Two tables filled");
    let students = student::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("student", &students);
    let courses = course::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("course", &courses);
    Ok(())
}

async fn link(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Link",
        "Alice takes Math 101: the link is inserted like any other row, with its date. The others \
         are inserted at once, some with a grade.",
    );
    let link = steps::link(db, ALICE, MATH, february(2)).await?;
    lesson.rows("Alice linked to Math 101", &[link]);
    steps::link_all(db).await?;
    lesson.done("The other links");
    let links = student_course::Entity::find()
        .order_by_id_asc()
        .all(db)
        .await?;
    lesson.rows("student_course", &links);
    Ok(())
}

async fn links_from_before(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Links from before",
        "The fourth migration rolled back and applied again, in a transaction that is rolled back \
         itself. Down keeps the links and loses what they carried; up finds links that are there \
         already and gives them the day of the default, and no grade.",
    );
    let transaction = db.begin().await?;
    migrations::many_to_many::association::Migrator::down(&transaction, Some(1)).await?;
    lesson.done("The fourth migration rolled back");
    let links = student_course::Entity::find()
        .select_only()
        .column(student_course::Column::StudentId)
        .column(student_course::Column::CourseId)
        .filter(student_course::Column::StudentId.eq(ALICE))
        .order_by_id_asc()
        .into_model::<Keys>()
        .all(&transaction)
        .await?;
    lesson.rows("Alice's links in the bare join table", &links);

    migrations::many_to_many::association::Migrator::up(&transaction, None).await?;
    lesson.done("And applied again");
    let links = student_course::Entity::find()
        .filter(student_course::Column::StudentId.eq(ALICE))
        .order_by_id_asc()
        .all(&transaction)
        .await?;
    lesson.rows("The same links afterwards", &links);
    transaction.rollback().await
}

async fn read_from_students(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the students",
        "Three SELECTs, however many rows there are: the students, their links, the courses of \
         those. Eve takes nothing: she is there with an empty list.",
    );
    let students = steps::read_from_students(db).await?;
    lesson.rows("Every student with the courses", &from_students(&students));
    Ok(())
}

async fn read_from_courses(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the courses",
        "The same links from the other end. Art 101 has nobody.",
    );
    let courses = steps::read_from_courses(db).await?;
    lesson.rows("Every course with its students", &from_courses(&courses));
    Ok(())
}

async fn link_again(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Link again",
        "A plain INSERT is refused by the primary key: the date and the grade that are there stay, \
         and an error says so. A link to nothing is refused by a foreign key.",
    );
    lesson.refused([
        (
            "insert Alice in Math 101 a second time",
            steps::link(db, ALICE, MATH, february(27)).await.map(drop),
        ),
        (
            "insert Alice in course 99, which is not there",
            steps::link(db, ALICE, 99, february(27)).await.map(drop),
        ),
    ])
}

async fn give_grade(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Give a grade",
        "Alice gets an A in Math 101: the link is found by its two keys and updated. Neither \
         Alice nor the course is written.",
    );
    let link = steps::give_grade(db, ALICE, MATH, "A").await?;
    lesson.rows("The link, as the UPDATE returned it", &[link]);
    Ok(())
}

async fn query(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Query by columns of the link",
        "Who has an A in Math 101? Both conditions are on the link, so Dave's A in History 101 does \
         not count. Through via there is no grade to ask for.",
    );
    lesson.rows(
        "Students with an A in Math 101",
        &steps::students_with_grade(db, MATH, "A").await?,
    );
    Ok(())
}

async fn report(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Report",
        "One SELECT joins, groups and counts. Art 101 has nobody: it is there by the LEFT JOIN, \
         with 0 links, and the first date of no link is NULL.",
    );
    lesson.rows("Enrolments by course", &steps::report(db).await?);
    Ok(())
}

async fn count(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Two one-to-many are one many-to-many",
        "One student has many links, and one course has many links. The same rows are counted \
         each time: either column adds up to the number of links.",
    );
    lesson.rows(
        "From the students: one-to-many",
        &steps::count_from_students(db).await?,
    );
    lesson.rows(
        "From the courses: one-to-many",
        &steps::count_from_courses(db).await?,
    );
    lesson.rows(
        "Together: many-to-many",
        steps::count_together(db).await?.as_slice(),
    );
    Ok(())
}

async fn unlink(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Unlink",
        "Bob withdraws from History 101: the link is deleted by its key, with its date and grade. Bob \
         and the course stay.",
    );
    let deleted = steps::unlink(db, BOB, HISTORY).await?;
    lesson.rows("What the DELETE did", &[Deleted::from(deleted)]);
    let bob = steps::read_student(db, BOB).await?;
    lesson.rows("Bob afterwards", &from_students(bob.as_slice()));
    Ok(())
}

async fn replace_all_via(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Replace all through via, which loses grades",
        "The step of many-to-many-secondary, on purpose. Math 101 goes, and with it Alice's A; \
         History 101 is added with the default as its date, because the write knows two keys and \
         nothing else. No error says so. The transaction is rolled back.",
    );
    let transaction = db.begin().await?;
    let alice = steps::read_student(&transaction, ALICE).await?;
    lesson.rows("Alice before", &from_students(alice.as_slice()));
    steps::replace_all_via(&transaction, ALICE, &[PHYSICS, HISTORY]).await?;
    lesson.done("All her courses replaced through via");
    let alice = steps::read_student(&transaction, ALICE).await?;
    lesson.rows("Alice afterwards", &from_students(alice.as_slice()));
    transaction.rollback().await
}

async fn replace_all(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Replace all",
        "Alice is to take Physics 101 and History 101, and nothing else. Written through the link, \
         the rule can be said: Rust 101 has no grade and goes, Math 101 has one and stays, Physics \
         101 stays as it is, History 101 is added with its date.",
    );
    let alice = steps::read_student(db, ALICE).await?;
    lesson.rows("Alice before", &from_students(alice.as_slice()));
    steps::replace_all(db, ALICE, &[PHYSICS, HISTORY], february(27)).await?;
    lesson.done("All her courses replaced");
    let alice = steps::read_student(db, ALICE).await?;
    lesson.rows("Alice afterwards", &from_students(alice.as_slice()));
    Ok(())
}

async fn delete(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Delete from either side",
        "Carol leaves, Rust 101 is given up. The links of both go with them, by ON DELETE CASCADE; \
         her courses and its students stay.",
    );
    let deleted = steps::delete_student(db, CAROL).await?;
    lesson.rows("The student Carol deleted", &[Deleted::from(deleted)]);
    let deleted = steps::delete_course(db, RUST).await?;
    lesson.rows("The course Rust 101 deleted", &[Deleted::from(deleted)]);
    let students = steps::read_from_students(db).await?;
    lesson.rows("Every student afterwards", &from_students(&students));
    let courses = steps::read_from_courses(db).await?;
    lesson.rows("Every course afterwards", &from_courses(&courses));
    Ok(())
}

/// A link without its own columns.
#[derive(FromQueryResult)]
struct Keys {
    student_id: i32,
    course_id: i32,
}

::lesson::columns!(Keys: student_id, course_id);

/// A link, read from the student; without one, NULL.
struct FromStudent {
    student: String,
    course: Option<String>,
    enrolled_on: Option<Date>,
    grade: Option<String>,
}

::lesson::columns!(FromStudent: student, course, enrolled_on, grade);

/// Every course of every student, one a line; a student without a course is a line too.
fn from_students(students: &[student::ModelEx]) -> Vec<FromStudent> {
    let mut lines = Vec::new();
    for student in students {
        let mut add = |link: Option<&student_course::ModelEx>| {
            let course = link.and_then(|link| link.course.as_ref());
            lines.push(FromStudent {
                student: student.name.clone(),
                course: course.map(|course| course.title.clone()),
                enrolled_on: link.map(|link| link.enrolled_on),
                grade: link.and_then(|link| link.grade.clone()),
            });
        };
        if student.enrollments.is_empty() {
            add(None);
        }
        for link in &student.enrollments {
            add(Some(link));
        }
    }
    lines
}

/// A link, read from the course; without one, NULL.
struct FromCourse {
    course: String,
    student: Option<String>,
    enrolled_on: Option<Date>,
    grade: Option<String>,
}

::lesson::columns!(FromCourse: course, student, enrolled_on, grade);

/// Every student of every course, one a line; a course without a student is a line too.
fn from_courses(courses: &[course::ModelEx]) -> Vec<FromCourse> {
    let mut lines = Vec::new();
    for course in courses {
        let mut add = |link: Option<&student_course::ModelEx>| {
            let student = link.and_then(|link| link.student.as_ref());
            lines.push(FromCourse {
                course: course.title.clone(),
                student: student.map(|student| student.name.clone()),
                enrolled_on: link.map(|link| link.enrolled_on),
                grade: link.and_then(|link| link.grade.clone()),
            });
        };
        if course.enrollments.is_empty() {
            add(None);
        }
        for link in &course.enrollments {
            add(Some(link));
        }
    }
    lines
}

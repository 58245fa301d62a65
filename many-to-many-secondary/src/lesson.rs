//! The steps in order, and what they tell.

use ::lesson::{Lesson, table::Deleted};
use sea_orm::{ActiveModelTrait, DatabaseConnection, DbErr, EntityTrait, Set};
use sea_orm_migration::MigratorTrait;

use crate::{
    entity::{course, student, student_course},
    sample::{ALICE, BOB, CAROL, HISTORY, MATH, PHYSICS, RUST},
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
    read_from_students(db, lesson).await?;
    read_from_courses(db, lesson).await?;
    link_again(db, lesson).await?;
    unlink(db, lesson).await?;
    replace_all(db, lesson).await?;
    delete(db, lesson).await
}

async fn schema(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "A foreign key holds one value, so neither table can name its many. A third one does: each \
         row of student_course links a student to a course, and the pair is its primary key.",
    );
    migrations::many_to_many::secondary::Migrator::up(db, None).await?;
    lesson.done("Three migrations applied");
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
        "Alice takes Math 101: the course is added to her courses, and saving her inserts the \
         link. The others are inserted at once, straight into the join table.",
    );
    steps::link(db, ALICE, MATH).await?;
    lesson.done("Alice linked to Math 101");
    steps::link_all(db).await?;
    lesson.done("The other links");
    let links = student_course::Entity::find()
        .order_by_id_asc()
        .all(db)
        .await?;
    lesson.rows("student_course", &links);
    Ok(())
}

async fn read_from_students(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the students",
        "Two SELECTs, however many rows there are: the students, then the courses joined with the \
         links. Eve takes nothing: she is there with an empty list.",
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
        "Through the relationship SeaORM inserts with ON CONFLICT DO NOTHING: a link that is there \
         stays, and no error says so. A plain INSERT is refused by the primary key, and a link to \
         nothing by a foreign key.",
    );
    steps::link(db, ALICE, MATH).await?;
    lesson.done("Alice linked to Math 101 again");
    let alice = steps::read_student(db, ALICE).await?;
    lesson.rows("Alice afterwards", &from_students(alice.as_slice()));

    let attempt = |student_id, course_id| student_course::ActiveModel {
        student_id: Set(student_id),
        course_id: Set(course_id),
    };
    lesson.refused([
        (
            "insert Alice in Math 101 a second time",
            attempt(ALICE, MATH).insert(db).await.map(drop),
        ),
        (
            "insert Alice in course 99, which is not there",
            attempt(ALICE, 99).insert(db).await.map(drop),
        ),
    ])
}

async fn unlink(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Unlink",
        "Bob withdraws from History 101: the link is deleted by its key. Bob and the course stay.",
    );
    let deleted = steps::unlink(db, BOB, HISTORY).await?;
    lesson.rows("What the DELETE did", &[Deleted::from(deleted)]);
    let bob = steps::read_student(db, BOB).await?;
    lesson.rows("Bob afterwards", &from_students(bob.as_slice()));
    Ok(())
}

async fn replace_all(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Replace all",
        "Alice is to take Physics 101 and History 101, and nothing else. SeaORM compares: Math 101 \
         and Rust 101 go, Physics 101 stays as it is, History 101 is added.",
    );
    let alice = steps::read_student(db, ALICE).await?;
    lesson.rows("Alice before", &from_students(alice.as_slice()));
    steps::replace_all(db, ALICE, &[PHYSICS, HISTORY]).await?;
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

/// A link, read from the student; without one, NULL.
struct FromStudent {
    student: String,
    course: Option<String>,
}

::lesson::columns!(FromStudent: student, course);

/// Every course of every student, one a line; a student without a course is a line too.
fn from_students(students: &[student::ModelEx]) -> Vec<FromStudent> {
    let mut lines = Vec::new();
    for student in students {
        let mut add = |course: Option<&course::ModelEx>| {
            lines.push(FromStudent {
                student: student.name.clone(),
                course: course.map(|course| course.title.clone()),
            });
        };
        if student.courses.is_empty() {
            add(None);
        }
        for course in &student.courses {
            add(Some(course));
        }
    }
    lines
}

/// A link, read from the course; without one, NULL.
struct FromCourse {
    course: String,
    student: Option<String>,
}

::lesson::columns!(FromCourse: course, student);

/// Every student of every course, one a line; a course without a student is a line too.
fn from_courses(courses: &[course::ModelEx]) -> Vec<FromCourse> {
    let mut lines = Vec::new();
    for course in courses {
        let mut add = |student: Option<&student::ModelEx>| {
            lines.push(FromCourse {
                course: course.title.clone(),
                student: student.map(|student| student.name.clone()),
            });
        };
        if course.students.is_empty() {
            add(None);
        }
        for student in &course.students {
            add(Some(student));
        }
    }
    lines
}

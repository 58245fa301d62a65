//! Many-to-many, from rows that are read already.

use harness::{Recorder, columns, source, statements::Statements, steps};
use many_to_many_secondary::{
    entity::{course, student, student_course},
    steps::{create::create, link::link_all},
};
use sea_orm::{DbConn, DbErr, EntityTrait, LoaderTrait};
use sea_orm_migration::MigratorTrait;

use super::compare;
use crate::recipes::BOTH;

/// The courses of each student, by the name of the join table.
async fn through(
    db: &DbConn,
    students: &[student::Model],
) -> Result<Vec<Vec<course::Model>>, DbErr> {
    let courses = course::Entity::find().order_by_id_asc();
    students
        .load_many_to_many(courses, student_course::Entity, db)
        .await
}

/// The same: the relation names the join table.
async fn directly(
    db: &DbConn,
    students: &[student::Model],
) -> Result<Vec<Vec<course::Model>>, DbErr> {
    let courses = course::Entity::find().order_by_id_asc();
    students.load_many(courses, db).await
}

struct Courses {
    student: String,
    courses: Vec<String>,
}

columns!(Courses: student, courses);

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "`load_many_to_many`",
        "Compiles and works, in two statements. `load_many` does the same in one: in 2.0 it takes \
         many-to-many relations too.",
    );
    let students = student::Entity::find().order_by_id_asc().all(db).await?;
    lesson.code(source!("load_many_to_many.rs"), "through")?;
    lesson.done("Students read");
    // The order of the keys in its second statement differs from run to run.
    let (mut counted, statements) = (db.clone(), Statements::default());
    statements.record(&mut counted);
    let old = through(&counted, &students).await?;
    let sent = statements.take().len().to_string();
    lesson.lines("1.x: statements to read their courses", vec![sent]);
    lesson.code(source!("load_many_to_many.rs"), "directly")?;
    let new = directly(db, &students).await?;
    assert_eq!(old, new);
    let rows = students
        .into_iter()
        .zip(new)
        .map(|(student, courses)| Courses {
            student: student.name,
            courses: courses.into_iter().map(|course| course.title).collect(),
        });
    lesson.rows("2.0: the same courses", rows);
    Ok(())
}

async fn school(db: &DbConn) -> Result<(), DbErr> {
    migrations::many_to_many::secondary::Migrator::up(db, None).await?;
    create(db).await?;
    link_all(db).await?;
    Ok(())
}

pub async fn load_many_goes_through_a_join_table() {
    compare(steps![load_many_to_many: step], &BOTH, school).await;
}

//! # `load_many_to_many`
//!
//! Compiles and works, in two statements. `load_many` does the same in one: in 2.0 it takes
//! many-to-many relations too.

use std::sync::atomic::Ordering;

use harness::{Done, Recorder};
use many_to_many_secondary::{
    entity::{course, student, student_course},
    steps::{create::create, link::link_all},
};
use sea_orm::{DbConn, DbErr, EntityTrait, LoaderTrait};
use sea_orm_migration::MigratorTrait;

use crate::recipes::count_statements::counted;

/// 1.x: the courses of each student, by the name of the join table.
pub async fn through(
    db: &DbConn,
    students: &[student::Model],
) -> Result<Vec<Vec<course::Model>>, DbErr> {
    let courses = course::Entity::find().order_by_id_asc();
    students.load_many_to_many(courses, student_course::Entity, db).await
}

/// 2.0: the same, and the relation names the join table.
pub async fn directly(
    db: &DbConn,
    students: &[student::Model],
) -> Result<Vec<Vec<course::Model>>, DbErr> {
    let courses = course::Entity::find().order_by_id_asc();
    students.load_many(courses, db).await
}

pub async fn step(show: &mut Recorder) -> Done {
    let students = student::Entity::find().order_by_id_asc();
    let students = students.all(show.db()).await?;
    show.forget().await?;
    show.code("through")?;
    // The order of the keys in its second statement differs from run to run.
    let (db, count) = counted(show.db());
    let old = through(&db, &students).await?;
    let count = count.load(Ordering::Relaxed).to_string();
    show.lines("1.x: statements that `through` sent", vec![count]).await?;
    let new = directly(show.db(), &students).await?;
    assert_eq!(old, new);
    let rows = students.into_iter().zip(new).map(|(student, courses)| {
        let courses = courses.into_iter().map(|course| course.title);
        (student.name, courses.collect::<Vec<_>>())
    });
    let caption = "2.0: the same courses";
    show.table(caption, ["student", "courses"], rows).await
}

pub async fn school(db: &DbConn) -> Result<(), DbErr> {
    migrations::many_to_many::secondary::Migrator::up(db, None).await?;
    create(db).await?;
    link_all(db).await?;
    Ok(())
}

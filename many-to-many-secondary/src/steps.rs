//! What can be done with the relationship: one function each, plain SeaORM.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, DeleteResult, EntityLoaderTrait, EntityTrait,
    IntoActiveModel, QueryFilter, Set, TransactionTrait,
};

use crate::{
    entity::{course, student, student_course},
    sample::{COURSES, LINKS, STUDENTS},
};

/// Inserts the sample students and courses: one INSERT a table. Nothing links them yet.
pub async fn create(db: &impl ConnectionTrait) -> Result<(), DbErr> {
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
    Ok(())
}

/// Links a student to a course: SQLAlchemy's `student.courses.append(course)`. A link that is
/// there already is left as it is.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such student or course.
pub async fn link(
    db: &(impl ConnectionTrait + TransactionTrait),
    student_id: i32,
    course_id: i32,
) -> Result<(), DbErr> {
    let student = find_student(db, student_id).await?;
    let course = find_course(db, course_id).await?;
    student
        .into_ex()
        .into_active_model()
        .add_course(course.into_ex())
        .save(db)
        .await?;
    Ok(())
}

/// Inserts the other sample links: one INSERT, straight into the join table.
pub async fn link_all(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let links = LINKS.map(|(student_id, course_id)| student_course::ActiveModel {
        student_id: Set(student_id),
        course_id: Set(course_id),
    });
    student_course::Entity::insert_many(links).exec(db).await?;
    Ok(())
}

/// Every student with the courses. A student without a course is there too. Students come in the
/// order of their ids, and so do the courses of each.
pub async fn read_from_students(db: &impl ConnectionTrait) -> Result<Vec<student::ModelEx>, DbErr> {
    student::Entity::load()
        .with(course::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

/// Every course with its students. A course without a student is there too. Courses come in the
/// order of their ids, and so do the students of each.
pub async fn read_from_courses(db: &impl ConnectionTrait) -> Result<Vec<course::ModelEx>, DbErr> {
    course::Entity::load()
        .with(student::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

/// One student with the courses. `None` if there is no such student.
pub async fn read_student(
    db: &impl ConnectionTrait,
    student_id: i32,
) -> Result<Option<student::ModelEx>, DbErr> {
    student::Entity::load()
        .filter_by_id(student_id)
        .with(course::Entity)
        .one(db)
        .await
}

/// Removes a link: one DELETE in the join table. Student and course stay.
pub async fn unlink(
    db: &impl ConnectionTrait,
    student_id: i32,
    course_id: i32,
) -> Result<DeleteResult, DbErr> {
    student_course::Entity::delete_by_id((student_id, course_id))
        .exec(db)
        .await
}

/// Makes `courses` all the courses of a student: SQLAlchemy's `student.courses = [...]`. Links
/// that are not among them go, those that are stay, and the missing ones are added.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such student.
pub async fn replace_all(
    db: &(impl ConnectionTrait + TransactionTrait),
    student_id: i32,
    courses: &[i32],
) -> Result<(), DbErr> {
    let student = find_student(db, student_id).await?;
    let courses = course::Entity::find()
        .filter(course::Column::Id.is_in(courses.iter().copied()))
        .order_by_id_asc()
        .all(db)
        .await?;
    let mut student = student.into_ex().into_active_model();
    student.courses.replace_all(
        courses
            .into_iter()
            .map(|course| course.into_ex().into_active_model()),
    );
    student.save(db).await?;
    Ok(())
}

/// Deletes a student: one DELETE. The links go by ON DELETE CASCADE, the courses stay.
pub async fn delete_student(
    db: &impl ConnectionTrait,
    student_id: i32,
) -> Result<DeleteResult, DbErr> {
    student::Entity::delete_by_id(student_id).exec(db).await
}

/// Deletes a course: one DELETE. The links go by ON DELETE CASCADE, the students stay.
pub async fn delete_course(
    db: &impl ConnectionTrait,
    course_id: i32,
) -> Result<DeleteResult, DbErr> {
    course::Entity::delete_by_id(course_id).exec(db).await
}

async fn find_student(db: &impl ConnectionTrait, id: i32) -> Result<student::Model, DbErr> {
    student::Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound(format!("student {id}")))
}

async fn find_course(db: &impl ConnectionTrait, id: i32) -> Result<course::Model, DbErr> {
    course::Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound(format!("course {id}")))
}

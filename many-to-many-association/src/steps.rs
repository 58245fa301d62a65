//! What can be done with the relationship: one function each, plain SeaORM.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, DeleteResult, EntityLoaderTrait,
    EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter, QuerySelect, Set,
    TransactionSession, TransactionTrait, entity::prelude::Date, sea_query::ExprTrait,
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

/// Links a student to a course: SQLAlchemy's
/// `session.add(StudentCourse(student=student, course=course, enrolled_on=...))`. A link that is
/// there already is refused by the primary key.
pub async fn link(
    db: &impl ConnectionTrait,
    student_id: i32,
    course_id: i32,
    enrolled_on: Date,
) -> Result<student_course::Model, DbErr> {
    let link = student_course::ActiveModel {
        student_id: Set(student_id),
        course_id: Set(course_id),
        enrolled_on: Set(enrolled_on),
        ..Default::default()
    };
    // Not `save`: with the whole primary key set, it would update a link that is not there.
    link.insert(db).await
}

/// Inserts the other sample links: one INSERT, straight into the join table.
pub async fn link_all(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let links =
        LINKS.map(
            |(student_id, course_id, enrolled_on, grade)| student_course::ActiveModel {
                student_id: Set(student_id),
                course_id: Set(course_id),
                enrolled_on: Set(enrolled_on),
                grade: Set(grade.map(str::to_owned)),
            },
        );
    student_course::Entity::insert_many(links).exec(db).await?;
    Ok(())
}

/// Every student with the links, and each of those with its course. A student without a course is
/// there too. Students come in the order of their ids, the links of each in that of the courses.
pub async fn read_from_students(db: &impl ConnectionTrait) -> Result<Vec<student::ModelEx>, DbErr> {
    student::Entity::load()
        .with((student_course::Entity, course::Entity))
        .order_by_id_asc()
        .all(db)
        .await
}

/// Every course with the links, and each of those with its student. A course without a student is
/// there too. Courses come in the order of their ids, the links of each in that of the students.
pub async fn read_from_courses(db: &impl ConnectionTrait) -> Result<Vec<course::ModelEx>, DbErr> {
    course::Entity::load()
        .with((student_course::Entity, student::Entity))
        .order_by_id_asc()
        .all(db)
        .await
}

/// One student with the links and their courses. `None` if there is no such student.
pub async fn read_student(
    db: &impl ConnectionTrait,
    student_id: i32,
) -> Result<Option<student::ModelEx>, DbErr> {
    student::Entity::load()
        .filter_by_id(student_id)
        .with((student_course::Entity, course::Entity))
        .one(db)
        .await
}

/// Gives a grade: the link is found by its key and updated.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if the student does not take the course.
pub async fn give_grade(
    db: &impl ConnectionTrait,
    student_id: i32,
    course_id: i32,
    grade: &str,
) -> Result<student_course::Model, DbErr> {
    let mut link = student_course::Entity::find_by_id((student_id, course_id))
        .one(db)
        .await?
        .ok_or_else(|| {
            DbErr::RecordNotFound(format!("student {student_id} in course {course_id}"))
        })?
        .into_active_model();
    link.grade = Set(Some(grade.to_owned()));
    link.update(db).await
}

/// The students who have `grade` in a course, in the order of their ids: a query by the link's
/// own columns. No student is there twice, because none takes a course twice.
pub async fn students_with_grade(
    db: &impl ConnectionTrait,
    course_id: i32,
    grade: &str,
) -> Result<Vec<student::Model>, DbErr> {
    student::Entity::find()
        .inner_join(student_course::Entity)
        .filter(student_course::Column::CourseId.eq(course_id))
        .filter(student_course::Column::Grade.eq(grade))
        .order_by_id_asc()
        .all(db)
        .await
}

/// What the links of one course add up to. PostgreSQL's COUNT is a BIGINT, so an `i64`.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct CourseReport {
    /// The title of the course.
    pub course: String,
    /// How many students take it.
    pub enrolled: i64,
    /// How many of them have a grade: COUNT of a column leaves NULL out.
    pub graded: i64,
    /// The first enrolment; of no row the least is NULL, so an `Option`.
    pub first: Option<Date>,
    /// The last one.
    pub last: Option<Date>,
}

lesson::columns!(CourseReport: course, enrolled, graded, first, last);

/// One row a course, also for a course that nobody takes: that is the LEFT JOIN.
pub async fn report(db: &impl ConnectionTrait) -> Result<Vec<CourseReport>, DbErr> {
    course::Entity::find()
        .select_only()
        .column_as(course::Column::Title, "course")
        // Not `COUNT(*)`: it would count the row that the LEFT JOIN makes for the empty course.
        .column_as(student_course::Column::StudentId.count(), "enrolled")
        .column_as(student_course::Column::Grade.count(), "graded")
        .column_as(student_course::Column::EnrolledOn.min(), "first")
        .column_as(student_course::Column::EnrolledOn.max(), "last")
        .left_join(student_course::Entity)
        .group_by(course::Column::Id)
        .group_by(course::Column::Title)
        .order_by_id_asc()
        .into_model()
        .all(db)
        .await
}

/// One-to-many, from the students: how many links each has.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct StudentLinks {
    /// The name of the student.
    pub student: String,
    /// How many courses the student takes.
    pub courses: i64,
}

lesson::columns!(StudentLinks: student, courses);

/// The links counted from the students, in the order of their ids.
pub async fn count_from_students(db: &impl ConnectionTrait) -> Result<Vec<StudentLinks>, DbErr> {
    student::Entity::find()
        .select_only()
        .column_as(student::Column::Name, "student")
        .column_as(student_course::Column::CourseId.count(), "courses")
        .left_join(student_course::Entity)
        .group_by(student::Column::Id)
        .group_by(student::Column::Name)
        .order_by_id_asc()
        .into_model()
        .all(db)
        .await
}

/// One-to-many, from the courses: how many links each has.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct CourseLinks {
    /// The title of the course.
    pub course: String,
    /// How many students take it.
    pub students: i64,
}

lesson::columns!(CourseLinks: course, students);

/// The links counted from the courses, in the order of their ids.
pub async fn count_from_courses(db: &impl ConnectionTrait) -> Result<Vec<CourseLinks>, DbErr> {
    course::Entity::find()
        .select_only()
        .column_as(course::Column::Title, "course")
        .column_as(student_course::Column::StudentId.count(), "students")
        .left_join(student_course::Entity)
        .group_by(course::Column::Id)
        .group_by(course::Column::Title)
        .order_by_id_asc()
        .into_model()
        .all(db)
        .await
}

/// Many-to-many: the links, and what is at their ends.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Together {
    /// How many links there are.
    pub links: i64,
    /// How many different students are at one end of them.
    pub students: i64,
    /// How many different courses are at the other.
    pub courses: i64,
}

lesson::columns!(Together: links, students, courses);

/// The links counted as what they are: one row each. An aggregate without GROUP BY is one row,
/// also of an empty table.
pub async fn count_together(db: &impl ConnectionTrait) -> Result<Option<Together>, DbErr> {
    student_course::Entity::find()
        .select_only()
        .column_as(student_course::Column::StudentId.count(), "links")
        .expr_as(
            student_course::Column::StudentId
                .into_expr()
                .count_distinct(),
            "students",
        )
        .expr_as(
            student_course::Column::CourseId
                .into_expr()
                .count_distinct(),
            "courses",
        )
        .into_model()
        .one(db)
        .await
}

/// Removes a link: one DELETE in the join table. Student and course stay, date and grade go.
pub async fn unlink(
    db: &impl ConnectionTrait,
    student_id: i32,
    course_id: i32,
) -> Result<DeleteResult, DbErr> {
    student_course::Entity::delete_by_id((student_id, course_id))
        .exec(db)
        .await
}

/// Makes `courses` the courses of a student, with `enrolled_on` as the day of the new ones. Links
/// that are not among them go, unless they have a grade: that is a result, and stays.
pub async fn replace_all(
    db: &impl TransactionTrait,
    student_id: i32,
    courses: &[i32],
    enrolled_on: Date,
) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    student_course::Entity::delete_many()
        .filter(student_course::Column::StudentId.eq(student_id))
        .filter(student_course::Column::CourseId.is_not_in(courses.iter().copied()))
        // Without this line the grades go with the links.
        .filter(student_course::Column::Grade.is_null())
        .exec(&transaction)
        .await?;

    let links = courses
        .iter()
        .map(|&course_id| student_course::ActiveModel {
            student_id: Set(student_id),
            course_id: Set(course_id),
            enrolled_on: Set(enrolled_on),
            ..Default::default()
        });
    student_course::Entity::insert_many(links)
        // A link that is there already keeps its day and grade.
        .on_conflict_do_nothing()
        .exec(&transaction)
        .await?;
    transaction.commit().await
}

/// The same through `via`, as in many-to-many-secondary: what not to do here. Links that are not
/// among `courses` go with their grades, and the new ones get the column's default as their day.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such student.
pub async fn replace_all_via(
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

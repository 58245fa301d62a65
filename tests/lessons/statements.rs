//! No read costs a statement a row: 500 students are read in as many statements as 5.

use harness::statements::Statements;
use many_to_many_association as association;
use many_to_many_secondary as secondary;
use migrations::{
    many_to_many::{association::Migrator as Association, secondary::Migrator as Secondary},
    one_to_one::Migrator as OneToOne,
};
use one_to_one::entity::{profile, user};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait, ModelTrait, Set};
use sea_orm_migration::MigratorTrait;

use crate::support::{Kind, TestDatabase, both_databases};

/// How many rows there are after [`grow_users`] and the like; before it, 5 or 6.
const MANY: i32 = 500;

/// What `read` gives, and how many statements it sent.
async fn counted<R>(
    statements: &Statements,
    read: impl Future<Output = Result<R, DbErr>>,
) -> (R, usize) {
    statements.take();
    let rows = read.await.unwrap();
    (rows, statements.take().len())
}

/// A database with the schema of a lesson, and what counts its statements.
async fn open<M: MigratorTrait>(
    database: &TestDatabase,
    lesson: &str,
) -> (DatabaseConnection, Statements) {
    let mut db = database.open(lesson).await;
    M::up(&db, None).await.unwrap();
    let statements = Statements::default();
    statements.record(&mut db);
    (db, statements)
}

/// Adds users until there are [`MANY`], each with a profile.
async fn grow_users(db: &DatabaseConnection) {
    let users = (7..=MANY).map(|number| user::ActiveModel {
        name: Set(format!("User {number}")),
        ..Default::default()
    });
    user::Entity::insert_many(users).exec(db).await.unwrap();
    let profiles = (7..=MANY).map(|number| profile::ActiveModel {
        user_id: Set(number),
        bio: Set(format!("Bio {number}")),
        ..Default::default()
    });
    profile::Entity::insert_many(profiles)
        .exec(db)
        .await
        .unwrap();
}

/// How many users and profiles are read, and in how many statements each.
async fn read_users(db: &DatabaseConnection, statements: &Statements) -> [(usize, usize); 2] {
    let (users, from_users) = counted(
        statements,
        one_to_one::steps::read_from_users::read_from_users(db),
    )
    .await;
    assert!(users.iter().all(|user| user.profile.is_loaded()));
    let (profiles, from_profiles) = counted(
        statements,
        one_to_one::steps::read_from_profiles::read_from_profiles(db),
    )
    .await;
    assert!(profiles.iter().all(|profile| profile.user.is_loaded()));
    [(users.len(), from_users), (profiles.len(), from_profiles)]
}

/// Adds students and courses until there are [`MANY`] of each. A macro, because each crate has
/// entities of its own.
macro_rules! grow_ends {
    ($school:ident, $db:expr) => {
        use $school::entity::{course, student};
        let students = (6..=MANY).map(|number| student::ActiveModel {
            name: Set(format!("Student {number}")),
            ..Default::default()
        });
        let students = student::Entity::insert_many(students);
        students.exec($db).await.unwrap();
        let courses = (6..=MANY).map(|number| course::ActiveModel {
            title: Set(format!("Course {number}")),
            ..Default::default()
        });
        let courses = course::Entity::insert_many(courses);
        courses.exec($db).await.unwrap();
    };
}

/// The links of the new students: each takes the course of the same number and the next but one.
fn new_links() -> impl Iterator<Item = (i32, i32)> {
    (6..=MANY).flat_map(|number| [(number, number), (number, (number + 1) % MANY + 1)])
}

async fn grow_secondary(db: &DatabaseConnection) {
    use secondary::entity::student_course;
    grow_ends!(secondary, db);
    let links = new_links().map(|(student_id, course_id)| student_course::ActiveModel {
        student_id: Set(student_id),
        course_id: Set(course_id),
    });
    let links = student_course::Entity::insert_many(links);
    links.exec(db).await.unwrap();
}

/// How many links are read from either end, and in how many statements.
async fn read_secondary(db: &DatabaseConnection, statements: &Statements) -> [(usize, usize); 2] {
    let (students, from_students) = counted(
        statements,
        secondary::steps::read_from_students::read_from_students(db),
    )
    .await;
    assert!(students.iter().all(|student| student.courses.is_loaded()));
    let (courses, from_courses) = counted(
        statements,
        secondary::steps::read_from_courses::read_from_courses(db),
    )
    .await;
    assert!(courses.iter().all(|course| course.students.is_loaded()));
    let courses_of: usize = students.iter().map(|student| student.courses.len()).sum();
    let students_of: usize = courses.iter().map(|course| course.students.len()).sum();
    [(courses_of, from_students), (students_of, from_courses)]
}

/// As [`grow_secondary`]. The new links have the default day.
async fn grow_association(db: &DatabaseConnection) {
    use association::entity::student_course;
    grow_ends!(association, db);
    let links = new_links().map(|(student_id, course_id)| student_course::ActiveModel {
        student_id: Set(student_id),
        course_id: Set(course_id),
        ..Default::default()
    });
    let links = student_course::Entity::insert_many(links);
    links.exec(db).await.unwrap();
}

/// How many links are read from either end, each with what is at its other end, how many are
/// counted in the report, and in how many statements.
async fn read_association(db: &DatabaseConnection, statements: &Statements) -> [(i64, usize); 3] {
    let (students, from_students) = counted(
        statements,
        association::steps::read_from_students::read_from_students(db),
    )
    .await;
    let mut links = students.iter().flat_map(|student| &student.enrollments);
    assert!(links.all(|link| link.course.is_loaded()));
    let (courses, from_courses) = counted(
        statements,
        association::steps::read_from_courses::read_from_courses(db),
    )
    .await;
    let mut links = courses.iter().flat_map(|course| &course.enrollments);
    assert!(links.all(|link| link.student.is_loaded()));
    let (report, in_report) = counted(statements, association::steps::report::report(db)).await;

    let of_students: usize = students.iter().map(|one| one.enrollments.len()).sum();
    let of_courses: usize = courses.iter().map(|one| one.enrollments.len()).sum();
    [
        (i64::try_from(of_students).unwrap(), from_students),
        (i64::try_from(of_courses).unwrap(), from_courses),
        (report.iter().map(|course| course.enrolled).sum(), in_report),
    ]
}

both_databases! {
    async fn users_and_profiles_are_read_in_one_statement_however_many_there_are(kind: Kind) {
        let database = TestDatabase::empty(kind).await;
        let (db, statements) = open::<OneToOne>(&database, "one-to-one").await;
        one_to_one::steps::create::create(&db).await.unwrap();
        assert_eq!(read_users(&db, &statements).await, [(6, 1), (5, 1)]);
        grow_users(&db).await;
        assert_eq!(read_users(&db, &statements).await, [(500, 1), (499, 1)]);
    }

    async fn links_are_read_in_two_statements_however_many_there_are(kind: Kind) {
        let database = TestDatabase::empty(kind).await;
        let (db, statements) = open::<Secondary>(&database, "many-to-many-secondary").await;
        secondary::steps::create::create(&db).await.unwrap();
        secondary::steps::link::link_all(&db).await.unwrap();
        assert_eq!(read_secondary(&db, &statements).await, [(8, 2), (8, 2)]);
        grow_secondary(&db).await;
        assert_eq!(read_secondary(&db, &statements).await, [(998, 2), (998, 2)]);
    }

    async fn links_with_columns_are_read_in_three_statements_however_many_there_are(kind: Kind) {
        let database = TestDatabase::empty(kind).await;
        let (db, statements) = open::<Association>(&database, "many-to-many-association").await;
        association::steps::create::create(&db).await.unwrap();
        association::steps::link::link_all(&db).await.unwrap();
        assert_eq!(read_association(&db, &statements).await, [(8, 3), (8, 3), (8, 1)]);
        grow_association(&db).await;
        assert_eq!(read_association(&db, &statements).await, [(998, 3), (998, 3), (998, 1)]);
    }

    async fn asking_each_student_for_the_courses_costs_a_statement_each(kind: Kind) {
        use secondary::entity::{course, student};
        let database = TestDatabase::empty(kind).await;
        let (db, statements) = open::<Secondary>(&database, "many-to-many-secondary").await;
        secondary::steps::create::create(&db).await.unwrap();
        grow_secondary(&db).await;
        let one_by_one = async {
            let students = student::Entity::find().order_by_id_asc().all(&db).await?;
            for student in &students {
                student.find_related(course::Entity).all(&db).await?;
            }
            Ok(students.len())
        };
        assert_eq!(counted(&statements, one_by_one).await, (500, 501));
    }
}

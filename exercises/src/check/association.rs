use harness::database::database_error;
use many_to_many_association::entity::{course, student, student_course};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, EntityLoaderTrait, Statement,
    entity::prelude::{Date, Decimal},
};
use sea_orm_migration::{MigrationTrait, SchemaManager};

use crate::{
    Attempt, Failure, Outcome,
    attempt::refused,
    rows::{SCHOOL, day},
};

/// Every link with its ends, date and grade, by student and course.
async fn links(attempt: &Attempt) -> Result<Vec<String>, Failure> {
    let links = student_course::Entity::load()
        .with(student::Entity)
        .with(course::Entity)
        .order_by_id_asc()
        .all(attempt.db())
        .await?;
    let line = |link: &student_course::ModelEx| {
        let student = link.student.as_ref().map(|student| &*student.name);
        let course = link.course.as_ref().map(|course| &*course.title);
        let grade = harness::table::Cell::text(&link.grade);
        format!(
            "{} in {}: {}, {grade}",
            student.unwrap_or_default(),
            course.unwrap_or_default(),
            link.enrolled_on
        )
    };
    Ok(links.iter().map(line).collect())
}

/// A new link with a date.
pub fn link_saved(
    link: impl AsyncFn(&DatabaseConnection, i32, i32, Date) -> Result<(), DbErr>,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    const LINKED: [(i32, i32, &str); 2] = [
        (5, 4, "Eve in Art 101: 2026-02-27, NULL"),
        (4, 2, "Noa in Piano 101: 2026-02-27, NULL"),
    ];
    async move |attempt| {
        for (rows, (student, course, expected)) in
            SCHOOL.into_iter().zip(LINKED)
        {
            attempt.enrollments(rows).await?;
            let mut before = links(attempt).await?;
            attempt
                .returned(link(attempt.db(), student, course, day(27)).await)?;
            let got = links(attempt).await?;
            // The last student's only link comes last.
            before.push(expected.to_owned());
            attempt.compare(
                &before,
                &got,
                &[('-', "", "The link is not there.")],
            )?;
        }
        Ok(())
    }
}

/// Other courses, without the loss of a grade.
pub fn grade_lost(
    replace: impl AsyncFn(
        &DatabaseConnection,
        i32,
        &[i32],
        Date,
    ) -> Result<(), DbErr>,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    type Replaced =
        (i32, &'static [i32], &'static str, &'static [&'static str]);
    const REPLACED: [Replaced; 2] = [
        (
            1,
            &[2, 3],
            "Alice in",
            &[
                "Alice in Math 101: 2026-02-02, 95",
                "Alice in Physics 101: 2026-02-03, 85",
                "Alice in History 101: 2026-02-27, NULL",
            ],
        ),
        (
            2,
            &[2],
            "Leo in",
            &[
                "Leo in Chess 101: 2026-02-06, 92",
                "Leo in Piano 101: 2026-02-27, NULL",
            ],
        ),
    ];
    async move |attempt| {
        for (rows, (student, courses, whose, expected)) in
            SCHOOL.into_iter().zip(REPLACED)
        {
            attempt.enrollments(rows).await?;
            let mut before = links(attempt).await?;
            attempt.returned(
                replace(attempt.db(), student, courses, day(27)).await,
            )?;
            let mut got = links(attempt).await?;
            let expected: Vec<_> =
                expected.iter().map(|line| (*line).to_owned()).collect();
            // What nobody asked to change comes after it.
            before.retain(|line| !line.starts_with(whose));
            got.sort_by_key(|line| !line.starts_with(whose));
            let whys = [
                ('-', ": 2026-02-0", "{} is gone, and the grade with it."),
                ('-', "2026-02-27", "{} doesn't have the date `enrolled_on`."),
                (
                    '+',
                    "NULL",
                    "{} has no grade and is not in the list: it should be \
                     deleted.",
                ),
            ];
            attempt.compare(&[expected, before].concat(), &got, &whys)?;
        }
        Ok(())
    }
}

/// Students by course and grade.
pub fn query_by_link(
    graded: impl AsyncFn(
        &DatabaseConnection,
        &str,
        i32,
    ) -> Result<Vec<String>, DbErr>,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    const GRADED: [(&str, i32, &[&str]); 2] =
        [("Physics 101", 80, &["Alice"]), ("Chess 101", 90, &["Leo"])];
    async move |attempt| {
        for (rows, (course, grade, expected)) in SCHOOL.into_iter().zip(GRADED)
        {
            attempt.enrollments(rows).await?;
            let got =
                attempt.returned(graded(attempt.db(), course, grade).await)?;
            let why = "{} takes the course, but has the grade in another one: \
                       two different links met the two conditions.";
            attempt.compare(expected, &got, &[('+', "", why)])?;
        }
        Ok(())
    }
}

/// Counts and averages, with the course that nobody takes.
pub fn report(
    report: impl AsyncFn(
        &DatabaseConnection,
    ) -> Result<Vec<(String, i64, Option<Decimal>)>, DbErr>,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    const REPORTS: [&[&str]; 2] = [
        &[
            "Math 101: 3, 89",
            "Physics 101: 2, 78.50",
            "History 101: 2, 91",
            "Art 101: 0, NULL",
            "Rust 101: 2, NULL",
        ],
        &[
            "Chess 101: 2, 71",
            "Piano 101: 0, NULL",
            "Latin 101: 3, 79.50",
        ],
    ];
    async move |attempt| {
        for (rows, expected) in SCHOOL.into_iter().zip(REPORTS) {
            attempt.enrollments(rows).await?;
            let courses = attempt.returned(report(attempt.db()).await)?;
            let line = |(title, enrolled, average): &(
                String,
                i64,
                Option<Decimal>,
            )| {
                format!(
                    "{title}: {enrolled}, {}",
                    harness::table::Cell::text(average)
                )
            };
            let got: Vec<_> = courses.iter().map(line).collect();
            let whys = [
                (
                    '+',
                    ": 1, NULL",
                    "Nobody takes {}: COUNT counted the row of NULLs that the left join adds.",
                ),
                (
                    '-',
                    ": 0, NULL",
                    "{} is missing: an inner join leaves out a course without students.",
                ),
            ];
            attempt.compare(expected, &got, &whys)?;
        }
        Ok(())
    }
}

/// Columns on links that are there.
pub fn columns_added(
    migration: impl MigrationTrait,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    async move |attempt| {
        for rows in SCHOOL {
            attempt.school(rows).await?;
            let applied = migration.up(&SchemaManager::new(attempt.db())).await;
            if let Err(error) = applied {
                // SQLite has no code of its own for this, so `returned` would
                // print other words on each database.
                let said = database_error(&error);
                return Err(attempt.wrong(
                    "The migration failed: links exist, and they have no value \
                     for a new column that requires one."
                        .to_owned(),
                    said.map(|said| said.message().to_owned()),
                    Vec::new(),
                ));
            }
            let sql = "SELECT COUNT(*) AS number FROM student_course \
                       WHERE enrolled_on = '2026-01-01' AND grade IS NULL";
            let counted = Statement::from_string(
                attempt.db().get_database_backend(),
                sql,
            );
            let counted = attempt.db().query_one_raw(counted).await?;
            let number: i64 =
                counted.map_or(Ok(0), |row| row.try_get("", "number"))?;
            // Both samples have a student with the number 4 who doesn't take course 2.
            let insert = "INSERT INTO student_course (student_id, course_id, enrolled_on) \
                          VALUES (4, 2, NULL)";
            let outcome =
                refused(attempt.db().execute_unprepared(insert).await);
            let got = [
                "The migration: applied".to_owned(),
                format!("Links of 2026-01-01 without a grade: {number}"),
                format!("A link with NULL as its date: {outcome}"),
            ];
            let expected = [
                "The migration: applied".to_owned(),
                format!(
                    "Links of 2026-01-01 without a grade: {}",
                    rows.1.links.len()
                ),
                "A link with NULL as its date: refused (not null)".to_owned(),
            ];
            let whys = [
                (
                    '+',
                    "NULL as its date: stored",
                    "The column accepts NULL: a link can be without a date.",
                ),
                (
                    '+',
                    "2026-01-01",
                    "The existing links should have the day 2026-01-01 and no grade.",
                ),
            ];
            attempt.compare(&expected, &got, &whys)?;
        }
        Ok(())
    }
}

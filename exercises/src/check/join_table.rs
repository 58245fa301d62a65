use many_to_many_secondary::entity::{course, student, student_course};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, EntityLoaderTrait, EntityTrait,
    PaginatorTrait,
};

use crate::{
    Attempt, Failure, Outcome,
    attempt::{line, refused},
    rows::SCHOOL,
};

/// Every student with the courses, as they are stored.
async fn students(attempt: &Attempt) -> Result<Vec<String>, Failure> {
    let students = student::Entity::load()
        .with(course::Entity)
        .order_by_id_asc()
        .all(attempt.db())
        .await?;
    let line = |student: &student::ModelEx| {
        line(&student.name, student.courses.iter().map(|course| &*course.title))
    };
    Ok(students.iter().map(line).collect())
}

/// What is stored is `before` with one line changed.
fn changed(before: &[String], expected: &str) -> Vec<String> {
    let name = expected.split(':').next();
    let change = |line: &String| match line.split(':').next() == name {
        true => expected.to_owned(),
        false => line.clone(),
    };
    before.iter().map(change).collect()
}

/// A link that is there already.
pub fn link_twice(
    link: impl AsyncFn(&DatabaseConnection, i32, i32) -> Result<(), DbErr>,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    const LINKED: [(i32, i32, &str); 2] =
        [(5, 4, "Eve: Art 101"), (4, 2, "Noa: Piano 101")];
    async move |attempt| {
        for (rows, (student, course, expected)) in
            SCHOOL.into_iter().zip(LINKED)
        {
            attempt.school(rows).await?;
            let before = students(attempt).await?;
            for _ in 0..2 {
                attempt.returned(link(attempt.db(), student, course).await)?;
            }
            let got = students(attempt).await?;
            attempt.compare(&changed(&before, expected), &got, &[])?;
        }
        Ok(())
    }
}

/// A link that goes, and both ends that stay.
pub fn unlink(
    unlink: impl AsyncFn(&DatabaseConnection, i32, i32) -> Result<(), DbErr>,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    const UNLINKED: [(i32, i32, &str); 2] =
        [(2, 3, "Bob: Math 101"), (2, 1, "Leo: Latin 101")];
    async move |attempt| {
        for (rows, (student, course, expected)) in
            SCHOOL.into_iter().zip(UNLINKED)
        {
            attempt.school(rows).await?;
            let mut before = students(attempt).await?;
            let courses = course::Entity::find().count(attempt.db()).await?;
            attempt.returned(unlink(attempt.db(), student, course).await)?;
            let mut got = students(attempt).await?;
            before.push(format!("Courses in all: {courses}"));
            let courses = course::Entity::find().count(attempt.db()).await?;
            got.push(format!("Courses in all: {courses}"));
            let whys = [
                (
                    '-',
                    "Courses in all",
                    "A course is gone. Delete only the link.",
                ),
                (
                    '+',
                    ", ",
                    "The link of {} is still there: `save` removes no links.",
                ),
                ('+', "", "More than one link is gone."),
            ];
            attempt.compare(&changed(&before, expected), &got, &whys)?;
        }
        Ok(())
    }
}

/// Other courses instead of all that a student takes.
pub fn replace_all(
    replace: impl AsyncFn(&DatabaseConnection, i32, &[i32]) -> Result<(), DbErr>,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    const REPLACED: [(i32, &[i32], &str); 2] = [
        (1, &[2, 3], "Alice: Physics 101, History 101"),
        (3, &[2], "Mia: Piano 101"),
    ];
    async move |attempt| {
        for (rows, (student, courses, expected)) in
            SCHOOL.into_iter().zip(REPLACED)
        {
            attempt.school(rows).await?;
            let before = students(attempt).await?;
            attempt.returned(replace(attempt.db(), student, courses).await)?;
            let got = students(attempt).await?;
            let why = "{} still takes the old courses: `add_course` adds, and `save` removes nothing.";
            attempt.compare(
                &changed(&before, expected),
                &got,
                &[('+', ", ", why)],
            )?;
        }
        Ok(())
    }
}

/// Every course with its students.
pub fn other_end(
    courses: impl AsyncFn(
        &DatabaseConnection,
    ) -> Result<Vec<(String, Vec<String>)>, DbErr>,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    const COURSES: [&[&str]; 2] = [
        &[
            "Math 101: Alice, Bob, Carol",
            "Physics 101: Alice, Carol",
            "History 101: Bob, Dave",
            "Art 101: none",
            "Rust 101: Alice, Dave",
        ],
        &[
            "Chess 101: Leo, Mia",
            "Piano 101: none",
            "Latin 101: Kim, Leo, Mia",
        ],
    ];
    async move |attempt| {
        for (rows, expected) in SCHOOL.into_iter().zip(COURSES) {
            attempt.school(rows).await?;
            let courses = attempt.returned(courses(attempt.db()).await)?;
            let line = |(title, names): &(String, Vec<String>)| {
                line(title, names.iter().map(String::as_str))
            };
            let got: Vec<_> = courses.iter().map(line).collect();
            let why = "{} is missing: nobody takes it, so no student leads to \
                       it.";
            attempt.compare(expected, &got, &[('-', "101: ", why)])?;
        }
        Ok(())
    }
}

/// A link table that keeps a course as long as somebody takes it.
pub fn delete_too_much<E: EntityTrait>(
    links: E,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    async move |attempt| {
        let [rows, _] = SCHOOL;
        attempt.begin(rows.0).await?;
        let schema = attempt.db().get_schema_builder();
        let schema = schema.register(student::Entity).register(course::Entity);
        let created = schema.register(links).apply(attempt.db()).await;
        attempt.returned(created)?;
        attempt.fill_school(rows.1).await?;
        let mut got = Vec::new();
        for (what, table, id) in [
            ("Delete Math 101, which three students take", "course", 1),
            ("Delete Art 101, which nobody takes", "course", 4),
            ("Delete Dave, who takes two courses", "student", 4),
        ] {
            let delete = format!("DELETE FROM {table} WHERE id = {id}");
            let outcome =
                refused(attempt.db().execute_unprepared(&delete).await);
            got.push(format!(
                "{what}: {}",
                outcome.replace("stored", "deleted")
            ));
        }
        let links = student_course::Entity::find().count(attempt.db()).await?;
        got.push(format!("Links afterwards: {links}"));
        let expected = [
            "Delete Math 101, which three students take: refused (foreign key)",
            "Delete Art 101, which nobody takes: deleted",
            "Delete Dave, who takes two courses: deleted",
            "Links afterwards: 7",
        ];
        let whys = [
            (
                '+',
                "Math 101",
                "The course is gone, and its three links went with it.",
            ),
            (
                '+',
                "Dave",
                "Dave can't be deleted: his links should be deleted with him.",
            ),
        ];
        attempt.compare(&expected, &got, &whys)
    }
}

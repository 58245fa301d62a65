use car_mart::entity::{car_brand, car_info, car_model};
use harness::database::OpenError;
use many_to_many_association::entity::student_course as enrollment;
use many_to_many_secondary::entity::{course, student, student_course};
use one_to_one::entity::{profile, user};
use sea_orm::{DbErr, EntityTrait, Set, entity::prelude::Date};
use sea_orm_migration::MigratorTrait;

use crate::Attempt;

/// The sample rows of the lessons.
pub(crate) const SAMPLE: &str = "sample rows";

/// Rows that no page shows.
pub(crate) const OTHER: &str = "other rows (same question)";

/// The name of the rows, and the rows: those that the reader knows come first.
type Both<T> = [(&'static str, T); 2];

/// Brands, models and cars as `car_mart::sample` has them.
#[derive(Clone, Copy)]
pub(crate) struct Cars {
    brands: &'static [&'static str],
    models: &'static [(i32, &'static str)],
    cars: &'static [(&'static str, i32, i32, Option<i32>)],
}

pub(crate) const CARS: Both<Cars> = [
    (
        SAMPLE,
        Cars {
            brands: &car_mart::sample::BRANDS,
            models: &car_mart::sample::MODELS,
            cars: &car_mart::sample::CARS,
        },
    ),
    (
        OTHER,
        Cars {
            brands: &["Opel", "Rover", "Fiat", "Skoda"],
            models: &[
                (3, "Uno"),
                (1, "Astra"),
                (3, "Panda"),
                (4, "Fabia"),
                (3, "Tipo"),
            ],
            cars: &[
                ("D1", 1, 1999, Some(1_000)),
                ("D2", 2, 2005, None),
                ("D3", 2, 2005, Some(3_000)),
                ("D4", 3, 2012, Some(6_000)),
                ("D5", 5, 1995, None),
                ("D6", 3, 2013, Some(8_000)),
            ],
        },
    ),
];

/// Users and profiles as `one_to_one::sample` has them.
#[derive(Clone, Copy)]
pub(crate) struct Users {
    users: &'static [&'static str],
    profiles: &'static [(i32, &'static str)],
}

pub(crate) const USERS: Both<Users> = [
    (
        SAMPLE,
        Users {
            users: &one_to_one::sample::USERS,
            profiles: &one_to_one::sample::PROFILES,
        },
    ),
    (
        OTHER,
        Users {
            users: &["Gina", "Hugo", "Ida", "Jan"],
            profiles: &[(4, "Sings."), (2, "Paints.")],
        },
    ),
];

/// A link with what it carries.
pub(crate) type Link = (i32, i32, Date, Option<i32>);

/// Students, courses and links as the samples of both many-to-many lessons have
/// them.
#[derive(Clone, Copy)]
pub(crate) struct School {
    students: &'static [&'static str],
    courses: &'static [&'static str],
    pub(crate) links: &'static [Link],
}

/// A day of February 2026.
pub(crate) const fn day(day: u32) -> Date {
    many_to_many_association::sample::february(day)
}

pub(crate) const SCHOOL: Both<School> = [
    (
        SAMPLE,
        School {
            students: &many_to_many_association::sample::STUDENTS,
            courses: &many_to_many_association::sample::COURSES,
            // Alice in Math 101, then those of the sample.
            links: &[
                (1, 1, day(2), Some(95)),
                (1, 2, day(3), Some(85)),
                (1, 5, day(20), None),
                (2, 1, day(4), Some(78)),
                (2, 3, day(9), None),
                (3, 1, day(5), Some(94)),
                (3, 2, day(5), Some(72)),
                (4, 3, day(10), Some(91)),
                (4, 5, day(23), None),
            ],
        },
    ),
    (
        OTHER,
        School {
            students: &["Kim", "Leo", "Mia", "Noa"],
            courses: &["Chess 101", "Piano 101", "Latin 101"],
            links: &[
                (1, 3, day(1), Some(60)),
                (2, 1, day(6), Some(92)),
                (2, 3, day(7), None),
                (3, 1, day(8), Some(50)),
                (3, 3, day(8), Some(99)),
            ],
        },
    ),
];

impl Attempt {
    /// The tables of car-mart with these rows.
    pub(crate) async fn cars(
        &mut self,
        (name, rows): (&'static str, Cars),
    ) -> Result<(), OpenError> {
        self.begin(name).await?;
        migrations::car_mart::Migrator::up(self.db(), None).await?;
        fill_brands(self, rows.brands).await?;
        let models =
            rows.models.iter().map(|(brand_id, name)| car_model::ActiveModel {
                brand_id: Set(*brand_id),
                name: Set((*name).to_owned()),
                ..Default::default()
            });
        car_model::Entity::insert_many(models).exec(self.db()).await?;
        let cars = rows.cars.iter().map(|(car_id, model, year, price)| {
            car_info::ActiveModel {
                car_id: Set((*car_id).to_owned()),
                model_id: Set(*model),
                year: Set(*year),
                price: Set(*price),
                ..Default::default()
            }
        });
        car_info::Entity::insert_many(cars).exec(self.db()).await?;
        self.count();
        Ok(())
    }

    /// The table of the brands alone, with these rows.
    pub(crate) async fn brands(
        &mut self,
        (name, rows): (&'static str, Cars),
    ) -> Result<(), OpenError> {
        self.begin(name).await?;
        migrations::car_mart::Migrator::up(self.db(), Some(1)).await?;
        fill_brands(self, rows.brands).await?;
        Ok(())
    }

    /// The tables of one-to-one with these rows.
    pub(crate) async fn users(
        &mut self,
        (name, rows): (&'static str, Users),
    ) -> Result<(), OpenError> {
        self.begin(name).await?;
        migrations::one_to_one::Migrator::up(self.db(), None).await?;
        self.users_alone(rows).await?;
        let profiles =
            rows.profiles.iter().map(|(user_id, bio)| profile::ActiveModel {
                user_id: Set(*user_id),
                bio: Set((*bio).to_owned()),
                ..Default::default()
            });
        profile::Entity::insert_many(profiles).exec(self.db()).await?;
        self.count();
        Ok(())
    }

    /// Inserts the users without their profiles.
    pub(crate) async fn users_alone(&self, rows: Users) -> Result<(), DbErr> {
        let users = rows.users.iter().map(|name| user::ActiveModel {
            name: Set((*name).to_owned()),
            ..Default::default()
        });
        user::Entity::insert_many(users).exec(self.db()).await?;
        Ok(())
    }

    /// The tables of many-to-many-secondary with these rows.
    pub(crate) async fn school(
        &mut self,
        (name, rows): (&'static str, School),
    ) -> Result<(), OpenError> {
        self.begin(name).await?;
        migrations::many_to_many::secondary::Migrator::up(self.db(), None)
            .await?;
        self.fill_school(rows).await?;
        self.count();
        Ok(())
    }

    /// Inserts students, courses and links of two keys.
    pub(crate) async fn fill_school(&self, rows: School) -> Result<(), DbErr> {
        self.both_ends(rows).await?;
        let links = rows.links.iter().map(|(student, course, ..)| {
            student_course::ActiveModel {
                student_id: Set(*student),
                course_id: Set(*course),
            }
        });
        student_course::Entity::insert_many(links).exec(self.db()).await?;
        Ok(())
    }

    /// The tables of many-to-many-association with these rows.
    pub(crate) async fn enrollments(
        &mut self,
        (name, rows): (&'static str, School),
    ) -> Result<(), OpenError> {
        self.begin(name).await?;
        migrations::many_to_many::association::Migrator::up(self.db(), None)
            .await?;
        self.both_ends(rows).await?;
        let links = rows.links.iter().map(|(student, course, date, grade)| {
            enrollment::ActiveModel {
                student_id: Set(*student),
                course_id: Set(*course),
                enrolled_on: Set(*date),
                grade: Set(*grade),
            }
        });
        enrollment::Entity::insert_many(links).exec(self.db()).await?;
        self.count();
        Ok(())
    }

    async fn both_ends(&self, rows: School) -> Result<(), DbErr> {
        let students = rows.students.iter().map(|name| student::ActiveModel {
            name: Set((*name).to_owned()),
            ..Default::default()
        });
        student::Entity::insert_many(students).exec(self.db()).await?;
        let courses = rows.courses.iter().map(|title| course::ActiveModel {
            title: Set((*title).to_owned()),
            ..Default::default()
        });
        course::Entity::insert_many(courses).exec(self.db()).await?;
        Ok(())
    }
}

async fn fill_brands(attempt: &Attempt, brands: &[&str]) -> Result<(), DbErr> {
    let brands = brands.iter().map(|name| car_brand::ActiveModel {
        name: Set((*name).to_owned()),
        ..Default::default()
    });
    car_brand::Entity::insert_many(brands).exec(attempt.db()).await?;
    Ok(())
}

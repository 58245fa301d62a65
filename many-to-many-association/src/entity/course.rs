use sea_orm::entity::prelude::*;

/// A course.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "course")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub title: String,
    /// One-to-many: the course's links, with date and grade. Each one leads to
    /// its student. SQLAlchemy's `relationship("StudentCourse")`.
    #[sea_orm(has_many)]
    pub enrollments: HasMany<super::student_course::Entity>,
    /// Many-to-many: the course's students, without date and grade. Writing to
    /// this list inserts and deletes whole links, with their dates and grades.
    /// SQLAlchemy's `secondary`; SeaORM has no `viewonly`.
    #[sea_orm(has_many, via = "student_course")]
    pub students: HasMany<super::student::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

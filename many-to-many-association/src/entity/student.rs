use sea_orm::entity::prelude::*;

/// A student. The foreign keys are in the table of the links.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "student")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub name: String,
    /// One-to-many: the student's links, with date and grade. Each one leads to
    /// its course. SQLAlchemy's `relationship("StudentCourse")`.
    #[sea_orm(has_many)]
    pub enrollments: HasMany<super::student_course::Entity>,
    /// Many-to-many: the student's courses, without date and grade. Writing to
    /// this list inserts and deletes whole links, with their dates and grades.
    /// SQLAlchemy's `secondary`; SeaORM has no `viewonly`.
    #[sea_orm(has_many, via = "student_course")]
    pub courses: HasMany<super::course::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

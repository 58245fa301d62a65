use sea_orm::entity::prelude::*;

/// A course. It has no foreign key: the relationship is in the table of the
/// links.
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
    /// Many-to-many: the course's students, for reading only. A write through
    /// `via` doesn't know the link's other columns. SQLAlchemy's `secondary`
    /// with `viewonly=True`; here, only the link's `before_save` and
    /// `before_delete` can refuse the write.
    #[sea_orm(has_many, via = "student_course")]
    pub students: HasMany<super::student::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

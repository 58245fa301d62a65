use sea_orm::entity::prelude::*;

/// A course.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "course")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub title: String,
    /// Many-to-many: the course's students, for reading and writing. `via`
    /// names the module of the links. SQLAlchemy's `secondary=student_course`.
    #[sea_orm(has_many, via = "student_course")]
    pub students: HasMany<super::student::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

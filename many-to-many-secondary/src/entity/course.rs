use sea_orm::entity::prelude::*;

/// A course. It has no foreign key: the relationship stands in the table of the links.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "course")]
pub struct Model {
    /// Counted up by the database.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// Not unique: it may be given again next year.
    pub title: String,
    /// Many-to-many: all students of this course, through the links. SQLAlchemy's
    /// `secondary=student_course`. Reads and writes.
    #[sea_orm(has_many, via = "student_course")]
    pub students: HasMany<super::student::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

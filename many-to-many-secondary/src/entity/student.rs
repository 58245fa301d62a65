use sea_orm::entity::prelude::*;

/// A student. It has no foreign key: the relationship stands in the table of the links.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "student")]
pub struct Model {
    /// Counted up by the database.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// Not unique: two students may well share a name.
    pub name: String,
    /// Many-to-many: all courses of this student, through the links. SQLAlchemy's
    /// `secondary=student_course`. Reads and writes.
    #[sea_orm(has_many, via = "student_course")]
    pub courses: HasMany<super::course::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

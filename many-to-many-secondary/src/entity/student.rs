use sea_orm::entity::prelude::*;

/// A student. The foreign keys are in the table of the links.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "student")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub name: String,
    /// Many-to-many: the student's courses, for reading and writing. `via`
    /// names the module of the links. SQLAlchemy's `secondary=student_course`.
    #[sea_orm(has_many, via = "student_course")]
    pub courses: HasMany<super::course::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

use sea_orm::entity::prelude::*;

/// A link: it belongs to one student and one course. SQLAlchemy's
/// `Table("student_course", ...)`; here an entity, because `via` names one.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "student_course")]
pub struct Model {
    /// Half of the primary key, and a foreign key.
    #[sea_orm(primary_key)]
    pub student_id: i32,
    /// The other half. The two together are the key, so a student takes a
    /// course only once. `indexed`: the key's own index starts with the
    /// student.
    #[sea_orm(primary_key, indexed)]
    pub course_id: i32,
    /// Many-to-one: the student that `student_id` points to.
    #[sea_orm(
        belongs_to,
        from = "student_id",
        to = "id",
        on_delete = "Cascade"
    )]
    pub student: BelongsTo<super::student::Entity>,
    /// Many-to-one: the course that `course_id` points to.
    #[sea_orm(
        belongs_to,
        from = "course_id",
        to = "id",
        on_delete = "Cascade"
    )]
    pub course: BelongsTo<super::course::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

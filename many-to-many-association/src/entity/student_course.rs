use sea_orm::entity::prelude::*;

/// A link: it belongs to one student and one course, and has columns of its
/// own. SQLAlchemy's association class.
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
    /// The default is for links that are older than this column. An INSERT
    /// without a date gets it too.
    #[sea_orm(default_value = "2026-01-01")]
    pub enrolled_on: Date,
    /// Points out of 100. NULL until the grade is given.
    pub grade: Option<i32>,
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

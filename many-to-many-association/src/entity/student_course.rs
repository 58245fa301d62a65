use sea_orm::entity::prelude::*;

/// A link: many-to-one to its student, many-to-one to its course. SQLAlchemy's association class:
/// the link has columns of its own, so it is read and written like any other entity.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "student_course")]
pub struct Model {
    /// One half of the primary key, and a foreign key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub student_id: i32,
    /// The other half. The pair is the key: no student takes a course twice.
    #[sea_orm(primary_key, auto_increment = false, indexed)]
    pub course_id: i32,
    /// The day of the enrolment. The default is for links from before this column was there; an
    /// insert that leaves the day out gets it too.
    #[sea_orm(default_value = "2026-01-01")]
    pub enrolled_on: Date,
    /// NULL until it is given.
    pub grade: Option<String>,
    /// Many-to-one: the student that `student_id` names.
    #[sea_orm(belongs_to, from = "student_id", to = "id", on_delete = "Cascade")]
    pub student: BelongsTo<super::student::Entity>,
    /// Many-to-one: the course that `course_id` names.
    #[sea_orm(belongs_to, from = "course_id", to = "id", on_delete = "Cascade")]
    pub course: BelongsTo<super::course::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

use sea_orm::{Set, entity::prelude::*};

use crate::sample::TODAY;

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
    /// The default is for links that are older than this column. A new link
    /// gets its date from `before_save`, or this default if no hook runs.
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

#[async_trait::async_trait]
impl ActiveModelBehavior for ActiveModel {
    /// Gives a new link today's date, unless you set one. `new` would set it
    /// too, but also in an UPDATE that begins with `builder()`.
    async fn before_save<C: ConnectionTrait>(
        mut self,
        _: &C,
        insert: bool,
    ) -> Result<Self, DbErr> {
        if insert && self.enrolled_on.is_not_set() {
            self.enrolled_on = Set(TODAY);
        }
        Ok(self)
    }
}

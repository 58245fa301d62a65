//! Deleting a student should delete the links too, but the database should
//! refuse to delete a course that somebody takes. With the table that is
//! created from this entity, it deletes the course and its links.

use std::process::ExitCode;

pub mod student_course {
    use many_to_many_secondary::entity::{course, student};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "student_course")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub student_id: i32,
        #[sea_orm(primary_key, indexed)]
        pub course_id: i32,
        #[sea_orm(
            belongs_to,
            from = "student_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub student: BelongsTo<student::Entity>,
        #[sea_orm(
            belongs_to,
            from = "course_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub course: BelongsTo<course::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

fn main() -> ExitCode {
    exercises::run(exercises::check::delete_too_much(student_course::Entity))
}

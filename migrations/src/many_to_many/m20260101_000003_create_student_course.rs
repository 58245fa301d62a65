use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("student_course")
            .col(integer("student_id"))
            .col(integer("course_id"))
            // The pair is the key. Without it a student can be linked to a course twice, and every
            // read finds the course twice.
            .primary_key(Index::create().col("student_id").col("course_id"))
            .foreign_key(
                ForeignKey::create()
                    .name("fk-student_course-student_id")
                    .from("student_course", "student_id")
                    .to("student", "id")
                    // The links go with the student, the courses stay. Without this line a student
                    // who takes a course can't be deleted.
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk-student_course-course_id")
                    .from("student_course", "course_id")
                    .to("course", "id")
                    // The same from the other end.
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .take();
        manager.create_table(table).await?;

        // The primary key's index begins with `student_id`, so it finds the courses of a student.
        // Without this one "the students of a course", and every delete of a course, reads the
        // whole table.
        let index = Index::create()
            .name("idx-student_course-course_id")
            .table("student_course")
            .col("course_id")
            .take();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("student_course").take())
            .await
    }
}

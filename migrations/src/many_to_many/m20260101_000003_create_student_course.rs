use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(join_table()).await?;

        // The primary key's index starts with `student_id`, so it finds the
        // courses of a student. This one finds the students of a course.
        // Without it, once there are many students, that search and every
        // delete of a course read all links.
        let index = Index::create()
            .name("idx-student_course-course_id")
            .table("student_course")
            .col("course_id")
            .take();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("student_course").take()).await
    }
}

fn join_table() -> TableCreateStatement {
    Table::create()
        .table("student_course")
        .col(integer("student_id"))
        .col(integer("course_id"))
        // The pair is the key. Without it, a plain INSERT can store the same
        // link twice, and a read then returns the course twice.
        .primary_key(Index::create().col("student_id").col("course_id"))
        .foreign_key(
            ForeignKey::create()
                .name("fk-student_course-student_id")
                .from("student_course", "student_id")
                .to("student", "id")
                // Deleting a student deletes the links and keeps the courses.
                // Without this line, the DELETE of a student who takes a
                // course is rejected.
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
        .take()
}

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One statement per column: SQLite can't add two columns in one.
        let enrolled_on = Table::alter()
            .table("student_course")
            // Existing links need a date: without a default, the database
            // refuses to add a NOT NULL column. 2026-01-01 is the date of the
            // migration that created the table, so no link is older. The
            // default stays, because SQLite can't remove it. An INSERT gets
            // this date too, if neither you nor `before_save` set one.
            .add_column(date("enrolled_on").default("2026-01-01"))
            .take();
        manager.alter_table(enrolled_on).await?;

        // Points out of 100. NULL until the grade is given.
        let grade = Table::alter()
            .table("student_course")
            .add_column(integer_null("grade"))
            .take();
        manager.alter_table(grade).await
    }

    /// The links stay. Their dates and grades are lost.
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["grade", "enrolled_on"] {
            let drop = Table::alter()
                .table("student_course")
                .drop_column(column)
                .take();
            manager.alter_table(drop).await?;
        }
        Ok(())
    }
}

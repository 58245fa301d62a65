use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column a statement: SQLite adds no two at once.
        let enrolled_on = Table::alter()
            .table("student_course")
            // Links that are there already need a date. Without a default the database refuses to
            // add a NOT NULL column to their table; and a nullable one would mean that every
            // reader, for ever, has to ask whether the date is known. 2026-01-01 is the day of the
            // migration that made the table: no link is older. The day on which this migration
            // happens to run would look like a fact and be none.
            //
            // The default stays, because SQLite can't take it from a column again. So an insert
            // that leaves the date out, as a write through `via` does, is not refused: it gets
            // this day.
            .add_column(date("enrolled_on").default("2026-01-01"))
            .take();
        manager.alter_table(enrolled_on).await?;

        // NULL until a grade is given, so no link needs a value now.
        let grade = Table::alter()
            .table("student_course")
            .add_column(string_null("grade"))
            .take();
        manager.alter_table(grade).await
    }

    /// The links stay; their dates and grades are lost.
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

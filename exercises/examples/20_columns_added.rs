//! This migration adds a day and a grade to the links. It fails if links exist.
//! They should get the day 2026-01-01 and no grade, and the database should
//! refuse a link without a day.

use std::process::ExitCode;

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let enrolled_on = Table::alter()
            .table("student_course")
            .add_column(date("enrolled_on"))
            .take();
        manager.alter_table(enrolled_on).await?;

        let grade = Table::alter()
            .table("student_course")
            .add_column(integer("grade"))
            .take();
        manager.alter_table(grade).await
    }
}

fn main() -> ExitCode {
    exercises::run(exercises::check::columns_added(Migration))
}

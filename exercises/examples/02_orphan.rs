//! This migration creates the table of the models; the table of the brands
//! already exists. The database should store a model only if its brand exists,
//! but this table accepts any number as `brand_id`.

use std::process::ExitCode;

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("car_model")
            .col(pk_auto("id"))
            .col(integer("brand_id"))
            .col(string("name"))
            .take();
        manager.create_table(table).await
    }
}

fn main() -> ExitCode {
    exercises::run(exercises::check::orphan(Migration))
}

//! The foreign key makes the database refuse a model of a missing brand.

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
            .foreign_key(
                ForeignKey::create()
                    .name("fk-car_model-brand_id")
                    .from("car_model", "brand_id")
                    .to("car_brand", "id")
                    .on_delete(ForeignKeyAction::Restrict),
            )
            .take();
        manager.create_table(table).await
    }
}

fn main() -> ExitCode {
    exercises::run(exercises::check::orphan(Migration))
}

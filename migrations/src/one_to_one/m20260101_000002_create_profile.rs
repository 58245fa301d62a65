use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("profile")
            .col(pk_auto("id"))
            // NOT NULL: a profile without a user can't be stored. UNIQUE alone
            // would allow any number of them, because no NULL equals another.
            .col(integer("user_id"))
            .col(string("bio"))
            // UNIQUE on the foreign key is what makes this one-to-one. Without
            // these lines it is a one-to-many, whatever the entities say.
            // This index also covers the foreign key, so it needs no other.
            .index(
                Index::create()
                    .name("uq-profile-user_id")
                    .unique()
                    .col("user_id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("fk-profile-user_id")
                    .from("profile", "user_id")
                    .to("user", "id")
                    // A profile means nothing without its user, so it is
                    // deleted with the user.
                    // Without this line a user who has a profile can't be
                    // deleted.
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .take();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("profile").take()).await
    }
}

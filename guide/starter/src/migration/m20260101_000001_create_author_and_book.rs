use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let author = Table::create()
            .table("author")
            .col(pk_auto("id"))
            .col(string_uniq("name"))
            .take();
        manager.create_table(author).await?;
        let book = Table::create()
            .table("book")
            .col(pk_auto("id"))
            .col(string("title"))
            .col(integer("author_id"))
            .foreign_key(
                ForeignKey::create()
                    .name("fk-book-author_id")
                    .from("book", "author_id")
                    .to("author", "id")
                    .on_delete(ForeignKeyAction::Restrict),
            )
            .take();
        manager.create_table(book).await?;
        let index = Index::create()
            .name("idx-book-author_id")
            .table("book")
            .col("author_id")
            .take();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("book").take())
            .await?;
        manager
            .drop_table(Table::drop().table("author").take())
            .await
    }
}

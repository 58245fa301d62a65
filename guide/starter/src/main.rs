//! Applies the migrations, then prints each author and the titles of the author's books.

use std::{env, error::Error};

use sea_orm::{Database, EntityLoaderTrait};
use sea_orm_migration::MigratorTrait;

use starter::{
    entity::{author, book},
    migration::Migrator,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let db = Database::connect(env::var("DATABASE_URL")?).await?;
    Migrator::up(&db, None).await?;
    let authors = author::Entity::load().with(book::Entity);
    for author in authors.order_by_id_asc().all(&db).await? {
        let titles: Vec<_> = author.books.iter().map(|book| &*book.title).collect();
        println!("{}: {}", author.name, titles.join(", "));
    }
    Ok(())
}

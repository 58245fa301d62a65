//! Each test has a database of its own, on a server that all of them share.

mod server;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use sea_orm_migration::MigratorTrait;

use starter::{
    entity::{author, book},
    migration::Migrator,
};

use server::in_database;

/// The columns, constraints and indexes in the database. Constraints and indexes are without their names.
async fn schema(db: &DatabaseConnection) -> Vec<String> {
    let sql = "SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable,
                                column_default, is_identity) AS line
               FROM information_schema.columns WHERE table_schema = 'public'
               UNION ALL SELECT concat_ws(' ', conrelid::regclass, pg_get_constraintdef(oid))
               FROM pg_constraint WHERE connamespace = 'public'::regnamespace
               UNION ALL SELECT regexp_replace(indexdef, 'INDEX \\S+ ', 'INDEX ')
               FROM pg_indexes WHERE schemaname = 'public' ORDER BY line";
    let lines = db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql));
    let lines = lines.await.unwrap();
    let lines = lines.iter().map(|line| line.try_get("", "line").unwrap());
    lines
        .filter(|line: &String| !line.contains("seaql_migrations"))
        .collect()
}

#[tokio::test]
async fn the_entities_declare_the_tables_that_the_migrations_create() {
    in_database("schema", async |db| {
        Migrator::up(db, None).await.unwrap();
        let migrated = schema(db).await;
        assert!(migrated.iter().any(|line| line.starts_with("book title ")));

        Migrator::down(db, None).await.unwrap();
        assert_eq!(schema(db).await, Vec::<String>::new());

        let entities = db.get_schema_builder();
        let entities = entities.register(author::Entity).register(book::Entity);
        entities.apply(db).await.unwrap();
        let declared = schema(db).await;
        assert_eq!(declared, migrated, "left: entities, right: migrations");
    })
    .await;
}

#[tokio::test]
async fn an_author_is_read_with_the_books() {
    in_database("read", async |db| {
        Migrator::up(db, None).await.unwrap();
        let author = author::ActiveModel::builder().set_name("Ada");
        let author = author.add_book(book::ActiveModel::builder().set_title("Notes"));
        author.insert(db).await.unwrap();

        let authors = author::Entity::load().with(book::Entity);
        let authors = authors.all(db).await.unwrap();
        assert_eq!(authors[0].books[0].title, "Notes");
    })
    .await;
}

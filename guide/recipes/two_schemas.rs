//! # How do I use tables in two schemas?
//!
//! PostgreSQL only. For a table in another schema than `public`, `schema_name` on the entity is all:
//! SeaORM then writes the schema before the table, also in joins and foreign keys, and relations cross
//! schemas as usual. An entity without it is found
//! through the `search_path`. Nothing creates a schema for you, so do it before the first table. A
//! migration names the schema and the table as a pair.

use harness::{Done, Recorder};
use sea_orm::{ConnectionTrait, DbConn, DbErr, EntityLoaderTrait, EntityTrait};
use sea_orm_migration::{
    SchemaManager,
    prelude::{ForeignKey, Table},
    schema::{integer, pk_auto, string},
};

use testing::{Kind, TestDatabase};

mod account {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(schema_name = "auth", table_name = "account")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(has_many)]
        pub invoices: HasMany<super::invoice::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod invoice {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(schema_name = "billing", table_name = "invoice")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(indexed)]
        pub account_id: i32,
        pub amount: i32,
        #[sea_orm(belongs_to, from = "account_id", to = "id")]
        pub account: BelongsTo<super::account::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The schemas first, then the tables.
pub async fn create(db: &DbConn) -> Result<(), DbErr> {
    db.execute_unprepared("CREATE SCHEMA auth; CREATE SCHEMA billing")
        .await?;
    let schema = db.get_schema_builder();
    let schema = schema.register(account::Entity).register(invoice::Entity);
    schema.apply(db).await
}

/// The same in `up` of a migration.
pub async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    db.execute_unprepared("CREATE SCHEMA auth; CREATE SCHEMA billing")
        .await?;
    let account = Table::create()
        .table(("auth", "account"))
        .col(pk_auto("id"))
        .col(string("name"))
        .take();
    manager.create_table(account).await?;
    let mut account_id = ForeignKey::create();
    account_id
        .name("fk-invoice-account_id")
        .from(("billing", "invoice"), "account_id")
        .to(("auth", "account"), "id");
    let invoice = Table::create()
        .table(("billing", "invoice"))
        .col(pk_auto("id"))
        .col(integer("account_id"))
        .col(integer("amount"))
        .foreign_key(&mut account_id)
        .take();
    manager.create_table(invoice).await
}

/// Each account with its invoices.
pub async fn accounts(db: &DbConn) -> Result<Vec<account::ModelEx>, DbErr> {
    account::Entity::load()
        .with(invoice::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

/// The same in one statement.
pub async fn joined(
    db: &DbConn,
) -> Result<Vec<(invoice::Model, Option<account::Model>)>, DbErr> {
    invoice::Entity::find()
        .order_by_id_asc()
        .find_also_related(account::Entity)
        .all(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("account::Model")?;
    show.code("invoice::Model")?;
    show.code("create")?;
    show.code("up")?;
    let rows = accounts(show.db()).await?.into_iter().map(|account| {
        let invoices = account.invoices.into_iter();
        let amounts = invoices.map(|invoice| invoice.amount);
        (account.name, amounts.collect::<Vec<_>>())
    });
    show.table("Accounts", ["account", "invoices"], rows).await?;
    let rows = joined(show.db()).await?.into_iter();
    let rows = rows.map(|(invoice, account)| {
        (invoice.amount, account.map(|account| account.name))
    });
    show.table("Invoices", ["invoice", "account"], rows).await
}

pub async fn auth_and_billing(db: &DbConn) -> Result<(), DbErr> {
    create(db).await?;
    ada(db).await
}

async fn ada(db: &DbConn) -> Result<(), DbErr> {
    account::ActiveModel::builder()
        .set_name("Ada")
        .add_invoice(invoice::ActiveModel::builder().set_amount(120))
        .add_invoice(invoice::ActiveModel::builder().set_amount(80))
        .insert(db)
        .await?;
    Ok(())
}

pub async fn a_table_in_a_schema_that_does_not_exist_is_refused() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let db = database.open("recipes").await;
    let schema = db.get_schema_builder().register(account::Entity);
    let error = schema.apply(&db).await.unwrap_err().to_string();
    assert!(error.contains("schema \"auth\" does not exist"), "{error}");
}

pub async fn a_migration_creates_both_tables_and_the_key_between_them() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let db = database.open("recipes").await;
    up(&SchemaManager::new(&db)).await.unwrap();
    ada(&db).await.unwrap();
    assert_eq!(accounts(&db).await.unwrap()[0].invoices.len(), 2);
    let stray = invoice::ActiveModel::builder().set_account_id(99);
    let refused = stray.set_amount(1).insert(&db).await.unwrap_err();
    let said = "violates foreign key constraint \"fk-invoice-account_id\"";
    assert!(refused.to_string().contains(said), "{refused}");
}

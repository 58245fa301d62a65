//! A contract has exactly one cover sheet, and a cover sheet exactly one
//! contract: required from both ends.

use harness::{Done, Lesson, Recorder, steps};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, DeleteResult,
    EntityLoaderTrait, EntityTrait, QueryFilter, Statement, TransactionSession,
    TransactionTrait,
};
use sea_orm_migration::{prelude::*, schema::*};

/// The side that the usual foreign key points to.
pub mod contract {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "contract")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique)]
        pub number: String,
        /// One-to-one. There is no type for "required" here: `HasOne` is one
        /// or none.
        #[sea_orm(has_one)]
        pub sheet: HasOne<super::cover_sheet::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The side with the foreign key.
pub mod cover_sheet {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cover_sheet")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub title: String,
        /// Not an `Option`: a sheet without a contract can't be stored. UNIQUE:
        /// a contract has no second one.
        #[sea_orm(unique)]
        pub contract_id: i32,
        /// One-to-one: the contract that `contract_id` points to.
        #[sea_orm(
            belongs_to,
            from = "contract_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub contract: BelongsTo<super::contract::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- both-required` runs.
pub const LESSON: Lesson = Lesson {
    name: "both-required",
    about: "A contract and its cover sheet: neither can exist without the \
            other. The second foreign key is added in SQL, not by the \
            entities.",
    tables: &["contract", "cover_sheet"],
    sample: None,
    steps: steps![
        here: schema_step, gap_step, strict_schema_step,
        create_from_the_contract_step, create_from_the_sheet_step,
        read_from_contracts_step, read_from_sheets_step, refused_step,
        replace_step, delete_step,
    ],
};

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(contract::Entity)
        .register(cover_sheet::Entity)
        .apply(db)
        .await
}

/// # Schema
///
/// The usual one-to-one: the foreign key is NOT NULL and UNIQUE. So a sheet
/// needs a contract, but nothing here makes a contract need a sheet.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["contract", "cover_sheet"]).await
}

/// Inserts a cover sheet without a contract.
pub async fn create_sheet_alone(
    db: &(impl ConnectionTrait + TransactionTrait),
    title: &str,
) -> Result<cover_sheet::ModelEx, DbErr> {
    cover_sheet::ActiveModel::builder().set_title(title).insert(db).await
}

/// Inserts a contract without a cover sheet.
pub async fn create_contract_alone(
    db: &(impl ConnectionTrait + TransactionTrait),
    number: &str,
) -> Result<contract::ModelEx, DbErr> {
    contract::ActiveModel::builder().set_number(number).insert(db).await
}

/// The contracts without a cover sheet, ordered by id.
pub async fn incomplete(
    db: &impl ConnectionTrait,
) -> Result<Vec<contract::Model>, DbErr> {
    contract::Entity::find()
        .left_join(cover_sheet::Entity)
        .filter(cover_sheet::COLUMN.id.is_null())
        .order_by_id_asc()
        .all(db)
        .await
}

/// # The gap
///
/// The database rejects a sheet without a contract, but it stores a contract
/// without a sheet. The rest is up to you: insert both as one tree, and look
/// for contracts without a sheet.
async fn gap_step(show: &mut Recorder) -> Done {
    let sheet = create_sheet_alone(show.db(), "Lease").await;
    show.refused("insert a sheet without a contract", sheet).await?;
    show.ran(create_contract_alone(show.db(), "K-0").await?).await?;
    let contracts = incomplete(show.db()).await?;
    show.rows("Contracts without a sheet", contracts).await
}

/// The second foreign key, from the contract to its sheet. DEFERRABLE INITIALLY
/// DEFERRED: checked at COMMIT, because one of the two rows has to be inserted
/// first.
const KEY_BACK: &str = concat!(
    "REFERENCES cover_sheet (contract_id) ",
    "DEFERRABLE INITIALLY DEFERRED",
);

/// Drops the tables, in the order that the foreign key allows.
pub async fn drop_tables(db: &DatabaseConnection) -> Result<(), DbErr> {
    let manager = SchemaManager::new(db);
    for table in ["cover_sheet", "contract"] {
        manager.drop_table(Table::drop().table(table).take()).await?;
    }
    Ok(())
}

/// The usual foreign key, from the sheet to its contract.
const KEY: &str = "REFERENCES contract (id) ON DELETE CASCADE";

/// Creates the same tables with the second foreign key.
pub async fn strict_schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    let manager = SchemaManager::new(db);
    let sqlite = db.get_database_backend() == DbBackend::Sqlite;
    let mut id = pk_auto("id");
    if sqlite {
        id.extra(KEY_BACK);
    }
    let number = string_uniq("number");
    let contract = Table::create().table("contract").col(id).col(number).take();
    manager.create_table(contract).await?;
    let sheet = Table::create()
        .table("cover_sheet")
        .col(pk_auto("id"))
        .col(string("title"))
        .col(integer_uniq("contract_id").extra(KEY))
        .take();
    manager.create_table(sheet).await?;
    if !sqlite {
        add_key_back(db).await?;
    }
    Ok(())
}

/// Adds the second foreign key to an existing table. PostgreSQL can do that,
/// SQLite can't.
pub async fn add_key_back(db: &DatabaseConnection) -> Result<(), DbErr> {
    let sql = format!("ALTER TABLE contract ADD FOREIGN KEY (id) {KEY_BACK}");
    let statement = Statement::from_string(DbBackend::Postgres, sql);
    db.execute_raw(statement).await.map(drop)
}

/// # Strict schema
///
/// A second foreign key, from the contract back to its sheet, closes the gap.
/// SeaORM has no attribute for DEFERRABLE, so the key is written in SQL; the
/// entities don't change. SQLite accepts it in CREATE TABLE. PostgreSQL needs
/// both tables first, and then a third statement, ALTER TABLE.
async fn strict_schema_step(show: &mut Recorder) -> Done {
    show.ran(drop_tables(show.db()).await?).await?;
    show.code("strict_schema")?;
    show.code("add_key_back")?;
    strict_schema(show.db()).await?;
    show.columns(["contract", "cover_sheet"]).await
}

/// Inserts a contract with its cover sheet, in one transaction.
pub async fn create_contract(
    db: &(impl ConnectionTrait + TransactionTrait),
    number: &str,
    title: &str,
) -> Result<contract::ModelEx, DbErr> {
    contract::ActiveModel::builder()
        .set_number(number)
        .set_sheet(cover_sheet::ActiveModel::builder().set_title(title))
        .insert(db)
        .await
}

/// # Create from the contract
///
/// SeaORM inserts a tree in one transaction, so the contract may be without a
/// sheet until COMMIT. The SELECT between the two INSERTs looks for an old
/// sheet to replace; SeaORM sends it for a new contract too.
async fn create_from_the_contract_step(show: &mut Recorder) -> Done {
    create_contract(show.db(), "K-1", "Lease").await?;
    create_contract(show.db(), "K-2", "Loan").await?;
    create_contract(show.db(), "K-3", "License").await?;
    create_contract(show.db(), "K-4", "Service").await?;
    create_contract(show.db(), "K-5", "Supply").await?;
    show.done().await
}

/// Inserts a cover sheet with its contract, in one transaction.
pub async fn create_sheet(
    db: &(impl ConnectionTrait + TransactionTrait),
    title: &str,
    number: &str,
) -> Result<cover_sheet::ModelEx, DbErr> {
    cover_sheet::ActiveModel::builder()
        .set_title(title)
        .set_contract(contract::ActiveModel::builder().set_number(number))
        .insert(db)
        .await
}

/// # Create from the sheet
///
/// The contract has to be new: every stored one has a sheet already. SeaORM
/// inserts the contract first.
async fn create_from_the_sheet_step(show: &mut Recorder) -> Done {
    show.ran(create_sheet(show.db(), "Sale", "K-6").await?).await
}

/// Every contract with its cover sheet, ordered by id.
pub async fn read_from_contracts(
    db: &impl ConnectionTrait,
) -> Result<Vec<contract::ModelEx>, DbErr> {
    contract::Entity::load()
        .with(cover_sheet::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read from the contracts
///
/// One SELECT with a join. Every contract has a sheet, and `sheet` is still one
/// or none: the type doesn't know about the second foreign key.
async fn read_from_contracts_step(show: &mut Recorder) -> Done {
    let contracts = read_from_contracts(show.db()).await?;
    let rows = contracts.iter().map(|contract| {
        let sheet = contract.sheet.as_ref();
        (&contract.number, sheet.map(|sheet| &sheet.title))
    });
    show.table("Every contract with its sheet", ["contract", "sheet"], rows)
        .await
}

/// Every cover sheet with its contract, ordered by id.
pub async fn read_from_sheets(
    db: &impl ConnectionTrait,
) -> Result<Vec<cover_sheet::ModelEx>, DbErr> {
    cover_sheet::Entity::load()
        .with(contract::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read from the sheets
///
/// The same pairs from the other end. Both lists have the same length.
async fn read_from_sheets_step(show: &mut Recorder) -> Done {
    let sheets = read_from_sheets(show.db()).await?;
    let rows = sheets.iter().map(|sheet| {
        let contract = sheet.contract.as_ref();
        (&sheet.title, contract.map(|contract| &contract.number))
    });
    show.table("Every sheet with its contract", ["sheet", "contract"], rows)
        .await
}

/// Deletes the cover sheet of a contract.
pub async fn delete_sheet(
    db: &impl ConnectionTrait,
    contract_id: i32,
) -> Result<DeleteResult, DbErr> {
    cover_sheet::Entity::delete_by_contract_id(contract_id).exec(db).await
}

/// # Refused
///
/// Now the database also rejects a contract without a sheet, and refuses to
/// delete the sheet of a stored contract. A deferred foreign key is checked at
/// COMMIT; a statement outside a transaction commits by itself.
async fn refused_step(show: &mut Recorder) -> Done {
    show.code("create_contract_alone")?;
    let contract = create_contract_alone(show.db(), "K-7").await;
    show.refused("insert a contract without a sheet", contract).await?;
    let deleted = delete_sheet(show.db(), 1).await;
    show.refused("delete the sheet of contract 1", deleted).await
}

/// Replaces the cover sheet of a contract. Between the two statements the
/// contract has none, which the deferred foreign key allows.
pub async fn replace(
    db: &impl TransactionTrait,
    contract_id: i32,
    title: &str,
) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    delete_sheet(&transaction, contract_id).await?;
    cover_sheet::ActiveModel::builder()
        .set_title(title)
        .set_contract_id(contract_id)
        .insert(&transaction)
        .await?;
    transaction.commit().await
}

/// # Replace
///
/// Contract 1 gets a new sheet. The DELETE that the database refused in the
/// previous step works inside a transaction that inserts a new sheet before
/// COMMIT.
async fn replace_step(show: &mut Recorder) -> Done {
    show.ran(replace(show.db(), 1, "Long lease").await?).await
}

/// Deletes a contract. ON DELETE CASCADE deletes its cover sheet.
pub async fn delete_contract(
    db: &impl ConnectionTrait,
    number: &str,
) -> Result<DeleteResult, DbErr> {
    contract::Entity::delete_by_number(number).exec(db).await
}

/// # Delete
///
/// To delete the pair, you delete the contract: ON DELETE CASCADE deletes the
/// sheet of K-2 with it.
async fn delete_step(show: &mut Recorder) -> Done {
    show.ran(delete_contract(show.db(), "K-2").await?).await
}

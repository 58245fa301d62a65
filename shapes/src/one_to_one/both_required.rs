//! A contract has exactly one cover sheet, and a cover sheet exactly one
//! contract: required from both ends.

use harness::{Lesson, Recorder, columns, source, steps, table::Deleted};
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
    steps: steps![
        schema: schema_step,
        gap: gap_step,
        strict_schema: strict_schema_step,
        create_from_the_contract: create_from_the_contract_step,
        create_from_the_sheet: create_from_the_sheet_step,
        read_from_contracts: read_from_contracts_step,
        read_from_sheets: read_from_sheets_step,
        refused: refused_step,
        replace: replace_step,
        delete: delete_step,
    ],
};

/// Contracts, each with the title of its cover sheet. Every contract has a
/// sheet: the second foreign key requires it.
const CONTRACTS: [(&str, &str); 5] = [
    ("K-1", "Lease"),
    ("K-2", "Loan"),
    ("K-3", "License"),
    ("K-4", "Service"),
    ("K-5", "Supply"),
];

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(contract::Entity)
        .register(cover_sheet::Entity)
        .apply(db)
        .await
}

async fn schema_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The usual one-to-one: the foreign key is NOT NULL and UNIQUE. So a \
         sheet needs a contract, but nothing here makes a contract need a \
         sheet.",
    );
    lesson.code(source!("both_required.rs"), "contract::Model")?;
    lesson.code(source!("both_required.rs"), "cover_sheet::Model")?;
    lesson.code(source!("both_required.rs"), "schema")?;
    schema(db).await?;
    lesson.done("Tables created");
    lesson.columns(db, contract::Entity).await?;
    lesson.columns(db, cover_sheet::Entity).await?;
    Ok(())
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

/// Inserts a cover sheet without a contract.
pub async fn create_sheet_alone(
    db: &(impl ConnectionTrait + TransactionTrait),
    title: &str,
) -> Result<cover_sheet::ModelEx, DbErr> {
    cover_sheet::ActiveModel::builder().set_title(title).insert(db).await
}

async fn gap_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "The gap",
        "The database rejects a sheet without a contract, but it stores a contract without a \
         sheet. The rest is up to you: insert both as one tree, and look for contracts without a \
         sheet.",
    );
    lesson.code(source!("both_required.rs"), "create_sheet_alone")?;
    let sheet = create_sheet_alone(db, "Lease").await;
    lesson.refused([("insert a sheet without a contract", sheet.map(drop))])?;
    lesson.code(source!("both_required.rs"), "create_contract_alone")?;
    create_contract_alone(db, "K-0").await?;
    lesson.done("A contract without a sheet inserted");
    lesson.code(source!("both_required.rs"), "incomplete")?;
    let contracts = incomplete(db).await?;
    lesson.rows("Contracts without a sheet", contracts);
    Ok(())
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

async fn strict_schema_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Strict schema",
        "A second foreign key, from the contract back to its sheet, closes the \
         gap. SeaORM has no attribute for DEFERRABLE, so the key is written in \
         SQL; the entities don't change. SQLite accepts it in CREATE TABLE. \
         PostgreSQL needs both tables first, and then a third statement, ALTER \
         TABLE.",
    );
    lesson.code(source!("both_required.rs"), "drop_tables")?;
    drop_tables(db).await?;
    lesson.done("Both tables dropped");
    lesson.code(source!("both_required.rs"), "KEY_BACK")?;
    lesson.code(source!("both_required.rs"), "KEY")?;
    lesson.code(source!("both_required.rs"), "strict_schema")?;
    lesson.code(source!("both_required.rs"), "add_key_back")?;
    strict_schema(db).await?;
    lesson.done("Tables created that point to each other");
    lesson.columns(db, contract::Entity).await?;
    lesson.columns(db, cover_sheet::Entity).await?;
    Ok(())
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

async fn create_from_the_contract_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the contract",
        "SeaORM inserts a tree in one transaction, so the contract may be without a sheet until \
         COMMIT.",
    );
    lesson.code(source!("both_required.rs"), "create_contract")?;
    for (number, title) in CONTRACTS {
        create_contract(db, number, title).await?;
    }
    lesson.done("Five contracts inserted, each with a sheet");
    let contracts = contract::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("contract", contracts);
    let sheets = cover_sheet::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("cover_sheet", sheets);
    Ok(())
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

async fn create_from_the_sheet_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the sheet",
        "The contract has to be new: every stored one has a sheet already. \
         SeaORM inserts the contract first.",
    );
    lesson.code(source!("both_required.rs"), "create_sheet")?;
    create_sheet(db, "Sale", "K-6").await?;
    lesson.done("A sheet inserted with its contract");
    let sheets = cover_sheet::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("cover_sheet", sheets);
    Ok(())
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

async fn read_from_contracts_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the contracts",
        "One SELECT with a join. Every contract has a sheet, and `sheet` is \
         still one or none: the type doesn't know about the second foreign \
         key.",
    );
    lesson.code(source!("both_required.rs"), "read_from_contracts")?;
    let contracts = read_from_contracts(db).await?;
    let rows = contracts.into_iter().map(|contract| FromContract {
        contract: contract.number,
        sheet: contract.sheet.into_option().map(|sheet| sheet.title),
    });
    lesson.rows("Every contract with its sheet", rows);
    Ok(())
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

async fn read_from_sheets_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the sheets",
        "The same pairs from the other end. Both lists have the same length.",
    );
    lesson.code(source!("both_required.rs"), "read_from_sheets")?;
    let sheets = read_from_sheets(db).await?;
    let rows = sheets.into_iter().map(|sheet| FromSheet {
        sheet: sheet.title,
        contract: sheet.contract.into_option().map(|found| found.number),
    });
    lesson.rows("Every sheet with its contract", rows);
    Ok(())
}

/// Deletes the cover sheet of a contract.
pub async fn delete_sheet(
    db: &impl ConnectionTrait,
    contract_id: i32,
) -> Result<DeleteResult, DbErr> {
    cover_sheet::Entity::delete_by_contract_id(contract_id).exec(db).await
}

async fn refused_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "Now the database also rejects a contract without a sheet, and refuses \
         to delete the sheet of a stored contract. A deferred foreign key is \
         checked at COMMIT; a statement outside a transaction commits by \
         itself.",
    );
    lesson.code(source!("both_required.rs"), "create_contract_alone")?;
    lesson.code(source!("both_required.rs"), "delete_sheet")?;
    let contract = create_contract_alone(db, "K-7").await;
    let deleted = delete_sheet(db, 1).await;
    lesson.refused([
        ("insert a contract without a sheet", contract.map(drop)),
        ("delete the sheet of contract 1", deleted.map(drop)),
    ])?;
    Ok(())
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

async fn replace_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Replace",
        "Contract 1 gets a new sheet. The DELETE that the database refused in \
         the previous step works inside a transaction that inserts a new sheet \
         before COMMIT.",
    );
    lesson.code(source!("both_required.rs"), "replace")?;
    replace(db, 1, "Long lease").await?;
    lesson.done("A sheet deleted and a sheet inserted");
    let sheets = cover_sheet::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("cover_sheet afterwards", sheets);
    Ok(())
}

/// Deletes a contract. ON DELETE CASCADE deletes its cover sheet.
pub async fn delete_contract(
    db: &impl ConnectionTrait,
    number: &str,
) -> Result<DeleteResult, DbErr> {
    contract::Entity::delete_by_number(number).exec(db).await
}

async fn delete_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Delete",
        "K-2 is deleted, and its sheet too, by ON DELETE CASCADE. To delete \
         the pair, delete the contract. rows_affected counts only the \
         contract.",
    );
    lesson.code(source!("both_required.rs"), "delete_contract")?;
    let deleted = delete_contract(db, "K-2").await?;
    lesson.rows("K-2 deleted", [Deleted::from(deleted)]);
    let contracts = contract::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("contract afterwards", contracts);
    let sheets = cover_sheet::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("cover_sheet afterwards", sheets);
    Ok(())
}

/// A contract with the title of its sheet.
struct FromContract {
    contract: String,
    sheet: Option<String>,
}

columns!(FromContract: contract, sheet);

/// A cover sheet with the number of its contract.
struct FromSheet {
    sheet: String,
    contract: Option<String>,
}

columns!(FromSheet: sheet, contract);

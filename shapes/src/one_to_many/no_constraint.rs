//! A log entry points to the account that did something. `account_id` has no
//! foreign-key constraint, so the log outlives its accounts.

use harness::{Lesson, Recorder, columns, source, steps, table::Deleted};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    EntityLoaderTrait, EntityTrait, QueryFilter, TransactionTrait,
};

/// The one side.
pub mod account {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "account")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique)]
        pub name: String,
        /// One-to-many.
        #[sea_orm(has_many)]
        pub entries: HasMany<super::log_entry::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The many side. Its relation has no foreign key in the database.
pub mod log_entry {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "log_entry")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub action: String,
        /// Any id: nothing checks that the account exists.
        #[sea_orm(indexed)]
        pub account_id: i32,
        /// Many-to-one for SeaORM only. Without `skip_fk`, the table gets a
        /// foreign key, and no entry can outlive its account.
        #[sea_orm(belongs_to, from = "account_id", to = "id", skip_fk)]
        pub account: BelongsTo<super::account::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- no-constraint` runs.
pub const LESSON: Lesson = Lesson {
    name: "no-constraint",
    about: "A log entry points to an account that may no longer exist.",
    tables: &["account", "log_entry"],
    steps: steps![
        schema: schema_step,
        create_from_the_account: create_from_the_account_step,
        create_from_the_entry: create_from_the_entry_step,
        read_from_accounts: read_from_accounts_step,
        read_from_entries: read_from_entries_step,
        refused: refused_step,
        delete: delete_step,
        orphans: orphans_step,
        delete_loaded: delete_loaded_step,
    ],
};

/// Accounts, each with what it did. Cy did nothing: the empty side.
const ACCOUNTS: [(&str, &[&str]); 3] = [
    ("Ann", &["signed up", "signed in"]),
    ("Bo", &["signed up", "changed the password"]),
    ("Cy", &[]),
];

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    // One builder per table, only to keep the printed order fixed: a single
    // builder works too, but creates independent tables in any order.
    let builder = || db.get_schema_builder();
    builder().register(account::Entity).apply(db).await?;
    builder().register(log_entry::Entity).apply(db).await
}

async fn schema_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "`skip_fk` leaves the foreign key out of CREATE TABLE, and nothing \
         else: SeaORM still knows the relation. `account_id` is an integer \
         column with an index.",
    );
    lesson.code(source!("no_constraint.rs"), "account::Model")?;
    lesson.code(source!("no_constraint.rs"), "log_entry::Model")?;
    lesson.code(source!("no_constraint.rs"), "schema")?;
    schema(db).await?;
    lesson.done("Tables and indexes created");
    lesson.columns(db, account::Entity).await?;
    lesson.columns(db, log_entry::Entity).await?;
    Ok(())
}

/// Inserts an account with what it did.
pub async fn create_account(
    db: &(impl ConnectionTrait + TransactionTrait),
    name: &str,
    actions: &[&str],
) -> Result<account::ModelEx, DbErr> {
    let mut account = account::ActiveModel::builder().set_name(name);
    for action in actions {
        account = account
            .add_entry(log_entry::ActiveModel::builder().set_action(*action));
    }
    account.insert(db).await
}

async fn create_from_the_account_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the account",
        "Each account is inserted as a tree with its entries, as with a foreign key. Cy has no \
         entry.",
    );
    lesson.code(source!("no_constraint.rs"), "create_account")?;
    for (name, actions) in ACCOUNTS {
        create_account(db, name, actions).await?;
    }
    lesson.done("Three accounts and four entries inserted");
    let accounts = account::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("account", accounts);
    Ok(())
}

/// Inserts an entry for a stored account.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such account.
pub async fn create_entry(
    db: &(impl ConnectionTrait + TransactionTrait),
    action: &str,
    account_id: i32,
) -> Result<log_entry::ModelEx, DbErr> {
    let account =
        account::Entity::find_by_id(account_id).require_one(db).await?;
    log_entry::ActiveModel::builder()
        .set_action(action)
        .set_account(account.into_ex())
        .insert(db)
        .await
}

/// Inserts an entry with an account id, without checking that the account
/// exists.
pub async fn create_unchecked(
    db: &(impl ConnectionTrait + TransactionTrait),
    action: &str,
    account_id: i32,
) -> Result<log_entry::ModelEx, DbErr> {
    log_entry::ActiveModel::builder()
        .set_action(action)
        .set_account_id(account_id)
        .insert(db)
        .await
}

async fn create_from_the_entry_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the entry",
        "`set_account` works as usual. Nothing checks the id, so the database \
         also accepts an entry for account 99, which doesn't exist.",
    );
    lesson.code(source!("no_constraint.rs"), "create_entry")?;
    create_entry(db, "signed out", 1).await?;
    lesson.done("An entry inserted with its account");
    lesson.code(source!("no_constraint.rs"), "create_unchecked")?;
    create_unchecked(db, "guessed a password", 99).await?;
    lesson.done("An entry for account 99 inserted");
    let entries = log_entry::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("log_entry", entries);
    Ok(())
}

/// Every account with its entries, ordered by id.
pub async fn read_from_accounts(
    db: &impl ConnectionTrait,
) -> Result<Vec<account::ModelEx>, DbErr> {
    account::Entity::load()
        .with(log_entry::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

async fn read_from_accounts_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the accounts",
        "One SELECT per table. The entry for account 99 is in no list.",
    );
    lesson.code(source!("no_constraint.rs"), "read_from_accounts")?;
    let accounts = read_from_accounts(db).await?;
    let rows = accounts.into_iter().map(|account| FromAccount {
        account: account.name,
        entries: account.entries.into_iter().map(|e| e.action).collect(),
    });
    lesson.rows("Every account with its entries", rows);
    Ok(())
}

/// Every entry with its account, ordered by id.
pub async fn read_from_entries(
    db: &impl ConnectionTrait,
) -> Result<Vec<log_entry::ModelEx>, DbErr> {
    log_entry::Entity::load()
        .with(account::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

async fn read_from_entries_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the entries",
        "The LEFT JOIN keeps the orphan. Its `account` is a required \
         `BelongsTo`, but it is not loaded: `is_loaded` returns false and \
         `into_option` returns `None`, as if you hadn't asked for it.",
    );
    lesson.code(source!("no_constraint.rs"), "read_from_entries")?;
    let entries = read_from_entries(db).await?;
    let rows = entries.into_iter().map(FromEntry::from);
    lesson.rows("Every entry with its account", rows);
    Ok(())
}

/// Inserts an entry without an account.
pub async fn create_without_account(
    db: &(impl ConnectionTrait + TransactionTrait),
    action: &str,
) -> Result<log_entry::ModelEx, DbErr> {
    log_entry::ActiveModel::builder().set_action(action).insert(db).await
}

async fn refused_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "NOT NULL is the only rule left: it rejects an entry without an \
         account id, but not an entry with a wrong one.",
    );
    lesson.code(source!("no_constraint.rs"), "create_without_account")?;
    let missing = create_without_account(db, "nothing").await;
    lesson
        .refused([("insert an entry without an account", missing.map(drop))])?;
    Ok(())
}

/// Deletes an account: one DELETE, which no constraint rejects.
pub async fn delete_account(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<DeleteResult, DbErr> {
    account::Entity::delete_by_name(name).exec(db).await
}

async fn delete_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Delete",
        "Ann is deleted. Her three entries stay, and they keep her id.",
    );
    lesson.code(source!("no_constraint.rs"), "delete_account")?;
    let deleted = delete_account(db, "Ann").await?;
    lesson.rows("Ann deleted", [Deleted::from(deleted)]);
    lesson.code(source!("no_constraint.rs"), "read_from_entries")?;
    let entries = read_from_entries(db).await?;
    let rows = entries.into_iter().map(FromEntry::from);
    lesson.rows("Every entry with its account", rows);
    Ok(())
}

/// The entries whose account doesn't exist, ordered by id.
pub async fn orphans(
    db: &impl ConnectionTrait,
) -> Result<Vec<log_entry::Model>, DbErr> {
    log_entry::Entity::find()
        .left_join(account::Entity)
        .filter(account::COLUMN.id.is_null())
        .order_by_id_asc()
        .all(db)
        .await
}

async fn orphans_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Orphans",
        "Without a constraint, you look for the orphans yourself: the entries for which the LEFT \
         JOIN finds no account.",
    );
    lesson.code(source!("no_constraint.rs"), "orphans")?;
    let entries = orphans(db).await?;
    lesson.rows("Entries without an account", entries);
    Ok(())
}

/// Deletes a loaded account. SeaORM deletes its entries first, because the
/// account has a `has_many` and `account_id` is NOT NULL.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such account.
pub async fn delete_loaded(
    db: &(impl ConnectionTrait + TransactionTrait),
    name: &str,
) -> Result<DeleteResult, DbErr> {
    let account = account::Entity::find_by_name(name).require_one(db).await?;
    account.into_ex().delete(db).await
}

async fn delete_loaded_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Delete a loaded account",
        "Bo is deleted as a loaded row, and his entries are deleted too: \
         SeaORM deletes them one by one. For a log that outlives its accounts, \
         delete by key, or leave out the `has_many`.",
    );
    lesson.code(source!("no_constraint.rs"), "delete_loaded")?;
    let deleted = delete_loaded(db, "Bo").await?;
    lesson.rows("Bo deleted", [Deleted::from(deleted)]);
    let entries = log_entry::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("log_entry afterwards", entries);
    Ok(())
}

/// An account with what it did.
struct FromAccount {
    account: String,
    entries: Vec<String>,
}

columns!(FromAccount: account, entries);

/// An entry with the id and the name of its account.
struct FromEntry {
    action: String,
    account_id: i32,
    account: Option<String>,
    is_loaded: bool,
}

columns!(FromEntry: action, account_id, account, is_loaded);

impl From<log_entry::ModelEx> for FromEntry {
    fn from(entry: log_entry::ModelEx) -> Self {
        Self {
            action: entry.action,
            account_id: entry.account_id,
            is_loaded: entry.account.is_loaded(),
            account: entry.account.into_option().map(|account| account.name),
        }
    }
}

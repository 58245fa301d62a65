//! A log entry points to the account that did something. `account_id` has no
//! foreign-key constraint, so the log outlives its accounts.

use harness::{Done, Lesson, Recorder, steps};
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
    sample: None,
    steps: steps![
        here: schema_step, create_from_the_account_step,
        create_from_the_entry_step, read_from_accounts_step,
        read_from_entries_step, refused_step, delete_step, orphans_step,
        delete_loaded_step,
    ],
};

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    // One builder per table, only to keep the printed order fixed: a single
    // builder works too, but creates independent tables in any order.
    let builder = || db.get_schema_builder();
    builder().register(account::Entity).apply(db).await?;
    builder().register(log_entry::Entity).apply(db).await
}

/// # Schema
///
/// `skip_fk` leaves the foreign key out of CREATE TABLE, and nothing else:
/// SeaORM still knows the relation. `account_id` is an integer column with an
/// index.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["account", "log_entry"]).await
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

/// # Create from the account
///
/// You insert each account as a tree with its entries, as with a foreign key.
/// Cy has no entry.
async fn create_from_the_account_step(show: &mut Recorder) -> Done {
    create_account(show.db(), "Ann", &["signed up", "signed in"]).await?;
    create_account(show.db(), "Bo", &["signed up", "changed the password"])
        .await?;
    create_account(show.db(), "Cy", &[]).await?;
    show.done().await
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

/// # Create from the entry
///
/// `set_account` works as usual. Nothing checks the id, so the database also
/// accepts an entry for account 99, which doesn't exist.
async fn create_from_the_entry_step(show: &mut Recorder) -> Done {
    show.ran(create_entry(show.db(), "signed out", 1).await?).await?;
    create_unchecked(show.db(), "guessed a password", 99).await?;
    show.done().await
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

/// # Read from the accounts
///
/// The loader sends one SELECT per table. The entry for account 99 is in no
/// list.
async fn read_from_accounts_step(show: &mut Recorder) -> Done {
    let accounts = read_from_accounts(show.db()).await?;
    let rows = accounts.iter().map(|account| {
        (&account.name, account.entries.iter().map(|entry| &entry.action))
    });
    show.table("Every account", ["account", "entries"], rows).await
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

/// # Read from the entries
///
/// The LEFT JOIN keeps the orphan. Its `account` is a required `BelongsTo`, but
/// it is not loaded: `is_loaded` returns false and `as_ref` returns `None`, as
/// if you hadn't asked for it.
async fn read_from_entries_step(show: &mut Recorder) -> Done {
    let entries = read_from_entries(show.db()).await?;
    let rows = entries.iter().map(|entry| {
        let name = entry.account.as_ref().map(|account| &account.name);
        (&entry.action, entry.account_id, name, entry.account.is_loaded())
    });
    let header = ["action", "account_id", "account", "is_loaded"];
    show.table("Every entry", header, rows).await
}

/// Inserts an entry without an account.
pub async fn create_without_account(
    db: &(impl ConnectionTrait + TransactionTrait),
    action: &str,
) -> Result<log_entry::ModelEx, DbErr> {
    log_entry::ActiveModel::builder().set_action(action).insert(db).await
}

/// # Refused
///
/// NOT NULL is the only rule left: it rejects an entry without an account id,
/// but not an entry with a wrong one.
async fn refused_step(show: &mut Recorder) -> Done {
    let refused = create_without_account(show.db(), "nothing").await;
    show.refused("insert an entry without an account", refused).await
}

/// Deletes an account: one DELETE, which no constraint rejects.
pub async fn delete_account(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<DeleteResult, DbErr> {
    account::Entity::delete_by_name(name).exec(db).await
}

/// # Delete
///
/// You delete Ann. Her three entries stay, and they keep her id.
async fn delete_step(show: &mut Recorder) -> Done {
    show.ran(delete_account(show.db(), "Ann").await?).await
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

/// # Orphans
///
/// Without a constraint, you look for the orphans yourself: the entries for
/// which the LEFT JOIN finds no account. Three of the four are Ann's.
async fn orphans_step(show: &mut Recorder) -> Done {
    let entries = orphans(show.db()).await?;
    show.rows("Entries without an account", entries).await
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

/// # Delete a loaded account
///
/// You delete Bo as a loaded row, and SeaORM deletes his entries first, one by
/// one. For a log that outlives its accounts, delete by key, or leave out the
/// `has_many`.
async fn delete_loaded_step(show: &mut Recorder) -> Done {
    show.ran(delete_loaded(show.db(), "Bo").await?).await
}

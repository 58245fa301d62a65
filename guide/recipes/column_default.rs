//! # Where does a default value belong?
//!
//! In the database, if other programs write the table too. `default_value` puts it there when the
//! table is created from the entities. In a table that a migration creates, write `.default(…)` in the
//! migration: the attribute doesn't change a table. In `ActiveModelBehavior::new`, if only your
//! program can compute it: `builder()` and `..Default::default()` start from it, and SQL doesn't know
//! it. `insert_many` sends NULL [for a column that only some rows
//! set](../traps/violates-not-null-constraint-insert_many-and-a-default.md).

use harness::{Done, Recorder};
use sea_orm::{ConnectionTrait, DbConn, DbErr};

mod ticket {
    use sea_orm::{Set, entity::prelude::*};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ticket")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub title: String,
        #[sea_orm(default_value = 3)]
        pub priority: i32,
        pub source: String,
    }

    impl ActiveModelBehavior for ActiveModel {
        fn new() -> Self {
            Self {
                source: Set("website".to_owned()),
                ..ActiveModelTrait::default()
            }
        }
    }
}

/// Sets neither the priority nor the source.
pub async fn open(db: &DbConn, title: &str) -> Result<ticket::ModelEx, DbErr> {
    ticket::ActiveModel::builder().set_title(title).insert(db).await
}

/// Another program, which doesn't use the entity.
pub async fn by_sql(db: &DbConn, source: &str) -> Result<(), DbErr> {
    let insert = format!(
        "INSERT INTO ticket (title, source) VALUES ('No light', {source})"
    );
    db.execute_unprepared(&insert).await?;
    Ok(())
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("ticket::Model")?;
    show.code("ticket::impl ActiveModelBehavior")?;
    open(show.db(), "No water").await?;
    show.done().await?;
    show.code("by_sql")?;
    by_sql(show.db(), "'phone'").await?;
    show.done().await?;
    let refused = by_sql(show.db(), "NULL").await;
    show.refused("leave the source to its default", refused).await
}

pub async fn tickets(db: &DbConn) -> Result<(), DbErr> {
    let schema = db.get_schema_builder().register(ticket::Entity);
    schema.apply(db).await
}

//! A UNIQUE that only a migration knows.

use harness::source;
use sea_orm::{ConnectionTrait, DbConn, DbErr};

use crate::traps::{Trap, all, said};

mod member {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "member")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub email: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod unique_member {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "member")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique)]
        pub email: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

async fn wrong(db: &DbConn) -> Result<(), DbErr> {
    db.get_schema_builder().register(member::Entity).sync(db).await
}

async fn right(db: &DbConn) -> Result<(), DbErr> {
    db.get_schema_builder().register(unique_member::Entity).sync(db).await
}

pub async fn test() {
    let trap = Trap {
        source: source!("sync_drops_a_unique_key_that_the_entity_lacks.rs"),
        heading: "A UNIQUE is gone after `sync`",
        also: &[],
        given: "A migration put UNIQUE on `member.email`. The entity doesn't declare it.",
        instead: "Declare every unique key in the entity, or don't call `sync` on a database that \
                  migrations manage.",
        cause: "`sync` adds missing tables, columns, indexes and, on PostgreSQL, foreign keys. It \
                doesn't alter existing columns. But it drops the unique keys that the entity \
                lacks, although its documentation says that it never drops \
                (`sea-orm/src/schema/builder.rs`).",
    };
    trap.on_both(async |db, trap| {
        create(db).await;
        trap.entity("member::Model");
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.forget();
        let inserted = said(twice(db).await);
        trap.then("The same address inserted twice", inserted);
        trap.then("member afterwards", all(member::Entity, db).await);
        db.execute_unprepared("DROP TABLE member").await.unwrap();
        create(db).await;
        trap.entity("unique_member::Model");
        trap.forget();
        trap.right("right", said(right(db).await));
        let inserted = said(twice(db).await);
        trap.then("The same address inserted twice", inserted);
    })
    .await;
}

/// What the migration made.
async fn create(db: &DbConn) {
    let schema = db.get_schema_builder().register(member::Entity);
    schema.apply(db).await.unwrap();
    let unique = match db.get_database_backend() {
        sea_orm::DbBackend::Postgres => {
            "ALTER TABLE member ADD CONSTRAINT member_email UNIQUE (email)"
        }
        _ => "CREATE UNIQUE INDEX member_email ON member (email)",
    };
    db.execute_unprepared(unique).await.unwrap();
}

/// Inserts the same address twice.
async fn twice(db: &DbConn) -> Result<(), DbErr> {
    for _ in 0..2 {
        let member =
            member::ActiveModel::builder().set_email("alice@example.com");
        member.insert(db).await?;
    }
    Ok(())
}

//! A list whose relation has a name of its own.

use harness::source;
use sea_orm::{DbConn, DbErr, EntityTrait, PaginatorTrait};

use crate::traps::{Trap, library, make, said, table};

mod writer {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "writer")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(has_many, relation_enum = "Works")]
        pub novels: HasMany<super::novel::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod novel {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "novel")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub writer_id: i32,
        pub title: String,
        #[sea_orm(belongs_to, from = "writer_id", to = "id")]
        pub writer: BelongsTo<super::writer::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

async fn wrong(db: &DbConn) -> Result<(), DbErr> {
    let shelley = writer::ActiveModel::builder().set_name("Mary Shelley");
    let novel = novel::ActiveModel::builder().set_title("Frankenstein");
    shelley.add_novel(novel).insert(db).await?;
    Ok(())
}

/// Here the child sets its parent.
async fn right(db: &DbConn) -> Result<(), DbErr> {
    let shelley = writer::ActiveModel::builder().set_name("Mary Shelley");
    let novel = novel::ActiveModel::builder().set_title("Frankenstein");
    novel.set_writer(shelley).insert(db).await?;
    Ok(())
}

/// This list has no `relation_enum`.
async fn right_without_a_name(db: &DbConn) -> Result<(), DbErr> {
    use library::{author, book};
    let shelley = author::ActiveModel::builder().set_name("Mary Shelley");
    let book = book::ActiveModel::builder().set_title("Frankenstein");
    shelley.add_book(book).insert(db).await?;
    Ok(())
}

pub async fn test() {
    let trap = Trap {
        source: source!("children_under_relation_enum_are_not_saved.rs"),
        heading: "Children are not saved, and there is no error",
        also: &[],
        given: "You insert a writer with a novel as one tree. The list has a `relation_enum`.",
        instead: "Save through a list without `relation_enum` that is the only field of its entity, \
                  or from the child.",
        cause: "SeaORM generates no code to save a `has_many` or `has_one` field with \
                `relation_enum`, unless it is a self-reference (`RelationAttr` in \
                `sea-orm-macros/src/derives/active_model_ex.rs`). The same holds without \
                `relation_enum` if another field has the same entity. SeaORM drops the children.",
    };
    trap.on_both(async |db, trap| {
        let schema = db.get_schema_builder().register(writer::Entity);
        schema.register(novel::Entity).apply(db).await.unwrap();
        make(db, library::tables).await;
        trap.entity("writer::Model");
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.then("Rows afterwards", novels(db).await);
        trap.forget();
        trap.right("right", said(right(db).await));
        trap.then("Rows afterwards", novels(db).await);
        trap.forget();
        trap.right(
            "right_without_a_name",
            said(right_without_a_name(db).await),
        );
        let books = library::book::Entity::find().count(db).await.unwrap();
        let authors = library::author::Entity::find().count(db).await.unwrap();
        let counts = [authors, books].map(|count| count.to_string());
        trap.then("Rows afterwards", table(["author", "book"], vec![counts]));
    })
    .await;
}

async fn novels(db: &DbConn) -> crate::traps::Shown {
    let writers = writer::Entity::find().count(db).await.unwrap();
    let novels = novel::Entity::find().count(db).await.unwrap();
    let counts = [writers, novels].map(|count| count.to_string());
    table(["writer", "novel"], vec![counts])
}

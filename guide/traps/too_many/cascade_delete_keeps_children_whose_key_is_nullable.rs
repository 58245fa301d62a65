//! A delete that sets the children free.

use harness::source;
use sea_orm::{DbConn, DbErr, DeleteResult, EntityTrait, QueryFilter};

use crate::traps::{Trap, all, said};

mod author {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "author")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(has_many)]
        pub books: HasMany<super::book::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod book {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "book")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub author_id: Option<i32>, // nullable
        pub title: String,
        #[sea_orm(belongs_to, from = "author_id", to = "id")]
        pub author: BelongsTo<Option<super::author::Entity>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

async fn wrong(db: &DbConn) -> Result<DeleteResult, DbErr> {
    let shelley = author::Entity::find_by_id(1).require_one(db).await?;
    shelley.cascade_delete(db).await
}

async fn right(db: &DbConn) -> Result<DeleteResult, DbErr> {
    book::Entity::delete_many()
        .filter(book::COLUMN.author_id.eq(2))
        .exec(db)
        .await?;
    author::Entity::delete_by_id(2).exec(db).await
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "cascade_delete_keeps_children_whose_key_is_nullable.rs"
        ),
        heading: "`cascade_delete` keeps the children",
        also: &[],
        given: "Two authors with a book each. `book.author_id` is nullable.",
        instead: "Make the foreign key NOT NULL if a child can't exist without its parent, or \
                  delete the children first.",
        cause: "If the foreign key is nullable, SeaORM sets it to NULL and the child stays \
                (`sea-orm-macros/src/derives/active_model_ex.rs`).",
    };
    trap.on_both(async |db, trap| {
        let schema = db.get_schema_builder().register(author::Entity);
        schema.register(book::Entity).apply(db).await.unwrap();
        for name in ["Mary Shelley", "Bram Stoker"] {
            let book =
                book::ActiveModel::builder().set_title(format!("By {name}"));
            let author =
                author::ActiveModel::builder().set_name(name).add_book(book);
            author.insert(db).await.unwrap();
        }
        trap.entity("book::Model");
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.then("book afterwards", all(book::Entity, db).await);
        trap.forget();
        trap.right("right", said(right(db).await));
        trap.then("book afterwards", all(book::Entity, db).await);
    })
    .await;
}

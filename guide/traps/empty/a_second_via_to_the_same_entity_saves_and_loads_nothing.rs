//! Two many-to-many to one entity.

use harness::source;
use sea_orm::{DbConn, DbErr, EntityTrait, PaginatorTrait};
use shapes::many_to_many::authors_editors;

use crate::traps::{Shown, Trap, said, table};

mod book {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "book")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub title: String,
        #[sea_orm(has_many, via = "authorship", relation_enum = "Authors")]
        pub authors: HasMany<super::person::Entity>,
        #[sea_orm(has_many, via = "editorship", relation_enum = "Editors")]
        pub editors: HasMany<super::person::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod person {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod authorship {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "authorship")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub book_id: i32,
        #[sea_orm(primary_key)]
        pub person_id: i32,
        #[sea_orm(belongs_to, from = "book_id", to = "id")]
        pub book: BelongsTo<super::book::Entity>,
        #[sea_orm(belongs_to, from = "person_id", to = "id")]
        pub person: BelongsTo<super::person::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

#[allow(dead_code, reason = "SeaORM's macros make more than the trap uses")]
mod editorship {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "editorship")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub book_id: i32,
        #[sea_orm(primary_key)]
        pub person_id: i32,
        #[sea_orm(belongs_to, from = "book_id", to = "id")]
        pub book: BelongsTo<super::book::Entity>,
        #[sea_orm(belongs_to, from = "person_id", to = "id")]
        pub person: BelongsTo<super::person::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

async fn wrong(db: &DbConn) -> Result<(), DbErr> {
    let anna = person::ActiveModel::builder().set_name("Anna");
    let book = book::ActiveModel::builder().set_title("Night Trains");
    book.add_author(anna).insert(db).await?;
    Ok(())
}

/// The book's lists are `authorships` and `editorships`.
async fn right(db: &DbConn) -> Result<(), DbErr> {
    use authors_editors::{authorship, book, person};
    let anna = person::ActiveModel::builder().set_name("Anna");
    let link = authorship::ActiveModel::builder().set_person(anna);
    let book = book::ActiveModel::builder().set_title("Night Trains");
    book.add_authorship(link).insert(db).await?;
    Ok(())
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "a_second_via_to_the_same_entity_saves_and_loads_nothing.rs"
        ),
        heading: "Two `via` lists of the same entity stay empty",
        also: &[],
        given: "A book has authors and editors, who are people. Both lists go through `via`.",
        instead: "Give each relationship its own link entity, and list the links at both ends. \
                  [The lesson authors-editors](../shapes/authors-editors.md) \
                  shows every step.",
        cause: "SeaORM identifies a list by its entity. With two `via` lists of one entity, it \
                generates no code to save or load either of them \
                (`sea-orm-macros/src/derives/active_model_ex.rs` and `entity_loader.rs`). The code \
                compiles, and SeaORM drops the person. Without `relation_enum` it doesn't compile \
                (E0428).",
    };
    trap.on_both(async |db, trap| {
        authors_editors::schema(db).await.unwrap();
        trap.entity("book::Model");
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.then("Rows afterwards", counts(db).await);
        trap.forget();
        trap.right("right", said(right(db).await));
        trap.then("Rows afterwards", counts(db).await);
    })
    .await;
}

async fn counts(db: &DbConn) -> Shown {
    let books = book::Entity::find().count(db).await.unwrap();
    let people = person::Entity::find().count(db).await.unwrap();
    let links = authorship::Entity::find().count(db).await.unwrap();
    let counts = [books, people, links].map(|count| count.to_string());
    table(["book", "person", "authorship"], vec![counts])
}

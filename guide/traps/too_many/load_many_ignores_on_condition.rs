//! A relation with a condition.

use harness::source;
use sea_orm::{
    DbConn, DbErr, EntityTrait, LoaderTrait, ModelTrait, QueryFilter,
};

use crate::traps::{Shown, Trap, table};

mod author {
    use sea_orm::{
        entity::prelude::*,
        sea_query::{ExprTrait, IntoCondition},
    };

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "author")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
    }

    impl Related<super::book::Entity> for Entity {
        fn to() -> RelationDef {
            Entity::has_many(super::book::Entity)
                .on_condition(|_, book| {
                    let published = super::book::Column::Published;
                    Expr::col((book, published)).eq(true).into_condition()
                })
                .into()
        }
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
        pub author_id: i32,
        pub title: String,
        pub published: bool,
        #[sea_orm(belongs_to, from = "author_id", to = "id")]
        pub author: BelongsTo<super::author::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

async fn wrong(db: &DbConn) -> Result<Vec<Vec<book::Model>>, DbErr> {
    let authors = author::Entity::find().order_by_id_asc().all(db).await?;
    authors.load_many(book::Entity, db).await
}

async fn right(db: &DbConn) -> Result<Vec<Vec<book::Model>>, DbErr> {
    let authors = author::Entity::find().order_by_id_asc().all(db).await?;
    let books = book::Entity::find();
    let published = books.filter(book::COLUMN.published.eq(true));
    authors.load_many(published, db).await
}

/// `find_related` joins, so it uses the relation's condition.
async fn right_join(db: &DbConn) -> Result<Vec<book::Model>, DbErr> {
    let author = author::Entity::find_by_id(1).require_one(db).await?;
    author.find_related(book::Entity).order_by_id_asc().all(db).await
}

pub async fn test() {
    let trap = Trap {
        source: source!("load_many_ignores_on_condition.rs"),
        heading: "`load_many` ignores `on_condition`",
        also: &[],
        given: "Mary Shelley has a book that is published and one that isn't. The relation's \
                condition selects the published ones.",
        instead: "Filter the query that you pass to `load_many`.",
        cause: "`load_many` and `load_one` build their SELECT from the keys of the relation and never \
                read its condition (`sea-orm/src/query/loader.rs`).",
    };
    trap.on_both(async |db, trap| {
        let schema = db.get_schema_builder().register(author::Entity);
        schema.register(book::Entity).apply(db).await.unwrap();
        let author = author::ActiveModel::builder().set_name("Mary Shelley");
        author.insert(db).await.unwrap();
        for (title, published) in
            [("Frankenstein", true), ("Unfinished", false)]
        {
            let book =
                book::ActiveModel::builder().set_author_id(1).set_title(title);
            book.set_published(published).insert(db).await.unwrap();
        }
        trap.entity("author::impl Related");
        trap.forget();
        trap.wrong("wrong", titles(wrong(db).await.unwrap().concat()));
        trap.right("right", titles(right(db).await.unwrap().concat()));
        trap.right("right_join", titles(right_join(db).await.unwrap()));
    })
    .await;
}

fn titles(books: Vec<book::Model>) -> Shown {
    let row = |book: book::Model| [book.title, book.published.to_string()];
    table(["title", "published"], books.into_iter().map(row).collect())
}

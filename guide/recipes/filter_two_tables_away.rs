//! # How do I filter by a column two tables away?
//!
//! Join each table on the way, then filter by a column of the last one: `inner_join` goes to a table
//! that is related to the one you select, and `join` goes on from there. Each step here leads to one
//! row, so a book comes back once. If a step leads to many rows, use `has_related` for it, which
//! sends EXISTS: a join would return a city once for each of its authors. `find_also_linked` returns
//! the row at the end too. It names the tables that it joins `r0`, `r1` and so on, [also in a
//! filter](../traps/invalid-reference-to-from-clause-entry-for-table-after-find_also_linked.md). The
//! loader doesn't join these tables, so pass it the condition as a subquery.

use harness::{Done, Recorder};
use sea_orm::{
    DbConn, DbErr, EntityLoaderTrait, EntityTrait, JoinType, LinkDef, Linked,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, RelationTrait,
    sea_query::{Expr, ExprTrait},
};

mod city {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "city")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(has_many)]
        pub authors: HasMany<super::author::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod author {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "author")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(indexed)]
        pub city_id: i32,
        #[sea_orm(belongs_to, from = "city_id", to = "id")]
        pub city: BelongsTo<super::city::Entity>,
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
        #[sea_orm(indexed)]
        pub author_id: i32,
        pub title: String,
        #[sea_orm(belongs_to, from = "author_id", to = "id")]
        pub author: BelongsTo<super::author::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The books whose author lives in that city.
pub async fn books_from(
    db: &DbConn,
    city: &str,
) -> Result<Vec<book::Model>, DbErr> {
    book::Entity::find()
        .inner_join(author::Entity)
        .join(JoinType::InnerJoin, author::Relation::City.def())
        .filter(city::COLUMN.name.eq(city))
        .order_by_id_asc()
        .all(db)
        .await
}

/// The other way: the cities in which an author of such a book lives.
pub async fn cities_of(
    db: &DbConn,
    title: &str,
) -> Result<Vec<city::Model>, DbErr> {
    let authors = book::Entity::find()
        .select_only()
        .column(book::Column::AuthorId)
        .filter(book::COLUMN.title.contains(title))
        .into_query();
    city::Entity::find()
        .has_related(author::Entity, author::COLUMN.id.in_subquery(authors))
        .order_by_id_asc()
        .all(db)
        .await
}

/// From a book to the city of its author.
pub struct City;

impl Linked for City {
    type FromEntity = book::Entity;
    type ToEntity = city::Entity;

    fn link(&self) -> Vec<LinkDef> {
        vec![book::Relation::Author.def(), author::Relation::City.def()]
    }
}

/// The books with their city. `r0` is the author's table, `r1` the city's.
pub async fn with_city(
    db: &DbConn,
    city: &str,
) -> Result<Vec<(book::Model, Option<city::Model>)>, DbErr> {
    book::Entity::find()
        .find_also_linked(City)
        .filter(Expr::col(("r1", city::Column::Name)).eq(city))
        .order_by_asc(book::COLUMN.id)
        .all(db)
        .await
}

/// The books from that city as a tree.
pub async fn tree_from(
    db: &DbConn,
    city: &str,
) -> Result<Vec<book::ModelEx>, DbErr> {
    let authors = author::Entity::find()
        .select_only()
        .column(author::Column::Id)
        .inner_join(city::Entity)
        .filter(city::COLUMN.name.eq(city))
        .into_query();
    book::Entity::load()
        .with((author::Entity, city::Entity))
        .filter(book::COLUMN.author_id.in_subquery(authors))
        .order_by_id_asc()
        .all(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    let books = books_from(show.db(), "Portland").await?;
    show.rows("The books from Portland", books).await?;
    let cities = cities_of(show.db(), "Earthsea").await?;
    show.rows("The cities that Earthsea comes from", cities).await?;
    show.code("City")?;
    show.code("impl Linked for City")?;
    let books = with_city(show.db(), "Portland").await?.into_iter();
    let rows = books.map(|(book, city)| (book.title, city.map(|it| it.name)));
    show.table("With the city", ["title", "city"], rows).await?;
    let rows = tree_from(show.db(), "Paris").await?.into_iter().map(|book| {
        let author = book.author.into_option();
        let city = author.clone().and_then(|it| it.city.into_option());
        (book.title, author.map(|it| it.name), city.map(|it| it.name))
    });
    let header = ["title", "author", "city"];
    show.table("A tree from Paris", header, rows).await
}

pub async fn library(db: &DbConn) -> Result<(), DbErr> {
    let schema = db.get_schema_builder().register(city::Entity);
    let schema = schema.register(author::Entity).register(book::Entity);
    schema.apply(db).await?;
    let book = |title: &str| book::ActiveModel::builder().set_title(title);
    let author = |name: &str| author::ActiveModel::builder().set_name(name);
    let le_guin = author("Le Guin")
        .add_book(book("A Wizard of Earthsea"))
        .add_book(book("Tehanu: The Last Book of Earthsea"));
    let portland = city::ActiveModel::builder().set_name("Portland");
    let portland = portland.add_author(le_guin);
    let portland = portland.add_author(author("Beth").add_book(book("Bees")));
    portland.insert(db).await?;
    let perec = author("Perec").add_book(book("Life"));
    let paris = city::ActiveModel::builder().set_name("Paris");
    paris.add_author(perec).insert(db).await?;
    Ok(())
}

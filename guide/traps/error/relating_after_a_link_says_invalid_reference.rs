//! One table more, behind a join that has an alias.

use harness::source;
use sea_orm::{
    DbConn, DbErr, EntityTrait, JoinType, LinkDef, Linked, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait,
    sea_query::{Expr, ExprTrait},
};

use crate::traps::{Shown, Trap, said, table};

use city::Model as City;

mod city {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "city")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
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
        pub city_id: i32,
        #[sea_orm(belongs_to, from = "city_id", to = "id")]
        pub city: BelongsTo<super::city::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod article {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "article")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub title: String,
        pub editor_id: i32,
        #[sea_orm(belongs_to, from = "editor_id", to = "id")]
        pub editor: BelongsTo<super::person::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

struct Editor;

impl Linked for Editor {
    type FromEntity = article::Entity;
    type ToEntity = person::Entity;

    fn link(&self) -> Vec<LinkDef> {
        vec![article::Relation::Person.def()]
    }
}

/// The editor's city, two steps away.
struct EditorsCity;

impl Linked for EditorsCity {
    type FromEntity = article::Entity;
    type ToEntity = city::Entity;

    fn link(&self) -> Vec<LinkDef> {
        vec![
            article::Relation::Person.def(),
            person::Relation::City.def(),
        ]
    }
}

type WithEditorAndCity = (article::Model, Option<person::Model>, Option<City>);

async fn wrong(db: &DbConn) -> Result<Vec<WithEditorAndCity>, DbErr> {
    article::Entity::find()
        .find_also_linked(Editor)
        .and_also_related(city::Entity)
        .order_by_asc(article::COLUMN.id)
        .all(db)
        .await
}

type WithCity = (article::Model, Option<City>);

/// A filter by a column of a linked table names the table too.
async fn wrong_filter(db: &DbConn) -> Result<Vec<WithCity>, DbErr> {
    article::Entity::find()
        .find_also_linked(EditorsCity)
        .filter(city::COLUMN.name.eq("Rome"))
        .order_by_asc(article::COLUMN.id)
        .all(db)
        .await
}

/// `find_also_related` uses no alias.
async fn right(db: &DbConn) -> Result<Vec<WithEditorAndCity>, DbErr> {
    article::Entity::find()
        .find_also_related(person::Entity)
        .and_also_related(city::Entity)
        .order_by_asc(article::COLUMN.id)
        .all(db)
        .await
}

/// A link can have several steps, if you need only its end.
async fn right_link(db: &DbConn) -> Result<Vec<WithCity>, DbErr> {
    article::Entity::find()
        .find_also_linked(EditorsCity)
        .order_by_asc(article::COLUMN.id)
        .all(db)
        .await
}

/// In a filter, the second table of the link is `r1`, and the first is `r0`.
async fn right_filter(db: &DbConn) -> Result<Vec<WithCity>, DbErr> {
    article::Entity::find()
        .find_also_linked(EditorsCity)
        .filter(Expr::col(("r1", city::Column::Name)).eq("Rome"))
        .order_by_asc(article::COLUMN.id)
        .all(db)
        .await
}

/// With two foreign keys to the same table you need an alias: choose it yourself, and name it in the
/// next join.
async fn right_alias(
    db: &DbConn,
) -> Result<Vec<(String, String, String)>, DbErr> {
    let editor = article::Relation::Person.def();
    let city = person::Relation::City.def().from_alias("editor");
    article::Entity::find()
        .join_as(JoinType::InnerJoin, editor, "editor")
        .join(JoinType::InnerJoin, city)
        .select_only()
        .column(article::Column::Title)
        .expr(Expr::col(("editor", person::Column::Name)))
        .column(city::Column::Name)
        .order_by_asc(article::COLUMN.id)
        .into_tuple()
        .all(db)
        .await
}

pub async fn test() {
    let trap = Trap {
        source: source!("relating_after_a_link_says_invalid_reference.rs"),
        heading: "`invalid reference to FROM-clause entry for table`: after `find_also_linked`",
        also: &[
            "`no such column: person.city_id`",
            "`no such column: city.name`",
        ],
        given: "An article has an editor, who is a person and lives in a city.",
        instead: "Don't put `and_also_related` after `find_also_linked`, and name the alias in a filter.",
        cause: "`find_also_linked` gives each table that it joins an alias, `r0`, `r1` and so on, \
                because a link may join a table twice. `and_also_related` and `COLUMN` still use the \
                name of the table (`sea-orm/src/query/join.rs`). To [filter by a column two tables \
                away](../recipes/how-do-i-filter-by-a-column-two-tables-away.md), join by relations.",
    };
    trap.on_both(async |db, trap| {
        let schema = db.get_schema_builder().register(city::Entity);
        let schema = schema.register(person::Entity);
        schema.register(article::Entity).apply(db).await.unwrap();
        let rome = city::ActiveModel::builder().set_name("Rome");
        let bea = person::ActiveModel::builder().set_name("Bea").set_city(rome);
        let article = article::ActiveModel::builder().set_title("Joins");
        article.set_editor(bea).insert(db).await.unwrap();
        trap.entity("impl Linked for Editor");
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.forget();
        trap.wrong("wrong_filter", said(wrong_filter(db).await));
        let found = right(db).await.unwrap();
        trap.right(
            "right",
            cells(found.into_iter().map(|(article, person, city)| {
                [article.title, person.unwrap().name, city.unwrap().name]
            })),
        );
        trap.entity("impl Linked for EditorsCity");
        trap.right("right_link", cities(right_link(db).await.unwrap()));
        trap.right("right_filter", cities(right_filter(db).await.unwrap()));
        let found = right_alias(db).await.unwrap();
        trap.right(
            "right_alias",
            cells(found.into_iter().map(<[String; 3]>::from)),
        );
    })
    .await;
}

fn cities(found: Vec<WithCity>) -> Shown {
    let rows = found.into_iter();
    let rows = rows.map(|(article, city)| [article.title, city.unwrap().name]);
    table(["title", "city"], rows.collect())
}

fn cells(rows: impl Iterator<Item = [String; 3]>) -> Shown {
    table(["title", "editor", "city"], rows.collect())
}

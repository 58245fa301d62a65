//! Two joins to one table.

use harness::source;
use sea_orm::{
    DbConn, DbErr, EntityTrait, JoinType, QueryFilter, QuerySelect,
    RelationTrait,
    sea_query::{Expr, ExprTrait},
};

use crate::traps::{Trap, rows, said};

mod team {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "team")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod game {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "game")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub home_id: i32,
        pub away_id: i32,
        #[sea_orm(
            belongs_to,
            relation_enum = "Home",
            from = "home_id",
            to = "id"
        )]
        pub home: BelongsTo<super::team::Entity>,
        #[sea_orm(
            belongs_to,
            relation_enum = "Away",
            from = "away_id",
            to = "id"
        )]
        pub away: BelongsTo<super::team::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

async fn wrong(db: &DbConn) -> Result<Vec<game::Model>, DbErr> {
    game::Entity::find()
        .join(JoinType::InnerJoin, game::Relation::Home.def())
        .join(JoinType::InnerJoin, game::Relation::Away.def())
        .filter(team::COLUMN.name.eq("Lions"))
        .order_by_id_asc()
        .all(db)
        .await
}

async fn right(db: &DbConn) -> Result<Vec<game::Model>, DbErr> {
    let home = game::Relation::Home.def();
    let away = game::Relation::Away.def();
    let name = team::Column::Name;
    game::Entity::find()
        .join_as(JoinType::InnerJoin, home, "home")
        .join_as(JoinType::InnerJoin, away, "away")
        .filter(Expr::col(("home", name)).eq("Lions"))
        .filter(Expr::col(("away", name)).eq("Bears"))
        .order_by_id_asc()
        .all(db)
        .await
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "joining_a_table_twice_says_specified_more_than_once.rs"
        ),
        heading: "`specified more than once`",
        also: &["`ambiguous column name`"],
        given: "Each game has a home team and an away team: two foreign keys to `team`.",
        instead: "Give each join an alias with `join_as`, and use the alias in conditions.",
        cause: "Both joins use the table's own name. PostgreSQL rejects the second join. SQLite \
                rejects the first column that could come from either.",
    };
    trap.on_both(async |db, trap| {
        let schema = db.get_schema_builder().register(team::Entity);
        schema.register(game::Entity).apply(db).await.unwrap();
        let lions = team::ActiveModel::builder().set_name("Lions");
        let lions = lions.insert(db).await.unwrap();
        let bears = team::ActiveModel::builder().set_name("Bears");
        let bears = bears.insert(db).await.unwrap();
        let first = game::ActiveModel::builder().set_home(lions.clone());
        first.set_away(bears.clone()).insert(db).await.unwrap();
        let second = game::ActiveModel::builder().set_home(bears);
        second.set_away(lions).insert(db).await.unwrap();
        trap.entity("game::Model");
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.right("right", rows(right(db).await.unwrap()));
    })
    .await;
}

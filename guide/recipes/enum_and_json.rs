//! # How do I put an enum or JSON on a link?
//!
//! A link is an entity, so its columns can have any type. The enum is text in the database. The
//! struct is JSONB on PostgreSQL and text on SQLite. Read and write these columns through the
//! association entity: a `via` list doesn't load them.

use harness::{Done, Recorder};
use sea_orm::{
    ColumnTrait, DbConn, DbErr, EntityLoaderTrait, EntityTrait, QueryFilter,
    Set,
};

use membership::{Role, Settings};

mod person {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(has_many)]
        pub memberships: HasMany<super::membership::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod team {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "team")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(has_many)]
        pub memberships: HasMany<super::membership::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod membership {
    use sea_orm::{FromJsonQueryResult, entity::prelude::*};
    use serde::{Deserialize, Serialize};

    #[derive(Clone, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
    #[sea_orm(rs_type = "String", db_type = "String(StringLen::N(10))")]
    pub enum Role {
        #[sea_orm(string_value = "owner")]
        Owner,
        #[sea_orm(string_value = "guest")]
        Guest,
    }

    #[derive(
        Clone, Debug, PartialEq, Serialize, Deserialize, FromJsonQueryResult,
    )]
    pub struct Settings {
        pub mail: bool,
        pub tags: Vec<String>,
    }

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "membership")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub person_id: i32,
        #[sea_orm(primary_key, indexed)]
        pub team_id: i32,
        pub role: Role,
        #[sea_orm(column_type = "JsonBinary")]
        pub settings: Settings,
        #[sea_orm(belongs_to, from = "person_id", to = "id")]
        pub person: BelongsTo<super::person::Entity>,
        #[sea_orm(belongs_to, from = "team_id", to = "id")]
        pub team: BelongsTo<super::team::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Links a person to a team.
pub async fn join(
    db: &DbConn,
    person_id: i32,
    team_id: i32,
    role: Role,
    settings: Settings,
) -> Result<(), DbErr> {
    let link = membership::ActiveModel {
        person_id: Set(person_id),
        team_id: Set(team_id),
        role: Set(role),
        settings: Set(settings),
    };
    membership::Entity::insert(link).exec(db).await?;
    Ok(())
}

/// The links of all owners, each with its person and its team.
pub async fn owners(db: &DbConn) -> Result<Vec<membership::ModelEx>, DbErr> {
    membership::Entity::load()
        .with(person::Entity)
        .with(team::Entity)
        .filter(membership::COLUMN.role.eq(Role::Owner))
        .order_by_id_asc()
        .all(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("membership::Role")?;
    show.code("membership::Settings")?;
    show.code("membership::Model")?;
    let settings = Settings {
        mail: true,
        tags: vec!["red".to_owned(), "blue".to_owned()],
    };
    join(show.db(), 1, 1, Role::Owner, settings.clone()).await?;
    join(show.db(), 1, 2, Role::Guest, settings).await?;
    show.done().await?;
    let owners = owners(show.db()).await?.into_iter().map(|link| {
        let person = link.person.into_option().map(|person| person.name);
        let team = link.team.into_option().map(|team| team.name);
        (person, team, link.settings.mail, link.settings.tags)
    });
    let header = ["person", "team", "mail", "tags"];
    show.table("Owners", header, owners).await
}

pub async fn teams(db: &DbConn) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(person::Entity)
        .register(team::Entity)
        .register(membership::Entity)
        .apply(db)
        .await?;
    person::ActiveModel::builder().set_name("Alice").insert(db).await?;
    for name in ["Chess", "Tennis"] {
        team::ActiveModel::builder().set_name(name).insert(db).await?;
    }
    Ok(())
}

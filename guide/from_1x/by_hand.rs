//! # A `Relation` enum with `DeriveRelation`, and `impl Related` by hand
//!
//! Compiles and works, but without what 2.0 adds: the entity has no `load()`, no `COLUMN` and no
//! builder for trees. Write `#[sea_orm::model]` and one field per relationship instead. The macro
//! generates the enum and the `impl`, so delete yours.

use harness::{Done, Recorder, source};
use sea_orm::{DbConn, DbErr, EntityTrait, QueryOrder};

mod car_brand {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "car_brand")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(has_many = "super::car_model::Entity")]
        CarModel,
    }

    impl Related<super::car_model::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::CarModel.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod car_model {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "car_model")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub brand_id: i32,
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::car_brand::Entity",
            from = "Column::BrandId",
            to = "super::car_brand::Column::Id"
        )]
        CarBrand,
    }

    impl Related<super::car_brand::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::CarBrand.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub type Pair = (car_model::Model, Option<car_brand::Model>);

/// Each model with its brand.
pub async fn models(db: &DbConn) -> Result<Vec<Pair>, DbErr> {
    car_model::Entity::find()
        .find_also_related(car_brand::Entity)
        .order_by_asc(car_model::Column::Id)
        .all(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("car_model::Model")?;
    show.code("car_model::Relation")?;
    show.code("car_model::impl Related<super")?;
    let pairs = models(show.db()).await?.into_iter();
    let rows =
        pairs.map(|(model, brand)| (model.name, brand.map(|brand| brand.name)));
    let caption = "1.x, with its entities";
    show.table(caption, ["model", "brand"], rows).await?;
    show.code_of(source!("../../car-mart/src/entity/car_model.rs"), "Model")
}

//! # `HasOne` with `belongs_to`
//!
//! Compiles and works: release candidates of 2.0 had this form before `BelongsTo`. It misleads,
//! because elsewhere `HasOne` means that the other table has the key, and it doesn't check whether
//! the key is nullable. Write `BelongsTo<brand::Entity>` for a NOT NULL key, [as
//! above](a-relation-enum-with-deriverelation-and-impl-related-by-hand.md), and
//! `BelongsTo<Option<brand::Entity>>` for a nullable one.

use harness::{Done, Recorder};
use sea_orm::{DbConn, DbErr, EntityLoaderTrait};

mod brand {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "car_brand")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(has_many)]
        pub models: HasMany<super::model::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod model {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "car_model")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub brand_id: i32,
        pub name: String,
        #[sea_orm(belongs_to, from = "brand_id", to = "id")]
        pub brand: HasOne<super::brand::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Each model with its brand.
pub async fn models(db: &DbConn) -> Result<Vec<model::ModelEx>, DbErr> {
    model::Entity::load()
        .with(brand::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("model::Model")?;
    let models = models(show.db()).await?.into_iter();
    let rows = models.map(|model| {
        (model.name, model.brand.into_option().map(|brand| brand.name))
    });
    let caption = "Loaded through `HasOne`";
    show.table(caption, ["model", "brand"], rows).await
}

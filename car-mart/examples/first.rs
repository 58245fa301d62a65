//! The program on the first page of the repository.
#![allow(missing_docs, reason = "the page has no room for them")]

mod brand {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "brand")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(has_many)] // one brand has many models
        pub models: HasMany<super::car_model::Entity>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

mod car_model {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "car_model")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(indexed)] // PostgreSQL doesn't index a foreign key by itself
        pub brand_id: i32, // the foreign key is on the side of the many
        #[sea_orm(belongs_to, from = "brand_id", to = "id")]
        pub brand: BelongsTo<super::brand::Entity>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

use sea_orm::{Database, DbErr, EntityLoaderTrait};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), DbErr> {
    let db = Database::connect("sqlite::memory:").await?;
    let schema = db.get_schema_builder();
    schema
        .register(brand::Entity)
        .register(car_model::Entity)
        .apply(&db)
        .await?;

    let toyota = brand::ActiveModel::builder()
        .set_name("Toyota")
        .add_model(car_model::ActiveModel::builder().set_name("Corolla"))
        .insert(&db)
        .await?;
    car_model::ActiveModel::builder()
        .set_name("Camry")
        .set_brand(toyota)
        .insert(&db)
        .await?;
    brand::ActiveModel::builder().set_name("Tesla").insert(&db).await?;

    // Without `.with`, the field stays unloaded and looks empty.
    for brand in brand::Entity::load()
        .with(car_model::Entity)
        .order_by_id_asc()
        .all(&db)
        .await?
    {
        let models: Vec<_> =
            brand.models.iter().map(|model| model.name.as_str()).collect();
        println!("{}: {}", brand.name, models.join(", "));
    }
    Ok(())
}

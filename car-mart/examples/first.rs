//! The program on the first page of the repository.

mod car_brand {
    use sea_orm::entity::prelude::*;
    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "car_brand")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(has_many)] // a brand has many models
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
        pub brand_id: i32, // the foreign key
        #[sea_orm(belongs_to, from = "brand_id", to = "id")]
        pub brand: BelongsTo<super::car_brand::Entity>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

use sea_orm::{Database, DbErr, EntityLoaderTrait};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), DbErr> {
    let mut db = Database::connect("sqlite::memory:").await?;
    db.set_metric_callback(|call| println!("{}", call.statement));
    db.get_schema_builder()
        .register(car_brand::Entity)
        .register(car_model::Entity)
        .apply(&db)
        .await?;

    car_brand::ActiveModel::builder()
        .set_name("Toyota")
        .add_model(car_model::ActiveModel::builder().set_name("Corolla"))
        .add_model(car_model::ActiveModel::builder().set_name("Camry"))
        .insert(&db)
        .await?;

    let brands = car_brand::Entity::load().with(car_model::Entity);
    for brand in brands.order_by_id_asc().all(&db).await? {
        let models = brand.models.iter().map(|model| &*model.name);
        println!("{}: {}", brand.name, models.collect::<Vec<_>>().join(", "));
    }
    Ok(())
}

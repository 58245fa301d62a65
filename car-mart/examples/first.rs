//! The program on the first page of the repository.

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
        pub brand_id: i32,
        #[sea_orm(belongs_to, from = "brand_id", to = "id")]
        pub brand: BelongsTo<super::brand::Entity>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

use sea_orm::{Database, DbErr, EntityLoaderTrait};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), DbErr> {
    let mut db = Database::connect("sqlite::memory:").await?;
    let tables = db.get_schema_builder().register(brand::Entity);
    tables.register(car_model::Entity).apply(&db).await?;

    let corolla = car_model::ActiveModel::builder().set_name("Corolla");
    let toyota = brand::ActiveModel::builder().set_name("Toyota");
    let toyota = toyota.add_model(corolla).insert(&db).await?;
    let camry = car_model::ActiveModel::builder().set_name("Camry");
    camry.set_brand(toyota).insert(&db).await?;
    brand::ActiveModel::builder().set_name("Tesla").insert(&db).await?;

    let print = |sql: String| println!("{};", sql.replace(" WHERE", "\nWHERE"));
    db.set_metric_callback(move |call| print(call.statement.to_string()));
    let brands = brand::Entity::load().with(car_model::Entity);
    for brand in brands.order_by_id_asc().all(&db).await? {
        let models = brand.models.iter().map(|model| &*model.name);
        println!("{}: {}", brand.name, models.collect::<Vec<_>>().join(", "));
    }
    Ok(())
}

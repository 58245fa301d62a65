mod brand {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "brand")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(has_many)]
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
        pub brand_id: i32,
        #[sea_orm(belongs_to, from = "brand_id", to = "id")]
        pub brand: BelongsTo<super::brand::Entity>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

use sea_orm::{DbConn, DbErr};

async fn page(db: &DbConn, after: i32) -> Result<Vec<brand::ModelEx>, DbErr> {
    brand::Entity::load()
        .with(car_model::Entity)
        .cursor_by(brand::Column::Id)
        .after(after)
        .first(2)
        .all(db)
        .await
}

fn main() {}

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

use sea_orm::Select;

fn some(brands: Select<brand::Entity>) -> Select<brand::Entity> {
    brands.filter(brand::COLUMN.id.gt(1)).limit(2)
}

fn joined(models: Select<car_model::Entity>) -> Select<car_model::Entity> {
    let brand = car_model::Relation::Brand.def();
    models.join(JoinType::InnerJoin, brand)
}

fn main() {}

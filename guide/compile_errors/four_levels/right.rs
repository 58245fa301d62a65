mod country {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "country")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(has_many)]
        pub cities: HasMany<super::city::Entity>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

mod city {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "city")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub country_id: i32,
        #[sea_orm(belongs_to, from = "country_id", to = "id")]
        pub country: BelongsTo<super::country::Entity>,
        #[sea_orm(has_many)]
        pub museums: HasMany<super::museum::Entity>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

mod museum {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "museum")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub city_id: i32,
        #[sea_orm(belongs_to, from = "city_id", to = "id")]
        pub city: BelongsTo<super::city::Entity>,
        #[sea_orm(has_many)]
        pub paintings: HasMany<super::painting::Entity>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

mod painting {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "painting")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub museum_id: i32,
        #[sea_orm(belongs_to, from = "museum_id", to = "id")]
        pub museum: BelongsTo<super::museum::Entity>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

fn countries() -> country::EntityLoader {
    country::Entity::load().with((city::Entity, museum::Entity))
}

// Starts at the museum: paintings below it, city and country above it.
fn museums() -> museum::EntityLoader {
    museum::Entity::load().with(painting::Entity).with((city::Entity, country::Entity))
}

fn main() {}

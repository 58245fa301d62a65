//! Three to-one relations of one entity.

use harness::source;
use sea_orm::{DbConn, DbErr, EntityLoaderTrait, EntityTrait, QueryOrder};

use crate::traps::{Trap, said};

mod customer {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "customer")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod product {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "product")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod shop {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "shop")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod sale {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sale")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub customer_id: i32,
        pub product_id: i32,
        pub shop_id: i32,
        #[sea_orm(belongs_to, from = "customer_id", to = "id")]
        pub customer: BelongsTo<super::customer::Entity>,
        #[sea_orm(belongs_to, from = "product_id", to = "id")]
        pub product: BelongsTo<super::product::Entity>,
        #[sea_orm(belongs_to, from = "shop_id", to = "id")]
        pub shop: BelongsTo<super::shop::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

async fn wrong(db: &DbConn) -> Result<usize, DbErr> {
    let sales = sale::Entity::load()
        .with(customer::Entity)
        .with(product::Entity)
        .with(shop::Entity)
        .order_by_id_asc()
        .all(db)
        .await?;
    Ok(sales.len())
}

async fn right(db: &DbConn) -> Result<usize, DbErr> {
    let sales = sale::Entity::find()
        .find_also_related(customer::Entity)
        .find_also_related(product::Entity)
        .find_also(sale::Entity, shop::Entity)
        .order_by_asc(sale::COLUMN.id)
        .all(db)
        .await?;
    Ok(sales.len())
}

pub async fn test() {
    let trap = Trap {
        source: source!("a_third_to_one_is_not_joined.rs"),
        heading: "The loader sends a second SELECT for a to-one relation",
        also: &[],
        given: "A sale has a customer, a product and a shop.",
        instead: "Usually you can ignore it: the number of statements doesn't depend on the number \
                  of rows. For one SELECT, use `find_also_related`, which returns a tuple.",
        cause: "The loader joins the first two to-one relations that the entity declares, and \
                sends a SELECT for each of the others \
                (`sea-orm-macros/src/derives/entity_loader.rs`). It joins neither a self-reference, \
                nor relations that share a target entity, nor [a relation with another one nested \
                below it](../recipes/how-do-i-read-three-levels-below-the-root.md).",
    };
    trap.on_both(async |db, trap| {
        let schema = db.get_schema_builder().register(customer::Entity);
        let schema = schema.register(product::Entity).register(shop::Entity);
        schema.register(sale::Entity).apply(db).await.unwrap();
        sale::ActiveModel::builder()
            .set_customer(customer::ActiveModel::builder().set_name("Alice"))
            .set_product(product::ActiveModel::builder().set_name("Bicycle"))
            .set_shop(shop::ActiveModel::builder().set_name("Corner"))
            .insert(db)
            .await
            .unwrap();
        trap.entity("sale::Model");
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.right("right", said(right(db).await));
    })
    .await;
}

//! # How do I map camelCase columns?
//!
//! `rename_all` on the entity derives the name of every column from its field, and `column_name` on
//! a field wins over it. Everything else takes the name of the *field*: `from`, `to`, `set_…` and
//! `find_by_…`. PostgreSQL folds a name that isn't quoted to lower case; SeaORM quotes all names,
//! so these columns need quotes in SQL of your own.

use harness::{Done, Recorder};
use sea_orm::{DbConn, DbErr, EntityLoaderTrait, QueryFilter};

mod customer {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "Customer", rename_all = "camelCase")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub customer_id: i32,
        #[sea_orm(unique, column_name = "fullname")]
        pub full_name: String,
        #[sea_orm(has_many)]
        pub orders: HasMany<super::order::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod order {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "Order", rename_all = "camelCase")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub order_id: i32,
        pub customer_id: i32,
        pub r#type: String,
        #[sea_orm(belongs_to, from = "customer_id", to = "customer_id")]
        pub customer: BelongsTo<super::customer::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Customers of that name, with their orders.
pub async fn with_orders(
    db: &DbConn,
    name: &str,
) -> Result<Vec<customer::ModelEx>, DbErr> {
    customer::Entity::load()
        .filter(customer::COLUMN.full_name.eq(name))
        .with(order::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("customer::Model")?;
    show.code("order::Model")?;
    let customers = with_orders(show.db(), "Ada").await?;
    let rows = customers.into_iter().map(|customer| {
        let orders = customer.orders.into_iter().map(|order| order.r#type);
        (customer.full_name, orders.collect::<Vec<_>>())
    });
    show.table("Ada", ["full_name", "orders"], rows).await
}

pub async fn customers(db: &DbConn) -> Result<(), DbErr> {
    let schema = db.get_schema_builder();
    let schema = schema.register(customer::Entity).register(order::Entity);
    schema.apply(db).await?;
    customer::ActiveModel::builder()
        .set_full_name("Ada")
        .add_order(order::ActiveModel::builder().set_type("web"))
        .add_order(order::ActiveModel::builder().set_type("phone"))
        .insert(db)
        .await?;
    Ok(())
}

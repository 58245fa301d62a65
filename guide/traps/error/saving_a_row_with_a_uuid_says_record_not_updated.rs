//! A UUID that the program makes, and `save`.

use harness::source;
use sea_orm::{DbConn, DbErr, EntityTrait, IntoActiveModel};

use crate::traps::{Trap, all, said};

use sea_orm::entity::prelude::Uuid;

mod customer {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "customer")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        #[sea_orm(has_many)]
        pub orders: HasMany<super::order::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod order {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "order")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub customer_id: Uuid,
        pub item: String,
        #[sea_orm(belongs_to, from = "customer_id", to = "id")]
        pub customer: BelongsTo<super::customer::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod label {
    use sea_orm::{ActiveValue::Set, entity::prelude::*};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "label")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub text: String,
    }

    impl ActiveModelBehavior for ActiveModel {
        fn new() -> Self {
            Self {
                id: Set(Uuid::from_u128(30)), // in your program Uuid::now_v7()
                ..ActiveModelTrait::default()
            }
        }
    }
}

async fn wrong(db: &DbConn, id: Uuid) -> Result<(), DbErr> {
    let alice = customer::ActiveModel::builder();
    alice.set_id(id).set_name("Alice").save(db).await?;
    Ok(())
}

/// A new order of a stored customer.
async fn wrong_child(db: &DbConn, order_id: Uuid) -> Result<(), DbErr> {
    let alice = customer::Entity::find().require_one(db).await?;
    let alice = alice.into_ex().into_active_model();
    let order = order::ActiveModel::builder().set_id(order_id);
    alice.add_order(order.set_item("Tea")).save(db).await?;
    Ok(())
}

/// `new` sets the key of this entity, so `save` never inserts.
async fn wrong_new(db: &DbConn) -> Result<(), DbErr> {
    let label = label::ActiveModel::builder().set_text("Fragile");
    label.save(db).await?;
    Ok(())
}

async fn right(db: &DbConn, id: Uuid) -> Result<(), DbErr> {
    let alice = customer::ActiveModel::builder();
    alice.set_id(id).set_name("Alice").insert(db).await?;
    Ok(())
}

/// Insert the order itself.
async fn right_child(db: &DbConn, order_id: Uuid) -> Result<(), DbErr> {
    let alice = customer::Entity::find().require_one(db).await?;
    let order = order::ActiveModel::builder().set_id(order_id);
    let order = order.set_item("Tea").set_customer(alice.into_ex());
    order.insert(db).await?;
    Ok(())
}

pub async fn test() {
    let trap = Trap {
        source: source!("saving_a_row_with_a_uuid_says_record_not_updated.rs"),
        heading: "`None of the records are updated`: a UUID",
        also: &[],
        given: "The primary keys of these entities are UUIDs that the program makes.",
        instead: "Use `insert` for a new row whose key you set. If you want to use `save`, leave the \
                  key `NotSet` and set it in `before_save`.",
        cause: "SeaORM assumes a row exists as soon as its whole primary key is set (`is_update` in \
                `sea-orm/src/entity/active_model.rs`), so `save` sends an UPDATE. `save` decides this \
                before it calls `before_save`, so a key from there comes in time. `save` of a tree \
                does the same for each child: [#3183](https://github.com/SeaQL/sea-orm/issues/3183).",
    };
    trap.on_both(async |db, trap| {
        let schema = db.get_schema_builder().register(customer::Entity);
        let schema = schema.register(order::Entity);
        schema.register(label::Entity).apply(db).await.unwrap();
        let [id, order_id] = [10, 20].map(Uuid::from_u128);
        trap.entity("customer::Model");
        trap.forget();
        trap.wrong("wrong", said(wrong(db, id).await));
        right(db, id).await.unwrap();
        trap.forget();
        trap.wrong("wrong_child", said(wrong_child(db, order_id).await));
        customer::Entity::delete_by_id(id).exec(db).await.unwrap();
        trap.forget();
        trap.entity("label::impl ActiveModelBehavior");
        trap.wrong("wrong_new", said(wrong_new(db).await));
        trap.right("right", said(right(db, id).await));
        trap.right("right_child", said(right_child(db, order_id).await));
        trap.then("order afterwards", all(order::Entity, db).await);
    })
    .await;
}

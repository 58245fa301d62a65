//! Lists whose other side implements `Related` by hand, without a `belongs_to`.

use sea_orm::{ConnectionTrait, EntityLoaderTrait, EntityTrait, Statement};

use testing::{Kind, TestDatabase};

mod brand {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "brand")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(has_many)]
        pub models: HasMany<super::car_model::Entity>,
        #[sea_orm(has_one)]
        pub logo: HasOne<super::logo::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A child of `brand`. Its entity has no relation field.
macro_rules! child {
    ($name:ident, $table:literal, { $($key:tt)* }) => {
        mod $name {
            use sea_orm::entity::prelude::*;

            #[sea_orm::model]
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                #[sea_orm(primary_key)]
                pub id: i32,
                $($key)*
                pub name: String,
            }

            impl Related<super::brand::Entity> for Entity {
                fn to() -> RelationDef {
                    Entity::belongs_to(super::brand::Entity)
                        .from(Column::BrandId)
                        .to(super::brand::Column::Id)
                        .into()
                }
            }

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

child!(car_model, "car_model", {
    pub brand_id: i32,
});
child!(logo, "logo", {
    #[sea_orm(unique)]
    pub brand_id: i32,
});

async fn a_related_by_hand_replaces_a_belongs_to(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let db = database.open("claims").await;
    let schema = db.get_schema_builder().register(brand::Entity);
    let schema = schema.register(car_model::Entity).register(logo::Entity);
    schema.apply(&db).await.unwrap();
    brand::ActiveModel::builder()
        .set_name("Toyota")
        .add_model(car_model::ActiveModel::builder().set_name("Corolla"))
        .set_logo(logo::ActiveModel::builder().set_name("Ellipses"))
        .insert(&db)
        .await
        .unwrap();
    brand::ActiveModel::builder()
        .set_name("Tesla")
        .insert(&db)
        .await
        .unwrap();

    let brands = brand::Entity::load()
        .with(car_model::Entity)
        .with(logo::Entity)
        .order_by_id_asc()
        .all(&db)
        .await
        .unwrap();
    let read = brands.iter().map(|brand| {
        let logo = brand.logo.as_ref().map(|logo| logo.name.as_str());
        (brand.models.len(), logo)
    });
    assert_eq!(read.collect::<Vec<_>>(), [(1, Some("Ellipses")), (0, None)]);
    let corolla = car_model::COLUMN.name.eq("Corolla");
    let found = brand::Entity::find().has_related(car_model::Entity, corolla);
    assert_eq!(found.all(&db).await.unwrap().len(), 1);

    // The database knows nothing of it.
    let backend = db.get_database_backend();
    let insert = "INSERT INTO car_model (brand_id, name) VALUES (99, 'Nobody')";
    db.execute_raw(Statement::from_string(backend, insert)).await.unwrap();
}

testing::tests![a_related_by_hand_replaces_a_belongs_to,];

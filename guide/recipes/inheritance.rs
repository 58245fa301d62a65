//! # How do I map inheritance?
//!
//! In one table (table per hierarchy, single-table inheritance) or in a table per type (joined
//! inheritance). One table: an enum says which type the row is, and the columns of each type are
//! nullable. A read needs no join, and a CHECK has to make sure that a truck has no doors. A table per
//! type: each has the key of the common table as its own primary key, so it is a one-to-one with a
//! shared key; columns can be NOT NULL, and a read joins. The database doesn't stop an animal from
//! being both a dog and a bird. In Rust, an enum with a variant per type is what the rest of the
//! program gets.

use harness::{Done, Recorder};
use sea_orm::{
    ColumnTrait, DbConn, DbErr, EntityLoaderTrait, EntityTrait, QueryFilter,
};

use vehicle::Kind;

mod vehicle {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
    #[sea_orm(rs_type = "String", db_type = "String(StringLen::N(8))")]
    pub enum Kind {
        #[sea_orm(string_value = "car")]
        Car,
        #[sea_orm(string_value = "truck")]
        Truck,
    }

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "vehicle")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub kind: Kind,
        pub name: String,
        /// Of a car.
        pub doors: Option<i32>,
        /// Of a truck.
        pub payload: Option<i32>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod animal {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "animal")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(has_one)]
        pub dog: HasOne<super::dog::Entity>,
        #[sea_orm(has_one)]
        pub bird: HasOne<super::bird::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod dog {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "dog")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub animal_id: i32,
        pub tricks: i32,
        #[sea_orm(
            belongs_to,
            from = "animal_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub animal: BelongsTo<super::animal::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod bird {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "bird")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub animal_id: i32,
        pub wingspan: i32,
        #[sea_orm(
            belongs_to,
            from = "animal_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub animal: BelongsTo<super::animal::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// One table: the trucks.
pub async fn trucks(db: &DbConn) -> Result<Vec<vehicle::Model>, DbErr> {
    vehicle::Entity::find()
        .filter(vehicle::COLUMN.kind.eq(Kind::Truck))
        .order_by_id_asc()
        .all(db)
        .await
}

/// A table per type: a dog and its animal are inserted together.
pub async fn insert_dog(
    db: &DbConn,
    name: &str,
    tricks: i32,
) -> Result<animal::ModelEx, DbErr> {
    let dog = dog::ActiveModel::builder().set_tricks(tricks);
    animal::ActiveModel::builder()
        .set_name(name)
        .set_dog(dog)
        .insert(db)
        .await
}

/// An animal as the program sees it.
#[derive(Debug)]
pub enum Animal {
    Dog { name: String, tricks: i32 },
    Bird { name: String, wingspan: i32 },
    Other { name: String },
}

/// All animals, each as what it is.
pub async fn animals(db: &DbConn) -> Result<Vec<Animal>, DbErr> {
    let animals = animal::Entity::load().with(dog::Entity);
    let animals = animals.with(bird::Entity).order_by_id_asc();
    let animals = animals.all(db).await?.into_iter().map(|animal| {
        let name = animal.name;
        match (animal.dog.into_option(), animal.bird.into_option()) {
            (Some(dog), _) => Animal::Dog {
                name,
                tricks: dog.tricks,
            },
            (_, Some(bird)) => Animal::Bird {
                name,
                wingspan: bird.wingspan,
            },
            (None, None) => Animal::Other { name },
        }
    });
    Ok(animals.collect())
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("vehicle::Kind")?;
    show.code("vehicle::Model")?;
    let trucks = trucks(show.db()).await?;
    show.rows("The trucks", trucks).await?;
    show.code("animal::Model")?;
    show.code("dog::Model")?;
    insert_dog(show.db(), "Rex", 2).await?;
    show.done().await?;
    let animals = animals(show.db()).await?;
    let lines = animals.iter().map(|animal| format!("{animal:?}"));
    show.lines("The animals", lines.collect()).await
}

pub async fn vehicles_and_animals(db: &DbConn) -> Result<(), DbErr> {
    let schema = db.get_schema_builder().register(vehicle::Entity);
    let schema = schema.register(animal::Entity).register(dog::Entity);
    schema.register(bird::Entity).apply(db).await?;
    let beetle = vehicle::ActiveModel::builder().set_name("Beetle");
    let beetle = beetle.set_kind(Kind::Car).set_doors(Some(2));
    beetle.insert(db).await?;
    let atego = vehicle::ActiveModel::builder().set_name("Atego");
    let atego = atego.set_kind(Kind::Truck).set_payload(Some(5_000));
    atego.insert(db).await?;
    let tweety = animal::ActiveModel::builder().set_name("Tweety");
    let bird = bird::ActiveModel::builder().set_wingspan(20);
    tweety.set_bird(bird).insert(db).await?;
    Ok(())
}

//! A migration adds a nullable foreign key to a table that already has rows:
//! each car gets an optional dealer.

use harness::{Lesson, Recorder, columns, source, steps, table::Deleted};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    EntityLoaderTrait, EntityTrait, InsertManyResult, IntoActiveModel, Set,
    TransactionTrait,
};
use sea_orm_migration::{prelude::*, schema::*};

/// The car as it was before the second migration: no dealer.
pub mod car_before {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "car")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique)]
        pub plate: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The one side, added later.
pub mod dealer {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "dealer")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique)]
        pub name: String,
        /// One-to-many.
        #[sea_orm(has_many)]
        pub cars: HasMany<super::car::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The many side, as it is now.
pub mod car {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "car")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique)]
        pub plate: String,
        /// `Option`, because the cars that existed before have no dealer.
        #[sea_orm(indexed)]
        pub dealer_id: Option<i32>,
        /// Many-to-one. It is an `Option` because `dealer_id` is one.
        #[sea_orm(
            belongs_to,
            from = "dealer_id",
            to = "id",
            on_delete = "SetNull"
        )]
        pub dealer: BelongsTo<Option<super::dealer::Entity>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The two migrations. In one file, each needs its name written out:
/// `DeriveMigrationName` takes the name of the file.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(CreateCar), Box::new(AddDealer)]
    }
}

/// The first migration: cars.
pub struct CreateCar;

impl MigrationName for CreateCar {
    fn name(&self) -> &str {
        "m20260101_000001_create_car"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for CreateCar {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("car")
            .col(pk_auto("id"))
            .col(string_uniq("plate"))
            .take();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("car").take()).await
    }
}

/// The second migration: dealers, and a nullable foreign key to them.
pub struct AddDealer;

impl MigrationName for AddDealer {
    fn name(&self) -> &str {
        "m20260201_000001_add_dealer"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for AddDealer {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let dealer = Table::create()
            .table("dealer")
            .col(pk_auto("id"))
            .col(string_uniq("name"))
            .take();
        manager.create_table(dealer).await?;

        // The key is part of the column. `create_foreign_key` and
        // `add_foreign_key` panic on SQLite, which can't add a key to an
        // existing table. It can add a column that has one.
        let mut dealer_id = integer_null("dealer_id");
        dealer_id.extra("REFERENCES dealer (id) ON DELETE SET NULL");
        let column = Table::alter().table("car").add_column(dealer_id).take();
        manager.alter_table(column).await?;

        // On PostgreSQL a migration is one transaction: nobody can read the
        // cars until the index is built, 0.3 s for a million cars. In a
        // separate migration, building the index makes only writers wait.
        let index = Index::create()
            .name("idx-car-dealer_id")
            .table("car")
            .col("dealer_id")
            .take();
        manager.create_index(index).await
    }

    /// The cars stay. The dealers are lost, and so is each car's dealer id.
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite can't drop a column that has an index.
        let index =
            Index::drop().name("idx-car-dealer_id").table("car").to_owned();
        manager.drop_index(index).await?;
        let column =
            Table::alter().table("car").drop_column("dealer_id").take();
        manager.alter_table(column).await?;
        manager.drop_table(Table::drop().table("dealer").take()).await
    }
}

/// What `cargo run -p shapes -- late-parent` runs.
pub const LESSON: Lesson = Lesson {
    name: "late-parent",
    about: "A nullable foreign key is added to a table that already has rows.",
    tables: &["seaql_migrations", "car", "dealer"],
    steps: steps![
        before: before_step,
        migrate: migrate_step,
        create_from_the_dealer: create_from_the_dealer_step,
        create_from_the_car: create_from_the_car_step,
        read_from_dealers: read_from_dealers_step,
        read_from_cars: read_from_cars_step,
        refused: refused_step,
        delete: delete_step,
        down_and_up: down_and_up_step,
    ],
};

/// The cars that exist before the second migration.
const PLATES: [&str; 5] = ["AB-12", "CD-34", "EF-56", "GH-78", "IJ-90"];

/// Applies the first migration alone.
pub async fn create_car_table(db: &DatabaseConnection) -> Result<(), DbErr> {
    Migrator::up(db, Some(1)).await
}

/// Inserts cars with the old entity, in one statement.
pub async fn create_cars(
    db: &impl ConnectionTrait,
    plates: &[&str],
) -> Result<InsertManyResult<car_before::ActiveModel>, DbErr> {
    let cars = plates.iter().map(|plate| car_before::ActiveModel {
        plate: Set((*plate).to_owned()),
        ..Default::default()
    });
    car_before::Entity::insert_many(cars).exec(db).await
}

async fn before_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Before",
        "The first migration creates the table `car`, and the code inserts \
         five rows. No dealer exists yet, neither in the database nor in the \
         entity.",
    );
    lesson.code(source!("late_parent.rs"), "car_before::Model")?;
    lesson.code(source!("late_parent.rs"), "create_car_table")?;
    create_car_table(db).await?;
    lesson.done("The first migration applied");
    lesson.code(source!("late_parent.rs"), "create_cars")?;
    create_cars(db, &PLATES).await?;
    lesson.done("Five cars inserted");
    let cars = car_before::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("car", cars);
    Ok(())
}

/// Applies the migrations that the database doesn't have yet.
pub async fn migrate(db: &DatabaseConnection) -> Result<(), DbErr> {
    Migrator::up(db, None).await
}

async fn migrate_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Migrate",
        "The second migration adds the nullable column and its foreign key in one ALTER TABLE, \
         which both databases accept. The five cars stay, without a dealer. The entity gets \
         `dealer_id` and the relation.",
    );
    lesson.code(
        source!("late_parent.rs"),
        "impl MigrationTrait for AddDealer::up",
    )?;
    lesson.code(source!("late_parent.rs"), "dealer::Model")?;
    lesson.code(source!("late_parent.rs"), "car::Model")?;
    lesson.code(source!("late_parent.rs"), "migrate")?;
    migrate(db).await?;
    lesson.done("The second migration applied");
    lesson.columns(db, dealer::Entity).await?;
    lesson.columns(db, car::Entity).await?;
    let cars = car::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("car", cars);
    Ok(())
}

/// Inserts a dealer with new cars.
pub async fn create_dealer(
    db: &(impl ConnectionTrait + TransactionTrait),
    name: &str,
    plates: &[&str],
) -> Result<dealer::ModelEx, DbErr> {
    let mut dealer = dealer::ActiveModel::builder().set_name(name);
    for plate in plates {
        dealer = dealer.add_car(car::ActiveModel::builder().set_plate(*plate));
    }
    dealer.insert(db).await
}

async fn create_from_the_dealer_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the dealer",
        "North is inserted as a tree with a new car, and SeaORM fills in `dealer_id`. South and \
         West have no car yet.",
    );
    lesson.code(source!("late_parent.rs"), "create_dealer")?;
    create_dealer(db, "North", &["KL-11"]).await?;
    create_dealer(db, "South", &[]).await?;
    create_dealer(db, "West", &[]).await?;
    lesson.done("Three dealers and a car inserted");
    let dealers = dealer::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("dealer", dealers);
    Ok(())
}

/// Gives a stored car a stored dealer.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such car or no such dealer.
pub async fn assign(
    db: &(impl ConnectionTrait + TransactionTrait),
    plate: &str,
    dealer: &str,
) -> Result<car::ModelEx, DbErr> {
    let dealer = dealer::Entity::find_by_name(dealer).require_one(db).await?;
    let car = car::Entity::find_by_plate(plate).require_one(db).await?;
    car.into_ex()
        .into_active_model()
        .set_dealer(dealer.into_ex())
        .update(db)
        .await
}

/// Inserts a new car for a stored dealer.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such dealer.
pub async fn create_car(
    db: &(impl ConnectionTrait + TransactionTrait),
    plate: &str,
    dealer: &str,
) -> Result<car::ModelEx, DbErr> {
    let dealer = dealer::Entity::find_by_name(dealer).require_one(db).await?;
    car::ActiveModel::builder()
        .set_plate(plate)
        .set_dealer(dealer.into_ex())
        .insert(db)
        .await
}

async fn create_from_the_car_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the car",
        "Two of the old cars get a dealer, each by an UPDATE. A new car is inserted with its \
         dealer.",
    );
    lesson.code(source!("late_parent.rs"), "assign")?;
    assign(db, "AB-12", "North").await?;
    assign(db, "CD-34", "South").await?;
    lesson.done("Two cars updated");
    lesson.code(source!("late_parent.rs"), "create_car")?;
    create_car(db, "MN-22", "South").await?;
    lesson.done("A car inserted");
    let cars = car::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("car", cars);
    Ok(())
}

/// Every dealer with their cars, ordered by id.
pub async fn read_from_dealers(
    db: &impl ConnectionTrait,
) -> Result<Vec<dealer::ModelEx>, DbErr> {
    dealer::Entity::load()
        .with(car::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

async fn read_from_dealers_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the dealers",
        "`dealer.cars` is a list: one SELECT per table. West has no car, and the cars without a \
         dealer are in no list.",
    );
    lesson.code(source!("late_parent.rs"), "read_from_dealers")?;
    let dealers = read_from_dealers(db).await?;
    let rows = dealers.into_iter().map(|dealer| FromDealer {
        dealer: dealer.name,
        cars: dealer.cars.into_iter().map(|car| car.plate).collect(),
    });
    lesson.rows("Every dealer with their cars", rows);
    Ok(())
}

/// Every car with its dealer, ordered by id.
pub async fn read_from_cars(
    db: &impl ConnectionTrait,
) -> Result<Vec<car::ModelEx>, DbErr> {
    car::Entity::load()
        .with(dealer::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

async fn read_from_cars_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the cars",
        "`car.dealer` is one dealer or none. The LEFT JOIN keeps the cars without one.",
    );
    lesson.code(source!("late_parent.rs"), "read_from_cars")?;
    let cars = read_from_cars(db).await?;
    let rows = cars.into_iter().map(|car| FromCar {
        car: car.plate,
        dealer: car.dealer.into_option().map(|dealer| dealer.name),
    });
    lesson.rows("Every car with its dealer", rows);
    Ok(())
}

/// Sets the dealer id of a car, without checking that the dealer exists.
pub async fn assign_unchecked(
    db: &impl ConnectionTrait,
    car_id: i32,
    dealer_id: i32,
) -> Result<car::Model, DbErr> {
    car::ActiveModel {
        id: Set(car_id),
        dealer_id: Set(Some(dealer_id)),
        ..Default::default()
    }
    .update(db)
    .await
}

async fn refused_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "The foreign key that the migration added rejects a dealer that \
         doesn't exist, for the old cars too.",
    );
    lesson.code(source!("late_parent.rs"), "assign_unchecked")?;
    let unknown = assign_unchecked(db, 3, 99).await;
    lesson.refused([("give car 3 dealer 99", unknown.map(drop))])?;
    Ok(())
}

/// Deletes a dealer: one DELETE. ON DELETE SET NULL keeps the cars.
pub async fn delete_dealer(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<DeleteResult, DbErr> {
    dealer::Entity::delete_by_name(name).exec(db).await
}

async fn delete_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Delete",
        "South is deleted. Its two cars stay without a dealer, by ON DELETE \
         SET NULL; rows_affected counts only the dealer.",
    );
    lesson.code(source!("late_parent.rs"), "delete_dealer")?;
    let deleted = delete_dealer(db, "South").await?;
    lesson.rows("South deleted", [Deleted::from(deleted)]);
    let cars = car::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("car afterwards", cars);
    Ok(())
}

/// Rolls back the last migration alone. `None` would roll back both.
pub async fn roll_back(db: &DatabaseConnection) -> Result<(), DbErr> {
    Migrator::down(db, Some(1)).await
}

async fn down_and_up_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Down and up",
        "Rolling the migration back drops the column and the dealers, and \
         every car stays. Applied again, the migration adds an empty column, \
         so no car has a dealer.",
    );
    lesson.code(
        source!("late_parent.rs"),
        "impl MigrationTrait for AddDealer::down",
    )?;
    lesson.code(source!("late_parent.rs"), "roll_back")?;
    roll_back(db).await?;
    lesson.done("The second migration rolled back");
    let cars = car_before::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("car, read with the old entity", cars);
    lesson.code(source!("late_parent.rs"), "migrate")?;
    migrate(db).await?;
    lesson.done("The second migration applied again");
    let cars = car::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("car afterwards", cars);
    Ok(())
}

/// A dealer with the plates of their cars.
struct FromDealer {
    dealer: String,
    cars: Vec<String>,
}

columns!(FromDealer: dealer, cars);

/// A car with the name of its dealer.
struct FromCar {
    car: String,
    dealer: Option<String>,
}

columns!(FromCar: car, dealer);

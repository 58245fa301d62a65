//! A migration adds a nullable foreign key to a table that already has rows:
//! each car gets an optional dealer.

use harness::{Done, Lesson, Recorder, steps};
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
struct CreateCar;

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
struct AddDealer;

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

        // SQLite can't add a key to an existing table (`create_foreign_key`
        // panics), but it can add a column that has one.
        let mut dealer_id = integer_null("dealer_id");
        dealer_id.extra("REFERENCES dealer (id) ON DELETE SET NULL");
        let column = Table::alter().table("car").add_column(dealer_id).take();
        manager.alter_table(column).await?;

        // In a separate migration, only writers wait for the index. Here,
        // readers on PostgreSQL wait too: 0.3 s for a million cars.
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
    sample: None,
    steps: steps![
        here: before_step, migrate_step, create_from_the_dealer_step,
        create_from_the_car_step, read_from_dealers_step, read_from_cars_step,
        refused_step, delete_step, down_and_up_step,
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

/// # Before
///
/// The first migration creates the table `car`, and you insert five cars. No
/// dealer exists yet, neither in the database nor in the entity.
async fn before_step(show: &mut Recorder) -> Done {
    show.code("car_before::Model")?;
    show.code("Migrator")?;
    show.code("impl MigratorTrait for Migrator")?;
    show.code("impl MigrationName for CreateCar")?;
    show.code("impl MigrationTrait for CreateCar::up")?;
    show.ran(create_car_table(show.db()).await?).await?;
    show.ran(create_cars(show.db(), &PLATES).await?).await
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

/// Applies the migrations that the database doesn't have yet.
pub async fn migrate(db: &DatabaseConnection) -> Result<(), DbErr> {
    Migrator::up(db, None).await
}

/// # Migrate
///
/// The second migration adds the nullable column and its foreign key in one
/// ALTER TABLE, which both databases accept. The five cars stay, and their new
/// column is NULL. The entity gets `dealer_id` and the relation.
async fn migrate_step(show: &mut Recorder) -> Done {
    show.code("impl MigrationTrait for AddDealer::up")?;
    migrate(show.db()).await?;
    show.columns(["dealer", "car"]).await
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

/// # Create from the dealer
///
/// You insert North as a tree with a new car, and SeaORM fills in `dealer_id`.
/// South and West have no car yet.
async fn create_from_the_dealer_step(show: &mut Recorder) -> Done {
    create_dealer(show.db(), "North", &["KL-11"]).await?;
    create_dealer(show.db(), "South", &[]).await?;
    create_dealer(show.db(), "West", &[]).await?;
    show.done().await
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

/// # Create from the car
///
/// `assign` gives two of the old cars a dealer, with one UPDATE per car.
/// `create_car` inserts a new car with its dealer.
async fn create_from_the_car_step(show: &mut Recorder) -> Done {
    assign(show.db(), "AB-12", "North").await?;
    assign(show.db(), "CD-34", "South").await?;
    show.done().await?;
    show.ran(create_car(show.db(), "MN-22", "South").await?).await
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

/// # Read from the dealers
///
/// `dealer.cars` is a list, and the loader sends one SELECT per table. West has
/// no car, and the cars without a dealer are in no list.
async fn read_from_dealers_step(show: &mut Recorder) -> Done {
    let dealers = read_from_dealers(show.db()).await?;
    let rows = dealers
        .iter()
        .map(|dealer| (&dealer.name, dealer.cars.iter().map(|car| &car.plate)));
    show.table("Every dealer", ["dealer", "cars"], rows).await
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

/// # Read from the cars
///
/// `car.dealer` is one dealer or none. The LEFT JOIN keeps the cars without
/// one.
async fn read_from_cars_step(show: &mut Recorder) -> Done {
    let cars = read_from_cars(show.db()).await?;
    let rows = cars.iter().map(|car| {
        (&car.plate, car.dealer.as_ref().map(|dealer| &dealer.name))
    });
    show.table("Every car", ["car", "dealer"], rows).await
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

/// # Refused
///
/// The foreign key that the migration added rejects a dealer that doesn't
/// exist, for the old cars too.
async fn refused_step(show: &mut Recorder) -> Done {
    let refused = assign_unchecked(show.db(), 3, 99).await;
    show.refused("give car 3 dealer 99", refused).await
}

/// Deletes a dealer: one DELETE. ON DELETE SET NULL keeps the cars.
pub async fn delete_dealer(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<DeleteResult, DbErr> {
    dealer::Entity::delete_by_name(name).exec(db).await
}

/// # Delete
///
/// You delete South. Its two cars stay without a dealer, by ON DELETE SET NULL.
/// `rows_affected` counts only the dealer.
async fn delete_step(show: &mut Recorder) -> Done {
    let deleted = delete_dealer(show.db(), "South").await?;
    show.affected("What `exec` returned", deleted.rows_affected).await
}

/// Rolls back the last migration alone. `None` would roll back both.
pub async fn roll_back(db: &DatabaseConnection) -> Result<(), DbErr> {
    Migrator::down(db, Some(1)).await
}

/// # Down and up
///
/// If you roll the migration back, the column and the dealers are gone, and
/// every car stays. If you apply it again, it adds a column that is NULL in
/// every row, so no car has a dealer.
async fn down_and_up_step(show: &mut Recorder) -> Done {
    show.code("impl MigrationTrait for AddDealer::down")?;
    show.ran(roll_back(show.db()).await?).await?;
    show.code("migrate")?;
    show.ran(migrate(show.db()).await?).await
}

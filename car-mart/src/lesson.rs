//! The steps in order, and what they tell.

use ::lesson::{Lesson, table::Deleted};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, Set,
    TransactionTrait, entity::prelude::Decimal,
};
use sea_orm_migration::MigratorTrait;

use crate::{
    crud,
    data_mart::{self, DataMartRow},
    entity::{car_brand, car_info, car_model, data_mart as stored_mart},
    index,
};

/// Writes the lesson down.
///
/// # Errors
///
/// Whatever the database reports; and if it accepts a write that it should refuse.
pub async fn run(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    schema(db, lesson).await?;
    create(db, lesson).await?;
    create_tree(db, lesson).await?;
    read(db, lesson).await?;
    read_down(db, lesson).await?;
    read_up(db, lesson).await?;
    update(db, lesson).await?;
    delete(db, lesson).await?;
    refused(db, lesson).await?;
    index(db, lesson).await?;
    data_mart(db, lesson).await?;
    data_mart_by_model(db, lesson).await?;
    stored_data_mart(db, lesson).await
}

async fn schema(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "A foreign key stands in the table of the many and names a row of the one: brand_id in \
         car_model, model_id in car_info. The data mart has none: it is made out of the three.",
    );
    migrations::car_mart::Migrator::up(db, None).await?;
    lesson.done("Four migrations applied");
    lesson.columns(car_brand::Entity);
    lesson.columns(car_model::Entity);
    lesson.columns(car_info::Entity);
    lesson.columns(stored_mart::Entity);
    Ok(())
}

async fn create(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Create",
        "Parents before children, one INSERT a table. The children name their parent by its id.",
    );
    crud::create(db).await?;
    lesson.done("Three tables filled");
    let brands = car_brand::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("car_brand", &brands);
    let models = car_model::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("car_model", &models);
    let cars = car_info::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("car_info", &cars);
    Ok(())
}

async fn create_tree(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Create through the relationship",
        "A brand with a model with a car, as one tree: SeaORM inserts from the top and fills in \
         each foreign key. The transaction is rolled back, so the next steps don't see them.",
    );
    let transaction = db.begin().await?;
    let brand = crud::create_tree(&transaction).await?;
    lesson.rows("Volkswagen, as it came back", &branches(&[brand]));
    transaction.rollback().await
}

async fn read(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read",
        "One SELECT joins the three tables. C7 has no price: NULL in the table, None in Rust.",
    );
    lesson.rows("Every car with its model and brand", &crud::read(db).await?);
    Ok(())
}

async fn read_down(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from a brand down to its cars",
        "The entity loader sends one SELECT a table, however many rows there are. Tesla has no \
         model and X5 has no car: the empty side of a one-to-many, which an inner join leaves out.",
    );
    lesson.rows(
        "Every brand with its models and their cars",
        &branches(&crud::read_down(db).await?),
    );
    Ok(())
}

async fn read_up(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from a car up to its brand",
        "The same relationships from the other end: many-to-one, so one row at each level.",
    );
    let car = crud::read_up(db, "C5").await?;
    lesson.rows(
        "C5, its model and its brand",
        &car.iter().filter_map(ascent).collect::<Vec<_>>(),
    );
    Ok(())
}

async fn update(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Update",
        "Find C2, set its price to 21500, save. SeaORM keeps no session: nothing is written until \
         update is called, and only the columns that were set are.",
    );
    let car = crud::update_price(db, "C2", 21_500).await?;
    lesson.rows("C2, as the UPDATE returned it", &[car]);
    lesson.rows("Every car afterwards", &crud::read(db).await?);
    Ok(())
}

async fn delete(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Delete",
        "Find C4 and delete it. The brand and the model stay: nothing points from them to a car.",
    );
    let deleted = crud::delete(db, "C4").await?;
    lesson.rows("What the DELETE did", &[Deleted::from(deleted)]);
    lesson.rows("Every car afterwards", &crud::read(db).await?);
    Ok(())
}

async fn refused(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "What the schema forbids, the database refuses, whoever asks. The unique index guards \
         car_id; the foreign key guards both its ends.",
    );
    let second_c1 = car_info::ActiveModel {
        car_id: Set("C1".to_owned()),
        model_id: Set(1),
        year: Set(2024),
        ..Default::default()
    };
    let orphan = car_model::ActiveModel {
        name: Set("Cybertruck".to_owned()),
        brand_id: Set(99),
        ..Default::default()
    };
    lesson.refused([
        (
            "insert a second car C1",
            second_c1.insert(db).await.map(drop),
        ),
        (
            "insert a model of brand 99, which is not there",
            orphan.insert(db).await.map(drop),
        ),
        (
            "delete brand 1, Toyota, which still has models",
            car_brand::Entity::delete_by_id(1).exec(db).await.map(drop),
        ),
    ])
}

async fn index(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "The index on car_id",
        "The plan of a lookup by car_id over 10,000 more cars, with idx_car_id and after dropping \
         it; then everything is rolled back. The index is UNIQUE, so it is also the rule that no \
         two cars share a car_id: a second, plain index on the column would only cost.",
    );
    let plans = index::plans(db).await?;
    let words = plans.iter().map(|plan| plan.words.clone()).collect();
    lesson.words("How the database finds one car", &plans, words);
    Ok(())
}

async fn data_mart(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Data mart",
        "One SELECT joins, groups and averages. The average of C5 and C6 is 26000; C7, the only \
         Mustang, has no price, and the average of no value is NULL.",
    );
    lesson.rows(
        "Average price by brand, model and year",
        &data_mart::data_mart(db).await?,
    );
    Ok(())
}

async fn data_mart_by_model(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Data mart, aggregated first",
        "The same rows from another SELECT: a subquery averages by the number of the model, and \
         the names are joined to the few rows that are left.",
    );
    lesson.rows(
        "Average price by brand, model and year",
        &data_mart::data_mart_by_model(db).await?,
    );
    Ok(())
}

async fn stored_data_mart(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Data mart, stored",
        "The rows are kept: a materialized view on PostgreSQL, a table on SQLite. To read them is \
         to read one small table, and they are as old as the last refresh. The update is rolled \
         back.",
    );
    data_mart::refresh(db).await?;
    lesson.done("Refreshed");
    lesson.rows("What is stored", &data_mart::stored(db).await?);

    let transaction = db.begin().await?;
    crud::update_price(&transaction, "C2", 22_500).await?;
    let mut moments = vec![moment(&transaction, "after C2 has a new price").await?];
    data_mart::refresh(&transaction).await?;
    moments.push(moment(&transaction, "after the refresh").await?);
    lesson.rows("The Corollas of 2021, which are C2 alone", &moments);
    transaction.rollback().await
}

/// The same average, computed now and as it is stored.
struct Moment {
    moment: &'static str,
    computed: Option<Decimal>,
    stored: Option<Decimal>,
}

::lesson::columns!(Moment: moment, computed, stored);

async fn moment(db: &impl ConnectionTrait, moment: &'static str) -> Result<Moment, DbErr> {
    let corolla_2021 = |rows: Vec<DataMartRow>| {
        rows.into_iter()
            .find(|row| row.model == "Corolla" && row.year == 2021)
            .and_then(|row| row.average_price)
    };
    Ok(Moment {
        moment,
        computed: corolla_2021(data_mart::data_mart(db).await?),
        stored: corolla_2021(data_mart::stored(db).await?),
    })
}

/// A path from a brand down to a car.
struct Branch {
    brand: String,
    model: Option<String>,
    car_id: Option<String>,
}

::lesson::columns!(Branch: brand, model, car_id);

/// Every path through the trees, one a line; a path that ends early is NULL from there on.
fn branches(brands: &[car_brand::ModelEx]) -> Vec<Branch> {
    let mut branches = Vec::new();
    for brand in brands {
        let mut add = |model: Option<&str>, car_id: Option<&str>| {
            branches.push(Branch {
                brand: brand.name.clone(),
                model: model.map(str::to_owned),
                car_id: car_id.map(str::to_owned),
            });
        };
        if brand.models.is_empty() {
            add(None, None);
        }
        for model in &brand.models {
            if model.cars.is_empty() {
                add(Some(&model.name), None);
            }
            for car in &model.cars {
                add(Some(&model.name), Some(&car.car_id));
            }
        }
    }
    branches
}

/// The path from a car up.
struct Ascent {
    car_id: String,
    model: String,
    brand: String,
}

::lesson::columns!(Ascent: car_id, model, brand);

fn ascent(car: &car_info::ModelEx) -> Option<Ascent> {
    let model = car.model.as_ref()?;
    let brand = model.brand.as_ref()?;
    Some(Ascent {
        car_id: car.car_id.clone(),
        model: model.name.clone(),
        brand: brand.name.clone(),
    })
}

use car_mart::entity::{car_brand, car_model};
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, DbErr, EntityLoaderTrait, Set,
    entity::prelude::Decimal,
};
use sea_orm_migration::{MigrationTrait, SchemaManager};

use crate::{
    Attempt, Outcome,
    attempt::{line, refused},
    rows::CARS,
};

/// Every brand with its models, by name.
const TREES: [&[&str]; 2] = [
    &[
        "Toyota: Camry, Corolla",
        "Honda: Civic",
        "Ford: Mustang",
        "BMW: X5",
        "Tesla: none",
    ],
    &[
        "Opel: Astra",
        "Rover: none",
        "Fiat: Panda, Tipo, Uno",
        "Skoda: Fabia",
    ],
];

/// The models come in alphabetical order, because no question asks for another.
fn tree<'a>(brand: &str, models: impl IntoIterator<Item = &'a str>) -> String {
    let mut models: Vec<_> = models.into_iter().collect();
    models.sort_unstable();
    line(brand, models)
}

/// Every brand with its models, loaded.
pub fn empty_list(
    brands: impl AsyncFn(
        &DatabaseConnection,
    ) -> Result<Vec<car_brand::ModelEx>, DbErr>,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    async move |attempt| {
        for (rows, expected) in CARS.into_iter().zip(TREES) {
            attempt.cars(rows).await?;
            let brands = attempt.returned(brands(attempt.db()).await)?;
            let line =
                |brand: &car_brand::ModelEx| match brand.models.is_loaded() {
                    false => format!("{}: not loaded", brand.name),
                    true => tree(
                        &brand.name,
                        brand.models.iter().map(|model| &*model.name),
                    ),
                };
            let got: Vec<_> = brands.iter().map(line).collect();
            let why = "The models of {} were never read: a list that is not loaded looks empty.";
            attempt.compare(expected, &got, &[('+', ": not loaded", why)])?;
        }
        Ok(())
    }
}

/// A table of models that lets no model of a missing brand in.
pub fn orphan(
    migration: impl MigrationTrait,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    async move |attempt| {
        for rows in CARS {
            attempt.brands(rows).await?;
            attempt.returned(
                migration.up(&SchemaManager::new(attempt.db())).await,
            )?;
            let model = |brand_id| car_model::ActiveModel {
                brand_id: Set(brand_id),
                name: Set("Prius".to_owned()),
                ..Default::default()
            };
            let mut got = Vec::new();
            for brand in [1, 99] {
                let stored = refused(model(brand).insert(attempt.db()).await);
                got.push(format!("A model of brand {brand}: {stored}"));
            }
            let expected = [
                "A model of brand 1: stored",
                "A model of brand 99: refused (foreign key)",
            ];
            let why =
                "There is no brand 99, but the table accepts a model of it.";
            attempt.compare(&expected, &got, &[('+', "99: stored", why)])?;
        }
        Ok(())
    }
}

/// Brands and models in two statements.
pub fn n_plus_one(
    brands: impl AsyncFn(
        &DatabaseConnection,
    ) -> Result<Vec<(String, Vec<String>)>, DbErr>,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    async move |attempt| {
        for (rows, expected) in CARS.into_iter().zip(TREES) {
            attempt.cars(rows).await?;
            let brands = attempt.returned(brands(attempt.db()).await)?;
            let sent = attempt.count();
            let line = |(brand, models): &(String, Vec<String>)| {
                tree(brand, models.iter().map(String::as_str))
            };
            let got: Vec<_> = brands.iter().map(line).collect();
            attempt.compare(expected, &got, &[])?;
            let words = "The rows are right, but the function sends a SELECT \
                         for every brand: N+1 statements.";
            attempt.at_most(2, sent, words)?;
        }
        Ok(())
    }
}

/// The first brands, whole.
pub fn limit(
    first: impl AsyncFn(
        &DatabaseConnection,
        u64,
    ) -> Result<Vec<(String, Vec<String>)>, DbErr>,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    const NUMBERS: [u64; 2] = [2, 3];
    async move |attempt| {
        for ((rows, number), trees) in CARS.into_iter().zip(NUMBERS).zip(TREES)
        {
            attempt.cars(rows).await?;
            let brands = attempt.returned(first(attempt.db(), number).await)?;
            let line = |(brand, models): &(String, Vec<String>)| {
                tree(brand, models.iter().map(String::as_str))
            };
            let got: Vec<_> = brands.iter().map(line).collect();
            let expected: Vec<_> =
                trees.iter().zip(0..number).map(|(line, _)| *line).collect();
            let why = "{} is missing or incomplete: LIMIT counts the rows of the join, which are \
                       models.";
            attempt.compare(&expected, &got, &[('-', "", why)])?;
        }
        Ok(())
    }
}

/// How many models each brand has.
pub fn empty_side(
    counts: impl AsyncFn(&DatabaseConnection) -> Result<Vec<(String, i64)>, DbErr>,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    const COUNTS: [&[&str]; 2] = [
        &["Toyota: 2", "Honda: 1", "Ford: 1", "BMW: 1", "Tesla: 0"],
        &["Opel: 1", "Rover: 0", "Fiat: 3", "Skoda: 1"],
    ];
    async move |attempt| {
        for (rows, expected) in CARS.into_iter().zip(COUNTS) {
            attempt.cars(rows).await?;
            let counts = attempt.returned(counts(attempt.db()).await)?;
            let got: Vec<_> = counts
                .iter()
                .map(|(name, count)| format!("{name}: {count}"))
                .collect();
            let whys = [
                (
                    '+',
                    ": 1",
                    "{} has no model: COUNT counted the row of NULLs that the left join adds.",
                ),
                (
                    '-',
                    ": 0",
                    "{} is missing: an inner join leaves out a brand without models.",
                ),
            ];
            attempt.compare(expected, &got, &whys)?;
        }
        Ok(())
    }
}

/// The average price by model.
pub fn average_of_nulls(
    averages: impl AsyncFn(
        &DatabaseConnection,
    ) -> Result<Vec<(String, Option<Decimal>)>, DbErr>,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    const AVERAGES: [&[&str]; 2] = [
        &[
            "Corolla: 20500",
            "Civic: 22500",
            "Camry: 26000",
            "Mustang: NULL",
        ],
        &["Uno: 1000", "Astra: 3000", "Panda: 7000", "Tipo: NULL"],
    ];
    async move |attempt| {
        for (rows, expected) in CARS.into_iter().zip(AVERAGES) {
            attempt.cars(rows).await?;
            let averages = attempt.returned(averages(attempt.db()).await)?;
            let line = |(name, average): &(String, Option<Decimal>)| {
                format!("{name}: {}", harness::table::Cell::text(average))
            };
            let got: Vec<_> = averages.iter().map(line).collect();
            let whys = [
                (
                    '+',
                    ": 0",
                    "No car of the {} has a price: the average is unknown, not \
                     0.",
                ),
                (
                    '-',
                    "Astra",
                    "One of the two cars of the {} has no price, and it was counted as 0.",
                ),
                (
                    '-',
                    ": NULL",
                    "{} is missing: it has a car, even if no price is known.",
                ),
            ];
            attempt.compare(expected, &got, &whys)?;
        }
        Ok(())
    }
}

/// A model that gets another brand.
pub fn move_child(
    move_model: impl AsyncFn(&DatabaseConnection, &str, &str) -> Result<(), DbErr>,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    const MOVES: [(&str, &str, &[&str]); 2] = [
        (
            "Camry",
            "Honda",
            &[
                "Toyota: Corolla",
                "Honda: Camry, Civic",
                "Ford: Mustang",
                "BMW: X5",
                "Tesla: none",
            ],
        ),
        (
            "Astra",
            "Rover",
            &[
                "Opel: none",
                "Rover: Astra",
                "Fiat: Panda, Tipo, Uno",
                "Skoda: Fabia",
            ],
        ),
    ];
    async move |attempt| {
        for (rows, (model, brand, expected)) in CARS.into_iter().zip(MOVES) {
            attempt.cars(rows).await?;
            attempt.returned(move_model(attempt.db(), model, brand).await)?;
            let brands = car_brand::Entity::load()
                .with(car_model::Entity)
                .order_by_id_asc()
                .all(attempt.db())
                .await?;
            let line = |brand: &car_brand::ModelEx| {
                tree(&brand.name, brand.models.iter().map(|model| &*model.name))
            };
            let got: Vec<_> = brands.iter().map(line).collect();
            let why = "The model is still where it was: the UPDATE had nothing to write.";
            let before = got.iter().filter(|line| line.contains(model)).count();
            let whys = match before {
                1 => [('-', "", why)],
                _ => [('-', "", "The model is there twice, or not at all.")],
            };
            attempt.compare(expected, &got, &whys)?;
        }
        Ok(())
    }
}

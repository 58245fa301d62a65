//! A country has one capital. Read with one join from either end: LEFT from the
//! country, which may have no capital, INNER from the capital, which always has
//! a country.

use harness::{Lesson, Recorder, columns, source, steps};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait,
    QueryOrder, Set,
};

/// The side without a foreign key.
pub mod country {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "country")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique)]
        pub name: String,
        /// One-to-one: the capital, or none.
        #[sea_orm(has_one)]
        pub capital: HasOne<super::capital::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The side with the foreign key.
pub mod capital {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "capital")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        /// Not unique: two countries may have capitals of the same name.
        pub name: String,
        /// The foreign key. UNIQUE makes this one-to-one. It is an index too, so
        /// the column needs no second one.
        #[sea_orm(unique)]
        pub country_id: i32,
        /// One-to-one: the country that `country_id` points to.
        #[sea_orm(
            belongs_to,
            from = "country_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub country: BelongsTo<super::country::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- country-capital` runs.
pub const LESSON: Lesson = Lesson {
    name: "country-capital",
    about: "A country has one capital.",
    tables: &["country", "capital"],
    steps: steps![
        schema: schema_step,
        create: create_step,
        read_from_countries: read_from_countries_step,
        read_from_capitals: read_from_capitals_step,
        refused: refused_step,
    ],
};

/// Nauru has no official capital: the empty side.
const COUNTRIES: [&str; 6] =
    ["Bolivia", "Japan", "Kenya", "Nauru", "Norway", "Peru"];

/// Capitals and the id of their country.
const CAPITALS: [(&str, i32); 5] = [
    ("Lima", 6),
    ("Nairobi", 3),
    ("Oslo", 5),
    ("Sucre", 1),
    ("Tokyo", 2),
];

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(country::Entity)
        .register(capital::Entity)
        .apply(db)
        .await
}

async fn schema_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The tables are created from the entities. Without UNIQUE on country_id \
         they would be the tables of a one-to-many.",
    );
    lesson.code(source!("country_capital.rs"), "country::Model")?;
    lesson.code(source!("country_capital.rs"), "capital::Model")?;
    lesson.code(source!("country_capital.rs"), "schema")?;
    schema(db).await?;
    lesson.done("Tables created");
    lesson.columns(db, country::Entity).await?;
    lesson.columns(db, capital::Entity).await?;
    Ok(())
}

/// Inserts the sample rows, countries before capitals.
pub async fn create(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let countries = COUNTRIES.map(|name| country::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    });
    country::Entity::insert_many(countries).exec(db).await?;

    let capitals = CAPITALS.map(|(name, country_id)| capital::ActiveModel {
        name: Set(name.to_owned()),
        country_id: Set(country_id),
        ..Default::default()
    });
    capital::Entity::insert_many(capitals).exec(db).await?;
    Ok(())
}

async fn create_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step("Create", "Countries before capitals, one INSERT per table.");
    lesson.code(source!("country_capital.rs"), "create")?;
    create(db).await?;
    lesson.done("Tables filled");
    let countries = country::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("country", countries);
    let capitals = capital::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("capital", capitals);
    Ok(())
}

/// Every country with its capital, ordered by the country's id.
pub async fn read_from_countries(
    db: &impl ConnectionTrait,
) -> Result<Vec<(country::Model, Option<capital::Model>)>, DbErr> {
    country::Entity::find()
        .find_also_related(capital::Entity)
        .order_by_asc(country::COLUMN.id)
        .all(db)
        .await
}

async fn read_from_countries_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the countries",
        "`find_also_related` sends a LEFT JOIN and returns a country with an \
         Option. Nauru has None.",
    );
    lesson.code(source!("country_capital.rs"), "read_from_countries")?;
    let countries = read_from_countries(db).await?;
    let rows = countries.into_iter().map(|(country, capital)| FromCountry {
        country: country.name,
        capital: capital.map(|capital| capital.name),
    });
    lesson.rows("Every country with its capital", rows);
    Ok(())
}

/// Every capital with its country, ordered by the capital's id.
pub async fn read_from_capitals(
    db: &impl ConnectionTrait,
) -> Result<Vec<(capital::Model, country::Model)>, DbErr> {
    capital::Entity::find()
        .find_both_related(country::Entity)
        .order_by_asc(capital::COLUMN.id)
        .all(db)
        .await
}

async fn read_from_capitals_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the capitals",
        "`find_both_related` sends an INNER JOIN and returns no Option: \
         country_id is NOT NULL, so every capital has a country. From the \
         countries, it would leave out Nauru.",
    );
    lesson.code(source!("country_capital.rs"), "read_from_capitals")?;
    let capitals = read_from_capitals(db).await?;
    let rows = capitals.into_iter().map(|(capital, country)| FromCapital {
        capital: capital.name,
        country: country.name,
    });
    lesson.rows("Every capital with its country", rows);
    Ok(())
}

/// Inserts La Paz as a second capital of Bolivia.
pub async fn second_capital(
    db: &impl ConnectionTrait,
) -> Result<capital::Model, DbErr> {
    capital::ActiveModel {
        name: Set("La Paz".to_owned()),
        country_id: Set(1),
        ..Default::default()
    }
    .insert(db)
    .await
}

async fn refused_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "Bolivia is governed from La Paz, but its capital is Sucre. UNIQUE \
         allows one capital per country. If there may be two, the relationship \
         is a one-to-many.",
    );
    lesson.code(source!("country_capital.rs"), "second_capital")?;
    lesson.refused([(
        "insert La Paz as a capital of Bolivia",
        second_capital(db).await.map(drop),
    )])
}

/// A country with the capital's name.
struct FromCountry {
    country: String,
    capital: Option<String>,
}

columns!(FromCountry: country, capital);

/// A capital with the country's name.
struct FromCapital {
    capital: String,
    country: String,
}

columns!(FromCapital: capital, country);

//! A country has one capital. Read with one join from either end: LEFT from the
//! country, which may have no capital, INNER from the capital, which always has
//! a country.

use harness::{Done, Lesson, Recorder, steps};
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
    sample: None,
    steps: steps![
        here: schema_step, create_step, read_from_countries_step,
        read_from_capitals_step, refused_step,
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

/// # Schema
///
/// The tables are created from the entities. Without UNIQUE on country_id they
/// would be the tables of a one-to-many.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["country", "capital"]).await
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

/// # Create
///
/// Countries before capitals, one INSERT per table.
async fn create_step(show: &mut Recorder) -> Done {
    show.ran(create(show.db()).await?).await
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

/// # Read from the countries
///
/// `find_also_related` sends a LEFT JOIN and returns a country with an Option.
/// Nauru has None.
async fn read_from_countries_step(show: &mut Recorder) -> Done {
    let countries = read_from_countries(show.db()).await?;
    let rows = countries.iter().map(|(country, capital)| {
        (&country.name, capital.as_ref().map(|capital| &capital.name))
    });
    show.table("Every country with its capital", ["country", "capital"], rows)
        .await
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

/// # Read from the capitals
///
/// `find_both_related` sends an INNER JOIN and returns no Option: country_id is
/// NOT NULL, so every capital has a country. From the countries, it would leave
/// out Nauru.
async fn read_from_capitals_step(show: &mut Recorder) -> Done {
    let capitals = read_from_capitals(show.db()).await?;
    let rows = capitals.iter();
    let rows = rows.map(|(capital, country)| (&capital.name, &country.name));
    show.table("Every capital with its country", ["capital", "country"], rows)
        .await
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

/// # Refused
///
/// Bolivia is governed from La Paz, but its capital is Sucre. UNIQUE allows one
/// capital per country. If there may be two, the relationship is a one-to-many.
async fn refused_step(show: &mut Recorder) -> Done {
    let second = second_capital(show.db()).await;
    show.refused("insert La Paz as a capital of Bolivia", second).await
}

//! A country has one capital, a capital one country. Read with one join from either end: LEFT from
//! the country, which may have none, INNER from the capital, which always has one.

use lesson::Lesson;
use sea_orm::{ActiveModelTrait, DatabaseConnection, DbErr, EntityTrait, QueryOrder, Set};

/// The side that is referred to.
pub mod country {
    use sea_orm::entity::prelude::*;

    /// A country. It has no foreign key: the relationship stands in the table of the capitals.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "country")]
    pub struct Model {
        /// Counted up by the database.
        #[sea_orm(primary_key)]
        pub id: i32,
        /// No two countries share a name.
        #[sea_orm(unique)]
        pub name: String,
        /// One-to-one: the capital, or none. This line only says how to read.
        #[sea_orm(has_one)]
        pub capital: HasOne<super::capital::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The side with the foreign key.
pub mod capital {
    use sea_orm::entity::prelude::*;

    /// A capital: one-to-one to its country.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "capital")]
    pub struct Model {
        /// Counted up by the database.
        #[sea_orm(primary_key)]
        pub id: i32,
        /// Not unique: two countries may well call a city the same.
        pub name: String,
        /// The foreign key. UNIQUE is what makes this one-to-one, and an index as well, so it
        /// needs no `indexed`.
        #[sea_orm(unique)]
        pub country_id: i32,
        /// One-to-one: the country that `country_id` names. Cascade: without the country the city
        /// is the capital of nothing.
        #[sea_orm(belongs_to, from = "country_id", to = "id", on_delete = "Cascade")]
        pub country: BelongsTo<super::country::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Countries, numbered from 1 in this order. Nauru has no official capital: the empty side.
const COUNTRIES: [&str; 6] = ["Bolivia", "Japan", "Kenya", "Nauru", "Norway", "Peru"];

/// Capitals and the number of their country.
const CAPITALS: [(&str, i32); 5] = [
    ("Lima", 6),
    ("Nairobi", 3),
    ("Oslo", 5),
    ("Sucre", 1),
    ("Tokyo", 2),
];

/// A country with its capital, if it has one.
struct FromCountry {
    country: String,
    capital: Option<String>,
}

lesson::columns!(FromCountry: country, capital);

/// A capital with its country.
struct FromCapital {
    capital: String,
    country: String,
}

lesson::columns!(FromCapital: capital, country);

/// Writes the lesson down.
///
/// # Errors
///
/// Whatever the database reports; and if it accepts a write that it should refuse.
pub async fn run(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    schema(db, lesson).await?;
    create(db, lesson).await?;
    read_from_the_country(db, lesson).await?;
    read_from_the_capital(db, lesson).await?;
    refused(db, lesson).await
}

async fn schema(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The tables are made from the entities. Without UNIQUE on country_id these would be the \
         tables of a one-to-many.",
    );
    db.get_schema_builder()
        .register(country::Entity)
        .register(capital::Entity)
        .apply(db)
        .await?;
    lesson.done("Two tables made");
    lesson.columns(country::Entity);
    lesson.columns(capital::Entity);
    Ok(())
}

async fn create(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step("Create", "Countries before capitals, one INSERT a table.");
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
    lesson.done("Two tables filled");
    let countries = country::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("country", &countries);
    let capitals = capital::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("capital", &capitals);
    Ok(())
}

async fn read_from_the_country(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the country",
        "find_also_related is a LEFT JOIN: pairs of a country and an Option. Nauru has None.",
    );
    let countries = country::Entity::find()
        .find_also_related(capital::Entity)
        .order_by_asc(country::Column::Id)
        .all(db)
        .await?;
    let lines = countries.into_iter().map(|(country, capital)| FromCountry {
        country: country.name,
        capital: capital.map(|capital| capital.name),
    });
    lesson.rows("Every country's capital", &lines.collect::<Vec<_>>());
    Ok(())
}

async fn read_from_the_capital(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the capital",
        "find_both_related is an INNER JOIN: pairs without an Option, because country_id is NOT \
         NULL. From the country it would leave Nauru out.",
    );
    let capitals = capital::Entity::find()
        .find_both_related(country::Entity)
        .order_by_asc(capital::Column::Id)
        .all(db)
        .await?;
    let lines = capitals.into_iter().map(|(capital, country)| FromCapital {
        capital: capital.name,
        country: country.name,
    });
    lesson.rows("Every capital's country", &lines.collect::<Vec<_>>());
    Ok(())
}

async fn refused(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "Bolivia is governed from La Paz, but its capital is Sucre. UNIQUE knows one capital a \
         country; if there may be two, the relationship is another one.",
    );
    let la_paz = capital::ActiveModel {
        name: Set("La Paz".to_owned()),
        country_id: Set(1),
        ..Default::default()
    };
    let attempt = "insert La Paz as a capital of Bolivia";
    lesson.refused([(attempt, la_paz.insert(db).await.map(drop))])
}

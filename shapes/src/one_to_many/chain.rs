//! A chain: country, city, museum, painting. How to read from one end to the
//! other without reading the tables in between.

use harness::{Done, Lesson, Recorder, steps};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    EntityLoaderTrait, EntityTrait, LinkDef, Linked, LoaderTrait, ModelTrait,
    QueryOrder, RelationTrait, TransactionTrait, sea_query::Expr,
};

/// The top of the chain.
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
        #[sea_orm(has_many)]
        pub cities: HasMany<super::city::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The second level.
pub mod city {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "city")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(indexed)]
        pub country_id: i32,
        #[sea_orm(
            belongs_to,
            from = "country_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub country: BelongsTo<super::country::Entity>,
        #[sea_orm(has_many)]
        pub museums: HasMany<super::museum::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The third level.
pub mod museum {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "museum")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(indexed)]
        pub city_id: i32,
        #[sea_orm(
            belongs_to,
            from = "city_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub city: BelongsTo<super::city::Entity>,
        #[sea_orm(has_many)]
        pub paintings: HasMany<super::painting::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The bottom of the chain.
pub mod painting {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "painting")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub title: String,
        #[sea_orm(indexed)]
        pub museum_id: i32,
        #[sea_orm(
            belongs_to,
            from = "museum_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub museum: BelongsTo<super::museum::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- chain` runs.
pub const LESSON: Lesson = Lesson {
    name: "chain",
    about: "Country, city, museum, painting: how to read from one end of a \
            chain to the other.",
    tables: &["country", "city", "museum", "painting"],
    sample: None,
    steps: steps![
        here: schema_step, create_from_the_top_step,
        create_from_the_bottom_step, from_one_row_step,
        from_every_painting_step, from_every_country_step,
        three_in_one_select_step, past_the_second_level_step, refuse_step,
        delete_step,
    ],
};

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(country::Entity)
        .register(city::Entity)
        .register(museum::Entity)
        .register(painting::Entity)
        .apply(db)
        .await
}

/// # Schema
///
/// Four tables, each with a foreign key to the one above. A painting has no
/// foreign key to its country: you find the country through the museum and the
/// city.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["country", "city", "museum", "painting"]).await
}

/// A museum and the titles of its paintings.
pub type Museum = (&'static str, &'static [&'static str]);

/// A city and its museums.
pub type City = (&'static str, &'static [Museum]);

/// Countries and what is in them. Beaux-Arts has no painting, Oslo no museum
/// and Malta no city: an empty side at each level.
const COUNTRIES: [(&str, &[City]); 5] = [
    (
        "France",
        &[
            (
                "Paris",
                &[
                    ("Louvre", &["Mona Lisa", "The Raft of the Medusa"]),
                    ("Orsay", &["Olympia"]),
                ],
            ),
            ("Lyon", &[("Beaux-Arts", &[])]),
        ],
    ),
    ("Italy", &[("Florence", &[("Uffizi", &["The Birth of Venus"])])]),
    ("Spain", &[("Madrid", &[("Prado", &["Las Meninas"])])]),
    ("Norway", &[("Oslo", &[])]),
    ("Malta", &[]),
];

/// Inserts each country with everything below it.
pub async fn create_from_the_top(
    db: &(impl ConnectionTrait + TransactionTrait),
) -> Result<(), DbErr> {
    for (name, cities) in COUNTRIES {
        let mut country = country::ActiveModel::builder().set_name(name);
        for (name, museums) in cities {
            let mut city = city::ActiveModel::builder().set_name(*name);
            for (name, titles) in *museums {
                let mut museum = museum::ActiveModel::builder().set_name(*name);
                for title in *titles {
                    let painting = painting::ActiveModel::builder();
                    museum = museum.add_painting(painting.set_title(*title));
                }
                city = city.add_museum(museum);
            }
            country = country.add_city(city);
        }
        country.insert(db).await?;
    }
    Ok(())
}

/// # Create from the top
///
/// You insert each country as a tree of four levels, with one INSERT per row.
/// SeaORM fills in every foreign key.
async fn create_from_the_top_step(show: &mut Recorder) -> Done {
    show.ran(create_from_the_top(show.db()).await?).await
}

/// Inserts a painting in a new museum of a stored city.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such city.
pub async fn create_from_the_bottom(
    db: &(impl ConnectionTrait + TransactionTrait),
    city_id: i32,
) -> Result<painting::ModelEx, DbErr> {
    let city = city::Entity::find_by_id(city_id).require_one(db).await?;
    let museum = museum::ActiveModel::builder()
        .set_name("Reina Sofia")
        .set_city(city.into_ex());
    painting::ActiveModel::builder()
        .set_title("Guernica")
        .set_museum(museum)
        .insert(db)
        .await
}

/// # Create from the bottom
///
/// You insert a painting with a new museum, and the museum gets a stored city,
/// Madrid.
async fn create_from_the_bottom_step(show: &mut Recorder) -> Done {
    show.ran(create_from_the_bottom(show.db(), 4).await?).await
}

/// From a country down to its paintings.
pub struct PaintingsOfCountry;

impl Linked for PaintingsOfCountry {
    type FromEntity = country::Entity;
    type ToEntity = painting::Entity;

    fn link(&self) -> Vec<LinkDef> {
        vec![
            country::Relation::City.def(),
            city::Relation::Museum.def(),
            museum::Relation::Painting.def(),
        ]
    }
}

/// The paintings in a country, ordered by id.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such country.
pub async fn paintings_in(
    db: &impl ConnectionTrait,
    country: &str,
) -> Result<Vec<painting::Model>, DbErr> {
    let country = country::Entity::find_by_name(country);
    let country = country.require_one(db).await?;
    country
        .find_linked(PaintingsOfCountry)
        .order_by_id_asc()
        .all(db)
        .await
}

/// # From one row: find_linked
///
/// `Linked` is a path: a list of relations, each starting where the previous
/// one ends. `find_linked` starts from a row that you have. The tables in
/// between are joined but not read.
async fn from_one_row_step(show: &mut Recorder) -> Done {
    show.code("PaintingsOfCountry")?;
    show.code("impl Linked for PaintingsOfCountry")?;
    let paintings = paintings_in(show.db(), "France").await?;
    show.rows("The paintings in France", paintings).await
}

/// From a painting up to its country.
pub struct CountryOfPainting;

impl Linked for CountryOfPainting {
    type FromEntity = painting::Entity;
    type ToEntity = country::Entity;

    fn link(&self) -> Vec<LinkDef> {
        vec![
            painting::Relation::Museum.def(),
            museum::Relation::City.def(),
            city::Relation::Country.def(),
        ]
    }
}

/// Every painting with its country, ordered by the painting's id.
pub async fn paintings_with_country(
    db: &impl ConnectionTrait,
) -> Result<Vec<(painting::Model, Option<country::Model>)>, DbErr> {
    painting::Entity::find()
        .find_also_linked(CountryOfPainting)
        .order_by_asc(painting::COLUMN.id)
        .all(db)
        .await
}

/// # From every row, up: find_also_linked
///
/// The path goes up, so each painting has one country. SeaORM returns an
/// `Option`, because the joins are LEFT JOINs.
async fn from_every_painting_step(show: &mut Recorder) -> Done {
    show.code("CountryOfPainting")?;
    show.code("impl Linked for CountryOfPainting")?;
    let paintings = paintings_with_country(show.db()).await?;
    let rows = paintings.iter().map(|(painting, country)| {
        (&painting.title, country.as_ref().map(|country| &country.name))
    });
    show.table("Every painting", ["painting", "country"], rows).await
}

/// Every country with its paintings, both ordered by id.
pub async fn countries_with_paintings(
    db: &impl ConnectionTrait,
) -> Result<Vec<(country::Model, Vec<painting::Model>)>, DbErr> {
    country::Entity::find()
        .find_with_linked(PaintingsOfCountry)
        .order_by_asc(country::COLUMN.id)
        // The third join of the path: SeaORM calls them r0, r1, r2.
        .order_by_asc(Expr::col(("r2", painting::Column::Id)))
        .all(db)
        .await
}

/// # From every row, down: find_with_linked
///
/// The path goes down, so each country has a list of paintings. The LEFT JOINs
/// keep Norway and Malta, which have none. One SELECT returns it all and
/// repeats a country's columns for each of its paintings.
async fn from_every_country_step(show: &mut Recorder) -> Done {
    let countries = countries_with_paintings(show.db()).await?;
    let rows = countries.iter().map(|(country, paintings)| {
        (&country.name, paintings.iter().map(|painting| &painting.title))
    });
    show.table("Every country", ["country", "paintings"], rows).await
}

/// A country and, for each of its cities, the museums.
pub type CountryTree = (country::Model, Vec<(city::Model, Vec<museum::Model>)>);

/// Every country with its cities and their museums, in one SELECT, all ordered
/// by id.
pub async fn three_in_one_select(
    db: &impl ConnectionTrait,
) -> Result<Vec<CountryTree>, DbErr> {
    country::Entity::find()
        .find_also_related(city::Entity)
        .and_also_related(museum::Entity)
        .order_by_asc(country::COLUMN.id)
        .order_by_asc(city::COLUMN.id)
        .order_by_asc(museum::COLUMN.id)
        .consolidate()
        .all(db)
        .await
}

/// # Three entities in one SELECT
///
/// `find_also_related` adds the second entity and `and_also_related` the third,
/// which belongs to the second. Without `consolidate` you get one flat tuple
/// per row; with it, a tree.
async fn three_in_one_select_step(show: &mut Recorder) -> Done {
    let countries = three_in_one_select(show.db()).await?;
    let rows = countries.iter().map(|(country, cities)| {
        let cities = cities.iter().map(|(city, museums)| {
            let names: Vec<_> = museums.iter().map(|one| &*one.name).collect();
            format!("{} ({})", city.name, names.join(", "))
        });
        (&country.name, cities)
    });
    show.table("Every country", ["country", "cities (museums)"], rows)
        .await
}

/// The museums of all countries, each with its paintings, which the loader
/// doesn't reach.
pub async fn museums_with_paintings(
    db: &impl ConnectionTrait,
) -> Result<Vec<(museum::Model, Vec<painting::Model>)>, DbErr> {
    let countries = country::Entity::load()
        .with((city::Entity, museum::Entity))
        .order_by_id_asc()
        .all(db)
        .await?;
    let museums: Vec<museum::Model> = countries
        .into_iter()
        .flat_map(|country| country.cities)
        .flat_map(|city| city.museums)
        .map(museum::Model::from)
        .collect();
    let by_id = painting::Entity::find().order_by_id_asc();
    let paintings = museums.load_many(by_id, db).await?;
    Ok(museums.into_iter().zip(paintings).collect())
}

/// # Past the second level
///
/// The loader goes two levels down and no further. `load_many` continues from
/// the rows of the second level: one more SELECT, for the paintings of all
/// museums.
async fn past_the_second_level_step(show: &mut Recorder) -> Done {
    let museums = museums_with_paintings(show.db()).await?;
    let rows = museums.iter().map(|(museum, paintings)| {
        (&museum.name, paintings.iter().map(|painting| &painting.title))
    });
    show.table("Every museum", ["museum", "paintings"], rows).await
}

/// Inserts a painting with a museum id, without checking that the museum
/// exists.
pub async fn insert_painting(
    db: &(impl ConnectionTrait + TransactionTrait),
    museum_id: i32,
) -> Result<painting::ModelEx, DbErr> {
    painting::ActiveModel::builder()
        .set_title("The Scream")
        .set_museum_id(museum_id)
        .insert(db)
        .await
}

/// # Refused
///
/// A painting needs a museum that exists. So it always has a city and a country
/// as well: NOT NULL and the foreign keys guarantee the whole chain.
async fn refuse_step(show: &mut Recorder) -> Done {
    let refused = insert_painting(show.db(), 99).await;
    show.refused("insert a painting in museum 99", refused).await
}

/// Deletes a country: one DELETE.
pub async fn delete_country(
    db: &impl ConnectionTrait,
    id: i32,
) -> Result<DeleteResult, DbErr> {
    country::Entity::delete_by_id(id).exec(db).await
}

/// # Delete
///
/// You delete France. ON DELETE CASCADE deletes everything below it, level by
/// level, in the same statement. `rows_affected` counts only the country.
async fn delete_step(show: &mut Recorder) -> Done {
    let deleted = delete_country(show.db(), 1).await?;
    show.affected("What `exec` returned", deleted.rows_affected).await
}

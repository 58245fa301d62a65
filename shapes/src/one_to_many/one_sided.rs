//! An address belongs to a city, and only the address says so. The entity
//! `city` has no list of addresses.

use harness::{Lesson, Recorder, columns, source, steps, table::Deleted};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    EntityLoaderTrait, EntityTrait, FromQueryResult, JoinType, Linked,
    QueryOrder, QuerySelect, RelationDef, RelationTrait, TransactionTrait,
    sea_query::Expr,
};

/// The one side. It declares no relation.
pub mod city {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "city")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique)]
        pub name: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The many side. It declares the whole relationship.
pub mod address {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "address")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub street: String,
        #[sea_orm(indexed)]
        pub city_id: i32,
        /// Many-to-one. Nothing on the other side corresponds to it.
        #[sea_orm(
            belongs_to,
            from = "city_id",
            to = "id",
            on_delete = "Restrict"
        )]
        pub city: BelongsTo<super::city::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- one-sided` runs.
pub const LESSON: Lesson = Lesson {
    name: "one-sided",
    about: "The address has a `belongs_to`; the city has no list of addresses.",
    tables: &["city", "address"],
    steps: steps![
        schema: schema_step,
        create: create_step,
        read_from_addresses: read_from_addresses_step,
        read_from_cities: read_from_cities_step,
        filter_and_count: filter_and_count_step,
        refused: refused_step,
        delete: delete_step,
    ],
};

/// Cities. They get the ids 1 to 4. Faro has no address: the empty side.
const CITIES: [&str; 4] = ["Lisbon", "Porto", "Braga", "Faro"];

/// Streets, each with the id of its city.
const ADDRESSES: [(&str, i32); 5] = [
    ("Rua Augusta 1", 1),
    ("Rua do Ouro 22", 1),
    ("Rua das Flores 5", 2),
    ("Avenida Central 40", 3),
    ("Rua Garrett 9", 1),
];

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(city::Entity)
        .register(address::Entity)
        .apply(db)
        .await
}

async fn schema_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "`belongs_to` on the address is the whole relationship. A `has_many` \
         on the city wouldn't change the tables, because that field is not a \
         column.",
    );
    lesson.code(source!("one_sided.rs"), "city::Model")?;
    lesson.code(source!("one_sided.rs"), "address::Model")?;
    lesson.code(source!("one_sided.rs"), "schema")?;
    schema(db).await?;
    lesson.done("Tables and indexes created");
    lesson.columns(db, city::Entity).await?;
    lesson.columns(db, address::Entity).await?;
    Ok(())
}

/// Inserts a city. It has no `add_address`: the entity has no such field.
pub async fn create_city(
    db: &(impl ConnectionTrait + TransactionTrait),
    name: &str,
) -> Result<city::ModelEx, DbErr> {
    city::ActiveModel::builder().set_name(name).insert(db).await
}

/// Inserts an address in a stored city.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such city.
pub async fn create_address(
    db: &(impl ConnectionTrait + TransactionTrait),
    street: &str,
    city_id: i32,
) -> Result<address::ModelEx, DbErr> {
    let city = city::Entity::find_by_id(city_id).require_one(db).await?;
    address::ActiveModel::builder()
        .set_street(street)
        .set_city(city.into_ex())
        .insert(db)
        .await
}

/// Inserts an address together with its city, which is new.
pub async fn create_both(
    db: &(impl ConnectionTrait + TransactionTrait),
    street: &str,
    city: &str,
) -> Result<address::ModelEx, DbErr> {
    address::ActiveModel::builder()
        .set_street(street)
        .set_city(city::ActiveModel::builder().set_name(city))
        .insert(db)
        .await
}

async fn create_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create",
        "You write the relationship from the address, with a stored city or a \
         new one. SeaORM inserts the new city first. A city alone is a plain \
         INSERT.",
    );
    lesson.code(source!("one_sided.rs"), "create_city")?;
    lesson.code(source!("one_sided.rs"), "create_address")?;
    lesson.code(source!("one_sided.rs"), "create_both")?;
    for name in CITIES {
        create_city(db, name).await?;
    }
    lesson.done("Four cities inserted");
    for (street, city_id) in ADDRESSES {
        create_address(db, street, city_id).await?;
    }
    lesson.done("Five addresses inserted, each in a stored city");
    create_both(db, "Rua Larga 3", "Coimbra").await?;
    lesson.done("An address inserted with its new city");
    let cities = city::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("city", cities);
    let addresses = address::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("address", addresses);
    Ok(())
}

/// Every address with its city, ordered by id.
pub async fn read_from_addresses(
    db: &impl ConnectionTrait,
) -> Result<Vec<address::ModelEx>, DbErr> {
    address::Entity::load()
        .with(city::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

async fn read_from_addresses_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the addresses",
        "From the address you read as usual: one SELECT with a join.",
    );
    lesson.code(source!("one_sided.rs"), "read_from_addresses")?;
    let addresses = read_from_addresses(db).await?;
    let rows = addresses.into_iter().map(|address| FromAddress {
        address: address.street,
        city: address.city.into_option().map(|city| city.name),
    });
    lesson.rows("Every address with its city", rows);
    Ok(())
}

/// The path from a city to its addresses: the address's relation, reversed.
pub struct AddressesOfCity;

impl Linked for AddressesOfCity {
    type FromEntity = city::Entity;
    type ToEntity = address::Entity;

    fn link(&self) -> Vec<RelationDef> {
        vec![address::Relation::City.def().rev()]
    }
}

/// Every city with its addresses, ordered by id.
pub async fn read_from_cities(
    db: &impl ConnectionTrait,
) -> Result<Vec<(city::Model, Vec<address::Model>)>, DbErr> {
    city::Entity::find()
        .find_with_linked(AddressesOfCity)
        .order_by_asc(city::COLUMN.id)
        // `r0` is SeaORM's alias for the table of the first link.
        .order_by_asc(Expr::col(("r0", "id")))
        .all(db)
        .await
}

async fn read_from_cities_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the cities",
        "`city::Entity::load().with(address::Entity)` doesn't compile, because \
         the city has no field for the list. A `Linked` that reverses the \
         address's relation reads every city with its addresses in one SELECT. \
         Faro has no address.",
    );
    lesson.code(source!("one_sided.rs"), "impl Linked for AddressesOfCity")?;
    lesson.code(source!("one_sided.rs"), "read_from_cities")?;
    let cities = read_from_cities(db).await?;
    let rows = cities.into_iter().map(|(city, addresses)| FromCity {
        city: city.name,
        addresses: addresses.into_iter().map(|found| found.street).collect(),
    });
    lesson.rows("Every city with its addresses", rows);
    Ok(())
}

/// The addresses in the city with that name, ordered by id.
pub async fn addresses_in(
    db: &impl ConnectionTrait,
    city: &str,
) -> Result<Vec<address::Model>, DbErr> {
    address::Entity::find()
        .has_related(city::Entity, city::COLUMN.name.eq(city))
        .order_by_id_asc()
        .all(db)
        .await
}

/// Every city with the number of its addresses. `join_rev` follows the
/// address's relation backward.
pub async fn count_by_city(
    db: &impl ConnectionTrait,
) -> Result<Vec<CityCount>, DbErr> {
    city::Entity::find()
        .select_only()
        .column_as(city::Column::Name, "city")
        .column_as(address::COLUMN.id.count(), "addresses")
        .join_rev(JoinType::LeftJoin, address::Relation::City.def())
        .group_by(city::COLUMN.id)
        .group_by(city::COLUMN.name)
        .order_by_asc(city::COLUMN.id)
        .into_model()
        .all(db)
        .await
}

async fn filter_and_count_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Filter and count",
        "`has_related` filters addresses by their city with EXISTS. `join_rev` \
         joins from the city, and the LEFT JOIN keeps Faro with a count of 0.",
    );
    lesson.code(source!("one_sided.rs"), "addresses_in")?;
    let addresses = addresses_in(db, "Lisbon").await?;
    lesson.rows("The addresses in Lisbon", addresses);
    lesson.code(source!("one_sided.rs"), "count_by_city")?;
    let counts = count_by_city(db).await?;
    lesson.rows("Every city with its number of addresses", counts);
    Ok(())
}

/// Deletes a loaded city. With a `has_many` on the city, SeaORM would delete
/// its addresses first, and RESTRICT would have nothing left to refuse.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such city.
pub async fn delete_city(
    db: &(impl ConnectionTrait + TransactionTrait),
    city_id: i32,
) -> Result<DeleteResult, DbErr> {
    let city = city::Entity::find_by_id(city_id).require_one(db).await?;
    city.into_ex().delete(db).await
}

/// Inserts an address with a city id, without checking that the city exists.
pub async fn create_unchecked(
    db: &(impl ConnectionTrait + TransactionTrait),
    street: &str,
    city_id: i32,
) -> Result<address::ModelEx, DbErr> {
    address::ActiveModel::builder()
        .set_street(street)
        .set_city_id(city_id)
        .insert(db)
        .await
}

async fn refused_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "The foreign key rejects an address in a city that doesn't exist. \
         RESTRICT refuses to delete Lisbon, which has addresses, even as a \
         loaded row: without a `has_many`, SeaORM sends only the DELETE of the \
         city.",
    );
    lesson.code(source!("one_sided.rs"), "create_unchecked")?;
    lesson.code(source!("one_sided.rs"), "delete_city")?;
    let unknown = create_unchecked(db, "Rua Nova 7", 99).await;
    let restricted = delete_city(db, 1).await;
    lesson.refused([
        ("insert an address in city 99", unknown.map(drop)),
        ("delete Lisbon, loaded", restricted.map(drop)),
    ])?;
    Ok(())
}

async fn delete_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Delete",
        "The same function deletes Faro, which has no address. Nothing else is \
         deleted.",
    );
    lesson.code(source!("one_sided.rs"), "delete_city")?;
    let deleted = delete_city(db, 4).await?;
    lesson.rows("Faro deleted", [Deleted::from(deleted)]);
    let cities = city::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("city afterwards", cities);
    let addresses = address::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("address afterwards", addresses);
    Ok(())
}

/// An address with the name of its city.
struct FromAddress {
    address: String,
    city: Option<String>,
}

columns!(FromAddress: address, city);

/// A city with the streets of its addresses.
struct FromCity {
    city: String,
    addresses: Vec<String>,
}

columns!(FromCity: city, addresses);

/// A city with the number of its addresses.
#[derive(FromQueryResult)]
pub struct CityCount {
    city: String,
    addresses: i64,
}

columns!(CityCount: city, addresses);

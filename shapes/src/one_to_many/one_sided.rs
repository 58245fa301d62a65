//! An address belongs to a city, and only the address says so. The entity
//! `city` has no list of addresses.

use harness::{Done, Lesson, Recorder, steps};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    EntityLoaderTrait, EntityTrait, JoinType, Linked, QueryOrder, QuerySelect,
    RelationDef, RelationTrait, TransactionTrait, sea_query::Expr,
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
    sample: None,
    steps: steps![
        here: schema_step, create_step, read_from_addresses_step,
        read_from_cities_step, filter_and_count_step, refused_step, delete_step,
    ],
};

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(city::Entity)
        .register(address::Entity)
        .apply(db)
        .await
}

/// # Schema
///
/// `belongs_to` on the address is the whole relationship. A `has_many` on the
/// city wouldn't change the tables, because that field is not a column.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["city", "address"]).await
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

/// # Create
///
/// You write the relationship from the address, with a stored city or a new
/// one. SeaORM inserts the new city first. A city alone is a plain INSERT. Faro
/// gets no address.
async fn create_step(show: &mut Recorder) -> Done {
    create_city(show.db(), "Lisbon").await?;
    create_city(show.db(), "Porto").await?;
    create_city(show.db(), "Braga").await?;
    create_city(show.db(), "Faro").await?;
    show.done().await?;
    create_address(show.db(), "Rua Augusta 1", 1).await?;
    create_address(show.db(), "Rua do Ouro 22", 1).await?;
    create_address(show.db(), "Rua das Flores 5", 2).await?;
    create_address(show.db(), "Avenida Central 40", 3).await?;
    create_address(show.db(), "Rua Garrett 9", 1).await?;
    show.done().await?;
    show.ran(create_both(show.db(), "Rua Larga 3", "Coimbra").await?)
        .await
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

/// # Read from the addresses
///
/// From the address you read as usual: one SELECT with a join.
async fn read_from_addresses_step(show: &mut Recorder) -> Done {
    let addresses = read_from_addresses(show.db()).await?;
    let rows = addresses.iter().map(|address| {
        (&address.street, address.city.as_ref().map(|city| &city.name))
    });
    show.table("Every address", ["address", "city"], rows).await
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

/// # Read from the cities
///
/// `city::Entity::load().with(address::Entity)` doesn't compile, because the
/// city has no field for the list. A `Linked` that reverses the address's
/// relation reads every city with its addresses in one SELECT. Faro has no
/// address.
async fn read_from_cities_step(show: &mut Recorder) -> Done {
    show.code("AddressesOfCity")?;
    show.code("impl Linked for AddressesOfCity")?;
    let cities = read_from_cities(show.db()).await?;
    let rows = cities.iter().map(|(city, addresses)| {
        (&city.name, addresses.iter().map(|address| &address.street))
    });
    show.table("Every city", ["city", "addresses"], rows).await
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
) -> Result<Vec<(String, i64)>, DbErr> {
    city::Entity::find()
        .select_only()
        .column(city::Column::Name)
        .column_as(address::COLUMN.id.count(), "addresses")
        .join_rev(JoinType::LeftJoin, address::Relation::City.def())
        .group_by(city::COLUMN.id)
        .group_by(city::COLUMN.name)
        .order_by_asc(city::COLUMN.id)
        .into_tuple()
        .all(db)
        .await
}

/// # Filter and count
///
/// `has_related` filters addresses by their city with EXISTS. `join_rev` joins
/// from the city, and the LEFT JOIN keeps Faro with a count of 0.
async fn filter_and_count_step(show: &mut Recorder) -> Done {
    let addresses = addresses_in(show.db(), "Lisbon").await?;
    show.rows("The addresses in Lisbon", addresses).await?;
    let counts = count_by_city(show.db()).await?;
    show.table("Every city", ["city", "addresses"], counts).await
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

/// # Refused
///
/// The foreign key rejects an address in a city that doesn't exist. RESTRICT
/// refuses to delete Lisbon, which has addresses, even as a loaded row: without
/// a `has_many`, SeaORM sends only the DELETE of the city.
async fn refused_step(show: &mut Recorder) -> Done {
    let refused = create_unchecked(show.db(), "Rua Nova 7", 99).await;
    show.refused("insert an address in city 99", refused).await?;
    show.refused("delete Lisbon, loaded", delete_city(show.db(), 1).await)
        .await
}

/// # Delete
///
/// The same function deletes Faro, which has no address.
async fn delete_step(show: &mut Recorder) -> Done {
    show.code("delete_city")?;
    show.ran(delete_city(show.db(), 4).await?).await
}

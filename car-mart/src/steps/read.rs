//! Every car with its model and brand.

use std::fmt::{self, Display, Formatter};

use harness::{Recorder, columns, source};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, DerivePartialModel,
    EntityTrait, JoinType, QueryOrder, QuerySelect, RelationTrait,
};

use crate::entity::{car_brand, car_info, car_model};

/// A car with its model: `car.model.brand.name` is the name of the brand.
#[derive(Clone, Debug, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "car_info::Entity")]
pub struct Car {
    /// The name that people use for the car.
    pub car_id: String,
    /// The year it was built.
    pub year: i32,
    /// In dollars; `None` if it isn't known.
    pub price: Option<i32>,
    /// The model, one table away.
    #[sea_orm(nested)]
    pub model: Model,
}

/// The columns of a model that [`Car`] needs.
#[derive(Clone, Debug, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "car_model::Entity")]
pub struct Model {
    /// The name of the model.
    pub name: String,
    /// The brand, two tables away from the car.
    #[sea_orm(nested)]
    pub brand: Brand,
}

/// The column of a brand that [`Car`] needs.
#[derive(Clone, Debug, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "car_brand::Entity")]
pub struct Brand {
    /// The name of the brand.
    pub name: String,
}

/// Every car with its model and brand, ordered by `car_id`. SQLAlchemy's
/// `session.query(CarInfo).join(CarModel).join(CarBrand).all()`.
pub async fn read(db: &impl ConnectionTrait) -> Result<Vec<Car>, DbErr> {
    car_info::Entity::find()
        .inner_join(car_model::Entity)
        .join(JoinType::InnerJoin, car_model::Relation::CarBrand.def())
        .order_by_asc(car_info::COLUMN.car_id)
        .into_partial_model()
        .all(db)
        .await
}

/// As `println!("{car}")` prints it.
impl Display for Car {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let brand = &self.model.brand.name;
        let model = &self.model.name;
        write!(f, "{}: {brand} {model}, {} - ", self.car_id, self.year)?;
        match self.price {
            Some(price) => write!(f, "${price}"),
            None => write!(f, "no price"),
        }
    }
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read",
        "One SELECT joins the three tables and reads only the columns that the structs name. \
         `nested` fills a struct within a struct. C7 has no price: NULL in the table, None in \
         Rust.",
    );
    lesson.code(source!("read.rs"), "Car")?;
    lesson.code(source!("read.rs"), "Model")?;
    lesson.code(source!("read.rs"), "Brand")?;
    lesson.code(source!("read.rs"), "read")?;
    let cars = read(db).await?;
    lesson.rows(
        "Every car with its model and brand",
        cars.iter().map(CarRow::from),
    );
    lesson.code(source!("read.rs"), "impl Display for Car")?;
    lesson.lines(
        "The same cars, one line each",
        cars.iter().map(Car::to_string).collect(),
    );
    Ok(())
}

/// A car as a row of a table.
pub(crate) struct CarRow {
    car_id: String,
    brand: String,
    model: String,
    year: i32,
    price: Option<i32>,
}

columns!(CarRow: car_id, brand, model, year, price);

impl From<&Car> for CarRow {
    fn from(car: &Car) -> Self {
        Self {
            car_id: car.car_id.clone(),
            brand: car.model.brand.name.clone(),
            model: car.model.name.clone(),
            year: car.year,
            price: car.price,
        }
    }
}

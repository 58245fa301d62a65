//! The same work in raw sqlx, on one connection that is held.

use std::sync::Arc;

use sea_orm::{
    DatabaseConnection, DbBackend,
    entity::prelude::Decimal,
    sqlx::{
        self, AssertSqlSafe, Executor, Postgres, Sqlite, pool::PoolConnection,
        query, query_as,
    },
};
use tokio::sync::Mutex;

/// As SeaORM sends it for `average_prices`.
pub const JOINED_FIRST: &str = "SELECT car_brand.name, car_model.name, car_info.year, \
     AVG(car_info.price) FROM car_brand JOIN car_model ON car_brand.id = car_model.brand_id \
     JOIN car_info ON car_model.id = car_info.model_id \
     GROUP BY car_brand.name, car_model.name, car_info.year \
     ORDER BY MIN(car_brand.id), MIN(car_model.id), car_info.year";

/// As for `average_prices_by_model`.
pub const AGGREGATED_FIRST: &str = "SELECT car_brand.name, car_model.name, averages.year, \
     averages.average_price FROM car_model JOIN car_brand ON car_model.brand_id = car_brand.id \
     JOIN (SELECT model_id, year, AVG(price) AS average_price FROM car_info \
     GROUP BY model_id, year) AS averages ON averages.model_id = car_model.id \
     ORDER BY car_brand.id, car_model.id, averages.year";

/// As for `stored_prices`.
pub const STORED: &str = "SELECT brand, model, year, average_price FROM data_mart ORDER BY brand_id, model_id, year";

const FIND: &str = "SELECT id, car_id, model_id, year, price FROM car_info WHERE car_id = $1 LIMIT 1";
const BRANDS: &str = "SELECT id, name FROM car_brand ORDER BY id";
const MODELS: &str = "SELECT id, name, brand_id FROM car_model ORDER BY id";
const CARS: &str =
    "SELECT id, car_id, model_id, year, price FROM car_info ORDER BY id";
const MODELS_OF: &str =
    "SELECT id, name, brand_id FROM car_model WHERE brand_id = $1";
const CARS_OF: &str = "SELECT id, car_id, model_id, year, price FROM car_info WHERE model_id = $1";
const JOIN: &str = "SELECT car_brand.id, car_brand.name, car_model.id, car_model.name, \
     car_model.brand_id, car_info.id, car_info.car_id, car_info.model_id, car_info.year, \
     car_info.price FROM car_brand LEFT JOIN car_model ON car_brand.id = car_model.brand_id \
     LEFT JOIN car_info ON car_model.id = car_info.model_id ORDER BY car_brand.id";

type Brand = (i32, String);
type Model = (i32, String, i32);
type Car = (i32, String, i32, i32, Option<i32>);
type Path = (
    i32,
    String,
    Option<i32>,
    Option<String>,
    Option<i32>,
    Option<i32>,
    Option<String>,
    Option<i32>,
    Option<i32>,
    Option<i32>,
);

/// A connection of either kind.
pub enum Raw {
    /// To PostgreSQL.
    Postgres(Mutex<PoolConnection<Postgres>>),
    /// To SQLite.
    Sqlite(Mutex<PoolConnection<Sqlite>>),
}

/// Does the same work on either kind: sqlx has no type that is both.
macro_rules! on {
    ($raw:expr, $connection:ident => $work:expr) => {
        match $raw {
            Raw::Postgres(held) => {
                let mut held = held.lock().await;
                let $connection = &mut **held;
                $work
            }
            Raw::Sqlite(held) => {
                let mut held = held.lock().await;
                let $connection = &mut **held;
                $work
            }
        }
    };
}

/// The statement that inserts so many cars.
pub fn insert_sql(backend: DbBackend, cars: u64) -> Arc<str> {
    let place = |number| match backend {
        DbBackend::Postgres => format!("${number}"),
        // To SQLite `$1` is a name, which it compares with every name before it.
        _ => "?".to_owned(),
    };
    let row = |car| {
        let places: Vec<_> =
            (1..=4).map(|column| place(4 * car + column)).collect();
        format!("({})", places.join(", "))
    };
    let rows: Vec<_> = (0..cars).map(row).collect();
    let rows = rows.join(", ");
    format!(
        "INSERT INTO car_info (car_id, model_id, year, price) VALUES {rows}"
    )
    .into()
}

impl Raw {
    /// Takes the pool's connection, which is the only one.
    pub async fn take(db: &DatabaseConnection) -> sqlx::Result<Self> {
        Ok(match db.get_database_backend() {
            DbBackend::Postgres => Self::Postgres(
                db.get_postgres_connection_pool().acquire().await?.into(),
            ),
            _ => Self::Sqlite(
                db.get_sqlite_connection_pool().acquire().await?.into(),
            ),
        })
    }

    /// Sends a statement that gives no rows.
    pub async fn execute(&self, sql: &'static str) -> sqlx::Result<()> {
        on!(self, connection => connection.execute(sql).await.map(drop))
    }

    /// One car.
    pub async fn find(&self, car_id: String) -> sqlx::Result<Car> {
        on!(self, connection => query_as(FIND).bind(car_id).fetch_one(connection).await)
    }

    /// Adds cars by the statement that [`insert_sql`] makes.
    pub async fn insert(
        &self,
        sql: &Arc<str>,
        cars: impl Iterator<Item = (String, i32, i32, Option<i32>)>,
    ) -> sqlx::Result<()> {
        on!(self, connection => {
            let mut insert = query(AssertSqlSafe(Arc::clone(sql)));
            for (car_id, model_id, year, price) in cars {
                insert = insert.bind(car_id).bind(model_id).bind(year).bind(price);
            }
            insert.execute(connection).await.map(drop)
        })
    }

    /// The number of rows that a form of the data mart has.
    pub async fn mart(&self, sql: &'static str) -> sqlx::Result<usize> {
        match self {
            Self::Postgres(held) => {
                let rows: Vec<(String, String, i32, Option<Decimal>)> =
                    query_as(sql).fetch_all(&mut **held.lock().await).await?;
                Ok(rows.len())
            }
            Self::Sqlite(held) => {
                let rows: Vec<(String, String, i32, Option<f64>)> =
                    query_as(sql).fetch_all(&mut **held.lock().await).await?;
                Ok(rows.len())
            }
        }
    }

    /// The graph in three statements, its rows not put together.
    pub async fn tables(
        &self,
    ) -> sqlx::Result<(Vec<Brand>, Vec<Model>, Vec<Car>)> {
        on!(self, connection => Ok((
            query_as(BRANDS).fetch_all(&mut *connection).await?,
            query_as(MODELS).fetch_all(&mut *connection).await?,
            query_as(CARS).fetch_all(connection).await?,
        )))
    }

    /// The graph in one statement, its rows not put together.
    pub async fn join(&self) -> sqlx::Result<Vec<Path>> {
        on!(self, connection => query_as(JOIN).fetch_all(connection).await)
    }

    /// The graph in a statement for every brand and every model.
    pub async fn one_by_one(&self) -> sqlx::Result<usize> {
        on!(self, connection => {
            let mut cars = 0;
            let brands: Vec<Brand> = query_as(BRANDS).fetch_all(&mut *connection).await?;
            for (brand, _) in brands {
                let models: Vec<Model> =
                    query_as(MODELS_OF).bind(brand).fetch_all(&mut *connection).await?;
                for (model, _, _) in models {
                    let found: Vec<Car> =
                        query_as(CARS_OF).bind(model).fetch_all(&mut *connection).await?;
                    cars += found.len();
                }
            }
            Ok(cars)
        })
    }
}

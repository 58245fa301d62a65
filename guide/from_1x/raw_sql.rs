//! # `Statement::from_sql_and_values`
//!
//! Compiles and works. `raw_sql!` writes the placeholders for you: `{name}` becomes a bind
//! parameter, not text in the SQL. Its first argument names the database: with `Sqlite` it writes
//! `?`. For code that runs on several databases, use `from_sql_and_values`.

use car_mart::entity::car_brand;
use harness::{Done, Recorder};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, Statement, raw_sql};

pub async fn by_statement(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<Option<car_brand::Model>, DbErr> {
    let sql = Statement::from_sql_and_values(
        db.get_database_backend(),
        "SELECT id, name FROM car_brand WHERE name = $1",
        [name.into()],
    );
    car_brand::Entity::find().from_raw_sql(sql).one(db).await
}

pub async fn by_macro(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<Option<car_brand::Model>, DbErr> {
    let sql = raw_sql!(
        Postgres,
        "SELECT id, name FROM car_brand WHERE name = {name}"
    );
    car_brand::Entity::find().from_raw_sql(sql).one(db).await
}

pub async fn step(show: &mut Recorder) -> Done {
    let honda = by_statement(show.db(), "Honda").await?;
    show.rows("1.x", honda).await?;
    let honda = by_macro(show.db(), "Honda").await?;
    show.rows("2.0", honda).await?;
    let none = by_macro(show.db(), "' OR ''='").await?;
    show.rows("2.0, with SQL in place of a name", none).await
}

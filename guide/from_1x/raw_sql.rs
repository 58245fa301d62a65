//! SQL of one's own, with a value in it.

use car_mart::entity::car_brand;
use harness::{Recorder, source, steps};
use sea_orm::{ConnectionTrait, DbConn, DbErr, EntityTrait, Statement, raw_sql};
use testing::Kind;

use super::{cars, compare};

async fn by_statement(
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

async fn by_macro(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<Option<car_brand::Model>, DbErr> {
    let sql = raw_sql!(
        Postgres,
        "SELECT id, name FROM car_brand WHERE name = {name}"
    );
    car_brand::Entity::find().from_raw_sql(sql).one(db).await
}

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "`Statement::from_sql_and_values`",
        "Compiles and works. `raw_sql!` writes the placeholders for you: `{name}` becomes a bind \
         parameter, not text in the SQL. Its first argument names the database: with `Sqlite` it \
         writes `?`. For code that runs on several databases, use `from_sql_and_values`.",
    );
    lesson.code(source!("raw_sql.rs"), "by_statement")?;
    lesson.rows("1.x", by_statement(db, "Honda").await?);
    lesson.code(source!("raw_sql.rs"), "by_macro")?;
    lesson.rows("2.0", by_macro(db, "Honda").await?);
    let none = by_macro(db, "' OR ''='").await?;
    assert_eq!(none, None, "a value is no SQL");
    Ok(())
}

pub async fn a_value_in_raw_sql_is_a_bind_parameter() {
    compare(steps![raw_sql: step], &[Kind::Postgres], cars).await;
}

//! The first few children of each parent.

use car_mart::entity::{car_info, car_model};
use harness::{Recorder, columns, source, steps};
use sea_orm::{
    DbConn, DbErr, EntityTrait, ExprTrait, LoaderTrait, Order, QueryFilter, QueryOrder, Select,
    sea_query::{Expr, Query, WindowStatement},
};

use super::{BOTH, cars, run};

/// Of each model, the car that is newest; of the same year, the first one.
fn newest(per_model: i32) -> Select<car_info::Entity> {
    let newest_first = WindowStatement::partition_by(car_info::Column::ModelId)
        .order_by(car_info::Column::Year, Order::Desc)
        .order_by(car_info::Column::Id, Order::Asc)
        .to_owned();
    let number = Expr::cust("ROW_NUMBER()");
    let numbered = Query::select()
        .column(car_info::Column::Id)
        .expr_window_as(number, newest_first, "number")
        .from(car_info::Entity)
        .to_owned();
    let chosen = Query::select()
        .column("id")
        .from_subquery(numbered, "numbered")
        .and_where(Expr::col("number").lte(per_model))
        .to_owned();
    car_info::Entity::find()
        .filter(car_info::COLUMN.id.in_subquery(chosen))
        .order_by_desc(car_info::COLUMN.year)
        .order_by_id_asc()
}

/// The newest car of each of `models`, in their order.
async fn newest_of(
    db: &DbConn,
    models: &[car_model::Model],
) -> Result<Vec<Vec<car_info::Model>>, DbErr> {
    models.load_many(newest(1), db).await
}

struct Cars {
    model: String,
    cars: Vec<String>,
}

columns!(Cars: model, cars);

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "How do I load at most n children per parent?",
        "SeaORM has no method for this, and a LIMIT would apply to the children of all parents \
         together. Instead, a window function numbers the children of each parent, and a filter \
         keeps the first n. The result is a query like any other, so `load_many` takes it.",
    );
    lesson.code(source!("at_most_n_children.rs"), "newest")?;
    lesson.code(source!("at_most_n_children.rs"), "newest_of")?;
    let models = car_model::Entity::find().order_by_id_asc().all(db).await?;
    lesson.done("Five models read");
    let cars = newest_of(db, &models).await?;
    let name = |car: car_info::Model| format!("{} ({})", car.car_id, car.year);
    let rows = models.into_iter().zip(cars).map(|(model, cars)| Cars {
        model: model.name,
        cars: cars.into_iter().map(name).collect(),
    });
    lesson.rows("Each model with its newest car", rows);
    Ok(())
}

pub async fn a_window_function_limits_the_children_of_each_parent() {
    run(steps![at_most_n_children: step], &BOTH, cars).await;
}

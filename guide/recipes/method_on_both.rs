//! A method for a row, loaded with its relations or without.

use car_mart::entity::{
    car_info::{self, Model, ModelEx},
    car_model,
};
use harness::{Recorder, source, steps};
use sea_orm::{DbConn, DbErr, EntityLoaderTrait, EntityTrait};

use super::{BOTH, cars, run};

/// What both types of a car can do.
trait Car {
    fn car_id(&self) -> &str;
    fn year(&self) -> i32;

    fn label(&self) -> String {
        format!("{} of {}", self.car_id(), self.year())
    }
}

impl Car for Model {
    fn car_id(&self) -> &str {
        &self.car_id
    }

    fn year(&self) -> i32 {
        self.year
    }
}

impl Car for ModelEx {
    fn car_id(&self) -> &str {
        &self.car_id
    }

    fn year(&self) -> i32 {
        self.year
    }
}

/// The labels of some cars, whichever type they have.
fn labels(cars: &[impl Car]) -> Vec<String> {
    cars.iter().map(Car::label).collect()
}

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "How do I give Model and ModelEx the same method?",
        "`find` returns `Model`, and the loader returns `ModelEx`, a different type without the \
         methods of `impl Model`. Implement a trait for both; that works even if the entity is in \
         another crate. For one call, `Model::from(loaded)` is enough; it drops the relations.",
    );
    lesson.code(source!("method_on_both.rs"), "Car")?;
    lesson.code(source!("method_on_both.rs"), "impl Car for Model ")?;
    lesson.code(source!("method_on_both.rs"), "impl Car for ModelEx")?;
    lesson.code(source!("method_on_both.rs"), "labels")?;
    let found = car_info::Entity::find_by_id(1).all(db).await?;
    lesson.lines("C1, found", labels(&found));
    let loaded = car_info::Entity::load().filter_by_id(1);
    let loaded = loaded.with(car_model::Entity).all(db).await?;
    lesson.lines("C1, loaded with its model", labels(&loaded));
    Ok(())
}

pub async fn a_trait_serves_both_types() {
    run(steps![method_on_both: step], &BOTH, cars).await;
}

//! A page of parents, each with all its children.

use car_mart::entity::{car_brand, car_model};
use harness::{Recorder, columns, source, steps};
use sea_orm::{ConnectionTrait, DbConn, DbErr, EntityLoaderTrait};

use super::{BOTH, cars, run};

/// Two brands with all their models, and how many pages there are. The first
/// page is 0.
async fn page(
    db: &impl ConnectionTrait,
    number: u64,
) -> Result<(Vec<car_brand::ModelEx>, u64), DbErr> {
    let pages = car_brand::Entity::load()
        .with(car_model::Entity)
        .order_by_id_asc()
        .paginate(db, 2);
    Ok((pages.fetch_page(number).await?, pages.num_pages().await?))
}

/// A brand with the names of its models.
pub struct Brand {
    brand: String,
    models: Vec<String>,
}

columns!(Brand: brand, models);

impl From<car_brand::ModelEx> for Brand {
    fn from(brand: car_brand::ModelEx) -> Self {
        let models = brand.models.into_iter();
        Self {
            brand: brand.name,
            models: models.map(|model| model.name).collect(),
        }
    }
}

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "How do I page parents with their children?",
        "The loader's `paginate` limits the parents, then reads the children of that page. Pages \
         are counted from 0. Order by a unique column: without an order, a row can appear on two \
         pages or on none.",
    );
    lesson.code(source!("page_parents.rs"), "page")?;
    let (brands, pages) = page(db, 0).await?;
    lesson.rows(
        &format!("The first of {pages} pages"),
        brands.into_iter().map(Brand::from),
    );
    let (brands, _) = page(db, 2).await?;
    lesson.rows("The last page", brands.into_iter().map(Brand::from));
    Ok(())
}

pub async fn a_page_has_whole_parents() {
    run(steps![page_parents: step], &BOTH, cars).await;
}

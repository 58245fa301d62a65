//! # How do I page parents with their children?
//!
//! The loader's `paginate` limits the parents, then reads the children of that page. Pages are
//! counted from 0. Order by a unique column: without an order, a row can appear on two pages or on
//! none.

use car_mart::entity::{car_brand, car_model};
use harness::{Done, Recorder};
use sea_orm::{ConnectionTrait, DbErr, EntityLoaderTrait};

use super::names;

/// Two brands with all their models, and how many pages there are. The first
/// page is 0.
pub async fn page(
    db: &impl ConnectionTrait,
    number: u64,
) -> Result<(Vec<car_brand::ModelEx>, u64), DbErr> {
    let pages = car_brand::Entity::load()
        .with(car_model::Entity)
        .order_by_id_asc()
        .paginate(db, 2);
    Ok((pages.fetch_page(number).await?, pages.num_pages().await?))
}

pub async fn step(show: &mut Recorder) -> Done {
    let header = ["brand", "models"];
    let (brands, pages) = page(show.db(), 0).await?;
    let caption = format!("The first of {pages} pages");
    show.table(&caption, header, names(brands)).await?;
    let (brands, _) = page(show.db(), 2).await?;
    show.table("The last page", header, names(brands)).await
}

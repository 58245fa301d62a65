//! What the reader sees is a slow program.

use car_mart::entity::{car_brand, car_model};
use sea_orm::{EntityTrait, ModelTrait, Set};

use super::{
    claim,
    entities::library::{self, author, book},
    fixtures::car_mart,
    make, said, table, trap,
};

#[tokio::test]
async fn find_related_in_a_loop_sends_a_statement_a_parent() {
    trap(
        claim!(),
        "Load the children of all parents at once, with `Entity::load().with(…)` or \
         `parents.load_many(…)`.",
        async |db, trap| {
            car_mart(db).await;
            trap.given("The models of each brand: of 5 brands, then of 500.");
            let mut measured = Vec::new();
            for brands in [5, 500] {
                add_brands(db, brands).await;
                trap.forget();

                for brand in car_brand::Entity::find().all(db).await.unwrap() {
                    let models = brand.find_related(car_model::Entity).all(db).await;
                    drop(models.unwrap());
                }
                let in_a_loop = trap.count();

                let loaded = car_brand::Entity::load()
                    .with(car_model::Entity)
                    .all(db)
                    .await;
                assert_eq!(loaded.unwrap().len(), brands);
                let loader = trap.count();

                measured.push([brands, in_a_loop, loader].map(|number| number.to_string()));
            }
            trap.then(
                "Wrong: `brand.find_related(Model).all(db)` for each brand; \
                 right: `Brand::load().with(Model).all(db)`; statements that each sent",
                table(["brands", "wrong", "right"], measured),
            );
        },
    )
    .await;
}

/// Adds brands until there are so many.
async fn add_brands(db: &sea_orm::DatabaseConnection, brands: usize) {
    let new: Vec<_> = (car_mart::sample::BRANDS.len()..brands)
        .map(|number| car_brand::ActiveModel {
            name: Set(format!("Brand {number}")),
            ..Default::default()
        })
        .collect();
    if !new.is_empty() {
        car_brand::Entity::insert_many(new).exec(db).await.unwrap();
    }
}

#[tokio::test]
async fn saving_a_tree_sends_a_statement_a_row() {
    trap(
        claim!(),
        "Insert many rows with `insert_many`, one statement a table, in chunks.",
        async |db, trap| {
            make(db, library::tables).await;
            trap.given("An author with 100 books.");
            let titles = (1..=100).map(|number| format!("Volume {number}"));

            let mut author = author::ActiveModel::builder().set_name("Anonymous");
            for title in titles.clone() {
                author = author.add_book(book::ActiveModel::builder().set_title(title));
            }
            let inserted = author.insert(db).await.unwrap();
            trap.wrong(
                "`author.add_book(…).add_book(…)….insert(db)`",
                table(["books"], vec![[inserted.books.len().to_string()]]),
            );

            let books = titles.map(|title| book::ActiveModel {
                author_id: Set(inserted.id),
                title: Set(title),
                ..Default::default()
            });
            let inserted = book::Entity::insert_many(books).exec(db).await;
            trap.right(
                "`book::Entity::insert_many(books)`",
                said(inserted.map(drop)),
            );
            trap.cause(
                "nested writes are not batched",
                "sea-orm-macros/src/derives/active_model_ex.rs (has_many_action)",
            );
        },
    )
    .await;
}

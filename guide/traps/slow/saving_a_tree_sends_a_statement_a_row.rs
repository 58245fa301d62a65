//! A tree of many rows, inserted.

use harness::source;
use sea_orm::{DbConn, DbErr, EntityTrait, PaginatorTrait, Set};

use crate::traps::{
    Trap,
    library::{self, author, book},
    make, said, table,
};

async fn wrong(db: &DbConn) -> Result<(), DbErr> {
    let mut author = author::ActiveModel::builder().set_name("Anonymous");
    for number in 1..=100 {
        let title = format!("Volume {number}");
        author = author.add_book(book::ActiveModel::builder().set_title(title));
    }
    author.insert(db).await?;
    Ok(())
}

async fn right(db: &DbConn) -> Result<(), DbErr> {
    let author = author::ActiveModel::builder().set_name("Anonymous");
    let author = author.insert(db).await?;
    let books = (1..=100).map(|number| book::ActiveModel {
        author_id: Set(author.id),
        title: Set(format!("Volume {number}")),
        ..Default::default()
    });
    book::Entity::insert_many(books).exec(db).await?;
    Ok(())
}

pub async fn test() {
    let trap = Trap {
        source: source!("saving_a_tree_sends_a_statement_a_row.rs"),
        heading: "One INSERT per row of a tree",
        also: &[],
        given: "You insert an author with 100 books.",
        instead: "Insert many rows with `insert_many`: one statement per table, in chunks if there are \
                  thousands.",
        cause: "A nested write inserts row by row, with a savepoint for each child \
                (`has_many_action` in `sea-orm-macros/src/derives/active_model_ex.rs`).",
    };
    trap.on_both(async |db, trap| {
        make(db, library::tables).await;
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.right("right", said(right(db).await));
        let books = book::Entity::find().count(db).await.unwrap();
        trap.then(
            "Books afterwards, from both",
            table(["books"], vec![[books.to_string()]]),
        );
    })
    .await;
}

//! A new parent with a child that is stored already, inserted.

use harness::source;
use sea_orm::{DbConn, DbErr, EntityTrait, IntoActiveModel};

use crate::traps::{
    Trap, all,
    library::{self, author, book},
    make, said,
};

async fn wrong(db: &DbConn) -> Result<(), DbErr> {
    let book = book::Entity::find_by_id(1).require_one(db).await?;
    let book = book.into_ex().into_active_model();
    let shelley = author::ActiveModel::builder().set_name("Mary Shelley");
    shelley.add_book(book.set_title("Frankenstein")).insert(db).await?;
    Ok(())
}

async fn right(db: &DbConn) -> Result<(), DbErr> {
    let book = book::Entity::find_by_id(1).require_one(db).await?;
    let book = book.into_ex().into_active_model();
    let shelley = author::ActiveModel::builder().set_name("Mary Shelley");
    shelley.add_book(book.set_title("Frankenstein")).save(db).await?;
    Ok(())
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "inserting_a_parent_with_a_changed_child_says_duplicate_key.rs"
        ),
        heading: "`duplicate key value violates unique constraint`: a new parent with a stored child",
        also: &["`UNIQUE constraint failed`"],
        given: "Book 1 is stored. It belongs to the author Anonymous, and its title is misspelled. A \
                new author gets the book, with its title corrected.",
        instead: "Use `save` for a tree in which some rows are stored already. Use `insert` \
                  for new rows. A stored row may be among them if nothing in it changes: a parent, for \
                  example, but not a child that gets a new parent.",
        cause: "`insert` cascades to the children, so it also tries to insert the child that already \
                exists (`has_many_action` in `sea-orm-macros/src/derives/active_model_ex.rs`).",
    };
    trap.on_both(async |db, trap| {
        make(db, library::tables).await;
        author::ActiveModel::builder()
            .set_name("Anonymous")
            .add_book(book::ActiveModel::builder().set_title("Frankenstien"))
            .insert(db)
            .await
            .unwrap();
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.right("right", said(right(db).await));
        trap.then("author afterwards", all(author::Entity, db).await);
        trap.then("book afterwards", all(book::Entity, db).await);
    })
    .await;
}

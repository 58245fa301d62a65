//! Without a database: `MockDatabase` returns the rows that you prepare, in order, and logs what was
//! sent. It neither filters nor checks anything, so it tests your code and not your queries.

use sea_orm::{DatabaseBackend::Postgres, DbErr, EntityTrait, MockDatabase};

use starter::entity::{author, book};

fn ada() -> author::Model {
    author::Model {
        id: 1,
        name: "Ada".to_owned(),
    }
}

fn notes() -> book::Model {
    book::Model {
        id: 1,
        title: "Notes".to_owned(),
        author_id: 1,
    }
}

/// A list is loaded by a second statement, so it takes a second set of rows.
#[tokio::test]
async fn a_list_takes_a_set_of_rows_of_its_own() {
    let db = MockDatabase::new(Postgres)
        .append_query_results([[ada()]])
        .append_query_results([[notes()]])
        .into_connection();
    let authors = author::Entity::load().with(book::Entity);
    let authors = authors.all(&db).await.unwrap();
    assert_eq!(authors[0].books[0].title, "Notes");
}

/// A to-one relation is joined, so each row is a pair. The other half is an Option if there may be none.
#[tokio::test]
async fn a_to_one_relation_takes_pairs() {
    let db = MockDatabase::new(Postgres)
        .append_query_results([[(notes(), ada())]])
        .into_connection();
    let books = book::Entity::load().with(author::Entity);
    let books = books.all(&db).await.unwrap();
    assert_eq!(books[0].author.as_ref().unwrap().name, "Ada");
}

/// What the mock says if it has two sets where it needs pairs.
#[tokio::test]
async fn a_to_one_relation_does_not_take_two_sets() {
    let db = MockDatabase::new(Postgres)
        .append_query_results([[notes()]])
        .append_query_results([[ada()]])
        .into_connection();
    let books = book::Entity::load().with(author::Entity);
    let error = books.all(&db).await.unwrap_err().to_string();
    let said = "A null value was encountered while decoding";
    assert!(error.contains(said), "{error}");
}

#[tokio::test]
async fn a_filter_is_ignored() {
    let db = MockDatabase::new(Postgres)
        .append_query_results([[ada()]])
        .into_connection();
    let found = author::Entity::find_by_id(2).one(&db).await.unwrap();
    assert_eq!(found, Some(ada()));
}

/// Each row of a tree is a savepoint in one transaction. PostgreSQL returns each inserted row, so an
/// insert takes a set of rows too.
#[tokio::test]
async fn a_tree_is_one_transaction() {
    let db = MockDatabase::new(Postgres)
        .append_query_results([[ada()]])
        .append_query_results([[notes()]])
        .into_connection();
    let book = book::ActiveModel::builder().set_title("Notes");
    let author = author::ActiveModel::builder().set_name("Ada");
    author.add_book(book).insert(&db).await.unwrap();
    let log = db.into_transaction_log();
    let sent: Vec<_> = log[0].statements().iter().map(|sent| &*sent.sql).collect();
    assert_eq!(
        sent,
        [
            "BEGIN",
            r#"INSERT INTO "author" ("name") VALUES ($1) RETURNING "id", "name""#,
            "SAVEPOINT savepoint_1",
            r#"INSERT INTO "book" ("title", "author_id") VALUES ($1, $2) RETURNING "id", "title", "author_id""#,
            "RELEASE SAVEPOINT savepoint_1",
            "COMMIT",
        ]
    );
}

#[tokio::test]
async fn without_a_set_of_rows_a_query_fails() {
    let db = MockDatabase::new(Postgres).into_connection();
    let error = author::Entity::find().all(&db).await.unwrap_err();
    let said = "`query_results` buffer is empty.";
    assert_eq!(
        error,
        DbErr::Query(sea_orm::RuntimeErr::Internal(said.to_owned()))
    );
}

//! What the reader sees are too many rows.

use sea_orm::{
    ActiveModelTrait, EntityLoaderTrait, EntityTrait, IntoActiveModel, LoaderTrait, ModelTrait,
    QueryFilter, Set,
};

use super::{
    all, claim,
    entities::{
        loose_library::{self, author, book},
        plain_school::{self, course, student, student_course},
        with_unique, without_unique,
    },
    fixtures::drop_tables,
    make, rows, said, table, trap,
};

#[tokio::test]
async fn a_second_profile_reads_the_user_twice() {
    trap(
        claim!(),
        "Put UNIQUE on the foreign key, in the entity (`#[sea_orm(unique)]`) and in the \
         migration.",
        async |db, trap| {
            make(db, without_unique::tables).await;
            {
                use without_unique::{profile, user};
                let alice = user::ActiveModel::builder().set_name("Alice");
                alice.insert(db).await.unwrap();
                for bio in ["Gardener", "Pilot"] {
                    let profile = profile::ActiveModel::builder().set_user_id(1).set_bio(bio);
                    profile.insert(db).await.unwrap();
                }
                trap.given("One user, Alice; two profiles of hers, because no UNIQUE refused one.");

                let users = user::Entity::load().with(profile::Entity).all(db).await;
                let users = users.unwrap();
                let bios = users.iter().map(|user| {
                    let profile = user.profile.as_ref().unwrap();
                    [user.id.to_string(), user.name.clone(), profile.bio.clone()]
                });
                let mut bios: Vec<_> = bios.collect();
                // The join returns them in any order.
                bios.sort();
                trap.wrong(
                    "`User::load().with(Profile).all(db)`",
                    table(["id", "name", "bio"], bios),
                );

                let alice = vec![user::Entity::find_by_id(1).one(db).await.unwrap().unwrap()];
                trap.forget();
                let profiles = alice.load_one(profile::Entity, db).await.unwrap();
                let profiles: Vec<_> = profiles.into_iter().flatten().collect();
                trap.wrong("`[alice].load_one(Profile, db)`", rows(profiles));

                let alice = users.into_iter().next().unwrap();
                let deleted = alice.delete(db).await;
                trap.wrong("`alice.delete(db)`", said(deleted));
            }

            drop_tables(db, ["profile", "user"]).await;
            make(db, with_unique::tables).await;
            {
                use with_unique::{profile, user};
                let alice = user::ActiveModel::builder().set_name("Alice");
                alice.insert(db).await.unwrap();
                let profile = profile::ActiveModel::builder().set_user_id(1);
                let first = profile.clone().set_bio("Gardener").insert(db).await;
                drop(first.unwrap());
                trap.forget();
                let second = profile.set_bio("Pilot").insert(db).await;
                trap.right(
                    "UNIQUE on `profile.user_id`, then a second profile",
                    said(second),
                );
            }
            trap.cause(
                "the rows of a join are not merged",
                "sea-orm-macros/src/derives/entity_loader.rs (expand_select_one_into)",
            );
        },
    )
    .await;
}

#[tokio::test]
async fn removing_from_a_loaded_list_and_saving_removes_nothing() {
    trap(
        claim!(),
        "Delete the link row, or use `replace_all` where the link has no columns of its own.",
        async |db, trap| {
            make(db, plain_school::tables).await;
            student::ActiveModel::builder()
                .set_name("Alice")
                .add_course(course::ActiveModel::builder().set_name("Math 101"))
                .add_course(course::ActiveModel::builder().set_name("Physics 101"))
                .insert(db)
                .await
                .unwrap();
            trap.given("Alice takes Math 101 (1) and Physics 101 (2), and gives up Math.");

            let alice = student::Entity::load()
                .filter_by_id(1)
                .with(course::Entity)
                .one(db)
                .await;
            let mut alice = alice.unwrap().unwrap().into_active_model();
            trap.forget();
            alice.courses.as_mut_vec().remove(0);
            let saved = alice.save(db).await;
            trap.wrong(
                "`alice.courses.as_mut_vec().remove(0)`, `alice.save(db)`",
                said(saved.map(drop)),
            );
            trap.then(
                "student_course afterwards",
                all(student_course::Entity, db).await,
            );

            let alice = student::Entity::find_by_id(1).one(db).await.unwrap();
            let physics = course::Entity::find_by_id(2).one(db).await.unwrap();
            let mut alice = alice.unwrap().into_active_model().into_ex();
            trap.forget();
            alice
                .courses
                .replace_all([physics.unwrap().into_active_model().into_ex()]);
            let saved = alice.save(db).await;
            trap.right(
                "`alice.courses.replace_all([physics])`, `alice.save(db)`",
                said(saved.map(drop)),
            );
            trap.then(
                "student_course afterwards",
                all(student_course::Entity, db).await,
            );

            let math_again = student_course::ActiveModel {
                student_id: Set(1),
                course_id: Set(1),
            };
            math_again.insert(db).await.unwrap();
            trap.forget();
            let unlinked = student_course::Entity::delete_by_id((1, 1)).exec(db).await;
            trap.right(
                "`student_course::Entity::delete_by_id((1, 1)).exec(db)`",
                said(unlinked),
            );
            trap.then(
                "student_course afterwards",
                all(student_course::Entity, db).await,
            );
        },
    )
    .await;
}

#[tokio::test]
async fn cascade_delete_keeps_children_whose_key_is_nullable() {
    trap(
        claim!(),
        "Make the foreign key NOT NULL if a child is nothing without its parent, or delete the \
         children first.",
        async |db, trap| {
            make(db, loose_library::tables).await;
            for name in ["Mary Shelley", "Bram Stoker"] {
                let book = book::ActiveModel::builder().set_title(format!("By {name}"));
                let author = author::ActiveModel::builder().set_name(name).add_book(book);
                author.insert(db).await.unwrap();
            }
            let authors = author::Entity::find().order_by_id_asc().all(db).await;
            let mut authors = authors.unwrap().into_iter();
            trap.given("Two authors with a book each. book.author_id is nullable.");

            let deleted = authors.next().unwrap().cascade_delete(db).await;
            trap.wrong("`author.cascade_delete(db)`", said(deleted));
            trap.then("book afterwards", all(book::Entity, db).await);

            let author = authors.next().unwrap();
            let books = book::Entity::delete_many().filter(book::COLUMN.author_id.eq(author.id));
            trap.right(
                "`book::Entity::delete_many().filter(author_id.eq(2)).exec(db)`",
                said(books.exec(db).await),
            );
            trap.right("`author.delete(db)`", said(author.delete(db).await));
            trap.then("book afterwards", all(book::Entity, db).await);
        },
    )
    .await;
}

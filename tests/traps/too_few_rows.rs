//! What the reader sees are too few rows, or too few columns.

use car_mart::entity::{car_brand, car_info, car_model};
use migrations::{car_mart::Migrator as CarMart, many_to_many::secondary::Migrator as Secondary};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, EntityLoaderTrait, EntityTrait,
    IntoActiveModel, JoinType, ModelTrait, PaginatorTrait, QueryOrder, QuerySelect, RelationTrait,
};
use sea_orm_migration::{MigratorTrait, SchemaManager};

use super::{
    Shown, all, claim,
    entities::{
        cascading_library, library, named_library,
        school::{course, student, student_course},
    },
    fixtures::{alice_and_three_courses, car_mart, drop_tables, enrollment},
    make, rows, said, table, trap,
};

#[tokio::test]
async fn a_limit_on_find_with_related_cuts_children_and_not_parents() {
    trap(
        claim!(),
        "Page the parents with `Entity::load().with(…).order_by_id_asc().paginate(db, n)`.",
        async |db, trap| {
            car_mart(db).await;
            trap.given("The first two brands, Toyota and Honda. Toyota has two models.");

            for limit in [1, 2] {
                let brands = car_brand::Entity::find()
                    .find_with_related(car_model::Entity)
                    .order_by_asc(car_brand::Column::Id)
                    .limit(limit)
                    .all(db)
                    .await
                    .unwrap();
                let brands = brands
                    .into_iter()
                    .map(|(brand, models)| [brand.name, models.len().to_string()])
                    .collect();
                trap.wrong(
                    &format!("`Brand::find().find_with_related(Model).limit({limit})`"),
                    table(["brand", "models"], brands),
                );
            }

            let brands = car_brand::Entity::load()
                .with(car_model::Entity)
                .order_by_id_asc()
                .paginate(db, 2)
                .fetch_page(0)
                .await
                .unwrap();
            let brands = brands
                .into_iter()
                .map(|brand| [brand.name, brand.models.len().to_string()])
                .collect();
            trap.right(
                "`Brand::load().with(Model).order_by_id_asc().paginate(db, 2).fetch_page(0)`",
                table(["brand", "models"], brands),
            );
        },
    )
    .await;
}

#[tokio::test]
async fn a_join_returns_no_column_of_the_other_table() {
    trap(
        claim!(),
        "Ask for the other table's columns: with `find_also_related`, or with `select_only`, \
         `column_as` and `into_tuple` or a row type.",
        async |db, trap| {
            car_mart(db).await;
            trap.given("Each model with the name of its brand.");

            let models = car_model::Entity::find()
                .join(JoinType::InnerJoin, car_model::Relation::CarBrand.def())
                .order_by_id_asc()
                .all(db)
                .await
                .unwrap();
            trap.wrong(
                "`Model::find().join(InnerJoin, Relation::CarBrand.def()).all(db)`",
                rows(models),
            );

            let models = car_model::Entity::find()
                .find_also_related(car_brand::Entity)
                .order_by_asc(car_model::Column::Id)
                .all(db)
                .await
                .unwrap();
            let models = models
                .into_iter()
                .map(|(model, brand)| [model.name, brand.unwrap().name])
                .collect();
            trap.right(
                "`Model::find().find_also_related(Brand).all(db)`",
                table(["model", "brand"], models),
            );

            let models = car_model::Entity::find()
                .join(JoinType::InnerJoin, car_model::Relation::CarBrand.def())
                .select_only()
                .column(car_model::Column::Name)
                .column_as(car_brand::Column::Name, "brand")
                .order_by_asc(car_model::Column::Id)
                .into_tuple::<(String, String)>()
                .all(db)
                .await
                .unwrap();
            trap.right(
                "the same join with `.select_only().column(…).column_as(…).into_tuple()`",
                table(
                    ["model", "brand"],
                    models.into_iter().map(<[String; 2]>::from).collect(),
                ),
            );
            trap.cause("upstream #996 (open)", "sea-orm/src/query/helper.rs (join)");
        },
    )
    .await;
}

#[tokio::test]
async fn replacing_courses_through_via_deletes_grades() {
    trap(
        claim!(),
        "Treat a `via` list as read-only when the link has columns of its own: insert and delete \
         the links themselves.",
        async |db, trap| {
            alice_and_three_courses(db).await;
            enrollment(1, Some(5)).insert(db).await.unwrap();
            enrollment(2, Some(4)).insert(db).await.unwrap();
            trap.given("Alice takes Math 101 (1) and Physics 101 (2), has a grade in each, and drops Math.");

            let physics = course::Entity::find_by_id(2).one(db).await.unwrap().unwrap();
            let alice = student::Entity::find_by_id(1).one(db).await.unwrap();
            let mut alice = alice.unwrap().into_active_model().into_ex();
            trap.forget();
            alice.courses.replace_all([physics.into_active_model().into_ex()]);
            let saved = alice.save(db).await;
            trap.wrong(
                "`alice.courses.replace_all([physics])`, `alice.save(db)`",
                said(saved.map(drop)),
            );
            trap.then(
                "student_course afterwards: the grade in Math is gone",
                all(student_course::Entity, db).await,
            );

            enrollment(1, Some(5)).insert(db).await.unwrap();
            trap.forget();
            let deleted = student_course::Entity::delete_by_id((1, 1))
                .exec_with_returning(db)
                .await
                .unwrap();
            trap.right(
                "`student_course::Entity::delete_by_id((1, 1)).exec_with_returning(db)`, which \
                 hands back what goes",
                rows(deleted),
            );
        },
    )
    .await;
}

#[tokio::test]
async fn children_under_relation_enum_are_not_saved() {
    trap(
        claim!(),
        "Write `#[sea_orm(has_many)]` without `relation_enum` on a list that you save through, or \
         insert the children themselves.",
        async |db, trap| {
            make(db, named_library::tables).await;
            {
                use named_library::{author, book};
                trap.given("An author with two books, saved as one tree.");
                let saved = author::ActiveModel::builder()
                    .set_name("Mary Shelley")
                    .add_book(book::ActiveModel::builder().set_title("Frankenstein"))
                    .add_book(book::ActiveModel::builder().set_title("The Last Man"))
                    .save(db)
                    .await;
                trap.wrong(
                    "`#[sea_orm(has_many, relation_enum = \"Works\")] books`, then \
                     `author.add_book(…).add_book(…).save(db)`",
                    said(saved.map(drop)),
                );
                trap.then("author afterwards", all(author::Entity, db).await);
                trap.then("book afterwards", all(book::Entity, db).await);
            }

            drop_tables(db, ["chapter", "book", "author"]).await;
            make(db, library::tables).await;
            {
                use library::{author, book};
                trap.forget();
                let saved = author::ActiveModel::builder()
                    .set_name("Mary Shelley")
                    .add_book(book::ActiveModel::builder().set_title("Frankenstein"))
                    .add_book(book::ActiveModel::builder().set_title("The Last Man"))
                    .save(db)
                    .await;
                trap.right(
                    "`#[sea_orm(has_many)] books`, and the same",
                    said(saved.map(drop)),
                );
                trap.then("book afterwards", all(book::Entity, db).await);
            }
            trap.cause(
                "a field with `relation_enum` gets no code to save it",
                "sea-orm-macros/src/derives/active_model_ex.rs (RelationAttr::from_attr)",
            );
        },
    )
    .await;
}

/// The tables of a library with one author, three books and three chapters in each: 13 rows.
macro_rules! thirteen_rows {
    ($library:ident, $db:ident) => {{
        make($db, $library::tables).await;
        let mut author = $library::author::ActiveModel::builder().set_name("Mary Shelley");
        for title in ["Frankenstein", "The Last Man", "Lodore"] {
            let mut book = $library::book::ActiveModel::builder().set_title(title);
            for chapter in ["I", "II", "III"] {
                let chapter = $library::chapter::ActiveModel::builder().set_title(chapter);
                book = book.add_chapter(chapter);
            }
            author = author.add_book(book);
        }
        author.insert($db).await.unwrap();
        let author = $library::author::Entity::find_by_id(1).one($db).await;
        author.unwrap().unwrap()
    }};
}

#[tokio::test]
async fn deleting_a_tree_has_four_forms() {
    trap(
        claim!(),
        "Decide in the schema: `on_delete = \"Cascade\"` on the foreign keys deletes a tree with \
         one statement.",
        async |db, trap| {
            let author = thirteen_rows!(library, db);
            trap.given("One author, three books, three chapters in each: 13 rows.");

            let deleted = author.clone().delete(db).await;
            trap.wrong(
                "`author.delete(db)`, on_delete = \"NoAction\"",
                said(deleted),
            );
            trap.then("Rows left", rows_left(db).await);

            let deleted = author.cascade_delete(db).await;
            trap.wrong(
                "`author.cascade_delete(db)`, on_delete = \"NoAction\"",
                said(deleted),
            );
            trap.then("Rows left", rows_left(db).await);

            drop_tables(db, ["chapter", "book", "author"]).await;
            let author = thirteen_rows!(library, db);
            trap.forget();
            let deleted = author.into_ex().delete(db).await;
            trap.wrong(
                "`author.into_ex().delete(db)`, on_delete = \"NoAction\"",
                said(deleted),
            );
            trap.then("Rows left", rows_left(db).await);

            drop_tables(db, ["chapter", "book", "author"]).await;
            let author = thirteen_rows!(cascading_library, db);
            trap.forget();
            let deleted = author.delete(db).await;
            trap.right(
                "`author.delete(db)`, on_delete = \"Cascade\"",
                said(deleted),
            );
            trap.then("Rows left", rows_left(db).await);
        },
    )
    .await;
}

async fn rows_left(db: &DatabaseConnection) -> Shown {
    let authors = library::author::Entity::find().count(db).await.unwrap();
    let books = library::book::Entity::find().count(db).await.unwrap();
    let chapters = library::chapter::Entity::find().count(db).await.unwrap();
    table(
        ["author", "book", "chapter"],
        vec![[authors, books, chapters].map(|count| count.to_string())],
    )
}

#[tokio::test]
async fn a_loaded_row_is_deleted_with_its_children_despite_restrict() {
    trap(
        claim!(),
        "Delete the row that `find()` gives: the database refuses it while there are children.",
        async |db, trap| {
            car_mart(db).await;
            trap.given(
                "Honda has one model with two cars, Toyota two models with two cars each. Both \
                 foreign keys say ON DELETE RESTRICT.",
            );

            let honda = car_brand::Entity::load().filter_by_id(2).one(db).await;
            let honda = honda.unwrap().unwrap();
            trap.forget();
            let deleted = honda.delete(db).await;
            trap.wrong("`Brand::load()`, `honda.delete(db)`", said(deleted));
            trap.then("Rows left", cars_left(db).await);

            let toyota = car_brand::Entity::find_by_id(1).one(db).await.unwrap();
            let corolla = car_model::Entity::find_by_id(1).one(db).await.unwrap();
            let mut toyota = toyota.unwrap().into_active_model().into_ex();
            trap.forget();
            toyota
                .models
                .replace_all([corolla.unwrap().into_active_model().into_ex()]);
            let saved = toyota.save(db).await;
            trap.wrong(
                "`toyota.models.replace_all([corolla])`, `toyota.save(db)`",
                said(saved.map(drop)),
            );
            trap.then("Rows left", cars_left(db).await);

            let ford = car_brand::Entity::find_by_id(3).one(db).await.unwrap();
            trap.forget();
            let deleted = ford.unwrap().delete(db).await;
            trap.right("`Brand::find()`, `ford.delete(db)`", said(deleted));
        },
    )
    .await;
}

async fn cars_left(db: &DatabaseConnection) -> Shown {
    let brands = car_brand::Entity::find().count(db).await.unwrap();
    let models = car_model::Entity::find().count(db).await.unwrap();
    let cars = car_info::Entity::find().count(db).await.unwrap();
    let counts = [brands, models, cars].map(|count| count.to_string());
    table(["car_brand", "car_model", "car_info"], vec![counts])
}

#[tokio::test]
async fn fresh_drops_the_tables_of_others() {
    trap(
        claim!(),
        "Use `Migrator::refresh`, and give the project a schema of its own.",
        async |db, trap| {
            car_mart(db).await;
            let names = ["car_brand", "car_model", "car_info", "notes"];
            let make_notes = "CREATE TABLE notes (id integer PRIMARY KEY)";
            db.execute_unprepared(make_notes).await.unwrap();
            trap.given("A table, notes, which no migration made, in the schema of car-mart.");
            trap.then("Tables", tables(db, &names).await);

            CarMart::fresh(db).await.unwrap();
            trap.then(
                "Wrong: after `Migrator::fresh(db)`",
                tables(db, &names).await,
            );

            db.execute_unprepared(make_notes).await.unwrap();
            CarMart::refresh(db).await.unwrap();
            trap.then(
                "Right: notes made again, after `Migrator::refresh(db)`",
                tables(db, &names).await,
            );
            trap.cause(
                "the tables are those of the schema, not those of the migrations",
                "sea-orm-migration/src/migrator/exec.rs (drop_everything_impl)",
            );
        },
    )
    .await;
}

#[tokio::test]
async fn down_without_a_number_rolls_back_everything() {
    trap(
        claim!(),
        "Say how many: `Migrator::down(db, Some(1))`.",
        async |db, trap| {
            let names = ["student", "course", "student_course"];
            Secondary::up(db, None).await.unwrap();
            trap.given("Three migrations are applied; the last one is to be rolled back.");

            Secondary::down(db, None).await.unwrap();
            trap.then(
                "Wrong: after `Migrator::down(db, None)`",
                tables(db, &names).await,
            );

            Secondary::up(db, None).await.unwrap();
            Secondary::down(db, Some(1)).await.unwrap();
            trap.then(
                "Right: all applied again, after `Migrator::down(db, Some(1))`",
                tables(db, &names).await,
            );
        },
    )
    .await;
}

/// Which of these tables are there.
async fn tables(db: &DatabaseConnection, names: &[&str]) -> Shown {
    let manager = SchemaManager::new(db);
    let mut tables = Vec::new();
    for name in names {
        let there = manager.has_table(name).await.unwrap();
        tables.push([*name, if there { "yes" } else { "no" }].map(str::to_owned));
    }
    table(["table", "there"], tables)
}

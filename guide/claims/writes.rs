//! What `insert`, `update` and `save` send for rows that are stored already, or
//! look as if they were.

use car_mart::entity::{car_brand, car_model};
use harness::statements::Statements;
use many_to_many_secondary::entity::{course, student, student_course};
use migrations::{
    car_mart::Migrator as CarMart,
    many_to_many::secondary::Migrator as Secondary,
    one_to_one::Migrator as OneToOne,
};
use one_to_one::entity::{profile, user};
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, EntityTrait, IntoActiveModel,
    PaginatorTrait, SqlErr, Unchanged,
};
use sea_orm_migration::MigratorTrait;

use testing::{Kind, TestDatabase};

async fn empty<M: MigratorTrait>(
    kind: Kind,
) -> (TestDatabase, DatabaseConnection, Statements) {
    let database = TestDatabase::empty(kind).await;
    let mut db = database.open("claims").await;
    M::up(&db, None).await.unwrap();
    let statements = Statements::default();
    statements.record(&mut db);
    (database, db, statements)
}

async fn an_active_model_ex_with_nothing_set_sends_nothing_and_returns_ok(
    kind: Kind,
) {
    let (_database, db, statements) = empty::<CarMart>(kind).await;
    let saab = || car_brand::Model {
        id: 7,
        name: "Saab".to_owned(),
    };
    let tree = || saab().into_ex().into_active_model();
    assert_eq!(tree().insert(&db).await.unwrap().name, "Saab");
    assert_eq!(tree().update(&db).await.unwrap().name, "Saab");
    tree().save(&db).await.unwrap();
    assert_eq!(statements.take_sql(), [""; 0]);
    assert_eq!(car_brand::Entity::find().count(&db).await.unwrap(), 0);

    // An ActiveModel with the same columns is inserted, and its update fails.
    saab().into_active_model().update(&db).await.unwrap_err();
    saab().into_active_model().insert(&db).await.unwrap();
    assert_eq!(car_brand::Entity::find().count(&db).await.unwrap(), 1);
}

async fn insert_takes_an_unchanged_parent_and_no_child_of_another(kind: Kind) {
    let (_database, db, statements) = empty::<CarMart>(kind).await;
    let honda = car_brand::ActiveModel::builder()
        .set_name("Honda")
        .insert(&db)
        .await
        .unwrap();
    statements.take_sql();
    let jazz =
        car_model::ActiveModel::builder().set_name("Jazz").set_brand(honda);
    let jazz = jazz.insert(&db).await.unwrap();
    assert_eq!(statements.take_sql().len(), 1);

    let jazz =
        car_model::Entity::find_by_id(jazz.id).require_one(&db).await.unwrap();
    let kia = car_brand::ActiveModel::builder()
        .set_name("Kia")
        .add_model(jazz.into_ex());
    let moved = kia.insert(&db).await.unwrap_err();
    let duplicate =
        matches!(moved.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)));
    assert!(duplicate, "{moved}");
}

async fn insert_takes_an_unchanged_other_end_of_a_via(kind: Kind) {
    let (_database, db, statements) = empty::<Secondary>(kind).await;
    let math = course::ActiveModel::builder()
        .set_title("Math 101")
        .insert(&db)
        .await
        .unwrap();
    statements.take_sql();
    let alice =
        student::ActiveModel::builder().set_name("Alice").add_course(math);
    alice.insert(&db).await.unwrap();
    // The student and the link.
    assert_eq!(statements.take_sql().len(), 2);
    assert_eq!(student_course::Entity::find().count(&db).await.unwrap(), 1);
}

async fn set_profile_deletes_the_old_profile_before_it_inserts(kind: Kind) {
    let (_database, db, statements) = empty::<OneToOne>(kind).await;
    let profile = |bio: &str| profile::ActiveModel::builder().set_bio(bio);
    let alice = user::ActiveModel::builder()
        .set_name("Alice")
        .set_profile(profile("Old."));
    let alice = alice.insert(&db).await.unwrap();
    statements.take_sql();
    let alice = user::Model::from(alice).into_ex().into_active_model();
    alice.set_profile(profile("New.")).save(&db).await.unwrap();
    let sent = statements.take_sql();
    let place =
        |verb: &str| sent.iter().position(|sql| sql.starts_with(verb)).unwrap();
    assert!(place("DELETE") < place("INSERT"), "{sent:#?}");
    let left = profile::Entity::find().all(&db).await.unwrap();
    assert_eq!(
        left.iter().map(|row| row.bio.as_str()).collect::<Vec<_>>(),
        ["New."]
    );
}

async fn save_reads_a_row_whose_id_is_set_and_none_whose_id_is_unchanged(
    kind: Kind,
) {
    let (_database, db, statements) = empty::<Secondary>(kind).await;
    let math = course::ActiveModel::builder().set_title("Math 101");
    let math = math.insert(&db).await.unwrap();
    let alice = student::ActiveModel::builder().set_name("Alice");
    let alice = alice.insert(&db).await.unwrap();
    statements.take_sql();

    let set = student::ActiveModel::builder().set_id(alice.id);
    set.add_course(math.clone()).save(&db).await.unwrap();
    let sent = statements.take_sql();
    assert!(
        sent.len() == 2 && sent[0].contains("FROM \"student\""),
        "{sent:#?}"
    );

    let unchanged = student::ActiveModel {
        id: Unchanged(alice.id),
        ..Default::default()
    };
    unchanged.into_ex().add_course(math).save(&db).await.unwrap();
    let sent = statements.take_sql();
    assert!(sent.len() == 1 && sent[0].starts_with("INSERT"), "{sent:#?}");
}

/// SQLAlchemy inserts an object once, whoever points to it.
async fn a_new_parent_of_two_children_is_inserted_once_for_each(kind: Kind) {
    let (_database, db, statements) = empty::<CarMart>(kind).await;
    let brand = car_brand::ActiveModel::builder().set_name("Toyota");
    let model = |name: &str| car_model::ActiveModel::builder().set_name(name);
    let corolla = model("Corolla").set_brand(brand.clone());
    corolla.insert(&db).await.unwrap();
    let camry = model("Camry").set_brand(brand).insert(&db).await;
    let inserts = statements.take_sql();
    let brands = inserts.iter().filter(|sql| sql.contains("\"car_brand\""));
    assert_eq!(brands.count(), 2, "{inserts:#?}");
    let error = camry.unwrap_err().sql_err();
    assert!(matches!(error, Some(SqlErr::UniqueConstraintViolation(_))));
}

testing::tests![
    a_new_parent_of_two_children_is_inserted_once_for_each,
    an_active_model_ex_with_nothing_set_sends_nothing_and_returns_ok,
    insert_takes_an_unchanged_parent_and_no_child_of_another,
    insert_takes_an_unchanged_other_end_of_a_via,
    set_profile_deletes_the_old_profile_before_it_inserts,
    save_reads_a_row_whose_id_is_set_and_none_whose_id_is_unchanged,
];

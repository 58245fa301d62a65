//! Which of SeaORM's features the lessons are built with, and what follows.

use std::process::Command;

use migrations::car_mart::Migrator;
use sea_orm::{ActiveModelTrait, DbBackend, Set, Unchanged};
use sea_orm_migration::MigratorTrait;

use car_mart::entity::car_brand;
use harness::statements::Statements;

use testing::{Kind, TestDatabase, root};

fn sea_orm_migration_turns_on_the_default_features_of_sea_orm() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "-p", "car-mart", "--locked", "--offline"])
        .args([
            "-e",
            "normal,features",
            "-i",
            "sea-orm",
            "--prefix",
            "depth",
        ])
        .current_dir(root())
        .output()
        .unwrap();
    let tree = String::from_utf8(output.stdout).unwrap();
    let on = |feature| format!("sea-orm feature \"{feature}\"");
    for feature in [
        "with-uuid",
        "with-time",
        "stream",
        "sqlite-use-returning-for-3_35",
    ] {
        assert!(tree.contains(&on(feature)), "{feature} is off: {tree}");
    }
    // Beneath a feature: what turns it on.
    let (_, who) = tree.split_once(&on("default")).unwrap();
    let who = who.lines().nth(1).unwrap();
    assert!(who.contains("sea-orm-migration v2.0.4"), "{who}");
}

async fn an_insert_and_an_update_return_the_row_without_a_select(kind: Kind) {
    assert!(DbBackend::Sqlite.support_returning());
    let database = TestDatabase::empty(kind).await;
    let mut db = database.open("claims").await;
    Migrator::up(&db, None).await.unwrap();
    let statements = Statements::default();
    statements.record(&mut db);
    let name = Set("Saab".to_owned());
    let brand = car_brand::ActiveModel {
        name,
        ..Default::default()
    };
    let brand = brand.insert(&db).await.unwrap();
    let renamed = car_brand::ActiveModel {
        id: Unchanged(brand.id),
        name: Set("SAAB".to_owned()),
    };
    renamed.update(&db).await.unwrap();
    let sent = statements.take_sql();
    assert_eq!(sent.len(), 2, "{sent:#?}");
    assert!(sent.iter().all(|sql| sql.contains("RETURNING")), "{sent:#?}");
}

testing::tests![
    sea_orm_migration_turns_on_the_default_features_of_sea_orm,
    an_insert_and_an_update_return_the_row_without_a_select,
];

//! The four types of an entity: what each call returns, and what it sends.

use std::any::type_name;

use car_mart::{
    entity::{car_brand, car_model},
    steps::create,
};
use harness::{render, statements::Statements, table::Table};
use migrations::car_mart::Migrator;
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, EntityLoaderTrait, EntityTrait,
    IntoActiveModel, ModelTrait, Set, TryIntoModel, Unchanged,
};
use sea_orm_migration::MigratorTrait;
use testing::{Kind, TestDatabase, snapshot};

/// The rows of the table: call, what it returns, what it sends.
struct Calls {
    statements: Statements,
    rows: Vec<Vec<String>>,
}

impl Calls {
    fn note<T>(&mut self, call: &str, _: &T) {
        let full = type_name::<T>();
        let name =
            full.rsplit("::").next().unwrap_or(full).trim_end_matches('>');
        let sent = self.statements.take_sql();
        let sent: Vec<_> =
            sent.iter().map(|sql| format!("`{}`", short(sql))).collect();
        self.rows.push(vec![
            format!("`{call}`"),
            format!("`{name}`"),
            sent.join(", "),
        ]);
    }
}

/// What a statement does to which table, with the columns that it writes.
fn short(sql: &str) -> String {
    let sql = sql.replace('"', "");
    let words: Vec<_> = sql.split_whitespace().collect();
    let after = |word: &str| {
        words[1 + words.iter().position(|found| *found == word).unwrap()]
    };
    match words[0] {
        "INSERT" => {
            let columns = sql.split(['(', ')']).nth(1).unwrap();
            format!("INSERT {} ({columns})", after("INTO"))
        }
        "UPDATE" => format!("UPDATE {} ({})", words[1], after("SET")),
        verb => format!("{verb} {}", after("FROM")),
    }
}

async fn conversions(db: &DatabaseConnection, calls: &mut Calls) {
    let model = car_model::Entity::find_by_id(1).require_one(db).await.unwrap();
    calls.note("find_by_id(1).require_one(db)", &model);
    let model_ex = car_model::Entity::load()
        .filter_by_id(1)
        .one(db)
        .await
        .unwrap()
        .unwrap();
    calls.note("load().filter_by_id(1).one(db)", &model_ex);
    calls.note("Model::into_ex()", &model.clone().into_ex());
    calls.note(
        "Model::from(model_ex)",
        &car_model::Model::from(model_ex.clone()),
    );
    calls
        .note("Model::into_active_model()", &model.clone().into_active_model());
    calls.note("ModelEx::into_active_model()", &model_ex.into_active_model());
    let active = model.into_active_model();
    calls.note("ActiveModel::into_ex()", &active.clone().into_ex());
    let active_ex = active.clone().into_ex();
    calls.note(
        "ActiveModel::from(active_model_ex)",
        &car_model::ActiveModel::from(active_ex.clone()),
    );
    calls.note(
        "ActiveModel::try_into_model()",
        &active.try_into_model().unwrap(),
    );
    calls.note(
        "ActiveModelEx::try_into_model()",
        &active_ex.try_into_model().unwrap(),
    );
    calls.note("ActiveModel::builder()", &car_model::ActiveModel::builder());
}

async fn writes(db: &DatabaseConnection, calls: &mut Calls) {
    let brand = |name: &str| car_brand::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    };
    let fiat = brand("Fiat").insert(db).await.unwrap();
    calls.note("ActiveModel::insert(db)", &fiat);
    let kia = Unchanged("Kia".to_owned());
    let kept = car_brand::ActiveModel {
        name: kia,
        ..Default::default()
    };
    calls.note(
        "ActiveModel::insert(db), name Unchanged",
        &kept.insert(db).await.unwrap(),
    );
    let renamed = car_brand::ActiveModel {
        id: Unchanged(6),
        name: Set("FIAT".to_owned()),
    };
    calls.note("ActiveModel::update(db)", &renamed.update(db).await.unwrap());
    let unchanged = fiat.clone().into_active_model();
    calls.note(
        "ActiveModel::update(db), nothing Set",
        &unchanged.update(db).await.unwrap(),
    );
    calls.note(
        "ActiveModel::save(db), no key",
        &brand("Opel").save(db).await.unwrap(),
    );
    let renamed = car_brand::ActiveModel {
        id: Unchanged(6),
        name: Set("Fiat".to_owned()),
    };
    calls.note(
        "ActiveModel::save(db), key set",
        &renamed.save(db).await.unwrap(),
    );
    calls.note(
        "ActiveModel::delete(db)",
        &fiat.into_active_model().delete(db).await.unwrap(),
    );

    let tree = || {
        let model = car_model::ActiveModel::builder().set_name("Leon");
        car_brand::ActiveModel::builder().set_name("Seat").add_model(model)
    };
    let seat = tree().insert(db).await.unwrap();
    calls.note("ActiveModelEx::insert(db), one child", &seat);
    let renamed =
        car_brand::ActiveModel::builder().set_id(seat.id).set_name("SEAT");
    calls.note(
        "ActiveModelEx::update(db), no child",
        &renamed.update(db).await.unwrap(),
    );
    let never_stored = car_brand::Model {
        id: 99,
        name: "Saab".to_owned(),
    };
    let never_stored = never_stored.into_ex().into_active_model();
    calls.note(
        "ActiveModelEx::insert(db), nothing Set",
        &never_stored.insert(db).await.unwrap(),
    );
    calls.note(
        "ModelEx::delete(db), one child",
        &seat.delete(db).await.unwrap(),
    );
    let seat = tree().save(db).await.unwrap();
    calls.note("ActiveModelEx::save(db), one new child", &seat);
    calls.note(
        "ActiveModelEx::delete(db), one child",
        &seat.delete(db).await.unwrap(),
    );
    let tesla = car_brand::Entity::find_by_id(5).require_one(db).await.unwrap();
    calls.statements.take_sql();
    calls.note("Model::delete(db)", &tesla.delete(db).await.unwrap());
}

async fn table(kind: Kind) -> String {
    let database = TestDatabase::empty(kind).await;
    let mut db = database.open("claims").await;
    Migrator::up(&db, None).await.unwrap();
    create::create(&db).await.unwrap();
    let statements = Statements::default();
    statements.record(&mut db);
    let mut calls = Calls {
        statements,
        rows: Vec::new(),
    };
    conversions(&db, &mut calls).await;
    writes(&db, &mut calls).await;
    let header = ["call", "returns", "sends"].map(str::to_owned).to_vec();
    render::markdown(&Table {
        header,
        rows: calls.rows,
    })
}

async fn what_each_of_the_four_types_sends() {
    let table = table(Kind::Postgres).await;
    assert_eq!(
        table,
        self::table(Kind::Sqlite).await,
        "left PostgreSQL, right SQLite"
    );
    let about = "The four types of an entity: what each call returns and sends";
    let folder = "guide/snapshots/claims";
    snapshot(folder, "what_each_of_the_four_types_sends", about, &table).await;
}

testing::tests![what_each_of_the_four_types_sends,];

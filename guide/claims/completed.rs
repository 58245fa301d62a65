//! The other half of a sentence: when it doesn't hold.

use car_mart::entity::{car_brand, car_info, car_model};
use harness::statements::Statements;
use many_to_many_secondary::entity::{course, student, student_course};
use migrations::{
    car_mart::Migrator as CarMart,
    many_to_many::secondary::Migrator as Secondary,
    one_to_one::Migrator as OneToOne,
};
use one_to_one::entity::{profile, user};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection,
    DbBackend, DbErr, EntityLoaderTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, Set, SqlErr, Statement,
    sea_query::{Expr, ExprTrait, Func, OnConflict, Query},
};
use sea_orm_migration::MigratorTrait;

use testing::{Kind, TestDatabase};

/// A list with `relation_enum`.
mod works {
    pub mod writer {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "writer")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            #[sea_orm(has_many, relation_enum = "Works")]
            pub novels: HasMany<super::novel::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod novel {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "novel")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub writer_id: i32,
            #[sea_orm(belongs_to, from = "writer_id", to = "id")]
            pub writer: BelongsTo<super::writer::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

/// A list without `relation_enum`, and a second field of the same entity.
mod capital {
    pub mod country {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "country")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub capital_id: Option<i32>,
            #[sea_orm(has_many)]
            pub cities: HasMany<super::city::Entity>,
            #[sea_orm(
                belongs_to,
                relation_enum = "Capital",
                from = "capital_id",
                to = "id",
                skip_fk
            )]
            pub capital: BelongsTo<Option<super::city::Entity>>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod city {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "city")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub country_id: i32,
            #[sea_orm(belongs_to, from = "country_id", to = "id")]
            pub country: BelongsTo<super::country::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

/// A tree whose root refers to itself.
mod tree {
    pub mod node {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "node")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub parent_id: i32,
            #[sea_orm(
                self_ref,
                relation_enum = "Parent",
                relation_reverse = "Children",
                from = "parent_id",
                to = "id"
            )]
            pub parent: BelongsTo<Entity>,
            #[sea_orm(
                self_ref,
                relation_enum = "Children",
                relation_reverse = "Parent"
            )]
            pub children: HasMany<Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

/// A `has_one` whose foreign key isn't unique.
mod badges {
    pub mod guard {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "guard")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            #[sea_orm(has_one)]
            pub badge: HasOne<super::badge::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod badge {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "badge")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub guard_id: i32,
            #[sea_orm(
                belongs_to,
                from = "guard_id",
                to = "id",
                on_delete = "Cascade"
            )]
            pub guard: BelongsTo<super::guard::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

/// A table as it was, and what was added to its entity since.
mod old {
    pub mod book {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "book")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub author_id: i32,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

mod new {
    pub mod author {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "author")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod book {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "book")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            #[sea_orm(indexed)]
            pub author_id: i32,
            pub pages: Option<i32>,
            #[sea_orm(belongs_to, from = "author_id", to = "id")]
            pub author: BelongsTo<super::author::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

/// An entity of 1.x with `compact_model`, and one with `model` that has it in a
/// list.
mod compact {
    pub mod cake {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "cake")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub name: String,
            #[sea_orm(has_many)]
            pub fruits: HasMany<super::fruit::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod fruit {
        use sea_orm::entity::prelude::*;

        #[sea_orm::compact_model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "fruit")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub name: String,
            pub cake_id: i32,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {
            #[sea_orm(
                belongs_to = "super::cake::Entity",
                from = "Column::CakeId",
                to = "super::cake::Column::Id"
            )]
            Cake,
        }

        impl Related<super::cake::Entity> for Entity {
            fn to() -> RelationDef {
                Relation::Cake.def()
            }
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

async fn empty(kind: Kind) -> (TestDatabase, DatabaseConnection) {
    let database = TestDatabase::empty(kind).await;
    let db = database.open("claims").await;
    (database, db)
}

async fn cars(kind: Kind) -> (TestDatabase, DatabaseConnection, Statements) {
    let (database, mut db) = empty(kind).await;
    CarMart::up(&db, None).await.unwrap();
    car_mart::steps::create::create(&db).await.unwrap();
    let statements = recorded(&mut db);
    (database, db, statements)
}

async fn profiles(kind: Kind) -> (TestDatabase, DatabaseConnection) {
    let (database, db) = empty(kind).await;
    OneToOne::up(&db, None).await.unwrap();
    one_to_one::steps::create::create(&db).await.unwrap();
    (database, db)
}

async fn links(kind: Kind) -> (TestDatabase, DatabaseConnection, Statements) {
    let (database, mut db) = empty(kind).await;
    Secondary::up(&db, None).await.unwrap();
    many_to_many_secondary::steps::create::create(&db).await.unwrap();
    many_to_many_secondary::steps::link::link_all(&db).await.unwrap();
    let statements = recorded(&mut db);
    (database, db, statements)
}

fn recorded(db: &mut DatabaseConnection) -> Statements {
    let statements = Statements::default();
    statements.record(db);
    statements
}

async fn sql(db: &DatabaseConnection, sql: &str) -> Result<(), DbErr> {
    db.execute_unprepared(sql).await.map(drop)
}

/// How many rows a query returns.
async fn rows(db: &DatabaseConnection, query: &str) -> usize {
    let query = Statement::from_string(db.get_database_backend(), query);
    db.query_all_raw(query).await.unwrap().len()
}

async fn a_delete_doesnt_read_a_list_with_relation_enum(kind: Kind) {
    use works::{novel, writer};
    let (_database, mut db) = empty(kind).await;
    let schema = db.get_schema_builder().register(writer::Entity);
    schema.register(novel::Entity).apply(&db).await.unwrap();
    let novel = novel::ActiveModel::builder()
        .set_writer(writer::ActiveModel::builder());
    novel.insert(&db).await.unwrap();
    let statements = recorded(&mut db);
    let writer = writer::Entity::load().one(&db).await.unwrap().unwrap();
    let refused = writer.delete(&db).await.unwrap_err();
    assert!(matches!(
        refused.sql_err(),
        Some(SqlErr::ForeignKeyConstraintViolation(_))
    ));
    let sent = statements.take_sql();
    assert!(sent.len() == 2 && sent[1].starts_with("DELETE"), "{sent:#?}");
}

async fn a_list_beside_another_field_of_its_entity_is_neither_saved_nor_deleted(
    kind: Kind,
) {
    use capital::{city, country};
    let (_database, db) = empty(kind).await;
    let schema = db.get_schema_builder().register(country::Entity);
    schema.register(city::Entity).apply(&db).await.unwrap();
    let country =
        country::ActiveModel::builder().add_city(city::ActiveModel::builder());
    let country = country.insert(&db).await.unwrap();
    assert!(city::Entity::find().all(&db).await.unwrap().is_empty());
    let city = city::ActiveModel::builder().set_country_id(country.id);
    city.insert(&db).await.unwrap();
    let refused = country.delete(&db).await.unwrap_err();
    assert!(matches!(
        refused.sql_err(),
        Some(SqlErr::ForeignKeyConstraintViolation(_))
    ));
}

async fn a_row_without_children_is_deleted_from_a_not_null_tree(kind: Kind) {
    use tree::node;
    let (_database, db) = empty(kind).await;
    db.get_schema_builder()
        .register(node::Entity)
        .apply(&db)
        .await
        .unwrap();
    sql(&db, "INSERT INTO node (id, parent_id) VALUES (1, 1), (2, 1), (3, 2)")
        .await
        .unwrap();
    let node = async |id| {
        node::Entity::load().filter_by_id(id).one(&db).await.unwrap().unwrap()
    };
    assert_eq!(
        node(2).await.delete(&db).await.unwrap_err(),
        DbErr::RecordNotUpdated
    );
    assert_eq!(node(3).await.delete(&db).await.unwrap().rows_affected, 1);
    assert_eq!(node(2).await.delete(&db).await.unwrap().rows_affected, 1);
}

async fn a_related_row_without_changes_is_skipped(kind: Kind) {
    let (_database, db, statements) = cars(kind).await;
    let toyota =
        car_brand::Entity::load().filter_by_id(1).with(car_model::Entity);
    let mut toyota =
        toyota.one(&db).await.unwrap().unwrap().into_active_model();
    toyota.models[1].name = Set("Yaris".to_owned());
    statements.take_sql();
    toyota.update(&db).await.unwrap();
    let sent = statements.take_sql();
    assert!(sent.len() == 1 && sent[0].contains("'Yaris'"), "{sent:#?}");
}

async fn save_inserts_unless_the_whole_key_is_set(kind: Kind) {
    let (_database, db, statements) = links(kind).await;
    let half = student_course::ActiveModel {
        student_id: Set(1),
        ..Default::default()
    };
    half.save(&db).await.unwrap_err();
    let sent = statements.take_sql();
    assert!(sent[0].starts_with("INSERT"), "{sent:#?}");
}

async fn a_loaded_list_has_get_index_iter_and_len(kind: Kind) {
    let (_database, db, _) = cars(kind).await;
    let toyota =
        car_brand::Entity::load().filter_by_id(1).with(car_model::Entity);
    let models = toyota.one(&db).await.unwrap().unwrap().models;
    assert_eq!((models.len(), models.is_empty()), (2, false));
    assert_eq!(models[0].name, "Corolla");
    assert_eq!(models.get(0).unwrap().name, "Corolla");
    assert!(models.get(2).is_none());
    assert_eq!(models.iter().next_back().unwrap().name, "Camry");
}

async fn none_is_a_profile_that_isnt_there_or_isnt_loaded(kind: Kind) {
    let (_database, db) = profiles(kind).await;
    let frank = || user::Entity::load().filter_by_id(6);
    let loaded =
        frank().with(profile::Entity).one(&db).await.unwrap().unwrap().profile;
    let not_loaded = frank().one(&db).await.unwrap().unwrap().profile;
    assert!(loaded.as_ref().is_none() && not_loaded.as_ref().is_none());
    assert!(loaded.is_loaded() && !not_loaded.is_loaded());
}

async fn sync_adds_what_is_missing_and_foreign_keys_on_postgresql_alone(
    kind: Kind,
) {
    let (_database, db) = empty(kind).await;
    db.get_schema_builder()
        .register(old::book::Entity)
        .apply(&db)
        .await
        .unwrap();
    let sync = async || {
        let schema = db.get_schema_builder().register(new::author::Entity);
        schema.register(new::book::Entity).sync(&db).await.unwrap();
    };
    sync().await;
    new::author::ActiveModel::builder().insert(&db).await.unwrap();
    let book = |author| {
        new::book::ActiveModel::builder().set_author_id(author).set_pages(300)
    };
    book(1).insert(&db).await.unwrap();
    let stray = book(99).insert(&db).await;
    assert_eq!(stray.is_err(), kind == Kind::Postgres);
    sql(&db, r#"DROP INDEX "idx-book-author_id""#).await.unwrap();
    let before = new::book::Entity::find().all(&db).await.unwrap();
    sync().await;
    assert_eq!(new::book::Entity::find().all(&db).await.unwrap(), before);
    sql(&db, r#"DROP INDEX "idx-book-author_id""#).await.unwrap();
}

async fn sql_err_knows_neither_a_check_nor_restrict(kind: Kind) {
    let (_database, db, _) = cars(kind).await;
    let table = "CREATE TABLE paid (id integer PRIMARY KEY, cents integer CHECK (cents > 0))";
    sql(&db, table).await.unwrap();
    let check = sql(&db, "INSERT INTO paid VALUES (1, -1)").await.unwrap_err();
    assert_eq!(check.sql_err(), None);
    let restrict =
        sql(&db, "DELETE FROM car_brand WHERE id = 1").await.unwrap_err();
    let known = match kind {
        Kind::Sqlite => false,
        Kind::Postgres => {
            let version = "SELECT current_setting('server_version_num')::integer AS version";
            let version = Statement::from_string(DbBackend::Postgres, version);
            let version = db.query_one_raw(version).await.unwrap().unwrap();
            version.try_get::<i32>("", "version").unwrap() < 180_000
        }
    };
    assert_eq!(restrict.sql_err().is_some(), known, "{restrict}");
}

async fn a_unique_key_of_two_columns_has_three_methods(kind: Kind) {
    let (_database, db, _) = cars(kind).await;
    let key = || (4, "X5".to_owned());
    let found = car_model::Entity::find_by_brand_id_name(key())
        .one(&db)
        .await
        .unwrap();
    let loaded = car_model::Entity::load().filter_by_brand_id_name(key());
    let loaded = loaded.one(&db).await.unwrap();
    assert_eq!((found.unwrap().id, loaded.unwrap().id), (5, 5));
    let deleted =
        car_model::Entity::delete_by_brand_id_name(key()).exec(&db).await;
    assert_eq!(deleted.unwrap().rows_affected, 1);
}

async fn compact_model_keeps_the_relation_enum(kind: Kind) {
    use compact::{cake, fruit};
    let (_database, db) = empty(kind).await;
    let schema = db.get_schema_builder().register(cake::Entity);
    schema.register(fruit::Entity).apply(&db).await.unwrap();
    let fruit = fruit::ActiveModel::builder().set_name("Cherry");
    let cake = cake::ActiveModel::builder().set_name("Forest").add_fruit(fruit);
    cake.insert(&db).await.unwrap();
    let cakes =
        cake::Entity::load().with(fruit::Entity).all(&db).await.unwrap();
    assert_eq!(cakes[0].fruits[0].name, "Cherry");
    let cherry = fruit::Entity::load().filter(fruit::COLUMN.name.eq("Cherry"));
    let cherry = cherry.one(&db).await.unwrap().unwrap();
    assert_eq!(cherry.cake_id, cakes[0].id);
    let joined =
        fruit::Entity::find().inner_join(cake::Entity).all(&db).await.unwrap();
    assert_eq!(joined.len(), 1);
}

async fn insert_many_accepts_builders_and_drops_their_children(kind: Kind) {
    let (_database, db, statements) = cars(kind).await;
    let brand = |name: &str| {
        let model = car_model::ActiveModel::builder().set_name("First");
        car_brand::ActiveModel::builder().set_name(name).add_model(model)
    };
    let brands = [brand("Fiat"), brand("Opel")];
    car_brand::Entity::insert_many(brands).exec(&db).await.unwrap();
    let sent = statements.take_sql();
    assert!(
        sent.len() == 1 && sent[0].contains("('Fiat'), ('Opel')"),
        "{sent:#?}"
    );
}

async fn via_reads_the_link_table_too_and_a_row_per_link(kind: Kind) {
    let (_database, db, statements) = links(kind).await;
    let students =
        student::Entity::load().with(course::Entity).all(&db).await.unwrap();
    let links: usize =
        students.iter().map(|student| student.courses.len()).sum();
    let sent = statements.take_sql();
    assert!(
        sent.len() == 2 && sent[1].contains("\"student_course\""),
        "{sent:#?}"
    );
    assert_eq!(rows(&db, &sent[1]).await, links);
    assert!(links > rows(&db, "SELECT id FROM course").await);
}

async fn without_parents_the_loader_sends_one_statement(kind: Kind) {
    let (_database, db, statements) = cars(kind).await;
    let none =
        car_brand::Entity::load().filter_by_id(99).with(car_model::Entity);
    none.all(&db).await.unwrap();
    assert_eq!(statements.take_sql().len(), 1);
}

async fn a_join_table_without_an_entity_takes_the_query_builder(kind: Kind) {
    let (_database, db, _) = links(kind).await;
    let link = Query::insert()
        .into_table("student_course")
        .columns(["student_id", "course_id"])
        .values_panic([5.into(), 4.into()])
        .to_owned();
    db.execute(&link).await.unwrap();
    let courses_of_eve = Query::select()
        .column("course_id")
        .from("student_course")
        .and_where(Expr::col("student_id").eq(5))
        .to_owned();
    let courses = course::Entity::find()
        .filter(course::COLUMN.id.in_subquery(courses_of_eve))
        .all(&db)
        .await
        .unwrap();
    assert_eq!(courses[0].title, "Art 101");
}

async fn a_has_one_read_by_a_second_select_keeps_the_last_row(kind: Kind) {
    use badges::{badge, guard};
    let (_database, db) = empty(kind).await;
    let schema = db.get_schema_builder().register(guard::Entity);
    schema.register(badge::Entity).apply(&db).await.unwrap();
    guard::ActiveModel::builder().insert(&db).await.unwrap();
    for _ in 0..2 {
        badge::ActiveModel::builder()
            .set_guard_id(1)
            .insert(&db)
            .await
            .unwrap();
    }
    let joined =
        guard::Entity::load().with(badge::Entity).all(&db).await.unwrap();
    assert_eq!(joined.len(), 2);
    let nested = guard::Entity::load().with((badge::Entity, guard::Entity));
    let mut nested = nested.all(&db).await.unwrap();
    assert_eq!(nested.len(), 1);
    assert_eq!(nested[0].badge.as_ref().unwrap().id, 2);
    // The foreign key says CASCADE: the second badge goes with the guard.
    assert_eq!(nested.remove(0).delete(&db).await.unwrap().rows_affected, 2);
    assert!(badge::Entity::find().all(&db).await.unwrap().is_empty());
}

async fn clearing_a_has_one_deletes_the_row(kind: Kind) {
    let (_database, db) = profiles(kind).await;
    let alice = user::Entity::find_by_id(1).require_one(&db).await.unwrap();
    alice
        .into_ex()
        .into_active_model()
        .clear_profile()
        .update(&db)
        .await
        .unwrap();
    let profile = profile::Entity::find().filter(profile::COLUMN.user_id.eq(1));
    assert_eq!(profile.one(&db).await.unwrap(), None);
}

async fn clearing_a_has_one_detaches_the_row_if_its_key_is_nullable(
    kind: Kind,
) {
    use shapes::one_to_one::doctor_office::{create, doctor, office, schema};
    let (_database, mut db) = empty(kind).await;
    schema(&db).await.unwrap();
    create(&db).await.unwrap();
    let first = office::Entity::find_by_id(1).require_one(&db).await.unwrap();
    let doctor = doctor::Entity::find_by_id(first.doctor_id.unwrap());
    let doctor = doctor.require_one(&db).await.unwrap();
    doctor
        .into_ex()
        .into_active_model()
        .clear_office()
        .update(&db)
        .await
        .unwrap();
    let first = office::Entity::find_by_id(1).require_one(&db).await.unwrap();
    assert_eq!(first.doctor_id, None);

    // A doctor that isn't stored is inserted before the UPDATE.
    let statements = recorded(&mut db);
    let new = doctor::ActiveModel::builder().set_name("Grace");
    first
        .into_ex()
        .into_active_model()
        .set_doctor(new)
        .save(&db)
        .await
        .unwrap();
    let sent = statements.take_sql();
    assert!(sent.len() == 2 && sent[0].starts_with("INSERT"), "{sent:#?}");
}

async fn a_group_without_a_value_has_no_sum(kind: Kind) {
    let (_database, db, _) = cars(kind).await;
    let mustangs = car_info::Entity::find()
        .select_only()
        .expr_as(car_info::Column::Price.sum().cast_as("bigint"), "sum")
        .filter(car_info::COLUMN.model_id.eq(4))
        .group_by(car_info::COLUMN.model_id)
        .into_tuple::<Option<i64>>()
        .all(&db)
        .await
        .unwrap();
    assert_eq!(mustangs, [None]);
}

async fn a_parent_without_children_counts_as_a_row_of_the_limit(kind: Kind) {
    let (_database, db, _) = cars(kind).await;
    let brands = car_brand::Entity::find()
        .find_with_related(car_model::Entity)
        .filter(car_brand::COLUMN.id.gte(4))
        .order_by_asc(car_brand::COLUMN.id)
        .limit(2)
        .all(&db)
        .await
        .unwrap();
    let sizes: Vec<_> = brands
        .iter()
        .map(|(brand, models)| (brand.id, models.len()))
        .collect();
    assert_eq!(sizes, [(4, 1), (5, 0)]);
}

async fn find_with_related_orders_by_the_parents_key_first(kind: Kind) {
    let (_database, db, statements) = cars(kind).await;
    let brands = car_brand::Entity::find()
        .find_with_related(car_model::Entity)
        .order_by_desc(car_brand::COLUMN.name)
        .all(&db)
        .await
        .unwrap();
    let ids: Vec<_> = brands.iter().map(|(brand, _)| brand.id).collect();
    assert_eq!(ids, [1, 2, 3, 4, 5]);
    let sent = statements.take_sql();
    let order = r#"ORDER BY "car_brand"."id" ASC, "car_brand"."name" DESC"#;
    assert!(sent[0].ends_with(order), "{sent:#?}");
}

async fn on_conflict_needs_columns_that_are_unique_together(kind: Kind) {
    let (_database, db, _) = cars(kind).await;
    let store = async |columns: &[car_model::Column]| {
        let update = OnConflict::columns(columns.iter().copied())
            .update_column(car_model::Column::Name)
            .to_owned();
        let corolla = car_model::ActiveModel {
            brand_id: Set(1),
            name: Set("Corolla".to_owned()),
            ..Default::default()
        };
        car_model::Entity::insert(corolla)
            .on_conflict(update)
            .exec_with_returning(&db)
            .await
    };
    let stored =
        store(&[car_model::Column::BrandId, car_model::Column::Name]).await;
    assert_eq!(stored.unwrap().id, 1);
    let error =
        store(&[car_model::Column::Name]).await.unwrap_err().to_string();
    assert!(error.contains("ON CONFLICT"), "{error}");
}

async fn sqlite_checks_foreign_keys_only_on_a_connection_that_asks() {
    let (_database, db, _) = cars(Kind::Sqlite).await;
    let delete = "DELETE FROM car_brand WHERE id = 1";
    sql(&db, delete).await.unwrap_err();
    sql(&db, "PRAGMA foreign_keys = OFF").await.unwrap();
    sql(&db, delete).await.unwrap();
    let orphans = "SELECT id FROM car_model WHERE brand_id = 1";
    assert_eq!(rows(&db, orphans).await, 2);
}

async fn sqlites_lower_leaves_letters_that_are_not_ascii() {
    let (_database, db, _) = cars(Kind::Sqlite).await;
    let skoda = car_brand::ActiveModel {
        name: Set("ŠKODA".to_owned()),
        ..Default::default()
    };
    skoda.insert(&db).await.unwrap();
    let found = async |pattern: &str| {
        let name = Func::lower(car_brand::Column::Name.into_expr());
        let found = car_brand::Entity::find().filter(name.like(pattern));
        found.one(&db).await.unwrap().is_some()
    };
    assert!(found("%koda").await && !found("šk%").await && found("Šk%").await);
}

testing::tests![
    a_delete_doesnt_read_a_list_with_relation_enum,
    a_list_beside_another_field_of_its_entity_is_neither_saved_nor_deleted,
    a_row_without_children_is_deleted_from_a_not_null_tree,
    a_related_row_without_changes_is_skipped,
    save_inserts_unless_the_whole_key_is_set,
    a_loaded_list_has_get_index_iter_and_len,
    none_is_a_profile_that_isnt_there_or_isnt_loaded,
    sync_adds_what_is_missing_and_foreign_keys_on_postgresql_alone,
    sql_err_knows_neither_a_check_nor_restrict,
    a_unique_key_of_two_columns_has_three_methods,
    compact_model_keeps_the_relation_enum,
    insert_many_accepts_builders_and_drops_their_children,
    via_reads_the_link_table_too_and_a_row_per_link,
    without_parents_the_loader_sends_one_statement,
    a_join_table_without_an_entity_takes_the_query_builder,
    a_has_one_read_by_a_second_select_keeps_the_last_row,
    clearing_a_has_one_deletes_the_row,
    clearing_a_has_one_detaches_the_row_if_its_key_is_nullable,
    a_group_without_a_value_has_no_sum,
    a_parent_without_children_counts_as_a_row_of_the_limit,
    find_with_related_orders_by_the_parents_key_first,
    on_conflict_needs_columns_that_are_unique_together,
    sqlite_checks_foreign_keys_only_on_a_connection_that_asks,
    sqlites_lower_leaves_letters_that_are_not_ascii,
];

//! Sentences of the pages that no step shows.

use car_mart::{
    entity::{car_brand, car_model},
    steps::create,
};
use harness::statements::Statements;
use migrations::car_mart::Migrator;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DbBackend, DbErr,
    EntityLoaderTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QuerySelect, QueryTrait, Schema, Set, TransactionTrait,
    entity::prelude::Decimal, sea_query::ExprTrait,
};
use sea_orm_migration::MigratorTrait;
use testing::{Kind, TestDatabase};

/// A link with `auto_increment = false` on its two keys, and one without.
mod links {
    pub mod plain {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "link")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub one_id: i32,
            #[sea_orm(primary_key)]
            pub other_id: i32,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod spelled_out {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "link")]
        pub struct Model {
            #[sea_orm(primary_key, auto_increment = false)]
            pub one_id: i32,
            #[sea_orm(primary_key, auto_increment = false)]
            pub other_id: i32,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

/// One of the three tables of `three`.
macro_rules! end {
    ($name:ident, $table:literal) => {
        pub mod $name {
            use sea_orm::entity::prelude::*;

            #[sea_orm::model]
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                #[sea_orm(primary_key)]
                pub id: i32,
                #[sea_orm(has_many)]
                pub centers: HasMany<super::center::Entity>,
            }

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

/// An entity with three to-one relations.
mod three {
    end!(first, "first");
    end!(second, "second");
    end!(third, "third");

    pub mod center {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "center")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub first_id: i32,
            pub second_id: i32,
            pub third_id: i32,
            #[sea_orm(belongs_to, from = "first_id", to = "id")]
            pub first: BelongsTo<super::first::Entity>,
            #[sea_orm(belongs_to, from = "second_id", to = "id")]
            pub second: BelongsTo<super::second::Entity>,
            #[sea_orm(belongs_to, from = "third_id", to = "id")]
            pub third: BelongsTo<super::third::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

async fn cars(kind: Kind) -> (TestDatabase, DatabaseConnection, Statements) {
    let database = TestDatabase::empty(kind).await;
    let mut db = database.open("claims").await;
    Migrator::up(&db, None).await.unwrap();
    create::create(&db).await.unwrap();
    let statements = Statements::default();
    statements.record(&mut db);
    (database, db, statements)
}

fn auto_increment_makes_no_difference_on_a_composite_key() {
    use links::{plain, spelled_out};
    for backend in [DbBackend::Postgres, DbBackend::Sqlite] {
        let schema = Schema::new(backend);
        assert_eq!(
            backend
                .build(&schema.create_table_from_entity(plain::Entity))
                .to_string(),
            backend
                .build(&schema.create_table_from_entity(spelled_out::Entity))
                .to_string()
        );
        let insert = plain::ActiveModel {
            one_id: Set(1),
            other_id: Set(2),
        };
        let other = spelled_out::ActiveModel {
            one_id: Set(1),
            other_id: Set(2),
        };
        assert_eq!(
            plain::Entity::insert(insert).build(backend).to_string(),
            spelled_out::Entity::insert(other).build(backend).to_string()
        );
    }
}

async fn the_loader_joins_two_to_one_relations_and_reads_a_third_by_itself(
    kind: Kind,
) {
    use three::{center, first, second, third};
    let database = TestDatabase::empty(kind).await;
    let mut db = database.open("claims").await;
    let schema = db
        .get_schema_builder()
        .register(first::Entity)
        .register(second::Entity);
    schema
        .register(third::Entity)
        .register(center::Entity)
        .apply(&db)
        .await
        .unwrap();
    center::ActiveModel::builder()
        .set_first(first::ActiveModel::builder())
        .set_second(second::ActiveModel::builder())
        .set_third(third::ActiveModel::builder())
        .insert(&db)
        .await
        .unwrap();
    let statements = Statements::default();
    statements.record(&mut db);

    let two = center::Entity::load().with(first::Entity).with(second::Entity);
    two.order_by_id_asc().all(&db).await.unwrap();
    assert_eq!(statements.take_sql().len(), 1);
    let three = center::Entity::load().with(first::Entity).with(second::Entity);
    let three =
        three.with(third::Entity).order_by_id_asc().all(&db).await.unwrap();
    assert!(three[0].third.is_loaded());
    assert_eq!(statements.take_sql().len(), 2);
}

async fn a_callback_misses_savepoints_and_execute_unprepared(kind: Kind) {
    let (_database, db, statements) = cars(kind).await;
    let transaction = db.begin().await.unwrap();
    let nested = transaction.begin().await.unwrap();
    nested.execute_unprepared("SELECT 1").await.unwrap();
    nested.commit().await.unwrap();
    transaction.rollback().await.unwrap();
    assert!(statements.take_sql().is_empty());
}

async fn set_warranty_on_a_stored_machine_fails_and_keeps_the_old_warranty(
    kind: Kind,
) {
    use shapes::one_to_one::shared_key::{
        create_machine, machine, schema, warranty,
    };
    let database = TestDatabase::empty(kind).await;
    let mut db = database.open("claims").await;
    schema(&db).await.unwrap();
    create_machine(&db, "Lathe", Some(5)).await.unwrap();
    let statements = Statements::default();
    statements.record(&mut db);
    let lathe = machine::Entity::load().one(&db).await.unwrap().unwrap();
    let new = warranty::ActiveModel::builder().set_years(1);
    let saved = lathe.into_active_model().set_warranty(new).save(&db).await;
    assert_eq!(saved.unwrap_err(), DbErr::RecordNotUpdated);
    let sent = statements.take_sql();
    let deleted =
        sent.iter().any(|sql| sql.starts_with("DELETE FROM \"warranty\""));
    assert!(deleted && sent.last().unwrap().starts_with("UPDATE"), "{sent:#?}");
    let left = warranty::Entity::find().all(&db).await.unwrap();
    assert_eq!(
        left,
        [warranty::Model {
            machine_id: 1,
            years: 5
        }]
    );
}

async fn apply_fails_if_a_table_exists(kind: Kind) {
    let (_database, db, _) = cars(kind).await;
    let again =
        db.get_schema_builder().register(car_brand::Entity).apply(&db).await;
    assert!(again.unwrap_err().to_string().contains("already exists"));
}

async fn a_builders_tree_is_written_in_one_transaction(kind: Kind) {
    let (_database, db, _) = cars(kind).await;
    let before = car_brand::Entity::find().count(&db).await.unwrap();
    // The second model breaks the unique key.
    let model = || car_model::ActiveModel::builder().set_name("Golf");
    let brand = car_brand::ActiveModel::builder().set_name("Volkswagen");
    let inserted =
        brand.add_model(model()).add_model(model()).insert(&db).await;
    assert!(inserted.is_err());
    assert_eq!(car_brand::Entity::find().count(&db).await.unwrap(), before);
}

async fn paging_the_loader_loads_the_children_of_each_page(kind: Kind) {
    let (_database, db, _) = cars(kind).await;
    let mut pages = car_brand::Entity::load()
        .with(car_model::Entity)
        .order_by_id_asc()
        .paginate(&db, 2);
    let mut models = 0;
    while let Some(brands) = pages.fetch_and_next().await.unwrap() {
        models += brands.iter().map(|brand| brand.models.len()).sum::<usize>();
    }
    assert_eq!(models, 5);
}

async fn replaced_children_with_a_nullable_key_stay_without_a_parent(
    kind: Kind,
) {
    use car_mart::parent_child::{child, parent, schema};
    let database = TestDatabase::empty(kind).await;
    let db = database.open("claims").await;
    schema(&db).await.unwrap();
    let child = |name: &str| child::ActiveModel::builder().set_name(name);
    let family = parent::ActiveModel::builder().set_name("Anna");
    let family = family.add_child(child("Ben")).insert(&db).await.unwrap();
    let mut parent = family.into_active_model();
    parent.children.replace_all([child("Cleo")]);
    parent.save(&db).await.unwrap();
    let children =
        child::Entity::find().order_by_id_asc().all(&db).await.unwrap();
    let keys: Vec<_> = children.iter().map(|child| child.parent_id).collect();
    assert_eq!(keys, [None, Some(1)]);
}

async fn replaced_children_with_a_key_that_is_not_null_are_deleted(kind: Kind) {
    let (_database, db, _) = cars(kind).await;
    let model = |name: &str| car_model::ActiveModel::builder().set_name(name);
    let brand = car_brand::ActiveModel::builder().set_name("Volkswagen");
    let brand = brand.add_model(model("Golf")).insert(&db).await.unwrap();
    let id = brand.id;
    let mut brand = brand.into_active_model();
    brand.models.replace_all([model("Polo")]);
    brand.save(&db).await.unwrap();
    let models = car_model::Entity::find()
        .filter(car_model::COLUMN.brand_id.eq(id))
        .all(&db)
        .await
        .unwrap();
    let names: Vec<_> = models.iter().map(|model| &*model.name).collect();
    assert_eq!(names, ["Polo"]);
}

async fn a_parent_that_was_not_loaded_is_none(kind: Kind) {
    use car_mart::parent_child::{child, create, parent, schema};
    let database = TestDatabase::empty(kind).await;
    let db = database.open("claims").await;
    schema(&db).await.unwrap();
    create(&db).await.unwrap();
    let ben = child::Entity::load().filter_by_id(1).one(&db).await.unwrap();
    assert!(ben.unwrap().parent.as_ref().is_none());
    let ben = child::Entity::load().filter_by_id(1).with(parent::Entity);
    let ben = ben.one(&db).await.unwrap().unwrap();
    assert_eq!(ben.parent.as_ref().unwrap().name, "Ann");
}

/// A `ModelEx` says `the HasMany is Unloaded`: a trap shows it.
async fn an_index_into_an_active_list_that_was_not_loaded_panics() {
    use car_mart::parent_child::parent;
    let ann = parent::Model {
        id: 1,
        name: "Ann".to_owned(),
    };
    let ann = ann.into_ex().into_active_model();
    assert_eq!(ann.children.as_slice().len(), 0);
    let first = tokio::spawn(async move { ann.children[0].clone() });
    let panic = first.await.unwrap_err().into_panic();
    let text = panic.downcast_ref::<String>().unwrap();
    assert!(text.contains("the ActiveHasMany is NotSet"), "{text}");
}

/// PostgreSQL alone: SQLite's sums have one type.
async fn the_sum_of_a_bigint_is_numeric() {
    let (_database, db, _) = cars(Kind::Postgres).await;
    let sum = || {
        let cast = car_brand::Column::Id.into_expr().cast_as("bigint");
        car_brand::Entity::find().select_only().expr_as(cast.sum(), "sum")
    };
    let wrong: Result<_, DbErr> =
        sum().into_tuple::<Option<i64>>().one(&db).await;
    assert!(wrong.unwrap_err().to_string().contains("NUMERIC"));
    let right = sum().into_tuple::<Option<Decimal>>().one(&db).await.unwrap();
    assert_eq!(right, Some(Some(Decimal::from(15))));
}

testing::tests![
    auto_increment_makes_no_difference_on_a_composite_key,
    the_loader_joins_two_to_one_relations_and_reads_a_third_by_itself,
    a_callback_misses_savepoints_and_execute_unprepared,
    set_warranty_on_a_stored_machine_fails_and_keeps_the_old_warranty,
    apply_fails_if_a_table_exists,
    a_builders_tree_is_written_in_one_transaction,
    paging_the_loader_loads_the_children_of_each_page,
    replaced_children_with_a_nullable_key_stay_without_a_parent,
    replaced_children_with_a_key_that_is_not_null_are_deleted,
    a_parent_that_was_not_loaded_is_none,
    an_index_into_an_active_list_that_was_not_loaded_panics,
    the_sum_of_a_bigint_is_numeric,
];

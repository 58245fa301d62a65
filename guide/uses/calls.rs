#![deny(unused_imports)]

mod brand {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "brand")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(has_many)]
        pub models: HasMany<super::car_model::Entity>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

mod car_model {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "car_model")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub brand_id: i32,
        #[sea_orm(belongs_to, from = "brand_id", to = "id")]
        pub brand: BelongsTo<super::brand::Entity>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

type Brands = sea_orm::Select<brand::Entity>;
type Models = sea_orm::Select<car_model::Entity>;

mod find {
    use sea_orm::EntityTrait;

    fn call() {
        let _ = super::brand::Entity::find();
    }
}

mod find_by_id {
    use sea_orm::EntityTrait;

    fn call() {
        let _ = super::brand::Entity::find_by_id(1);
    }
}

mod insert_many {
    use sea_orm::EntityTrait;

    fn call(new: Vec<super::brand::ActiveModel>) {
        let _ = super::brand::Entity::insert_many(new);
    }
}

mod update_many {
    use sea_orm::EntityTrait;

    fn call() {
        let _ = super::brand::Entity::update_many();
    }
}

mod delete_by_id {
    use sea_orm::EntityTrait;

    fn call() {
        let _ = super::brand::Entity::delete_by_id(1);
    }
}

mod filter {
    use sea_orm::QueryFilter;

    fn call(brands: super::Brands) {
        let _ = brands.filter(super::brand::COLUMN.id.eq(1));
    }
}

mod filter_a_load {
    use sea_orm::QueryFilter;

    fn call() {
        let _ =
            super::brand::Entity::load().filter(super::brand::COLUMN.id.eq(1));
    }
}

mod order_by_asc {
    use sea_orm::QueryOrder;

    fn call(brands: super::Brands) {
        let _ = brands.order_by_asc(super::brand::COLUMN.name);
    }
}

mod order_by_desc {
    use sea_orm::QueryOrder;

    fn call(brands: super::Brands) {
        let _ = brands.order_by_desc(super::brand::COLUMN.name);
    }
}

mod select_only {
    use sea_orm::QuerySelect;

    fn call(brands: super::Brands) {
        let _ = brands.select_only();
    }
}

mod column {
    use sea_orm::QuerySelect;

    fn call(brands: super::Brands) {
        let _ = brands.column(super::brand::Column::Name);
    }
}

mod columns {
    use sea_orm::QuerySelect;

    fn call(brands: super::Brands) {
        let _ = brands.columns([super::brand::Column::Name]);
    }
}

mod column_as {
    use sea_orm::QuerySelect;

    fn call(brands: super::Brands) {
        let _ = brands.column_as(super::brand::COLUMN.id.count(), "n");
    }
}

mod group_by {
    use sea_orm::QuerySelect;

    fn call(brands: super::Brands) {
        let _ = brands.group_by(super::brand::COLUMN.id);
    }
}

mod having {
    use sea_orm::QuerySelect;

    fn call(brands: super::Brands, more: sea_orm::sea_query::Expr) {
        let _ = brands.having(more);
    }
}

mod limit {
    use sea_orm::QuerySelect;

    fn call(brands: super::Brands) {
        let _ = brands.limit(2);
    }
}

mod offset {
    use sea_orm::QuerySelect;

    fn call(brands: super::Brands) {
        let _ = brands.offset(2);
    }
}

mod distinct {
    use sea_orm::QuerySelect;

    fn call(brands: super::Brands) {
        let _ = brands.distinct();
    }
}

mod lock_exclusive {
    use sea_orm::QuerySelect;

    fn call(brands: super::Brands) {
        let _ = brands.lock_exclusive();
    }
}

mod join {
    use sea_orm::QuerySelect;

    fn call(brands: super::Brands, to: sea_orm::RelationDef) {
        let _ = brands.join(sea_orm::JoinType::InnerJoin, to);
    }
}

mod def {
    use sea_orm::RelationTrait;

    fn call() {
        let _ = super::car_model::Relation::Brand.def();
    }
}

mod build {
    use sea_orm::QueryTrait;

    fn call(brands: super::Brands) {
        let _ = brands.build(sea_orm::DbBackend::Postgres);
    }
}

mod into_query {
    use sea_orm::QueryTrait;

    fn call(brands: super::Brands) {
        let _ = brands.into_query();
    }
}

mod apply_if {
    use sea_orm::QueryTrait;

    fn call(brands: super::Brands, id: Option<i32>) {
        let _ = brands.apply_if(id, |brands, _| brands);
    }
}

mod count {
    use sea_orm::PaginatorTrait;

    fn call(brands: super::Brands, db: &sea_orm::DbConn) {
        let _ = brands.count(db);
    }
}

mod paginate {
    use sea_orm::PaginatorTrait;

    fn call(brands: super::Brands, db: &sea_orm::DbConn) {
        let _ = brands.paginate(db, 2);
    }
}

mod exists {
    use sea_orm::SelectExt;

    fn call(brands: super::Brands, db: &sea_orm::DbConn) {
        let _ = brands.exists(db);
    }
}

mod paginate_a_load {
    use sea_orm::EntityLoaderTrait;

    fn call(db: &sea_orm::DbConn) {
        let _ = super::brand::Entity::load().paginate(db, 2);
    }
}

mod order_a_load {
    use sea_orm::EntityLoaderTrait;

    fn call() {
        let _ = super::brand::Entity::load().order_by_id_asc();
    }
}

mod filter_a_load_by_id {
    use sea_orm::EntityLoaderTrait;

    fn call() {
        let _ = super::brand::Entity::load().filter_by_id(1);
    }
}

mod find_related {
    use sea_orm::ModelTrait;

    fn call(brand: super::brand::Model) {
        let _ = brand.find_related(super::car_model::Entity);
    }
}

mod delete {
    use sea_orm::ModelTrait;

    fn call(brand: super::brand::Model, db: &sea_orm::DbConn) {
        let _ = brand.delete(db);
    }
}

mod load_many {
    use sea_orm::LoaderTrait;

    fn call(rows: Vec<super::brand::Model>, db: &sea_orm::DbConn) {
        let _ = rows.load_many(super::car_model::Entity, db);
    }
}

mod load_one {
    use sea_orm::LoaderTrait;

    fn call(rows: Vec<super::car_model::Model>, db: &sea_orm::DbConn) {
        let _ = rows.load_one(super::brand::Entity, db);
    }
}

mod into_active_model {
    use sea_orm::IntoActiveModel;

    fn call(brand: super::brand::Model) {
        let _ = brand.into_active_model();
    }
}

mod into_active_model_ex {
    use sea_orm::IntoActiveModel;

    fn call(brand: super::brand::ModelEx) {
        let _ = brand.into_active_model();
    }
}

mod insert {
    use sea_orm::ActiveModelTrait;

    fn call(new: super::brand::ActiveModel, db: &sea_orm::DbConn) {
        let _ = new.insert(db);
    }
}

mod update {
    use sea_orm::ActiveModelTrait;

    fn call(new: super::brand::ActiveModel, db: &sea_orm::DbConn) {
        let _ = new.update(db);
    }
}

mod save {
    use sea_orm::ActiveModelTrait;

    fn call(new: super::brand::ActiveModel, db: &sea_orm::DbConn) {
        let _ = new.save(db);
    }
}

mod eq {
    use sea_orm::ColumnTrait;

    fn call() {
        let _ = super::brand::Column::Name.eq("Kia");
    }
}

mod contains {
    use sea_orm::ColumnTrait;

    fn call() {
        let _ = super::brand::Column::Name.contains("Kia");
    }
}

mod or {
    use sea_orm::ExprTrait;

    fn call(one: sea_orm::sea_query::Expr, other: sea_orm::sea_query::Expr) {
        let _ = one.or(other);
    }
}

mod gte {
    use sea_orm::ExprTrait;

    fn call() {
        let _ = super::brand::COLUMN.id.count().gte(2);
    }
}

mod begin {
    use sea_orm::TransactionTrait;

    fn call(db: &sea_orm::DbConn) {
        let _ = db.begin();
    }
}

mod execute_unprepared {
    use sea_orm::ConnectionTrait;

    fn call(db: &sea_orm::DbConn) {
        let _ = db.execute_unprepared("VACUUM");
    }
}

mod query_all_raw {
    use sea_orm::ConnectionTrait;

    fn call(db: &sea_orm::DbConn, sql: sea_orm::Statement) {
        let _ = db.query_all_raw(sql);
    }
}

mod iter {
    use sea_orm::Iterable;

    fn call() {
        let _ = super::brand::Column::iter();
    }
}

mod order_by_id_asc {
    fn call(brands: super::Brands) {
        let _ = brands.order_by_id_asc();
    }
}

mod inner_join {
    fn call(brands: super::Brands) {
        let _ = brands.inner_join(super::car_model::Entity);
    }
}

mod left_join {
    fn call(brands: super::Brands) {
        let _ = brands.left_join(super::car_model::Entity);
    }
}

mod has_related {
    fn call(brands: super::Brands) {
        let _ = brands.has_related(
            super::car_model::Entity,
            super::car_model::COLUMN.id.gt(1),
        );
    }
}

mod find_also_related {
    fn call(models: super::Models) {
        let _ = models.find_also_related(super::brand::Entity);
    }
}

mod find_with_related {
    fn call(brands: super::Brands) {
        let _ = brands.find_with_related(super::car_model::Entity);
    }
}

mod into_tuple {
    fn call(brands: super::Brands) {
        let _ = brands.into_tuple::<(i32, String)>();
    }
}

mod cursor_by {
    fn call(brands: super::Brands) {
        let _ = brands.cursor_by(super::brand::Column::Id);
    }
}

mod all {
    fn call(brands: super::Brands, db: &sea_orm::DbConn) {
        let _ = brands.all(db);
    }
}

mod one {
    fn call(brands: super::Brands, db: &sea_orm::DbConn) {
        let _ = brands.one(db);
    }
}

mod require_one {
    fn call(brands: super::Brands, db: &sea_orm::DbConn) {
        let _ = brands.require_one(db);
    }
}

mod eq_of_a_typed_column {
    fn call() {
        let _ = super::brand::COLUMN.name.eq("Kia");
    }
}

mod with {
    fn call() {
        let _ = super::brand::Entity::load().with(super::car_model::Entity);
    }
}

mod insert_a_builder {
    fn call(db: &sea_orm::DbConn) {
        let _ = super::brand::ActiveModel::builder().insert(db);
    }
}

mod add_model {
    fn call(model: super::car_model::ActiveModelEx) {
        let _ = super::brand::ActiveModel::builder().add_model(model);
    }
}

mod cascade_delete {
    fn call(brand: super::brand::Model, db: &sea_orm::DbConn) {
        let _ = brand.cascade_delete(db);
    }
}

fn main() {}

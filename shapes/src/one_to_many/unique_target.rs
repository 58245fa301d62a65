//! An employee belongs to a country by the country's code. The foreign key
//! points to a unique column, not to the primary key.

use harness::{Done, Lesson, Recorder, steps};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    EntityLoaderTrait, EntityTrait, IntoActiveModel, QueryFilter,
    TransactionTrait,
};

/// The one side. Nothing points to its primary key.
pub mod country {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "country")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        /// What the foreign key points to. Without `unique`, PostgreSQL refuses
        /// to create the table of employees, and SQLite refuses every employee.
        #[sea_orm(unique)]
        pub code: String,
        pub name: String,
        /// One-to-many.
        #[sea_orm(has_many)]
        pub employees: HasMany<super::employee::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The many side. It stores the country's code, not its id.
pub mod employee {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "employee")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        /// The foreign key, of the same type as `country.code`.
        #[sea_orm(indexed)]
        pub country_code: String,
        /// Many-to-one, `to` the unique column. A code can change, and ON
        /// UPDATE CASCADE then changes it here too.
        #[sea_orm(
            belongs_to,
            from = "country_code",
            to = "code",
            on_update = "Cascade",
            on_delete = "Restrict"
        )]
        pub country: BelongsTo<super::country::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- unique-target` runs.
pub const LESSON: Lesson = Lesson {
    name: "unique-target",
    about: "The foreign key points to a unique column.",
    tables: &["country", "employee"],
    sample: None,
    steps: steps![
        here: schema_step, create_from_the_country_step,
        create_from_the_employee_step, read_from_countries_step,
        read_from_employees_step, read_without_a_join_step, rename_step,
        refused_step, delete_step,
    ],
};

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(country::Entity)
        .register(employee::Entity)
        .apply(db)
        .await
}

/// # Schema
///
/// `to` names the unique column. Everything else is the same as with a primary
/// key. The foreign key is a two-letter code that you can read, instead of a
/// numeric id.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["country", "employee"]).await
}

/// Inserts a country with its employees.
pub async fn create_country(
    db: &(impl ConnectionTrait + TransactionTrait),
    code: &str,
    name: &str,
    employees: &[&str],
) -> Result<country::ModelEx, DbErr> {
    let mut country =
        country::ActiveModel::builder().set_code(code).set_name(name);
    for name in employees {
        country = country
            .add_employee(employee::ActiveModel::builder().set_name(*name));
    }
    country.insert(db).await
}

/// # Create from the country
///
/// You insert each country as a tree with its employees. SeaORM fills in
/// `country_code` from the country's code. Iceland has no employee.
async fn create_from_the_country_step(show: &mut Recorder) -> Done {
    create_country(show.db(), "FR", "France", &["Ada", "Ben"]).await?;
    create_country(show.db(), "DE", "Germany", &["Cleo"]).await?;
    create_country(show.db(), "SI", "Slovenia", &["Dan"]).await?;
    create_country(show.db(), "IS", "Iceland", &[]).await?;
    create_country(show.db(), "UK", "United Kingdom", &["Eli", "Fay"]).await?;
    show.done().await
}

/// Inserts an employee of a stored country.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such country.
pub async fn create_employee(
    db: &(impl ConnectionTrait + TransactionTrait),
    name: &str,
    code: &str,
) -> Result<employee::ModelEx, DbErr> {
    let country = country::Entity::find_by_code(code).require_one(db).await?;
    employee::ActiveModel::builder()
        .set_name(name)
        .set_country(country.into_ex())
        .insert(db)
        .await
}

/// Inserts an employee with only the country's code. If you know the code, you
/// need no SELECT.
pub async fn create_by_code(
    db: &(impl ConnectionTrait + TransactionTrait),
    name: &str,
    code: &str,
) -> Result<employee::ModelEx, DbErr> {
    employee::ActiveModel::builder()
        .set_name(name)
        .set_country_code(code)
        .insert(db)
        .await
}

/// # Create from the employee
///
/// `set_country` copies the country's code. You usually know the code already,
/// and then one INSERT is enough.
async fn create_from_the_employee_step(show: &mut Recorder) -> Done {
    show.ran(create_employee(show.db(), "Gus", "DE").await?).await?;
    show.ran(create_by_code(show.db(), "Hana", "SI").await?).await
}

/// Every country with its employees, ordered by id.
pub async fn read_from_countries(
    db: &impl ConnectionTrait,
) -> Result<Vec<country::ModelEx>, DbErr> {
    country::Entity::load()
        .with(employee::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read from the countries
///
/// The loader collects the codes, not the ids: one SELECT per table. Iceland's
/// list is empty.
async fn read_from_countries_step(show: &mut Recorder) -> Done {
    let countries = read_from_countries(show.db()).await?;
    let rows = countries.iter().map(|country| {
        (&country.name, country.employees.iter().map(|employee| &employee.name))
    });
    show.table("Every country", ["country", "employees"], rows).await
}

/// Every employee with their country, ordered by id.
pub async fn read_from_employees(
    db: &impl ConnectionTrait,
) -> Result<Vec<employee::ModelEx>, DbErr> {
    employee::Entity::load()
        .with(country::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read from the employees
///
/// The join compares `employee.country_code` with `country.code`. No employee
/// is in Iceland.
async fn read_from_employees_step(show: &mut Recorder) -> Done {
    let employees = read_from_employees(show.db()).await?;
    let rows = employees.iter().map(|employee| {
        let country = employee.country.as_ref();
        (&employee.name, country.map(|country| &country.name))
    });
    show.table("Every employee", ["employee", "country"], rows).await
}

/// The employees of the country with that code, ordered by id.
pub async fn employees_of(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<Vec<employee::Model>, DbErr> {
    employee::Entity::find()
        .filter(employee::COLUMN.country_code.eq(code))
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read without a join
///
/// The code is in the employee's own row, so a filter by country needs no join.
/// With a numeric key you would look up the id first, or join.
async fn read_without_a_join_step(show: &mut Recorder) -> Done {
    let employees = employees_of(show.db(), "UK").await?;
    show.rows("The employees in the UK", employees).await
}

/// Gives a country another code. ON UPDATE CASCADE changes its employees.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such country.
pub async fn change_code(
    db: &(impl ConnectionTrait + TransactionTrait),
    old: &str,
    new: &str,
) -> Result<country::ModelEx, DbErr> {
    let country = country::Entity::find_by_code(old).require_one(db).await?;
    country.into_ex().into_active_model().set_code(new).update(db).await
}

/// # Change the code
///
/// The UK gets the code GB. ON UPDATE CASCADE changes the codes of its
/// employees too; without it, the database would refuse the UPDATE.
async fn rename_step(show: &mut Recorder) -> Done {
    show.ran(change_code(show.db(), "UK", "GB").await?).await
}

/// Deletes a country: one DELETE. RESTRICT keeps one that has employees.
pub async fn delete_country(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<DeleteResult, DbErr> {
    country::Entity::delete_by_code(code).exec(db).await
}

/// # Refused
///
/// The foreign key rejects a code that no country has. UNIQUE rejects a second
/// country with the same code. RESTRICT refuses to delete France, which has
/// employees.
async fn refused_step(show: &mut Recorder) -> Done {
    show.code("create_by_code")?;
    let refused = create_by_code(show.db(), "Ivo", "XX").await;
    show.refused("insert an employee in XX", refused).await?;
    show.code("create_country")?;
    let refused = create_country(show.db(), "FR", "Freedonia", &[]).await;
    show.refused("insert a second country FR", refused).await?;
    show.refused("delete France", delete_country(show.db(), "FR").await)
        .await
}

/// Deletes a loaded country. SeaORM deletes its employees first, because the
/// country has a `has_many` and the key is NOT NULL.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such country.
pub async fn delete_loaded(
    db: &(impl ConnectionTrait + TransactionTrait),
    code: &str,
) -> Result<DeleteResult, DbErr> {
    let country = country::Entity::find_by_code(code).require_one(db).await?;
    country.into_ex().delete(db).await
}

/// # Delete
///
/// Iceland has no employee, so RESTRICT allows the DELETE. You delete Germany
/// as a loaded row: SeaORM deletes its two employees first, and RESTRICT has
/// nothing left to refuse.
async fn delete_step(show: &mut Recorder) -> Done {
    show.code("delete_country")?;
    show.ran(delete_country(show.db(), "IS").await?).await?;
    show.ran(delete_loaded(show.db(), "DE").await?).await
}

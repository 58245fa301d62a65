//! An employee belongs to a country by the country's code. The foreign key
//! points to a unique column, not to the primary key.

use harness::{Lesson, Recorder, columns, source, steps, table::Deleted};
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
    steps: steps![
        schema: schema_step,
        create_from_the_country: create_from_the_country_step,
        create_from_the_employee: create_from_the_employee_step,
        read_from_countries: read_from_countries_step,
        read_from_employees: read_from_employees_step,
        read_without_a_join: read_without_a_join_step,
        rename: rename_step,
        refused: refused_step,
        delete: delete_step,
    ],
};

/// Countries, each with its employees. Iceland has none: the empty side.
const COUNTRIES: [(&str, &str, &[&str]); 5] = [
    ("FR", "France", &["Ada", "Ben"]),
    ("DE", "Germany", &["Cleo"]),
    ("SI", "Slovenia", &["Dan"]),
    ("IS", "Iceland", &[]),
    ("UK", "United Kingdom", &["Eli", "Fay"]),
];

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(country::Entity)
        .register(employee::Entity)
        .apply(db)
        .await
}

async fn schema_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "`to` names the unique column. Everything else is the same as with a \
         primary key. The foreign key is a two-letter code that you can read, \
         instead of a numeric id.",
    );
    lesson.code(source!("unique_target.rs"), "country::Model")?;
    lesson.code(source!("unique_target.rs"), "employee::Model")?;
    lesson.code(source!("unique_target.rs"), "schema")?;
    schema(db).await?;
    lesson.done("Tables and indexes created");
    lesson.columns(db, country::Entity).await?;
    lesson.columns(db, employee::Entity).await?;
    Ok(())
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

async fn create_from_the_country_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the country",
        "Each country is inserted as a tree with its employees. SeaORM fills in `country_code` \
         from the country's code. Iceland has no employee.",
    );
    lesson.code(source!("unique_target.rs"), "create_country")?;
    for (code, name, employees) in COUNTRIES {
        create_country(db, code, name, employees).await?;
    }
    lesson.done("Five countries and six employees inserted");
    let countries = country::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("country", countries);
    let employees = employee::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("employee", employees);
    Ok(())
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

async fn create_from_the_employee_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the employee",
        "`set_country` copies the country's code. You usually know the code already, and then one \
         INSERT is enough.",
    );
    lesson.code(source!("unique_target.rs"), "create_employee")?;
    create_employee(db, "Gus", "DE").await?;
    lesson.done("Gus inserted with a country");
    lesson.code(source!("unique_target.rs"), "create_by_code")?;
    create_by_code(db, "Hana", "SI").await?;
    lesson.done("Hana inserted with a code");
    let employees = employee::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("employee", employees);
    Ok(())
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

async fn read_from_countries_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the countries",
        "The loader collects the codes, not the ids: one SELECT per table. \
         Iceland's list is empty.",
    );
    lesson.code(source!("unique_target.rs"), "read_from_countries")?;
    let countries = read_from_countries(db).await?;
    let rows = countries.into_iter().map(|country| FromCountry {
        country: country.name,
        employees: country.employees.into_iter().map(|e| e.name).collect(),
    });
    lesson.rows("Every country with its employees", rows);
    Ok(())
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

async fn read_from_employees_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the employees",
        "The join compares `employee.country_code` with `country.code`. No employee is in \
         Iceland.",
    );
    lesson.code(source!("unique_target.rs"), "read_from_employees")?;
    let employees = read_from_employees(db).await?;
    let rows = employees.into_iter().map(|employee| FromEmployee {
        employee: employee.name,
        country: employee.country.into_option().map(|country| country.name),
    });
    lesson.rows("Every employee with their country", rows);
    Ok(())
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

async fn read_without_a_join_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read without a join",
        "The code is in the employee's own row, so a filter by country needs \
         no join. With a numeric key you would look up the id first, or join.",
    );
    lesson.code(source!("unique_target.rs"), "employees_of")?;
    let employees = employees_of(db, "UK").await?;
    lesson.rows("The employees in the UK", employees);
    Ok(())
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

async fn rename_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Change the code",
        "The UK gets the code GB. The database changes its employees' codes by ON UPDATE CASCADE; \
         without it, the database would refuse the UPDATE.",
    );
    lesson.code(source!("unique_target.rs"), "change_code")?;
    let country = change_code(db, "UK", "GB").await?;
    lesson.rows("The country afterwards", [country::Model::from(country)]);
    lesson.code(source!("unique_target.rs"), "employees_of")?;
    let employees = employees_of(db, "GB").await?;
    lesson.rows("Its employees", employees);
    Ok(())
}

/// Deletes a country: one DELETE. RESTRICT keeps one that has employees.
pub async fn delete_country(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<DeleteResult, DbErr> {
    country::Entity::delete_by_code(code).exec(db).await
}

async fn refused_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "The foreign key rejects a code that no country has. UNIQUE rejects a \
         second country with the same code. RESTRICT refuses to delete France, \
         which has employees.",
    );
    lesson.code(source!("unique_target.rs"), "create_by_code")?;
    lesson.code(source!("unique_target.rs"), "create_country")?;
    lesson.code(source!("unique_target.rs"), "delete_country")?;
    let unknown = create_by_code(db, "Ivo", "XX").await;
    let second = create_country(db, "FR", "Freedonia", &[]).await;
    let restricted = delete_country(db, "FR").await;
    lesson.refused([
        ("insert an employee in XX", unknown.map(drop)),
        ("insert a second country FR", second.map(drop)),
        ("delete France", restricted.map(drop)),
    ])?;
    Ok(())
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

async fn delete_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Delete",
        "Iceland has no employee, so RESTRICT allows the DELETE. Germany is deleted as a loaded \
         row: SeaORM deletes its two employees first, and RESTRICT has nothing left to refuse.",
    );
    lesson.code(source!("unique_target.rs"), "delete_country")?;
    let deleted = delete_country(db, "IS").await?;
    lesson.rows("Iceland deleted", [Deleted::from(deleted)]);
    lesson.code(source!("unique_target.rs"), "delete_loaded")?;
    let deleted = delete_loaded(db, "DE").await?;
    lesson.rows("Germany deleted", [Deleted::from(deleted)]);
    let countries = country::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("country afterwards", countries);
    let employees = employee::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("employee afterwards", employees);
    Ok(())
}

/// A country with the names of its employees.
struct FromCountry {
    country: String,
    employees: Vec<String>,
}

columns!(FromCountry: country, employees);

/// An employee with the name of their country.
struct FromEmployee {
    employee: String,
    country: Option<String>,
}

columns!(FromEmployee: employee, country);

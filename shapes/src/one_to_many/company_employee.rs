//! A company has many employees. The entity loader reads them: objects that
//! hold the objects they are related to.

use harness::{Done, Lesson, Recorder, steps};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    EntityLoaderTrait, EntityTrait, Set,
};

/// The one.
pub mod company {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "company")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        /// One-to-many: the people who work here.
        #[sea_orm(has_many)]
        pub employees: HasMany<super::employee::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The many.
pub mod employee {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "employee")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        /// The foreign key, indexed to find the employees of a company.
        #[sea_orm(indexed)]
        pub company_id: i32,
        /// Many-to-one: the company that `company_id` points to. RESTRICT: you
        /// decide where the people go before you delete the company.
        #[sea_orm(
            belongs_to,
            from = "company_id",
            to = "id",
            on_delete = "Restrict"
        )]
        pub company: BelongsTo<super::company::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- company-employee` runs.
pub const LESSON: Lesson = Lesson {
    name: "company-employee",
    about: "A company has many employees.",
    tables: &["company", "employee"],
    sample: None,
    steps: steps![
        here: schema_step, create_step, read_from_companies_step,
        read_from_employees_step, refused_step,
    ],
};

/// Companies, numbered from 1 in this order. Ember has nobody: the empty side.
const COMPANIES: [&str; 5] = ["Acorn", "Brook", "Cedar", "Delta", "Ember"];

/// Employees and the number of their company.
const EMPLOYEES: [(&str, i32); 5] = [
    ("Alice", 1),
    ("Bob", 1),
    ("Carol", 2),
    ("Dave", 3),
    ("Eve", 4),
];

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(company::Entity)
        .register(employee::Entity)
        .apply(db)
        .await
}

/// # Schema
///
/// SeaORM creates both tables from the entities. The foreign key is in the
/// table of the many.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["company", "employee"]).await
}

/// Inserts companies before employees.
pub async fn create(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let companies = COMPANIES.map(|name| company::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    });
    company::Entity::insert_many(companies).exec(db).await?;

    let employees = EMPLOYEES.map(|(name, company_id)| employee::ActiveModel {
        name: Set(name.to_owned()),
        company_id: Set(company_id),
        ..Default::default()
    });
    employee::Entity::insert_many(employees).exec(db).await?;
    Ok(())
}

/// # Create
///
/// You insert the companies before the employees, with one INSERT per table.
/// Ember has no employee.
async fn create_step(show: &mut Recorder) -> Done {
    show.ran(create(show.db()).await?).await
}

/// Every company with its employees, ordered by the company's id.
pub async fn read_from_companies(
    db: &impl ConnectionTrait,
) -> Result<Vec<company::ModelEx>, DbErr> {
    company::Entity::load()
        .with(employee::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read from the companies
///
/// `company.employees` is a list. The loader sends one SELECT for the companies
/// and one for all their employees. Ember's list is empty.
async fn read_from_companies_step(show: &mut Recorder) -> Done {
    let companies = read_from_companies(show.db()).await?;
    let rows = companies.iter().map(|company| {
        (&company.name, company.employees.iter().map(|one| &one.name))
    });
    show.table("Every company", ["company", "employees"], rows).await
}

/// Every employee with the company, ordered by the employee's id.
pub async fn read_from_employees(
    db: &impl ConnectionTrait,
) -> Result<Vec<employee::ModelEx>, DbErr> {
    employee::Entity::load()
        .with(company::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read from the employees
///
/// The same relationship from the other end. `employee.company` is one company,
/// so the loader joins it and one SELECT is enough. Ember is not in the list:
/// nobody works there.
async fn read_from_employees_step(show: &mut Recorder) -> Done {
    let employees = read_from_employees(show.db()).await?;
    let rows = employees.iter().map(|employee| {
        let company = employee.company.as_ref();
        (&employee.name, company.map(|company| &company.name))
    });
    show.table("Every employee", ["employee", "company"], rows).await
}

/// Inserts an employee of a company that doesn't exist.
pub async fn employee_of_no_company(
    db: &impl ConnectionTrait,
) -> Result<employee::Model, DbErr> {
    employee::ActiveModel {
        name: Set("Frank".to_owned()),
        company_id: Set(99),
        ..Default::default()
    }
    .insert(db)
    .await
}

/// Deletes a company.
pub async fn delete_company(
    db: &impl ConnectionTrait,
    company_id: i32,
) -> Result<DeleteResult, DbErr> {
    company::Entity::delete_by_id(company_id).exec(db).await
}

/// # Refused
///
/// The foreign key rejects an employee of a company that doesn't exist. ON
/// DELETE RESTRICT rejects the DELETE of a company that has employees. Ember
/// has none, so you can delete it.
async fn refused_step(show: &mut Recorder) -> Done {
    let refused = employee_of_no_company(show.db()).await;
    show.refused("insert Frank in company 99, which doesn't exist", refused)
        .await?;
    show.refused("delete company 1, Acorn", delete_company(show.db(), 1).await)
        .await?;
    show.ran(delete_company(show.db(), 5).await?).await
}

//! A company has many employees. The entity loader reads them: objects that
//! hold the objects they are related to.

use harness::{Lesson, Recorder, columns, source, steps};
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
        /// Many-to-one: the company that `company_id` points to. RESTRICT: somebody
        /// has to decide where the people go before the company is deleted.
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
    steps: steps![
        schema: schema_step,
        create: create_step,
        read_from_companies: read_from_companies_step,
        read_from_employees: read_from_employees_step,
        refused: refused_step,
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

async fn schema_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The tables are created from the entities. The foreign key is in the table of the many.",
    );
    lesson.code(source!("company_employee.rs"), "company::Model")?;
    lesson.code(source!("company_employee.rs"), "employee::Model")?;
    lesson.code(source!("company_employee.rs"), "schema")?;
    schema(db).await?;
    lesson.done("Tables and indexes created");
    lesson.columns(db, company::Entity).await?;
    lesson.columns(db, employee::Entity).await?;
    Ok(())
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

async fn create_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create",
        "Companies before employees, one INSERT per table. Ember has no employee.",
    );
    lesson.code(source!("company_employee.rs"), "create")?;
    create(db).await?;
    lesson.done("Tables filled");
    let companies = company::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("company", companies);
    let employees = employee::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("employee", employees);
    Ok(())
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

async fn read_from_companies_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the companies",
        "`company.employees` is a list. The loader sends one SELECT for the companies and one for \
         all their employees. Ember's list is empty.",
    );
    lesson.code(source!("company_employee.rs"), "read_from_companies")?;
    let companies = read_from_companies(db).await?;
    let rows = companies.into_iter().map(|company| FromCompany {
        company: company.name,
        employees: company.employees.into_iter().map(|one| one.name).collect(),
    });
    lesson.rows("Every company with its employees", rows);
    Ok(())
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

async fn read_from_employees_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the employees",
        "The same relationship from the other end. `employee.company` is one company, so the \
         loader joins it and one SELECT is enough. Ember is not in the list: nobody works there.",
    );
    lesson.code(source!("company_employee.rs"), "read_from_employees")?;
    let employees = read_from_employees(db).await?;
    let rows = employees.into_iter().map(|employee| FromEmployee {
        employee: employee.name,
        company: employee.company.into_option().map(|company| company.name),
    });
    lesson.rows("Every employee with their company", rows);
    Ok(())
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

async fn refused_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "The foreign key rejects an employee of a company that doesn't exist. ON DELETE RESTRICT \
         rejects the DELETE of a company that has employees. Ember has none, so it can be deleted.",
    );
    lesson.code(source!("company_employee.rs"), "employee_of_no_company")?;
    lesson.code(source!("company_employee.rs"), "delete_company")?;
    lesson.refused([
        (
            "insert Frank in company 99, which doesn't exist",
            employee_of_no_company(db).await.map(drop),
        ),
        ("delete company 1, Acorn", delete_company(db, 1).await.map(drop)),
    ])?;
    delete_company(db, 5).await?;
    lesson.done("Company 5, Ember, deleted");
    let companies = company::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("company afterwards", companies);
    Ok(())
}

/// A company with the names of its employees.
struct FromCompany {
    company: String,
    employees: Vec<String>,
}

columns!(FromCompany: company, employees);

/// An employee with the company's name.
struct FromEmployee {
    employee: String,
    company: Option<String>,
}

columns!(FromEmployee: employee, company);

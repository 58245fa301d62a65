//! A company has many employees, an employee one company. Read with the entity loader: objects
//! that hold the objects they are related to, one SELECT or two however many rows there are.

use lesson::Lesson;
use sea_orm::{ActiveModelTrait, DatabaseConnection, DbErr, EntityLoaderTrait, EntityTrait, Set};

/// The one.
pub mod company {
    use sea_orm::entity::prelude::*;

    /// A company. It has no foreign key: the relationship stands in the table of the employees.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "company")]
    pub struct Model {
        /// Counted up by the database.
        #[sea_orm(primary_key)]
        pub id: i32,
        /// What it is called.
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

    /// An employee: many-to-one to the company.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "employee")]
    pub struct Model {
        /// Counted up by the database.
        #[sea_orm(primary_key)]
        pub id: i32,
        /// Not unique: two people may well share a name.
        pub name: String,
        /// The foreign key, indexed for whoever looks for the employees of a company.
        #[sea_orm(indexed)]
        pub company_id: i32,
        /// Many-to-one: the company that `company_id` names. Restrict: people don't disappear
        /// with a company; somebody has to decide first where they go.
        #[sea_orm(belongs_to, from = "company_id", to = "id", on_delete = "Restrict")]
        pub company: BelongsTo<super::company::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

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

/// A company with its list.
struct FromCompany {
    company: String,
    employees: Vec<String>,
}

lesson::columns!(FromCompany: company, employees);

/// An employee with the one company.
struct FromEmployee {
    employee: String,
    company: Option<String>,
}

lesson::columns!(FromEmployee: employee, company);

/// Writes the lesson down.
///
/// # Errors
///
/// Whatever the database reports; and if it accepts a write that it should refuse.
pub async fn run(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    schema(db, lesson).await?;
    create(db, lesson).await?;
    read_from_the_company(db, lesson).await?;
    read_from_the_employee(db, lesson).await?;
    refused(db, lesson).await
}

async fn schema(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The tables are made from the entities. The foreign key stands in the table of the many.",
    );
    db.get_schema_builder()
        .register(company::Entity)
        .register(employee::Entity)
        .apply(db)
        .await?;
    lesson.done("Two tables and an index made");
    lesson.columns(company::Entity);
    lesson.columns(employee::Entity);
    Ok(())
}

async fn create(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step("Create", "Companies before employees, one INSERT a table.");
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
    lesson.done("Two tables filled");
    let companies = company::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("company", &companies);
    let employees = employee::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("employee", &employees);
    Ok(())
}

async fn read_from_the_company(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the company",
        "The loader sends one SELECT for the companies and one for all their employees. Ember has \
         an empty list.",
    );
    let companies = company::Entity::load()
        .with(employee::Entity)
        .order_by_id_asc()
        .all(db)
        .await?;
    let lines = companies.into_iter().map(|company| FromCompany {
        company: company.name,
        employees: company.employees.into_iter().map(|one| one.name).collect(),
    });
    lesson.rows(
        "Every company with its employees",
        &lines.collect::<Vec<_>>(),
    );
    Ok(())
}

async fn read_from_the_employee(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the employee",
        "The same relationship from the other end: one company each, so the loader joins it, and \
         one SELECT is enough.",
    );
    let employees = employee::Entity::load()
        .with(company::Entity)
        .order_by_id_asc()
        .all(db)
        .await?;
    let lines = employees.into_iter().map(|employee| FromEmployee {
        employee: employee.name,
        company: employee.company.into_option().map(|company| company.name),
    });
    lesson.rows(
        "Every employee with the company",
        &lines.collect::<Vec<_>>(),
    );
    Ok(())
}

async fn refused(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "The foreign key guards both its ends: no employee of a company that is not there, and, by \
         ON DELETE RESTRICT, no DELETE of a company in which somebody works.",
    );
    let frank = employee::ActiveModel {
        name: Set("Frank".to_owned()),
        company_id: Set(99),
        ..Default::default()
    };
    let delete = company::Entity::delete_by_id(1);
    lesson.refused([
        (
            "insert Frank in company 99",
            frank.insert(db).await.map(drop),
        ),
        ("delete company 1, Acorn", delete.exec(db).await.map(drop)),
    ])
}

//! A person has one passport. The passport's number is its primary key, and it
//! has that key before it is stored.

use harness::{Lesson, Recorder, columns, source, steps};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr,
    EntityLoaderTrait, EntityTrait, QueryOrder, Set, TransactionSession,
    TransactionTrait,
};

/// The side without a foreign key.
pub mod person {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        /// One-to-one: the passport, or none.
        #[sea_orm(has_one)]
        pub passport: HasOne<super::passport::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The side with the foreign key.
pub mod passport {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "passport")]
    pub struct Model {
        /// Printed in the passport: unique and never changed, so it can be the
        /// primary key.
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: String,
        /// The foreign key. The primary key would allow a second passport for
        /// the same person; UNIQUE doesn't.
        #[sea_orm(unique)]
        pub person_id: i32,
        /// One-to-one: the person that `person_id` points to.
        #[sea_orm(
            belongs_to,
            from = "person_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub person: BelongsTo<super::person::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- person-passport` runs.
pub const LESSON: Lesson = Lesson {
    name: "person-passport",
    about: "A person has one passport.",
    tables: &["person", "passport"],
    steps: steps![
        schema: schema_step,
        create: create_step,
        read_from_people: read_from_people_step,
        read_from_passports: read_from_passports_step,
        replace: replace_step,
    ],
};

/// People and their passports. Carol has none: the empty side.
const PEOPLE: [(&str, Option<&str>); 6] = [
    ("Alice", Some("P-104")),
    ("Bob", Some("P-217")),
    ("Carol", None),
    ("Dave", Some("P-350")),
    ("Eve", Some("P-101")),
    ("Frank", Some("P-288")),
];

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(person::Entity)
        .register(passport::Entity)
        .apply(db)
        .await
}

async fn schema_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The tables are created from the entities. A passport has no id: its number is the primary \
         key. Its foreign key is UNIQUE.",
    );
    lesson.code(source!("person_passport.rs"), "person::Model")?;
    lesson.code(source!("person_passport.rs"), "passport::Model")?;
    lesson.code(source!("person_passport.rs"), "schema")?;
    schema(db).await?;
    lesson.done("Tables created");
    lesson.columns(db, person::Entity).await?;
    lesson.columns(db, passport::Entity).await?;
    Ok(())
}

/// Inserts each person with the passport, if there is one.
pub async fn create(
    db: &(impl ConnectionTrait + TransactionTrait),
) -> Result<(), DbErr> {
    for (name, number) in PEOPLE {
        let passport = number
            .map(|number| passport::ActiveModel::builder().set_number(number));
        person::ActiveModel::builder()
            .set_name(name)
            .set_passport_option(passport)
            // `save` would take a passport that has its key for a stored one,
            // and update it.
            .insert(db)
            .await?;
    }
    Ok(())
}

async fn create_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create",
        "Each person is inserted with the passport as one tree. The SELECT between the two INSERTs \
         looks for an old passport to replace; SeaORM sends it for a new person too.",
    );
    lesson.code(source!("person_passport.rs"), "create")?;
    create(db).await?;
    lesson.done("Six people inserted, five with a passport");
    let people = person::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("person", people);
    let passports = passport::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("passport", passports);
    Ok(())
}

/// Every person with the passport, ordered by the person's id.
pub async fn read_from_people(
    db: &impl ConnectionTrait,
) -> Result<Vec<person::ModelEx>, DbErr> {
    person::Entity::load()
        .with(passport::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

async fn read_from_people_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the people",
        "`person.passport` is one passport or none. The loader joins it, so one SELECT is enough. \
         Carol has none.",
    );
    lesson.code(source!("person_passport.rs"), "read_from_people")?;
    let people = read_from_people(db).await?;
    let rows = people.into_iter().map(|person| FromPerson {
        person: person.name,
        passport: person.passport.into_option().map(|found| found.number),
    });
    lesson.rows("Every person with their passport", rows);
    Ok(())
}

/// Every passport with its person, ordered by number.
pub async fn read_from_passports(
    db: &impl ConnectionTrait,
) -> Result<Vec<passport::ModelEx>, DbErr> {
    passport::Entity::load()
        .with(person::Entity)
        .order_by_asc(passport::COLUMN.number)
        .all(db)
        .await
}

async fn read_from_passports_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the passports",
        "The same relationship from the other end, by number. Carol has no passport, so she is not \
         in the list.",
    );
    lesson.code(source!("person_passport.rs"), "read_from_passports")?;
    let passports = read_from_passports(db).await?;
    let rows = passports.into_iter().map(|passport| FromPassport {
        passport: passport.number,
        person: passport.person.into_option().map(|person| person.name),
    });
    lesson.rows("Every passport with its person", rows);
    Ok(())
}

/// Gives a person a new passport: UNIQUE leaves no room for it while the old
/// one exists, so the old one goes first. In a transaction, because otherwise a
/// failure in between leaves none.
pub async fn replace(
    db: &impl TransactionTrait,
    old: &str,
    new: passport::ActiveModel,
) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    passport::Entity::delete_by_id(old).exec(&transaction).await?;
    new.insert(&transaction).await?;
    transaction.commit().await
}

async fn replace_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Replace",
        "Alice gets a new passport. The database refuses it while the old one exists. Deleting the \
         old one first, in the same transaction, works.",
    );
    lesson.code(source!("person_passport.rs"), "replace")?;
    let new = passport::ActiveModel {
        number: Set("P-412".to_owned()),
        person_id: Set(1),
    };
    let early = new.clone().insert(db).await;
    lesson.refused([(
        "insert P-412 for Alice, who has P-104",
        early.map(drop),
    )])?;
    replace(db, "P-104", new).await?;
    lesson.done("P-104 deleted and P-412 inserted");
    let passports = passport::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("passport afterwards", passports);
    Ok(())
}

/// A person with the passport's number.
struct FromPerson {
    person: String,
    passport: Option<String>,
}

columns!(FromPerson: person, passport);

/// A passport with the person's name.
struct FromPassport {
    passport: String,
    person: Option<String>,
}

columns!(FromPassport: passport, person);

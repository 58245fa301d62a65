//! A person has one passport, a passport one person. Written as trees, read with the entity
//! loader. The passport's key is its number, which it has before it is stored.

use lesson::Lesson;
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, DbErr, EntityLoaderTrait, EntityTrait, QueryOrder, Set,
    TransactionTrait,
};

/// The side that is referred to.
pub mod person {
    use sea_orm::entity::prelude::*;

    /// A person. It has no foreign key: the relationship stands in the table of the passports.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        /// Counted up by the database.
        #[sea_orm(primary_key)]
        pub id: i32,
        /// Not unique: two people may well share a name.
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

    /// A passport: one-to-one to its person.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "passport")]
    pub struct Model {
        /// What is printed in it: unique and never changed, so it can be the primary key.
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: String,
        /// The foreign key. The primary key allows a second passport of the same person; UNIQUE
        /// here does not, and makes this one-to-one.
        #[sea_orm(unique)]
        pub person_id: i32,
        /// One-to-one: the person that `person_id` names. Cascade: the passport is nobody else's.
        #[sea_orm(belongs_to, from = "person_id", to = "id", on_delete = "Cascade")]
        pub person: BelongsTo<super::person::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// People and their passports. Carol has none: the empty side.
const PEOPLE: [(&str, Option<&str>); 6] = [
    ("Alice", Some("P-104")),
    ("Bob", Some("P-217")),
    ("Carol", None),
    ("Dave", Some("P-350")),
    ("Eve", Some("P-101")),
    ("Frank", Some("P-288")),
];

/// A person with the passport, if there is one.
struct FromPerson {
    person: String,
    passport: Option<String>,
}

lesson::columns!(FromPerson: person, passport);

/// A passport with its person.
struct FromPassport {
    passport: String,
    person: Option<String>,
}

lesson::columns!(FromPassport: passport, person);

/// Writes the lesson down.
///
/// # Errors
///
/// Whatever the database reports; and if it accepts a write that it should refuse.
pub async fn run(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    schema(db, lesson).await?;
    create(db, lesson).await?;
    read_from_the_person(db, lesson).await?;
    read_from_the_passport(db, lesson).await?;
    replace(db, lesson).await
}

async fn schema(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The tables are made from the entities. passport has no id; its foreign key is UNIQUE.",
    );
    db.get_schema_builder()
        .register(person::Entity)
        .register(passport::Entity)
        .apply(db)
        .await?;
    lesson.done("Two tables made");
    lesson.columns(person::Entity);
    lesson.columns(passport::Entity);
    Ok(())
}

async fn create(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Create",
        "Each person is inserted with the passport as one tree. The SELECT between the two INSERTs \
         looks for an old passport to replace; SeaORM sends it for a new person too.",
    );
    for (name, number) in PEOPLE {
        person::ActiveModel::builder()
            .set_name(name)
            .set_passport_option(number.map(|n| passport::ActiveModel::builder().set_number(n)))
            // Not `save`: it takes a passport that has its key for a stored one, and updates it.
            .insert(db)
            .await?;
    }
    lesson.done("Six people inserted, five with a passport");
    let people = person::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("person", &people);
    let passports = passport::Entity::find()
        .order_by_asc(passport::Column::Number)
        .all(db)
        .await?;
    lesson.rows("passport", &passports);
    Ok(())
}

async fn read_from_the_person(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the person",
        "person.passport, one or none: the loader joins it, so one SELECT is enough. Carol has \
         none.",
    );
    let people = person::Entity::load()
        .with(passport::Entity)
        .order_by_id_asc()
        .all(db)
        .await?;
    let lines = people.into_iter().map(|person| FromPerson {
        person: person.name,
        passport: person
            .passport
            .into_option()
            .map(|passport| passport.number),
    });
    lesson.rows("Every person's passport", &lines.collect::<Vec<_>>());
    Ok(())
}

async fn read_from_the_passport(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the passport",
        "The same relationship from the other end, by number. Carol is not in it.",
    );
    let passports = passport::Entity::load()
        .with(person::Entity)
        .order_by_asc(passport::Column::Number)
        .all(db)
        .await?;
    let lines = passports.into_iter().map(|passport| FromPassport {
        passport: passport.number,
        person: passport.person.into_option().map(|person| person.name),
    });
    lesson.rows("Every passport's person", &lines.collect::<Vec<_>>());
    Ok(())
}

async fn replace(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Replace",
        "Alice gets a new passport. UNIQUE leaves no room for it as long as the old one is there, \
         so the old one goes first; in a transaction, lest Alice end up with none.",
    );
    let new = passport::ActiveModel {
        number: Set("P-412".to_owned()),
        person_id: Set(1),
    };
    let early = new.clone().insert(db).await;
    lesson.refused([("insert P-412 of Alice beside P-104", early.map(drop))])?;
    let transaction = db.begin().await?;
    passport::Entity::delete_by_id("P-104")
        .exec(&transaction)
        .await?;
    new.insert(&transaction).await?;
    transaction.commit().await?;
    lesson.done("P-104 deleted and P-412 inserted");
    let passports = passport::Entity::find()
        .order_by_asc(passport::Column::Number)
        .all(db)
        .await?;
    lesson.rows("passport afterwards", &passports);
    Ok(())
}

//! A person has one passport. The passport's number is its primary key, and it
//! has that key before it is stored.

use harness::{Done, Lesson, Recorder, steps};
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
    sample: None,
    steps: steps![
        here: schema_step, create_step, read_from_people_step,
        read_from_passports_step, replace_step,
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

/// # Schema
///
/// The tables are created from the entities. A passport has no id: its number
/// is the primary key. Its foreign key is UNIQUE.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["person", "passport"]).await
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
            // `save` would send an UPDATE: the key is set, so SeaORM assumes
            // that the passport exists.
            .insert(db)
            .await?;
    }
    Ok(())
}

/// # Create
///
/// Each person is inserted with the passport as one tree. The SELECT between
/// the two INSERTs looks for an old passport to replace; SeaORM sends it for a
/// new person too.
async fn create_step(show: &mut Recorder) -> Done {
    show.ran(create(show.db()).await?).await
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

/// # Read from the people
///
/// `person.passport` is one passport or none. The loader joins it, so one
/// SELECT is enough. Carol has none.
async fn read_from_people_step(show: &mut Recorder) -> Done {
    let people = read_from_people(show.db()).await?;
    let rows = people.iter().map(|person| {
        let passport = person.passport.as_ref();
        (&person.name, passport.map(|passport| &passport.number))
    });
    show.table("Every person with their passport", ["person", "passport"], rows)
        .await
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

/// # Read from the passports
///
/// The same relationship from the other end, by number. Carol has no passport,
/// so she is not in the list.
async fn read_from_passports_step(show: &mut Recorder) -> Done {
    let passports = read_from_passports(show.db()).await?;
    let rows = passports.iter().map(|passport| {
        let person = passport.person.as_ref();
        (&passport.number, person.map(|person| &person.name))
    });
    show.table("Every passport with its person", ["passport", "person"], rows)
        .await
}

/// Inserts a passport for a stored person.
pub async fn create_passport(
    db: &impl ConnectionTrait,
    number: &str,
    person_id: i32,
) -> Result<passport::Model, DbErr> {
    passport::ActiveModel {
        number: Set(number.to_owned()),
        person_id: Set(person_id),
    }
    .insert(db)
    .await
}

/// Deletes a person's passport and inserts another one. In a transaction: a
/// failure in between would leave the person without any.
pub async fn replace(
    db: &impl TransactionTrait,
    old: &str,
    new: &str,
    person_id: i32,
) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    passport::Entity::delete_by_id(old).exec(&transaction).await?;
    create_passport(&transaction, new, person_id).await?;
    transaction.commit().await
}

/// # Replace
///
/// Alice gets a new passport. UNIQUE rejects it while the old one exists, so
/// you delete the old one first, in the same transaction.
async fn replace_step(show: &mut Recorder) -> Done {
    let early = create_passport(show.db(), "P-412", 1).await;
    show.refused("insert P-412 for Alice, who has P-104", early).await?;
    show.ran(replace(show.db(), "P-104", "P-412", 1).await?).await
}

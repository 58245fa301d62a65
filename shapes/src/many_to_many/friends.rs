//! A symmetric relationship: if Alice is Bob's friend, Bob is hers. One row per
//! friendship, and a CHECK that keeps the mirrored row out.

use harness::{Done, Lesson, Recorder, steps};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    EntityLoaderTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    QueryTrait, Set, TransactionTrait, sea_query::UnionType,
};

/// Both ends of the relationship.
pub mod person {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        /// Many-to-many: the friends with a higher id than this person.
        #[sea_orm(self_ref, via = "friendship", from = "Low", to = "High")]
        pub higher_friends: HasMany<Entity>,
        /// The friends with a lower id. All friends are in the two lists
        /// together.
        #[sea_orm(self_ref, via = "friendship", reverse)]
        pub lower_friends: HasMany<Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The links.
pub mod friendship {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "friendship")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub low_id: i32,
        /// `indexed`: the key's own index starts with the lower id. Without the
        /// CHECK, (1, 2) and (2, 1) could both be stored.
        #[sea_orm(primary_key, indexed, extra = "CHECK (low_id < high_id)")]
        pub high_id: i32,
        /// Both relations lead to `person`, so each needs a name of its own.
        #[sea_orm(
            belongs_to,
            relation_enum = "Low",
            from = "low_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub low: BelongsTo<super::person::Entity>,
        #[sea_orm(
            belongs_to,
            relation_enum = "High",
            from = "high_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub high: BelongsTo<super::person::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- friends` runs.
pub const LESSON: Lesson = Lesson {
    name: "friends",
    about: "Two people are friends: one row that means the same from both \
            ends.",
    tables: &["person", "friendship"],
    sample: None,
    steps: steps![
        here: schema_step, create_from_the_lower_step,
        create_from_the_higher_step, create_from_the_link_step,
        read_everyone_step, read_one_step, refused_step, unfriend_step,
        delete_step,
    ],
};

// The ids of some people.
const ALICE: i32 = 1;
const BOB: i32 = 2;
const CAROL: i32 = 3;
const EVE: i32 = 5;
const FRANK: i32 = 6;

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(person::Entity)
        .register(friendship::Entity)
        .apply(db)
        .await
}

/// # Schema
///
/// A friendship is one row with the lower id first. The CHECK rejects the other
/// order, so a pair can't be stored twice. The alternative is two rows, (1, 2)
/// and (2, 1), written in one transaction. Reads then need only one direction.
/// But nothing ensures that both rows exist, unless each row has a foreign key
/// to its mirror.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["person", "friendship"]).await
}

/// Inserts Alice with two new friends, and Dave without any.
pub async fn create_from_the_lower(
    db: &(impl ConnectionTrait + TransactionTrait),
) -> Result<(), DbErr> {
    person::ActiveModel::builder()
        .set_name("Alice")
        .add_higher_friend(person::ActiveModel::builder().set_name("Bob"))
        .add_higher_friend(person::ActiveModel::builder().set_name("Carol"))
        .insert(db)
        .await?;
    person::ActiveModel::builder().set_name("Dave").insert(db).await?;
    Ok(())
}

/// # Create from the lower id
///
/// Alice is inserted with her friends as one tree. SeaORM inserts Alice first,
/// so the friends get higher ids and belong in `higher_friends`. Dave has no
/// friends.
async fn create_from_the_lower_step(show: &mut Recorder) -> Done {
    show.ran(create_from_the_lower(show.db()).await?).await
}

/// Inserts Eve as a friend of two stored people, who have lower ids.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if one of them doesn't exist.
pub async fn create_from_the_higher(
    db: &(impl ConnectionTrait + TransactionTrait),
    friends: [i32; 2],
) -> Result<(), DbErr> {
    let mut eve = person::ActiveModel::builder().set_name("Eve");
    for id in friends {
        let friend = person::Entity::find_by_id(id).require_one(db).await?;
        eve = eve.add_lower_friend(friend.into_ex());
    }
    eve.insert(db).await?;
    person::ActiveModel::builder().set_name("Frank").insert(db).await?;
    Ok(())
}

/// # Create from the higher id
///
/// The other direction: Eve is new, her friends are stored, so their ids are
/// lower. Frank is inserted without friends.
async fn create_from_the_higher_step(show: &mut Recorder) -> Done {
    show.ran(create_from_the_higher(show.db(), [ALICE, BOB]).await?).await
}

/// Makes two stored people friends, in whichever order you name them.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if one of them doesn't exist.
pub async fn befriend(
    db: &(impl ConnectionTrait + TransactionTrait),
    one: i32,
    other: i32,
) -> Result<friendship::ModelEx, DbErr> {
    let (low, high) = (one.min(other), one.max(other));
    let low = person::Entity::find_by_id(low).require_one(db).await?;
    let high = person::Entity::find_by_id(high).require_one(db).await?;
    friendship::ActiveModel::builder()
        .set_low(low.into_ex())
        .set_high(high.into_ex())
        .insert(db)
        .await
}

/// # Create from the link
///
/// The code puts the ids in order, so the caller doesn't have to: Frank and
/// Carol become friends, and the row is (3, 6).
async fn create_from_the_link_step(show: &mut Recorder) -> Done {
    show.ran(befriend(show.db(), FRANK, CAROL).await?).await
}

/// Everyone with both lists, all ordered by id.
pub async fn read_everyone(
    db: &impl ConnectionTrait,
) -> Result<Vec<person::ModelEx>, DbErr> {
    person::Entity::load()
        .with(friendship::Entity)
        .with(friendship::Entity::REVERSE)
        .order_by_id_asc()
        .all(db)
        .await
}

/// All friends of a loaded person, ordered by id: the lower ones come first.
pub fn friends(person: &person::ModelEx) -> Vec<&person::ModelEx> {
    person.lower_friends.iter().chain(&person.higher_friends).collect()
}

/// # Read everyone
///
/// One SELECT for the people and one for each direction. Rust puts the two
/// lists together, and the result is symmetric: each friend of Alice has Alice
/// as a friend. Dave has none.
async fn read_everyone_step(show: &mut Recorder) -> Done {
    show.code("read_everyone")?;
    show.code("friends")?;
    let people = read_everyone(show.db()).await?;
    let rows = people.iter().map(|person| {
        (&person.name, friends(person).into_iter().map(|friend| &friend.name))
    });
    show.table("Everyone with their friends", ["person", "friends"], rows)
        .await
}

/// The friends of one person, ordered by id, in one SELECT.
pub async fn read_one(
    db: &impl ConnectionTrait,
    person_id: i32,
) -> Result<Vec<person::Model>, DbErr> {
    let above = friendship::Entity::find()
        .select_only()
        .column(friendship::Column::HighId)
        .filter(friendship::COLUMN.low_id.eq(person_id));
    let below = friendship::Entity::find()
        .select_only()
        .column(friendship::Column::LowId)
        .filter(friendship::COLUMN.high_id.eq(person_id));
    let mut ids = above.into_query();
    ids.union(UnionType::All, below.into_query());
    person::Entity::find()
        .filter(person::COLUMN.id.in_subquery(ids))
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read one
///
/// For one person, a single SELECT is enough: its subquery is a UNION ALL of
/// both directions. One half uses the primary key, the other the index on
/// `high_id`.
async fn read_one_step(show: &mut Recorder) -> Done {
    show.rows("The friends of Bob", read_one(show.db(), BOB).await?).await
}

/// Inserts a friendship, without ordering the ids.
pub async fn insert_link(
    db: &impl ConnectionTrait,
    low_id: i32,
    high_id: i32,
) -> Result<friendship::Model, DbErr> {
    friendship::ActiveModel {
        low_id: Set(low_id),
        high_id: Set(high_id),
    }
    .insert(db)
    .await
}

/// Adds a stored person to the lower friends of another one.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if one of them doesn't exist.
pub async fn add_to_lower_friends(
    db: &(impl ConnectionTrait + TransactionTrait),
    person_id: i32,
    friend_id: i32,
) -> Result<(), DbErr> {
    let person = person::Entity::find_by_id(person_id).require_one(db).await?;
    let friend = person::Entity::find_by_id(friend_id).require_one(db).await?;
    person
        .into_ex()
        .into_active_model()
        .add_lower_friend(friend.into_ex())
        .save(db)
        .await?;
    Ok(())
}

/// # Refused
///
/// The primary key rejects the same row again, and the CHECK rejects the
/// mirrored one. Nobody can be their own friend, because no id is lower than
/// itself. SeaORM doesn't know the CHECK: if you add a friend to the wrong
/// list, it sends the INSERT and the database rejects it.
async fn refused_step(show: &mut Recorder) -> Done {
    let again = insert_link(show.db(), ALICE, BOB).await;
    show.refused("insert (1, 2) again", again).await?;
    let mirrored = insert_link(show.db(), BOB, ALICE).await;
    show.refused("insert (2, 1)", mirrored).await?;
    let own = insert_link(show.db(), ALICE, ALICE).await;
    show.refused("insert (1, 1)", own).await?;
    let wrong = add_to_lower_friends(show.db(), ALICE, FRANK).await;
    show.refused("add Frank to the lower friends of Alice", wrong).await
}

/// Ends a friendship, in whichever order you name the two.
pub async fn unfriend(
    db: &impl ConnectionTrait,
    one: i32,
    other: i32,
) -> Result<DeleteResult, DbErr> {
    let key = (one.min(other), one.max(other));
    friendship::Entity::delete_by_id(key).exec(db).await
}

/// # Unfriend
///
/// Eve and Alice are no longer friends. Their friendship is the one row (1, 5),
/// so both lose a friend.
async fn unfriend_step(show: &mut Recorder) -> Done {
    show.ran(unfriend(show.db(), EVE, ALICE).await?).await
}

/// Deletes a person: one DELETE. ON DELETE CASCADE removes the friendships,
/// whether the person's id is the lower or the higher one.
pub async fn delete_person(
    db: &impl ConnectionTrait,
    person_id: i32,
) -> Result<DeleteResult, DbErr> {
    person::Entity::delete_by_id(person_id).exec(db).await
}

/// # Delete
///
/// Bob is deleted. His id is the higher one in (1, 2) and the lower one in
/// (2, 5). ON DELETE CASCADE on both foreign keys deletes both rows.
async fn delete_step(show: &mut Recorder) -> Done {
    show.ran(delete_person(show.db(), BOB).await?).await
}

//! An entity linked to itself: a user follows users, and users follow back. The
//! join table has two foreign keys to one table, and each end is a list.

use harness::{Done, Lesson, Recorder, steps};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    DerivePartialModel, EntityLoaderTrait, EntityTrait, JoinType, LoaderTrait,
    QuerySelect, RelationTrait, Set, TransactionTrait,
};

/// Both ends of the relationship.
pub mod user {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "user")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        /// Many-to-many: who follows this user. `from` and `to` name relations
        /// of the join table: `Followed` points to this user, `Follower` to the
        /// follower.
        #[sea_orm(
            self_ref,
            via = "follow",
            from = "Followed",
            to = "Follower"
        )]
        pub followers: HasMany<Entity>,
        /// The same links in the other direction: whom this user follows.
        #[sea_orm(self_ref, via = "follow", reverse)]
        pub following: HasMany<Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The links.
pub mod follow {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "follow")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub follower_id: i32,
        /// `indexed`: the key's own index starts with the follower. The CHECK
        /// keeps users from following themselves.
        #[sea_orm(
            primary_key,
            indexed,
            extra = "CHECK (followed_id <> follower_id)"
        )]
        pub followed_id: i32,
        /// Both relations lead to `user`, so each needs a name of its own.
        #[sea_orm(
            belongs_to,
            relation_enum = "Follower",
            from = "follower_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub follower: BelongsTo<super::user::Entity>,
        #[sea_orm(
            belongs_to,
            relation_enum = "Followed",
            from = "followed_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub followed: BelongsTo<super::user::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- followers` runs.
pub const LESSON: Lesson = Lesson {
    name: "followers",
    about: "A user follows users: an entity linked to itself.",
    tables: &["user", "follow"],
    sample: None,
    steps: steps![
        here: schema_step, create_from_the_followed_step,
        create_from_the_follower_step, create_from_the_link_step,
        read_both_ways_step, read_lists_step, count_step, refused_step,
        unfollow_step, delete_step, delete_a_loaded_user_step,
    ],
};

// The ids of some users.
const ALICE: i32 = 1;
const BOB: i32 = 2;
const EVE: i32 = 5;

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(user::Entity)
        .register(follow::Entity)
        .apply(db)
        .await
}

/// # Schema
///
/// Both foreign keys of the join table point to user. `followers` reads it in
/// one direction, `following` in the other.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["user", "follow"]).await
}

/// Inserts Alice with two followers, and Dave without any.
pub async fn create_from_the_followed(
    db: &(impl ConnectionTrait + TransactionTrait),
) -> Result<(), DbErr> {
    user::ActiveModel::builder()
        .set_name("Alice")
        .add_follower(user::ActiveModel::builder().set_name("Bob"))
        .add_follower(user::ActiveModel::builder().set_name("Carol"))
        .insert(db)
        .await?;
    user::ActiveModel::builder().set_name("Dave").insert(db).await?;
    Ok(())
}

/// # Create from the followed user
///
/// Alice is inserted with her followers as one tree: the three users first,
/// then both links in one INSERT. Dave has no links.
async fn create_from_the_followed_step(show: &mut Recorder) -> Done {
    show.ran(create_from_the_followed(show.db()).await?).await
}

/// Inserts Eve. She follows a stored user and a new one.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such user.
pub async fn create_from_the_follower(
    db: &(impl ConnectionTrait + TransactionTrait),
    followed_id: i32,
) -> Result<(), DbErr> {
    let followed =
        user::Entity::find_by_id(followed_id).require_one(db).await?;
    user::ActiveModel::builder()
        .set_name("Eve")
        .add_following(followed.into_ex())
        .add_following(user::ActiveModel::builder().set_name("Frank"))
        .insert(db)
        .await?;
    Ok(())
}

/// # Create from the follower
///
/// The other direction: Eve is new and follows Alice, who is stored, and Frank,
/// who is new. SeaORM inserts only the new users; the stored one is unchanged
/// and needs no statement.
async fn create_from_the_follower_step(show: &mut Recorder) -> Done {
    show.ran(create_from_the_follower(show.db(), ALICE).await?).await
}

/// Inserts a link between two stored users.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if one of them doesn't exist.
pub async fn create_from_the_link(
    db: &(impl ConnectionTrait + TransactionTrait),
    follower_id: i32,
    followed_id: i32,
) -> Result<follow::ModelEx, DbErr> {
    let follower =
        user::Entity::find_by_id(follower_id).require_one(db).await?;
    let followed =
        user::Entity::find_by_id(followed_id).require_one(db).await?;
    follow::ActiveModel::builder()
        .set_follower(follower.into_ex())
        .set_followed(followed.into_ex())
        .insert(db)
        .await
}

/// # Create from the link
///
/// The link is the child of both ends and has a setter for each. Alice follows
/// Bob back: a second row, independent of the first.
async fn create_from_the_link_step(show: &mut Recorder) -> Done {
    create_from_the_link(show.db(), ALICE, BOB).await?;
    create_from_the_link(show.db(), BOB, EVE).await?;
    show.done().await
}

/// Every user with both lists, all ordered by id.
pub async fn read_both_ways(
    db: &impl ConnectionTrait,
) -> Result<Vec<user::ModelEx>, DbErr> {
    user::Entity::load()
        .with(follow::Entity)
        .with(follow::Entity::REVERSE)
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read both ways
///
/// Name the join table, not the user: `with(follow::Entity)` loads `followers`,
/// and `follow::Entity::REVERSE` loads `following`. The loader sends one SELECT
/// for the users and one per list. Dave has two empty lists.
async fn read_both_ways_step(show: &mut Recorder) -> Done {
    let users = read_both_ways(show.db()).await?;
    let rows = users.iter().map(|user| {
        let followers = user.followers.iter().map(|user| &user.name);
        let following = user.following.iter().map(|user| &user.name);
        (&user.name, followers, following)
    });
    let header = ["user", "followers", "following"];
    show.table("Every user with both lists", header, rows).await
}

/// Every user, ordered by id.
pub async fn users(
    db: &impl ConnectionTrait,
) -> Result<Vec<user::Model>, DbErr> {
    user::Entity::find().order_by_id_asc().all(db).await
}

/// The followers of each user, in the order of `users`. Each list is ordered by
/// id.
pub async fn followers(
    db: &impl ConnectionTrait,
    users: &[user::Model],
) -> Result<Vec<Vec<user::Model>>, DbErr> {
    users.load_self_via(follow::Entity, db).await
}

/// Whom each user follows, in the order of `users`. Each list is ordered by id.
pub async fn following(
    db: &impl ConnectionTrait,
    users: &[user::Model],
) -> Result<Vec<Vec<user::Model>>, DbErr> {
    users.load_self_via_rev(follow::Entity, db).await
}

/// # Read lists for users you have
///
/// `load_self_via` reads one direction for users that you have read already,
/// with one SELECT for all of them; `load_self_via_rev` reads the other. Each
/// returns one list per user, in the order of the users.
async fn read_lists_step(show: &mut Recorder) -> Done {
    let users = users(show.db()).await?;
    show.rows("`users`, which you have", users.clone()).await?;
    let lists = followers(show.db(), &users).await?;
    let rows = users
        .iter()
        .zip(&lists)
        .map(|(user, list)| (&user.name, list.iter().map(|other| &other.name)));
    let header = ["user", "followers"];
    show.table("The followers of each user", header, rows).await?;
    let lists = following(show.db(), &users).await?;
    let rows = users
        .iter()
        .zip(&lists)
        .map(|(user, list)| (&user.name, list.iter().map(|other| &other.name)));
    let header = ["user", "following"];
    show.table("Whom each user follows", header, rows).await
}

/// A user and how many follow them.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "user::Entity")]
pub struct Popularity {
    #[sea_orm(from_col = "name")]
    pub user: String,
    /// Not `COUNT(*)`, which would count the NULL row of a user without
    /// followers.
    #[sea_orm(from_expr = "follow::COLUMN.follower_id.count()")]
    pub followers: i64,
}

/// The number of followers of every user, ordered by the user's id.
pub async fn count(
    db: &impl ConnectionTrait,
) -> Result<Vec<Popularity>, DbErr> {
    user::Entity::find()
        .join_rev(JoinType::LeftJoin, follow::Relation::Followed.def())
        .group_by(user::COLUMN.id)
        .group_by(user::COLUMN.name)
        .order_by_id_asc()
        .into_partial_model()
        .all(db)
        .await
}

/// # Count
///
/// The database counts, so no follower is read. `Relation::Followed` leads from
/// a link to the followed user; `join_rev` joins it in reverse. With
/// `Relation::Follower`, the same query would count whom each user follows.
async fn count_step(show: &mut Recorder) -> Done {
    let found = count(show.db()).await?;
    let rows = found.iter().map(|one| (&one.user, one.followers));
    let header = ["user", "followers"];
    show.table("Every user's number of followers", header, rows).await
}

/// Inserts a link straight into the join table.
pub async fn insert_link(
    db: &impl ConnectionTrait,
    follower_id: i32,
    followed_id: i32,
) -> Result<follow::Model, DbErr> {
    follow::ActiveModel {
        follower_id: Set(follower_id),
        followed_id: Set(followed_id),
    }
    .insert(db)
    .await
}

/// # Refused
///
/// The primary key rejects a link that exists. The foreign key rejects a link
/// to a user who doesn't exist. Only the CHECK rejects a user who follows
/// herself: both foreign keys accept that.
async fn refused_step(show: &mut Recorder) -> Done {
    let again = insert_link(show.db(), BOB, ALICE).await;
    show.refused("let Bob follow Alice again", again).await?;
    let missing = insert_link(show.db(), ALICE, 99).await;
    show.refused("let Alice follow user 99, who doesn't exist", missing)
        .await?;
    let herself = insert_link(show.db(), ALICE, ALICE).await;
    show.refused("let Alice follow herself", herself).await
}

/// Deletes one link. Both users stay, and so does a link in the other
/// direction.
pub async fn unfollow(
    db: &impl ConnectionTrait,
    follower_id: i32,
    followed_id: i32,
) -> Result<DeleteResult, DbErr> {
    follow::Entity::delete_by_id((follower_id, followed_id))
        .exec(db)
        .await
}

/// # Unfollow
///
/// Bob no longer follows Alice. The order of the two ids matters: Alice still
/// follows Bob.
async fn unfollow_step(show: &mut Recorder) -> Done {
    show.ran(unfollow(show.db(), BOB, ALICE).await?).await
}

/// Deletes a user: one DELETE. ON DELETE CASCADE removes the links in both
/// directions.
pub async fn delete_user(
    db: &impl ConnectionTrait,
    user_id: i32,
) -> Result<DeleteResult, DbErr> {
    user::Entity::delete_by_id(user_id).exec(db).await
}

/// # Delete
///
/// Eve is deleted by her id. ON DELETE CASCADE deletes her links, those where
/// she follows and the one where she is followed; rows_affected counts only
/// Eve.
async fn delete_step(show: &mut Recorder) -> Done {
    let deleted = delete_user(show.db(), EVE).await?;
    show.affected("What the DELETE returned", deleted.rows_affected).await
}

/// Reads a user and deletes the loaded row: SeaORM deletes the links first.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such user.
pub async fn delete_loaded_user(
    db: &(impl ConnectionTrait + TransactionTrait),
    user_id: i32,
) -> Result<DeleteResult, DbErr> {
    let user = user::Entity::find_by_id(user_id).require_one(db).await?;
    user.into_ex().delete(db).await
}

/// # Delete a loaded user
///
/// `delete` of a loaded user deletes the links first, so rows_affected counts
/// them too. SeaORM sends that DELETE once per list, `followers` and
/// `following`. Each one covers both directions, so the second finds nothing to
/// delete.
async fn delete_a_loaded_user_step(show: &mut Recorder) -> Done {
    let deleted = delete_loaded_user(show.db(), ALICE).await?;
    show.affected("What `delete` returned", deleted.rows_affected).await
}

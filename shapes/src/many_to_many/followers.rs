//! An entity linked to itself: a user follows users, and users follow back. The
//! join table has two foreign keys to one table, and each end is a list.

use harness::{Lesson, Recorder, columns, source, steps, table::Deleted};
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
    steps: steps![
        schema: schema_step,
        create_from_the_followed: create_from_the_followed_step,
        create_from_the_follower: create_from_the_follower_step,
        create_from_the_link: create_from_the_link_step,
        read_both_ways: read_both_ways_step,
        read_lists: read_lists_step,
        count: count_step,
        refused: refused_step,
        unfollow: unfollow_step,
        delete: delete_step,
        delete_a_loaded_user: delete_a_loaded_user_step,
    ],
};

/// The ids of three of the users.
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

async fn schema_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "Both foreign keys of the join table point to user. `followers` reads it in one direction, \
         `following` in the other.",
    );
    lesson.code(source!("followers.rs"), "user::Model")?;
    lesson.code(source!("followers.rs"), "follow::Model")?;
    lesson.code(source!("followers.rs"), "schema")?;
    schema(db).await?;
    lesson.done("Tables and indexes created");
    lesson.columns(db, user::Entity).await?;
    lesson.columns(db, follow::Entity).await?;
    Ok(())
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

async fn create_from_the_followed_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the followed user",
        "Alice is inserted with her followers as one tree: the three users first, then both links \
         in one INSERT. Dave has no links.",
    );
    lesson.code(source!("followers.rs"), "create_from_the_followed")?;
    create_from_the_followed(db).await?;
    lesson.done("Four users and two links inserted");
    let links = follow::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("follow", links);
    Ok(())
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

async fn create_from_the_follower_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the follower",
        "The other direction: Eve is new and follows Alice, who is stored, and \
         Frank, who is new. SeaORM inserts only the new users; the stored one \
         is unchanged and needs no statement.",
    );
    lesson.code(source!("followers.rs"), "create_from_the_follower")?;
    create_from_the_follower(db, ALICE).await?;
    lesson.done("Two users and two links inserted");
    let users = user::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("user", users);
    let links = follow::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("follow", links);
    Ok(())
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

async fn create_from_the_link_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the link",
        "The link is the child of both ends and has a setter for each. Alice \
         follows Bob back: a second row, independent of the first.",
    );
    lesson.code(source!("followers.rs"), "create_from_the_link")?;
    create_from_the_link(db, ALICE, BOB).await?;
    create_from_the_link(db, BOB, EVE).await?;
    lesson.done("Two links inserted");
    let links = follow::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("follow", links);
    Ok(())
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

async fn read_both_ways_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read both ways",
        "Name the join table, not the user: `with(follow::Entity)` loads \
         `followers`, and `follow::Entity::REVERSE` loads `following`. The \
         loader sends one SELECT for the users and one per list. Dave has two \
         empty lists.",
    );
    lesson.code(source!("followers.rs"), "read_both_ways")?;
    let users = read_both_ways(db).await?;
    let rows = users.into_iter().map(FromUser::from);
    lesson.rows("Every user with both lists", rows);
    Ok(())
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

async fn read_lists_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read lists for users you have",
        "`load_self_via` reads one direction for users that you have read \
         already, with one SELECT for all of them; `load_self_via_rev` reads \
         the other. Each returns one list per user, in the order of the users.",
    );
    lesson.code(source!("followers.rs"), "followers")?;
    lesson.code(source!("followers.rs"), "following")?;
    let users = user::Entity::find().order_by_id_asc().all(db).await?;
    lesson.done("The users read");
    let names = |lists: Vec<Vec<user::Model>>| {
        let lists = lists.into_iter();
        let lists = lists.map(|list| list.into_iter().map(|user| user.name));
        lists.map(Iterator::collect)
    };
    let lists = names(followers(db, &users).await?);
    let rows = users.iter().zip(lists).map(|(user, followers)| Followers {
        user: user.name.clone(),
        followers,
    });
    lesson.rows("The followers of each user", rows);
    let lists = names(following(db, &users).await?);
    let rows = users.iter().zip(lists).map(|(user, following)| Following {
        user: user.name.clone(),
        following,
    });
    lesson.rows("Whom each user follows", rows);
    Ok(())
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

async fn count_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Count",
        "The database counts, so no follower is read. `Relation::Followed` \
         leads from a link to the followed user; `join_rev` joins it in \
         reverse. With `Relation::Follower`, the same query would count whom \
         each user follows.",
    );
    lesson.code(source!("followers.rs"), "Popularity")?;
    lesson.code(source!("followers.rs"), "count")?;
    lesson.rows("Every user's number of followers", count(db).await?);
    Ok(())
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

async fn refused_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "The primary key rejects a link that exists. The foreign key rejects a \
         link to a user who doesn't exist. Only the CHECK rejects a user who \
         follows herself: both foreign keys accept that.",
    );
    lesson.code(source!("followers.rs"), "insert_link")?;
    lesson.refused([
        (
            "let Bob follow Alice again",
            insert_link(db, BOB, ALICE).await.map(drop),
        ),
        (
            "let Alice follow user 99, who doesn't exist",
            insert_link(db, ALICE, 99).await.map(drop),
        ),
        (
            "let Alice follow herself",
            insert_link(db, ALICE, ALICE).await.map(drop),
        ),
    ])
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

async fn unfollow_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Unfollow",
        "Bob no longer follows Alice. The order of the two ids matters: Alice still follows Bob.",
    );
    lesson.code(source!("followers.rs"), "unfollow")?;
    let deleted = unfollow(db, BOB, ALICE).await?;
    lesson.rows("Bob unfollowed Alice", [Deleted::from(deleted)]);
    let users = read_both_ways(db).await?;
    let rows = users.into_iter().map(FromUser::from);
    lesson.rows("Every user afterwards", rows);
    Ok(())
}

/// Deletes a user: one DELETE. ON DELETE CASCADE removes the links in both
/// directions.
pub async fn delete_user(
    db: &impl ConnectionTrait,
    user_id: i32,
) -> Result<DeleteResult, DbErr> {
    user::Entity::delete_by_id(user_id).exec(db).await
}

async fn delete_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Delete",
        "Eve is deleted by her id. ON DELETE CASCADE deletes her links, those \
         where she follows and the one where she is followed; rows_affected \
         counts only Eve.",
    );
    lesson.code(source!("followers.rs"), "delete_user")?;
    let deleted = delete_user(db, EVE).await?;
    lesson.rows("Eve deleted", [Deleted::from(deleted)]);
    let links = follow::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("follow afterwards", links);
    Ok(())
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

async fn delete_a_loaded_user_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Delete a loaded user",
        "`delete` of a loaded user deletes the links first, so rows_affected \
         counts them too. SeaORM sends that DELETE once per list, `followers` \
         and `following`. Each one covers both directions, so the second finds \
         nothing to delete.",
    );
    lesson.code(source!("followers.rs"), "delete_loaded_user")?;
    let deleted = delete_loaded_user(db, ALICE).await?;
    lesson.rows("Alice deleted", [Deleted::from(deleted)]);
    let users = read_both_ways(db).await?;
    let rows = users.into_iter().map(FromUser::from);
    lesson.rows("Every user afterwards", rows);
    Ok(())
}

columns!(Popularity: user, followers);

/// A user with the names in both lists.
struct FromUser {
    user: String,
    followers: Vec<String>,
    following: Vec<String>,
}

columns!(FromUser: user, followers, following);

impl From<user::ModelEx> for FromUser {
    fn from(user: user::ModelEx) -> Self {
        let followers = user.followers.into_iter();
        let following = user.following.into_iter();
        Self {
            user: user.name,
            followers: followers.map(|user| user.name).collect(),
            following: following.map(|user| user.name).collect(),
        }
    }
}

/// A user with the names of their followers.
struct Followers {
    user: String,
    followers: Vec<String>,
}

columns!(Followers: user, followers);

/// A user with the names of those whom they follow.
struct Following {
    user: String,
    following: Vec<String>,
}

columns!(Following: user, following);

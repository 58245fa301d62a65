//! Tags on two kinds of things, articles and photos. One join table per kind: a
//! foreign key points to one table, so one column can't point to both.

use harness::{Done, Lesson, Recorder, steps};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    EntityLoaderTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Set,
    TransactionTrait,
};

/// One kind of thing.
pub mod article {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "article")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub title: String,
        /// Many-to-many, through the join table of this kind.
        #[sea_orm(has_many, via = "article_tag")]
        pub tags: HasMany<super::tag::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Another kind of thing.
pub mod photo {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "photo")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub file: String,
        /// Many-to-many, through the join table of this kind.
        #[sea_orm(has_many, via = "photo_tag")]
        pub tags: HasMany<super::tag::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What both kinds share.
pub mod tag {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tag")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique)]
        pub name: String,
        /// One list per kind. The two lead to different entities, so neither
        /// needs a `relation_enum`.
        #[sea_orm(has_many, via = "article_tag")]
        pub articles: HasMany<super::article::Entity>,
        #[sea_orm(has_many, via = "photo_tag")]
        pub photos: HasMany<super::photo::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The links of articles.
pub mod article_tag {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "article_tag")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub article_id: i32,
        /// `indexed`: the key's own index starts with the article.
        #[sea_orm(primary_key, indexed)]
        pub tag_id: i32,
        #[sea_orm(
            belongs_to,
            from = "article_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub article: BelongsTo<super::article::Entity>,
        #[sea_orm(
            belongs_to,
            from = "tag_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub tag: BelongsTo<super::tag::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The links of photos.
pub mod photo_tag {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "photo_tag")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub photo_id: i32,
        /// `indexed`: the key's own index starts with the photo.
        #[sea_orm(primary_key, indexed)]
        pub tag_id: i32,
        #[sea_orm(
            belongs_to,
            from = "photo_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub photo: BelongsTo<super::photo::Entity>,
        #[sea_orm(
            belongs_to,
            from = "tag_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub tag: BelongsTo<super::tag::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- tags` runs.
pub const LESSON: Lesson = Lesson {
    name: "tags",
    about: "Articles and photos have tags: one join table per kind.",
    tables: &["article", "photo", "tag", "article_tag", "photo_tag"],
    sample: None,
    steps: steps![
        here: schema_step, create_from_the_things_step,
        create_from_the_tag_step, create_from_the_link_step,
        read_from_the_things_step, read_from_the_tags_step, refused_step,
        delete_step, delete_unused_tags_step,
    ],
};

// The ids of some tags, an article and a photo.
const TRAVEL: i32 = 1;
const CITY: i32 = 3;
const SLOW_TRAINS: i32 = 1;
const PIER: i32 = 1;

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    // One builder per table, only to keep the printed order fixed: a single
    // builder works too, but creates independent tables in any order.
    let builder = || db.get_schema_builder();
    builder().register(article::Entity).apply(db).await?;
    builder().register(photo::Entity).apply(db).await?;
    builder().register(tag::Entity).apply(db).await?;
    builder().register(article_tag::Entity).apply(db).await?;
    builder().register(photo_tag::Entity).apply(db).await
}

/// # Schema
///
/// Each kind of thing has a join table of its own, and every link has two
/// foreign keys. A single table with the columns `kind` and `thing_id` could
/// have no foreign key on `thing_id`: a foreign key points to one table,
/// whatever the value of `kind`.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["article", "photo", "tag", "article_tag", "photo_tag"])
        .await
}

/// Inserts an article with two new tags, and a photo with one of them.
pub async fn create_from_the_things(
    db: &(impl ConnectionTrait + TransactionTrait),
) -> Result<(), DbErr> {
    article::ActiveModel::builder()
        .set_title("Slow trains")
        .add_tag(tag::ActiveModel::builder().set_name("travel"))
        .add_tag(tag::ActiveModel::builder().set_name("rail"))
        .insert(db)
        .await?;
    let travel = tag::Entity::find_by_name("travel").require_one(db).await?;
    photo::ActiveModel::builder()
        .set_file("pier.jpg")
        .add_tag(travel.into_ex())
        .insert(db)
        .await?;
    Ok(())
}

/// Inserts two articles and two photos without tags.
pub async fn create_without_tags(
    db: &impl ConnectionTrait,
) -> Result<(), DbErr> {
    let articles =
        ["Night walks", "On bread"].map(|title| article::ActiveModel {
            title: Set(title.to_owned()),
            ..Default::default()
        });
    article::Entity::insert_many(articles).exec(db).await?;
    let photos = ["bridge.jpg", "loaf.jpg"].map(|file| photo::ActiveModel {
        file: Set(file.to_owned()),
        ..Default::default()
    });
    photo::Entity::insert_many(photos).exec(db).await?;
    Ok(())
}

/// # Create from the things
///
/// An article is inserted with two new tags as one tree. A photo gets one of
/// the same tags: the code finds it by its unique name and links it. The other
/// articles and photos have no tags yet.
async fn create_from_the_things_step(show: &mut Recorder) -> Done {
    show.ran(create_from_the_things(show.db()).await?).await?;
    show.ran(create_without_tags(show.db()).await?).await
}

/// Inserts a tag for a stored article and a stored photo, and a tag that
/// nothing has.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such article or photo.
pub async fn create_from_the_tag(
    db: &(impl ConnectionTrait + TransactionTrait),
    article: &str,
    photo: &str,
) -> Result<(), DbErr> {
    let article = article::Entity::find()
        .filter(article::COLUMN.title.eq(article))
        .require_one(db)
        .await?;
    let photo = photo::Entity::find()
        .filter(photo::COLUMN.file.eq(photo))
        .require_one(db)
        .await?;
    tag::ActiveModel::builder()
        .set_name("city")
        .add_article(article.into_ex())
        .add_photo(photo.into_ex())
        .insert(db)
        .await?;
    tag::ActiveModel::builder().set_name("sports").insert(db).await?;
    Ok(())
}

/// # Create from the tag
///
/// The same from the other end: the tag city is inserted with an article and a
/// photo, and SeaORM inserts one link into each join table. Nothing has the tag
/// sports.
async fn create_from_the_tag_step(show: &mut Recorder) -> Done {
    create_from_the_tag(show.db(), "Night walks", "bridge.jpg").await?;
    show.done().await
}

/// Links a stored photo to a stored tag.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such photo or tag.
pub async fn create_from_the_link(
    db: &(impl ConnectionTrait + TransactionTrait),
    photo_id: i32,
    tag: &str,
) -> Result<photo_tag::ModelEx, DbErr> {
    let photo = photo::Entity::find_by_id(photo_id).require_one(db).await?;
    let tag = tag::Entity::find_by_name(tag).require_one(db).await?;
    photo_tag::ActiveModel::builder()
        .set_photo(photo.into_ex())
        .set_tag(tag.into_ex())
        .insert(db)
        .await
}

/// # Create from the link
///
/// A link is the child of both ends and has a setter for each: pier.jpg gets
/// the tag city too.
async fn create_from_the_link_step(show: &mut Recorder) -> Done {
    show.ran(create_from_the_link(show.db(), PIER, "city").await?).await
}

/// Every article with its tags, both ordered by id.
pub async fn read_articles(
    db: &impl ConnectionTrait,
) -> Result<Vec<article::ModelEx>, DbErr> {
    article::Entity::load()
        .with(tag::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

/// Every photo with its tags, both ordered by id.
pub async fn read_photos(
    db: &impl ConnectionTrait,
) -> Result<Vec<photo::ModelEx>, DbErr> {
    photo::Entity::load()
        .with(tag::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read from the things
///
/// For each kind, the loader sends one SELECT for the things and one for their
/// tags. The article “On bread” and the photo loaf.jpg have no tags.
async fn read_from_the_things_step(show: &mut Recorder) -> Done {
    let articles = read_articles(show.db()).await?;
    let rows = articles.iter().map(|article| {
        (&article.title, article.tags.iter().map(|tag| &tag.name))
    });
    show.table("Every article with its tags", ["article", "tags"], rows)
        .await?;
    let photos = read_photos(show.db()).await?;
    let rows = photos
        .iter()
        .map(|photo| (&photo.file, photo.tags.iter().map(|tag| &tag.name)));
    show.table("Every photo with its tags", ["photo", "tags"], rows).await
}

/// Every tag with its articles and photos, all ordered by id.
pub async fn read_tags(
    db: &impl ConnectionTrait,
) -> Result<Vec<tag::ModelEx>, DbErr> {
    tag::Entity::load()
        .with(article::Entity)
        .with(photo::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read from the tags
///
/// The loader sends one SELECT for the tags and one per kind of thing. A third
/// kind would need a third list and a third `with`. Nothing has the tag sports,
/// so both its lists are empty.
async fn read_from_the_tags_step(show: &mut Recorder) -> Done {
    let tags = read_tags(show.db()).await?;
    let rows = tags.iter().map(|tag| {
        let articles = tag.articles.iter().map(|article| &article.title);
        let photos = tag.photos.iter().map(|photo| &photo.file);
        (&tag.name, articles, photos)
    });
    let header = ["tag", "articles", "photos"];
    show.table("Every tag with its articles and photos", header, rows)
        .await
}

/// Inserts a link to an article.
pub async fn tag_article(
    db: &impl ConnectionTrait,
    article_id: i32,
    tag_id: i32,
) -> Result<article_tag::Model, DbErr> {
    article_tag::ActiveModel {
        article_id: Set(article_id),
        tag_id: Set(tag_id),
    }
    .insert(db)
    .await
}

/// Inserts a tag.
pub async fn insert_tag(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<tag::Model, DbErr> {
    tag::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    }
    .insert(db)
    .await
}

/// # Refused
///
/// The foreign key rejects a tag on an article that doesn't exist. With `kind`
/// and `thing_id`, nothing would reject it. The primary key rejects the same
/// tag twice on one article. UNIQUE rejects a second tag with the same name.
async fn refused_step(show: &mut Recorder) -> Done {
    let missing = tag_article(show.db(), 99, TRAVEL).await;
    show.refused("tag article 99, which doesn't exist", missing).await?;
    let again = tag_article(show.db(), SLOW_TRAINS, TRAVEL).await;
    show.refused("tag Slow trains with travel again", again).await?;
    let second = insert_tag(show.db(), "travel").await;
    show.refused("insert a second tag named travel", second).await
}

/// Deletes an article. ON DELETE CASCADE removes its links.
pub async fn delete_article(
    db: &impl ConnectionTrait,
    article_id: i32,
) -> Result<DeleteResult, DbErr> {
    article::Entity::delete_by_id(article_id).exec(db).await
}

/// Deletes a tag. ON DELETE CASCADE removes its links in both join tables.
pub async fn delete_tag(
    db: &impl ConnectionTrait,
    tag_id: i32,
) -> Result<DeleteResult, DbErr> {
    tag::Entity::delete_by_id(tag_id).exec(db).await
}

/// # Delete
///
/// The article Slow trains and the tag city are deleted, one DELETE each. ON
/// DELETE CASCADE deletes the links: those of the article, and those of the tag
/// in both join tables.
async fn delete_step(show: &mut Recorder) -> Done {
    show.ran(delete_article(show.db(), SLOW_TRAINS).await?).await?;
    show.ran(delete_tag(show.db(), CITY).await?).await
}

/// Deletes the tags that no article and no photo has.
pub async fn delete_unused_tags(
    db: &impl ConnectionTrait,
) -> Result<DeleteResult, DbErr> {
    let on_articles = article_tag::Entity::find()
        .select_only()
        .column(article_tag::Column::TagId);
    let on_photos = photo_tag::Entity::find()
        .select_only()
        .column(photo_tag::Column::TagId);
    tag::Entity::delete_many()
        .filter(tag::COLUMN.id.not_in_subquery(on_articles.into_query()))
        .filter(tag::COLUMN.id.not_in_subquery(on_photos.into_query()))
        .exec(db)
        .await
}

/// # Delete unused tags
///
/// A tag stays when the last thing that had it is deleted. One DELETE removes
/// such tags; it has to look into every join table, so a new kind of thing must
/// be added here. rail and sports are deleted; travel is still on a photo.
async fn delete_unused_tags_step(show: &mut Recorder) -> Done {
    show.ran(delete_unused_tags(show.db()).await?).await
}

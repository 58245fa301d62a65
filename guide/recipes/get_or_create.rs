//! # How do I get a row by its name, or create it, and link it?
//!
//! Insert it with DO UPDATE of the unique column: that returns the row with its id, new or not, in one
//! statement, also if several programs do it at once. DO NOTHING returns only what it inserted, and
//! `on_conflict_do_nothing()` without columns covers the primary key alone. Each
//! name may be in an `insert_many` once, or PostgreSQL says `ON CONFLICT DO UPDATE command cannot
//! affect row a second time`. Two writers that insert the same names in different orders can
//! deadlock. A `BTreeSet` prevents both. The transaction begins with the write, because one that reads
//! first can fail on SQLite with `database is locked`. `add_tag` and `save` insert a link with DO NOTHING, so a link
//! that exists is no error.
//!
//! ## What do eight writers get at once?
//!
//! Each writer gets or creates the same tag on a connection of its own, in one of these ways. PostgreSQL
//! and SQLite give the same outcome.
//!
//! <!-- shown: claims what_eight_writers_get -->

use std::collections::BTreeSet;

use harness::{Done, Recorder};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbConn, DbErr, EntityTrait,
    IntoActiveModel, Set, TransactionSession, TransactionTrait,
    sea_query::OnConflict,
};

pub mod post {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "post")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub title: String,
        #[sea_orm(has_many, via = "post_tag")]
        pub tags: HasMany<super::tag::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod tag {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "tag")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique)]
        pub name: String,
        #[sea_orm(has_many, via = "post_tag")]
        pub posts: HasMany<super::post::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod post_tag {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "post_tag")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub post_id: i32,
        #[sea_orm(primary_key)]
        pub tag_id: i32,
        #[sea_orm(belongs_to, from = "post_id", to = "id")]
        pub post: BelongsTo<super::post::Entity>,
        #[sea_orm(belongs_to, from = "tag_id", to = "id")]
        pub tag: BelongsTo<super::tag::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A tag, not stored yet.
fn new(name: &str) -> tag::ActiveModel {
    tag::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    }
}

/// The tag of that name.
pub async fn tag_named(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<tag::Model, DbErr> {
    let same = OnConflict::column(tag::Column::Name)
        .update_column(tag::Column::Name)
        .to_owned();
    tag::Entity::insert(new(name))
        .on_conflict(same)
        .exec_with_returning(db)
        .await
}

/// The tags of those names.
pub async fn tags_named(
    db: &impl ConnectionTrait,
    names: &BTreeSet<&str>,
) -> Result<Vec<tag::Model>, DbErr> {
    let same = OnConflict::column(tag::Column::Name)
        .update_column(tag::Column::Name)
        .to_owned();
    tag::Entity::insert_many(names.iter().copied().map(new))
        .on_conflict(same)
        .exec_with_returning(db)
        .await
}

/// Links the post to the tags of those names.
pub async fn tag_post(
    db: &impl TransactionTrait,
    post_id: i32,
    names: &BTreeSet<&str>,
) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    let tags = tags_named(&transaction, names).await?;
    let post = post::Entity::find_by_id(post_id);
    let post = post.require_one(&transaction).await?;
    let mut post = post.into_ex().into_active_model();
    for tag in tags {
        post = post.add_tag(tag.into_ex());
    }
    post.save(&transaction).await?;
    transaction.commit().await
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("tag::Model")?;
    show.code("new")?;
    let header = ["id", "name"];
    for name in ["sql", "rust"] {
        let tag = tag_named(show.db(), name).await?;
        let caption = "The tag, as `tag_named` returned it";
        show.table(caption, header, [(tag.id, tag.name)]).await?;
    }
    let names = BTreeSet::from(["orm", "rust"]);
    tag_post(show.db(), 1, &names).await?;
    show.done().await?;
    tag_post(show.db(), 1, &names).await?;
    show.done().await
}

/// A post, and the tag rust.
pub async fn posts(db: &DbConn) -> Result<(), DbErr> {
    let schema = db.get_schema_builder().register(post::Entity);
    let schema = schema.register(tag::Entity).register(post_tag::Entity);
    schema.apply(db).await?;
    let post = post::ActiveModel::builder().set_title("Relationships");
    post.insert(db).await?;
    new("rust").insert(db).await?;
    Ok(())
}

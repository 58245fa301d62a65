//! # How do I fill created_at and updated_at?
//!
//! Set them in `before_save`: it runs for `insert`, `update` and `save` of an `ActiveModel`, and for
//! each row that a builder writes. Its argument `insert` says which of the two it is. An insert or
//! update that begins with `Entity::` runs no hook, so set the columns yourself there. A parent's
//! `updated_at` stays as it is if only a child changed. `now` stands for `Utc::now().naive_utc()`; here it is a
//! fixed time, an hour later at each call of a function.

use std::cell::Cell;

use harness::{Done, Recorder};
use sea_orm::{
    ActiveModelTrait, DbConn, DbErr, EntityLoaderTrait, EntityTrait,
    IntoActiveModel, Set,
    entity::prelude::{Date, DateTime, Expr},
};

mod article {
    use sea_orm::{ActiveValue::Set, entity::prelude::*};

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "article")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub title: String,
        pub created_at: DateTime,
        pub updated_at: DateTime,
        #[sea_orm(has_many)]
        pub remarks: HasMany<super::remark::Entity>,
    }

    #[async_trait::async_trait]
    impl ActiveModelBehavior for ActiveModel {
        async fn before_save<C: ConnectionTrait>(
            mut self,
            _: &C,
            insert: bool,
        ) -> Result<Self, DbErr> {
            if insert {
                self.created_at = Set(super::now());
            }
            self.updated_at = Set(super::now());
            Ok(self)
        }
    }
}

mod remark {
    use sea_orm::{ActiveValue::Set, entity::prelude::*};

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "remark")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(indexed)]
        pub article_id: i32,
        pub text: String,
        pub updated_at: DateTime,
        #[sea_orm(belongs_to, from = "article_id", to = "id")]
        pub article: BelongsTo<super::article::Entity>,
    }

    #[async_trait::async_trait]
    impl ActiveModelBehavior for ActiveModel {
        async fn before_save<C: ConnectionTrait>(
            mut self,
            _: &C,
            _: bool,
        ) -> Result<Self, DbErr> {
            self.updated_at = Set(super::now());
            Ok(self)
        }
    }
}

thread_local! {
    static HOUR: Cell<u32> = const { Cell::new(0) };
}

fn later(hours: u32) {
    HOUR.set(HOUR.get() + hours);
}

fn now() -> DateTime {
    let day = Date::from_ymd_opt(2026, 9, 12);
    let time = day.and_then(|day| day.and_hms_opt(8 + HOUR.get(), 0, 0));
    time.unwrap_or_default()
}

/// An article with a remark.
pub async fn publish(db: &DbConn) -> Result<article::ModelEx, DbErr> {
    let remark = remark::ActiveModel::builder().set_text("First!");
    article::ActiveModel::builder()
        .set_title("Relationships")
        .add_remark(remark)
        .insert(db)
        .await
}

/// Renames the article. The remark stays as it is.
pub async fn rename(
    db: &DbConn,
    id: i32,
    title: &str,
) -> Result<article::Model, DbErr> {
    let article = article::Entity::find_by_id(id).require_one(db).await?;
    let mut article = article.into_active_model();
    article.title = Set(title.to_owned());
    article.update(db).await
}

/// Saves a loaded tree in which only the remark changed.
pub async fn edit_remark(
    db: &DbConn,
    id: i32,
    text: &str,
) -> Result<(), DbErr> {
    let article = article::Entity::load()
        .filter_by_id(id)
        .with(remark::Entity)
        .one(db)
        .await?
        .ok_or(DbErr::RecordNotFound("article".to_owned()))?;
    let mut article = article.into_active_model();
    article.remarks[0].text = Set(text.to_owned());
    article.save(db).await?;
    Ok(())
}

/// `update_many` runs no hook, so this sets the column itself.
pub async fn rename_all(db: &DbConn, title: &str) -> Result<(), DbErr> {
    article::Entity::update_many()
        .col_expr(article::Column::Title, Expr::value(title))
        .col_expr(article::Column::UpdatedAt, Expr::value(now()))
        .exec(db)
        .await?;
    Ok(())
}

/// `insert` on the entity runs no hook either: `created_at` is missing.
pub async fn without_hook(db: &DbConn, title: &str) -> Result<(), DbErr> {
    let article = article::ActiveModel {
        title: Set(title.to_owned()),
        ..Default::default()
    };
    article::Entity::insert(article).exec(db).await?;
    Ok(())
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("article::Model")?;
    show.code("article::impl ActiveModelBehavior")?;
    publish(show.db()).await?;
    show.done().await?;
    later(1);
    rename(show.db(), 1, "One-to-many").await?;
    show.done().await?;
    later(1);
    edit_remark(show.db(), 1, "Second.").await?;
    show.done().await?;
    later(1);
    rename_all(show.db(), "Many-to-many").await?;
    show.done().await?;
    let refused = without_hook(show.db(), "One-to-one").await;
    show.refused("insert an article without hooks", refused).await
}

pub async fn articles(db: &DbConn) -> Result<(), DbErr> {
    // The test before this one on the same thread moved it.
    HOUR.set(0);
    let schema = db.get_schema_builder();
    let schema = schema.register(article::Entity).register(remark::Entity);
    schema.apply(db).await
}

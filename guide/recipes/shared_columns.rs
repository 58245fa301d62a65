//! # How do I give several entities the same columns (an abstract base)?
//!
//! A struct can't hold columns of an entity: SeaORM has no `flatten`, and takes the field [for one
//! column](../compile-errors/e0277-times-valuetype-is-not-satisfied-at-a-struct-of-columns.md).
//! For a few entities, copy the columns: each entity then shows its whole table. For many, write the
//! entity once in a `macro_rules!`, and pass what differs. A trait that names a shared column lets a
//! function take any of these entities.

use harness::{Done, Recorder};
use sea_orm::{ColumnTrait, DbConn, DbErr, EntityTrait, QueryFilter};

mod base {
    /// An entity with a key and a language. `$columns` are its own.
    macro_rules! entity {
        ($table:literal { $($columns:tt)* }) => {
            use sea_orm::entity::prelude::*;

            #[sea_orm::model]
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                #[sea_orm(primary_key)]
                pub id: i32,
                #[sea_orm(default_value = "en")]
                pub language: String,
                $($columns)*
            }

            impl ActiveModelBehavior for ActiveModel {}

            impl super::Text for Entity {
                const LANGUAGE: Column = Column::Language;
            }
        };
    }

    pub(super) use entity;
}

mod article {
    super::base::entity!("article" {
        pub title: String,
        #[sea_orm(has_many)]
        pub remarks: HasMany<super::remark::Entity>,
    });
}

mod remark {
    super::base::entity!("remark" {
        pub text: String,
        #[sea_orm(indexed)]
        pub article_id: i32,
        #[sea_orm(belongs_to, from = "article_id", to = "id")]
        pub article: BelongsTo<super::article::Entity>,
    });
}

/// An entity that `entity!` wrote.
pub trait Text: EntityTrait {
    const LANGUAGE: Self::Column;
}

/// The rows of any of these tables in that language.
pub async fn in_language<E: Text>(
    db: &DbConn,
    language: &str,
) -> Result<Vec<E::Model>, DbErr> {
    E::find()
        .filter(E::LANGUAGE.eq(language))
        .order_by_id_asc()
        .all(db)
        .await
}

/// An article in English with a remark in French.
pub async fn publish(db: &DbConn) -> Result<article::ModelEx, DbErr> {
    let remark = remark::ActiveModel::builder().set_text("Bravo !");
    let article = article::ActiveModel::builder().set_title("Relationships");
    article.add_remark(remark.set_language("fr")).insert(db).await
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("base")?;
    show.code("article")?;
    show.code("remark")?;
    publish(show.db()).await?;
    show.done().await?;
    let articles = in_language::<article::Entity>(show.db(), "en").await?;
    show.rows("The articles in English", articles).await?;
    let remarks = in_language::<remark::Entity>(show.db(), "fr").await?;
    show.rows("The remarks in French", remarks).await
}

pub async fn articles(db: &DbConn) -> Result<(), DbErr> {
    let schema = db.get_schema_builder().register(article::Entity);
    schema.register(remark::Entity).apply(db).await
}

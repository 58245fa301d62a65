//! One link column for several tables.

use harness::source;
use sea_orm::{DbConn, DbErr, EntityTrait, ModelTrait};

use crate::traps::{Trap, all, said};

mod photo {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "photo")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod page {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "page")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub title: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod remark {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "remark")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub text: String,
        pub target_table: String,
        pub target_id: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod comment {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "comment")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub text: String,
        pub photo_id: Option<i32>,
        #[sea_orm(extra = "CHECK ((photo_id IS NULL) <> (page_id IS NULL))")]
        pub page_id: Option<i32>,
        #[sea_orm(
            belongs_to,
            from = "photo_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub photo: BelongsTo<Option<super::photo::Entity>>,
        #[sea_orm(
            belongs_to,
            from = "page_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub page: BelongsTo<Option<super::page::Entity>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

async fn wrong(db: &DbConn, photo: photo::Model) -> Result<(), DbErr> {
    remark::ActiveModel::builder()
        .set_text("Nice")
        .set_target_table("photo")
        .set_target_id(photo.id)
        .insert(db)
        .await?;
    photo.delete(db).await?;
    Ok(())
}

async fn right(db: &DbConn, photo: photo::Model) -> Result<(), DbErr> {
    comment::ActiveModel::builder()
        .set_text("Nice")
        .set_photo(photo.clone().into_ex())
        .insert(db)
        .await?;
    photo.delete(db).await?;
    Ok(())
}

pub async fn test() {
    let trap = Trap {
        source: source!("a_polymorphic_link_outlives_what_it_points_to.rs"),
        heading: "A polymorphic link points to a row that is gone",
        also: &[],
        given: "A remark refers to a photo or a page by a table name and an id. You insert a \
                remark and then delete its photo.",
        instead: "Use one nullable foreign key per target, and a CHECK that exactly one of them is \
                  set. Or use one table of comments per target.",
        cause: "A foreign key points to one table, so `target_id` can't have one, and SeaORM has \
                no polymorphic relation.",
    };
    trap.on_both(async |db, trap| {
        let schema = db.get_schema_builder().register(photo::Entity);
        let schema = schema.register(page::Entity).register(remark::Entity);
        schema.register(comment::Entity).apply(db).await.unwrap();
        for name in ["Sunrise", "Sunset"] {
            let photo = photo::ActiveModel::builder().set_name(name);
            photo.insert(db).await.unwrap();
        }
        let photos = photo::Entity::find().order_by_id_asc().all(db).await;
        let [sunrise, sunset] = photos.unwrap().try_into().unwrap();
        trap.entity("remark::Model");
        trap.forget();
        trap.wrong("wrong", said(wrong(db, sunrise).await));
        trap.then("remark afterwards", all(remark::Entity, db).await);
        trap.entity("comment::Model");
        trap.forget();
        trap.right("right", said(right(db, sunset).await));
        trap.then("comment afterwards", all(comment::Entity, db).await);
    })
    .await;
}

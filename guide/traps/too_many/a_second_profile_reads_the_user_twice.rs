//! A one-to-one without UNIQUE.

use harness::source;
use sea_orm::{DbConn, DbErr, DeleteResult, EntityTrait, LoaderTrait};
use sea_orm_migration::MigratorTrait;

use crate::traps::{Trap, rows, said, table};

mod user {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(has_one)]
        pub profile: HasOne<super::profile::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod profile {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person_profile")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub user_id: i32, // not unique
        pub bio: String,
        #[sea_orm(belongs_to, from = "user_id", to = "id")]
        pub user: BelongsTo<super::user::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The loader returns Alice once per profile.
async fn wrong(db: &DbConn) -> Result<Vec<user::ModelEx>, DbErr> {
    user::Entity::load().with(profile::Entity).all(db).await
}

/// `load_one` returns one of the two.
async fn wrong_one(db: &DbConn) -> Result<Vec<Option<profile::Model>>, DbErr> {
    let users = user::Entity::find().all(db).await?;
    users.load_one(profile::Entity, db).await
}

/// Deleting a row with relation fields (`ModelEx`) fails.
async fn wrong_delete(db: &DbConn) -> Result<DeleteResult, DbErr> {
    let alice = user::Entity::find_by_id(1).require_one(db).await?;
    alice.into_ex().delete(db).await
}

/// Here, `user_id` is unique.
async fn right(db: &DbConn) -> Result<(), DbErr> {
    use one_to_one::entity::{profile, user};
    let alice = user::ActiveModel::builder().set_name("Alice");
    let alice = alice.insert(db).await?;
    for bio in ["Gardener", "Pilot"] {
        profile::ActiveModel::builder()
            .set_user_id(alice.id)
            .set_bio(bio)
            .insert(db)
            .await?;
    }
    Ok(())
}

pub async fn test() {
    let trap = Trap {
        source: source!("a_second_profile_reads_the_user_twice.rs"),
        heading: "`has_one` reads a row twice",
        also: &[
            "`violates foreign key constraint`",
            "`FOREIGN KEY constraint failed`",
        ],
        given: "One user, Alice, has two profiles: `profile.user_id` is not unique.",
        instead: "Put UNIQUE on the foreign key, in the entity and in the migration. The database then \
                  refuses the second profile.",
        cause: "`has_one` adds no constraint. Where the loader joins, it doesn't merge rows \
                (`expand_select_one_into` in `sea-orm-macros/src/derives/entity_loader.rs`), so \
                the user comes back once per profile. Where it [sends a second \
                SELECT](the-loader-sends-a-second-select-for-a-to-one-relation.md), it keeps the \
                last profile, and so does `load_one`. Deleting a loaded user deletes one profile. \
                The database then refuses because of the other, unless the foreign key says \
                CASCADE.",
    };
    trap.on_both(async |db, trap| {
        let schema = db.get_schema_builder().register(user::Entity);
        schema.register(profile::Entity).apply(db).await.unwrap();
        let alice = user::ActiveModel::builder().set_name("Alice");
        alice.insert(db).await.unwrap();
        for bio in ["Gardener", "Pilot"] {
            let profile =
                profile::ActiveModel::builder().set_user_id(1).set_bio(bio);
            profile.insert(db).await.unwrap();
        }
        trap.entity("profile::Model");
        trap.forget();
        let users = wrong(db).await.unwrap();
        let bios = users.iter().map(|user| {
            let profile = user.profile.as_ref().unwrap();
            [user.id.to_string(), user.name.clone(), profile.bio.clone()]
        });
        let mut bios: Vec<_> = bios.collect();
        // The join returns them in any order.
        bios.sort();
        trap.wrong("wrong", table(["id", "name", "bio"], bios));
        let profiles = wrong_one(db).await.unwrap();
        trap.wrong("wrong_one", rows(profiles.into_iter().flatten()));
        trap.wrong("wrong_delete", said(wrong_delete(db).await));
        migrations::one_to_one::Migrator::up(db, None).await.unwrap();
        trap.forget();
        trap.right("right", said(right(db).await));
    })
    .await;
}

//! Variations of relationships that have no lesson: each is a lesson's shape with
//! one change.

use sea_orm::{
    Condition, DatabaseConnection, EntityLoaderTrait, EntityTrait, JoinType,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationDef, Set,
    sea_query::{DynIden, Expr, ExprTrait, Func, IntoCondition},
};
use testing::{Kind, TestDatabase};

/// A tree whose key has two columns: every account has folders of its own.
mod composite_tree {
    pub mod folder {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "folder")]
        pub struct Model {
            #[sea_orm(primary_key, auto_increment = false)]
            pub account_id: i32,
            #[sea_orm(primary_key, auto_increment = false)]
            pub folder_id: i32,
            pub parent_id: Option<i32>,
            #[sea_orm(
                self_ref,
                relation_enum = "Parent",
                relation_reverse = "Children",
                from = "(account_id, parent_id)",
                to = "(account_id, folder_id)"
            )]
            pub parent: BelongsTo<Option<Entity>>,
            #[sea_orm(
                self_ref,
                relation_enum = "Children",
                relation_reverse = "Parent"
            )]
            pub children: HasMany<Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

/// Two foreign keys that share a column: an article's writer writes for the
/// article's magazine.
mod overlapping {
    pub mod magazine {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "magazine")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub name: String,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod writer {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "writer")]
        pub struct Model {
            #[sea_orm(primary_key, auto_increment = false)]
            pub magazine_id: i32,
            #[sea_orm(primary_key, auto_increment = false)]
            pub id: i32,
            #[sea_orm(belongs_to, from = "magazine_id", to = "id")]
            pub magazine: BelongsTo<super::magazine::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod article {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "article")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub magazine_id: i32,
            pub writer_id: i32,
            #[sea_orm(belongs_to, from = "magazine_id", to = "id")]
            pub magazine: BelongsTo<super::magazine::Entity>,
            #[sea_orm(
                belongs_to,
                from = "(magazine_id, writer_id)",
                to = "(magazine_id, id)"
            )]
            pub writer: BelongsTo<super::writer::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

/// A many-to-many with a field at one end alone, by unique columns instead of
/// primary keys.
mod one_way {
    pub mod post {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "post")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            #[sea_orm(unique)]
            pub slug: String,
            #[sea_orm(has_many, via = "post_label")]
            pub labels: HasMany<super::label::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod label {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "label")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            #[sea_orm(unique)]
            pub name: String,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod post_label {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "post_label")]
        pub struct Model {
            #[sea_orm(primary_key, auto_increment = false)]
            pub post_slug: String,
            #[sea_orm(primary_key, auto_increment = false)]
            pub label_name: String,
            #[sea_orm(belongs_to, from = "post_slug", to = "slug")]
            pub post: BelongsTo<super::post::Entity>,
            #[sea_orm(belongs_to, from = "label_name", to = "name")]
            pub label: BelongsTo<super::label::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

/// An owner's and a pet's tables: only the database knows of the foreign key.
mod no_fields {
    pub mod owner {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "owner")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub name: String,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod pet {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "pet")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub name: String,
            #[sea_orm(extra = "REFERENCES owner (id)")]
            pub owner_id: i32,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

/// The relation that no entity declares.
fn to_owner() -> RelationDef {
    use no_fields::{owner, pet};

    pet::Entity::belongs_to(owner::Entity)
        .from(pet::Column::OwnerId)
        .to(owner::Column::Id)
        .into()
}

/// Two owners with a pet each.
async fn pets(kind: Kind) -> (TestDatabase, DatabaseConnection) {
    use no_fields::{owner, pet};

    let (database, db) = empty(kind).await;
    // One after the other: no relation says that a pet's table needs the owners'.
    let schema = db.get_schema_builder();
    schema.register(owner::Entity).apply(&db).await.unwrap();
    let schema = db.get_schema_builder();
    schema.register(pet::Entity).apply(&db).await.unwrap();
    for (id, owner, pet) in [(1, "Ada", "Rex"), (2, "Bob", "Kit")] {
        let owner = owner::ActiveModel::builder().set_name(owner);
        owner.insert(&db).await.unwrap();
        let pet = pet::ActiveModel::builder().set_name(pet).set_owner_id(id);
        pet.insert(&db).await.unwrap();
    }
    (database, db)
}

async fn empty(kind: Kind) -> (TestDatabase, DatabaseConnection) {
    let database = TestDatabase::empty(kind).await;
    let db = database.open("variations").await;
    (database, db)
}

async fn a_tree_has_a_composite_key(kind: Kind) {
    use composite_tree::folder;

    let (_database, db) = empty(kind).await;
    db.get_schema_builder()
        .register(folder::Entity)
        .apply(&db)
        .await
        .unwrap();
    let folder = |account, id, parent| folder::ActiveModel {
        account_id: Set(account),
        folder_id: Set(id),
        parent_id: Set(parent),
    };
    // Both accounts have a folder 1; only the second one's has folders in it.
    let folders = [
        folder(1, 1, None),
        folder(2, 1, None),
        folder(2, 2, Some(1)),
        folder(2, 3, Some(1)),
    ];
    folder::Entity::insert_many(folders).exec(&db).await.unwrap();
    folder::Entity::insert(folder(1, 4, Some(3)))
        .exec(&db)
        .await
        .unwrap_err();

    let folders = folder::Entity::load()
        .with(folder::Relation::Parent)
        .with(folder::Relation::Children)
        .order_by_asc(folder::Column::AccountId)
        .order_by_asc(folder::Column::FolderId)
        .all(&db)
        .await
        .unwrap();
    let read: Vec<_> = folders
        .iter()
        .map(|folder| {
            let parent = folder.parent.as_ref().map(|parent| parent.folder_id);
            (folder.account_id, folder.folder_id, parent, folder.children.len())
        })
        .collect();
    assert_eq!(
        read,
        [
            (1, 1, None, 0),
            (2, 1, None, 2),
            (2, 2, Some(1), 0),
            (2, 3, Some(1), 0)
        ]
    );
}

async fn foreign_keys_share_a_column(kind: Kind) {
    use overlapping::{article, magazine, writer};

    let (_database, db) = empty(kind).await;
    db.get_schema_builder()
        .register(magazine::Entity)
        .register(writer::Entity)
        .register(article::Entity)
        .apply(&db)
        .await
        .unwrap();
    for name in ["Day", "Night"] {
        magazine::ActiveModel::builder()
            .set_name(name)
            .insert(&db)
            .await
            .unwrap();
    }
    // Both magazines have a writer 1, Night has a writer 2 too.
    let writer = |magazine, id| writer::ActiveModel {
        magazine_id: Set(magazine),
        id: Set(id),
    };
    let writers = [writer(1, 1), writer(2, 1), writer(2, 2)];
    writer::Entity::insert_many(writers).exec(&db).await.unwrap();

    // The writer alone fills in both columns.
    let writer =
        writer::Entity::find_by_id((2, 2)).require_one(&db).await.unwrap();
    let article = article::ActiveModel::builder().set_writer(writer.into_ex());
    article.insert(&db).await.unwrap();
    let foreign =
        article::ActiveModel::builder().set_magazine_id(1).set_writer_id(2);
    foreign.insert(&db).await.unwrap_err();

    let article = article::Entity::load()
        .with(magazine::Entity)
        .with(writer::Entity)
        .one(&db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(article.magazine.as_ref().unwrap().name, "Night");
    assert_eq!(article.writer.as_ref().unwrap().id, 2);
}

async fn via_joins_unique_columns_from_one_end(kind: Kind) {
    use one_way::{label, post, post_label};

    let (_database, db) = empty(kind).await;
    db.get_schema_builder()
        .register(post::Entity)
        .register(label::Entity)
        .register(post_label::Entity)
        .apply(&db)
        .await
        .unwrap();
    post::ActiveModel::builder()
        .set_slug("first")
        .add_label(label::ActiveModel::builder().set_name("new"))
        .add_label(label::ActiveModel::builder().set_name("old"))
        .insert(&db)
        .await
        .unwrap();
    post::ActiveModel::builder()
        .set_slug("second")
        .insert(&db)
        .await
        .unwrap();

    let links = post_label::Entity::find()
        .order_by_asc(post_label::Column::LabelName)
        .all(&db)
        .await
        .unwrap();
    let link = |name: &str| post_label::Model {
        post_slug: "first".to_owned(),
        label_name: name.to_owned(),
    };
    assert_eq!(links, [link("new"), link("old")]);
    let posts = post::Entity::load()
        .with(label::Entity)
        .order_by_id_asc()
        .all(&db)
        .await
        .unwrap();
    let labels: Vec<_> = posts.iter().map(|post| post.labels.len()).collect();
    assert_eq!(labels, [2, 0]);
}

async fn a_query_joins_without_a_relation_field(kind: Kind) {
    use no_fields::{owner, pet};

    let (_database, db) = pets(kind).await;
    let stray = pet::ActiveModel::builder().set_name("Tom").set_owner_id(3);
    stray.insert(&db).await.unwrap_err();

    let rows = pet::Entity::find()
        .join(JoinType::InnerJoin, to_owner())
        .order_by_id_asc()
        .select_only()
        .columns([pet::Column::Name])
        .column_as(owner::Column::Name, "owner")
        .into_tuple::<(String, String)>()
        .all(&db)
        .await
        .unwrap();
    let row = |pet: &str, owner: &str| (pet.to_owned(), owner.to_owned());
    assert_eq!(rows, [row("Rex", "Ada"), row("Kit", "Bob")]);
}

async fn a_join_has_a_condition_of_its_own(kind: Kind) {
    use no_fields::{owner, pet};

    let (_database, db) = pets(kind).await;
    let with = |condition: fn(DynIden) -> Condition| {
        let to_owner =
            to_owner().on_condition(move |_, owner| condition(owner));
        pet::Entity::find()
            .join(JoinType::LeftJoin, to_owner)
            .filter(owner::COLUMN.id.is_not_null())
            .count(&db)
    };
    assert_eq!(with(|_| Condition::all()).await.unwrap(), 2);
    // An operator, and a function of SQL.
    let like = |owner| {
        Expr::col((owner, owner::Column::Name)).like("A%").into_condition()
    };
    assert_eq!(with(like).await.unwrap(), 1);
    let lower = |owner| {
        let name = Func::lower(Expr::col((owner, owner::Column::Name)));
        Expr::expr(name).eq("bob").into_condition()
    };
    assert_eq!(with(lower).await.unwrap(), 1);
}

testing::tests![
    a_tree_has_a_composite_key,
    foreign_keys_share_a_column,
    via_joins_unique_columns_from_one_end,
    a_query_joins_without_a_relation_field,
    a_join_has_a_condition_of_its_own,
];

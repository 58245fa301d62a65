//! Which write runs which hook of `ActiveModelBehavior`, and which value runs
//! its `new`.

use std::cell::RefCell;

use harness::{render, table::Table};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, EntityTrait,
    IntoActiveModel, ModelTrait, QueryFilter, Set,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;
use testing::{Kind, TestDatabase, snapshot};

thread_local! {
    /// Entity and hook, since [`ran`] was last called. One test at a time runs on a thread.
    static RAN: RefCell<Vec<(&'static str, &'static str)>> = const { RefCell::new(Vec::new()) };
}

fn note(entity: &'static str, hook: &'static str) {
    RAN.with_borrow_mut(|ran| ran.push((entity, hook)));
}

fn ran() -> Vec<(&'static str, &'static str)> {
    RAN.take()
}

/// An `ActiveModelBehavior` that notes each of its functions.
macro_rules! noted {
    ($entity:literal) => {
        #[async_trait::async_trait]
        impl ActiveModelBehavior for ActiveModel {
            fn new() -> Self {
                super::note($entity, "new");
                ActiveModelTrait::default()
            }

            async fn before_save<C: ConnectionTrait>(
                self,
                _: &C,
                _: bool,
            ) -> Result<Self, DbErr> {
                super::note($entity, "before_save");
                Ok(self)
            }

            async fn after_save<C: ConnectionTrait>(
                model: Model,
                _: &C,
                _: bool,
            ) -> Result<Model, DbErr> {
                super::note($entity, "after_save");
                Ok(model)
            }

            async fn before_delete<C: ConnectionTrait>(
                self,
                _: &C,
            ) -> Result<Self, DbErr> {
                super::note($entity, "before_delete");
                Ok(self)
            }

            async fn after_delete<C: ConnectionTrait>(
                self,
                _: &C,
            ) -> Result<Self, DbErr> {
                super::note($entity, "after_delete");
                Ok(self)
            }
        }
    };
}

mod post {
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "post")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique)]
        pub title: String,
        #[sea_orm(has_many)]
        pub comments: HasMany<super::comment::Entity>,
        #[sea_orm(has_one)]
        pub cover: HasOne<super::cover::Entity>,
        #[sea_orm(has_many, via = "post_tag")]
        pub tags: HasMany<super::tag::Entity>,
    }

    noted!("post");
}

/// Its key is NOT NULL, and the database deletes it with its post.
mod comment {
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "comment")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub text: String,
        pub post_id: i32,
        #[sea_orm(
            belongs_to,
            from = "post_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub post: BelongsTo<super::post::Entity>,
    }

    noted!("comment");
}

/// Its key is nullable.
mod cover {
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "cover")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub file: String,
        #[sea_orm(unique)]
        pub post_id: Option<i32>,
        #[sea_orm(
            belongs_to,
            from = "post_id",
            to = "id",
            on_delete = "SetNull"
        )]
        pub post: BelongsTo<Option<super::post::Entity>>,
    }

    noted!("cover");
}

mod tag {
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "tag")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(has_many, via = "post_tag")]
        pub posts: HasMany<super::post::Entity>,
    }

    noted!("tag");
}

/// The link.
mod post_tag {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "post_tag")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub post_id: i32,
        #[sea_orm(primary_key)]
        pub tag_id: i32,
        #[sea_orm(
            belongs_to,
            from = "post_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub post: BelongsTo<super::post::Entity>,
        #[sea_orm(
            belongs_to,
            from = "tag_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub tag: BelongsTo<super::tag::Entity>,
    }

    noted!("post_tag");
}

/// A new post with a comment, a cover and a tag.
fn tree() -> post::ActiveModelEx {
    post::ActiveModel::builder()
        .set_title("First")
        .add_comment(comment::ActiveModel::builder().set_text("Yes."))
        .set_cover(cover::ActiveModel::builder().set_file("a.png"))
        .add_tag(tag::ActiveModel::builder().set_name("rust"))
}

/// A post without an id.
fn new_post() -> post::ActiveModel {
    post::ActiveModel {
        title: Set("First".to_owned()),
        ..Default::default()
    }
}

/// The only post there is, stored with a comment, a cover and a tag, and loaded
/// with them.
async fn stored(db: &DatabaseConnection) -> post::ModelEx {
    empty(db).await;
    tree().insert(db).await.unwrap();
    loaded(db).await
}

async fn loaded(db: &DatabaseConnection) -> post::ModelEx {
    let post = post::Entity::load().with(comment::Entity);
    let post = post.with(cover::Entity).with(tag::Entity);
    post.one(db).await.unwrap().unwrap()
}

async fn empty(db: &DatabaseConnection) {
    let sql = "DELETE FROM post_tag; DELETE FROM comment; DELETE FROM cover; DELETE FROM tag; \
               DELETE FROM post";
    db.execute_unprepared(sql).await.unwrap();
}

const HOOKS: [&str; 5] = [
    "new",
    "before_save",
    "after_save",
    "before_delete",
    "after_delete",
];

/// A row of the table: for each hook, the entities whose hook ran, in order.
fn cells(write: &str) -> Vec<String> {
    let ran = ran();
    let entities = |hook: &str| {
        let entities = ran.iter().filter(|(_, noted)| *noted == hook);
        entities.map(|(entity, _)| *entity).collect::<Vec<_>>().join(", ")
    };
    let mut cells = vec![write.to_owned()];
    cells.extend(HOOKS.map(entities));
    cells
}

async fn table(kind: Kind) -> String {
    let database = TestDatabase::empty(kind).await;
    let db = &database.open("claims").await;
    let schema = db.get_schema_builder().register(post::Entity);
    let schema = schema.register(comment::Entity).register(cover::Entity);
    let schema = schema.register(tag::Entity).register(post_tag::Entity);
    schema.apply(db).await.unwrap();

    let mut rows = Vec::new();
    // `$value` is made of the stored post before the hooks are noted, `$write` is what runs them.
    macro_rules! write {
        ($name:expr, |$post:ident| $value:expr, |$it:pat_param| $write:expr) => {{
            let $post = stored(db).await;
            let $it = $value;
            ran();
            $write.await.unwrap();
            rows.push(cells($name));
        }};
    }
    macro_rules! insert {
        ($name:expr, |$it:ident| $write:expr) => {{
            empty(db).await;
            let $it = new_post();
            ran();
            $write.await.unwrap();
            rows.push(cells($name));
        }};
    }
    let changed = |post: post::ModelEx| {
        let mut post = post::Model::from(post).into_active_model();
        post.title = Set("Second".to_owned());
        post
    };

    insert!("`ActiveModel::insert`", |post| post.insert(db));
    insert!("`ActiveModel::save`, no key", |post| post.save(db));
    write!("`ActiveModel::save`, key set", |post| changed(post), |post| post
        .save(db));
    write!("`ActiveModel::update`", |post| changed(post), |post| post
        .update(db));
    write!(
        "`ActiveModel::update`, nothing `Set`",
        |post| post::Model::from(post).into_active_model(),
        |post| post.update(db)
    );
    write!(
        "`ActiveModel::update_without_returning`",
        |post| changed(post),
        |post| post.update_without_returning(db)
    );
    write!("`ActiveModel::delete`", |post| changed(post), |post| {
        ActiveModelTrait::delete(post, db)
    });
    write!("`Model::delete`", |post| post::Model::from(post), |post| {
        post.delete(db)
    });

    for way in ["insert", "save"] {
        empty(db).await;
        let tree = tree();
        ran();
        match way {
            "insert" => drop(tree.insert(db).await.unwrap()),
            _ => drop(tree.save(db).await.unwrap()),
        }
        rows.push(cells(&format!("a builder's `{way}`, all new")));
    }
    write!(
        "a loaded tree's `save`, nothing changed",
        |post| post.into_active_model(),
        |post| post.save(db)
    );
    write!(
        "a loaded tree's `save`, a comment changed",
        |post| {
            let mut post = post.into_active_model();
            post.comments[0].text = Set("No.".to_owned());
            post
        },
        |post| post.save(db)
    );
    write!(
        "a loaded tree's `update`, its title changed",
        |post| {
            let mut post = post.into_active_model();
            post.title = Set("Second".to_owned());
            post
        },
        |post| post.update(db)
    );
    write!(
        "`add_tag` of a stored tag, `save`",
        |post| {
            let new = tag::ActiveModel::builder().set_name("orm");
            let new = new.insert(db).await.unwrap();
            let post = post::Model::from(post).into_ex();
            post.into_active_model().add_tag(new)
        },
        |post| post.save(db)
    );
    write!(
        "`comments.replace_all([])`, `save`",
        |post| {
            let mut post =
                post::Model::from(post).into_ex().into_active_model();
            post.comments.replace_all([]);
            post
        },
        |post| post.save(db)
    );
    write!(
        "`tags.replace_all([])`, `save`",
        |post| {
            let mut post =
                post::Model::from(post).into_ex().into_active_model();
            post.tags.replace_all([]);
            post
        },
        |post| post.save(db)
    );
    write!(
        "`set_cover` in place of another, `save`",
        |post| {
            let new = cover::ActiveModel::builder().set_file("b.png");
            let post = post::Model::from(post).into_ex();
            post.into_active_model().set_cover(new)
        },
        |post| post.save(db)
    );
    write!("`ModelEx::delete`", |post| post, |tree| tree.delete(db));
    write!("`Model::cascade_delete`", |post| post::Model::from(post), |post| {
        post.cascade_delete(db)
    });
    write!(
        "`ActiveModelEx::delete`",
        |post| post.into_active_model(),
        |post| post.delete(db)
    );

    insert!("`Entity::insert`", |post| post::Entity::insert(post).exec(db));
    insert!("`Entity::insert`, `exec_with_returning`", |post| {
        post::Entity::insert(post).exec_with_returning(db)
    });
    insert!("`Entity::insert_many`", |post| {
        post::Entity::insert_many([post]).exec(db)
    });
    write!("`Entity::insert` with `on_conflict`", |_post| new_post(), |post| {
        let title = OnConflict::column(post::Column::Title)
            .update_column(post::Column::Title)
            .to_owned();
        post::Entity::insert(post).on_conflict(title).exec(db)
    });
    write!("`Entity::update`", |post| changed(post), |post| {
        post::Entity::update(post).exec(db)
    });
    write!("`Entity::update_many`", |post| post.id, |id| {
        let title = Expr::value("Second");
        post::Entity::update_many()
            .col_expr(post::Column::Title, title)
            .filter(post::COLUMN.id.eq(id))
            .exec(db)
    });
    write!("`Entity::delete`", |post| changed(post), |post| {
        post::Entity::delete(post).exec(db)
    });
    write!("`Entity::delete_many`", |_post| (), |()| {
        post::Entity::delete_many().exec(db)
    });
    write!("`Entity::delete_by_id`", |post| post.id, |id| {
        post::Entity::delete_by_id(id).exec(db)
    });
    write!(
        "`Entity::delete_by_title`, of a unique column",
        |post| post.title,
        |title| post::Entity::delete_by_title(title).exec(db)
    );
    write!("SQL of your own", |_post| (), |()| db
        .execute_unprepared("DELETE FROM post"));
    let mut header = vec!["write".to_owned()];
    header.extend(HOOKS.map(|hook| format!("`{hook}`")));
    render::markdown(&Table { header, rows })
}

async fn which_write_runs_which_hook() {
    let table = table(Kind::Postgres).await;
    assert_eq!(
        table,
        self::table(Kind::Sqlite).await,
        "left PostgreSQL, right SQLite"
    );
    let about = "Whose hooks each write of a post runs";
    let folder = "guide/snapshots/claims";
    snapshot(folder, "which_write_runs_which_hook", about, &table).await;
}

fn a_new_value_runs_new_and_a_row_made_from_another_does_not() {
    let new = |value: &dyn Fn()| {
        ran();
        value();
        ran() == [("post", "new")]
    };
    let row = || post::Model {
        id: 1,
        title: "First".to_owned(),
    };
    assert!(new(&|| drop(post::ActiveModel::builder())));
    assert!(new(&|| drop(post::ActiveModelEx::new())));
    assert!(new(&|| drop(new_post())));
    assert!(!new(&|| drop(row().into_active_model())));
    assert!(!new(&|| drop(row().into_ex().into_active_model())));
    let body = || json!({"title": "First"});
    assert!(!new(&|| drop(post::ActiveModel::from_json(body()))));
}

testing::tests![
    which_write_runs_which_hook,
    a_new_value_runs_new_and_a_row_made_from_another_does_not,
];

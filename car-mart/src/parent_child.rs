//! The generic pair of every tutorial, `parent_table` and `child_table`: the
//! first fifteen minutes. Declare, insert a tree, load it, edit it and save it
//! once; then the same from the child's side, detach and delete.

use harness::{Done, Lesson, Recorder, steps};
use sea_orm::{
    DatabaseConnection, DbErr, DeleteResult, EntityLoaderTrait, EntityTrait,
    IntoActiveModel, Set, TryIntoModel,
};

/// The one.
pub mod parent {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "parent_table")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        /// One-to-many. SQLAlchemy's `Mapped[list["Child"]]`.
        #[sea_orm(has_many)]
        pub children: HasMany<super::child::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The many.
pub mod child {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "child_table")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        /// The foreign key. As an `Option` it can be NULL. SQLAlchemy's
        /// `Mapped[int | None]`.
        #[sea_orm(indexed)]
        pub parent_id: Option<i32>,
        /// Many-to-one. SQLAlchemy's `Mapped[Parent | None]`.
        #[sea_orm(
            belongs_to,
            from = "parent_id",
            to = "id",
            on_delete = "SetNull"
        )]
        pub parent: BelongsTo<Option<super::parent::Entity>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p car-mart -- parent-child` runs.
pub const LESSON: Lesson = Lesson {
    name: "parent-child",
    about: "A parent has many children: the generic pair.",
    tables: &["parent_table", "child_table"],
    sample: None,
    steps: steps![
        here: schema_step, create_step, read_from_parents_step,
        load_edit_save_step, create_from_the_child_step,
        read_from_children_step, detach_step, delete_step,
    ],
};

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(parent::Entity)
        .register(child::Entity)
        .apply(db)
        .await
}

/// # Declare
///
/// Each table has an entity: a module with a `Model`, the struct of one row.
/// Its fields are the columns, except the relation fields `children` and
/// `parent`. In the database the relationship is the foreign key `parent_id`.
/// In Rust the relation fields are two ways to follow it.
async fn schema_step(show: &mut Recorder) -> Done {
    show.code("parent")?;
    show.code("child")?;
    schema(show.db()).await?;
    show.columns(["parent_table", "child_table"]).await
}

/// Inserts Ann with two children, and Dan with none. SQLAlchemy's
/// `Parent(name="Ann", children=[Child(name="Ben"), Child(name="Cleo")])`.
pub async fn create(
    db: &DatabaseConnection,
) -> Result<[parent::ModelEx; 2], DbErr> {
    let ann = parent::ActiveModel::builder()
        .set_name("Ann")
        .add_child(child::ActiveModel::builder().set_name("Ben"))
        .add_child(child::ActiveModel::builder().set_name("Cleo"))
        .insert(db)
        .await?;
    let dan = parent::ActiveModel::builder().set_name("Dan").insert(db).await?;
    Ok([ann, dan])
}

/// # Insert a tree
///
/// An `ActiveModel` holds the columns that you want to write. Its `builder()`
/// begins an `ActiveModelEx`, which also holds related rows. `insert` sends one
/// INSERT per row, all in one transaction (BEGIN and COMMIT are not shown):
/// first the parent, because its children need its id as `parent_id`. It
/// returns a `ModelEx`: a row with its relation fields.
async fn create_step(show: &mut Recorder) -> Done {
    let parents = create(show.db()).await?;
    let rows = parents.iter().map(with_children);
    show.table("Ann and Dan, as `insert` returned them", PARENT, rows)
        .await
}

/// Every parent with its children, ordered by id.
pub async fn read_from_parents(
    db: &DatabaseConnection,
) -> Result<Vec<parent::ModelEx>, DbErr> {
    parent::Entity::load()
        .with(child::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Load the tree
///
/// `load` reads rows together with those that `with` names: one SELECT for the
/// parents, and one for all their children. `parent.children` is a list, and
/// Dan's is empty. A relation that `with` doesn't name stays unloaded: SeaORM
/// never loads it later by itself.
async fn read_from_parents_step(show: &mut Recorder) -> Done {
    let parents = read_from_parents(show.db()).await?;
    let rows = parents.iter().map(with_children);
    show.table("Every parent", PARENT, rows).await
}

/// Renames the first child of a parent, and adds one.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such parent.
pub async fn edit(
    db: &DatabaseConnection,
    parent_id: i32,
) -> Result<parent::ModelEx, DbErr> {
    let ann = parent::Entity::load()
        .filter_by_id(parent_id)
        .with(child::Entity)
        .one(db)
        .await?
        .ok_or(DbErr::RecordNotFound("no such parent".to_owned()))?;
    let mut ann = ann.into_active_model();
    ann.children[0].name = Set("Benjamin".to_owned());
    ann.children.push(child::ActiveModel::builder().set_name("Eli"));
    ann.save(db).await?.try_into_model()
}

/// # Load, edit, save once
///
/// First make the tree writable: after `into_active_model` each column is
/// `Unchanged`, until you `Set` it. One `save` of the parent writes the columns
/// that are `Set` and the rows that are new: an UPDATE of Benjamin's name and an
/// INSERT of Eli. It sends nothing for Ann and Cleo, who didn't change. `save`
/// returns an `ActiveModelEx`, and `try_into_model` makes it a `ModelEx`.
async fn load_edit_save_step(show: &mut Recorder) -> Done {
    let ann = edit(show.db(), 1).await?;
    let row = [with_children(&ann)];
    show.table("Ann, as `save` returned her", PARENT, row).await
}

/// Adds a child to a stored parent: one INSERT, and no SELECT of the parent.
pub async fn create_by_key(
    db: &DatabaseConnection,
    parent_id: i32,
) -> Result<child::ModelEx, DbErr> {
    child::ActiveModel::builder()
        .set_name("Fay")
        .set_parent_id(parent_id)
        .insert(db)
        .await
}

/// Inserts a child with a new parent. SQLAlchemy's
/// `Child(name="Gus", parent=Parent(name="Hal"))`.
pub async fn create_with_a_parent(
    db: &DatabaseConnection,
) -> Result<child::ModelEx, DbErr> {
    child::ActiveModel::builder()
        .set_name("Gus")
        .set_parent(parent::ActiveModel::builder().set_name("Hal"))
        .insert(db)
        .await
}

/// Inserts a child without a parent. SQLAlchemy's `Child(name="Ivy")`.
pub async fn create_without_parent(
    db: &DatabaseConnection,
) -> Result<child::ModelEx, DbErr> {
    child::ActiveModel::builder().set_name("Ivy").insert(db).await
}

/// # Create from the child
///
/// If you know the id of the parent, set the foreign key. If the parent is new
/// too, set `parent`, and SeaORM inserts it first. A child without a parent can
/// be stored because `parent_id` can be NULL.
async fn create_from_the_child_step(show: &mut Recorder) -> Done {
    create_by_key(show.db(), 2).await?;
    create_with_a_parent(show.db()).await?;
    create_without_parent(show.db()).await?;
    show.done().await
}

/// Every child with its parent, ordered by id.
pub async fn read_from_children(
    db: &DatabaseConnection,
) -> Result<Vec<child::ModelEx>, DbErr> {
    child::Entity::load()
        .with(parent::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read from the children
///
/// `child.parent` is one parent or none: Ivy has none. `load` reads it with a
/// LEFT JOIN, because it is a single row. A list, such as `parent.children`, is
/// read by a SELECT of its own.
async fn read_from_children_step(show: &mut Recorder) -> Done {
    let children = read_from_children(show.db()).await?;
    let rows = children.iter().map(with_parent);
    show.table("Every child", ["child", "parent"], rows).await
}

/// Takes a child away from its parent. SQLAlchemy's `child.parent = None`.
pub async fn detach(
    db: &DatabaseConnection,
    child_id: i32,
) -> Result<child::ModelEx, DbErr> {
    child::ActiveModel::builder()
        .set_id(child_id)
        .clear_parent()
        .update(db)
        .await
}

/// # Detach
///
/// Fay leaves Dan: one UPDATE sets `parent_id` to NULL, and both rows stay.
/// `clear_parent` exists because a child can be without a parent. You don't
/// read the child first: `update` needs only its id.
async fn detach_step(show: &mut Recorder) -> Done {
    show.ran(detach(show.db(), 4).await?).await
}

/// Deletes a parent: one DELETE.
pub async fn delete_parent(
    db: &DatabaseConnection,
    parent_id: i32,
) -> Result<DeleteResult, DbErr> {
    parent::Entity::delete_by_id(parent_id).exec(db).await
}

/// # Delete
///
/// Ann is deleted. Her children stay without a parent: the foreign key has ON
/// DELETE SET NULL. `rows_affected` counts only the parent.
async fn delete_step(show: &mut Recorder) -> Done {
    let deleted = delete_parent(show.db(), 1).await?;
    show.affected("What `exec` returned", deleted.rows_affected).await
}

const PARENT: [&str; 2] = ["parent", "children"];

fn with_children(parent: &parent::ModelEx) -> (&str, Vec<&str>) {
    let children = parent.children.iter().map(|child| &*child.name);
    (&parent.name, children.collect())
}

fn with_parent(child: &child::ModelEx) -> (&str, Option<&str>) {
    let parent = child.parent.as_ref();
    (&child.name, parent.map(|parent| &*parent.name))
}

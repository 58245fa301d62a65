//! The generic pair of every tutorial, `parent_table` and `child_table`, with
//! nothing but the relationship. Written from both ends; a child can be without
//! a parent.

use harness::{Lesson, Recorder, columns, source, steps, table::Deleted};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    EntityLoaderTrait, EntityTrait, IntoActiveModel, TransactionTrait,
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
        /// One-to-many. SQLAlchemy's
        /// `children = relationship("Child", back_populates="parent")`.
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
        /// The foreign key. `Option`, because SQLAlchemy's `Column` without
        /// `nullable=False` can be NULL. One of type `Mapped[int]` can't.
        #[sea_orm(indexed)]
        pub parent_id: Option<i32>,
        /// Many-to-one. SQLAlchemy's
        /// `parent = relationship("Parent", back_populates="children")`. It is
        /// an `Option` because `parent_id` is one. SET NULL is what SQLAlchemy
        /// does to the children by default when you delete their parent.
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
    steps: steps![
        schema: schema_step,
        create_from_the_parent: create_from_the_parent_step,
        create_from_the_child: create_from_the_child_step,
        read_from_parents: read_from_parents_step,
        read_from_children: read_from_children_step,
        detach: detach_step,
        delete: delete_step,
    ],
};

/// How many children each parent gets, parents numbered from 1.
const CHILDREN: [usize; 5] = [2, 1, 1, 0, 0];

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(parent::Entity)
        .register(child::Entity)
        .apply(db)
        .await
}

async fn schema_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The tables are created from the entities: parent_table has an id, child_table an id and \
         the foreign key. The two relation fields, `children` and `parent`, are not columns.",
    );
    lesson.code(source!("parent_child.rs"), "parent::Model")?;
    lesson.code(source!("parent_child.rs"), "child::Model")?;
    lesson.code(source!("parent_child.rs"), "schema")?;
    schema(db).await?;
    lesson.done("Tables and indexes created");
    lesson.columns(db, parent::Entity).await?;
    lesson.columns(db, child::Entity).await?;
    Ok(())
}

/// Inserts a parent with so many children. SQLAlchemy's
/// `Parent(children=[Child(), Child()])`.
pub async fn create_from_the_parent(
    db: &(impl ConnectionTrait + TransactionTrait),
    children: usize,
) -> Result<parent::ModelEx, DbErr> {
    let mut parent = parent::ActiveModel::builder();
    for _ in 0..children {
        parent = parent.add_child(child::ActiveModel::builder());
    }
    parent.insert(db).await
}

async fn create_from_the_parent_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the parent",
        "Each parent is inserted as a tree with its children, one INSERT per row. SeaORM fills in \
         `parent_id`. Parents 4 and 5 have no children.",
    );
    lesson.code(source!("parent_child.rs"), "create_from_the_parent")?;
    let mut parents = Vec::new();
    for children in CHILDREN {
        parents.push(create_from_the_parent(db, children).await?);
    }
    lesson.rows(
        "The parents, as `insert` returned them",
        parents.into_iter().map(FromParent::from),
    );
    Ok(())
}

/// Inserts a child of a stored parent, from the child's side. SQLAlchemy's
/// `Child(parent=parent)`.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such parent.
pub async fn create_from_the_child(
    db: &(impl ConnectionTrait + TransactionTrait),
    parent_id: i32,
) -> Result<child::ModelEx, DbErr> {
    let parent = parent::Entity::find_by_id(parent_id).require_one(db).await?;
    child::ActiveModel::builder()
        .set_parent(parent.into_ex())
        .insert(db)
        .await
}

/// Inserts a child without a parent. SQLAlchemy's `Child()`.
pub async fn create_without_parent(
    db: &(impl ConnectionTrait + TransactionTrait),
) -> Result<child::ModelEx, DbErr> {
    child::ActiveModel::builder().insert(db).await
}

async fn create_from_the_child_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the child",
        "Child 5 sets its parent. Child 6 has none: `parent_id` can be NULL, so a child can be \
         stored without a parent.",
    );
    lesson.code(source!("parent_child.rs"), "create_from_the_child")?;
    lesson.code(source!("parent_child.rs"), "create_without_parent")?;
    let children = [
        create_from_the_child(db, 4).await?,
        create_without_parent(db).await?,
    ];
    lesson.rows(
        "The children, as `insert` returned them",
        children.map(FromChild::from),
    );
    let children = child::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("child_table", children);
    Ok(())
}

/// Every parent with its children, ordered by id.
pub async fn read_from_parents(
    db: &impl ConnectionTrait,
) -> Result<Vec<parent::ModelEx>, DbErr> {
    parent::Entity::load()
        .with(child::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

async fn read_from_parents_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the parents",
        "`parent.children` is a list. Parent 5 has an empty list, and child 6 is in no parent's \
         list.",
    );
    lesson.code(source!("parent_child.rs"), "read_from_parents")?;
    let parents = read_from_parents(db).await?;
    let rows = parents.into_iter().map(FromParent::from);
    lesson.rows("Every parent with their children", rows);
    Ok(())
}

/// Every child with its parent, ordered by id.
pub async fn read_from_children(
    db: &impl ConnectionTrait,
) -> Result<Vec<child::ModelEx>, DbErr> {
    child::Entity::load()
        .with(parent::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

async fn read_from_children_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the children",
        "`child.parent` is one parent or none. Child 6 has none.",
    );
    lesson.code(source!("parent_child.rs"), "read_from_children")?;
    let children = read_from_children(db).await?;
    let rows = children.into_iter().map(FromChild::from);
    lesson.rows("Every child with their parent", rows);
    Ok(())
}

/// Takes a child away from its parent. SQLAlchemy's `child.parent = None`.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such child.
pub async fn detach(
    db: &(impl ConnectionTrait + TransactionTrait),
    child_id: i32,
) -> Result<child::ModelEx, DbErr> {
    let child = child::Entity::find_by_id(child_id).require_one(db).await?;
    child.into_ex().into_active_model().clear_parent().update(db).await
}

async fn detach_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Detach",
        "Child 5 leaves parent 4: the UPDATE sets `parent_id` to NULL, and both rows stay. \
         `clear_parent` exists because the relation is optional.",
    );
    lesson.code(source!("parent_child.rs"), "detach")?;
    let child = detach(db, 5).await?;
    let row = FromChild::from(child);
    lesson.rows("Child 5, as `update` returned it", [row]);
    let children = child::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("child_table afterwards", children);
    Ok(())
}

/// Deletes a parent: one DELETE. ON DELETE SET NULL keeps its children.
pub async fn delete_parent(
    db: &impl ConnectionTrait,
    parent_id: i32,
) -> Result<DeleteResult, DbErr> {
    parent::Entity::delete_by_id(parent_id).exec(db).await
}

async fn delete_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Delete",
        "Parent 1 is deleted. ON DELETE SET NULL keeps its children 1 and 2, without a parent; \
         rows_affected counts only the parent.",
    );
    lesson.code(source!("parent_child.rs"), "delete_parent")?;
    let deleted = delete_parent(db, 1).await?;
    lesson.rows("Parent 1 deleted", [Deleted::from(deleted)]);
    let children = child::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("child_table afterwards", children);
    Ok(())
}

/// A parent with the ids of its children.
struct FromParent {
    parent: i32,
    children: Vec<i32>,
}

columns!(FromParent: parent, children);

impl From<parent::ModelEx> for FromParent {
    fn from(parent: parent::ModelEx) -> Self {
        let children = parent.children.into_iter();
        Self {
            parent: parent.id,
            children: children.map(|child| child.id).collect(),
        }
    }
}

/// A child with the id of its parent.
struct FromChild {
    child: i32,
    parent: Option<i32>,
}

columns!(FromChild: child, parent);

impl From<child::ModelEx> for FromChild {
    fn from(child: child::ModelEx) -> Self {
        Self {
            child: child.id,
            parent: child.parent.into_option().map(|parent| parent.id),
        }
    }
}

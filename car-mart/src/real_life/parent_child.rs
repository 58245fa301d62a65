//! The generic pair of every tutorial, `parent_table` and `child_table`, with nothing else in it. Written as trees of
//! objects: SeaORM inserts from the top and fills in the foreign keys.

use lesson::{Lesson, table::Deleted};
use sea_orm::{DatabaseConnection, DbErr, EntityLoaderTrait, EntityTrait};

/// The one.
pub mod parent {
    use sea_orm::entity::prelude::*;

    /// A parent. It has no foreign key: the relationship stands in the table of the children.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "parent_table")]
    pub struct Model {
        /// Counted up by the database.
        #[sea_orm(primary_key)]
        pub id: i32,
        /// One-to-many: SQLAlchemy's `children = relationship("Child", back_populates="parent")`.
        #[sea_orm(has_many)]
        pub children: HasMany<super::child::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The many.
pub mod child {
    use sea_orm::entity::prelude::*;

    /// A child: many-to-one to the parent.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "child_table")]
    pub struct Model {
        /// Counted up by the database.
        #[sea_orm(primary_key)]
        pub id: i32,
        /// The foreign key. `Column(Integer, ForeignKey(...))` without `nullable=False` may be
        /// NULL; here that takes an `Option`.
        #[sea_orm(indexed)]
        pub parent_id: Option<i32>,
        /// Many-to-one: SQLAlchemy's `parent = relationship("Parent", back_populates="children")`.
        /// An `Option` too, because `parent_id` is one. Set null: what SQLAlchemy does by default
        /// when a parent is deleted, left to the database.
        #[sea_orm(belongs_to, from = "parent_id", to = "id", on_delete = "SetNull")]
        pub parent: BelongsTo<Option<super::parent::Entity>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// How many children each parent gets. The last two have none: the empty side.
const CHILDREN: [usize; 5] = [2, 1, 1, 0, 0];

/// A parent with its list.
struct FromParent {
    parent: i32,
    children: Vec<i32>,
}

lesson::columns!(FromParent: parent, children);

/// A child with the one parent, if it has one.
struct FromChild {
    child: i32,
    parent: Option<i32>,
}

lesson::columns!(FromChild: child, parent);

/// Writes the lesson down.
///
/// # Errors
///
/// Whatever the database reports.
pub async fn run(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    schema(db, lesson).await?;
    create(db, lesson).await?;
    read_from_the_parent(db, lesson).await?;
    read_from_the_child(db, lesson).await?;
    delete(db, lesson).await
}

async fn schema(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The tables are made from the entities: parent_table with an id, child_table with an id \
         and the foreign key.",
    );
    db.get_schema_builder()
        .register(parent::Entity)
        .register(child::Entity)
        .apply(db)
        .await?;
    lesson.done("Two tables and an index made");
    lesson.columns(parent::Entity);
    lesson.columns(child::Entity);
    Ok(())
}

async fn create(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Create",
        "Each parent is inserted as a tree with its children, who get its id: one INSERT a row. A \
         child alone has no parent to name, and parent_id stays NULL.",
    );
    for children in CHILDREN {
        let mut parent = parent::ActiveModel::builder();
        for _ in 0..children {
            parent = parent.add_child(child::ActiveModel::builder());
        }
        parent.insert(db).await?;
    }
    lesson.done("Five parents and four children inserted");
    child::ActiveModel::builder().insert(db).await?;
    lesson.done("A child without a parent inserted");
    let parents = parent::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("parent_table", &parents);
    let children = child::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("child_table", &children);
    Ok(())
}

async fn read_from_the_parent(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the parent",
        "parent.children, a list. Parents 4 and 5 have an empty one, and child 5 is in none.",
    );
    let parents = parent::Entity::load()
        .with(child::Entity)
        .order_by_id_asc()
        .all(db)
        .await?;
    let lines = parents.into_iter().map(|parent| FromParent {
        parent: parent.id,
        children: parent.children.into_iter().map(|child| child.id).collect(),
    });
    lesson.rows("Every parent with its children", &lines.collect::<Vec<_>>());
    Ok(())
}

async fn read_from_the_child(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the child",
        "child.parent, one or none. Child 5 has none.",
    );
    let children = child::Entity::load()
        .with(parent::Entity)
        .order_by_id_asc()
        .all(db)
        .await?;
    let lines = children.into_iter().map(|child| FromChild {
        child: child.id,
        parent: child.parent.into_option().map(|parent| parent.id),
    });
    lesson.rows("Every child with its parent", &lines.collect::<Vec<_>>());
    Ok(())
}

async fn delete(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Delete",
        "Parent 1 goes. Its children stay without a parent, by ON DELETE SET NULL: one row is \
         deleted, two are updated, and only the first is counted.",
    );
    let deleted = parent::Entity::delete_by_id(1).exec(db).await?;
    lesson.rows("Parent 1 deleted", &[Deleted::from(deleted)]);
    let children = child::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("child_table afterwards", &children);
    Ok(())
}

//! A loaded row of a tree whose key to the parent can't be NULL.

use harness::source;
use sea_orm::{ActiveModelTrait, DbConn, DbErr, EntityTrait, QueryFilter, Set};

use crate::traps::{Trap, all, said};

mod node {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "node")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        /// The root is its own parent.
        pub parent_id: i32,
        #[sea_orm(
            self_ref,
            relation_enum = "Parent",
            relation_reverse = "Children",
            from = "parent_id",
            to = "id"
        )]
        pub parent: BelongsTo<Entity>,
        #[sea_orm(
            self_ref,
            relation_enum = "Children",
            relation_reverse = "Parent"
        )]
        pub children: HasMany<Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

async fn wrong(db: &DbConn, id: i32) -> Result<u64, DbErr> {
    let node = node::Entity::find_by_id(id).require_one(db).await?;
    let deleted = node.cascade_delete(db).await?;
    Ok(deleted.rows_affected)
}

/// The database refuses it if the children have children.
async fn right(db: &DbConn, id: i32) -> Result<u64, DbErr> {
    let children = node::COLUMN.parent_id.eq(id);
    let deleted = node::Entity::delete_many().filter(children).exec(db).await?;
    node::Entity::delete_by_id(id).exec(db).await?;
    Ok(deleted.rows_affected + 1)
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "deleting_in_a_not_null_tree_says_record_not_updated.rs"
        ),
        heading: "`None of the records are updated`: a delete in a tree",
        also: &[],
        given: "Node 1 is the root, 2 is its child, and 3 is the child of 2. You delete 2.",
        instead: "Delete the children first, or let the database do it \
                  ([four forms](deleting-a-tree-is-refused-or-sends-a-statement-per-row.md)). A nullable \
                  key works too: SeaORM then sets it to NULL in the children.",
        cause: "A row that is deleted with its relation fields detaches its children, and deletes \
                them if their key is NOT NULL. In a tree that could go round in a circle, so SeaORM \
                stops at the first child with this error (`HasManySelf` in \
                `sea-orm-macros/src/derives/active_model_ex.rs`).",
    };
    trap.on_both(async |db, trap| {
        let schema = db.get_schema_builder().register(node::Entity);
        schema.apply(db).await.unwrap();
        for (id, parent) in [(1, 1), (2, 1), (3, 2)] {
            let node = node::ActiveModel {
                id: Set(id),
                parent_id: Set(parent),
            };
            node.insert(db).await.unwrap();
        }
        trap.entity("node::Model");
        trap.forget();
        trap.wrong("wrong", said(wrong(db, 2).await));
        trap.right("right", said(right(db, 2).await));
        let nodes = all(node::Entity, db).await;
        trap.then("The nodes then", nodes);
    })
    .await;
}

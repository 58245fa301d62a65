//! Which delete removes what: five ways to delete a parent with two children,
//! for each kind of foreign key.

use harness::{database::refusal, render, table::Table};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, DeleteResult,
    EntityTrait, ModelTrait, QueryFilter, Statement,
};
use testing::{Kind, TestDatabase, snapshot};

/// The ways to delete, as columns of the table.
const WAYS: [&str; 5] = [
    "Model::delete",
    "ModelEx::delete",
    "Model::cascade_delete",
    "delete_by_id",
    "delete_many",
];

/// A parent and its children. `$many` are the parent's relation fields.
macro_rules! family {
    ($name:ident, $key:ty, { $($parent:tt)* }, $rule:literal, { $($many:tt)* }) => {
        mod $name {
            pub mod parent {
                use sea_orm::entity::prelude::*;

                #[sea_orm::model]
                #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
                #[sea_orm(table_name = "parent")]
                pub struct Model {
                    #[sea_orm(primary_key)]
                    pub id: i32,
                    $($many)*
                }

                impl ActiveModelBehavior for ActiveModel {}
            }

            pub mod child {
                use sea_orm::entity::prelude::*;

                #[sea_orm::model]
                #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
                #[sea_orm(table_name = "child")]
                pub struct Model {
                    #[sea_orm(primary_key)]
                    pub id: i32,
                    pub parent_id: $key,
                    #[sea_orm(belongs_to, from = "parent_id", to = "id", on_delete = $rule)]
                    pub parent: $($parent)*,
                }

                impl ActiveModelBehavior for ActiveModel {}
            }
        }
    };
}

family!(restrict, i32, { BelongsTo<super::parent::Entity> }, "Restrict", {
    #[sea_orm(has_many)]
    pub children: HasMany<super::child::Entity>,
});
family!(restrict_no_field, i32, { BelongsTo<super::parent::Entity> }, "Restrict", {});
family!(cascade, i32, { BelongsTo<super::parent::Entity> }, "Cascade", {
    #[sea_orm(has_many)]
    pub children: HasMany<super::child::Entity>,
});
family!(cascade_no_field, i32, { BelongsTo<super::parent::Entity> }, "Cascade", {});
family!(null_restrict, Option<i32>, { BelongsTo<Option<super::parent::Entity>> }, "Restrict", {
    #[sea_orm(has_many)]
    pub children: HasMany<super::child::Entity>,
});
family!(null_restrict_no_field, Option<i32>, { BelongsTo<Option<super::parent::Entity>> }, "Restrict", {});
family!(null_cascade, Option<i32>, { BelongsTo<Option<super::parent::Entity>> }, "Cascade", {
    #[sea_orm(has_many)]
    pub children: HasMany<super::child::Entity>,
});
family!(null_cascade_no_field, Option<i32>, { BelongsTo<Option<super::parent::Entity>> }, "Cascade", {});
family!(null_set_null, Option<i32>, { BelongsTo<Option<super::parent::Entity>> }, "SetNull", {
    #[sea_orm(has_many)]
    pub children: HasMany<super::child::Entity>,
});
family!(null_set_null_no_field, Option<i32>, { BelongsTo<Option<super::parent::Entity>> }, "SetNull", {});

/// A tree: each node refers to another one.
macro_rules! tree {
    ($name:ident, $key:ty, { $($parent:tt)* }) => {
        mod $name {
            use sea_orm::entity::prelude::*;

            #[sea_orm::model]
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = "node")]
            pub struct Model {
                #[sea_orm(primary_key)]
                pub id: i32,
                pub parent_id: $key,
                #[sea_orm(
                    self_ref,
                    relation_enum = "Parent",
                    relation_reverse = "Children",
                    from = "parent_id",
                    to = "id",
                    on_delete = "Restrict"
                )]
                pub parent: $($parent)*,
                #[sea_orm(self_ref, relation_enum = "Children", relation_reverse = "Parent")]
                pub children: HasMany<Entity>,
            }

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

tree!(tree_null, Option<i32>, { BelongsTo<Option<Entity>> });
tree!(tree_not_null, i32, { BelongsTo<Entity> });

/// How many rows there are, and how many of the children have no parent.
async fn counts(db: &DatabaseConnection, tables: &[&str]) -> (i64, i64) {
    let child = tables[tables.len() - 1];
    let all =
        tables.iter().map(|table| format!("(SELECT count(*) FROM {table})"));
    let sql = format!(
        "SELECT {} AS rows, (SELECT count(*) FROM {child} WHERE parent_id IS NULL AND id > 1) AS free",
        all.collect::<Vec<_>>().join(" + ")
    );
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(statement).await.unwrap().unwrap();
    (row.try_get("", "rows").unwrap(), row.try_get("", "free").unwrap())
}

/// Children before parents. SQLite deletes the rows first, and RESTRICT would
/// refuse that for a tree.
async fn drop_tables(db: &DatabaseConnection, tables: &[&str]) {
    let sqlite = db.get_database_backend() == DbBackend::Sqlite;
    let keys = |on| {
        if sqlite {
            format!("PRAGMA foreign_keys = {on}; ")
        } else {
            String::new()
        }
    };
    for table in tables.iter().rev() {
        let sql = format!("{}DROP TABLE {table}; {}", keys("OFF"), keys("ON"));
        db.execute_unprepared(&sql).await.unwrap();
    }
}

fn words(
    deleted: Result<DeleteResult, DbErr>,
    before: (i64, i64),
    after: (i64, i64),
) -> String {
    match deleted {
        Err(error) => match refusal(&error) {
            Some((rule, _)) => format!("refused: {rule}"),
            None => format!("error: {error}"),
        },
        Ok(_) => match (before.0 - after.0, after.1 - before.1) {
            (1, 0) => "1 row deleted".to_owned(),
            (gone, free) if free <= 0 => format!("{gone} rows deleted"),
            (gone, free) => format!("{gone} deleted, {free} keys set to NULL"),
        },
    }
}

/// A row of the table: what each way to delete row 1 of `$entity` does.
macro_rules! ways {
    ($db:expr, $what:expr, $tables:expr, [$($registered:expr),+], $entity:ident, $rows:expr) => {{
        let mut cells = vec![$what.to_owned()];
        for way in WAYS {
            $db.get_schema_builder()$(.register($registered))+.apply($db).await.unwrap();
            $db.execute_unprepared($rows).await.unwrap();
            let before = counts($db, $tables).await;
            let model = $entity::Entity::find_by_id(1).require_one($db).await.unwrap();
            let deleted = match way {
                "Model::delete" => model.delete($db).await,
                "ModelEx::delete" => model.into_ex().delete($db).await,
                "Model::cascade_delete" => model.cascade_delete($db).await,
                "delete_by_id" => $entity::Entity::delete_by_id(1).exec($db).await,
                _ => {
                    let first = $entity::COLUMN.id.eq(1);
                    $entity::Entity::delete_many().filter(first).exec($db).await
                }
            };
            cells.push(words(deleted, before, counts($db, $tables).await));
            drop_tables($db, $tables).await;
        }
        cells
    }};
}

const FAMILY: &str = "INSERT INTO parent (id) VALUES (1); \
                      INSERT INTO child (id, parent_id) VALUES (2, 1), (3, 1)";

macro_rules! family_ways {
    ($db:expr, $name:ident, $what:expr) => {{
        use $name::{child, parent};
        ways!(
            $db,
            $what,
            &["parent", "child"],
            [parent::Entity, child::Entity],
            parent,
            FAMILY
        )
    }};
}

async fn table(kind: Kind) -> String {
    let database = TestDatabase::empty(kind).await;
    let db = &database.open("claims").await;
    let rows = vec![
        family_ways!(db, restrict, "NOT NULL, RESTRICT"),
        family_ways!(
            db,
            restrict_no_field,
            "NOT NULL, RESTRICT, no `has_many`"
        ),
        family_ways!(db, cascade, "NOT NULL, CASCADE"),
        family_ways!(db, cascade_no_field, "NOT NULL, CASCADE, no `has_many`"),
        family_ways!(db, null_restrict, "nullable, RESTRICT"),
        family_ways!(
            db,
            null_restrict_no_field,
            "nullable, RESTRICT, no `has_many`"
        ),
        family_ways!(db, null_cascade, "nullable, CASCADE"),
        family_ways!(
            db,
            null_cascade_no_field,
            "nullable, CASCADE, no `has_many`"
        ),
        family_ways!(db, null_set_null, "nullable, SET NULL"),
        family_ways!(
            db,
            null_set_null_no_field,
            "nullable, SET NULL, no `has_many`"
        ),
        {
            let rows = "INSERT INTO node (id, parent_id) VALUES (1, NULL), (2, 1), (3, 1)";
            let what = "tree, nullable, RESTRICT";
            ways!(db, what, &["node"], [tree_null::Entity], tree_null, rows)
        },
        {
            let rows = "INSERT INTO node (id, parent_id) VALUES (1, 1), (2, 1), (3, 1)";
            let what = "tree, NOT NULL, RESTRICT";
            ways!(
                db,
                what,
                &["node"],
                [tree_not_null::Entity],
                tree_not_null,
                rows
            )
        },
    ];
    let mut header = vec!["foreign key".to_owned()];
    header.extend(WAYS.map(|way| format!("`{way}`")));
    render::markdown(&Table { header, rows })
}

async fn which_delete_removes_what() {
    let table = table(Kind::Postgres).await;
    assert_eq!(
        table,
        self::table(Kind::Sqlite).await,
        "left PostgreSQL, right SQLite"
    );
    let about = "A parent with two children: what five ways to delete it do";
    let folder = "guide/snapshots/claims";
    snapshot(folder, "which_delete_removes_what", about, &table).await;
}

testing::tests![which_delete_removes_what,];

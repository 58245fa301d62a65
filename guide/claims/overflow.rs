//! Which pairs of relation fields compile and then overflow the stack.
//!
//! An overflow ends the process, so each case runs in a child of this one.

use std::{env, process::Command};

use harness::{render, table::Table};
use sea_orm::{
    ConnectionTrait, Database, DatabaseConnection, DbErr, EntityTrait,
};
use testing::{did_not_run, snapshot};

/// Two entities, with `$a` in the first and `$b` in the second.
macro_rules! pair {
    ($name:ident, { $($a:tt)* }, { $($b:tt)* }) => {
        mod $name {
            pub mod a {
                use sea_orm::entity::prelude::*;

                #[sea_orm::model]
                #[derive(Clone, Debug, DeriveEntityModel)]
                #[sea_orm(table_name = "a")]
                pub struct Model {
                    #[sea_orm(primary_key)]
                    pub id: i32,
                    $($a)*
                }

                impl ActiveModelBehavior for ActiveModel {}
            }

            pub mod b {
                use sea_orm::entity::prelude::*;

                #[sea_orm::model]
                #[derive(Clone, Debug, DeriveEntityModel)]
                #[sea_orm(table_name = "b")]
                pub struct Model {
                    #[sea_orm(primary_key)]
                    pub id: i32,
                    $($b)*
                }

                impl ActiveModelBehavior for ActiveModel {}
            }

            pub mod link {
                use sea_orm::entity::prelude::*;

                #[sea_orm::model]
                #[derive(Clone, Debug, DeriveEntityModel)]
                #[sea_orm(table_name = "link")]
                pub struct Model {
                    #[sea_orm(primary_key)]
                    pub a_id: i32,
                    #[sea_orm(primary_key)]
                    pub b_id: i32,
                    #[sea_orm(belongs_to, from = "a_id", to = "id")]
                    pub a: BelongsTo<super::a::Entity>,
                    #[sea_orm(belongs_to, from = "b_id", to = "id")]
                    pub b: BelongsTo<super::b::Entity>,
                }

                impl ActiveModelBehavior for ActiveModel {}
            }
        }
    };
}

/// An entity that is related to itself by `$field`.
macro_rules! node {
    ($name:ident, { $($field:tt)* }) => {
        mod $name {
            pub mod a {
                use sea_orm::entity::prelude::*;

                #[sea_orm::model]
                #[derive(Clone, Debug, DeriveEntityModel)]
                #[sea_orm(table_name = "a")]
                pub struct Model {
                    #[sea_orm(primary_key)]
                    pub id: i32,
                    $($field)*
                }

                impl ActiveModelBehavior for ActiveModel {}
            }

            #[allow(unused_imports, reason = "the other half of the pair")]
            pub use a as b;
        }
    };
}

pair!(many_many, {
    #[sea_orm(has_many)]
    pub bs: HasMany<super::b::Entity>,
}, {
    #[sea_orm(has_many)]
    pub as_: HasMany<super::a::Entity>,
});
pair!(one_many, {
    #[sea_orm(has_one)]
    pub b: HasOne<super::b::Entity>,
}, {
    #[sea_orm(has_many)]
    pub as_: HasMany<super::a::Entity>,
});
pair!(one_one, {
    #[sea_orm(has_one)]
    pub b: HasOne<super::b::Entity>,
}, {
    #[sea_orm(has_one)]
    pub a: HasOne<super::a::Entity>,
});
pair!(many_belongs, {
    #[sea_orm(has_many)]
    pub bs: HasMany<super::b::Entity>,
}, {
    pub a_id: i32,
    #[sea_orm(belongs_to, from = "a_id", to = "id")]
    pub a: BelongsTo<super::a::Entity>,
});
pair!(one_belongs, {
    #[sea_orm(has_one)]
    pub b: HasOne<super::b::Entity>,
}, {
    pub a_id: i32,
    #[sea_orm(belongs_to, from = "a_id", to = "id")]
    pub a: BelongsTo<super::a::Entity>,
});
pair!(belongs_belongs, {
    pub b_id: i32,
    #[sea_orm(belongs_to, from = "b_id", to = "id")]
    pub b: BelongsTo<super::b::Entity>,
}, {
    pub a_id: i32,
    #[sea_orm(belongs_to, from = "a_id", to = "id")]
    pub a: BelongsTo<super::a::Entity>,
});
pair!(via_via, {
    #[sea_orm(has_many, via = "link")]
    pub bs: HasMany<super::b::Entity>,
}, {
    #[sea_orm(has_many, via = "link")]
    pub as_: HasMany<super::a::Entity>,
});
pair!(belongs_via, {
    pub b_id: i32,
    #[sea_orm(belongs_to, from = "b_id", to = "id")]
    pub b: BelongsTo<super::b::Entity>,
}, {
    #[sea_orm(has_many, via = "link")]
    pub as_: HasMany<super::a::Entity>,
});
pair!(many_via, {
    #[sea_orm(has_many)]
    pub bs: HasMany<super::b::Entity>,
}, {
    #[sea_orm(has_many, via = "link")]
    pub as_: HasMany<super::a::Entity>,
});
pair!(one_via, {
    #[sea_orm(has_one)]
    pub b: HasOne<super::b::Entity>,
}, {
    #[sea_orm(has_many, via = "link")]
    pub as_: HasMany<super::a::Entity>,
});
pair!(named_many_many, {
    #[sea_orm(has_many, relation_enum = "Bs")]
    pub bs: HasMany<super::b::Entity>,
}, {
    #[sea_orm(has_many, relation_enum = "As")]
    pub as_: HasMany<super::a::Entity>,
});
pair!(via_rel_many_many, {
    #[sea_orm(has_many, relation_enum = "Bs", via_rel = "As")]
    pub bs: HasMany<super::b::Entity>,
}, {
    #[sea_orm(has_many, relation_enum = "As", via_rel = "Bs")]
    pub as_: HasMany<super::a::Entity>,
});
pair!(via_rel_one_one, {
    #[sea_orm(has_one, relation_enum = "B", via_rel = "A")]
    pub b: HasOne<super::b::Entity>,
}, {
    #[sea_orm(has_one, relation_enum = "A", via_rel = "B")]
    pub a: HasOne<super::a::Entity>,
});
node!(many_itself, {
    #[sea_orm(has_many)]
    pub children: HasMany<Entity>,
});
node!(one_itself, {
    #[sea_orm(has_one)]
    pub next: HasOne<Entity>,
});
node!(tree, {
    pub a_id: Option<i32>,
    #[sea_orm(
        self_ref,
        relation_enum = "Parent",
        relation_reverse = "Children",
        from = "a_id",
        to = "id"
    )]
    pub parent: BelongsTo<Option<Entity>>,
    #[sea_orm(self_ref, relation_enum = "Children", relation_reverse = "Parent")]
    pub children: HasMany<Entity>,
});
node!(two_lists, {
    #[sea_orm(self_ref, relation_enum = "Children", relation_reverse = "Parents")]
    pub children: HasMany<Entity>,
    #[sea_orm(self_ref, relation_enum = "Parents", relation_reverse = "Children")]
    pub parents: HasMany<Entity>,
});

/// The pairs, in the order of the table: the field of one entity, that of the other, and the module.
const PAIRS: [[&str; 3]; 17] = [
    ["`has_many`", "`belongs_to`", "many_belongs"],
    ["`has_one`", "`belongs_to`", "one_belongs"],
    ["`belongs_to`", "`belongs_to`", "belongs_belongs"],
    ["`has_many` with `via`", "`has_many` with `via`", "via_via"],
    ["`belongs_to`", "`has_many` with `via`", "belongs_via"],
    ["`has_many`", "`has_many` with `via`", "many_via"],
    ["`has_one`", "`has_many` with `via`", "one_via"],
    ["`has_many`", "`has_many`", "many_many"],
    ["`has_one`", "`has_many`", "one_many"],
    ["`has_one`", "`has_one`", "one_one"],
    [
        "`has_many` with `relation_enum`",
        "`has_many` with `relation_enum`",
        "named_many_many",
    ],
    [
        "`has_many` with `via_rel`",
        "`has_many` with `via_rel`",
        "via_rel_many_many",
    ],
    [
        "`has_one` with `via_rel`",
        "`has_one` with `via_rel`",
        "via_rel_one_one",
    ],
    [
        "`BelongsTo<Option<Entity>>` with `self_ref`",
        "`HasMany<Entity>` with `self_ref`",
        "tree",
    ],
    ["`has_many` to itself", "", "many_itself"],
    ["`has_one` to itself", "", "one_itself"],
    [
        "`HasMany<Entity>` with `self_ref`",
        "`HasMany<Entity>` with `self_ref`",
        "two_lists",
    ],
];

/// What is called, as columns of the table.
const CALLS: [&str; 3] = ["`register`", "`load().with(…)`", "`has_related`"];

/// The environment variable that tells the child which pair and which call it tries.
const CASE: &str = "OVERFLOW_CASE";

/// Runs in a child of this process, and does what [`CASE`] says.
async fn child() {
    let Ok(case) = env::var(CASE) else {
        did_not_run("the test of the table runs this");
    };
    let db = &Database::connect("sqlite::memory:").await.unwrap();
    let (pair, call) = case.split_once(' ').unwrap();
    if call != CALLS[0] {
        let sql = "CREATE TABLE a (id integer PRIMARY KEY, a_id integer, b_id integer); \
                   CREATE TABLE b (id integer PRIMARY KEY, a_id integer, b_id integer); \
                   CREATE TABLE link (a_id integer, b_id integer); \
                   INSERT INTO a VALUES (1, 1, 1); INSERT INTO b VALUES (1, 1, 1); \
                   INSERT INTO link VALUES (1, 1)";
        db.execute_unprepared(sql).await.unwrap();
    }
    match run(db, pair, call).await {
        Ok(()) => println!("it runs"),
        Err(error) => println!("an error: {error}"),
    }
}

async fn run(
    db: &DatabaseConnection,
    pair: &str,
    call: &str,
) -> Result<(), DbErr> {
    macro_rules! calls {
        ($name:ident, [$($entity:ident),+]) => {{
            use $name::{a, b};
            match call {
                "`register`" => {
                    let schema = db.get_schema_builder();
                    schema$(.register($name::$entity::Entity))+.apply(db).await
                }
                "`has_related`" => {
                    let a = a::Entity::find();
                    let a = a.has_related(b::Entity, b::COLUMN.id.eq(1));
                    a.all(db).await.map(drop)
                }
                _ => {
                    let a = a::Entity::load().with(b::Entity);
                    a.all(db).await.map(drop)
                }
            }
        }};
        // It has no `Related`.
        ($name:ident, $relation:ident) => {{
            use $name::a;
            match call {
                "`register`" => {
                    db.get_schema_builder().register(a::Entity).apply(db).await
                }
                _ => {
                    let a = a::Entity::load().with(a::Relation::$relation);
                    a.all(db).await.map(drop)
                }
            }
        }};
    }
    match pair {
        "many_belongs" => calls!(many_belongs, [a, b]),
        "one_belongs" => calls!(one_belongs, [a, b]),
        "belongs_belongs" => calls!(belongs_belongs, [a, b]),
        "via_via" => calls!(via_via, [a, b, link]),
        "belongs_via" => calls!(belongs_via, [a, b, link]),
        "many_via" => calls!(many_via, [a, b, link]),
        "one_via" => calls!(one_via, [a, b, link]),
        "many_many" => calls!(many_many, [a, b]),
        "one_many" => calls!(one_many, [a, b]),
        "one_one" => calls!(one_one, [a, b]),
        "named_many_many" => calls!(named_many_many, [a, b]),
        "via_rel_many_many" => calls!(via_rel_many_many, [a, b]),
        "via_rel_one_one" => calls!(via_rel_one_one, [a, b]),
        "many_itself" => calls!(many_itself, [a]),
        "one_itself" => calls!(one_itself, [a]),
        "tree" => calls!(tree, Children),
        "two_lists" => calls!(two_lists, Children),
        _ => unreachable!("{pair}"),
    }
}

/// What becomes of a process that makes the call: a word for the table, and its last words.
fn outcome(pair: &str, call: &str) -> (&'static str, String) {
    let child = Command::new(env::current_exe().unwrap())
        // One thread: the test runs on the main one.
        .args(["--exact", "claims::overflow::child", "--ignored"])
        .args(["--test-threads=1", "--quiet"])
        .env(CASE, format!("{pair} {call}"))
        .output()
        .unwrap();
    let [out, err] = [child.stdout, child.stderr]
        .map(|text| String::from_utf8(text).unwrap());
    if err.contains("has overflowed its stack") {
        assert!(!child.status.success());
        return ("stack overflow", err);
    }
    assert!(child.status.success(), "{pair} {call}: {out}{err}");
    match out.contains("it runs") {
        true => ("runs", err),
        false => {
            assert!(out.contains("no such column"), "{pair} {call}: {out}");
            ("error: no such column", err)
        }
    }
}

async fn which_pairs_of_fields_overflow_the_stack() {
    let mut rows = Vec::new();
    let mut words = String::new();
    for [one, other, pair] in PAIRS {
        let mut row = vec![one.to_owned(), other.to_owned()];
        for call in CALLS {
            let without =
                ["tree", "two_lists"].contains(&pair) && call == CALLS[2];
            let (cell, said) = match without {
                true => ("", String::new()),
                false => outcome(pair, call),
            };
            if cell == "stack overflow" {
                words = said;
            }
            row.push(cell.to_owned());
        }
        rows.push(row);
    }
    // The number of the thread is another one each time.
    let lines = words.lines().map(|line| match line.split_once(" (") {
        Some((thread, rest)) if line.contains("overflowed") => {
            let (_, rest) = rest.split_once(')').unwrap();
            format!("{thread} (…){rest}")
        }
        _ => line.to_owned(),
    });
    let words =
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    let mut header = ["field of A", "field of B"].map(str::to_owned).to_vec();
    header.extend(CALLS.map(str::to_owned));
    let table = render::markdown(&Table { header, rows });
    let text = format!("```text\n{words}\n```\n\n{table}");
    let about = "Pairs of relation fields, and what becomes of the process";
    let folder = "guide/snapshots/claims";
    let name = "which_pairs_of_fields_overflow_the_stack";
    snapshot(folder, name, about, &text).await;
}

testing::tests![
    which_pairs_of_fields_overflow_the_stack;
    ignored: child
];

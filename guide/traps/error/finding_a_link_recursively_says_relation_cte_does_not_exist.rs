//! A tree, read by SeaORM's recursive query.

use harness::source;
use sea_orm::{
    DbConn, DbErr, EntityTrait, LinkDef, Linked, ModelTrait, RelationTrait,
    Statement,
};
use shapes::one_to_many::staff_boss::{self, staff};

use crate::traps::{Trap, rows, said};

/// From a boss to the reports.
struct Reports;

impl Linked for Reports {
    type FromEntity = staff::Entity;
    type ToEntity = staff::Entity;

    fn link(&self) -> Vec<LinkDef> {
        vec![staff::Relation::Reports.def()]
    }
}

async fn wrong(db: &DbConn, boss: staff::Model) -> Result<usize, DbErr> {
    let staff = boss.find_linked_recursive(Reports).all(db).await?;
    Ok(staff.len())
}

async fn right(db: &DbConn, boss: i32) -> Result<Vec<staff::Model>, DbErr> {
    let sql = "WITH RECURSIVE branch AS ( \
                   SELECT id, name, boss_id FROM staff WHERE id = $1 \
                   UNION ALL \
                   SELECT staff.id, staff.name, staff.boss_id \
                   FROM staff JOIN branch ON staff.boss_id = branch.id \
               ) SELECT id, name, boss_id FROM branch ORDER BY id";
    let backend = db.get_database_backend();
    let sql = Statement::from_sql_and_values(backend, sql, [boss.into()]);
    staff::Entity::find().from_raw_sql(sql).all(db).await
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "finding_a_link_recursively_says_relation_cte_does_not_exist.rs"
        ),
        heading: "`relation \"cte\" does not exist`",
        also: &[],
        given: "Bob (2) is the boss of Dan and Eve, and Dan is the boss of Fay. You want Bob and \
                everyone below him.",
        instead: "Write the recursive query yourself, in SQL or [with the query \
                  builder](../shapes/staff-boss.md).",
        cause: "`find_linked_recursive` and `find_with_linked_recursive` leave out the keyword \
                RECURSIVE (`find_linked_recursive` in `sea-orm/src/entity/link.rs`). PostgreSQL \
                needs it; SQLite doesn't. The query also starts with the reports, so on SQLite Bob \
                himself is missing.",
    };
    trap.on_both(async |db, trap| {
        staff_boss::schema(db).await.unwrap();
        staff_boss::create_from_the_boss(db).await.unwrap();
        let bob = staff::Entity::find_by_id(2).require_one(db).await.unwrap();
        trap.entity("impl Linked for Reports");
        trap.forget();
        trap.wrong("wrong", said(wrong(db, bob).await));
        trap.right("right", rows(right(db, 2).await.unwrap()));
    })
    .await;
}

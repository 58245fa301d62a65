//! A one-to-one within one table, read backward.

use harness::source;
use sea_orm::{DbConn, DbErr, EntityTrait, LoaderTrait};
use shapes::one_to_one::successor::{self, person};

use crate::traps::{Trap, said, table};

async fn wrong(db: &DbConn) -> Result<usize, DbErr> {
    let people = person::Entity::find().order_by_id_asc().all(db).await?;
    let relation = person::Relation::Predecessor;
    let predecessors = people.load_self(person::Entity, relation, db).await?;
    Ok(predecessors.into_iter().flatten().count())
}

/// UNIQUE on `successor_id` keeps each list at one row.
async fn right(db: &DbConn) -> Result<Vec<(String, String)>, DbErr> {
    let people = person::Entity::find().order_by_id_asc().all(db).await?;
    let relation = person::Relation::Predecessor;
    let lists = people.load_self_many(person::Entity, relation, db).await?;
    let pairs = people.into_iter().zip(lists).flat_map(|(person, list)| {
        let name = person.name;
        list.into_iter().map(move |before| (name.clone(), before.name))
    });
    Ok(pairs.collect())
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "loading_a_has_one_of_the_entity_itself_says_must_be_belongs_to.rs"
        ),
        heading: "`Relation must be belongs_to`",
        also: &[],
        given: "Bob is the successor of Ann: `successor_id` is a foreign key to the same table, and it \
                is unique.",
        instead: "Read the reverse side as a list, with `load_self_many` or a `HasMany<Entity>` field.",
        cause: "`load_self` accepts only the relation at the end that has the foreign key \
                (`check_self_ref` in `sea-orm/src/query/loader.rs`). A `self_ref` field for the \
                other side must be a `HasMany<Entity>`, not a `HasOne`.",
    };
    trap.on_both(async |db, trap| {
        successor::schema(db).await.unwrap();
        successor::create_pair(db, "Ann", "Bob").await.unwrap();
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        let people = right(db).await.unwrap().into_iter();
        let people = people.map(<[String; 2]>::from).collect();
        trap.right("right", table(["person", "predecessor"], people));
    })
    .await;
}

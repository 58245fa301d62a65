//! A new link that has nothing but its keys, saved.

use harness::source;
use many_to_many_secondary::entity::student_course;
use sea_orm::{ActiveModelTrait, DbConn, DbErr, Set};

use crate::traps::{Trap, fixtures::bare_links, rows, said};

async fn wrong(db: &DbConn) -> Result<student_course::ActiveModel, DbErr> {
    let link = student_course::ActiveModel {
        student_id: Set(1),
        course_id: Set(1),
    };
    link.save(db).await
}

async fn right(db: &DbConn) -> Result<student_course::Model, DbErr> {
    let link = student_course::ActiveModel {
        student_id: Set(1),
        course_id: Set(1),
    };
    link.insert(db).await
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "saving_a_bare_link_says_failed_to_find_updated_item.rs"
        ),
        heading: "`Failed to find updated item`",
        also: &["`RecordNotFound`"],
        given: "Alice is a student and Math 101 is a course. The join table has two columns, \
                `student_id` and `course_id`.",
        instead: "Insert a link with `insert`, or add the course to the student's list.",
        cause: "SeaORM assumes a row exists as soon as its whole primary key is set, so `save` \
                tries an update. The link has no column besides its key, so there is nothing to \
                update: SeaORM only reads the row back (`find_updated_model_by_id` in \
                `sea-orm/src/executor/update.rs`) and doesn't find it.",
    };
    trap.on_both(async |db, trap| {
        bare_links(db).await;
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.right("right", rows([right(db).await.unwrap()]));
    })
    .await;
}

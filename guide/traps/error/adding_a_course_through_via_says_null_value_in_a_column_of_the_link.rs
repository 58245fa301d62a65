//! A link whose table has a column that is NOT NULL, written through `via`.

use harness::source;
use sea_orm::{
    DbConn, DbErr, EntityLoaderTrait, EntityTrait, IntoActiveModel,
    entity::prelude::Date,
};

use crate::traps::{Trap, all, said};

mod student {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "student")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(has_many, via = "student_course")]
        pub courses: HasMany<super::course::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod course {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "course")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub title: String,
        #[sea_orm(has_many, via = "student_course")]
        pub students: HasMany<super::student::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod student_course {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "student_course")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub student_id: i32,
        #[sea_orm(primary_key)]
        pub course_id: i32,
        pub enrolled_on: Date,
        #[sea_orm(belongs_to, from = "student_id", to = "id")]
        pub student: BelongsTo<super::student::Entity>,
        #[sea_orm(belongs_to, from = "course_id", to = "id")]
        pub course: BelongsTo<super::course::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

async fn wrong(db: &DbConn) -> Result<(), DbErr> {
    let math = course::Entity::find_by_id(1).require_one(db).await?;
    let alice = student::Entity::find_by_id(1).require_one(db).await?;
    let alice = alice.into_ex().into_active_model();
    alice.add_course(math.into_ex()).save(db).await?;
    Ok(())
}

/// Nothing is added here: SeaORM inserts the existing links again.
async fn wrong_unchanged(db: &DbConn) -> Result<(), DbErr> {
    let alice = student::Entity::load().filter_by_id(1).with(course::Entity);
    let alice = alice.one(db).await?.unwrap();
    alice.into_active_model().save(db).await?;
    Ok(())
}

async fn right(db: &DbConn, course: i32, on: Date) -> Result<(), DbErr> {
    student_course::ActiveModel::builder()
        .set_student_id(1)
        .set_course_id(course)
        .set_enrolled_on(on)
        .insert(db)
        .await?;
    Ok(())
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "adding_a_course_through_via_says_null_value_in_a_column_of_the_link.rs"
        ),
        heading: "`violates not-null constraint`: a link",
        also: &["`NOT NULL constraint failed`"],
        given: "The link's column `enrolled_on` is NOT NULL and has no default. Alice takes \
                Physics 101 (2) already; you add Math 101 (1).",
        instead: "Insert the link itself if it has columns of its own, or give each NOT NULL \
                  column a default: in the database, or in `new()` of the link's \
                  `ActiveModelBehavior`.",
        cause: "Through `via`, SeaORM inserts a link with its two keys and what `new()` and \
                `before_save` of the link's `ActiveModelBehavior` set: here, nothing \
                (`establish_links` in `sea-orm/src/entity/active_model.rs`). It also inserts the \
                existing links again, with ON CONFLICT DO NOTHING, so even saving an unchanged \
                student with her loaded courses fails.",
    };
    trap.on_both(async |db, trap| {
        let schema = db.get_schema_builder().register(student::Entity);
        let schema = schema.register(course::Entity);
        schema.register(student_course::Entity).apply(db).await.unwrap();
        let alice = student::ActiveModel::builder().set_name("Alice");
        alice.insert(db).await.unwrap();
        for title in ["Math 101", "Physics 101"] {
            let course = course::ActiveModel::builder().set_title(title);
            course.insert(db).await.unwrap();
        }
        let on = Date::from_ymd_opt(2026, 9, 1).unwrap();
        right(db, 2, on).await.unwrap();
        trap.forget();
        trap.entity("student_course::Model");
        trap.wrong("wrong", said(wrong(db).await));
        trap.wrong("wrong_unchanged", said(wrong_unchanged(db).await));
        trap.right("right", said(right(db, 1, on).await));
        trap.then(
            "student_course afterwards",
            all(student_course::Entity, db).await,
        );
    })
    .await;
}

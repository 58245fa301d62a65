//! What `via` does with the link's `ActiveModelBehavior`.

use std::cell::RefCell;

use sea_orm::{
    ActiveModelTrait, DatabaseConnection, DbErr, EntityTrait, IntoActiveModel,
    Set,
};

use testing::{Kind, TestDatabase};

/// Has a `via`, and no list of the links.
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

/// Has both.
mod course {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "course")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub title: String,
        #[sea_orm(has_many)]
        pub enrollments: HasMany<super::student_course::Entity>,
        #[sea_orm(has_many, via = "student_course")]
        pub students: HasMany<super::student::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod student_course {
    use sea_orm::{Set, entity::prelude::*};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "student_course")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub student_id: i32,
        #[sea_orm(primary_key)]
        pub course_id: i32,
        pub enrolled_on: Date,
        pub grade: Option<i32>,
        #[sea_orm(belongs_to, from = "student_id", to = "id")]
        pub student: BelongsTo<super::student::Entity>,
        #[sea_orm(belongs_to, from = "course_id", to = "id")]
        pub course: BelongsTo<super::course::Entity>,
    }

    #[async_trait::async_trait]
    impl ActiveModelBehavior for ActiveModel {
        fn new() -> Self {
            Self {
                enrolled_on: Set(super::day()),
                ..ActiveModelTrait::default()
            }
        }

        async fn before_save<C: ConnectionTrait>(
            mut self,
            _: &C,
            _: bool,
        ) -> Result<Self, DbErr> {
            super::ran("before_save");
            match self.course_id.try_as_ref() {
                Some(&super::CLOSED) => {
                    Err(DbErr::Custom("the course is closed".to_owned()))
                }
                Some(&super::GRADED) => {
                    self.grade = Set(Some(0));
                    Ok(self)
                }
                _ => Ok(self),
            }
        }

        async fn after_save<C: ConnectionTrait>(
            model: Model,
            _: &C,
            _: bool,
        ) -> Result<Model, DbErr> {
            super::ran("after_save");
            Ok(model)
        }

        async fn before_delete<C: ConnectionTrait>(
            self,
            _: &C,
        ) -> Result<Self, DbErr> {
            super::ran("before_delete");
            match self.grade.try_as_ref() {
                Some(Some(_)) => {
                    Err(DbErr::Custom("a grade is kept".to_owned()))
                }
                _ => Ok(self),
            }
        }

        async fn after_delete<C: ConnectionTrait>(
            self,
            _: &C,
        ) -> Result<Self, DbErr> {
            super::ran("after_delete");
            Ok(self)
        }
    }
}

/// A course in which a student begins with 0 points.
const GRADED: i32 = 2;

/// A course that no link may be added to.
const CLOSED: i32 = 3;

fn day() -> sea_orm::entity::prelude::Date {
    sea_orm::entity::prelude::Date::from_ymd_opt(2026, 9, 1).unwrap()
}

thread_local! {
    /// The hooks that ran since [`school`] or [`hooks`] was last called. One test at a time runs on a thread.
    static RAN: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

fn ran(hook: &'static str) {
    RAN.with_borrow_mut(|ran| ran.push(hook));
}

fn hooks() -> Vec<&'static str> {
    RAN.take()
}

/// Alice (1), and courses 1, 2 and 3.
async fn school(kind: Kind) -> (TestDatabase, DatabaseConnection) {
    // The test before this one on the same thread may have left some.
    hooks();
    let database = TestDatabase::empty(kind).await;
    let db = database.open("claims").await;
    let schema = db.get_schema_builder().register(student::Entity);
    let schema = schema.register(course::Entity);
    schema.register(student_course::Entity).apply(&db).await.unwrap();
    let alice = student::ActiveModel::builder().set_name("Alice");
    alice.insert(&db).await.unwrap();
    for title in ["Math 101", "Physics 101", "Art 101"] {
        let course = course::ActiveModel::builder().set_title(title);
        course.insert(&db).await.unwrap();
    }
    (database, db)
}

async fn course(db: &DatabaseConnection, id: i32) -> course::Model {
    course::Entity::find_by_id(id).require_one(db).await.unwrap()
}

async fn alice(db: &DatabaseConnection) -> student::ActiveModelEx {
    let alice = student::Entity::find_by_id(1).require_one(db).await.unwrap();
    alice.into_ex().into_active_model()
}

async fn add(db: &DatabaseConnection, id: i32) -> Result<(), DbErr> {
    let course = course(db, id).await.into_ex();
    alice(db).await.add_course(course).save(db).await.map(drop)
}

async fn replace(db: &DatabaseConnection, id: i32) -> Result<(), DbErr> {
    let course = course(db, id).await.into_ex().into_active_model();
    let mut alice = alice(db).await;
    alice.courses.replace_all([course]);
    alice.save(db).await.map(drop)
}

async fn grade(db: &DatabaseConnection) {
    let link = student_course::Entity::find_by_id((1, 1))
        .require_one(db)
        .await
        .unwrap();
    let mut link = link.into_active_model();
    link.grade = Set(Some(95));
    link.update(db).await.unwrap();
    hooks();
}

/// Course and grade of each link.
async fn links(db: &DatabaseConnection) -> Vec<(i32, Option<i32>)> {
    let links = student_course::Entity::find()
        .order_by_id_asc()
        .all(db)
        .await
        .unwrap();
    links.iter().map(|link| (link.course_id, link.grade)).collect()
}

async fn via_inserts_what_new_of_the_link_sets(kind: Kind) {
    let (_database, db) = school(kind).await;
    add(&db, 1).await.unwrap();
    let link = student_course::Entity::find_by_id((1, 1))
        .require_one(&db)
        .await
        .unwrap();
    assert_eq!(link.enrolled_on, day());
}

async fn via_runs_the_hooks_of_the_link(kind: Kind) {
    let (_database, db) = school(kind).await;
    add(&db, 1).await.unwrap();
    assert_eq!(hooks(), ["before_save", "after_save"]);
    replace(&db, GRADED).await.unwrap();
    assert_eq!(
        hooks(),
        ["before_delete", "after_delete", "before_save", "after_save"]
    );
    assert_eq!(links(&db).await, [(GRADED, Some(0))]);
}

async fn the_hooks_of_a_link_can_refuse_a_write_through_via(kind: Kind) {
    let (_database, db) = school(kind).await;
    let refused = add(&db, CLOSED).await.unwrap_err();
    assert_eq!(refused.to_string(), "Custom Error: the course is closed");
    add(&db, 1).await.unwrap();
    grade(&db).await;
    let refused = replace(&db, GRADED).await.unwrap_err();
    assert_eq!(refused.to_string(), "Custom Error: a grade is kept");
    assert_eq!(links(&db).await, [(1, Some(95))]);
}

async fn deleting_a_loaded_parent_runs_the_hooks_of_a_has_many_and_not_of_via(
    kind: Kind,
) {
    let (_database, db) = school(kind).await;
    add(&db, 1).await.unwrap();
    grade(&db).await;
    let refused = course(&db, 1).await.into_ex().delete(&db).await.unwrap_err();
    assert_eq!(refused.to_string(), "Custom Error: a grade is kept");
    assert_eq!(hooks(), ["before_delete"]);

    let student =
        student::Entity::find_by_id(1).require_one(&db).await.unwrap();
    student.into_ex().delete(&db).await.unwrap();
    assert_eq!(hooks(), [""; 0]);
    assert_eq!(links(&db).await, []);
}

testing::tests![
    via_inserts_what_new_of_the_link_sets,
    via_runs_the_hooks_of_the_link,
    the_hooks_of_a_link_can_refuse_a_write_through_via,
    deleting_a_loaded_parent_runs_the_hooks_of_a_has_many_and_not_of_via,
];

//! Many students have one classroom: the same shape as one-to-many, told from
//! the side of the many. Each side is read by a query of its own, which
//! `load_one` and `load_many` bring together.

use harness::{Done, Lesson, Recorder, steps};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    EntityTrait, LoaderTrait, QueryOrder, Set, TransactionTrait, Unchanged,
};

/// The many: it has the foreign key, so the lesson begins here.
pub mod student {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "student")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        /// The foreign key. One column holds one value, so a student has one
        /// classroom.
        #[sea_orm(indexed)]
        pub classroom_id: i32,
        /// Many-to-one: the classroom that `classroom_id` points to. RESTRICT:
        /// the students have to move before you delete the room.
        #[sea_orm(
            belongs_to,
            from = "classroom_id",
            to = "id",
            on_delete = "Restrict"
        )]
        pub classroom: BelongsTo<super::classroom::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The one.
pub mod classroom {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "classroom")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        /// The sign on the door.
        #[sea_orm(unique)]
        pub door: String,
        /// One-to-many: the students who sit here.
        #[sea_orm(has_many)]
        pub students: HasMany<super::student::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- student-classroom` runs.
pub const LESSON: Lesson = Lesson {
    name: "student-classroom",
    about: "Many students have one classroom.",
    tables: &["student", "classroom"],
    sample: None,
    steps: steps![
        here: schema_step, create_step, create_from_the_student_step,
        read_from_students_step, read_from_classrooms_step, move_student_step,
        delete_step,
    ],
};

/// Classrooms, numbered from 1 in this order. B2 is empty.
const CLASSROOMS: [&str; 5] = ["A1", "A2", "B1", "B2", "Gym"];

/// Students, numbered from 1 in this order, and the number of their classroom.
const STUDENTS: [(&str, i32); 5] = [
    ("Eve", 1),
    ("Dave", 2),
    ("Alice", 1),
    ("Carol", 3),
    ("Bob", 5),
];

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(student::Entity)
        .register(classroom::Entity)
        .apply(db)
        .await
}

/// # Schema
///
/// SeaORM creates both tables from the entities. Many-to-one and one-to-many
/// are the same tables: the foreign key is in the table of the many, here
/// `student`.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["student", "classroom"]).await
}

/// Inserts classrooms before students.
pub async fn create(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let classrooms = CLASSROOMS.map(|door| classroom::ActiveModel {
        door: Set(door.to_owned()),
        ..Default::default()
    });
    classroom::Entity::insert_many(classrooms).exec(db).await?;

    let students = STUDENTS.map(|(name, classroom_id)| student::ActiveModel {
        name: Set(name.to_owned()),
        classroom_id: Set(classroom_id),
        ..Default::default()
    });
    student::Entity::insert_many(students).exec(db).await?;
    Ok(())
}

/// # Create
///
/// You insert the classrooms before the students, with one INSERT per table. B2
/// has no student.
async fn create_step(show: &mut Recorder) -> Done {
    show.ran(create(show.db()).await?).await
}

/// Inserts a student of a stored classroom, from the student's side.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such door.
pub async fn create_from_the_student(
    db: &(impl ConnectionTrait + TransactionTrait),
    name: &str,
    door: &str,
) -> Result<student::ModelEx, DbErr> {
    let classroom =
        classroom::Entity::find_by_door(door).require_one(db).await?;
    student::ActiveModel::builder()
        .set_name(name)
        .set_classroom(classroom.into_ex())
        .insert(db)
        .await
}

/// # Create from the student
///
/// You set Frank's classroom, and SeaORM fills in `classroom_id`.
/// `find_by_door` exists because `door` is unique. `insert` returns Frank with
/// his classroom.
async fn create_from_the_student_step(show: &mut Recorder) -> Done {
    let frank = create_from_the_student(show.db(), "Frank", "A2").await?;
    let door = frank.classroom.as_ref().map(|room| &room.door);
    let rows = [(&frank.name, door)];
    show.table(
        "Frank, as `insert` returned him",
        ["student", "classroom"],
        rows,
    )
    .await
}

/// Every student with the classroom, ordered by the student's id.
pub async fn read_from_students(
    db: &impl ConnectionTrait,
) -> Result<Vec<(student::Model, Option<classroom::Model>)>, DbErr> {
    let students = student::Entity::find().order_by_id_asc().all(db).await?;
    let classrooms = students.load_one(classroom::Entity, db).await?;
    Ok(students.into_iter().zip(classrooms).collect())
}

/// # Read from the students
///
/// Your SELECT reads the students, and `load_one` sends one more for all their
/// classrooms. It returns one classroom per student, in the order of the
/// students.
async fn read_from_students_step(show: &mut Recorder) -> Done {
    let students = read_from_students(show.db()).await?;
    let rows = students.iter().map(|(student, room)| {
        (&student.name, room.as_ref().map(|room| &room.door))
    });
    show.table("Every student", ["student", "classroom"], rows).await
}

/// Every classroom with its students, ordered by the classroom's id, then by
/// the student's name.
pub async fn read_from_classrooms(
    db: &impl ConnectionTrait,
) -> Result<Vec<(classroom::Model, Vec<student::Model>)>, DbErr> {
    let rooms = classroom::Entity::find().order_by_id_asc().all(db).await?;
    let by_name = student::Entity::find().order_by_asc(student::COLUMN.name);
    let students = rooms.load_many(by_name, db).await?;
    Ok(rooms.into_iter().zip(students).collect())
}

/// # Read from the classrooms
///
/// `load_many` takes a query, so you can filter the students of each room or,
/// as here, order them by name. The entity loader always orders them by their
/// primary key. B2 has an empty list.
async fn read_from_classrooms_step(show: &mut Recorder) -> Done {
    let rooms = read_from_classrooms(show.db()).await?;
    let rows = rooms.iter().map(|(room, students)| {
        (&room.door, students.iter().map(|student| &student.name))
    });
    show.table("Every classroom", ["classroom", "students"], rows).await
}

/// Moves a student to another classroom: one UPDATE of the foreign key, without
/// reading the student first.
pub async fn move_student(
    db: &impl ConnectionTrait,
    student_id: i32,
    classroom_id: i32,
) -> Result<student::Model, DbErr> {
    student::ActiveModel {
        id: Unchanged(student_id),
        classroom_id: Set(classroom_id),
        ..Default::default()
    }
    .update(db)
    .await
}

/// # Move
///
/// Carol moves from B1 to B2. The relationship is one column of her row, so one
/// UPDATE changes it for both ends. `update` returns the whole row, with the
/// name that you didn't set.
async fn move_student_step(show: &mut Recorder) -> Done {
    let carol = move_student(show.db(), 4, 4).await?;
    show.rows("Carol, as `update` returned her", [carol]).await
}

/// Deletes a classroom.
pub async fn delete_classroom(
    db: &impl ConnectionTrait,
    door: &str,
) -> Result<DeleteResult, DbErr> {
    classroom::Entity::delete_by_door(door).exec(db).await
}

/// # Delete
///
/// B1 is empty now, so you can delete it. ON DELETE RESTRICT rejects the DELETE
/// of A1, which has students.
async fn delete_step(show: &mut Recorder) -> Done {
    show.ran(delete_classroom(show.db(), "B1").await?).await?;
    let refused = delete_classroom(show.db(), "A1").await;
    show.refused("delete A1, which has students", refused).await
}

//! Many students have one classroom: the same shape as one-to-many, told from
//! the side of the many. Each side is read by a query of its own, which
//! `load_one` and `load_many` bring together.

use harness::{Lesson, Recorder, columns, source, steps};
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
        /// Many-to-one: the classroom that `classroom_id` points to. RESTRICT: the
        /// students have to move before a room is deleted.
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
    steps: steps![
        schema: schema_step,
        create: create_step,
        create_from_the_student: create_from_the_student_step,
        read_from_students: read_from_students_step,
        read_from_classrooms: read_from_classrooms_step,
        move_student: move_student_step,
        delete: delete_step,
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

async fn schema_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The tables are created from the entities. Many-to-one or one-to-many: the foreign key is \
         in the table of the many, here student.",
    );
    lesson.code(source!("student_classroom.rs"), "student::Model")?;
    lesson.code(source!("student_classroom.rs"), "classroom::Model")?;
    lesson.code(source!("student_classroom.rs"), "schema")?;
    schema(db).await?;
    lesson.done("Tables and indexes created");
    lesson.columns(db, student::Entity).await?;
    lesson.columns(db, classroom::Entity).await?;
    Ok(())
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

async fn create_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create",
        "Classrooms before students, one INSERT per table. B2 has no student.",
    );
    lesson.code(source!("student_classroom.rs"), "create")?;
    create(db).await?;
    lesson.done("Tables filled");
    let classrooms =
        classroom::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("classroom", classrooms);
    let students = student::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("student", students);
    Ok(())
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

async fn create_from_the_student_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the student",
        "Frank sets his classroom, and SeaORM fills in `classroom_id`. `find_by_door` exists \
         because `door` is unique.",
    );
    lesson.code(source!("student_classroom.rs"), "create_from_the_student")?;
    let frank = create_from_the_student(db, "Frank", "A2").await?;
    let row = FromStudent {
        student: frank.name,
        classroom: frank.classroom.into_option().map(|room| room.door),
    };
    lesson.rows("Frank, as `insert` returned him", [row]);
    Ok(())
}

/// Every student with the classroom, ordered by the student's id.
pub async fn read_from_students(
    db: &impl ConnectionTrait,
) -> Result<Vec<(student::Model, Option<classroom::Model>)>, DbErr> {
    let students = student::Entity::find().order_by_id_asc().all(db).await?;
    let classrooms = students.load_one(classroom::Entity, db).await?;
    Ok(students.into_iter().zip(classrooms).collect())
}

async fn read_from_students_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the students",
        "Two SELECTs: yours reads the students, and `load_one` reads all their classrooms. It \
         returns one classroom per student, in the order of the students.",
    );
    lesson.code(source!("student_classroom.rs"), "read_from_students")?;
    let students = read_from_students(db).await?;
    let rows = students.into_iter().map(|(student, room)| FromStudent {
        student: student.name,
        classroom: room.map(|room| room.door),
    });
    lesson.rows("Every student with their classroom", rows);
    Ok(())
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

async fn read_from_classrooms_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the classrooms",
        "`load_many` takes a query, so you can filter the students of each room or, as here, order \
         them by name. The entity loader always orders them by their primary key. B2 has an empty \
         list.",
    );
    lesson.code(source!("student_classroom.rs"), "read_from_classrooms")?;
    let rooms = read_from_classrooms(db).await?;
    let rows = rooms.into_iter().map(|(room, students)| FromClassroom {
        classroom: room.door,
        students: students.into_iter().map(|one| one.name).collect(),
    });
    lesson.rows("Every classroom with its students", rows);
    Ok(())
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

async fn move_student_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Move",
        "Carol moves from B1 to B2. The relationship is one column of her row, so one UPDATE \
         changes it for both ends.",
    );
    lesson.code(source!("student_classroom.rs"), "move_student")?;
    let carol = move_student(db, 4, 4).await?;
    lesson.rows("Carol, as `update` returned her", [carol]);
    Ok(())
}

/// Deletes a classroom.
pub async fn delete_classroom(
    db: &impl ConnectionTrait,
    door: &str,
) -> Result<DeleteResult, DbErr> {
    classroom::Entity::delete_by_door(door).exec(db).await
}

async fn delete_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Delete",
        "B1 is empty now and can be deleted. ON DELETE RESTRICT rejects the DELETE of A1, which \
         has students.",
    );
    lesson.code(source!("student_classroom.rs"), "delete_classroom")?;
    delete_classroom(db, "B1").await?;
    lesson.done("B1 deleted");
    let a1 = delete_classroom(db, "A1").await.map(drop);
    lesson.refused([("delete A1, which has students", a1)])?;
    let classrooms =
        classroom::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("classroom afterwards", classrooms);
    Ok(())
}

/// A student with the classroom's door.
struct FromStudent {
    student: String,
    classroom: Option<String>,
}

columns!(FromStudent: student, classroom);

/// A classroom with the names of its students.
struct FromClassroom {
    classroom: String,
    students: Vec<String>,
}

columns!(FromClassroom: classroom, students);

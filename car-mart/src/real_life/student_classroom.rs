//! Many students to one classroom: the same shape as one-to-many, told from the side of the many.
//! Read with a query of its own for each side, which `load_one` and `load_many` bring together.

use lesson::Lesson;
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, DbErr, EntityTrait, LoaderTrait, QueryOrder, Set,
    Unchanged,
};

/// The many: here is the foreign key, so here the lesson begins.
pub mod student {
    use sea_orm::entity::prelude::*;

    /// A student: many-to-one to the classroom.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "student")]
    pub struct Model {
        /// Counted up by the database.
        #[sea_orm(primary_key)]
        pub id: i32,
        /// Not unique: two students may well share a name.
        pub name: String,
        /// The foreign key: one column holds one value, so a student has one classroom.
        #[sea_orm(indexed)]
        pub classroom_id: i32,
        /// Many-to-one: the classroom that `classroom_id` names. Restrict: a room can be closed
        /// only after its students have moved.
        #[sea_orm(belongs_to, from = "classroom_id", to = "id", on_delete = "Restrict")]
        pub classroom: BelongsTo<super::classroom::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The one.
pub mod classroom {
    use sea_orm::entity::prelude::*;

    /// A classroom.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "classroom")]
    pub struct Model {
        /// Counted up by the database.
        #[sea_orm(primary_key)]
        pub id: i32,
        /// What stands on the door. No two doors say the same.
        #[sea_orm(unique)]
        pub door: String,
        /// One-to-many, the way back: the students who sit here. Without this field many-to-one
        /// would work all the same.
        #[sea_orm(has_many)]
        pub students: HasMany<super::student::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Classrooms, numbered from 1 in this order. B2 is empty.
const CLASSROOMS: [&str; 5] = ["A1", "A2", "B1", "B2", "Gym"];

/// Students and the number of their classroom.
const STUDENTS: [(&str, i32); 5] = [
    ("Eve", 1),
    ("Dave", 2),
    ("Alice", 1),
    ("Carol", 3),
    ("Bob", 5),
];

/// A student with the one classroom.
struct FromStudent {
    student: String,
    classroom: Option<String>,
}

lesson::columns!(FromStudent: student, classroom);

/// A classroom with its list.
struct FromClassroom {
    classroom: String,
    students: Vec<String>,
}

lesson::columns!(FromClassroom: classroom, students);

/// Writes the lesson down.
///
/// # Errors
///
/// Whatever the database reports; and if it accepts a write that it should refuse.
pub async fn run(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    schema(db, lesson).await?;
    create(db, lesson).await?;
    read_from_the_student(db, lesson).await?;
    read_from_the_classroom(db, lesson).await?;
    move_to_another_classroom(db, lesson).await
}

async fn schema(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The tables are made from the entities. Whether it is called many-to-one or one-to-many, \
         the foreign key stands in the table of the many.",
    );
    db.get_schema_builder()
        .register(student::Entity)
        .register(classroom::Entity)
        .apply(db)
        .await?;
    lesson.done("Two tables and an index made");
    lesson.columns(student::Entity);
    lesson.columns(classroom::Entity);
    Ok(())
}

async fn create(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step("Create", "Classrooms before students, one INSERT a table.");
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
    lesson.done("Two tables filled");
    let classrooms = classroom::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("classroom", &classrooms);
    let students = student::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("student", &students);
    Ok(())
}

async fn read_from_the_student(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the student",
        "Two SELECTs: yours for the students, and that of load_one for the classrooms of all of \
         them. It returns one classroom a student, in the students' order.",
    );
    let students = student::Entity::find().order_by_id_asc().all(db).await?;
    let rooms = students.load_one(classroom::Entity, db).await?;
    let pairs = students.into_iter().zip(rooms);
    let lines = pairs.map(|(student, room)| FromStudent {
        student: student.name,
        classroom: room.map(|room| room.door),
    });
    lesson.rows("Every student's classroom", &lines.collect::<Vec<_>>());
    Ok(())
}

async fn read_from_the_classroom(
    db: &DatabaseConnection,
    lesson: &mut Lesson,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the classroom",
        "load_many takes a query, so the students of each room can be filtered or, as here, \
         ordered by name; the entity loader always orders them by their key. B2 has an empty list.",
    );
    let rooms = classroom::Entity::find().order_by_id_asc().all(db).await?;
    let by_name = student::Entity::find().order_by_asc(student::Column::Name);
    let students = rooms.load_many(by_name, db).await?;
    let pairs = rooms.into_iter().zip(students);
    let lines = pairs.map(|(room, students)| FromClassroom {
        classroom: room.door,
        students: students.into_iter().map(|student| student.name).collect(),
    });
    lesson.rows("Every classroom's students", &lines.collect::<Vec<_>>());
    Ok(())
}

async fn move_to_another_classroom(
    db: &DatabaseConnection,
    lesson: &mut Lesson,
) -> Result<(), DbErr> {
    lesson.step(
        "Move",
        "Carol goes to B2: one UPDATE of her foreign key, without reading her first, and both ends \
         have changed. Now B1 is empty and can be closed; A1 can't.",
    );
    let carol = student::ActiveModel {
        id: Unchanged(4),
        classroom_id: Set(4),
        ..Default::default()
    };
    carol.update(db).await?;
    lesson.done("Carol moved");
    let students = student::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("student afterwards", &students);
    classroom::Entity::delete_by_id(3).exec(db).await?;
    lesson.done("B1 closed");
    let close_a1 = classroom::Entity::delete_by_id(1).exec(db).await;
    lesson.refused([("delete classroom 1, A1", close_a1.map(drop))])
}

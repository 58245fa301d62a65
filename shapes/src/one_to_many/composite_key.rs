//! A composite foreign key: two columns together point to a room.

use harness::{Lesson, Recorder, columns, source, steps, table::Deleted};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    EntityLoaderTrait, EntityTrait, IntoActiveModel, LoaderTrait, ModelTrait,
    TransactionTrait,
};

/// The one side, with a primary key of two columns.
pub mod room {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "room")]
    pub struct Model {
        /// Half of the primary key: the letter of the building.
        #[sea_orm(primary_key, auto_increment = false)]
        pub building: String,
        /// The other half. Every building has a room 1.
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub seats: i32,
        /// One-to-many.
        #[sea_orm(has_many)]
        pub bookings: HasMany<super::booking::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The many side, with a foreign key of two columns.
pub mod booking {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "booking")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        /// Half of the foreign key. The three columns with this `unique_key`
        /// form one index: it rejects a second booking of a room in a week, and
        /// a search by room can use it.
        #[sea_orm(unique_key = "room_week")]
        pub building: String,
        #[sea_orm(unique_key = "room_week")]
        pub number: i32,
        #[sea_orm(unique_key = "room_week")]
        pub week: i32,
        pub guest: String,
        /// Many-to-one. List the columns in the same order: SeaORM pairs them
        /// by position.
        #[sea_orm(
            belongs_to,
            from = "(building, number)",
            to = "(building, number)",
            on_delete = "Restrict"
        )]
        pub room: BelongsTo<super::room::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- composite-key` runs.
pub const LESSON: Lesson = Lesson {
    name: "composite-key",
    about: "A booking points to its room with two columns: a composite foreign \
            key.",
    tables: &["room", "booking"],
    steps: steps![
        schema: schema_step,
        create_from_the_room: create_from_the_room_step,
        create_from_the_booking: create_from_the_booking_step,
        read_from_rooms: read_from_rooms_step,
        read_from_bookings: read_from_bookings_step,
        read_one_room: read_one_room_step,
        move_a_booking: move_a_booking_step,
        refuse: refuse_step,
        save: save_step,
        delete: delete_step,
    ],
};

/// A room: building, number, seats, and its bookings by week and guest.
type Room = (&'static str, i32, i32, &'static [(i32, &'static str)]);

/// The rooms. C 1 has no booking: the empty side.
const ROOMS: [Room; 5] = [
    ("A", 1, 10, &[(1, "Alice"), (2, "Bob")]),
    ("A", 2, 20, &[(1, "Carol")]),
    ("B", 1, 15, &[(1, "Dave"), (3, "Eve")]),
    ("B", 2, 40, &[(2, "Frank")]),
    ("C", 1, 5, &[]),
];

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder()
        .register(room::Entity)
        .register(booking::Entity)
        .apply(db)
        .await
}

async fn schema_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "A room's primary key has two columns, so the foreign key has two \
         columns. It is one constraint on the pair, not two constraints.",
    );
    lesson.code(source!("composite_key.rs"), "room::Model")?;
    lesson.code(source!("composite_key.rs"), "booking::Model")?;
    lesson.code(source!("composite_key.rs"), "schema")?;
    schema(db).await?;
    lesson.done("Tables and indexes created");
    lesson.columns(db, room::Entity).await?;
    lesson.columns(db, booking::Entity).await?;
    Ok(())
}

/// Inserts each room with its bookings.
pub async fn create_from_the_room(
    db: &(impl ConnectionTrait + TransactionTrait),
) -> Result<(), DbErr> {
    for (building, number, seats, bookings) in ROOMS {
        let mut room = room::ActiveModel::builder()
            .set_building(building)
            .set_number(number)
            .set_seats(seats);
        for (week, guest) in bookings {
            let booking = booking::ActiveModel::builder();
            room = room.add_booking(booking.set_week(*week).set_guest(*guest));
        }
        room.insert(db).await?;
    }
    Ok(())
}

async fn create_from_the_room_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the room",
        "Each room is inserted with its bookings as one tree. SeaORM fills in \
         both columns of the foreign key.",
    );
    lesson.code(source!("composite_key.rs"), "create_from_the_room")?;
    create_from_the_room(db).await?;
    lesson.done("Five rooms and six bookings inserted");
    let rooms = room::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("room", rooms);
    let bookings = booking::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("booking", bookings);
    Ok(())
}

/// Inserts a booking of a stored room.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such room.
pub async fn create_from_the_booking(
    db: &(impl ConnectionTrait + TransactionTrait),
    (building, number): (&str, i32),
    week: i32,
    guest: &str,
) -> Result<booking::ModelEx, DbErr> {
    let key = (building.to_owned(), number);
    let room = room::Entity::find_by_id(key).require_one(db).await?;
    booking::ActiveModel::builder()
        .set_week(week)
        .set_guest(guest)
        .set_room(room.into_ex())
        .insert(db)
        .await
}

async fn create_from_the_booking_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the booking",
        "`find_by_id` takes the two halves as a tuple. `set_room` fills in \
         both columns.",
    );
    lesson.code(source!("composite_key.rs"), "create_from_the_booking")?;
    let booking = create_from_the_booking(db, ("B", 2), 4, "Grace").await?;
    lesson.rows(
        "The booking, as `insert` returned it",
        [booking::Model::from(booking)],
    );
    Ok(())
}

/// Every room with its bookings, ordered by building and number.
pub async fn read_from_rooms(
    db: &impl ConnectionTrait,
) -> Result<Vec<room::ModelEx>, DbErr> {
    room::Entity::load()
        .with(booking::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

async fn read_from_rooms_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the rooms",
        "The second SELECT compares pairs: `(building, number) IN ((…), (…))`. \
         C 1 has no booking.",
    );
    lesson.code(source!("composite_key.rs"), "read_from_rooms")?;
    let rooms = read_from_rooms(db).await?;
    let rows = rooms.into_iter().map(FromRoom::from);
    lesson.rows("Every room with its guests", rows);
    Ok(())
}

/// Every booking with its room, ordered by id.
pub async fn read_from_bookings(
    db: &impl ConnectionTrait,
) -> Result<Vec<booking::ModelEx>, DbErr> {
    booking::Entity::load()
        .with(room::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

async fn read_from_bookings_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the bookings",
        "From this end, the loader joins the room by both columns.",
    );
    lesson.code(source!("composite_key.rs"), "read_from_bookings")?;
    let bookings = read_from_bookings(db).await?;
    let rows = bookings.into_iter().map(FromBooking::from);
    lesson.rows("Every booking with the seats of its room", rows);
    Ok(())
}

/// The bookings of one room, ordered by id.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such room.
pub async fn bookings_of(
    db: &impl ConnectionTrait,
    building: &str,
    number: i32,
) -> Result<Vec<booking::Model>, DbErr> {
    let key = (building.to_owned(), number);
    let room = room::Entity::find_by_id(key).require_one(db).await?;
    room.find_related(booking::Entity).order_by_id_asc().all(db).await
}

/// The bookings of each of `rooms`, in the order of `rooms`.
pub async fn bookings_of_all(
    db: &impl ConnectionTrait,
    rooms: &[room::Model],
) -> Result<Vec<Vec<booking::Model>>, DbErr> {
    let by_id = booking::Entity::find().order_by_id_asc();
    rooms.load_many(by_id, db).await
}

async fn read_one_room_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from rooms that you have",
        "`find_related` starts from one room and `load_many` from several. \
         Both compare both columns.",
    );
    lesson.code(source!("composite_key.rs"), "bookings_of")?;
    let bookings = bookings_of(db, "B", 1).await?;
    lesson.rows("The bookings of B 1", bookings);
    let rooms = room::Entity::find().order_by_id_asc().all(db).await?;
    lesson.done("All rooms read");
    lesson.code(source!("composite_key.rs"), "bookings_of_all")?;
    let bookings = bookings_of_all(db, &rooms).await?;
    let rows = rooms.into_iter().zip(bookings);
    let rows = rows.map(|(room, bookings)| FromRoom {
        room: format!("{} {}", room.building, room.number),
        guests: bookings.into_iter().map(|booking| booking.guest).collect(),
    });
    lesson.rows("The guests of each room", rows);
    Ok(())
}

/// Gives a booking another room.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if the booking or the room is missing.
pub async fn move_booking(
    db: &(impl ConnectionTrait + TransactionTrait),
    id: i32,
    (building, number): (&str, i32),
) -> Result<booking::ModelEx, DbErr> {
    let booking = booking::Entity::find_by_id(id).require_one(db).await?;
    let key = (building.to_owned(), number);
    let room = room::Entity::find_by_id(key).require_one(db).await?;
    let booking = booking.into_ex().into_active_model();
    booking.set_room(room.into_ex()).update(db).await
}

async fn move_a_booking_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Update",
        "Alice moves from A 1 to B 2. `set_room` writes both columns in one \
         UPDATE, so the key never mixes two rooms.",
    );
    lesson.code(source!("composite_key.rs"), "move_booking")?;
    move_booking(db, 1, ("B", 2)).await?;
    lesson.done("Booking 1 moved");
    let bookings = booking::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("booking afterwards", bookings);
    Ok(())
}

/// Inserts a booking with a room's key, without checking that the room exists.
pub async fn insert_booking(
    db: &(impl ConnectionTrait + TransactionTrait),
    (building, number): (&str, i32),
    week: i32,
) -> Result<booking::ModelEx, DbErr> {
    booking::ActiveModel::builder()
        .set_building(building)
        .set_number(number)
        .set_week(week)
        .set_guest("Heidi")
        .insert(db)
        .await
}

/// Deletes a room by its key: one DELETE.
pub async fn delete_row(
    db: &impl ConnectionTrait,
    building: &str,
    number: i32,
) -> Result<DeleteResult, DbErr> {
    let key = (building.to_owned(), number);
    room::Entity::delete_by_id(key).exec(db).await
}

async fn refuse_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "Building C exists and number 2 exists, but there is no room C 2: the \
         constraint checks the pair. UNIQUE rejects a second booking of a room \
         in the same week. RESTRICT keeps a room that has bookings.",
    );
    lesson.code(source!("composite_key.rs"), "insert_booking")?;
    lesson.code(source!("composite_key.rs"), "delete_row")?;
    lesson.refused([
        (
            "book C 2, which does not exist",
            insert_booking(db, ("C", 2), 1).await.map(drop),
        ),
        (
            "book A 1 in week 2 again",
            insert_booking(db, ("A", 1), 2).await.map(drop),
        ),
        ("delete A 1", delete_row(db, "A", 1).await.map(drop)),
    ])
}

/// Saves a room that is not stored yet.
///
/// # Errors
///
/// Always: `save` updates a row whose whole primary key is set.
pub async fn save(
    db: &(impl ConnectionTrait + TransactionTrait),
) -> Result<room::ActiveModelEx, DbErr> {
    room::ActiveModel::builder()
        .set_building("C")
        .set_number(2)
        .set_seats(8)
        .save(db)
        .await
}

async fn save_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "`save` assumes that the row exists",
        "Nothing in this key is auto-increment, so you set all of it. SeaORM \
         assumes a row exists as soon as its whole primary key is set: `save` \
         sends an UPDATE, which finds no row. Use `insert` for a new room.",
    );
    lesson.code(source!("composite_key.rs"), "save")?;
    let error = save(db).await.err().map(|error| error.to_string());
    lesson.lines("C 2 is not saved", error.into_iter().collect());
    Ok(())
}

/// Deletes a room and its bookings: `delete` of a `ModelEx`.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such room.
pub async fn delete_with_bookings(
    db: &(impl ConnectionTrait + TransactionTrait),
    building: &str,
    number: i32,
) -> Result<DeleteResult, DbErr> {
    let key = (building.to_owned(), number);
    let room = room::Entity::find_by_id(key).require_one(db).await?;
    room.into_ex().delete(db).await
}

async fn delete_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Delete",
        "`delete` of a `ModelEx` deletes the bookings of B 1 first, one by \
         one, because their key can't be NULL. RESTRICT has nothing left to \
         refuse. rows_affected counts the bookings too.",
    );
    lesson.code(source!("composite_key.rs"), "delete_with_bookings")?;
    let deleted = delete_with_bookings(db, "B", 1).await?;
    lesson.rows("B 1 deleted", [Deleted::from(deleted)]);
    let rooms = read_from_rooms(db).await?;
    let rows = rooms.into_iter().map(FromRoom::from);
    lesson.rows("Every room with its guests afterwards", rows);
    Ok(())
}

/// A room with the guests who booked it.
struct FromRoom {
    room: String,
    guests: Vec<String>,
}

columns!(FromRoom: room, guests);

impl From<room::ModelEx> for FromRoom {
    fn from(room: room::ModelEx) -> Self {
        let bookings = room.bookings.into_iter();
        Self {
            room: format!("{} {}", room.building, room.number),
            guests: bookings.map(|booking| booking.guest).collect(),
        }
    }
}

/// A booking with the seats of its room.
struct FromBooking {
    guest: String,
    week: i32,
    room: String,
    seats: Option<i32>,
}

columns!(FromBooking: guest, week, room, seats);

impl From<booking::ModelEx> for FromBooking {
    fn from(booking: booking::ModelEx) -> Self {
        Self {
            guest: booking.guest,
            week: booking.week,
            room: format!("{} {}", booking.building, booking.number),
            seats: booking.room.into_option().map(|room| room.seats),
        }
    }
}

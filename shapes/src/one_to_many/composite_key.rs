//! A composite foreign key: two columns together point to a room.

use harness::{Done, Lesson, Recorder, steps};
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
    sample: None,
    steps: steps![
        here: schema_step, create_from_the_room_step,
        create_from_the_booking_step, read_from_rooms_step,
        read_from_bookings_step, read_one_room_step, move_a_booking_step,
        refuse_step, save_step, delete_step,
    ],
};

/// A room: building, number, seats, and its bookings by week and guest.
pub type Room = (&'static str, i32, i32, &'static [(i32, &'static str)]);

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

/// # Schema
///
/// A room's primary key has two columns, so the foreign key has two columns. It
/// is one constraint on the pair, not two constraints.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["room", "booking"]).await
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

/// # Create from the room
///
/// You insert each room with its bookings as one tree. SeaORM fills in both
/// columns of the foreign key. C 1 has no booking.
async fn create_from_the_room_step(show: &mut Recorder) -> Done {
    show.ran(create_from_the_room(show.db()).await?).await
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

/// # Create from the booking
///
/// `find_by_id` takes the two halves as a tuple. `set_room` fills in both
/// columns.
async fn create_from_the_booking_step(show: &mut Recorder) -> Done {
    create_from_the_booking(show.db(), ("B", 2), 4, "Grace").await?;
    show.done().await
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

/// # Read from the rooms
///
/// The second SELECT compares pairs: `(building, number) IN ((…), (…))`. C 1
/// has no booking.
async fn read_from_rooms_step(show: &mut Recorder) -> Done {
    let rooms = read_from_rooms(show.db()).await?;
    let rows = rooms.iter().map(|room| {
        let guests = room.bookings.iter().map(|booking| &booking.guest);
        (&room.building, room.number, guests)
    });
    show.table("Every room", ["building", "number", "guests"], rows).await
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

/// # Read from the bookings
///
/// From this end, the loader joins the room by both columns.
async fn read_from_bookings_step(show: &mut Recorder) -> Done {
    let bookings = read_from_bookings(show.db()).await?;
    let rows = bookings.iter().map(|one| {
        let seats = one.room.as_ref().map(|room| room.seats);
        (&one.guest, one.week, &one.building, one.number, seats)
    });
    let header = ["guest", "week", "building", "number", "seats"];
    show.table("Every booking, with the seats of its room", header, rows)
        .await
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

/// Every room with its bookings, in the order of their primary keys.
pub async fn bookings_of_all(
    db: &impl ConnectionTrait,
) -> Result<Vec<(room::Model, Vec<booking::Model>)>, DbErr> {
    let rooms = room::Entity::find().order_by_id_asc().all(db).await?;
    let by_id = booking::Entity::find().order_by_id_asc();
    let bookings = rooms.load_many(by_id, db).await?;
    Ok(rooms.into_iter().zip(bookings).collect())
}

/// # Read from rooms that you have
///
/// `find_related` starts from one room that you have, and `load_many` from
/// several. Both compare both columns.
async fn read_one_room_step(show: &mut Recorder) -> Done {
    let bookings = bookings_of(show.db(), "B", 1).await?;
    show.rows("The bookings of B 1", bookings).await?;
    let rooms = bookings_of_all(show.db()).await?;
    let rows = rooms.iter().map(|(room, bookings)| {
        let guests = bookings.iter().map(|booking| &booking.guest);
        (&room.building, room.number, guests)
    });
    show.table("Every room", ["building", "number", "guests"], rows).await
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

/// # Update
///
/// Alice moves from A 1 to B 2. `set_room` writes both columns in one UPDATE,
/// so the key never mixes two rooms.
async fn move_a_booking_step(show: &mut Recorder) -> Done {
    show.ran(move_booking(show.db(), 1, ("B", 2)).await?).await
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

/// # Refused
///
/// Building C exists and number 2 exists, but there is no room C 2: the
/// constraint checks the pair. UNIQUE rejects a second booking of a room in the
/// same week. RESTRICT keeps a room that has bookings.
async fn refuse_step(show: &mut Recorder) -> Done {
    let refused = insert_booking(show.db(), ("C", 2), 1).await;
    show.refused("book C 2, which does not exist", refused).await?;
    let refused = insert_booking(show.db(), ("A", 1), 2).await;
    show.refused("book A 1 in week 2 again", refused).await?;
    show.refused("delete A 1", delete_row(show.db(), "A", 1).await).await
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

/// # `save` assumes that the row exists
///
/// Nothing in this key is auto-increment, so you set all of it. SeaORM assumes
/// a row exists as soon as its whole primary key is set: `save` sends an
/// UPDATE, which finds no row. Use `insert` for a new room.
async fn save_step(show: &mut Recorder) -> Done {
    show.failed("C 2 is not saved", save(show.db()).await).await
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

/// # Delete
///
/// `delete` of a `ModelEx` deletes the bookings of B 1 first, one by one,
/// because their key can't be NULL. RESTRICT has nothing left to refuse.
/// `rows_affected` counts the bookings too.
async fn delete_step(show: &mut Recorder) -> Done {
    let deleted = delete_with_bookings(show.db(), "B", 1).await?;
    show.affected("What `delete` returned", deleted.rows_affected).await
}

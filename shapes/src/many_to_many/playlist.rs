//! Ordered links: a playlist has songs at positions. The unique key on playlist
//! and position allows one song per position, and makes moving a song harder.

use harness::{Done, Lesson, Recorder, steps};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr,
    DeleteResult, DerivePartialModel, EntityLoaderTrait, EntityTrait,
    ExprTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
    Set, TransactionSession, TransactionTrait, UpdateResult, sea_query::Expr,
};

/// One end.
#[allow(
    clippy::module_inception,
    reason = "the lesson has the name of its entity"
)]
pub mod playlist {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "playlist")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        /// One-to-many: each one leads to a song.
        #[sea_orm(has_many)]
        pub entries: HasMany<super::entry::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The other end.
pub mod song {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "song")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub title: String,
        /// One-to-many: each one leads to a playlist.
        #[sea_orm(has_many)]
        pub entries: HasMany<super::entry::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The links.
pub mod entry {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "entry")]
    pub struct Model {
        /// A key of its own: a playlist can have a song twice.
        #[sea_orm(primary_key)]
        pub id: i32,
        /// Without the unique key, two songs could have the same position.
        #[sea_orm(unique_key = "playlist_position")]
        pub playlist_id: i32,
        /// From 1. Negative while songs are being moved.
        #[sea_orm(unique_key = "playlist_position")]
        pub position: i32,
        #[sea_orm(indexed)]
        pub song_id: i32,
        #[sea_orm(
            belongs_to,
            from = "playlist_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub playlist: BelongsTo<super::playlist::Entity>,
        /// Restrict: deleting a song would leave a gap in the order.
        #[sea_orm(
            belongs_to,
            from = "song_id",
            to = "id",
            on_delete = "Restrict"
        )]
        pub song: BelongsTo<super::song::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- playlist` runs.
pub const LESSON: Lesson = Lesson {
    name: "playlist",
    about: "A playlist has songs in an order that can change.",
    tables: &["playlist", "song", "entry"],
    sample: None,
    steps: steps![
        here: schema_step, create_step, create_from_the_link_step,
        read_from_playlists_step, read_from_songs_step, refused_step,
        move_a_song_step, read_with_the_loader_step, insert_in_the_middle_step,
        remove_step, delete_step,
    ],
};

/// Songs. They get the ids 1 to 6. No playlist has the last one.
const SONGS: [&str; 6] = ["Amber", "Blue", "Coral", "Denim", "Ebony", "Fawn"];

// The ids of some playlists and songs.
const MORNING: i32 = 1;
const RUNNING: i32 = 2;
const AMBER: i32 = 1;
const EBONY: i32 = 5;
const FAWN: i32 = 6;

/// Creates the tables from the entities.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    // One builder per table, only to keep the printed order fixed: a single
    // builder works too, but creates independent tables in any order.
    let builder = || db.get_schema_builder();
    builder().register(playlist::Entity).apply(db).await?;
    builder().register(song::Entity).apply(db).await?;
    builder().register(entry::Entity).apply(db).await
}

/// # Schema
///
/// Rows of a table have no order, so the position is a column of the link. The
/// link has an id of its own, because a playlist can have a song twice.
/// Playlist and position together are UNIQUE.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["playlist", "song", "entry"]).await
}

/// Inserts the songs.
pub async fn create_songs(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let songs = SONGS.map(|title| song::ActiveModel {
        title: Set(title.to_owned()),
        ..Default::default()
    });
    song::Entity::insert_many(songs).exec(db).await?;
    Ok(())
}

/// Inserts a playlist with stored songs, in this order.
pub async fn create_playlist(
    db: &(impl ConnectionTrait + TransactionTrait),
    name: &str,
    songs: &[i32],
) -> Result<playlist::ModelEx, DbErr> {
    let mut playlist = playlist::ActiveModel::builder().set_name(name);
    for (position, song_id) in (1..).zip(songs) {
        playlist = playlist.add_entry(
            entry::ActiveModel::builder()
                .set_position(position)
                .set_song_id(*song_id),
        );
    }
    playlist.insert(db).await
}

/// # Create
///
/// A playlist is inserted with its entries as one tree. SeaORM doesn't number
/// them: the code sets each position. The last playlist has no songs.
async fn create_step(show: &mut Recorder) -> Done {
    show.ran(create_songs(show.db()).await?).await?;
    create_playlist(show.db(), "Morning", &[1, 2, 3, 4]).await?;
    create_playlist(show.db(), "Running", &[5, 1]).await?;
    create_playlist(show.db(), "Focus", &[3]).await?;
    create_playlist(show.db(), "Party", &[2, 5]).await?;
    create_playlist(show.db(), "Empty", &[]).await?;
    show.done().await
}

/// Adds a stored song at the end of a stored playlist, from the link's side.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such playlist or song.
pub async fn append(
    db: &(impl ConnectionTrait + TransactionTrait),
    playlist_id: i32,
    song_id: i32,
) -> Result<entry::ModelEx, DbErr> {
    let playlist =
        playlist::Entity::find_by_id(playlist_id).require_one(db).await?;
    let song = song::Entity::find_by_id(song_id).require_one(db).await?;
    let last = entry::Entity::find()
        .filter(entry::COLUMN.playlist_id.eq(playlist_id))
        .order_by_desc(entry::COLUMN.position)
        .one(db)
        .await?;
    entry::ActiveModel::builder()
        .set_position(last.map_or(1, |entry| entry.position + 1))
        .set_playlist(playlist.into_ex())
        .set_song(song.into_ex())
        .insert(db)
        .await
}

/// # Create from the link
///
/// The entry is the child of both ends and has a setter for each. Amber is
/// added at the end of Morning, where it is also the first song. If two callers
/// read the same last position, UNIQUE rejects the second INSERT.
async fn create_from_the_link_step(show: &mut Recorder) -> Done {
    show.ran(append(show.db(), MORNING, AMBER).await?).await
}

/// A playlist with one of its songs, or without any.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "playlist::Entity")]
pub struct PlaylistSong {
    pub name: String,
    #[sea_orm(nested)]
    pub entry: Option<entry::Model>,
    #[sea_orm(nested)]
    pub song: Option<song::Model>,
}

/// Every playlist with its songs in order, one row per song. LEFT JOIN keeps
/// playlists without any.
pub async fn read_from_playlists(
    db: &impl ConnectionTrait,
) -> Result<Vec<PlaylistSong>, DbErr> {
    playlist::Entity::find()
        .left_join(entry::Entity)
        .join(JoinType::LeftJoin, entry::Relation::Song.def())
        .order_by_id_asc()
        .order_by_asc(entry::COLUMN.position)
        .into_partial_model()
        .all(db)
        .await
}

/// # Read from the playlists
///
/// The order is part of the query: by playlist, then by position. Without it
/// the database may return the songs in any order. Empty has no entry and no
/// song.
async fn read_from_playlists_step(show: &mut Recorder) -> Done {
    let found = read_from_playlists(show.db()).await?;
    let rows = found.iter().map(|one| {
        let position = one.entry.as_ref().map(|entry| entry.position);
        (&one.name, position, one.song.as_ref().map(|song| &song.title))
    });
    let header = ["playlist", "position", "song"];
    show.table("Every playlist with its songs", header, rows).await
}

/// Every song with its entries and the playlist of each, ordered by the ids.
pub async fn read_from_songs(
    db: &impl ConnectionTrait,
) -> Result<Vec<song::ModelEx>, DbErr> {
    song::Entity::load()
        .with((entry::Entity, playlist::Entity))
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read from the songs
///
/// From the songs, the order doesn't matter. The loader sends three SELECTs:
/// songs, entries, playlists. Amber is in Morning twice. No playlist has Fawn.
async fn read_from_songs_step(show: &mut Recorder) -> Done {
    let songs = read_from_songs(show.db()).await?;
    let rows = songs.iter().map(|song| {
        let entries = song.entries.iter();
        let playlists = entries.filter_map(|entry| entry.playlist.as_ref());
        let names = playlists.map(|playlist| &playlist.name);
        (&song.title, names)
    });
    show.table("Every song with its playlists", ["song", "playlists"], rows)
        .await
}

/// Adds 1 to every position from `position` on, in one UPDATE.
pub async fn shift_at_once(
    db: &impl ConnectionTrait,
    playlist_id: i32,
    position: i32,
) -> Result<UpdateResult, DbErr> {
    let next = entry::Column::Position.into_expr().add(1);
    entry::Entity::update_many()
        .col_expr(entry::Column::Position, next)
        .filter(entry::COLUMN.playlist_id.eq(playlist_id))
        .filter(entry::COLUMN.position.gte(position))
        .exec(db)
        .await
}

/// Deletes a song. ON DELETE RESTRICT rejects it while a playlist has it.
pub async fn delete_song(
    db: &impl ConnectionTrait,
    song_id: i32,
) -> Result<DeleteResult, DbErr> {
    song::Entity::delete_by_id(song_id).exec(db).await
}

/// # Refused
///
/// UNIQUE rejects an UPDATE that adds 1 to all positions from 2 on. Both
/// databases check each row as they change it, and position 3 is still taken
/// when the song at 2 moves there. RESTRICT rejects the DELETE of a song that a
/// playlist still has.
async fn refused_step(show: &mut Recorder) -> Done {
    let shifted = shift_at_once(show.db(), MORNING, 2).await;
    show.refused("add 1 to the positions of Morning from 2 on", shifted)
        .await?;
    let deleted = delete_song(show.db(), AMBER).await;
    show.refused("delete Amber", deleted).await
}

/// Moves the song at position `from` to position `to`; those in between move up
/// or down by one.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if the playlist has no such positions.
pub async fn move_song(
    db: &impl TransactionTrait,
    playlist: i32,
    from: i32,
    to: i32,
) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    lock(&transaction, playlist).await?;
    for position in [from, to] {
        let key = (playlist, position);
        let entry = entry::Entity::find_by_playlist_position(key);
        entry.require_one(&transaction).await?;
    }
    let (low, high) = (Ord::min(from, to), Ord::max(from, to));
    let between = entry::COLUMN.position.between(low, high);
    negate(&transaction, playlist, between).await?;
    let position = entry::Column::Position;
    let by = if from < to { -1 } else { 1 };
    let others = Expr::val(by).sub(position.into_expr());
    let moved = Expr::case(position.eq(-from), to).finally(others);
    restore(&transaction, playlist, moved.into()).await?;
    transaction.commit().await
}

/// Makes other changes to the playlist's order wait: SELECT FOR UPDATE. SQLite
/// has no row locks; it has one writer at a time.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such playlist.
pub async fn lock(
    transaction: &impl ConnectionTrait,
    playlist_id: i32,
) -> Result<playlist::Model, DbErr> {
    playlist::Entity::find_by_id(playlist_id)
        .lock_exclusive()
        .require_one(transaction)
        .await
}

/// Takes some entries out of the way: their positions become negative, so they
/// can't collide with the others.
pub async fn negate(
    transaction: &impl ConnectionTrait,
    playlist_id: i32,
    which: Expr,
) -> Result<UpdateResult, DbErr> {
    let negative = entry::Column::Position.into_expr().mul(-1);
    entry::Entity::update_many()
        .col_expr(entry::Column::Position, negative)
        .filter(entry::COLUMN.playlist_id.eq(playlist_id))
        .filter(which)
        .exec(transaction)
        .await
}

/// Gives the entries that are out of the way their new positions.
pub async fn restore(
    transaction: &impl ConnectionTrait,
    playlist_id: i32,
    position: Expr,
) -> Result<UpdateResult, DbErr> {
    entry::Entity::update_many()
        .col_expr(entry::Column::Position, position)
        .filter(entry::COLUMN.playlist_id.eq(playlist_id))
        .filter(entry::COLUMN.position.lt(0))
        .exec(transaction)
        .await
}

/// # Move a song
///
/// Two UPDATEs move a song without breaking UNIQUE: the first makes the
/// affected positions negative, the second gives those rows their new
/// positions. First Denim moves up from 4 to 2, then Amber down from 1 to 3.
/// The SELECT that locks the playlist ends with FOR UPDATE on PostgreSQL only.
async fn move_a_song_step(show: &mut Recorder) -> Done {
    show.ran(move_song(show.db(), MORNING, 4, 2).await?).await?;
    show.ran(move_song(show.db(), MORNING, 1, 3).await?).await
}

/// Playlists with their entries and songs. The loader orders entries by id.
pub async fn load_playlists(
    db: &impl ConnectionTrait,
) -> Result<Vec<playlist::ModelEx>, DbErr> {
    playlist::Entity::load()
        .with((entry::Entity, song::Entity))
        .order_by_id_asc()
        .all(db)
        .await
}

/// The entries of a loaded playlist, ordered by position.
pub fn in_order(playlist: &playlist::ModelEx) -> Vec<&entry::ModelEx> {
    let mut entries: Vec<_> = playlist.entries.iter().collect();
    entries.sort_by_key(|entry| entry.position);
    entries
}

/// # Read with the loader
///
/// The loader orders the entries by id, and you can't give it another order.
/// After a move, that is no longer the order of the songs, so sort them in
/// Rust.
async fn read_with_the_loader_step(show: &mut Recorder) -> Done {
    let playlists = load_playlists(show.db()).await?;
    let rows = playlists
        .iter()
        .map(|playlist| (&playlist.name, titles(playlist.entries.iter())));
    show.table("As loaded", ["playlist", "songs"], rows).await?;
    show.code("in_order")?;
    let rows = playlists
        .iter()
        .map(|playlist| (&playlist.name, titles(in_order(playlist))));
    show.table("In order", ["playlist", "songs"], rows).await
}

/// The titles of the entries' songs.
fn titles<'a>(
    entries: impl IntoIterator<Item = &'a entry::ModelEx>,
) -> Vec<&'a str> {
    let songs = entries.into_iter().filter_map(|entry| entry.song.as_ref());
    songs.map(|song| &*song.title).collect()
}

/// Inserts a song at `position`; those from there on move down by one. A
/// position beyond the end leaves a gap.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such playlist.
pub async fn insert_in_the_middle(
    db: &impl TransactionTrait,
    playlist_id: i32,
    position: i32,
    song_id: i32,
) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    lock(&transaction, playlist_id).await?;
    let from_here = entry::COLUMN.position.gte(position);
    negate(&transaction, playlist_id, from_here).await?;
    let next = Expr::val(1).sub(entry::Column::Position.into_expr());
    restore(&transaction, playlist_id, next).await?;
    insert_at(&transaction, playlist_id, position, song_id).await?;
    transaction.commit().await
}

/// Inserts an entry at a position.
pub async fn insert_at(
    db: &impl ConnectionTrait,
    playlist_id: i32,
    position: i32,
    song_id: i32,
) -> Result<entry::Model, DbErr> {
    entry::ActiveModel {
        playlist_id: Set(playlist_id),
        position: Set(position),
        song_id: Set(song_id),
        ..Default::default()
    }
    .insert(db)
    .await
}

/// # Insert in the middle
///
/// Ebony becomes the second song of Morning. The same two UPDATEs open the gap,
/// and the INSERT fills it. Without a gap, UNIQUE rejects the INSERT of a
/// second song at the same position.
async fn insert_in_the_middle_step(show: &mut Recorder) -> Done {
    show.ran(insert_in_the_middle(show.db(), MORNING, 2, EBONY).await?)
        .await?;
    let inserted = insert_at(show.db(), MORNING, 2, FAWN).await;
    show.refused("insert Fawn at position 2 of Morning", inserted).await
}

/// Removes the song at `position`; those after it move up by one.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such playlist.
pub async fn remove(
    db: &impl TransactionTrait,
    playlist_id: i32,
    position: i32,
) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    lock(&transaction, playlist_id).await?;
    let key = (playlist_id, position);
    let removed = entry::Entity::delete_by_playlist_position(key)
        .exec(&transaction)
        .await?;
    if removed.rows_affected > 0 {
        let after = entry::COLUMN.position.gt(position);
        negate(&transaction, playlist_id, after).await?;
        let previous = Expr::val(-1).sub(entry::Column::Position.into_expr());
        restore(&transaction, playlist_id, previous).await?;
    }
    transaction.commit().await
}

/// # Remove
///
/// Blue, the third song of Morning, is removed, and the two UPDATEs close the
/// gap. A gap wouldn't change the order, but the third song would be at
/// position 4.
async fn remove_step(show: &mut Recorder) -> Done {
    show.ran(remove(show.db(), MORNING, 3).await?).await
}

/// Deletes a playlist. ON DELETE CASCADE removes its entries.
pub async fn delete_playlist(
    db: &impl ConnectionTrait,
    playlist_id: i32,
) -> Result<DeleteResult, DbErr> {
    playlist::Entity::delete_by_id(playlist_id).exec(db).await
}

/// # Delete
///
/// Running is deleted, and ON DELETE CASCADE deletes its entries. The songs
/// stay.
async fn delete_step(show: &mut Recorder) -> Done {
    show.ran(delete_playlist(show.db(), RUNNING).await?).await
}

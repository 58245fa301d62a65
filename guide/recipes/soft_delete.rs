//! # How do I soft-delete a row?
//!
//! SeaORM has no soft delete and no default filter. Write one function that returns the query
//! without deleted rows, start every read from it, and pass it to `load_many` too.
//! `.with(note::Entity)` takes no condition, so it also loads the deleted rows. A `before_delete` that
//! returns an error keeps `delete` and `cascade_delete` from removing a note. It can't stop a delete
//! that begins with `Entity::`, or one by the database.

use harness::{Done, Recorder};
use sea_orm::{
    ActiveModelTrait, DbConn, DbErr, DeleteResult, EntityLoaderTrait,
    EntityTrait, LoaderTrait, QueryFilter, Select, Set, entity::prelude::Date,
};

mod notebook {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "notebook")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(has_many)]
        pub notes: HasMany<super::note::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod note {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "note")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(indexed)]
        pub notebook_id: i32,
        pub text: String,
        /// NULL until the note is deleted.
        pub deleted_on: Option<Date>,
        #[sea_orm(belongs_to, from = "notebook_id", to = "id")]
        pub notebook: BelongsTo<super::notebook::Entity>,
    }

    #[async_trait::async_trait]
    impl ActiveModelBehavior for ActiveModel {
        async fn before_delete<C: ConnectionTrait>(
            self,
            _: &C,
        ) -> Result<Self, DbErr> {
            Err(DbErr::Custom("mark the note as deleted".to_owned()))
        }
    }
}

/// The notes that are not deleted. Every read starts here.
pub fn notes() -> Select<note::Entity> {
    note::Entity::find().filter(note::COLUMN.deleted_on.is_null())
}

/// Marks a note as deleted.
pub async fn delete(db: &DbConn, id: i32, day: Date) -> Result<(), DbErr> {
    let note = note::ActiveModel {
        id: Set(id),
        deleted_on: Set(Some(day)),
        ..Default::default()
    };
    note.update(db).await?;
    Ok(())
}

pub type WithNotes = Vec<(notebook::Model, Vec<note::Model>)>;

/// Every notebook with its notes, the deleted ones left out.
pub async fn with_notes(db: &DbConn) -> Result<WithNotes, DbErr> {
    let notebooks = notebook::Entity::find().order_by_id_asc().all(db).await?;
    let notes = notebooks.load_many(notes(), db).await?;
    Ok(notebooks.into_iter().zip(notes).collect())
}

/// Every notebook with all its notes.
pub async fn with_all_notes(
    db: &DbConn,
) -> Result<Vec<notebook::ModelEx>, DbErr> {
    notebook::Entity::load()
        .with(note::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

/// Tries to remove a notebook with its notes.
pub async fn remove(db: &DbConn, id: i32) -> Result<DeleteResult, DbErr> {
    let notebook = notebook::Entity::find_by_id(id).require_one(db).await?;
    notebook.cascade_delete(db).await
}

/// Removes a note without its hook.
pub async fn erase(db: &DbConn, id: i32) -> Result<(), DbErr> {
    note::Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("note::Model")?;
    show.code("note::impl ActiveModelBehavior")?;
    let day = Date::from_ymd_opt(2026, 9, 1).unwrap();
    delete(show.db(), 2, day).await?;
    show.done().await?;
    let header = ["notebook", "notes"];
    let rows = with_notes(show.db()).await?;
    let rows = rows.into_iter().map(|(notebook, notes)| {
        let texts: Vec<_> = notes.into_iter().map(|note| note.text).collect();
        (notebook.name, texts)
    });
    show.table("By `load_many`", header, rows).await?;
    let rows = with_all_notes(show.db()).await?;
    let rows = rows.into_iter().map(|notebook| {
        let notes = notebook.notes.into_iter();
        (notebook.name, notes.map(|note| note.text).collect::<Vec<_>>())
    });
    let caption = "By `.with(note::Entity)`, with the deleted note";
    show.table(caption, header, rows).await?;
    let refused = remove(show.db(), 1).await.unwrap_err();
    show.lines("The hook's error", vec![refused.to_string()]).await?;
    erase(show.db(), 2).await?;
    show.done().await
}

pub async fn notebooks(db: &DbConn) -> Result<(), DbErr> {
    let schema = db.get_schema_builder();
    let schema = schema.register(notebook::Entity).register(note::Entity);
    schema.apply(db).await?;
    for (name, texts) in [
        ("Garden", vec!["Sow peas", "Buy a rake"]),
        ("Kitchen", vec!["Bake bread"]),
    ] {
        let mut notebook = notebook::ActiveModel::builder().set_name(name);
        for text in texts {
            notebook =
                notebook.add_note(note::ActiveModel::builder().set_text(text));
        }
        notebook.insert(db).await?;
    }
    Ok(())
}

//! Rows that are marked instead of deleted.

use harness::{Recorder, columns, source, steps};
use sea_orm::{
    ActiveModelTrait, DbConn, DbErr, EntityLoaderTrait, EntityTrait, LoaderTrait, QueryFilter,
    Select, Set, entity::prelude::Date,
};

use super::{BOTH, run};

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

    impl ActiveModelBehavior for ActiveModel {}
}

/// The notes that are not deleted. Every read starts here.
fn notes() -> Select<note::Entity> {
    note::Entity::find().filter(note::COLUMN.deleted_on.is_null())
}

/// Marks a note as deleted.
async fn delete(db: &DbConn, id: i32, day: Date) -> Result<note::Model, DbErr> {
    let note = note::ActiveModel {
        id: Set(id),
        deleted_on: Set(Some(day)),
        ..Default::default()
    };
    note.update(db).await
}

/// The notes of each notebook, in the order of `notebooks`.
async fn notes_of(
    db: &DbConn,
    notebooks: &[notebook::Model],
) -> Result<Vec<Vec<note::Model>>, DbErr> {
    notebooks.load_many(notes(), db).await
}

struct Notes {
    notebook: String,
    notes: Vec<String>,
}

columns!(Notes: notebook, notes);

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "How do I soft-delete a row?",
        "SeaORM has no soft delete and no default filter. Write one function that returns the \
         query without deleted rows, start every read from it, and pass it to `load_many` too. \
         `.with(note::Entity)` takes no condition, so it also loads the deleted rows.",
    );
    lesson.code(source!("soft_delete.rs"), "note::Model")?;
    for function in ["notes", "delete", "notes_of"] {
        lesson.code(source!("soft_delete.rs"), function)?;
    }
    let day = Date::from_ymd_opt(2026, 9, 1).unwrap();
    let deleted = delete(db, 2, day).await?;
    lesson.rows("A note, marked as deleted", [deleted]);
    lesson.rows(
        "Notes that are left",
        notes().order_by_id_asc().all(db).await?,
    );
    let notebooks = notebook::Entity::find().order_by_id_asc().all(db).await?;
    let notes = notes_of(db, &notebooks).await?;
    let text = |note: note::Model| note.text;
    let rows = notebooks
        .into_iter()
        .zip(notes)
        .map(|(notebook, notes)| Notes {
            notebook: notebook.name,
            notes: notes.into_iter().map(text).collect(),
        });
    lesson.rows("Notebooks with their notes, by `load_many`", rows);
    let notebooks = notebook::Entity::load().with(note::Entity);
    let notebooks = notebooks.order_by_id_asc().all(db).await?;
    let rows = notebooks.into_iter().map(|notebook| Notes {
        notebook: notebook.name,
        notes: notebook.notes.into_iter().map(|note| note.text).collect(),
    });
    lesson.rows("By `.with(note::Entity)`, with the deleted note", rows);
    Ok(())
}

async fn notebooks(db: &DbConn) -> Result<(), DbErr> {
    let schema = db.get_schema_builder();
    let schema = schema.register(notebook::Entity).register(note::Entity);
    schema.apply(db).await?;
    for (name, texts) in [
        ("Garden", vec!["Sow peas", "Buy a rake"]),
        ("Kitchen", vec!["Bake bread"]),
    ] {
        let mut notebook = notebook::ActiveModel::builder().set_name(name);
        for text in texts {
            notebook = notebook.add_note(note::ActiveModel::builder().set_text(text));
        }
        notebook.insert(db).await?;
    }
    Ok(())
}

pub async fn a_deleted_row_stays_and_is_not_read() {
    run(steps![soft_delete: step], &BOTH, notebooks).await;
}

//! The migration that adds columns to links that exist.

use harness::{Recorder, columns, source};
use migrations::many_to_many::association::Migrator;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, DerivePartialModel,
    EntityTrait, QueryFilter, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

use crate::{entity::student_course, sample::ALICE};

/// A link without the columns that the migration adds.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "student_course::Entity")]
pub struct BareLink {
    /// Half of the key.
    pub student_id: i32,
    /// The other half.
    pub course_id: i32,
}

/// The links of a student. It reads two columns only, so it works before the
/// migration too.
pub async fn bare_links(
    db: &impl ConnectionTrait,
    student_id: i32,
) -> Result<Vec<BareLink>, DbErr> {
    student_course::Entity::find()
        .filter(student_course::COLUMN.student_id.eq(student_id))
        .order_by_id_asc()
        .into_partial_model()
        .all(db)
        .await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Links from before",
        "One migration adds the columns. What does it do to existing links? Rolling it back keeps \
         the links and loses their dates and grades. Applying it again gives each link the default \
         date and no grade. All of this runs in a transaction that is rolled back.",
    );
    lesson.code(
        source!(
            "../../../migrations/src/many_to_many/m20260201_000001_add_enrollment_columns.rs"
        ),
        "down",
    )?;
    let transaction = db.begin().await?;
    Migrator::down(&transaction, Some(1)).await?;
    lesson.done("The migration rolled back");
    lesson.code(source!("links_from_before.rs"), "BareLink")?;
    lesson.code(source!("links_from_before.rs"), "bare_links")?;
    let links = bare_links(&transaction, ALICE).await?;
    lesson.rows("Alice's links in the bare join table", links);
    lesson.code(
        source!(
            "../../../migrations/src/many_to_many/m20260201_000001_add_enrollment_columns.rs"
        ),
        "up",
    )?;
    Migrator::up(&transaction, None).await?;
    lesson.done("The migration applied again");
    let links = student_course::Entity::find()
        .filter(student_course::COLUMN.student_id.eq(ALICE))
        .order_by_id_asc()
        .all(&transaction)
        .await?;
    lesson.rows("The same links afterwards", links);
    transaction.rollback().await
}

columns!(BareLink: student_id, course_id);

//! A tree in one table: an employee has a boss, who is an employee too.

use harness::{Done, Lesson, Recorder, steps};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    EntityLoaderTrait, EntityTrait, IntoActiveModel, JoinType, LoaderTrait,
    ModelTrait, QuerySelect, QueryTrait, RelationTrait, TransactionTrait,
    sea_query::{CommonTableExpression, IntoTableRef, UnionType, WithClause},
};

/// Both ends of the relationship.
pub mod staff {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "staff")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        /// The foreign key to this same table. `Option`, because the top of the
        /// tree has no boss.
        #[sea_orm(indexed)]
        pub boss_id: Option<i32>,
        /// Many-to-one: the employee that `boss_id` points to. Both ends are
        /// this entity, so each needs a name of its own in `Relation`.
        /// `relation_reverse` names the other end of a self-reference; between
        /// two entities, `via_rel` does.
        #[sea_orm(
            self_ref,
            relation_enum = "Boss",
            relation_reverse = "Reports",
            from = "boss_id",
            to = "id",
            on_delete = "Restrict"
        )]
        pub boss: BelongsTo<Option<Entity>>,
        /// One-to-many: everyone whose `boss_id` points to this employee.
        #[sea_orm(
            self_ref,
            relation_enum = "Reports",
            relation_reverse = "Boss"
        )]
        pub reports: HasMany<Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What `cargo run -p shapes -- staff-boss` runs.
pub const LESSON: Lesson = Lesson {
    name: "staff-boss",
    about: "A tree, such as one of categories: an employee has a boss, who is an employee too.",
    tables: &["staff"],
    sample: None,
    steps: steps![
        here: schema_step, create_from_the_boss_step,
        create_from_the_report_step, read_both_ways_step, read_one_way_step,
        read_a_branch_step, move_a_branch_step, refuse_step, delete_step,
    ],
};

/// Creates the table from the entity.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder().register(staff::Entity).apply(db).await
}

/// # Schema
///
/// A tree needs one table and one entity: `boss_id` is a foreign key to its own
/// table. It can be NULL, because the top of the tree has no boss.
async fn schema_step(show: &mut Recorder) -> Done {
    schema(show.db()).await?;
    show.columns(["staff"]).await
}

/// Inserts Ann and everyone below her.
pub async fn create_from_the_boss(
    db: &(impl ConnectionTrait + TransactionTrait),
) -> Result<staff::ModelEx, DbErr> {
    let dan = staff::ActiveModel::builder()
        .set_name("Dan")
        .add_report(staff::ActiveModel::builder().set_name("Fay"));
    let bob = staff::ActiveModel::builder()
        .set_name("Bob")
        .add_report(dan)
        .add_report(staff::ActiveModel::builder().set_name("Eve"));
    staff::ActiveModel::builder()
        .set_name("Ann")
        .add_report(bob)
        .add_report(staff::ActiveModel::builder().set_name("Cleo"))
        .insert(db)
        .await
}

/// # Create from the boss
///
/// `insert` stores a tree of any depth, one INSERT per row. It inserts a whole
/// branch before it starts the next one, so Fay has a lower id than Eve.
async fn create_from_the_boss_step(show: &mut Recorder) -> Done {
    show.ran(create_from_the_boss(show.db()).await?).await
}

/// Inserts an employee who reports to a stored one.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such boss.
pub async fn create_from_the_report(
    db: &(impl ConnectionTrait + TransactionTrait),
    name: &str,
    boss_id: i32,
) -> Result<staff::ModelEx, DbErr> {
    let boss = staff::Entity::find_by_id(boss_id).require_one(db).await?;
    staff::ActiveModel::builder()
        .set_name(name)
        .set_boss(boss.into_ex())
        .insert(db)
        .await
}

/// Inserts an employee without a boss.
pub async fn create_without_boss(
    db: &(impl ConnectionTrait + TransactionTrait),
    name: &str,
) -> Result<staff::ModelEx, DbErr> {
    staff::ActiveModel::builder().set_name(name).insert(db).await
}

/// # Create from the report
///
/// You insert Hal with a stored boss, Cleo. Gus has neither a boss nor reports:
/// he is a second tree with one row.
async fn create_from_the_report_step(show: &mut Recorder) -> Done {
    create_from_the_report(show.db(), "Hal", 6).await?;
    create_without_boss(show.db(), "Gus").await?;
    show.done().await
}

/// Every employee with their boss and reports, ordered by id.
pub async fn read_both_ways(
    db: &impl ConnectionTrait,
) -> Result<Vec<staff::ModelEx>, DbErr> {
    staff::Entity::load()
        .with(staff::Relation::Boss)
        .with(staff::Relation::Reports)
        .order_by_id_asc()
        .all(db)
        .await
}

/// # Read both ways
///
/// `with(staff::Entity)` could mean either end, so you name the relation. Each
/// `with` loads one level.
async fn read_both_ways_step(show: &mut Recorder) -> Done {
    let staff = read_both_ways(show.db()).await?;
    let rows = staff.iter().map(|one| {
        let reports = one.reports.iter().map(|report| &report.name);
        let boss = one.boss.as_ref().map(|boss| &boss.name);
        (&one.name, boss, reports)
    });
    show.table("Everyone", ["name", "boss", "reports"], rows).await
}

/// Every employee with their boss, ordered by id.
pub async fn bosses(
    db: &impl ConnectionTrait,
) -> Result<Vec<(staff::Model, Option<staff::Model>)>, DbErr> {
    let staff = staff::Entity::find().order_by_id_asc().all(db).await?;
    let bosses =
        staff.load_self(staff::Entity, staff::Relation::Boss, db).await?;
    Ok(staff.into_iter().zip(bosses).collect())
}

/// Every employee with their reports, both ordered by id.
pub async fn reports(
    db: &impl ConnectionTrait,
) -> Result<Vec<(staff::Model, Vec<staff::Model>)>, DbErr> {
    let by_id = staff::Entity::find().order_by_id_asc();
    let staff = by_id.clone().all(db).await?;
    let reports =
        staff.load_self_many(by_id, staff::Relation::Reports, db).await?;
    Ok(staff.into_iter().zip(reports).collect())
}

/// # Read one way, from rows that you have
///
/// `load_self` goes up one level and `load_self_many` down one level, with one
/// SELECT for all rows that you have. Each returns one entry per row, in the
/// same order.
async fn read_one_way_step(show: &mut Recorder) -> Done {
    let staff = bosses(show.db()).await?;
    let rows = staff
        .iter()
        .map(|(one, boss)| (&one.name, boss.as_ref().map(|boss| &boss.name)));
    show.table("Everyone", ["name", "boss"], rows).await?;
    let staff = reports(show.db()).await?;
    let rows = staff.iter().map(|(one, reports)| {
        (&one.name, reports.iter().map(|report| &report.name))
    });
    show.table("Everyone", ["name", "reports"], rows).await
}

/// An employee and everyone below, however deep, ordered by id.
pub async fn branch(
    db: &impl ConnectionTrait,
    id: i32,
) -> Result<Vec<staff::Model>, DbErr> {
    let mut boss = staff::Relation::Boss.def();
    boss.to_tbl = "branch".into_table_ref();
    let reports = staff::Entity::find().join(JoinType::InnerJoin, boss);

    // UNION, unlike UNION ALL, adds no row twice, so the query ends even if the
    // rows form a circle.
    let mut rows = staff::Entity::find_by_id(id).into_query();
    rows.union(UnionType::Distinct, reports.into_query());
    let mut branch = CommonTableExpression::new();
    branch.table_name("branch").query(rows);
    let mut select = staff::Entity::find().order_by_id_asc();
    QueryTrait::query(&mut select)
        .from_clear()
        .from_as("branch", staff::Entity)
        .with_cte(WithClause::new().recursive(true).cte(branch).to_owned());
    select.all(db).await
}

/// # Read a branch
///
/// A recursive query reads Bob and everyone below him in one SELECT, however
/// deep the tree is. SeaORM's own `find_linked_recursive` is hidden from its
/// documentation and leaves out the keyword RECURSIVE: SQLite accepts that, but
/// PostgreSQL rejects it.
async fn read_a_branch_step(show: &mut Recorder) -> Done {
    let staff = branch(show.db(), 2).await?;
    show.rows("Bob's branch", staff).await
}

/// Gives an employee another boss. Everyone below moves too.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if one of the two is missing, and
/// [`DbErr::Custom`] if the new boss is in the branch that moves.
pub async fn move_branch(
    db: &(impl ConnectionTrait + TransactionTrait),
    id: i32,
    boss_id: i32,
) -> Result<staff::ModelEx, DbErr> {
    let top = staff::Entity::find_by_id(id).require_one(db).await?;
    let boss = staff::Entity::find_by_id(boss_id).require_one(db).await?;
    // No constraint forbids a circle, and two concurrent moves can still form
    // one.
    if branch(db, id).await?.contains(&boss) {
        let circle = format!("{} is below {}", boss.name, top.name);
        return Err(DbErr::Custom(circle));
    }
    let top = top.into_ex().into_active_model();
    top.set_boss(boss.into_ex()).update(db).await
}

/// # Move a branch
///
/// One UPDATE of Dan's row moves him from Bob to Cleo with everyone below him,
/// because Fay's row refers only to Dan. The database would let Cleo report to
/// Fay, who is below her now, and the rows would form a circle. `move_branch`
/// refuses that before it sends the UPDATE.
async fn move_a_branch_step(show: &mut Recorder) -> Done {
    show.ran(move_branch(show.db(), 3, 6).await?).await?;
    let circle = move_branch(show.db(), 6, 4).await;
    show.failed("Cleo is not moved to Fay", circle).await
}

/// Inserts an employee with a boss id, without checking that the boss exists.
pub async fn insert_under(
    db: &(impl ConnectionTrait + TransactionTrait),
    name: &str,
    boss_id: i32,
) -> Result<staff::ModelEx, DbErr> {
    staff::ActiveModel::builder()
        .set_name(name)
        .set_boss_id(boss_id)
        .insert(db)
        .await
}

/// Deletes one row: `delete` of a plain `Model`.
pub async fn delete_row(
    db: &impl ConnectionTrait,
    id: i32,
) -> Result<DeleteResult, DbErr> {
    staff::Entity::find_by_id(id).require_one(db).await?.delete(db).await
}

/// # Refused
///
/// The foreign key rejects a boss who doesn't exist. ON DELETE RESTRICT keeps a
/// boss who has reports: `delete` of a `Model` sends one DELETE, which the
/// database refuses.
async fn refuse_step(show: &mut Recorder) -> Done {
    let refused = insert_under(show.db(), "Ida", 99).await;
    show.refused("insert Ida under boss 99", refused).await?;
    show.refused("delete Bob's row", delete_row(show.db(), 2).await).await
}

/// Deletes an employee and keeps their reports: `delete` of a `ModelEx`.
pub async fn delete_and_detach(
    db: &(impl ConnectionTrait + TransactionTrait),
    id: i32,
) -> Result<DeleteResult, DbErr> {
    let staff = staff::Entity::find_by_id(id).require_one(db).await?;
    staff.into_ex().delete(db).await
}

/// # Delete
///
/// `delete` of a `ModelEx` first sets `boss_id` of each report to NULL, one
/// UPDATE per row, and then deletes the row, so RESTRICT has nothing left to
/// refuse. Eve has no boss now. If the reports should go to the next boss up,
/// move them first.
async fn delete_step(show: &mut Recorder) -> Done {
    show.ran(delete_and_detach(show.db(), 2).await?).await
}

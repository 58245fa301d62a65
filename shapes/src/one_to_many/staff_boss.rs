//! A tree in one table: an employee has a boss, who is an employee too.

use harness::{Lesson, Recorder, columns, source, steps, table::Deleted};
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
    about: "A tree: an employee has a boss, who is an employee too.",
    tables: &["staff"],
    steps: steps![
        schema: schema_step,
        create_from_the_boss: create_from_the_boss_step,
        create_from_the_report: create_from_the_report_step,
        read_both_ways: read_both_ways_step,
        read_one_way: read_one_way_step,
        read_a_branch: read_a_branch_step,
        move_a_branch: move_a_branch_step,
        refuse: refuse_step,
        delete: delete_step,
    ],
};

/// Creates the table from the entity.
pub async fn schema(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.get_schema_builder().register(staff::Entity).apply(db).await
}

async fn schema_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "A tree needs one table and one entity: `boss_id` is a foreign key to \
         its own table. It can be NULL, because the top of the tree has no \
         boss.",
    );
    lesson.code(source!("staff_boss.rs"), "staff::Model")?;
    lesson.code(source!("staff_boss.rs"), "schema")?;
    schema(db).await?;
    lesson.done("Table and index created");
    lesson.columns(db, staff::Entity).await?;
    Ok(())
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

async fn create_from_the_boss_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the boss",
        "`insert` stores a tree of any depth, one INSERT per row. It inserts a \
         whole branch before it starts the next one, so Fay has a lower id \
         than Eve.",
    );
    lesson.code(source!("staff_boss.rs"), "create_from_the_boss")?;
    create_from_the_boss(db).await?;
    lesson.done("Ann and five more inserted");
    let staff = staff::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("staff", staff);
    Ok(())
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

async fn create_from_the_report_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the report",
        "Hal is inserted with a stored boss, Cleo. Gus has neither a boss nor \
         reports: a second tree with one row.",
    );
    lesson.code(source!("staff_boss.rs"), "create_from_the_report")?;
    lesson.code(source!("staff_boss.rs"), "create_without_boss")?;
    let staff = [
        create_from_the_report(db, "Hal", 6).await?,
        create_without_boss(db, "Gus").await?,
    ];
    lesson.rows(
        "Hal and Gus, as `insert` returned them",
        staff.map(staff::Model::from),
    );
    Ok(())
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

async fn read_both_ways_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read both ways",
        "`with(staff::Entity)` could mean either end, so you name the \
         relation. Each `with` loads one level.",
    );
    lesson.code(source!("staff_boss.rs"), "read_both_ways")?;
    let staff = read_both_ways(db).await?;
    let rows = staff.into_iter().map(BothWays::from);
    lesson.rows("Everyone with their boss and reports", rows);
    Ok(())
}

/// The bosses of `staff`, in the order of `staff`.
pub async fn bosses(
    db: &impl ConnectionTrait,
    staff: &[staff::Model],
) -> Result<Vec<Option<staff::Model>>, DbErr> {
    staff.load_self(staff::Entity, staff::Relation::Boss, db).await
}

/// The reports of each of `staff`, in the order of `staff`.
pub async fn reports(
    db: &impl ConnectionTrait,
    staff: &[staff::Model],
) -> Result<Vec<Vec<staff::Model>>, DbErr> {
    let by_id = staff::Entity::find().order_by_id_asc();
    staff.load_self_many(by_id, staff::Relation::Reports, db).await
}

async fn read_one_way_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read one way, from rows that you have",
        "`load_self` goes up one level and `load_self_many` down one level, \
         with one SELECT for all rows. Each returns one entry per row that you \
         pass, in the same order.",
    );
    lesson.code(source!("staff_boss.rs"), "bosses")?;
    lesson.code(source!("staff_boss.rs"), "reports")?;
    let staff = staff::Entity::find().order_by_id_asc().all(db).await?;
    lesson.done("Everyone read");
    let rows = staff.iter().zip(bosses(db, &staff).await?);
    let rows = rows.map(|(staff, boss)| WithBoss {
        name: staff.name.clone(),
        boss: boss.map(|boss| boss.name),
    });
    lesson.rows("Everyone with their boss", rows);
    let rows = staff.iter().zip(reports(db, &staff).await?);
    let rows = rows.map(|(staff, reports)| WithReports {
        name: staff.name.clone(),
        reports: reports.into_iter().map(|report| report.name).collect(),
    });
    lesson.rows("Everyone with their reports", rows);
    Ok(())
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
    let rows = staff::Entity::find_by_id(id)
        .into_query()
        .union(UnionType::Distinct, reports.into_query())
        .to_owned();
    let branch = CommonTableExpression::new()
        .table_name("branch")
        .query(rows)
        .to_owned();
    let mut select = staff::Entity::find().order_by_id_asc();
    QueryTrait::query(&mut select)
        .from_clear()
        .from_as("branch", staff::Entity)
        .with_cte(WithClause::new().recursive(true).cte(branch).to_owned());
    select.all(db).await
}

async fn read_a_branch_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read a branch",
        "A recursive query reads Bob and everyone below in one SELECT, however \
         deep the tree is. SeaORM's own `find_linked_recursive` is hidden from \
         its documentation and leaves out the keyword RECURSIVE: SQLite \
         accepts that, but PostgreSQL rejects it.",
    );
    lesson.code(source!("staff_boss.rs"), "branch")?;
    let staff = branch(db, 2).await?;
    lesson.rows("Bob's branch", staff);
    Ok(())
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

async fn move_a_branch_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Move a branch",
        "One UPDATE of Dan's row moves the branch, because Fay's row refers \
         only to Dan. The database would let Cleo report to Fay, who is below \
         her now, and the two would form a circle. `move_branch` refuses that \
         before it sends the UPDATE.",
    );
    lesson.code(source!("staff_boss.rs"), "move_branch")?;
    move_branch(db, 3, 6).await?;
    lesson.done("Dan moved to Cleo");
    let staff = branch(db, 6).await?;
    lesson.rows("Cleo's branch afterwards", staff);
    let circle = move_branch(db, 6, 4).await.map(drop);
    let error = circle.err().map(|error| error.to_string());
    lesson.lines("Cleo is not moved to Fay", error.into_iter().collect());
    Ok(())
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

async fn refuse_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "A boss has to exist. And ON DELETE RESTRICT keeps a boss who has \
         reports: `delete` of a `Model` sends one DELETE, which the database \
         refuses.",
    );
    lesson.code(source!("staff_boss.rs"), "insert_under")?;
    lesson.code(source!("staff_boss.rs"), "delete_row")?;
    lesson.refused([
        (
            "insert Ida under boss 99",
            insert_under(db, "Ida", 99).await.map(drop),
        ),
        ("delete Bob's row", delete_row(db, 2).await.map(drop)),
    ])
}

/// Deletes an employee and keeps their reports: `delete` of a `ModelEx`.
pub async fn delete_and_detach(
    db: &(impl ConnectionTrait + TransactionTrait),
    id: i32,
) -> Result<DeleteResult, DbErr> {
    let staff = staff::Entity::find_by_id(id).require_one(db).await?;
    staff.into_ex().delete(db).await
}

async fn delete_step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Delete",
        "`delete` of a `ModelEx` first sets `boss_id` of each report to NULL, \
         one UPDATE per row, and then deletes the row, so RESTRICT has nothing \
         left to refuse. Eve has no boss now. If the reports should go to the \
         next boss up, move them first.",
    );
    lesson.code(source!("staff_boss.rs"), "delete_and_detach")?;
    let deleted = delete_and_detach(db, 2).await?;
    lesson.rows("Bob deleted", [Deleted::from(deleted)]);
    let staff = staff::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("staff afterwards", staff);
    Ok(())
}

/// An employee with the names of their boss and reports.
struct BothWays {
    name: String,
    boss: Option<String>,
    reports: Vec<String>,
}

columns!(BothWays: name, boss, reports);

impl From<staff::ModelEx> for BothWays {
    fn from(staff: staff::ModelEx) -> Self {
        let reports = staff.reports.into_iter();
        Self {
            name: staff.name,
            boss: staff.boss.into_option().map(|boss| boss.name),
            reports: reports.map(|report| report.name).collect(),
        }
    }
}

/// An employee with the name of their boss.
struct WithBoss {
    name: String,
    boss: Option<String>,
}

columns!(WithBoss: name, boss);

/// An employee with the names of their reports.
struct WithReports {
    name: String,
    reports: Vec<String>,
}

columns!(WithReports: name, reports);

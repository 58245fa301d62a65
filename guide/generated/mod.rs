//! What SeaORM's generator makes of the lessons' tables, beside the entities that
//! were written by hand.
//!
//! A snapshot holds what `sea-orm-cli generate entity --entity-format dense`
//! writes for the tables of a lesson on PostgreSQL. Both sides are printed by the
//! same printer, without comments, so that a difference is one of the code.

use std::{collections::BTreeMap, fs};

use harness::Lesson;
use migrations::{
    car_mart::Migrator as CarMart,
    many_to_many::{
        association::Migrator as Association, secondary::Migrator as Secondary,
    },
    one_to_one::Migrator as OneToOne,
};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use sea_orm_codegen::{
    BannerVersion, BigIntegerType, DateTimeCrate, EntityFormat,
    EntityTransformer, EntityWriterContext, WithPrelude, WithSerde,
    merge_entity_files,
};
use sea_orm_migration::MigratorTrait;
use sea_schema::postgres::discovery::SchemaDiscovery;
use similar::TextDiff;
use syn::{Attribute, File, Item, ItemStruct};

use testing::{
    Kind, Test, TestDatabase, Trial, body, file_names, folder, lessons::run,
    root, snapshot, writes_snapshots,
};
use tests::LESSONS;

use crate::{compile_errors, pages::shape_file};

const SNAPSHOTS: &str = "guide/snapshots/generated";

/// The four main lessons, then the shapes.
fn lessons() -> Vec<Lesson> {
    let mut lessons: Vec<_> =
        LESSONS.iter().map(|lessons| lessons[0]).collect();
    lessons.extend(shapes::LESSONS);
    lessons
}

/// Creates the tables of a lesson: by its migrations, or by its steps.
async fn create_tables(lesson: &Lesson, db: &mut DatabaseConnection) {
    let migrated = match lesson.name {
        "car-mart" => CarMart::up(&*db, None).await,
        "one-to-one" => OneToOne::up(&*db, None).await,
        "many-to-many-secondary" => Secondary::up(&*db, None).await,
        "many-to-many-association" => Association::up(&*db, None).await,
        _ => {
            let mut recorder = lesson.begin(db).await.unwrap();
            run(lesson, &mut recorder, db).await.unwrap();
            Ok(())
        }
    };
    migrated.unwrap();
}

/// The entities of the tables in the current schema: module and code.
async fn generate(db: &DatabaseConnection) -> Vec<(String, String)> {
    let current = Statement::from_string(
        DbBackend::Postgres,
        "SELECT current_schema()::text",
    );
    let current = db.query_one_raw(current).await.unwrap().unwrap();
    let current: String = current.try_get_by_index(0).unwrap();
    let pool = db.get_postgres_connection_pool().clone();
    let schema = SchemaDiscovery::new(pool, &current).discover().await;
    let tables = schema.unwrap().tables.into_iter();
    let tables = tables
        .filter(|table| table.info.name != "seaql_migrations")
        .map(|table| table.write());
    let entities = EntityTransformer::transform(tables.collect()).unwrap();
    // As the command line sets them, in order, with the dense format.
    let context = EntityWriterContext::new(
        EntityFormat::Dense,
        WithPrelude::All,
        WithSerde::None,
        false,
        DateTimeCrate::Chrono,
        BigIntegerType::I64,
        None,
        false,
        false,
        false,
        Vec::new(),
        Vec::new(),
        Vec::new(),
        Vec::new(),
        Vec::new(),
        false,
        true,
        BannerVersion::Minor,
    );
    let files = entities.generate(&context).files.into_iter();
    let files =
        files.filter(|file| !["mod.rs", "prelude.rs"].contains(&&*file.name));
    files
        .map(|file| {
            let module = file.name.trim_end_matches(".rs").to_owned();
            (module, printed(&file.content))
        })
        .collect()
}

/// Code as the printer prints it.
fn printed(code: &str) -> String {
    prettyplease::unparse(&syn::parse_file(code).unwrap())
}

/// The entities in a lesson's snapshot: module and code.
pub fn entities(lesson: &str) -> BTreeMap<String, String> {
    let text = body(SNAPSHOTS, lesson);
    let blocks = text.split("## ").skip(1);
    blocks
        .map(|block| {
            let (module, code) = block.split_once("\n\n```rust\n").unwrap();
            let code = code.trim_end().trim_end_matches("```");
            (module.to_owned(), code.to_owned())
        })
        .collect()
}

/// The entity of a table as it was written by hand: the file's text, or that of a
/// module in it.
fn by_hand(lesson: &str, module: &str) -> File {
    let crate_folder = root().join(lesson).join("src/entity");
    if crate_folder.exists() {
        let file = crate_folder.join(format!("{module}.rs"));
        return syn::parse_file(&fs::read_to_string(file).unwrap()).unwrap();
    }
    let file = root().join(shape_file(lesson));
    let file = syn::parse_file(&fs::read_to_string(file).unwrap()).unwrap();
    let modules = file.items.into_iter().filter_map(|item| match item {
        Item::Mod(found) if found.ident == module => found.content,
        _ => None,
    });
    let (_, items) =
        modules.last().unwrap_or_else(|| panic!("{lesson} has no {module}"));
    file_of(items)
}

fn file_of(items: Vec<Item>) -> File {
    File {
        shebang: None,
        attrs: Vec::new(),
        items,
    }
}

/// The struct of the columns and relations, without comments.
fn model(file: File) -> String {
    let is_model = |item: Item| match item {
        Item::Struct(item) if item.ident == "Model" => Some(item),
        _ => None,
    };
    let mut model: ItemStruct =
        file.items.into_iter().find_map(is_model).unwrap();
    let code = |attribute: &Attribute| !attribute.path().is_ident("doc");
    model.attrs.retain(code);
    for field in &mut model.fields {
        field.attrs.retain(code);
    }
    prettyplease::unparse(&file_of(vec![Item::Struct(model)]))
}

/// From the entities written by hand to the generated ones.
pub fn difference(lesson: &str) -> String {
    let mut text = String::new();
    for (module, code) in entities(lesson) {
        let hand = model(by_hand(lesson, &module));
        let generated = model(syn::parse_file(&code).unwrap());
        let difference = TextDiff::from_lines(&hand, &generated);
        let difference =
            difference.unified_diff().context_radius(1).to_string();
        // Without the numbers of the lines.
        let lines = difference.lines().filter(|line| !line.starts_with("@@"));
        let lines: Vec<_> = lines.map(str::trim_end).collect();
        if !lines.is_empty() {
            text += &format!("# {module}\n{}\n\n", lines.join("\n"));
        }
    }
    format!("```diff\n{}\n```", text.trim_end())
}

/// A snapshot that no lesson writes would go on telling what used to be true. A
/// run that writes them may not be through yet.
async fn every_snapshot_belongs_to_a_lesson() {
    if writes_snapshots().await {
        return;
    }
    let made = lessons().into_iter();
    let made = made.map(|lesson| format!("{}.snap", lesson.name));
    assert_eq!(
        file_names(SNAPSHOTS),
        made.collect(),
        "left: files, right: lessons; write what is missing, delete what is superfluous"
    );
}

async fn same_as_snapshot(lesson: Lesson) {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let mut db = database.open(lesson.name).await;
    create_tables(&lesson, &mut db).await;
    let entities = generate(&db).await.into_iter();
    let text = entities
        .map(|(module, code)| format!("## {module}\n\n```rust\n{code}```\n\n"));
    let text: String = text.collect();
    snapshot(SNAPSHOTS, lesson.name, "sea-orm-codegen", text.trim_end()).await;
}

/// The generator writes what the snapshots show: a test of each lesson.
fn each_lesson() -> Vec<Trial> {
    let trial = |lesson: Lesson| {
        let test = move || same_as_snapshot(lesson);
        test.trials(format!("generated::{}", lesson.name))
    };
    lessons().into_iter().flat_map(trial).collect()
}

/// It compiles each lesson's entities, for half a minute; .ci/run runs it.
fn what_the_generator_writes_compiles() {
    let libraries = compile_errors::libraries();
    let folder = folder();
    for lesson in lessons() {
        let modules =
            entities(lesson.name).into_iter().map(|(module, code)| {
                // Words about the file can only be at its beginning.
                let code = code.replace("//!", "//");
                format!("mod {module} {{\n{code}\n}}\n")
            });
        let code = modules.collect::<String>() + "fn main() {}\n";
        let errors = compile_errors::messages(&code, &libraries, folder.path());
        assert_eq!(errors, "", "{}", lesson.name);
    }
}

/// What `--experimental-preserve-user-modifications` keeps of an entity.
fn a_merge_keeps_attributes_and_loses_fields_and_methods() {
    let old = r#"
        use sea_orm::entity::prelude::*;
        use std::mem;

        /// Who makes cars.
        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, Hash, DeriveEntityModel)]
        #[sea_orm(table_name = "car_model")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            #[sea_orm(indexed)]
            pub brand_id: i32,
            #[sea_orm(belongs_to, from = "brand_id", to = "id", on_delete = "Cascade")]
            pub brand: BelongsTo<super::car_brand::Entity>,
        }

        // A note.
        impl Model {
            pub fn own(&self) {}
        }

        impl ActiveModelBehavior for ActiveModel {
            fn new() -> Self {
                Self::default()
            }
        }
    "#;
    let new = &entities("car-mart")["car_model"];
    let merged = printed(&merge_entity_files(old, new).unwrap());
    for kept in ["std::mem", "Who makes cars", "Hash", "indexed", "fn new()"] {
        assert!(merged.contains(kept), "{kept} is lost: {merged}");
    }
    for lost in ["fn own", "A note", "pub brand:"] {
        assert!(!merged.contains(lost), "{lost} is kept: {merged}");
    }
    // A field of the same name keeps its own words, even where the table has
    // changed: the name of the relation field decides.
    let old = old.replace("pub brand:", "pub car_brand:");
    let merged = merge_entity_files(&old, new).unwrap();
    assert!(merged.contains(r#"on_delete = "Cascade""#), "{merged}");
}

testing::tests![
    every_snapshot_belongs_to_a_lesson,
    each_lesson,
    a_merge_keeps_attributes_and_loses_fields_and_methods;
    ignored: what_the_generator_writes_compiles
];

//! A shape that has migrations goes up and down, as its entities declare it.

use sea_orm::SchemaBuilder;
use shapes::one_to_many::late_parent::{self, Migrator as LateParent};
use testing::{
    Kind,
    schema::{agree, up_down_up},
};

fn late_parent_entities(schema: SchemaBuilder) -> SchemaBuilder {
    schema
        .register(late_parent::dealer::Entity)
        .register(late_parent::car::Entity)
}

async fn late_parent_entities_declare_the_tables_that_the_migrations_make() {
    agree::<LateParent>("late-parent", late_parent_entities).await;
}

async fn late_parent_goes_up_down_and_up_again(kind: Kind) {
    up_down_up::<LateParent>(kind, "late-parent").await;
}

testing::tests![
    late_parent_entities_declare_the_tables_that_the_migrations_make,
    late_parent_goes_up_down_and_up_again,
];

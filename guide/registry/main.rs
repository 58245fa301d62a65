//! What `get_schema_registry` registers, by its argument.

/// The entities of the shop.
mod entity {
    pub mod brand {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, DeriveEntityModel)]
        #[sea_orm(table_name = "brand")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

/// An entity that only a test needs.
mod entity_of_a_test {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "draft")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

use sea_orm::{DbBackend, MockDatabase};

fn main() {
    let db = MockDatabase::new(DbBackend::Sqlite).into_connection();
    for argument in [
        "crate::*",
        "crate::entity::*",
        "*",
        "my_shop",
        "my-shop",
        "my_shop::*",
        "my_shop::entity",
        "my_shop::entity::*",
    ] {
        let registered = format!("{:?}", db.get_schema_registry(argument));
        let tables = ["brand", "draft"]
            .into_iter()
            .filter(|table| registered.contains(table));
        let tables = tables.collect::<Vec<_>>().join(", ");
        let tables = if tables.is_empty() { "nothing" } else { &tables };
        println!("`\"{argument}\"` | {tables}");
    }
}

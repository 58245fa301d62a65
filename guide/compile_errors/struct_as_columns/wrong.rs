#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Times {
    pub created_at: sea_orm::entity::prelude::DateTime,
    pub updated_at: sea_orm::entity::prelude::DateTime,
}

mod article {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "article")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(flatten)]
        pub times: super::Times,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

fn main() {}

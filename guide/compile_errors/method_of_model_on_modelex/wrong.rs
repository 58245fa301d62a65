mod brand {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "brand")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
    }
    impl ActiveModelBehavior for ActiveModel {}
    impl Model {
        pub fn shout(&self) -> String {
            self.name.to_uppercase()
        }
    }
}

fn shout(brand: brand::ModelEx) -> String {
    brand.shout()
}

fn main() {}

mod student {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "student")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(has_many, via = "student_course")]
        pub courses: HasMany<super::course::Entity>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

mod course {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "course")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(has_many, via = "student_course")]
        pub students: HasMany<super::student::Entity>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

mod student_course {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "student_course")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub student_id: i32,
        #[sea_orm(primary_key, auto_increment = false)]
        pub course_id: i32,
        #[sea_orm(belongs_to, from = "student_id", to = "id")]
        pub student: BelongsTo<super::student::Entity>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

fn main() {}

//! Small schemas: those that make a mistake possible, and those that prevent it.

use sea_orm::SchemaBuilder;

/// Many-to-many; `$column`s are what the link carries besides its two keys.
macro_rules! school {
    ($(#[$about:meta])* $name:ident, { $($column:ident: $type:ty),* }) => {
        $(#[$about])*
        pub mod $name {
            /// One end.
            pub mod student {
                use sea_orm::entity::prelude::*;

                #[sea_orm::model]
                #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
                #[sea_orm(table_name = "student")]
                pub struct Model {
                    #[sea_orm(primary_key)]
                    pub id: i32,
                    pub name: String,
                    #[sea_orm(has_many, via = "student_course")]
                    pub courses: HasMany<super::course::Entity>,
                    #[sea_orm(has_many)]
                    pub enrollments: HasMany<super::student_course::Entity>,
                }

                impl ActiveModelBehavior for ActiveModel {}
            }

            /// The other end.
            pub mod course {
                use sea_orm::entity::prelude::*;

                #[sea_orm::model]
                #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
                #[sea_orm(table_name = "course")]
                pub struct Model {
                    #[sea_orm(primary_key)]
                    pub id: i32,
                    pub name: String,
                    #[sea_orm(has_many, via = "student_course")]
                    pub students: HasMany<super::student::Entity>,
                    #[sea_orm(has_many)]
                    pub enrollments: HasMany<super::student_course::Entity>,
                }

                impl ActiveModelBehavior for ActiveModel {}
            }

            /// The link: its key is the pair of foreign keys.
            pub mod student_course {
                use sea_orm::entity::prelude::*;

                #[sea_orm::model]
                #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
                #[sea_orm(table_name = "student_course")]
                pub struct Model {
                    #[sea_orm(primary_key, auto_increment = false)]
                    pub student_id: i32,
                    #[sea_orm(primary_key, auto_increment = false)]
                    pub course_id: i32,
                    $(pub $column: $type,)*
                    #[sea_orm(belongs_to, from = "student_id", to = "id", on_delete = "Cascade")]
                    pub student: BelongsTo<super::student::Entity>,
                    #[sea_orm(belongs_to, from = "course_id", to = "id", on_delete = "Cascade")]
                    pub course: BelongsTo<super::course::Entity>,
                }

                impl ActiveModelBehavior for ActiveModel {}
            }

            /// Its tables.
            pub fn tables(schema: super::SchemaBuilder) -> super::SchemaBuilder {
                schema
                    .register(student::Entity)
                    .register(course::Entity)
                    .register(student_course::Entity)
            }
        }
    };
}

school!(
    /// Columns on the link, one of them NOT NULL.
    school,
    { enrolled_on: Date, grade: Option<i32> }
);
school!(
    /// Nothing on the link but its keys.
    plain_school,
    {}
);

/// A user with at most one profile, as the entity says; `$unique` is what makes it true.
macro_rules! one_to_one {
    ($(#[$about:meta])* $name:ident, $(#[$unique:meta])?) => {
        $(#[$about])*
        pub mod $name {
            /// The side without the foreign key.
            pub mod user {
                use sea_orm::entity::prelude::*;

                #[sea_orm::model]
                #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
                #[sea_orm(table_name = "user")]
                pub struct Model {
                    #[sea_orm(primary_key)]
                    pub id: i32,
                    pub name: String,
                    #[sea_orm(has_one)]
                    pub profile: HasOne<super::profile::Entity>,
                }

                impl ActiveModelBehavior for ActiveModel {}
            }

            /// The side with the foreign key.
            pub mod profile {
                use sea_orm::entity::prelude::*;

                #[sea_orm::model]
                #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
                #[sea_orm(table_name = "profile")]
                pub struct Model {
                    #[sea_orm(primary_key)]
                    pub id: i32,
                    $(#[$unique])?
                    pub user_id: i32,
                    pub bio: String,
                    #[sea_orm(belongs_to, from = "user_id", to = "id")]
                    pub user: BelongsTo<super::user::Entity>,
                }

                impl ActiveModelBehavior for ActiveModel {}
            }

            /// Its tables.
            pub fn tables(schema: super::SchemaBuilder) -> super::SchemaBuilder {
                schema.register(user::Entity).register(profile::Entity)
            }
        }
    };
}

one_to_one!(
    /// Nothing keeps a second profile out.
    without_unique,
);
one_to_one!(
    /// The unique key keeps it out.
    with_unique,
    #[sea_orm(unique)]
);

/// Author, books, chapters; `$books` is the attribute of the list, `$delete` what the keys say.
macro_rules! library {
    ($(#[$about:meta])* $name:ident, #[$books:meta], $delete:literal) => {
        $(#[$about])*
        pub mod $name {
            /// The top.
            pub mod author {
                use sea_orm::entity::prelude::*;

                #[sea_orm::model]
                #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
                #[sea_orm(table_name = "author")]
                pub struct Model {
                    #[sea_orm(primary_key)]
                    pub id: i32,
                    pub name: String,
                    #[$books]
                    pub books: HasMany<super::book::Entity>,
                }

                impl ActiveModelBehavior for ActiveModel {}
            }

            /// The middle.
            pub mod book {
                use sea_orm::entity::prelude::*;

                #[sea_orm::model]
                #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
                #[sea_orm(table_name = "book")]
                pub struct Model {
                    #[sea_orm(primary_key)]
                    pub id: i32,
                    pub author_id: i32,
                    pub title: String,
                    #[sea_orm(belongs_to, from = "author_id", to = "id", on_delete = $delete)]
                    pub author: BelongsTo<super::author::Entity>,
                    #[sea_orm(has_many)]
                    pub chapters: HasMany<super::chapter::Entity>,
                }

                impl ActiveModelBehavior for ActiveModel {}
            }

            /// The leaves.
            pub mod chapter {
                use sea_orm::entity::prelude::*;

                #[sea_orm::model]
                #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
                #[sea_orm(table_name = "chapter")]
                pub struct Model {
                    #[sea_orm(primary_key)]
                    pub id: i32,
                    pub book_id: i32,
                    pub title: String,
                    #[sea_orm(belongs_to, from = "book_id", to = "id", on_delete = $delete)]
                    pub book: BelongsTo<super::book::Entity>,
                }

                impl ActiveModelBehavior for ActiveModel {}
            }

            /// Its tables.
            pub fn tables(schema: super::SchemaBuilder) -> super::SchemaBuilder {
                schema
                    .register(author::Entity)
                    .register(book::Entity)
                    .register(chapter::Entity)
            }
        }
    };
}

library!(
    /// The database refuses to delete what others refer to.
    library,
    #[sea_orm(has_many)],
    "NoAction"
);
library!(
    /// The database deletes what refers to a row that goes.
    cascading_library,
    #[sea_orm(has_many)],
    "Cascade"
);
library!(
    /// The list stands under a name of its own.
    named_library,
    #[sea_orm(has_many, relation_enum = "Works")],
    "NoAction"
);

/// A book may be without an author: the foreign key is nullable.
pub mod loose_library {
    /// The one.
    pub mod author {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "author")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub name: String,
            #[sea_orm(has_many)]
            pub books: HasMany<super::book::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    /// The many.
    pub mod book {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "book")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub author_id: Option<i32>,
            pub title: String,
            #[sea_orm(belongs_to, from = "author_id", to = "id")]
            pub author: BelongsTo<Option<super::author::Entity>>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    /// Its tables.
    pub fn tables(schema: super::SchemaBuilder) -> super::SchemaBuilder {
        schema.register(author::Entity).register(book::Entity)
    }
}

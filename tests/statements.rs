//! No read costs a statement per row: with 500 more parents each read sends as
//! many statements as before.

use testing::statements::Reads;

/// The reads of each lesson, in reading order.
pub const READS: &[Reads] = &[
    Reads {
        lesson: "car-mart",
        steps: &[
            "read",
            "read_columns",
            "read_from_brands",
            "data_mart",
            "data_mart_aggregated_first",
        ],
        more: &[
            ("car_brand (id, name)", "i, 'Brand ' || i"),
            ("car_model (id, brand_id, name)", "i, i, 'Model ' || i"),
            (
                "car_info (id, car_id, model_id, year, price)",
                "i, 'Car ' || i, i, 2020, i",
            ),
        ],
    },
    Reads {
        lesson: "parent-child",
        steps: &["read_from_parents", "read_from_children"],
        more: &[
            ("parent_table (id, name)", "i, 'Name ' || i"),
            ("child_table (id, name, parent_id)", "i, 'Name ' || i, i"),
        ],
    },
    Reads {
        lesson: "one-to-one",
        steps: &["read_from_users", "read_from_profiles"],
        more: &[
            (r#""user" (id, name)"#, "i, 'Name ' || i"),
            ("profile (id, user_id, bio)", "i, i, 'Bio ' || i"),
        ],
    },
    Reads {
        lesson: "many-to-many-secondary",
        steps: &["read_from_students", "read_from_courses"],
        more: &[
            ("student (id, name)", "i, 'Name ' || i"),
            ("course (id, title)", "i, 'Course ' || i"),
            ("student_course (student_id, course_id)", "i, i"),
            ("student_course (student_id, course_id)", "i, 1"),
        ],
    },
    Reads {
        lesson: "many-to-many-association",
        steps: &[
            "read_from_students",
            "read_from_courses",
            "query_by_the_link",
            "report",
            "two_one_to_many",
        ],
        more: &[
            ("student (id, name)", "i, 'Name ' || i"),
            ("course (id, title)", "i, 'Course ' || i"),
            ("student_course (student_id, course_id)", "i, i"),
            ("student_course (student_id, course_id, grade)", "i, 1, 95"),
        ],
    },
];

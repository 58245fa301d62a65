/// What the program says about an exercise besides its question, which is the head of its file.
#[derive(Clone, Copy, Debug)]
pub struct Exercise {
    /// The name of its file, without `.rs`.
    pub name: &'static str,
    /// The kind of relationship.
    pub group: &'static str,
    /// What it is about, in a few words.
    pub about: &'static str,
    /// Where to look and what for.
    pub hint: &'static str,
    /// What was wrong, and why the other way is right.
    pub solved: &'static str,
    /// Where to read on: paths in this repository.
    pub pages: &'static [&'static str],
}

const ONE_TO_MANY: &str = "One-to-many";
const ONE_TO_ONE: &str = "One-to-one";
const JOIN_TABLE: &str = "Many-to-many, join table";
const ASSOCIATION: &str = "Many-to-many, association";
pub(crate) const SHAPES: &str = "Other shapes";

/// All exercises, in the order of the lessons.
pub const EXERCISES: &[Exercise] = &[
    Exercise {
        name: "01_empty_list",
        group: ONE_TO_MANY,
        about: "A list that should not be empty",
        hint: "The loader reads a relation only if you name it. Which method of the loader takes \
               an entity?",
        solved: "The query didn't ask for the models, and SeaORM never loads them by itself: a \
                 list that is not loaded looks like an empty one. `with` reads the models of all \
                 brands in a second SELECT.",
        pages: &[
            "car-mart/read.md#one-to-many-from-the-brands",
            "guide/traps/a-list-is-empty-although-there-are-rows.md",
        ],
    },
    Exercise {
        name: "02_orphan",
        group: ONE_TO_MANY,
        about: "A model of a brand that doesn't exist",
        hint: "The database doesn't know what `brand_id` means. `.foreign_key(…)` on the table \
               makes it compare the column with the ids of car_brand.",
        solved: "Without a foreign key, `brand_id` could be any number, whatever the entities say. The \
                 foreign key makes the database refuse a model of a missing brand, whoever writes it.",
        pages: &[
            "car-mart/three-tables.md#how-is-the-relationship-declared",
            "migrations/README.md",
        ],
    },
    Exercise {
        name: "03_n_plus_one",
        group: ONE_TO_MANY,
        about: "A statement for every row",
        hint: "Read the models of all brands at once: `load().with(…)` and `load_many` both do.",
        solved: "`find_related` in a loop sends one SELECT per brand, so the program gets slower with \
                 every row. The loader asks for the models of all brands in one SELECT.",
        pages: &[
            "car-mart/read.md#one-to-many-from-the-brands",
            "guide/traps/one-statement-per-parent-n1.md",
            "guide/recipes/how-do-i-count-the-statements-in-a-test.md",
        ],
    },
    Exercise {
        name: "04_limit",
        group: ONE_TO_MANY,
        about: "The first brands, with all of their models",
        hint: "`find_with_related` sends one SELECT with a join, and LIMIT counts its rows. Read the \
               brands first and their models in a second statement.",
        solved: "LIMIT counted the rows of the join, and each of them is a model. Limit the brands \
                 in a statement of their own, then load their models.",
        pages: &[
            "guide/traps/limit-returns-too-few-parents.md",
            "guide/recipes/how-do-i-page-parents-with-their-children.md",
        ],
    },
    Exercise {
        name: "05_empty_side",
        group: ONE_TO_MANY,
        about: "A count that leaves out zero",
        hint: "An inner join has no row for a brand without a model. Which join keeps it?",
        solved: "The inner join had no row for a brand without a model, so there was nothing to count. \
                 The left join keeps the brand with NULLs, and COUNT of a column skips NULL: the count \
                 is 0.",
        pages: &[
            "guide/recipes/how-do-i-count-the-children-of-each-parent.md",
            "car-mart/read.md#one-to-many-from-the-brands",
        ],
    },
    Exercise {
        name: "06_average_of_nulls",
        group: ONE_TO_MANY,
        about: "An average where prices are unknown",
        hint: "What does AVG do with NULL by itself? The data mart of car-mart averages the same \
               prices.",
        solved: "`if_null` counted every unknown price as 0, which lowered the average. AVG \
                 skips NULL, and its result is NULL if no price is known, so the type is \
                 `Option<Decimal>`.",
        pages: &[
            "car-mart/data-mart.md#how-do-i-build-the-data-mart",
            "guide/traps/a-null-value-was-encountered-while-decoding.md",
        ],
    },
    Exercise {
        name: "07_move_child",
        group: ONE_TO_MANY,
        about: "A model that gets another brand",
        hint: "`update` writes the columns that are `Set`. After `into_active_model`, which \
               ones are? `Set` is in `sea_orm`.",
        solved: "`into_active_model` marks every column of a `Model` as unchanged, so the UPDATE \
                 had nothing to write and was not sent. To move the child, set its foreign key in \
                 the `ActiveModel`.",
        pages: &[
            "car-mart/update-and-delete.md#how-do-i-update-a-row",
            "guide/dictionary.md#which-of-the-four-types-do-i-have",
        ],
    },
    Exercise {
        name: "08_second_profile",
        group: ONE_TO_ONE,
        about: "A second profile of one user",
        hint: "The entity with the foreign key decides how many rows may name the same user. Which \
               column attribute rejects a value that is already there?",
        solved: "`has_one` adds no constraint, so the table was one-to-many. UNIQUE on the foreign key \
                 makes the database refuse a second profile of the same user.",
        pages: &[
            "one-to-one/README.md#how-is-the-relationship-declared",
            "guide/traps/has_one-reads-a-row-twice.md",
        ],
    },
    Exercise {
        name: "09_missing_profile",
        group: ONE_TO_ONE,
        about: "A user without a profile",
        hint: "`find_both_related` returns a pair only if both rows exist. The loader keeps a \
               user without a profile, and so does a method that returns an `Option` as the \
               second half.",
        solved: "`find_both_related` is an inner join, which has no row for a user without a \
                 profile. `find_also_related` and the loader send a left join, which keeps the \
                 user: the profile is `None`.",
        pages: &[
            "one-to-one/README.md#from-the-users",
            "guide/dictionary.md#how-do-i-read",
        ],
    },
    Exercise {
        name: "10_replace_profile",
        group: ONE_TO_ONE,
        about: "A new profile instead of the old one",
        hint: "Start at the user: set the profile there and `save`. Or delete the old profile and insert \
               the new one in one transaction.",
        solved: "An INSERT alone leaves the old profile, so UNIQUE refuses the new one. Saving the \
                 user with a new profile deletes the old one first, in the same transaction.",
        pages: &[
            "one-to-one/change-and-delete.md#how-do-i-replace-a-profile",
            "one-to-one/change-and-delete.md#what-does-the-database-refuse",
        ],
    },
    Exercise {
        name: "11_link_twice",
        group: JOIN_TABLE,
        about: "A link that already exists",
        hint: "An INSERT can skip a row whose key already exists: look for ON CONFLICT. Adding the \
               course to the student and saving does the same.",
        solved: "The primary key of the join table refused the pair a second time, as it should. \
                 With ON CONFLICT DO NOTHING, the INSERT keeps the link as it is and returns no \
                 error.",
        pages: &[
            "many-to-many-secondary/link-and-read.md#what-happens-if-i-link-twice",
            "many-to-many-association/link.md#what-happens-if-i-link-twice",
        ],
    },
    Exercise {
        name: "12_unlink",
        group: JOIN_TABLE,
        about: "A link that should be deleted",
        hint: "A link is a row of `student_course`, and its key is the pair of ids. You don't need \
               to read the student.",
        solved: "SeaORM has no session that compares the list with what was loaded, so `save` removed \
                 nothing. Delete the row of the join table: both ends stay.",
        pages: &[
            "many-to-many-secondary/change-and-delete.md#how-do-i-unlink-them",
            "guide/traps/a-row-that-was-removed-from-a-list-is-still-there.md",
        ],
    },
    Exercise {
        name: "13_replace_all",
        group: JOIN_TABLE,
        about: "New courses instead of the old ones",
        hint: "`add_course` adds to what is stored. The list of an `ActiveModelEx` has a method \
               that means: these and no others.",
        solved: "Adding courses doesn't remove the stored ones. `replace_all` compares the list \
                 with the stored links: it deletes the links that are not in the list and inserts \
                 the new ones.",
        pages: &[
            "many-to-many-secondary/change-and-delete.md#how-do-i-replace-all-courses-of-a-student",
        ],
    },
    Exercise {
        name: "14_other_end",
        group: JOIN_TABLE,
        about: "From the course to its students",
        hint: "A link has no direction. Start from the entity whose rows must all be in the \
               result.",
        solved: "From the students, you reach only courses that somebody takes. Reading from the \
                 courses returns every course, with an empty list if nobody takes it.",
        pages: &["many-to-many-secondary/link-and-read.md#from-the-courses"],
    },
    Exercise {
        name: "15_delete_too_much",
        group: JOIN_TABLE,
        about: "A delete that deletes too much",
        hint: "Each of the two foreign keys says what happens when its end is deleted. One of them \
               should refuse.",
        solved: "CASCADE on `course_id` deleted a course together with its links. RESTRICT refuses \
                 as long as a link names the course, and CASCADE on `student_id` still deletes the \
                 links of a student who is deleted.",
        pages: &[
            "many-to-many-secondary/change-and-delete.md#what-else-does-a-delete-remove",
            "guide/choosing.md#restrict-cascade-or-set-null",
            "guide/dictionary.md#which-delete-removes-what",
        ],
    },
    Exercise {
        name: "16_link_saved",
        group: ASSOCIATION,
        about: "A link that is saved and isn't there",
        hint: "`save` inserts or updates. How does it decide, and what is set here?",
        solved: "`save` assumes a row exists as soon as its whole primary key is set, and a link \
                 needs its whole key: it sent an UPDATE that found no row. Use `insert` for a new \
                 link.",
        pages: &[
            "many-to-many-association/link.md#how-do-i-link-them",
            "guide/traps/none-of-the-records-are-updated-a-new-link.md",
        ],
    },
    Exercise {
        name: "17_grade_lost",
        group: ASSOCIATION,
        about: "A grade that is lost",
        hint: "Through `via`, SeaORM sets only the two keys of this link. Delete and insert the \
               links themselves, in a transaction.",
        solved: "A write through `via` deletes a link with its grade, and a link that it \
                 inserts has only the two keys and the default day. If you write the links \
                 themselves, you decide which ones to delete and which columns to set in a new \
                 one.",
        pages: &[
            "many-to-many-association/change-and-delete.md#through-the-links-the-grades-stay",
            "guide/traps/replace_all-deletes-the-links-own-data.md",
        ],
    },
    Exercise {
        name: "18_query_by_link",
        group: ASSOCIATION,
        about: "The grade in this course, not in another",
        hint: "Each `has_related` asks separately: is there such a row? In a join, both conditions \
               apply to the same link.",
        solved: "Two different links can satisfy two `has_related` conditions. A join through the \
                 links has the course and the grade in one row, so both conditions are about the \
                 same link.",
        pages: &[
            "many-to-many-association/read-and-query.md#how-do-i-query-by-the-links-own-columns",
        ],
    },
    Exercise {
        name: "19_report",
        group: ASSOCIATION,
        about: "A report with the empty course",
        hint: "The left join keeps the empty course as one row, in which the columns of the link are \
               NULL. COUNT counts the rows in which its column is not NULL.",
        solved: "The course's own id is never NULL, so the row of the empty course counted as 1. COUNT \
                 of a column of the links skips that row: 0 students.",
        pages: &[
            "many-to-many-association/read-and-query.md#how-do-i-count-and-average-per-course",
        ],
    },
    Exercise {
        name: "20_columns_added",
        group: ASSOCIATION,
        about: "New columns on existing links",
        hint: "What value should existing links have in the new columns? A column can have a \
               default, or it can be nullable.",
        solved: "A NOT NULL column without a default has no value for existing rows, so the \
                 database refuses it. The default gives them a day, and a nullable grade is NULL \
                 until there is one.",
        pages: &[
            "many-to-many-association/README.md#what-happens-to-links-that-exist-already",
            "migrations/README.md",
        ],
    },
    Exercise {
        name: "21_home_away",
        group: SHAPES,
        about: "Games at home and away",
        hint: "A game has two foreign keys to team. The team may be in either: look for a \
               condition that is true if any of its parts is.",
        solved: "A relation follows one foreign key, and a game has two to the same table. A \
                 condition that is true if either key matches finds the games in both roles.",
        pages: &[
            "guide/shapes/home-away.md",
            "shapes/snapshots/home-away/07_either_role.snap",
        ],
    },
    Exercise {
        name: "22_tree",
        group: SHAPES,
        about: "Everyone below, however deep",
        hint: "Read the reports of the reports until a level is empty, then order all of them \
               by id. Or copy the recursive query of staff-boss, with the `use` lines of \
               shapes/src/one_to_many/staff_boss.rs, and leave out the employee whom it starts \
               from.",
        solved: "A query by `boss_id` reads one level. Repeat it with the ids that it found, or let the \
                 database repeat it in one recursive query.",
        pages: &[
            "guide/shapes/staff-boss.md",
            "shapes/snapshots/staff-boss/06_read_a_branch.snap",
        ],
    },
    Exercise {
        name: "23_followers",
        group: SHAPES,
        about: "Who follows whom",
        hint: "Both columns of the join table name users. The loader has one method for each direction.",
        solved: "Both ends of the link are users, so both methods return users and the compiler \
                 can't detect the wrong direction. Here, `load_self_via` reads the followers \
                 and `load_self_via_rev` reads the users whom a user follows.",
        pages: &[
            "guide/shapes/followers.md",
            "shapes/snapshots/followers/06_read_lists.snap",
        ],
    },
    Exercise {
        name: "24_chain",
        group: SHAPES,
        about: "Past the tables in the middle",
        hint: "The loader goes two levels down from where it starts. Use a `Linked`, such as \
               `PaintingsOfCountry` in the module `chain`, or start from the paintings.",
        solved: "`with` reads two levels, so the paintings of every museum were not loaded and \
                 looked empty. A `Linked` names the path, and `find_linked` joins all its tables.",
        pages: &[
            "guide/shapes/chain.md",
            "shapes/snapshots/chain/04_from_one_row.snap",
            "guide/traps/a-list-is-empty-although-there-are-rows.md",
        ],
    },
];

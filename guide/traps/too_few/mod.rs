//! What the reader sees are too few rows, or too few columns. The page shows the traps in
//! this order: a blank line keeps rustfmt from sorting them.

// Too few rows, or too few columns:

mod children_under_relation_enum_are_not_saved;

mod a_limit_on_find_with_related_cuts_children_and_not_parents;

mod a_join_returns_no_column_of_the_other_table;

mod a_loaded_row_is_deleted_with_its_children_despite_restrict;

mod deleting_a_tree_has_four_forms;

mod replacing_courses_through_via_deletes_grades;

mod like_finds_less_on_postgresql;

mod down_without_a_number_rolls_back_everything;

mod fresh_drops_the_tables_of_others;

mod a_tree_from_json_is_inserted_by_nothing;

mod a_change_before_into_active_model_is_not_saved;

mod two_writers_at_once_lose_an_update;

testing::tests![
    children_under_relation_enum_are_not_saved::test,
    a_limit_on_find_with_related_cuts_children_and_not_parents::test,
    a_join_returns_no_column_of_the_other_table::test,
    a_loaded_row_is_deleted_with_its_children_despite_restrict::test,
    deleting_a_tree_has_four_forms::test,
    replacing_courses_through_via_deletes_grades::test,
    like_finds_less_on_postgresql::test,
    down_without_a_number_rolls_back_everything::test,
    fresh_drops_the_tables_of_others::test,
    a_tree_from_json_is_inserted_by_nothing::test,
    a_change_before_into_active_model_is_not_saved::test,
    two_writers_at_once_lose_an_update::test,
];

//! What the reader sees is an error. The page shows the traps in
//! this order: a blank line keeps rustfmt from sorting them.

// An error:

mod saving_a_new_enrollment_says_record_not_updated;

mod saving_a_row_under_its_own_key_says_record_not_updated;

mod saving_a_bare_link_says_failed_to_find_updated_item;

mod updating_a_brand_with_a_new_model_says_primary_key_not_set;

mod inserting_a_parent_with_a_changed_child_says_duplicate_key;

mod adding_a_course_through_via_says_null_value_in_a_column_of_the_link;

mod sql_err_knows_a_unique_violation_and_not_a_null;

mod indexing_a_list_that_was_not_loaded_panics;

mod filtering_a_load_by_a_column_of_the_children_says_missing_from_clause;

mod joining_a_table_twice_says_specified_more_than_once;

mod finding_a_link_recursively_says_relation_cte_does_not_exist;

mod loading_a_has_one_of_the_entity_itself_says_must_be_belongs_to;

mod an_average_read_as_f64_says_mismatched_types;

mod a_sum_of_a_bigint_read_as_i64_says_mismatched_types;

mod a_sum_read_as_i32_says_mismatched_types;

mod a_count_read_as_i32_says_mismatched_types;

mod an_average_over_no_rows_says_null_value;

mod grouping_by_one_column_and_selecting_all_says_must_appear_in_group_by;

mod loading_for_70000_parents_says_too_many_arguments;

mod loading_a_tree_of_70000_parents_says_too_many_arguments;

mod inserting_70000_values_says_too_many_arguments;

mod adding_a_foreign_key_on_sqlite_panics;

mod migrating_twice_at_once_says_duplicate_key;

mod fresh_fails_where_a_view_stands_on_no_table;

mod using_the_pool_inside_a_transaction_times_out;

mod going_on_after_an_error_says_current_transaction_is_aborted;

mod locking_rows_in_two_orders_says_deadlock_detected;

mod saving_a_row_with_a_uuid_says_record_not_updated;

mod on_conflict_do_nothing_says_duplicate_key;

mod relating_after_a_link_says_invalid_reference;

mod a_column_without_its_table_says_ambiguous;

mod deleting_in_a_not_null_tree_says_record_not_updated;

mod inserting_rows_that_set_different_columns_says_not_null;

testing::tests![
    saving_a_new_enrollment_says_record_not_updated::test,
    saving_a_row_under_its_own_key_says_record_not_updated::test,
    saving_a_bare_link_says_failed_to_find_updated_item::test,
    updating_a_brand_with_a_new_model_says_primary_key_not_set::test,
    inserting_a_parent_with_a_changed_child_says_duplicate_key::test,
    adding_a_course_through_via_says_null_value_in_a_column_of_the_link::test,
    sql_err_knows_a_unique_violation_and_not_a_null::test,
    indexing_a_list_that_was_not_loaded_panics::test,
    filtering_a_load_by_a_column_of_the_children_says_missing_from_clause::test,
    joining_a_table_twice_says_specified_more_than_once::test,
    finding_a_link_recursively_says_relation_cte_does_not_exist::test,
    loading_a_has_one_of_the_entity_itself_says_must_be_belongs_to::test,
    an_average_read_as_f64_says_mismatched_types::test,
    a_sum_of_a_bigint_read_as_i64_says_mismatched_types::test,
    a_sum_read_as_i32_says_mismatched_types::test,
    a_count_read_as_i32_says_mismatched_types::test,
    an_average_over_no_rows_says_null_value::test,
    grouping_by_one_column_and_selecting_all_says_must_appear_in_group_by::test,
    loading_for_70000_parents_says_too_many_arguments::test,
    loading_a_tree_of_70000_parents_says_too_many_arguments::test,
    inserting_70000_values_says_too_many_arguments::test,
    adding_a_foreign_key_on_sqlite_panics::test,
    migrating_twice_at_once_says_duplicate_key::test,
    fresh_fails_where_a_view_stands_on_no_table::test,
    using_the_pool_inside_a_transaction_times_out::test,
    going_on_after_an_error_says_current_transaction_is_aborted::test,
    locking_rows_in_two_orders_says_deadlock_detected::test,
    saving_a_row_with_a_uuid_says_record_not_updated::test,
    on_conflict_do_nothing_says_duplicate_key::test,
    relating_after_a_link_says_invalid_reference::test,
    a_column_without_its_table_says_ambiguous::test,
    deleting_in_a_not_null_tree_says_record_not_updated::test,
    inserting_rows_that_set_different_columns_says_not_null::test,
];

//! What the reader sees are too many rows. The page shows the traps in
//! this order: a blank line keeps rustfmt from sorting them.

// Too many rows:

mod a_second_profile_reads_the_user_twice;

mod removing_from_a_loaded_list_and_saving_removes_nothing;

mod cascade_delete_keeps_children_whose_key_is_nullable;

mod load_many_ignores_on_condition;

mod sync_drops_a_unique_key_that_the_entity_lacks;

mod a_polymorphic_link_outlives_what_it_points_to;

mod a_row_survives_the_rollback;

testing::tests![
    a_second_profile_reads_the_user_twice::test,
    removing_from_a_loaded_list_and_saving_removes_nothing::test,
    cascade_delete_keeps_children_whose_key_is_nullable::test,
    load_many_ignores_on_condition::test,
    sync_drops_a_unique_key_that_the_entity_lacks::test,
    a_polymorphic_link_outlives_what_it_points_to::test,
    a_row_survives_the_rollback::test,
];

//! What the reader sees is a slow program. The page shows the traps in
//! this order: a blank line keeps rustfmt from sorting them.

// A slow program:

mod find_related_in_a_loop_sends_a_statement_a_parent;

mod saving_a_tree_sends_a_statement_a_row;

mod a_third_to_one_is_not_joined;

testing::tests![
    find_related_in_a_loop_sends_a_statement_a_parent::test,
    saving_a_tree_sends_a_statement_a_row::test,
    a_third_to_one_is_not_joined::test,
];

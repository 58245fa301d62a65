//! What the reader sees is an empty list. The page shows the traps in
//! this order: a blank line keeps rustfmt from sorting them.

// An empty list:

mod a_relation_that_was_not_loaded_looks_empty;

mod loading_with_a_relation_instead_of_an_entity_loads_nothing;

mod a_second_via_to_the_same_entity_saves_and_loads_nothing;

testing::tests![
    a_relation_that_was_not_loaded_looks_empty::test,
    loading_with_a_relation_instead_of_an_entity_loads_nothing::test,
    a_second_via_to_the_same_entity_saves_and_loads_nothing::test,
];

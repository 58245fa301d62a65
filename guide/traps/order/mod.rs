//! What the reader sees is the wrong order. The page shows the traps in
//! this order: a blank line keeps rustfmt from sorting them.

// The wrong order:

mod children_come_by_key_whatever_order_the_load_asks_for;

testing::tests![children_come_by_key_whatever_order_the_load_asks_for::test,];

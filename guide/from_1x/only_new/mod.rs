//! What an entity of 2.0 has and one of 1.x lacks. The code is documentation
//! tests.

// What does only the new form have?

mod load;

mod relation_field;

mod nullability;

mod value_type;

mod compact_model;

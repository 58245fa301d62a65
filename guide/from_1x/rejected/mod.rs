//! Forms of SeaORM 1.x that the compiler rejects, and what to write now. The code is documentation
//! tests.

// Which forms no longer compile?

mod execute_with_a_statement;

mod expr_trait;

mod from_query_result;

mod last_insert_id;

mod sqlx_error;

mod disconnected;

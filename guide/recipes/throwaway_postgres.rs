//! # How do I test on a throwaway PostgreSQL?
//!
//! Copy the [starter](../starter/README.md). Each of its tests starts a PostgreSQL in a container,
//! which is removed when the test ends. One test checks that the entities declare the tables that
//! the migrations create.

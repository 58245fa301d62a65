//! # How do I test on a throwaway PostgreSQL?
//!
//! Copy the [starter](../starter/README.md). Its tests share one PostgreSQL in a container, and
//! each test has a database of its own, in which it runs what it passes to `in_database`. The first
//! test starts the container, and a shell removes it when the test process ends, in whatever way. One
//! test checks that the entities declare the tables that the migrations create.
//!
//! <!-- shown: file guide/starter/tests/database/main.rs -->
//!
//! `in_database` is in a file of its own:
//!
//! <!-- shown: file guide/starter/tests/database/server.rs -->

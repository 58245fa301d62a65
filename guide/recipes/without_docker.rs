//! # How do I test on PostgreSQL without Docker?
//!
//! Set `TEST_DATABASE_URL` to a server on which you may create databases. The code for
//! [a throwaway PostgreSQL](how-do-i-test-on-a-throwaway-postgresql.md) then starts no container: each
//! test creates a database `starter_test_…` on that server and drops it at its end. If a test fails,
//! its database stays until the next run.

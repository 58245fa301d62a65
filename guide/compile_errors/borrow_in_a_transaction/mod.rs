//! # lifetime may not live long enough, at `transaction`
//!
//! The closure of `transaction` returns a boxed future, which may borrow only the transaction. The
//! closure of `transaction_async` can borrow what is around it.

//! # E0277: `impl ConnectionTrait: TransactionTrait` is not satisfied
//!
//! A builder saves its tree in a transaction, so it needs `TransactionTrait`. If the function also
//! queries, use `&(impl ConnectionTrait + TransactionTrait)`.

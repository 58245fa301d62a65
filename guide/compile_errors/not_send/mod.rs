//! # future cannot be sent between threads safely
//!
//! A spawned task can move to another thread at each `.await`. A value that can't be sent to
//! another thread, such as the guard of a `Mutex`, must be dropped before the `.await`.

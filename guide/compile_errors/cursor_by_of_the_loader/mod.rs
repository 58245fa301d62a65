//! # E0599: no method named `cursor_by` found for struct `brand::EntityLoader`
//!
//! The loader has `paginate` but no cursor. Write the condition yourself: rows whose key is greater
//! than the last one that you saw.

//! # unknown `from` column `BrandId`
//!
//! `from` is the name of a field of the same struct. Add the foreign-key field.

//! # E0599: no method named `add_model` found for struct `brand::ActiveModelEx`
//!
//! `add_model` comes from the field `models`. An entity without the field has no such method.

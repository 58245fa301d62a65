//! # E0599: no method named `cursor_by` found for struct `SelectTwoMany`
//!
//! `find_with_related` returns a row for each child, so a page of its rows isn't a page of parents,
//! and it has no `cursor_by`. Page the parents, then load their children with `load_many`. [A
//! recipe](../recipes/how-do-i-page-with-a-cursor-keyset-pagination.md) shows what `cursor_by`
//! works on.

//! # E0271: `<ActiveModelEx as ActiveModelTrait>::Entity == Entity`, at a list with `via`
//!
//! `via` follows the two `belongs_to` fields of the link entity. Here, one of them is missing.

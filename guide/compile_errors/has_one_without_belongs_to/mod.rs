//! # E0277: `car_model::Entity: Related<brand::Entity>` is not satisfied, at a `has_one`
//!
//! A `has_one` also needs a `belongs_to` in the other entity, or a `Related` by hand. Make that
//! foreign key `unique`.

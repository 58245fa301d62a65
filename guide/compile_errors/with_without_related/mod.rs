//! # E0277: `car_model::Entity: Related<brand::Entity>` is not satisfied, at `with`
//!
//! `.with(brand::Entity)` needs a relation field for `brand`.

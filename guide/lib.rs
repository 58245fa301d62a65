//! Code on two pages as documentation tests: what compiles, and what doesn't.

/// Each error's program that doesn't compile, and the one that does.
macro_rules! compile_errors {
    ($($error:ident,)+) => {
        $(
            #[doc = concat!("```compile_fail\n", include_str!(concat!("compile_errors/", stringify!($error), "/wrong.rs")), "```")]
            #[doc = concat!("```\n", include_str!(concat!("compile_errors/", stringify!($error), "/right.rs")), "```")]
            #[cfg(doctest)]
            pub mod $error {}
        )+
    };
}

compile_errors! {
    avg_of_a_typed_column,
    belongs_to_and_an_option,
    belongs_to_option_and_no_option,
    borrow_in_a_transaction,
    both_ends_has_many,
    builder_without_a_transaction,
    dyn_connection_trait,
    four_levels,
    has_many_without_belongs_to,
    has_one_without_belongs_to,
    method_of_model_on_modelex,
    no_method_add,
    not_send,
    same_name_twice,
    typed_column_as_expression,
    unknown_from_column,
    via_without_the_other_side,
    with_without_related,
    cursor_by_of_a_list,
    cursor_by_of_the_loader,
    via_in_another_folder,
    trait_not_in_scope,
    get_schema_registry_without_its_feature,
    struct_as_columns,
}

#[cfg(doctest)]
#[path = "from_1x/rejected/mod.rs"]
mod rejected;

#[cfg(doctest)]
#[path = "from_1x/only_new/mod.rs"]
mod only_new;

/// Each call with exactly the `use` that it needs.
#[cfg(doctest)]
#[doc = concat!("```\n", include_str!("uses/calls.rs"), "```")]
pub struct Uses;

//! Tests that have names of their own and can say that they did not run.

use std::{
    cell::{Cell, RefCell},
    panic::{self, AssertUnwindSafe, catch_unwind},
    process::ExitCode,
};

use libtest_mimic::{Arguments, Completion, Failed, Trial};

use crate::{Kind, block_on, say, server, setting};

/// The payload of a panic that is no failure.
struct DidNotRun(String);

/// Ends a test that this machine can't run. Where `CI` is set that is a failure.
///
/// # Panics
///
/// Always: that is how it ends the test.
#[track_caller]
pub fn did_not_run(reason: impl Into<String>) -> ! {
    let reason = reason.into();
    if setting("CI").is_some() {
        panic!("did not run, and CI is set: {reason}");
    }
    panic::panic_any(DidNotRun(reason))
}

thread_local! {
    /// Whether a test runs on this thread.
    static IN_TEST: Cell<bool> = const { Cell::new(false) };
    /// Where that test panicked last, and what it said.
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs the tests that the arguments of the process name, and says at the end
/// how to get a server if there was none.
pub fn main(trials: Vec<Trial>) -> ExitCode {
    panic::set_hook(Box::new(|panic| match IN_TEST.get() {
        true => PANIC.set(panic.to_string()),
        false => say(&panic.to_string()),
    }));
    let mut arguments = Arguments::from_args();
    // As libtest has it.
    let threads =
        setting("RUST_TEST_THREADS").and_then(|threads| threads.parse().ok());
    arguments.test_threads = arguments.test_threads.or(threads);
    let conclusion = libtest_mimic::run(&arguments, trials);
    if let Some(reason) = server::missing() {
        say(&format!("No test ran on PostgreSQL: {reason}"));
    }
    conclusion.exit_code()
}

fn trial(name: String, work: impl FnOnce() + Send + 'static) -> Trial {
    Trial::ignorable_test(name, || {
        IN_TEST.set(true);
        let Err(payload) = catch_unwind(AssertUnwindSafe(work)) else {
            return Ok(Completion::Completed);
        };
        match payload.downcast::<DidNotRun>() {
            Ok(reason) => Ok(Completion::ignored_with(reason.0)),
            Err(_) => Err(Failed::from(PANIC.take())),
        }
    })
}

/// What [`tests!`](crate::tests) takes: `fn()`, `async fn()`, `async fn(Kind)`,
/// which is a test on each database, and a function that returns trials.
pub trait Test<How> {
    /// The test under that name, or the tests under names of their own.
    fn trials(self, name: String) -> Vec<Trial>;
}

#[doc(hidden)]
pub struct Plain;

impl<F: FnOnce() + Send + 'static> Test<Plain> for F {
    fn trials(self, name: String) -> Vec<Trial> {
        vec![trial(name, self)]
    }
}

#[doc(hidden)]
pub struct Async;

impl<F: FnOnce() -> W + Send + 'static, W: Future<Output = ()>> Test<Async>
    for F
{
    fn trials(self, name: String) -> Vec<Trial> {
        vec![trial(name, move || block_on(self()))]
    }
}

#[doc(hidden)]
pub struct OnBoth;

impl<F: FnOnce(Kind) -> W + Copy + Send + 'static, W: Future<Output = ()>>
    Test<OnBoth> for F
{
    fn trials(self, name: String) -> Vec<Trial> {
        let on = |kind: Kind| {
            trial(format!("{name}::{kind}"), move || block_on(self(kind)))
        };
        Kind::BOTH.map(on).into()
    }
}

#[doc(hidden)]
pub struct Several;

impl<F: FnOnce() -> Vec<Trial>> Test<Several> for F {
    fn trials(self, _: String) -> Vec<Trial> {
        self()
    }
}

/// Lists the tests of a module: `tests![reads::tests, rows_stay; ignored: measured]`
/// makes the function `tests`. One that no list has is dead code.
#[macro_export]
macro_rules! tests {
    ($($test:path),+ $(; ignored: $($ignored:path),+)? $(,)?) => {
        pub(crate) fn tests() -> Vec<$crate::Trial> {
            let mut trials = Vec::new();
            $(trials.extend($crate::Test::trials(
                $test,
                $crate::name(module_path!(), stringify!($test)),
            ));)+
            $($(trials.extend($crate::Test::trials(
                $ignored,
                $crate::name(module_path!(), stringify!($ignored)),
            ).into_iter().map(|trial| trial.with_ignored_flag(true)));)+)?
            trials
        }
    };
}

/// The name of a test: its path without the name of the program. A file that is
/// one test has a function `test`.
#[doc(hidden)]
pub fn name(module: &str, test: &str) -> String {
    let path = format!("{module}::{}", test.replace(' ', ""));
    let (_, path) = path.split_once("::").expect("a program");
    path.trim_end_matches("::test").to_owned()
}

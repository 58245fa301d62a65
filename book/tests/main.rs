//! The book as a reader has it: built, served, and looked at in a browser.

#![allow(clippy::expect_used, reason = "a test may panic")]

mod browser;
mod looked_at;
mod written;

use std::{
    env, fs,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::OnceLock,
    thread,
};

use book::{Site, serve};
use browser::Tab;
use libtest_mimic::{Arguments, Completion, Failed, Trial};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the repository")
        .to_owned()
}

/// Where the book of these tests is.
fn out() -> PathBuf {
    root().join("target/book-tests")
}

/// Builds the book and serves it. Returns its address.
fn served() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| {
        let site = Site {
            root: root(),
            out: out(),
            repository: None,
        };
        site.build().expect("the book is built");
        let (tell, told) = std::sync::mpsc::channel();
        thread::spawn(move || {
            serve::serve(site, 0, |address| {
                tell.send(address.to_owned()).expect("the tests wait");
                Ok(())
            })
        });
        told.recv().expect("an address")
    })
}

/// Whether the page only leads to another one.
fn redirects(page: &Path) -> bool {
    let text = fs::read_to_string(page).expect("a page");
    text.contains("http-equiv=\"refresh\"")
}

/// The addresses of all pages, from the root of the book.
fn pages() -> Vec<String> {
    served();
    let (mut pages, mut folders) = (Vec::new(), vec![out()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "html")
                && !redirects(&path)
            {
                let page = path
                    .strip_prefix(out())
                    .expect("in the book")
                    .to_str()
                    .expect("UTF-8");
                pages.push(page.to_owned());
            }
        }
    }
    pages.retain(|page| page != "toc.html" && page != "404.html");
    pages.sort();
    pages
}

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Each has a browser of its own.
    arguments.test_threads = Some(2);
    let trials =
        written::tests().into_iter().chain(looked_at::tests()).collect();
    let code = libtest_mimic::run(&arguments, trials).exit_code();
    browser::stop();
    code
}

/// A test in a browser. Without one it didn't run; where `CI` is set, that is a failure.
fn in_browser(name: &str, test: impl FnOnce(&Tab) + Send + 'static) -> Trial {
    in_browser_if(name, Ok(()), |tab, ()| test(tab))
}

/// The same for a test that needs one thing more.
fn in_browser_if<T: Send + 'static>(
    name: &str,
    needed: Result<T, String>,
    test: impl FnOnce(&Tab, T) + Send + 'static,
) -> Trial {
    Trial::ignorable_test(name, || {
        let (needed, tab) =
            match needed.and_then(|needed| Ok((needed, Tab::new()?))) {
                Ok(both) => both,
                Err(reason) if env::var_os("CI").is_some() => {
                    return Err(Failed::from(reason));
                }
                Err(reason) => return Ok(Completion::ignored_with(reason)),
            };
        let outcome = catch_unwind(AssertUnwindSafe(|| test(&tab, needed)));
        tab.close();
        outcome.map_or_else(
            |panic| resume_unwind(panic),
            |()| Ok(Completion::Completed),
        )
    })
}

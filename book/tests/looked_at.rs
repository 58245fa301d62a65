//! What a reader sees, does and hears.

use std::{env, fs};

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::{browser::Tab, in_browser, out, pages, root, served};

/// Words that people paste into a search, and the page that they look for.
const SEARCHES: [(&str, &str); 20] = [
    (
        "None of the records are updated",
        "traps/none-of-the-records-are-updated-a-new-link",
    ),
    (
        "RecordNotUpdated",
        "traps/none-of-the-records-are-updated-a-new-link",
    ),
    (
        "Primay key not set for UpdateOne",
        "traps/primay-key-not-set-for-updateone",
    ),
    ("n+1", "traps/one-statement-per-parent-n1"),
    (
        "upsert",
        "recipes/how-do-i-insert-a-row-or-update-the-one-that-exists-upsert",
    ),
    (
        "missing FROM-clause entry for table",
        "traps/missing-from-clause-entry-for-table-a-filter",
    ),
    (
        "violates not-null constraint",
        "traps/violates-not-null-constraint-a-link",
    ),
    (
        "A null value was encountered while decoding",
        "traps/a-null-value-was-encountered-while-decoding",
    ),
    ("specified more than once", "traps/specified-more-than-once"),
    (
        "mismatched types NUMERIC SUM",
        "traps/mismatched-types-rust-type--is-not-compatible-with-sql-type-numeric-sum",
    ),
    (
        "limit returns too few parents",
        "traps/limit-returns-too-few-parents",
    ),
    (
        "replace_all",
        "traps/replace_all-deletes-the-links-own-data",
    ),
    (
        "future cannot be sent between threads safely",
        "compile-errors/future-cannot-be-sent-between-threads-safely",
    ),
    (
        "requires non-Option from fields",
        "compile-errors/belongstoentity-requires-non-option-from-fields",
    ),
    ("find_also_related", "from-1x/find_also_related"),
    ("back_populates", "car-mart/how-are-the-parts-named"),
    ("joinedload", "dictionary"),
    ("soft delete", "recipes/how-do-i-soft-delete-a-row"),
    ("composite key", "shapes/composite-key"),
    ("followers", "shapes/followers"),
];

/// Pages of each kind.
const SOME: [&str; 10] = [
    "index.html",
    "car-mart/how-do-i-update-a-row.html",
    "car-mart/how-do-i-delete-a-row.html",
    "car-mart/what-does-the-database-refuse.html",
    "traps/a-unique-is-gone-after-sync.html",
    "traps/primay-key-not-set-for-updateone.html",
    "shapes/home-away.html",
    "recipes/how-do-i-page-parents-with-their-children.html",
    "compile-errors/unknown-from-column-brandid.html",
    "dictionary.html",
];
const STEP: &str = "car-mart/how-do-i-update-a-row.html";
const TWO_DATABASES: &str = "traps/a-unique-is-gone-after-sync.html";

pub fn tests() -> Vec<Trial> {
    vec![
        in_browser("every_page_is_whole_and_accessible_1", async |tab| {
            whole(tab, 0).await
        }),
        in_browser("every_page_is_whole_and_accessible_2", async |tab| {
            whole(tab, 1).await
        }),
        in_browser(
            "every_page_fits_a_phone_and_has_contrast_in_the_dark_1",
            async |tab| phone(tab, 0).await,
        ),
        in_browser(
            "every_page_fits_a_phone_and_has_contrast_in_the_dark_2",
            async |tab| phone(tab, 1).await,
        ),
        in_browser("every_page_fits_a_tablet", async |tab| fits(tab, 768).await),
        in_browser("the_frame_of_a_page_is_accessible", frame),
        in_browser("the_search_finds_twenty_pages", searches),
        in_browser("a_choice_is_kept", kept_choice),
        in_browser("a_theme_is_kept", kept_theme),
        in_browser("keys_open_the_search_and_the_next_page", keys),
        in_browser("a_number_marks_its_statement", numbers),
        in_browser("a_changed_cell_says_so", said),
        in_browser("all_text_is_there_without_javascript", without_javascript),
        in_browser("the_book_works_from_the_disk", from_disk),
        in_browser("a_page_prints_without_its_frame", printed),
        in_browser("pictures_of_ten_pages", pictures).with_ignored_flag(true),
    ]
}

async fn show(tab: &Tab, page: &str) {
    tab.open(&format!("{}/{page}", served())).await;
}

/// Nothing on the console, no picture missing, no other host, no serious finding of axe.
async fn whole(tab: &Tab, part: usize) {
    with_axe(tab).await;
    let mut wrong = Vec::new();
    for page in pages().iter().skip(part).step_by(2) {
        show(tab, page).await;
        let mut found = tab.console().await;
        found.extend(texts(&tab.js(
            "const all = performance.getEntriesByType('resource').map(one => one.name); \
             return [...document.images].filter(one => !one.naturalWidth).map(one => 'no picture ' + one.src) \
             .concat(all.filter(name => !name.startsWith(location.origin)))",
        ).await));
        found.extend(wide(tab).await);
        found.extend(axe(tab, "'main', {}").await);
        wrong.extend(found.into_iter().map(|found| format!("{page}: {found}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Nothing is wider than a phone, and everything can be read in the dark.
async fn phone(tab: &Tab, part: usize) {
    with_axe(tab).await;
    tab.width(390).await;
    tab.dark(true).await;
    let mut wrong = Vec::new();
    for page in pages().iter().skip(part).step_by(2) {
        show(tab, page).await;
        let mut found = wide(tab).await;
        found.extend(axe(tab, "'main', { runOnly: ['color-contrast'] }").await);
        wrong.extend(found.into_iter().map(|found| format!("{page}: {found}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn fits(tab: &Tab, width: u32) {
    tab.width(width).await;
    let mut wrong = Vec::new();
    for page in pages() {
        show(tab, &page).await;
        wrong.extend(
            wide(tab)
                .await
                .into_iter()
                .map(|found| format!("{page}: {found}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wider than the window: the page, or a part of it outside of code and pictures.
async fn wide(tab: &Tab) -> Vec<String> {
    texts(&tab.js(
        "const over = one => one.getBoundingClientRect().right > innerWidth + 1; \
         const page = document.documentElement.scrollWidth > innerWidth ? ['the page'] : []; \
         const scrolls = one => one.scrollWidth > one.clientWidth + 1; \
         return page.concat([...document.querySelectorAll('main *')].filter(one => !one.closest('pre, .picture, .said') && (over(one) || one.matches('.table-wrapper') && scrolls(one))) \
         .slice(0, 3).map(one => `wider than ${innerWidth}: ` + one.outerHTML.slice(0, 100)))",
    ).await)
}

/// Puts axe into every page that is opened from now on.
async fn with_axe(tab: &Tab) {
    let file = env::var_os("AXE").map_or_else(|| root().join("target/axe/axe.min.js"), Into::into);
    let axe =
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    tab.devtools(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": axe }),
    )
    .await;
}

/// The serious findings of axe.
async fn axe(tab: &Tab, arguments: &str) -> Vec<String> {
    texts(&tab.resolved(&format!(
        "axe.run({arguments}).then(found => found.violations.filter(one => ['serious', 'critical'].includes(one.impact)) \
         .map(one => `${{one.id}}, ${{one.nodes.length}} times: ${{one.nodes[0].html.slice(0, 150)}} ${{one.nodes[0].failureSummary}}`))"
    )).await)
}

fn texts(list: &Value) -> Vec<String> {
    let list = list
        .as_array()
        .unwrap_or_else(|| panic!("not a list: {list}"));
    list.iter()
        .map(|text| text.as_str().expect("a text").to_owned())
        .collect()
}

async fn frame(tab: &Tab) {
    with_axe(tab).await;
    for (page, dark) in [
        ("index.html", false),
        (STEP, true),
        ("index.html?search=limit", false),
    ] {
        tab.dark(dark).await;
        show(tab, page).await;
        if page.contains("search") {
            tab.until("document.querySelector('#mdbook-searchresults li')")
                .await;
        }
        let found = axe(tab, "document, {}").await;
        assert!(found.is_empty(), "{page}: {}", found.join("\n"));
    }
}

async fn searches(tab: &Tab) {
    let mut wrong = Vec::new();
    for (words, page) in SEARCHES {
        show(
            tab,
            &format!(
                "index.html?search={}",
                words.replace('+', "%2B").replace(' ', "+")
            ),
        )
        .await;
        tab.until("document.querySelector('#mdbook-searchresults li')")
            .await;
        let found = tab.js("return [...document.querySelectorAll('#mdbook-searchresults a')].slice(0, 2).map(one => new URL(one.href).pathname)").await;
        if !texts(&found).contains(&format!("/{page}.html")) {
            wrong.push(format!("{words}: {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn kept_choice(tab: &Tab) {
    let chosen = "return [...document.querySelectorAll('.tabs')].map(one => one.querySelector(':checked').value).join()";
    let shown = "return [...document.querySelectorAll('.tabs .form')].filter(one => one.checkVisibility()).length";
    show(tab, TWO_DATABASES).await;
    let first = tab.js(chosen).await;
    let all = first.as_str().expect("a text").split(',').count();
    assert_eq!(first, vec!["PostgreSQL"; all].join(","));
    assert_eq!(tab.js(shown).await, all);
    tab.js("document.querySelector('.tabs > input').focus()")
        .await;
    tab.press("ArrowRight").await;
    assert_eq!(
        tab.js(chosen).await,
        vec!["SQLite"; all].join(","),
        "all tabs of a page go along"
    );
    show(tab, TWO_DATABASES).await;
    assert_eq!(
        tab.js(chosen).await,
        vec!["SQLite"; all].join(","),
        "the next page has the same choice"
    );
    assert_eq!(tab.js(shown).await, all);
}

async fn kept_theme(tab: &Tab) {
    let color = "return getComputedStyle(document.body.parentElement).backgroundColor";
    show(tab, STEP).await;
    let light = tab.js(color).await;
    tab.js("document.getElementById('mdbook-theme-toggle').click(); document.getElementById('mdbook-theme-navy').click()").await;
    let dark = tab.js(color).await;
    assert_ne!(light, dark);
    show(tab, "index.html").await;
    assert_eq!(
        tab.js(color).await,
        dark,
        "the next page has the same theme"
    );
}

async fn keys(tab: &Tab) {
    show(tab, STEP).await;
    tab.press("/").await;
    tab.until("document.activeElement.id === 'mdbook-searchbar'")
        .await;
    tab.press("Escape").await;
    tab.js("document.activeElement.blur()").await;
    let next = tab
        .js("return document.querySelector('.around [rel=next]').href")
        .await;
    tab.press("ArrowRight").await;
    tab.until(&format!("location.href === {next}")).await;
}

/// The focus on a number of the code marks the statement, and Enter goes there.
async fn numbers(tab: &Tab) {
    show(tab, STEP).await;
    let marked = "return [...document.querySelectorAll('[data-n]')].filter(one => getComputedStyle(one).outlineStyle === 'solid').map(one => one.className.split(' ')[0] + one.dataset.n).join()";
    assert_eq!(tab.js(marked).await, "");
    tab.js("document.querySelector('.ln[data-n=\"2\"] .no').focus()")
        .await;
    assert_eq!(tab.js(marked).await, "ln2,stmt2");
    tab.js("document.activeElement.click()").await;
    assert_eq!(
        tab.js("return document.querySelector(':target').className.split(' ')[0]")
            .await,
        "stmt"
    );
    let ends = tab.js("return [...document.querySelectorAll('.no[href]')].filter(one => !document.getElementById(one.hash.slice(1))).length").await;
    assert_eq!(ends, 0, "each number leads to one that is there");
}

async fn said(tab: &Tab) {
    show(tab, STEP).await;
    let tree = tab.devtools("Accessibility.getFullAXTree", json!({})).await;
    let nodes = tree["nodes"].as_array().expect("nodes");
    let names: Vec<_> = nodes
        .iter()
        .filter(|node| node["role"]["value"] == "cell")
        .filter_map(|node| node["name"]["value"].as_str())
        .collect();
    assert!(names.contains(&"changed from 21000 to 21500"), "{names:?}");
}

async fn without_javascript(tab: &Tab) {
    let text = "return [document.querySelector('main').innerText.replace(/\\s+/g, ' ')]";
    for page in SOME {
        tab.devtools(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": false }),
        )
        .await;
        show(tab, page).await;
        let with = tab.js(text).await;
        tab.devtools(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": true }),
        )
        .await;
        show(tab, page).await;
        assert_eq!(
            tab.js("return document.documentElement.classList.contains('js')")
                .await,
            false
        );
        assert_eq!(tab.js(text).await, with, "{page}");
        assert_eq!(
            tab.js("return document.querySelectorAll('.sidebar iframe').length")
                .await,
            1,
            "{page} has a side bar"
        );
    }
}

async fn from_disk(tab: &Tab) {
    served();
    tab.open(&format!(
        "file://{}/index.html?search=upsert",
        out().display()
    ))
    .await;
    tab.until("document.querySelector('#mdbook-searchresults li')")
        .await;
    assert_eq!(tab.console().await, Vec::<String>::new());
}

async fn printed(tab: &Tab) {
    show(tab, STEP).await;
    tab.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }))
        .await;
    let shown = tab.js("return ['#mdbook-menu-bar', '#mdbook-sidebar', '.around', '.stmt', '.changes'].map(one => document.querySelector(one).checkVisibility())").await;
    assert_eq!(shown, json!([false, false, false, true, true]));
}

/// Not compared: to be looked at, in `target/book-pictures`.
async fn pictures(tab: &Tab) {
    let folder = root().join("target/book-pictures");
    fs::create_dir_all(&folder).expect("a folder");
    for dark in [false, true] {
        tab.dark(dark).await;
        for width in [390, 1280] {
            tab.width(width).await;
            for page in SOME {
                show(tab, page).await;
                let theme = if dark { "dark" } else { "light" };
                let name = format!(
                    "{}-{width}-{theme}.png",
                    page.replace('/', "-").trim_end_matches(".html")
                );
                fs::write(folder.join(name), tab.picture().await).expect("a picture");
            }
        }
    }
}

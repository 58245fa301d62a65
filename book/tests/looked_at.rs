//! What a reader sees, does and hears.

use std::{env, fs, path::PathBuf};

use base64::{Engine, prelude::BASE64_STANDARD};
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::{
    browser::Tab, in_browser, in_browser_if, out, pages, root, served,
};

/// Words that people paste into a search, and the page that they look for.
const SEARCHES: [(&str, &str); 20] = [
    (
        "None of the records are updated",
        "traps/none-of-the-records-are-updated-a-new-link",
    ),
    ("RecordNotUpdated", "traps/none-of-the-records-are-updated-a-new-link"),
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
    ("limit returns too few parents", "traps/limit-returns-too-few-parents"),
    ("replace_all", "traps/replace_all-deletes-the-links-own-data"),
    (
        "future cannot be sent between threads safely",
        "compile-errors/future-cannot-be-sent-between-threads-safely",
    ),
    (
        "requires non-Option from fields",
        "compile-errors/belongstoentity-requires-non-option-from-fields",
    ),
    ("find_also_related", "from-1x/find_also_related"),
    ("back_populates", "car-mart/three-tables/how-are-the-parts-named"),
    ("joinedload", "dictionary"),
    ("soft delete", "recipes/how-do-i-soft-delete-a-row"),
    ("composite key", "shapes/composite-key"),
    ("followers", "shapes/followers"),
];

/// Pages of each kind.
const SOME: [&str; 10] = [
    "index.html",
    "car-mart/update-and-delete/how-do-i-update-a-row.html",
    "car-mart/update-and-delete/how-do-i-delete-a-row.html",
    "car-mart/update-and-delete/what-does-the-database-refuse.html",
    "traps/a-unique-is-gone-after-sync.html",
    "traps/primay-key-not-set-for-updateone.html",
    "shapes/home-away.html",
    "recipes/how-do-i-page-parents-with-their-children.html",
    "compile-errors/unknown-from-column-brandid.html",
    "dictionary.html",
];
/// Pages of the kinds that `SOME` has none of: a form of 1.x, a report, charts, a lesson's contents, tables alone.
const OTHERS: [&str; 5] = [
    "from-1x/linked.html",
    "upstream/children-under-relation_enum-are-dropped.html",
    "speed.html",
    "car-mart/index.html",
    "choosing.html",
];
const STEP: &str = "car-mart/update-and-delete/how-do-i-update-a-row.html";
const TWO_DATABASES: &str = "traps/a-unique-is-gone-after-sync.html";

pub fn tests() -> Vec<Trial> {
    vec![
        with_axe("every_page_is_whole_1", |tab| whole(tab, 0)),
        with_axe("every_page_is_whole_2", |tab| whole(tab, 1)),
        in_browser("every_page_fits_a_phone", |tab| fits(tab, 390)),
        in_browser("every_page_fits_a_tablet", |tab| fits(tab, 768)),
        with_axe("all_colors_have_contrast", contrast),
        with_axe("the_frame_of_a_page_is_accessible", frame),
        in_browser("the_search_finds_twenty_pages", searches),
        in_browser("a_choice_is_kept", kept_choice),
        in_browser("a_theme_is_kept", kept_theme),
        in_browser("keys_open_the_search_the_side_bar_and_the_next_page", keys),
        in_browser("a_number_marks_its_statement", numbers),
        in_browser("a_changed_cell_says_so", said),
        in_browser("all_text_is_there_without_javascript", without_javascript),
        in_browser("the_book_works_from_the_disk", from_disk),
        in_browser("a_page_prints_without_its_frame", printed),
        in_browser("pictures_of_ten_pages", pictures).with_ignored_flag(true),
        with_axe("all_colors_have_contrast_on_every_page", |tab| {
            contrast_of(tab, &pages());
        })
        .with_ignored_flag(true),
        in_browser("a_page_is_shown_in_300_ms_from_the_disk", first_paint)
            .with_ignored_flag(true),
    ]
}

fn show(tab: &Tab, page: &str) {
    tab.open(&format!("{}/{page}", served()));
}

/// What is wrong on each of the pages.
fn none_is_wrong(
    pages: impl IntoIterator<Item = String>,
    look: impl Fn(&str) -> Vec<String>,
) {
    let of_page = |page: String| {
        look(&page).into_iter().map(move |found| format!("{page}: {found}"))
    };
    let wrong: Vec<_> = pages.into_iter().flat_map(of_page).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Nothing on the console, no picture missing, no other host, no serious finding of axe. Contrast takes axe long, and
/// has a test of its own.
fn whole(tab: &Tab, part: usize) {
    none_is_wrong(pages().into_iter().skip(part).step_by(2), |page| {
        show(tab, page);
        let mut found = tab.console();
        found.extend(texts(&tab.js("
            const all = performance.getEntriesByType('resource').map(one => one.name);
            const missing = [...document.images].filter(one => !one.naturalWidth).map(one => 'no picture ' + one.src);
            return missing.concat(all.filter(name => !name.startsWith(location.origin)));
        ")));
        found.extend(wide(tab));
        found.extend(axe(
            tab,
            "'main', { rules: { 'color-contrast': { enabled: false } } }",
        ));
        found
    });
}

fn fits(tab: &Tab, width: u32) {
    tab.width(width);
    none_is_wrong(pages(), |page| {
        show(tab, page);
        wide(tab)
    });
}

/// The colors are those of kinds of blocks, so a page of each kind is enough. All pages take minutes: that test is
/// ignored.
fn contrast(tab: &Tab) {
    let pages = SOME.iter().chain(&OTHERS).map(|&page| page.to_owned());
    contrast_of(tab, &pages.collect::<Vec<_>>());
}

fn contrast_of(tab: &Tab, pages: &[String]) {
    for dark in [false, true] {
        tab.dark(dark);
        none_is_wrong(pages.iter().cloned(), |page| {
            show(tab, page);
            axe(tab, "'main', { runOnly: ['color-contrast'] }")
        });
    }
}

/// What is wider than the window: the page, or a part of it outside of code and pictures.
fn wide(tab: &Tab) -> Vec<String> {
    texts(&tab.js("
        const over = one => one.getBoundingClientRect().right > innerWidth + 1;
        const scrolls = one => one.matches('.table-wrapper') && one.scrollWidth > one.clientWidth + 1;
        const parts = [...document.querySelectorAll('main *')].filter(one => !one.closest('pre, .picture, .said, .wide thead'));
        const page = document.documentElement.scrollWidth > innerWidth ? ['the page is wider'] : [];
        const wide = parts.filter(one => over(one) || scrolls(one)).slice(0, 3);
        return page.concat(wide.map(one => `wider than ${innerWidth}: ${one.outerHTML.slice(0, 100)}`));
    "))
}

/// A test in a browser in which each page has axe.
fn with_axe(name: &str, test: impl FnOnce(&Tab) + Send + 'static) -> Trial {
    let package = "target/axe/axe_playwright_python/axe.min.js";
    let file =
        env::var_os("AXE").map_or_else(|| root().join(package), PathBuf::from);
    let axe = fs::read_to_string(&file).map_err(|_| {
        format!("{} is not there: .ci/run says how to get it", file.display())
    });
    in_browser_if(name, axe, |tab, axe| {
        tab.devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": axe }),
        );
        test(tab);
    })
}

/// The serious findings of axe.
fn axe(tab: &Tab, arguments: &str) -> Vec<String> {
    texts(&tab.resolved(&format!("axe.run({arguments}).then(found => {{
        const serious = found.violations.filter(one => ['serious', 'critical'].includes(one.impact));
        const first = one => one.nodes[0].html.slice(0, 150) + ' ' + one.nodes[0].failureSummary;
        return serious.map(one => `${{one.id}}, ${{one.nodes.length}} times: ${{first(one)}}`);
    }})")))
}

fn texts(list: &Value) -> Vec<String> {
    let list = list.as_array().unwrap_or_else(|| panic!("not a list: {list}"));
    list.iter()
        .map(|text| text.as_str().expect("a text").to_owned())
        .collect()
}

fn frame(tab: &Tab) {
    for (page, dark) in [
        ("index.html", false),
        (STEP, true),
        ("index.html?search=limit", false),
    ] {
        tab.dark(dark);
        show(tab, page);
        if page.contains("search") {
            tab.until("document.querySelector('#mdbook-searchresults li')");
        }
        let found = axe(tab, "document, {}");
        assert!(found.is_empty(), "{page}: {}", found.join("\n"));
    }
}

fn searches(tab: &Tab) {
    let mut wrong = Vec::new();
    for (words, page) in SEARCHES {
        show(
            tab,
            &format!(
                "index.html?search={}",
                words.replace('+', "%2B").replace(' ', "+")
            ),
        );
        tab.until("document.querySelector('#mdbook-searchresults li')");
        let found = tab.js("return [...document.querySelectorAll('#mdbook-searchresults a')].slice(0, 2).map(one => new URL(one.href).pathname)");
        if !texts(&found).contains(&format!("/{page}.html")) {
            wrong.push(format!("{words}: {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn kept_choice(tab: &Tab) {
    let chosen = "return [...document.querySelectorAll('.tabs')].map(one => one.querySelector(':checked').value).join()";
    let shown = "return [...document.querySelectorAll('.tabs .form')].filter(one => one.checkVisibility()).length";
    show(tab, TWO_DATABASES);
    let first = tab.js(chosen);
    let all = first.as_str().expect("a text").split(',').count();
    assert_eq!(first, vec!["PostgreSQL"; all].join(","));
    assert_eq!(tab.js(shown), all);
    tab.js("document.querySelector('.tabs > input').focus()");
    tab.press('\u{e014}');
    assert_eq!(
        tab.js(chosen),
        vec!["SQLite"; all].join(","),
        "all tabs of a page go along"
    );
    show(tab, TWO_DATABASES);
    assert_eq!(
        tab.js(chosen),
        vec!["SQLite"; all].join(","),
        "the next page has the same choice"
    );
    assert_eq!(tab.js(shown), all);
}

fn kept_theme(tab: &Tab) {
    let color =
        "return getComputedStyle(document.body.parentElement).backgroundColor";
    show(tab, STEP);
    let light = tab.js(color);
    tab.js("document.getElementById('mdbook-theme-toggle').click(); document.getElementById('mdbook-theme-navy').click()");
    let dark = tab.js(color);
    assert_ne!(light, dark);
    show(tab, "index.html");
    assert_eq!(tab.js(color), dark, "the next page has the same theme");
}

fn keys(tab: &Tab) {
    let [right, escape, enter] = ['\u{e014}', '\u{e00c}', '\u{e007}'];
    show(tab, STEP);
    tab.press('/');
    tab.until("document.activeElement.id === 'mdbook-searchbar'");
    tab.press(escape);
    tab.js("document.activeElement.blur()");
    let visible =
        "return document.documentElement.classList.contains('sidebar-visible')";
    assert_eq!(tab.js(visible), true);
    tab.js("document.getElementById('mdbook-sidebar-toggle').focus()");
    tab.press(enter);
    assert_eq!(tab.js(visible), false);
    tab.press(enter);
    tab.js("document.activeElement.blur()");
    let next =
        tab.js("return document.querySelector('.around [rel=next]').href");
    tab.press(right);
    tab.until(&format!("location.href === {next}"));
}

/// The focus on a number of the code marks the statement, and Enter goes there.
fn numbers(tab: &Tab) {
    show(tab, STEP);
    let marked = "return [...document.querySelectorAll('[data-n]')].filter(one => one.checkVisibility() && getComputedStyle(one).outlineStyle === 'solid').map(one => one.className.split(' ')[0] + one.dataset.n).join()";
    assert_eq!(tab.js(marked), "");
    tab.js("document.querySelector('.ln[data-n=\"2\"] .no').focus()");
    assert_eq!(tab.js(marked), "ln2,stmt2");
    tab.js("document.activeElement.click()");
    assert_eq!(
        tab.js(
            "return document.querySelector(':target').className.split(' ')[0]"
        ),
        "stmt"
    );
    let ends = tab.js("return [...document.querySelectorAll('.no[href]')].filter(one => !document.getElementById(one.hash.slice(1))).length");
    assert_eq!(ends, 0, "each number leads to one that is there");
}

fn said(tab: &Tab) {
    show(tab, STEP);
    let tree = tab.devtools("Accessibility.getFullAXTree", json!({}));
    let nodes = tree["nodes"].as_array().expect("nodes");
    let names: Vec<_> = nodes
        .iter()
        .filter(|node| node["role"]["value"] == "cell")
        .filter_map(|node| node["name"]["value"].as_str())
        .collect();
    assert!(names.contains(&"changed from 21000 to 21500"), "{names:?}");
}

fn without_javascript(tab: &Tab) {
    let text = "return [document.querySelector('main').innerText.replace(/\\s+/g, ' ')]";
    for page in SOME {
        tab.devtools(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": false }),
        );
        show(tab, page);
        let with = tab.js(text);
        tab.devtools(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": true }),
        );
        show(tab, page);
        assert_eq!(
            tab.js("return document.documentElement.classList.contains('js')"),
            false
        );
        assert_eq!(tab.js(text), with, "{page}");
        assert_eq!(
            tab.js(
                "return document.querySelectorAll('.sidebar iframe').length"
            ),
            1,
            "{page} has a side bar"
        );
    }
}

fn from_disk(tab: &Tab) {
    served();
    tab.open(&format!("file://{}/index.html?search=upsert", out().display()));
    tab.until("document.querySelector('#mdbook-searchresults li')");
    assert_eq!(tab.console(), Vec::<String>::new());
}

/// Ignored, because another program on the machine changes it: the median of five times of each page.
fn first_paint(tab: &Tab) {
    served();
    let painted = "new Promise(done => new PerformanceObserver(list => {
        const shown = list.getEntriesByName('first-contentful-paint');
        if (shown.length) done(shown[0].startTime);
    }).observe({ type: 'paint', buffered: true }))";
    none_is_wrong(SOME.map(str::to_owned), |page| {
        let mut times = [0; 5].map(|_| {
            tab.open("about:blank");
            tab.open(&format!("file://{}/{page}", out().display()));
            tab.resolved(painted).as_f64().expect("a time")
        });
        times.sort_by(f64::total_cmp);
        println!("{page}: {times:.0?} ms");
        let slow = times[2] > 300.0;
        slow.then(|| format!("{:.0} ms", times[2])).into_iter().collect()
    });
}

fn printed(tab: &Tab) {
    show(tab, STEP);
    tab.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    let shown = tab.js("return ['#mdbook-menu-bar', '#mdbook-sidebar', '.around', '.stmt', '.changes'].map(one => document.querySelector(one).checkVisibility())");
    assert_eq!(shown, json!([false, false, false, true, true]));
}

/// Not compared: to be looked at, in `target/book-pictures`.
fn pictures(tab: &Tab) {
    let folder = root().join("target/book-pictures");
    fs::create_dir_all(&folder).expect("a folder");
    for dark in [false, true] {
        tab.dark(dark);
        for width in [390, 1280] {
            tab.width(width);
            for page in SOME {
                show(tab, page);
                let theme = if dark { "dark" } else { "light" };
                let name = format!(
                    "{}-{width}-{theme}.png",
                    page.replace('/', "-").trim_end_matches(".html")
                );
                let picture =
                    BASE64_STANDARD.decode(tab.picture()).expect("base64");
                fs::write(folder.join(name), picture).expect("a picture");
            }
        }
    }
}

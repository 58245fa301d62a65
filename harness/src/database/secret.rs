//! The password of the URL, which no message shows.

use std::sync::{Mutex, PoisonError};

use percent_encoding::percent_decode_str;

/// What stands for it.
const HIDDEN: &str = "***";

/// From so many characters on, it is looked for inside longer words too. A shorter one is part of
/// too many words.
const LONG: usize = 8;

/// The passwords so far, as they are written in a URL and as they are sent.
static SECRETS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Remembers the password in `url`.
pub(super) fn keep(url: &str) {
    let (_, rest) = url.split_once("//").unwrap_or_default();
    let (authority, _) =
        rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let user = authority.rsplit_once('@').map(|(user, _)| user);
    let word = user.and_then(|user| user.split_once(':'));
    let (_, query) = rest.split_once('?').unwrap_or_default();
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let words = pairs
        .filter(|(key, _)| *key == "password")
        .chain(word)
        .map(|(_, word)| word.to_owned());

    let mut secrets = SECRETS.lock().unwrap_or_else(PoisonError::into_inner);
    for word in words {
        let decoded =
            percent_decode_str(&word).decode_utf8_lossy().into_owned();
        // In a query, + is a space.
        secrets.extend([decoded.replace('+', " "), decoded, word]);
    }
    // Empty ones would be found everywhere, and a part of another has to come after it.
    secrets.retain(|secret| !secret.is_empty());
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    secrets.dedup();
}

/// `text`, which a server sent, without the password.
pub(super) fn hidden(text: &str) -> String {
    let secrets = SECRETS.lock().unwrap_or_else(PoisonError::into_inner);
    secrets
        .iter()
        .fold(text.to_owned(), |text, secret| without(&text, secret))
}

fn without(text: &str, secret: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(secret) {
        shown += before;
        let joined =
            in_a_word(shown.chars().next_back(), secret.chars().next())
                || in_a_word(secret.chars().next_back(), after.chars().next());
        let short = secret.chars().count() < LONG;
        shown += if short && joined { secret } else { HIDDEN };
        rest = after;
    }
    shown + rest
}

/// Whether no word ends between the two.
fn in_a_word(left: Option<char>, right: Option<char>) -> bool {
    let part =
        |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    part(left) && part(right)
}

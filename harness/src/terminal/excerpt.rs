//! The lines of an item that sent something.

use std::ops::Range;

/// The lines to show of an item: the body of a function with at most `whole` lines, else the calls that end at the lines
/// `sent`. `None` stands for lines that are left out.
pub(super) fn excerpt(
    lines: &[&str],
    sent: &[usize],
    whole: usize,
) -> Vec<Option<usize>> {
    let body = body(lines);
    if body.len() <= whole && sent.iter().all(|line| body.contains(line)) {
        return body.map(Some).collect();
    }
    let mut shown: Vec<Option<usize>> = Vec::new();
    let mut next = 0;
    for line in sent {
        let start = start(lines, *line).max(next);
        match start - next {
            _ if shown.is_empty() => {}
            0 => {}
            1 if !lines[next].is_empty() => shown.push(Some(next)),
            _ => shown.push(None),
        }
        let end = end(lines, *line).max(next);
        shown.extend((start..end).map(Some));
        next = end;
    }
    shown
}

/// The lines between the braces of the first function.
fn body(lines: &[&str]) -> Range<usize> {
    let head = |line: &&str| {
        !line.trim_start().starts_with("//") && line.contains("fn ")
    };
    let Some(head) = lines.iter().position(head) else {
        return 0..lines.len();
    };
    let start = lines[head..].iter().position(|line| line.ends_with('{'));
    let start = start.map_or(head, |start| head + start + 1);
    let closes = |line: &&str| {
        line.starts_with('}') || margin(line) <= margin(lines[head])
    };
    let end = lines[start..]
        .iter()
        .position(|line| !line.is_empty() && closes(line));
    start..end.map_or(lines.len(), |end| start + end)
}

/// The first line of the call that is awaited in `line`.
fn start(lines: &[&str], line: usize) -> usize {
    let mut start = line;
    let inner = |line: &str| {
        line.starts_with(['.', ')', ']', '}']) || line.starts_with("//")
    };
    while start > 0 && inner(lines[start].trim_start()) {
        let chained = lines[start].trim_start().starts_with('.');
        let limit = margin(lines[start]);
        let above = lines[..start].iter().rposition(|above| {
            let more = margin(above) == limit
                && (chained || !above.trim_start().starts_with('.'));
            !above.is_empty() && (margin(above) < limit || more)
        });
        start = above.unwrap_or(0);
    }
    if start > 0 && lines[start - 1].ends_with(" =") {
        start -= 1;
    }
    start
}

/// The line after that call: what is chained to it belongs to it.
fn end(lines: &[&str], line: usize) -> usize {
    let more = lines[line + 1..].iter().take_while(|more| {
        more.trim_start().starts_with('.')
            && margin(more) >= margin(lines[line])
    });
    line + 1 + more.count()
}

fn margin(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

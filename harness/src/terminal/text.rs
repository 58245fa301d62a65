//! Colored lines, and where they break.

use std::iter::repeat_n;

use anstyle::{Ansi256Color, Color, Style};

/// A color of the 256 that every terminal has at the same place, whatever its theme.
const fn color(number: u8) -> Style {
    Style::new().fg_color(Some(Color::Ansi256(Ansi256Color(number))))
}

// Each has a contrast of at least 3.5 on white and on #1e1e1e.
pub(super) const KEYWORD: Style = color(133);
pub(super) const STRING: Style = color(64);
pub(super) const NUMBER: Style = color(31);
pub(super) const TYPE: Style = color(130);
pub(super) const FAINT: Style = color(102);
/// What went wrong, or is gone.
pub const ERROR: Style = color(167);
/// What is new.
pub const ADDED: Style = color(64).bold();
pub(super) const REMOVED: Style = color(167).strikethrough();
pub(super) const TITLE: Style = Style::new().bold();
/// No color.
pub const PLAIN: Style = Style::new();

/// White on one of six colors, the next number on the next one.
pub(super) fn badge(number: usize) -> Style {
    const COLORS: [u8; 6] = [25, 90, 28, 130, 60, 30];
    let background = COLORS[(number + COLORS.len() - 1) % COLORS.len()];
    color(231)
        .bg_color(Some(Color::Ansi256(Ansi256Color(background))))
        .bold()
}

/// A line: its characters, each with its style.
#[derive(Clone, Debug, Default)]
pub struct Line(Vec<(char, Style)>);

impl Line {
    /// Text in one style.
    pub(super) fn new(text: &str, style: Style) -> Self {
        Self::default().and(text, style)
    }

    /// The line with more text at its end.
    pub(super) fn and(mut self, text: &str, style: Style) -> Self {
        self.0.extend(text.chars().map(|c| (c, style)));
        self
    }

    /// The line with another one at its end.
    pub(super) fn then(mut self, line: Self) -> Self {
        self.append(line);
        self
    }

    /// Adds another one at its end.
    pub(super) fn append(&mut self, line: Self) {
        self.0.extend(line.0);
    }

    /// The same in bold.
    pub(super) fn bold(mut self) -> Self {
        self.0.iter_mut().for_each(|(_, style)| *style = style.bold());
        self
    }

    /// The line, filled up with spaces on its right or on its left.
    pub(super) fn padded(mut self, width: usize, left: bool) -> Self {
        let spaces = repeat_n((' ', PLAIN), width.saturating_sub(self.width()));
        match left {
            true => self.0.splice(0..0, spaces).for_each(drop),
            false => self.0.extend(spaces),
        }
        self
    }

    /// How many columns it takes.
    pub(super) fn width(&self) -> usize {
        self.0.len()
    }

    /// Whether it is a number, or NULL, or one after the other.
    pub(super) fn is_number(&self) -> bool {
        let text: String = self.0.iter().map(|(c, _)| c).collect();
        let mut values = text.split(" → ");
        values.all(|value| value == "NULL" || value.parse::<f64>().is_ok())
    }

    /// How many columns of it are spaces at its start.
    fn margin(&self) -> usize {
        self.0.iter().take_while(|(c, _)| *c == ' ').count()
    }

    /// The line in parts of at most `width` columns, broken at spaces where there are any, else between the
    /// calls or words of code. Each part but the first begins with `indent` spaces.
    pub(super) fn wrapped(self, width: usize, indent: usize) -> Vec<Self> {
        let width = width.max(10);
        let indent = indent.min(width / 2);
        let mut parts = Vec::new();
        let mut rest = self.trimmed();
        while rest.width() > width {
            let margin = rest.margin();
            let last = |end: fn(char) -> bool| {
                let mut places = (margin + 1..=width).rev();
                places.find(|place| end(rest.0[*place].0))
            };
            let end = last(|c| c == ' ')
                .or_else(|| last(|c| c == '.'))
                .or_else(|| last(|c| !c.is_alphanumeric() && c != '_'));
            let tail = rest.0.split_off(end.unwrap_or(width));
            let tail = tail.into_iter().skip_while(|(c, _)| *c == ' ');
            parts.push(rest.trimmed());
            rest = Self(repeat_n((' ', PLAIN), indent).chain(tail).collect());
        }
        parts.push(rest.trimmed());
        parts
    }

    /// The line without uncolored spaces at its end.
    pub(super) fn trimmed(mut self) -> Self {
        while self.0.last().is_some_and(|last| *last == (' ', PLAIN)) {
            self.0.pop();
        }
        self
    }

    /// The line as a terminal takes it.
    pub(super) fn painted(&self, colored: bool) -> String {
        let mut text = String::new();
        let mut before = PLAIN;
        for (c, style) in &self.0 {
            if colored && *style != before {
                text += &format!("{before:#}{style}");
                before = *style;
            }
            text.push(*c);
        }
        text + &format!("{before:#}")
    }
}

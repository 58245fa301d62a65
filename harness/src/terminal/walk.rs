//! One step a screen, with keys.

use std::{collections::BTreeSet, io, process::ExitCode};

use crossterm::event::KeyCode;
use tokio::sync::mpsc::UnboundedReceiver;

use super::{
    Detail, Line, Sql, View, WIDEST, heading, painted, picture,
    screen::{Input, Screen, inputs},
    step,
    text::{FAINT, PLAIN, TITLE},
};
use crate::{Lesson, Recorder, database::OpenError};

/// How a walk ended, before the lesson did or after.
pub(crate) enum End {
    /// After the last step.
    Last,
    /// The reader has read enough.
    Quit,
    /// Ctrl-C or a signal.
    Code(ExitCode),
    /// The terminal can't be used.
    Terminal(io::Error),
    /// A step failed.
    Failed(OpenError),
}

/// What the screen shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Step,
    /// The list of the steps, one of them chosen.
    List(usize),
    Picture,
}

/// A walk through a lesson.
pub(crate) struct Walk<'a> {
    lesson: &'a Lesson,
    recorder: &'a mut Recorder,
    database: &'static str,
    view: View,
    /// The step that is shown, from 0.
    place: usize,
    /// The steps that were left, which stay on the terminal.
    read: BTreeSet<usize>,
    shown: Shown,
    /// The first line that is shown.
    top: usize,
}

impl<'a> Walk<'a> {
    /// A walk that begins with the step at `place`, from 0.
    pub(crate) fn new(
        lesson: &'a Lesson,
        recorder: &'a mut Recorder,
        database: &'static str,
        view: View,
        place: usize,
    ) -> Self {
        Self {
            lesson,
            recorder,
            database,
            view,
            place,
            read: BTreeSet::new(),
            shown: Shown::Step,
            top: 0,
        }
    }

    /// Shows steps until the reader has read enough. Returns how that ended, and the last step: those
    /// before it are on the terminal.
    pub(crate) async fn run(&mut self) -> (End, String) {
        let end = match Screen::take() {
            Ok(screen) => self.keys(screen, inputs()).await,
            Err(error) => End::Terminal(error),
        };
        (end, self.left())
    }

    async fn keys(
        &mut self,
        mut screen: Screen,
        mut inputs: UnboundedReceiver<Input>,
    ) -> End {
        let mut wanted = self.place;
        loop {
            if let Err(end) = self.go_to(wanted, &mut inputs).await {
                return end;
            }
            if let Err(error) = self.draw(&screen) {
                return End::Terminal(error);
            }
            match inputs.recv().await {
                None => return End::Quit,
                Some(Input::End(code)) => return End::Code(code.into()),
                Some(Input::Resized) => {}
                Some(Input::Suspend) => match screen.suspend() {
                    Ok(back) => screen = back,
                    Err(error) => return End::Terminal(error),
                },
                Some(Input::Key(key)) => match self.pressed(key) {
                    Some(place) if place < self.lesson.steps.len() => {
                        // Before the next one runs: whatever happens then, this one was read.
                        let kept = screen.keep(&self.left());
                        if let Err(error) =
                            kept.and_then(|()| self.draw(&screen))
                        {
                            return End::Terminal(error);
                        }
                        wanted = place;
                    }
                    Some(_) => return End::Last,
                    None if key == KeyCode::Char('q') => return End::Quit,
                    None => {}
                },
            }
        }
    }

    /// Runs what has to run before the step at `place` can be shown.
    async fn go_to(
        &mut self,
        place: usize,
        inputs: &mut UnboundedReceiver<Input>,
    ) -> Result<(), End> {
        while self.recorder.records().len() <= place {
            let number = self.recorder.records().len();
            let ran = tokio::select! {
                ran = self.recorder.run(&self.lesson.steps[number]) => ran,
                code = ended(inputs) => return Err(End::Code(code)),
            };
            if let Err(error) = ran {
                // What it did up to there is what the reader came for.
                self.place = number;
                return Err(End::Failed(error));
            }
        }
        if place != self.place {
            (self.place, self.top) = (place, 0);
        }
        Ok(())
    }

    /// Does what a key asks for. Returns the place of the step to go to, if it is another one.
    fn pressed(&mut self, key: KeyCode) -> Option<usize> {
        use KeyCode::{
            Backspace, Char, Down, End, Enter, Esc, Home, Left, PageDown,
            PageUp, Right, Up,
        };
        let page = Screen::size().1.saturating_sub(4).max(1);
        if let Shown::List(chosen) = self.shown {
            let last = self.lesson.steps.len() - 1;
            let chosen = match key {
                Up | Char('k') => chosen.saturating_sub(1),
                Down | Char('j') => chosen + 1,
                PageUp | Home => 0,
                PageDown | End => last,
                _ => chosen,
            };
            self.shown = Shown::List(chosen.min(last));
            match key {
                Enter | Right => {
                    return Some(self.turn_to(Shown::Step, chosen));
                }
                Esc | Left | Char('l') => self.shown = Shown::Step,
                _ => {}
            }
            return None;
        }
        match key {
            Enter | Right | Char('n') => match self.shown {
                Shown::Step => return Some(self.place + 1),
                _ => self.shown = Shown::Step,
            },
            Left | Backspace | Char('b') if self.shown == Shown::Step => {
                return self.place.checked_sub(1);
            }
            Esc | Left | Backspace => self.shown = Shown::Step,
            Char('a') => {
                self.view.detail = match self.view.detail {
                    Detail::Full => Detail::Step,
                    _ => Detail::Full,
                };
                self.top = 0;
            }
            Char('s') => {
                self.view.sql = match self.view.sql {
                    Sql::Hidden => Sql::Short,
                    _ => Sql::Hidden,
                };
            }
            Char('l') => self.shown = Shown::List(self.place),
            Char('p') => {
                let picture = self.shown == Shown::Picture;
                let shown = if picture { Shown::Step } else { Shown::Picture };
                self.turn_to(shown, 0);
            }
            Up | Char('k') => self.top = self.top.saturating_sub(1),
            Down | Char('j') => self.top += 1,
            PageUp => self.top = self.top.saturating_sub(page),
            PageDown | Char(' ') => self.top += page,
            Home => self.top = 0,
            End => self.top = usize::MAX,
            _ => {}
        }
        None
    }

    /// Shows something else, from its first line. Returns `place`.
    fn turn_to(&mut self, shown: Shown, place: usize) -> usize {
        (self.shown, self.top) = (shown, 0);
        place
    }

    fn draw(&mut self, screen: &Screen) -> io::Result<()> {
        let (columns, rows) = Screen::size();
        self.view.width = columns.clamp(10, WIDEST);
        let lines = self.lines();
        let keys = self.keys_lines();
        let height = rows.saturating_sub(keys.len() + 1).max(1);
        if let Shown::List(chosen) = self.shown {
            self.top =
                self.top.clamp((chosen + 1).saturating_sub(height), chosen);
        }
        self.top = self.top.min(lines.len().saturating_sub(height));
        let below = lines.len().saturating_sub(self.top + height);
        let more = match below {
            0 => Line::default(),
            1 => Line::new("↓ 1 more line", FAINT),
            below => Line::new(&format!("↓ {below} more lines"), FAINT),
        };
        let mut shown: Vec<_> =
            lines.into_iter().skip(self.top).take(height).collect();
        shown.resize(height, Line::default());
        shown.push(more);
        shown.extend(keys);
        shown.truncate(rows);
        let shown: Vec<_> =
            shown.iter().map(|line| line.painted(self.view.colored)).collect();
        screen.show(&shown)
    }

    fn lines(&self) -> Vec<Line> {
        let record = &self.recorder.records()[self.place];
        match self.shown {
            Shown::Step => {
                let mut lines =
                    heading(record, self.lesson.steps.len(), self.view);
                lines.extend(step(record, self.database, self.view));
                lines
            }
            Shown::Picture => {
                let mut lines = vec![Line::new(
                    &format!("After step {}", record.number),
                    TITLE,
                )];
                lines.extend(picture(
                    &self.recorder.records()[..=self.place],
                    self.view,
                ));
                lines
            }
            Shown::List(chosen) => {
                let steps = (0..).zip(self.lesson.steps);
                let lines = steps.map(|(place, step)| {
                    let (mark, style) = match place {
                        _ if place == chosen => (">", TITLE),
                        _ if self.read.contains(&place)
                            || place == self.place =>
                        {
                            (" ", PLAIN)
                        }
                        _ => (" ", FAINT),
                    };
                    let text =
                        format!("{mark} {:2}. {}", place + 1, step.words().0);
                    let parts =
                        Line::new(&text, style).wrapped(self.view.width, 6);
                    parts.into_iter().next().unwrap_or_default()
                });
                lines.collect()
            }
        }
    }

    /// The keys that do something now. The next step has its name if that fits in the line.
    fn keys_lines(&self) -> Vec<Line> {
        let next = self.lesson.steps.get(self.place + 1);
        let title =
            next.map(|step| format!("{}: {}", self.place + 2, step.words().0));
        let short = if next.is_some() { "next" } else { "end" };
        let line = self.keys_with(title.as_deref().unwrap_or(short));
        match line.as_slice() {
            [_] => line,
            _ => self.keys_with(short),
        }
    }

    fn keys_with(&self, next: &str) -> Vec<Line> {
        let keys: &[(&str, &str)] = match self.shown {
            Shown::List(_) => {
                &[("↑ ↓", "choose"), ("Enter", "go there"), ("Esc", "back")]
            }
            Shown::Picture => &[("Enter", "back to the step")],
            Shown::Step => &[
                ("Enter", next),
                ("←", "back"),
                ("a", "all"),
                ("s", "SQL"),
                ("l", "steps"),
                ("p", "picture"),
            ],
        };
        let mut lines = vec![Line::default()];
        for (key, what) in keys.iter().chain(&[("q", "quit")]) {
            let key = Line::new(key, TITLE).and(&format!(" {what}"), FAINT);
            match lines.last_mut() {
                Some(line) if line.width() == 0 => *line = key,
                Some(line)
                    if line.width() + 2 + key.width() <= self.view.width =>
                {
                    line.append(Line::new("  ", PLAIN).then(key));
                }
                _ => lines.push(key),
            }
        }
        lines
    }

    /// The step that is shown, as it stays on the terminal, if it wasn't left before.
    fn left(&mut self) -> String {
        let gap = if self.read.is_empty() { "" } else { "\n" };
        match self.recorder.records().get(self.place) {
            Some(record) if self.read.insert(self.place) => {
                let mut lines =
                    heading(record, self.lesson.steps.len(), self.view);
                lines.extend(step(record, self.database, self.view));
                gap.to_owned() + &painted(&lines, self.view)
            }
            _ => String::new(),
        }
    }
}

/// Waits for the reader to end the program.
async fn ended(inputs: &mut UnboundedReceiver<Input>) -> ExitCode {
    loop {
        match inputs.recv().await {
            Some(Input::End(code)) => return code.into(),
            Some(Input::Key(KeyCode::Char('q'))) | None => {
                return ExitCode::SUCCESS;
            }
            Some(_) => {}
        }
    }
}

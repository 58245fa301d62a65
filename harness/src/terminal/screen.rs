//! The terminal while a reader walks through a lesson.

use std::{
    io::{self, IsTerminal, Write, stdin, stdout},
    panic,
    sync::{
        Once,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    thread,
};

use crossterm::{
    cursor::{Hide, MoveTo, Show},
    event::{self, Event, KeyCode, KeyEventKind, KeyModifiers},
    execute, queue,
    terminal::{
        self, BeginSynchronizedUpdate, Clear, ClearType, DisableLineWrap,
        EnableLineWrap, EndSynchronizedUpdate, EnterAlternateScreen,
        LeaveAlternateScreen,
    },
};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

/// What a reader asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Input {
    Key(KeyCode),
    /// The terminal has another size.
    Resized,
    /// Ctrl-Z.
    Suspend,
    /// The program is to end with this exit code: Ctrl-C, or a signal.
    End(u8),
}

/// The exit codes of a program that a signal ends.
const INTERRUPTED: u8 = 130;
#[cfg(unix)]
const HUNG_UP: u8 = 129;
#[cfg(unix)]
const TERMINATED: u8 = 143;

/// The screen, which takes no other program's output. Dropped, it gives the terminal back as it was.
pub(super) struct Screen(());

/// Whether the terminal is not as it was.
static TAKEN: AtomicBool = AtomicBool::new(false);

impl Screen {
    /// Takes the terminal.
    ///
    /// # Errors
    ///
    /// If there is none, or it can't be set up.
    pub(super) fn take() -> io::Result<Self> {
        if !stdin().is_terminal() || !stdout().is_terminal() {
            return Err(io::Error::other("there is none"));
        }
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let before = panic::take_hook();
            panic::set_hook(Box::new(move |panic| {
                // Its message would go with the screen.
                give_back();
                before(panic);
            }));
        });
        let screen = Self(());
        TAKEN.store(true, SeqCst);
        terminal::enable_raw_mode()?;
        execute!(stdout(), EnterAlternateScreen, DisableLineWrap, Hide)?;
        Ok(screen)
    }

    /// The columns and the lines.
    pub(super) fn size() -> (usize, usize) {
        let (columns, lines) = terminal::size().unwrap_or((80, 24));
        (usize::from(columns.max(1)), usize::from(lines.max(1)))
    }

    /// Shows these lines, from the top.
    ///
    /// # Errors
    ///
    /// If the terminal is gone.
    pub(super) fn show(&self, lines: &[String]) -> io::Result<()> {
        let mut out = stdout().lock();
        queue!(out, BeginSynchronizedUpdate)?;
        for (row, line) in (0..).zip(lines) {
            queue!(out, MoveTo(0, row), Clear(ClearType::UntilNewLine))?;
            out.write_all(line.as_bytes())?;
        }
        queue!(out, Clear(ClearType::FromCursorDown), EndSynchronizedUpdate)?;
        out.flush()
    }

    /// Puts text where it stays: on the terminal behind this screen, which is empty then.
    ///
    /// # Errors
    ///
    /// If the terminal is gone.
    pub(super) fn keep(&self, text: &str) -> io::Result<()> {
        let mut out = stdout().lock();
        // It ends when the screen is shown again.
        queue!(out, BeginSynchronizedUpdate, LeaveAlternateScreen)?;
        // A line's end alone doesn't go back to the first column here.
        out.write_all(text.replace('\n', "\r\n").as_bytes())?;
        queue!(out, EnterAlternateScreen)
    }

    /// Gives the terminal to the shell until the reader comes back.
    ///
    /// # Errors
    ///
    /// If the terminal is gone.
    pub(super) fn suspend(self) -> io::Result<Self> {
        drop(self);
        #[cfg(unix)]
        signal_hook::low_level::emulate_default_handler(
            signal_hook::consts::SIGTSTP,
        )?;
        Self::take()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Leaves the terminal as it was. There is nobody to tell if that fails.
fn give_back() {
    if TAKEN.swap(false, SeqCst) {
        let _ = execute!(stdout(), EnableLineWrap, LeaveAlternateScreen, Show);
        let _ = terminal::disable_raw_mode();
    }
}

/// The keys and signals from now on.
pub(super) fn inputs() -> UnboundedReceiver<Input> {
    let (sender, receiver) = mpsc::unbounded_channel();
    #[cfg(unix)]
    signals(sender.clone());
    thread::spawn(move || {
        while let Ok(event) = event::read() {
            if let Some(input) = input(&event)
                && sender.send(input).is_err()
            {
                return;
            }
        }
        let _ = sender.send(Input::End(INTERRUPTED));
    });
    receiver
}

/// Signals that others send: in raw mode keys send none.
#[cfg(unix)]
fn signals(sender: UnboundedSender<Input>) {
    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP},
        iterator::Signals,
    };
    let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGTERM, SIGTSTP])
    else {
        return;
    };
    thread::spawn(move || {
        for signal in signals.forever() {
            let input = match signal {
                SIGHUP => Input::End(HUNG_UP),
                SIGINT => Input::End(INTERRUPTED),
                SIGTERM => Input::End(TERMINATED),
                _ => Input::Suspend,
            };
            if sender.send(input).is_err() {
                return;
            }
        }
    });
}

/// What an event asks for, if anything.
fn input(event: &Event) -> Option<Input> {
    let key = match event {
        Event::Resize(..) => return Some(Input::Resized),
        Event::Key(key) if key.kind != KeyEventKind::Release => key,
        _ => return None,
    };
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return match key.code {
            KeyCode::Char('c') => Some(Input::End(INTERRUPTED)),
            KeyCode::Char('z') => Some(Input::Suspend),
            _ => None,
        };
    }
    Some(Input::Key(key.code))
}

//! `walk`, in a terminal: each key, each way out, and the terminal afterwards as it was.

use std::{
    fs,
    io::{Read, Write},
    num::NonZeroU16,
    os::unix::process::ExitStatusExt,
    process::{Child, Command, ExitStatus, exit},
    sync::{Arc, Mutex},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use harness::{
    Done, Lesson, Package, Recorder, Step, database::schema, source,
};
use pty_process::{
    Size,
    blocking::{Command as OnATerminal, Pty, open},
};
use rustix::termios::{LocalModes, tcgetattr};
use sea_orm::ConnectionTrait;
use testing::{Kind, TestDatabase, connect, snapshot};
use vt100::Parser;

use super::{command, lesson};

/// The longest that a program may take to draw.
const LIMIT: Duration = Duration::from_secs(20);

/// A program on a terminal.
pub(super) struct Terminal {
    child: Child,
    pty: Arc<Pty>,
    screen: Arc<Mutex<Parser>>,
    /// Puts what the program writes on the screen.
    reader: Option<JoinHandle<()>>,
    /// What a line of the shell would see: echo, line by line.
    before: LocalModes,
}

impl Terminal {
    pub(super) fn start(
        program: &Command,
        arguments: &[&str],
        columns: u16,
        rows: u16,
    ) -> Self {
        let (pty, pts) = open().unwrap();
        pty.resize(Size::new(rows, columns)).unwrap();
        let envs = program.get_envs();
        let envs = envs.filter_map(|(name, value)| Some((name, value?)));
        let on_it = OnATerminal::new(program.get_program())
            .args(arguments)
            .env_clear()
            .envs(envs)
            .env("TERM", "xterm-256color");
        let before = tcgetattr(&pty).unwrap().local_modes;
        let child = on_it.spawn(pts).unwrap();
        let pty = Arc::new(pty);
        let screen =
            Arc::new(Mutex::new(Parser::new(size(rows), size(columns), 1000)));
        let (output, drawn) = (Arc::clone(&pty), Arc::clone(&screen));
        let reader = thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(length @ 1..) = (&*output).read(&mut buffer) {
                drawn.lock().unwrap().process(&buffer[..length]);
            }
        });
        Self {
            child,
            pty,
            screen,
            reader: Some(reader),
            before,
        }
    }

    /// `car-mart parent-child walk`.
    fn walk(columns: u16, rows: u16) -> Self {
        let arguments = ["parent-child", "walk"];
        let terminal =
            Self::start(&command("car-mart"), &arguments, columns, rows);
        terminal.shows("1 of 8");
        terminal
    }

    pub(super) fn press(&self, keys: &str) {
        (&*self.pty).write_all(keys.as_bytes()).unwrap();
    }

    /// Presses keys and waits until something else is drawn.
    fn turn(&self, keys: &str) -> String {
        let before = self.text();
        self.press(keys);
        self.until(|text| text != before, keys)
    }

    fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Waits until the terminal shows that, and nothing more comes.
    pub(super) fn shows(&self, words: &str) -> String {
        self.until(|text| text.contains(words), words)
    }

    fn until(&self, enough: impl Fn(&str) -> bool, what: &str) -> String {
        let start = Instant::now();
        let mut last = String::new();
        loop {
            let text = self.text();
            if enough(&text) && text == last {
                return text;
            }
            assert!(start.elapsed() < LIMIT, "{what:?} does nothing: {text}");
            last = text;
            thread::sleep(Duration::from_millis(60));
        }
    }

    fn signal(&self, signal: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &pid]).status();
        assert!(sent.unwrap().success());
    }

    /// Waits until the program has stopped, as after Ctrl-Z.
    fn stops(&self) {
        let start = Instant::now();
        let stat = || {
            fs::read_to_string(format!("/proc/{}/stat", self.child.id()))
                .unwrap()
        };
        while !stat().contains(") T ") {
            assert!(start.elapsed() < LIMIT, "it doesn't stop");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// The terminal is as it was before the program.
    fn is_given_back(&self) {
        let screen = self.screen.lock().unwrap();
        let screen = screen.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor());
        assert_eq!(tcgetattr(&self.pty).unwrap().local_modes, self.before);
    }

    /// Waits for the end. Returns how it ended, and all that is on the terminal, also above the screen.
    pub(super) fn ends(mut self) -> (ExitStatus, String) {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(start.elapsed() < LIMIT, "it doesn't end: {}", self.text());
            thread::sleep(Duration::from_millis(20));
        };
        // What it wrote last: the terminal's end.
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        self.is_given_back();
        (status, self.all())
    }

    /// All that is on the terminal, also above the screen, each line whole.
    fn all(&self) -> String {
        let mut screen = self.screen.lock().unwrap();
        let screen = screen.screen_mut();
        let (rows, columns) = screen.size();
        screen.set_scrollback(usize::MAX);
        let mut text = String::new();
        for above in (0..=screen.scrollback()).rev() {
            screen.set_scrollback(above);
            let rows = if above > 0 { 1 } else { rows.get() };
            for (row, line) in (0..rows).zip(screen.rows(0, columns.get())) {
                text += &line;
                if !screen.row_wrapped(row) {
                    text.push('\n');
                }
            }
        }
        text.trim_end().to_owned()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn size(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

/// Each key, on a terminal of this size.
async fn keys(columns: u16, rows: u16) {
    let terminal = Terminal::walk(columns, rows);
    let mut screens = vec![("walk".to_owned(), terminal.text())];
    let mut scrolls = false;
    for (name, keys) in [
        ("Enter", "\r"),
        ("→", "\u{1b}[C"),
        ("←", "\u{1b}[D"),
        ("a", "a"),
        ("↓", "\u{1b}[B"),
        ("↑", "\u{1b}[A"),
        ("PgDn", "\u{1b}[6~"),
        ("PgUp", "\u{1b}[5~"),
        ("End", "\u{1b}[F"),
        ("Home", "\u{1b}[H"),
        ("a", "a"),
        ("s", "s"),
        ("s", "s"),
        ("p", "p"),
        ("p", "p"),
        ("l", "l"),
        ("↓", "\u{1b}[B"),
        ("↓", "\u{1b}[B"),
        ("↓", "\u{1b}[B"),
        ("Enter", "\r"),
    ] {
        let moves = ["↓", "↑", "PgDn", "PgUp", "End", "Home"].contains(&name);
        if moves && !scrolls && !terminal.text().contains("choose") {
            // All fits.
            continue;
        }
        let mut screen = terminal.turn(keys);
        if name == "Enter" && screens.len() > 2 {
            // The steps up to the chosen one run first.
            screen = terminal.shows("5 of 8");
        }
        scrolls |= name == "a" && screen.contains("more line");
        screens.push((name.to_owned(), screen));
    }
    terminal.press("q");
    let (status, text) = terminal.ends();
    assert!(status.success());
    for step in ["1 of 8", "2 of 8", "3 of 8", "5 of 8"] {
        assert!(text.contains(step), "{step} is gone: {text}");
    }
    assert!(!text.contains("4 of 8"), "nobody read it: {text}");
    let name = format!("walk_{columns}x{rows}");
    let mut text = String::new();
    for (place, (key, screen)) in screens.iter().enumerate() {
        let same =
            screens[..place].iter().rposition(|(_, before)| before == screen);
        let screen = match same {
            Some(same) => format!("(as {})", same + 1),
            None => screen.clone(),
        };
        text += &format!("=== {}: {key}\n{screen}\n", place + 1);
    }
    snapshot("safety/snapshots", &name, "walk", &text).await;
}

async fn each_key_of_walk_does_what_it_says_on_a_small_terminal() {
    keys(80, 24).await;
}

async fn each_key_of_walk_does_what_it_says_on_a_narrow_terminal() {
    keys(40, 20).await;
}

async fn each_key_of_walk_does_what_it_says_on_a_large_terminal() {
    keys(120, 40).await;
}

async fn walk_goes_back_to_what_it_recorded_and_runs_nothing_again() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let program = lesson("one-to-one", database.url());
    let terminal = Terminal::start(&program, &["5", "walk"], 80, 24);
    let read = terminal.shows("5 of 10");
    let db = connect(database.url()).await.unwrap();
    let mark = format!(
        "UPDATE {}.\"user\" SET name = name || '!'",
        schema("one-to-one")
    );
    let marked = format!("{mark} WHERE name LIKE '%!'");
    let rows = async |sql: &str| {
        db.execute_unprepared(sql).await.unwrap().rows_affected()
    };
    let before = rows(&mark).await;
    assert!(before > 0);
    for _ in 0..3 {
        terminal.turn("\u{1b}[D");
    }
    terminal.shows("2 of 10");
    for _ in 0..3 {
        terminal.turn("\r");
    }
    assert_eq!(terminal.shows("5 of 10"), read);
    assert_eq!([rows(&marked).await, rows(&mark).await], [before; 2]);
    terminal.press("q");
    let (_, text) = terminal.ends();
    for step in 2..=5 {
        let times = text.matches(&format!("── {step} of 10 ")).count();
        assert_eq!(times, 1, "{step}: {text}");
    }
}

fn a_killed_walk_leaves_what_was_read() {
    let terminal = Terminal::walk(80, 24);
    terminal.turn("\r");
    terminal.shows("2 of 8");
    terminal.signal("-KILL");
    // As `reset` does.
    let leave = b"\x1b[?1049l";
    terminal.screen.lock().unwrap().process(leave);
    let text = terminal.all();
    assert!(text.contains("── 1 of 8 "), "{text}");
    assert!(!text.contains("── 2 of 8 "), "{text}");
}

fn walk_gives_the_terminal_back_however_it_ends() {
    type Way = (&'static str, fn(&Terminal), i32);
    let ways: [Way; 6] = [
        ("q", |terminal| terminal.press("q"), 0),
        ("Ctrl-C", |terminal| terminal.press("\u{3}"), 130),
        ("INT", |terminal| terminal.signal("-INT"), 130),
        ("TERM", |terminal| terminal.signal("-TERM"), 143),
        ("HUP", |terminal| terminal.signal("-HUP"), 129),
        ("the last step", |terminal| terminal.press("\r"), 0),
    ];
    for (name, way, code) in ways {
        let arguments = ["parent-child", "8", "walk"];
        let terminal =
            Terminal::start(&command("car-mart"), &arguments, 80, 24);
        terminal.shows("8 of 8");
        assert!(terminal.screen.lock().unwrap().screen().alternate_screen());
        way(&terminal);
        let (status, text) = terminal.ends();
        assert_eq!(status.code(), Some(code), "{name}: {:?}", status.signal());
        assert!(text.contains("8 of 8"), "{name}: {text}");
        assert_eq!(text.contains("The next lesson:"), name == "the last step");
    }
}

fn walk_comes_back_after_ctrl_z_and_fg() {
    for suspend in ["\u{1a}", "-TSTP"] {
        let terminal = Terminal::walk(80, 24);
        match suspend.strip_prefix('-') {
            Some(_) => terminal.signal(suspend),
            None => terminal.press(suspend),
        }
        terminal.stops();
        terminal.until(|text| !text.contains("1 of 8"), "Ctrl-Z");
        terminal.is_given_back();
        terminal.signal("-CONT");
        terminal.shows("1 of 8");
        terminal.turn("\r");
        terminal.shows("2 of 8");
        terminal.press("q");
        assert!(terminal.ends().0.success());
    }
}

fn walk_fits_a_terminal_that_gets_narrow() {
    let terminal = Terminal::walk(80, 24);
    terminal.pty.resize(Size::new(20, 40)).unwrap();
    terminal
        .screen
        .lock()
        .unwrap()
        .screen_mut()
        .set_size(size(20), size(40));
    let text =
        terminal.until(|text| text.contains("SQL\nl steps"), "another size");
    assert!(text.starts_with("── 1 of 8  Declare ──"), "{text}");
    terminal.turn("\u{1b}[B");
    terminal.press("q");
    assert!(terminal.ends().0.success());
}

async fn walk_ends_in_one_line_if_the_session_is_lost() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let program = lesson("one-to-one", database.url());
    let terminal = Terminal::start(&program, &["walk"], 80, 24);
    terminal.shows("1 of 10");
    let db = connect(database.url()).await.unwrap();
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    db.execute_unprepared(sql).await.unwrap();
    terminal.turn("a");
    terminal.press("\r");
    let (status, text) = terminal.ends();
    assert_eq!(status.code(), Some(1));
    assert!(text.contains("1 of 10"), "{text}");
    let line = "error: the session with PostgreSQL has ended";
    assert!(text.contains(line), "{text}");
}

fn walk_without_a_terminal_says_so_in_one_line() {
    let line = super::run(command("car-mart").arg("walk")).refusal();
    assert!(line.contains("`walk` needs a terminal"), "{line}");
}

fn the_plain_run_on_a_terminal_waits_for_no_key() {
    for columns in [40, 80] {
        let terminal = Terminal::start(&command("car-mart"), &[], columns, 24);
        let (status, text) = terminal.ends();
        assert!(status.success());
        assert!(text.contains("17 of 17"), "{text}");
        let lines = text.lines();
        // The commands at the end are whole, to be copied.
        for line in lines.take_while(|line| !line.starts_with("One step")) {
            assert!(line.chars().count() <= columns.into(), "{line}");
        }
    }
}

/// The argument with which this program is a lesson that panics.
pub const A_PANIC: &str = "a-panic";

/// Started by the test below.
pub fn a_panic() -> ! {
    const STEP: Step = Step {
        source: source!(),
        function: "panics_step",
        temporary: false,
        run: |show| Box::pin(panics_step(show)),
    };
    let lessons = [Lesson {
        name: A_PANIC,
        about: "A step that panics.",
        tables: &[],
        sample: None,
        steps: &[STEP],
    }];
    let package = Package {
        name: "panic",
        lessons: &lessons,
        moved: &[],
        next: None,
        page: "",
    };
    harness::main(&package);
    exit(0)
}

/// # Panics
///
/// It does.
async fn panics_step(_: &mut Recorder) -> Done {
    panic!("a step fails");
}

fn a_panic_in_walk_gives_the_terminal_back_and_is_read() {
    let own = Command::new(std::env::current_exe().unwrap());
    let terminal = Terminal::start(&own, &[A_PANIC, "walk"], 80, 24);
    let (status, text) = terminal.ends();
    assert_eq!(status.code(), Some(101), "{text}");
    assert!(text.contains("a step fails"), "{text}");
}

testing::tests![
    each_key_of_walk_does_what_it_says_on_a_small_terminal,
    each_key_of_walk_does_what_it_says_on_a_narrow_terminal,
    each_key_of_walk_does_what_it_says_on_a_large_terminal,
    walk_goes_back_to_what_it_recorded_and_runs_nothing_again,
    a_killed_walk_leaves_what_was_read,
    walk_gives_the_terminal_back_however_it_ends,
    walk_comes_back_after_ctrl_z_and_fg,
    walk_fits_a_terminal_that_gets_narrow,
    walk_ends_in_one_line_if_the_session_is_lost,
    walk_without_a_terminal_says_so_in_one_line,
    the_plain_run_on_a_terminal_waits_for_no_key,
    a_panic_in_walk_gives_the_terminal_back_and_is_read,
];

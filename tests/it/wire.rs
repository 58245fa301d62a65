//! Servers that misbehave: one that plays a script, and one between a program and PostgreSQL that
//! stops where a test says.

use std::{
    io::{ErrorKind, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    os::unix::net::UnixStream,
    path::PathBuf,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU8, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use url::Url;

/// How the server goes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As if its process were killed: every connection ends, and new ones at once.
    Killed,
    /// As if it were stopped: connections stay open, and nothing comes.
    Paused,
}

const RUNNING: u8 = 0;
const KILLED: u8 = 1;
const PAUSED: u8 = 2;
/// The test is over: threads end.
const OVER: u8 = 3;

/// How often a thread that waits for bytes looks whether it should stop.
const LOOK: Duration = Duration::from_millis(20);

/// A server that passes everything on to PostgreSQL until the client sends a certain text.
pub struct Proxy {
    port: u16,
    state: Arc<AtomicU8>,
    away: Arc<OnceLock<Instant>>,
    target: Url,
}

impl Proxy {
    /// Between a client and the server of `url`. It goes away instead of passing on what has
    /// `marker` in it.
    pub fn new(url: &str, marker: &'static str, way: Way) -> Self {
        let target = Url::parse(url).expect("a URL");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        listener.set_nonblocking(true).expect("a socket");
        let state = Arc::new(AtomicU8::new(RUNNING));
        let away = Arc::new(OnceLock::new());
        let proxy = Self {
            port,
            state: Arc::clone(&state),
            away: Arc::clone(&away),
            target: target.clone(),
        };

        thread::spawn(move || {
            let mut paused = Vec::new();
            while state.load(Ordering::SeqCst) != OVER {
                match listener.accept() {
                    Ok((client, _)) => match state.load(Ordering::SeqCst) {
                        RUNNING => pass_on(client, &target, marker, way, &state, &away),
                        PAUSED => paused.push(client),
                        _ => drop(client),
                    },
                    Err(_) => thread::sleep(LOOK),
                }
            }
        });
        proxy
    }

    /// The URL that leads through it.
    pub fn url(&self) -> String {
        let mut url = self.target.clone();
        url.set_query(None);
        url.set_host(Some("127.0.0.1")).expect("a host");
        url.set_port(Some(self.port)).expect("a port");
        url.into()
    }

    /// How long it has been away; `None` if it never went.
    pub fn away_for(&self) -> Option<Duration> {
        self.away.get().map(Instant::elapsed)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.state.store(OVER, Ordering::SeqCst);
    }
}

/// A stream in two halves.
type Halves = (Box<dyn Read + Send>, Box<dyn Write + Send>);

fn halves(tcp: TcpStream) -> Halves {
    tcp.set_nonblocking(false).expect("a socket");
    tcp.set_nodelay(true).expect("a socket");
    tcp.set_read_timeout(Some(LOOK)).expect("a socket");
    (Box::new(tcp.try_clone().expect("a socket")), Box::new(tcp))
}

/// A connection to PostgreSQL, by TCP or by the socket in the folder of `?host=`.
fn connect(target: &Url) -> Halves {
    let folder = target.query_pairs().find(|(key, _)| key == "host");
    let port = target.port().unwrap_or(5432);
    match folder {
        Some((_, folder)) => {
            let path = PathBuf::from(&*folder).join(format!(".s.PGSQL.{port}"));
            let unix = UnixStream::connect(path).expect("PostgreSQL answers");
            unix.set_read_timeout(Some(LOOK)).expect("a socket");
            (
                Box::new(unix.try_clone().expect("a socket")),
                Box::new(unix),
            )
        }
        None => {
            let host = target.host_str().expect("a host");
            halves(TcpStream::connect((host, port)).expect("PostgreSQL answers"))
        }
    }
}

fn pass_on(
    client: TcpStream,
    target: &Url,
    marker: &str,
    way: Way,
    state: &Arc<AtomicU8>,
    away: &Arc<OnceLock<Instant>>,
) {
    let (from_client, to_client) = halves(client);
    let (from_server, to_server) = connect(target);
    let marker = marker.as_bytes().to_vec();
    let ours = Arc::clone(state);
    let away = Arc::clone(away);
    thread::spawn(move || {
        let mut seen = Vec::new();
        copy(from_client, to_server, &ours, |bytes| {
            seen.extend_from_slice(bytes);
            if seen.windows(marker.len()).any(|window| window == marker) {
                let next = if way == Way::Killed { KILLED } else { PAUSED };
                ours.store(next, Ordering::SeqCst);
                away.get_or_init(Instant::now);
            }
            seen.drain(..seen.len().saturating_sub(marker.len()));
        });
    });
    let ours = Arc::clone(state);
    thread::spawn(move || copy(from_server, to_client, &ours, |_| ()));
}

/// Copies until one side closes or the state says otherwise; while paused, it holds both open.
fn copy(
    mut from: Box<dyn Read + Send>,
    mut to: Box<dyn Write + Send>,
    state: &AtomicU8,
    mut look: impl FnMut(&[u8]),
) {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match state.load(Ordering::SeqCst) {
            RUNNING => {}
            PAUSED => {
                thread::sleep(LOOK);
                continue;
            }
            _ => return,
        }
        match from.read(&mut buffer) {
            Ok(0) => return,
            Ok(length) => {
                look(&buffer[..length]);
                if state.load(Ordering::SeqCst) == RUNNING
                    && to.write_all(&buffer[..length]).is_err()
                {
                    return;
                }
            }
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(_) => return,
        }
    }
}

/// A server that answers the first bytes of every client with `greeting`, and whatever follows with
/// "done" and "ready". Returns its port; it ends with the process of the tests.
pub fn fake(greeting: Vec<u8>) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let greeting = greeting.clone();
            thread::spawn(move || play(client, &greeting));
        }
    });
    port
}

fn play(mut client: TcpStream, greeting: &[u8]) {
    let mut buffer = [0; 4096];
    let mut answer = greeting.to_vec();
    while matches!(client.read(&mut buffer), Ok(length) if length > 0) {
        // What speaks another language hangs up.
        if client.write_all(&answer).is_err()
            || !matches!(answer.first(), Some(b'R' | b'E' | b'C' | b'Z'))
        {
            return;
        }
        answer = if buffer[0] == b'Q' {
            [message(b'C', b"SET\0"), message(b'Z', b"I")].concat()
        } else {
            message(b'Z', b"I")
        };
    }
}

/// A message of PostgreSQL's protocol: a letter, the length, the content.
pub fn message(letter: u8, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 4).expect("a short message");
    [&[letter][..], &length.to_be_bytes(), content].concat()
}

/// "Welcome" of a server of that version.
pub fn welcome(version: &str) -> Vec<u8> {
    [
        message(b'R', &0_u32.to_be_bytes()),
        message(b'S', format!("server_version\0{version}\0").as_bytes()),
        message(b'Z', b"I"),
    ]
    .concat()
}

/// A server's refusal with that code.
pub fn refusal(code: &str, words: &str) -> Vec<u8> {
    message(
        b'E',
        format!("SFATAL\0VFATAL\0C{code}\0M{words}\0\0").as_bytes(),
    )
}

//! What is removed when the tests end, in whatever way.
//!
//! Rust drops no static, and a process that is killed runs no code at all. So
//! on Unix everything that a run leaves on the machine belongs to a *guard*: a
//! shell that reads from a pipe whose other end this process holds. The kernel
//! closes that end however the process dies; then the shell removes what it
//! guards. It starts first, so there is no moment without it.

#[cfg(unix)]
use std::{
    env, fs,
    io::Read,
    os::unix::{
        fs::{MetadataExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
};

use tempfile::TempDir;

/// Waits for the end of the tests, then removes the folder `$1`, the server
/// whose data is in it, and the container that `$1/container` names.
///
/// It tries several times, because an engine or a server may be starting at
/// that moment. `docker rm` prints the name of what it removed.
#[cfg(unix)]
const GUARD: &str = r#"
trap '' PIPE HUP INT TERM
mkdir -m 755 "$1" && echo ready; exec >/dev/null
read -r _
for try in 1 2 3 4 5 6 7 8 9 10; do
    for file in "$1"/*/data/postmaster.pid; do
        [ -e "$file" ] && kill -QUIT "$(head -n 1 "$file")"
    done
    if [ ! -e "$1/container" ] ||
        [ -n "$(docker rm --force --volumes "$(cat "$1/container")")" ]; then
        rm -rf "$1" && exit
    fi
    sleep 1
done
rm -rf "$1"
"#;

/// A new folder for one test. It goes when the value is dropped, or with the
/// folder around it.
#[cfg(unix)]
pub fn folder() -> TempDir {
    // Not hidden, as a temporary folder usually is: the guard looks into it.
    tempfile::Builder::new()
        .prefix("test")
        .tempdir_in(guarded())
        .expect("a folder")
}

/// The folder that goes at the end, with what is in it.
#[cfg(unix)]
pub fn guarded() -> &'static Path {
    static GUARDED: OnceLock<(PathBuf, Child)> = OnceLock::new();
    let (folder, _guard) = GUARDED.get_or_init(|| {
        let folder = env::temp_dir().join(&*super::RUN);
        let guard = Command::new("sh")
            .args(["-c", GUARD, "guard"])
            .arg(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // With this process's own, `cargo test | tee` would wait for it.
            .stderr(Stdio::null())
            // Out of reach of Ctrl-C, which goes to the terminal's group.
            .process_group(0)
            .current_dir("/")
            .spawn();
        let mut guard = guard.expect("a shell starts");
        let mut answer = String::new();
        let mut pipe = guard.stdout.take().expect("a pipe");
        pipe.read_to_string(&mut answer).expect("the guard answers");
        assert_eq!(answer, "ready\n", "{} can't be made", folder.display());
        (folder, guard)
    });
    folder
}

/// A new folder for one test. It goes when the value is dropped; on this
/// system nothing removes it if the tests are killed.
#[cfg(not(unix))]
pub fn folder() -> TempDir {
    TempDir::new().expect("a folder")
}

/// Lets `command` run as an ordinary user, to whom `folder` belongs then, if
/// this process is root's: servers refuse to run as root.
#[cfg(unix)]
pub fn ordinary_user(command: &mut Command, folder: &Path) {
    const NOBODY: u32 = 65534;
    // Who owns what this process creates.
    let own = fs::metadata(guarded()).expect("a folder").uid();
    if own == 0 {
        chown(folder, Some(NOBODY), Some(NOBODY)).expect("root may do this");
        command.uid(NOBODY).gid(NOBODY);
    }
    // That user may not read the present one.
    command.current_dir("/");
}

//! A Chromium to look at the book with.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Mutex, OnceLock},
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use tempfile::TempDir;

/// The address of a running chromedriver, or why there is none.
fn driver() -> &'static Result<String, String> {
    static DRIVER: OnceLock<Result<String, String>> = OnceLock::new();
    DRIVER.get_or_init(|| {
        // Chromium leaves a folder for each of its runs in the temporary one.
        let folder = TempDir::new().map_err(|error| error.to_string())?;
        let started = Command::new("chromedriver")
            .arg("--port=0")
            .env("TMPDIR", folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut driver = started.map_err(|error| {
            format!("chromedriver doesn't start ({error}): install chromium and chromium-driver")
        })?;
        let out = driver.stdout.take().expect("its output");
        let port = BufReader::new(out)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                line.strip_prefix("ChromeDriver was started successfully on port ")?
                    .trim_end_matches('.')
                    .parse::<u16>()
                    .ok()
            });
        RUNNING.set(Mutex::new(Some((driver, folder)))).ok();
        Ok(format!(
            "http://127.0.0.1:{}",
            port.ok_or("chromedriver names no port")?
        ))
    })
}

/// chromedriver, and the folder for what Chromium leaves.
static RUNNING: OnceLock<Mutex<Option<(Child, TempDir)>>> = OnceLock::new();

/// Ends chromedriver and removes its folder. A static is never dropped.
pub fn stop() {
    let running = RUNNING.get().map(|running| running.lock());
    let running =
        running.and_then(|running| running.expect("the driver").take());
    if let Some((mut driver, _folder)) = running {
        driver.kill().and_then(|()| driver.wait()).expect("chromedriver ends");
    }
}

/// A browser of its own, driven by the WebDriver protocol.
pub struct Tab {
    session: String,
}

/// Sends a command and returns the value that is answered.
fn send(address: &str, body: &Value) -> Result<Value, String> {
    let agent =
        ureq::Agent::config_builder().http_status_as_error(false).build();
    let answer =
        ureq::Agent::new_with_config(agent).post(address).send_json(body);
    let answer = answer.and_then(|mut answer| {
        answer
            .body_mut()
            .with_config()
            .limit(100_000_000)
            .read_json::<Value>()
    });
    let mut answer = answer.map_err(|error| error.to_string())?;
    match answer["value"]["error"].as_str() {
        Some(error) => Err(format!("{error}: {}", answer["value"]["message"])),
        None => Ok(answer["value"].take()),
    }
}

impl Tab {
    /// A new browser, which shows nothing yet.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub fn new() -> Result<Self, String> {
        let address = driver().as_ref().map_err(Clone::clone)?;
        // Without the sandbox, which an ordinary user may not set up everywhere: it shows only our own pages.
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--window-size=1280,900",
        ];
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL" },
            "timeouts": { "script": 300_000, "pageLoad": 300_000 },
        } } });
        let started = send(&format!("{address}/session"), &wanted);
        let started = started.map_err(|error| {
            format!("chromedriver starts no Chromium: {error}")
        })?;
        let id = started["sessionId"]
            .as_str()
            .ok_or("chromedriver names no session")?;
        Ok(Self {
            session: format!("{address}/session/{id}"),
        })
    }

    #[track_caller]
    fn command(&self, command: &str, body: &Value) -> Value {
        let answer = send(&format!("{}/{command}", self.session), body);
        answer.unwrap_or_else(|error| panic!("{command} {body}: {error}"))
    }

    pub fn open(&self, address: &str) {
        self.command("url", &json!({ "url": address }));
    }

    /// What the body of a function returns.
    #[track_caller]
    pub fn js(&self, body: &str) -> Value {
        self.command("execute/sync", &json!({ "script": body, "args": [] }))
    }

    /// What a promise comes to.
    #[track_caller]
    pub fn resolved(&self, promise: &str) -> Value {
        let body = format!(
            "const done = arguments[0]; ({promise}).then(done, error => done(String(error)))"
        );
        self.command("execute/async", &json!({ "script": body, "args": [] }))
    }

    /// Waits until an expression is true.
    #[track_caller]
    pub fn until(&self, expression: &str) {
        for _ in 0..600 {
            if self.js(&format!("return Boolean({expression})")) == true {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("never true: {expression}");
    }

    /// A command of the DevTools protocol.
    pub fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.command(
            "goog/cdp/execute",
            &json!({ "cmd": command, "params": parameters }),
        )
    }

    pub fn width(&self, width: u32) {
        let screen = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", screen);
    }

    pub fn dark(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", media);
    }

    /// Presses a key and releases it, by its name in WebDriver.
    pub fn press(&self, key: char) {
        let keys = ["keyDown", "keyUp"]
            .map(|kind| json!({ "type": kind, "value": key }));
        self.command(
            "actions",
            &json!({ "actions": [{ "type": "key", "id": "keys", "actions": keys }] }),
        );
    }

    /// What the console has said since the last call.
    pub fn console(&self) -> Vec<String> {
        let lines = self.command("se/log", &json!({ "type": "browser" }));
        let line = |line: &Value| {
            line["message"].as_str().unwrap_or_default().to_owned()
        };
        lines.as_array().expect("lines").iter().map(line).collect()
    }

    /// The whole page as a PNG in base64.
    pub fn picture(&self) -> String {
        let picture = self.devtools(
            "Page.captureScreenshot",
            json!({ "captureBeyondViewport": true }),
        );
        picture["data"].as_str().expect("a picture").to_owned()
    }

    pub fn close(self) {
        ureq::delete(&self.session).call().expect("the browser ends");
    }
}

//! A Chromium to look at the book with.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::OnceLock,
    time::Duration,
};

use fantoccini::{Client, ClientBuilder, wd::WebDriverCompatibleCommand};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use url::Url;

/// The address of a running chromedriver, or why there is none.
fn driver() -> &'static Result<String, String> {
    static DRIVER: OnceLock<Result<String, String>> = OnceLock::new();
    DRIVER.get_or_init(|| {
        let started = Command::new("chromedriver")
            .arg("--port=0")
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
        RUNNING.set(Running(driver.into())).ok();
        Ok(format!(
            "http://127.0.0.1:{}",
            port.ok_or("chromedriver names no port")?
        ))
    })
}

static RUNNING: OnceLock<Running> = OnceLock::new();
struct Running(std::sync::Mutex<Child>);

/// Ends chromedriver. A static is never dropped.
pub fn stop() {
    if let Some(Running(driver)) = RUNNING.get() {
        let mut driver = driver.lock().expect("the driver");
        driver
            .kill()
            .and_then(|()| driver.wait())
            .expect("chromedriver ends");
    }
}

/// A window of a browser of its own.
pub struct Tab {
    client: Client,
}

/// A command of chromedriver that is not in WebDriver.
#[derive(Debug)]
struct Chrome(&'static str, Value);

impl WebDriverCompatibleCommand for Chrome {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.0
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.1.to_string()))
    }
}

impl Tab {
    /// A new browser, which shows nothing yet.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub async fn new() -> Result<Self, String> {
        let address = driver().as_ref().map_err(Clone::clone)?;
        // Without the sandbox, which an ordinary user may not set up everywhere: it shows only our own pages.
        let options = json!({ "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900"] });
        let capabilities =
            json!({ "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" } });
        let Value::Object(capabilities) = capabilities else {
            unreachable!("an object")
        };
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = builder.capabilities(capabilities).connect(address).await;
        Ok(Self {
            client: client.map_err(|error| format!("chromedriver starts no Chromium: {error}"))?,
        })
    }

    pub async fn open(&self, address: &str) {
        self.client.goto(address).await.expect(address);
    }

    /// What the body of a function returns.
    pub async fn js(&self, body: &str) -> Value {
        self.client
            .execute(body, Vec::new())
            .await
            .unwrap_or_else(|error| panic!("{body}: {error}"))
    }

    /// What a promise comes to.
    pub async fn resolved(&self, promise: &str) -> Value {
        let body = format!(
            "const done = arguments[0]; ({promise}).then(done, error => done(String(error)))"
        );
        self.client
            .execute_async(&body, Vec::new())
            .await
            .unwrap_or_else(|error| panic!("{promise}: {error}"))
    }

    /// Waits until an expression is true.
    pub async fn until(&self, expression: &str) {
        for _ in 0..200 {
            if self.js(&format!("return Boolean({expression})")).await == true {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("never true: {expression}");
    }

    /// A command of the DevTools protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.client
            .issue_cmd(Chrome("goog/cdp/execute", body))
            .await
            .unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    pub async fn width(&self, width: u32) {
        let screen =
            json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", screen)
            .await;
    }

    pub async fn dark(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", media).await;
    }

    /// Presses a key and releases it.
    pub async fn press(&self, key: &str) {
        let text = if key.chars().count() == 1 { key } else { "" };
        for kind in ["keyDown", "keyUp"] {
            let code = match key {
                "ArrowRight" => 39,
                "ArrowLeft" => 37,
                "Tab" => 9,
                "Escape" => 27,
                _ => 0,
            };
            let event = json!({ "type": kind, "key": key, "code": key, "text": if kind == "keyDown" { text } else { "" }, "windowsVirtualKeyCode": code });
            self.devtools("Input.dispatchKeyEvent", event).await;
        }
    }

    /// What the console has said since the last call.
    pub async fn console(&self) -> Vec<String> {
        let lines = self
            .client
            .issue_cmd(Chrome("se/log", json!({ "type": "browser" })))
            .await
            .expect("the log");
        let line = |line: &Value| line["message"].as_str().unwrap_or_default().to_owned();
        lines.as_array().expect("lines").iter().map(line).collect()
    }

    /// The whole page as a PNG.
    pub async fn picture(&self) -> Vec<u8> {
        self.client.screenshot().await.expect("a picture")
    }

    pub async fn close(self) {
        self.client.close().await.expect("the browser ends");
    }
}

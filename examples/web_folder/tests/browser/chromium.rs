//! A headless Chromium, driven through the `DevTools` protocol: JSON messages, each ended by a zero byte, over two pipes.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// An answer that takes longer never comes.
pub const PATIENCE: Duration = Duration::from_secs(90);

/// A running browser with one page.
pub struct Browser {
    process: Child,
    requests: ChildStdin,
    answers: Receiver<Value>,
    last_id: u64,
    /// The page, once it is attached.
    session: Option<String>,
    /// The tab of the page.
    target: Value,
    /// What has happened in the page, not asked for yet.
    events: Vec<Value>,
    /// Settings and stores of the browser.
    _profile: TempDir,
}

impl Browser {
    /// Starts a browser with one empty page. `flags` are separated by spaces.
    pub fn start(flags: &str) -> Browser {
        let profile = tempfile::tempdir().expect("a folder for the profile");
        // The browser reads requests from file descriptor 3 and writes answers to 4, which only a shell can set.
        let mut process = Command::new("sh")
            .args(["-c", "exec chromium \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>\"$BROWSER_LOG\"", "sh"])
            .args(["--headless=new", "--remote-debugging-pipe", "--no-first-run", "--disable-background-networking"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .args(flags.split_whitespace())
            .arg("about:blank")
            .env("BROWSER_LOG", profile.path().join("log"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let requests = process.stdin.take().expect("a pipe");
        let answers = read_messages(process.stdout.take().expect("a pipe"));
        let mut browser = Browser {
            process,
            requests,
            answers,
            last_id: 0,
            session: None,
            target: Value::Null,
            events: Vec::new(),
            _profile: profile,
        };
        browser.attach();
        browser
    }

    fn attach(&mut self) {
        let target = self.call("Target.createTarget", json!({ "url": "about:blank" }))["targetId"].clone();
        let attached = self.call("Target.attachToTarget", json!({ "targetId": target, "flatten": true }));
        self.session = attached["sessionId"].as_str().map(str::to_owned);
        self.target = target;
    }

    /// Allows something that a browser asks its user about.
    pub fn grant(&mut self, permissions: &[&str]) {
        self.call_browser("Browser.grantPermissions", json!({ "permissions": permissions }));
    }

    /// Calls a method, and returns its result.
    #[allow(clippy::needless_pass_by_value, reason = "parameters are written where they are passed")]
    pub fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.try_call(method, &parameters).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// As [`Browser::call`], with the browser's own error.
    pub fn try_call(&mut self, method: &str, parameters: &Value) -> Result<Value, String> {
        self.last_id += 1;
        let id = self.last_id;
        let mut message = json!({ "id": id, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.requests.write_all(&bytes).map_err(|error| format!("the browser has ended: {error}"))?;
        let end = Instant::now() + PATIENCE;
        loop {
            let mut answer = self.next_message(end)?;
            if answer["id"] != id {
                self.events.push(answer);
            } else if let Some(error) = answer.get("error") {
                return Err(error["message"].as_str().unwrap_or("no reason given").to_owned());
            } else {
                return Ok(answer["result"].take());
            }
        }
    }

    /// Opens an empty tab before the page.
    pub fn hide_page(&mut self) {
        self.call_browser("Target.createTarget", json!({ "url": "about:blank" }));
    }

    /// Brings the page to the front.
    pub fn show_page(&mut self) {
        let target = self.target.clone();
        self.call_browser("Target.activateTarget", json!({ "targetId": target }));
    }

    /// Calls a method of the browser rather than of the page.
    #[allow(clippy::needless_pass_by_value, reason = "parameters are written where they are passed")]
    pub fn call_browser(&mut self, method: &str, parameters: Value) -> Value {
        let session = self.session.take();
        let result = self.call(method, parameters);
        self.session = session;
        result
    }

    /// Waits for an event with certain parameters, and takes it.
    pub fn take_event(&mut self, method: &str, is_it: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + PATIENCE;
        let found = |event: &Value| event["method"] == method && is_it(&event["params"]);
        loop {
            if let Some(at) = self.events.iter().position(found) {
                return self.events.remove(at)["params"].take();
            }
            let message = self.next_message(end).unwrap_or_else(|error| panic!("{method}: {error}"));
            self.events.push(message);
        }
    }

    /// The parameters of all events of a kind so far, which stay.
    pub fn events_of(&self, method: &str) -> Vec<&Value> {
        self.events.iter().filter(|event| event["method"] == method).map(|event| &event["params"]).collect()
    }

    fn next_message(&self, end: Instant) -> Result<Value, String> {
        self.answers.recv_timeout(end.saturating_duration_since(Instant::now())).map_err(|error| match error {
            RecvTimeoutError::Timeout => format!("no answer within {} s", PATIENCE.as_secs()),
            RecvTimeoutError::Disconnected => "the browser has ended".to_owned(),
        })
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.session = None;
        // With its helpers; what is killed leaves them behind.
        if self.try_call("Browser.close", &json!({})).is_err() {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

/// Reads messages on a thread of its own.
fn read_messages(pipe: impl Read + Send + 'static) -> Receiver<Value> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut pipe = BufReader::new(pipe);
        let mut message = Vec::new();
        while pipe.read_until(0, &mut message).is_ok_and(|length| length > 0) {
            let bytes = message.strip_suffix(&[0]).unwrap_or(&message);
            if let Ok(value) = serde_json::from_slice(bytes)
                && sender.send(value).is_err()
            {
                return;
            }
            message.clear();
        }
    });
    receiver
}

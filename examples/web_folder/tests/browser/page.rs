//! The page in a browser, as a user has it: keys, mouse, dropped files, what is shown.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

use gtd_viewer_web_folder::Server;
use image::RgbaImage;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::chromium::{Browser, PATIENCE};
use crate::pictures::difference;
use crate::setup::Setup;

/// A screen that a browser shows the page on.
#[derive(Clone, Copy)]
pub struct Screen {
    /// Width and height in pixels of style sheets.
    pub size: [u32; 2],
    /// Pixels of the screen for one of style sheets.
    pub scale: f64,
    /// It has no mouse, but fingers.
    pub touch: bool,
}

pub const DESKTOP: Screen = Screen { size: [1280, 720], scale: 1.0, touch: false };
/// A small phone.
pub const PHONE: Screen = Screen { size: [360, 740], scale: 2.0, touch: true };
/// The same, on its side.
pub const PHONE_ON_ITS_SIDE: Screen = Screen { size: [740, 360], ..PHONE };
/// Milliseconds after which a condition of the page is given up.
const PATIENCE_MS: u32 = 80_000;

/// Mean difference of two pictures, one right after the other, in which more than waves and wind moves.
const MOVING: f64 = 0.5;

/// A modifier key, as the browser counts them.
pub const CONTROL: u32 = 2;

/// A browser with the page.
pub struct Page {
    browser: Browser,
    address: String,
    downloads: TempDir,
}

impl Page {
    /// Opens the page with a link (`#...`, or nothing) on a screen.
    pub fn open(setup: &Setup, screen: Screen, link: &str) -> Page {
        Page::open_with(setup, screen, link, "")
    }

    /// As [`Page::open`], with a script that runs before those of the page.
    pub fn open_with(setup: &Setup, screen: Screen, link: &str, script: &str) -> Page {
        let server = Server::bind(&setup.folder, 0).expect("a free port");
        let address = server.address();
        thread::spawn(move || server.run());
        let mut browser = Browser::start(&format!("{} --force-device-scale-factor={}", setup.flags, screen.scale));
        browser.grant(&["clipboardReadWrite", "clipboardSanitizedWrite"]);
        let downloads = tempfile::tempdir().expect("a folder");
        let behavior = json!({ "behavior": "allowAndName", "downloadPath": downloads.path(), "eventsEnabled": true });
        browser.call_browser("Browser.setDownloadBehavior", behavior);
        for domain in ["Page", "Runtime", "Network", "Log"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        browser.call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
        let mut page = Page { browser, address, downloads };
        page.resize(screen.size, screen.touch);
        if screen.touch {
            page.browser.call("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 5 }));
        }
        page.go_to(link);
        page
    }

    /// Gives the screen another size, as turning a phone does.
    pub fn resize(&mut self, [width, height]: [u32; 2], touch: bool) {
        // The scale is that of the browser: an emulated one is not that of observed sizes (`devicePixelContentBoxSize`).
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 0, "mobile": touch });
        self.browser.call("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// Goes to the page with another link.
    pub fn go_to(&mut self, link: &str) {
        let url = format!("{}{link}", self.address);
        self.browser.call("Page.navigate", json!({ "url": url }));
    }

    /// Loads the page again.
    pub fn reload(&mut self) {
        self.eval("document.documentElement.dataset.old = true");
        self.browser.call("Page.reload", json!({}));
        self.wait_for("!document.documentElement.dataset.old");
    }

    /// The value of an expression; a promise is awaited.
    pub fn eval(&mut self, expression: &str) -> Value {
        self.try_eval(expression).unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    fn try_eval(&mut self, expression: &str) -> Result<Value, String> {
        let asked =
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true });
        let mut answer = self.browser.try_call("Runtime.evaluate", &asked)?;
        match answer.get("exceptionDetails") {
            Some(details) => Err(details.to_string()),
            None => Ok(answer["result"]["value"].take()),
        }
    }

    /// Waits until an expression is true; it is tried again with each change of the document.
    pub fn wait_for(&mut self, condition: &str) -> Value {
        let script = format!(
            "new Promise((resolve, reject) => {{
                const holds = () => {{ const value = document.body && ({condition}); if (value) {{ resolve(value); }} return value; }};
                if (holds()) return;
                const watch = new MutationObserver(() => holds() && watch.disconnect());
                watch.observe(document, {{ attributes: true, childList: true, characterData: true, subtree: true }});
                setTimeout(() => reject(new Error('not within time')), {PATIENCE_MS});
            }})"
        );
        // A page that is just being replaced forgets what it was asked.
        let is_replaced = |error: &String| error.contains("context") || error.contains("navigated");
        let value = match self.try_eval(&script) {
            Err(error) if is_replaced(&error) => self.try_eval(&script),
            value => value,
        };
        value.unwrap_or_else(|error| {
            let state =
                self.try_eval("[JSON.stringify(document.documentElement.dataset), document.body.innerText].join(' ')");
            panic!("{condition}: {error}\n{}\n{state:?}", self.errors().join("\n"))
        })
    }

    /// Waits until a zone is loaded and drawn whose title has these words.
    pub fn wait_for_zone(&mut self, words: &str) {
        self.wait_for(&format!("document.documentElement.dataset.loaded?.includes({})", json!(words)));
    }

    /// Waits until the browser's storage has a text.
    pub fn wait_until_stored(&mut self, text: &str) {
        let script = format!(
            "new Promise((resolve) => {{ const ask = () => {{
                if (Object.values(localStorage).join('').includes({})) {{ resolve(); }} else {{ requestAnimationFrame(ask); }}
            }}; ask(); }})",
            json!(text)
        );
        self.eval(&script);
    }

    /// What the page says at the moment: messages, problems, notices.
    pub fn wait_for_words(&mut self, words: &str) -> String {
        let told = format!("document.body.innerText.includes({}) && document.body.innerText", json!(words));
        self.wait_for(&told).as_str().unwrap_or_default().to_owned()
    }

    /// Presses a key and releases it. `code` is its name by position.
    pub fn press(&mut self, code: &str, modifiers: u32) {
        self.hold(code, modifiers);
        self.release(code, modifiers);
    }

    /// Presses a key and holds it.
    pub fn hold(&mut self, code: &str, modifiers: u32) {
        self.key("keyDown", code, modifiers);
    }

    pub fn release(&mut self, code: &str, modifiers: u32) {
        self.key("keyUp", code, modifiers);
    }

    fn key(&mut self, kind: &str, code: &str, modifiers: u32) {
        let key = code.strip_prefix("Key").map_or_else(|| code.to_owned(), str::to_lowercase);
        let event = json!({ "type": kind, "code": code, "key": key, "modifiers": modifiers });
        self.browser.call("Input.dispatchKeyEvent", event);
    }

    /// Clicks at a point of the page.
    pub fn click(&mut self, [x, y]: [u32; 2]) {
        let mut mouse = |kind: &str, clicks: u32| {
            let button = if clicks == 0 { "none" } else { "left" };
            let event = json!({ "type": kind, "x": x, "y": y, "button": button, "clickCount": clicks });
            self.browser.call("Input.dispatchMouseEvent", event);
        };
        mouse("mouseMoved", 0);
        mouse("mousePressed", 1);
        mouse("mouseReleased", 1);
    }

    /// Opens a menu of the window, and clicks on an entry of it.
    pub fn choose_in_menu(&mut self, menu: [u32; 2], entry: [u32; 2]) {
        self.click(menu);
        self.wait_for_panel([menu[0], menu[1] + 18]);
        self.click(entry);
    }

    /// Waits until a point of the picture has the color of the menu bar, as open menus and panels have.
    pub fn wait_for_panel(&mut self, [x, y]: [u32; 2]) {
        self.wait_for_picture(|picture| picture.get_pixel(x, y) == picture.get_pixel(640, 3));
    }

    /// Clicks in the middle of an element, by its id.
    pub fn click_element(&mut self, id: &str) {
        let script = format!(
            "(() => {{ const box = document.getElementById('{id}').getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height / 2].map(Math.round); }})()"
        );
        let place = self.eval(&script);
        let [x, y] = [0, 1].map(|at| place[at].as_u64().and_then(|value| u32::try_from(value).ok()).expect("a place"));
        self.click([x, y]);
    }

    /// Drags from a point to another with the left button.
    pub fn drag(&mut self, from: [u32; 2], to: [u32; 2]) {
        for (kind, [x, y]) in [("mousePressed", from), ("mouseMoved", to), ("mouseReleased", to)] {
            let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1 });
            self.browser.call("Input.dispatchMouseEvent", event);
        }
    }

    /// Enters a text as a keyboard on the screen does.
    pub fn insert_text(&mut self, text: &str) {
        self.browser.call("Input.insertText", json!({ "text": text }));
    }

    /// Composes a text, as for Korean, and enters what has become of it.
    pub fn compose(&mut self, begun: &str, text: &str) {
        let composed =
            json!({ "text": begun, "selectionStart": begun.chars().count(), "selectionEnd": begun.chars().count() });
        self.browser.call("Input.imeSetComposition", composed);
        self.insert_text(text);
    }

    /// Waits until the canvas fills a screen, pixel by pixel.
    pub fn wait_for_sharp_canvas(&mut self, Screen { size, scale, .. }: Screen) {
        let sides = size.map(|side| f64::from(side) * scale);
        let canvas = "((canvas) => [canvas.width, canvas.height, canvas.clientWidth, canvas.clientHeight])";
        let expected = json!([sides[0], sides[1], size[0], size[1]]);
        self.wait_for(&format!("{canvas}(document.getElementById('view')).join() === {expected}.join()"));
    }

    /// Puts fingers on the page, moves them along their ways together, and lifts them.
    pub fn touch(&mut self, ways: &[[[f64; 2]; 2]]) {
        const STEPS: u32 = 8;
        for step in 0..=STEPS {
            let share = f64::from(step) / f64::from(STEPS);
            let points: Vec<Value> = ways
                .iter()
                .enumerate()
                .map(|(id, [from, to])| {
                    let [x, y] = [0, 1].map(|axis: usize| from[axis] + (to[axis] - from[axis]) * share);
                    json!({ "id": id, "x": x, "y": y })
                })
                .collect();
            let kind = if step == 0 { "touchStart" } else { "touchMove" };
            self.browser.call("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points }));
        }
        self.browser.call("Input.dispatchTouchEvent", json!({ "type": "touchEnd", "touchPoints": [] }));
    }

    /// Taps with a finger.
    pub fn tap(&mut self, [x, y]: [f64; 2]) {
        let event = |kind: &str, points: Value| json!({ "type": kind, "touchPoints": points });
        self.browser.call("Input.dispatchTouchEvent", event("touchStart", json!([{ "x": x, "y": y }])));
        self.browser.call("Input.dispatchTouchEvent", event("touchEnd", json!([])));
    }

    /// Turns the mouse wheel up at a point.
    pub fn wheel(&mut self, [x, y]: [u32; 2]) {
        let event = json!({ "type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": -240 });
        self.browser.call("Input.dispatchMouseEvent", event);
    }

    /// Drops files and folders of the disk in the middle of the page.
    pub fn drop_files(&mut self, paths: &[&Path]) {
        let data = json!({ "items": [], "files": paths, "dragOperationsMask": 1 });
        for kind in ["dragEnter", "dragOver", "drop"] {
            let event = json!({ "type": kind, "x": 300, "y": 300, "data": data });
            self.browser.call("Input.dispatchDragEvent", event);
        }
    }

    /// Waits for a download; its name and bytes.
    pub fn take_download(&mut self) -> (String, Vec<u8>) {
        let begun = self.browser.take_event("Browser.downloadWillBegin", |_| true);
        let is_its = |event: &Value| event["guid"] == begun["guid"] && event["state"] == "completed";
        self.browser.take_event("Browser.downloadProgress", is_its);
        let file = self.downloads.path().join(begun["guid"].as_str().expect("a name of the file"));
        let name = begun["suggestedFilename"].as_str().expect("a name").to_owned();
        (name, fs::read(file).expect("the downloaded file"))
    }

    /// Answers the next dialogs for files with one of the disk, or cancels them, instead of showing them.
    pub fn intercept_dialogs(&mut self, cancel: bool) {
        let how = json!({ "enabled": true, "cancel": cancel });
        self.browser.call("Page.setInterceptFileChooserDialog", how);
    }

    /// Waits for a dialog for a file or a folder.
    pub fn wait_for_dialog(&mut self) -> Value {
        self.browser.take_event("Page.fileChooserOpened", |_| true)
    }

    /// Waits for a dialog for a file or a folder, and answers it.
    pub fn choose(&mut self, path: &Path) {
        let dialog = self.wait_for_dialog();
        let answer = json!({ "files": [path], "backendNodeId": dialog["backendNodeId"] });
        self.browser.call("DOM.setFileInputFiles", answer);
    }

    /// Hides the page behind another tab.
    pub fn hide(&mut self) {
        self.browser.hide_page();
        self.wait_until_it_is("hidden");
    }

    /// Shows the page again.
    pub fn show(&mut self) {
        self.browser.show_page();
        self.wait_until_it_is("visible");
    }

    fn wait_until_it_is(&mut self, visibility: &str) {
        let script = format!(
            "new Promise((resolve) => {{ const ask = () => document.visibilityState === '{visibility}' && resolve();
                document.addEventListener('visibilitychange', ask); ask(); }})"
        );
        self.eval(&script);
    }

    /// Waits until the link to the present view meets a condition.
    pub fn wait_for_link(&mut self, is_it: impl Fn(&str) -> bool) {
        let end = Instant::now() + PATIENCE;
        loop {
            let link = self.share_link();
            if is_it(&link) {
                return;
            }
            assert!(Instant::now() < end, "the view stays at {link}");
        }
    }

    /// The link to the present view, as it is copied for others.
    pub fn share_link(&mut self) -> String {
        self.eval("navigator.clipboard.writeText('')");
        self.hold("ControlLeft", CONTROL);
        self.press("KeyC", CONTROL);
        self.release("ControlLeft", 0);
        let read = "new Promise((resolve) => { const ask = async () => {
            // Without the focus the browser refuses.
            const text = await navigator.clipboard.readText().catch(() => '');
            if (text === '') { requestAnimationFrame(ask); } else { resolve(text); }
        }; ask(); })";
        let text = self.eval(read);
        let text = text.as_str().unwrap_or_default();
        text.strip_prefix(&self.address).unwrap_or_else(|| panic!("{text}: no link to the page")).to_owned()
    }

    /// What the browser shows.
    pub fn picture(&mut self) -> RgbaImage {
        let answer = self.browser.call("Page.captureScreenshot", json!({ "format": "png" }));
        let png = decode_base64(answer["data"].as_str().expect("a picture"));
        image::load_from_memory(&png).expect("a picture").to_rgba8()
    }

    /// What the browser shows, once it changes no more than waves and wind change it.
    pub fn picture_at_rest(&mut self) -> RgbaImage {
        let end = Instant::now() + PATIENCE;
        let mut before = self.picture();
        loop {
            let picture = self.picture();
            if difference(&picture, &before) < MOVING || Instant::now() > end {
                return picture;
            }
            before = picture;
        }
    }

    /// Waits until what the browser shows meets a condition.
    pub fn wait_for_picture(&mut self, is_it: impl Fn(&RgbaImage) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is_it(&self.picture()) {
            assert!(Instant::now() < end, "the picture does not change as it should");
        }
    }

    /// Stores what the browser shows, where `GTD_VIEWER_BROWSER_PICTURES` names a folder.
    pub fn keep_picture(&mut self, name: &str) {
        if let Some(folder) = std::env::var_os("GTD_VIEWER_BROWSER_PICTURES").map(PathBuf::from) {
            fs::create_dir_all(&folder)
                .and_then(|()| self.picture().save(folder.join(format!("{name}.png"))).map_err(std::io::Error::other))
                .expect("a folder for pictures");
        }
    }

    /// Addresses of all requests so far that leave this server.
    pub fn foreign_requests(&self) -> Vec<String> {
        let sent = self.browser.events_of("Network.requestWillBeSent");
        let addresses = sent.iter().filter_map(|sent| sent["request"]["url"].as_str());
        let is_own = |address: &str| {
            ["blob:", "data:", "about:"].iter().any(|own| address.starts_with(own))
                || address.starts_with(&self.address)
        };
        addresses.filter(|address| !is_own(address)).map(str::to_owned).collect()
    }

    /// Errors that the browser has reported so far.
    pub fn errors(&self) -> Vec<String> {
        let exceptions = self.browser.events_of("Runtime.exceptionThrown");
        let exceptions = exceptions.iter().map(|event| event["exceptionDetails"].to_string());
        let logged = self.browser.events_of("Log.entryAdded");
        let logged = logged.iter().filter(|event| event["entry"]["level"] == "error");
        let logged = logged.map(|event| format!("{} {}", event["entry"]["text"], event["entry"]["url"]));
        let printed = self.browser.events_of("Runtime.consoleAPICalled");
        let printed = printed.iter().filter(|event| event["type"] == "error").map(|event| event["args"].to_string());
        exceptions.chain(logged).chain(printed).collect()
    }

    /// Fails if the page asked another computer, or reported an error.
    pub fn assert_sound(&self) {
        assert_eq!(self.foreign_requests(), [""; 0], "requests leave the page's server");
        assert_eq!(self.errors(), [""; 0]);
    }
}

/// Decodes base64 that is well-formed.
fn decode_base64(text: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => u32::from(byte - b'A'),
        b'a'..=b'z' => u32::from(byte - b'a') + 26,
        b'0'..=b'9' => u32::from(byte - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u32> = text.bytes().filter(|byte| *byte != b'=').map(value).collect();
    let bytes = |digits: &[u32]| {
        let bits = (0..4).fold(0, |bits, i| bits << 6 | digits.get(i).copied().unwrap_or_default());
        bits.to_be_bytes()[1..digits.len()].to_vec()
    };
    digits.chunks(4).flat_map(bytes).collect()
}

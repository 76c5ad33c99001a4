//! The program on the user's desktop: input as from keyboard and mouse, and what can be seen of it without the pixels of
//! the screen.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use winsafe::{EnumWindows, HWND, HwKbMouse, KEYBDINPUT, MOUSEINPUT, POINT, SendInput, SetCursorPos, co};

/// A key: its meaning, and its place on the keyboard (the scan code). Dialogs use the one, the program's keys the other.
pub type Key = (co::VK, u16);

pub mod key {
    use super::Key;
    use winsafe::co::VK;

    pub const ENTER: Key = (VK::RETURN, 0x1c);
    pub const CTRL: Key = (VK::CONTROL, 0x1d);
    pub const W: Key = (VK::CHAR_W, 0x11);
    pub const V: Key = (VK::CHAR_V, 0x2f);
    pub const O: Key = (VK::CHAR_O, 0x18);
    pub const COMMA: Key = (VK::OEM_COMMA, 0x33);
    pub const ALT: Key = (VK::MENU, 0x38);
    pub const F4: Key = (VK::F4, 0x3e);
    pub const F12: Key = (VK::F12, 0x58);
}

/// Pause between events, so that each is handled in a frame of its own.
const PAUSE: Duration = Duration::from_millis(60);

/// Polls until `condition` returns a value, or panics with `what` after a minute and a half.
pub fn wait_for<T>(what: &str, mut condition: impl FnMut() -> Option<T>) -> T {
    const LIMIT: Duration = Duration::from_secs(90);
    let start = Instant::now();
    loop {
        if let Some(value) = condition() {
            return value;
        }
        assert!(start.elapsed() < LIMIT, "waited {LIMIT:?} in vain for {what}");
        thread::sleep(Duration::from_millis(100));
    }
}

/// The program, with settings and screenshots in a folder of its own. It is ended on drop.
pub struct Viewer {
    process: Child,
    folder: tempfile::TempDir,
}

/// A picture that the program wrote.
pub struct Screenshot {
    pub picture: image::RgbImage,
    /// The command line that opens the same view.
    pub command: String,
}

impl Screenshot {
    fn read(path: &Path) -> Option<Screenshot> {
        let reader = png::Decoder::new(std::io::BufReader::new(fs::File::open(path).ok()?)).read_info().ok()?;
        let chunks = &reader.info().utf8_text;
        let command = chunks.iter().find(|chunk| chunk.keyword == "gtd-viewer:view")?.get_text().ok()?;
        Some(Screenshot { picture: image::open(path).ok()?.to_rgb8(), command })
    }

    /// X, Y, Z, yaw and pitch of the camera.
    pub fn camera(&self) -> [f64; 5] {
        let (_, rest) = self.command.split_once("--camera=").expect("a camera");
        let pose = rest.split_whitespace().next().unwrap_or_default();
        let numbers: Vec<f64> = pose.split(',').map(|number| number.parse().expect("a number")).collect();
        numbers.try_into().expect("five numbers")
    }

    /// Number of distinct colors in the middle, by the upper four bits of each channel.
    fn colors(&self) -> usize {
        let (width, height) = self.picture.dimensions();
        let middle = image::imageops::crop_imm(&self.picture, width / 4, height / 4, width / 2, height / 2).to_image();
        middle.pixels().map(|pixel| pixel.0.map(|c| c >> 4)).collect::<std::collections::HashSet<_>>().len()
    }
}

impl Viewer {
    /// Starts the program that has no console.
    pub fn start(args: &[&str]) -> Viewer {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (home, shots) = (folder.path().join("gtd-viewer"), folder.path().join("shots"));
        for folder in [&home, &shots] {
            fs::create_dir(folder).expect("a folder");
        }
        let settings = serde_json::json!({ "language": "english", "preferences": { "screenshot_folder": shots } });
        fs::write(home.join("settings.json"), settings.to_string()).expect("settings");
        let log = fs::File::create(folder.path().join("log")).expect("a log file");
        let process = Command::new(env!("CARGO_BIN_EXE_gtd-viewer-window"))
            .args(args)
            .env("APPDATA", folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("the program starts");
        Viewer { process, folder }
    }

    /// Starts the program and waits for its window.
    pub fn open(args: &[&str]) -> Viewer {
        let mut viewer = Viewer::start(args);
        wait_for("the window", || {
            assert_eq!(viewer.process.try_wait().expect("its status"), None, "{}", viewer.log());
            viewer.main_window()
        });
        viewer.focus();
        viewer
    }

    /// What the program printed.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// The settings as they are stored.
    pub fn settings(&self) -> serde_json::Value {
        let text = fs::read_to_string(self.folder.path().join("gtd-viewer/settings.json")).expect("settings");
        serde_json::from_str(&text).expect("JSON")
    }

    /// The visible windows of the program, with their classes.
    fn windows(&self) -> Vec<(HWND, String)> {
        let (mut found, process) = (Vec::new(), self.process.id());
        EnumWindows(|window| {
            if window.IsWindowVisible() && window.GetWindowThreadProcessId().1 == process {
                let class = window.GetClassName().unwrap_or_default();
                found.push((window, class));
            }
            true
        })
        .expect("a list of windows");
        found
    }

    /// Dialogs and message boxes have a class of the system.
    fn is_dialog(class: &str) -> bool {
        class == "#32770"
    }

    fn main_window(&self) -> Option<HWND> {
        let mut windows = self.windows().into_iter();
        windows
            .find(|(window, class)| {
                !Self::is_dialog(class) && window.GetWindowText().is_ok_and(|title| !title.is_empty())
            })
            .map(|(window, _)| window)
    }

    fn window(&self) -> HWND {
        self.main_window().unwrap_or_else(|| panic!("the window is gone: {}", self.log()))
    }

    fn focus(&self) {
        self.window().SetForegroundWindow();
        thread::sleep(Duration::from_millis(500));
    }

    fn dialog(&self) -> Option<HWND> {
        self.windows().into_iter().find(|(_, class)| Self::is_dialog(class)).map(|(window, _)| window)
    }

    /// Waits for a dialog or message box, and until it has the keyboard.
    pub fn wait_for_dialog(&self) {
        wait_for("a dialog", || self.dialog()).SetForegroundWindow();
        thread::sleep(Duration::from_secs(1));
    }

    pub fn wait_for_title(&self, words: &str) {
        wait_for(&format!("{words} in the title"), || {
            self.window().GetWindowText().is_ok_and(|title| title.contains(words)).then_some(())
        });
    }

    /// Size of the window's picture.
    pub fn size(&self) -> (i32, i32) {
        let area = self.window().GetClientRect().expect("the window's size");
        (area.right, area.bottom)
    }

    /// Takes a screenshot with the program's own key.
    pub fn screenshot(&self) -> Screenshot {
        let folder = self.folder.path().join("shots");
        let pictures = || {
            let paths = fs::read_dir(&folder).expect("the folder of screenshots").flatten().map(|entry| entry.path());
            paths.filter(|path| path.extension().is_some_and(|end| end == "png")).collect::<Vec<PathBuf>>()
        };
        let before = pictures();
        wait_for(&format!("a screenshot; the program printed {:?}", self.log()), || {
            // A dialog that was open before may take the keyboard with it when it goes.
            self.tap(key::F12);
            let shot = (0..100).find_map(|_| {
                thread::sleep(Duration::from_millis(100));
                let path = pictures().into_iter().find(|path| !before.contains(path))?;
                Screenshot::read(&path)
            });
            if shot.is_none() {
                self.focus();
            }
            shot
        })
    }

    /// A screenshot on which something of the ground can be seen.
    pub fn screenshot_of_ground(&self) -> Screenshot {
        wait_for("the ground", || Some(self.screenshot()).filter(|shot| shot.colors() > 12))
    }

    /// Opens a file in the dialog of Ctrl+O.
    pub fn choose_in_dialog(&self, file: &Path) {
        // A dialog that was open before may take the keyboard with it when it goes, later than it is gone.
        wait_for("the dialog of Ctrl+O", || {
            self.focus();
            self.chord(key::CTRL, key::O);
            (0..50).find_map(|_| {
                thread::sleep(Duration::from_millis(100));
                self.dialog()
            })
        });
        self.wait_for_dialog();
        type_text(file.to_str().expect("a name in Unicode"));
        self.tap(key::ENTER);
        wait_for("the dialog to close", || self.dialog().is_none().then_some(()));
        self.focus();
    }

    pub fn tap(&self, key: Key) {
        self.hold(key, PAUSE);
    }

    pub fn hold(&self, key: Key, time: Duration) {
        press(key, true);
        thread::sleep(time);
        press(key, false);
        thread::sleep(PAUSE);
    }

    /// A key while another one is held.
    pub fn chord(&self, held: Key, key: Key) {
        press(held, true);
        thread::sleep(PAUSE);
        self.tap(key);
        press(held, false);
        thread::sleep(PAUSE);
    }

    /// Clicks a point of the window twice.
    pub fn double_click(&self, at: (i32, i32)) {
        self.point(at);
        for _ in 0..2 {
            button(co::MOUSEEVENTF::LEFTDOWN);
            button(co::MOUSEEVENTF::LEFTUP);
        }
    }

    /// Drags with the right button, in steps.
    pub fn right_drag(&self, from: (i32, i32), to: (i32, i32)) {
        const STEPS: i32 = 10;
        self.point(from);
        button(co::MOUSEEVENTF::RIGHTDOWN);
        for _ in 0..STEPS {
            // Relative, because the program holds the pointer in its place.
            mouse(co::MOUSEEVENTF::MOVE, (to.0 - from.0) / STEPS, (to.1 - from.1) / STEPS);
        }
        button(co::MOUSEEVENTF::RIGHTUP);
    }

    fn point(&self, at: (i32, i32)) {
        let on_screen = self.window().ClientToScreen(POINT::with(at.0, at.1)).expect("a point of the window");
        SetCursorPos(on_screen.x, on_screen.y).expect("the pointer moves");
        thread::sleep(PAUSE);
    }

    /// Closes the window with Alt+F4; returns the exit code.
    pub fn quit(&mut self) -> Option<i32> {
        self.focus();
        self.chord(key::ALT, key::F4);
        self.wait_for_end()
    }

    /// Waits for the end of the program; returns its exit code.
    pub fn wait_for_end(&mut self) -> Option<i32> {
        let log = self.log();
        wait_for(&format!("the end of the program; it printed {log:?}"), || {
            self.process.try_wait().expect("its status")
        })
        .code()
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("the program printed:\n{}", self.log());
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn send(event: HwKbMouse) {
    SendInput(&[event]).expect("input is accepted");
}

fn press((meaning, place): Key, down: bool) {
    let flags = if down { co::KEYEVENTF::NoValue } else { co::KEYEVENTF::KEYUP };
    send(HwKbMouse::Kb(KEYBDINPUT { wVk: meaning, wScan: place, dwFlags: flags, ..Default::default() }));
}

fn type_text(text: &str) {
    for unit in text.encode_utf16() {
        for up in [co::KEYEVENTF::NoValue, co::KEYEVENTF::KEYUP] {
            let flags = co::KEYEVENTF::UNICODE | up;
            send(HwKbMouse::Kb(KEYBDINPUT { wScan: unit, dwFlags: flags, ..Default::default() }));
        }
    }
    thread::sleep(Duration::from_millis(300));
}

fn mouse(flags: co::MOUSEEVENTF, dx: i32, dy: i32) {
    send(HwKbMouse::Mouse(MOUSEINPUT { dx, dy, dwFlags: flags, ..Default::default() }));
    thread::sleep(PAUSE);
}

fn button(flags: co::MOUSEEVENTF) {
    mouse(flags, 0, 0);
}

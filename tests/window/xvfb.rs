//! A private display (Xvfb), the real program in a real window on it, input (xdotool) and screenshots (the frame buffer
//! file of Xvfb).
//!
//! Every start retries or waits with a deadline, so that nothing hangs. Started processes are ended on drop.

use gtd_viewer::render::Gpu;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    AtomEnum, CONFIGURE_NOTIFY_EVENT, ClientMessageEvent, ConfigureNotifyEvent, ConnectionExt, EventMask, PropMode,
};
use x11rb::wrapper::ConnectionExt as _;

use crate::clipboard::{clear_clipboard, clipboard};
use crate::common::skip;

/// A virtual screen of 1280 x 800 with 24 bits, without a window manager.
pub struct Display {
    server: Child,
    number: u32,
    folder: tempfile::TempDir,
}

/// A screenshot: 8-bit RGB, rows from the top.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub rgb: Vec<[u8; 3]>,
}

/// The program in its window.
pub struct Viewer<'d> {
    display: &'d Display,
    process: Child,
    pub window: String,
    log: PathBuf,
}

/// Tools of the window tests that are missing on this machine; `None` if the tests can run.
fn missing() -> Option<String> {
    static MISSING: OnceLock<Option<String>> = OnceLock::new();
    let find = || {
        let tools: Vec<&str> = ["Xvfb", "xdotool"].into_iter().filter(|tool| !in_path(tool)).collect();
        if !tools.is_empty() {
            return Some(format!("{} not installed", tools.join(" and ")));
        }
        Gpu::headless(None).err().map(|error| format!("no graphics driver: {error}"))
    };
    MISSING.get_or_init(find).clone()
}

/// Whether a program is installed.
pub fn in_path(tool: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(tool).exists()))
}

/// Polls until `condition` returns a value, or panics with `what` after `limit`.
pub fn wait_for<T>(what: &str, limit: Duration, mut condition: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(value) = condition() {
            return value;
        }
        assert!(start.elapsed() < limit, "waited {limit:?} in vain for {what}");
        thread::sleep(Duration::from_millis(100));
    }
}

/// Waits until `picture`, which fulfills `condition`, hardly changes any more.
///
/// A still picture alone does not say so: a slow machine takes seconds for a frame that input has requested. So the
/// program must be idle as well, or the picture must stay still for the time of several slow frames.
pub fn settled_picture(process: u32, picture: impl Fn() -> Picture, condition: impl Fn(&Picture) -> bool) -> Picture {
    const STEP: Duration = Duration::from_millis(600);
    const STILL_STEPS: u32 = 6;
    let (mut before, mut cpu_before_secs, mut still_steps) = (picture(), cpu_secs(process), 0);
    wait_for("the picture to settle", Duration::from_secs(120), || {
        thread::sleep(STEP);
        let (now, cpu_now_secs) = (picture(), cpu_secs(process));
        let is_still = before.changed_share(&now) < 0.02 && condition(&now);
        let is_idle = cpu_now_secs - cpu_before_secs < 0.1 * STEP.as_secs_f64();
        still_steps = if is_still { still_steps + 1 } else { 0 };
        (before, cpu_before_secs) = (now.clone(), cpu_now_secs);
        (is_still && is_idle || still_steps == STILL_STEPS).then_some(now)
    })
}

/// CPU time that a process has used so far, in all its threads.
fn cpu_secs(process: u32) -> f64 {
    /// Clock ticks a second in `/proc`, on every Linux.
    const TICKS: f64 = 100.0;
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).expect("the program runs");
    // The second field is the program's name in parentheses; user and system time are the 14th and 15th.
    let fields = stat.rsplit(')').next().expect("fields").split_whitespace();
    fields.skip(11).take(2).map(|ticks| ticks.parse::<f64>().expect("a number")).sum::<f64>() / TICKS
}

impl Display {
    /// Starts Xvfb. If that, or drawing, is not possible it returns `None` and prints that the test is skipped; under
    /// `GTD_VIEWER_REQUIRE_WINDOW_TESTS`, which `script/test` sets, it panics.
    pub fn start() -> Option<Display> {
        if let Some(missing) = missing() {
            let required = std::env::var_os("GTD_VIEWER_REQUIRE_WINDOW_TESTS").is_some();
            assert!(!required, "the window tests are required: {missing}");
            skip(&missing);
            return None;
        }
        // it fails occasionally
        for _ in 0..3 {
            if let Some(display) = Display::try_start() {
                return Some(display);
            }
        }
        panic!("Xvfb did not start in three attempts");
    }

    fn try_start() -> Option<Display> {
        // servers that search a free number at the same time can choose the same one
        static STARTING: Mutex<()> = Mutex::new(());
        let _one_at_a_time = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut server = Command::new("Xvfb")
            // without -noreset it restarts when the last client disconnects, and refuses new ones meanwhile: xdotool,
            // run before the viewer has connected, is such a client
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset", "-fbdir"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts");
        let stdout = server.stdout.take().expect("piped");
        // The server writes the number of the display when it is ready. A thread reads it, with a time limit.
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let mut line = String::new();
            let read = BufReader::new(stdout).read_line(&mut line);
            let _ = sender.send(read.ok().and_then(|_| line.trim().parse::<u32>().ok()));
        });
        match receiver.recv_timeout(Duration::from_secs(20)) {
            // a server that does not answer is ended, and the next attempt uses another one
            Ok(Some(number)) => Some(Display { server, number, folder }).filter(Display::answers),
            _ => {
                let _ = server.kill();
                let _ = server.wait();
                None
            }
        }
    }

    /// Whether a client can connect.
    fn answers(&self) -> bool {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(5) {
            if x11rb::connect(Some(&self.name())).is_ok() {
                return true;
            }
            thread::sleep(Duration::from_millis(50));
        }
        false
    }

    /// Its name, as in `DISPLAY`.
    pub fn name(&self) -> String {
        format!(":{}", self.number)
    }

    /// Current picture of the screen.
    pub fn picture(&self) -> Picture {
        let bytes = fs::read(self.folder.path().join("Xvfb_screen0")).expect("the frame buffer's file");
        Picture::from_xwd(&bytes)
    }

    /// Runs xdotool with these arguments and returns its output, or None if it found nothing.
    pub fn xdotool(&self, args: &[&str]) -> Option<String> {
        let output = Command::new("xdotool").args(args).env("DISPLAY", self.name()).output().expect("xdotool runs");
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Sends the message of a window manager's close button.
    fn request_close(&self, window: u32) -> Result<(), Box<dyn std::error::Error>> {
        let (connection, _) = x11rb::connect(Some(&self.name()))?;
        let atom = |name: &[u8]| -> Result<u32, Box<dyn std::error::Error>> {
            Ok(connection.intern_atom(false, name)?.reply()?.atom)
        };
        let (protocols, delete) = (atom(b"WM_PROTOCOLS")?, atom(b"WM_DELETE_WINDOW")?);
        let message = ClientMessageEvent::new(32, window, protocols, [delete, 0, 0, 0, 0]);
        connection.send_event(false, window, EventMask::NO_EVENT, message)?.check()?;
        Ok(())
    }

    /// Changes the screen's scale while `window` is open, like a desktop's settings: 96 dots per inch are 1. (winit
    /// reads the screen's resources when those of its own window change.)
    pub fn set_scale(&self, window: &str, scale: f64) -> Result<(), Box<dyn std::error::Error>> {
        let (connection, screen) = x11rb::connect(Some(&self.name()))?;
        let root = connection.setup().roots[screen].root;
        let resources = format!("Xft.dpi:\t{}\n", scale * 96.0);
        for window in [root, window.parse()?] {
            let (mode, name, kind) = (PropMode::REPLACE, AtomEnum::RESOURCE_MANAGER, AtomEnum::STRING);
            connection.change_property8(mode, window, name, kind, resources.as_bytes())?.check()?;
        }
        Ok(())
    }

    /// Sends a window its position, like a window manager that has moved it.
    pub fn tell_place(&self, window: &str) -> Result<(), Box<dyn std::error::Error>> {
        let (connection, _) = x11rb::connect(Some(&self.name()))?;
        let window = window.parse()?;
        let place = connection.get_geometry(window)?.reply()?;
        let event = ConfigureNotifyEvent {
            response_type: CONFIGURE_NOTIFY_EVENT,
            sequence: 0,
            event: window,
            window,
            above_sibling: x11rb::NONE,
            x: place.x,
            y: place.y,
            width: place.width,
            height: place.height,
            border_width: 0,
            override_redirect: false,
        };
        connection.send_event(false, window, EventMask::STRUCTURE_NOTIFY, event)?.check()?;
        Ok(())
    }

    /// Starts the program with `args` and waits for its window to be mapped. Its settings are in a folder of this
    /// display, so that the user's settings are neither read nor changed, and a second start finds the first one's.
    pub fn open<'d>(&'d self, args: &[&str]) -> Viewer<'d> {
        self.open_with(args, &[])
    }

    /// The folder of the settings.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// As [`Display::open`], with additional environment variables.
    pub fn open_with<'d>(&'d self, args: &[&str], variables: &[(&str, &str)]) -> Viewer<'d> {
        static OPENED: AtomicU32 = AtomicU32::new(0);
        let home = self.home();
        let log = self.folder.path().join(format!("viewer{}.log", OPENED.fetch_add(1, Ordering::Relaxed)));
        let mut command = program(args, &home, &log);
        command.env("DISPLAY", self.name()).envs(variables.iter().copied());
        let process = command.spawn().expect("the program starts");
        let mut viewer = Viewer { display: self, process, window: String::new(), log };
        viewer.window = viewer.wait_for_window();
        viewer
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A command that runs the program on a private desktop: software rendering, a home folder of its own, output to a log
/// file.
pub fn program(args: &[&str], home: &Path, log: &Path) -> Command {
    fs::create_dir_all(home).expect("a home folder");
    let file = fs::File::create(log).expect("a log file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
    command.args(args).env("HOME", home).env("LC_ALL", "C").env("RUST_BACKTRACE", "1");
    for folder in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"] {
        command.env_remove(folder);
    }
    for of_the_user in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "LANGUAGE"] {
        command.env_remove(of_the_user);
    }
    if let Some(driver) = software_vulkan() {
        command.env("VK_DRIVER_FILES", &driver).env("VK_ICD_FILENAMES", &driver);
    }
    command.stdin(Stdio::null()).stdout(file.try_clone().expect("one more handle")).stderr(file);
    command
}

/// The manifest of Mesa's software driver, unless the caller has chosen a driver already.
fn software_vulkan() -> Option<PathBuf> {
    if std::env::var_os("VK_DRIVER_FILES").is_some() {
        return None;
    }
    let folder = fs::read_dir("/usr/share/vulkan/icd.d").ok()?;
    folder
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("lvp_icd")))
}

impl Viewer<'_> {
    fn wait_for_window(&mut self) -> String {
        let pid = self.process.id().to_string();
        let start = Instant::now();
        loop {
            if let Some(found) = self.display.xdotool(&["search", "--onlyvisible", "--pid", &pid])
                && let Some(window) = found.lines().next()
            {
                window.clone_into(&mut self.window);
                self.focus();
                return window.to_owned();
            }
            if let Some(status) = self.process.try_wait().expect("its status") {
                panic!("the program ended ({status}) before its window came:\n{}", self.log());
            }
            assert!(start.elapsed() < Duration::from_secs(60), "no window after a minute:\n{}", self.log());
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Focuses the window, as there is no window manager.
    pub fn focus(&self) {
        self.display.xdotool(&["windowfocus", "--sync", &self.window]);
    }

    /// Waits until the program has printed a text.
    pub fn wait_for_log(&self, words: &str) {
        wait_for(&format!("\"{words}\" in the log"), Duration::from_secs(60), || {
            self.log().contains(words).then_some(())
        });
    }

    /// Output of the program so far.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Current picture of the screen.
    pub fn picture(&self) -> Picture {
        self.display.picture()
    }

    /// Waits until `condition` holds for the picture, and returns that picture.
    pub fn wait_for_picture(&self, what: &str, condition: impl Fn(&Picture) -> bool) -> Picture {
        wait_for(what, Duration::from_secs(120), || Some(self.picture()).filter(&condition))
    }

    /// The center of the window in a picture of the screen: without menu bar and panels.
    pub fn center(&self, picture: &Picture) -> Picture {
        let (width, height) = self.size();
        let (width, height) = (width as usize, height as usize);
        picture.crop(width / 4, height / 4, width / 2, height / 2)
    }

    /// Waits until terrain fills the center of the window and hardly changes any more; returns the center. A copy of the
    /// screen is saved to GTD_VIEWER_SHOTS.
    pub fn settled_center(&self, name: &str) -> Picture {
        // After a change of size, the new area is black until the next frame.
        self.wait_for_picture("the terrain", |picture| {
            let center = self.center(picture);
            center.colors() > 12 && center.black_share() < 0.05
        });
        let whole = self.settled();
        if let Some(folder) = std::env::var_os("GTD_VIEWER_SHOTS") {
            whole.save(&Path::new(&folder).join(format!("{name}.png")));
        }
        self.center(&whole)
    }

    /// Waits until the picture hardly changes any more (loading and movement have ended).
    pub fn settled(&self) -> Picture {
        settled_picture(self.process.id(), || self.picture(), |_| true)
    }

    /// Holds a key down for a time. Names are those of xdotool (`w`, `Left`, `ctrl+c`).
    pub fn hold_key(&self, key: &str, time: Duration) {
        self.display.xdotool(&["keydown", key]);
        thread::sleep(time);
        self.display.xdotool(&["keyup", key]);
    }

    /// Presses a key until the program has copied a text that fits, and returns the text. The clipboard is empty before,
    /// so that a slow program's earlier text is not taken for it.
    pub fn copied(&self, key: &str, what: &str, fits: impl Fn(&str) -> bool) -> String {
        let display = self.display.name();
        let mut last = String::new();
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(90) {
            clear_clipboard(&display);
            self.key(key);
            let pressed = Instant::now();
            while pressed.elapsed() < Duration::from_secs(5) {
                thread::sleep(Duration::from_millis(50));
                if let Some(text) = clipboard(&display) {
                    last = text;
                    break;
                }
            }
            if fits(&last) {
                return last;
            }
        }
        panic!("{key} did not copy {what}, but:\n{last}");
    }

    /// The diagnostics, once they contain a text.
    pub fn diagnostics_with(&self, part: &str) -> String {
        self.copied("ctrl+i", part, |text| text.contains(part))
    }

    /// Presses a key once.
    pub fn key(&self, key: &str) {
        self.display.xdotool(&["key", key]);
    }

    /// Drags with a button from one point of the window to another, in steps.
    pub fn drag(&self, button: &str, from: (i32, i32), to: (i32, i32)) {
        self.move_to(from);
        self.display.xdotool(&["mousedown", button]);
        const STEPS: i32 = 12;
        for step in 1..=STEPS {
            let part = |a: i32, b: i32| a + (b - a) * step / STEPS;
            self.move_to((part(from.0, to.0), part(from.1, to.1)));
            thread::sleep(Duration::from_millis(20));
        }
        self.display.xdotool(&["mouseup", button]);
    }

    /// Moves the pointer to a point of the window.
    pub fn move_to(&self, to: (i32, i32)) {
        self.display.xdotool(&["mousemove", "--window", &self.window, &to.0.to_string(), &to.1.to_string()]);
    }

    /// Drops a file on the window.
    pub fn drop_file(&self, file: &Path) {
        let window = self.window.parse().expect("a window's number");
        super::drop::drop_file(&self.display.name(), window, file).expect("the window takes the file");
    }

    /// Limits the program's memory to some megabytes beyond its current use, or removes the limit. With software
    /// rendering, GPU memory is a part of it.
    pub fn limit_memory(&self, more_mb: Option<u64>) {
        let pid = self.process.id().to_string();
        let told = |file: &str, line: &str| {
            let text = fs::read_to_string(format!("/proc/{pid}/{file}")).expect("the program runs");
            let line = text.lines().find_map(|found| found.strip_prefix(line)).expect("what is asked for");
            line.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        };
        let soft = match more_mb {
            Some(more) => {
                let kilobytes: u64 = told("status", "VmSize:")[0].parse().expect("a number");
                (kilobytes * 1024 + (more << 20)).to_string()
            }
            None => told("limits", "Max address space")[1].clone(), // as much as is allowed at all
        };
        let done = Command::new("prlimit").args(["--pid", &pid, &format!("--as={soft}:")]).status();
        assert!(done.expect("prlimit runs").success(), "the limit was refused");
    }

    /// The window's title.
    pub fn title(&self) -> String {
        self.display.xdotool(&["getwindowname", &self.window]).unwrap_or_default()
    }

    /// Clicks a button `times` times.
    pub fn click(&self, button: &str, times: u32) {
        self.display.xdotool(&["click", "--repeat", &times.to_string(), "--delay", "80", button]);
    }

    /// Resizes the window.
    pub fn resize(&self, width: u32, height: u32) {
        self.display.xdotool(&["windowsize", "--sync", &self.window, &width.to_string(), &height.to_string()]);
    }

    /// Current size of the window.
    pub fn size(&self) -> (u32, u32) {
        let text =
            self.display.xdotool(&["getwindowgeometry", "--shell", &self.window]).expect("the window's geometry");
        let field = |name: &str| {
            text.lines()
                .find_map(|line| line.strip_prefix(name))
                .and_then(|value| value.parse().ok())
                .expect("a number")
        };
        (field("WIDTH="), field("HEIGHT="))
    }

    /// Number of the process.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Exit status of the program, if it has ended.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.process.try_wait().expect("its status")
    }

    /// Asks the window to close, like its close button, and returns the exit status of the program.
    pub fn close(mut self) -> ExitStatus {
        self.display.request_close(self.window.parse().expect("a window's number")).expect("a message to the window");
        let log = self.log();
        wait_for(&format!("the program to end; it printed:\n{log}"), Duration::from_secs(30), || {
            self.process.try_wait().expect("its status")
        })
    }
}

impl Drop for Viewer<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("the program printed:\n{}", self.log());
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Picture {
    /// Reads the X window dump of Xvfb: a header of big-endian words, a color table, 32-bit pixels.
    fn from_xwd(bytes: &[u8]) -> Picture {
        let word = |index: usize| {
            let at = index * 4;
            u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize
        };
        let (header_bytes, width, height) = (word(0), word(4), word(5));
        let (little_endian, bits, row_bytes, colors) = (word(7) == 0, word(11), word(12), word(19));
        assert_eq!(bits, 32, "the screen has 32 bits a pixel");
        let start = header_bytes + colors * 12;
        let rgb = (0..width * height).map(|i| {
            let at = start + i / width * row_bytes + i % width * 4;
            let raw: [u8; 4] = bytes[at..at + 4].try_into().expect("a pixel");
            let [b, g, r, _] = if little_endian { raw } else { [raw[3], raw[2], raw[1], raw[0]] };
            [r, g, b]
        });
        Picture { width, height, rgb: rgb.collect() }
    }

    /// A part of the picture, clipped to its size.
    pub fn crop(&self, x: usize, y: usize, width: usize, height: usize) -> Picture {
        let (right, bottom) = ((x + width).min(self.width), (y + height).min(self.height));
        let rows = (y..bottom).flat_map(|row| &self.rgb[row * self.width + x..row * self.width + right]);
        Picture { width: right - x, height: bottom - y, rgb: rows.copied().collect() }
    }

    /// Share of pixels that differ by more than 8 of 255 in any channel, 0 to 1. Pictures of different size differ
    /// completely.
    pub fn changed_share(&self, other: &Picture) -> f64 {
        if (self.width, self.height) != (other.width, other.height) {
            return 1.0;
        }
        let differs = |(a, b): &(&[u8; 3], &[u8; 3])| a.iter().zip(*b).any(|(a, b)| a.abs_diff(*b) > 8);
        self.rgb.iter().zip(&other.rgb).filter(differs).count() as f64 / self.rgb.len() as f64
    }

    /// Share of black or nearly black pixels, 0 to 1.
    pub fn black_share(&self) -> f64 {
        self.rgb.iter().filter(|p| p.iter().all(|c| *c < 8)).count() as f64 / self.rgb.len() as f64
    }

    /// Number of distinct colors, by the upper four bits of each channel.
    pub fn colors(&self) -> usize {
        let coarse = self.rgb.iter().map(|p| p.map(|c| c >> 4));
        coarse.collect::<std::collections::HashSet<_>>().len()
    }

    /// Writes it as a PNG, to inspect the result of a test.
    pub fn save(&self, path: &Path) {
        let flat: Vec<u8> = self.rgb.iter().flatten().copied().collect();
        image::save_buffer(path, &flat, self.width as u32, self.height as u32, image::ColorType::Rgb8).expect("a PNG");
    }
}

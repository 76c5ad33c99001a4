//! A private Wayland desktop (sway, headless) with two outputs of different scale, the real program on it, virtual
//! input devices, and screenshots (grim).
//!
//! Every wait has a deadline; started processes are ended on drop.

use crate::common::skip;
use std::fs;
use std::os::fd::AsFd;
use std::os::unix::fs::MetadataExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use wayland_client::globals::{GlobalListContents, registry_queue_init};
use wayland_client::protocol::{wl_keyboard, wl_pointer, wl_registry, wl_seat};
use wayland_client::{Connection, Dispatch, EventQueue, QueueHandle, delegate_noop};
use wayland_protocols_misc::zwp_virtual_keyboard_v1::client::zwp_virtual_keyboard_manager_v1::ZwpVirtualKeyboardManagerV1;
use wayland_protocols_misc::zwp_virtual_keyboard_v1::client::zwp_virtual_keyboard_v1::ZwpVirtualKeyboardV1;
use wayland_protocols_wlr::virtual_pointer::v1::client::zwlr_virtual_pointer_manager_v1::ZwlrVirtualPointerManagerV1;
use wayland_protocols_wlr::virtual_pointer::v1::client::zwlr_virtual_pointer_v1::ZwlrVirtualPointerV1;

use crate::xvfb::{Picture, in_path, program, settled_picture, wait_for};

/// On the left: 1280 x 800 pixels, one per point.
pub const PLAIN: Output = Output { name: "HEADLESS-1", workspace: "1", left: 0, scale: 1 };
/// On the right: 2560 x 1600 pixels, two per point.
pub const FINE: Output = Output { name: "HEADLESS-2", workspace: "2", left: 1280, scale: 2 };
/// Both together, in points.
const LAYOUT: (u32, u32) = (2560, 800);

/// A screen of the desktop; both have 1280 x 800 points.
#[derive(Clone, Copy)]
pub struct Output {
    name: &'static str,
    workspace: &'static str,
    left: u32,
    /// Pixels per point.
    pub scale: usize,
}

/// A running desktop.
pub struct Desktop {
    server: Child,
    folder: tempfile::TempDir,
}

/// The program on the desktop. Its tiled window fills its screen.
pub struct Viewer<'d> {
    desktop: &'d Desktop,
    process: Child,
    log: PathBuf,
}

/// Virtual mouse and keyboard.
pub struct Hands {
    queue: EventQueue<Nothing>,
    mouse: ZwlrVirtualPointerV1,
    keyboard: ZwpVirtualKeyboardV1,
    since: Instant,
}

/// Whether the tools are installed; prints that the test is skipped if not.
fn tools_present() -> bool {
    let tools = ["sway", "swaymsg", "grim", "wl-copy", "wl-paste", "setpriv"];
    let missing: Vec<&str> = tools.into_iter().filter(|tool| !in_path(tool)).collect();
    if !missing.is_empty() {
        skip(&format!("{missing:?} not installed"));
    }
    missing.is_empty()
}

impl Desktop {
    /// Starts sway with both screens; `more` is added to its configuration. Prints that the test is skipped without
    /// sway, or without shared memory for it.
    pub fn start(more: &str) -> Option<Desktop> {
        if !tools_present() {
            return None;
        }
        let desktop = Desktop::launch(more);
        let shown = [PLAIN, FINE].iter().all(|output| desktop.try_tool("grim", &["-o", output.name, "-"]).is_ok());
        if !shown {
            skip(&format!("sway draws nothing here\n{}", desktop.log()));
            return None;
        }
        desktop.look_at(PLAIN);
        Some(desktop)
    }

    fn launch(more: &str) -> Desktop {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let config = folder.path().join("config");
        let outputs = "output HEADLESS-1 resolution 1280x800 position 0 0 scale 1\n\
                       output HEADLESS-2 resolution 2560x1600 position 1280 0 scale 2\n\
                       workspace 1 output HEADLESS-1\nworkspace 2 output HEADLESS-2\n\
                       default_border none\nxwayland disable\n";
        fs::write(&config, format!("{outputs}{more}\n")).expect("a configuration");
        // sway refuses to run as root
        const NOBODY: u32 = 65534;
        let is_root = fs::metadata(folder.path()).expect("the folder").uid() == 0;
        let mut command = Command::new(if is_root { "setpriv" } else { "sway" });
        if is_root {
            std::os::unix::fs::chown(folder.path(), Some(NOBODY), Some(NOBODY)).expect("another owner");
            command.args(["--reuid", &NOBODY.to_string(), "--regid", &NOBODY.to_string(), "--clear-groups", "sway"]);
        }
        let log = fs::File::create(folder.path().join("sway.log")).expect("a log file");
        let server = command
            .arg("-c")
            .arg(&config)
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env("HOME", folder.path())
            .env("XDG_RUNTIME_DIR", folder.path())
            .envs([("WLR_BACKENDS", "headless"), ("WLR_LIBINPUT_NO_DEVICES", "1"), ("WLR_RENDERER", "pixman")])
            .env("WLR_HEADLESS_OUTPUTS", "2")
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("one more handle"))
            .stderr(log)
            .spawn()
            .expect("sway starts");
        let desktop = Desktop { server, folder };
        wait_for("the desktop", Duration::from_secs(30), || {
            let told = desktop.sway(&["-t", "get_outputs"])?;
            (told.contains(PLAIN.name) && told.contains(FINE.name)).then_some(())
        });
        desktop
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn log(&self) -> String {
        fs::read_to_string(self.path().join("sway.log")).unwrap_or_default()
    }

    fn file(&self, fits: impl Fn(&str) -> bool) -> Option<PathBuf> {
        let names = fs::read_dir(self.path()).ok()?.flatten().map(|entry| entry.path());
        names.into_iter().find(|path| path.file_name().is_some_and(|name| fits(&name.to_string_lossy())))
    }

    fn display(&self) -> Option<PathBuf> {
        self.file(|name| name.starts_with("wayland-") && !name.ends_with(".lock"))
    }

    /// sway's answer to a command; none if it refuses.
    fn sway(&self, command: &[&str]) -> Option<String> {
        let socket = self.file(|name| name.starts_with("sway-ipc."))?;
        let output = Command::new("swaymsg").arg("-s").arg(socket).args(command).output().expect("swaymsg runs");
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Focuses a screen, on which windows then open.
    pub fn look_at(&self, output: Output) {
        assert!(self.sway(&["workspace", output.workspace]).is_some(), "{}", self.log());
    }

    /// Current picture of a screen.
    pub fn picture(&self, of: Output) -> Picture {
        let file = self.path().join("screen.png");
        self.tool("grim", &["-o", of.name, file.to_str().expect("a plain path")]);
        let image = image::open(&file).expect("a picture").into_rgb8();
        let (width, height) = (image.width() as usize, image.height() as usize);
        Picture { width, height, rgb: image.pixels().map(|px| px.0).collect() }
    }

    /// Starts the program with `args` and waits for its window.
    pub fn open(&self, args: &[&str]) -> Viewer<'_> {
        let (home, log) = (self.path().join("home"), self.path().join("viewer.log"));
        let mut command = program(args, &home, &log);
        command.env("XDG_RUNTIME_DIR", self.path()).env("WAYLAND_DISPLAY", self.display().expect("a socket"));
        let viewer = Viewer { desktop: self, process: command.spawn().expect("the program starts"), log };
        wait_for("the window", Duration::from_secs(60), || {
            own_node(&serde_json::from_str(&self.sway(&["-t", "get_tree"])?).ok()?).map(drop)
        });
        viewer
    }

    /// The text on the clipboard, once there is one.
    pub fn clipboard(&self) -> String {
        wait_for("a text on the clipboard", Duration::from_secs(20), || {
            let text = self.try_tool("wl-paste", &["--no-newline"]).ok()?;
            Some(String::from_utf8_lossy(&text).into_owned())
        })
    }

    /// Empties the clipboard.
    pub fn clear_clipboard(&self) {
        self.tool("wl-copy", &["--clear"]);
    }

    /// Output of a program on this desktop.
    fn tool(&self, name: &str, args: &[&str]) -> String {
        let said = self.try_tool(name, args).unwrap_or_else(|error| panic!("{name} {args:?}: {error}"));
        String::from_utf8_lossy(&said).into_owned()
    }

    /// Output of a program on this desktop, or its error.
    fn try_tool(&self, name: &str, args: &[&str]) -> Result<Vec<u8>, String> {
        let mut command = Command::new(name);
        command.env("XDG_RUNTIME_DIR", self.path()).env("WAYLAND_DISPLAY", self.display().expect("a socket"));
        let output = command.args(args).output().expect("it runs");
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }

    /// Creates a virtual mouse and keyboard.
    pub fn hands(&self) -> Hands {
        Hands::on(&self.display().expect("a socket"), &self.path().join("keymap"))
    }
}

impl Hands {
    /// A mouse and a keyboard on the desktop with this socket. `keymap` is the path of a file to write.
    fn on(socket: &Path, keymap: &Path) -> Hands {
        let socket = UnixStream::connect(socket).expect("the desktop answers");
        let connection = Connection::from_socket(socket).expect("a connection");
        let (globals, queue) = registry_queue_init::<Nothing>(&connection).expect("the desktop's parts");
        let handle = queue.handle();
        let seat: wl_seat::WlSeat = globals.bind(&handle, 1..=1, ()).expect("sway has a seat");
        let mice: ZwlrVirtualPointerManagerV1 = globals.bind(&handle, 1..=1, ()).expect("sway has virtual pointers");
        let keyboards: ZwpVirtualKeyboardManagerV1 =
            globals.bind(&handle, 1..=1, ()).expect("sway has virtual keyboards");
        let mouse = mice.create_virtual_pointer(Some(&seat), &handle, ());
        let keyboard = keyboards.create_virtual_keyboard(&seat, &handle, ());
        fs::write(keymap, KEYMAP).expect("a keymap");
        let file = fs::File::open(keymap).expect("the keymap");
        keyboard.keymap(wl_keyboard::KeymapFormat::XkbV1.into(), file.as_fd(), KEYMAP.len() as u32);
        let mut hands = Hands { queue, mouse, keyboard, since: Instant::now() };
        hands.settle();
        hands
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Viewer<'_> {
    /// Output of the program so far.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Moves the window to a screen.
    pub fn move_to(&self, output: Output) {
        for command in
            [format!("move container to workspace {}", output.workspace), format!("workspace {}", output.workspace)]
        {
            assert!(self.desktop.sway(&[&command]).is_some(), "{command} was refused");
        }
    }

    /// Waits until a screen that shows the zone hardly changes any more.
    pub fn settled(&self, on: Output) -> Picture {
        settled_picture(
            self.process.id(),
            || self.desktop.picture(on),
            |picture| {
                // Before a zone is open, its place shows the sky alone.
                let (width, height) = (picture.width, picture.height);
                picture.crop(width / 3, height * 6 / 10, width / 3, height * 3 / 10).colors() > 12
            },
        )
    }

    /// Whether sway shows it in full screen.
    pub fn is_full_screen(&self) -> bool {
        self.told("fullscreen_mode") == 1
    }

    /// The requested size of the window, in points.
    pub fn size(&self) -> (u64, u64) {
        let geometry = self.told("geometry");
        let side = |name: &str| geometry[name].as_u64().expect("a number");
        (side("width"), side("height"))
    }

    /// Properties of the window in sway's tree.
    fn told(&self, of: &str) -> serde_json::Value {
        let tree = self.desktop.sway(&["-t", "get_tree"]).expect("sway answers");
        let tree = serde_json::from_str(&tree).expect("JSON");
        own_node(&tree).expect("the window's part of it")[of].clone()
    }

    /// Asks the window to close, and returns the exit status of the program.
    pub fn close(mut self) -> ExitStatus {
        assert!(self.desktop.sway(&["[app_id=gtd-viewer] kill"]).is_some(), "sway refused");
        let log = self.log();
        wait_for(&format!("the program to end; it printed:\n{log}"), Duration::from_secs(30), || {
            self.process.try_wait().expect("its status")
        })
    }
}

/// The node of the program's window in sway's tree.
fn own_node(tree: &serde_json::Value) -> Option<&serde_json::Value> {
    if tree["app_id"] == "gtd-viewer" {
        return Some(tree);
    }
    ["nodes", "floating_nodes"].into_iter().filter_map(|kind| tree[kind].as_array()).flatten().find_map(own_node)
}

impl Drop for Viewer<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the program printed:\n{}\nsway printed:\n{}", self.log(), self.desktop.log());
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Codes of buttons and keys in Linux.
pub mod code {
    pub const LEFT_BUTTON: u32 = 0x110;
    pub const RIGHT_BUTTON: u32 = 0x111;
    pub const W: u32 = 17;
    pub const C: u32 = 46;
    pub const F11: u32 = 87;
}

/// A US keyboard layout, from the parts that every system's keyboard data has; zero-terminated.
const KEYMAP: &str = "xkb_keymap {\n\
    xkb_keycodes { include \"evdev+aliases(qwerty)\" };\n\
    xkb_types { include \"complete\" };\n\
    xkb_compat { include \"complete\" };\n\
    xkb_symbols { include \"pc+us+inet(evdev)\" };\n\
};\n\0";

impl Hands {
    /// Moves to a position on a screen, in points.
    pub fn move_to(&mut self, on: Output, at: (u32, u32)) {
        self.mouse.motion_absolute(self.now(), on.left + at.0, at.1, LAYOUT.0, LAYOUT.1);
        self.settle();
    }

    /// Presses and releases a button.
    pub fn click(&mut self, button: u32) {
        self.button(button, wl_pointer::ButtonState::Pressed);
        self.button(button, wl_pointer::ButtonState::Released);
    }

    fn button(&mut self, button: u32, state: wl_pointer::ButtonState) {
        self.mouse.button(self.now(), button, state);
        self.settle();
    }

    /// Drags with a button held, in steps, by a distance in points.
    pub fn drag(&mut self, button: u32, by: (f64, f64)) {
        self.button(button, wl_pointer::ButtonState::Pressed);
        const STEPS: u32 = 12;
        for _ in 0..STEPS {
            self.mouse.motion(self.now(), by.0 / f64::from(STEPS), by.1 / f64::from(STEPS));
            self.settle();
        }
        self.button(button, wl_pointer::ButtonState::Released);
    }

    /// Holds a key for a time.
    pub fn hold(&mut self, key: u32, time: Duration) {
        self.key(key, wl_keyboard::KeyState::Pressed);
        std::thread::sleep(time);
        self.key(key, wl_keyboard::KeyState::Released);
    }

    /// Presses a key with Ctrl held.
    pub fn ctrl(&mut self, key: u32) {
        const CTRL: (u32, u32) = (29, 1 << 2); // the key, the modifier
        self.key(CTRL.0, wl_keyboard::KeyState::Pressed);
        self.keyboard.modifiers(CTRL.1, 0, 0, 0);
        self.hold(key, Duration::ZERO);
        self.key(CTRL.0, wl_keyboard::KeyState::Released);
        self.keyboard.modifiers(0, 0, 0, 0);
        self.settle();
    }

    fn key(&mut self, key: u32, state: wl_keyboard::KeyState) {
        self.keyboard.key(self.now(), key, state.into());
        self.settle();
    }

    fn now(&self) -> u32 {
        self.since.elapsed().as_millis() as u32
    }

    /// Ends a group of events, and gives the program time to handle it.
    fn settle(&mut self) {
        self.mouse.frame();
        self.queue.roundtrip(&mut Nothing).expect("the desktop answers");
        std::thread::sleep(Duration::from_millis(80));
    }
}

/// Ignores all events of the desktop.
struct Nothing;

impl Dispatch<wl_registry::WlRegistry, GlobalListContents> for Nothing {
    fn event(
        _: &mut Nothing,
        _: &wl_registry::WlRegistry,
        _: wl_registry::Event,
        _: &GlobalListContents,
        _: &Connection,
        _: &QueueHandle<Nothing>,
    ) {
    }
}

delegate_noop!(Nothing: ignore wl_seat::WlSeat);
delegate_noop!(Nothing: ZwlrVirtualPointerManagerV1);
delegate_noop!(Nothing: ZwlrVirtualPointerV1);
delegate_noop!(Nothing: ZwpVirtualKeyboardManagerV1);
delegate_noop!(Nothing: ZwpVirtualKeyboardV1);

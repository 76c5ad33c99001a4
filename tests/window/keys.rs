//! End to end: every key of the table works, judged by the window's output (copied diagnostics and command lines,
//! pictures, files); settings survive a restart and a damaged file.

use crate::xvfb::{self, Display, Viewer, wait_for};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(40);
/// Nothing animated.
const STILL: &str = "--layers=tiles,colormap";

/// Two small zones in a temporary folder.
fn client() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let zones = folder.path().join("Zones");
    std::fs::create_dir_all(&zones).expect("a folder of zones");
    for name in ["plain", "hills"] {
        let draft = gtd_viewer::test_zone::draft(if name == "hills" { 65 } else { 33 });
        std::fs::write(zones.join(format!("{name}.gtd")), draft.encode().unwrap()).expect("a zone");
    }
    (folder, zones.join("hills.gtd"))
}

/// A window and its copied output.
struct Told<'d> {
    display: &'d Display,
    viewer: Viewer<'d>,
}

type Facts = BTreeMap<String, String>;

impl<'d> Told<'d> {
    fn open(display: &'d Display, args: &[&str]) -> Told<'d> {
        let told = Told { display, viewer: display.open(args) };
        told.wait("the zone", |facts| facts.get("zone").is_some_and(|zone| zone != "none"));
        told
    }

    /// The lines of the diagnostics that it copies now.
    fn facts(&self) -> Facts {
        let text = self.viewer.diagnostics_with("\ncamera: ");
        text.lines().filter_map(|line| line.split_once(": ")).map(|(a, b)| (a.into(), b.into())).collect()
    }

    /// Waits until the output matches.
    fn wait(&self, what: &str, fits: impl Fn(&Facts) -> bool) -> Facts {
        wait_for(what, LIMIT, || Some(self.facts()).filter(&fits))
    }

    /// The camera at rest: east, up, north, yaw, pitch.
    fn camera(&self) -> [f64; 5] {
        let mut before = None;
        wait_for("the camera at rest", LIMIT, || {
            let now = self.facts().get("camera")?.clone();
            let same = before.replace(now.clone()) == Some(now.clone());
            same.then(|| camera_of(&now))
        })
    }

    /// Presses a key until the camera has reached its target. (Reading the camera takes a key press, which ends a
    /// flight.)
    fn flies(&self, key: &str, fits: impl Fn([f64; 5]) -> bool) {
        wait_for(&format!("{key} to fly"), LIMIT, || {
            self.viewer.key(key);
            self.viewer.settled();
            fits(self.camera()).then_some(())
        });
    }

    /// Holds a key; returns the movement of the camera.
    fn moved_by(&self, key: &str) -> [f64; 5] {
        let before = self.camera();
        self.viewer.hold_key(key, Duration::from_millis(250));
        let after = self.camera();
        std::array::from_fn(|i| after[i] - before[i])
    }

    /// Movement to the north by a key with a modifier.
    fn moved_with(&self, modifier: &str, key: &str) -> f64 {
        let before = self.camera();
        self.display.xdotool(&["keydown", modifier]);
        self.viewer.hold_key(key, Duration::from_millis(250));
        self.display.xdotool(&["keyup", modifier]);
        self.camera()[2] - before[2]
    }

    /// Presses a key that opens a panel and closes it again.
    fn turns(&self, key: &str, panel: &str) {
        let is_open = |facts: &Facts| facts["panels"].split(", ").any(|open| open == panel);
        assert!(!is_open(&self.facts()), "{panel} is open before {key}");
        self.viewer.key(key);
        self.wait(&format!("{key} to open {panel}"), is_open);
        self.viewer.key(key);
        self.wait(&format!("{key} to close {panel}"), |facts| !is_open(facts));
    }

    fn copied(&self, key: &str, begin: &str) -> String {
        self.viewer.copied(key, begin, |text| text.starts_with(begin))
    }
}

fn camera_of(text: &str) -> [f64; 5] {
    let numbers: Vec<f64> = text.split(',').map(|number| number.parse().expect("a number")).collect();
    numbers.try_into().expect("five numbers")
}

fn apart(a: [f64; 5], b: [f64; 5]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

fn settings_file(display: &Display) -> PathBuf {
    display.home().join(".config/gtd-viewer/settings.json")
}

#[test]
fn movement_keys_move_and_the_mouse_turns() {
    let (_folder, zone) = client();
    let Some(display) = Display::start() else { return };
    let start = "--camera=128,150,100,0,0";
    let told = Told::open(&display, &[zone.to_str().unwrap(), STILL, start]);
    assert_eq!(told.camera(), [128.0, 150.0, 100.0, 0.0, 0.0]);
    // Looking north: movement east, up and north by each of them.
    let ways = [
        (["w", "Up"], 2, 1.0),
        (["s", "Down"], 2, -1.0),
        (["d", "Right"], 0, 1.0),
        (["a", "Left"], 0, -1.0),
        (["e", "Prior"], 1, 1.0),
        (["q", "Next"], 1, -1.0),
        (["space", "space"], 1, 1.0),
    ];
    for (keys, axis, sign) in ways {
        for key in keys {
            let by = told.moved_by(key);
            assert!(by[axis] * sign > 3.0, "{key}: {by:?}");
            let others = (0..5).filter(|i| *i != axis).map(|i| by[i].abs()).fold(0.0, f64::max);
            assert!(others < 1e-9, "{key} moves one way only: {by:?}");
        }
    }
    let slow = told.moved_with("Control_L", "s");
    let fast = told.moved_with("Shift_L", "w");
    assert!(slow < -0.1 && fast > -slow * 10.0, "slow {slow}, fast {fast}");
    let before = told.camera();
    told.viewer.drag("3", (600, 400), (700, 400));
    let turned = told.camera()[3] - before[3];
    assert!((turned - 12.0).abs() < 1.0, "100 px turn by 12 degrees: {turned}");
    told.viewer.drag("1", (600, 400), (600, 450));
    let pitched = told.camera()[4] - before[4];
    assert!((pitched + 6.0).abs() < 1.0, "50 px down look down by 6 degrees: {pitched}");
    // The wheel changes the speed by a fifth per notch; dragging orbits the point under the cursor.
    told.viewer.click("4", 4);
    let before = told.camera();
    told.viewer.drag("2", (600, 500), (660, 500));
    let after = told.camera();
    assert!((after[3] - before[3] - 14.4).abs() < 1.5 && apart(before, after) > 8.0, "{before:?} {after:?}");
    assert_eq!(told.viewer.close().code(), Some(0));
    let settings = std::fs::read_to_string(settings_file(&display)).expect("settings");
    let speed: serde_json::Value = serde_json::from_str(&settings).expect("JSON");
    let speed = speed["zones"][0]["speed_mps"].as_f64().expect("a speed");
    // Some displays report a notch twice.
    let notches = (speed / 40.0).ln() / 1.2_f64.ln();
    assert!(notches > 3.9 && (notches - notches.round()).abs() < 1e-6, "{speed}: {notches} notches");
}

#[test]
fn every_other_key_does_what_its_table_says() {
    let (folder, zone) = client();
    let Some(display) = Display::start() else { return };
    let told = Told::open(&display, &[zone.to_str().unwrap(), STILL]);
    let start = told.camera();
    for (key, panel) in [
        ("F1", "help"),
        ("question", "help"),
        ("m", "map"),
        ("v", "drawing"),
        ("p", "places"),
        ("ctrl+comma", "settings"),
        ("z", "hidden"),
        ("F8", "statistics"),
        ("F11", "full screen"),
    ] {
        told.turns(key, panel);
    }
    // Esc closes dialogs, and never quits.
    told.viewer.key("F1");
    told.wait("the help", |facts| facts["panels"].contains("help"));
    told.viewer.key("Escape");
    told.wait("Esc to close it", |facts| facts["panels"].is_empty());
    told.viewer.key("Escape");

    // Views: stored, left, restored; the start view; the whole zone.
    told.viewer.key("ctrl+3");
    told.viewer.hold_key("w", Duration::from_millis(400));
    let away = told.camera();
    assert!(apart(start, away) > 3.0, "W flies: {start:?} {away:?}");
    told.flies("3", |camera| apart(camera, start) < 0.002);
    told.flies("Home", |camera| camera[1] > start[1] + 20.0 && (camera[4] + 45.0).abs() < 0.01);
    told.flies("b", |camera| apart(camera, start) < 0.002);

    told.viewer.key("o");
    told.wait("O to show the map view", |facts| facts["mode"] == "map view");
    told.viewer.key("o");
    told.wait("O to fly again", |facts| facts["mode"] == "flying");
    walk(&told);
    pick(&told);
    clipboard_keys(&told);

    // Overlays are part of the command line.
    for (key, overlay) in [("F9", "contours"), ("F10", "wireframe")] {
        told.viewer.key(key);
        wait_for(key, LIMIT, || told.copied("ctrl+c", "gtd-viewer ").contains(overlay).then_some(()));
        told.viewer.key(key);
        wait_for(key, LIMIT, || (!told.copied("ctrl+c", "gtd-viewer ").contains(overlay)).then_some(()));
    }

    // The files are reloaded and the camera stays.
    let before = told.camera();
    told.viewer.key("F5");
    told.wait("the zone again", |facts| facts["zone"].starts_with("hills"));
    assert_eq!(told.camera(), before);
    screenshot(&told);

    // Zones: the list with its focused search, the next and the previous zone.
    let titled = |name: &str| wait_for(name, LIMIT, || told.viewer.title().contains(name).then_some(()));
    told.viewer.key("t");
    told.viewer.settled();
    display.xdotool(&["type", "--delay", "60", "plain"]);
    told.viewer.settled();
    told.viewer.key("Return");
    titled("plain");
    told.viewer.key("ctrl+p");
    titled("hills");
    told.viewer.key("ctrl+n");
    titled("plain");
    // There is no file dialog on this display, as reported for ctrl+O.
    told.viewer.key("ctrl+o");
    told.wait("ctrl+O to ask for a file", |facts| facts.get("problem").is_some_and(|told| told.contains("dialog")));
    assert_eq!(told.viewer.close().code(), Some(0));
    drop(folder);
}

fn walk(told: &Told) {
    told.viewer.key("g");
    told.wait("G to walk", |facts| facts["mode"] == "walking");
    let standing = told.camera();
    let by = told.moved_by("w");
    assert!(by[0].hypot(by[2]) > 0.3 && by[1].abs() < 3.0, "one walks on the ground: {by:?}");
    told.viewer.hold_key("e", Duration::from_millis(400));
    told.wait("E to fly", |facts| facts["mode"] == "flying");
    assert!(told.camera()[1] > standing[1] + 3.0);
}

/// A click picks a tile, F flies to it.
fn pick(told: &Told) {
    told.viewer.key("b");
    told.viewer.settled();
    let before = told.camera();
    let (width, height) = told.viewer.size();
    told.viewer.move_to((width as i32 / 2, height as i32 * 3 / 5));
    told.viewer.click("1", 1);
    told.wait("a click to pick a tile", |facts| facts.contains_key("word"));
    told.flies("f", |camera| apart(camera, before) > 5.0);
    told.viewer.key("Escape");
    told.wait("Esc to let go of the tile", |facts| !facts.contains_key("word"));
}

/// Ctrl+C copies the view as a command line, Ctrl+V restores it.
fn clipboard_keys(told: &Told) {
    let line = told.copied("ctrl+c", "gtd-viewer ");
    let camera = line.split("--camera=").nth(1).and_then(|rest| rest.split(' ').next()).expect("a camera");
    assert!(line.contains("hills.gtd") && line.contains(STILL), "{line}");
    let here = camera_of(camera);
    told.viewer.hold_key("d", Duration::from_millis(400));
    // Reading the camera uses the clipboard, so the line is copied again from there before.
    let there = told.copied("ctrl+c", "gtd-viewer ");
    assert_ne!(there, line, "D flies away");
    told.viewer.hold_key("w", Duration::from_millis(300));
    told.viewer.key("ctrl+v");
    told.viewer.settled();
    let expected = camera_of(there.split("--camera=").nth(1).and_then(|rest| rest.split(' ').next()).expect("one"));
    assert!(apart(told.camera(), expected) < 0.002, "Ctrl+V goes back; {here:?} was first");
}

fn pictures(told: &Told) -> Vec<PathBuf> {
    let files = std::fs::read_dir(told.display.home()).expect("the home folder").flatten().map(|entry| entry.path());
    let mut pictures: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|png| png == "png")).collect();
    pictures.sort();
    pictures
}

/// F12 saves the picture without panels, with the command line that reproduces it.
fn screenshot(told: &Told) {
    // Messages stay for two seconds.
    std::thread::sleep(Duration::from_millis(2300));
    let seen = told.viewer.settled();
    told.viewer.key("F12");
    let path = wait_for("F12 to write a picture", LIMIT, || pictures(told).pop());
    let (width, height) = told.viewer.size();
    let picture = image::open(&path).expect("a whole PNG").to_rgb8();
    let (picture_width, picture_height) = picture.dimensions();
    let bars = [width - picture_width, height - picture_height];
    assert!(
        (20..80).contains(&bars[0]) && (30..100).contains(&bars[1]),
        "{:?}: without the bars",
        picture.dimensions()
    );
    let rgb = picture.pixels().map(|pixel| pixel.0).collect();
    let picture = xvfb::Picture { width: picture_width as usize, height: picture_height as usize, rgb };
    // The picture is right of the tool strip and below the menu bar, however high that is.
    let ground = |picture: &xvfb::Picture, [left, top]: [usize; 2]| picture.crop(300 + left, 320 + top, 900, 300);
    let differs = |top: usize| ground(&seen, [bars[0] as usize, top]).changed_share(&ground(&picture, [0, 0]));
    let differs = (10..60).map(differs).fold(f64::INFINITY, f64::min);
    assert!(differs < 0.02, "{differs} of the picture is something else");
    assert!(picture.crop(0, 0, 250, 20).changed_share(&seen.crop(0, 0, 250, 20)) > 0.5, "the menu bar is not on it");
    let bytes = std::fs::read(&path).expect("the file");
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("gtd-viewer:view") && holds("hills.gtd") && holds("Software") && holds("--camera="));
}

#[test]
fn settings_survive_a_restart_and_a_broken_file() {
    let (_folder, zone) = client();
    let Some(display) = Display::start() else { return };
    let file = settings_file(&display);
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    let chosen = r#"{"keys": {"Forward": ["KeyI"], "OfLater": ["KeyX"]}, "swap_up_down": true, "later": [1],
        "preferences": {"look_deg_per_px": 0.24, "invert_look": true, "theme": "light", "fov_y_deg": 75}}"#;
    std::fs::write(&file, chosen).expect("settings");
    let args = [zone.to_str().unwrap(), STILL];
    for _ in 0..2 {
        let told = Told::open(&display, &args);
        let still = told.moved_by("w");
        assert!(still.iter().all(|by| by.abs() < 1e-9), "W is not bound any more: {still:?}");
        let by = told.moved_by("i");
        assert!(by[0].hypot(by[2]) > 3.0, "I flies forward: {by:?}");
        assert!(told.moved_by("q")[1] > 3.0, "Q is up");
        let before = told.camera();
        told.viewer.drag("3", (600, 400), (640, 420));
        let after = told.camera();
        assert!((after[3] - before[3] - 9.6).abs() < 1.0 && (after[4] - before[4] - 4.8).abs() < 1.0, "{after:?}");
        // The menu bar is light.
        let bar = told.viewer.picture().crop(700, 2, 200, 10);
        let light = bar.rgb.iter().filter(|pixel| pixel.iter().all(|c| *c > 200)).count();
        assert!(light * 2 > bar.rgb.len(), "the light look");
        assert!(told.copied("ctrl+c", "gtd-viewer ").contains("--fov=75"));
        assert_eq!(told.viewer.close().code(), Some(0));
        let kept: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).expect("settings")).expect("JSON");
        assert_eq!((&kept["keys"]["Forward"][0], &kept["later"][0]), (&"KeyI".into(), &1.into()));
        assert_eq!((&kept["keys"]["OfLater"][0], &kept["preferences"]["theme"]), (&"KeyX".into(), &"light".into()));
    }
    std::fs::write(&file, "{ broken").expect("a broken file");
    let told = Told::open(&display, &args);
    let facts = told.wait("what is wrong to be told", |facts| facts.contains_key("problem"));
    assert!(facts["problem"].contains("settings.json.broken-1"), "{facts:?}");
    let by = told.moved_by("w");
    assert!(by[0].hypot(by[2]) > 3.0, "the first keys again: {by:?}");
    assert_eq!(told.viewer.close().code(), Some(0));
    let aside = Path::new(&file).with_file_name("settings.json.broken-1");
    assert_eq!(std::fs::read_to_string(aside).expect("kept aside"), "{ broken");
    assert!(std::fs::read_to_string(&file).expect("settings").contains("preferences"));
}

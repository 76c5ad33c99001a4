//! Ends of the window other than its close button, and starts with what an earlier one left: signals, a killed
//! program, a window that another client destroys, settings out of range, a screen that is smaller than before.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::xvfb::{self, Display, Viewer};
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::ConnectionExt as _;

const ZONE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo/Zones/demo.gtd");
const LIMIT: Duration = Duration::from_secs(40);

fn settings_file(display: &Display) -> PathBuf {
    display.home().join(".config/gtd-viewer/settings.json")
}

/// The saved camera of the zone.
fn camera(display: &Display) -> Option<String> {
    let text = std::fs::read_to_string(settings_file(display)).ok()?;
    let settings: serde_json::Value = serde_json::from_str(&text).expect("whole settings");
    settings["zones"][0]["camera"].as_str().map(str::to_owned)
}

fn send(viewer: &Viewer, signal: &str) {
    let pid = viewer.pid().to_string();
    assert!(Command::new("kill").args([signal, &pid]).status().expect("kill runs").success());
}

/// Flies forward until the picture has changed.
fn fly(viewer: &Viewer) {
    let before = viewer.settled();
    xvfb::wait_for("the view to move", LIMIT, || {
        viewer.focus();
        viewer.hold_key("w", Duration::from_millis(700));
        (before.changed_share(&viewer.picture()) > 0.1).then_some(())
    });
}

fn end_of(viewer: &mut Viewer) -> Option<i32> {
    xvfb::wait_for("the program to end", LIMIT, || viewer.ended()).code()
}

/// Writes settings for the next start.
fn leave(display: &Display, text: &str) {
    let file = settings_file(display);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, text).unwrap();
}

#[test]
fn signals_save_the_view_and_end_with_their_code() {
    let Some(display) = Display::start() else { return };
    let mut before = None;
    for (signal, code) in [("-INT", 130), ("-TERM", 143), ("-HUP", 129)] {
        let mut viewer = display.open(&[ZONE]);
        fly(&viewer);
        send(&viewer, signal);
        assert_eq!(end_of(&mut viewer), Some(code), "{}", viewer.log());
        let now = camera(&display);
        assert!(now.is_some() && now != before, "{signal}: {now:?}");
        before = now;
    }
}

#[test]
fn a_view_that_rests_survives_a_killed_program() {
    let Some(display) = Display::start() else { return };
    let mut viewer = display.open(&[ZONE]);
    viewer.settled();
    let before = xvfb::wait_for("a saved view", LIMIT, || camera(&display));
    fly(&viewer);
    let moved = xvfb::wait_for("the new view", LIMIT, || camera(&display).filter(|now| *now != before));
    send(&viewer, "-KILL");
    assert_eq!(end_of(&mut viewer), None);
    assert_eq!(camera(&display), Some(moved));
}

#[test]
fn a_window_destroyed_by_another_client_is_an_error_that_loses_nothing() {
    let Some(display) = Display::start() else { return };
    let mut viewer = display.open(&[ZONE]);
    fly(&viewer);
    let (connection, _) = x11rb::connect(Some(&display.name())).unwrap();
    connection.destroy_window(viewer.window.parse().unwrap()).unwrap().check().unwrap();
    connection.flush().unwrap();
    assert_eq!(end_of(&mut viewer), Some(1), "{}", viewer.log());
    assert!(viewer.log().contains("error: "), "{}", viewer.log());
    assert!(camera(&display).is_some());
}

#[test]
fn settings_out_of_range_do_not_break_the_start() {
    let Some(display) = Display::start() else { return };
    for text in [
        r#"{"preferences":{"scale":1e9}}"#,
        r#"{"preferences":{"scale":0}}"#,
        r#"{"window":{"size_points":[1e9,1e9]}}"#,
        r#"{"window":{"size_points":[3840,2100],"position_px":[0,0],"maximized":false}}"#,
        r#"{"window":{"size_points":[900,600],"position_px":[9000,-5000],"maximized":true}}"#,
    ] {
        leave(&display, text);
        let viewer = display.open(&[ZONE]);
        viewer.wait_for_picture("the zone", |picture| picture.colors() > 12);
        let (width, height) = viewer.size();
        assert!(width <= 1280 && height <= 800, "{text}: {width} x {height}");
        assert!(!viewer.log().contains("panicked"), "{text}: {}", viewer.log());
        assert_eq!(viewer.close().code(), Some(0), "{text}");
    }
}

/// Starts the program without a window to come; returns its exit code and its output.
fn fails(display: &Display, variables: &[(&str, &str)]) -> (Option<i32>, String) {
    let log = display.home().with_extension("log");
    let mut command = xvfb::program(&[ZONE], &display.home(), &log);
    command.env("DISPLAY", display.name()).env_remove("RUST_BACKTRACE").envs(variables.iter().copied());
    let mut process = command.spawn().expect("the program starts");
    let status = xvfb::wait_for("the program to end", LIMIT, || process.try_wait().expect("its status"));
    (status.code(), std::fs::read_to_string(&log).unwrap_or_default())
}

#[test]
fn a_scale_that_is_none_is_one_line() {
    let Some(display) = Display::start() else { return };
    for scale in ["0", "abc", "-1", "1e9", "nan"] {
        let (code, told) = fails(&display, &[("WINIT_X11_SCALE_FACTOR", scale)]);
        assert_eq!(code, Some(1), "{scale}: {told}");
        assert!(told.lines().count() == 1 && told.contains("WINIT_X11_SCALE_FACTOR"), "{scale}: {told}");
    }
}

#[test]
fn adapters_that_refuse_all_pipelines_end_the_window_with_the_reason() {
    let Some(display) = Display::start() else { return };
    if !cfg!(debug_assertions) {
        return crate::common::skip("this build has no debug assertions");
    }
    let (code, told) = fails(&display, &[("GTD_VIEWER_REFUSE", "(")]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("no graphics adapter can draw") && !told.contains("panicked"), "{told}");
}

#[test]
fn a_wayland_variable_without_a_compositor_leaves_x11() {
    let Some(display) = Display::start() else { return };
    for socket in ["wayland-99", "/nonexistent/socket"] {
        let viewer = display.open_with(&[ZONE], &[("WAYLAND_DISPLAY", socket)]);
        viewer.wait_for_picture("the zone", |picture| picture.colors() > 12);
        assert_eq!(viewer.close().code(), Some(0));
    }
}

#[test]
fn a_surface_that_memory_does_not_hold_is_no_panic() {
    let Some(display) = Display::start() else { return };
    if !xvfb::in_path("prlimit") {
        return crate::common::skip("there is no prlimit");
    }
    let mut viewer = display.open_with(&[ZONE], &[("MALLOC_ARENA_MAX", "4")]);
    viewer.settled();
    viewer.limit_memory(Some(60));
    display.xdotool(&["windowsize", &viewer.window, "8000", "8000"]);
    viewer.wait_for_log("memory");
    viewer.limit_memory(None);
    display.xdotool(&["windowsize", &viewer.window, "1280", "720"]);
    // It recovers, or gives up with the reason: never a panic.
    std::thread::sleep(Duration::from_secs(8));
    let log = viewer.log();
    assert!(!log.contains("panicked"), "{log}");
    match viewer.ended() {
        None => assert_eq!(viewer.close().code(), Some(0)),
        Some(status) => assert!(status.code() == Some(1) && log.contains("--gpu-budget"), "{status}: {log}"),
    }
}

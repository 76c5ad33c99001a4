//! Starts without a zone: the island with the welcome, its buttons, and the flight that closes it.

use std::path::Path;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use crate::common::skip;
use crate::portal::{Bus, portal};
use crate::xvfb::{self, Display, Picture, Viewer, wait_for};

/// Background of panels in the dark theme.
const PANEL: [u8; 3] = [24, 27, 33];
const LONG: Duration = Duration::from_secs(60);

/// Share of the background of panels in a picture, 0 to 1.
fn panel_share(picture: &Picture) -> f64 {
    picture.rgb.iter().filter(|color| **color == PANEL).count() as f64 / picture.rgb.len() as f64
}

/// Share of the background of panels where the welcome is, 0 to 1.
fn card_share(picture: &Picture) -> f64 {
    panel_share(&picture.crop(70, 240, 360, 250))
}

fn wait_for_card(viewer: &Viewer, name: &str) {
    viewer.wait_for_picture(name, |picture| card_share(picture) > 0.4);
    if let Some(folder) = std::env::var_os("GTD_VIEWER_SHOTS") {
        viewer.settled().save(&Path::new(&folder).join(format!("{name}.png")));
    }
}

fn click_at(viewer: &Viewer, at: (i32, i32)) {
    viewer.move_to(at);
    std::thread::sleep(Duration::from_millis(300));
    viewer.click("1", 1);
}

/// Opens the welcome from the help menu.
fn choose_welcome(viewer: &Viewer) {
    click_at(viewer, (328, 13));
    viewer.wait_for_picture("the help menu", |picture| panel_share(&picture.crop(330, 32, 200, 100)) > 0.6);
    click_at(viewer, (360, 48));
}

#[test]
fn a_first_start_shows_the_island_with_the_welcome_which_a_flight_closes() {
    let Some(display) = Display::start() else { return };
    let viewer = display.open(&[]);
    wait_for_card(&viewer, "welcome");
    assert!(viewer.title().contains("demo"), "{}", viewer.title());
    // Sky, rock, meadows and sea beside the card.
    let island = |picture: &Picture| picture.crop(460, 60, 800, 620);
    viewer.wait_for_picture("the island", |picture| island(picture).colors() > 60);
    // Without a GPU the camera rests.
    let before = island(&viewer.settled());
    std::thread::sleep(Duration::from_secs(1));
    assert!(before.changed_share(&island(&viewer.picture())) < 0.3, "the view moves by itself");
    viewer.hold_key("w", Duration::from_millis(900));
    viewer.wait_for_picture("no card", |picture| card_share(picture) < 0.05);
    choose_welcome(&viewer);
    wait_for_card(&viewer, "welcome-again");
    viewer.key("Escape");
    viewer.wait_for_picture("no card", |picture| card_share(picture) < 0.05);
    assert_eq!(viewer.close().code(), Some(0));
}

/// The title of the next dialog.
fn next_dialog(asked: &Receiver<String>) -> String {
    asked.recv_timeout(LONG).expect("a dialog")
}

#[test]
fn the_buttons_of_the_welcome_open_a_folder_a_file_and_the_last_zone() {
    if !xvfb::in_path("dbus-daemon") {
        return skip("there is no dbus-daemon");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let zone = folder.path().join("plain.gtd");
    std::fs::write(&zone, gtd_viewer::test_zone::draft(33).encode().expect("a zone")).expect("a file");
    let Some(display) = Display::start() else { return };
    let bus = Bus::start();
    let variables = [("DBUS_SESSION_BUS_ADDRESS", bus.address.as_str())];
    let viewer = display.open_with(&[], &variables);
    wait_for_card(&viewer, "welcome-buttons");
    let (silent, asked) = portal(&bus, None);
    click_at(&viewer, (166, 345));
    assert_eq!(next_dialog(&asked), "Choose the folder of a client");
    drop(silent);
    viewer.wait_for_log("which shows file dialogs, stopped");
    let (_answers, asked) = portal(&bus, Some(&zone));
    click_at(&viewer, (340, 345));
    assert_eq!(next_dialog(&asked), "Open a zone");
    wait_for("the chosen zone", LONG, || viewer.title().contains("plain").then_some(()));
    viewer.wait_for_picture("no card", |picture| card_share(picture) < 0.05);
    assert_eq!(viewer.close().code(), Some(0));
    // The next start offers it.
    let viewer = display.open(&[]);
    wait_for_card(&viewer, "welcome-continue");
    assert!(viewer.title().contains("demo"), "it is not opened silently: {}", viewer.title());
    click_at(&viewer, (250, 324));
    wait_for("the last zone", LONG, || viewer.title().contains("plain").then_some(()));
    assert_eq!(viewer.close().code(), Some(0));
}

//! The page on a phone: fingers, and the pixels of its screen.

use image::RgbaImage;
use image::imageops::crop_imm;

use crate::VILLAGE;
use crate::page::{CONTROL, PHONE, PHONE_ON_ITS_SIDE, Page};
use crate::pictures::difference;
use crate::setup::Setup;

/// Place and view of a link: x, height, z in meters, yaw and pitch in degrees.
fn camera(link: &str) -> [f64; 5] {
    let options = link.trim_start_matches('#').split('&');
    let numbers = options.filter_map(|option| option.strip_prefix("camera=")).flat_map(|camera| camera.split(','));
    let numbers: Vec<f64> = numbers.filter_map(|number| number.parse().ok()).collect();
    numbers.try_into().unwrap_or_else(|_| panic!("{link}: no camera"))
}

#[test]
fn fingers_look_fly_and_pick_on_a_phone() {
    let Some(setup) = Setup::find() else { return };
    let mut page = Page::open(&setup, PHONE, VILLAGE);
    page.wait_for_zone("demo");
    let start = camera(&page.share_link());

    page.touch(&[[[100.0, 400.0], [200.0, 440.0]]]);
    let looked = camera(&page.share_link());
    assert_eq!(looked[..3], start[..3], "one finger only looks");
    let turned = [looked[3] - start[3], looked[4] - start[4]].map(f64::round);
    assert_eq!(turned, [12.0, -5.0], "by points, as a mouse by pixels");

    // Both fingers to the right and down.
    page.touch(&[[[100.0, 300.0], [180.0, 340.0]], [[200.0, 300.0], [280.0, 340.0]]]);
    let flown = camera(&page.share_link());
    assert_eq!(flown[3..], looked[3..], "two fingers do not turn the view");
    let way = [0, 1, 2].map(|axis: usize| flown[axis] - looked[axis]);
    // A view to the east by 70 degrees, whose left is north by 20 degrees west.
    assert!(way[1] > 2.0 && (way[0] / way[2] + 0.36).abs() < 0.2, "up, and aside: {way:?}");
    page.touch(&[[[160.0, 400.0], [100.0, 400.0]], [[200.0, 400.0], [260.0, 400.0]]]);
    let ahead = camera(&page.share_link());
    assert!(ahead[1] < flown[1] - 2.0, "a pinch leads to the ground below: {flown:?}, {ahead:?}");
    assert_eq!(page.eval("document.documentElement.dataset.picked ?? ''"), "", "no tap");

    page.tap([180.0, 500.0]);
    page.wait_for("document.documentElement.dataset.picked");
    page.wait_for_sharp_canvas(PHONE);
    // The panel of what was picked lies in the lower half.
    let panel = |picture: &RgbaImage| crop_imm(picture, 20, 960, 660, 440).to_image();
    let view = camera(&page.share_link());
    let before = panel(&page.picture());
    page.keep_picture("picked-phone");
    page.touch(&[[[180.0, 650.0], [180.0, 450.0]]]);
    page.wait_for_picture(|picture| difference(&before, &panel(picture)) > 4.0);
    page.keep_picture("scrolled-phone");
    assert_eq!(camera(&page.share_link()), view, "a finger on a panel does not move the camera");

    page.resize(PHONE_ON_ITS_SIDE.size, true);
    page.wait_for_sharp_canvas(PHONE_ON_ITS_SIDE);
    page.keep_picture("turned-phone");
    page.resize(PHONE.size, true);
    page.wait_for_sharp_canvas(PHONE);
    page.assert_sound();
}

#[test]
fn text_is_typed_composed_and_erased_and_then_keys_are_commands_again() {
    let Some(setup) = Setup::find() else { return };
    let mut page = Page::open(&setup, PHONE, VILLAGE);
    page.wait_for_zone("demo");
    page.hold("ControlLeft", CONTROL);
    page.press("KeyG", CONTROL);
    page.release("ControlLeft", 0);
    let has_keyboard = "document.documentElement.dataset.typing === 'true' && document.activeElement.id === 'typing'";
    page.wait_for(has_keyboard);
    page.compose("한국", "한국어");
    page.keep_picture("typed-phone");
    for _ in 0..3 {
        page.press("Backspace", 0);
    }
    page.insert_text("3009");
    page.press("Backspace", 0);
    page.compose(" 2", " 200");
    page.press("Enter", 0);
    page.wait_for("document.documentElement.dataset.typing === 'false' && document.activeElement.id === 'view'");
    page.wait_for_link(|link| {
        let at = camera(link);
        (at[0] - 300.0).hypot(at[2] - 200.0) < 60.0
    });
    page.assert_sound();
}

//! End to end: objects are hidden, isolated and shown again by keys in the real window.

use crate::xvfb::{Display, Viewer};

/// The `--hide` list of the copied command line, once it is as expected.
fn hidden(viewer: &Viewer, what: &str, fits: impl Fn(Option<&str>) -> bool) -> Option<String> {
    let list = |line: &str| line.split_whitespace().find_map(|word| word.strip_prefix("--hide=")).map(str::to_owned);
    list(&viewer.copied("ctrl+c", what, |line| line.contains("--camera=") && fits(list(line).as_deref())))
}

#[test]
fn keys_hide_isolate_and_show_objects_of_the_island() {
    let Some(display) = Display::start() else { return };
    // The lighthouse fills the middle of the picture.
    let viewer = display.open(&["--camera=303,34,322,0,0"]);
    viewer.wait_for_picture("the lighthouse", |picture| picture.colors() > 30);
    viewer.settled();
    let (width, height) = viewer.size();
    let select = || {
        viewer.move_to((width as i32 / 2, height as i32 / 2));
        viewer.click("1", 1);
        viewer.diagnostics_with("\nobject: ");
    };
    hidden(&viewer, "nothing is hidden", |list| list.is_none());
    select();
    viewer.key("h");
    let one = hidden(&viewer, "one object is hidden", |list| list.is_some()).expect("a list");
    assert!(one.parse::<usize>().is_ok(), "{one}");
    viewer.key("alt+h");
    hidden(&viewer, "all are shown", |list| list.is_none());
    select();
    viewer.key("shift+h");
    let others = hidden(&viewer, "all others are hidden", |list| list.is_some()).expect("a list");
    let number: usize = one.parse().expect("a number");
    assert!(others.starts_with(&format!("0-{},{}-", number - 1, number + 1)), "{others} leaves {number}");
    assert_eq!(viewer.close().code(), Some(0));
}

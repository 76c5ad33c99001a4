//! A snapshot of each panel: what a screen reader is told of it, and where that stands.
//!
//! `fixtures/ui` holds them as text, so that a change of a panel shows in a review. With GTD_VIEWER_UPDATE_SNAPSHOTS
//! set they are written anew.

use egui_kittest::Harness;
use egui_kittest::kittest::NodeT;

use super::*;
use crate::ui::inspect::tests::Opened;

/// The nodes below the window's, a line each: depth, role, words, place in points.
fn told(harness: &Harness, text: &Texts, of: Window) -> String {
    let root = harness.root();
    let panel = root
        .children_recursive()
        .find(|node| {
            let node = node.accesskit_node();
            node.role() == Role::Window && node.label().as_deref() == Some((text.title)(of))
        })
        .unwrap_or_else(|| panic!("{of:?} is shown"));
    let mut text = String::new();
    lines(&panel, 0, &mut text);
    text
}

fn lines<'a>(node: &egui_kittest::Node<'a>, depth: usize, text: &mut String) {
    let told = node.accesskit_node();
    let words = told.label().or(told.value()).unwrap_or_default();
    let (role, place) = (told.role(), told.bounding_box());
    if role == Role::TextRun {
        return;
    }
    let silent = words.is_empty() && matches!(role, Role::GenericContainer | Role::Unknown);
    if !silent {
        let on = if told.toggled() == Some(egui::accesskit::Toggled::True) { " on" } else { "" };
        let off = if told.is_disabled() { " disabled" } else { "" };
        let at = place.map_or(String::new(), |at| {
            let [x, y, w, h] = [at.x0, at.y0, at.width(), at.height()].map(|points| points.round() as i32);
            format!(" at {x},{y} {w}x{h}")
        });
        let words = words.replace('\n', " / ");
        *text += &format!("{:1$}{role:?} {words:?}{on}{off}{at}\n", "", depth * 2);
    }
    for child in node.children() {
        lines(&child, depth + usize::from(!silent), text);
    }
}

fn check(name: &str, text: &str) {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/ui").join(format!("{name}.txt"));
    if std::env::var_os("GTD_VIEWER_UPDATE_SNAPSHOTS").is_some() {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder of the snapshots");
        std::fs::write(&file, text).expect("a snapshot is written");
        return;
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let differs = kept.lines().zip(text.lines()).find(|(kept, now)| kept != now);
    assert!(kept == text, "{name} shows something else than {}: {differs:?}\n{text}", file.display());
}

/// Every panel with all that it can show, in a window of 1280 x 720.
#[test]
fn each_panel_shows_what_it_showed() {
    if cfg!(target_os = "macos") {
        println!("skipped: keys have other names here");
        return;
    }
    let (opened, shown) = (Opened::new(), Shown { problems: vec![], ..Shown::full() });
    let changes = compare::changes(300);
    for window in Window::ALL {
        let mut model = opened.model(&shown);
        model.windows = Windows::of(&[window]);
        model.inspect.highlight = (window == Window::Textures).then_some(1);
        model.inspect.bytes = (window == Window::Bytes).then(|| opened.record());
        model.inspect.pinned = model.inspect.pinned.filter(|_| window == Window::Tile);
        let comparison = || compare::comparison(crate::ui::compare::Known::Changes(&changes));
        model.compare = (window == Window::Comparison).then(comparison);
        let build = Harness::builder().with_size(vec2(1280.0, 720.0)).with_context_setup(style::apply);
        let mut harness = build.build_ui(|ui| drop(show(ui, &model)));
        harness.run_steps(5);
        check(window.key(), &told(&harness, model.text, window));
    }
}

//! Snapshots of the accessibility tree of each panel, with positions.
//!
//! `fixtures/ui` stores them as text, so that changes of a panel are visible in a review. GTD_VIEWER_UPDATE_SNAPSHOTS
//! updates them.

use egui_kittest::Harness;
use egui_kittest::kittest::NodeT;

use super::*;
use crate::ui::inspect::tests::Opened;
use crate::ui::text::fill;

fn panel_of<'h>(harness: &'h Harness, text: &Texts, of: PanelId) -> egui_kittest::Node<'h> {
    let root = harness.root();
    root.children_recursive()
        .find(|node| {
            let node = node.accesskit_node();
            matches!(node.role(), Role::Window | Role::TabPanel) && node.label().as_deref() == Some((text.title)(of))
        })
        .unwrap_or_else(|| panic!("{of:?} is shown"))
}

/// The nodes below the window's, one line each: depth, role, words, place in points.
fn told(harness: &Harness, text: &Texts, of: PanelId) -> String {
    let panel = panel_of(harness, text, of);
    let mut text = String::new();
    lines(&panel, 0, &mut text);
    text
}

fn lines(node: &egui_kittest::Node<'_>, depth: usize, text: &mut String) {
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

/// A panel with complete contents, in a window of 1280 x 720.
fn with_panel<T>(
    opened: &Opened,
    shown: &Shown,
    language: Language,
    window: PanelId,
    look: impl FnOnce(&Harness, &Texts) -> T,
) -> T {
    let changes = compare::changes(300);
    let mut model = opened.model(shown);
    model.text = language.texts();
    model.open_panels = OpenPanels::of(&[window]);
    model.inspect.highlight = (window == PanelId::Textures).then_some(1);
    model.inspect.bytes = (window == PanelId::Bytes).then(|| opened.record());
    model.inspect.pinned = model.inspect.pinned.filter(|_| window == PanelId::Tile);
    // The welcome offers the last zone where no zone is open.
    model.zone = model.zone.filter(|_| window != PanelId::Welcome);
    super::panels::select(opened, &mut model, window);
    let comparison = || compare::comparison(crate::ui::compare::ComparisonState::Changes(&changes));
    model.compare = (window == PanelId::Comparison).then(comparison);
    let build = Harness::builder().with_size(vec2(1280.0, 720.0)).with_context_setup(style::apply);
    let mut harness = build.build_ui(|ui| drop(show(ui, &model)));
    harness.run_steps(5);
    look(&harness, model.text)
}

fn of_panel(opened: &Opened, shown: &Shown, language: Language, window: PanelId) -> String {
    with_panel(opened, shown, language, window, |harness, text| told(harness, text, window))
}

#[test]
fn each_panel_shows_what_it_showed() {
    if cfg!(target_os = "macos") {
        println!("skipped: keys have other names here");
        return;
    }
    let (opened, shown) = (Opened::new(), Shown { problems: vec![], ..Shown::full() });
    for window in PanelId::ALL {
        check(window.key(), &of_panel(&opened, &shown, Language::English, window));
    }
}

/// The panels with the most text.
#[test]
fn panels_show_in_turkish_what_they_showed() {
    if cfg!(target_os = "macos") {
        println!("skipped: keys have other names here");
        return;
    }
    let (opened, shown) = (Opened::new(), Shown { problems: vec![], ..Shown::full() });
    for window in [
        PanelId::Welcome,
        PanelId::Help,
        PanelId::Drawing,
        PanelId::Tile,
        PanelId::Object,
        PanelId::Objects,
        PanelId::GameMarks,
        PanelId::Comparison,
        PanelId::Statistics,
    ] {
        check(&format!("{}-turkish", window.key()), &of_panel(&opened, &shown, Language::Turkish, window));
    }
}

/// Items wider than their panel are clipped at its edge, especially long words of another language.
#[test]
fn nothing_is_wider_than_its_panel() {
    let (opened, shown) = (Opened::new(), Shown { problems: vec![], ..Shown::full() });
    for (language, window) in Language::ALL.into_iter().flat_map(|one| PanelId::ALL.map(|window| (one, window))) {
        with_panel(&opened, &shown, language, window, |harness, text| {
            let panel = panel_of(harness, text, window);
            let closing =
                fill(text.frame.button_of, &[("button", &text.frame.close), ("panel", &(text.title)(window))]);
            let is_close = |node: &egui_kittest::Node| node.accesskit_node().label().as_deref() == Some(&closing);
            let close = panel.children_recursive().find(is_close).expect("a panel can be closed");
            // The button is at the edge.
            let edge = close.accesskit_node().bounding_box().expect("a button has a place").x1 + 1.0;
            for node in panel.children_recursive() {
                let told = node.accesskit_node();
                let words = told.label().or(told.value()).unwrap_or_default();
                // Rows of images and of the hex view scroll sideways or are clipped.
                let Some(place) = told.bounding_box().filter(|_| told.role() != Role::Image) else { continue };
                assert!(
                    place.x1 <= edge,
                    "{language:?}, {window:?}: {words:?} ends {} points outside",
                    place.x1 - edge
                );
            }
        });
    }
}

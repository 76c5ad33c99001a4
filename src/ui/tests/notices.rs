//! Tests of problems, missing files and progress.

use super::*;
use crate::export::web_map::WebMapExport;
use crate::export::{ExportKind, ExportStep};
use crate::load::LoadStep;

#[test]
fn problems_stay_until_they_are_dismissed() {
    let shown = Shown { problems: Shown::full().problems, ..Shown::empty() };
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    let model = shown.model();
    screen.settle(&model);
    assert!(screen.find("Cannot open broken2.gtd").is_some());
    assert_eq!(screen.click(&model, "Dismiss"), [PanelCommand::Dismiss(2)], "the newest is at the top");
    assert!(
        matches!(&screen.click(&model, "Copy")[..], [PanelCommand::CopyText(text)] if text.contains("map data at byte 23"))
    );
}

#[test]
fn the_list_of_problems_grows_with_them() {
    let few = Shown { missing: Shown::full().missing, ..Shown::empty() };
    let more = Shown {
        problems: Shown::full().problems[..1].to_vec(),
        ..Shown { missing: Shown::full().missing, ..Shown::empty() }
    };
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&few.model());
    screen.settle(&more.model());
    let list = screen.ctx.memory(|memory| memory.area_rect(egui::Id::unique("problems"))).expect("shown");
    for text in ["map data at byte 23", "Dismiss"] {
        let rect = screen.find(text).expect(text);
        assert!(list.contains_rect(rect), "{text} at {rect} is cut off by {list}");
    }
}

#[test]
fn missing_files_are_counted_and_listed() {
    let shown = Shown { missing: Shown::full().missing, ..Shown::empty() };
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    let mut model = shown.model();
    screen.settle(&model);
    assert!(screen.find("94 files missing").is_some());
    assert_eq!(screen.click(&model, "94 files missing"), [PanelCommand::Show(PanelId::Missing, true)]);
    model.open_panels.set(PanelId::Missing, true);
    screen.settle(&model);
    assert!(screen.find("dtex\\ground_0.gtt").is_some());
    assert!(
        matches!(&screen.click(&model, "Copy list")[..], [PanelCommand::CopyText(text)] if text.lines().count() == 94)
    );
}

#[test]
fn hidden_panels_hide_everything_except_problems() {
    let shown = Shown { problems: Shown::full().problems, ..Shown::empty() };
    let mut model = shown.model();
    model.panels_hidden = true;
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    assert!(screen.find("File").is_none() && screen.find("moradon").is_none());
    assert!(screen.find("Cannot open broken1.gtd").is_some());
}

#[test]
fn progress_says_what_and_how_much() {
    let shown = Shown::empty();
    let mut model = shown.model();
    model.progress = Some(LoadingStatus { zone: "moradon", step: LoadStep::TileTextures, done: 1200, total: 4920 });
    model.toast = Some("48 m/s");
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    for text in ["tile textures 1,200 / 4,920", "48 m/s"] {
        assert!(screen.find(text).is_some(), "{text}");
    }
    model.progress = Some(LoadingStatus { zone: "moradon", step: LoadStep::Reading, done: 0, total: 0 });
    screen.settle(&model);
    assert!(screen.find("moradon: reading").is_some());
}

#[test]
fn an_export_tells_how_far_it_is_and_can_be_stopped() {
    let shown = Shown::empty();
    let kind = ExportKind::WebMap(WebMapExport::DEFAULT);
    let exporting = Exporting { kind, step: ExportStep::DrawingMap, parts: (1234, 5000), stopping: false };
    let mut model = Model { exporting: Some(exporting), ..shown.model() };
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    assert!(screen.find("Drawing map 1,234 / 5,000").is_some(), "{:?}", screen.texts());
    assert_eq!(screen.click(&model, "Cancel"), [PanelCommand::CancelExport]);
    model.exporting = Some(Exporting { stopping: true, ..exporting });
    screen.settle(&model);
    assert_eq!(screen.click(&model, "Cancel"), []);
    let written = [Written { kind: Some(kind), path: "maps/moradon-map".into(), report: "85 tiles".into() }];
    let model = Model { exporting: None, written: &written, ..shown.model() };
    screen.settle(&model);
    assert_eq!(screen.click(&model, "Copy path"), [PanelCommand::CopyText("maps/moradon-map".into())]);
    assert_eq!(screen.click(&model, "Close"), [PanelCommand::DismissWritten(0)]);
}

#[test]
fn the_newest_notice_is_always_visible() {
    let kind = ExportKind::WebMap(WebMapExport::DEFAULT);
    let written = |n: u32| Written { kind: Some(kind), path: format!("maps/number-{n}"), report: "85 tiles".into() };
    let all: Vec<Written> = (0..9).map(written).collect();
    let shown = Shown::empty();
    let mut screen = Screen::new(640.0, 400.0, 1.0);
    let visible = |screen: &Screen, text: &str| {
        let list = screen.ctx.memory(|memory| memory.area_rect(notices_id())).expect("shown");
        screen.find(text).is_some_and(|rect| list.contains_rect(rect))
    };
    let older = Model { written: &all[..8], ..shown.model() };
    screen.settle(&older);
    assert!(visible(&screen, "maps/number-7") && !visible(&screen, "maps/number-0"));
    // Scrolled down to the oldest one.
    let over = screen.find("maps/number-7").unwrap().center();
    let wheel = Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, -5000.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    };
    screen.frame(&older, vec![Event::PointerMoved(over), wheel]);
    for _ in 0..30 {
        screen.frame(&older, vec![]);
    }
    assert!(!visible(&screen, "maps/number-7"), "it is scrolled");
    let newer = Model { written: &all, ..shown.model() };
    for _ in 0..30 {
        screen.frame(&newer, vec![]);
    }
    assert!(visible(&screen, "maps/number-8"));
}

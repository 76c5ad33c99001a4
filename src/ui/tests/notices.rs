//! Tests of problems, missing files and progress.

use super::*;
use crate::export::heights::{Engine, EngineSettings, HeightsExport};
use crate::export::web_map::WebMapExport;
use crate::export::{ExportKind, ExportStep, Program};
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
fn missing_textures_have_a_banner_with_what_helps() {
    let (shown, textures) = (Shown::empty(), MissingTextures { missing: 66, total: 1066 });
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    let mut model = shown.model();
    model.missing_textures = Some(textures);
    screen.settle(&model);
    assert!(screen.find("66 of 1,066 textures not found").is_some());
    assert_eq!(screen.click(&model, "Locate the client folder…"), [PanelCommand::LocateClient]);
    assert_eq!(screen.click(&model, "List"), [PanelCommand::Show(PanelId::Missing, true)]);
    assert_eq!(screen.click(&model, "Dismiss"), [PanelCommand::DismissMissingTextures]);
    model.text = Language::Turkish.texts();
    screen.settle(&model);
    assert!(screen.find("Bulunamayan doku: 66 / 1.066").is_some());
    model.missing_textures = None;
    screen.settle(&model);
    assert!(screen.find("Bulunamayan doku").is_none());
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
    let written = [notice(Some(kind), "maps/moradon-map")];
    let model = Model { exporting: None, written: &written, ..shown.model() };
    screen.settle(&model);
    assert_eq!(screen.click(&model, "Copy path"), [PanelCommand::CopyText("maps/moradon-map".into())]);
    assert_eq!(screen.click(&model, "Close"), [PanelCommand::DismissWritten(0)]);
}

fn notice(kind: Option<ExportKind>, path: &str) -> Written {
    Written { kind, path: path.into(), shown_file: None, report: "85 tiles".into(), engine_settings: None }
}

#[test]
fn a_notice_has_the_actions_for_its_file() {
    let shown = Shown::empty();
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    let screenshot = [Written { shown_file: Some("a.png".into()), ..notice(None, "a.png") }];
    let model = Model { written: &screenshot, ..shown.model() };
    screen.settle(&model);
    assert_eq!(screen.click(&model, "Copy picture"), [PanelCommand::CopyPicture("a.png".into())]);
    let folder = DesktopRequest::ShowInFolder("a.png".into());
    assert_eq!(screen.click(&model, "Show in folder"), [PanelCommand::Desktop(folder)]);
    let open = screen.all("Open").into_iter().filter(|rect| rect.top() > 30.0).count();
    assert_eq!(open, 1);
    // A folder of textures is no picture, and nothing opens it but the file manager.
    let textures = [notice(Some(ExportKind::Splat(crate::export::splat::SplatExport {})), "splat")];
    let model = Model { written: &textures, ..shown.model() };
    screen.settle(&model);
    assert!(screen.find("Show in folder").is_some());
    assert!(screen.find("Copy picture").is_none() && screen.find("Open").is_none(), "{:?}", screen.texts());
}

#[test]
fn import_settings_are_readable_and_copied_as_lines() {
    let shown = Shown::empty();
    let settings =
        EngineSettings { engine: Engine::Unity, size: 513, spacing_m: 4.0, offset_m: -12.5, scale_m: 0.001_953_125 };
    let kind = ExportKind::Heights(HeightsExport { engine: Some(Engine::Unity) });
    let written = [Written { engine_settings: Some(settings), ..notice(Some(kind), "a.raw") }];
    for language in Language::ALL {
        let model = Model { written: &written, text: language.texts(), ..shown.model() };
        let mut screen = Screen::new(1280.0, 720.0, 1.0);
        screen.settle(&model);
        for text in ["Terrain Width", "2048", "Terrain Height", "128", "Position Y", "-12.5"] {
            assert!(screen.find(text).is_some(), "{text} is not in {:?}", screen.texts());
        }
        let commands = screen.click(&model, model.text.export.copy_settings.name);
        assert!(
            matches!(&commands[..], [PanelCommand::CopyText(text)] if text.contains("\nTerrain Height: 128\n")),
            "{commands:?}"
        );
    }
}

#[test]
fn an_error_says_what_to_do_and_offers_another_export() {
    let shown = Shown::empty();
    let choice = export::dialog(Program::Web).choice;
    let problem = Problem {
        title: "Cannot export Web map".into(),
        detail: "out: no space left".into(),
        advice: "Free some space on the disk.".into(),
        again: Some(choice),
    };
    let problems = [problem];
    let model = Model { problems: &problems, ..shown.model() };
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    assert!(screen.find("out: no space").is_some() && screen.find("Free some space").is_some());
    assert_eq!(screen.click(&model, "Export again"), [PanelCommand::ChooseExport(choice)]);
    let text = "Cannot export Web map: out: no space left\nFree some space on the disk.";
    assert_eq!(screen.click(&model, "Copy"), [PanelCommand::CopyText(text.into())]);
}

#[test]
fn the_newest_notice_is_always_visible() {
    let kind = ExportKind::WebMap(WebMapExport::DEFAULT);
    let written = |n: u32| notice(Some(kind), &format!("maps/number-{n}"));
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

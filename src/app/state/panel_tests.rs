//! What the panels' commands do, without a window.

use super::*;
use crate::app::errand::{self, Errand};
use crate::gtd::{Draft, Header};

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["flat.gtd", "high.gtd"] {
        std::fs::write(folder.path().join(name), Draft::flat(Header::versioned(1, name), 65).encode()).unwrap();
    }
    folder
}

fn load(state: &mut State, effects: Vec<Effect>) {
    let [Effect::Load { source, keep_camera }] = &effects[..] else { panic!("{effects:?}") };
    let request = crate::load::Request {
        zone: source.clone(),
        data: None,
        encoding: crate::terrain::tile_image::TileEncoding::Rgba8,
        picture_px: 1024,
        wanted: crate::load::Wanted::default(),
    };
    state.loading_started(Load::start(request, || {}), source.clone(), *keep_camera);
    while state.is_loading() {
        if state.take_loaded().is_none() {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
    }
}

fn opened(folder: &tempfile::TempDir) -> State {
    let mut state = State::new(Settings::default(), Wishes::default());
    let effects = state.apply(Command::Open(folder.path().join("flat.gtd")), 0.0);
    load(&mut state, effects);
    state
}

#[test]
fn a_copied_view_is_gone_to_when_pasted() {
    let files = folder();
    let mut state = opened(&files);
    let here = state.rig.pose();
    let drawing = Drawing { water: false, classic: true, time_secs: 6 * 3600, ..Drawing::default() };
    state.apply(Command::Draw(drawing), 0.0);
    assert_eq!(state.rig.fov_y_deg, 70.0, "the client's field of view");
    let effects = state.apply(Command::Do(Action::CopyView), 0.0);
    let [Effect::Copy(text)] = &effects[..] else { panic!("{effects:?}") };
    assert!(text.contains("--classic") && text.contains("--time=06:00") && text.contains("--layers="), "{text}");
    state.apply(Command::Draw(Drawing::default()), 0.0);
    assert_eq!(state.rig.fov_y_deg, View::DEFAULT_FOV_DEG);
    state.apply(Command::GoTo { east_m: 10.0, north_m: 10.0 }, 0.0);
    state.advance(1.0);
    assert_ne!(state.rig.pose(), here);
    assert_eq!(state.paste_view(text), []);
    state.advance(2.0);
    assert_eq!((state.rig.pose(), state.drawing, state.rig.fov_y_deg), (here.snapped(), drawing, 70.0));
    assert_eq!(state.paste_view("nothing of the kind"), []);
    assert!(state.model().toast.is_some());
    let other = text.replace("flat.gtd", "high.gtd");
    let effects = state.paste_view(&other);
    load(&mut state, effects);
    assert_eq!((state.title().as_str(), state.rig.pose()), ("high – gtd-viewer", here.snapped()));
}

#[test]
fn bookmarks_are_kept_for_their_zone() {
    let files = folder();
    let mut state = opened(&files);
    let here = state.rig.pose().snapped();
    assert_eq!(state.apply(Command::AddBookmark("Bridge".into()), 0.0), [Effect::Save]);
    state.apply(Command::AddBookmark(String::new()), 0.0);
    assert_eq!(state.model().bookmarks, ["Bridge", "Place 2"]);
    state.apply(Command::GoTo { east_m: 10.0, north_m: 10.0 }, 0.0);
    state.apply(Command::GoToBookmark(0), 1.0);
    state.advance(2.0);
    assert_eq!(state.rig.pose(), here);
    state.apply(Command::RemoveBookmark(1), 2.0);
    assert_eq!(state.model().bookmarks, ["Bridge"]);
    let effects = state.apply(Command::Open(files.path().join("high.gtd")), 2.0);
    load(&mut state, effects);
    assert!(state.model().bookmarks.is_empty());
}

#[test]
fn a_folder_opens_its_list_and_the_next_zone_follows() {
    let files = folder();
    let mut state = opened(&files);
    let effects = state.apply(Command::Open(files.path().to_owned()), 0.0);
    assert_eq!(effects, [Effect::Run(Errand::Zones(files.path().to_owned()))]);
    assert!(state.model().windows.is_open(Window::Zones) && state.model().zones.reading);
    let (sender, answers) = std::sync::mpsc::channel();
    errand::run(Errand::Zones(files.path().to_owned()), move |answer| sender.send(answer).unwrap());
    assert_eq!(state.errand_done(&answers.recv().unwrap()), []);
    let stems: Vec<&str> = state.model().zones.rows.iter().map(|row| row.stem.as_str()).collect();
    assert_eq!(stems, ["flat", "high"]);
    assert_eq!(state.model().zones.open, Some(0));
    let effects = state.apply(Command::Do(Action::NextZone), 1.0);
    load(&mut state, effects);
    assert_eq!(state.title(), "high – gtd-viewer");
    let effects = state.apply(Command::Do(Action::NextZone), 1.0);
    load(&mut state, effects);
    assert_eq!(state.title(), "flat – gtd-viewer", "round the end");
}

#[test]
fn the_time_of_day_can_run() {
    let mut state = State::new(Settings::default(), Wishes::default());
    state.apply(Command::Draw(Drawing { time_runs: true, ..Drawing::default() }), 1.0);
    state.advance(1.5);
    assert_eq!(state.drawing.time_secs, ui::DAY_SECS / 2 + 360);
    for i in 0..121 {
        state.advance(2.0 + f64::from(i) / 2.0);
    }
    assert!(state.drawing.time_secs < ui::DAY_SECS, "midnight is passed");
}

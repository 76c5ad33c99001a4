//! Effects of the panels' commands, without a window.

use super::*;
use crate::app::background_task::{self, BackgroundTask};
use crate::camera::View;
use crate::formats::gtd::{Draft, Header};
use crate::input::Action;
use crate::load::DataForms;
use crate::load::Load;
use crate::load::PreviewSize;
use crate::scene::view_settings::{DAY_SECS, Filter};
use crate::ui::{LanguageChoice, OpenPanels};
use crate::ui::{PanelCommand, PanelId};

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["flat.gtd", "high.gtd"] {
        std::fs::write(folder.path().join(name), Draft::flat(Header::versioned(1, name), 65).encode().unwrap())
            .unwrap();
    }
    folder
}

#[allow(clippy::needless_pass_by_value, reason = "what a command returned is passed on")]
pub(super) fn load(state: &mut State, effects: Vec<Effect>) {
    let [Effect::Load { source, keep_camera }] = &effects[..] else { panic!("{effects:?}") };
    let request = crate::load::Request {
        zone: source.clone(),
        data: None,
        server: None,
        wanted: crate::load::LoadOptions::default(),
        forms: DataForms::new(crate::scene::raster::tile_image::TileEncoding::Rgba8, 1024).into(),
    };
    state.loading_started(Load::start(request, || {}), source.clone(), *keep_camera);
    while state.is_loading() {
        if state.take_loaded().is_none() {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
    }
}

fn opened(folder: &tempfile::TempDir) -> State {
    let mut state = State::new(Settings::default(), LaunchOptions::default());
    let effects = state.apply(PanelCommand::Open(folder.path().join("flat.gtd")), 0.0);
    load(&mut state, effects);
    state
}

#[test]
fn a_copied_view_is_gone_to_when_pasted() {
    let files = folder();
    let mut state = opened(&files);
    let here = state.session.rig.pose();
    let drawing = ViewSettings { water: false, classic: true, time_secs: 6 * 3600, ..ViewSettings::default() };
    state.apply(PanelCommand::Draw(drawing), 0.0);
    assert_eq!(state.session.rig.fov_y_deg, 70.0, "the client's field of view");
    let effects = state.apply(PanelCommand::Do(Action::CopyView), 0.0);
    let [Effect::Copy(text)] = &effects[..] else { panic!("{effects:?}") };
    assert!(text.contains("--classic") && text.contains("--time=06:00") && text.contains("--layers="), "{text}");
    state.apply(PanelCommand::Draw(ViewSettings::default()), 0.0);
    assert_eq!(state.session.rig.fov_y_deg, View::DEFAULT_FOV_DEG);
    state.apply(PanelCommand::GoTo { east_m: 10.0, north_m: 10.0 }, 0.0);
    state.advance(1.0);
    assert_ne!(state.session.rig.pose(), here);
    assert_eq!(state.paste_view(text), []);
    state.advance(2.0);
    // `--layers` with objects among them shows them in every view mode.
    let drawing = ViewSettings { objects_over_data: true, ..drawing };
    assert_eq!(
        (state.session.rig.pose(), *state.view_settings(), state.session.rig.fov_y_deg),
        (here.snapped(), drawing, 70.0)
    );
    assert_eq!(state.paste_view("nothing of the kind"), []);
    assert!(state.model().toast.is_some());
    let other = text.replace("flat.gtd", "high.gtd");
    let effects = state.paste_view(&other);
    load(&mut state, effects);
    assert_eq!((state.title().as_str(), state.session.rig.pose()), ("high – gtd-viewer", here.snapped()));
}

#[test]
fn bookmarks_are_kept_for_their_zone() {
    let files = folder();
    let mut state = opened(&files);
    let here = state.session.rig.pose().snapped();
    assert_eq!(state.apply(PanelCommand::AddBookmark("Bridge".into()), 0.0), [Effect::Save]);
    state.apply(PanelCommand::AddBookmark(String::new()), 0.0);
    assert_eq!(state.model().bookmarks, ["Bridge", "Place 2"]);
    state.apply(PanelCommand::GoTo { east_m: 10.0, north_m: 10.0 }, 0.0);
    state.apply(PanelCommand::GoToBookmark(0), 1.0);
    state.advance(2.0);
    assert_eq!(state.session.rig.pose(), here);
    state.apply(PanelCommand::RemoveBookmark(1), 2.0);
    assert_eq!(state.model().bookmarks, ["Bridge"]);
    let effects = state.apply(PanelCommand::Open(files.path().join("high.gtd")), 2.0);
    load(&mut state, effects);
    assert!(state.model().bookmarks.is_empty());
}

#[test]
fn a_folder_opens_its_list_and_the_next_zone_follows() {
    let files = folder();
    let mut state = opened(&files);
    let effects = state.apply(PanelCommand::Open(files.path().to_owned()), 0.0);
    assert_eq!(effects, [Effect::Run(BackgroundTask::Zones(files.path().to_owned()))]);
    assert!(state.model().open_panels.is_open(PanelId::Zones) && state.model().zones.reading);
    let (sender, answers) = std::sync::mpsc::channel();
    background_task::run(BackgroundTask::Zones(files.path().to_owned()), move |answer| sender.send(answer).unwrap());
    assert_eq!(state.task_done(&answers.recv().unwrap()), []);
    let stems: Vec<&str> = state.model().zones.rows.iter().map(|row| row.stem.as_str()).collect();
    assert_eq!(stems, ["flat", "high"]);
    assert_eq!(state.model().zones.open, Some(0));
    let effects = state.apply(PanelCommand::Do(Action::NextZone), 1.0);
    load(&mut state, effects);
    assert_eq!(state.title(), "high – gtd-viewer");
    let effects = state.apply(PanelCommand::Do(Action::NextZone), 1.0);
    load(&mut state, effects);
    assert_eq!(state.title(), "flat – gtd-viewer", "round the end");
}

#[test]
fn the_gallery_reads_previews_while_it_is_open() {
    let files = folder();
    let mut state = opened(&files);
    state.apply(PanelCommand::Do(Action::ZoneList), 0.0);
    assert_eq!(state.want_previews(), []);
    let zone = || ZoneSource::File(files.path().join("high.gtd"));
    state.apply(PanelCommand::WantPreviews(vec![zone()]), 0.0);
    let effects = state.want_previews();
    let [Effect::Run(task @ BackgroundTask::Preview(job))] = &effects[..] else { panic!("{effects:?}") };
    let (sender, answers) = std::sync::mpsc::channel();
    background_task::run(task.clone(), move |answer| sender.send(answer).unwrap());
    assert_eq!(state.task_done(&answers.recv().unwrap()), []);
    let ready = |state: &State| match state.model().previews.get(&zone()) {
        Some(ui::Preview::Ready(preview)) => match preview.size {
            PreviewSize::Zone(map_size) => Some(map_size),
            PreviewSize::Model(_) => None,
        },
        _ => None,
    };
    assert_eq!((ready(&state), job.cancel.is_canceled()), (Some(65), false));
    assert_eq!(state.want_previews(), [], "it is known");
    state.apply(PanelCommand::WantPreviews(vec![ZoneSource::Demo]), 0.0);
    let effects = state.want_previews();
    let [Effect::Run(BackgroundTask::Preview(job))] = &effects[..] else { panic!("{effects:?}") };
    state.apply(PanelCommand::Show(PanelId::Zones, false), 0.0);
    assert_eq!(state.want_previews(), []);
    assert!(job.cancel.is_canceled(), "a closed gallery reads nothing");
}

#[test]
fn zones_of_the_gallery_are_opened_and_compared() {
    let files = folder();
    let mut state = opened(&files);
    let other = ZoneSource::File(files.path().join("high.gtd"));
    for (command, effect) in [
        (PanelCommand::OpenIsland, Effect::Load { source: ZoneSource::Demo, keep_camera: false }),
        (PanelCommand::CompareWith(other.clone()), Effect::Compare(other)),
    ] {
        state.panels.show(PanelId::Zones, true);
        assert_eq!(state.apply(command, 0.0), [effect]);
        assert!(!state.model().open_panels.is_open(PanelId::Zones), "the gallery has done its work");
    }
}

#[test]
fn the_time_of_day_can_run() {
    let mut state = State::new(Settings::default(), LaunchOptions::default());
    state.apply(PanelCommand::Draw(ViewSettings { time_runs: true, ..ViewSettings::default() }), 1.0);
    state.advance(1.5);
    assert_eq!(state.view_settings().time_secs, DAY_SECS / 2 + 360);
    for i in 0..121 {
        state.advance(2.0 + f64::from(i) / 2.0);
    }
    assert!(state.view_settings().time_secs < DAY_SECS, "midnight is passed");
}

fn zone_folder_with_skies() -> tempfile::TempDir {
    let folder = folder();
    let skies = folder.path().join("Misc").join("sky");
    std::fs::create_dir_all(&skies).unwrap();
    std::fs::create_dir_all(folder.path().join("DTex")).unwrap();
    for name in ["Calm.N3Sky", "Stormy.N3Sky"] {
        std::fs::write(skies.join(name), b"no sky, but its name counts").unwrap();
    }
    folder
}

#[test]
fn a_chosen_sky_is_part_of_the_copied_view() {
    let files = zone_folder_with_skies();
    let mut state = opened(&files);
    let names: Vec<String> = state.model().skies.names.to_vec();
    assert_eq!(names, ["Calm", "Stormy"], "the folder is a client's");
    let copied = |state: &mut State| match &state.apply(PanelCommand::Do(Action::CopyView), 0.0)[..] {
        [Effect::Copy(text)] => text.clone(),
        other => panic!("{other:?}"),
    };
    assert!(!copied(&mut state).contains("--sky"));
    let effects = state.apply(PanelCommand::ChooseSky(1), 0.0);
    assert!(matches!(&effects[..], [Effect::Run(BackgroundTask::Sky { path, .. })] if path.ends_with("Stormy.N3Sky")));
    let with_sky = copied(&mut state);
    assert!(with_sky.contains("--sky=Stormy"), "{with_sky}");
    let effects = state.apply(PanelCommand::Do(Action::Reload), 0.0);
    load(&mut state, effects);
    assert!(matches!(&state.after_opening()[..], [Effect::Run(BackgroundTask::Sky { .. })]), "reloading keeps it");
    // pasted into another zone, it takes effect once that is open
    let effects = state.paste_view(&with_sky.replace("flat.gtd", "high.gtd"));
    load(&mut state, effects);
    assert!(matches!(&state.after_opening()[..], [Effect::Run(BackgroundTask::Sky { .. })]));
    assert_eq!(state.model().skies.shown, Some(1));
    state.apply(PanelCommand::ChooseSky(0), 0.0);
    let effects = state.paste_view(&with_sky.replace("flat.gtd", "high.gtd"));
    assert!(matches!(&effects[..], [Effect::Run(BackgroundTask::Sky { path, .. })] if path.ends_with("Stormy.N3Sky")));
    state.apply(PanelCommand::ChooseSky(0), 0.0);
    let launch_options = LaunchOptions {
        view: ViewOptions { sky: Some("fair".into()), ..ViewOptions::default() },
        ..LaunchOptions::default()
    };
    let mut state = State::new(Settings::default(), launch_options);
    let effects = state.apply(PanelCommand::Open(files.path().join("flat.gtd")), 0.0);
    load(&mut state, effects);
    state.after_opening();
    assert!(state.model().problems[0].detail.contains("Calm, Stormy"), "{:?}", state.model().problems);
}

#[test]
fn panels_and_drawing_are_remembered() {
    let files = folder();
    let mut state = opened(&files);
    state.apply(PanelCommand::Show(PanelId::Bytes, true), 0.0);
    state.apply(PanelCommand::Do(Action::OverviewMap), 0.0);
    let sizes = ui::PanelSizes { map: Some(300.0), ..ui::PanelSizes::default() };
    assert_eq!(state.apply(PanelCommand::Resize { sizes, let_go: false }, 0.0), []);
    assert_eq!(state.apply(PanelCommand::Resize { sizes, let_go: true }, 0.0), [Effect::Save]);
    let drawing = ViewSettings {
        relief: true,
        samples: Some(4),
        filter: Some(Filter::Nearest),
        view_distance_m: Some(300.0),
        time_secs: 3600,
        time_runs: true,
        ..ViewSettings::default()
    };
    state.apply(PanelCommand::Draw(drawing), 0.0);
    state.remember();
    let settings = state.settings.clone();
    let again = State::new(settings.clone(), LaunchOptions::default());
    assert_eq!(again.model().open_panels, OpenPanels::of(&[PanelId::Bytes, PanelId::Map]));
    assert_eq!(again.model().panel_sizes, sizes);
    let noon = ViewSettings::default().time_secs;
    assert_eq!(
        *again.view_settings(),
        ViewSettings { time_secs: noon, time_runs: false, ..drawing },
        "time begins at noon"
    );

    // Options of the command line are shown, but not saved as the user's choice.
    let launch_options = LaunchOptions {
        view: ViewSettings { water: false, ..ViewSettings::default() }.into(),
        ..LaunchOptions::default()
    };
    let mut asked = State::new(settings.clone(), launch_options);
    assert!(!asked.view_settings().water && !asked.view_settings().relief);
    asked.remember();
    assert_eq!(asked.settings.drawing, settings.drawing);
    asked.apply(PanelCommand::Draw(ViewSettings { shadows: false, ..*asked.view_settings() }), 0.0);
    asked.remember();
    assert!(!asked.settings.drawing.shadows && !asked.settings.drawing.water);
    asked.apply(PanelCommand::ResetLayout, 0.0);
    assert_eq!(asked.model().panel_sizes, ui::PanelSizes::default());
}

#[test]
fn a_dropped_client_folder_lists_its_zones_and_a_dropped_file_opens() {
    // winit's drop event leads to the same command as the recent list.
    let files = folder();
    let mut state = opened(&files);
    let effects = state.apply(PanelCommand::Open(files.path().to_owned()), 0.0);
    assert_eq!(effects, [Effect::Run(BackgroundTask::Zones(files.path().to_owned()))]);
    assert!(state.model().open_panels.is_open(PanelId::Zones));
    let effects = state.apply(PanelCommand::Open(files.path().join("high.gtd")), 0.0);
    load(&mut state, effects);
    assert_eq!(state.title(), "high – gtd-viewer");
    assert!(!state.model().open_panels.is_open(PanelId::Zones), "the list has done its work");
}

#[test]
fn files_that_change_are_read_again_and_the_camera_stays() {
    let files = folder();
    let mut state = opened(&files);
    state.apply(PanelCommand::GoTo { east_m: 30.0, north_m: 40.0 }, 0.0);
    state.advance(2.0);
    let here = state.session.rig.pose();
    let mut draft = Draft::flat(Header::versioned(1, "flat"), 65);
    draft.records[65 * 10 + 10] = crate::formats::gtd::MapRecord::new(7.5, draft.records[0].tile());
    std::fs::write(files.path().join("flat.gtd"), draft.encode().unwrap()).unwrap();
    let effects = state.files_changed();
    load(&mut state, effects);
    assert_eq!(state.session.rig.pose(), here);
    assert_eq!(state.ground().unwrap().gtd().record(10, 10).height_m(), 7.5, "the new heights");
}

#[test]
fn lit_tiles_are_found_once_and_go_with_the_zone() {
    let mut state = State::new(Settings::default(), LaunchOptions::default());
    load(&mut state, vec![Effect::Load { source: ZoneSource::Demo, keep_camera: false }]);
    assert!(state.inspection().lit_tiles().is_none());
    let light = |texture| PanelCommand::Inspect(ui::InspectCommand::Highlight(texture));
    let find = |state: &mut State| {
        for effect in state.want_pictures() {
            let Effect::Run(task) = effect else { panic!("{effect:?}") };
            let (sender, answers) = std::sync::mpsc::channel();
            background_task::run(task, move |answer| sender.send(answer).unwrap());
            state.task_done(&answers.recv().unwrap());
        }
    };
    state.apply(light(Some(1)), 0.0);
    assert!(state.inspection().lit_tiles().is_none(), "the window does not wait");
    find(&mut state);
    let lit = state.inspection().lit_tiles().expect("lit").mask.clone();
    assert!(lit.levels[0].contains(&255), "the demo shows texture 1 somewhere");
    let before = state.session.rig.pose();
    state.apply(PanelCommand::Inspect(ui::InspectCommand::NextPlace(1)), 0.0);
    state.advance(2.0);
    assert_ne!(state.session.rig.pose(), before, "next place flies");
    find(&mut state);
    assert!(Arc::ptr_eq(&state.inspection().lit_tiles().unwrap().mask, &lit));
    state.apply(light(None), 2.0);
    assert!(state.inspection().lit_tiles().is_none());
    state.apply(PanelCommand::Show(PanelId::Textures, true), 2.0);
    assert!(state.model().inspect.uses.is_empty(), "they are being counted");
    find(&mut state);
    assert!(state.model().inspect.uses.iter().any(|uses| *uses > 0));
}

#[test]
fn the_language_changes_at_once_and_is_kept() {
    let mut state = State::new(Settings::default(), LaunchOptions::default());
    assert_eq!(state.text().action_name(Action::Help), "Help");
    state.language_of_system = Language::Turkish;
    assert_eq!(state.model().text.action_name(Action::Help), "Yardım", "as the system");
    assert_eq!(state.apply(PanelCommand::SetLanguage(LanguageChoice::English), 0.0), [Effect::Save]);
    assert_eq!(state.model().text.action_name(Action::Help), "Help");
    assert_eq!(state.settings.language, LanguageChoice::English);
}

#[test]
fn another_file_of_the_zone_is_read_and_shown() {
    let files = folder();
    let lights = crate::formats::glo::GloFile::default().encode().unwrap();
    std::fs::write(files.path().join("flat.glo"), &lights).unwrap();
    let mut state = opened(&files);
    let names = state.model().inspect.files.names.to_vec();
    assert_eq!(names[0], "flat.gtd");
    let index = names.iter().position(|name| name == "flat.glo").unwrap_or_else(|| panic!("{names:?}"));
    let show = |index| PanelCommand::Inspect(ui::InspectCommand::ShowFile(index));
    let effects = state.apply(show(index), 0.0);
    let [Effect::Run(task @ BackgroundTask::MapFile(_))] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!((state.model().inspect.files.chosen, state.model().inspect.files.other.is_none()), (index, true));
    let (sender, results) = std::sync::mpsc::channel();
    background_task::run(task.clone(), move |result| sender.send(result).unwrap());
    let result = results.recv().unwrap();
    state.task_done(&result);
    let file = state.model().inspect.files.other.unwrap().unwrap();
    assert_eq!((file.kind.name, file.content.as_slice()), ("point lights", &lights[..]));
    // results for files that are no longer shown are dropped
    assert_eq!(state.apply(show(0), 0.0), []);
    state.task_done(&result);
    assert!(state.model().inspect.files.other.is_none());
    assert_eq!(state.apply(show(99), 0.0), []);
}

#[test]
fn zones_with_a_texture_are_searched_once_per_folder_and_canceled() {
    let files = folder();
    let mut state = opened(&files);
    let search = || PanelCommand::Inspect(ui::InspectCommand::SearchZones);
    let start = |state: &mut State| -> BackgroundTask {
        let effects = state.apply(search(), 0.0);
        let [Effect::Run(task @ BackgroundTask::ZoneSurvey(_))] = &effects[..] else { panic!("{effects:?}") };
        assert_eq!(state.apply(search(), 0.0), [], "one search at a time");
        task.clone()
    };
    let results = |task: BackgroundTask| {
        let (sender, results) = std::sync::mpsc::channel();
        background_task::run(task, move |result| sender.send(result).unwrap());
        results.iter().collect::<Vec<_>>()
    };
    assert_eq!(state.model().inspect.other_zones.search, ui::ZoneSearch::NotStarted);
    let canceled = start(&mut state);
    state.apply(PanelCommand::Inspect(ui::InspectCommand::CancelSearch), 0.0);
    assert_eq!(results(canceled.clone()).len(), 1, "no zone was read, only the end is reported");
    let task = start(&mut state);
    results(canceled).iter().for_each(|late| drop(state.task_done(late)));
    assert_eq!(state.model().inspect.other_zones.search, ui::ZoneSearch::Running([0, 0]), "late results are dropped");
    let found = results(task);
    let progress: Vec<ui::ZoneSearch> = found
        .iter()
        .map(|result| {
            state.task_done(result);
            state.model().inspect.other_zones.search
        })
        .collect();
    assert_eq!(progress, [ui::ZoneSearch::Running([1, 2]), ui::ZoneSearch::Running([2, 2]), ui::ZoneSearch::Done(0)]);
    let stems = |state: &State| -> Vec<String> {
        state.model().inspect.other_zones.zones.iter().map(|zone| zone.stem.clone()).collect()
    };
    assert_eq!(stems(&state), ["flat", "high"]);
    // another zone of the folder keeps the results
    let effects = state.apply(PanelCommand::Open(files.path().join("high.gtd")), 0.0);
    load(&mut state, effects);
    assert_eq!((stems(&state).len(), state.model().inspect.other_zones.search), (2, ui::ZoneSearch::Done(0)));
    assert_eq!(state.apply(search(), 0.0), [], "nothing is read twice");
    // one that is read again does not
    let effects = state.apply(PanelCommand::Do(Action::Reload), 0.0);
    load(&mut state, effects);
    assert_eq!((stems(&state).len(), state.model().inspect.other_zones.search), (0, ui::ZoneSearch::NotStarted));
}

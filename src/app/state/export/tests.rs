//! Tests of exports and their notices.

use super::*;
use crate::app::background_task::BackgroundTask;
use crate::app::dialog::DialogResult;
use crate::app::settings::Settings;
use crate::app::state::LaunchOptions;
use crate::export::heights::{Engine, HeightsExport};
use crate::export::splat::SplatExport;
use crate::export::textures::TexturesExport;
use crate::export::web_map::WebMapExport;
use crate::export::{Preset, Program};
use crate::load::ZoneSource;
use crate::ui::{DesktopRequest, PanelCommand};

const HEIGHTS: ExportKind = ExportKind::Heights(HeightsExport { engine: None });
const SPLAT: ExportKind = ExportKind::Splat(SplatExport {});
const WEB_MAP: ExportKind = ExportKind::WebMap(WebMapExport::DEFAULT);

fn other(kind: ExportKind) -> ExportChoice {
    ExportChoice::new(Preset::new(Program::Other, kind))
}

fn notice(path: &str) -> Written {
    let (kind, path) = (Some(HEIGHTS), PathBuf::from(path));
    Written { kind, path, shown_file: None, report: String::new(), engine_settings: None }
}

fn demo() -> State {
    let mut state = State::new(Settings::default(), LaunchOptions::default());
    let load = vec![Effect::Load { source: ZoneSource::Demo, keep_camera: false }];
    super::super::panel_tests::load(&mut state, load);
    state
}

#[test]
fn an_export_asks_runs_and_reports_its_path() {
    let (mut state, folder) = (demo(), tempfile::tempdir().unwrap());
    let effects = state.apply(PanelCommand::Export(other(HEIGHTS)), 0.0);
    let (purpose, file_name) = (DialogPurpose::Export(other(HEIGHTS)), "demo-heights.png".to_owned());
    assert_eq!(effects, [Effect::ShowDialog(DialogRequest { purpose, folder: None, file_name })]);
    assert_eq!(state.apply(PanelCommand::Export(other(HEIGHTS)), 0.0), [], "one dialog at a time");
    let effects = state.dialog_answered(DialogResult::Chosen(folder.path().join("my heights")));
    let [Effect::Export(job), Effect::Save] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(job.target, folder.path().join("my heights.png"), "with the proposed format's ending");
    let model = state.model();
    assert_eq!(model.exporting.map(|exporting| (exporting.kind, exporting.stopping)), Some((job.kind, false)));
    assert_eq!(state.apply(PanelCommand::Export(other(WEB_MAP)), 0.0), [], "one at a time");
    let outcome = job.run();
    state.exported(outcome);
    assert!(state.model().exporting.is_none());
    let written = state.model().written.to_vec();
    assert_eq!((written.len(), written[0].kind), (1, Some(HEIGHTS)));
    assert!(written[0].path.is_file());
    assert!(written[0].report.ends_with("\n+ my heights.png.json"), "{}", written[0].report);
    state.apply(PanelCommand::DismissWritten(0), 0.0);
    assert!(state.model().written.is_empty());
    // The dialog did not ask whether a file with the ending may be replaced.
    state.apply(PanelCommand::Export(other(HEIGHTS)), 0.0);
    let effects = state.dialog_answered(DialogResult::Chosen(folder.path().join("my heights")));
    let [Effect::Export(job), ..] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(job.target, folder.path().join("my heights 2.png"));
    state.exported(job.run());
    state.apply(PanelCommand::DismissWritten(0), 0.0);
    // The next dialog starts in the folder of this export.
    let effects = state.apply(PanelCommand::Export(other(ExportKind::Textures(TexturesExport::default()))), 0.0);
    assert!(
        matches!(&effects[..], [Effect::ShowDialog(DialogRequest { folder: Some(asked), .. })] if asked == folder.path())
    );
}

#[test]
fn notices_leave_after_a_while_and_the_newest_stay() {
    let (mut state, seen) = (State::new(Settings::default(), LaunchOptions::default()), |state: &State| {
        state.model().written.iter().map(|written| visible_path(&written.path)).collect::<Vec<_>>()
    });
    let write = |state: &mut State, path: &str, now_secs: f64| {
        state.advance(now_secs);
        state.exports.notify(notice(path));
    };
    for (path, now_secs) in [("a", 1.0), ("b", 2.0), ("c", 3.0), ("d", 4.0)] {
        write(&mut state, path, now_secs);
    }
    assert_eq!(seen(&state), ["b", "c", "d"], "the newest three");
    assert_eq!(state.message_until_secs(), Some(2.0 + NOTICE_SECS));
    state.advance(3.0 + NOTICE_SECS);
    assert_eq!(seen(&state), ["d"]);
    // While the cursor is there, one may want to copy the path.
    state.exports.keep_notices(3.9 + NOTICE_SECS);
    state.advance(4.0 + NOTICE_SECS);
    assert_eq!(seen(&state), ["d"]);
    state.advance(3.9 + NOTICE_SECS + AFTER_CURSOR_SECS);
    assert_eq!((seen(&state), state.message_until_secs()), (Vec::new(), None));
}

#[test]
fn the_dialog_keeps_its_choice_estimates_the_size_and_closes_with_the_start() {
    let (mut state, folder) = (demo(), tempfile::tempdir().unwrap());
    let choice = other(HEIGHTS).with_format(4);
    assert_eq!(state.model().export_dialog.estimate, None, "closed");
    assert_eq!(state.apply(PanelCommand::ChooseExport(choice), 0.0), []);
    let dialog = state.model().export_dialog;
    assert!(state.model().open_panels.is_open(PanelId::Export) && dialog.choice == choice);
    let effects = state.apply(PanelCommand::Export(choice), 0.0);
    assert!(
        matches!(&effects[..], [Effect::ShowDialog(request)] if request.file_name == "demo-heights.r32"),
        "{effects:?}"
    );
    assert!(state.model().open_panels.is_open(PanelId::Export), "the place may be refused");
    let effects = state.dialog_answered(DialogResult::Chosen(folder.path().join("heights")));
    let [Effect::Export(job), ..] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(job.target, folder.path().join("heights.r32"), "the chosen format's ending");
    assert!(!state.model().open_panels.is_open(PanelId::Export));
    state.exported(job.run());
    let bytes = std::fs::metadata(folder.path().join("heights.r32")).unwrap().len();
    assert_eq!(dialog.estimate.map(|estimate| (estimate.bytes, estimate.files)), Some((bytes, 2)));
}

#[test]
fn import_settings_stay_until_they_are_closed() {
    let (mut state, folder) = (demo(), tempfile::tempdir().unwrap());
    for engine in [Engine::Unity, Engine::Unreal] {
        let kind = ExportKind::Heights(HeightsExport { engine: Some(engine) });
        state.apply(PanelCommand::Export(other(kind)), 0.0);
        let target = folder.path().join(kind.file_name("demo"));
        let effects = state.dialog_answered(DialogResult::Chosen(target));
        let [Effect::Export(job), ..] = &effects[..] else { panic!("{effects:?}") };
        state.exported(job.run());
    }
    state.advance(1e6);
    let written = state.model().written.to_vec();
    assert_eq!(written.len(), 2);
    for (written, field) in written.iter().zip(["Terrain Height", "Scale Z"]) {
        let fields = written.engine_settings.map(|settings| settings.fields()).unwrap();
        assert!(fields.iter().any(|(name, _)| *name == field), "{fields:?}");
        assert!(!written.report.contains('{'), "no JSON: {}", written.report);
    }
    assert_eq!(state.message_until_secs(), None);
    state.apply(PanelCommand::DismissWritten(0), 1e6);
    assert_eq!(state.model().written.len(), 1);
}

#[test]
fn a_notice_says_which_file_can_be_opened() {
    let shown = |kind: ExportKind| kind.shown_file(Path::new("out"));
    assert_eq!(shown(WEB_MAP), Some(Path::new("out").join("index.html")));
    assert_eq!(shown(SPLAT), None);
    let mut state = State::new(Settings::default(), LaunchOptions::default());
    state.screenshot_written(Ok("a.png".into()));
    assert_eq!(state.model().written[0].shown_file, Some("a.png".into()));
    let copied = state.apply(PanelCommand::CopyPicture("a.png".into()), 0.0);
    assert_eq!(copied, [Effect::Run(BackgroundTask::CopyPicture("a.png".into()))]);
    let request = DesktopRequest::ShowInFolder("a.png".into());
    assert_eq!(state.apply(PanelCommand::Desktop(request.clone()), 0.0), [Effect::Desktop(request.clone())]);
    state.desktop_failed(&request, "no such program");
    let problem = &state.model().problems[0];
    assert!(problem.detail == "no such program" && problem.advice.contains("Copy the path"), "{problem:?}");
}

#[test]
fn a_folder_is_made_inside_the_chosen_one_and_can_be_canceled() {
    let (mut state, folder) = (demo(), tempfile::tempdir().unwrap());
    state.apply(PanelCommand::Export(other(WEB_MAP)), 0.0);
    let effects = state.dialog_answered(DialogResult::Chosen(folder.path().to_owned()));
    let [Effect::Export(job), ..] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(job.target, folder.path().join("demo-map"));
    state.apply(PanelCommand::CancelExport, 0.0);
    assert!(state.model().exporting.is_some_and(|exporting| exporting.stopping));
    let outcome = job.run();
    assert!(matches!(outcome, ExportOutcome::Canceled));
    state.exported(outcome);
    assert!(state.model().toast.is_some_and(|toast| toast.contains("canceled")));
    assert!(state.model().written.is_empty() && state.model().problems.is_empty());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_failure_and_a_missing_dialog_are_reported() {
    let (mut state, folder) = (demo(), tempfile::tempdir().unwrap());
    state.apply(PanelCommand::Export(other(SPLAT)), 0.0);
    let effects = state.dialog_answered(DialogResult::Chosen(folder.path().join("gone")));
    let [Effect::Export(job), ..] = &effects[..] else { panic!("{effects:?}") };
    state.exported(job.run());
    let problem = &state.model().problems[0];
    assert!(problem.title.contains("Splat maps") && problem.again == Some(other(SPLAT)), "{problem:?}");
    assert!(problem.advice.contains("existing folder"), "{problem:?}");
    state.apply(PanelCommand::Export(other(SPLAT)), 0.0);
    assert_eq!(state.dialog_answered(DialogResult::Canceled), []);
    state.apply(PanelCommand::Export(other(SPLAT)), 0.0);
    assert_eq!(state.dialog_answered(DialogResult::Unavailable), []);
    assert!(state.model().problems[1].advice.contains("gtd-viewer export"), "{:?}", state.model().problems);
    assert!(!state.model().dialog_open && !state.is_exporting());
}

#[test]
fn selected_objects_are_exported_without_the_rest() {
    use crate::export::mesh::MeshExport;
    use crate::export::shape::ShapeExport;
    use crate::ui::{InspectCommand, SelectHow};
    let mut state = demo();
    let oak = |state: &State| {
        let alike = state.inspection.objects.same_kind();
        (alike.iter().collect::<Vec<_>>(), state.inspection.objects.model().unwrap().placed.name.clone())
    };
    let select = |state: &mut State, objects: &[usize]| {
        let select = InspectCommand::Select { objects: objects.to_vec(), how: SelectHow::Only, fly: false };
        state.apply(PanelCommand::Inspect(select), 0.0);
    };
    select(&mut state, &[5, 9]);
    let (alike, name) = oak(&state);
    let mesh = ExportKind::Mesh(MeshExport::OBJECTS);
    let shape = ExportKind::Shape(ShapeExport { index: None });
    for (subject, kind, proposed, taken) in [
        (ExportSubject::Selection, mesh, "demo-objects.glb".to_owned(), vec![5, 9]),
        (ExportSubject::Kind, mesh, format!("{name}.glb"), alike),
        (ExportSubject::Selection, shape, format!("{name}.n3shape"), vec![5]),
    ] {
        let choice = ExportChoice::new(Preset::of(subject, kind));
        assert_eq!(choice.file_name(&state.name_of(choice, "demo")), proposed);
        let count = state.inspection.objects.model().unwrap().count;
        let expected = ObjectList::all_but(&taken.into_iter().collect(), count);
        assert_eq!(state.left_out(choice), expected, "{subject:?}");
    }
    let zone = ExportChoice::default();
    assert_eq!((state.left_out(zone), state.name_of(zone, "demo")), (ObjectList::default(), "demo".to_owned()));
}

//! Exports of the open zone: requests, progress and results.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Effect, State};
use crate::app::dialog::{DialogPurpose, DialogRequest};
use crate::app::export::{ExportJob, ExportOutcome, RunningExport};
use crate::app::screenshot::ScreenshotResult;
use crate::export::{ExportKind, ExportReport};
use crate::formats::kernel::visible::visible_path;
use crate::ui::text::fill;
use crate::ui::{Exporting, Problem, Texts, Written};
use crate::zone::error::with_causes;

/// Time for which the notice of a finished export is shown, seconds.
const NOTICE_SECS: f64 = 10.0;
/// Time for which it stays after the cursor has left it, seconds.
const AFTER_CURSOR_SECS: f64 = 3.0;
/// Maximum number of such notices.
const MOST_NOTICES: usize = 3;

/// Running and finished exports.
#[derive(Default)]
pub struct Exports {
    running: Option<(ExportKind, Arc<RunningExport>)>,
    /// Notices of finished exports, oldest first.
    written: Vec<Written>,
    /// Times at which they leave.
    leaves_secs: Vec<f64>,
    now_secs: f64,
}

impl Exports {
    /// Removes the notices whose time is over.
    pub fn advance(&mut self, now_secs: f64) {
        self.now_secs = now_secs;
        while let Some(index) = self.leaves_secs.iter().position(|leaves_secs| *leaves_secs <= now_secs) {
            self.dismiss(index);
        }
    }

    /// Keeps the notices while the cursor is over them.
    pub fn keep_notices(&mut self, now_secs: f64) {
        let least_secs = now_secs + AFTER_CURSOR_SECS;
        self.leaves_secs.iter_mut().for_each(|leaves_secs| *leaves_secs = leaves_secs.max(least_secs));
    }

    /// Time at which the next notice leaves, if one will.
    pub fn next_leaves_secs(&self) -> Option<f64> {
        self.leaves_secs.iter().copied().filter(|secs| secs.is_finite()).reduce(f64::min)
    }

    /// Shows a notice for a while; one with values to be typed elsewhere, until it is closed.
    fn notify(&mut self, written: Written) {
        let stays = written.engine_settings.is_some();
        self.written.push(written);
        self.leaves_secs.push(if stays { f64::INFINITY } else { self.now_secs + NOTICE_SECS });
        if self.written.len() > MOST_NOTICES {
            self.dismiss(0);
        }
    }

    fn dismiss(&mut self, index: usize) {
        if index < self.written.len() {
            self.written.remove(index);
            self.leaves_secs.remove(index);
        }
    }
}

impl State {
    /// Asks for the target of an export.
    pub(super) fn ask_where(&mut self, kind: ExportKind) -> Vec<Effect> {
        let Some(open) = self.zone.get().filter(|_| self.exports.running.is_none()) else { return Vec::new() };
        let folder = self.settings.export_folder.clone();
        let folder = folder.or_else(|| open.file().and_then(Path::parent).map(Path::to_owned));
        let file_name = kind.file_name(&open.zone.name);
        self.show_dialog(DialogRequest { purpose: DialogPurpose::Export(kind), folder, file_name })
    }

    /// Starts an export to the chosen target: a file, or the parent of a new folder.
    pub(super) fn export_to(&mut self, kind: ExportKind, chosen: PathBuf) -> Vec<Effect> {
        let Some(open) = self.zone.get() else { return Vec::new() };
        let name = kind.file_name(&open.zone.name);
        let target = if kind.output().is_folder() { chosen.join(name) } else { with_extension(chosen, kind) };
        self.settings.export_folder = target.parent().map(Path::to_owned);
        let running = Arc::new(RunningExport::default());
        self.exports.running = Some((kind, running.clone()));
        let job = ExportJob { kind, zone: open.zone.clone(), target, running };
        vec![Effect::Export(Box::new(job)), Effect::Save]
    }

    /// Cancels the running export; its thread reports the cancellation.
    pub(super) fn cancel_export(&mut self) {
        self.exports.running.iter().for_each(|(_, running)| running.cancel());
    }

    /// Removes a message about a finished export.
    pub(super) fn dismiss_written(&mut self, index: usize) {
        self.exports.dismiss(index);
    }

    /// Handles the result of an export.
    pub fn exported(&mut self, outcome: ExportOutcome) {
        let Some((kind, _)) = self.exports.running.take() else { return };
        let text = self.text();
        let what: [(&str, &dyn std::fmt::Display); 1] = [("what", &(text.export_kind)(kind).name)];
        match outcome {
            ExportOutcome::Written(path, report) => self.exports.notify(written(text, kind, path, &report)),
            ExportOutcome::Canceled => self.say(&fill(text.messages.export_canceled, &what)),
            ExportOutcome::Failed(error) => self.messages.complain(Problem {
                title: fill(text.messages.export_failed, &what),
                detail: with_causes(&error),
                advice: (text.remedy)(error.remedy()).to_owned(),
                again: Some(kind),
            }),
        }
    }

    /// Handles the result of a screenshot. Only the latest file is shown.
    pub fn screenshot_written(&mut self, result: ScreenshotResult) {
        match result {
            Ok(path) => {
                self.messages.unsay();
                if let Some(before) = self.exports.written.iter().position(|written| written.kind.is_none()) {
                    self.exports.dismiss(before);
                }
                let shown_file = Some(path.clone());
                let report = String::new();
                self.exports.notify(Written { kind: None, path, shown_file, report, engine_settings: None });
            }
            Err(error) => self.complain(self.text().messages.screenshot_unwritten, &with_causes(&error)),
        }
    }

    /// Whether an export is running.
    pub fn is_exporting(&self) -> bool {
        self.exports.running.is_some()
    }

    /// Cancels the export at exit; its partial files are removed when the program ends.
    pub fn abandon_export(&mut self) {
        self.exports.running.take().iter().for_each(|(_, running)| running.cancel());
    }

    pub(super) fn exporting(&self) -> Option<Exporting> {
        self.exports.running.as_ref().map(|(kind, running)| Exporting {
            kind: *kind,
            step: running.current_step(),
            parts: running.parts(),
            stopping: running.is_canceled(),
        })
    }

    pub(super) fn written(&self) -> &[Written] {
        &self.exports.written
    }
}

/// The notice of a finished export.
fn written(text: &Texts, kind: ExportKind, path: PathBuf, report: &ExportReport) -> Written {
    let mut about = (text.export_report)(report);
    for companion in kind.plan(&path).paths().skip(1) {
        about.push_str(&format!("\n+ {}", visible_path(companion.file_name().unwrap_or_default())));
    }
    let engine_settings = match report {
        ExportReport::Heights(heights) => heights.engine_settings(),
        _ => None,
    };
    let shown_file = kind.shown_file(&path);
    Written { kind: Some(kind), path, shown_file, report: about, engine_settings }
}

/// Ensures an extension of one of the export's formats; dialogs may omit it. The dialog has not asked about a file with
/// the completed name: if there is one, a number is added.
fn with_extension(path: PathBuf, kind: ExportKind) -> PathBuf {
    let output = kind.output();
    let usual = output.types().first().and_then(|known| known.extensions.first());
    let (false, Some(usual)) = (output.has_ending(&path), usual) else { return path };
    let completed = |number: String| {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!("{number}.{usual}"));
        path.with_file_name(name)
    };
    let numbers = std::iter::once(String::new()).chain((2..).map(|number| format!(" {number}")));
    let mut names = numbers.map(completed);
    names.find(|name| !name.exists()).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::background_task::BackgroundTask;
    use crate::app::dialog::DialogResult;
    use crate::app::settings::Settings;
    use crate::app::state::LaunchOptions;
    use crate::export::heights::{Engine, HeightsExport};
    use crate::export::splat::SplatExport;
    use crate::export::textures::TexturesExport;
    use crate::export::web_map::WebMapExport;
    use crate::load::ZoneSource;
    use crate::ui::{DesktopRequest, PanelCommand};

    const HEIGHTS: ExportKind = ExportKind::Heights(HeightsExport { engine: None });
    const SPLAT: ExportKind = ExportKind::Splat(SplatExport {});
    const WEB_MAP: ExportKind = ExportKind::WebMap(WebMapExport::DEFAULT);

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
        let effects = state.apply(PanelCommand::Export(HEIGHTS), 0.0);
        let (purpose, file_name) = (DialogPurpose::Export(HEIGHTS), "demo-heights.png".to_owned());
        assert_eq!(effects, [Effect::ShowDialog(DialogRequest { purpose, folder: None, file_name })]);
        assert_eq!(state.apply(PanelCommand::Export(HEIGHTS), 0.0), [], "one dialog at a time");
        let effects = state.dialog_answered(DialogResult::Chosen(folder.path().join("my heights")));
        let [Effect::Export(job), Effect::Save] = &effects[..] else { panic!("{effects:?}") };
        assert_eq!(job.target, folder.path().join("my heights.png"), "with the proposed format's ending");
        let model = state.model();
        assert_eq!(model.exporting.map(|exporting| (exporting.kind, exporting.stopping)), Some((job.kind, false)));
        assert_eq!(state.apply(PanelCommand::Export(WEB_MAP), 0.0), [], "one at a time");
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
        state.apply(PanelCommand::Export(HEIGHTS), 0.0);
        let effects = state.dialog_answered(DialogResult::Chosen(folder.path().join("my heights")));
        let [Effect::Export(job), ..] = &effects[..] else { panic!("{effects:?}") };
        assert_eq!(job.target, folder.path().join("my heights 2.png"));
        state.exported(job.run());
        state.apply(PanelCommand::DismissWritten(0), 0.0);
        // The next dialog starts in the folder of this export.
        let effects = state.apply(PanelCommand::Export(ExportKind::Textures(TexturesExport::default())), 0.0);
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
    fn import_settings_stay_until_they_are_closed() {
        let (mut state, folder) = (demo(), tempfile::tempdir().unwrap());
        for engine in [Engine::Unity, Engine::Unreal] {
            let kind = ExportKind::Heights(HeightsExport { engine: Some(engine) });
            state.apply(PanelCommand::Export(kind), 0.0);
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
        state.apply(PanelCommand::Export(WEB_MAP), 0.0);
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
        state.apply(PanelCommand::Export(SPLAT), 0.0);
        let effects = state.dialog_answered(DialogResult::Chosen(folder.path().join("gone")));
        let [Effect::Export(job), ..] = &effects[..] else { panic!("{effects:?}") };
        state.exported(job.run());
        let problem = &state.model().problems[0];
        assert!(problem.title.contains("Splat maps") && problem.again == Some(SPLAT), "{problem:?}");
        assert!(problem.advice.contains("existing folder"), "{problem:?}");
        state.apply(PanelCommand::Export(SPLAT), 0.0);
        assert_eq!(state.dialog_answered(DialogResult::Canceled), []);
        state.apply(PanelCommand::Export(SPLAT), 0.0);
        assert_eq!(state.dialog_answered(DialogResult::Unavailable), []);
        assert!(state.model().problems[1].advice.contains("gtd-viewer export"), "{:?}", state.model().problems);
        assert!(!state.model().dialog_open && !state.is_exporting());
    }
}

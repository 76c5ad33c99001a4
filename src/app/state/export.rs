//! Exports of the open zone: requests, progress and results.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Effect, State};
use crate::app::dialog::{DialogPurpose, DialogRequest};
use crate::app::export::{ExportJob, ExportOutcome, RunningExport};
use crate::app::screenshot::ScreenshotResult;
use crate::export::ExportKind;
use crate::formats::kernel::visible::visible_path;
use crate::ui::text::fill;
use crate::ui::{Exporting, Written};
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

    /// Time at which the next notice leaves.
    pub fn next_leaves_secs(&self) -> Option<f64> {
        self.leaves_secs.iter().copied().reduce(f64::min)
    }

    fn notify(&mut self, written: Written) {
        self.written.push(written);
        self.leaves_secs.push(self.now_secs + NOTICE_SECS);
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
            ExportOutcome::Written(path, report) => {
                let mut report = (text.export_report)(&report);
                for companion in kind.plan(&path).paths().skip(1) {
                    report.push_str(&format!("\n+ {}", visible_path(companion.file_name().unwrap_or_default())));
                }
                self.exports.notify(Written { kind: Some(kind), path: visible_path(&path), report });
            }
            ExportOutcome::Canceled => self.say(&fill(text.messages.export_canceled, &what)),
            ExportOutcome::Failed(error) => {
                self.complain(&fill(text.messages.export_failed, &what), &with_causes(&error));
            }
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
                self.exports.notify(Written { kind: None, path: visible_path(&path), report: String::new() });
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
    use crate::app::dialog::DialogResult;
    use crate::app::settings::Settings;
    use crate::app::state::LaunchOptions;
    use crate::export::heights::HeightsExport;
    use crate::export::splat::SplatExport;
    use crate::export::textures::TexturesExport;
    use crate::export::web_map::WebMapExport;
    use crate::load::ZoneSource;
    use crate::ui::PanelCommand;

    const HEIGHTS: ExportKind = ExportKind::Heights(HeightsExport { engine: None });
    const SPLAT: ExportKind = ExportKind::Splat(SplatExport {});
    const WEB_MAP: ExportKind = ExportKind::WebMap(WebMapExport::DEFAULT);

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
        assert!(std::path::Path::new(&written[0].path).is_file());
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
            state.model().written.iter().map(|written| written.path.clone()).collect::<Vec<_>>()
        });
        let write = |state: &mut State, path: &str, now_secs: f64| {
            state.advance(now_secs);
            state.exports.notify(Written { kind: Some(HEIGHTS), path: path.into(), report: String::new() });
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
        assert!(state.model().problems[0].title.contains("Splat maps"), "{:?}", state.model().problems);
        state.apply(PanelCommand::Export(SPLAT), 0.0);
        assert_eq!(state.dialog_answered(DialogResult::Canceled), []);
        state.apply(PanelCommand::Export(SPLAT), 0.0);
        assert_eq!(state.dialog_answered(DialogResult::Unavailable), []);
        assert!(state.model().problems[1].detail.contains("gtd-viewer export"), "{:?}", state.model().problems);
        assert!(!state.model().dialog_open && !state.is_exporting());
    }
}

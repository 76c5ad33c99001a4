//! Exports of the open zone: requests, progress and results.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Effect, State};
use crate::app::dialog::{DialogPurpose, DialogRequest};
use crate::app::export::{ExportJob, ExportOutcome, RunningExport};
use crate::app::screenshot::ScreenshotResult;
use crate::export::{ExportChoice, ExportKind, ExportReport, ExportSubject};
use crate::formats::kernel::visible::visible_path;
use crate::platform::fs;
use crate::scene::objects::ObjectList;
use crate::ui::text::fill;
use crate::ui::{ExportDialog, Exporting, PanelId, Problem, Texts, Written};
use crate::zone::error::with_causes;

/// Time for which the notice of a finished export is shown, seconds.
const NOTICE_SECS: f64 = 10.0;
/// Time for which it stays after the cursor has left it, seconds.
const AFTER_CURSOR_SECS: f64 = 3.0;
/// Maximum number of such notices.
const MOST_NOTICES: usize = 3;

/// Chosen, running and finished exports.
#[derive(Default)]
pub struct Exports {
    /// The choice of the dialog.
    choice: ExportChoice,
    running: Option<(ExportChoice, Arc<RunningExport>)>,
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
    /// Shows the dialog with a choice.
    pub(super) fn choose_export(&mut self, choice: ExportChoice) {
        self.exports.choice = choice;
        self.panels.show(PanelId::Export, true);
    }

    /// Data of the export dialog.
    pub(super) fn export_dialog(&self) -> ExportDialog {
        let choice = self.exports.choice;
        let open = self.zone.get().filter(|_| self.panels.is_open(PanelId::Export));
        // The size of a few objects is not known before they are read.
        let open = open.filter(|_| choice.subject == ExportSubject::Zone);
        let estimate = open.map(|open| choice.kind.estimate(open.zone.ground.gtd(), choice.extension()));
        ExportDialog { choice, estimate }
    }

    /// Asks for the target of an export.
    pub(super) fn ask_where(&mut self, choice: ExportChoice) -> Vec<Effect> {
        let Some(open) = self.zone.get().filter(|_| self.exports.running.is_none()) else { return Vec::new() };
        let folder = self.settings.export_folder.clone();
        let folder = folder.or_else(|| open.file().and_then(Path::parent).map(Path::to_owned));
        let file_name = choice.file_name(&self.name_of(choice, &open.zone.name));
        self.show_dialog(DialogRequest { purpose: DialogPurpose::Export(choice), folder, file_name })
    }

    /// Starts an export to the chosen target: a file, or the parent of a new folder.
    pub(super) fn export_to(&mut self, choice: ExportChoice, chosen: PathBuf) -> Vec<Effect> {
        let Some(open) = self.zone.get() else { return Vec::new() };
        let (kind, name) = (choice.kind, choice.file_name(&self.name_of(choice, &open.zone.name)));
        let target = if kind.output().is_folder() { chosen.join(name) } else { with_extension(chosen, choice) };
        self.settings.export_folder = target.parent().map(Path::to_owned);
        let running = Arc::new(RunningExport::default());
        self.exports.running = Some((choice, running.clone()));
        self.panels.show(PanelId::Export, false);
        let (hide, server) = (self.left_out(choice), self.zone.server().cloned());
        let job = ExportJob { kind, zone: open.zone.clone(), hide, server, target, running };
        vec![Effect::Export(Box::new(job)), Effect::Save]
    }

    /// The objects that an export leaves out.
    fn left_out(&self, choice: ExportChoice) -> ObjectList {
        let picked = &self.inspection.objects;
        let Some(shown) = picked.model().filter(|_| choice.subject != ExportSubject::Zone) else {
            return self.hidden.list().clone();
        };
        let taken = match (choice.subject, choice.kind) {
            (_, ExportKind::Shape(_)) => [shown.index].into_iter().collect(),
            (ExportSubject::Kind, _) => picked.same_kind(),
            _ => picked.selected().iter().copied().collect(),
        };
        ObjectList::all_but(&taken, shown.count)
    }

    /// Name of what is exported: of the zone, or of an object.
    fn name_of(&self, choice: ExportChoice, zone: &str) -> String {
        let picked = &self.inspection.objects;
        let is_one = choice.subject == ExportSubject::Kind
            || matches!(choice.kind, ExportKind::Shape(_))
            || picked.selected().len() == 1;
        match picked.model() {
            Some(shown) if choice.subject != ExportSubject::Zone && is_one => shown.placed.name.clone(),
            Some(_) if choice.subject != ExportSubject::Zone => format!("{zone}-objects"),
            _ => zone.to_owned(),
        }
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
        let Some((choice, _)) = self.exports.running.take() else { return };
        let (text, kind) = (self.text(), choice.kind);
        let what: [(&str, &dyn std::fmt::Display); 1] = [("what", &(text.export_kind)(kind).name)];
        match outcome {
            ExportOutcome::Written(path, report) => self.exports.notify(written(text, kind, path, &report)),
            ExportOutcome::Canceled => self.say(&fill(text.messages.export_canceled, &what)),
            ExportOutcome::Failed(error) => self.messages.complain(Problem {
                title: fill(text.messages.export_failed, &what),
                detail: with_causes(&error),
                advice: (text.remedy)(error.remedy()).to_owned(),
                again: Some(choice),
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
        self.exports.running.as_ref().map(|(choice, running)| Exporting {
            kind: choice.kind,
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
fn with_extension(path: PathBuf, choice: ExportChoice) -> PathBuf {
    if choice.kind.output().has_ending(&path) {
        return path;
    }
    let usual = choice.extension();
    let completed = |number: String| {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!("{number}.{usual}"));
        path.with_file_name(name)
    };
    let numbers = std::iter::once(String::new()).chain((2..).map(|number| format!(" {number}")));
    let mut names = numbers.map(completed);
    names.find(|name| !fs::exists(name)).unwrap_or(path)
}

#[cfg(test)]
mod tests;

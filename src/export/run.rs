//! Running an export: its output appears whole or not at all.

use std::path::PathBuf;

use super::staging::{Origin, Staging};
use super::{ExportContext, ExportError, ExportKind, ExportReport, ExportStep};

/// A finished export.
#[derive(Clone, Debug, PartialEq)]
pub struct Finished {
    /// The file or folder.
    pub path: PathBuf,
    /// Whether files of other origin are kept in the folder.
    pub is_merged: bool,
    pub report: ExportReport,
}

/// Runs an export whose plan is checked against its inputs. Files are written under temporary names and renamed (`AtomicFile`); a folder is collected beside the
/// output and moved there.
///
/// # Errors
/// The export was canceled, an input cannot be read, or the output cannot be written. Nothing is left in that case.
pub fn run(kind: &ExportKind, context: &ExportContext<'_>) -> Result<Finished, ExportError> {
    context.plan.check_inputs(&context.source.files_read().into_iter().collect())?;
    if !kind.output().is_folder() {
        return Ok(Finished { path: context.output().to_owned(), is_merged: false, report: kind.run(context)? });
    }
    let failed = |error| ExportError::write(context.output(), error);
    let folder = Staging::begin(context.output(), context.existing, origin(kind, context)).map_err(failed)?;
    let context = ExportContext { folder: Some(&folder), ..*context };
    let report = kind.run(&context)?;
    context.step(ExportStep::Placing)?;
    let placed = folder.finish().map_err(failed)?;
    Ok(Finished { path: placed.path, is_merged: placed.is_merged, report })
}

/// The same for each run of an export with this input. Outputs of another export or input are not replaced.
fn origin(kind: &ExportKind, context: &ExportContext<'_>) -> Origin {
    let part = kind.part().map(|part| format!("{part} of ")).unwrap_or_default();
    let input = context.source.file_name();
    Origin::Manifest(format!("gtd-viewer export {} {part}{}", kind.name(), input.escape_debug()))
}

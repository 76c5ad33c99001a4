//! Outputs: what commands and the window's exports may write where. Everything that writes files for the user is
//! checked here before its work starts.
//!
//! Refused are an output that is an input, under whatever name; an ending that is not written; a folder in place of a
//! file, and the reverse; a companion that no earlier export of the same output wrote; and a place that cannot be
//! written.

mod companion;
mod error;
mod inputs;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

pub use companion::{Companion, PNG_KEYWORD, companion_name, materials_line};
pub use error::OutputError;
pub use inputs::InputFiles;

use super::Output;
use super::atomic_file::{AtomicFile, Target};
use crate::platform::fs;
use crate::platform::fs::FileId;

/// An output of a command, and the companions beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputPlan {
    path: PathBuf,
    output: Output,
    companions: Vec<Companion>,
    takes_standard_output: bool,
}

impl OutputPlan {
    /// An output without companions.
    pub fn new(path: &Path, output: Output) -> OutputPlan {
        OutputPlan { path: path.to_owned(), output, companions: Vec::new(), takes_standard_output: false }
    }

    /// Adds files that are written beside the output. There are none beside a device or pipe.
    pub(crate) fn with_companions(mut self, companions: Vec<Companion>) -> OutputPlan {
        if is_stored(&self.path) {
            self.companions = companions;
        }
        self
    }

    /// Accepts `-`, standard output.
    pub fn or_standard_output(self) -> OutputPlan {
        OutputPlan { takes_standard_output: true, ..self }
    }

    /// The output's path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The paths of all files that are written; of a folder, its path alone.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        std::iter::once(self.path()).chain(self.companions.iter().map(|companion| companion.path.as_path()))
    }

    /// Checks the output against the files that a command reads, and its ending.
    ///
    /// # Errors
    /// Wrong usage: another output must be chosen.
    pub fn check(&self, inputs: &InputFiles) -> Result<(), OutputError> {
        match Target::of(&self.path) {
            Target::StandardOutput if !self.takes_standard_output => Err(OutputError::StandardOutput),
            Target::StandardOutput => refuse(FileId::of_standard_output(), &self.path, inputs),
            Target::Direct if self.output.is_folder() => Err(OutputError::IsFile(self.path.clone())),
            Target::Direct => self.check_inputs(inputs),
            Target::File(end) => {
                self.check_ending(&end)?;
                self.check_inputs(inputs)
            }
        }
    }

    /// Checks that neither the output nor a companion is one of these files.
    ///
    /// # Errors
    /// [`OutputError::IsInput`].
    pub fn check_inputs(&self, inputs: &InputFiles) -> Result<(), OutputError> {
        self.paths().try_for_each(|path| refuse(FileId::of(path).ok(), path, inputs))
    }

    fn check_ending(&self, end: &Path) -> Result<(), OutputError> {
        let Output::File { expected, .. } = self.output else { return Ok(()) };
        if !self.output.has_ending(&self.path) {
            return Err(OutputError::Ending { path: self.path.clone(), expected });
        }
        match end == self.path || self.output.has_ending(end) {
            true => Ok(()),
            false => Err(OutputError::LinkEnding { path: self.path.clone(), end: end.to_owned(), expected }),
        }
    }

    /// Checks that everything can be written, and that no file is replaced which is not the output's own. `force`
    /// replaces companions that another program wrote.
    ///
    /// # Errors
    /// A file is in the way, or the system does not allow to write there.
    pub fn check_place(&self, force: bool) -> Result<(), OutputError> {
        let Target::File(end) = Target::of(&self.path) else { return Ok(()) };
        check_kind(&self.path, &end, self.output.is_folder())?;
        self.companions.iter().try_for_each(|companion| self.check_companion(companion, force))?;
        // What is written into an existing folder is for `Staging` to decide.
        if self.output.is_folder() && fs::is_folder(&end) { Ok(()) } else { probe(&end, &self.path) }
    }

    fn check_companion(&self, companion: &Companion, force: bool) -> Result<(), OutputError> {
        let Target::File(end) = Target::of(&companion.path) else { return Ok(()) };
        check_kind(&companion.path, &end, false)?;
        if !force && fs::symlink_metadata(&end).is_ok() && !companion.is_written_for(&self.path) {
            let (companion, output) = (companion.path.clone(), self.path.clone());
            return Err(OutputError::ForeignCompanion { companion, output });
        }
        Ok(())
    }

    /// Checks companions whose names are known only after the input was read, as the others before.
    ///
    /// # Errors
    /// As those of [`OutputPlan::check_inputs`] and [`OutputPlan::check_place`].
    pub(crate) fn check_late(
        &self,
        companions: &[&Companion],
        inputs: &InputFiles,
        force: bool,
    ) -> Result<(), OutputError> {
        companions.iter().try_for_each(|companion| {
            refuse(FileId::of(&companion.path).ok(), &companion.path, inputs)?;
            self.check_companion(companion, force)
        })
    }
}

/// Refuses a path whose file is among the inputs.
fn refuse(id: Option<FileId>, path: &Path, inputs: &InputFiles) -> Result<(), OutputError> {
    match id.and_then(|id| inputs.find(id)) {
        Some(input) => Err(OutputError::IsInput { output: path.to_owned(), input: input.to_owned() }),
        None => Ok(()),
    }
}

/// Checks that a file does not take the place of a folder, nor the reverse, and that an existing file may be replaced.
fn check_kind(path: &Path, end: &Path, is_folder: bool) -> Result<(), OutputError> {
    let Ok(known) = fs::metadata(end) else { return Ok(()) };
    match (known.is_dir(), is_folder) {
        (true, false) => Err(OutputError::IsFolder(path.to_owned())),
        (false, true) => Err(OutputError::IsFile(path.to_owned())),
        (false, false) if known.permissions().readonly() => Err(OutputError::WriteProtected(path.to_owned())),
        _ => Ok(()),
    }
}

/// Checks that a file or folder can be created, by creating a temporary file at its place, or in the nearest folder
/// above it that exists.
fn probe(end: &Path, named: &Path) -> Result<(), OutputError> {
    let mut place = end.to_owned();
    loop {
        let folder = match place.parent() {
            Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
            Some(folder) => folder,
            None => break,
        };
        match fs::metadata(folder) {
            Ok(known) if known.is_dir() => break,
            Ok(_) => return Err(OutputError::BelowFile { path: named.to_owned(), file: folder.to_owned() }),
            Err(_) => place = folder.to_owned(),
        }
    }
    let unwritable = |source| OutputError::Unwritable { path: named.to_owned(), source };
    AtomicFile::create(&place).map(drop).map_err(unwritable)
}

/// Whether an output is a file that is created or replaced, not a device, pipe or standard output.
pub fn is_stored(path: &Path) -> bool {
    matches!(Target::of(path), Target::File(_))
}

/// Whether an output is written to the same place as the program's standard output, which then is not for reports.
pub fn is_standard_output(path: &Path) -> bool {
    match Target::of(path) {
        Target::StandardOutput => true,
        Target::Direct => FileId::of(path).is_ok_and(|id| FileId::of_standard_output() == Some(id)),
        Target::File(_) => false,
    }
}

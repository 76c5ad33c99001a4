//! Environment of a running export: source, output, progress, and cancellation.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::ExportError;
use super::atomic_file::AtomicFile;
use super::outputs::{Companion, OutputPlan, is_stored};
use super::staging::Staging;
use crate::formats::gtd::Gtd;
use crate::platform::{CancelToken, Canceled};
use crate::scene::objects::ObjectModels;
use crate::scene::raster::zone_textures::ZoneTextures;
use crate::scene::shadows::ShadowField;

/// The input of an export: a zone, or a file of textures, with the client's files around it.
pub trait ExportSource: Sync {
    /// Name of the zone: the stem of its file.
    fn name(&self) -> String;

    /// Name of the input with its extension.
    fn file_name(&self) -> String {
        self.name()
    }

    /// The parsed zone; parsed on first use.
    ///
    /// # Errors
    /// The input cannot be read, or is not a zone.
    fn gtd(&self) -> Result<&Gtd, ExportError>;

    /// Tile textures, color map and base texture; missing ones are replaced by placeholders.
    ///
    /// # Errors
    /// The zone itself cannot be read.
    fn textures(&self) -> Result<ZoneTextures, ExportError>;

    /// Baked shadows; none if the zone has none.
    ///
    /// # Errors
    /// The shadow file exists, but cannot be read.
    fn shadows(&self) -> Result<Option<ShadowField>, ExportError>;

    /// Placed objects with their meshes and textures; none if the zone has none. Unusable files are left out.
    ///
    /// # Errors
    /// The zone itself cannot be read.
    fn objects(&self) -> Result<Option<ObjectModels>, ExportError>;

    /// Path and bytes of a file of textures, if that is the input instead of a zone.
    ///
    /// # Errors
    /// The file cannot be read.
    fn texture_file(&self) -> Result<Option<(PathBuf, Vec<u8>)>, ExportError> {
        Ok(None)
    }

    /// The files on disk that were read so far.
    fn files_read(&self) -> Vec<PathBuf> {
        Vec::new()
    }
}

/// A stage of an export, shown as progress.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::VariantArray)]
#[allow(missing_docs, reason = "each is a verb and its object")]
pub enum ExportStep {
    #[default]
    Beginning,
    ReadingTextures,
    ReadingShadows,
    ReadingObjects,
    WritingHeights,
    WritingTiles,
    WeighingTextures,
    ComposingPicture,
    BuildingMesh,
    WritingMesh,
    LayingOutSheet,
    WritingTextures,
    DrawingMap,
    /// Finished files are moved to their target.
    Placing,
}

/// Receiver of an export's progress, on any thread.
pub trait ProgressSink: Sync {
    /// A step starts, with nothing done.
    fn step(&self, step: ExportStep);
    /// `done` of `total` parts of the step are complete.
    fn progress(&self, done: usize, total: usize);
}

/// Environment of a running export.
#[derive(Clone, Copy)]
pub struct ExportContext<'a> {
    /// Source of the data.
    pub source: &'a dyn ExportSource,
    /// The output.
    pub plan: &'a OutputPlan,
    /// Collects the files of a folder.
    pub(crate) folder: Option<&'a Staging>,
    /// Cancellation, checked at each step, part and file.
    pub cancel: &'a CancelToken,
    /// Receiver of steps and parts.
    pub progress: &'a dyn ProgressSink,
}

impl ExportContext<'_> {
    /// The file or folder to write.
    pub fn output(&self) -> &Path {
        self.plan.path()
    }

    /// Starts a step, unless the export was canceled.
    ///
    /// # Errors
    /// The export was canceled.
    pub fn step(&self, step: ExportStep) -> Result<(), ExportError> {
        self.check()?;
        self.progress.step(step);
        Ok(())
    }

    /// Reports completed parts of the step.
    ///
    /// # Errors
    /// The export was canceled.
    pub fn progress(&self, done: usize, total: usize) -> Result<(), ExportError> {
        self.progress.progress(done, total);
        self.check()
    }

    /// The textures of the zone, as a step of its own.
    ///
    /// # Errors
    /// The export was canceled, or the zone cannot be read.
    pub fn textures(&self) -> Result<ZoneTextures, ExportError> {
        self.step(ExportStep::ReadingTextures)?;
        self.source.textures()
    }

    /// The shadows of the zone, as a step of its own.
    ///
    /// # Errors
    /// The export was canceled, or the shadows cannot be read.
    pub fn shadows(&self) -> Result<Option<ShadowField>, ExportError> {
        self.step(ExportStep::ReadingShadows)?;
        self.source.shadows()
    }

    /// The placed objects of the zone, as a step of its own.
    ///
    /// # Errors
    /// The export was canceled, or the zone cannot be read.
    pub fn objects(&self) -> Result<Option<ObjectModels>, ExportError> {
        self.step(ExportStep::ReadingObjects)?;
        self.source.objects()
    }

    /// Writes the output and its companions: all appear, or none. Beside a device or pipe there are no companions.
    ///
    /// # Errors
    /// The export was canceled, the output is a file that was read, or writing fails.
    pub fn write_output(&self, bytes: &[u8], companions: &[(Companion, &[u8])]) -> Result<(), ExportError> {
        self.check()?;
        self.plan.check_inputs(&self.source.files_read().into_iter().collect())?;
        let companions = if is_stored(self.output()) { companions } else { &[] };
        let mut files: Vec<(&Path, &[u8])> =
            companions.iter().map(|(companion, bytes)| (companion.path.as_path(), *bytes)).collect();
        // The output comes last: if it exists, the export is complete.
        files.push((self.output(), bytes));
        AtomicFile::write_set(&files).map_err(|error| ExportError::write(self.output(), error))
    }

    /// Adds a file to the output folder; `name` is its path below it, with `/`.
    ///
    /// # Errors
    /// The export was canceled, writing fails, or the output is no folder.
    pub fn add(&self, name: &str, bytes: &[u8]) -> Result<(), ExportError> {
        self.check()?;
        let added = self.folder.map_or(Err(ErrorKind::NotADirectory.into()), |folder| folder.add(name, bytes));
        added.map_err(|error| ExportError::write(&self.output().join(name), error))
    }

    fn check(&self) -> Result<(), ExportError> {
        if self.cancel.is_canceled() { Err(Canceled.into()) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Output;
    use crate::export::staging::{Existing, Origin};

    struct NoZone;

    impl ExportSource for NoZone {
        fn name(&self) -> String {
            "none".into()
        }

        fn gtd(&self) -> Result<&Gtd, ExportError> {
            Err(ExportError::NoTextures)
        }

        fn textures(&self) -> Result<ZoneTextures, ExportError> {
            Err(ExportError::NoTextures)
        }

        fn shadows(&self) -> Result<Option<ShadowField>, ExportError> {
            Ok(None)
        }

        fn objects(&self) -> Result<Option<ObjectModels>, ExportError> {
            Ok(None)
        }
    }

    impl ProgressSink for NoZone {
        fn step(&self, _: ExportStep) {}
        fn progress(&self, _: usize, _: usize) {}
    }

    #[test]
    fn a_canceled_export_goes_no_further_and_writes_nothing() {
        let (folder, cancel) = (tempfile::tempdir().unwrap(), CancelToken::default());
        let output = folder.path().join("a");
        let plan = OutputPlan::new(&output, Output::PICTURE);
        let staged = Staging::begin(&folder.path().join("b"), Existing::Replace, Origin::Unknown).unwrap();
        let context =
            ExportContext { source: &NoZone, plan: &plan, folder: Some(&staged), cancel: &cancel, progress: &NoZone };
        context.write_output(b"1", &[]).unwrap();
        assert!(context.shadows().unwrap().is_none());
        cancel.cancel();
        let results = [
            context.write_output(b"2", &[]),
            context.add("b.png", b"2"),
            context.step(ExportStep::Placing),
            context.progress(1, 2),
            context.shadows().map(|_| ()),
        ];
        assert!(results.iter().all(|result| matches!(result, Err(ExportError::Canceled(_)))), "{results:?}");
        drop(staged);
        assert_eq!(std::fs::read(&output).unwrap(), b"1");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

//! Environment of a running export: source, output, progress, and cancellation.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::ExportError;
use super::atomic_file::AtomicFile;
use super::outputs::{Companion, OutputPlan, is_stored};
use super::staging::{Existing, Staging};
use crate::formats::gtd::Gtd;
use crate::formats::opd::{Object, OpdFile};
use crate::formats::smd::ServerMap;
use crate::platform::{CancelToken, Canceled, fs};
use crate::scene::game_marks::GameMarks;
use crate::scene::objects::{ObjectChoice, ObjectModels, ObjectNumbers};
use crate::scene::raster::zone_textures::ZoneTextures;
use crate::scene::shadows::ShadowField;

/// Placed objects as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredObjects {
    /// The file.
    pub file: OpdFile,
    /// Numbers of the objects that are left out.
    pub left_out: ObjectNumbers,
}

impl StoredObjects {
    /// The objects of a file that a choice takes.
    pub fn new(file: OpdFile, choice: &ObjectChoice) -> StoredObjects {
        let left_out = choice.left_out(&file.objects);
        StoredObjects { file, left_out }
    }

    /// The objects that are not left out, with their numbers.
    pub fn wanted(&self) -> impl Iterator<Item = (usize, &Object)> {
        self.file.objects.iter().enumerate().filter(|(number, _)| !self.left_out.contains(*number))
    }
}

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

    /// Placed objects with their meshes and textures, and which of them are left out; none if the zone has none. Unusable
    /// files are left out.
    ///
    /// # Errors
    /// The zone itself cannot be read.
    fn objects(&self) -> Result<Option<ObjectModels>, ExportError>;

    /// The placed objects as stored, and which of them are left out; none if the zone has none.
    ///
    /// # Errors
    /// The zone or its objects cannot be read.
    fn stored_objects(&self) -> Result<Option<&StoredObjects>, ExportError> {
        Ok(None)
    }

    /// An older server map of the zone, whose parts are taken over; none if none is named.
    ///
    /// # Errors
    /// The file cannot be read.
    fn server_map(&self) -> Result<Option<&ServerMap>, ExportError> {
        Ok(None)
    }

    /// Everything of the zone that is marked: by the client's own files, and those of a server if there is one. Unusable
    /// files are left out.
    ///
    /// # Errors
    /// The zone itself cannot be read.
    fn game_marks(&self) -> Result<GameMarks, ExportError> {
        Ok(GameMarks::default())
    }

    /// Whether the input is a zone, which has a terrain: not a file of objects, nor a single model.
    fn has_terrain(&self) -> bool {
        true
    }

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
    ReadingMarks,
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
    /// Treatment of files and folders that exist.
    pub existing: Existing,
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

    /// Writes the output and its companions: all appear, or none. Companions may lie in a folder beside the output,
    /// which is created. Beside a device or pipe there are no companions.
    ///
    /// # Errors
    /// The export was canceled, the output is a file that was read, a companion would replace a file of another
    /// origin, or writing fails.
    pub fn write_output(&self, bytes: &[u8], companions: &[(Companion, &[u8])]) -> Result<(), ExportError> {
        self.check()?;
        let inputs = self.source.files_read().into_iter().collect();
        self.plan.check_inputs(&inputs)?;
        let companions = if is_stored(self.output()) { companions } else { &[] };
        let late: Vec<&Companion> = companions.iter().map(|(companion, _)| companion).collect();
        self.plan.check_late(&late, &inputs, self.existing == Existing::Force)?;
        let failed = |error| ExportError::write(self.output(), error);
        let folders = create_folders(self.output(), &late).map_err(failed)?;
        let mut files: Vec<(&Path, &[u8])> =
            companions.iter().map(|(companion, bytes)| (companion.path.as_path(), *bytes)).collect();
        // The output comes last: if it exists, the export is complete.
        files.push((self.output(), bytes));
        AtomicFile::write_set(&files).map_err(|error| {
            // Only empty folders are removed.
            folders.iter().for_each(|folder| drop(fs::remove_dir(folder)));
            failed(error)
        })
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

    /// Fails once the export was canceled.
    pub(crate) fn check(&self) -> Result<(), ExportError> {
        if self.cancel.is_canceled() { Err(Canceled.into()) } else { Ok(()) }
    }
}

/// Creates the folders of companions beside an output; returns those that did not exist.
fn create_folders(output: &Path, companions: &[&Companion]) -> io::Result<Vec<PathBuf>> {
    let folders: BTreeSet<&Path> = companions.iter().filter_map(|companion| companion.path.parent()).collect();
    let is_beside = |folder: &&Path| Some(*folder) != output.parent() && !fs::exists(folder);
    let missing = folders.into_iter().filter(is_beside);
    missing.map(|folder| fs::create_dir(folder).map(|()| folder.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Output;
    use crate::export::staging::Origin;

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
        let context = ExportContext {
            source: &NoZone,
            plan: &plan,
            existing: Existing::Replace,
            folder: Some(&staged),
            cancel: &cancel,
            progress: &NoZone,
        };
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

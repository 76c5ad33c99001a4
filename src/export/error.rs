//! Errors of exports.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};

use super::heights::HeightsError;
use super::options::MapTooLarge;
use super::outputs::OutputError;
use super::textures::SHEET_LIMIT_PX;
use crate::formats::kernel::EncodeError;
use crate::formats::kernel::visible::path_text;
use crate::platform::Canceled;
use crate::scene::server_map::RebuildError;

/// Reason why an export failed.
///
/// No message contains its cause, which is the source: chains are printed as "a: b: c".
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The user canceled.
    #[error(transparent)]
    Canceled(#[from] Canceled),
    /// The zone or the file of textures cannot be read.
    #[error(transparent)]
    Source(Box<dyn Error + Send + Sync>),
    /// The output is refused.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// A file cannot be written.
    #[error("{}", path_text(.0))]
    Write(PathBuf, #[source] io::Error),
    /// The output's extension is not one of the export's formats.
    #[error("{0}")]
    Extension(&'static str),
    /// Heights cannot be encoded.
    #[error(transparent)]
    Heights(#[from] HeightsError),
    /// The PNG encoder failed. (Its message contains its cause.)
    #[error("cannot encode the image: {0}")]
    Png(png::EncodingError),
    /// Data cannot be written as JSON.
    #[error("cannot encode the sidecar as JSON")]
    Json(#[from] serde_json::Error),
    /// The mesh exceeds the file format's 32-bit lengths.
    #[error("the mesh is larger than the 4 GiB limit of .glb; export a part of it with --tiles")]
    MeshTooLarge,
    /// A picture does not fit the file format's 32-bit sizes.
    #[error("the picture would be larger than its file format can hold")]
    PictureTooLarge,
    /// A map has too many pixels.
    #[error(transparent)]
    MapTooLarge(#[from] MapTooLarge),
    /// A contact sheet has too many textures, even with the smallest cells.
    #[error(
        "{0} textures do not fit a contact sheet of at most {SHEET_LIMIT_PX} x {SHEET_LIMIT_PX} pixels; export them \
         without --sheet"
    )]
    SheetTooLarge(usize),
    /// The rectangle of tiles is not within the zone.
    #[error("--tiles extends beyond the {0} x {0} tiles of the zone")]
    TilesOutside(u32),
    /// The input has no texture with this index.
    #[error("--index {index} is out of range: there are {count} textures, numbered from 0")]
    NoSuchTexture {
        /// Index of the texture that was requested.
        index: usize,
        /// Number of textures in the input.
        count: usize,
    },
    /// All that is wanted of a mesh is not in the zone.
    #[error("there is nothing to export: the zone has none of the wanted parts there")]
    EmptyMesh,
    /// The input has no object with this index.
    #[error("--index {index} is out of range: there are {count} objects, numbered from 0")]
    NoSuchObject {
        /// Index of the object that was requested.
        index: usize,
        /// Number of objects in the input.
        count: usize,
    },
    /// The input has no objects, or none that is wanted.
    #[error("there are no objects to export")]
    NoObjects,
    /// An object's names are longer than its file format allows.
    #[error("cannot encode the object")]
    Object(#[from] EncodeError),
    /// The files of zone, objects and older server map do not belong together.
    #[error(transparent)]
    ServerMap(#[from] RebuildError),
    /// The input has no textures.
    #[error("there are no textures to export")]
    NoTextures,
    /// The zone's table lists this many textures, but there is no file of any.
    #[error(
        "there is nothing to export: no file was found for the {0} textures of the zone; --data FOLDER names the client folder"
    )]
    NoTextureFound(usize),
}

/// What the user can do about a failed export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::VariantArray)]
pub enum Remedy {
    /// Write to a folder that exists and may be written.
    OtherFolder,
    /// Free some space on the disk, or use another.
    FreeSpace,
    /// Give the output another name or extension.
    OtherName,
    /// Export a part of the zone, or at a smaller size.
    OtherOptions,
    /// Open the zone in its client's folder, where its textures are.
    FindTextures,
    /// Check the zone's files.
    CheckFiles,
    /// Nothing but another attempt.
    TryAgain,
}

impl Remedy {
    /// The remedy for a file that cannot be written.
    pub fn of_write(error: &io::Error) -> Remedy {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Remedy::FreeSpace
            }
            io::ErrorKind::InvalidFilename => Remedy::OtherName,
            _ => Remedy::OtherFolder,
        }
    }

    fn of_output(error: &OutputError) -> Remedy {
        match error {
            OutputError::Unwritable { source, .. } => Remedy::of_write(source),
            OutputError::WriteProtected(_) | OutputError::BelowFile { .. } => Remedy::OtherFolder,
            _ => Remedy::OtherName,
        }
    }

    fn of_heights(error: &HeightsError) -> Remedy {
        match error {
            HeightsError::Io(_, source) => Remedy::of_write(source),
            HeightsError::Format(_) => Remedy::OtherName,
            _ => Remedy::CheckFiles,
        }
    }
}

impl ExportError {
    /// What the user can do about it.
    pub fn remedy(&self) -> Remedy {
        match self {
            ExportError::Output(error) => Remedy::of_output(error),
            ExportError::Write(_, source) => Remedy::of_write(source),
            ExportError::Heights(error) => Remedy::of_heights(error),
            ExportError::Extension(_) => Remedy::OtherName,
            ExportError::Source(_) | ExportError::ServerMap(_) => Remedy::CheckFiles,
            ExportError::NoTextures | ExportError::NoTextureFound(_) => Remedy::FindTextures,
            ExportError::MeshTooLarge
            | ExportError::PictureTooLarge
            | ExportError::MapTooLarge(_)
            | ExportError::SheetTooLarge(_)
            | ExportError::TilesOutside(_)
            | ExportError::EmptyMesh
            | ExportError::NoObjects
            | ExportError::NoSuchObject { .. }
            | ExportError::NoSuchTexture { .. } => Remedy::OtherOptions,
            ExportError::Canceled(_) | ExportError::Png(_) | ExportError::Json(_) | ExportError::Object(_) => {
                Remedy::TryAgain
            }
        }
    }

    /// The error of a file that cannot be written.
    pub(crate) fn write(path: &Path, source: io::Error) -> ExportError {
        ExportError::Write(path.to_owned(), source)
    }

    /// The zone or the file of textures cannot be read.
    pub fn source(error: impl Into<Box<dyn Error + Send + Sync>>) -> ExportError {
        ExportError::Source(error.into())
    }
}

impl From<png::EncodingError> for ExportError {
    fn from(error: png::EncodingError) -> ExportError {
        ExportError::Png(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_step_follows_from_the_reason() {
        let write = |kind: io::ErrorKind| ExportError::write(Path::new("a.png"), kind.into()).remedy();
        assert_eq!(write(io::ErrorKind::StorageFull), Remedy::FreeSpace);
        assert_eq!([io::ErrorKind::PermissionDenied, io::ErrorKind::NotFound].map(write), [Remedy::OtherFolder; 2]);
        let foreign = OutputError::ForeignCompanion { companion: "a.json".into(), output: "a.png".into() };
        assert_eq!(ExportError::from(foreign).remedy(), Remedy::OtherName);
        let full = OutputError::Unwritable { path: "a".into(), source: io::ErrorKind::StorageFull.into() };
        assert_eq!(ExportError::from(full).remedy(), Remedy::FreeSpace);
        assert_eq!(ExportError::NoTextureFound(3).remedy(), Remedy::FindTextures);
        assert_eq!(ExportError::MeshTooLarge.remedy(), Remedy::OtherOptions);
    }
}

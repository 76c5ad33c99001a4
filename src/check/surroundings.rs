//! What belongs to a zone, read once so that the checks themselves are pure.

use crate::formats::gtd::Gtd;
use crate::formats::ntf::gtt;
use crate::platform::map_concurrently;
use crate::zone::ZoneFiles;
use crate::zone::error::{FileError, with_causes};
use crate::zone::parts::ZoneParts;
use crate::zone::references::Need;

/// A source of tile textures, as it was found in the client's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceFile {
    /// There is no such file.
    NotFound,
    /// It cannot be read, for this reason.
    Unreadable(String),
    /// It was read: width and height of its pictures in pixels.
    Pictures(Vec<[u32; 2]>),
}

/// The files around a zone.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The zone's sources, by index.
    pub sources: Vec<SourceFile>,
    /// Names of textures of rivers and ponds that are not found.
    pub missing_water: Vec<String>,
    /// The zone's parts; none where it has no path.
    pub parts: Option<ZoneParts>,
}

impl Surroundings {
    /// Reads what belongs to a zone; none where there is no client folder to look in.
    pub async fn read(gtd: &Gtd, files: &ZoneFiles) -> Option<Surroundings> {
        let water = files.not_found(gtd).await?.into_iter().filter(|need| matches!(need, Need::Water { .. }));
        let sources = map_concurrently(&gtd.textures().sources, |source| source_file(&source.path, files)).await;
        let parts = if files.bundle().is_some() { Some(files.parts(gtd).await) } else { None };
        Some(Surroundings { sources, missing_water: water.map(Need::into_name).collect(), parts })
    }
}

async fn source_file(name: &str, files: &ZoneFiles) -> SourceFile {
    match files.read_from_client(name).await {
        Ok(file) => match gtt::parse(&file.bytes) {
            Ok(textures) => SourceFile::Pictures(textures.iter().map(|t| [t.width(), t.height()]).collect()),
            Err(error) => SourceFile::Unreadable(with_causes(&error)),
        },
        Err(FileError::NotFound(_)) => SourceFile::NotFound,
        Err(FileError::Unreadable { source, .. }) => SourceFile::Unreadable(source.to_string()),
    }
}

//! Files around a zone, read in advance so that the checks are pure.

use crate::formats::gtd::Gtd;
use crate::formats::ntf::gtt;
use crate::platform::map_concurrently;
use crate::zone::ZoneFiles;
use crate::zone::error::{FileError, with_causes};
use crate::zone::parts::ZoneParts;
use crate::zone::references::Need;

/// A source file of tile textures in the client's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceFile {
    /// The file does not exist.
    NotFound,
    /// The file cannot be read, for this reason.
    Unreadable(String),
    /// Width and height in pixels of the pictures in the file.
    Pictures(Vec<[u32; 2]>),
}

/// The files around a zone.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Source files of the zone, by index.
    pub sources: Vec<SourceFile>,
    /// Names of missing textures of rivers and ponds.
    pub missing_water: Vec<String>,
    /// Parts of the zone; none if it has no path.
    pub parts: Option<ZoneParts>,
}

impl Surroundings {
    /// Reads the files around a zone; none without a client folder.
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

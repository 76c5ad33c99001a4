//! Files around a zone, read in advance so that the checks are pure.

use std::collections::HashMap;

use super::companions::{self, Companion};
use crate::formats::glo::GloFile;
use crate::formats::gtd::{Gtd, Source};
use crate::formats::n3pmesh::Mesh;
use crate::formats::ntf::gtt;
use crate::formats::opdext::WallsFile;
use crate::platform::map_concurrently;
use crate::zone::ZoneFiles;
use crate::zone::error::{FileError, with_causes};
use crate::zone::parts::{Part, ZoneParts};

/// A source file of tile textures in the client's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceFile {
    /// The file does not exist.
    NotFound,
    /// The file cannot be read: its real path and the reason.
    Unreadable(String),
    /// Width and height in pixels of the pictures in the file.
    Pictures(Vec<[u32; 2]>),
}

/// The files around a zone.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Source files of the zone, by index.
    pub sources: Vec<SourceFile>,
    /// Parts of the zone; none if it has no path.
    pub parts: Option<ZoneParts>,
    /// Point lights of the zone; none if it has no path.
    pub lights: Option<Part<GloFile>>,
    /// Invisible walls of the zone; none if it has no path.
    pub walls: Option<Part<WallsFile>>,
    /// Files of the client that the zone is drawn with.
    pub companions: Vec<Companion>,
    /// Meshes of the objects that could be read, by name in lower case.
    pub meshes: HashMap<String, Mesh>,
    /// Whether the zone is in a client folder.
    pub is_in_client: bool,
}

impl Surroundings {
    /// Reads the files around a zone; none without a client folder.
    pub async fn read(gtd: &Gtd, files: &ZoneFiles) -> Option<Surroundings> {
        files.root()?;
        let sources = source_files(gtd, files).await;
        let (mut parts, mut lights, mut walls) = (None, None, None);
        if files.bundle().is_some() {
            (parts, lights) = (Some(files.parts(gtd).await), Some(files.part(gtd).await));
            walls = Some(files.part(gtd).await);
        }
        let (companions, meshes) = companions::read(gtd, parts.as_ref(), files).await;
        let is_in_client = files.is_in_client();
        Some(Surroundings { sources, parts, lights, walls, companions, meshes, is_in_client })
    }
}

/// Reads each source of the zone; one that is listed repeatedly only once.
async fn source_files(gtd: &Gtd, files: &ZoneFiles) -> Vec<SourceFile> {
    let (mut names, mut indices) = (Vec::new(), HashMap::new());
    let index_of = |source: &Source| {
        *indices.entry(source.path.to_lowercase()).or_insert_with(|| {
            names.push(source.path.clone());
            names.len() - 1
        })
    };
    let of_source: Vec<usize> = gtd.textures().sources.iter().map(index_of).collect();
    let read = map_concurrently(&names, |name| source_file(name, files)).await;
    of_source.into_iter().map(|index| read[index].clone()).collect()
}

/// Generated zones use textures that are embedded in the program, so these are not missing.
async fn source_file(name: &str, files: &ZoneFiles) -> SourceFile {
    match files.read(name).await {
        Ok(file) => match gtt::parse(&file.bytes) {
            Ok(textures) => SourceFile::Pictures(textures.iter().map(|t| [t.width(), t.height()]).collect()),
            Err(error) => SourceFile::Unreadable(format!(
                "{}: {}",
                crate::formats::kernel::visible::path_text(&file.path),
                with_causes(&error)
            )),
        },
        Err(FileError::NotFound(_)) => SourceFile::NotFound,
        Err(error) => SourceFile::Unreadable(with_causes(&error)),
    }
}

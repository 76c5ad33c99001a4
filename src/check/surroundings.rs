//! What lies around a zone, read once so that the checks themselves are pure.

use crate::platform::parallel::*;

use crate::formats::gtd::Gtd;
use crate::formats::ntf::gtt;
use crate::zone::bundle::{Bundle, zone_rows};
use crate::zone::folder::Folder;
use crate::zone::parts::ZoneParts;
use crate::zone::references::{Need, missing_files};

/// A source of tile textures, as it lies in the client's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceFile {
    /// It is not there.
    Missing,
    /// It is there and cannot be read, for this reason.
    Unreadable(String),
    /// It was read: width and height of its pictures in pixels.
    Pictures(Vec<[u32; 2]>),
}

/// What lies around a zone.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The zone's sources, by index.
    pub sources: Vec<SourceFile>,
    /// Textures of rivers and ponds that are not there.
    pub missing_water: Vec<String>,
    /// What lies beside the zone's file; none where it has no place of its own.
    pub parts: Option<ZoneParts>,
}

impl Surroundings {
    /// Reads what lies around a zone. `file` is where it lies, none where it came through standard input.
    pub fn read(gtd: &Gtd, file: Option<&std::path::Path>, folder: &Folder) -> Surroundings {
        let read = |name: &str| match folder.find(name) {
            None => SourceFile::Missing,
            Some(path) => match std::fs::read(&path) {
                Err(error) => SourceFile::Unreadable(error.to_string()),
                Ok(bytes) => pictures(&bytes),
            },
        };
        let water = missing_files(gtd, folder).into_iter().filter(|need| matches!(need, Need::Water { .. }));
        let parts = file.map(|file| {
            let bundle = Bundle::new(file, folder, &zone_rows(folder));
            ZoneParts::read(&bundle, gtd.patches_per_side())
        });
        Surroundings {
            sources: gtd.textures().sources.par_iter().map(|source| read(&source.path)).collect(),
            missing_water: water.map(Need::into_name).collect(),
            parts,
        }
    }
}

fn pictures(bytes: &[u8]) -> SourceFile {
    match gtt::parse(bytes) {
        Ok(textures) => SourceFile::Pictures(textures.iter().map(|t| [t.width(), t.height()]).collect()),
        Err(error) => SourceFile::Unreadable(error.to_string()),
    }
}

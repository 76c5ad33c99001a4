//! What lies beside a terrain file: color map, shadows, objects, minimap and sky, read and judged readable or not.
//!
//! Owns the reading; which file belongs to a zone is the bundle's knowledge ([`crate::zone::bundle`]), what is
//! wrong with its content that of `check`. A part that cannot be read never stops the others.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::formats::kernel::FormatError;
use crate::formats::n3sky::SkyFile;
use crate::formats::ntf::tct::{self, ColorMap};
use crate::formats::ntf::tlt::{self, ShadowMaps};
use crate::formats::ntf::{Texture, parse_dxt};
use crate::formats::opd::OpdFile;
use crate::zone::bundle::{Bundle, PartFile};
use crate::zone::folder::Missing;

/// A part of a zone as it was found.
#[derive(Clone, Debug)]
pub enum Part<T> {
    /// The zone has none.
    None,
    /// It should be there and is not.
    Missing(Missing),
    /// It is there and cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Its bytes; empty where the system gives none.
        bytes: Vec<u8>,
        /// Why.
        error: PartError,
    },
    /// It was read.
    Read {
        /// The file.
        path: PathBuf,
        /// Length of the file in bytes.
        bytes: u64,
        /// What is in it.
        content: T,
    },
}

/// Why a part cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartError {
    /// The system does not give its bytes.
    #[error("{0}")]
    Io(String),
    /// The bytes are not what they should be.
    #[error(transparent)]
    Format(#[from] FormatError),
}

impl<T> Part<T> {
    fn read(file: &PartFile, parse: impl FnOnce(&[u8]) -> Result<T, FormatError>) -> Part<T> {
        let path = match file {
            PartFile::None => return Part::None,
            PartFile::Missing(missing) => return Part::Missing(missing.clone()),
            PartFile::Found(path) => path.clone(),
        };
        match std::fs::read(&path) {
            Err(error) => Part::Unreadable { path, bytes: Vec::new(), error: PartError::Io(error.to_string()) },
            Ok(bytes) => match parse(&bytes) {
                Ok(content) => Part::Read { path, bytes: bytes.len() as u64, content },
                Err(error) => Part::Unreadable { path, bytes, error: error.into() },
            },
        }
    }

    /// What is in it, where it was read.
    pub fn content(&self) -> Option<&T> {
        match self {
            Part::Read { content, .. } => Some(content),
            _ => None,
        }
    }

    /// The file, where there is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Part::Unreadable { path, .. } | Part::Read { path, .. } => Some(path),
            Part::None | Part::Missing(_) => None,
        }
    }

    fn stats(&self, records: impl FnOnce(&T) -> usize) -> Option<PartStats> {
        let told = |path: &Path, bytes, records, error| PartStats {
            path: path.to_string_lossy().into_owned(),
            bytes,
            records,
            error,
        };
        match self {
            Part::None | Part::Missing(_) => None,
            Part::Unreadable { path, bytes, error } => {
                Some(told(path, bytes.len() as u64, None, Some(error.to_string())))
            }
            Part::Read { path, bytes, content } => Some(told(path, *bytes, Some(records(content)), None)),
        }
    }
}

/// The parts of a zone.
#[derive(Clone, Debug)]
pub struct ZoneParts {
    /// The color map.
    pub tct: Part<ColorMap>,
    /// The shadow maps.
    pub tlt: Part<ShadowMaps>,
    /// The placed objects.
    pub opd: Part<OpdFile>,
    /// The minimap's picture.
    pub minimap: Part<Texture>,
    /// The sky.
    pub sky: Part<SkyFile>,
}

impl ZoneParts {
    /// Reads all parts of a zone with so many patches a side.
    pub fn read(bundle: &Bundle, patches_per_side: u32) -> ZoneParts {
        ZoneParts {
            tct: Part::read(&bundle.tct, tct::parse),
            tlt: Part::read(&bundle.tlt, |bytes| tlt::parse(bytes, patches_per_side)),
            opd: Part::read(&bundle.opd, OpdFile::parse),
            minimap: Part::read(&bundle.minimap, parse_dxt),
            sky: Part::read(&bundle.sky, SkyFile::parse),
        }
    }
}

/// The parts in numbers; none where a file is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PartsStats {
    /// The color map; its records are textures, of 128 m each.
    pub tct: Option<PartStats>,
    /// The shadow maps; records are textures.
    pub tlt: Option<PartStats>,
    /// The placed objects; records are objects.
    pub opd: Option<PartStats>,
    /// The minimap; one record.
    pub minimap: Option<PartStats>,
    /// The sky; records are events of the day.
    pub sky: Option<PartStats>,
}

/// A part in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartStats {
    /// Where it was found.
    pub path: String,
    /// Length of the file.
    pub bytes: u64,
    /// How many things are in it; none where it cannot be read.
    pub records: Option<usize>,
    /// Why it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl PartsStats {
    /// Counts what was read.
    pub fn new(parts: &ZoneParts) -> PartsStats {
        PartsStats {
            tct: parts.tct.stats(|map| map.textures().len()),
            tlt: parts.tlt.stats(ShadowMaps::map_count),
            opd: parts.opd.stats(|file| file.objects.len()),
            minimap: parts.minimap.stats(|_| 1),
            sky: parts.sky.stats(|sky| sky.events.len()),
        }
    }

    /// Each part with its name and what its records are, one and many.
    pub fn named(&self) -> [(&'static str, [&'static str; 2], Option<&PartStats>); 5] {
        [
            ("color map", ["texture", "textures"], self.tct.as_ref()),
            ("shadows", ["texture", "textures"], self.tlt.as_ref()),
            ("objects", ["object", "objects"], self.opd.as_ref()),
            ("minimap", ["picture", "pictures"], self.minimap.as_ref()),
            ("sky", ["event", "events"], self.sky.as_ref()),
        ]
    }
}

//! The parts of a zone in numbers.

use std::path::Path;

use serde::Serialize;

use crate::formats::ntf::tlt::ShadowMaps;
use crate::zone::error::PartError;
use crate::zone::parts::{Part, ZoneParts};

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
            tct: stats(&parts.tct, |map| map.textures().len()),
            tlt: stats(&parts.tlt, ShadowMaps::map_count),
            opd: stats(&parts.opd, |file| file.objects.len()),
            minimap: stats(&parts.minimap, |_| 1),
            sky: stats(&parts.sky, |sky| sky.events.len()),
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

fn stats<T>(part: &Part<T>, records: impl FnOnce(&T) -> usize) -> Option<PartStats> {
    let stats = |path: &Path, bytes, records, error| {
        Some(PartStats { path: path.to_string_lossy().into_owned(), bytes, records, error })
    };
    match part {
        Ok(found) => stats(&found.path, found.file_bytes, Some(records(&found.content)), None),
        Err(PartError::None | PartError::NotFound(_)) => None,
        Err(PartError::Unreadable { path, source }) => stats(path, 0, None, Some(source.to_string())),
        Err(PartError::Malformed { path, bytes, source }) => {
            stats(path, bytes.len() as u64, None, Some(source.to_string()))
        }
    }
}

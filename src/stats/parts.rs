//! Statistics of a zone's parts.

use std::path::Path;

use serde::Serialize;

use crate::formats::kernel::visible::path_text;
use crate::formats::ntf::tlt::ShadowMaps;
use crate::zone::error::PartError;
use crate::zone::parts::{Part, ZoneParts};

/// Statistics by part; none if a file is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PartsStats {
    /// The color map; records are textures of 128 m each.
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

/// Statistics of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartStats {
    /// Path of the file.
    pub path: String,
    /// Length of the file in bytes.
    pub bytes: u64,
    /// Number of records; none if the file cannot be read.
    pub records: Option<usize>,
    /// Reason why it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl PartsStats {
    /// Computes the statistics of parsed parts.
    pub fn new(parts: &ZoneParts) -> PartsStats {
        PartsStats {
            tct: stats(&parts.tct, |map| map.textures().len()),
            tlt: stats(&parts.tlt, ShadowMaps::map_count),
            opd: stats(&parts.opd, |file| file.objects.len()),
            minimap: stats(&parts.minimap, |_| 1),
            sky: stats(&parts.sky, |sky| sky.events.len()),
        }
    }

    /// Each part with its name, and the name of its records in singular and plural.
    pub fn named(&self) -> [(&'static str, [&'static str; 2], Option<&PartStats>); 5] {
        [
            ("color map", ["texture", "textures"], self.tct.as_ref()),
            ("shadows", ["texture", "textures"], self.tlt.as_ref()),
            ("objects", ["object", "objects"], self.opd.as_ref()),
            ("minimap", ["image", "images"], self.minimap.as_ref()),
            ("sky", ["event", "events"], self.sky.as_ref()),
        ]
    }
}

fn stats<T>(part: &Part<T>, records: impl FnOnce(&T) -> usize) -> Option<PartStats> {
    let stats = |path: &Path, bytes, records, error| Some(PartStats { path: path_text(path), bytes, records, error });
    match part {
        Ok(found) => stats(&found.path, found.file_bytes, Some(records(&found.content)), None),
        Err(PartError::None | PartError::NotFound(_)) => None,
        Err(PartError::Unreadable { path, source }) => stats(path, 0, None, Some(source.to_string())),
        Err(PartError::Malformed { path, bytes, source }) => {
            stats(path, bytes.len() as u64, None, Some(source.to_string()))
        }
    }
}

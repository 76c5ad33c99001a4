//! Parts of a zone that have a format of their own: their file and their parser.

use std::path::PathBuf;

use super::bundle::{Bundle, PartFile};
use super::error::PartError;
use crate::formats::ens::SoundsFile;
use crate::formats::evtsub::NamedAreas;
use crate::formats::flags::FlagsFile;
use crate::formats::gev::GevFile;
use crate::formats::glo::GloFile;
use crate::formats::gtd::Gtd;
use crate::formats::kernel::FormatError;
use crate::formats::n3sky::SkyFile;
use crate::formats::ntf::tct::{self, ColorMap};
use crate::formats::ntf::tlt::{self, ShadowMaps};
use crate::formats::ntf::{Texture, parse_dxt};
use crate::formats::opd::OpdFile;
use crate::formats::opdext::WallsFile;
use crate::formats::opdsub::EffectsFile;

/// A part that [`super::ZoneFiles::part`] can read.
pub trait ZonePart: Sized {
    /// Selects the file of the part.
    fn file(bundle: &Bundle) -> &PartFile;

    /// Parses the file. Some layouts depend on the size of the terrain.
    ///
    /// # Errors
    /// The contents do not match the format.
    fn parse(bytes: &[u8], gtd: &Gtd) -> Result<Self, FormatError>;
}

/// The result of reading a part.
pub type Part<T> = Result<FoundPart<T>, PartError>;

/// A parsed part with its file.
#[derive(Clone, Debug)]
pub struct FoundPart<T> {
    /// Real path of its file.
    pub path: PathBuf,
    /// Length of the file in bytes.
    pub file_bytes: u64,
    /// Contents of the file.
    pub content: T,
}

/// The game's minimap of a zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Minimap(pub Texture);

impl ZonePart for ColorMap {
    fn file(bundle: &Bundle) -> &PartFile {
        &bundle.tct
    }

    fn parse(bytes: &[u8], _gtd: &Gtd) -> Result<ColorMap, FormatError> {
        tct::parse(bytes)
    }
}

impl ZonePart for ShadowMaps {
    fn file(bundle: &Bundle) -> &PartFile {
        &bundle.tlt
    }

    fn parse(bytes: &[u8], gtd: &Gtd) -> Result<ShadowMaps, FormatError> {
        tlt::parse(bytes, gtd.patches_per_side())
    }
}

impl ZonePart for OpdFile {
    fn file(bundle: &Bundle) -> &PartFile {
        &bundle.opd
    }

    fn parse(bytes: &[u8], _gtd: &Gtd) -> Result<OpdFile, FormatError> {
        OpdFile::parse(bytes)
    }
}

impl ZonePart for GloFile {
    fn file(bundle: &Bundle) -> &PartFile {
        &bundle.glo
    }

    fn parse(bytes: &[u8], _gtd: &Gtd) -> Result<GloFile, FormatError> {
        GloFile::parse(bytes)
    }
}

impl ZonePart for WallsFile {
    fn file(bundle: &Bundle) -> &PartFile {
        &bundle.walls
    }

    fn parse(bytes: &[u8], _gtd: &Gtd) -> Result<WallsFile, FormatError> {
        WallsFile::parse(bytes)
    }
}

impl ZonePart for EffectsFile {
    fn file(bundle: &Bundle) -> &PartFile {
        &bundle.effects
    }

    fn parse(bytes: &[u8], _gtd: &Gtd) -> Result<EffectsFile, FormatError> {
        EffectsFile::parse(bytes)
    }
}

/// The flags of a `.gfo`, which has the layout of a `.flag`.
#[derive(Clone, Debug, PartialEq)]
pub struct Banners(pub FlagsFile);

impl ZonePart for NamedAreas {
    fn file(bundle: &Bundle) -> &PartFile {
        &bundle.areas
    }

    fn parse(bytes: &[u8], _gtd: &Gtd) -> Result<NamedAreas, FormatError> {
        NamedAreas::parse(bytes)
    }
}

impl ZonePart for GevFile {
    fn file(bundle: &Bundle) -> &PartFile {
        &bundle.event_rects
    }

    fn parse(bytes: &[u8], _gtd: &Gtd) -> Result<GevFile, FormatError> {
        GevFile::parse(bytes)
    }
}

impl ZonePart for SoundsFile {
    fn file(bundle: &Bundle) -> &PartFile {
        &bundle.sounds
    }

    fn parse(bytes: &[u8], _gtd: &Gtd) -> Result<SoundsFile, FormatError> {
        SoundsFile::parse(bytes)
    }
}

impl ZonePart for FlagsFile {
    fn file(bundle: &Bundle) -> &PartFile {
        &bundle.flags
    }

    fn parse(bytes: &[u8], _gtd: &Gtd) -> Result<FlagsFile, FormatError> {
        FlagsFile::parse(bytes)
    }
}

impl ZonePart for Banners {
    fn file(bundle: &Bundle) -> &PartFile {
        &bundle.banners
    }

    fn parse(bytes: &[u8], _gtd: &Gtd) -> Result<Banners, FormatError> {
        FlagsFile::parse(bytes).map(Banners)
    }
}

impl ZonePart for Minimap {
    fn file(bundle: &Bundle) -> &PartFile {
        &bundle.minimap
    }

    fn parse(bytes: &[u8], _gtd: &Gtd) -> Result<Minimap, FormatError> {
        parse_dxt(bytes).map(Minimap)
    }
}

impl ZonePart for SkyFile {
    fn file(bundle: &Bundle) -> &PartFile {
        &bundle.sky
    }

    fn parse(bytes: &[u8], _gtd: &Gtd) -> Result<SkyFile, FormatError> {
        SkyFile::parse(bytes)
    }
}

/// All parts for statistics and checks.
#[derive(Clone, Debug)]
pub struct ZoneParts {
    /// The `.tct`: color map in cells of 128 m.
    pub tct: Part<ColorMap>,
    /// The `.tlt`: baked shadows by patch.
    pub tlt: Part<ShadowMaps>,
    /// The `.opd`: placed objects and collision cells.
    pub opd: Part<OpdFile>,
    /// The `.dxt` of the zone's minimap.
    pub minimap: Part<Minimap>,
    /// The `.n3sky`, by the rule of [`super::bundle::SkyRule`].
    pub sky: Part<SkyFile>,
}

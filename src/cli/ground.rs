//! What commands that compose the ground on the CPU have in common: from an input to its zone and textures.

use std::path::Path;

use anyhow::{Context, Result};

use super::inputs::Input;
use crate::formats::gtd::Gtd;
use crate::load::pictures;
use crate::scene::raster::zone_textures::ZoneTextures;
use crate::scene::shadows::ShadowField;
use crate::zone::bundle::{Bundle, zone_rows};
use crate::zone::files::Files;

/// Missing files that are named in the log; the rest is counted.
const NAMED: usize = 5;

/// Reads and parses an input.
///
/// # Errors
/// What the system or the parser says, with the input's name.
pub fn read_zone(input: &Input) -> Result<Gtd> {
    let bytes = input.read().with_context(|| input.name())?;
    Gtd::parse(bytes).with_context(|| input.name())
}

/// Reads the textures of a zone's ground; what is missing is logged and stood in for.
pub fn read_ground(input: &Input, gtd: &Gtd, data: Option<&Path>) -> ZoneTextures {
    let files = match (input.path(), data) {
        (None, None) => Files::built_in(),
        (path, data) => Files::for_zone(path.unwrap_or(Path::new("stdin.gtd")), data),
    };
    let bundle = input.path().zip(files.folder()).map(|(path, folder)| {
        let rows = zone_rows(folder);
        Bundle::new(path, folder, &rows)
    });
    let tct = bundle.as_ref().and_then(|bundle| bundle.tct.path());
    let color_map = tct.and_then(|path| Some((path.display().to_string(), std::fs::read(path).ok()?)));
    let read = |name: &str| files.read(name).map(|(_, bytes)| bytes).map_err(|missing| missing.reason);
    let ground = ZoneTextures::read(gtd, color_map, pictures::base_texture, read);
    for (name, reason) in ground.missing.iter().take(NAMED) {
        log::warn!("{}: {name}: {reason}; a stand-in is used", input.name());
    }
    if ground.missing.len() > NAMED {
        log::warn!("{}: and {} more files; --stats lists them all", input.name(), ground.missing.len() - NAMED);
    }
    ground
}

/// Reads a zone's shadows; none where there are none, or none that can be read (which is logged).
pub fn read_shadows(input: &Input, gtd: &Gtd, data: Option<&Path>) -> Option<ShadowField> {
    let (path, folder) = input.path().zip(input.folder(data))?;
    let bundle = Bundle::new(path, &folder, &zone_rows(&folder));
    let tlt = bundle.tlt.path()?;
    let maps = std::fs::read(tlt).map_err(|error| error.to_string()).and_then(|bytes| {
        crate::formats::ntf::tlt::parse(&bytes, gtd.patches_per_side()).map_err(|error| error.to_string())
    });
    maps.map_err(|error| log::warn!("{}: {error}", tlt.display())).ok().map(|maps| ShadowField::new(&maps))
}

//! Common to commands that draw zones on the CPU: zone, textures and objects of an input.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::inputs::Input;
use crate::formats::gtd::Gtd;
use crate::formats::kernel::FormatError;
use crate::formats::kernel::visible::path_text;
use crate::formats::kinds::FileKind;
use crate::formats::ntf::tlt::ShadowMaps;
use crate::formats::smd::{self, ServerMap};
use crate::load::{MissingFile, read_zone_objects, read_zone_textures};
use crate::platform::block_on;
use crate::scene::objects::{ObjectList, ObjectModels};
use crate::scene::raster::zone_textures::ZoneTextures;
use crate::scene::shadows::ShadowField;
use crate::zone::ZoneFiles;
use crate::zone::error::{PartError, with_causes};

/// Maximum number of missing files that are logged by name.
const NAMED: usize = 5;

/// Reads and parses an input.
///
/// # Errors
/// Those of the system or the parser, with the input's name.
pub fn read_zone(input: &Input) -> Result<Gtd> {
    input.path().map_or(Ok(()), assert_no_folder)?;
    let bytes = input.read().with_context(|| input.name())?;
    input.parse(bytes).with_context(|| input.name())
}

/// A zone, or a server's map of one.
pub enum ZoneOrMap {
    Zone(Box<Gtd>),
    Map(Box<ServerMap>),
}

/// Reads a zone or a server map, which it is by its content; an unreadable file is what its extension says.
///
/// # Errors
/// Those of the system or the parser, with the input's name.
pub fn read_zone_or_map(input: &Input) -> Result<ZoneOrMap> {
    input.path().map_or(Ok(()), assert_no_folder)?;
    let bytes = input.read().with_context(|| input.name())?;
    match server_map_in(input, &bytes) {
        Some(map) => map.map(|map| ZoneOrMap::Map(Box::new(map))).with_context(|| input.name()),
        None => input.parse(bytes).map(|gtd| ZoneOrMap::Zone(Box::new(gtd))).with_context(|| input.name()),
    }
}

/// Parses the server map that an input is; none if it is something else.
pub fn server_map_in(input: &Input, bytes: &[u8]) -> Option<Result<ServerMap, FormatError>> {
    let extension = input.extension();
    let is_map = FileKind::detect(bytes, extension).is_some_and(|kind| std::ptr::eq(kind, &raw const smd::KIND));
    is_map.then(|| ServerMap::parse(bytes))
}

/// Checks that the input of a command that reads a single zone is not a folder.
///
/// # Errors
/// The path is a folder.
pub fn assert_no_folder(path: &Path) -> Result<()> {
    ensure!(!path.is_dir(), "{}: is a folder; name a zone file (.gtd) in it", path_text(path));
    Ok(())
}

/// Reads the textures of a zone's terrain; missing ones are replaced by a placeholder and logged.
pub fn read_ground(input: &Input, gtd: &Gtd, files: &ZoneFiles) -> ZoneTextures {
    files.log_table_error();
    let (ground, missing) = block_on(read_zone_textures(gtd, files));
    log_missing(input, &missing);
    ground
}

/// Reads a zone's placed objects; none if it has none. Missing files are logged.
pub fn read_objects(input: &Input, gtd: &Gtd, files: &ZoneFiles, hide: &ObjectList) -> Option<ObjectModels> {
    let (objects, missing) = block_on(read_zone_objects(gtd, files, hide));
    log_missing(input, &missing);
    objects
}

/// Logs the first missing files by name, and the number of all others.
pub fn log_missing(input: &Input, missing: &[MissingFile]) {
    for file in missing.iter().take(NAMED) {
        log::warn!("{}: {}: {}; using a placeholder", input.name(), file.name, file.reason());
    }
    if missing.len() > NAMED {
        log::warn!("{}: ... and {} more files; list all with --stats", input.name(), missing.len() - NAMED);
    }
}

/// Reads a zone's shadows; none if there are none, or if they cannot be read (which is logged).
pub fn read_shadows(gtd: &Gtd, files: &ZoneFiles) -> Option<ShadowField> {
    match block_on(files.part::<ShadowMaps>(gtd)) {
        Ok(found) => Some(ShadowField::new(&found.content)),
        Err(PartError::None | PartError::NotFound(_)) => None,
        Err(error) => {
            log::warn!("{}", with_causes(&error));
            None
        }
    }
}

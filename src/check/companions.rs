//! Checks of the client's files that a zone is drawn with: base texture, zone table, textures of water and its
//! caustics, pictures of the sky, meshes and textures of objects.

use std::collections::HashMap;

use super::{Findings, Subject, code};
use crate::formats::gtd::Gtd;
use crate::formats::kernel::FormatError;
use crate::formats::n3pmesh::Mesh;
use crate::formats::ntf::parse_dxt;
use crate::formats::tbl::Table;
use crate::formats::zones_tbl;
use crate::load::pictures;
use crate::platform::map_concurrently;
use crate::scene::objects::ObjectSet;
use crate::scene::water::CAUSTIC_FRAMES;
use crate::zone::bundle::{TERRAIN_BASE, ZONES_TABLE};
use crate::zone::error::{FileError, with_causes};
use crate::zone::parts::ZoneParts;
use crate::zone::references::{Need, caustic_path, needed_files, sky_picture_path};
use crate::zone::{ClientFile, ZoneFiles};

/// What a file of the client is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompanionKind {
    /// Texture that is multiplied with the color map.
    BaseTexture,
    /// Table of the zones and their files.
    ZoneTable,
    /// Texture of rivers and ponds, named by the zone.
    Water,
    /// Frame of the light on the ground below water.
    Caustics,
    /// Picture of the sun, the clouds or the moon, named by the sky.
    SkyPicture,
    /// Mesh of an object, named by the file of placed objects.
    Mesh,
    /// Texture of an object, named by the file of placed objects.
    ObjectTexture,
}

/// A file of the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Companion {
    /// What it is for.
    pub kind: CompanionKind,
    /// Path below the client folder.
    pub name: String,
    /// Whether it can be used.
    pub state: CompanionState,
}

/// Whether a file of the client can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompanionState {
    /// It was read.
    Sound,
    /// The client folder does not have it.
    NotFound,
    /// It cannot be read.
    Broken {
        /// Real path of the file and the reason.
        message: String,
        /// Offset of the error in the file, if it has one.
        offset: Option<u64>,
    },
}

impl CompanionKind {
    /// Name of the part in findings.
    pub fn name(self) -> &'static str {
        match self {
            CompanionKind::BaseTexture => "base texture",
            CompanionKind::ZoneTable => "zone table",
            CompanionKind::Water => "water",
            CompanionKind::Caustics => "caustics",
            CompanionKind::SkyPicture => "sky",
            CompanionKind::Mesh | CompanionKind::ObjectTexture => "objects",
        }
    }

    /// Whether it is a texture that the zone or its objects name.
    fn is_texture(self) -> bool {
        matches!(self, CompanionKind::Water | CompanionKind::ObjectTexture)
    }

    /// Reads a file of this kind, and returns its mesh if it is one.
    ///
    /// # Errors
    /// The reason and, if there is one, its offset in the file.
    fn read(self, file: &ClientFile) -> Result<Option<Mesh>, (String, Option<u64>)> {
        let malformed = |error: FormatError| (with_causes(&error), Some(error.offset));
        match self {
            CompanionKind::ZoneTable => match Table::parse(&file.bytes) {
                Ok(table) if zones_tbl::rows(&table).is_empty() => Err(("the table lists no zones".into(), None)),
                Ok(_) => Ok(None),
                Err(error) => Err(malformed(error)),
            },
            CompanionKind::Mesh => Mesh::parse(&file.bytes).map(Some).map_err(malformed),
            CompanionKind::Water | CompanionKind::Caustics | CompanionKind::ObjectTexture => {
                parse_dxt(&file.bytes).map(|_| None).map_err(malformed)
            }
            CompanionKind::BaseTexture | CompanionKind::SkyPicture => {
                let picture = pictures::decode(&file.bytes, pictures::format_of(&file.path));
                match picture.map_err(|error| with_causes(&error)) {
                    Err(reason) => Err((reason, None)),
                    Ok(_) if self != CompanionKind::BaseTexture => Ok(None),
                    Ok(_) if pictures::base_texture(&file.bytes).is_some() => Ok(None),
                    Ok(picture) => {
                        let size = format!("{} x {} pixels", picture.width, picture.height);
                        Err((format!("{size}, expected a square whose side is a power of two"), None))
                    }
                }
            }
        }
    }
}

/// Reads the files of the client that a zone is drawn with, and keeps the meshes by their names in lower case.
pub(super) async fn read(
    gtd: &Gtd,
    parts: Option<&ZoneParts>,
    files: &ZoneFiles,
) -> (Vec<Companion>, HashMap<String, Mesh>) {
    let read = map_concurrently(&named(gtd, parts), |(kind, name)| companion(*kind, name, files)).await;
    let (mut companions, mut meshes) = (Vec::with_capacity(read.len()), HashMap::new());
    for (companion, mesh) in read {
        meshes.extend(mesh.map(|mesh| (companion.name.clone(), mesh)));
        companions.push(companion);
    }
    (companions, meshes)
}

/// Kinds and names of the files.
fn named(gtd: &Gtd, parts: Option<&ZoneParts>) -> Vec<(CompanionKind, String)> {
    let common =
        [(CompanionKind::BaseTexture, TERRAIN_BASE.to_owned()), (CompanionKind::ZoneTable, ZONES_TABLE.to_owned())];
    let water = needed_files(gtd).into_iter().filter(|need| matches!(need, Need::Water { .. }));
    let water: Vec<_> = water.map(|need| (CompanionKind::Water, need.into_name())).collect();
    let caustics = (0..CAUSTIC_FRAMES).map(|frame| (CompanionKind::Caustics, caustic_path(frame)));
    let sky = parts.and_then(|parts| parts.sky.as_ref().ok()).map(|part| &part.content);
    let stored = sky.into_iter().flat_map(|sky| sky.sun.iter().chain(&sky.clouds).chain([&sky.moon]));
    let pictures = stored.filter_map(|name| sky_picture_path(name)).map(|name| (CompanionKind::SkyPicture, name));
    let mut named: Vec<_> = common.into_iter().chain(water).chain(caustics).collect();
    for picture in pictures {
        if !named.contains(&picture) {
            named.push(picture);
        }
    }
    if let Some(opd) = parts.and_then(|parts| parts.opd.as_ref().ok()) {
        let ObjectSet { meshes, textures, .. } = ObjectSet::new(&opd.content);
        named.extend(meshes.into_iter().map(|name| (CompanionKind::Mesh, name)));
        named.extend(textures.into_iter().map(|name| (CompanionKind::ObjectTexture, name)));
    }
    named
}

async fn companion(kind: CompanionKind, name: &str, files: &ZoneFiles) -> (Companion, Option<Mesh>) {
    let mut mesh = None;
    let read = match kind {
        // Generated zones use textures that are embedded in the program.
        CompanionKind::Water | CompanionKind::Mesh | CompanionKind::ObjectTexture => files.read(name).await,
        _ => files.read_from_client(name).await,
    };
    let state = match read {
        Ok(file) => match kind.read(&file) {
            Err((reason, offset)) => CompanionState::Broken {
                message: format!("{}: {reason}", crate::formats::kernel::visible::path_text(&file.path)),
                offset,
            },
            Ok(found) => {
                mesh = found;
                CompanionState::Sound
            }
        },
        Err(FileError::NotFound(_)) => CompanionState::NotFound,
        Err(error) => CompanionState::Broken { message: with_causes(&error), offset: None },
    };
    (Companion { kind, name: name.to_owned(), state }, mesh)
}

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(around) = subject.around else { return };
    let mut missing: Vec<(CompanionKind, Vec<&str>)> = Vec::new();
    for companion in &around.companions {
        let kind = companion.kind;
        match &companion.state {
            CompanionState::Sound => {}
            CompanionState::Broken { message, offset } => {
                let code = if kind.is_texture() { &code::UNREADABLE_TEXTURE } else { &code::UNREADABLE_PART };
                findings.add(code).beside(kind.name(), *offset).say(message.clone());
            }
            CompanionState::NotFound if kind.is_texture() || kind == CompanionKind::Mesh => {
                let of_water = kind == CompanionKind::Water;
                let code = if of_water { &code::MISSING_WATER_TEXTURE } else { &code::MISSING_OBJECT_FILE };
                findings.add(code).beside(kind.name(), None).say(format!("{} not found", companion.name));
            }
            CompanionState::NotFound => match missing.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, names)) => names.push(&companion.name),
                None => missing.push((kind, vec![&companion.name])),
            },
        }
    }
    // A client without any caustics is no finding of a zone without water.
    let dry = around.companions.iter().all(|companion| companion.kind != CompanionKind::Water);
    missing.retain(|(kind, names)| !dry || *kind != CompanionKind::Caustics || names.len() < CAUSTIC_FRAMES as usize);
    if around.is_in_client {
        for (kind, names) in missing {
            let message = format!("{} not found", shortened(&names));
            findings.add(&code::MISSING_CLIENT_FILE).beside(kind.name(), None).say(message);
        }
    } else if !missing.is_empty() {
        let names: Vec<String> = missing.iter().map(|(_, names)| shortened(names)).collect();
        let message = format!("not in a client folder, so {} are not found; --data names one", names.join(", "));
        findings.add(&code::NO_CLIENT).say(message);
    }
}

/// The first name, and the number of others.
fn shortened(names: &[&str]) -> String {
    match names {
        [one] => (*one).to_owned(),
        [first, others @ ..] => format!("{first} and {} more", others.len()),
        [] => String::new(),
    }
}

//! The client's own files about a zone that mark places: named areas, event rectangles, sounds, flags, and objects with a
//! role in the game.

use std::path::PathBuf;

use crate::formats::ens::SoundsFile;
use crate::formats::evtsub::NamedAreas;
use crate::formats::flags::FlagsFile;
use crate::formats::gev::GevFile;
use crate::formats::gtd::Gtd;
use crate::formats::opd::OpdFile;
use crate::formats::smd::ObjectEvent;
use crate::zone::ZoneFiles;
use crate::zone::error::PartError;
use crate::zone::parts::{Banners, FoundPart, Part, ZonePart};

/// A file and its contents.
#[derive(Clone, Debug)]
pub struct Companion<T> {
    /// Path of the file.
    pub path: PathBuf,
    /// Contents of the file.
    pub content: T,
}

/// The files of a zone's client that mark places. Those that it lacks are none.
#[derive(Clone, Debug, Default)]
pub struct Companions {
    /// `.evtsub`: named areas.
    pub areas: Option<Companion<NamedAreas>>,
    /// `.gev`: rectangles with events, without their numbers.
    pub event_rects: Option<Companion<GevFile>>,
    /// `.ens`: sound areas.
    pub sounds: Option<Companion<SoundsFile>>,
    /// `.flag` and `.gfo`: waving cloths.
    pub flags: Vec<Companion<FlagsFile>>,
    /// The placed objects that have a role in the game.
    pub objects: Option<Companion<Vec<RoleObject>>>,
}

/// A placed object with a role in the game.
#[derive(Clone, Debug)]
pub struct RoleObject {
    /// Number of the object in its file.
    pub index: u32,
    /// Its name.
    pub name: String,
    /// Its role and place.
    pub event: ObjectEvent,
}

impl Companions {
    /// Reads the files of a zone; `objects` was read before. Also returns why files that exist are not used.
    pub async fn read(
        files: &ZoneFiles,
        gtd: &Gtd,
        objects: Option<&FoundPart<OpdFile>>,
    ) -> (Companions, Vec<PartError>) {
        let mut errors = Vec::new();
        let companions = Companions {
            areas: companion(files.part::<NamedAreas>(gtd).await, &mut errors),
            event_rects: companion(files.part::<GevFile>(gtd).await, &mut errors),
            sounds: companion(files.part::<SoundsFile>(gtd).await, &mut errors),
            flags: [
                companion(files.part::<FlagsFile>(gtd).await, &mut errors),
                companion(files.part::<Banners>(gtd).await, &mut errors)
                    .map(|Companion { path, content: Banners(content) }| Companion { path, content }),
            ]
            .into_iter()
            .flatten()
            .collect(),
            objects: objects.map(role_objects),
        };
        (companions, errors)
    }
}

fn companion<T: ZonePart>(part: Part<T>, errors: &mut Vec<PartError>) -> Option<Companion<T>> {
    match part {
        Ok(FoundPart { path, content, .. }) => Some(Companion { path, content }),
        Err(PartError::None | PartError::NotFound(_)) => None,
        Err(error) => {
            errors.push(error);
            None
        }
    }
}

fn role_objects(found: &FoundPart<OpdFile>) -> Companion<Vec<RoleObject>> {
    let numbered = (0_u32..).zip(&found.content.objects);
    let with_role = numbered.filter_map(|(index, object)| {
        ObjectEvent::of(object).map(|event| RoleObject { index, name: object.name(), event })
    });
    Companion { path: found.path.clone(), content: with_role.collect() }
}

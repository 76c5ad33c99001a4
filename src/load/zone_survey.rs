//! What all zones of a client use: which zone shows which picture of which texture file, and which objects stand where.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::formats::gtd::{Gtd, Source};
use crate::formats::kernel::visible::visible_path;
use crate::formats::opd::OpdFile;
use crate::platform::{CancelToken, Canceled};
use crate::scene::objects::ObjectSet;
use crate::scene::objects::catalog::Catalog;
use crate::scene::terrain::texture_uses::counts;
use crate::zone::client_files::ClientFiles;
use crate::zone::zone_list::zones_in;

/// What one zone uses.
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyedZone {
    /// The terrain file.
    pub path: PathBuf,
    /// Name of the file without extension, for display.
    pub stem: String,
    /// Number of tiles with each picture, by the source's key and the index in it.
    uses: BTreeMap<String, BTreeMap<i16, u32>>,
    /// Its objects by kind; their files are not read. Empty without objects, or if they cannot be read.
    pub objects: Arc<Catalog>,
}

/// Uses of a texture file in a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileUses {
    /// Number of tiles with one picture of the file.
    pub picture: u32,
    /// Number of tiles with any picture of the file; a tile with two of them counts twice.
    pub file: u32,
}

impl SurveyedZone {
    /// Counts the tiles of a zone; `objects` is its file of placed objects, if it has one.
    pub fn new(path: PathBuf, gtd: &Gtd, objects: Option<&OpdFile>) -> SurveyedZone {
        let mut uses: BTreeMap<String, BTreeMap<i16, u32>> = BTreeMap::new();
        for (texture, tiles) in (0..).zip(counts(gtd)) {
            let (Some(source), Some(entry)) =
                (gtd.textures().source_of(texture), gtd.textures().tiles.get(usize::from(texture)))
            else {
                continue;
            };
            *uses.entry(source.key()).or_default().entry(entry.tile).or_default() += tiles;
        }
        let extent_m = [gtd.extent_m(); 2];
        let catalog = |file: &OpdFile| Catalog::new(&ObjectSet::new(file), &file.objects, extent_m, None);
        let objects = Arc::new(objects.map(catalog).unwrap_or_default());
        SurveyedZone { stem: visible_path(path.file_stem().unwrap_or_default()), path, uses, objects }
    }

    /// Uses of a texture file, and of one picture in it; none if the zone does not name the file.
    pub fn uses_of(&self, source: &Source, tile: i16) -> Option<FileUses> {
        let pictures = self.uses.get(&source.key())?;
        Some(FileUses { picture: pictures.get(&tile).copied().unwrap_or_default(), file: pictures.values().sum() })
    }
}

/// Progress of [`survey`]: a zone was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Surveyed {
    /// Zones read so far.
    pub done: usize,
    /// Zones in the folder.
    pub total: usize,
    /// What it uses; none if the zone cannot be read.
    pub zone: Option<SurveyedZone>,
}

/// Reads the zones of a folder one after the other, see [`zones_in`]; `each` receives every one.
///
/// # Errors
/// [`Canceled`].
pub async fn survey(
    files: Arc<dyn ClientFiles>,
    folder: &Path,
    cancel: &CancelToken,
    mut each: impl FnMut(Surveyed),
) -> Result<(), Canceled> {
    let zones = cancel.unless_canceled(zones_in(files.clone(), folder)).await?;
    for (index, entry) in zones.iter().enumerate() {
        let path = &entry.bundle.gtd;
        let bytes = cancel.unless_canceled(files.read(path)).await?;
        let gtd = bytes.ok().and_then(|bytes| Gtd::parse(bytes).ok());
        let objects = match entry.bundle.opd.path().filter(|_| gtd.is_some()) {
            Some(path) => cancel.unless_canceled(files.read(path)).await?.ok(),
            None => None,
        };
        let objects = objects.and_then(|bytes| OpdFile::parse(&bytes).ok());
        let zone = gtd.map(|gtd| SurveyedZone::new(path.clone(), &gtd, objects.as_ref()));
        each(Surveyed { done: index + 1, total: zones.len(), zone });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::formats::gtd::{Draft, Header, MapRecord, PackedTile, TextureTable, TileTexture};
    use crate::platform::block_on;
    use crate::zone::client_files::MemoryFiles;

    /// A zone with `tiles` tiles of the second picture of a file, and one of the first.
    fn zone(source: &str, tiles: usize) -> Vec<u8> {
        let mut draft = Draft::flat(Header::versioned(1, "zone"), 17);
        let none = PackedTile::NO_TEXTURE;
        let entries = (0..2).map(|tile| TileTexture { source: 0, tile }).collect();
        draft.textures = TextureTable { sources: vec![Source::new(source)], tiles: entries };
        draft.records.fill(MapRecord::new(0.0, PackedTile::pack(true, 0, 0, none, none)));
        for record in &mut draft.records[..tiles] {
            *record = MapRecord::new(0.0, PackedTile::pack(true, 0, 0, 1, none));
        }
        draft.records[17] = MapRecord::new(0.0, PackedTile::pack(true, 0, 0, 0, none));
        draft.encode().unwrap()
    }

    fn client() -> Arc<dyn ClientFiles> {
        let files = [
            ("zones/a.gtd", zone("dtex\\grass_0.gtt", 3)),
            ("zones/b.gtd", zone("DTex/Grass_0.GTT", 5)),
            ("zones/c.gtd", zone("dtex\\rock_0.gtt", 5)),
            ("zones/d.gtd", vec![7; 40]),
        ];
        let files = files.map(|(path, bytes)| (PathBuf::from(path), Cow::Owned(bytes)));
        Arc::new(files.into_iter().collect::<MemoryFiles>())
    }

    #[test]
    fn zones_with_the_same_file_are_found_however_it_is_spelled() {
        let mut all = Vec::new();
        block_on(survey(client(), Path::new(""), &CancelToken::default(), |zone| all.push(zone))).unwrap();
        assert_eq!(
            all.iter().map(|zone| (zone.done, zone.total)).collect::<Vec<_>>(),
            [(1, 4), (2, 4), (3, 4), (4, 4)]
        );
        let uses = |file: &str, tile| -> Vec<Option<(String, u32, u32)>> {
            let of = |zone: &SurveyedZone| {
                zone.uses_of(&Source::new(file), tile).map(|uses| (zone.stem.clone(), uses.picture, uses.file))
            };
            all.iter().map(|surveyed| surveyed.zone.as_ref().and_then(of)).collect()
        };
        let found = |stem: &str, picture, file| Some((stem.to_owned(), picture, file));
        assert_eq!(uses("dtex\\grass_0.gtt", 1), [found("a", 3, 4), found("b", 5, 6), None, None]);
        assert_eq!(uses("dtex\\grass_0.gtt", 7), [found("a", 0, 4), found("b", 0, 6), None, None]);
        assert_eq!(uses("dtex\\rock_0.gtt", 0), [None, None, found("c", 1, 6), None]);
    }

    #[test]
    fn a_canceled_survey_ends_before_the_next_zone() {
        let (cancel, mut read) = (CancelToken::default(), 0);
        let canceler = cancel.clone();
        let ended = block_on(survey(client(), Path::new(""), &cancel, |_| {
            read += 1;
            canceler.cancel();
        }));
        assert_eq!((ended, read), (Err(Canceled), 1));
    }
}

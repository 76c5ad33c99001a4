//! The files of a zone: by the client's zone table if it lists the zone, else by the name of the terrain file.

use std::path::{Path, PathBuf};

use super::error::{NotFound, with_causes};
use super::folder::ClientFolder;
use crate::formats::kernel::visible::path_text;
use crate::formats::tbl::Table;
use crate::formats::zones_tbl::{self, ZoneRow};

/// Path of the zone table in a client.
pub const ZONES_TABLE: &str = "Data\\Zones.tbl";
/// Folder of skies in a client.
pub const SKY_FOLDER: &str = "Misc\\Sky";
/// Base texture that is multiplied with the color map, one copy per tile.
pub const TERRAIN_BASE: &str = "Misc\\Terrain_Base.bmp";
/// Default sky, for zones without another rule.
const COMMON_SKY: &str = "BattleZone";

/// A file that belongs to a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartFile {
    /// The real path of an existing file.
    Found(PathBuf),
    /// The file is missing.
    NotFound(NotFound),
    /// The zone table says that the zone has none.
    None,
}

impl PartFile {
    /// The path, if the file exists.
    pub fn path(&self) -> Option<&Path> {
        match self {
            PartFile::Found(path) => Some(path),
            _ => None,
        }
    }

    /// The name and searched paths, if the file is missing.
    pub fn not_found(&self) -> Option<&NotFound> {
        match self {
            PartFile::NotFound(not_found) => Some(not_found),
            _ => None,
        }
    }
}

/// The rule by which a zone's sky was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SkyRule {
    /// The zone table names it.
    Table,
    /// Its name is the first word of the zone's.
    FirstWord,
    /// The default sky `BattleZone`, for all others.
    Common,
}

/// The files of a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// Path of the terrain file as opened.
    pub gtd: PathBuf,
    /// Its name without extension, in lower case.
    pub stem: String,
    /// Numbers of the zone; empty if no table lists it.
    pub ids: Vec<u32>,
    /// Whether the table's numbers are ten times those of the server, as in clients from 1298 on: most end in 0.
    pub has_tenfold_ids: bool,
    /// Name of the zone in the client's language, if the table has one.
    pub name: Option<String>,
    /// `.tct`: color map for distant terrain.
    pub tct: PartFile,
    /// `.tlt`: baked shadows.
    pub tlt: PartFile,
    /// `.opd`: objects and their collision cells.
    pub opd: PartFile,
    /// `.glo`: point lights by hour.
    pub glo: PartFile,
    /// `.opdext`: invisible walls.
    pub walls: PartFile,
    /// `.opdsub`: effects at objects.
    pub effects: PartFile,
    /// `.evtsub`: named areas, by the zone's name or by `event_` and it. None where there is no such file.
    pub areas: PartFile,
    /// `.gev`: rectangles with events. None where there is no such file.
    pub event_rects: PartFile,
    /// `.ens`: sound areas. None where there is no such file.
    pub sounds: PartFile,
    /// `.flag`: waving cloths. None where there is no such file.
    pub flags: PartFile,
    /// `.gfo`: waving cloths, often those of another zone. None where there is no such file.
    pub banners: PartFile,
    /// `.dxt`: minimap of the game.
    pub minimap: PartFile,
    /// `.n3sky`: colors, sun and clouds by time of day.
    pub sky: PartFile,
    /// The rule that determined [`Bundle::sky`].
    pub sky_rule: SkyRule,
    /// Hour at which the zone fixes its sun, if it does.
    pub sun_hour: Option<u32>,
    /// Base texture of the color map.
    pub terrain_base: PartFile,
}

impl Bundle {
    /// Finds the files of a zone in its client folder. `rows` are those of the zone table, empty without one.
    pub async fn new(gtd: &Path, folder: &ClientFolder, rows: &[ZoneRow]) -> Bundle {
        let file_name = gtd.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let stem = gtd.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
        let mut of_zone = zones_tbl::rows_of(rows, &file_name).peekable();
        let row = of_zone.peek().copied();
        let ids = of_zone.map(|row| row.id).collect();
        let tenfold = rows.iter().filter(|row| row.id % 10 == 0).count();
        let part = async |named: fn(&ZoneRow) -> &Option<String>, ending: &str| {
            let by_stem = format!("Zones\\{stem}.{ending}");
            let named = match row.map(|row| named(row).as_deref()) {
                None => NamedPart::NoRow,
                Some(None) => NamedPart::None,
                Some(Some(name)) => NamedPart::File(name),
            };
            part_file(folder, named, &by_stem).await
        };
        let (sky_name, sky_rule) = choose_sky(&stem, row, folder).await;
        Bundle {
            gtd: gtd.to_path_buf(),
            ids,
            has_tenfold_ids: tenfold * 2 > rows.len(),
            name: row.and_then(|row| row.name.clone()),
            tct: part(|row| &row.tct, "tct").await,
            tlt: part(|row| &row.tlt, "tlt").await,
            opd: part(|row| &row.opd, "opd").await,
            glo: part(|row| &row.glo, "glo").await,
            walls: part(|row| &row.walls, "opdext").await,
            effects: part(|row| &row.effects, "opdsub").await,
            areas: optional(folder, &[format!("{stem}.evtsub"), format!("event_{stem}.evtsub")]).await,
            event_rects: optional(folder, &[format!("{stem}.gev")]).await,
            sounds: optional(folder, &[format!("{stem}.ens")]).await,
            flags: optional(folder, &[format!("{stem}.flag")]).await,
            banners: optional(folder, &[format!("{stem}.gfo")]).await,
            minimap: part(|row| &row.minimap, "dxt").await,
            sky: locate(folder, &sky_name).await,
            sky_rule,
            sun_hour: row.and_then(|row| row.sun_hour),
            terrain_base: locate(folder, TERRAIN_BASE).await,
            stem,
        }
    }

    /// The parts without the terrain itself, by their names in `--stats`.
    pub fn parts(&self) -> [(&'static str, &PartFile); 5] {
        [("tct", &self.tct), ("tlt", &self.tlt), ("opd", &self.opd), ("minimap", &self.minimap), ("sky", &self.sky)]
    }
}

/// Rows of the client's zone table; none without a table.
///
/// # Errors
/// The table cannot be read: its path and the reason.
pub async fn zone_rows(folder: &ClientFolder) -> Result<Vec<ZoneRow>, String> {
    match folder.find(ZONES_TABLE).await {
        Some(path) => read_zone_rows(folder, &path).await,
        None => Ok(Vec::new()),
    }
}

/// As [`zone_rows`], for a table that was found.
pub(super) async fn read_zone_rows(folder: &ClientFolder, path: &Path) -> Result<Vec<ZoneRow>, String> {
    let table = folder.read(path).await.map_err(|error| with_causes(&error));
    let table = table.and_then(|bytes| Table::parse(&bytes).map_err(|error| with_causes(&error)));
    table.map(|table| zones_tbl::rows(&table)).map_err(|reason| format!("{}: {reason}", path_text(path)))
}

/// The name that the zone table has for a part.
#[derive(Clone, Copy)]
enum NamedPart<'a> {
    /// The table does not know the zone.
    NoRow,
    /// The zone's row names no file.
    None,
    /// The name of the file in the zone's row.
    File(&'a str),
}

/// Looks up a part by the zone's row, else by the zone's own name. Files beside the terrain file come first: a zone that was
/// copied elsewhere with its parts keeps them.
async fn part_file(folder: &ClientFolder, named: NamedPart<'_>, by_stem: &str) -> PartFile {
    let name = match named {
        NamedPart::File(name) => name,
        NamedPart::None | NamedPart::NoRow => by_stem,
    };
    let found = match folder.find_beside_zone(name).await {
        Some(path) => Some(path),
        None => folder.find_beside_zone(by_stem).await,
    };
    match (found, named) {
        (Some(path), _) => PartFile::Found(path),
        (None, NamedPart::None) => PartFile::None,
        (None, _) => match folder.find(by_stem).await {
            Some(path) if folder.find(name).await.is_none() => PartFile::Found(path),
            _ => locate(folder, name).await,
        },
    }
}

/// A file that most zones lack, by its names beside the zone or in the client's folder of zones.
async fn optional(folder: &ClientFolder, names: &[String]) -> PartFile {
    for name in names {
        let beside = folder.find_beside_zone(name).await;
        let found = match beside {
            Some(path) => Some(path),
            None => folder.find(&format!("Zones\\{name}")).await,
        };
        if let Some(path) = found {
            return PartFile::Found(path);
        }
    }
    PartFile::None
}

async fn locate(folder: &ClientFolder, name: &str) -> PartFile {
    match folder.locate(name).await {
        Ok(path) => PartFile::Found(path),
        Err(not_found) => PartFile::NotFound(not_found),
    }
}

/// The rule of formats section 10: the sky of the row; else the sky named like the first word of the zone, if it
/// exists; else the default.
async fn choose_sky(stem: &str, row: Option<&ZoneRow>, folder: &ClientFolder) -> (String, SkyRule) {
    if let Some(sky) = row.and_then(|row| row.sky.clone()) {
        return (sky, SkyRule::Table);
    }
    let word: String = stem.chars().take_while(|c| c.is_alphabetic()).collect();
    let named = |word: &str| format!("{SKY_FOLDER}\\{word}.n3sky");
    match !word.is_empty() && folder.find(&named(&word)).await.is_some() {
        true => (named(&word), SkyRule::FirstWord),
        false => (named(COMMON_SKY), SkyRule::Common),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::block_on;
    use std::fs;

    fn client(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, b"").unwrap();
        }
        dir
    }

    const FILES: [&str; 7] = [
        "DTex/a_0.gtt",
        "Zones/karus_start.gtd",
        "Zones/Karus_Start.TLT",
        "Zones/karus_start.DXT",
        "Zones/other.tct",
        "Misc/Sky/Karus.n3sky",
        "Misc/Sky/battlezone.n3sky",
    ];

    fn bundle(dir: &Path, rows: &[ZoneRow]) -> Bundle {
        let gtd = dir.join("Zones/karus_start.gtd");
        block_on(async { Bundle::new(&gtd, &ClientFolder::on_disk(&gtd, None).await, rows).await })
    }

    #[test]
    fn without_a_row_the_zones_own_name_decides() {
        let dir = client(&FILES);
        let bundle = bundle(dir.path(), &[]);
        assert_eq!(bundle.tlt.path(), Some(dir.path().join("Zones/Karus_Start.TLT").as_path()));
        assert_eq!(bundle.minimap.path(), Some(dir.path().join("Zones/karus_start.DXT").as_path()));
        assert_eq!(bundle.tct.not_found().unwrap().name, "Zones\\karus_start.tct");
        assert_eq!(bundle.sky.path(), Some(dir.path().join("Misc/Sky/Karus.n3sky").as_path()));
        assert_eq!((bundle.sky_rule, bundle.sun_hour, bundle.ids), (SkyRule::FirstWord, None, vec![]));
    }

    #[test]
    fn a_row_decides_where_there_is_one() {
        let dir = client(&FILES);
        let row = ZoneRow {
            id: 5,
            gtd: Some("Zones\\Karus_Start.gtd".into()),
            tct: Some("Zones\\other.tct".into()),
            opd: None,
            sky: Some("Misc\\Sky\\BattleZone.n3sky".into()),
            sun_hour: Some(7),
            ..ZoneRow::default()
        };
        let bundle = bundle(dir.path(), &[ZoneRow { id: 6, ..row.clone() }, row]);
        assert_eq!(bundle.ids, [6, 5]);
        assert_eq!(bundle.tct.path(), Some(dir.path().join("Zones/other.tct").as_path()));
        assert_eq!(bundle.opd, PartFile::None);
        // The row names no shadow file, but one with the terrain's name is beside it.
        assert!(bundle.tlt.path().is_some());
        assert_eq!((bundle.sky_rule, bundle.sun_hour), (SkyRule::Table, Some(7)));
    }

    #[test]
    fn skies_fall_back_to_the_common_one() {
        let dir = client(&["DTex/a_0.gtt", "Zones/karus_start.gtd", "Misc/Sky/battlezone.n3sky"]);
        let with = bundle(dir.path(), &[]);
        assert_eq!((with.sky_rule, with.sky.path().is_some()), (SkyRule::Common, true));
        let dir = client(&["Zones/karus_start.gtd"]);
        let without = bundle(dir.path(), &[]);
        assert_eq!(without.sky.not_found().unwrap().name, "Misc\\Sky\\BattleZone.n3sky");
        assert!(without.terrain_base.not_found().is_some());
    }
}

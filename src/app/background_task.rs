//! Background tasks (sky, minimap, zone list, pictures of view modes), run off the UI thread.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::formats::ntf;
use crate::load::read_sky;
use crate::scene::Sky;
use crate::scene::modes::pictures::{self, Means, ModePicture};
use crate::scene::raster::mip_image::ZoneImage;
use crate::scene::terrain::Terrain;
use crate::ui::ZoneRow;
use crate::zone::zone_list::zones_in;

/// Work to do off the UI thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackgroundTask {
    /// A sky, for the zone that is open.
    Sky {
        /// Its file.
        path: PathBuf,
        /// The client folder, where it is not the one that the sky lies in.
        data: Option<PathBuf>,
        /// The hour at which the zone's sun stands still.
        sun_hour: Option<u32>,
    },
    /// The game's picture of the open zone.
    Minimap(PathBuf),
    /// The zones of a folder.
    Zones(PathBuf),
    /// A picture that a view mode or an overlay needs.
    Mode(ModeJob),
}

/// A ground; the same one only where it is the same in memory.
#[derive(Clone)]
pub struct GroundOf(pub Arc<Terrain>);

impl PartialEq for GroundOf {
    fn eq(&self, other: &GroundOf) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for GroundOf {}

impl std::fmt::Debug for GroundOf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ground of {} vertices a side", self.0.gtd().map_size())
    }
}

/// A picture of a zone to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModeJob {
    /// The zone.
    pub ground: GroundOf,
    /// Which picture.
    pub which: ZoneImage,
    /// Mean colors of the tile textures, where the mode needs them.
    pub means: Means,
}

/// The result of a task.
#[derive(Clone, Debug)]
pub enum TaskResult {
    /// A sky.
    Sky(Arc<Sky>),
    /// A picture: its size in pixels and its texels, four bytes each.
    Minimap {
        /// The file that it was read from.
        path: PathBuf,
        /// Width and height.
        size_px: [u32; 2],
        /// Red, green, blue and alpha of each texel, row 0 in the north.
        rgba: Arc<Vec<u8>>,
    },
    /// The zones of a folder.
    Zones {
        /// The folder.
        folder: PathBuf,
        /// Its zones.
        rows: Vec<ZoneRow>,
    },
    /// A picture that a view mode or an overlay needs.
    Mode {
        /// Of which zone.
        ground: GroundOf,
        /// Which.
        which: ZoneImage,
        /// The picture, and what was counted for the legend.
        made: Arc<ModePicture>,
    },
    /// The sky could not be read, and why.
    NoSky(String),
    /// The minimap could not be read, and why.
    NoMinimap(String),
}

/// Runs a task on a thread of its own; `answered` is called there.
pub fn run(task: BackgroundTask, answered: impl FnOnce(TaskResult) + Send + 'static) {
    let spawned = std::thread::Builder::new().name("background task".into()).spawn(move || answered(result_of(task)));
    if let Err(error) = spawned {
        log::error!("no thread for reading: {error}");
    }
}

fn result_of(task: BackgroundTask) -> TaskResult {
    match task {
        BackgroundTask::Sky { path, data, sun_hour } => match read_sky(&path, data.as_deref(), sun_hour) {
            Ok(sky) => TaskResult::Sky(Arc::new(sky)),
            Err(reason) => TaskResult::NoSky(reason),
        },
        BackgroundTask::Minimap(path) => match minimap(&path) {
            Ok((size_px, rgba)) => TaskResult::Minimap { path, size_px, rgba: Arc::new(rgba) },
            Err(reason) => TaskResult::NoMinimap(format!("{}: {reason}", path.display())),
        },
        BackgroundTask::Mode(ModeJob { ground, which, means }) => {
            let gtd = ground.0.gtd();
            let made = match which {
                ZoneImage::Mode(mode) => pictures::picture(gtd, mode, means.rgb(), pictures::PICTURE_PX),
                _ => pictures::grass_picture(gtd, pictures::PICTURE_PX),
            };
            TaskResult::Mode { made: Arc::new(made), ground, which }
        }
        BackgroundTask::Zones(folder) => {
            let rows = zone_rows(&folder);
            TaskResult::Zones { folder, rows }
        }
    }
}

/// The largest level of a picture that is no wider than the map needs.
fn minimap(path: &Path) -> Result<([u32; 2], Vec<u8>), String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let texture = ntf::parse_dxt(&bytes).map_err(|error| error.to_string())?;
    let sizes = (0..texture.level_count()).filter_map(|level| Some((level, texture.level(level)?)));
    let mut sizes = sizes.map(|(index, level)| (index, [level.width, level.height]));
    let fits = |(_, size_px): &(usize, [u32; 2])| size_px.iter().all(|&side| side <= 1024);
    let (level, size_px) = sizes.find(fits).ok_or("it has no level of at most 1024 pixels")?;
    Ok((size_px, texture.decode_rgba8(level)))
}

fn zone_rows(folder: &Path) -> Vec<ZoneRow> {
    let row = |entry: crate::zone::zone_list::ZoneEntry| ZoneRow {
        stem: entry.bundle.gtd.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        parts: entry.bundle.parts().map(|(name, part)| (name, part.path().is_some())).to_vec(),
        path: entry.bundle.gtd,
        name: entry.bundle.name,
        ids: entry.bundle.ids,
        map_size: entry.map_size,
    };
    zones_in(folder).into_iter().map(row).collect()
}

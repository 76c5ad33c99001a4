//! Data of the open zone besides its terrain: available skies, objects, water, the minimap's file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::background_task::BackgroundTask;
use crate::camera::WalkGround;
use crate::formats::kernel::visible::{visible, visible_path};
use crate::load::Zone;
use crate::scene::collision::{Collision, TriangleGrid};
use crate::scene::terrain::Terrain;
use crate::scene::{PlacedObject, Sky, Water};
use crate::ui::{ObjectLabel, Skies};

/// Skies, objects, water and minimap of the open zone.
#[derive(Default)]
pub struct ZoneContext {
    pub skies: SkyChoice,
    /// Placed objects of the zone.
    pub objects: Vec<ObjectLabel>,
    /// Water of the zone, until the overview map has requested its image.
    pub water: Option<Arc<Water>>,
    /// The zone has objects, and the overview map has not requested their image.
    pub has_undrawn_objects: bool,
    /// File of the game's minimap of the zone.
    pub minimap: Option<PathBuf>,
    /// Bodies of the placed objects.
    pub collision: Arc<Collision>,
    /// Surface of the zone's water.
    pub water_surface: TriangleGrid,
}

/// The client's skies, and the one in use.
#[derive(Debug, Default)]
pub struct SkyChoice {
    files: Vec<PathBuf>,
    names: Vec<String>,
    shown: Option<usize>,
    /// Index of the zone's own sky.
    own: Option<usize>,
    /// Value of `--sky` for the sky in use; none for the zone's own.
    option: Option<String>,
    /// A sky was loaded.
    loaded: bool,
    sun_hour: Option<u32>,
}

impl ZoneContext {
    /// Creates the context of an opened zone.
    pub fn new(zone: &Zone) -> ZoneContext {
        let (bundle, files) = (zone.bundle(), zone.skies.clone());
        let own = bundle.and_then(|bundle| bundle.sky.path());
        ZoneContext {
            skies: SkyChoice::new(files, own, bundle.and_then(|bundle| bundle.sun_hour)),
            objects: Vec::new(),
            water: None,
            has_undrawn_objects: false,
            minimap: bundle.and_then(|bundle| bundle.minimap.path()).map(PathBuf::from),
            collision: Arc::default(),
            water_surface: TriangleGrid::default(),
        }
    }

    /// Stores the zone's water; the zone has a side in meters.
    pub fn set_water(&mut self, water: &Arc<Water>, extent_m: f64) {
        self.water_surface = water.mesh.surface(extent_m);
        self.water = Some(water.clone());
    }

    /// The zone for a walker.
    pub fn walk_ground<'a>(&'a self, terrain: &'a Terrain, gates_open: bool) -> WalkGround<'a> {
        WalkGround { terrain, collision: &self.collision, water: &self.water_surface, gates_open }
    }

    /// Stores the zone's objects.
    pub fn set_objects(&mut self, objects: &[PlacedObject]) {
        let placed = |object: &PlacedObject| ObjectLabel {
            name: visible(short_name(&object.name)).into_owned(),
            position: object.position_m.as_dvec3(),
        };
        self.objects = objects.iter().map(placed).collect();
    }
}

impl SkyChoice {
    fn new(files: Vec<PathBuf>, own: Option<&Path>, sun_hour: Option<u32>) -> SkyChoice {
        let name = |path: &PathBuf| visible_path(path.file_stem().unwrap_or_default());
        let own = own.and_then(|own| files.iter().position(|file| file == own));
        let names = files.iter().map(name).collect();
        SkyChoice { files, names, shown: own, own, option: None, loaded: false, sun_hour }
    }

    /// Chooses a sky by index. Returns its file.
    pub fn choose(&mut self, index: usize) -> Option<PathBuf> {
        let path = self.files.get(index)?.clone();
        self.shown = Some(index);
        self.option = self.names.get(index).filter(|_| self.own != Some(index)).cloned();
        Some(path)
    }

    /// Chooses a sky by its name among the client's, or by its file. Returns its file; none if there is no such sky.
    pub fn choose_by_name(&mut self, wanted: &str) -> Option<PathBuf> {
        if let Some(index) = self.names.iter().position(|name| name.eq_ignore_ascii_case(wanted)) {
            return self.choose(index);
        }
        let file = PathBuf::from(wanted);
        file.is_file().then(|| {
            (self.shown, self.option) = (None, Some(wanted.to_owned()));
            file
        })
    }

    /// Returns to the zone's own sky, if another one is in use. Returns its file.
    pub fn choose_own(&mut self) -> Option<PathBuf> {
        let own = self.own.filter(|_| self.option.is_some())?;
        self.choose(own)
    }

    /// The task that reads a sky for this zone.
    pub fn task(&self, path: PathBuf, data: Option<PathBuf>) -> BackgroundTask {
        BackgroundTask::Sky { path, data, sun_hour: self.sun_hour }
    }

    /// Notes that a sky is drawn.
    pub fn set_loaded(&mut self, sky: &Sky) {
        self.loaded = true;
        self.sun_hour = sky.sun_hour;
    }

    /// Value of `--sky` for the sky in use; none for the zone's own.
    pub fn option(&self) -> Option<&str> {
        self.option.as_deref()
    }

    /// Names of the client's skies.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Model of the panel.
    pub fn model(&self) -> Skies<'_> {
        Skies { names: &self.names, shown: self.shown, any: self.loaded, fixed_hour: self.sun_hour }
    }
}

/// A file's name without folder and extension.
fn short_name(name: &str) -> &str {
    let file = name.rsplit(['\\', '/']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short() {
        assert_eq!(short_name("Object\\tree_01.n3shape"), "tree_01");
        assert_eq!(short_name("plain"), "plain");
    }

    #[test]
    fn only_a_sky_that_is_not_the_zones_own_needs_an_option() {
        let files = ["sky/Calm.n3sky", "sky/Stormy.n3sky"].map(PathBuf::from);
        let mut skies = SkyChoice::new(files.to_vec(), Some(&files[0]), Some(12));
        assert_eq!((skies.model().shown, skies.option()), (Some(0), None));
        assert_eq!(skies.choose_own(), None, "it is shown already");
        assert_eq!(skies.choose_by_name("STORMY"), Some(files[1].clone()));
        assert_eq!(skies.option(), Some("Stormy"));
        assert_eq!((skies.choose_own(), skies.option()), (Some(files[0].clone()), None));
        assert_eq!((skies.choose(2), skies.choose_by_name("fair")), (None, None));
        assert_eq!(skies.model().shown, Some(0), "what is not there changes nothing");
    }
}

//! Data of the open zone besides its terrain: available skies, objects, water, the minimap's file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::background_task::BackgroundTask;
use crate::camera::WalkGround;
use crate::formats::kernel::visible::{visible, visible_path};
use crate::load::Zone;
use crate::platform::fs;
use crate::scene::collision::{Collision, TriangleGrid};
use crate::scene::objects::PlacedEffect;
use crate::scene::terrain::Terrain;
use crate::scene::{PlacedObject, Sky, Water};
use crate::ui::{EffectLabel, ObjectLabel, Skies};

/// Skies, objects, water and minimap of the open zone.
#[derive(Default)]
pub struct ZoneContext {
    pub skies: SkyChoice,
    /// Placed objects of the zone.
    pub objects: Vec<ObjectLabel>,
    /// Effects at them.
    pub effects: Vec<EffectLabel>,
    /// Water of the zone, until the overview map has requested its image.
    pub water: Option<Arc<Water>>,
    /// Image of the objects on the overview map.
    pub map_objects: MapLayer,
    /// File of the game's minimap of the zone.
    pub minimap: Option<PathBuf>,
    /// Bodies of the placed objects.
    pub collision: Arc<Collision>,
    /// Surface of the zone's water.
    pub water_surface: TriangleGrid,
}

/// State of an image of the overview map that is drawn in the background.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MapLayer {
    /// The zone has what the image shows.
    pub has_content: bool,
    /// It is not drawn yet, or shows something else.
    pub is_outdated: bool,
    /// It is being drawn.
    pub is_busy: bool,
}

impl MapLayer {
    /// Whether to draw it now. If so, it is being drawn from then on.
    pub fn begin(&mut self) -> bool {
        let begins = self.has_content && self.is_outdated && !self.is_busy;
        if begins {
            (self.is_outdated, self.is_busy) = (false, true);
        }
        begins
    }
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
            effects: Vec::new(),
            water: None,
            map_objects: MapLayer::default(),
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

    /// Other objects are shown than before.
    pub fn objects_changed(&mut self) {
        self.map_objects.is_outdated = true;
    }

    /// Stores the zone's objects, and the effects at them.
    pub fn set_objects(&mut self, objects: &[PlacedObject]) {
        let placed = |object: &PlacedObject| ObjectLabel {
            name: visible(short_name(&object.name)).into_owned(),
            position: object.position_m.as_dvec3(),
            role: object.stored.is_extra().then_some(object.stored.events),
        };
        self.objects = objects.iter().map(placed).collect();
        let placed = |effect: PlacedEffect| EffectLabel {
            object: effect.object,
            name: visible(effect.name()).into_owned(),
            position: effect.position_m.as_dvec3(),
        };
        self.effects = PlacedEffect::all(objects).map(placed).collect();
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
        fs::is_file(&file).then(|| {
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
    fn a_layer_of_the_map_is_drawn_again_after_a_change_but_not_twice_at_once() {
        let mut layer = MapLayer { is_outdated: true, ..MapLayer::default() };
        assert!(!layer.begin(), "nothing to draw");
        layer.has_content = true;
        assert!(layer.begin() && !layer.begin());
        layer.is_outdated = true;
        assert!(!layer.begin(), "the first image is not finished");
        layer.is_busy = false;
        assert!(layer.begin() && !layer.begin());
    }

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

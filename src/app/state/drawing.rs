//! What is drawn of the zone, its sky, the overview map.

use std::path::PathBuf;

use glam::{DVec2, DVec3};

use super::{Effect, State};
use crate::app::background_task::BackgroundTask;
use crate::camera::{View, ViewOptions};
use crate::load::Zone;
use crate::scene::modes::Overlay;
use crate::scene::terrain::pick::pick;
use crate::scene::view_settings::{DAY_SECS, ViewSettings};
use crate::scene::water::WaterMesh;
use crate::scene::{PlacedObject, Sky};
use crate::ui::text::fill;
use crate::ui::{self, MapData, PanelId, Placed, Skies};

/// Seconds of the zone's day in a second, while the time runs: a day in two minutes.
const TIME_LAPSE: f64 = 720.0;

/// What is known of the open zone beside its ground.
#[derive(Default)]
pub struct ZoneContext {
    /// The client's skies: files and names.
    sky_files: Vec<PathBuf>,
    sky_names: Vec<String>,
    sky_shown: Option<usize>,
    /// The zone's own among them.
    sky_own: Option<usize>,
    /// What a command line says of a sky that is not the zone's own.
    pub(super) sky_word: Option<String>,
    has_sky: bool,
    sun_hour: Option<u32>,
    objects: Vec<Placed>,
    water: WaterMesh,
    /// The game's picture of the zone.
    minimap: Option<PathBuf>,
}

impl ZoneContext {
    /// Of a zone that was opened.
    pub fn zone(zone: &Zone) -> ZoneContext {
        let bundle = zone.bundle();
        let sky_files = zone.skies.clone();
        let name = |path: &PathBuf| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let own = bundle.and_then(|bundle| bundle.sky.path());
        let sky_own = own.and_then(|own| sky_files.iter().position(|file| file == own));
        ZoneContext {
            sky_names: sky_files.iter().map(name).collect(),
            sky_shown: sky_own,
            sky_own,
            sky_word: None,
            sky_files,
            has_sky: false,
            sun_hour: bundle.and_then(|bundle| bundle.sun_hour),
            objects: Vec::new(),
            water: WaterMesh::new(zone.ground.gtd()),
            minimap: bundle.and_then(|bundle| bundle.minimap.path()).map(PathBuf::from),
        }
    }
}

impl State {
    /// Takes what is to be drawn from now on.
    pub(super) fn draw(&mut self, drawing: ViewSettings) -> Vec<Effect> {
        if drawing.classic != self.drawing.classic {
            let (from, to) = (self.settings.preferences.fov_y_deg, View::CLASSIC_FOV_DEG);
            let (from, to) = if drawing.classic { (from, to) } else { (to, from) };
            // A field of view of one's own is kept.
            if self.rig.fov_y_deg == from {
                self.rig.fov_y_deg = to;
            }
        }
        self.drawing_chosen = true;
        if drawing.time_secs != self.drawing.time_secs {
            self.time_secs = f64::from(drawing.time_secs);
        }
        self.drawing = drawing;
        Vec::new()
    }

    /// Turns an overlay on or off.
    pub(super) fn turn_overlay(&mut self, overlay: Overlay) -> Vec<Effect> {
        let mut drawing = self.drawing;
        drawing.overlays.toggle(overlay);
        self.draw(drawing)
    }

    /// Lets the zone's time pass.
    pub(super) fn pass_time(&mut self, dt_secs: f64) {
        if self.drawing.time_runs {
            self.time_secs = (self.time_secs + dt_secs * TIME_LAPSE).rem_euclid(f64::from(DAY_SECS));
            self.drawing.time_secs = (self.time_secs as u32).min(DAY_SECS - 1);
        }
    }

    /// The view as the options of a command line that opens it again.
    pub(super) fn view_options(&self) -> ViewOptions {
        ViewOptions {
            camera: Some(self.rig.pose()),
            freeze: self.frozen,
            fov_y_deg: Some(self.rig.fov_y_deg).filter(|deg| *deg != View::DEFAULT_FOV_DEG),
            sky: self.zone_context.sky_word.clone(),
            gpu_budget_mb: self.launch_options.view.gpu_budget_mb,
            data: self.launch_options.view.data.clone(),
            ..ViewOptions::from(self.drawing)
        }
    }

    /// A sky of the client instead of the zone's own.
    pub(super) fn choose_sky(&mut self, index: usize) -> Vec<Effect> {
        let Some(path) = self.zone_context.sky_files.get(index).cloned() else { return Vec::new() };
        self.zone_context.sky_shown = Some(index);
        // The zone's own needs no word.
        self.zone_context.sky_word =
            self.zone_context.sky_names.get(index).filter(|_| self.zone_context.sky_own != Some(index)).cloned();
        self.read_sky(path)
    }

    /// Sees the zone under a sky by its name among the client's, or by its file.
    pub(super) fn ask_for_sky(&mut self, wanted: &str) -> Vec<Effect> {
        match self.zone_context.sky_names.iter().position(|name| name.eq_ignore_ascii_case(wanted)) {
            Some(index) => self.choose_sky(index),
            None if std::path::Path::new(wanted).is_file() => {
                (self.zone_context.sky_shown, self.zone_context.sky_word) = (None, Some(wanted.to_owned()));
                self.read_sky(PathBuf::from(wanted))
            }
            None => {
                let known = self.zone_context.sky_names.join(", ");
                let text = &self.text().messages;
                let told = fill(text.known_skies, &[("wanted", &wanted), ("known", &known)]);
                self.complain(text.no_such_sky, &told);
                Vec::new()
            }
        }
    }

    /// The zone's own sky again, where another one is shown.
    pub(super) fn own_sky(&mut self) -> Vec<Effect> {
        let own = self.zone_context.sky_own.filter(|_| self.zone_context.sky_word.is_some());
        own.map(|own| self.choose_sky(own)).unwrap_or_default()
    }

    fn read_sky(&self, path: PathBuf) -> Vec<Effect> {
        let (data, sun_hour) = (self.launch_options.view.data.clone(), self.zone_context.sun_hour);
        vec![Effect::Run(BackgroundTask::Sky { path, data, sun_hour })]
    }

    /// A sky goes to the GPU.
    pub fn sky_shown(&mut self, sky: &Sky) {
        self.zone_context.has_sky = true;
        self.zone_context.sun_hour = sky.sun_hour;
    }

    /// The zone's objects are known.
    pub fn objects_known(&mut self, objects: &[PlacedObject]) {
        let placed = |object: &PlacedObject| Placed {
            name: short_name(&object.name).to_owned(),
            position: object.position_m.as_dvec3(),
        };
        self.zone_context.objects = objects.iter().map(placed).collect();
    }

    /// The game's picture of the open zone, if it is wanted now and not there yet.
    pub(super) fn want_minimap(&self) -> Vec<Effect> {
        let wanted = self.windows.is_open(PanelId::Map) && self.pictures.minimap.is_none();
        let path = self.zone_context.minimap.clone().filter(|_| wanted);
        path.map(|path| Effect::Run(BackgroundTask::Minimap(path))).into_iter().collect()
    }

    /// Whether a picture is the open zone's minimap.
    pub fn is_minimap(&self, path: &std::path::Path) -> bool {
        self.zone_context.minimap.as_deref() == Some(path)
    }

    /// Flies to a place on the ground.
    pub(super) fn go_to(&mut self, east_m: f64, north_m: f64) {
        const FROM_ABOVE_M: f64 = 10_000.0;
        let Some(open) = &self.open else { return };
        let above = DVec3::new(east_m, FROM_ABOVE_M, north_m);
        if let Some(hit) = pick(&open.zone.ground, above, DVec3::NEG_Y) {
            self.rig.fly_to_point(hit.position);
        }
    }

    pub(super) fn skies(&self) -> Skies<'_> {
        let zone_context = &self.zone_context;
        Skies {
            names: &zone_context.sky_names,
            shown: zone_context.sky_shown,
            any: zone_context.has_sky,
            fixed_hour: zone_context.sun_hour,
        }
    }

    pub(super) fn objects(&self) -> &[Placed] {
        &self.zone_context.objects
    }

    pub(super) fn map_data(&self) -> MapData<'_> {
        MapData {
            overview: self.overview,
            color_map: self.pictures.color_map,
            minimap: self.pictures.minimap,
            drawn: &self.drawn,
            water: Some(&self.zone_context.water),
            places: &self.place_marks,
            lit: self.pictures.lit,
        }
    }

    /// The bookmarks and stored views of the open zone changed.
    pub(super) fn places_changed(&mut self) {
        let Some(open) = &mut self.open else { return };
        let memory = self.settings.zone(&open.key);
        open.views = memory.digits();
        self.bookmarks = memory.bookmarks.iter().map(|bookmark| bookmark.name.clone()).collect();
        let on_ground = |pose: crate::camera::Pose| DVec2::new(pose.eye.x, pose.eye.z);
        let views = memory
            .digits()
            .into_iter()
            .filter_map(|digit| memory.view(digit).map(|pose| (digit.number().to_string(), on_ground(pose))));
        let marks = memory
            .bookmarks
            .iter()
            .filter_map(|bookmark| bookmark.camera.parse().ok().map(|pose| (bookmark.name.clone(), on_ground(pose))));
        self.place_marks = views.chain(marks).collect();
    }
}

/// The pictures of the overview map, as egui holds them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MapPictures {
    /// The color map.
    pub color_map: Option<egui::TextureId>,
    /// The game's minimap.
    pub minimap: Option<egui::TextureId>,
    /// Where tiles are lit up.
    pub lit: Option<egui::TextureId>,
}

/// A file's name without folder and ending.
fn short_name(name: &str) -> &str {
    let file = name.rsplit(['\\', '/']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// The map as a zone is first seen on it.
pub(super) fn first_overview(before: ui::Overview) -> ui::Overview {
    ui::Overview { center_m: None, zoom: 1.0, minimap: before.minimap }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short() {
        assert_eq!(short_name("Object\\tree_01.n3shape"), "tree_01");
        assert_eq!(short_name("plain"), "plain");
    }
}

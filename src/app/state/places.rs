//! Bookmarks, pasted views, the list of zones.

use std::path::{Path, PathBuf};

use super::{Effect, State};
use crate::app::background_task::{BackgroundTask, TaskResult};
use crate::app::command_line::{self, PastedView};
use crate::app::settings::{Bookmark, PanelMemory};
use crate::load::ZoneSource;
use crate::scene::view_settings::ViewSettings;
use crate::ui::text::fill;
use crate::ui::{PanelId, ZoneList, ZoneRow};

/// The zones of a folder, as far as they are known.
#[derive(Default)]
pub struct Zones {
    folder: Option<PathBuf>,
    told: String,
    rows: Vec<ZoneRow>,
    reading: bool,
    /// Which way to go in the list once it is read.
    step: Option<isize>,
}

impl State {
    /// Puts what is to be remembered into the settings.
    pub fn remember(&mut self) {
        self.settings.panels = PanelMemory::of(self.windows, &self.panel_places);
        if self.drawing_chosen {
            self.settings.drawing = self.drawing.remembered();
        }
        self.settings.preferences.walk_speed_mps = self.rig.walk_speed_mps();
        let Some(open) = &self.open else { return };
        let memory = self.settings.zone(&open.key);
        memory.camera = Some(self.rig.pose().snapped().to_string());
        memory.speed_mps = Some(self.rig.fly_speed_mps());
    }

    /// Opens a file, or the list of a folder's zones.
    pub(super) fn open_path(&mut self, path: &Path) -> Vec<Effect> {
        if path.is_dir() {
            self.windows.set(PanelId::Zones, true);
            return self.list_zones(path.to_owned());
        }
        if self.windows.is_open(PanelId::Zones) {
            // The list has done its work; it would stand before the picture.
            self.windows.set(PanelId::Zones, false);
        }
        vec![Effect::Load { source: ZoneSource::of(path), keep_camera: false }]
    }

    fn list_zones(&mut self, folder: PathBuf) -> Vec<Effect> {
        self.list(BackgroundTask::Zones(folder))
    }

    fn list(&mut self, task: BackgroundTask) -> Vec<Effect> {
        self.zones.reading = true;
        vec![Effect::Run(task)]
    }

    /// Reads the list of the client's zones, if it is wanted now and not there yet.
    pub(super) fn want_zones(&mut self) -> Vec<Effect> {
        let wanted = self.windows.is_open(PanelId::Zones) || self.zones.step.is_some();
        if !wanted || self.zones.reading || self.zones.folder.is_some() {
            return Vec::new();
        }
        let zone = self.open.as_ref().and_then(|open| open.zone.path.as_deref());
        let near = zone.or(self.settings.recent.first().map(PathBuf::as_path));
        let data = self.launch_options.view.data.clone();
        match (near.map(Path::to_owned), data) {
            (Some(zone), data) => self.list(BackgroundTask::ZonesAround { zone, data }),
            (None, Some(folder)) => self.list_zones(folder),
            (None, None) => Vec::new(),
        }
    }

    /// Opens the zone that is `by` further down the list than the open one.
    pub(super) fn step_zone(&mut self, by: isize) -> Vec<Effect> {
        self.zones.step = Some(by);
        let read = self.want_zones();
        if !read.is_empty() || self.zones.reading {
            return read;
        }
        self.zones.step = None;
        let zones: Vec<&ZoneRow> = self.zones.rows.iter().filter(|row| row.map_size.is_some()).collect();
        let count = zones.len() as isize;
        if count == 0 {
            self.say(self.text().messages.no_zone_list);
            return Vec::new();
        }
        let open =
            self.open_index().and_then(|index| zones.iter().position(|row| row.path == self.zones.rows[index].path));
        let next = open.map_or(0, |index| (index as isize + by).rem_euclid(count));
        vec![super::load_effect(&zones[next as usize].path.clone())]
    }

    fn open_index(&self) -> Option<usize> {
        let path = self.open.as_ref()?.zone.path.as_deref()?;
        let path = std::path::absolute(path).ok()?;
        self.zones.rows.iter().position(|row| row.path == path)
    }

    /// Takes what was read beside the load; skies and pictures are for the GPU.
    pub fn task_done(&mut self, result: &TaskResult) -> Vec<Effect> {
        match result {
            TaskResult::Zones { folder, rows } => {
                self.zones.told = folder.display().to_string();
                self.zones.folder = Some(folder.clone());
                self.zones.rows = rows.clone();
                self.zones.reading = false;
                if let Some(by) = self.zones.step {
                    return self.step_zone(by);
                }
            }
            TaskResult::Mode { ground, which, made } => self.mode_made(&ground.0, *which, made),
            TaskResult::NoSky(reason) => self.complain(self.text().messages.sky_unreadable, reason),
            TaskResult::NoMinimap(reason) => self.complain(self.text().messages.minimap_unreadable, reason),
            TaskResult::Sky(_) | TaskResult::Minimap { .. } => {}
        }
        Vec::new()
    }

    /// Where the listed zones lie no longer is where the open zone lies: the list is read again when it is wanted.
    pub(super) fn forget_foreign_zones(&mut self) {
        if self.open_index().is_none() && !self.zones.reading {
            self.zones.folder = None;
        }
    }

    pub(super) fn zone_list(&self) -> ZoneList<'_> {
        let zones = &self.zones;
        ZoneList { folder: &zones.told, rows: &zones.rows, reading: zones.reading, open: self.open_index() }
    }

    pub(super) fn add_bookmark(&mut self, name: &str) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        let text = &self.text().messages;
        self.rig.settle();
        let camera = self.rig.pose().to_string();
        let memory = self.settings.zone(&open.key);
        let name = if name.is_empty() {
            fill(text.place_of_number, &[("number", &(memory.bookmarks.len() + 1))])
        } else {
            name.to_owned()
        };
        match memory.bookmarks.iter_mut().find(|bookmark| bookmark.name == name) {
            Some(bookmark) => bookmark.camera = camera,
            None => memory.bookmarks.push(Bookmark { name: name.clone(), camera }),
        }
        self.places_changed();
        self.say(&fill(text.place_kept, &[("name", &name)]));
        vec![Effect::Save]
    }

    pub(super) fn go_to_bookmark(&mut self, index: usize) {
        let Some(open) = &self.open else { return };
        let pose = self.settings.zone(&open.key).bookmarks.get(index).map(|bookmark| bookmark.camera.parse());
        match pose {
            Some(Ok(pose)) => self.rig.fly_to(pose),
            _ => self.say(self.text().messages.bookmark_unreadable),
        }
    }

    pub(super) fn remove_bookmark(&mut self, index: usize) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        let memory = self.settings.zone(&open.key);
        if index >= memory.bookmarks.len() {
            return Vec::new();
        }
        memory.bookmarks.remove(index);
        self.places_changed();
        vec![Effect::Save]
    }

    /// Goes to the view of a command line, or of a bare `X,Y,Z,YAW,PITCH`.
    pub fn paste_view(&mut self, text: &str) -> Vec<Effect> {
        let Some(PastedView { file, view, is_command }) = command_line::read(text) else {
            self.say(self.text().messages.no_view_to_paste);
            return Vec::new();
        };
        let Some(pose) = view.camera else { return Vec::new() };
        if is_command {
            let ViewSettings { object_names, .. } = self.drawing;
            // What no option says stays as it is.
            self.draw(ViewSettings { object_names, ..view.settings });
            // A command line means the same whatever was chosen here.
            self.rig.fov_y_deg = view.field_of_view_deg();
        }
        let (sky, freeze) = (view.sky, view.freeze);
        let here = self.open.as_ref().and_then(|open| open.zone.path.clone());
        let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        match file {
            Some(file) if here.as_deref().map(absolute) != Some(absolute(&file)) => {
                self.launch_options.view.camera = Some(pose);
                self.launch_options.view.sky = sky;
                self.launch_options.view.freeze = freeze;
                vec![super::load_effect(&file)]
            }
            _ => {
                if is_command {
                    self.frozen = freeze;
                }
                self.rig.fly_to(pose);
                match sky {
                    Some(sky) => self.ask_for_sky(&sky),
                    None if is_command => self.own_sky(),
                    None => Vec::new(),
                }
            }
        }
    }
}

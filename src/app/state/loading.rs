//! Zones coming in: the open one stays until the next is there, and if that cannot be read.

use std::path::Path;
use std::sync::Arc;

use super::{CLEARANCE_M, Loading, Open, State, first_pose, stage_of, start_of};
use crate::camera::start::above_ground;
use crate::load::Load;
use crate::load::LoadEvent;
use crate::load::MissingFile;
use crate::load::Zone;
use crate::load::ZoneSource;
use crate::scene::SceneUpdate;
use crate::scene::terrain::Terrain;
use crate::ui::Missing;
use crate::zone::error::with_causes;

impl State {
    /// Takes over a load that was started for [`super::Effect::Load`]. One that was still to open a zone is dropped.
    pub fn loading_started(&mut self, load: Load, source: ZoneSource, keep_camera: bool) {
        self.next = Some(Loading { load, source, keep_camera });
        self.refresh_progress();
    }

    /// Loads the open zone's textures once more, for a GPU that lost them. Where another zone is about to take its
    /// place, that one goes on.
    pub fn loading_again(&mut self, load: Load) {
        if let Some(open) = &self.open
            && self.next.is_none()
        {
            self.next = Some(Loading { load, source: open.source.clone(), keep_camera: true });
        }
    }

    /// What the open zone was loaded from.
    pub fn source(&self) -> Option<&ZoneSource> {
        self.open.as_ref().map(|open| &open.source)
    }

    /// What else the open panels want to be read for a zone that was just opened.
    pub fn after_opening(&mut self) -> Vec<super::Effect> {
        let mut effects = self.want_more();
        if let Some(sky) = self.launch_options.view.sky.take() {
            effects.extend(self.ask_for_sky(&sky));
        }
        effects
    }

    /// The files of the open zone: itself and what belongs to it.
    pub fn files(&self) -> Vec<std::path::PathBuf> {
        let Some(zone) = self.open.as_ref().map(|open| &open.zone) else { return Vec::new() };
        let parts = zone.bundle().into_iter().flat_map(|bundle| bundle.parts());
        let parts = parts.filter_map(|(_, part)| part.path()).map(Path::to_owned);
        zone.path.iter().cloned().chain(parts).collect()
    }

    /// The files changed on the disk: they are read again, and the camera stays.
    pub fn files_changed(&mut self) -> Vec<super::Effect> {
        self.say(self.text().messages.reading_again);
        self.reload()
    }

    /// Takes one event of the loads, if one waits: the part of it that is to go to the GPU, if any. None when no event
    /// waits.
    pub fn take_loaded(&mut self) -> Option<Option<SceneUpdate>> {
        let for_gpu = if let Some(event) = self.next.as_mut().and_then(|loading| loading.load.poll()) {
            self.take_next(event)
        } else if let Some(event) = self.loading.as_mut().and_then(|loading| loading.load.poll()) {
            self.take_current(event)
        } else {
            self.refresh_progress();
            return None;
        };
        if !self.is_loading() {
            self.progress = None;
        }
        Some(for_gpu)
    }

    fn refresh_progress(&mut self) {
        self.progress = self.next.as_ref().or(self.loading.as_ref()).map(|loading| loading.load.progress());
    }

    fn take_next(&mut self, event: LoadEvent) -> Option<SceneUpdate> {
        match event {
            LoadEvent::Opened(zone) => {
                let loading = self.next.take()?;
                self.show(zone.clone(), &loading);
                self.loading = Some(loading);
                return Some(SceneUpdate::Terrain(zone.ground.clone()));
            }
            LoadEvent::Failed(error) => {
                self.next = None;
                self.complain(self.text().messages.zone_unopened, &with_causes(&error));
            }
            LoadEvent::Done => self.next = None,
            // Nothing else comes before a zone is opened.
            _ => {}
        }
        None
    }

    fn take_current(&mut self, event: LoadEvent) -> Option<SceneUpdate> {
        match event {
            LoadEvent::Update(update) => {
                self.update_known(&update);
                return Some(update);
            }
            LoadEvent::Missing(file) => self.missing.push(missing_of(file)),
            LoadEvent::Failed(error) => {
                self.loading = None;
                self.complain(self.text().messages.zone_half_loaded, &with_causes(&error));
            }
            LoadEvent::Done => self.loading = None,
            // A load opens one zone.
            LoadEvent::Opened(_) => {}
        }
        None
    }

    /// Takes over what the state itself needs of a change of the open zone's scene.
    fn update_known(&mut self, update: &SceneUpdate) {
        self.inspection.keep(update);
        match update {
            SceneUpdate::Objects(objects) => self.objects_known(objects),
            SceneUpdate::Sky(sky) => self.sky_shown(sky),
            SceneUpdate::TileTexture { index, image } => self.mode_state.means.keep(*index as usize, image),
            _ => {}
        }
    }

    /// The same view over another ground: lifted out of it, unless it was in the ground before.
    fn stay_above(&mut self, ground: &Terrain) {
        let pose = self.rig.pose();
        let was_above = self.ground().is_some_and(|old| above_ground(&**old, pose, 0.0) == pose);
        let lifted = above_ground(ground, pose, 0.0);
        if was_above && lifted != pose {
            self.rig.jump_to(above_ground(ground, pose, CLEARANCE_M));
        }
    }

    /// Shows a zone.
    fn show(&mut self, zone: Arc<Zone>, loading: &Loading) {
        self.remember();
        let key = key_of(&zone);
        let start = start_of(&zone.ground);
        if let Some(path) = &zone.path {
            self.settings.opened(&absolute(path));
        }
        let memory = self.settings.zone(&key).clone();
        let keep = loading.keep_camera && self.open.is_some();
        if keep {
            self.stay_above(&zone.ground);
        }
        if !keep {
            self.rig.set_stage(stage_of(&zone.ground));
            self.frozen = self.launch_options.view.freeze.take();
            self.rig.jump_to(first_pose(&zone.ground, self.launch_options.view.camera.take(), memory.pose(), start));
            memory.speed_mps.into_iter().for_each(|speed| self.rig.set_speed(speed));
        }
        self.missing.clear();
        self.cursor = None;
        let path = zone.path.as_deref().map(|path| path.display().to_string()).unwrap_or_default();
        // A zone that is read again keeps the sky that was chosen.
        let sky = self.zone_context.sky_word.take().filter(|_| keep);
        self.launch_options.view.sky = self.launch_options.view.sky.take().or(sky);
        self.zone_context = super::drawing::ZoneContext::zone(&zone);
        if !keep {
            self.overview = super::drawing::first_overview(self.overview);
        }
        self.drawn.clear();
        let views = memory.digits();
        let ground = zone.ground.clone();
        self.open = Some(Open { zone, source: loading.source.clone(), key, path, start, views });
        self.places_changed();
        self.forget_foreign_zones();
        self.forget_modes();
        self.look_inside_anew(&ground, keep);
    }
}

fn missing_of(file: MissingFile) -> Missing {
    let place = if file.path.as_os_str().is_empty() { String::new() } else { format!(", {}", file.path.display()) };
    Missing { note: format!("{}{place}", file.reason()), path: file.name }
}

/// By what a zone is remembered: its file, or its name where it has none.
fn key_of(zone: &Zone) -> String {
    match &zone.path {
        Some(path) => absolute(path).to_string_lossy().into_owned(),
        None => zone.name.clone(),
    }
}

fn absolute(path: &Path) -> std::path::PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

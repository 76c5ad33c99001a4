//! The open zone, and the loads: the one that completes it, and the one of the next zone.
//!
//! The open zone stays until the next one is opened, and also if that fails.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::comparison::ZoneVersion;
use crate::camera::Pose;
use crate::formats::kernel::visible::{visible, visible_path};
use crate::load::{Load, LoadError, LoadEvent, MissingFile, Progress, ServerData, Zone, ZoneSource};
use crate::platform::{fs, saved_path};
use crate::scene::SceneUpdate;
use crate::scene::terrain::Terrain;
use crate::ui::{self, MissingEntry, ZoneInfo};

/// A zone that is shown.
pub struct OpenZone {
    pub zone: Arc<Zone>,
    /// Source of the zone.
    pub source: ZoneSource,
    /// Key of the zone in the settings.
    pub key: String,
    /// Path of the file, as displayed.
    pub path: String,
    pub version: ZoneVersion,
    pub start: Pose,
}

impl OpenZone {
    /// Panel model of the zone.
    pub fn info(&self) -> ZoneInfo<'_> {
        let gtd = self.zone.ground.gtd();
        let extent_m = f64::from(gtd.extent_m());
        let number = self.zone.bundle().and_then(|bundle| bundle.ids.first().copied());
        ZoneInfo { name: &self.zone.name, path: &self.path, map_size: gtd.map_size(), extent_m, number }
    }

    pub fn file(&self) -> Option<&Path> {
        self.zone.path.as_deref()
    }
}

struct Loading {
    load: Load,
    source: ZoneSource,
    keep_camera: bool,
}

/// An event of the loads for the caller.
pub enum ZoneEvent {
    /// The next zone can be shown: pass it to [`ZoneSlot::open`].
    Opened {
        zone: Arc<Zone>,
        /// Source of the zone.
        source: ZoneSource,
        /// Keep the camera.
        keep_camera: bool,
    },
    /// A scene update of the open zone.
    Update(SceneUpdate),
    /// The next zone cannot be read; the open one stays.
    Unopened(LoadError),
    /// The remainder of the open zone cannot be loaded.
    HalfLoaded(LoadError),
    /// An event that needs no action of the caller.
    Kept,
}

/// The open zone and the loads.
#[derive(Default)]
pub struct ZoneSlot {
    open: Option<OpenZone>,
    /// The load that completes the open zone.
    loading: Option<Loading>,
    next: Option<Loading>,
    progress: Option<Progress>,
    missing: Vec<MissingEntry>,
    /// The server folder of the open zone, once it was read.
    server: Option<Arc<ServerData>>,
}

impl ZoneSlot {
    pub fn get(&self) -> Option<&OpenZone> {
        self.open.as_ref()
    }

    /// The server folder of the open zone with the zone's half; none without one, or before it was read.
    pub fn server(&self) -> Option<&Arc<ServerData>> {
        self.server.as_ref()
    }

    /// Terrain of the open zone.
    pub fn ground(&self) -> Option<&Arc<Terrain>> {
        self.open.as_ref().map(|open| &open.zone.ground)
    }

    /// File of the open zone.
    pub fn file(&self) -> Option<&Path> {
        self.open.as_ref().and_then(OpenZone::file)
    }

    /// Files of the open zone on disk: itself, its parts, those of its server folder, and all others that were read or looked
    /// for, such as those of textures. Complete when the zone is.
    pub fn files(&self) -> Vec<PathBuf> {
        let Some(zone) = self.open.as_ref().map(|open| &open.zone).filter(|zone| zone.path.is_some()) else {
            return Vec::new();
        };
        let parts = zone.bundle().into_iter().flat_map(|bundle| bundle.parts());
        let parts = parts.filter_map(|(_, part)| part.path()).map(Path::to_owned);
        let server = self.server.iter().flat_map(|server| server.folder.paths()).map(Path::to_owned);
        zone.path.iter().cloned().chain(parts).chain(zone.files.used()).chain(server).collect()
    }

    /// Files that the open zone refers to and that are missing.
    pub fn missing(&self) -> &[MissingEntry] {
        &self.missing
    }

    /// Whether something is loading.
    pub fn is_loading(&self) -> bool {
        self.loading.is_some() || self.next.is_some()
    }

    /// Whether the open zone is completely loaded.
    pub fn is_complete(&self) -> bool {
        self.loading.is_none()
    }

    /// Step and progress of the load.
    pub fn progress(&self) -> Option<ui::LoadingStatus<'_>> {
        let progress = self.progress.as_ref()?;
        let (done, total) = (u64::from(progress.done), u64::from(progress.total));
        Some(ui::LoadingStatus { zone: &progress.zone, step: progress.step?, done, total })
    }

    /// Takes over the load of another zone. An earlier load of a next zone is dropped.
    pub fn load(&mut self, load: Load, source: ZoneSource, keep_camera: bool) {
        self.next = Some(Loading { load, source, keep_camera });
        self.refresh_progress();
    }

    /// Takes over another load of the open zone, after the loss of a device. A load of a next zone goes on instead.
    pub fn load_again(&mut self, load: Load) {
        if let Some(open) = &self.open
            && self.next.is_none()
        {
            self.next = Some(Loading { load, source: open.source.clone(), keep_camera: true });
        }
    }

    /// The next event of the loads; none if no event is queued.
    pub fn poll(&mut self) -> Option<ZoneEvent> {
        let event = if let Some(event) = self.next.as_mut().and_then(|loading| loading.load.poll()) {
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
        Some(event)
    }

    fn refresh_progress(&mut self) {
        self.progress = self.next.as_ref().or(self.loading.as_ref()).map(|loading| loading.load.progress());
    }

    fn take_next(&mut self, event: LoadEvent) -> ZoneEvent {
        match event {
            LoadEvent::Opened(zone) => {
                self.loading = self.next.take();
                let Some(Loading { source, keep_camera, .. }) = &self.loading else { return ZoneEvent::Kept };
                return ZoneEvent::Opened { zone, source: source.clone(), keep_camera: *keep_camera };
            }
            LoadEvent::Failed(error) => {
                self.next = None;
                return ZoneEvent::Unopened(error);
            }
            LoadEvent::Done => self.next = None,
            // Updates follow the zone they belong to.
            LoadEvent::Update(_) | LoadEvent::Server(_) | LoadEvent::Missing(_) => {}
        }
        ZoneEvent::Kept
    }

    fn take_current(&mut self, event: LoadEvent) -> ZoneEvent {
        match event {
            LoadEvent::Update(update) => return ZoneEvent::Update(update),
            LoadEvent::Server(server) => self.server = Some(server),
            LoadEvent::Missing(file) => self.missing.push(missing_of(&file)),
            LoadEvent::Failed(error) => {
                self.loading = None;
                return ZoneEvent::HalfLoaded(error);
            }
            LoadEvent::Done => self.loading = None,
            // A load opens one zone.
            LoadEvent::Opened(_) => {}
        }
        ZoneEvent::Kept
    }

    /// Replaces the open zone.
    pub fn open(&mut self, zone: Arc<Zone>, source: ZoneSource, start: Pose) {
        self.missing.clear();
        self.server = None;
        let path = zone.path.as_deref().map(visible_path).unwrap_or_default();
        let key = key_of(&zone);
        let version = ZoneVersion::new(&source);
        self.open = Some(OpenZone { zone, source, key, path, version, start });
    }
}

fn missing_of(file: &MissingFile) -> MissingEntry {
    let place =
        if file.path.as_os_str().is_empty() { String::new() } else { format!(", {}", visible_path(&file.path)) };
    MissingEntry {
        note: visible(&format!("{}{place}", file.reason())).into_owned(),
        path: visible(&file.name).into_owned(),
        files: file.files(),
    }
}

/// Key of a zone in the settings: its file, or its name without one.
pub fn key_of(zone: &Zone) -> String {
    match &zone.path {
        Some(path) => key_of_file(path),
        None => zone.name.clone(),
    }
}

/// Key of a zone's file in the settings.
pub fn key_of_file(path: &Path) -> String {
    saved_path::to_text(&fs::canonical(path))
}

/// The absolute form of a path.
pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{DataForms, LoadOptions, Request};
    use crate::scene::raster::tile_image::TileEncoding;

    fn load(zone: ZoneSource) -> Load {
        let wanted = LoadOptions::default();
        Load::start(
            Request { zone, data: None, server: None, wanted, forms: DataForms::new(TileEncoding::Rgba8, 64).into() },
            || {},
        )
    }

    /// Handles all events; shows the zone that opens.
    fn finish(slot: &mut ZoneSlot) -> Vec<ZoneEvent> {
        let mut events = Vec::new();
        while slot.is_loading() {
            match slot.poll() {
                Some(ZoneEvent::Opened { zone, source, keep_camera }) => {
                    assert!(slot.is_loading() && !slot.is_complete(), "its parts follow");
                    let start = Pose::new(glam::DVec3::ZERO, 0.0, 0.0);
                    slot.open(zone.clone(), source.clone(), start);
                    events.push(ZoneEvent::Opened { zone, source, keep_camera });
                }
                Some(event) => events.push(event),
                None => std::thread::sleep(std::time::Duration::from_millis(1)),
            }
        }
        events
    }

    #[test]
    fn a_zone_opens_before_its_parts_and_one_that_cannot_be_read_leaves_it() {
        let mut slot = ZoneSlot::default();
        slot.load(load(ZoneSource::Demo), ZoneSource::Demo, true);
        let events = finish(&mut slot);
        assert!(matches!(events[..], [ZoneEvent::Opened { keep_camera: true, .. }, ..]));
        assert!(events.iter().any(|event| matches!(event, ZoneEvent::Update(_))));
        assert!(slot.is_complete() && slot.progress().is_none() && slot.file().is_none());
        let absent = ZoneSource::File("absent.gtd".into());
        slot.load(load(absent.clone()), absent, false);
        let events = finish(&mut slot);
        assert!(matches!(&events[..], [ZoneEvent::Unopened(_)]), "{}", events.len());
        assert!(slot.get().is_some_and(|open| open.source == ZoneSource::Demo));
    }

    #[test]
    fn a_zone_that_is_on_its_way_is_not_stopped_by_a_lost_gpu() {
        let mut slot = ZoneSlot::default();
        slot.load_again(load(ZoneSource::Demo));
        assert!(!slot.is_loading(), "there is no zone to load again");
        slot.load(load(ZoneSource::Demo), ZoneSource::Demo, false);
        slot.load_again(load(ZoneSource::Demo));
        let events = finish(&mut slot);
        let opened = |event: &&ZoneEvent| matches!(event, ZoneEvent::Opened { keep_camera: false, .. });
        assert_eq!(events.iter().filter(opened).count(), 1);
    }
}

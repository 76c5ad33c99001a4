//! The objects of the open zone by kind, for their panel, and an object to go to in a zone that is being opened.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::picture_queue::PictureQueue;
use super::{Effect, State};
use crate::app::background_task::{BackgroundTask, KindPictureJob};
use crate::load::PreviewPicture;
use crate::platform::block_on;
use crate::scene::objects::ObjectSet;
use crate::scene::objects::catalog::{Catalog, CatalogFiles};
use crate::scene::raster::object_textures::MISSING;
use crate::scene::{Objects, PlacedObject, SceneUpdate};
use crate::ui::text::fill;
use crate::ui::{DesktopRequest, InspectCommand, KindList, KindListCommand, KindPictures, PanelId};

/// Pictures of kinds that are drawn at a time.
const AT_A_TIME: usize = 2;
/// Pictures that are kept although they are out of sight; each has 36 KB.
const MOST: usize = 400;

/// Objects of the open zone by kind, once their panel was open.
pub struct KindListState {
    objects: Arc<Vec<PlacedObject>>,
    models: Option<Arc<Objects>>,
    catalog: Option<Arc<Catalog>>,
    /// The catalog lacks what was loaded since.
    is_stale: bool,
    /// An object to go to once the models of a zone are loaded.
    destination: Option<(PathBuf, usize)>,
    pictures: KindPictures,
    queue: PictureQueue<usize>,
}

impl Default for KindListState {
    fn default() -> KindListState {
        KindListState {
            objects: Arc::default(),
            models: None,
            catalog: None,
            is_stale: false,
            destination: None,
            pictures: KindPictures::default(),
            queue: PictureQueue::new(AT_A_TIME, MOST),
        }
    }
}

impl KindListState {
    /// Keeps the objects of an update.
    pub fn keep(&mut self, update: &SceneUpdate) {
        match update {
            SceneUpdate::Objects(objects) => self.objects = objects.clone(),
            SceneUpdate::ObjectModels(models) => self.models = Some(models.clone()),
            _ => return,
        }
        self.is_stale = true;
        self.forget_pictures();
    }

    fn forget_pictures(&mut self) {
        self.queue.forget_all();
        self.pictures.clear();
    }

    /// The objects of another zone, none of them loaded yet.
    pub fn zone_opened(&mut self, file: Option<&Path>) {
        self.forget_pictures();
        let destination = self.destination.take().filter(|(zone, _)| file == Some(zone));
        *self = KindListState { destination, ..KindListState::default() };
    }

    /// Brings the catalog up to date; the zone has a side in meters.
    pub fn update(&mut self, extent_m: f32) {
        if std::mem::take(&mut self.is_stale) {
            let set = ObjectSet::of(self.objects.iter().map(|object| &object.stored));
            let catalog =
                |files| Catalog::new(&set, self.objects.iter().map(|object| &object.stored), [extent_m; 2], files);
            let catalog = match self.models.as_deref() {
                Some(models) => {
                    // The drawn set ends with placeholders, which are not among the stored objects.
                    let has_texture = |texture: usize| models.textures.places.get(texture) != Some(&MISSING);
                    catalog(Some(CatalogFiles { meshes: &models.meshes, has_texture: &has_texture }))
                }
                None => catalog(None),
            };
            self.catalog = Some(Arc::new(catalog));
        }
    }

    /// The kinds whose pictures are shown now.
    fn want_pictures(&mut self, kinds: Vec<usize>) {
        for kind in self.queue.want(kinds) {
            self.pictures.remove(&kind);
        }
    }

    /// Starts drawing the pictures that are due.
    fn start_pictures(&mut self) -> Vec<BackgroundTask> {
        let Some(objects) = self.models.clone() else { return Vec::new() };
        let next = self.queue.next().into_iter();
        let start = |kind: usize| {
            let cancel = self.queue.start(kind);
            BackgroundTask::KindPicture(KindPictureJob { objects: objects.clone(), kind, cancel })
        };
        next.map(start).collect()
    }

    /// Takes a drawn picture; that of a canceled task is dropped.
    pub fn take_picture(&mut self, job: &KindPictureJob, picture: &Arc<PreviewPicture>) {
        if self.queue.take(&job.cancel) {
            self.pictures.insert(job.kind, picture.clone());
        }
    }

    /// The object to go to, once it can be looked at.
    fn arrived(&mut self) -> Option<usize> {
        self.models.as_ref()?;
        Some(self.destination.take()?.1)
    }

    /// Model of the panel; `is_complete`: nothing more is being loaded.
    pub fn model(&self, is_complete: bool) -> KindList<'_> {
        let catalog = self.catalog.as_ref().filter(|catalog| !catalog.objects.is_empty());
        KindList {
            catalog,
            is_empty: is_complete && self.objects.is_empty(),
            pictures: self.models.is_some().then_some(&self.pictures),
            in_sight: self.queue.wanted(),
        }
    }
}

impl State {
    /// Applies a command of the objects panel.
    pub(super) fn objects(&mut self, command: KindListCommand) -> Vec<Effect> {
        match command {
            KindListCommand::GoToInZone(zone, index) => {
                let effects = self.open_path(&zone);
                self.kind_list.destination = Some((zone, index));
                return effects;
            }
            KindListCommand::WantPictures(kinds) => self.kind_list.want_pictures(kinds),
            KindListCommand::CopyPath(name) => {
                let path = self.file_of_client(&name);
                return path
                    .map(|path| Effect::Copy(crate::formats::kernel::visible::visible_path(&path)))
                    .into_iter()
                    .collect();
            }
            KindListCommand::ShowInFolder(name) => {
                let path = self.file_of_client(&name);
                return path.map(|path| Effect::Desktop(DesktopRequest::ShowInFolder(path))).into_iter().collect();
            }
        }
        Vec::new()
    }

    /// Goes to the object for which the zone was opened, once it is loaded.
    pub(super) fn arrive_at_object(&mut self) {
        if let Some(index) = self.kind_list.arrived() {
            // Selecting starts no task.
            self.inspect(InspectCommand::select(index, true));
        }
    }

    /// Brings the list of objects up to date, while its panel is open. Returns tasks for the pictures in sight.
    pub fn update_kind_list(&mut self) -> Vec<Effect> {
        if self.panels.is_open(PanelId::Objects) {
            let extent_m = self.zone.ground().map_or(0.0, |ground| ground.gtd().extent_m());
            self.kind_list.update(extent_m);
        } else if !self.kind_list.queue.wanted().is_empty() {
            self.kind_list.want_pictures(Vec::new());
        }
        self.kind_list.start_pictures().into_iter().map(Effect::Run).collect()
    }

    /// Path of a file of the client; says so if there is none.
    fn file_of_client(&mut self, name: &str) -> Option<PathBuf> {
        let files = self.zone.get().filter(|open| open.zone.path.is_some()).map(|open| open.zone.files.clone());
        let path = files.and_then(|files| block_on(files.find_in_client(name)));
        if path.is_none() {
            let name = crate::formats::kernel::visible::visible(name);
            self.say(&fill(self.text().kind_list.not_on_disk, &[("name", &name)]));
        }
        path
    }
}

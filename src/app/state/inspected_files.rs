//! Files of the open zone for the bytes panel, and the one that it shows.

use std::path::Path;
use std::sync::Arc;

use crate::app::background_task::{BackgroundTask, FileJob, FilePlace};
use crate::formats::kernel::visible::{visible, visible_path};
use crate::formats::kinds::MappedFile;
use crate::load::Zone;
use crate::ui::FileChoice;
use crate::zone::bundle::ZONES_TABLE;
use crate::zone::references::needed_files;
use crate::zone::zone_files::ZoneFiles;

/// Files of the zone, the terrain first.
#[derive(Default)]
pub struct InspectedFiles {
    names: Vec<String>,
    /// Location of each file except the terrain.
    places: Vec<FilePlace>,
    chosen: usize,
    /// Index of the file of placed objects.
    objects: Option<usize>,
    /// The task that reads the shown file.
    job: Option<FileJob>,
    other: Option<Result<Arc<MappedFile>, String>>,
}

impl InspectedFiles {
    /// Lists the terrain, existing parts, the client's zone table, and the textures that the zone names.
    pub fn new(zone: &Zone) -> InspectedFiles {
        if let Some(path) = zone.path.as_ref().filter(|_| zone.model.is_some()) {
            let names = vec![format!("{}.gtd", zone.name), file_name(path)];
            let places = vec![FilePlace::Path(path.clone())];
            return InspectedFiles { names, places, objects: Some(1), ..InspectedFiles::default() };
        }
        let bundle = zone.files.bundle();
        let parts =
            bundle.map(|b| [&b.tct, &b.tlt, &b.opd, &b.effects, &b.glo, &b.sky, &b.minimap]).into_iter().flatten();
        let parts = parts.filter_map(|part| part.path()).map(|path| FilePlace::Path(path.to_owned()));
        let table = bundle.map(|_| FilePlace::Name(ZONES_TABLE.to_owned()));
        let textures = needed_files(zone.ground.gtd()).into_iter().map(|need| FilePlace::Name(need.into_name()));
        let places: Vec<FilePlace> = parts.chain(table).chain(textures).collect();
        let terrain = zone.path.as_deref().map_or_else(|| format!("{}.gtd", zone.name), file_name);
        let names = std::iter::once(terrain).chain(places.iter().map(name_of)).collect();
        let is_objects = |place: &FilePlace| matches!(place, FilePlace::Path(path) if bundle.is_some_and(|b| b.opd.path() == Some(path)));
        let objects = places.iter().position(is_objects).map(|index| index + 1);
        InspectedFiles { names, places, objects, ..InspectedFiles::default() }
    }

    /// Whether the terrain is shown.
    pub fn is_terrain(&self) -> bool {
        self.chosen == 0
    }

    /// Switches to the terrain file.
    pub fn choose_terrain(&mut self) {
        (self.chosen, self.job, self.other) = (0, None, None);
    }

    /// Switches to another file, which the task reads. An invalid index switches to the terrain.
    pub fn choose(&mut self, index: usize, files: Arc<ZoneFiles>) -> Option<BackgroundTask> {
        self.choose_terrain();
        let place = self.places.get(index.checked_sub(1)?)?.clone();
        let job = FileJob { files, place };
        (self.chosen, self.job) = (index, Some(job.clone()));
        Some(BackgroundTask::MapFile(job))
    }

    /// Index of a file by its path; one that is not listed is added.
    pub fn add(&mut self, path: &Path) -> usize {
        let is_file = |place: &FilePlace| matches!(place, FilePlace::Path(known) if known == path);
        let known = self.places.iter().position(is_file);
        let index = known.unwrap_or_else(|| {
            let place = FilePlace::Path(path.to_owned());
            self.names.push(name_of(&place));
            self.places.push(place);
            self.places.len() - 1
        });
        index + 1
    }

    /// Takes the field map of a file, unless another file is shown by now.
    pub fn take(&mut self, job: &FileJob, mapped: &Result<Arc<MappedFile>, String>) {
        if self.job.as_ref() == Some(job) {
            self.other = Some(mapped.clone());
        }
    }

    /// Model of the panel.
    pub fn model(&self) -> FileChoice<'_> {
        let other = self.other.as_ref().map(|mapped| mapped.as_deref().map_err(String::as_str));
        FileChoice { names: &self.names, chosen: self.chosen, objects: self.objects, other }
    }
}

fn name_of(place: &FilePlace) -> String {
    match place {
        FilePlace::Path(path) => file_name(path),
        FilePlace::Name(name) => visible(name.rsplit(['\\', '/']).next().unwrap_or_default()).into_owned(),
    }
}

fn file_name(path: &Path) -> String {
    visible_path(path.file_name().unwrap_or_default())
}

//! Client folders of zones: from the command line, or located by the user and remembered with the zone; and the banner
//! about tile textures that were not found.

use std::path::PathBuf;

use super::zone_slot::key_of_file;
use super::{Effect, State};
use crate::app::dialog::{DialogPurpose, DialogRequest};
use crate::load::ZoneSource;
use crate::platform::fs;
use crate::ui::MissingTextures;

impl State {
    /// The client folder of a zone that does not lie in one.
    pub fn client_folder_of(&self, source: &ZoneSource) -> Option<PathBuf> {
        let located = || self.settings.known_zone(&key_of_file(source.path()?))?.client_folder.clone();
        self.launch_options.view.data.clone().or_else(|| located().filter(|folder| fs::is_folder(folder)))
    }

    /// The client folder of the open zone, or the one of the command line.
    pub(super) fn client_folder(&self) -> Option<PathBuf> {
        match self.source() {
            Some(source) => self.client_folder_of(source),
            None => self.launch_options.view.data.clone(),
        }
    }

    /// Shows the dialog for the client folder of the open zone.
    pub(super) fn locate_client(&mut self) -> Vec<Effect> {
        let folder = self.zone.file().and_then(|file| file.parent()).map(ToOwned::to_owned);
        self.show_dialog(DialogRequest { purpose: DialogPurpose::LocateClient, folder, file_name: String::new() })
    }

    /// Reloads the open zone with another client folder.
    pub(super) fn client_located(&mut self, folder: PathBuf) -> Vec<Effect> {
        let Some(open) = self.zone.get() else { return Vec::new() };
        self.settings.zone(&open.key).client_folder = Some(folder);
        // It replaces that of the command line.
        self.launch_options.view.data = None;
        self.shows_missing_textures = true;
        self.reload()
    }

    /// The banner about missing tile textures; none while they are loading, or after it was dismissed.
    pub(super) fn missing_textures(&self) -> Option<MissingTextures> {
        let ground = self.zone.ground().filter(|_| self.shows_missing_textures)?;
        self.inspection.missing_textures(ground.gtd().textures())
    }
}

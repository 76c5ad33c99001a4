//! Inputs of exports: zones, files of placed objects, single models and files of textures, read on demand.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::export_args::ExportCommand;
use super::ground::{log_missing, read_ground, read_objects, read_shadows};
use super::inputs::Input;
use crate::export::{ExportError, ExportSource, StoredObjects};
use crate::formats::gtd::Gtd;
use crate::formats::kernel::visible::{path_text, visible_path};
use crate::formats::opd::OpdFile;
use crate::formats::smd::ServerMap;
use crate::load::models::{MeshUsesCache, Model};
use crate::load::{read_game_marks, read_object_models};
use crate::platform::{block_on, fs};
use crate::scene::game_marks::GameMarks;
use crate::scene::objects::{ObjectList, ObjectModels};
use crate::scene::raster::zone_textures::ZoneTextures;
use crate::scene::shadows::ShadowField;
use crate::server::ServerFolder;
use crate::zone::error::PartError;
use crate::zone::source::is_model;
use crate::zone::{ClientCache, ZoneFiles};

/// What the exports of a run have read of their client folders.
pub(super) struct Clients {
    folders: ClientCache,
    /// Uses of meshes, for single ones.
    uses: MeshUsesCache,
    /// The server folder, once it was read.
    server: OnceLock<ServerFolder>,
}

impl Default for Clients {
    fn default() -> Clients {
        Clients { folders: ClientCache::on_disk(), uses: MeshUsesCache::default(), server: OnceLock::new() }
    }
}

/// What an input is, by its extension.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Zone,
    /// A file of placed objects.
    Objects,
    /// A single mesh or object.
    Model,
}

/// An input of the command line, read on demand.
pub(super) struct InputSource<'a> {
    input: &'a Input,
    clients: &'a Clients,
    /// Client folder, server folder, older server map, and the objects to take.
    command: &'a ExportCommand,
    files: OnceLock<ZoneFiles>,
    gtd: OnceLock<Gtd>,
    model: OnceLock<Model>,
    stored: OnceLock<Option<StoredObjects>>,
    older: OnceLock<ServerMap>,
}

impl<'a> InputSource<'a> {
    pub fn new(input: &'a Input, clients: &'a Clients, command: &'a ExportCommand) -> InputSource<'a> {
        let (files, gtd, model, stored, older) = Default::default();
        InputSource { input, clients, command, files, gtd, model, stored, older }
    }

    fn files(&self) -> &ZoneFiles {
        self.files.get_or_init(|| block_on(self.input.zone_files(&self.clients.folders, self.command.data.as_deref())))
    }

    fn kind(&self) -> Kind {
        match self.input.path() {
            Some(path) if is_model(path) => Kind::Model,
            Some(_) if self.input.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("opd")) => {
                Kind::Objects
            }
            _ => Kind::Zone,
        }
    }

    /// The single model that is the input.
    fn model(&self) -> Result<&Model, ExportError> {
        if let Some(model) = self.model.get() {
            return Ok(model);
        }
        let path = self.input.path().unwrap_or(Path::new("-"));
        let model = block_on(self.clients.uses.read_model(path, self.files())).map_err(ExportError::source)?;
        log_missing(self.input, &model.missing);
        Ok(self.model.get_or_init(|| model))
    }

    /// The placed objects; none if the zone has none.
    fn read_stored(&self) -> Result<Option<OpdFile>, ExportError> {
        match self.kind() {
            Kind::Model => Ok(Some(self.model()?.file.clone())),
            Kind::Objects => {
                let bytes = self.input.read().map_err(ExportError::source)?;
                OpdFile::parse_start(&bytes).map(|(file, _)| Some(file)).map_err(ExportError::source)
            }
            Kind::Zone => match block_on(self.files().part::<OpdFile>(self.gtd()?)) {
                Ok(found) => Ok(Some(found.content)),
                Err(PartError::None | PartError::NotFound(_)) => Ok(None),
                Err(error) => Err(ExportError::source(error)),
            },
        }
    }
}

/// Reads a server folder; what cannot be used is logged once for all inputs.
fn server_folder(path: &Path) -> ServerFolder {
    let folder = ServerFolder::open(path);
    folder.faults.iter().for_each(|fault| log::warn!("{fault}"));
    if folder.is_empty() {
        log::warn!("{}: no server maps, tables or rooms", path_text(path));
    }
    folder
}

impl ExportSource for InputSource<'_> {
    fn name(&self) -> String {
        self.input.path().and_then(Path::file_stem).map_or("zone".into(), visible_path)
    }

    fn file_name(&self) -> String {
        self.input.path().and_then(Path::file_name).map_or("-".into(), path_text)
    }

    fn gtd(&self) -> Result<&Gtd, ExportError> {
        if let Some(gtd) = self.gtd.get() {
            return Ok(gtd);
        }
        let bytes = self.input.read().map_err(ExportError::source)?;
        let gtd = self.input.parse(bytes).map_err(ExportError::source)?;
        Ok(self.gtd.get_or_init(|| gtd))
    }

    fn textures(&self) -> Result<ZoneTextures, ExportError> {
        Ok(read_ground(self.input, self.gtd()?, self.files()))
    }

    fn shadows(&self) -> Result<Option<ShadowField>, ExportError> {
        Ok(read_shadows(self.gtd()?, self.files()))
    }

    fn objects(&self) -> Result<Option<ObjectModels>, ExportError> {
        let models = match self.kind() {
            Kind::Model => Some(self.model()?.models.clone()),
            Kind::Objects => match self.stored_objects()? {
                Some(stored) => {
                    let (models, missing) = block_on(read_object_models(&stored.file, self.files()));
                    log_missing(self.input, &missing);
                    Some(models)
                }
                None => None,
            },
            Kind::Zone => read_objects(self.input, self.gtd()?, self.files(), &ObjectList::default()),
        };
        let Some(models) = models else { return Ok(None) };
        let hidden = self.stored_objects()?.map(|stored| stored.left_out.clone()).unwrap_or_default();
        Ok(Some(ObjectModels { hidden, ..models }))
    }

    fn stored_objects(&self) -> Result<Option<&StoredObjects>, ExportError> {
        if let Some(stored) = self.stored.get() {
            return Ok(stored.as_ref());
        }
        let stored = self.read_stored()?.map(|file| StoredObjects::new(file, &self.command.objects));
        if let Some(stored) = &stored {
            for (option, item) in self.command.objects.unmatched(&stored.file.objects) {
                log::warn!("{}: {option}: no object is {item}", self.input.name());
            }
        }
        Ok(self.stored.get_or_init(|| stored).as_ref())
    }

    fn server_map(&self) -> Result<Option<&ServerMap>, ExportError> {
        let Some(path) = self.command.server_map.as_deref() else { return Ok(None) };
        if let Some(map) = self.older.get() {
            return Ok(Some(map));
        }
        let named =
            |error: Box<dyn Error + Send + Sync>| ExportError::Source(format!("{}: {error}", path_text(path)).into());
        let bytes = fs::read(path).map_err(|error| named(error.into()))?;
        let map = ServerMap::parse(&bytes).map_err(|error| named(error.into()))?;
        Ok(Some(self.older.get_or_init(|| map)))
    }

    fn game_marks(&self) -> Result<GameMarks, ExportError> {
        let open = |path: &PathBuf| self.clients.server.get_or_init(|| server_folder(path));
        let folder = self.command.server.as_ref().map(open);
        let (marks, missing) = block_on(read_game_marks(self.files(), self.gtd()?, folder));
        log_missing(self.input, &missing);
        Ok(marks)
    }

    fn has_terrain(&self) -> bool {
        self.kind() == Kind::Zone
    }

    fn files_read(&self) -> Vec<PathBuf> {
        self.files.get().map(ZoneFiles::files_read).unwrap_or_default()
    }

    fn texture_file(&self) -> Result<Option<(PathBuf, Vec<u8>)>, ExportError> {
        match self.input.path() {
            Some(path) if !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gtd")) => {
                Ok(Some((path.to_owned(), self.input.read().map_err(ExportError::source)?)))
            }
            _ => Ok(None),
        }
    }
}

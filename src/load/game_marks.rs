//! What companions of the client and files of a server place in a zone.

use std::path::PathBuf;
use std::sync::Arc;

use super::missing::{FileProblem, MissingFile};
use super::progress::LoadStep;
use super::worker::Outbox;
use super::{LoadEvent, Zone};
use crate::formats::gtd::Gtd;
use crate::formats::opd::OpdFile;
use crate::platform::pause;
use crate::scene::SceneUpdate;
use crate::scene::game_marks::GameMarks;
use crate::server::{Companions, ServerFault, ServerFolder, ZoneServer, game_marks};
use crate::zone::ZoneFiles;
use crate::zone::parts::{FoundPart, Part};

/// A folder of server files, or a single server map.
#[derive(Clone, Debug)]
pub struct ServerSource {
    /// Path of the folder or the map.
    pub path: PathBuf,
    /// The folder as it was read before, which is used again if its files have not changed.
    pub known: Option<Arc<ServerFolder>>,
}

impl From<PathBuf> for ServerSource {
    fn from(path: PathBuf) -> ServerSource {
        ServerSource { path, known: None }
    }
}

impl ServerSource {
    fn folder(&self, canceled: &dyn Fn() -> bool) -> Arc<ServerFolder> {
        let known = self.known.clone().filter(|known| known.is_current(&self.path));
        known.unwrap_or_else(|| Arc::new(ServerFolder::open_unless(&self.path, canceled)))
    }
}

/// A server folder, and what it has for a zone.
#[derive(Clone, Debug)]
pub struct ServerData {
    /// The folder.
    pub folder: Arc<ServerFolder>,
    /// The zone's half.
    pub zone: ZoneServer,
}

impl ServerData {
    /// Reads a folder for a zone, or that of the demo zone; ends early once `canceled` says so.
    async fn read(
        source: Option<&ServerSource>,
        files: &ZoneFiles,
        gtd: &Gtd,
        canceled: &(dyn Fn() -> bool + Sync),
    ) -> ServerData {
        let folder = match source {
            Some(source) => source.folder(canceled),
            None => Arc::new(ServerFolder::demo().await),
        };
        pause().await;
        let zone = folder.zone(files.bundle(), gtd);
        ServerData { folder, zone }
    }

    /// The files that cannot be used, and damaged rows.
    pub fn faults(&self) -> impl Iterator<Item = &ServerFault> {
        self.folder.faults.iter().chain(&self.zone.faults)
    }
}

/// Reads all marks of a zone, with those of a server folder if there is one. Unusable files of the zone are listed; those of
/// the folder are in its [`ServerFolder::faults`].
pub async fn read_game_marks(
    files: &ZoneFiles,
    gtd: &Gtd,
    server: Option<&ServerFolder>,
) -> (GameMarks, Vec<MissingFile>) {
    let objects: Part<OpdFile> = files.part(gtd).await;
    let (companions, errors) = Companions::read(files, gtd, objects.as_ref().ok()).await;
    let mut missing: Vec<MissingFile> = errors.into_iter().filter_map(MissingFile::part).collect();
    let server = server.map(|folder| folder.zone(files.bundle(), gtd));
    server.iter().for_each(|server| log::info!("{}", server.pairing));
    missing.extend(server.iter().flat_map(|server| &server.faults).map(missing_of));
    (game_marks(&companions, server.as_ref(), gtd.map_size()), missing)
}

/// Reads the client's companions of a zone and sends their marks.
pub(super) async fn send_companions(zone: &Zone, objects: Option<&FoundPart<OpdFile>>, outbox: &Outbox) -> Companions {
    let gtd = zone.ground.gtd();
    let (companions, errors) = Companions::read(&zone.files, gtd, objects).await;
    for file in errors.into_iter().filter_map(MissingFile::part) {
        outbox.send(LoadEvent::Missing(file));
    }
    outbox.update(SceneUpdate::GameMarks(Arc::new(game_marks(&companions, None, gtd.map_size()))));
    companions
}

/// Reads a server folder, or that of the demo zone, and sends all marks of the zone in place of those of its companions alone.
pub(super) async fn send_server(source: Option<&ServerSource>, zone: &Zone, companions: &Companions, outbox: &Outbox) {
    outbox.begin(LoadStep::ServerData);
    let gtd = zone.ground.gtd();
    let server = ServerData::read(source, &zone.files, gtd, &|| outbox.is_canceled()).await;
    for fault in server.faults() {
        outbox.send(LoadEvent::Missing(missing_of(fault)));
    }
    let marks = game_marks(companions, Some(&server.zone), gtd.map_size());
    outbox.send(LoadEvent::Server(Arc::new(server)));
    outbox.update(SceneUpdate::GameMarks(Arc::new(marks)));
}

fn missing_of(fault: &ServerFault) -> MissingFile {
    let name = fault.path.file_name().map(crate::formats::kernel::visible::path_text).unwrap_or_default();
    let name = fault.line.map_or(name.clone(), |line| format!("{name}:{line}"));
    MissingFile { name, path: fault.path.clone(), problem: FileProblem::Server(fault.problem.clone()) }
}

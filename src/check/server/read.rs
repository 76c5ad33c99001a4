//! The files of both halves of a zone, read for the checks.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Ground, ServerZone, check_zone};
use crate::check::Findings;
use crate::check::parts::unreadable;
use crate::formats::gtd::Gtd;
use crate::formats::opd::OpdFile;
use crate::scene::server_map::{HeightMatch, match_heights};
use crate::server::{Companions, ServerFolder, ZoneServer};
use crate::zone::ZoneFiles;
use crate::zone::parts::Part;

/// What the checks of the server's half of a zone found.
#[derive(Clone, Debug)]
pub struct ServerReport {
    /// Path of the server's map; none if no map belongs to the zone.
    pub map: Option<PathBuf>,
    /// The server's half, and how it was found.
    pub server: Arc<ZoneServer>,
    /// The findings.
    pub findings: Findings,
}

impl ServerReport {
    /// Finds the server's half of a zone in a folder, and checks it.
    pub async fn read(gtd: &Gtd, files: &ZoneFiles, folder: &ServerFolder) -> ServerReport {
        ServerReport::of(gtd, files, folder, Arc::new(folder.zone(files.bundle(), gtd))).await
    }

    /// Checks the server's half of a zone. The client's other files are read.
    pub async fn of(gtd: &Gtd, files: &ZoneFiles, folder: &ServerFolder, server: Arc<ZoneServer>) -> ServerReport {
        let objects: Part<OpdFile> = files.part(gtd).await;
        let (companions, errors) = Companions::read(files, gtd, objects.as_ref().ok()).await;
        let better_zone = better_zone(gtd, files, &server).await;
        let opd = objects.as_ref().ok().map(|part| &part.content);
        let zone = ServerZone {
            gtd,
            opd,
            ground: &Ground::new(gtd, opd),
            companions: &companions,
            server: &server,
            folder,
            better_zone: better_zone.as_ref(),
        };
        let mut findings = check_zone(&zone);
        errors.iter().for_each(|error| unreadable("areas", error, &mut findings));
        let map = server.map.as_ref().map(|map| map.path.clone());
        ServerReport { map, server, findings }
    }
}

/// Another zone beside this one whose heights fit the server's map better, where those of this one hardly do.
async fn better_zone(gtd: &Gtd, files: &ZoneFiles, server: &ZoneServer) -> Option<(String, f64)> {
    let map = &server.map.as_ref()?.map;
    let own = match_heights(gtd, map);
    if own.as_ref().is_some_and(HeightMatch::is_likely) {
        return None;
    }
    let mut best = own.map_or(0.0, |heights| heights.share()).max(HeightMatch::LIKELY);
    let mut found = None;
    for path in files.list_beside("gtd").await {
        let other =
            files.read_from_client(&files.name_of(&path)).await.ok().and_then(|file| Gtd::parse(file.bytes).ok());
        let share = other.and_then(|other| HeightMatch::between(&other, &map.heights)).map(|heights| heights.share());
        if let Some(share) = share.filter(|share| *share > best) {
            let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            (best, found) = (share, Some((name, share)));
        }
    }
    found
}

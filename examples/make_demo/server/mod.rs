//! The server's half of the demo zone: its map, its rows of a database, and the client's companion files about the same
//! places.
//!
//! [`places`] says what is where, [`companions`] are the client's files, [`map`] is the server's map, [`tables`] its rows.

mod companions;
mod map;
mod places;
mod tables;

use super::zone::ClientFile;
use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::formats::opd::OpdFile;
use gtd_viewer::zone::source::DEMO_NAME as NAME;

/// Number of the demo zone on the server.
pub const ZONE: i32 = 1;

/// The client's companion files.
pub fn companion_files() -> Vec<ClientFile> {
    let file = |ending: &str, bytes| ClientFile { path: format!("Zones/{NAME}.{ending}"), bytes };
    vec![
        file("evtsub", companions::named_areas().encode().expect("few areas")),
        file("gev", companions::event_rects().encode().expect("few areas")),
        file("ens", companions::sounds().encode().expect("few areas")),
    ]
}

pub fn server_files(gtd: &Gtd, opd: &OpdFile) -> Vec<ClientFile> {
    let map = map::server_map(gtd, opd).encode().expect("the demo zone is small");
    vec![
        ClientFile { path: format!("Server/{NAME}.smd"), bytes: map },
        ClientFile { path: format!("Server/{NAME}.sql"), bytes: tables::sql(opd).into_bytes() },
        ClientFile { path: format!("Server/MAP/{ZONE}.evt"), bytes: tables::rooms().into_bytes() },
    ]
}

//! The server's half of real zones: maps, tables, the client's companions, findings. A figure of spec/server.md that follows
//! from the files of the corpus is a test.

mod check;
mod companions;
mod events;
mod heights;
mod maps;
mod tables;

use std::path::{Path, PathBuf};

use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::formats::opd::OpdFile;
use gtd_viewer::formats::smd::ServerMap;

use crate::common;

/// The folder of the game's files.
fn ko() -> Option<PathBuf> {
    Some(common::corpus()?.join("ko"))
}

/// A server map, by its path below the folder of servers.
fn map(name: &str) -> Option<ServerMap> {
    Some(read_map(&ko()?.join("server").join(name)))
}

fn read_map(path: &Path) -> ServerMap {
    ServerMap::parse(&common::read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All server maps with their names.
fn maps() -> Option<Vec<(String, ServerMap)>> {
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let files = common::files_with_extension(&ko()?.join("server"), "smd");
    Some(files.iter().map(|path| (name(path), read_map(path))).collect())
}

/// The terrain of a zone.
fn zone(client: &str, name: &str) -> Gtd {
    let path = ko().unwrap().join(client).join("Zones").join(format!("{name}.gtd"));
    Gtd::parse(common::read(&path)).unwrap()
}

/// The placed objects of a zone of client 1298.
fn placed(name: &str) -> OpdFile {
    OpdFile::parse(&companion(&format!("{name}.opd")).unwrap()).unwrap()
}

/// A companion of a zone of client 1298.
fn companion(name: &str) -> Option<Vec<u8>> {
    Some(common::read(&ko()?.join("1298/Zones").join(name)))
}

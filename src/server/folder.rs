//! A folder of server files: what is below it, and what cannot be read.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::fault::{ServerFault, ServerProblem};
use super::files::Files;
use super::tables::{Tables, is_table_file};
use crate::demo::embedded;
use crate::formats::evt::EventText;
use crate::formats::gtd::is_map_size;
use crate::formats::smd::ServerMap;
use crate::platform::fs::{self, FileState};

/// The largest text of rooms that is read; real ones have a few KB.
const MOST_ROOM_BYTES: u64 = 1 << 20;
/// Bytes before the heights of a server map.
const MAP_HEADER_BYTES: usize = 8;

/// The files of a server below a folder.
#[derive(Clone, Debug)]
pub struct ServerFolder {
    /// The folder, or the single file that was given.
    pub path: PathBuf,
    /// The maps, by path. They are read when they are needed.
    pub maps: Vec<MapFile>,
    /// The databases, those with the most tables first. Only the first is used.
    pub databases: Vec<Database>,
    /// The texts with rooms, by path.
    pub rooms: Vec<RoomFile>,
    /// What cannot be read or is not used, by file.
    pub faults: Vec<ServerFault>,
    files: Files,
    /// The files that belong to a server, as they were when they were read.
    listed: Vec<ListedFile>,
}

/// A file of a server: its path, length and time of change.
type ListedFile = (PathBuf, Option<FileState>);

/// A server map that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapFile {
    /// Path of the file.
    pub path: PathBuf,
    /// Vertices a side.
    pub size: u32,
}

/// Tables that belong together: those of a folder, with those of other folders that it lacks.
#[derive(Clone, Debug)]
pub struct Database {
    /// The folder of its first table.
    pub folder: PathBuf,
    /// Its tables.
    pub tables: Tables,
}

/// A text with the rooms of a zone.
#[derive(Clone, Debug)]
pub struct RoomFile {
    /// Path of the file.
    pub path: PathBuf,
    /// The number that is its name, by which the server finds it.
    pub number: Option<i32>,
    /// Its contents.
    pub text: EventText,
}

impl MapFile {
    /// Whether the file has a name, in any letter case, with or without its ending.
    pub fn is_named(&self, name: &str) -> bool {
        let lower = |text: Cow<'_, str>| text.to_lowercase();
        let name = name.trim().to_lowercase();
        let file = self.path.file_name().map(|file| lower(file.to_string_lossy()));
        let stem = self.path.file_stem().map(|stem| lower(stem.to_string_lossy()));
        !name.is_empty() && (file.as_ref() == Some(&name) || stem.as_ref() == Some(&name))
    }

    /// The zone number that is its name, if its name is a number.
    pub fn number(&self) -> Option<i32> {
        number_of(&self.path)
    }
}

impl ServerFolder {
    /// Finds and reads the files below a folder, or a single file. Nothing fails: see [`ServerFolder::faults`].
    pub fn open(path: &Path) -> ServerFolder {
        ServerFolder::open_unless(path, &|| false)
    }

    /// As [`ServerFolder::open`]; ends early, with what it has, once `canceled` says so.
    pub fn open_unless(path: &Path, canceled: &dyn Fn() -> bool) -> ServerFolder {
        ServerFolder::read(Files::Disk, path, canceled)
    }

    /// A folder in memory, as that of the demo zone.
    pub fn in_memory(path: &Path, files: BTreeMap<PathBuf, Cow<'static, [u8]>>) -> ServerFolder {
        ServerFolder::read(Files::Memory(files), path, &|| false)
    }

    /// The server files of the demo zone, embedded in the program.
    pub async fn demo() -> ServerFolder {
        let mut files = BTreeMap::new();
        for file in embedded::FILES.iter().filter(|file| file.path.starts_with("Server/")) {
            // One that a page does not get is missing.
            if let Ok(bytes) = file.load().await {
                files.insert(PathBuf::from(file.path), Cow::Borrowed(bytes));
            }
        }
        ServerFolder::in_memory(Path::new("Server"), files)
    }

    fn read(files: Files, path: &Path, canceled: &dyn Fn() -> bool) -> ServerFolder {
        let mut faults = Vec::new();
        let stated = stated(&files, path, &mut faults);
        let listed: Vec<PathBuf> = stated.iter().map(|(file, _)| file.clone()).collect();
        let (mut maps, mut rooms) = (Vec::new(), Vec::new());
        for file in &listed {
            let read = match ending(file).as_str() {
                "smd" => map_file(&files, file).map(|map| maps.push(map)),
                "evt" => room_file(&files, file).map(|room| rooms.extend(room)),
                _ => continue,
            };
            faults.extend(read.err());
        }
        let databases = read_databases(&files, &listed, &mut faults, canceled);
        faults.sort_by(|a, b| a.path.cmp(&b.path));
        ServerFolder { path: path.to_owned(), maps, databases, rooms, faults, files, listed: stated }
    }

    /// Whether it is that of a path, and the files there are still those that were read.
    pub fn is_current(&self, path: &Path) -> bool {
        self.path == path && self.listed == stated(&self.files, path, &mut Vec::new())
    }

    /// The files of a server that are in it.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.listed.iter().map(|(path, _)| path.as_path())
    }

    /// Whether there is nothing of a server.
    pub fn is_empty(&self) -> bool {
        self.maps.is_empty() && self.databases.is_empty() && self.rooms.is_empty()
    }

    /// The tables that are used.
    pub fn tables(&self) -> Option<&Tables> {
        self.databases.first().map(|database| &database.tables)
    }

    /// Whether a single file was given instead of a folder.
    pub fn is_single_map(&self) -> bool {
        matches!(&self.maps[..], [map] if map.path == self.path)
    }

    /// Reads a map.
    ///
    /// # Errors
    /// The file cannot be read, or is no server map.
    pub fn read_map(&self, file: &MapFile) -> Result<ReadMap, ServerFault> {
        let bytes = self.files.read(&file.path).map_err(|error| unreadable(&file.path, error))?;
        match ServerMap::parse(&bytes) {
            Ok(map) => Ok(ReadMap { path: file.path.clone(), file_bytes: bytes.len() as u64, map: Arc::new(map) }),
            Err(error) => Err(malformed(&file.path, error.to_string())),
        }
    }

    /// The heights of a map, in the order of the file, without the rest of it.
    ///
    /// # Errors
    /// The file cannot be read, or is shorter than its heights.
    pub fn read_heights(&self, file: &MapFile) -> Result<Vec<f32>, ServerFault> {
        let count = file.size as usize * file.size as usize;
        let start = self.files.read_start(&file.path, MAP_HEADER_BYTES + 4 * count);
        let (bytes, _) = start.map_err(|error| unreadable(&file.path, error))?;
        let heights = bytes.get(MAP_HEADER_BYTES..).unwrap_or_default().as_chunks::<4>().0;
        match heights.len() == count {
            true => Ok(heights.iter().map(|height| f32::from_le_bytes(*height)).collect()),
            false => Err(malformed(&file.path, "it ends within its heights".to_owned())),
        }
    }
}

/// A map that was read.
#[derive(Clone, Debug)]
pub struct ReadMap {
    /// Path of the file.
    pub path: PathBuf,
    /// Length of the file in bytes.
    pub file_bytes: u64,
    /// Its contents.
    pub map: Arc<ServerMap>,
}

/// The files of a server below a path, with their states.
fn stated(files: &Files, path: &Path, faults: &mut Vec<ServerFault>) -> Vec<ListedFile> {
    let is_of_server = |file: &PathBuf| matches!(ending(file).as_str(), "smd" | "evt") || is_table_file(file);
    let listed = files.list(path, faults).into_iter().filter(is_of_server);
    listed.map(|file| (file.clone(), files.state(&file))).collect()
}

fn ending(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
}

fn number_of(path: &Path) -> Option<i32> {
    path.file_stem()?.to_string_lossy().trim().parse().ok()
}

fn unreadable(path: &Path, error: std::io::Error) -> ServerFault {
    ServerFault { path: path.to_owned(), line: None, problem: ServerProblem::Unreadable(error.into()) }
}

fn malformed(path: &Path, reason: String) -> ServerFault {
    ServerFault { path: path.to_owned(), line: None, problem: ServerProblem::Malformed(reason) }
}

/// A map by its first bytes.
fn map_file(files: &Files, path: &Path) -> Result<MapFile, ServerFault> {
    let (start, file_bytes) = files.read_start(path, MAP_HEADER_BYTES).map_err(|error| unreadable(path, error))?;
    let size = start.first_chunk().map(|word| u32::from_le_bytes(*word));
    let size = size.filter(|size| is_map_size(i64::from(*size)) && u64::from(*size).pow(2) * 4 < file_bytes);
    size.map(|size| MapFile { path: path.to_owned(), size }).ok_or_else(|| {
        malformed(
            path,
            "no server map: it does not begin with a number of vertices that the file has room for".to_owned(),
        )
    })
}

/// A text with rooms; none for one with quests, which have no place.
fn room_file(files: &Files, path: &Path) -> Result<Option<RoomFile>, ServerFault> {
    let most = usize::try_from(MOST_ROOM_BYTES).unwrap_or(usize::MAX);
    let (bytes, file_bytes) = files.read_start(path, most).map_err(|error| unreadable(path, error))?;
    if file_bytes > MOST_ROOM_BYTES {
        return Err(malformed(path, format!("texts of rooms have at most {MOST_ROOM_BYTES} bytes")));
    }
    // The editor's own files have the same ending and are binary.
    let Ok(text) = EventText::parse(&bytes) else { return Ok(None) };
    let number = number_of(path);
    Ok((!text.rooms.is_empty()).then(|| RoomFile { path: path.to_owned(), number, text }))
}

/// Reads the tables, folder by folder: a folder adds the tables that a database lacks, or is another database.
fn read_databases(
    files: &Files,
    listed: &[PathBuf],
    faults: &mut Vec<ServerFault>,
    canceled: &dyn Fn() -> bool,
) -> Vec<Database> {
    let mut folders: BTreeMap<PathBuf, Vec<&PathBuf>> = BTreeMap::new();
    for file in listed.iter().filter(|file| is_table_file(file)) {
        folders.entry(fs::parent(file).to_owned()).or_default().push(file);
    }
    let mut databases: Vec<Database> = Vec::new();
    for (folder, mut of_folder) in folders {
        // Declarations name the columns of rows.
        of_folder.sort_by_key(|file| !file.to_string_lossy().to_lowercase().contains("schema"));
        let mut tables = Tables::default();
        for file in of_folder {
            match files.open(file) {
                Ok(stream) => tables.read(file, stream, faults, canceled),
                Err(error) => faults.push(unreadable(file, error)),
            }
        }
        if tables.is_empty() {
            continue;
        }
        match databases.iter_mut().find(|database| database.tables.has_none_of(&tables)) {
            Some(database) => database.tables.extend(tables),
            None => databases.push(Database { folder, tables }),
        }
    }
    databases.sort_by_key(|database| std::cmp::Reverse(database.tables.files.len()));
    if let Some((first, others)) = databases.split_first() {
        let problem = || ServerProblem::OtherDatabase { used: first.folder.clone() };
        faults.extend(others.iter().map(|other| ServerFault {
            path: other.folder.clone(),
            line: None,
            problem: problem(),
        }));
    }
    databases
}

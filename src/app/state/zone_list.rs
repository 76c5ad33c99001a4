//! The list of the client's zones: read on demand, with stepping.

use std::path::{Path, PathBuf};

use crate::app::background_task::BackgroundTask;
use crate::formats::kernel::visible::visible_path;
use crate::platform::fs;
use crate::ui::{ZoneList, ZoneListRow};

/// The zones of a folder, as far as they are known.
#[derive(Debug, Default)]
pub struct ZoneListState {
    folder: Option<PathBuf>,
    /// The folder of the rows, as displayed.
    shown_folder: String,
    rows: Vec<ZoneListRow>,
    /// Client folders of recent zones, newest first.
    recent_folders: Vec<PathBuf>,
    reading: bool,
    /// A step to take once the list is read.
    step: Option<isize>,
    /// A zone to be found once the list is read, by its number on the server, with a place in it.
    sought: Option<(i32, [f64; 2])>,
    /// File of the open zone, and its row if it is listed.
    open: Option<PathBuf>,
    open_row: Option<usize>,
}

/// How a client numbers its zones: ten times as high as the server, as the 1298 one, or alike, as earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    Tenfold,
    Same,
}

/// Result of a step through the list.
#[derive(Debug, PartialEq, Eq)]
pub enum ZoneStep {
    /// The list must be read first, or is being read.
    Waits,
    /// There is no zone that can be opened.
    Empty,
    /// File of the next zone.
    Zone(PathBuf),
}

impl ZoneListState {
    /// Marks the list as being read by a task.
    pub fn read(&mut self, task: BackgroundTask) -> BackgroundTask {
        self.reading = true;
        task
    }

    /// Whether the list is being read.
    pub fn is_reading(&self) -> bool {
        self.reading
    }

    /// Whether the list should be read now; `shown` if its panel is open.
    pub fn wants_reading(&self, shown: bool) -> bool {
        (shown || self.step.is_some() || self.sought.is_some()) && !self.reading && self.folder.is_none()
    }

    /// Takes the files of recent zones, newest first.
    pub fn set_recent(&mut self, files: &[PathBuf]) {
        self.recent_folders.clear();
        for folder in files.iter().filter_map(|file| client_of(file)) {
            if !self.recent_folders.iter().any(|known| known == folder) {
                self.recent_folders.push(folder.to_owned());
            }
        }
    }

    /// Stores the zones of a folder. Returns a pending step.
    pub fn set(&mut self, folder: &Path, rows: &[ZoneListRow]) -> Option<isize> {
        self.shown_folder = visible_path(folder);
        self.folder = Some(folder.to_owned());
        self.rows = rows.to_vec();
        self.reading = false;
        self.open_row = self.find_open();
        self.step
    }

    /// Steps through the zones that can be opened, wrapping around, from the open one.
    pub fn step(&mut self, by: isize) -> ZoneStep {
        self.step = Some(by);
        if self.reading || self.folder.is_none() {
            return ZoneStep::Waits;
        }
        self.take_step(by)
    }

    /// The zone of a server's number. Where it is not known how the client numbers its zones, both ways are tried.
    pub fn find(&mut self, number: i32, place_m: [f64; 2], numbering: Option<Numbering>) -> ZoneStep {
        if self.reading || self.folder.is_none() {
            self.sought = Some((number, place_m));
            return ZoneStep::Waits;
        }
        let numbers = match numbering {
            Some(Numbering::Tenfold) => [Some(number.saturating_mul(10)), None],
            Some(Numbering::Same) => [Some(number), None],
            None => [Some(number.saturating_mul(10)), Some(number)],
        };
        let numbers = numbers.map(|number| u32::try_from(number?).ok());
        let with = |id: u32| self.rows.iter().find(|row| row.can_open() && row.ids.contains(&id));
        let found = numbers.into_iter().flatten().find_map(with);
        found.map_or(ZoneStep::Empty, |row| ZoneStep::Zone(row.path.clone()))
    }

    /// The file of a listed zone by its name, in any letter case.
    #[cfg(not(target_family = "wasm"))]
    pub fn file_named(&self, name: &str) -> Option<PathBuf> {
        let is_named = |row: &&ZoneListRow| row.can_open() && row.stem.eq_ignore_ascii_case(name);
        self.rows.iter().find(is_named).map(|row| row.path.clone())
    }

    /// Whether a listed file is the open zone's.
    pub fn is_open(&self, path: &Path) -> bool {
        self.open_row.and_then(|row| self.rows.get(row)).is_some_and(|row| row.path == path)
    }

    /// The zone that waits for the list, and the place in it.
    pub fn take_sought(&mut self) -> Option<(i32, [f64; 2])> {
        self.sought.take()
    }

    /// Drops a pending step if there is no list to read.
    pub fn take_step(&mut self, by: isize) -> ZoneStep {
        self.step = None;
        let zones: Vec<&ZoneListRow> = self.rows.iter().filter(|row| row.can_open()).collect();
        if zones.is_empty() {
            return ZoneStep::Empty;
        }
        let open = self.open_row.map(|index| &self.rows[index].path);
        let open = open.and_then(|path| zones.iter().position(|row| row.path == *path));
        let next = open.map_or(0, |index| (index as isize + by).rem_euclid(zones.len() as isize));
        ZoneStep::Zone(zones[next as usize].path.clone())
    }

    /// Takes the file of the zone that was opened. A list that does not contain it becomes invalid.
    pub fn zone_opened(&mut self, file: Option<&Path>) {
        self.open = file.map(Path::to_owned);
        self.open_row = self.find_open();
        if self.open_row.is_none() && !self.reading {
            self.folder = None;
        }
    }

    /// The row of the open zone, whichever way its path was spelled.
    fn find_open(&self) -> Option<usize> {
        let open = self.open.as_deref()?;
        let absolute = std::path::absolute(open).ok()?;
        let same_path = self.rows.iter().position(|row| row.path == absolute);
        same_path.or_else(|| {
            let canonical = fs::canonical(open);
            let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().to_lowercase());
            // Only files that may be the same are asked for on the disk.
            let is_named = |row: &ZoneListRow| name(&row.path) == name(&canonical) || name(&row.path) == name(open);
            self.rows.iter().position(|row| is_named(row) && fs::canonical(&row.path) == canonical)
        })
    }

    /// Model of the panel.
    pub fn model(&self) -> ZoneList<'_> {
        ZoneList {
            folder: &self.shown_folder,
            recent_folders: &self.recent_folders,
            rows: &self.rows,
            reading: self.reading,
            open: self.open_row,
            ..ZoneList::default()
        }
    }
}

/// The folder whose zones are listed for a zone: the client that has it in its folder of zones, else its own folder.
fn client_of(zone: &Path) -> Option<&Path> {
    let folder = zone.parent()?;
    let in_zones = folder.file_name().is_some_and(|name| name.eq_ignore_ascii_case("zones"));
    if in_zones { folder.parent() } else { Some(folder) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, map_size: Option<u32>) -> ZoneListRow {
        let path = std::path::absolute(name).unwrap();
        ZoneListRow { stem: name.into(), name: None, ids: Vec::new(), map_size, parts: Vec::new(), path }
    }

    #[test]
    fn recent_zones_name_their_clients() {
        let mut list = ZoneListState::default();
        let files = ["a/Zones/x.gtd", "b/zones/y.gtd", "a/Zones/z.gtd", "lone/w.gtd"].map(PathBuf::from);
        list.set_recent(&files);
        assert_eq!(list.model().recent_folders, ["a", "b", "lone"].map(PathBuf::from));
        list.set_recent(&files[1..2]);
        assert_eq!(list.model().recent_folders, [PathBuf::from("b")]);
    }

    #[test]
    fn a_step_waits_for_the_list_and_wraps_around() {
        let mut list = ZoneListState::default();
        assert!(!list.wants_reading(false) && list.wants_reading(true));
        assert_eq!(list.step(1), ZoneStep::Waits);
        assert!(list.wants_reading(false), "for the step");
        list.read(BackgroundTask::Zones("zones".into()));
        assert!(!list.wants_reading(true), "it is being read");
        let rows = [row("a", Some(65)), row("damaged", None), row("c", Some(65))];
        assert_eq!(list.set(Path::new("zones"), &rows), Some(1));
        let zone = |name: &str| ZoneStep::Zone(std::path::absolute(name).unwrap());
        assert_eq!(list.step(1), zone("a"), "the first, where none of them is open");
        for (open, by, next) in [("a", 1, "c"), ("c", 1, "a"), ("a", -1, "c"), ("./c", 1, "a")] {
            list.zone_opened(Some(Path::new(open)));
            assert_eq!(list.step(by), zone(next), "{open}");
        }
        assert_eq!(list.model().open, Some(2));
        list.zone_opened(Some(Path::new("a")));
        assert!(!list.wants_reading(true));
        list.zone_opened(Some(Path::new("elsewhere")));
        assert!(list.wants_reading(true));
        list.set(Path::new("zones"), &rows.map(|row| ZoneListRow { ids: vec![210], ..row }));
        let mut found = |number: i32, numbering| list.find(number, [0.0; 2], numbering);
        assert_eq!([21, 210, 2].map(|number| found(number, None)), [zone("a"), zone("a"), ZoneStep::Empty]);
        assert_eq!([21, 210].map(|n| found(n, Some(Numbering::Tenfold))), [zone("a"), ZoneStep::Empty]);
        assert_eq!([21, 210].map(|n| found(n, Some(Numbering::Same))), [ZoneStep::Empty, zone("a")]);
        list.set(Path::new("none"), &[]);
        assert_eq!(list.step(1), ZoneStep::Empty);
    }
}

//! Distinct names of the two compared zones: by file, by folder, or by date.

use std::path::{Component, Path, PathBuf};

use crate::app::state::zone_slot::absolute;
use crate::formats::kernel::visible::visible_path;
use crate::load::ZoneSource;
use crate::platform::{fs, local_time};

/// The file of a zone, as it was when it was opened.
#[derive(Clone, Debug)]
pub struct ZoneVersion {
    /// Absolute path; none for the built-in zone.
    path: Option<PathBuf>,
    /// The zone's name: the file's without its ending.
    name: String,
    /// Local time of the last change.
    modified: Option<String>,
}

impl ZoneVersion {
    /// The present version of a zone.
    pub fn new(source: &ZoneSource) -> ZoneVersion {
        let path = source.path().map(absolute);
        let modified = path.as_ref().and_then(|path| fs::metadata(path).ok()?.modified().ok());
        ZoneVersion { path, name: source.name(), modified: modified.and_then(local_time::of) }
    }

    /// Name of the zone alone.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Short names of two files, different from each other: the names of the files, where necessary with the innermost
/// folder that differs (`1298/moradon`), or with the date (`moradon (2004-05-31)`), or with the letter of the side.
pub fn distinct_names(files: [&ZoneVersion; 2]) -> [String; 2] {
    let names = files.map(|file| file.name.clone());
    if !same(&names[0], &names[1]) {
        return names;
    }
    by_folder(files, same)
        .or_else(|| Some(files.map(file_name)).filter(|[a, b]| a != b))
        .or_else(|| by_folder(files, |a, b| a == b))
        .or_else(|| by_date(files))
        .unwrap_or_else(|| [("A", &names[0]), ("B", &names[1])].map(|(side, name)| format!("{name} ({side})")))
}

/// Whether two names are the same for people.
fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// The names with the innermost folders that differ. A file with fewer folders has its name alone.
fn by_folder(files: [&ZoneVersion; 2], same: fn(&str, &str) -> bool) -> Option<[String; 2]> {
    let folders = files.map(folders_outward);
    let deepest = folders[0].len().max(folders[1].len());
    let at = |level: usize| folders.each_ref().map(|folders| folders.get(level).map_or("", String::as_str));
    let [a, b] = (0..deepest).map(at).find(|[a, b]| !same(a, b))?;
    let named = |folder: &str, name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    Some([named(a, &files[0].name), named(b, &files[1].name)])
}

/// Names of the folders that contain a file, the innermost first.
fn folders_outward(file: &ZoneVersion) -> Vec<String> {
    let folder = file.path.as_deref().and_then(Path::parent);
    let parts = folder.into_iter().flat_map(Path::components).rev();
    let named = parts.filter(|part| matches!(part, Component::Normal(_) | Component::Prefix(_)));
    named.map(|part| visible_path(part.as_os_str())).collect()
}

fn file_name(file: &ZoneVersion) -> String {
    file.path.as_deref().and_then(Path::file_name).map_or_else(|| file.name.clone(), visible_path)
}

/// The names with the dates, as exact as needed.
fn by_date(files: [&ZoneVersion; 2]) -> Option<[String; 2]> {
    let times = [files[0].modified.as_deref()?, files[1].modified.as_deref()?];
    let exactness = ["2004-05-31", "2004-05-31 10:00", "2004-05-31 10:00:01"].map(str::len);
    let written = exactness.map(|length| times.map(|time| time.get(..length).unwrap_or(time)));
    let [a, b] = written.into_iter().find(|[a, b]| a != b)?;
    Some([format!("{} ({a})", files[0].name), format!("{} ({b})", files[1].name)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(paths: [&str; 2], dates: [&str; 2]) -> [String; 2] {
        let [a, b] = std::array::from_fn(|i| ZoneVersion {
            path: Some(paths[i].into()),
            name: ZoneSource::of(Path::new(paths[i])).name(),
            modified: Some(dates[i].to_owned()).filter(|date| !date.is_empty()),
        });
        distinct_names([&a, &b])
    }

    #[test]
    fn other_files_have_their_own_names() {
        assert_eq!(named(["/ko/old/moradon.gtd", "/ko/new/moradon_new.gtd"], [""; 2]), ["moradon", "moradon_new"]);
    }

    #[test]
    fn the_innermost_folder_that_differs_names_the_same_zone_of_two_clients() {
        for (paths, names) in [
            (["/ko/1298/Zones/moradon.gtd", "/ko/1097/Zones/moradon.gtd"], ["1298/moradon", "1097/moradon"]),
            (["/ko/1298/Zones/moradon.gtd", "/ko/1097/zones/Moradon.gtd"], ["1298/moradon", "1097/Moradon"]),
            (["/a/old/moradon.gtd", "/b/new/moradon.gtd"], ["old/moradon", "new/moradon"]),
            (["/ko/moradon.gtd", "/ko/backup/moradon.gtd"], ["ko/moradon", "backup/moradon"]),
            (["/moradon.gtd", "/backup/moradon.gtd"], ["moradon", "backup/moradon"]),
            (["/k/Zones/moradon.gtd", "/k/zones/moradon.gtd"], ["Zones/moradon", "zones/moradon"]),
        ] {
            assert_eq!(named(paths, ["2004-05-31 10:00:00", "2005-01-01 10:00:00"]), names, "{paths:?}");
        }
    }

    #[test]
    fn files_of_one_folder_have_their_endings() {
        assert_eq!(named(["/k/moradon.gtd", "/k/moradon.old"], [""; 2]), ["moradon.gtd", "moradon.old"]);
        assert_eq!(named(["/k/moradon.gtd", "/k/Moradon.gtd"], [""; 2]), ["moradon.gtd", "Moradon.gtd"]);
    }

    #[test]
    fn one_file_at_two_times_has_dates_as_exact_as_needed() {
        let path = "/ko/1298/Zones/moradon.gtd";
        for (dates, names) in [
            (["2004-05-31 10:00:00", "2005-01-01 10:00:00"], ["moradon (2004-05-31)", "moradon (2005-01-01)"]),
            (
                ["2004-05-31 10:00:00", "2004-05-31 10:07:00"],
                ["moradon (2004-05-31 10:00)", "moradon (2004-05-31 10:07)"],
            ),
            (
                ["2004-05-31 10:00:01", "2004-05-31 10:00:02"],
                ["moradon (2004-05-31 10:00:01)", "moradon (2004-05-31 10:00:02)"],
            ),
            (["2004-05-31 10:00:01"; 2], ["moradon (A)", "moradon (B)"]),
            (["2004-05-31 10:00:01", ""], ["moradon (A)", "moradon (B)"]),
        ] {
            assert_eq!(named([path; 2], dates), names);
        }
    }

    #[test]
    fn the_built_in_zone_is_in_no_folder() {
        let demo = ZoneVersion::new(&ZoneSource::Demo);
        let file = ZoneVersion::new(&ZoneSource::of(Path::new("/k/demo.gtd")));
        assert_eq!(distinct_names([&demo, &file]), ["demo", "k/demo"]);
        assert_eq!(distinct_names([&demo, &demo]), ["demo (A)", "demo (B)"]);
    }

    #[test]
    fn a_file_on_disk_has_its_date() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("moradon.gtd");
        std::fs::write(&path, "").unwrap();
        let changed = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_086_000_000);
        let before = ZoneVersion::new(&ZoneSource::of(&path));
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(changed).unwrap();
        let [a, b] = distinct_names([&ZoneVersion::new(&ZoneSource::of(&path)), &before]);
        assert!(a.starts_with("moradon (2004-05-3") && b.starts_with("moradon (20"), "{a} {b}");
    }
}

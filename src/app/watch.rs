//! File watching: changes of the open zone's files on disk.
//!
//! Editors write in several steps and often to a temporary file, so folders are watched and a change is reported only
//! after a pause.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::platform::{fs, thread};

/// Pause without events before a change is reported.
const REST: Duration = Duration::from_millis(500);

/// Watches until it is dropped.
pub struct Watch {
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Watches files; `changed` is called on another thread, once for each burst of changes.
    ///
    /// # Errors
    /// The system's error.
    pub fn new(files: &[PathBuf], changed: impl Fn() + Send + 'static) -> notify::Result<Watch> {
        // Of a link, the file that it leads to as well.
        let files: Vec<PathBuf> = files.iter().flat_map(|file| [absolute(file), fs::canonical(file)]).collect();
        let folders: BTreeSet<PathBuf> = files.iter().filter_map(|file| file.parent()).map(Path::to_owned).collect();
        // A file that is missing may appear in any letter case.
        let files: BTreeSet<String> = files.iter().map(|file| in_any_case(file)).collect();
        let (sender, receiver) = channel();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            // Reading a file is an event as well.
            let changes = matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Any);
            if changes && event.paths.iter().any(|path| files.contains(&in_any_case(&absolute(path)))) {
                // The receiver is dropped with the watch.
                let _ = sender.send(());
            }
        })?;
        // Folders of missing files may be missing as well.
        let mut errors = folders.iter().filter_map(|folder| watcher.watch(folder, RecursiveMode::NonRecursive).err());
        let (first, failed) = (errors.next(), 1 + errors.count());
        if let Some(error) = first.filter(|_| failed == folders.len()) {
            return Err(error);
        }
        thread::spawn("watch", move || tell(&receiver, changed))?;
        Ok(Watch { _watcher: watcher })
    }
}

fn tell(events: &Receiver<()>, changed: impl Fn()) {
    while events.recv().is_ok() {
        while events.recv_timeout(REST).is_ok() {}
        changed();
    }
}

fn in_any_case(path: &Path) -> String {
    path.to_string_lossy().to_lowercase()
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_file_is_told_once_and_others_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let (watched, other) = (folder.path().join("a.gtd"), folder.path().join("b.txt"));
        let (missing, nowhere) = (folder.path().join("DTex.gtt"), folder.path().join("none/a.gtt"));
        std::fs::write(&watched, b"1").unwrap();
        let (sender, told) = channel();
        let watch = Watch::new(&[watched.clone(), missing, nowhere], move || sender.send(()).unwrap());
        // Some systems in containers cannot watch files.
        let Ok(_watch) = watch else { return };
        std::fs::write(&other, b"1").unwrap();
        assert!(told.recv_timeout(REST * 2).is_err(), "another file");
        std::fs::write(&watched, b"2").unwrap();
        std::fs::write(&watched, b"3").unwrap();
        assert!(told.recv_timeout(REST * 10).is_ok());
        assert!(told.recv_timeout(REST * 2).is_err(), "two writes are one change");
        std::fs::write(folder.path().join("dtex.GTT"), b"1").unwrap();
        assert!(told.recv_timeout(REST * 10).is_ok(), "a file that was missing");
    }
}

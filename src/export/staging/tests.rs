use super::*;

const OURS: &str = "gtd-viewer export of a";

fn origin() -> Origin {
    Origin::Manifest(OURS.into())
}

/// All files and folders below a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type().unwrap().is_dir() {
            names.extend(self::names(&entry.path()).into_iter().map(|below| format!("{name}/{below}")));
        }
        names.push(name);
    }
    names.sort();
    names
}

/// Writes an output with these files, each holding its name and this text.
fn write(target: &Path, existing: Existing, origin: Origin, files: &[&str], text: &str) -> io::Result<Placed> {
    let staging = Staging::begin(target, existing, origin)?;
    files.iter().try_for_each(|name| staging.add(name, format!("{name} {text}").as_bytes()))?;
    staging.finish()
}

fn replace(target: &Path, files: &[&str], text: &str) -> io::Result<Placed> {
    write(target, Existing::Replace, origin(), files, text)
}

#[test]
fn a_folder_appears_whole_and_takes_no_other_ones_place() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("maps");
    for expected in ["maps", "maps 2", "maps 3"] {
        let placed = write(&target, Existing::Number, Origin::Unknown, &["1.png"], "").unwrap();
        assert_eq!(placed.path, folder.path().join(expected));
    }
    assert_eq!(names(folder.path()), ["maps", "maps 2", "maps 2/1.png", "maps 3", "maps 3/1.png", "maps/1.png"]);
}

#[test]
fn what_is_given_up_leaves_nothing_and_its_place_can_be_used_again() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("maps");
    let staging = Staging::begin(&target, Existing::Replace, origin()).unwrap();
    staging.add("tiles/0/1.png", b"x").unwrap();
    drop(staging);
    assert!(names(folder.path()).is_empty());
    replace(&target, &["tiles/0/1.png"], "").unwrap();
    assert!(target.join("tiles/0/1.png").is_file());
}

#[test]
fn an_earlier_output_is_replaced_without_a_trace() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out");
    replace(&target, &["a.png", "deep/er/b.png", "deep/c.png"], "first").unwrap();
    std::fs::write(target.join(".DS_Store"), "of a file manager").unwrap();
    replace(&target, &["a.png", "d.png"], "second").unwrap();
    assert_eq!(names(&target), [MANIFEST, "a.png", "d.png"]);
    assert_eq!(std::fs::read_to_string(target.join("a.png")).unwrap(), "a.png second");
    assert_eq!(names(folder.path()).len(), 4, "and nothing beside it");
}

#[test]
fn what_others_have_written_is_refused_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out");
    type Change = fn(&Path);
    let changes: [(&str, Change); 6] = [
        ("b.png", |out| std::fs::write(out.join("b.png"), "of a user").unwrap()),
        ("deep/b.png", |out| std::fs::write(out.join("deep/b.png"), "of a user").unwrap()),
        ("empty/", |out| std::fs::create_dir(out.join("empty")).unwrap()),
        ("a.png", |out| std::fs::write(out.join("a.png"), "painted over").unwrap()),
        ("export of b", |out| {
            std::fs::write(out.join(MANIFEST), "gtd-viewer export of b\n").unwrap();
        }),
        ("a.png", |out| std::fs::remove_file(out.join(MANIFEST)).unwrap()),
    ];
    for (name, change) in changes {
        replace(&target, &["a.png", "deep/c.png"], "first").unwrap();
        change(&target);
        let before = names(folder.path());
        let error = replace(&target, &["a.png"], "second").unwrap_err().to_string();
        assert!(error.contains("the folder is not empty: it holds"), "{error}");
        // Which file is found first depends on the file system.
        assert!(error.contains(name) || error.contains(".png"), "{name}: {error}");
        assert_eq!(names(folder.path()), before);
        std::fs::remove_dir_all(&target).unwrap();
    }
    // Appeared while the files were collected.
    let staging = Staging::begin(&target, Existing::Replace, origin()).unwrap();
    staging.add("a.png", b"x").unwrap();
    std::fs::create_dir(&target).unwrap();
    std::fs::write(target.join("b.png"), "of a user").unwrap();
    staging.finish().unwrap_err();
    assert_eq!(names(folder.path()), ["out", "out/b.png"]);
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_one_in_the_folder_is_of_other_origin() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    symlink("real", path("link")).unwrap();
    for text in ["first", "second"] {
        replace(&path("link/"), &["a.png"], text).unwrap();
        assert!(path("link").is_symlink() && path("real/a.png").is_file());
    }
    std::fs::remove_file(path("real/a.png")).unwrap();
    symlink("elsewhere", path("real/a.png")).unwrap();
    replace(&path("link"), &["a.png"], "third").unwrap_err();
    std::fs::write(path("file"), "x").unwrap();
    assert_eq!(replace(&path("file"), &["a.png"], "").unwrap_err().kind(), ErrorKind::NotADirectory);
}

#[cfg(unix)]
#[test]
fn the_mode_of_a_replaced_folder_is_kept() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out");
    std::fs::create_dir(&target).unwrap();
    std::fs::set_permissions(&target, std::fs::Permissions::from_mode(0o2750)).unwrap();
    replace(&target, &["a.png"], "").unwrap();
    assert_eq!(target.metadata().unwrap().permissions().mode() & 0o7777, 0o2750);
}

#[test]
fn by_force_other_files_are_kept_and_only_those_of_the_same_name_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out");
    std::fs::create_dir_all(target.join("deep")).unwrap();
    for name in ["a.png", "deep/b.png", "deep/z.txt"] {
        std::fs::write(target.join(name), "of a user").unwrap();
    }
    let placed = write(&target, Existing::Force, origin(), &["a.png", "deep/b.png", "c.png"], "new").unwrap();
    assert!(placed.is_merged);
    assert_eq!(names(&target), [MANIFEST, "a.png", "c.png", "deep", "deep/b.png", "deep/z.txt"]);
    assert_eq!(std::fs::read_to_string(target.join("deep/b.png")).unwrap(), "deep/b.png new");
    assert_eq!(std::fs::read_to_string(target.join("deep/z.txt")).unwrap(), "of a user");
    // A folder where a file belongs: an error, and everything is as before.
    std::fs::create_dir(target.join("d.png")).unwrap();
    std::fs::write(target.join("d.png/in"), "of a user").unwrap();
    std::fs::write(target.join("e"), "of a user").unwrap();
    let before = names(folder.path());
    write(&target, Existing::Force, origin(), &["a.png", "e/f.png", "g/h.png"], "newer").unwrap_err();
    assert_eq!(names(folder.path()), before);
    assert_eq!(std::fs::read_to_string(target.join("a.png")).unwrap(), "a.png new");
}

/// As a mount point, or the working directory.
#[test]
fn a_folder_that_cannot_be_renamed_gets_its_files_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let inside = |files: &[&str], text: &str| {
        let part = partial::begin_folder(folder.path())?;
        let root = part.join(FILES);
        std::fs::create_dir(&root)?;
        let target = folder.path().to_owned();
        let staging = Staging { target, existing: Existing::Replace, origin: origin(), part, root, is_inside: true };
        files.iter().try_for_each(|name| staging.add(name, format!("{name} {text}").as_bytes()))?;
        staging.finish()
    };
    inside(&["a.png", "deep/b.png"], "first").unwrap();
    assert_eq!(names(folder.path()), [MANIFEST, "a.png", "deep", "deep/b.png"]);
    inside(&["a.png", "c.png"], "second").unwrap();
    assert_eq!(names(folder.path()), [MANIFEST, "a.png", "c.png"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("a.png")).unwrap(), "a.png second");
    std::fs::write(folder.path().join("b.png"), "of a user").unwrap();
    inside(&["a.png"], "third").unwrap_err();
    assert_eq!(names(folder.path()), [MANIFEST, "a.png", "b.png", "c.png"]);
}

#[test]
fn two_that_write_one_folder_do_not_mix() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out");
    let texts: Vec<String> = (0..8).map(|text| text.to_string()).collect();
    std::thread::scope(|scope| {
        for text in &texts {
            let target = &target;
            scope.spawn(move || {
                let own = format!("{text}.png");
                (0..4).for_each(|_| drop(replace(target, &["a.png", "deep/b.png", &own], text)));
            });
        }
    });
    let found = names(&target);
    let own = found.iter().find(|name| name.len() == 5 && *name != "a.png").unwrap();
    assert_eq!(found.len(), 5, "{found:?}");
    let text = own.strip_suffix(".png").unwrap();
    for name in ["a.png", "deep/b.png", own] {
        assert_eq!(std::fs::read_to_string(target.join(name)).unwrap(), format!("{name} {text}"));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_step_that_was_killed_halfway_is_completed() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let make = |name: &str, text: &str| {
        std::fs::create_dir_all(path(name).parent().unwrap()).unwrap();
        std::fs::write(path(name), text).unwrap();
    };
    // Killed between the two renames of a folder; another one before them.
    make(".gtd-viewer-1-1.part/lock", "");
    make(".gtd-viewer-1-1.part/whole/out/a.png", "new");
    make(".gtd-viewer-1-1.part/old/0/a.png", "old");
    make(".gtd-viewer-1-2.part/lock", "");
    make(".gtd-viewer-1-2.part/whole/other/a.png", "half");
    // Killed among the renames of files.
    make("in/.gtd-viewer-1-3.part/lock", "");
    make("in/.gtd-viewer-1-3.part/files/deep/b.png", "new");
    make("in/.gtd-viewer-1-3.part/old/a.png", "old");
    make("in/a.png", "new");
    partial::sweep(folder.path());
    partial::sweep(&path("in"));
    assert_eq!(names(folder.path()), ["in", "in/a.png", "in/deep", "in/deep/b.png", "out", "out/a.png"]);
    assert_eq!(std::fs::read_to_string(path("out/a.png")).unwrap(), "new");
}

#[test]
fn files_are_recognized_by_their_bytes() {
    static FILES: [(&str, &[u8]); 2] = [("a", b"1"), ("deep/b", b"2")];
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out");
    let write = || {
        let staging = Staging::begin(&target, Existing::Replace, Origin::Files(&FILES))?;
        FILES.iter().try_for_each(|(name, bytes)| staging.add(name, bytes))?;
        staging.finish()
    };
    write().unwrap();
    std::fs::remove_file(target.join("a")).unwrap();
    write().unwrap();
    assert_eq!(names(&target), ["a", "deep", "deep/b"]);
    std::fs::write(target.join("a"), "3").unwrap();
    write().unwrap_err();
    assert_eq!(std::fs::read(target.join("a")).unwrap(), b"3");
}

#[test]
fn no_file_is_written_twice() {
    let folder = tempfile::tempdir().unwrap();
    let error = replace(&folder.path().join("out"), &["a.png", "a.png"], "").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AlreadyExists);
    assert!(names(folder.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn pipes_in_the_place_of_own_files_are_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::create_dir_all(path(".gtd-viewer-1-1.part")).unwrap();
    std::fs::create_dir(path("out")).unwrap();
    for name in [".gtd-viewer-1-1.part/lock", &format!("out/{MANIFEST}")] {
        let made = std::process::Command::new("mkfifo").arg(path(name)).status();
        assert!(made.is_ok_and(|status| status.success()), "mkfifo runs");
    }
    replace(&path("out"), &["a.png"], "").unwrap_err();
    replace(&path("new"), &["a.png"], "").unwrap();
    assert!(path(".gtd-viewer-1-1.part").exists() && path("new/a.png").exists());
}

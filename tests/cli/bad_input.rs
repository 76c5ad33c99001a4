//! The binary with invalid or unusual zones: a clear error with section and offset and exit code 1. Never a panic, and
//! bounded memory.

#[cfg(unix)]
use crate::common::skip;
use crate::common::test_zone;
use crate::common::test_zone::TestZone;
use std::path::Path;
use std::process::{Command, Output};

use gtd_viewer::formats::gtd::Gtd;
use serde_json::Value;

const BINARY: &str = env!("CARGO_BIN_EXE_gtd-viewer");
/// Limit of the address space in KiB: threads, libraries, and the small files of these tests.
#[cfg(target_os = "linux")]
const MEMORY_KIB: u32 = 1_500_000;

/// Runs the program; on Linux with so little memory that an allocation by an invalid count fails.
pub(crate) fn run(folder: &Path, args: &[&str]) -> Output {
    #[cfg(target_os = "linux")]
    let mut command = {
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("ulimit -v {MEMORY_KIB}; exec \"$0\" \"$@\"")).arg(BINARY);
        command
    };
    #[cfg(not(target_os = "linux"))]
    let mut command = Command::new(BINARY);
    // few threads, because their stacks count as well
    command.args(args).current_dir(folder).env_remove("RUST_LOG").env("RAYON_NUM_THREADS", "4");
    command.output().expect("the program starts")
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// An invalid file: name, bytes, and the section of its error.
struct Bad {
    name: String,
    bytes: Vec<u8>,
    section: Option<&'static str>,
}

fn bad(name: impl Into<String>, bytes: impl Into<Vec<u8>>, section: Option<&'static str>) -> Bad {
    Bad { name: name.into(), bytes: bytes.into(), section }
}

/// Invalid zones of every kind, by hand and generated.
fn ledger() -> Vec<Bad> {
    let mut all = vec![
        bad("empty.gtd", [], Some("header")),
        bad("one-byte.gtd", [9], Some("header")),
        bad("text.gtd", *b"This is a letter to a friend, and no terrain at all.", Some("header")),
        bad("picture.gtd", *b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0", Some("header")),
        bad("texture.gtd", *b"\0\0\0\0NTF\x03\x80\0\0\0\x80\0\0\0DXT1\x01\0\0\0and its pixels", None),
        bad("ones.gtd", [0xff; 20_000], Some("header")),
        bad("zeros.gtd", [0; 20_000], Some("map data")),
        bad("huge.gtd", 8193_i32.to_le_bytes(), Some("map data")),
    ];
    for (layout, draft) in test_zone::layouts() {
        let bytes = draft.encode().unwrap();
        let gtd = Gtd::parse(bytes.clone()).unwrap();
        for section in &gtd.sections()[2..] {
            let cut = &bytes[..section.offset as usize];
            all.push(bad(format!("{layout}-until-{}.gtd", section.id), cut, Some(section.id.name())));
        }
        let counts = ["textures", "light maps", "rivers", "ponds"];
        for section in gtd.sections().iter().filter(|section| counts.contains(&section.id.name())) {
            for count in [-1, i32::MAX] {
                let (mut bytes, at) = (bytes.clone(), section.offset as usize);
                bytes[at..at + 4].copy_from_slice(&count.to_le_bytes());
                all.push(bad(format!("{layout}-{}-{count}.gtd", section.id), bytes, Some(section.id.name())));
            }
        }
    }
    all
}

fn written(folder: &Path, files: &[Bad]) -> Vec<String> {
    for file in files {
        std::fs::write(folder.join(&file.name), &file.bytes).unwrap();
    }
    files.iter().map(|file| file.name.clone()).collect()
}

#[test]
fn broken_files_are_told_with_section_and_offset() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger();
    let names = written(folder.path(), &ledger);
    assert!(ledger.len() > 70);
    let args: Vec<&str> = ["--stats", "--json"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let output = run(folder.path(), &args);
    let told = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(!told.contains("panicked"), "{told}");
    let stats: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    for (file, entry) in ledger.iter().zip(stats.as_array().unwrap()) {
        assert_eq!(entry["path"], file.name);
        let error = &entry["error"];
        let message = error["message"].as_str().unwrap_or_else(|| panic!("{} was read: {entry}", file.name));
        assert!(error["offset"].as_u64().unwrap() <= file.bytes.len() as u64, "{}: {message}", file.name);
        assert!(message.contains("found") && message.contains("expected"), "{}: {message}", file.name);
        if let Some(section) = file.section {
            assert_eq!(error["section"], section, "{}: {message}", file.name);
        }
        assert!(told.contains(&format!("{}: {message}", file.name)), "{}: {told}", file.name);
    }
}

#[test]
fn missing_files_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("folder.gtd")).unwrap();
    for (name, words) in [("folder.gtd", "folder"), ("gone.gtd", "cannot read the file")] {
        let output = run(folder.path(), &["--stats", name]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
        assert!(stderr(&output).contains(name) && stderr(&output).contains(words), "{}", stderr(&output));
    }
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_reported() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret.gtd");
    std::fs::write(&secret, test_zone::layouts()[0].1.encode().unwrap()).unwrap();
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&secret).is_ok() {
        skip("this user may read everything");
        return;
    }
    let output = run(folder.path(), &["--stats", "secret.gtd"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).to_lowercase().contains("permission"), "{}", stderr(&output));
}

#[test]
fn odd_values_are_counted_and_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = TestZone::odd().write(folder.path());
    let output = run(folder.path(), &["--stats", "--json", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let stats: Value = serde_json::from_slice(&output.stdout).unwrap();
    let stats = &stats[0];
    // three of the five, and one of the little zone itself
    assert_eq!(stats["height_m"]["not_finite"], 4);
    assert_eq!(stats["trailing_bytes"], 11);
    let directions = stats["tiles"]["dir1"].as_array().unwrap();
    assert!(directions[8..].iter().map(|count| count.as_u64().unwrap()).sum::<u64>() > 700);
    assert_eq!(stats["missing"].as_array().unwrap().len(), 1);
    let text = run(folder.path(), &["--stats", path.to_str().unwrap()]);
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    assert!(text.contains("11") && !text.contains("NaN") && !text.contains("inf"), "{text}");
}

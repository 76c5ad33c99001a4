//! Consistency of the files in a release with each other and with the program.

use std::path::Path;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect(path)
}

#[test]
fn the_menu_entry_the_file_type_and_the_icons_belong_together() {
    let (entry, types, install) =
        (read("assets/linux/gtd-viewer.desktop"), read("assets/linux/gtd-viewer.xml"), read("assets/linux/install.sh"));
    let value = |key: &str| entry.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('=')).expect("a key");
    assert_eq!((value("Exec"), value("Icon")), ("gtd-viewer %f", "gtd-viewer"));
    let kinds: Vec<&str> = value("MimeType").split_terminator(';').collect();
    assert_eq!(types.matches("<mime-type ").count(), kinds.len());
    for kind in kinds {
        assert!(types.contains(&format!("<mime-type type=\"{kind}\">")), "{kind}");
    }
    for ending in ["gtd", "n3pmesh", "n3shape"] {
        assert!(types.contains(&format!("<glob pattern=\"*.{ending}\"/>")), "{ending}");
    }
    let icons = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/icons")).expect("assets/icons");
    let names = icons.map(|icon| icon.expect("a readable entry").file_name().to_string_lossy().into_owned());
    let mut sides: Vec<u32> =
        names.filter_map(|name| name.strip_prefix("gtd-viewer-")?.strip_suffix(".png")?.parse().ok()).collect();
    sides.sort_unstable();
    let sides = sides.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
    assert!(install.contains(&format!("for side in {sides}; do")), "install.sh installs all sizes: {sides}");
}

#[test]
fn the_rust_version_is_the_same_everywhere() {
    let manifest = read("Cargo.toml");
    let stated = manifest.lines().find_map(|line| line.strip_prefix("rust-version = \"")).expect("rust-version");
    let stated = stated.trim_end_matches('"');
    assert!(read("README.md").contains(&format!("({stated} or later)")), "README.md tells another Rust than {stated}");
    // The workflow reads it from Cargo.toml: the line must match its sed expression.
    assert!(manifest.contains(&format!("\nrust-version = \"{stated}\"\n")));
}

//! Architecture test: which folder of `src` may use which other folder, and which may use which crate.
//!
//! The rules come from the two fenced blocks `arrows` and `crates` of ARCHITECTURE.md, so that diagram and test cannot
//! diverge. Sources are scanned as text: comments, strings and test code are left out, `use` trees are expanded.

mod source;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use source::{Reference, references};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Lines of a fenced block of ARCHITECTURE.md, each split at `separator` into a name and the words after it.
fn block(kind: &str, separator: &str) -> Vec<(String, Vec<String>)> {
    let text = std::fs::read_to_string(Path::new(ROOT).join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let start = format!("```{kind}\n");
    let (_, rest) = text.split_once(&start).unwrap_or_else(|| panic!("ARCHITECTURE.md has no block {kind:?}"));
    let (block, _) = rest.split_once("```").expect("the block ends");
    let words = |text: &str| text.split([' ', ',']).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let line = |line: &str| {
        let (name, others) =
            line.split_once(separator).unwrap_or_else(|| panic!("no {separator:?} in {line:?} of the block {kind:?}"));
        (name.trim().to_owned(), words(others))
    };
    block.lines().filter(|line| !line.trim().is_empty()).map(line).collect()
}

/// All source files below `src` except tests, sorted.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if stem == "tests" || stem.ends_with("_tests") {
            continue;
        }
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The folder or file directly below `src` with which a module path starts.
fn references_by_folder() -> Vec<(String, Reference)> {
    let src = Path::new(ROOT).join("src");
    let mut found = Vec::new();
    for path in sources(&src) {
        let relative = path.strip_prefix(&src).expect("a path below src");
        let text = std::fs::read_to_string(&path).expect("readable text");
        let mut module: Vec<String> =
            relative.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let folder = module[0].clone();
        if module.last().is_some_and(|last| last == "mod") {
            module.pop();
        }
        let file = format!("src/{}", relative.to_string_lossy().replace('\\', "/"));
        found.extend(references(&file, &module, &text).into_iter().map(|reference| (folder.clone(), reference)));
    }
    assert!(found.len() > 1000, "only {} references found: the sources are not read", found.len());
    found
}

/// The binaries and the crate's root may use everything.
const ROOTS: [&str; 3] = ["lib", "main", "bin"];

#[test]
fn folders_name_only_folders_below_them() {
    let arrows = block("arrows", "->");
    let names: Vec<&String> = arrows.iter().map(|(name, _)| name).collect();
    for (index, (name, below)) in arrows.iter().enumerate() {
        for other in below {
            let found = names[index + 1..].contains(&other);
            assert!(found, "ARCHITECTURE.md: {name} -> {other}, but {other} is not among the lines below {name}");
        }
    }
    let arrows: BTreeMap<String, Vec<String>> = arrows.into_iter().collect();
    let mut wrong = Vec::new();
    for (folder, reference) in references_by_folder() {
        let [root, other, ..] = &reference.path[..] else { continue };
        if root != "crate" || *other == folder || ROOTS.contains(&folder.as_str()) || !is_module(other) {
            continue;
        }
        let allowed = arrows.get(&folder).unwrap_or_else(|| panic!("ARCHITECTURE.md has no arrow of src/{folder}"));
        if !allowed.contains(other) {
            wrong.push(format!("{}:{}: {folder} names {}", reference.file, reference.line, reference.path.join("::")));
        }
    }
    assert!(wrong.is_empty(), "not allowed by ARCHITECTURE.md:\n{}", wrong.join("\n"));
}

/// Whether a name directly below `crate` is a module, not an item of lib.rs.
fn is_module(name: &str) -> bool {
    let src = Path::new(ROOT).join("src");
    src.join(name).is_dir() || src.join(format!("{name}.rs")).is_file()
}

#[test]
fn every_arrow_is_used() {
    let used: Vec<(String, String)> = references_by_folder()
        .into_iter()
        .filter(|(_, reference)| reference.path.len() > 1 && reference.path[0] == "crate")
        .map(|(folder, reference)| (folder, reference.path[1].clone()))
        .collect();
    for (name, below) in block("arrows", "->") {
        for other in below {
            assert!(used.contains(&(name.clone(), other.clone())), "ARCHITECTURE.md: {name} does not use {other}");
        }
    }
}

#[test]
fn crates_are_named_only_where_they_belong() {
    let rules = block("crates", " in ");
    let mut wrong = Vec::new();
    for (folder, reference) in references_by_folder() {
        let path = reference.path.join("::");
        let is = |name: &str| path == name || path.strip_prefix(name).is_some_and(|rest| rest.starts_with("::"));
        for (names, allowed) in &rules {
            // a rule lists several crates, or paths of std
            if names.split_whitespace().any(|name| is(name.trim_end_matches(',')))
                && !allowed.iter().any(|place| *place == folder || is_below(&reference.file, place))
            {
                wrong.push(format!("{}:{}: {folder} names {path}", reference.file, reference.line));
            }
        }
    }
    assert!(wrong.is_empty(), "not allowed by ARCHITECTURE.md:\n{}", wrong.join("\n"));
}

/// Whether a file is at or below the place of a rule such as `app/surface`.
fn is_below(file: &str, place: &str) -> bool {
    file.strip_prefix("src/").and_then(|file| file.strip_prefix(place)).is_some_and(|rest| rest.starts_with(['/', '.']))
}

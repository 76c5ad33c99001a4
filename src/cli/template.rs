//! Output paths: `-o` with `{stem}` and `{folder}`, filled in for each input.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::path::{Component, Path, PathBuf};

use anyhow::Result;

use super::WrongUsage;
use super::inputs::Input;
use crate::formats::kernel::visible::path_text;

use crate::export::OutputPlan;
use crate::platform::fs;

const STEM: &str = "{stem}";
const FOLDER: &str = "{folder}";

/// The output path of an input: `{stem}` is the file's name without extension, `{folder}` the path of its folder as
/// typed. Standard input is called `stdin`.
///
/// A template that begins with `{folder}` begins in the input's folder. Anywhere else, a placeholder does not lead out
/// of the folder before it: `..` and the root are left out.
pub fn fill(template: &Path, input: &Input) -> PathBuf {
    if !has_placeholder(template.as_os_str()) {
        return template.to_owned();
    }
    let path = input.path();
    let folder = path.and_then(Path::parent).filter(|folder| !folder.as_os_str().is_empty());
    let (stem, below) = (stem(path), inner(folder.unwrap_or(Path::new(""))));
    let mut filled = PathBuf::new();
    for (index, part) in template.components().enumerate() {
        let Some(text) = part.as_os_str().to_str().filter(|_| has_placeholder(part.as_os_str())) else {
            filled.push(part);
            continue;
        };
        match text.strip_prefix(FOLDER).filter(|_| index == 0) {
            Some(rest) => {
                let mut first = folder.map_or(".".into(), |folder| folder.as_os_str().to_owned());
                first.push(replaced(rest, &stem, below.as_os_str()));
                filled.push(first);
            }
            None => filled.push(inner(Path::new(&replaced(text, &stem, below.as_os_str())))),
        }
    }
    filled
}

/// Whether a path, or a part of one, has a placeholder. What is not Unicode has none.
fn has_placeholder(text: &OsStr) -> bool {
    text.to_str().is_some_and(|text| text.contains(STEM) || text.contains(FOLDER))
        || Path::new(text).components().count() > 1
            && Path::new(text).components().any(|part| has_placeholder(part.as_os_str()))
}

/// The name of an input without extension, which is never that of a folder above.
fn stem(path: Option<&Path>) -> OsString {
    match path.and_then(Path::file_stem).unwrap_or("stdin".as_ref()) {
        stem if stem == "." || stem == ".." => "_".into(),
        stem => stem.to_owned(),
    }
}

/// The path without its root, drive, `.` and `..`.
fn inner(path: &Path) -> PathBuf {
    path.components().filter(|part| matches!(part, Component::Normal(_))).collect()
}

/// Fills in the placeholders of a part of a template.
fn replaced(text: &str, stem: &OsStr, folder: &OsStr) -> OsString {
    let (mut filled, mut rest) = (OsString::new(), text);
    while let Some(at) = rest.find('{') {
        filled.push(&rest[..at]);
        rest = &rest[at..];
        let (value, after) = match (rest.strip_prefix(STEM), rest.strip_prefix(FOLDER)) {
            (Some(after), _) => (stem, after),
            (None, Some(after)) => (folder, after),
            (None, None) => ("{".as_ref(), &rest[1..]),
        };
        filled.push(value);
        rest = after;
    }
    filled.push(rest);
    filled
}

/// Checks that no link leads from the folder that a template names to another one.
///
/// # Errors
/// Wrong usage.
fn assert_contained(template: &Path, output: &Path) -> Result<(), WrongUsage> {
    let mut parts = template.components();
    if !has_placeholder(template.as_os_str()) || template.to_string_lossy().starts_with(FOLDER) {
        return Ok(());
    }
    let base: PathBuf = parts.by_ref().take_while(|part| !has_placeholder(part.as_os_str())).collect();
    let real = |path: &Path| fs::canonicalize(if path.as_os_str().is_empty() { Path::new(".") } else { path });
    let Ok(inside) = real(&base) else { return Ok(()) };
    let folders = fs::parent(output).ancestors().take_while(|folder| *folder != base);
    let mut links = folders.filter(|folder| fs::symlink_metadata(folder).is_ok_and(|known| known.is_symlink()));
    match links.find(|link| real(link).is_ok_and(|target| !target.starts_with(&inside))) {
        Some(link) => Err(WrongUsage(format!(
            "{}: the link {} leads out of the output folder; choose another -o",
            path_text(output),
            path_text(link)
        ))),
        None => Ok(()),
    }
}

/// The outputs of inputs, each with files of its own.
///
/// # Errors
/// Wrong usage, if two inputs would be written to the same place, or braces contain an unknown name.
pub fn plans(
    template: &Path,
    inputs: &[Input],
    plan: impl Fn(&Path) -> OutputPlan,
) -> Result<Vec<OutputPlan>, WrongUsage> {
    if let Some(name) = unknown_name(&template.to_string_lossy()) {
        return Err(WrongUsage(format!("unknown name {{{name}}} in -o; known names are {{stem}} and {{folder}}")));
    }
    let (mut taken, mut plans) = (HashMap::new(), Vec::with_capacity(inputs.len()));
    for input in inputs {
        let output = fill(template, input);
        assert_contained(template, &output)?;
        let plan = plan(&output);
        for path in plan.paths() {
            if let Some(first) = taken.insert(place_of(path), input.name()) {
                let (second, output) = (input.name(), path_text(path));
                return Err(WrongUsage(format!(
                    "{first} and {second} would both be written to {output}; use {{stem}} or {{folder}} in -o"
                )));
            }
        }
        plans.push(plan);
    }
    Ok(plans)
}

/// The place of a file, the same for all names of it that differ in links, dots or, where that does not matter, letter
/// case.
fn place_of(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = || fs::canonicalize(folder).or_else(|_| std::path::absolute(folder));
    let place = fs::canonicalize(path).or_else(|_| folder().map(|folder| folder.join(name)));
    let place = place.unwrap_or_else(|_| path.to_owned());
    match cfg!(any(windows, target_os = "macos")) {
        true => PathBuf::from(place.to_string_lossy().to_lowercase()),
        false => place,
    }
}

/// A word in braces that is not a placeholder.
fn unknown_name(template: &str) -> Option<&str> {
    let words = template.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    let mut words = words.map(|(word, _)| word).filter(|word| word.chars().all(|c| c.is_ascii_alphabetic()));
    words.find(|word| !["stem", "folder"].contains(word))
}

/// Creates the folder of an output, if it is missing.
///
/// # Errors
/// The system's error.
pub fn make_folder(output: &Path) -> Result<()> {
    match output.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => Ok(fs::create_dir_all(folder)?),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Output;

    fn picture(path: &Path) -> OutputPlan {
        OutputPlan::new(path, Output::PICTURE)
    }

    #[test]
    fn names_are_filled_in() {
        let input = Input::Path("a/Zones/karus_start.gtd".into());
        let filled = |template: &str| fill(Path::new(template), &input).to_string_lossy().replace('\\', "/");
        assert_eq!(filled("{folder}/{stem}.png"), "a/Zones/karus_start.png");
        assert_eq!(filled("out.png"), "out.png");
        assert_eq!(fill(Path::new("{folder}/{stem}"), &Input::StandardInput), PathBuf::from("./stdin"));
        assert_eq!(filled("{folder}-new/{stem}"), "a/Zones-new/karus_start");
        assert_eq!(filled("x{folder}y/{stem}-{stem}.{other}{"), "xa/Zonesy/karus_start-karus_start.{other}{");
    }

    #[test]
    #[cfg(windows)]
    fn folders_of_windows_are_filled_in() {
        for (folder, within, at_start) in [
            (r"C:\a b", r"out\a b\x", r"C:\a b\x"),
            (r"\\server\share\a", r"out\a\x", r"\\server\share\a\x"),
            (r"\\?\C:\a", r"out\a\x", r"\\?\C:\a\x"),
            (r"\\?\UNC\server\share\a", r"out\a\x", r"\\?\UNC\server\share\a\x"),
            ("a/b", r"out\a\b\x", r"a\b\x"),
        ] {
            let input = Input::Path(Path::new(folder).join("x.gtd"));
            let filled = |template: &str| fill(Path::new(template), &input);
            assert_eq!(filled("out/{folder}/{stem}"), Path::new(within));
            assert_eq!(filled("{folder}/{stem}"), Path::new(at_start));
            assert_eq!(filled(r"{folder}\{stem}"), Path::new(at_start));
        }
    }

    #[test]
    fn placeholders_do_not_lead_out_of_the_output_folder() {
        let filled = |template: &str, input: &str| fill(Path::new(template), &Input::Path(input.into()));
        let expected = [
            ("out/{folder}/{stem}.png", "../s/z.gtd", "out/s/z.png"),
            ("out/{folder}/{stem}.png", "../../z.gtd", "out/z.png"),
            ("out/{folder}/{stem}.png", "/z.gtd", "out/z.png"),
            ("out/{folder}/{stem}.png", "/s/../t/z.gtd", "out/s/t/z.png"),
            ("out/{folder}/{stem}.png", "z.gtd", "out/z.png"),
            ("out/{folder}/{stem}.png", "./s/z.gtd", "out/s/z.png"),
            ("/out/x{folder}/{stem}.png", "../z.gtd", "/out/x/z.png"),
            ("./{folder}/{stem}.png", "../s/z.gtd", "./s/z.png"),
            ("../out/{folder}/{stem}.png", "../s/z.gtd", "../out/s/z.png"),
            ("out/{stem}", "...gtd", "out/_"),
            ("out/{stem}/a.png", "..gtd", "out/_/a.png"),
            ("out/{stem}.png", "{folder}.gtd", "out/{folder}.png"),
            // Beside the input.
            ("{folder}/{stem}.png", "../s/z.gtd", "../s/z.png"),
            ("{folder}/{stem}.png", "/z.gtd", "/z.png"),
            ("{folder}/new/{stem}.png", "s/z.gtd", "s/new/z.png"),
        ];
        for (template, input, output) in expected {
            assert_eq!(filled(template, input), Path::new(output), "{template} for {input}");
        }
        let inputs = ["../s/z.gtd", "s/z.gtd"].map(|path| Input::Path(path.into()));
        plans(Path::new("out/{folder}/{stem}.png"), &inputs, picture).unwrap_err();
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_unicode_stay_as_they_are() {
        use std::os::unix::ffi::OsStrExt;
        let raw = |bytes: &'static [u8]| Path::new(OsStr::from_bytes(bytes));
        let input = Input::Path(raw(b"\xb0\xa1/\xc1.gtd").to_owned());
        assert_eq!(fill(Path::new("out/{folder}/{stem}.png"), &input), raw(b"out/\xb0\xa1/\xc1.png"));
        assert_eq!(fill(raw(b"\xff/{stem}.png"), &input), raw(b"\xff/\xc1.png"));
        assert_eq!(fill(raw(b"\xff"), &input), raw(b"\xff"));
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leads_out_of_the_output_folder() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(path("out/real")).unwrap();
        std::fs::create_dir_all(path("elsewhere")).unwrap();
        symlink(path("out"), path("link")).unwrap();
        symlink(path("elsewhere"), path("out/leaves")).unwrap();
        symlink("real", path("out/stays")).unwrap();
        symlink(path("elsewhere/a.png"), path("out/a.png")).unwrap();
        let assert = |out: &str, input: &str| {
            plans(&path(out).join("{folder}/{stem}.png"), &[Input::Path(input.into())], picture)
        };
        for out in ["out", "link"] {
            assert(out, "stays/z.gtd").unwrap();
            assert(out, "new/z.gtd").unwrap();
            assert(out, "a.gtd").unwrap();
            assert!(assert(out, "leaves/z.gtd").unwrap_err().to_string().contains("leaves"));
            assert(out, "leaves/new/z.gtd").unwrap_err();
        }
    }

    #[test]
    fn no_two_inputs_share_an_output() {
        let inputs = ["a/x.gtd", "b/x.gtd"].map(|path| Input::Path(path.into()));
        let plans =
            |template: &str, inputs: &[Input]| plans(Path::new(template), inputs, picture).map(|plans| plans.len());
        assert!(plans("{stem}.png", &inputs).is_err());
        assert_eq!(plans("{folder}/{stem}.png", &inputs), Ok(2));
        let told = plans("{stem}-{name}.png", &inputs).unwrap_err();
        assert_eq!(told.to_string(), "unknown name {name} in -o; known names are {stem} and {folder}");
        assert_eq!(plans("{1}/{stem}-{folder}.png", &inputs), Ok(2));
        let same = ["src/x.gtd", "src/./x.gtd", "src/cli/../x.gtd"].map(|path| Input::Path(path.into()));
        for others in [[&same[0], &same[1]], [&same[0], &same[2]]] {
            assert!(plans("{folder}/{stem}.png", &others.map(Clone::clone)).is_err(), "{others:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_to_one_file_are_one_output() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("x.png"), b"").unwrap();
        std::os::unix::fs::symlink("x.png", folder.path().join("y.png")).unwrap();
        let template = folder.path().join("{stem}.png");
        let inputs = ["x.gtd", "y.gtd"].map(|path| Input::Path(path.into()));
        assert!(plans(&template, &inputs, picture).is_err());
    }
}

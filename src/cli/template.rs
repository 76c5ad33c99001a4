//! Output paths: `-o` with `{stem}` and `{folder}`, filled in for each input.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::WrongUsage;
use super::inputs::Input;

use crate::platform::fs;

/// The output path of an input: `{stem}` is the file's name without extension, `{folder}` the path of its folder as
/// typed (`.` if there was none). Standard input is called `stdin`.
pub fn fill(template: &Path, input: &Input) -> PathBuf {
    let path = input.path();
    let stem = path.and_then(Path::file_stem).map_or("stdin".into(), |stem| stem.to_string_lossy().into_owned());
    let folder = path.and_then(Path::parent).filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.map_or(".".into(), |folder| folder.to_string_lossy().into_owned());
    let text = template.to_string_lossy();
    match text.contains('{') {
        true => PathBuf::from(text.replace("{stem}", &stem).replace("{folder}", &folder)),
        false => template.to_path_buf(),
    }
}

/// Checks that each input has an output of its own.
///
/// # Errors
/// Wrong usage, if two inputs would be written to the same place, or braces contain an unknown name.
pub fn assert_distinct(template: &Path, inputs: &[Input]) -> Result<(), WrongUsage> {
    if let Some(name) = unknown_name(&template.to_string_lossy()) {
        return Err(WrongUsage(format!("unknown name {{{name}}} in -o; known names are {{stem}} and {{folder}}")));
    }
    let mut taken = HashMap::new();
    for input in inputs {
        let output = fill(template, input);
        if let Some(first) = taken.insert(output.clone(), input.name()) {
            let (second, output) = (input.name(), output.display());
            return Err(WrongUsage(format!(
                "{first} and {second} would both be written to {output}; use {{stem}} or {{folder}} in -o"
            )));
        }
    }
    Ok(())
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

    #[test]
    fn names_are_filled_in() {
        let input = Input::Path("a/Zones/karus_start.gtd".into());
        let filled = |template: &str| fill(Path::new(template), &input).to_string_lossy().into_owned();
        assert_eq!(filled("{folder}/{stem}.png"), "a/Zones/karus_start.png");
        assert_eq!(filled("out.png"), "out.png");
        assert_eq!(fill(Path::new("{folder}/{stem}"), &Input::StandardInput), PathBuf::from("./stdin"));
    }

    #[test]
    fn no_two_inputs_share_an_output() {
        let inputs = ["a/x.gtd", "b/x.gtd"].map(|path| Input::Path(path.into()));
        assert!(assert_distinct(Path::new("{stem}.png"), &inputs).is_err());
        assert_eq!(assert_distinct(Path::new("{folder}/{stem}.png"), &inputs), Ok(()));
        let told = assert_distinct(Path::new("{stem}-{name}.png"), &inputs).unwrap_err();
        assert_eq!(told.to_string(), "unknown name {name} in -o; known names are {stem} and {folder}");
        assert_eq!(assert_distinct(Path::new("{1}/{stem}-{folder}.png"), &inputs), Ok(()));
    }
}

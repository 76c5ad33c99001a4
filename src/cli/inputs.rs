//! Inputs of a command: as typed, from standard input, or found in folders.

use std::borrow::Cow;
use std::io;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::folder_walk::{FolderWalk, Walked};
use crate::formats::gtd::Gtd;
use crate::formats::kernel::FormatError;
use crate::formats::kernel::visible::path_text;
use crate::platform::fs;
use crate::zone::{ClientCache, ZoneFiles};

/// An input as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    StandardInput,
    /// A file or folder.
    Path(PathBuf),
    /// A pattern or folder that stands for no file: it fails when it is read.
    Nothing(PathBuf, NoInput),
}

/// Reason why a pattern or folder stands for no file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoInput {
    #[error("no file matches this pattern")]
    NoMatch,
    #[error("no zones (.gtd) in this folder or below it{}", .0.map(|hint| format!("; {hint}")).unwrap_or_default())]
    NoZones(Option<&'static str>),
    #[error("cannot list the folder: {0}")]
    Unlistable(String),
}

impl From<PathBuf> for Input {
    fn from(path: PathBuf) -> Input {
        if path.as_os_str() == "-" { Input::StandardInput } else { Input::Path(path) }
    }
}

impl Input {
    /// The name in reports: the path as typed; bytes that are no text are spelled `\xb0`.
    pub fn name(&self) -> String {
        match self {
            Input::StandardInput => "-".into(),
            Input::Path(path) | Input::Nothing(path, _) => path_text(path),
        }
    }

    /// The path, unless it is standard input.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Input::StandardInput => None,
            Input::Path(path) | Input::Nothing(path, _) => Some(path),
        }
    }

    /// Access to the files of the zone. `data` is the client folder, if it is not the one that contains the zone.
    pub async fn zone_files(&self, clients: &ClientCache, data: Option<&Path>) -> ZoneFiles {
        match self {
            Input::Path(path) | Input::Nothing(path, _) => ZoneFiles::open_with(clients, path, data).await,
            Input::StandardInput => ZoneFiles::without_path(data),
        }
    }

    /// Checks that there is something to read, so that nothing is prepared for it otherwise.
    ///
    /// # Errors
    /// As those of [`Input::read`].
    pub fn assert_exists(&self) -> Result<()> {
        match self {
            Input::StandardInput => Ok(()),
            Input::Nothing(_, reason) => Err(reason.clone().into()),
            Input::Path(path) => fs::metadata(path).map(drop).context("cannot read the file"),
        }
    }

    /// The extension, if it has one.
    pub fn extension(&self) -> Option<&str> {
        self.path()?.extension()?.to_str()
    }

    /// Parses the bytes of this input as a zone.
    ///
    /// # Errors
    /// The parser's error, without the input's name.
    pub fn parse(&self, bytes: Vec<u8>) -> Result<Gtd, FormatError> {
        Gtd::parse_file(bytes, self.extension())
    }

    /// Reads all bytes.
    ///
    /// # Errors
    /// The system's error; a folder is an error of its own.
    pub fn read(&self) -> Result<Vec<u8>> {
        match self {
            Input::StandardInput => fs::read_stream(io::stdin().lock()).context("cannot read standard input"),
            Input::Nothing(_, reason) => Err(reason.clone().into()),
            Input::Path(path) if path.is_dir() => {
                bail!("is a folder; name files in it, or use -r to read the zones (.gtd) in it")
            }
            Input::Path(path) => fs::read(path).context("cannot read the file"),
        }
    }
}

/// Expands patterns such as `Zones/*.gtd`, sorted by name, for shells that do not. A pattern that is the name of a
/// file is kept; one that matches nothing fails when it is read.
pub fn expand_patterns(inputs: Vec<Input>) -> Vec<Input> {
    let expand = |input: Input| {
        let pattern = input.path().filter(|path| !path.exists()).and_then(Path::to_str);
        let pattern = pattern.map(without_verbatim_prefix).filter(|text| text.contains(['*', '?', '[']));
        // As file names: on Windows in any letter case.
        let options = glob::MatchOptions { case_sensitive: cfg!(not(windows)), ..glob::MatchOptions::new() };
        let found: Option<Vec<PathBuf>> = pattern.and_then(|text| match text.contains("**") {
            true => Some(files_in_depth(&glob::Pattern::new(&text).ok()?, options)),
            false => Some(glob::glob_with(&text, options).ok()?.flatten().collect()),
        });
        let (Some(path), Some(found)) = (input.path(), found) else { return vec![input] };
        match found.is_empty() {
            true => vec![Input::Nothing(path.to_owned(), NoInput::NoMatch)],
            false => found.into_iter().map(Input::Path).collect(),
        }
    };
    inputs.into_iter().flat_map(expand).collect()
}

/// The files that match a pattern with `**`. The glob crate would follow links in a circle without end.
fn files_in_depth(pattern: &glob::Pattern, options: glob::MatchOptions) -> Vec<PathBuf> {
    let options = glob::MatchOptions { require_literal_separator: true, ..options };
    let is_fixed = |part: &Component<'_>| !part.as_os_str().to_string_lossy().contains(['*', '?', '[']);
    let base: PathBuf = Path::new(pattern.as_str()).components().take_while(is_fixed).collect();
    let here = Path::new(".");
    // Names in the working folder are without it in the pattern.
    let plain = |path: &Path| {
        if base.as_os_str().is_empty() { path.strip_prefix(here).ok() } else { Some(path) }.map(Path::to_owned)
    };
    let mut walk =
        FolderWalk::new(|path: &Path| plain(path).is_some_and(|path| pattern.matches_path_with(&path, options)));
    let found = walk.files_below(if base.as_os_str().is_empty() { here } else { &base }).files;
    found.iter().filter_map(|path| plain(path)).collect()
}

/// A pattern without the prefix of long paths on Windows, `\\?\`, whose question mark is no pattern.
fn without_verbatim_prefix(pattern: &str) -> Cow<'_, str> {
    match pattern.strip_prefix(r"\\?\").filter(|_| cfg!(windows)) {
        Some(path) => path.strip_prefix(r"UNC\").map_or(path.into(), |share| format!(r"\\{share}").into()),
        None => pattern.into(),
    }
}

/// Replaces each folder by the zone files in it and below it, sorted by name; each real file and folder once, whatever
/// the links to it. A folder that cannot be listed, or has no zones, fails when it is read. `hint` completes the error
/// of a folder without zones.
pub fn expand_folders(inputs: Vec<Input>, hint: Option<&'static str>) -> Vec<Input> {
    let mut walk = FolderWalk::for_zones();
    let mut expand = |input: Input| match input.path().filter(|path| path.is_dir()) {
        Some(folder) => {
            let Walked { files: zones, unlistable, has_known } = walk.files_below(folder);
            if zones.is_empty() && unlistable.is_empty() && !has_known {
                return vec![Input::Nothing(folder.to_owned(), NoInput::NoZones(hint))];
            }
            let unlistable =
                unlistable.into_iter().map(|(path, reason)| Input::Nothing(path, NoInput::Unlistable(reason)));
            unlistable.chain(zones.into_iter().map(Input::Path)).collect()
        }
        None => {
            input.path().into_iter().for_each(|path| walk.skip(path));
            vec![input]
        }
    };
    inputs.into_iter().flat_map(&mut expand).collect()
}

/// As [`expand_folders`]; a folder without zones is replaced by the other files in it that are wanted.
pub fn expand_folders_or(inputs: Vec<Input>, wants: fn(&Path) -> bool) -> Vec<Input> {
    let mut walk = FolderWalk::new(wants);
    let mut expand = |input: Input| match input {
        Input::Nothing(folder, NoInput::NoZones(_)) => {
            let files = walk.files_below(&folder).files;
            match files.is_empty() {
                true => vec![Input::Nothing(folder, NoInput::NoZones(None))],
                false => files.into_iter().map(Input::Path).collect(),
            }
        }
        input => vec![input],
    };
    expand_folders(inputs, None).into_iter().flat_map(&mut expand).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_without_zones_become_their_models() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in
            ["Zones/a.gtd", "Zones/a.n3pmesh", "Object/b.N3PMESH", "Object/a.n3shape", "Object/a.dxt", "Sky/a.n3sky"]
        {
            std::fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
            std::fs::write(root.join(name), b"").unwrap();
        }
        let found = |name: &str| expand_folders_or(vec![Input::Path(root.join(name))], crate::zone::source::is_model);
        let path = |name: &str| Input::Path(root.join(name));
        assert_eq!(found("Zones"), [path("Zones/a.gtd")]);
        assert_eq!(found("Object"), [path("Object/a.n3shape"), path("Object/b.N3PMESH")]);
        assert_eq!(found("Sky"), [Input::Nothing(root.join("Sky"), NoInput::NoZones(None))]);
    }

    #[test]
    fn folders_become_their_zones_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir(root.join("below")).unwrap();
        for name in ["b.GTD", "a.gtd", "a.tct", "below/c.gtd"] {
            std::fs::write(root.join(name), b"").unwrap();
        }
        let found = expand_folders(vec![Input::StandardInput, Input::Path(root.into())], None);
        let expected = ["a.gtd", "b.GTD", "below/c.gtd"].map(|name| Input::Path(root.join(name)));
        assert_eq!(found[0], Input::StandardInput);
        assert_eq!(found[1..], expected);
    }

    #[test]
    fn patterns_become_what_they_match() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.gtd", "a.gtd", "c.tct", "[d].gtd"] {
            std::fs::write(folder.path().join(name), b"").unwrap();
        }
        let typed = |name: &str| Input::Path(folder.path().join(name));
        let found = expand_patterns(vec![typed("?.gtd"), typed("[d].gtd"), typed("*.opd"), Input::StandardInput]);
        let nothing = Input::Nothing(folder.path().join("*.opd"), NoInput::NoMatch);
        assert_eq!(found, [typed("a.gtd"), typed("b.gtd"), typed("[d].gtd"), nothing, Input::StandardInput]);
    }

    #[test]
    #[cfg(windows)]
    fn patterns_of_windows_have_either_slash_and_any_case() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("Zones")).unwrap();
        std::fs::write(folder.path().join(r"Zones\A.GTD"), b"").unwrap();
        let root = folder.path().to_str().unwrap();
        for pattern in [r"{}\zones\*.gtd", "{}/ZONES/?.gtd", r"\\?\{}\Zones\*.gtd"] {
            let typed = Input::Path(pattern.replace("{}", root).into());
            let found = expand_patterns(vec![typed]);
            let is_found = |input: &Input| input.name().to_lowercase().replace('/', r"\").ends_with(r"\zones\a.gtd");
            assert!(matches!(&found[..], [one] if is_found(one)), "{pattern}: {found:?}");
        }
        assert_eq!(without_verbatim_prefix(r"\\?\UNC\server\share\*.gtd"), r"\\server\share\*.gtd");
    }

    #[test]
    fn an_empty_folder_fails_with_its_reason() {
        let folder = tempfile::tempdir().unwrap();
        let found = expand_folders(vec![Input::Path(folder.path().into())], Some("try another"));
        let [input] = &found[..] else { panic!("{found:?}") };
        assert_eq!((input.path(), input.name()), (Some(folder.path()), folder.path().display().to_string()));
        let error = input.read().unwrap_err().to_string();
        assert_eq!(error, "no zones (.gtd) in this folder or below it; try another");
    }
}

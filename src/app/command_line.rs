//! Copied command lines: formats the view as shell text, and parses such text.

use std::path::{Path, PathBuf};

use crate::camera::ViewOptions;

/// Program name at the start of a command line.
const PROGRAM: &str = "gtd-viewer";

/// `gtd-viewer FILE --camera=...`, quoted for a shell.
pub fn write(file: Option<&Path>, view: &ViewOptions) -> String {
    let mut words = vec![PROGRAM.to_owned()];
    words.extend(file.map(|file| quoted(&file.to_string_lossy())));
    words.extend(view.to_args().iter().map(|word| quoted(word)));
    words.join(" ")
}

/// A view parsed from text.
#[derive(Clone, Debug, PartialEq)]
pub struct PastedView {
    /// The zone file, if the text names one.
    pub file: Option<PathBuf>,
    /// The options, including a camera.
    pub view: ViewOptions,
    /// The text was a command line, not only a camera.
    pub is_command: bool,
}

/// Parses the output of [`write()`], or a bare `X,Y,Z,YAW,PITCH`. Unknown options and invalid values are ignored.
pub fn read(text: &str) -> Option<PastedView> {
    if let Ok(pose) = text.trim().trim_start_matches("--camera=").parse() {
        let view = ViewOptions { camera: Some(pose), ..ViewOptions::default() };
        return Some(PastedView { file: None, view, is_command: false });
    }
    let mut words = words(text)?.into_iter();
    words.next().filter(|program| program.contains(PROGRAM))?;
    let (mut file, mut view) = (None, ViewOptions::default());
    while let Some(word) = words.next() {
        match word.strip_prefix("--") {
            Some(option) => {
                let (name, value) = option.split_once('=').map_or((option, None), |(name, value)| (name, Some(value)));
                view.read((name, value), || words.next());
            }
            None if word.starts_with('-') => {}
            None => file = file.or(Some(PathBuf::from(word))),
        }
    }
    view.camera?;
    Some(PastedView { file, view, is_command: true })
}

/// Splits a command line into unquoted words; none for unbalanced quotes.
fn words(text: &str) -> Option<Vec<String>> {
    // On Windows a backslash separates folders and is not an escape.
    if cfg!(windows) { shlex::split(&text.replace('\\', r"\\")) } else { shlex::split(text) }
}

/// Quotes a word for a shell. (shlex also quotes commas, which most options contain.)
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "_./:=,+-@%".contains(c) || (cfg!(windows) && c == '\\');
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else if cfg!(windows) {
        format!("\"{word}\"")
    } else {
        shlex::try_quote(word).map_or_else(|_| word.replace('\0', ""), Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::Pose;
    use crate::scene::view_settings::{Layer, ViewSettings};
    use glam::DVec3;

    fn pose() -> Pose {
        Pose::new(DVec3::new(-1.5, 20.0, 300.0), 90.0, -45.0)
    }

    fn from_here() -> ViewOptions {
        ViewOptions { camera: Some(pose()), ..ViewOptions::default() }
    }

    #[test]
    fn a_view_is_a_command() {
        let text = write(Some(Path::new("Zones/moradon.gtd")), &from_here());
        assert_eq!(text, "gtd-viewer Zones/moradon.gtd --camera=-1.5,20,300,90,-45");
        let settings = ViewSettings { samples: Some(4), ..ViewSettings::default() };
        let text = write(None, &ViewOptions { fov_y_deg: Some(45.0), settings, ..from_here() });
        assert_eq!(text, "gtd-viewer --camera=-1.5,20,300,90,-45 --fov=45 --msaa=4");
    }

    #[test]
    fn a_command_is_a_view() {
        let given = ViewOptions {
            camera: Some(pose()),
            freeze: Some(pose()),
            fov_y_deg: Some(45.0),
            sky: Some("my sky".to_owned()),
            gpu_budget_mb: Some(64),
            data: Some("My Client".into()),
            layers_given: true,
            ..ViewOptions::from(ViewSettings::default().with_layers(&[Layer::Tiles, Layer::Water]))
        };
        for path in ["Zones/moradon.gtd", "My Games/it's.gtd"] {
            let text = write(Some(Path::new(path)), &given);
            // Quotes within a name are an issue of shells other than those of Windows.
            if !(cfg!(windows) && path.contains('\'')) {
                let pasted = read(&text).unwrap();
                assert_eq!(pasted.file.as_deref(), Some(Path::new(path)), "{text}");
                assert_eq!((&pasted.view, pasted.is_command), (&given, true));
            }
        }
        assert_eq!(
            read(" -1.5,20,300,90,-45\n").map(|pasted| (pasted.view, pasted.is_command)),
            Some((from_here(), false))
        );
        for text in
            ["", "hello", "1,2,3", "gtd-viewer a.gtd", "rm -rf --camera=1,2,3,4,5", "gtd-viewer --camera='1,2,3,4,5"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn options_in_two_words_and_unknown_ones_are_read() {
        let text = "./gtd-viewer --data client --camera -1.5,20,300,90,-45 a.gtd --later=5 --msaa 3 -v --classic";
        let pasted = read(text).unwrap();
        let settings = ViewSettings { classic: true, ..ViewSettings::default() };
        let view = ViewOptions { camera: Some(pose()), data: Some("client".into()), ..ViewOptions::from(settings) };
        assert_eq!((pasted.file, pasted.view), (Some("a.gtd".into()), view));
    }

    #[test]
    #[cfg(not(windows))]
    fn odd_paths_are_quoted() {
        for odd in ["My Games/it's.gtd", "$HOME", "", "a\"b", "c\\d", "*?"] {
            assert_eq!(shlex::split(&quoted(odd)).unwrap(), [odd]);
            assert_ne!(quoted(odd), odd);
        }
    }
}

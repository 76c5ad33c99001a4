//! The command line that opens the view again, as text to be pasted into a shell, and back from there.

use std::path::{Path, PathBuf};

use crate::camera::{Pose, View};

/// `gtd-viewer FILE --camera ...`, quoted for a shell. `further` are other options, as typed at the start.
pub fn of_view(file: Option<&Path>, pose: &Pose, fov_y_deg: f64, further: &[String]) -> String {
    let mut words = vec!["gtd-viewer".to_owned()];
    words.extend(file.map(|file| quoted(&file.to_string_lossy())));
    words.push(format!("--camera={pose}"));
    if fov_y_deg != View::DEFAULT_FOV_DEG {
        words.push(format!("--fov={fov_y_deg}"));
    }
    words.extend(further.iter().map(|word| quoted(word)));
    words.join(" ")
}

/// A view read from a text.
#[derive(Clone, Debug, PartialEq)]
pub struct PastedView {
    /// The zone's file, where one is named.
    pub file: Option<PathBuf>,
    /// Where to stand and look.
    pub pose: Pose,
    /// Vertical field of view in degrees, where one is named.
    pub fov_y_deg: Option<f64>,
    /// The other options.
    pub options: Vec<String>,
    /// It was a command line, not a bare camera.
    pub is_command: bool,
}

/// Reads what [`of_view`] writes, or a bare `X,Y,Z,YAW,PITCH`.
pub fn read_view(text: &str) -> Option<PastedView> {
    if let Ok(pose) = text.trim().trim_start_matches("--camera=").parse() {
        return Some(PastedView { file: None, pose, fov_y_deg: None, options: Vec::new(), is_command: false });
    }
    let mut words = words_of(text).into_iter();
    words.next().filter(|program| program.contains("gtd-viewer"))?;
    let (mut file, mut pose, mut fov_y_deg, mut options) = (None, None, None, Vec::new());
    while let Some(word) = words.next() {
        match word.split_once('=').unwrap_or((&word, "")) {
            ("--camera", value) => pose = value.parse().ok().or_else(|| words.next()?.parse().ok()),
            ("--fov", value) => fov_y_deg = value.parse().ok().or_else(|| words.next()?.parse().ok()),
            _ if word.starts_with('-') => options.push(word),
            _ => file = file.or(Some(PathBuf::from(word))),
        }
    }
    let fov_y_deg = fov_y_deg.filter(|fov: &f64| (1.0..=170.0).contains(fov));
    Some(PastedView { file, pose: pose?, fov_y_deg, options, is_command: true })
}

/// The words of a command line, without the quotes.
fn words_of(text: &str) -> Vec<String> {
    let (mut words, mut word, mut quote, mut begun) = (Vec::new(), String::new(), None, false);
    let mut characters = text.trim().chars();
    while let Some(c) = characters.next() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('\'' | '"', None) => (quote, begun) = (Some(c), true),
            // On Windows it stands between folders.
            ('\\', None) if !cfg!(windows) => word.extend(characters.next()),
            (c, None) if c.is_whitespace() => {
                if begun || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            (c, _) => word.push(c),
        }
    }
    if begun || !word.is_empty() {
        words.push(word);
    }
    words
}

/// A word that a shell takes as one.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "_./:=,+-@%".contains(c) || (cfg!(windows) && c == '\\');
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else if cfg!(windows) {
        format!("\"{word}\"")
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use glam::DVec3;

    #[test]
    fn a_view_is_a_command() {
        let pose = Pose::new(DVec3::new(-1.5, 20.0, 300.0), 90.0, -45.0);
        let text = of_view(Some(Path::new("Zones/moradon.gtd")), &pose, 60.0, &[]);
        assert_eq!(text, "gtd-viewer Zones/moradon.gtd --camera=-1.5,20,300,90,-45");
        let text = of_view(None, &pose, 45.0, &["--msaa".into(), "4".into()]);
        assert_eq!(text, "gtd-viewer --camera=-1.5,20,300,90,-45 --fov=45 --msaa 4");
    }

    #[test]
    fn a_command_is_a_view() {
        let pose = Pose::new(DVec3::new(-1.5, 20.0, 300.0), 90.0, -45.0);
        for path in ["Zones/moradon.gtd", "My Games/it's.gtd"] {
            let further = ["--layers=tiles,water".to_owned(), "--data=My Client".to_owned()];
            let text = of_view(Some(Path::new(path)), &pose, 45.0, &further);
            // A quote inside a name is for other shells than Windows'.
            if !(cfg!(windows) && path.contains('\'')) {
                let view = read_view(&text).unwrap();
                assert_eq!(view.file.as_deref(), Some(Path::new(path)), "{text}");
                assert_eq!((view.pose, view.fov_y_deg, &view.options[..]), (pose, Some(45.0), &further[..]));
            }
        }
        assert_eq!(read_view(" -1.5,20,300,90,-45\n").map(|view| (view.pose, view.is_command)), Some((pose, false)));
        for text in ["", "hello", "1,2,3", "gtd-viewer a.gtd", "rm -rf --camera=1,2,3,4,5"] {
            assert_eq!(read_view(text), None, "{text}");
        }
    }

    #[test]
    #[cfg(not(windows))]
    fn odd_paths_are_quoted() {
        assert_eq!(quoted("My Games/it's.gtd"), r"'My Games/it'\''s.gtd'");
        assert_eq!(quoted("$HOME"), "'$HOME'");
        assert_eq!(quoted(""), "''");
    }
}

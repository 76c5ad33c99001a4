//! The command line that opens the view again, as text to be pasted into a shell.

use std::path::Path;

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
    #[cfg(not(windows))]
    fn odd_paths_are_quoted() {
        assert_eq!(quoted("My Games/it's.gtd"), r"'My Games/it'\''s.gtd'");
        assert_eq!(quoted("$HOME"), "'$HOME'");
        assert_eq!(quoted(""), "''");
    }
}

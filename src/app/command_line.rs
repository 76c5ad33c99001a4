//! Copied command lines: formats the view as shell text, and parses such text.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::shell::Shell;
use super::state::zone_slot::absolute;
use crate::camera::ViewOptions;

/// Program name at the start of a command line.
const PROGRAM: &str = "gtd-viewer";

/// `gtd-viewer FILE --camera=...`, quoted for a shell. It works from any folder: paths are absolute.
pub fn write(file: Option<&Path>, view: &ViewOptions) -> String {
    let mut words = vec![OsString::from(PROGRAM)];
    words.extend(file.map(|file| anchored(file).into_os_string()));
    let sky = view.sky.as_ref().map(|sky| match Path::new(sky) {
        path if path.extension().is_some() => anchored(path).to_string_lossy().into_owned(),
        _ => sky.clone(),
    });
    // Paths may hold bytes that the text form of options cannot.
    let folders = [("--data=", &view.data), ("--server=", &view.server)];
    for (option, folder) in folders.into_iter().filter_map(|(option, folder)| Some((option, folder.as_ref()?))) {
        let mut word = OsString::from(option);
        word.push(anchored(folder));
        words.push(word);
    }
    words.extend(
        ViewOptions { data: None, server: None, sky, ..view.clone() }.to_args().into_iter().map(OsString::from),
    );
    words.iter().map(|word| Shell::HERE.quote(word)).collect::<Vec<_>>().join(" ")
}

/// An absolute path; where there is none (the current folder is gone), at least none that is taken for an option.
fn anchored(path: &Path) -> PathBuf {
    let path = absolute(path);
    if path.as_os_str().as_encoded_bytes().starts_with(b"-") { Path::new(".").join(path) } else { path }
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
    let mut words = Shell::HERE.split(text)?.into_iter();
    words.next().filter(|program| program.to_string_lossy().contains(PROGRAM))?;
    let (mut file, mut view) = (None, ViewOptions::default());
    while let Some(word) = words.next() {
        match option(&word) {
            Some(("", None)) => {
                // After `--` there are only files.
                file = file.or(words.next().map(PathBuf::from));
                break;
            }
            Some(("data", None)) => view.data = words.next().map(PathBuf::from),
            Some(("data", Some(folder))) => view.data = Some(folder.into()),
            Some(("server", None)) => view.server = words.next().map(PathBuf::from),
            Some(("server", Some(folder))) => view.server = Some(folder.into()),
            Some((name, value)) => {
                let value = value.map(OsStr::to_str);
                if value != Some(None) {
                    view.read((name, value.flatten()), || words.next()?.into_string().ok());
                }
            }
            None if word.as_encoded_bytes().starts_with(b"-") => {}
            None => file = file.or(Some(PathBuf::from(word))),
        }
    }
    view.camera?;
    Some(PastedView { file, view, is_command: true })
}

/// Name and value of `--name=value` or `--name`.
fn option(word: &OsStr) -> Option<(&str, Option<&OsStr>)> {
    match word.to_str() {
        Some(text) => {
            let option = text.strip_prefix("--")?;
            Some(option.split_once('=').map_or((option, None), |(name, value)| (name, Some(OsStr::new(value)))))
        }
        #[cfg(unix)]
        None => {
            use std::os::unix::ffi::OsStrExt;
            let option = word.as_bytes().strip_prefix(b"--")?;
            let at = option.iter().position(|byte| *byte == b'=')?;
            Some((str::from_utf8(&option[..at]).ok()?, Some(OsStr::from_bytes(&option[at + 1..]))))
        }
        #[cfg(not(unix))]
        None => None,
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
        let here = absolute(Path::new("Zones/moradon.gtd"));
        let text = write(Some(Path::new("Zones/moradon.gtd")), &from_here());
        let words = Shell::HERE.split(&text).unwrap();
        assert_eq!(words, [OsStr::new("gtd-viewer"), here.as_os_str(), OsStr::new("--camera=-1.5,20,300,90,-45")]);
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
            data: Some(absolute(Path::new("My Client"))),
            server: Some(absolute(Path::new("My Server"))),
            layers_given: true,
            ..ViewOptions::from(ViewSettings::default().with_layers(&[Layer::Tiles, Layer::Water]))
        };
        // Windows allows no control characters in names, and its shells have no way to write them.
        let hidden = if cfg!(windows) { "a b.gtd" } else { "a\x1b\n\u{202e}.gtd" };
        for path in ["Zones/moradon.gtd", "My Games/it's.gtd", "-dash.gtd", hidden] {
            let text = write(Some(Path::new(path)), &given);
            let pasted = read(&text).unwrap();
            assert_eq!(pasted.file, Some(absolute(Path::new(path))), "{text}");
            assert_eq!((&pasted.view, pasted.is_command), (&given, true));
            assert!(text.chars().all(|c| !crate::formats::kernel::visible::is_hidden(c)), "{text:?}");
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
    fn paths_work_from_any_folder() {
        let sky = |sky: &str| ViewOptions { sky: Some(sky.to_owned()), ..from_here() };
        assert!(write(None, &sky("Karus")).contains("--sky=Karus"));
        let file = absolute(Path::new("Misc/Sky/Karus.n3sky"));
        assert_eq!(read(&write(None, &sky("Misc/Sky/Karus.n3sky"))).unwrap().view.sky.as_deref(), file.to_str());
        let data = ViewOptions { data: Some("-x".into()), ..from_here() };
        assert_eq!(read(&write(None, &data)).unwrap().view.data, Some(absolute(Path::new("-x"))));
    }

    #[test]
    fn a_file_after_two_dashes_is_no_option() {
        let pasted = read("gtd-viewer --camera=1,2,3,4,5 -- -dash.gtd").unwrap();
        assert_eq!(pasted.file.as_deref(), Some(Path::new("-dash.gtd")));
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_survive() {
        use std::os::unix::ffi::OsStrExt;
        let path = Path::new(OsStr::from_bytes(b"/\xb0\xa1/z.gtd"));
        let data = Some(PathBuf::from(OsStr::from_bytes(b"/\xb0\xa1 x")));
        let view = ViewOptions { data: data.clone(), ..from_here() };
        let pasted = read(&write(Some(path), &view)).unwrap();
        assert_eq!((pasted.file.as_deref(), pasted.view.data), (Some(path), data));
    }
}

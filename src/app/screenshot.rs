//! Screenshots: the requested picture, and the thread that writes it.
//!
//! A picture of n times the window's sides is drawn as n x n pieces of the window's size, so that it needs neither
//! larger textures nor more GPU memory than the window; one piece per iteration of the event loop keeps the window
//! responsive. A thread writes rows of pieces as PNG while the next ones are drawn: at most two rows are held in
//! memory, whatever the size.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TrySendError};

use super::state::zone_slot::absolute;
use crate::camera::{CameraMode, View};
use crate::export::atomic_file::AtomicFile;
use crate::export::names::portable;
use crate::export::png::{PngError, encode_rgb8};
use crate::export::{Output, OutputError, OutputPlan};
use crate::formats::kernel::visible::path_text;
use crate::platform::thread::{self, BoundedSender, bounded_channel, try_send};
use crate::platform::{fs, local_time};
use crate::render::picture::PictureError;
use crate::scene::terrain::Terrain;

#[derive(Clone)]
pub struct ScreenshotRequest {
    /// The terrain on the picture.
    pub ground: Arc<Terrain>,
    pub view: View,
    /// Camera mode of the picture.
    pub mode: CameraMode,
    /// Window size in pixels.
    pub size_px: [u32; 2],
    /// Ratio of its sides to the window's.
    pub scale: u32,
    /// Target folder, created if missing.
    pub folder: PathBuf,
    pub zone: String,
    /// Text chunks of the file: keyword and text.
    pub texts: Vec<(&'static str, String)>,
}

impl std::fmt::Debug for ScreenshotRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{} at {:?} x {} to {}", self.zone, self.size_px, self.scale, path_text(&self.folder))
    }
}

impl PartialEq for ScreenshotRequest {
    fn eq(&self, other: &ScreenshotRequest) -> bool {
        Arc::ptr_eq(&self.ground, &other.ground)
            && (self.view, self.mode, self.size_px, self.scale) == (other.view, other.mode, other.size_px, other.scale)
            && (&self.folder, &self.zone, &self.texts) == (&other.folder, &other.zone, &other.texts)
    }
}

impl ScreenshotRequest {
    /// Size of the picture in pixels.
    pub fn picture_px(&self) -> [u32; 2] {
        self.size_px.map(|side| side.saturating_mul(self.scale))
    }

    /// Checks that the folder can be written, or made.
    ///
    /// # Errors
    /// A file is in the way, or the system does not allow to write there.
    pub fn check_place(&self) -> Result<(), OutputError> {
        let first = self.names().next().unwrap_or_default();
        OutputPlan::new(&first, Output::PICTURE).check_place(false)
    }

    /// File names by zone and time, in order of preference.
    fn names(&self) -> impl Iterator<Item = PathBuf> + use<> {
        let now = local_time::now().replace(' ', "-").replace(':', "");
        let (folder, stem) = (self.folder.clone(), format!("{}-{now}", file_stem(&self.zone)));
        (1..1000).map(move |n| {
            let number = if n == 1 { String::new() } else { format!("-{n}") };
            folder.join(format!("{stem}{number}.png"))
        })
    }
}

/// Turns a zone's name into the start of a file name that is valid on any system.
fn file_stem(zone: &str) -> String {
    portable(if zone.is_empty() { "zone" } else { zone }, 80)
}

/// Reason why a screenshot failed.
#[derive(Debug, thiserror::Error)]
pub enum ScreenshotError {
    /// The window's pixel format cannot be read back.
    #[error("this screen's colors ({0:?}) cannot be read back")]
    Format(wgpu::TextureFormat),
    /// The picture could not be drawn.
    #[error(transparent)]
    Draw(#[from] PictureError),
    /// The writer thread could not be started.
    #[error("no thread to write with")]
    NoThread(#[source] std::io::Error),
    /// The file could not be written.
    #[error(transparent)]
    Write(#[from] PngError),
}

/// The path of a written screenshot, or the error.
pub type ScreenshotResult = Result<PathBuf, ScreenshotError>;

/// A screenshot in progress.
pub struct Screenshot {
    request: ScreenshotRequest,
    next: u32,
    strip: Vec<u8>,
    /// A row of pieces that the writer has no room for yet.
    waiting: Option<Vec<u8>>,
    rows: Option<BoundedSender<Vec<u8>>>,
    /// Writes the file, where no thread does while the pieces are drawn.
    work: Option<Box<dyn FnOnce() + Send>>,
    writer: Option<thread::JoinHandle<()>>,
}

impl Screenshot {
    /// Starts the writer; `done` is called on its thread with the result, but not if the screenshot is dropped.
    pub fn begin(
        request: ScreenshotRequest,
        done: impl FnOnce(ScreenshotResult) + Send + 'static,
    ) -> Result<Screenshot, ScreenshotError> {
        let (rows, to_write) = bounded_channel(1);
        let requested = request.clone();
        let work: Box<dyn FnOnce() + Send> = Box::new(move || write(&requested, &to_write).map_or((), done));
        let strip = Vec::new();
        let shot =
            Screenshot { request, next: 0, strip, waiting: None, rows: Some(rows), work: Some(work), writer: None };
        if cfg!(target_family = "wasm") { Ok(shot) } else { shot.with_writer() }
    }

    /// Starts the writer, if it is not running.
    fn with_writer(mut self) -> Result<Screenshot, ScreenshotError> {
        if let Some(work) = self.work.take() {
            self.writer = Some(thread::spawn("screenshot", work).map_err(ScreenshotError::NoThread)?);
        }
        Ok(self)
    }

    /// The request of this screenshot.
    pub fn request(&self) -> &ScreenshotRequest {
        &self.request
    }

    /// Column and row of the next piece; none while the writer must catch up, or if all are drawn.
    pub fn piece(&mut self) -> Option<[u32; 2]> {
        self.hand_over();
        let n = self.request.scale;
        (self.waiting.is_none() && self.next < n * n).then_some([self.next % n, self.next / n])
    }

    /// Whether all pieces are drawn and handed over to the writer.
    pub fn is_drawn(&self) -> bool {
        self.waiting.is_none() && self.next >= self.request.scale * self.request.scale
    }

    /// Percentage of drawn pieces.
    pub fn percent(&self) -> u32 {
        self.next * 100 / (self.request.scale * self.request.scale)
    }

    /// Adds a piece as RGB bytes, row 0 at the top.
    pub fn put(&mut self, rgb: &[u8]) {
        let [width, height] = self.request.size_px.map(|side| side as usize);
        let (n, column) = (self.request.scale as usize, self.next as usize % self.request.scale as usize);
        self.strip.resize(width * n * height * 3, 0);
        let row_bytes = width * 3;
        for (from, to) in rgb.chunks_exact(row_bytes).zip(self.strip.chunks_exact_mut(row_bytes * n)) {
            to[column * row_bytes..(column + 1) * row_bytes].copy_from_slice(from);
        }
        self.next += 1;
        if column + 1 == n {
            self.waiting = Some(std::mem::take(&mut self.strip));
            self.hand_over();
        }
    }

    fn hand_over(&mut self) {
        if let (Some(strip), Some(rows)) = (self.waiting.take(), &self.rows) {
            match try_send(rows, strip) {
                Ok(()) => {}
                Err(TrySendError::Full(strip)) => self.waiting = Some(strip),
                // The writer has failed and has reported the reason.
                Err(TrySendError::Disconnected(_)) => self.next = self.request.scale * self.request.scale,
            }
        }
        if self.is_drawn() {
            self.rows = None;
        }
    }

    /// The thread that is still writing.
    pub fn into_writer(mut self) -> Option<thread::JoinHandle<()>> {
        self.rows = None;
        self.with_writer().ok().and_then(|shot| shot.writer)
    }
}

/// Writes the incoming rows; if some are missing, the file is removed without a report.
fn write(request: &ScreenshotRequest, rows: &Receiver<Vec<u8>>) -> Option<ScreenshotResult> {
    let mut come = 0;
    let outcome = write_rows(request, rows, &mut come);
    (outcome.is_ok() || come == request.scale || rows.recv().is_ok()).then_some(outcome)
}

fn write_rows(request: &ScreenshotRequest, rows: &Receiver<Vec<u8>>, come: &mut u32) -> ScreenshotResult {
    let in_folder = |source| PngError::Io { path: request.folder.clone(), source };
    fs::create_dir_all(&request.folder).map_err(in_folder)?;
    let first = request.names().next().unwrap_or_default();
    let mut file = AtomicFile::create(&first).map_err(in_folder)?;
    encode_rgb8::<PngError>(&mut file, &first, request.picture_px(), &request.texts, |sink| {
        rows.iter().inspect(|_| *come += 1).try_for_each(|strip| sink(&strip))
    })?;
    Ok(file.finish_as_new(request.names()).map_err(in_folder)?)
}

/// Text chunks of a screenshot: keyword and text.
pub fn texts(zone: &str, file: Option<&Path>, command_line: String) -> Vec<(&'static str, String)> {
    let source = file.map_or_else(|| zone.to_owned(), |file| path_text(absolute(file)));
    vec![
        ("Software", format!("gtd-viewer {}", crate::VERSION)),
        ("Title", zone.to_owned()),
        ("Source", source),
        ("gtd-viewer:view", command_line),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::{Lens, Pose};
    use crate::formats::gtd::{Draft, Gtd, Header};
    use glam::DVec3;
    use std::sync::mpsc::channel;

    fn request(folder: &Path, size_px: [u32; 2], scale: u32) -> ScreenshotRequest {
        let gtd = Gtd::parse(Draft::flat(Header::versioned(1, "flat"), 17).encode().unwrap()).unwrap();
        let view = View::new(Pose::new(DVec3::ZERO, 0.0, 0.0), Lens::Perspective { fov_y_deg: 60.0 }, size_px);
        let texts = texts("fl/at", None, "gtd-viewer --camera=0,0,0,0,0".into());
        let ground = Arc::new(Terrain::new(gtd));
        let (folder, zone) = (folder.to_owned(), "fl/at".to_owned());
        ScreenshotRequest { ground, view, mode: CameraMode::Free, size_px, scale, folder, zone, texts }
    }

    /// Takes a screenshot whose pieces have a color by position.
    fn taken(request: &ScreenshotRequest) -> ScreenshotResult {
        let (sender, outcome) = channel();
        let mut shot = Screenshot::begin(request.clone(), move |outcome| sender.send(outcome).unwrap()).unwrap();
        while !shot.is_drawn() {
            let Some([column, row]) = shot.piece() else {
                std::thread::yield_now();
                continue;
            };
            let [width, height] = request.size_px;
            shot.put(&[column as u8 * 40, row as u8 * 40, 7].repeat((width * height) as usize));
        }
        shot.into_writer().unwrap().join().unwrap();
        outcome.recv().unwrap()
    }

    #[test]
    fn pieces_become_one_picture_with_texts_under_a_name_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let request = request(&folder.path().join("made"), [5, 3], 4);
        let path = taken(&request).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(name.starts_with("fl_at-20") && name.ends_with(".png"), "{name}");
        let picture = image::open(&path).unwrap().to_rgb8();
        assert_eq!(picture.dimensions(), (20, 12));
        for (x, y, pixel) in picture.enumerate_pixels() {
            assert_eq!(pixel.0, [(x / 5) as u8 * 40, (y / 3) as u8 * 40, 7], "{x} {y}");
        }
        let file = std::io::BufReader::new(std::fs::File::open(&path).unwrap());
        let reader = png::Decoder::new(file).read_info().unwrap();
        let texts: Vec<(String, String)> =
            reader.info().utf8_text.iter().map(|chunk| (chunk.keyword.clone(), chunk.get_text().unwrap())).collect();
        let told = |keyword: &str| texts.iter().find(|(known, _)| known == keyword).map(|(_, text)| text.as_str());
        assert_eq!(told("Title"), Some("fl/at"));
        assert!(told("Software").unwrap().starts_with("gtd-viewer 0."));
        assert_eq!(told("gtd-viewer:view"), Some("gtd-viewer --camera=0,0,0,0,0"));
        let other = taken(&request).unwrap();
        assert_ne!(other, path, "nothing is ever replaced");
        assert_eq!(std::fs::read_dir(folder.path().join("made")).unwrap().count(), 2, "and nothing else is left");
    }

    #[test]
    fn a_picture_that_is_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, outcome) = channel();
        let done = move |outcome| sender.send(outcome).unwrap();
        let mut shot = Screenshot::begin(request(folder.path(), [4, 4], 2), done).unwrap();
        shot.put(&[1; 48]);
        shot.put(&[1; 48]);
        shot.into_writer().unwrap().join().unwrap();
        outcome.recv().unwrap_err();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_folder_that_cannot_be_used_is_reported_and_drawing_ends() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("file"), b"in the way").unwrap();
        let request = request(&folder.path().join("file").join("in"), [400, 400], 3);
        let refused = request.check_place().unwrap_err();
        assert!(refused.to_string().contains("file is a file, not a folder"), "{refused}");
        let error = taken(&request).unwrap_err();
        assert!(
            matches!(&error, ScreenshotError::Write(PngError::Io { .. })) && error.to_string().contains("file"),
            "{error}"
        );
    }

    #[test]
    fn names_of_zones_are_made_fit_for_files() {
        assert_eq!(file_stem("moradon"), "moradon");
        assert_eq!(file_stem("Kar/us: \"x\"?"), "Kar_us_ _x__");
        assert_eq!(file_stem(""), "zone");
        assert!(file_stem(&"long".repeat(100)).len() <= 80);
    }
}

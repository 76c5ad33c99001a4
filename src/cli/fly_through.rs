//! `render --path`: frames of a fly-through, as numbered pictures or raw video.

use crate::camera::start::above_ground;
use crate::camera::{Lens, Path as Way, PathFile, View};
use crate::cli::args::{GlobalArgs, RenderArgs};
use crate::cli::drawing::HeadlessRenderer;
use crate::cli::many::Bar;
use crate::cli::template;
use crate::cli::values::SizeArg;
use crate::export::png;
use crate::export::staging::{Existing, Origin, Staging};
use crate::formats::kernel::visible::path_text;
use crate::load::Zone;
use crate::platform::fs;
use crate::platform::thread;
use crate::render::FrameOptions;
use crate::render::picture::{Canvas, draw_view};
use crate::scene::numbers::single;
use anyhow::{Context, Result};
use std::io::{self, Write};
use std::path::Path;
use std::sync::mpsc::sync_channel;

/// Number of frames that may wait to be written while the next one is drawn.
const WAITING: usize = 2;
/// Minimum height of the camera above the terrain, meters.
const CLEARANCE_M: f64 = 1.0;

/// Destination of the frames.
pub enum Sink<'a> {
    /// Pictures `frame_00001.png` and up.
    Folder(&'a Path, Staging),
    /// Standard output: 3 bytes per pixel, rows from the top, one frame after the other.
    Raw,
}

/// A camera path with its frame rate.
pub struct FlyThrough {
    way: Way,
    fps: f64,
}

impl FlyThrough {
    /// Reads a fly-through file, and opens its output.
    ///
    /// # Errors
    /// The file cannot be read, or is not a fly-through; the folder is not empty or cannot be written.
    pub fn open<'a>(path: &Path, output: &'a Path) -> Result<(FlyThrough, Sink<'a>)> {
        let text = fs::read_text(path).with_context(|| path_text(path))?;
        let (way, fps) = PathFile::read(&text).with_context(|| path_text(path))?;
        Ok((FlyThrough { way, fps }, Sink::open(output)?))
    }

    /// Draws all frames with the options of a picture, and returns their number.
    ///
    /// # Errors
    /// The folder cannot be written, or the device fails.
    pub fn render(
        &self,
        sink: Sink<'_>,
        args: &RenderArgs,
        global: &GlobalArgs,
        headless: &mut HeadlessRenderer,
        zone: &Zone,
        options: &FrameOptions,
    ) -> Result<u64> {
        let size = args.size.unwrap_or(SizeArg::DEFAULT);
        let size_px = [size.width_px, size.height_px];
        let frames = self.way.frames(self.fps);
        let digits = frames.to_string().len().max(5);
        let bar = Bar::new(global);
        let canvas = Canvas::new(&headless.gpu, size_px);
        thread::scope(|scope| {
            let (sender, receiver) = sync_channel::<(u64, Vec<u8>)>(WAITING);
            let writer = scope.spawn(move || {
                for (number, rgb) in receiver {
                    if !sink.write(number, digits, size_px, &rgb, zone)? {
                        break;
                    }
                }
                Ok(sink)
            });
            let mut drawn = Ok(());
            for number in 0..frames {
                let rgb = match self.frame(number, headless, &canvas, zone, options) {
                    Ok(rgb) => rgb,
                    Err(error) => {
                        drawn = Err(error);
                        break;
                    }
                };
                if sender.send((number, rgb)).is_err() {
                    break; // the writer has stopped and returns the reason
                }
                let shown = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
                bar.show(shown(number + 1), shown(frames), "frames");
            }
            drop(sender);
            let written: Result<Sink<'_>> =
                writer.join().unwrap_or_else(|_| Err(anyhow::anyhow!("the writer thread stopped unexpectedly")));
            drawn.and(written)?.finish()
        })?;
        log::info!("{frames} frames at {} fps", self.fps);
        Ok(frames)
    }

    fn frame(
        &self,
        number: u64,
        headless: &mut HeadlessRenderer,
        canvas: &Canvas,
        zone: &Zone,
        options: &FrameOptions,
    ) -> Result<Vec<u8>> {
        let secs = number as f64 / self.fps;
        let (pose, fov_y_deg) = self.way.at(secs);
        let pose = above_ground(&*zone.ground, pose, CLEARANCE_M);
        let view = View::new(pose, Lens::Perspective { fov_y_deg }, canvas.size_px());
        let options = FrameOptions { secs: single(secs), ..*options };
        Ok(draw_view(&headless.gpu, &mut headless.scene_view, canvas, &view, &options)?.0)
    }
}

impl Sink<'_> {
    fn open(output: &Path) -> Result<Sink<'_>> {
        if output.as_os_str() == "-" {
            return Ok(Sink::Raw);
        }
        let shown = || path_text(output);
        template::make_folder(output).with_context(shown)?;
        Ok(Sink::Folder(output, Staging::begin(output, Existing::Replace, Origin::Unknown).with_context(shown)?))
    }

    /// Moves the pictures to the output folder.
    fn finish(self) -> Result<()> {
        if let Sink::Folder(output, folder) = self {
            folder.finish().with_context(|| path_text(output))?;
        }
        Ok(())
    }

    /// Writes a frame; false if the reader is gone.
    fn write(&self, number: u64, digits: usize, size_px: [u32; 2], rgb: &[u8], zone: &Zone) -> Result<bool> {
        match self {
            Sink::Raw => match io::stdout().lock().write_all(rgb) {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
                result => Ok(result.map(|()| true)?),
            },
            Sink::Folder(output, folder) => {
                let name = format!("frame_{:0digits$}.png", number + 1);
                let path = output.join(&name);
                let text = [("Title", zone.name.clone())];
                let mut file = folder.create(&name).with_context(|| path_text(&path))?;
                png::encode_rgb8::<anyhow::Error>(&mut file, &path, size_px, &text, |rows| Ok(rows(rgb)?))?;
                file.flush().with_context(|| path_text(&path))?;
                Ok(true)
            }
        }
    }
}

//! Offscreen rendering and readback.

use crate::camera::{Lens, Pose, View};
use crate::render::gpu::{Gpu, Refusal};
use crate::render::view::view_params_of;
use crate::render::{FrameOptions, FrameParams, FrameStats, SceneView};
use crate::scene::terrain::select::{Detail, LodRules};
use crate::scene::view_settings::Lighting;
use glam::DVec3;
use thiserror::Error;

/// Format of offscreen pictures: not sRGB, because colors are blended as stored.
pub const PICTURE_FORMAT: wgpu::TextureFormat = wgpu::TextureFormat::Rgba8Unorm;

/// Reason why a picture could not be rendered.
#[derive(Debug, Error)]
pub enum PictureError {
    /// The device did not finish the work.
    #[error("rendering failed: {0}")]
    Device(String),
    /// The adapter has refused a pipeline or a pass, so that something is missing from the picture.
    #[error("the graphics adapter {} cannot draw this: {}", .0.adapter, .0.reason)]
    Refused(Refusal),
    /// The device ran out of memory.
    #[error("out of graphics memory; try a lower --gpu-budget or a smaller --size")]
    OutOfMemory,
}

/// A picture on its way from the device.
pub struct Reading(std::sync::mpsc::Receiver<Result<(), wgpu::BufferAsyncError>>);

/// A render target with readback.
pub struct Canvas {
    size_px: [u32; 2],
    texture: wgpu::Texture,
    buffer: wgpu::Buffer,
    row_bytes: u32,
    /// Byte offsets of red, green and blue in a texel.
    order: [usize; 3],
}

impl Canvas {
    /// Creates a canvas of a size in pixels, which must be within the device's limit.
    ///
    /// # Panics
    /// Never: pictures have a format that can be read.
    pub fn new(gpu: &Gpu, size_px: [u32; 2]) -> Canvas {
        Canvas::of_format(gpu, size_px, PICTURE_FORMAT).expect("its own format can be read")
    }

    /// Creates a canvas in another format, such as a window's; none if its texels are not four bytes.
    pub fn of_format(gpu: &Gpu, size_px: [u32; 2], format: wgpu::TextureFormat) -> Option<Canvas> {
        use wgpu::TextureFormat::{Bgra8Unorm, Bgra8UnormSrgb, Rgba8Unorm, Rgba8UnormSrgb};
        let order = match format {
            Rgba8Unorm | Rgba8UnormSrgb => [0, 1, 2],
            Bgra8Unorm | Bgra8UnormSrgb => [2, 1, 0],
            _ => return None,
        };
        let [width, height] = size_px;
        let texture = gpu.device.create_texture(&wgpu::TextureDescriptor {
            label: Some("canvas"),
            size: wgpu::Extent3d { width, height, depth_or_array_layers: 1 },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format,
            usage: wgpu::TextureUsages::RENDER_ATTACHMENT | wgpu::TextureUsages::COPY_SRC,
            view_formats: &[],
        });
        let row_bytes = (width * 4).next_multiple_of(wgpu::COPY_BYTES_PER_ROW_ALIGNMENT);
        let buffer = gpu.device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("canvas readback"),
            size: u64::from(row_bytes) * u64::from(height),
            usage: wgpu::BufferUsages::COPY_DST | wgpu::BufferUsages::MAP_READ,
            mapped_at_creation: false,
        });
        Some(Canvas { size_px, texture, buffer, row_bytes, order })
    }

    /// Width and height in pixels.
    pub fn size_px(&self) -> [u32; 2] {
        self.size_px
    }

    /// A view of the texture, to draw into.
    pub fn view(&self) -> wgpu::TextureView {
        self.texture.create_view(&wgpu::TextureViewDescriptor::default())
    }

    /// Submits the encoder and reads the picture as RGB bytes, row 0 at the top.
    pub fn finish_rgb8(&self, gpu: &Gpu, encoder: wgpu::CommandEncoder) -> Result<Vec<u8>, PictureError> {
        let reading = self.begin_reading(gpu, encoder, || {})?;
        let waited = gpu.device.poll(wgpu::PollType::wait_indefinitely());
        waited.map_err(|error| PictureError::Device(error.to_string()))?;
        let nothing = || Err(PictureError::Device("the picture did not arrive".to_owned()));
        self.take_rgb8(gpu, &reading).unwrap_or_else(nothing)
    }

    /// Submits the encoder and begins to read the picture; `arrived` is called when [`Canvas::take_rgb8`] has it.
    ///
    /// # Errors
    /// The picture could not be drawn.
    pub fn begin_reading(
        &self,
        gpu: &Gpu,
        mut encoder: wgpu::CommandEncoder,
        arrived: impl FnOnce() + Send + 'static,
    ) -> Result<Reading, PictureError> {
        // A canvas whose allocation failed can be neither copied nor read, so that is not attempted.
        check(gpu)?;
        let [width, height] = self.size_px;
        encoder.copy_texture_to_buffer(
            self.texture.as_image_copy(),
            wgpu::TexelCopyBufferInfo {
                buffer: &self.buffer,
                layout: wgpu::TexelCopyBufferLayout {
                    offset: 0,
                    bytes_per_row: Some(self.row_bytes),
                    rows_per_image: Some(height),
                },
            },
            wgpu::Extent3d { width, height, depth_or_array_layers: 1 },
        );
        gpu.queue.submit([encoder.finish()]);
        let (sender, receiver) = std::sync::mpsc::channel();
        self.buffer.slice(..).map_async(wgpu::MapMode::Read, move |result| {
            let _ = sender.send(result);
            arrived();
        });
        Ok(Reading(receiver))
    }

    /// The picture as RGB bytes, row 0 at the top; none if it has not arrived yet.
    pub fn take_rgb8(&self, gpu: &Gpu, reading: &Reading) -> Option<Result<Vec<u8>, PictureError>> {
        let mapped = reading.0.try_recv().ok()?;
        Some(mapped.map_err(|error| PictureError::Device(error.to_string())).and_then(|()| self.mapped_rgb8(gpu)))
    }

    fn mapped_rgb8(&self, gpu: &Gpu) -> Result<Vec<u8>, PictureError> {
        let [width, height] = self.size_px;
        let failed = |reason: &dyn std::fmt::Display| PictureError::Device(reason.to_string());
        let mut rgb = Vec::with_capacity((width * height * 3) as usize);
        {
            let bytes = self.buffer.slice(..).get_mapped_range().map_err(|error| failed(&error))?;
            for row in bytes.chunks_exact(self.row_bytes as usize) {
                let texels = row[..(width * 4) as usize].chunks_exact(4);
                rgb.extend(texels.flat_map(|texel| self.order.map(|channel| texel[channel])));
            }
        }
        self.buffer.unmap();
        check(gpu)?;
        if gpu.is_lost() {
            return Err(PictureError::Device("the graphics device was lost".into()));
        }
        Ok(rgb)
    }
}

/// Checks that everything so far was drawn.
pub(crate) fn check(gpu: &Gpu) -> Result<(), PictureError> {
    if gpu.take_out_of_memory() {
        return Err(PictureError::OutOfMemory);
    }
    let refused = |reason| Err(PictureError::Refused(Refusal { adapter: gpu.describe(), reason }));
    gpu.take_fault().map_or(Ok(()), refused)
}

/// Draws a view after uploading everything that it needs. RGB bytes, row 0 at the top.
pub fn draw_view(
    gpu: &Gpu,
    scene_view: &mut SceneView,
    canvas: &Canvas,
    view: &View,
    options: &FrameOptions,
) -> Result<(Vec<u8>, FrameStats), PictureError> {
    let mut encoder = gpu.device.create_command_encoder(&wgpu::CommandEncoderDescriptor { label: Some("picture") });
    let view_params = view_params_of(view, canvas.size_px()[1]);
    let (target, size_px) = (canvas.view(), canvas.size_px());
    let frame = FrameParams { target: &target, size_px, view: &view_params, options, clock: None };
    let stats = scene_view.draw(gpu, &mut encoder, &frame);
    Ok((canvas.finish_rgb8(gpu, encoder)?, stats))
}

/// Maximum bytes of the rows of a map that are held in memory, unless one row of tiles has more.
const STRIP_BYTES: u64 = 64 << 20;

/// Division of a zone's map into pieces that fit a device, and into strips of the whole width that fit in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapPlan {
    /// Tiles along the side of the zone.
    pub tiles: u32,
    /// Pixels per tile side.
    pub px_per_tile: u32,
    /// Tiles along the width of a piece.
    pub piece_tiles: u32,
    /// Tiles along the height of a piece, and of a strip.
    pub strip_tiles: u32,
}

impl MapPlan {
    /// Plans pieces of at most `limit_px` pixels a side.
    pub fn new(tiles: u32, px_per_tile: u32, limit_px: u32) -> MapPlan {
        let px_per_tile = px_per_tile.max(1);
        let piece_tiles = (limit_px / px_per_tile).clamp(1, tiles.max(1));
        let row_bytes = u64::from(tiles) * u64::from(px_per_tile).pow(2) * 3;
        let strip_tiles = (STRIP_BYTES / row_bytes.max(1)).clamp(1, u64::from(piece_tiles)) as u32;
        MapPlan { tiles, px_per_tile, piece_tiles, strip_tiles }
    }

    /// Side of the whole map in pixels.
    pub fn side_px(&self) -> u64 {
        u64::from(self.tiles) * u64::from(self.px_per_tile)
    }

    /// Rows of pixels in a strip.
    pub fn strip_px(&self) -> u32 {
        self.strip_tiles * self.px_per_tile
    }
}

/// Draws the map of a zone in rows of pieces from the north. `row` receives each one as RGB bytes of the full width,
/// and returns an error to stop.
pub fn draw_map<E: From<PictureError>>(
    gpu: &Gpu,
    scene_view: &mut SceneView,
    plan: &MapPlan,
    options: &FrameOptions,
    mut row: impl FnMut(&mut [u8]) -> Result<(), E>,
) -> Result<(), E> {
    let side_bytes = plan.side_px() as usize * 3;
    let mut top = plan.tiles;
    while top > 0 {
        let rows = plan.strip_tiles.min(top);
        let bottom = top - rows;
        let mut strip = vec![0; side_bytes * (rows * plan.px_per_tile) as usize];
        let mut west = 0;
        while west < plan.tiles {
            let columns = plan.piece_tiles.min(plan.tiles - west);
            let piece = draw_piece(gpu, scene_view, plan, options, [west, bottom], [columns, rows])?;
            let piece_bytes = (columns * plan.px_per_tile * 3) as usize;
            let left = (west * plan.px_per_tile * 3) as usize;
            for (from, to) in piece.chunks_exact(piece_bytes).zip(strip.chunks_exact_mut(side_bytes)) {
                to[left..left + piece_bytes].copy_from_slice(from);
            }
            west += columns;
        }
        row(&mut strip)?;
        top = bottom;
    }
    Ok(())
}

/// Draws a rectangle of tiles from above.
fn draw_piece(
    gpu: &Gpu,
    scene_view: &mut SceneView,
    plan: &MapPlan,
    options: &FrameOptions,
    [x, z]: [u32; 2],
    [width, height]: [u32; 2],
) -> Result<Vec<u8>, PictureError> {
    let size_px = [width * plan.px_per_tile, height * plan.px_per_tile];
    let middle = |from: u32, tiles: u32| (f64::from(from) + f64::from(tiles) * 0.5) * 4.0;
    let pose = Pose::new(DVec3::new(middle(x, width), 0.0, middle(z, height)), 0.0, -90.0);
    let view = View::new(pose, Lens::Orthographic { height_m: f64::from(height) * 4.0 }, size_px);
    let canvas = Canvas::new(gpu, size_px);
    Ok(draw_view(gpu, scene_view, &canvas, &view, options)?.0)
}

/// Frame options of maps: full detail, no atmosphere or light, one texel per pixel where the scale is that of a stored level.
pub fn map_options(px_per_tile: u32) -> FrameOptions {
    FrameOptions {
        lod: LodRules { detail: Detail::Full, view_distance_m: f32::INFINITY },
        color_map: false,
        shadows: false,
        water: false,
        objects: false,
        sky: false,
        lighting: Lighting::None,
        fixed_level: Some((128.0 / px_per_tile.max(1) as f32).log2().max(0.0)),
        ..FrameOptions::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strips_of_large_maps_stay_small() {
        let plan = |tiles: u32, px: u32| MapPlan::new(tiles, px, 4096);
        assert_eq!((plan(512, 4).piece_tiles, plan(512, 4).strip_tiles), (512, 512));
        for (tiles, px) in [(512, 128), (8192, 8), (128, 512), (16, 128)] {
            let plan = plan(tiles, px);
            let row_bytes = plan.side_px() * u64::from(px) * 3;
            let strip_bytes = row_bytes * u64::from(plan.strip_tiles);
            assert!(strip_bytes <= STRIP_BYTES.max(row_bytes), "{plan:?}");
        }
    }
}

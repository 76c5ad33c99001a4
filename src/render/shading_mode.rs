//! By what pipelines color the ground in a view mode, and the small texture that brings the modes' colors to them.

use crate::render::gpu::Gpu;
use crate::scene::modes::ViewMode;
use crate::scene::modes::palette::{NOTHING, RAMP_TEXELS, Ramp, SHADOWED, lines};

/// What a pipeline colors the ground by: `MODE` in shaders/terrain.wgsl.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum ShadingMode {
    /// Textures, as the game does.
    #[default]
    Textures = 0,
    /// The first texture of each tile.
    Layer1 = 1,
    /// The second.
    Layer2 = 2,
    /// The mode's picture.
    Picture = 3,
    /// Height.
    Height = 4,
    /// Slope.
    Slope = 5,
    /// Level of detail.
    Detail = 6,
    /// One color.
    Plain = 7,
    /// What the mode needs is on its way.
    Waiting = 8,
    /// The color map alone, also where a texture would lie over it.
    ColorMap = 9,
}

impl ShadingMode {
    /// Of a mode whose picture, if it has one, is there or not.
    pub fn of(mode: ViewMode, has_picture: bool) -> ShadingMode {
        match mode {
            ViewMode::Textured => ShadingMode::Textures,
            ViewMode::Colormap => ShadingMode::ColorMap,
            _ if mode.has_picture() && !has_picture => ShadingMode::Waiting,
            ViewMode::Layer1 => ShadingMode::Layer1,
            ViewMode::Layer2 => ShadingMode::Layer2,
            ViewMode::TextureIndex | ViewMode::Direction | ViewMode::Layers => ShadingMode::Picture,
            ViewMode::Height => ShadingMode::Height,
            ViewMode::Slope => ShadingMode::Slope,
            ViewMode::Detail => ShadingMode::Detail,
            ViewMode::Shadow => ShadingMode::Plain,
        }
    }

    /// Of the tiles' own pipelines: while the picture for the distance is on its way, tiles near are drawn already.
    pub fn of_tiles(mode: ViewMode) -> ShadingMode {
        ShadingMode::of(mode, true)
    }
}

/// The colors of the mode that is drawn, and of the overlays' lines: `ramp` in the shaders.
pub struct PaletteTexture {
    /// Row 0: the mode's; row 1: the lines'.
    pub view: wgpu::TextureView,
    texture: wgpu::Texture,
    shown: ViewMode,
}

impl PaletteTexture {
    /// The lines' colors, and none of a mode.
    pub fn new(gpu: &Gpu) -> PaletteTexture {
        let texture = gpu.device.create_texture(&wgpu::TextureDescriptor {
            label: Some("mode colors"),
            size: wgpu::Extent3d { width: RAMP_TEXELS as u32, height: 2, depth_or_array_layers: 1 },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: wgpu::TextureFormat::Rgba8Unorm,
            usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
            view_formats: &[],
        });
        let colors =
            PaletteTexture { view: texture.create_view(&Default::default()), texture, shown: ViewMode::Textured };
        colors.write_row(gpu, 1, lines::TABLE.as_flattened());
        colors
    }

    /// Bytes on the GPU.
    pub const BYTES: u64 = RAMP_TEXELS as u64 * 8;

    /// Writes a mode's colors, where they are not there yet.
    pub fn show(&mut self, gpu: &Gpu, mode: ViewMode) {
        if std::mem::replace(&mut self.shown, mode) == mode {
            return;
        }
        let ramp = match mode {
            ViewMode::Height => Ramp::height(),
            ViewMode::Slope => Ramp::slope(),
            ViewMode::Detail => Ramp::detail(),
            ViewMode::Shadow => return self.write_row(gpu, 0, &opaque(SHADOWED)),
            ViewMode::Layer1 | ViewMode::Layer2 => return self.write_row(gpu, 0, &opaque(NOTHING)),
            _ => return,
        };
        let texels: Vec<u8> = ramp.texels().iter().flat_map(|rgb| opaque(*rgb)).collect();
        self.write_row(gpu, 0, &texels);
    }

    fn write_row(&self, gpu: &Gpu, row: u32, texels: &[u8]) {
        let bytes = texels.len() as u32;
        gpu.queue.write_texture(
            wgpu::TexelCopyTextureInfo {
                texture: &self.texture,
                mip_level: 0,
                origin: wgpu::Origin3d { x: 0, y: row, z: 0 },
                aspect: wgpu::TextureAspect::All,
            },
            texels,
            wgpu::TexelCopyBufferLayout { offset: 0, bytes_per_row: Some(bytes), rows_per_image: Some(1) },
            wgpu::Extent3d { width: bytes / 4, height: 1, depth_or_array_layers: 1 },
        );
    }
}

fn opaque([r, g, b]: [u8; 3]) -> [u8; 4] {
    [r, g, b, 255]
}

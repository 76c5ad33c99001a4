//! Palette texture: colors of view modes and overlays for the shaders.

use crate::render::gpu::Gpu;
use crate::render::shader::{Constant, ShaderPart};
use crate::scene::modes::ViewMode;
use crate::scene::modes::palette::{RAMP_TEXELS, lines};
use crate::scene::modes::spec::Palette;

/// Row indices of the texture.
const MODE_ROW: u32 = 0;
const LINE_ROW: u32 = 1;
const ROWS: u32 = 2;

/// WGSL declaration of the texture.
pub(crate) const PALETTE_WGSL: ShaderPart = ShaderPart {
    wgsl: include_str!("../../../shaders/lib/palette.wgsl"),
    constants: &[
        ("RAMP_TEXELS", Constant::U32(RAMP_TEXELS as u32)),
        ("MODE_ROW", Constant::U32(MODE_ROW)),
        ("LINE_ROW", Constant::U32(LINE_ROW)),
        ("LINE_WIREFRAME", Constant::U32(lines::WIREFRAME_AT)),
        ("LINE_TILES", Constant::U32(lines::TILES_AT)),
        ("LINE_PATCHES", Constant::U32(lines::PATCHES_AT)),
        ("LINE_CONTOURS", Constant::U32(lines::CONTOURS_AT)),
    ],
};

/// Colors of one view mode, and of the overlay lines.
pub(crate) struct PaletteTexture {
    pub view: wgpu::TextureView,
    texture: wgpu::Texture,
    shown: ViewMode,
}

impl PaletteTexture {
    /// Bytes on the GPU.
    pub const BYTES: u64 = RAMP_TEXELS as u64 * 4 * ROWS as u64;

    /// Creates the texture with the colors of overlay lines only.
    pub fn new(gpu: &Gpu) -> PaletteTexture {
        let texture = gpu.device.create_texture(&wgpu::TextureDescriptor {
            label: Some("palette"),
            size: wgpu::Extent3d { width: RAMP_TEXELS as u32, height: ROWS, depth_or_array_layers: 1 },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: wgpu::TextureFormat::Rgba8Unorm,
            usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
            view_formats: &[],
        });
        let view = texture.create_view(&wgpu::TextureViewDescriptor { label: Some("palette"), ..Default::default() });
        let palette = PaletteTexture { view, texture, shown: ViewMode::Textured };
        palette.write_row(gpu, LINE_ROW, lines::TABLE.as_flattened());
        palette
    }

    /// Writes the colors of a mode, unless they are current.
    pub fn show(&mut self, gpu: &Gpu, mode: ViewMode) {
        if std::mem::replace(&mut self.shown, mode) == mode {
            return;
        }
        let ramp = match mode.spec().palette {
            Palette::None => return,
            Palette::Ramp(ramp) => ramp(),
            Palette::Color(rgb) => return self.write_row(gpu, MODE_ROW, &opaque(rgb)),
        };
        let texels: Vec<u8> = ramp.texels().iter().flat_map(|rgb| opaque(*rgb)).collect();
        self.write_row(gpu, MODE_ROW, &texels);
    }

    fn write_row(&self, gpu: &Gpu, row: u32, texels: &[u8]) {
        let bytes = texels.len() as u32;
        gpu.write_texture(
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

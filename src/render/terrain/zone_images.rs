//! Images over a whole zone, and their uploads in portions.

use crate::render::gpu::Gpu;
use crate::render::textures::{ImageUpload, upload};
use crate::scene::modes::ViewMode;
use crate::scene::raster::mip_image::{MipImage, ZoneImage};
use std::collections::VecDeque;
use std::sync::Arc;

/// A texture of the terrain's group 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    ColorMap,
    Shadows,
    TerrainBase,
    LitTiles,
    /// Image of the current view mode.
    Mode,
    Grass,
    Normals,
    GroundTint,
}

impl Slot {
    const COUNT: usize = 8;
    /// All slots, in order.
    const ALL: [Slot; Slot::COUNT] = [
        Slot::ColorMap,
        Slot::Shadows,
        Slot::TerrainBase,
        Slot::LitTiles,
        Slot::Mode,
        Slot::Grass,
        Slot::Normals,
        Slot::GroundTint,
    ];

    fn of(image: ZoneImage) -> Slot {
        match image {
            ZoneImage::ColorMap => Slot::ColorMap,
            ZoneImage::Shadows => Slot::Shadows,
            ZoneImage::TerrainBase => Slot::TerrainBase,
            ZoneImage::LitTiles => Slot::LitTiles,
            ZoneImage::Mode(_) => Slot::Mode,
            ZoneImage::Grass => Slot::Grass,
            ZoneImage::Normals | ZoneImage::ShadedNormals => Slot::Normals,
            ZoneImage::GroundTint => Slot::GroundTint,
        }
    }

    /// A single texel in place of a missing image.
    fn plain(self, gpu: &Gpu) -> SlotTexture {
        const GRAY: [u8; 4] = [110, 110, 104, 255];
        const BLACK: [u8; 4] = [0, 0, 0, 255];
        const LEVEL: [u8; 4] = [128, 255, 128, 255];
        let texel = match self {
            Slot::ColorMap | Slot::Mode => GRAY,
            Slot::Shadows | Slot::LitTiles => BLACK,
            Slot::TerrainBase => [255; 4],
            Slot::Normals => LEVEL,
            Slot::Grass | Slot::GroundTint => [0; 4],
        };
        SlotTexture { view: upload(gpu, "none", &MipImage::plain(texel)), bytes: 4, image: None }
    }

    fn label(self) -> &'static str {
        match self {
            Slot::ColorMap => "color map",
            Slot::Shadows => "shadows",
            Slot::TerrainBase => "terrain base",
            Slot::LitTiles => "lit tiles",
            Slot::Mode => "mode",
            Slot::Grass => "grass",
            Slot::Normals => "normals",
            Slot::GroundTint => "ground tint",
        }
    }
}

/// A texture, or a single texel in place of a missing one.
struct SlotTexture {
    view: wgpu::TextureView,
    bytes: u64,
    image: Option<ZoneImage>,
}

/// The images of one zone.
pub(crate) struct ZoneImages {
    textures: [SlotTexture; Slot::COUNT],
    uploads: VecDeque<(ZoneImage, ImageUpload)>,
}

impl ZoneImages {
    /// Creates single texels in all slots.
    pub fn new(gpu: &Gpu) -> ZoneImages {
        ZoneImages { textures: Slot::ALL.map(|slot| slot.plain(gpu)), uploads: VecDeque::new() }
    }

    /// Queues an image, which is drawn once [`ZoneImages::advance`] has uploaded it completely.
    pub fn set(&mut self, gpu: &Gpu, image: ZoneImage, texels: Arc<MipImage>) {
        let slot = Slot::of(image);
        self.uploads.retain(|(waiting, _)| Slot::of(*waiting) != slot);
        self.uploads.push_back((image, ImageUpload::begin(gpu, slot.label(), texels)));
    }

    /// Uploads queued images within a budget of bytes. Returns whether textures have changed.
    pub fn advance(&mut self, gpu: &Gpu, mut budget: u64) -> bool {
        let mut changed = false;
        while let Some((image, upload)) = self.uploads.front_mut() {
            if !upload.advance(gpu, &mut budget) {
                break;
            }
            let texture = SlotTexture { view: upload.view(), bytes: upload.bytes(), image: Some(*image) };
            self.textures[Slot::of(*image) as usize] = texture;
            self.uploads.pop_front();
            changed = true;
        }
        changed
    }

    /// Removes an image, also a queued one. Returns whether textures have changed.
    pub fn remove(&mut self, gpu: &Gpu, image: ZoneImage) -> bool {
        let slot = Slot::of(image);
        self.uploads.retain(|(waiting, _)| Slot::of(*waiting) != slot);
        let is_there = self.textures[slot as usize].image.is_some();
        if is_there {
            self.textures[slot as usize] = slot.plain(gpu);
        }
        is_there
    }

    /// Number of queued images.
    pub fn waiting(&self) -> usize {
        self.uploads.len()
    }

    /// Whether an image is uploaded; that of a view mode only for that mode.
    pub fn has(&self, image: ZoneImage) -> bool {
        self.textures[Slot::of(image) as usize].image == Some(image)
    }

    /// The texture of a slot.
    pub fn view(&self, slot: Slot) -> &wgpu::TextureView {
        &self.textures[slot as usize].view
    }

    /// Bytes of all textures.
    pub fn bytes(&self) -> u64 {
        self.textures.iter().map(|texture| texture.bytes).sum()
    }

    /// Whether the color map is available, in a mode that shows it.
    pub fn shows_color_map(&self, mode: ViewMode) -> bool {
        self.has(ZoneImage::ColorMap) && mode.is_natural()
    }
}

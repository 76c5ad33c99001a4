//! The open zone's share of GPU memory: node slots, textures, water, and the group that binds what the ground needs.

use crate::render::frozen::Frozen;
use crate::render::gpu::Gpu;
use crate::render::pages::Pages;
use crate::render::quality::Filter;
use crate::render::residency::Residency;
use crate::render::shading_mode::PaletteTexture;
use crate::render::terrain::{TerrainPipelines, ZoneBindings};
use crate::render::textures::{Upload, crisp_sampler, smooth_sampler, upload};
use crate::render::tiles::{TileArrays, tile_sampler};
use crate::render::view::FrameOptions;
use crate::render::water::WaterOnGpu;
use crate::scene::modes::ViewMode;
use crate::scene::raster::color_cells::ColorCells;
use crate::scene::raster::mip_image::{MipImage, ZoneImage};
use crate::scene::terrain::Terrain;
use crate::scene::terrain::select::{LodRules, Selection, ViewParams};
use std::collections::VecDeque;
use std::sync::Arc;

/// A picture over the ground, or the plain texel that stands for none.
struct Overlay {
    view: wgpu::TextureView,
    bytes: u64,
    is_there: bool,
}

impl Overlay {
    fn none(gpu: &Gpu, texel: [u8; 4]) -> Overlay {
        Overlay { view: upload(gpu, "none", &MipImage::plain(texel)), bytes: 4, is_there: false }
    }
}

/// A zone on the GPU.
pub struct ZoneOnGpu {
    /// The zone.
    pub ground: Arc<Terrain>,
    /// Its node slots.
    pub residency: Residency,
    /// Its tile textures.
    pub tiles: TileArrays,
    /// Its rivers and ponds.
    pub water: Option<WaterOnGpu>,
    /// Finer pages of the color map, where it has any.
    pub pages: Option<Pages>,
    color_map: Overlay,
    shadows: Overlay,
    terrain_base: Overlay,
    lit_tiles: Overlay,
    mode_picture: Overlay,
    /// Which mode that is of.
    mode: ViewMode,
    grass: Overlay,
    /// What the eye sees that looks at a frozen one's ground.
    pub frozen: Option<Frozen>,
    uploads: VecDeque<(ZoneImage, Upload)>,
    group: Option<wgpu::BindGroup>,
}

impl ZoneOnGpu {
    /// Room for a zone; nothing of it is on the GPU yet.
    pub fn new(gpu: &Gpu, ground: Arc<Terrain>, node_bytes: u64) -> ZoneOnGpu {
        ZoneOnGpu {
            residency: Residency::new(gpu, ground.tree().node_count(), node_bytes),
            tiles: TileArrays::new(gpu, ground.gtd().textures().tiles.len() as u32),
            water: None,
            pages: None,
            color_map: Overlay::none(gpu, [110, 110, 104, 255]),
            shadows: Overlay::none(gpu, [0, 0, 0, 255]),
            terrain_base: Overlay::none(gpu, [255; 4]),
            lit_tiles: Overlay::none(gpu, [0, 0, 0, 255]),
            mode_picture: Overlay::none(gpu, [110, 110, 104, 255]),
            mode: ViewMode::Textured,
            grass: Overlay::none(gpu, [0; 4]),
            frozen: None,
            uploads: VecDeque::new(),
            group: None,
            ground,
        }
    }

    /// Takes a picture over the ground; it shows when [`ZoneOnGpu::upload`] has brought all of it to the GPU.
    pub fn set_picture(&mut self, gpu: &Gpu, which: ZoneImage, picture: Arc<MipImage>) {
        let label = match which {
            ZoneImage::ColorMap => "color map",
            ZoneImage::Shadows => "shadows",
            ZoneImage::TerrainBase => "terrain base",
            ZoneImage::LitTiles => "lit tiles",
            ZoneImage::Mode(_) => "mode",
            ZoneImage::Grass => "grass",
        };
        let is_mode = |which| matches!(which, ZoneImage::Mode(_));
        self.uploads.retain(|(waiting, _)| *waiting != which && !(is_mode(*waiting) && is_mode(which)));
        self.uploads.push_back((which, Upload::begin(gpu, label, picture)));
    }

    /// Takes the cells that finer pages of the color map are made of.
    pub fn set_pages(&mut self, gpu: &Gpu, cells: Arc<ColorCells>, budget_bytes: u64) {
        self.pages = Some(Pages::new(gpu, cells, self.ground.tree(), budget_bytes));
        self.group = None;
    }

    /// Writes waiting pictures within a budget of bytes; tells whether some still wait.
    pub fn upload(&mut self, gpu: &Gpu, mut budget: u64) -> bool {
        while let Some((which, upload)) = self.uploads.front_mut() {
            if !upload.advance(gpu, &mut budget) {
                return true;
            }
            let overlay = Overlay { view: upload.view(), bytes: upload.bytes(), is_there: true };
            match which {
                ZoneImage::ColorMap => self.color_map = overlay,
                ZoneImage::Shadows => self.shadows = overlay,
                ZoneImage::TerrainBase => self.terrain_base = overlay,
                ZoneImage::LitTiles => self.lit_tiles = overlay,
                ZoneImage::Mode(mode) => (self.mode_picture, self.mode) = (overlay, *mode),
                ZoneImage::Grass => self.grass = overlay,
            }
            self.group = None;
            self.uploads.pop_front();
        }
        false
    }

    /// How many pictures wait.
    pub fn waiting(&self) -> usize {
        self.uploads.len()
    }

    /// Whether it has a picture.
    pub fn has(&self, which: ZoneImage) -> bool {
        match which {
            ZoneImage::ColorMap => self.color_map.is_there,
            ZoneImage::Shadows => self.shadows.is_there,
            ZoneImage::TerrainBase => self.terrain_base.is_there,
            ZoneImage::LitTiles => self.lit_tiles.is_there,
            ZoneImage::Mode(mode) => self.mode_picture.is_there && self.mode == mode,
            ZoneImage::Grass => self.grass.is_there,
        }
    }

    /// Forgets group 1, so that it is made anew for other pipelines.
    pub fn unbind(&mut self) {
        self.group = None;
    }

    /// Makes group 1 if something of it has changed.
    pub fn bind(
        &mut self,
        gpu: &Gpu,
        pipelines: &TerrainPipelines,
        colors: &PaletteTexture,
        filter: Filter,
        split_arrays: bool,
    ) {
        if self.group.is_some() {
            return;
        }
        let anisotropy = if filter == Filter::Anisotropic { 16 } else { 1 };
        let zone = ZoneBindings {
            residency: &self.residency,
            tiles: &self.tiles,
            tile_sampler: &tile_sampler(gpu, filter),
            smooth_sampler: &smooth_sampler(gpu, wgpu::AddressMode::ClampToEdge, anisotropy),
            repeat_sampler: &smooth_sampler(gpu, wgpu::AddressMode::Repeat, anisotropy),
            color_map: &self.color_map.view,
            color_pages: self.pages.as_ref().map_or(&self.tiles.views[0], |pages| &pages.view),
            terrain_base: &self.terrain_base.view,
            shadow_map: &self.shadows.view,
            lit_tiles: &self.lit_tiles.view,
            mode_picture: &self.mode_picture.view,
            crisp_sampler: &crisp_sampler(gpu),
            ramp: &colors.view,
            grass: &self.grass.view,
            patch_states: self.frozen.as_ref().map_or(&self.lit_tiles.view, |frozen| &frozen.view),
        };
        self.group = Some(pipelines.bind(gpu, &zone, split_arrays));
    }

    /// Group 1; none before [`ZoneOnGpu::bind`].
    pub fn group(&self) -> Option<&wgpu::BindGroup> {
        self.group.as_ref()
    }

    /// Bytes of buffers and of textures.
    pub fn bytes(&self) -> (u64, u64) {
        let overlays =
            [&self.color_map, &self.shadows, &self.terrain_base, &self.lit_tiles, &self.mode_picture, &self.grass]
                .map(|overlay| overlay.bytes);
        let (water_buffers, water_textures) =
            self.water.as_ref().map_or((0, 0), |water| (water.buffer_bytes(), water.texture_bytes()));
        let pages = self.pages.as_ref().map_or(0, Pages::bytes);
        let frozen = self.frozen.as_ref().map_or(0, Frozen::bytes);
        let textures = self.tiles.bytes() + pages + frozen + overlays.iter().sum::<u64>() + water_textures;
        (self.residency.bytes() + water_buffers, textures)
    }

    /// Looks from `looking` at what was selected for an eye that is frozen, or at nothing but the selection.
    pub fn look(&mut self, gpu: &Gpu, chosen: &Selection, looking: Option<&ViewParams>, rules: &LodRules) {
        if self.frozen.is_some() != looking.is_some() {
            self.frozen = looking.map(|_| Frozen::new(gpu, self.ground.tree().patches_per_side()));
            self.group = None;
        }
        if let (Some(frozen), Some(view_params)) = (&mut self.frozen, looking) {
            frozen.look(gpu, self.ground.tree(), &self.residency, chosen, view_params, rules);
        }
    }

    /// Selects what to draw and brings what is missing into slots, coarse before fine, until nothing is missing or the
    /// frame's budget is spent. Tells whether something is still missing.
    pub fn stream(
        &mut self,
        selection: &mut Selection,
        view_params: &ViewParams,
        options: &FrameOptions,
        frame: u32,
    ) -> bool {
        let tree = self.ground.tree();
        selection.page_levels = self.pages.as_ref().map_or(0, Pages::levels);
        let mut budget = options.node_budget;
        loop {
            selection.walk(tree, view_params, &options.lod, |node| self.residency.holds(node));
            for &id in &selection.used {
                self.residency.touch(tree.index(id), frame);
            }
            if selection.wanted.is_empty() {
                return false;
            }
            let mut loaded = 0;
            for &id in selection.wanted.iter().take(budget) {
                if !self.residency.load(&self.ground, id, frame) {
                    // every slot is in use: this is as fine as the memory allows
                    selection.walk(tree, view_params, &options.lod, |node| self.residency.holds(node));
                    return false;
                }
                loaded += 1;
            }
            budget -= loaded;
            if budget == 0 {
                selection.walk(tree, view_params, &options.lod, |node| self.residency.holds(node));
                return !selection.wanted.is_empty();
            }
        }
    }
}

//! Terrain of a zone in GPU memory: nodes, tile textures, images, and the draws of a frame.

use crate::render::drawer::DrawPass;
use crate::render::gpu::Gpu;
use crate::render::overlays;
use crate::render::quality::Filter;
use crate::render::terrain::draw_lists::{DrawLists, ListOptions};
use crate::render::terrain::frozen_view::FrozenView;
use crate::render::terrain::pages::ColorPages;
use crate::render::terrain::palette_texture::PaletteTexture;
use crate::render::terrain::residency::Residency;
use crate::render::terrain::tiles::{TileArrays, tile_sampler};
use crate::render::terrain::zone_images::ZoneImages;
use crate::render::terrain::{TerrainShared, page_bytes};
use crate::render::textures::{crisp_sampler, smooth_sampler};
use crate::render::view::{FrameOptions, FrameParams, FrameStats, GpuMemory};
use crate::scene::SceneUpdate;
use crate::scene::lights::SceneLight;
use crate::scene::modes::ViewMode;
use crate::scene::modes::contours::step_for;
use crate::scene::raster::mip_image::ZoneImage;
use crate::scene::terrain::Terrain;
use crate::scene::terrain::select::{DrawnNode, Selection, ViewParams};
use crate::scene::terrain::shores::Shores;
use std::sync::Arc;

/// GPU memory for streamed data.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MemoryBudget {
    node_bytes: u64,
    page_bytes: u64,
}

impl MemoryBudget {
    /// The shares of `bytes` for a zone, or defaults without a budget.
    pub fn new(gpu: &crate::render::Caps, bytes: Option<u64>) -> MemoryBudget {
        MemoryBudget { node_bytes: gpu.node_bytes(bytes), page_bytes: page_bytes(gpu.is_cpu, bytes) }
    }
}

/// Samplers of the terrain textures.
pub(super) struct Samplers {
    /// Sampler of tile textures.
    pub tiles: wgpu::Sampler,
    /// Images over the whole zone.
    pub smooth: wgpu::Sampler,
    /// The base texture, repeated per tile.
    pub repeat: wgpu::Sampler,
    /// Images of view modes, with visible texels.
    pub crisp: wgpu::Sampler,
}

impl Samplers {
    fn new(gpu: &Gpu, filter: Filter) -> Samplers {
        let anisotropy = if filter == Filter::Anisotropic { 16 } else { 1 };
        Samplers {
            tiles: tile_sampler(gpu, filter),
            smooth: smooth_sampler(gpu, wgpu::AddressMode::ClampToEdge, anisotropy),
            repeat: smooth_sampler(gpu, wgpu::AddressMode::Repeat, anisotropy),
            crisp: crisp_sampler(gpu),
        }
    }
}

/// What changes the color of the terrain from outside, in a frame.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    /// The point lights that reach something in the picture.
    pub lights: &'a [SceneLight],
    /// The border of the zone fades.
    pub has_border: bool,
}

/// The terrain on the GPU. Several drawers use it, so it belongs to the scene view.
pub(crate) struct TerrainResources {
    pub terrain: Arc<Terrain>,
    pub tiles: TileArrays,
    pub images: ZoneImages,
    pub lists: DrawLists,
    residency: Residency,
    selection: Selection,
    /// Where the zone's water meets the terrain; none without water.
    shores: Option<Arc<Shores>>,
    pages: Option<ColorPages>,
    /// The view of another eye on the nodes selected for the frozen one.
    frozen: Option<FrozenView>,
    palette: PaletteTexture,
    samplers: Samplers,
    budget: MemoryBudget,
    /// Group 1; none after one of its resources has changed.
    group: Option<wgpu::BindGroup>,
    frame: u32,
}

impl TerrainResources {
    /// Allocates the resources of a terrain, without uploads.
    pub fn new(
        gpu: &Gpu,
        shared: &TerrainShared,
        terrain: Arc<Terrain>,
        filter: Filter,
        budget: MemoryBudget,
    ) -> TerrainResources {
        TerrainResources {
            tiles: TileArrays::new(gpu, terrain.gtd().textures()),
            images: ZoneImages::new(gpu),
            lists: DrawLists::new(shared.indices.clone()),
            residency: Residency::new(gpu, terrain.tree().node_count(), budget.node_bytes),
            selection: Selection::default(),
            shores: None,
            pages: None,
            frozen: None,
            palette: PaletteTexture::new(gpu),
            samplers: Samplers::new(gpu, filter),
            budget,
            group: None,
            frame: 1,
            terrain,
        }
    }

    /// Applies the terrain's part of a scene update.
    pub fn apply(&mut self, gpu: &Gpu, update: &SceneUpdate) {
        match update {
            SceneUpdate::TileTexture { indices, image, .. } => self.tiles.upload(gpu, indices, image),
            SceneUpdate::Image { which, image } => self.images.set(gpu, *which, image.clone()),
            SceneUpdate::ColorPages(cells) => {
                let tree = self.terrain.tree();
                self.pages = Some(ColorPages::new(gpu, cells.clone(), tree, self.budget.page_bytes));
                self.group = None;
            }
            SceneUpdate::Water(water) => {
                self.shores = Some(Arc::new(Shores::new(self.terrain.tree(), &water.mesh)));
            }
            _ => {}
        }
    }

    /// Removes an image of the zone.
    pub fn remove(&mut self, gpu: &Gpu, image: ZoneImage) {
        if self.images.remove(gpu, image) {
            self.group = None;
        }
    }

    /// Sets the filter of tile textures.
    pub fn set_filter(&mut self, gpu: &Gpu, filter: Filter) {
        self.samplers = Samplers::new(gpu, filter);
        self.group = None;
    }

    /// Selects the nodes of a frame, uploads missing data within the frame's budgets, and lists the draws.
    pub fn update(
        &mut self,
        gpu: &Gpu,
        shared: &TerrainShared,
        frame: &FrameParams,
        around: Surroundings,
        stats: &mut FrameStats,
    ) {
        let FrameParams { options, view, .. } = *frame;
        self.frame += 1;
        self.palette.show(gpu, options.mode);
        if self.images.advance(gpu, options.upload_bytes) {
            self.group = None;
        }
        let patches_per_side = self.terrain.tree().patches_per_side();
        let selected_for = options.frozen.as_ref().unwrap_or(view);
        let streamed = options.with_heights_from_above(view, frame.size_px, patches_per_side);
        stats.streaming = self.images.waiting() > 0;
        stats.streaming |= self.stream_nodes(selected_for, &streamed);
        self.look_from(gpu, options.frozen.is_some().then_some(view), options);
        self.residency.flush(gpu);
        stats.streaming |= self.stream_pages(gpu, view, options.upload_bytes == u64::MAX);
        self.list(gpu, view, options, around);
        if self.group.is_none() {
            self.group = Some(shared.group(gpu, self));
        }
        self.count(stats);
    }

    /// Selects nodes and packs missing ones into slots, coarse before fine, until nothing is missing or the frame's
    /// budget is spent. Returns whether nodes are still missing.
    fn stream_nodes(&mut self, view: &ViewParams, options: &FrameOptions) -> bool {
        let (tree, selection) = (self.terrain.tree(), &mut self.selection);
        selection.page_levels = self.pages.as_ref().map_or(0, ColorPages::levels);
        selection.shores = self.shores.clone().filter(|_| options.water);
        let mut budget = options.node_budget;
        loop {
            selection.walk(tree, view, &options.lod, |node| self.residency.holds(node));
            for &id in &selection.used {
                self.residency.touch(tree.index(id), self.frame);
            }
            if selection.wanted.is_empty() {
                return false;
            }
            let mut loaded = 0;
            for &id in selection.wanted.iter().take(budget) {
                if !self.residency.load(&self.terrain, id, self.frame) {
                    // every slot is in use: this is as fine as the memory allows
                    selection.walk(tree, view, &options.lod, |node| self.residency.holds(node));
                    return false;
                }
                loaded += 1;
            }
            budget -= loaded;
            if budget == 0 {
                selection.walk(tree, view, &options.lod, |node| self.residency.holds(node));
                return !selection.wanted.is_empty();
            }
        }
    }

    /// Selects from `view` among the nodes of the frozen eye; without a frozen eye the selection is the view's own.
    fn look_from(&mut self, gpu: &Gpu, view: Option<&ViewParams>, options: &FrameOptions) {
        if self.frozen.is_some() != view.is_some() {
            self.frozen = view.map(|_| FrozenView::new(gpu, self.terrain.tree().patches_per_side()));
            self.group = None;
        }
        if let (Some(frozen), Some(view)) = (&mut self.frozen, view) {
            frozen.look(gpu, self.terrain.tree(), &self.residency, &self.selection, view, &options.lod);
        }
    }

    /// Uploads pages of the color map. Returns whether some are still missing.
    fn stream_pages(&mut self, gpu: &Gpu, view: &ViewParams, all: bool) -> bool {
        let drawn = &self.frozen.as_ref().map_or(&self.selection, |frozen| &frozen.selection).drawn;
        let Some(pages) = &mut self.pages else { return false };
        pages.stream(gpu, self.terrain.tree(), drawn, view, self.frame, all)
    }

    fn list(&mut self, gpu: &Gpu, view: &ViewParams, options: &FrameOptions, around: Surroundings) {
        let cells = overlays::draws_on_terrain(options.overlays, &self.images);
        let Surroundings { lights, has_border } = around;
        let border_m = has_border.then_some(options.border_m.max(1.0));
        let list_options = ListOptions { fade_m: self.fade_m(view, options), cells, lights, border_m };
        let drawn = &self.frozen.as_ref().map_or(&self.selection, |frozen| &frozen.selection).drawn;
        let sources = (&self.residency, self.pages.as_ref());
        self.lists.fill(&self.terrain, sources, drawn, view, list_options);
        self.lists.upload(gpu);
    }

    fn count(&self, stats: &mut FrameStats) {
        stats.patch_states = self.frozen.as_ref().map(|frozen| frozen.states.counts());
        stats.pages_wanted = self.pages.as_ref().map_or(0, |pages| pages.wanted() as u32);
        stats.pictures_waiting = self.images.waiting() as u32;
        stats.triangles = self.lists.triangles();
        stats.nodes_drawn = self.selection.drawn.len() as u32;
        stats.nodes_wanted = self.selection.wanted.len() as u32;
        stats.nodes_resident = self.residency.resident() as u32;
        stats.nodes_total = self.terrain.tree().node_count() as u32;
    }

    /// Distances at which tiles begin and end to fade into the color map or the image of the view mode; none without
    /// fading.
    fn fade_m(&self, view: &ViewParams, options: &FrameOptions) -> Option<[f32; 2]> {
        /// No tiles at any distance.
        const NO_TILES_M: [f32; 2] = [-1.0, 0.0];
        let mode = options.mode;
        if !mode.has_tiles() && !mode.shows_color_map() {
            return Some(NO_TILES_M);
        }
        let has_image = self.shows_color_map(mode) || self.images.has(ZoneImage::Mode(mode));
        (has_image && options.color_map).then(|| options.tile_fade_m(view))
    }

    /// Whether the color map is available, in a mode that shows it.
    pub fn shows_color_map(&self, mode: ViewMode) -> bool {
        self.images.shows_color_map(mode)
    }

    /// Whether the color map has finer pages.
    pub fn has_pages(&self) -> bool {
        self.pages.is_some()
    }

    /// Contour step of a frame in meters.
    pub fn contour_step_m(&self, options: &FrameOptions) -> f32 {
        options.contour_step_m.unwrap_or_else(|| step_for(self.heights_m(options)))
    }

    /// Heights at the ends of the ramp in meters.
    pub fn heights_m(&self, options: &FrameOptions) -> [f32; 2] {
        options.heights_m.unwrap_or_else(|| self.terrain.height_range_m().into())
    }

    /// The drawn nodes, nearest first.
    pub fn drawn(&self) -> &[DrawnNode] {
        &self.frozen.as_ref().map_or(&self.selection, |frozen| &frozen.selection).drawn
    }

    /// The nodes selected for the eye, or for the frozen one.
    pub fn selected(&self) -> &[DrawnNode] {
        &self.selection.drawn
    }

    /// Sets group 1. False before the first [`TerrainResources::update`].
    pub fn set_group(&self, pass: &mut DrawPass) -> bool {
        if let Some(group) = &self.group {
            pass.set_group(group);
        }
        self.group.is_some()
    }

    /// GPU memory in bytes.
    pub fn memory(&self) -> GpuMemory {
        let pages = self.pages.as_ref().map_or(0, ColorPages::bytes);
        let frozen = self.frozen.as_ref().map_or(0, FrozenView::bytes);
        GpuMemory {
            buffers: self.residency.bytes() + self.lists.bytes(),
            textures: self.tiles.bytes() + self.images.bytes() + pages + frozen + PaletteTexture::BYTES,
        }
    }
}

/// Pages of the color map; a placeholder array without pages.
impl TerrainResources {
    pub(super) fn node_slots(&self) -> &wgpu::Buffer {
        &self.residency.buffer
    }

    pub(super) fn samplers(&self) -> &Samplers {
        &self.samplers
    }

    pub(super) fn palette(&self) -> &wgpu::TextureView {
        &self.palette.view
    }

    /// Patch states of the frozen eye; a placeholder texture without one.
    pub(super) fn color_pages(&self) -> &wgpu::TextureView {
        self.pages.as_ref().map_or(self.tiles.view(0), |pages| &pages.view)
    }

    /// States of patches for the frozen eye; any texture where there is none.
    pub(super) fn patch_states(&self) -> &wgpu::TextureView {
        self.frozen.as_ref().map_or(&self.palette.view, |frozen| &frozen.view)
    }
}

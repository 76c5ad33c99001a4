//! Pages of the color map on the GPU, for zones that are too large for a single image.
//!
//! Each drawn node with the color map uses the page that matches the pixels at its distance, or the next coarser
//! resident one. Missing pages are composed on other threads. `scene::terrain::stream` decides which pages are kept.

use crate::platform::thread;
use crate::render::gpu::Gpu;
use crate::render::textures::{create_array, write};
use crate::scene::raster::color_cells::{
    ColorCells, FINEST_PAGE_LEVEL, PAGE_GUTTER_PX, PAGE_INNER_PX, PAGE_MIPS, PAGE_PX,
};
use crate::scene::raster::mip_image::MipImage;
use crate::scene::space::TILE_M;
use crate::scene::terrain::nodes::{NodeId, NodeTree};
use crate::scene::terrain::select::{DrawnNode, ViewParams};
use crate::scene::terrain::stream::SlotPool;
use glam::DVec3;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Maximum number of pages that are composed at a time.
const MOST_ASKED: usize = 8;
/// Minimum number of pages in a pool.
const FEWEST: u64 = 16;

/// Bytes of a page.
const PAGE_BYTES: u64 = {
    let (mut bytes, mut side, mut level) = (0, PAGE_PX as u64, 0);
    while level < PAGE_MIPS {
        bytes += side * side * 4;
        side /= 2;
        level += 1;
    }
    bytes
};

/// A composed page with its node.
type FinishedPage = (NodeId, MipImage);

/// Pool of resident pages.
pub(super) struct ColorPages {
    cells: Arc<ColorCells>,
    texture: wgpu::Texture,
    /// Array texture with all pages.
    pub view: wgpu::TextureView,
    pool: SlotPool,
    wanted: Vec<NodeId>,
    asked: HashSet<NodeId>,
    to_us: Sender<FinishedPage>,
    made: Receiver<FinishedPage>,
}

impl ColorPages {
    /// Creates a pool within a budget of bytes, for the pages of a zone's cells.
    pub fn new(gpu: &Gpu, cells: Arc<ColorCells>, tree: &NodeTree, budget_bytes: u64) -> ColorPages {
        let most = u64::from(gpu.caps.max_array_layers);
        let layers = (budget_bytes / PAGE_BYTES).clamp(FEWEST, most.max(FEWEST)) as u32;
        let texture = create_array(gpu, "color pages", [PAGE_PX, PAGE_PX], PAGE_MIPS, layers);
        let view = texture.create_view(&wgpu::TextureViewDescriptor {
            label: Some("color pages"),
            dimension: Some(wgpu::TextureViewDimension::D2Array),
            ..Default::default()
        });
        let (to_us, made) = channel();
        ColorPages {
            cells,
            texture,
            view,
            pool: SlotPool::new(tree.node_count(), layers),
            wanted: Vec::new(),
            asked: HashSet::new(),
            to_us,
            made,
        }
    }

    /// Number of page levels of the zone.
    pub fn levels(&self) -> u8 {
        self.cells.page_levels()
    }

    /// Bytes on the GPU.
    pub fn bytes(&self) -> u64 {
        self.pool.capacity() as u64 * PAGE_BYTES
    }

    /// Number of missing pages in the last frame.
    pub fn wanted(&self) -> usize {
        self.wanted.len()
    }

    /// Streams the pages of the drawn nodes: uploads up to `most` finished pages and requests missing ones, or waits
    /// for all of them if `all` is set. Returns whether pages are still missing.
    pub fn stream(
        &mut self,
        gpu: &Gpu,
        tree: &NodeTree,
        drawn: &[DrawnNode],
        view_params: &ViewParams,
        frame: u32,
        all: bool,
    ) -> bool {
        self.find_wanted(tree, drawn, view_params, frame);
        let room = if all { usize::MAX } else { MOST_ASKED };
        for i in 0..self.wanted.len() {
            if self.asked.len() >= room {
                break;
            }
            self.ask(self.wanted[i], all);
        }
        while !self.asked.is_empty() {
            let next = if all { self.made.recv().ok() } else { self.made.try_recv().ok() };
            let Some((id, page)) = next else { break };
            self.asked.remove(&id);
            // no slot is free: this is as fine as the memory allows
            if let Some(slot) = self.pool.claim(tree.index(id), frame) {
                write(gpu, &self.texture, slot, &page);
            }
        }
        !self.asked.is_empty()
    }

    /// Collects the pages of the nodes, nearest first, and marks resident ones as used.
    fn find_wanted(&mut self, tree: &NodeTree, drawn: &[DrawnNode], view_params: &ViewParams, frame: u32) {
        self.wanted.clear();
        for node in drawn {
            let Some(id) = self.page_of(node, view_params) else { continue };
            if self.pool.slot(tree.index(id)).is_none() && self.wanted.last() != Some(&id) {
                self.wanted.push(id);
            }
            if let Some((id, _)) = self.best(tree, id) {
                self.pool.touch(tree.index(id), frame);
            }
        }
    }

    /// Requests a page. It is made at once where it is waited for and no other core could make it.
    fn ask(&mut self, id: NodeId, waits: bool) {
        if self.asked.insert(id) {
            let (cells, to_us) = (self.cells.clone(), self.to_us.clone());
            // the receiver is gone once the zone is closed
            let make = move || drop(to_us.send((id, cells.page(id))));
            if waits && thread::available_cores() == 1 { make() } else { thread::spawn_in_pool(make) }
        }
    }

    /// The page for a node; none if the image of the whole zone is as fine.
    fn page_of(&self, node: &DrawnNode, view_params: &ViewParams) -> Option<NodeId> {
        let level = FINEST_PAGE_LEVEL + view_params.page_level(node.reach_m[0], self.levels());
        let mut id = node.id;
        while id.level < level {
            id = id.parent();
        }
        (id.level < FINEST_PAGE_LEVEL + self.levels()).then_some(id)
    }

    /// The page or its finest resident ancestor, with its slot.
    fn best(&self, tree: &NodeTree, mut id: NodeId) -> Option<(NodeId, u32)> {
        loop {
            if let Some(slot) = self.pool.slot(tree.index(id)) {
                return Some((id, slot));
            }
            if id.level + 1 >= FINEST_PAGE_LEVEL + self.levels() {
                return None;
            }
            id = id.parent();
        }
    }

    /// Shader data of a node's page: its south-west corner relative to the eye in meters (gutter included), 1 / side in
    /// 1/m, and its layer; a negative layer means the image of the whole zone.
    pub fn place(&self, tree: &NodeTree, node: &DrawnNode, view_params: &ViewParams) -> [f32; 4] {
        let Some((id, slot)) = self.page_of(node, view_params).and_then(|id| self.best(tree, id)) else {
            return NO_PAGE;
        };
        let texel_m = f64::from(id.side_m()) / f64::from(PAGE_INNER_PX);
        let (x, z) = id.first_vertex();
        let corner =
            DVec3::new(f64::from(x), 0.0, f64::from(z)) * f64::from(TILE_M) - texel_m * f64::from(PAGE_GUTTER_PX);
        let origin = corner - view_params.eye;
        [origin.x as f32, origin.z as f32, (1.0 / (texel_m * f64::from(PAGE_PX))) as f32, slot as f32]
    }
}

/// Shader data of a node without a page.
pub(super) const NO_PAGE: [f32; 4] = [0.0, 0.0, 0.0, -1.0];

/// Bytes for pages: a twelfth of the budget, or the needs of a large screen without one.
pub(crate) fn page_bytes(is_cpu: bool, budget_bytes: Option<u64>) -> u64 {
    let plenty = if is_cpu { 256 } else { 1024 } * PAGE_BYTES;
    budget_bytes.map_or(plenty, |bytes| (bytes / 12).min(plenty))
}

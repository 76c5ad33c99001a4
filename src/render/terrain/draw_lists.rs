//! Draw calls of the terrain: each node is one instance, its cells of a kind are one indirect draw, and all draws of a
//! kind are one call.

use crate::render::drawer::DrawPass;
use crate::render::gpu::Gpu;
use crate::render::terrain::pages::{ColorPages, NO_PAGE};
use crate::render::terrain::residency::Residency;
use crate::render::vertex::{GrowingBuffer, VertexLayout, vertex_layout};
use crate::scene::space::{PATCH_TILES, TILE_M};
use crate::scene::terrain::Terrain;
use crate::scene::terrain::patch::NODE_CELLS;
use crate::scene::terrain::select::{DrawnNode, ViewParams};
use bytemuck::{Pod, Zeroable};
use glam::Vec2;

/// Instance data of a node: `NodeInstance` in shaders/lib/node.wgsl.
#[repr(C)]
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
pub(crate) struct NodeInstance {
    /// Slot in the pool of nodes.
    slot: u32,
    /// South-west corner in meters, relative to the eye: east and north.
    origin: Vec2,
    /// Side of a cell in meters.
    cell_m: f32,
    /// Height of the skirt in meters.
    skirt_m: f32,
    /// Page of the color map, as described by [`ColorPages::place`].
    page: [f32; 4],
}

pub(crate) const INSTANCES: VertexLayout = vertex_layout!(
    NodeInstance,
    Instance { slot: Uint32, origin: Float32x2, cell_m: Float32, skirt_m: Float32, page: Float32x4 }
);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum CellKind {
    One,
    /// Two tile textures, added.
    Two,
    /// One tile texture that fades into the color map with distance.
    OneFading,
    /// Two that fade into the color map with distance.
    TwoFading,
    /// The color map under the base texture: cells without a texture of their own.
    Bare,
    /// The color map, or the height tint without one: distant tiles, coarse cells and skirts.
    Far,
}

impl CellKind {
    /// All kinds, in drawing order.
    pub const ALL: [CellKind; 6] =
        [CellKind::One, CellKind::Two, CellKind::OneFading, CellKind::TwoFading, CellKind::Bare, CellKind::Far];

    /// Whether it samples tile textures.
    pub fn has_tiles(self) -> bool {
        !matches!(self, CellKind::Bare | CellKind::Far)
    }

    /// Whether it samples the color map.
    pub fn has_color_map(self) -> bool {
        !matches!(self, CellKind::One | CellKind::Two)
    }

    /// Kinds of a node's cells with one and with two textures, by whether no part, some or all of the node lies beyond
    /// the distance at which tiles fade.
    fn of_tiles(node: &DrawnNode, fade_m: Option<[f32; 2]>) -> [CellKind; 2] {
        let [nearest_m, farthest_m] = node.reach_m;
        match fade_m {
            _ if node.id.level > 0 => [CellKind::Far, CellKind::Far],
            Some([_, end_m]) if nearest_m >= end_m => [CellKind::Far, CellKind::Far],
            Some([start_m, _]) if farthest_m > start_m => [CellKind::OneFading, CellKind::TwoFading],
            _ => [CellKind::One, CellKind::Two],
        }
    }
}

/// Arguments of an indirect draw, in GPU layout.
#[repr(C)]
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
struct IndirectDraw {
    index_count: u32,
    instance_count: u32,
    first_index: u32,
    base_vertex: i32,
    first_instance: u32,
}

/// First skirt vertex; the vertices before it are the corners of cells, four per cell.
pub(super) const SKIRT_FIRST_VERTEX: u32 = NODE_CELLS as u32 * 4;
/// Vertices of a skirt along one edge: two for each vertex of the edge.
pub(super) const SKIRT_EDGE_VERTICES: u32 = (PATCH_TILES + 1) * 2;

const CELL_INDICES: u32 = 6;
const SKIRT_FIRST_INDEX: u32 = NODE_CELLS as u32 * CELL_INDICES;
const SKIRT_EDGE_INDICES: u32 = PATCH_TILES * CELL_INDICES;

/// Indices of all cells, then of the skirts for each set of edges.
pub(super) fn node_indices() -> Vec<u16> {
    let mut indices: Vec<u16> =
        (0..64u16).flat_map(|cell| [0, 1, 2, 2, 1, 3].map(|corner| cell * 4 + corner)).collect();
    for mask in 0..16u16 {
        for edge in (0..4).filter(|edge| mask & 1 << edge != 0) {
            let first = SKIRT_FIRST_VERTEX as u16 + edge * SKIRT_EDGE_VERTICES as u16;
            for step in 0..8 {
                let [top, bottom, next, below] = [0, 1, 2, 3].map(|i| first + step * 2 + i);
                // wound so that the skirt faces away from the node
                indices.extend(match edge {
                    0 | 3 => [top, bottom, next, next, bottom, below],
                    _ => [top, next, bottom, bottom, next, below],
                });
            }
        }
    }
    indices
}

/// First index and index count of the skirts of a set of edges.
fn skirt_range(mask: u8) -> (u32, u32) {
    let before: u32 = (0..mask).map(u8::count_ones).sum();
    (SKIRT_FIRST_INDEX + before * SKIRT_EDGE_INDICES, mask.count_ones() * SKIRT_EDGE_INDICES)
}

/// Draws of a frame. Reused, so that the steady state allocates nothing.
pub(crate) struct DrawLists {
    indices: wgpu::Buffer,
    instances: Vec<NodeInstance>,
    instance_buffer: GrowingBuffer,
    kinds: [DrawList; CellKind::ALL.len()],
    /// All cells regardless of kind, for overlays.
    cells: DrawList,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ListOptions {
    /// Distances at which tiles begin and end to fade into the color map, if they do.
    pub fade_m: Option<[f32; 2]>,
    /// Also list all cells, for overlays.
    pub cells: bool,
}

struct DrawList {
    args: Vec<IndirectDraw>,
    buffer: GrowingBuffer,
}

impl Default for DrawList {
    fn default() -> DrawList {
        DrawList { args: Vec::new(), buffer: GrowingBuffer::new("node draws", wgpu::BufferUsages::INDIRECT) }
    }
}

impl DrawList {
    fn push(&mut self, first_index: u32, index_count: u32, first_instance: u32) {
        if index_count > 0 {
            self.args.push(IndirectDraw {
                index_count,
                instance_count: 1,
                first_index,
                base_vertex: 0,
                first_instance,
            });
        }
    }
}

impl DrawLists {
    /// Creates empty lists for an index buffer of [`node_indices`].
    pub fn new(indices: wgpu::Buffer) -> DrawLists {
        DrawLists {
            indices,
            instances: Vec::new(),
            instance_buffer: GrowingBuffer::new("node instances", wgpu::BufferUsages::VERTEX),
            kinds: Default::default(),
            cells: DrawList::default(),
        }
    }

    /// Lists the draws of selected nodes, nearest first.
    pub(super) fn fill(
        &mut self,
        terrain: &Terrain,
        (residency, pages): (&Residency, Option<&ColorPages>),
        drawn: &[DrawnNode],
        view_params: &ViewParams,
        options: ListOptions,
    ) {
        let (tree, eye) = (terrain.tree(), view_params.eye);
        self.instances.clear();
        self.kinds.iter_mut().chain([&mut self.cells]).for_each(|list| list.args.clear());
        for node in drawn {
            let Some((slot, counts)) = residency.slot(tree.index(node.id)) else { continue };
            let instance = self.instances.len() as u32;
            let cell_m = node.id.side_m() / PATCH_TILES as f32;
            let corner_m = <[u32; 2]>::from(node.id.first_vertex()).map(|vertex| f64::from(vertex) * f64::from(TILE_M));
            let origin = Vec2::new((corner_m[0] - eye.x) as f32, (corner_m[1] - eye.z) as f32);
            let page = pages.map_or(NO_PAGE, |pages| pages.place(tree, node, view_params));
            self.instances.push(NodeInstance { slot, origin, cell_m, skirt_m: node.skirt_m, page });
            let [one, two, bare] = [counts.one, counts.two, counts.bare].map(|count| u32::from(count) * CELL_INDICES);
            match CellKind::of_tiles(node, options.fade_m) {
                [CellKind::Far, _] => self.push(CellKind::Far, 0, one + two, instance),
                [kind_of_one, kind_of_two] => {
                    self.push(kind_of_one, 0, one, instance);
                    self.push(kind_of_two, one, two, instance);
                }
            }
            self.push(CellKind::Bare, one + two, bare, instance);
            if options.cells {
                self.cells.push(0, one + two + bare, instance);
            }
            let (first, count) = skirt_range(node.skirts);
            self.push(CellKind::Far, first, count, instance);
        }
    }

    fn push(&mut self, kind: CellKind, first_index: u32, index_count: u32, first_instance: u32) {
        self.kinds[kind as usize].push(first_index, index_count, first_instance);
    }

    fn lists(&self) -> impl Iterator<Item = &DrawList> {
        self.kinds.iter().chain([&self.cells])
    }

    /// Whether there are no cells of a kind.
    pub fn is_empty(&self, kind: CellKind) -> bool {
        self.kinds[kind as usize].args.is_empty()
    }

    /// Bytes on the GPU.
    pub fn bytes(&self) -> u64 {
        self.instance_buffer.bytes() + self.lists().map(|list| list.buffer.bytes()).sum::<u64>()
    }

    /// Triangles of all draws.
    pub fn triangles(&self) -> u64 {
        self.lists().flat_map(|list| &list.args).map(|draw| u64::from(draw.index_count / 3)).sum()
    }

    /// Writes the lists to the GPU.
    pub(super) fn upload(&mut self, gpu: &Gpu) {
        self.instance_buffer.write(gpu, bytemuck::cast_slice(&self.instances));
        for list in self.kinds.iter_mut().chain([&mut self.cells]) {
            list.buffer.write(gpu, bytemuck::cast_slice(&list.args));
        }
    }

    /// Draws all cells of a kind.
    pub fn draw(&self, pass: &mut DrawPass, kind: CellKind) {
        self.draw_list(pass, &self.kinds[kind as usize]);
    }

    /// Draws all cells regardless of kind.
    pub fn draw_cells(&self, pass: &mut DrawPass) {
        self.draw_list(pass, &self.cells);
    }

    fn draw_list(&self, pass: &mut DrawPass, list: &DrawList) {
        let (Some(instances), Some(args)) = (self.instance_buffer.get(), list.buffer.get()) else { return };
        if list.args.is_empty() {
            return;
        }
        pass.set_vertices(instances);
        pass.set_indices(&self.indices, wgpu::IndexFormat::Uint16);
        if pass.has_indirect() {
            return pass.draw_indexed_indirect(args, 0..list.args.len() as u32);
        }
        for draw in &list.args {
            let indices = draw.first_index..draw.first_index + draw.index_count;
            pass.draw_indexed(indices, draw.first_instance..draw.first_instance + 1);
        }
    }
}

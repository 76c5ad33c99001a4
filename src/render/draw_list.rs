//! A frame's nodes as a handful of draw calls: each node is one instance, its cells of a kind are one indirect draw, and
//! all draws of a kind are one call. Owns the index buffer's contents and the layout of instances.

use crate::render::gpu::Gpu;
use crate::render::pages::{NO_PAGE, Pages};
use crate::render::residency::Residency;
use crate::scene::terrain::Terrain;
use crate::scene::terrain::select::{DrawnNode, ViewParams};
use bytemuck::{Pod, Zeroable};
use glam::Vec2;

/// One instance: what the vertex shader has to know of a node. `NodeInstance` in shaders/lib/node.wgsl.
#[repr(C)]
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
pub struct NodeInstance {
    /// Slot in the pool.
    pub slot: u32,
    /// South-west corner in meters, relative to the eye: east and north.
    pub origin: Vec2,
    /// Side of a cell in meters.
    pub cell_m: f32,
    /// How far a skirt hangs down in meters.
    pub skirt_m: f32,
    /// Where its colors from afar lie, as [`Pages::place`] tells.
    pub page: [f32; 4],
}

impl NodeInstance {
    /// How pipelines read instances.
    pub fn layout() -> wgpu::VertexBufferLayout<'static> {
        const ATTRIBUTES: [wgpu::VertexAttribute; 5] = wgpu::vertex_attr_array![
            0 => Uint32, 1 => Float32x2, 2 => Float32, 3 => Float32, 4 => Float32x4
        ];
        wgpu::VertexBufferLayout {
            array_stride: size_of::<NodeInstance>() as u64,
            step_mode: wgpu::VertexStepMode::Instance,
            attributes: &ATTRIBUTES,
        }
    }
}

/// What a cell is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One tile texture.
    One,
    /// Two, added.
    Two,
    /// One tile texture that gives way to the color map with distance.
    OneFading,
    /// Two that give way to the color map with distance.
    TwoFading,
    /// The color map under the base texture: cells without a texture of their own.
    Bare,
    /// The color map, or the height's tint where there is none: distant tiles, coarse cells and skirts.
    Far,
}

impl Kind {
    /// All, in the order in which they are drawn.
    pub const ALL: [Kind; 6] = [Kind::One, Kind::Two, Kind::OneFading, Kind::TwoFading, Kind::Bare, Kind::Far];

    /// Whether tile textures are sampled for it.
    pub fn has_tiles(self) -> bool {
        !matches!(self, Kind::Bare | Kind::Far)
    }

    /// Whether it shows the color map.
    pub fn has_color_map(self) -> bool {
        !matches!(self, Kind::One | Kind::Two)
    }

    /// What the tiles of a node are drawn with: whether nothing, a part or all of it lies beyond where they fade.
    fn of_tiles(node: &DrawnNode, fade_m: Option<[f32; 2]>) -> [Kind; 2] {
        let [nearest_m, farthest_m] = node.reach_m;
        match fade_m {
            _ if node.id.level > 0 => [Kind::Far, Kind::Far],
            Some([_, end_m]) if nearest_m >= end_m => [Kind::Far, Kind::Far],
            Some([start_m, _]) if farthest_m > start_m => [Kind::OneFading, Kind::TwoFading],
            _ => [Kind::One, Kind::Two],
        }
    }
}

/// Arguments of an indirect draw, in the order that the GPU reads them.
#[repr(C)]
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
struct IndirectDraw {
    index_count: u32,
    instance_count: u32,
    first_index: u32,
    base_vertex: i32,
    first_instance: u32,
}

const CELL_INDICES: u32 = 6;
const SKIRT_FIRST_INDEX: u32 = 64 * CELL_INDICES;
const SKIRT_EDGE_INDICES: u32 = 8 * CELL_INDICES;

/// Indices of all cells, then the skirts for each set of edges.
pub fn node_indices() -> Vec<u16> {
    let mut indices: Vec<u16> =
        (0..64u16).flat_map(|cell| [0, 1, 2, 2, 1, 3].map(|corner| cell * 4 + corner)).collect();
    for mask in 0..16u16 {
        for edge in (0..4).filter(|edge| mask & 1 << edge != 0) {
            let first = 256 + edge * 18;
            for step in 0..8 {
                let [top, bottom, next, below] = [0, 1, 2, 3].map(|i| first + step * 2 + i);
                // turned so that the skirt's face looks away from the node
                indices.extend(match edge {
                    0 | 3 => [top, bottom, next, next, bottom, below],
                    _ => [top, next, bottom, bottom, next, below],
                });
            }
        }
    }
    indices
}

/// Where the skirts of a set of edges stand among the indices.
fn skirt_range(mask: u8) -> (u32, u32) {
    let before: u32 = (0..mask).map(u8::count_ones).sum();
    (SKIRT_FIRST_INDEX + before * SKIRT_EDGE_INDICES, mask.count_ones() * SKIRT_EDGE_INDICES)
}

/// A frame's draws, kept between frames so that nothing is allocated in the steady state.
#[derive(Default)]
pub struct DrawLists {
    instances: Vec<NodeInstance>,
    instance_buffer: Option<wgpu::Buffer>,
    kinds: [DrawList; Kind::ALL.len()],
    /// All cells once more, whatever their kind, for what lies over them.
    cells: DrawList,
}

/// How the drawn nodes are listed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Listing {
    /// Distances at which tiles begin and end to give way to the color map, where they do.
    pub fade_m: Option<[f32; 2]>,
    /// All cells are wanted once more, for overlays.
    pub cells: bool,
}

#[derive(Default)]
struct DrawList {
    args: Vec<IndirectDraw>,
    buffer: Option<wgpu::Buffer>,
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
    /// Lists the draws of the selected nodes, nearest first. `pages`: of the color map, where it has any.
    pub fn fill(
        &mut self,
        ground: &Terrain,
        residency: &Residency,
        drawn: &[DrawnNode],
        view_params: &ViewParams,
        listing: Listing,
        pages: Option<&Pages>,
    ) {
        let fade_m = listing.fade_m;
        let eye = view_params.eye;
        self.instances.clear();
        self.kinds.iter_mut().chain([&mut self.cells]).for_each(|list| list.args.clear());
        for node in drawn {
            let tree = ground.tree();
            let Some((slot, counts)) = residency.slot(tree.index(node.id)) else { continue };
            let instance = self.instances.len() as u32;
            let cell_m = node.id.side_m() / 8.0;
            let (x, z) = node.id.first_vertex();
            let origin = Vec2::new((f64::from(x) * 4.0 - eye.x) as f32, (f64::from(z) * 4.0 - eye.z) as f32);
            // no crack is deeper than the heights around it reach
            let around = tree.shape(if node.id == tree.root() { node.id } else { node.id.parent() });
            let skirt_m = around.max_m - around.min_m + 1.0;
            let page = pages.map_or(NO_PAGE, |pages| pages.place(tree, node, view_params));
            self.instances.push(NodeInstance { slot, origin, cell_m, skirt_m, page });
            let [one, two, bare] = [counts.one, counts.two, counts.bare].map(|count| u32::from(count) * CELL_INDICES);
            match Kind::of_tiles(node, fade_m) {
                [Kind::Far, _] => self.push(Kind::Far, 0, one + two, instance),
                [kind_of_one, kind_of_two] => {
                    self.push(kind_of_one, 0, one, instance);
                    self.push(kind_of_two, one, two, instance);
                }
            }
            self.push(Kind::Bare, one + two, bare, instance);
            if listing.cells {
                self.cells.push(0, one + two + bare, instance);
            }
            let (first, count) = skirt_range(node.skirts);
            self.push(Kind::Far, first, count, instance);
        }
    }

    fn push(&mut self, kind: Kind, first_index: u32, index_count: u32, first_instance: u32) {
        self.kinds[kind as usize].push(first_index, index_count, first_instance);
    }

    /// Whether there is nothing of a kind.
    pub fn is_empty(&self, kind: Kind) -> bool {
        self.kinds[kind as usize].args.is_empty()
    }

    /// Bytes on the GPU.
    pub fn bytes(&self) -> u64 {
        let lists = self.kinds.iter().chain([&self.cells]);
        let buffers = lists.map(|list| &list.buffer).chain([&self.instance_buffer]);
        buffers.flatten().map(wgpu::Buffer::size).sum()
    }

    /// Triangles of all draws.
    pub fn triangles(&self) -> u64 {
        self.kinds
            .iter()
            .chain([&self.cells])
            .flat_map(|list| &list.args)
            .map(|draw| u64::from(draw.index_count / 3))
            .sum()
    }

    /// Writes the lists to the GPU, in buffers that grow as needed.
    pub fn upload(&mut self, gpu: &Gpu) {
        write_growing(
            gpu,
            &mut self.instance_buffer,
            "node instances",
            bytemuck::cast_slice(&self.instances),
            wgpu::BufferUsages::VERTEX,
        );
        for kind in self.kinds.iter_mut().chain([&mut self.cells]) {
            let data = bytemuck::cast_slice(&kind.args);
            write_growing(gpu, &mut kind.buffer, "node draws", data, wgpu::BufferUsages::INDIRECT);
        }
    }

    /// Draws all of a kind, and tells in how many calls.
    pub fn draw(&self, pass: &mut wgpu::RenderPass, kind: Kind, indirect: bool) -> u32 {
        self.draw_list(pass, &self.kinds[kind as usize], indirect)
    }

    /// Draws all cells once more, and tells in how many calls.
    pub fn draw_cells(&self, pass: &mut wgpu::RenderPass, indirect: bool) -> u32 {
        self.draw_list(pass, &self.cells, indirect)
    }

    fn draw_list(&self, pass: &mut wgpu::RenderPass, list: &DrawList, indirect: bool) -> u32 {
        if list.args.is_empty() {
            return 0;
        }
        let (Some(instances), Some(args)) = (&self.instance_buffer, &list.buffer) else { return 0 };
        pass.set_vertex_buffer(0, instances.slice(..));
        if indirect {
            pass.multi_draw_indexed_indirect(args, 0, list.args.len() as u32);
            return 1;
        }
        for draw in &list.args {
            let range = draw.first_index..draw.first_index + draw.index_count;
            pass.draw_indexed(range, 0, draw.first_instance..draw.first_instance + 1);
        }
        list.args.len() as u32
    }
}

/// Writes data into a buffer that grows as needed; nothing to write leaves it as it is.
pub(super) fn write_growing(
    gpu: &Gpu,
    buffer: &mut Option<wgpu::Buffer>,
    label: &'static str,
    data: &[u8],
    usage: wgpu::BufferUsages,
) {
    if data.is_empty() {
        return;
    }
    let fits = buffer.as_ref().is_some_and(|buffer| buffer.size() >= data.len() as u64);
    if !fits {
        *buffer = Some(gpu.device.create_buffer(&wgpu::BufferDescriptor {
            label: Some(label),
            size: (data.len() as u64).next_power_of_two().max(4096),
            usage: usage | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        }));
    }
    if let Some(buffer) = buffer {
        gpu.queue.write_buffer(buffer, 0, data);
    }
}

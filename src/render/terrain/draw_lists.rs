//! Draw calls of the terrain: each node is one instance, its cells of a kind are one indirect draw, and all draws of a
//! surface (a kind, with or without lamps and border) are one call.

use crate::render::drawer::DrawPass;
use crate::render::gpu::Gpu;
use crate::render::terrain::pages::{ColorPages, NO_PAGE};
use crate::render::terrain::residency::Residency;
use crate::render::vertex::{GrowingBuffer, VertexLayout, vertex_layout};
use crate::scene::lights::{SceneLight, lights_in_box};
use crate::scene::space::{PATCH_TILES, TILE_M};
use crate::scene::terrain::Terrain;
use crate::scene::terrain::patch::NODE_CELLS;
use crate::scene::terrain::select::{DrawnNode, ViewParams};
use bytemuck::{Pod, Zeroable};
use glam::{Vec2, Vec3};

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
    /// Set of the point lights that reach the node.
    lights: u32,
}

pub(crate) const INSTANCES: VertexLayout = vertex_layout!(
    NodeInstance,
    Instance { slot: Uint32, origin: Float32x2, cell_m: Float32, skirt_m: Float32, page: Float32x4, lights: Uint32 }
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
    /// As `Far`, for all cells and skirts of a node together: cells share their vertices.
    Whole,
}

impl CellKind {
    /// All kinds, in drawing order.
    pub const ALL: [CellKind; 7] = [
        CellKind::One,
        CellKind::Two,
        CellKind::OneFading,
        CellKind::TwoFading,
        CellKind::Bare,
        CellKind::Far,
        CellKind::Whole,
    ];

    /// Whether it samples tile textures.
    pub fn has_tiles(self) -> bool {
        !matches!(self, CellKind::Bare | CellKind::Far | CellKind::Whole)
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

/// Cells that one pipeline draws. A software driver computes for every fragment what one of them may need, so lamps and
/// border are left out where they change nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Surface {
    pub kind: CellKind,
    /// Point lights reach it.
    pub has_lamps: bool,
    /// It is where the border of the zone fades.
    pub is_border: bool,
}

impl Surface {
    const COUNT: usize = CellKind::ALL.len() * 4;

    /// All surfaces, in drawing order.
    pub fn all() -> impl Iterator<Item = Surface> {
        (0..Surface::COUNT).map(|index| Surface {
            kind: CellKind::ALL[index / 4],
            has_lamps: index & 1 != 0,
            is_border: index & 2 != 0,
        })
    }

    fn index(self) -> usize {
        self.kind as usize * 4 + usize::from(self.has_lamps) + usize::from(self.is_border) * 2
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

/// First index and index count of a whole node with the skirts of a set of edges.
fn whole_range(mask: u8) -> (u32, u32) {
    let (skirts, count) = skirt_range(mask);
    let (all_skirts, _) = skirt_range(16);
    let before = u32::from(mask) * SKIRT_FIRST_INDEX + skirts - SKIRT_FIRST_INDEX;
    (all_skirts + before, SKIRT_FIRST_INDEX + count)
}

/// Indices of all cells; then of the skirts for each set of edges; then of whole nodes for each set of edges, whose
/// vertices are those of the grid, followed by the lower ones of the skirts (`vs_whole` in shaders/terrain.wgsl).
pub(super) fn node_indices() -> Vec<u16> {
    let mut indices: Vec<u16> =
        (0..64u16).flat_map(|cell| [0, 1, 2, 2, 1, 3].map(|corner| cell * 4 + corner)).collect();
    for mask in 0..16u16 {
        for edge in (0..4).filter(|edge| mask & 1 << edge != 0) {
            let first = SKIRT_FIRST_VERTEX as u16 + edge * SKIRT_EDGE_VERTICES as u16;
            indices.extend((0..8).flat_map(|step| skirt_quad(edge, [0, 1, 2, 3].map(|i| first + step * 2 + i))));
        }
    }
    for mask in 0..16u16 {
        indices.extend((0..64).flat_map(|cell| whole_cell(cell / 8, cell % 8)));
        for edge in (0..4).filter(|edge| mask & 1 << edge != 0) {
            let lower = GRID_VERTICES + edge * GRID_SIDE;
            let quad = |step| [at_edge(edge, step), lower + step, at_edge(edge, step + 1), lower + step + 1];
            indices.extend((0..8).flat_map(|step| skirt_quad(edge, quad(step))));
        }
    }
    indices
}

/// Vertices along a side of a node.
const GRID_SIDE: u16 = PATCH_TILES as u16 + 1;
/// Vertices of the grid of a whole node, x outer.
const GRID_VERTICES: u16 = GRID_SIDE * GRID_SIDE;

/// Both triangles of a piece of a skirt, wound so that it faces away from the node.
fn skirt_quad(edge: u16, [top, bottom, next, below]: [u16; 4]) -> [u16; 6] {
    match edge {
        0 | 3 => [top, bottom, next, next, bottom, below],
        _ => [top, next, bottom, bottom, next, below],
    }
}

/// Both triangles of a cell in the grid of a whole node, as `node_cell` in shaders/lib/node.wgsl.
fn whole_cell(x: u16, z: u16) -> [u16; 6] {
    let is_odd = (x + z) % 2 == 1;
    [0, 1, 2, 2, 1, 3].map(|corner: u16| {
        let (high, low) = (corner / 2, corner % 2);
        let (east, north) = if is_odd { (high, low) } else { (1 - low, high) };
        (x + east) * GRID_SIDE + z + north
    })
}

/// Grid vertex of a whole node on an edge (west, east, south, north).
fn at_edge(edge: u16, step: u16) -> u16 {
    let far = if edge % 2 == 1 { GRID_SIDE - 1 } else { 0 };
    if edge < 2 { far * GRID_SIDE + step } else { step * GRID_SIDE + far }
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
    surfaces: [DrawList; Surface::COUNT],
    /// All cells regardless of kind, for overlays.
    cells: DrawList,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ListOptions<'a> {
    /// Distances at which tiles begin and end to fade into the color map, if they do.
    pub fade_m: Option<[f32; 2]>,
    /// Also list all cells, for overlays.
    pub cells: bool,
    /// Point lights of the frame.
    pub lights: &'a [SceneLight],
    /// Width in meters of the fading border of the zone; none if it does not fade.
    pub border_m: Option<f32>,
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
        if index_count == 0 {
            return;
        }
        match self.args.last_mut() {
            Some(last)
                if (last.first_index, last.index_count) == (first_index, index_count)
                    && last.first_instance + last.instance_count == first_instance =>
            {
                last.instance_count += 1;
            }
            _ => self.args.push(IndirectDraw {
                index_count,
                instance_count: 1,
                first_index,
                base_vertex: 0,
                first_instance,
            }),
        }
    }
}

/// Set of the lights that reach a node or its skirts.
fn lights_of(terrain: &Terrain, node: &DrawnNode, lights: &[SceneLight]) -> u32 {
    if lights.is_empty() {
        return 0;
    }
    let [x, z] = <[u32; 2]>::from(node.id.first_vertex()).map(|vertex| vertex as f32 * TILE_M);
    let shape = terrain.tree().shape(node.id);
    let min = Vec3::new(x, shape.min_m - node.skirt_m, z);
    let side_m = node.id.side_m();
    lights_in_box(lights, min, Vec3::new(x + side_m, shape.max_m, z + side_m))
}

/// Whether a part of a node or its skirts is within a distance of the border of the zone.
fn is_at_border(terrain: &Terrain, node: &DrawnNode, border_m: f32) -> bool {
    let side_m = node.id.side_m();
    let last_m = terrain.gtd().extent_m() - side_m;
    let first_m = <[u32; 2]>::from(node.id.first_vertex()).map(|vertex| vertex as f32 * TILE_M);
    // skirts lean outward
    let reach_m = border_m + side_m / PATCH_TILES as f32;
    first_m.into_iter().any(|m| m < reach_m || last_m - m < reach_m)
}

impl DrawLists {
    /// Creates empty lists for an index buffer of [`node_indices`].
    pub fn new(indices: wgpu::Buffer) -> DrawLists {
        DrawLists {
            indices,
            instances: Vec::new(),
            instance_buffer: GrowingBuffer::new("node instances", wgpu::BufferUsages::VERTEX),
            surfaces: Default::default(),
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
        self.surfaces.iter_mut().chain([&mut self.cells]).for_each(|list| list.args.clear());
        for node in drawn {
            let Some((slot, counts)) = residency.slot(tree.index(node.id)) else { continue };
            let instance = self.instances.len() as u32;
            let cell_m = node.id.side_m() / PATCH_TILES as f32;
            let corner_m = <[u32; 2]>::from(node.id.first_vertex()).map(|vertex| f64::from(vertex) * f64::from(TILE_M));
            let origin = Vec2::new((corner_m[0] - eye.x) as f32, (corner_m[1] - eye.z) as f32);
            let page = pages.map_or(NO_PAGE, |pages| pages.place(tree, node, view_params));
            let lights = lights_of(terrain, node, options.lights);
            self.instances.push(NodeInstance { slot, origin, cell_m, skirt_m: node.skirt_m, page, lights });
            let is_border = options.border_m.is_some_and(|border_m| is_at_border(terrain, node, border_m));
            let surface = |kind| Surface { kind, has_lamps: lights != 0, is_border };
            let [one, two, bare] = [counts.one, counts.two, counts.bare].map(|count| u32::from(count) * CELL_INDICES);
            if options.cells {
                self.cells.push(0, one + two + bare, instance);
            }
            match CellKind::of_tiles(node, options.fade_m) {
                [CellKind::Far, _] if bare == 0 => {
                    let (first, count) = whole_range(node.skirts);
                    self.push(surface(CellKind::Whole), first, count, instance);
                    continue;
                }
                [CellKind::Far, _] => self.push(surface(CellKind::Far), 0, one + two, instance),
                [kind_of_one, kind_of_two] => {
                    self.push(surface(kind_of_one), 0, one, instance);
                    self.push(surface(kind_of_two), one, two, instance);
                }
            }
            self.push(surface(CellKind::Bare), one + two, bare, instance);
            let (first, count) = skirt_range(node.skirts);
            self.push(surface(CellKind::Far), first, count, instance);
        }
    }

    fn push(&mut self, surface: Surface, first_index: u32, index_count: u32, first_instance: u32) {
        self.surfaces[surface.index()].push(first_index, index_count, first_instance);
    }

    fn lists(&self) -> impl Iterator<Item = &DrawList> {
        self.surfaces.iter().chain([&self.cells])
    }

    /// Surfaces with cells, in drawing order.
    pub fn surfaces(&self) -> impl Iterator<Item = Surface> {
        Surface::all().filter(|surface| !self.surfaces[surface.index()].args.is_empty())
    }

    /// Bytes on the GPU.
    pub fn bytes(&self) -> u64 {
        self.instance_buffer.bytes() + self.lists().map(|list| list.buffer.bytes()).sum::<u64>()
    }

    /// Triangles of all draws.
    pub fn triangles(&self) -> u64 {
        self.lists().flat_map(|list| &list.args).map(|draw| u64::from(draw.index_count / 3 * draw.instance_count)).sum()
    }

    /// Writes the lists to the GPU.
    pub(super) fn upload(&mut self, gpu: &Gpu) {
        self.instance_buffer.write(gpu, bytemuck::cast_slice(&self.instances));
        for list in self.surfaces.iter_mut().chain([&mut self.cells]) {
            list.buffer.write(gpu, bytemuck::cast_slice(&list.args));
        }
    }

    /// Draws all cells of a surface.
    pub fn draw(&self, pass: &mut DrawPass, surface: Surface) {
        self.draw_list(pass, &self.surfaces[surface.index()]);
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
            pass.draw_indexed(indices, draw.first_instance..draw.first_instance + draw.instance_count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Place of a vertex of a cell or a skirt, and whether it is below; cells in order of place.
    fn cell_or_skirt(vertex: u32) -> (u32, u32, bool) {
        if vertex < SKIRT_FIRST_VERTEX {
            let (cell, corner) = (vertex / 4, vertex % 4);
            let (x, z) = (cell / PATCH_TILES, cell % PATCH_TILES);
            let (high, low) = (corner / 2, corner % 2);
            let (east, north) = if (x + z) % 2 == 1 { (high, low) } else { (1 - low, high) };
            return (x + east, z + north, false);
        }
        let (edge, step) =
            ((vertex - SKIRT_FIRST_VERTEX) / SKIRT_EDGE_VERTICES, (vertex - SKIRT_FIRST_VERTEX) % SKIRT_EDGE_VERTICES);
        let (x, z) = on_edge(edge, step / 2);
        (x, z, step % 2 == 1)
    }

    /// The same of a whole node.
    fn whole(vertex: u32) -> (u32, u32, bool) {
        let (side, grid) = (u32::from(GRID_SIDE), u32::from(GRID_VERTICES));
        if vertex < grid {
            return (vertex / side, vertex % side, false);
        }
        let (x, z) = on_edge((vertex - grid) / side, (vertex - grid) % side);
        (x, z, true)
    }

    fn on_edge(edge: u32, along: u32) -> (u32, u32) {
        let far = if edge % 2 == 1 { PATCH_TILES } else { 0 };
        if edge < 2 { (far, along) } else { (along, far) }
    }

    #[test]
    fn whole_nodes_have_the_triangles_of_their_cells_and_skirts() {
        let indices = node_indices();
        let part = |(first, count): (u32, u32)| &indices[first as usize..(first + count) as usize];
        for mask in 0..16 {
            let cells = part((0, SKIRT_FIRST_INDEX)).iter().chain(part(skirt_range(mask)));
            let cells: Vec<_> = cells.map(|vertex| cell_or_skirt(u32::from(*vertex))).collect();
            let all: Vec<_> = part(whole_range(mask)).iter().map(|vertex| whole(u32::from(*vertex))).collect();
            assert_eq!(all, cells, "{mask}");
        }
        assert_eq!(whole_range(15).0 + whole_range(15).1, indices.len() as u32);
    }

    #[test]
    fn consecutive_nodes_with_the_same_indices_are_one_draw() {
        let mut list = DrawList::default();
        for (first_index, instance) in [(0, 0), (0, 1), (0, 3), (6, 4), (6, 5)] {
            list.push(first_index, 6, instance);
        }
        list.push(0, 0, 6);
        let draws: Vec<_> = list.args.iter().map(|draw| (draw.first_instance, draw.instance_count)).collect();
        assert_eq!(draws, [(0, 2), (3, 1), (4, 2)]);
    }

    #[test]
    fn each_surface_has_its_list() {
        for (index, surface) in Surface::all().enumerate() {
            assert_eq!(surface.index(), index);
        }
        assert_eq!(Surface::all().count(), Surface::COUNT);
    }
}

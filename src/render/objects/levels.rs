//! Choice of the level in which a part is drawn, and the levels of the game's client.

use super::buffers::ObjectBuffers;
use crate::formats::n3pmesh::Mesh;
use crate::render::drawer::FrameContext;
use crate::render::gpu::Gpu;
use crate::render::vertex::GrowingBuffer;
use crate::scene::objects::{PlacedPart, client};
use crate::scene::terrain::select::Detail;
use glam::Vec3;
use std::collections::HashMap;
use std::ops::Range;

/// Number of indices above which all are dropped, and those of the next frame made again: 16 MB.
const MOST_INDICES: usize = 4 << 20;

/// Parts whose sphere is smaller than this share of the allowed error are left out, in pixels of radius.
const SMALLEST_PX: f32 = 0.6;
/// Errors of levels, as a share of that of the terrain: the changes of two adjacent objects stay below a pixel.
const ERROR_SHARE: f32 = 0.5;

/// Chooses levels for a frame.
pub(super) struct LevelChoice<'a> {
    pub zone: &'a ObjectBuffers,
    pub frame: &'a FrameContext<'a>,
    /// Draw what the client draws.
    pub client: Option<&'a mut ClientLevels>,
}

impl LevelChoice<'_> {
    /// Whether a frame shows what the client draws. It has no view from straight above.
    pub fn is_of_client(frame: &FrameContext) -> bool {
        matches!(frame.options.lod.detail, Detail::Classic) && !frame.view.flat
    }

    /// Range of the index buffer for a part in the picture; none if it is not drawn.
    pub fn indices(&mut self, placed: &PlacedPart) -> Option<Range<u32>> {
        let (eye, options) = (self.frame.view.eye, self.frame.options);
        if self.zone.objects.shares.get(placed.object).is_some_and(|share| *share > options.object_density) {
            return None;
        }
        let Some(levels) = &mut self.client else {
            let center = (placed.center.as_dvec3() - eye).as_vec3();
            let is_drawn = is_near_and_large(self.frame, center, placed.radius_m);
            return is_drawn.then(|| self.zone.level(placed.mesh, error_m(self.frame, placed, center)))?;
        };
        if !self.zone.objects.distances.is_drawn(placed.object, eye, most_m(self.frame)) {
            return None;
        }
        let mesh = self.zone.objects.meshes.get(placed.mesh)?.as_ref()?;
        let vertices = client::vertices_of(mesh, placed, eye);
        let range = levels.range(placed.mesh, mesh, vertices, self.zone.first_vertices[placed.mesh]);
        client::draws_level(range.len(), placed.is_blended).then_some(range)
    }
}

/// Whether a sphere, relative to the eye, is near enough and large enough on the screen.
fn is_near_and_large(frame: &FrameContext, center: Vec3, radius_m: f32) -> bool {
    let smallest_px = SMALLEST_PX * frame.options.lod.error_px().unwrap_or(1.0);
    if frame.view.flat {
        return radius_m * frame.view.px_per_m >= smallest_px;
    }
    let horizontal_m = center.with_y(0.0).length() - radius_m;
    let distance_m = center.length();
    horizontal_m <= most_m(frame) && radius_m * frame.view.px_per_m >= smallest_px * distance_m
}

/// Distance in meters to which objects are drawn.
fn most_m(frame: &FrameContext) -> f32 {
    frame.options.lod.view_distance_m.min(frame.options.object_distance_m)
}

/// Largest error of a part's level in meters, in its mesh's space, that is not visible. Without indirect draws each level
/// of a mesh is a call, so all its parts have full detail.
fn error_m(frame: &FrameContext, placed: &PlacedPart, center: Vec3) -> f32 {
    let Some(error_px) = frame.options.lod.error_px() else { return 0.0 };
    if !frame.gpu.caps.indirect {
        return 0.0;
    }
    let nearest_m = if frame.view.flat { 1.0 } else { (center.length() - placed.radius_m).max(0.0) };
    error_px * ERROR_SHARE * nearest_m / (frame.view.px_per_m * placed.scale)
}

/// Levels of a zone's meshes that the client draws, in one index buffer, made when they are first needed.
pub(super) struct ClientLevels {
    /// Ranges by mesh and number of vertices that was looked for.
    wanted: HashMap<(usize, usize), Range<u32>>,
    /// Ranges by mesh and number of vertices of the level.
    levels: HashMap<(usize, usize), Range<u32>>,
    indices: Vec<u32>,
    buffer: GrowingBuffer,
    /// Number of indices in the buffer.
    written: usize,
}

impl ClientLevels {
    pub fn new() -> ClientLevels {
        ClientLevels {
            wanted: HashMap::new(),
            levels: HashMap::new(),
            indices: Vec::new(),
            buffer: GrowingBuffer::new("object levels of the client", wgpu::BufferUsages::INDEX),
            written: 0,
        }
    }

    /// Begins a frame. Drops everything if it has become too large, so call it before any range is used.
    pub fn begin(&mut self) {
        if self.indices.len() > MOST_INDICES {
            self.clear();
        }
    }

    /// Drops all levels, for another zone.
    pub fn clear(&mut self) {
        self.wanted.clear();
        self.levels.clear();
        self.indices.clear();
        self.written = 0;
    }

    /// Range of the most detailed level with at most a number of vertices, at which the client stops. `first_vertex` is
    /// the place of the mesh's vertices in their buffer.
    pub fn range(&mut self, number: usize, mesh: &Mesh, vertices: usize, first_vertex: u32) -> Range<u32> {
        let (levels, indices) = (&mut self.levels, &mut self.indices);
        let range = self.wanted.entry((number, vertices)).or_insert_with(|| {
            let cursor = mesh.level_of(vertices);
            let level = cursor.level();
            let range = levels.entry((number, level.vertices)).or_insert_with(|| {
                let first = indices.len() as u32;
                indices.extend(level.indices.iter().map(|index| first_vertex + u32::from(*index)));
                first..indices.len() as u32
            });
            range.clone()
        });
        range.clone()
    }

    /// Writes what is new to the GPU.
    pub fn upload(&mut self, gpu: &Gpu) {
        if self.written != self.indices.len() {
            self.buffer.write(gpu, bytemuck::cast_slice(&self.indices));
            self.written = self.indices.len();
        }
    }

    /// The index buffer; none before the first upload.
    pub fn buffer(&self) -> Option<&wgpu::Buffer> {
        self.buffer.get()
    }

    pub fn bytes(&self) -> u64 {
        self.buffer.bytes()
    }
}

//! Meshes and textures of a zone's objects on the GPU, and the list of their parts.

use super::ObjectRenderer;
use super::textures::BoundTextures;
use crate::formats::n3pmesh::MeshVertex;
use crate::render::gpu::Gpu;
use crate::render::view::GpuMemory;
use crate::scene::Objects;
use crate::scene::objects::{KindPart, PlacedPart};
use std::ops::Range;
use std::sync::Arc;

/// A zone's objects on the GPU.
pub(super) struct ObjectBuffers {
    pub objects: Arc<Objects>,
    pub vertices: wgpu::Buffer,
    pub indices: wgpu::Buffer,
    /// Ranges of the index buffer: the levels of each mesh, the finest first.
    levels: Vec<Vec<Range<u32>>>,
    /// Place of the first vertex of each mesh.
    pub first_vertices: Vec<u32>,
    pub textures: BoundTextures,
}

impl ObjectBuffers {
    pub fn new(gpu: &Gpu, renderer: &ObjectRenderer, objects: Arc<Objects>) -> ObjectBuffers {
        let (mut vertices, mut first_vertices): (Vec<MeshVertex>, Vec<u32>) = (Vec::new(), Vec::new());
        let (mut indices, mut levels): (Vec<u32>, Vec<Vec<Range<u32>>>) = (Vec::new(), Vec::new());
        for (mesh, stored) in objects.meshes.iter().zip(&objects.levels) {
            let first_vertex = vertices.len() as u32;
            first_vertices.push(first_vertex);
            vertices.extend(mesh.iter().flat_map(|mesh| &mesh.vertices));
            let ranges = stored.all().iter().map(|level| {
                let first_index = indices.len() as u32;
                indices.extend(level.indices.iter().map(|index| first_vertex + u32::from(*index)));
                first_index..indices.len() as u32
            });
            levels.push(ranges.collect());
        }
        let buffer = |label, contents: &[u8], usage| {
            // An empty buffer cannot be bound.
            let contents = if contents.is_empty() { &[0; 32][..] } else { contents };
            gpu.buffer_of(label, contents, usage)
        };
        ObjectBuffers {
            vertices: buffer("object vertices", bytemuck::cast_slice(&vertices), wgpu::BufferUsages::VERTEX),
            indices: buffer("object indices", bytemuck::cast_slice(&indices), wgpu::BufferUsages::INDEX),
            levels,
            first_vertices,
            textures: BoundTextures::new(gpu, &renderer.layout, &renderer.sampler, &objects),
            objects,
        }
    }

    /// Range of the index buffer of the coarsest level of a mesh with at most this error in meters.
    pub fn level(&self, mesh: usize, error_m: f32) -> Option<Range<u32>> {
        self.levels.get(mesh)?.get(self.objects.levels[mesh].within(error_m)).cloned()
    }

    /// Mesh, textures and material of a part.
    pub fn part(&self, placed: &PlacedPart) -> Option<&KindPart> {
        self.objects.set.parts(placed.object).get(placed.part)
    }

    pub fn memory(&self) -> GpuMemory {
        GpuMemory { buffers: self.vertices.size() + self.indices.size(), textures: self.objects.textures.bytes() }
    }
}

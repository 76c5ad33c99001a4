//! Meshes and textures of a zone's objects on the GPU, and the list of their parts.

use super::{ArrayResources, BINDINGS, ObjectRenderer};
use crate::formats::n3pmesh::Mesh;
use crate::formats::opd::RenderFlags;
use crate::render::gpu::Gpu;
use crate::render::pipeline::Blend;
use crate::render::textures::upload_objects;
use crate::render::view::GpuMemory;
use crate::scene::Objects;
use crate::scene::objects::Bounds;
use crate::scene::objects::pose::radius_of;
use crate::scene::objects::thinning::smallest_shares;
use glam::Vec3;
use std::ops::Range;
use std::sync::Arc;

/// A zone's objects on the GPU.
pub(super) struct ObjectBuffers {
    pub objects: Arc<Objects>,
    pub vertices: wgpu::Buffer,
    pub indices: wgpu::Buffer,
    /// Group 1 of each texture array.
    pub arrays: Vec<wgpu::BindGroup>,
    /// All parts of all objects: opaque ones in the order in which they are drawn, then the blended ones.
    pub parts: Vec<PlacedPart>,
    /// For each object the smallest share of small objects with which it is drawn.
    pub shares: Vec<f32>,
}

/// A part of an object, with what culling needs.
#[derive(Clone, Debug)]
pub(super) struct PlacedPart {
    /// Numbers of the object, and of the part in its kind.
    pub object: usize,
    pub part: usize,
    /// Range of the index buffer.
    pub indices: Range<u32>,
    /// A sphere around the part in any pose: world meters.
    pub center: Vec3,
    pub radius_m: f32,
    /// Position of the pivot, by which blended parts are sorted.
    pub pivot: Vec3,
    pub is_blended: bool,
}

impl ObjectBuffers {
    pub fn new(gpu: &Gpu, renderer: &ObjectRenderer, objects: Arc<Objects>) -> ObjectBuffers {
        let (mut vertices, mut indices) = (Vec::new(), Vec::new());
        let ranges: Vec<Range<u32>> = objects
            .meshes
            .iter()
            .map(|mesh| {
                let (first_vertex, first_index) = (vertices.len() as u32, indices.len() as u32);
                if let Some(mesh) = mesh {
                    vertices.extend_from_slice(&mesh.vertices);
                    indices.extend(mesh.full_detail().into_iter().map(|index| first_vertex + u32::from(index)));
                }
                first_index..indices.len() as u32
            })
            .collect();
        let buffer = |label, contents: &[u8], usage| {
            // An empty buffer cannot be bound.
            let contents = if contents.is_empty() { &[0; 32][..] } else { contents };
            gpu.buffer_of(label, contents, usage)
        };
        let group = |view| {
            let resources = ArrayResources { view, sampler: renderer.sampler.clone() };
            BINDINGS.group(gpu, &renderer.layout, &resources)
        };
        let parts = placed_parts(&objects, &ranges);
        let spheres = parts.iter().map(|part| (part.object, part.center, part.radius_m));
        ObjectBuffers {
            shares: smallest_shares(objects.set.objects.len(), spheres),
            vertices: buffer("object vertices", bytemuck::cast_slice(&vertices), wgpu::BufferUsages::VERTEX),
            indices: buffer("object indices", bytemuck::cast_slice(&indices), wgpu::BufferUsages::INDEX),
            arrays: objects.textures.arrays.iter().map(|array| group(upload_objects(gpu, array))).collect(),
            parts,
            objects,
        }
    }

    pub fn memory(&self) -> GpuMemory {
        GpuMemory { buffers: self.vertices.size() + self.indices.size(), textures: self.objects.textures.bytes() }
    }
}

/// All parts that can be drawn: finite, with a mesh that has triangles.
fn placed_parts(objects: &Objects, ranges: &[Range<u32>]) -> Vec<PlacedPart> {
    let bounds: Vec<Option<(Vec3, f32, f32)>> =
        objects.meshes.iter().map(|mesh| mesh.as_ref().and_then(sphere)).collect();
    let mut parts = Vec::new();
    for object in 0..objects.set.objects.len() {
        for (number, part) in objects.set.parts(object).iter().enumerate() {
            let Some(mesh) = part.mesh else { continue };
            let (Some(Some((middle, radius, reach))), Some(indices)) = (bounds.get(mesh), ranges.get(mesh)) else {
                continue;
            };
            let world = objects.set.world_from_mesh(object, part);
            if indices.is_empty() || !world.is_finite() {
                continue;
            }
            let (scale, _, _) = world.to_scale_rotation_translation();
            let scale = scale.abs().max_element();
            let pivot = Vec3::from(world.translation);
            let flags = part.material.flags;
            // What turns about its pivot stays within the sphere around the pivot.
            let turns = flags.contains(RenderFlags::BILLBOARD) || flags.contains(RenderFlags::WIND);
            let (center, radius) = if turns { (pivot, *reach) } else { (world.transform_point3(*middle), *radius) };
            parts.push(PlacedPart {
                object,
                part: number,
                indices: indices.clone(),
                center,
                radius_m: radius * scale,
                pivot,
                is_blended: flags.contains(RenderFlags::BLENDED),
            });
        }
    }
    let key = |placed: &PlacedPart| {
        let part = &objects.set.parts(placed.object)[placed.part];
        let array = part.texture_at(None).map_or(0, |texture| objects.textures.places[texture].array);
        (placed.is_blended, part.material.flags.contains(RenderFlags::DOUBLE_SIDED), array, placed.indices.start)
    };
    parts.sort_by_cached_key(key);
    parts
}

/// Middle and radius of a sphere around a mesh, and the radius of one around its origin.
fn sphere(mesh: &Mesh) -> Option<(Vec3, f32, f32)> {
    let positions = || mesh.vertices.iter().map(|vertex| vertex.position_m);
    let bounds = Bounds::of_points(positions().map(Vec3::from))?;
    let middle = (bounds.min + bounds.max) * 0.5;
    let from_middle = positions().map(|position| (Vec3::from(position) - middle).to_array());
    Some((middle, radius_of(from_middle), radius_of(positions())))
}

/// How a blended part is mixed with the picture, by its D3DBLEND factors.
pub(super) fn blend_of(source: u32, dest: u32) -> Blend {
    const ONE: u32 = 2;
    const INVERSE_SOURCE_ALPHA: u32 = 6;
    match (source, dest) {
        (_, ONE) => Blend::Add,
        (ONE, INVERSE_SOURCE_ALPHA) => Blend::PremultipliedAlpha,
        _ => Blend::Alpha,
    }
}

//! Selection of the parts to draw in a frame, and their instances.

use super::buffers::{ObjectBuffers, PlacedPart, blend_of};
use super::{FLAG_DOUBLED, FLAG_NO_FOG, FLAG_SQUARED, FLAG_UNLIT, PartInstance};
use crate::formats::opd::RenderFlags;
use crate::render::drawer::FrameContext;
use crate::render::pipeline::Blend;
use crate::scene::Objects;
use crate::scene::objects::light::{PartShading, world_from_normal};
use crate::scene::objects::{KindPart, Moment};
use crate::scene::terrain::cull::Frustum;
use glam::{Affine3A, DVec3, Vec3};
use std::ops::Range;

/// Parts whose sphere is smaller than this on the screen are left out, in pixels of radius.
const SMALLEST_PX: f32 = 0.6;

/// What a part's pipeline depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Look {
    pub blend: Blend,
    pub is_double_sided: bool,
}

/// Instances of one mesh.
#[derive(Clone, Debug)]
pub(super) struct Batch {
    pub look: Look,
    /// Array of the textures.
    pub array: usize,
    /// Range of the index buffer.
    pub indices: Range<u32>,
    pub instances: Range<u32>,
}

/// What is drawn in a frame.
#[derive(Default)]
pub(super) struct DrawList {
    pub instances: Vec<PartInstance>,
    pub batches: Vec<Batch>,
    /// Whether a visible part changes with time.
    pub is_animated: bool,
    /// Number of the object of each instance.
    placed: Vec<usize>,
    /// Visible blended parts with the square of their distance.
    blended: Vec<(f32, usize)>,
}

impl DrawList {
    pub fn clear(&mut self) {
        self.instances.clear();
        self.placed.clear();
        self.batches.clear();
        self.blended.clear();
        self.is_animated = false;
    }

    /// Selects the visible parts: opaque ones in their order, then blended ones from far to near.
    pub fn select(&mut self, zone: &ObjectBuffers, frame: &FrameContext) {
        let ObjectBuffers { objects, parts, shares, .. } = zone;
        let frustum = Frustum::new(frame.view.clip_from_eye);
        let eye = frame.view.eye;
        let moment = Moment { eye, secs: (!frame.view.flat).then_some(frame.options.secs) };
        for (index, part) in parts.iter().enumerate() {
            let center = (part.center.as_dvec3() - eye).as_vec3();
            let is_wanted = shares.get(part.object).is_none_or(|share| *share <= frame.options.object_density);
            if !is_wanted || !is_visible(frame, &frustum, center, part.radius_m) {
                continue;
            }
            if part.is_blended {
                self.blended.push(((part.pivot.as_dvec3() - eye).length_squared() as f32, index));
            } else {
                self.push(objects, part, moment);
            }
        }
        // Farthest first; equal distances in their order.
        let mut blended = std::mem::take(&mut self.blended);
        blended.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (_, index) in &blended {
            self.push(objects, &parts[*index], moment);
        }
        self.blended = blended;
    }

    fn push(&mut self, objects: &Objects, placed: &PlacedPart, moment: Moment) {
        let Some(part) = objects.set.parts(placed.object).get(placed.part) else { return };
        let texture = part.texture_at(moment.secs).and_then(|texture| objects.textures.places.get(texture));
        let place = texture.copied().unwrap_or_default();
        let world_from_mesh = objects.set.pose(placed.object, part, moment);
        let look = look_of(part, world_from_mesh);
        self.is_animated |= part.is_animated();
        let at = self.instances.len() as u32;
        self.placed.push(placed.object);
        self.instances.push(instance(part, world_from_mesh, moment.eye, place.layer));
        match self.batches.last_mut() {
            Some(last) if (last.look, last.array, &last.indices) == (look, place.array, &placed.indices) => {
                last.instances.end = at + 1;
            }
            _ => {
                let indices = placed.indices.clone();
                self.batches.push(Batch { look, array: place.array, indices, instances: at..at + 1 });
            }
        }
    }

    /// Arguments of the indirect draws, one per batch.
    pub fn arguments(&self) -> Vec<u8> {
        let arguments = |batch: &Batch| wgpu::util::DrawIndexedIndirectArgs {
            index_count: batch.indices.end - batch.indices.start,
            instance_count: batch.instances.end - batch.instances.start,
            first_index: batch.indices.start,
            base_vertex: 0,
            first_instance: batch.instances.start,
        };
        self.batches.iter().flat_map(|batch| arguments(batch).as_bytes().to_vec()).collect()
    }

    /// Number of objects with a visible part.
    pub fn objects(&self) -> usize {
        let mut placed = self.placed.clone();
        placed.sort_unstable();
        placed.dedup();
        placed.len()
    }

    pub fn triangles(&self) -> u64 {
        let triangles = |batch: &Batch| batch.indices.len() as u64 / 3 * batch.instances.len() as u64;
        self.batches.iter().map(triangles).sum()
    }
}

/// Whether a sphere, relative to the eye, is in the picture, near enough, and large enough.
fn is_visible(frame: &FrameContext, frustum: &Frustum, center: Vec3, radius_m: f32) -> bool {
    let half = Vec3::splat(radius_m);
    if !frustum.sees_box(center - half, center + half) {
        return false;
    }
    if frame.view.flat {
        return radius_m * frame.view.px_per_m >= SMALLEST_PX;
    }
    let horizontal_m = center.with_y(0.0).length() - radius_m;
    let distance_m = center.length();
    let most_m = frame.options.lod.view_distance_m.min(frame.options.object_distance_m);
    horizontal_m <= most_m && radius_m * frame.view.px_per_m >= SMALLEST_PX * distance_m
}

fn look_of(part: &KindPart, world_from_mesh: Affine3A) -> Look {
    let material = &part.material;
    let is_mirrored = world_from_mesh.matrix3.determinant() < 0.0;
    Look {
        blend: if material.flags.contains(RenderFlags::BLENDED) {
            blend_of(material.source_blend, material.dest_blend)
        } else {
            Blend::Replace
        },
        // Mirrored triangles are wound the other way.
        is_double_sided: material.flags.contains(RenderFlags::DOUBLE_SIDED) || is_mirrored,
    }
}

fn instance(part: &KindPart, world_from_mesh: Affine3A, eye: DVec3, layer: u32) -> PartInstance {
    let relative = (Vec3::from(world_from_mesh.translation).as_dvec3() - eye).as_vec3();
    let rows = world_from_mesh.matrix3.transpose();
    let normal_rows = world_from_normal(world_from_mesh).transpose();
    let row = |row: glam::Vec3A, w: f32| [row.x, row.y, row.z, w];
    let shading = PartShading::new(&part.material);
    let flag = |is_set, flag| if is_set { flag } else { 0 };
    let flags = flag(shading.is_unlit, FLAG_UNLIT)
        | flag(shading.is_squared, FLAG_SQUARED)
        | flag(shading.is_doubled, FLAG_DOUBLED)
        | flag(part.material.flags.contains(RenderFlags::NO_FOG), FLAG_NO_FOG);
    PartInstance {
        row_0: row(rows.x_axis, relative.x),
        row_1: row(rows.y_axis, relative.y),
        row_2: row(rows.z_axis, relative.z),
        normal_0: normal_rows.x_axis.to_array(),
        normal_1: normal_rows.y_axis.to_array(),
        normal_2: normal_rows.z_axis.to_array(),
        layer,
        flags,
    }
}

//! Selection of the parts to draw in a frame, and their order.

use super::buffers::ObjectBuffers;
use super::instance::{PartInstance, is_double_sided};
use super::levels::LevelChoice;
use crate::scene::lights::{SceneLight, lights_in_box};
use crate::scene::objects::{KindPart, Moment, PlacedPart, client};
use crate::scene::raster::object_textures::TexturePlace;
use crate::scene::terrain::cull::Frustum;
use glam::{Affine3A, Vec3};
use std::ops::Range;

/// What is drawn in one call: pipeline and textures. In drawing order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CallKind {
    /// Opaque parts with textures of one array, within reach of point lights or not: a software driver computes a point
    /// light for every fragment of a pipeline that has them.
    Opaque { is_double_sided: bool, array: usize, has_lamps: bool },
    /// Blended parts with textures of a group of arrays.
    Blended { group: usize },
}

/// Instances of one mesh.
#[derive(Clone, Debug)]
pub(super) struct Batch {
    pub call: CallKind,
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
    opaque: Vec<VisiblePart>,
    blended: Vec<VisiblePart>,
    /// Ranges of `opaque` with one mesh, with the distance of the nearest part.
    runs: Vec<(CallKind, f32, Range<usize>)>,
}

/// A visible part with its pose.
#[derive(Clone, Debug)]
struct VisiblePart {
    call: CallKind,
    indices: Range<u32>,
    /// Distance from the eye in meters.
    distance_m: f32,
    /// Number in the index.
    index: usize,
    world_from_mesh: Affine3A,
    /// Number of the texture's array in its group, and layer.
    texture: [u32; 2],
    /// Set of the point lights that reach it.
    lights: u32,
}

impl DrawList {
    pub fn clear(&mut self) {
        self.instances.clear();
        self.placed.clear();
        self.batches.clear();
        self.opaque.clear();
        self.blended.clear();
        self.runs.clear();
        self.is_animated = false;
    }

    /// Selects the visible parts: opaque ones by call and mesh, near ones first; then blended ones from far to near.
    pub fn select(&mut self, mut levels: LevelChoice) {
        let LevelChoice { zone, frame, .. } = levels;
        let frustum = Frustum::new(frame.view.clip_from_eye);
        let eye = frame.view.eye;
        let moment = Moment {
            eye,
            secs: (!frame.view.flat).then_some(frame.options.secs),
            gates_open: frame.options.gates_open,
        };
        let index = &zone.objects.index;
        index.visible(eye, &frustum, |number| {
            let placed = &index.parts()[number];
            if frame.hidden.contains(placed.object) {
                return;
            }
            if let Some(indices) = levels.indices(placed) {
                self.add(zone, (number, placed), indices, moment, frame.point_lights);
            }
        });
        if levels.client.is_some() {
            self.blended.sort_unstable_by_key(|part| part.index);
            self.blended.truncate(client::MOST_BLENDED);
        }
        self.emit_opaque(zone, moment);
        self.emit_blended(zone, moment);
    }

    fn add(
        &mut self,
        zone: &ObjectBuffers,
        (index, placed): (usize, &PlacedPart),
        indices: Range<u32>,
        moment: Moment,
        lights: &[SceneLight],
    ) {
        let Some(part) = zone.part(placed) else { return };
        let world_from_mesh = zone.objects.set.pose(placed.object, part, moment);
        let place = place_of(zone, part, moment);
        let reach = Vec3::splat(placed.radius_m);
        let lights = lights_in_box(lights, placed.center - reach, placed.center + reach);
        self.is_animated |= zone.objects.set.is_animated(placed.object, part);
        let visible = |call, point: Vec3, array: u32| VisiblePart {
            call,
            indices,
            distance_m: (point.as_dvec3() - moment.eye).length() as f32,
            index,
            world_from_mesh,
            texture: [array, place.layer],
            lights,
        };
        if placed.is_blended {
            let [group, array] = zone.textures.blended_place(place.array);
            self.blended.push(visible(CallKind::Blended { group }, placed.pivot, array as u32));
        } else {
            let is_double_sided = is_double_sided(part, world_from_mesh);
            let call = CallKind::Opaque { is_double_sided, array: place.array, has_lamps: lights != 0 };
            self.opaque.push(visible(call, placed.center, 0));
        }
    }

    /// Instances of a mesh are together; meshes with a near instance come first, so that less is drawn twice.
    fn emit_opaque(&mut self, zone: &ObjectBuffers, moment: Moment) {
        let mut opaque = std::mem::take(&mut self.opaque);
        opaque.sort_unstable_by(|a, b| {
            let key = |part: &VisiblePart| (part.call, part.indices.start);
            key(a).cmp(&key(b)).then(a.distance_m.total_cmp(&b.distance_m)).then(a.index.cmp(&b.index))
        });
        let mut at = 0;
        for run in opaque.chunk_by(|a, b| (a.call, &a.indices) == (b.call, &b.indices)) {
            self.runs.push((run[0].call, run[0].distance_m, at..at + run.len()));
            at += run.len();
        }
        let mut runs = std::mem::take(&mut self.runs);
        runs.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        for part in runs.iter().flat_map(|(_, _, range)| &opaque[range.clone()]) {
            self.push(zone, part, moment);
        }
        (self.opaque, self.runs) = (opaque, runs);
    }

    /// Farthest first; equal distances in their order.
    fn emit_blended(&mut self, zone: &ObjectBuffers, moment: Moment) {
        let mut blended = std::mem::take(&mut self.blended);
        blended.sort_unstable_by(|a, b| b.distance_m.total_cmp(&a.distance_m).then(a.index.cmp(&b.index)));
        blended.iter().for_each(|part| self.push(zone, part, moment));
        self.blended = blended;
    }

    fn push(&mut self, zone: &ObjectBuffers, visible: &VisiblePart, moment: Moment) {
        let placed = &zone.objects.index.parts()[visible.index];
        let Some(part) = zone.part(placed) else { return };
        let at = self.instances.len() as u32;
        self.placed.push(placed.object);
        let VisiblePart { world_from_mesh, texture, lights, .. } = *visible;
        self.instances.push(PartInstance::new(part, world_from_mesh, moment.eye, texture, lights));
        match self.batches.last_mut() {
            Some(last) if (last.call, &last.indices) == (visible.call, &visible.indices) => last.instances.end = at + 1,
            _ => {
                let VisiblePart { call, ref indices, .. } = *visible;
                self.batches.push(Batch { call, indices: indices.clone(), instances: at..at + 1 });
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

/// Place of the texture that a part shows at a moment; the placeholder where it is missing.
fn place_of(zone: &ObjectBuffers, part: &KindPart, moment: Moment) -> TexturePlace {
    let texture = part.texture_at(moment.secs).and_then(|texture| zone.objects.textures.places.get(texture));
    texture.copied().unwrap_or_default()
}

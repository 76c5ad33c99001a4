//! Frozen culling: the terrain is selected for one eye and drawn from another.
//!
//! Owns the selection of the drawing eye and the texture of patch states that tints the terrain.

use crate::render::gpu::Gpu;
use crate::render::lines::WorldLine;
use crate::render::terrain::residency::Residency;
use crate::scene::terrain::nodes::NodeTree;
use crate::scene::terrain::patch_states::PatchStates;
use crate::scene::terrain::select::{LodRules, Selection, ViewParams};
use glam::{DVec3, Vec3};

/// The terrain from an eye for which nothing is streamed.
pub(super) struct FrozenView {
    /// The resident nodes that are visible from it.
    pub selection: Selection,
    /// State of each patch for the frozen eye.
    pub states: PatchStates,
    /// The states as colors, one texel per patch, row 0 in the north.
    pub view: wgpu::TextureView,
    texture: wgpu::Texture,
    shown: PatchStates,
}

impl FrozenView {
    /// Creates the state texture of a zone with `side` patches a side.
    pub fn new(gpu: &Gpu, side: u32) -> FrozenView {
        let texture = gpu.device.create_texture(&wgpu::TextureDescriptor {
            label: Some("patch states"),
            size: wgpu::Extent3d { width: side, height: side, depth_or_array_layers: 1 },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: wgpu::TextureFormat::Rgba8Unorm,
            usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
            view_formats: &[],
        });
        let view =
            texture.create_view(&wgpu::TextureViewDescriptor { label: Some("patch states"), ..Default::default() });
        let (selection, states, shown) = Default::default();
        FrozenView { selection, states, view, texture, shown }
    }

    /// Selects the visible nodes for `view_params` without requesting any, and derives the patch states from `chosen`,
    /// the selection of the frozen eye.
    pub fn look(
        &mut self,
        gpu: &Gpu,
        tree: &NodeTree,
        residency: &Residency,
        chosen: &Selection,
        view_params: &ViewParams,
        rules: &LodRules,
    ) {
        let rules = LodRules { view_distance_m: f32::INFINITY, ..*rules };
        self.selection.page_levels = chosen.page_levels;
        self.selection.shores.clone_from(&chosen.shores);
        self.selection.walk(tree, view_params, &rules, |node| residency.holds(node));
        self.states.read(tree, chosen, |node| residency.holds(node));
        if self.states != self.shown {
            self.write(gpu);
            self.shown.clone_from(&self.states);
        }
    }

    fn write(&self, gpu: &Gpu) {
        let texels: Vec<u8> = self.states.states().iter().flat_map(|state| state.rgba()).collect();
        let side = self.states.side();
        let layout =
            wgpu::TexelCopyBufferLayout { offset: 0, bytes_per_row: Some(side * 4), rows_per_image: Some(side) };
        let size = wgpu::Extent3d { width: side, height: side, depth_or_array_layers: 1 };
        gpu.write_texture(self.texture.as_image_copy(), &texels, layout, size);
    }

    /// Bytes on the GPU.
    pub fn bytes(&self) -> u64 {
        u64::from(self.texture.width()) * u64::from(self.texture.height()) * 4
    }
}

/// Length of the drawn frustum edges of a view without an end, meters.
const EDGES_M: f32 = 300.0;
const EDGE_RGBA: [u8; 4] = [255, 255, 255, 230];

/// Frustum edges of an eye up to a distance: four rays and the rectangle at their ends.
pub(crate) fn edges(view_params: &ViewParams, view_distance_m: f32) -> [WorldLine; 8] {
    let eye_from_clip = view_params.clip_from_eye.inverse();
    let range_m = view_distance_m.min(EDGES_M);
    let rays = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].map(|(x, y)| {
        // depth is reversed: 1 is the near plane
        let near = eye_from_clip.project_point3(Vec3::new(x, y, 1.0));
        let farther = eye_from_clip.project_point3(Vec3::new(x, y, 0.5));
        let end = near + (farther - near).normalize_or_zero() * range_m;
        [near, end].map(|point| view_params.eye + DVec3::from(point))
    });
    std::array::from_fn(|i| {
        let ends = if i < 4 { rays[i] } else { [rays[i - 4][1], rays[(i - 3) % 4][1]] };
        WorldLine { ends, rgba: EDGE_RGBA }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::{Lens, Pose, View};
    use crate::render::view::view_params_of;

    #[test]
    fn edges_lie_on_the_border_of_the_picture() {
        for lens in [Lens::Perspective { fov_y_deg: 60.0 }, Lens::Orthographic { height_m: 400.0 }] {
            let view = View::new(Pose::new(DVec3::new(1000.0, 80.0, 2000.0), 40.0, -20.0), lens, [800, 600]);
            let view_params = view_params_of(&view, 600);
            let edges = edges(&view_params, 250.0);
            for end in edges.iter().flat_map(|edge| edge.ends) {
                let at = view_params.clip_from_eye.project_point3((end - view_params.eye).as_vec3());
                assert!((at.x.abs() - 1.0).abs() < 1e-3 && (at.y.abs() - 1.0).abs() < 1e-3, "{lens:?} {at}");
            }
            let [near, far] = edges[0].ends;
            assert!(((far - near).length() - 250.0).abs() < 0.1);
        }
    }
}

//! Bind groups of the texture arrays of a zone's objects.

use super::instance::is_blended;
use crate::render::bindings::{Binding, BindingTable, Resource};
use crate::render::gpu::Gpu;
use crate::render::textures::upload_objects;
use crate::scene::Objects;

/// Arrays in a bind group: all of a real zone's, within the 16 textures that every device has for a stage.
const GROUP_ARRAYS: usize = 12;

/// Group 1: arrays of textures. Where there are fewer, the last ones are the placeholder.
pub(super) const BINDINGS: BindingTable<TextureGroup> = BindingTable {
    label: "objects",
    group: 1,
    bindings: &[&[
        Binding(0, "object_sampler", Resource::Sampler(|group| &group.sampler)),
        Binding(1, "object_textures_0", Resource::TextureArray(|group| &group.views[0])),
        Binding(2, "object_textures_1", Resource::TextureArray(|group| &group.views[1])),
        Binding(3, "object_textures_2", Resource::TextureArray(|group| &group.views[2])),
        Binding(4, "object_textures_3", Resource::TextureArray(|group| &group.views[3])),
        Binding(5, "object_textures_4", Resource::TextureArray(|group| &group.views[4])),
        Binding(6, "object_textures_5", Resource::TextureArray(|group| &group.views[5])),
        Binding(7, "object_textures_6", Resource::TextureArray(|group| &group.views[6])),
        Binding(8, "object_textures_7", Resource::TextureArray(|group| &group.views[7])),
        Binding(9, "object_textures_8", Resource::TextureArray(|group| &group.views[8])),
        Binding(10, "object_textures_9", Resource::TextureArray(|group| &group.views[9])),
        Binding(11, "object_textures_10", Resource::TextureArray(|group| &group.views[10])),
        Binding(12, "object_textures_11", Resource::TextureArray(|group| &group.views[11])),
    ]],
};

/// The resources of a group.
pub(super) struct TextureGroup {
    views: [wgpu::TextureView; GROUP_ARRAYS],
    sampler: wgpu::Sampler,
}

/// The textures of a zone, as they are bound.
pub(super) struct BoundTextures {
    /// For opaque parts, by array: a group with that array first.
    pub of_arrays: Vec<wgpu::BindGroup>,
    /// For blended parts: groups of many arrays.
    pub of_blended: Vec<BlendedGroup>,
    /// Number of each array among those of blended parts.
    blended_numbers: Vec<usize>,
}

/// A bind group for blended parts.
pub(super) struct BlendedGroup {
    pub bound: wgpu::BindGroup,
    /// Number of its arrays; the others are the placeholder.
    pub arrays: u32,
}

impl BoundTextures {
    pub fn new(gpu: &Gpu, layout: &wgpu::BindGroupLayout, sampler: &wgpu::Sampler, objects: &Objects) -> BoundTextures {
        let views: Vec<wgpu::TextureView> =
            objects.textures.arrays.iter().map(|array| upload_objects(gpu, array)).collect();
        let group = |arrays: &[usize]| {
            // The first array holds the placeholder.
            let view = |at: usize| views[arrays.get(at).copied().unwrap_or(0)].clone();
            let resources = TextureGroup { views: std::array::from_fn(view), sampler: sampler.clone() };
            BINDINGS.group(gpu, layout, &resources)
        };
        let blended_group = |arrays: &[usize]| BlendedGroup { bound: group(arrays), arrays: arrays.len() as u32 };
        let (blended, blended_numbers) = blended_arrays(objects);
        BoundTextures {
            of_arrays: (0..views.len()).map(|array| group(&[array])).collect(),
            of_blended: blended.chunks(GROUP_ARRAYS).map(blended_group).collect(),
            blended_numbers,
        }
    }

    /// Group of an array for blended parts, and its number there.
    pub fn blended_place(&self, array: usize) -> [usize; 2] {
        let number = self.blended_numbers.get(array).copied().unwrap_or(0);
        [number / GROUP_ARRAYS, number % GROUP_ARRAYS]
    }
}

/// The arrays with textures of blended parts, the placeholder first; and the number of each array among them.
fn blended_arrays(objects: &Objects) -> (Vec<usize>, Vec<usize>) {
    let mut is_used = vec![false; objects.textures.arrays.len()];
    let parts = objects.set.kinds.iter().flat_map(|kind| &kind.parts).filter(|part| is_blended(part));
    let textures = parts.flat_map(|part| part.textures.iter().flatten());
    for place in textures.filter_map(|texture| objects.textures.places.get(*texture)) {
        is_used[place.array] = true;
    }
    if let Some(placeholder) = is_used.first_mut() {
        *placeholder = true;
    }
    let (mut arrays, mut numbers) = (Vec::new(), Vec::new());
    for (array, is_used) in is_used.iter().enumerate() {
        numbers.push(if *is_used { arrays.len() } else { 0 });
        if *is_used {
            arrays.push(array);
        }
    }
    (arrays, numbers)
}

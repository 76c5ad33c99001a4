//! Bind groups: one table per group, from which its layout and its groups are created. The shader tests compare the
//! tables with the WGSL.

use crate::render::gpu::Gpu;

/// A bind group whose resources are taken from an `S`.
pub(crate) struct BindingTable<S: 'static> {
    /// Label of layout and groups.
    pub label: &'static str,
    /// Number of the group in WGSL.
    #[cfg_attr(not(test), expect(dead_code, reason = "the shader tests compare it with the WGSL"))]
    pub group: u32,
    /// Lists of bindings; several, so that tables can share a list.
    pub bindings: &'static [&'static [Binding<S>]],
}

/// A binding: its number and name in WGSL, and the accessor of its resource.
pub(crate) struct Binding<S>(
    pub u32,
    #[cfg_attr(not(test), expect(dead_code, reason = "the shader tests compare it with the WGSL"))] pub &'static str,
    pub Resource<S>,
);

/// Kind of a resource, with its accessor. Textures are filterable.
pub(crate) enum Resource<S> {
    /// Uniform buffer, for both stages.
    Uniform(fn(&S) -> &wgpu::Buffer),
    /// Read-only storage buffer, for the vertex stage.
    Storage(fn(&S) -> &wgpu::Buffer),
    /// `texture_2d<f32>`, for the fragment stage.
    Texture(fn(&S) -> &wgpu::TextureView),
    /// `texture_2d_array<f32>`, for the fragment stage.
    TextureArray(fn(&S) -> &wgpu::TextureView),
    /// `sampler`, for the fragment stage.
    Sampler(fn(&S) -> &wgpu::Sampler),
}

impl<S> BindingTable<S> {
    fn bindings(&self) -> impl Iterator<Item = &Binding<S>> {
        self.bindings.iter().flat_map(|bindings| bindings.iter())
    }

    pub fn layout(&self, gpu: &Gpu) -> wgpu::BindGroupLayout {
        let entries: Vec<_> = self
            .bindings()
            .map(|Binding(binding, _, resource)| wgpu::BindGroupLayoutEntry {
                binding: *binding,
                visibility: resource.visibility(),
                ty: resource.binding_type(),
                count: None,
            })
            .collect();
        gpu.device
            .create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor { label: Some(self.label), entries: &entries })
    }

    /// Creates a group for a layout of [`BindingTable::layout`].
    pub fn group(&self, gpu: &Gpu, layout: &wgpu::BindGroupLayout, resources: &S) -> wgpu::BindGroup {
        let entries: Vec<_> = self
            .bindings()
            .map(|Binding(binding, _, resource)| wgpu::BindGroupEntry {
                binding: *binding,
                resource: resource.find(resources),
            })
            .collect();
        let label = Some(self.label);
        gpu.device.create_bind_group(&wgpu::BindGroupDescriptor { label, layout, entries: &entries })
    }
}

impl<S> Resource<S> {
    fn find<'a>(&self, resources: &'a S) -> wgpu::BindingResource<'a> {
        match self {
            Resource::Uniform(find) | Resource::Storage(find) => find(resources).as_entire_binding(),
            Resource::Texture(find) | Resource::TextureArray(find) => {
                wgpu::BindingResource::TextureView(find(resources))
            }
            Resource::Sampler(find) => wgpu::BindingResource::Sampler(find(resources)),
        }
    }

    fn visibility(&self) -> wgpu::ShaderStages {
        match self {
            Resource::Uniform(_) => wgpu::ShaderStages::VERTEX_FRAGMENT,
            Resource::Storage(_) => wgpu::ShaderStages::VERTEX,
            Resource::Texture(_) | Resource::TextureArray(_) | Resource::Sampler(_) => wgpu::ShaderStages::FRAGMENT,
        }
    }

    fn binding_type(&self) -> wgpu::BindingType {
        let buffer = |ty| wgpu::BindingType::Buffer { ty, has_dynamic_offset: false, min_binding_size: None };
        let texture = |view_dimension| wgpu::BindingType::Texture {
            sample_type: wgpu::TextureSampleType::Float { filterable: true },
            view_dimension,
            multisampled: false,
        };
        match self {
            Resource::Uniform(_) => buffer(wgpu::BufferBindingType::Uniform),
            Resource::Storage(_) => buffer(wgpu::BufferBindingType::Storage { read_only: true }),
            Resource::Texture(_) => texture(wgpu::TextureViewDimension::D2),
            Resource::TextureArray(_) => texture(wgpu::TextureViewDimension::D2Array),
            Resource::Sampler(_) => wgpu::BindingType::Sampler(wgpu::SamplerBindingType::Filtering),
        }
    }
}

/// A binding as it is declared in Rust, for the shader tests.
#[cfg(test)]
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DeclaredBinding {
    pub group: u32,
    pub binding: u32,
    pub name: &'static str,
    pub kind: &'static str,
}

/// A binding table of any resources.
pub(crate) trait DeclaresBindings: Sync {
    /// All bindings of the table.
    #[cfg(test)]
    fn declared(&self) -> Vec<DeclaredBinding>;
}

impl<S> DeclaresBindings for BindingTable<S> {
    #[cfg(test)]
    fn declared(&self) -> Vec<DeclaredBinding> {
        let kind = |resource: &Resource<S>| match resource {
            Resource::Uniform(_) => "uniform",
            Resource::Storage(_) => "storage",
            Resource::Texture(_) => "texture",
            Resource::TextureArray(_) => "texture array",
            Resource::Sampler(_) => "sampler",
        };
        self.bindings()
            .map(|Binding(binding, name, resource)| DeclaredBinding {
                group: self.group,
                binding: *binding,
                name,
                kind: kind(resource),
            })
            .collect()
    }
}

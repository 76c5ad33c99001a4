//! Layouts of vertex, instance and uniform structs that Rust and WGSL share: declared once here, checked by the shader
//! tests.

use crate::render::gpu::Gpu;

/// A Rust struct in a vertex or instance buffer, and the WGSL struct with the same members.
pub(crate) struct VertexLayout {
    /// Name of the WGSL struct.
    #[cfg_attr(not(test), expect(dead_code, reason = "the shader tests compare it with the WGSL"))]
    pub name: &'static str,
    /// Bytes from one element to the next.
    pub stride: usize,
    /// Whether an element is a vertex or an instance.
    pub step_mode: wgpu::VertexStepMode,
    /// Names of the members, in the order of their locations.
    #[cfg_attr(not(test), expect(dead_code, reason = "the shader tests compare them with the WGSL"))]
    pub members: &'static [&'static str],
    /// Formats and offsets of the members.
    pub attributes: &'static [wgpu::VertexAttribute],
}

impl VertexLayout {
    /// The layout in the form of a pipeline descriptor.
    pub fn buffer_layout(&self) -> wgpu::VertexBufferLayout<'static> {
        wgpu::VertexBufferLayout {
            array_stride: self.stride as u64,
            step_mode: self.step_mode,
            attributes: self.attributes,
        }
    }
}

/// Assigns consecutive locations to attributes.
pub(crate) const fn numbered<const N: usize>(
    first: u32,
    mut attributes: [wgpu::VertexAttribute; N],
) -> [wgpu::VertexAttribute; N] {
    let mut i = 0;
    while i < N {
        attributes[i].shader_location = first + i as u32;
        i += 1;
    }
    attributes
}

/// Declares the [`VertexLayout`] of a struct: `vertex_layout!(Point, Vertex { position: Float32x3, uv: Float32x2 })`.
/// Locations begin with 0, or with the given number: `vertex_layout!(Place, Instance from 2 { ... })`.
macro_rules! vertex_layout {
    ($rust:ident, $step:ident { $($member:ident: $format:ident),+ $(,)? }) => {
        vertex_layout!($rust, $step from 0 { $($member: $format),+ })
    };
    ($rust:ident, $step:ident from $first:literal { $($member:ident: $format:ident),+ $(,)? }) => {
        $crate::render::vertex::VertexLayout {
            name: stringify!($rust),
            stride: size_of::<$rust>(),
            step_mode: wgpu::VertexStepMode::$step,
            members: &[$(stringify!($member)),+],
            attributes: &$crate::render::vertex::numbered($first, [$(wgpu::VertexAttribute {
                format: wgpu::VertexFormat::$format,
                offset: std::mem::offset_of!($rust, $member) as u64,
                shader_location: 0,
            }),+]),
        }
    };
}
pub(crate) use vertex_layout;

/// A Rust struct in a uniform buffer, and the WGSL struct with the same members.
#[cfg_attr(not(test), expect(dead_code, reason = "the shader tests compare it with the WGSL"))]
pub(crate) struct UniformLayout {
    /// Name of the WGSL struct.
    pub name: &'static str,
    pub size: usize,
    /// Names and offsets of the members.
    pub members: &'static [(&'static str, usize)],
}

/// Declares the [`UniformLayout`] of a struct: `uniform_layout!(Globals { eye_m, time_secs })`.
macro_rules! uniform_layout {
    ($rust:ident { $($member:ident),+ $(,)? }) => {
        $crate::render::vertex::UniformLayout {
            name: stringify!($rust),
            size: size_of::<$rust>(),
            members: &[$((stringify!($member), std::mem::offset_of!($rust, $member))),+],
        }
    };
}
pub(crate) use uniform_layout;

/// A buffer that is rewritten each frame and grows as needed.
pub(crate) struct GrowingBuffer {
    label: &'static str,
    usage: wgpu::BufferUsages,
    buffer: Option<wgpu::Buffer>,
}

impl GrowingBuffer {
    /// Creates an empty buffer. `COPY_DST` is added to `usage`.
    pub fn new(label: &'static str, usage: wgpu::BufferUsages) -> GrowingBuffer {
        GrowingBuffer { label, usage, buffer: None }
    }

    /// Writes data from offset 0; empty data leaves the buffer unchanged.
    pub fn write(&mut self, gpu: &Gpu, data: &[u8]) {
        if data.is_empty() {
            return;
        }
        let bytes = data.len() as u64;
        let buffer = self.buffer.take().filter(|buffer| buffer.size() >= bytes).unwrap_or_else(|| {
            gpu.device.create_buffer(&wgpu::BufferDescriptor {
                label: Some(self.label),
                size: bytes.next_power_of_two().max(4096),
                usage: self.usage | wgpu::BufferUsages::COPY_DST,
                mapped_at_creation: false,
            })
        });
        gpu.write_buffer(&buffer, 0, data);
        self.buffer = Some(buffer);
    }

    /// The buffer; none before the first write.
    pub fn get(&self) -> Option<&wgpu::Buffer> {
        self.buffer.as_ref()
    }

    pub fn bytes(&self) -> u64 {
        self.buffer.as_ref().map_or(0, wgpu::Buffer::size)
    }
}

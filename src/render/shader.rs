//! Shader modules: concatenated WGSL files, preceded by generated constants that Rust and WGSL share.
//!
//! Tests compare every module with Rust: structs by member names and offsets, bindings by number, name and kind, vertex
//! inputs by location and format.

use crate::render::bindings::DeclaresBindings;
use crate::render::gpu::Gpu;
use crate::render::vertex::{UniformLayout, VertexLayout};
use std::fmt::Write;
use std::sync::OnceLock;

/// A WGSL file, with the constants that it uses and Rust defines.
pub(crate) struct ShaderPart {
    /// Contents of the WGSL file.
    pub wgsl: &'static str,
    /// Names and values of the generated constants.
    pub constants: &'static [(&'static str, Constant)],
}

/// Type and value of a generated constant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Constant {
    U32(u32),
    F32(f32),
    Vec2([f32; 2]),
    Vec3([f32; 3]),
    /// Colors as vectors from 0 to 1.
    Colors(&'static [[u8; 3]]),
}

/// A shader module and its counterparts in Rust.
pub(crate) struct Shader {
    /// Label of the module.
    pub name: &'static str,
    /// The files that it is concatenated from, in order.
    pub parts: &'static [&'static ShaderPart],
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests compare it with the WGSL"))]
    pub bindings: &'static [&'static dyn DeclaresBindings],
    /// Structs of its uniform buffers.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests compare it with the WGSL"))]
    pub uniforms: &'static [&'static UniformLayout],
    /// Structs of its vertex buffers.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests compare it with the WGSL"))]
    pub vertices: &'static [&'static VertexLayout],
}

impl Shader {
    /// The WGSL of the module.
    pub fn source(&self) -> String {
        let mut source = String::new();
        for part in self.parts {
            for (name, value) in part.constants {
                // Writing to a string cannot fail.
                let _ = writeln!(source, "const {name}: {};", value.wgsl());
            }
            source.push_str(part.wgsl);
            source.push('\n');
        }
        source
    }
}

impl Constant {
    /// Type and value, as in `u32 = 8u`.
    fn wgsl(self) -> String {
        let vector = |[x, y, z]: [f32; 3]| format!("vec3f({x:?}, {y:?}, {z:?})");
        match self {
            Constant::U32(value) => format!("u32 = {value}u"),
            Constant::F32(value) => format!("f32 = {value:?}"),
            Constant::Vec2([x, y]) => format!("vec2f = vec2f({x:?}, {y:?})"),
            Constant::Vec3(values) => format!("vec3f = {}", vector(values)),
            Constant::Colors(colors) => {
                let kind = format!("array<vec3f, {}>", colors.len());
                let values: Vec<String> =
                    colors.iter().map(|color| vector(color.map(|channel| f32::from(channel) / 255.0))).collect();
                format!("{kind} = {kind}({})", values.join(", "))
            }
        }
    }
}

/// The module of a [`Shader`], compiled when first needed.
pub(crate) struct ShaderModule {
    shader: &'static Shader,
    module: OnceLock<wgpu::ShaderModule>,
}

impl ShaderModule {
    pub fn new(shader: &'static Shader) -> ShaderModule {
        ShaderModule { shader, module: OnceLock::new() }
    }

    pub fn get(&self, gpu: &Gpu) -> &wgpu::ShaderModule {
        self.module.get_or_init(|| {
            gpu.device.create_shader_module(wgpu::ShaderModuleDescriptor {
                label: Some(self.shader.name),
                source: wgpu::ShaderSource::Wgsl(self.shader.source().into()),
            })
        })
    }
}

#[cfg(test)]
mod tests;

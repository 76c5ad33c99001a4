//! Contract between Rust and WGSL: every module is valid, and its structs, bindings and vertex inputs match Rust.

use crate::render::DRAWERS;
use crate::render::bindings::DeclaredBinding;
use crate::render::shader::{Constant, Shader};
use crate::render::{wipe, world_picture};
use std::collections::BTreeSet;
use wgpu::naga::valid::{Capabilities, ValidationFlags, Validator};
use wgpu::naga::{
    AddressSpace, Binding, Handle, ImageDimension, Literal, Module, Scalar, ShaderStage, StructMember, Type, TypeInner,
    VectorSize,
};

fn shaders() -> Vec<&'static Shader> {
    let of_drawers = DRAWERS.iter().flat_map(|drawer| drawer.shaders.iter().copied());
    of_drawers.chain([&wipe::SHADER, &world_picture::SHADER]).collect()
}

fn parse(shader: &Shader) -> Module {
    let source = shader.source();
    let module = wgpu::naga::front::wgsl::parse_str(&source)
        .unwrap_or_else(|error| panic!("{}: {}", shader.name, error.emit_to_string(&source)));
    let valid = Validator::new(ValidationFlags::all(), Capabilities::all()).validate(&module);
    valid.unwrap_or_else(|error| panic!("{}: {error:?}", shader.name));
    module
}

fn members(module: &Module, ty: Handle<Type>) -> Option<(&str, &[StructMember], usize)> {
    match &module.types[ty].inner {
        TypeInner::Struct { members, span } => {
            Some((module.types[ty].name.as_deref().unwrap_or_default(), members, *span as usize))
        }
        _ => None,
    }
}

/// Compares a uniform struct, and the structs within it, with the layouts declared in Rust.
fn compare_uniform(shader: &Shader, module: &Module, ty: Handle<Type>) {
    if let TypeInner::Array { base, stride, .. } = module.types[ty].inner {
        if let Some((.., span)) = members(module, base) {
            assert_eq!(stride as usize, span, "{}: elements of arrays follow without a gap", shader.name);
        }
        return compare_uniform(shader, module, base);
    }
    let Some((name, members, span)) = members(module, ty) else { return };
    let layout = shader.uniforms.iter().find(|layout| layout.name == name);
    let layout = layout.unwrap_or_else(|| panic!("{}: Rust declares no {name}", shader.name));
    let offsets: Vec<_> = members.iter().map(|m| (m.name.as_deref().unwrap_or_default(), m.offset as usize)).collect();
    assert_eq!(offsets, layout.members, "{}: members of {name}", shader.name);
    assert_eq!(span, layout.size, "{}: size of {name}", shader.name);
    members.iter().for_each(|member| compare_uniform(shader, module, member.ty));
}

#[test]
fn uniform_structs_are_the_same_in_rust_and_wgsl() {
    for shader in shaders() {
        let module = parse(shader);
        let uniforms = module.global_variables.iter().filter(|(_, global)| global.space == AddressSpace::Uniform);
        let types: Vec<_> = uniforms.map(|(_, global)| global.ty).collect();
        assert_eq!(types.is_empty(), shader.uniforms.is_empty(), "{}", shader.name);
        types.into_iter().for_each(|ty| compare_uniform(shader, &module, ty));
    }
}

fn kind(module: &Module, space: AddressSpace, ty: Handle<Type>) -> &'static str {
    match (space, &module.types[ty].inner) {
        (AddressSpace::Uniform, _) => "uniform",
        (AddressSpace::Storage { .. }, _) => "storage",
        (_, TypeInner::Sampler { comparison: false }) => "sampler",
        (_, TypeInner::Image { dim: ImageDimension::D2, arrayed: false, .. }) => "texture",
        (_, TypeInner::Image { dim: ImageDimension::D2, arrayed: true, .. }) => "texture array",
        (_, other) => panic!("no kind of binding: {other:?}"),
    }
}

#[test]
fn bindings_are_the_same_in_rust_and_wgsl() {
    let (mut all_declared, mut all_used) = (BTreeSet::new(), BTreeSet::new());
    for shader in shaders() {
        let module = parse(shader);
        let declared: Vec<DeclaredBinding> = shader.bindings.iter().flat_map(|table| table.declared()).collect();
        for (_, global) in module.global_variables.iter() {
            let Some(place) = &global.binding else { continue };
            let (name, kind) = (global.name.as_deref().unwrap_or_default(), kind(&module, global.space, global.ty));
            let same =
                |d: &&DeclaredBinding| (d.group, d.binding, d.name, d.kind) == (place.group, place.binding, name, kind);
            assert!(declared.iter().any(|d| same(&d)), "{}: {name} at {place:?} is no {kind} in Rust", shader.name);
            all_used.insert((place.group, place.binding, name.to_owned()));
        }
        all_declared.extend(declared.into_iter().map(|d| (d.group, d.binding, d.name.to_owned())));
    }
    assert_eq!(all_declared, all_used, "every binding of a table is used by a shader");
}

/// The WGSL type of a vertex format.
fn arrives_as(format: wgpu::VertexFormat) -> TypeInner {
    let vector = |size| TypeInner::Vector { size, scalar: Scalar::F32 };
    match format {
        wgpu::VertexFormat::Uint32 => TypeInner::Scalar(Scalar::U32),
        wgpu::VertexFormat::Float32 => TypeInner::Scalar(Scalar::F32),
        wgpu::VertexFormat::Float32x2 => vector(VectorSize::Bi),
        wgpu::VertexFormat::Float32x3 => vector(VectorSize::Tri),
        wgpu::VertexFormat::Float32x4 | wgpu::VertexFormat::Unorm8x4 => vector(VectorSize::Quad),
        other => panic!("what type is {other:?}?"),
    }
}

#[test]
fn vertex_inputs_are_the_same_in_rust_and_wgsl() {
    for shader in shaders() {
        let module = parse(shader);
        let vertex = module.entry_points.iter().filter(|entry| entry.stage == ShaderStage::Vertex);
        let inputs: BTreeSet<_> = vertex
            .flat_map(|entry| &entry.function.arguments)
            .filter_map(|argument| members(&module, argument.ty).map(|(name, ..)| (name.to_owned(), argument.ty)))
            .collect();
        let declared: Vec<_> = shader.vertices.iter().map(|layout| layout.name).collect();
        assert_eq!(inputs.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), declared, "{}", shader.name);
        for ((name, ty), layout) in inputs.iter().zip(shader.vertices) {
            let (_, members, _) = members(&module, *ty).expect("chosen above");
            let found: Vec<_> = members
                .iter()
                .map(|member| {
                    let Some(Binding::Location { location, .. }) = member.binding else {
                        panic!("{name} has a member without a location")
                    };
                    (member.name.clone().unwrap_or_default(), location, module.types[member.ty].inner.clone())
                })
                .collect();
            let expected: Vec<_> = layout
                .members
                .iter()
                .zip(layout.attributes)
                .map(|(member, a)| ((*member).to_owned(), a.shader_location, arrives_as(a.format)))
                .collect();
            assert_eq!(found, expected, "{}: {name}", shader.name);
            let end = layout.attributes.iter().map(|a| a.offset + a.format.size()).max();
            assert_eq!(end, Some(layout.stride as u64), "{name}: attributes cover the struct");
        }
    }
}

#[test]
fn shared_constants_arrive_and_are_used() {
    let mut unused = BTreeSet::new();
    let shaders = shaders();
    for shader in &shaders {
        let module = parse(shader);
        for (name, value) in shader.parts.iter().flat_map(|part| part.constants) {
            let found = module.constants.iter().find(|(_, constant)| constant.name.as_deref() == Some(name));
            let (_, constant) = found.unwrap_or_else(|| panic!("{}: no {name}", shader.name));
            let literal = &module.global_expressions[constant.init];
            match (value, literal) {
                (Constant::U32(value), wgpu::naga::Expression::Literal(Literal::U32(found))) => {
                    assert_eq!(value, found);
                }
                (Constant::F32(value), wgpu::naga::Expression::Literal(Literal::F32(found))) => {
                    assert_eq!(value, found);
                }
                (Constant::Vec2(_), wgpu::naga::Expression::Compose { components, .. }) => {
                    assert_eq!(components.len(), 2);
                }
                (Constant::Vec3(_), wgpu::naga::Expression::Compose { components, .. }) => {
                    assert_eq!(components.len(), 3);
                }
                (Constant::Colors(colors), wgpu::naga::Expression::Compose { components, .. }) => {
                    assert_eq!(components.len(), colors.len());
                }
                (value, found) => panic!("{}: {name} is {found:?}, not {value:?}", shader.name),
            }
            unused.insert(*name);
        }
    }
    let words = |text: &'static str| text.split(|c: char| !c.is_alphanumeric() && c != '_');
    for part in shaders.iter().flat_map(|shader| shader.parts) {
        words(part.wgsl).for_each(|word| {
            unused.remove(word);
        });
    }
    assert!(unused.is_empty(), "generated and not used: {unused:?}");
}

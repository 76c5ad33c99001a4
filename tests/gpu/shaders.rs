//! The shaders against the Rust that feeds them: every module parses and validates, and structs and constants that stand
//! on both sides agree.

use gtd_viewer::render::draw_list::NodeInstance;
use gtd_viewer::render::globals::Globals;
use gtd_viewer::render::terrain::shader_source;
use gtd_viewer::scene::space::PATCH_VERTICES;
use gtd_viewer::scene::terrain::patch::{NODE_HEIGHTS, NODE_WORDS};
use gtd_viewer::scene::terrain::walkable;
use std::mem::offset_of;
use wgpu::naga::{
    Expression, Literal, Module, TypeInner,
    valid::{Capabilities, ValidationFlags, Validator},
};

fn parse(source: &str) -> Module {
    let module =
        wgpu::naga::front::wgsl::parse_str(source).unwrap_or_else(|error| panic!("{}", error.emit_to_string(source)));
    Validator::new(ValidationFlags::all(), Capabilities::all()).validate(&module).expect("the module is valid");
    module
}

/// Names and offsets of a struct's members, and its size.
fn layout(module: &Module, name: &str) -> (Vec<(String, usize)>, usize) {
    let (_, ty) = module.types.iter().find(|(_, ty)| ty.name.as_deref() == Some(name)).expect(name);
    let TypeInner::Struct { members, span } = &ty.inner else { panic!("{name} is no struct") };
    let members = members.iter().map(|m| (m.name.clone().unwrap_or_default(), m.offset as usize)).collect();
    (members, *span as usize)
}

fn constant(module: &Module, name: &str) -> u32 {
    let (_, constant) = module.constants.iter().find(|(_, c)| c.name.as_deref() == Some(name)).expect(name);
    match module.global_expressions[constant.init] {
        Expression::Literal(Literal::U32(value)) => value,
        ref other => panic!("{name} is {other:?}"),
    }
}

fn meters(module: &Module, name: &str) -> f32 {
    let (_, constant) = module.constants.iter().find(|(_, c)| c.name.as_deref() == Some(name)).expect(name);
    match module.global_expressions[constant.init] {
        Expression::Literal(Literal::F32(value)) => value,
        ref other => panic!("{name} is {other:?}"),
    }
}

#[test]
fn what_can_be_walked_agrees() {
    let module = parse(&shader_source(false));
    assert_eq!(meters(&module, "MAX_INCLINE"), walkable::MAX_INCLINE);
    assert_eq!(meters(&module, "FREE_EDGE_M"), walkable::FREE_EDGE_M);
}

#[test]
fn both_forms_of_the_terrain_shader_are_valid() {
    for split in [false, true] {
        parse(&shader_source(split));
    }
}

#[test]
fn all_other_shaders_are_valid() {
    parse(&gtd_viewer::render::sky::shader_source());
    parse(&gtd_viewer::render::water::shader_source());
    parse(&gtd_viewer::render::lines::shader_source());
    parse(&gtd_viewer::render::overlays::shader_source());
    parse(&gtd_viewer::render::labels::shader_source());
}

#[test]
fn globals_agree() {
    let (members, size) = layout(&parse(&shader_source(false)), "Globals");
    let ours = [
        ("clip_from_eye", offset_of!(Globals, clip_from_eye)),
        ("eye_from_clip", offset_of!(Globals, eye_from_clip)),
        ("eye", offset_of!(Globals, eye)),
        ("light", offset_of!(Globals, light)),
        ("fog", offset_of!(Globals, fog)),
        ("ground", offset_of!(Globals, ground)),
        ("height", offset_of!(Globals, height)),
        ("sky", offset_of!(Globals, sky)),
        ("sun", offset_of!(Globals, sun)),
        ("sun_disk", offset_of!(Globals, sun_disk)),
        ("sun_glow", offset_of!(Globals, sun_glow)),
        ("sun_flare", offset_of!(Globals, sun_flare)),
        ("clouds_1", offset_of!(Globals, clouds_1)),
        ("clouds_2", offset_of!(Globals, clouds_2)),
        ("marks", offset_of!(Globals, marks)),
        ("ready", offset_of!(Globals, ready)),
    ];
    assert_eq!(members, ours.map(|(name, offset)| (name.to_owned(), offset)));
    assert_eq!(size, size_of::<Globals>());
}

#[test]
fn node_instances_agree() {
    let (members, _) = layout(&parse(&shader_source(false)), "NodeInstance");
    let names: Vec<_> = members.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["slot", "origin", "cell_m", "skirt_m", "page"]);
    let offsets = [
        offset_of!(NodeInstance, slot),
        offset_of!(NodeInstance, origin),
        offset_of!(NodeInstance, cell_m),
        offset_of!(NodeInstance, skirt_m),
        offset_of!(NodeInstance, page),
    ];
    // the attributes are packed: 4, 8, 4, 4 and 16 bytes
    assert_eq!((offsets, size_of::<NodeInstance>()), ([0, 4, 12, 16, 20], 36));
}

#[test]
fn the_nodes_layout_agrees() {
    let module = parse(&shader_source(false));
    assert_eq!(constant(&module, "NODE_WORDS"), NODE_WORDS as u32);
    assert_eq!(constant(&module, "NODE_HEIGHTS"), NODE_HEIGHTS as u32);
    assert_eq!(constant(&module, "NODE_SIDE"), PATCH_VERTICES);
}

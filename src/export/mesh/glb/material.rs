//! Materials of a .glb.

use serde_json::{Value, json};

use crate::export::mesh::materials::{Alpha, ObjectMaterial, Sampling};
use crate::export::mesh::scene::Liquid;

/// Extension of materials that no light changes.
pub(super) const UNLIT: &str = "KHR_materials_unlit";

const LINEAR: u32 = 9729;
const NEAREST: u32 = 9728;
const LINEAR_MIPMAP_LINEAR: u32 = 9987;
const NEAREST_MIPMAP_NEAREST: u32 = 9984;
const CLAMP: u32 = 33_071;
const REPEAT: u32 = 10_497;

/// Sampling of the terrain's texture: trilinear, clamped at the borders.
pub(super) const GROUND: Sampling = Sampling { is_clamped: true, is_nearest: false };

pub(super) fn sampler(sampling: Sampling) -> Value {
    let wrap = if sampling.is_clamped { CLAMP } else { REPEAT };
    let (mag, min) = match sampling.is_nearest {
        true => (NEAREST, NEAREST_MIPMAP_NEAREST),
        false => (LINEAR, LINEAR_MIPMAP_LINEAR),
    };
    json!({ "magFilter": mag, "minFilter": min, "wrapS": wrap, "wrapT": wrap })
}

pub(super) fn ground(texture: Option<usize>) -> Value {
    textured("ground", texture, [0.5, 0.5, 0.45, 1.0])
}

/// The material of a liquid, which is multiplied with the colors of its vertices.
pub(super) fn liquid(liquid: Liquid) -> Value {
    let (color, roughness, emissive) = match liquid {
        Liquid::Water => ([0.2, 0.42, 0.5, 0.9], 0.15, [0.0; 3]),
        Liquid::Lava => ([1.0; 4], 0.9, [0.8, 0.2, 0.02]),
    };
    json!({
        "name": liquid.name(),
        "pbrMetallicRoughness": { "baseColorFactor": color, "metallicFactor": 0.0, "roughnessFactor": roughness },
        "emissiveFactor": emissive,
        "alphaMode": "BLEND",
        "doubleSided": true,
    })
}

/// The material of a part with the index of its texture. Gray if its file is missing.
pub(super) fn object(material: &ObjectMaterial, texture: Option<usize>) -> Value {
    let plain = if material.has_texture { [0.5, 0.5, 0.5, 1.0] } else { [1.0; 4] };
    let mut value = textured(&material.name, texture, plain);
    match material.alpha {
        Alpha::Opaque => {}
        Alpha::Mask(cutoff) => {
            value["alphaMode"] = "MASK".into();
            value["alphaCutoff"] = cutoff.into();
        }
        Alpha::Blend => value["alphaMode"] = "BLEND".into(),
    }
    if material.look.is_double_sided {
        value["doubleSided"] = true.into();
    }
    if material.look.is_unlit {
        value["extensions"] = json!({ UNLIT: {} });
    }
    value
}

/// A rough material with a texture, or a color without one.
fn textured(name: &str, texture: Option<usize>, color: [f32; 4]) -> Value {
    let mut value = json!({ "name": name, "pbrMetallicRoughness": { "metallicFactor": 0.0, "roughnessFactor": 1.0 } });
    match texture {
        Some(texture) => value["pbrMetallicRoughness"]["baseColorTexture"] = json!({ "index": texture }),
        None => value["pbrMetallicRoughness"]["baseColorFactor"] = json!(color),
    }
    value
}

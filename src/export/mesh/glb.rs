//! glTF 2.0 in one file: a JSON chunk and a binary chunk.

use serde_json::{Value, json};

use super::{Geometry, MeshScene};
use crate::export::ExportError;

const ARRAY: u32 = 34_962;
const ELEMENTS: u32 = 34_963;
const FLOAT: u32 = 5126;
const U32: u32 = 5125;
const U8: u32 = 5121;

/// The binary chunk under construction, with its views and accessors.
#[derive(Default)]
struct Binary {
    bytes: Vec<u8>,
    views: Vec<Value>,
    accessors: Vec<Value>,
}

impl Binary {
    /// Appends aligned bytes; returns the index of their view.
    fn view(&mut self, bytes: &[u8], target: Option<u32>) -> usize {
        self.bytes.resize(self.bytes.len().next_multiple_of(4), 0);
        let mut view = json!({ "buffer": 0, "byteOffset": self.bytes.len(), "byteLength": bytes.len() });
        if let Some(target) = target {
            view["target"] = target.into();
        }
        self.bytes.extend_from_slice(bytes);
        self.views.push(view);
        self.views.len() - 1
    }

    fn accessor(&mut self, bytes: &[u8], target: u32, count: usize, component: u32, shape: &str) -> usize {
        let view = self.view(bytes, Some(target));
        let mut accessor = json!({ "bufferView": view, "componentType": component, "count": count, "type": shape });
        if component == U8 {
            accessor["normalized"] = true.into();
        }
        self.accessors.push(accessor);
        self.accessors.len() - 1
    }

    /// A mesh with a single primitive.
    fn mesh(&mut self, name: &str, geometry: &Geometry, material: usize) -> Value {
        let count = geometry.positions.len();
        let position = self.accessor(bytemuck::cast_slice(&geometry.positions), ARRAY, count, FLOAT, "VEC3");
        let (min, max) = bounds(&geometry.positions);
        self.accessors[position]["min"] = json!(min);
        self.accessors[position]["max"] = json!(max);
        let normal = self.accessor(bytemuck::cast_slice(&geometry.normals), ARRAY, count, FLOAT, "VEC3");
        let uv = self.accessor(bytemuck::cast_slice(&geometry.uvs), ARRAY, count, FLOAT, "VEC2");
        let mut attributes = json!({ "POSITION": position, "NORMAL": normal, "TEXCOORD_0": uv });
        if !geometry.colors.is_empty() {
            let colors = self.accessor(bytemuck::cast_slice(&geometry.colors), ARRAY, count, U8, "VEC4");
            attributes["COLOR_0"] = colors.into();
        }
        let indices =
            self.accessor(bytemuck::cast_slice(&geometry.indices), ELEMENTS, geometry.indices.len(), U32, "SCALAR");
        json!({ "name": name, "primitives": [{ "attributes": attributes, "indices": indices, "material": material }] })
    }
}

fn bounds(positions: &[[f32; 3]]) -> ([f32; 3], [f32; 3]) {
    let first = positions.first().copied().unwrap_or_default();
    positions.iter().fold((first, first), |(min, max), place| {
        (std::array::from_fn(|i| min[i].min(place[i])), std::array::from_fn(|i| max[i].max(place[i])))
    })
}

pub(super) fn encode(scene: &MeshScene) -> Result<Vec<u8>, ExportError> {
    let mut binary = Binary::default();
    let mut materials = vec![ground_material(scene.image.is_some())];
    let mut meshes = vec![binary.mesh("ground", &scene.ground, 0)];
    if let Some(water) = &scene.water {
        materials.push(water_material());
        meshes.push(binary.mesh("water", water, 1));
    }
    let nodes: Vec<Value> =
        meshes.iter().enumerate().map(|(index, mesh)| json!({ "name": mesh["name"], "mesh": index })).collect();
    let mut root = json!({
        "asset": { "version": "2.0", "generator": concat!("gtd-viewer ", env!("CARGO_PKG_VERSION")) },
        "scene": 0,
        "scenes": [{ "name": scene.name, "nodes": (0..nodes.len()).collect::<Vec<_>>() }],
        "nodes": nodes,
        "meshes": meshes,
        "materials": materials,
    });
    if let Some(image) = &scene.image {
        let view = binary.view(&image.png, None);
        root["images"] = json!([{ "name": "ground", "mimeType": "image/png", "bufferView": view }]);
        // Trilinear, clamped at the borders.
        root["samplers"] = json!([{ "magFilter": 9729, "minFilter": 9987, "wrapS": 33071, "wrapT": 33071 }]);
        root["textures"] = json!([{ "sampler": 0, "source": 0 }]);
    }
    binary.bytes.resize(binary.bytes.len().next_multiple_of(4), 0);
    root["buffers"] = json!([{ "byteLength": binary.bytes.len() }]);
    root["bufferViews"] = binary.views.into();
    root["accessors"] = binary.accessors.into();
    join(&root, &binary.bytes)
}

fn ground_material(textured: bool) -> Value {
    let mut material =
        json!({ "name": "ground", "pbrMetallicRoughness": { "metallicFactor": 0.0, "roughnessFactor": 1.0 } });
    match textured {
        true => material["pbrMetallicRoughness"]["baseColorTexture"] = json!({ "index": 0 }),
        false => material["pbrMetallicRoughness"]["baseColorFactor"] = json!([0.5, 0.5, 0.45, 1.0]),
    }
    material
}

fn water_material() -> Value {
    json!({
        "name": "water",
        "pbrMetallicRoughness": {
            "baseColorFactor": [0.2, 0.42, 0.5, 0.9], "metallicFactor": 0.0, "roughnessFactor": 0.15,
        },
        "alphaMode": "BLEND",
        "doubleSided": true,
    })
}

/// Joins header, JSON chunk, and binary chunk.
fn join(root: &Value, binary: &[u8]) -> Result<Vec<u8>, ExportError> {
    let mut json = serde_json::to_vec(root)?;
    json.resize(json.len().next_multiple_of(4), b' ');
    let length = u32::try_from(12 + 8 + json.len() + 8 + binary.len()).map_err(|_| ExportError::MeshTooLarge)?;
    let mut bytes = Vec::with_capacity(length as usize);
    bytes.extend(b"glTF");
    bytes.extend(2_u32.to_le_bytes());
    bytes.extend(length.to_le_bytes());
    for (kind, chunk) in [(b"JSON", &json[..]), (b"BIN\0", binary)] {
        let chunk_bytes = u32::try_from(chunk.len()).map_err(|_| ExportError::MeshTooLarge)?;
        bytes.extend(chunk_bytes.to_le_bytes());
        bytes.extend(kind);
        bytes.extend(chunk);
    }
    Ok(bytes)
}

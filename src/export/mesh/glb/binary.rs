//! The binary chunk of a .glb under construction, with its views and accessors.

use serde_json::{Value, json};

use crate::export::mesh::build::Geometry;

const ARRAY: u32 = 34_962;
const ELEMENTS: u32 = 34_963;
const FLOAT: u32 = 5126;
const U32: u32 = 5125;
const U16: u32 = 5123;
const U8: u32 = 5121;

#[derive(Default)]
pub(super) struct Binary {
    pub(super) bytes: Vec<u8>,
    pub(super) views: Vec<Value>,
    pub(super) accessors: Vec<Value>,
}

impl Binary {
    /// Appends aligned bytes; returns the index of their view.
    pub(super) fn view(&mut self, bytes: &[u8], target: Option<u32>) -> usize {
        self.align();
        let mut view = json!({ "buffer": 0, "byteOffset": self.bytes.len(), "byteLength": bytes.len() });
        if let Some(target) = target {
            view["target"] = target.into();
        }
        self.bytes.extend_from_slice(bytes);
        self.views.push(view);
        self.views.len() - 1
    }

    /// Fills up to the next multiple of four bytes.
    pub(super) fn align(&mut self) {
        self.bytes.resize(self.bytes.len().next_multiple_of(4), 0);
    }

    /// A primitive; the mesh file's triangles must not be empty.
    pub(super) fn primitive(&mut self, geometry: &Geometry, material: usize) -> Value {
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
        json!({ "attributes": attributes, "indices": self.indices(geometry), "material": material })
    }

    /// Indices of 16 bits where they suffice: the largest number is no index, but restarts a primitive.
    fn indices(&mut self, geometry: &Geometry) -> usize {
        let indices = &geometry.indices;
        let short: Option<Vec<u16>> = match u16::try_from(geometry.positions.len()).is_ok() {
            true => indices.iter().map(|index| u16::try_from(*index).ok()).collect(),
            false => None,
        };
        match short {
            Some(short) => self.accessor(bytemuck::cast_slice(&short), ELEMENTS, short.len(), U16, "SCALAR"),
            None => self.accessor(bytemuck::cast_slice(indices), ELEMENTS, indices.len(), U32, "SCALAR"),
        }
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
}

fn bounds(positions: &[[f32; 3]]) -> ([f32; 3], [f32; 3]) {
    let first = positions.first().copied().unwrap_or_default();
    positions.iter().fold((first, first), |(min, max), place| {
        (std::array::from_fn(|i| min[i].min(place[i])), std::array::from_fn(|i| max[i].max(place[i])))
    })
}

//! Meshes written as .glb, read by the gltf crate.

use std::path::Path;

use gltf::{Gltf, Node};
use serde_json::Value;

/// A file as the gltf crate reads it, and its JSON.
pub struct Scene {
    pub file: Gltf,
    pub json: Value,
}

impl Scene {
    pub fn open(path: &Path) -> Scene {
        let bytes = std::fs::read(path).unwrap();
        let json = serde_json::from_slice(&gltf::Glb::from_slice(&bytes).unwrap().json).unwrap();
        Scene { file: Gltf::from_slice(&bytes).unwrap(), json }
    }

    /// The nodes of objects with their extras.
    pub fn objects(&self) -> Vec<(Node<'_>, &Value)> {
        let extras = |node: &Node<'_>| &self.json["nodes"][node.index()]["extras"];
        let nodes = self.file.nodes().map(|node| (extras(&node), node));
        nodes.filter(|(extras, _)| !extras["index"].is_null()).map(|(extras, node)| (node, extras)).collect()
    }

    pub fn indices(&self) -> Vec<u64> {
        self.objects().iter().map(|(_, extras)| extras["index"].as_u64().unwrap()).collect()
    }

    /// Box of a node's vertices in the world; none without a mesh.
    pub fn bounds(&self, node: &Node<'_>) -> Option<[[f32; 3]; 2]> {
        let (blob, matrix) = (self.file.blob.as_deref(), node.transform().matrix());
        let mut bounds = [[f32::INFINITY; 3], [f32::NEG_INFINITY; 3]];
        for primitive in node.mesh()?.primitives() {
            for [x, y, z] in primitive.reader(|_| blob).read_positions().unwrap() {
                for axis in 0..3 {
                    let at = matrix[0][axis] * x + matrix[1][axis] * y + matrix[2][axis] * z + matrix[3][axis];
                    bounds[0][axis] = bounds[0][axis].min(at);
                    bounds[1][axis] = bounds[1][axis].max(at);
                }
            }
        }
        Some(bounds)
    }

    /// Whether a node's box is not that of an object's statistics, which another part of the program computes: what it
    /// is, and what it should be.
    pub fn misplaced(&self, node: &Node<'_>, expected: &Value) -> Option<String> {
        let (actual, expected) = (self.bounds(node), turned(expected));
        let is_near = match (actual, expected) {
            (Some(actual), Some(expected)) => {
                let pairs = actual.as_flattened().iter().zip(expected.as_flattened());
                pairs.fold(true, |near, (a, b)| near && (a - b).abs() <= 0.01)
            }
            (actual, expected) => actual.is_none() && expected.is_none(),
        };
        (!is_near).then(|| format!("{:?}: {actual:?} instead of {expected:?}", node.name()))
    }
}

/// A box of the statistics in the axes of a mesh file.
fn turned(bounds: &Value) -> Option<[[f32; 3]; 2]> {
    let at = |corner: usize, axis: usize| bounds[corner][axis].as_f64().unwrap() as f32;
    (!bounds.is_null()).then(|| [[at(0, 0), at(0, 1), -at(1, 2)], [at(1, 0), at(1, 1), -at(0, 2)]])
}

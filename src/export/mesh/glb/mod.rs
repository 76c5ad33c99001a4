//! glTF 2.0 in one file: a JSON chunk and a binary chunk.

mod binary;
mod material;

use serde_json::{Map, Value, json};

use self::binary::Binary;
use super::build::Geometry;
use super::materials::Sampling;
use super::objects::{ObjectNode, ObjectScene};
use super::scene::MeshScene;
use crate::export::ExportError;

/// A file under construction.
#[derive(Default)]
struct Document {
    binary: Binary,
    nodes: Vec<Value>,
    meshes: Vec<Value>,
    materials: Vec<Value>,
    images: Vec<Value>,
    samplers: Vec<Value>,
    /// What the samplers stand for.
    samplings: Vec<Sampling>,
    textures: Vec<Value>,
    /// The nodes that have no parent.
    roots: Vec<usize>,
    has_unlit: bool,
}

pub(super) fn encode(scene: &MeshScene) -> Result<Vec<u8>, ExportError> {
    let mut document = Document::default();
    if let Some(ground) = &scene.ground {
        let texture = scene.image.as_ref().map(|image| {
            let image = document.image("ground", &image.png);
            document.texture(image, material::GROUND)
        });
        document.surface("ground", ground, material::ground(texture));
    }
    for (liquid, geometry) in &scene.liquids {
        document.surface(liquid.name(), geometry, material::liquid(*liquid));
    }
    document.objects(&scene.objects);
    document.finish(&scene.name)
}

impl Document {
    fn image(&mut self, name: &str, png: &[u8]) -> usize {
        let view = self.binary.view(png, None);
        self.images.push(json!({ "name": name, "mimeType": "image/png", "bufferView": view }));
        self.images.len() - 1
    }

    /// Index of the texture of an image and sampling; equal ones are one.
    fn texture(&mut self, image: usize, sampling: Sampling) -> usize {
        let sampler = self.samplings.iter().position(|known| *known == sampling).unwrap_or_else(|| {
            self.samplings.push(sampling);
            self.samplers.push(material::sampler(sampling));
            self.samplers.len() - 1
        });
        let texture = json!({ "sampler": sampler, "source": image });
        self.textures.iter().position(|known| *known == texture).unwrap_or_else(|| {
            self.textures.push(texture);
            self.textures.len() - 1
        })
    }

    /// A node with a mesh and a material of its own.
    fn surface(&mut self, name: &str, geometry: &Geometry, material: Value) {
        self.materials.push(material);
        let primitive = self.binary.primitive(geometry, self.materials.len() - 1);
        self.meshes.push(json!({ "name": name, "primitives": [primitive] }));
        self.roots.push(self.nodes.len());
        self.nodes.push(json!({ "name": name, "mesh": self.meshes.len() - 1 }));
    }

    /// All objects, below a node of their own.
    fn objects(&mut self, objects: &ObjectScene) {
        if objects.nodes.is_empty() {
            return;
        }
        let images: Vec<usize> =
            objects.pictures.iter().map(|picture| self.image(&picture.name, &picture.png)).collect();
        let first_material = self.materials.len();
        for part in &objects.materials {
            let texture = part.picture.map(|picture| self.texture(images[picture], part.look.sampling));
            self.materials.push(material::object(part, texture));
            self.has_unlit |= part.look.is_unlit;
        }
        let first_mesh = self.meshes.len();
        for mesh in &objects.meshes {
            let primitive =
                |(geometry, material): &(Geometry, usize)| self.binary.primitive(geometry, first_material + material);
            let primitives: Vec<Value> = mesh.parts.iter().map(primitive).collect();
            self.meshes.push(json!({ "name": mesh.name, "primitives": primitives }));
        }
        let first = self.nodes.len();
        self.nodes.extend(objects.nodes.iter().map(|object| node(object, first_mesh)));
        self.roots.push(self.nodes.len());
        self.nodes.push(json!({ "name": "objects", "children": (first..self.nodes.len()).collect::<Vec<_>>() }));
    }

    fn finish(mut self, scene_name: &str) -> Result<Vec<u8>, ExportError> {
        self.binary.align();
        let mut root = Map::new();
        let generator = concat!("gtd-viewer ", env!("CARGO_PKG_VERSION"));
        root.insert("asset".into(), json!({ "version": "2.0", "generator": generator }));
        if self.has_unlit {
            root.insert("extensionsUsed".into(), json!([material::UNLIT]));
        }
        root.insert("scene".into(), json!(0));
        root.insert("scenes".into(), json!([{ "name": scene_name, "nodes": self.roots }]));
        let buffers = match self.binary.bytes.len() {
            0 => Vec::new(),
            length => vec![json!({ "byteLength": length })],
        };
        let lists = [
            ("nodes", self.nodes),
            ("meshes", self.meshes),
            ("materials", self.materials),
            ("textures", self.textures),
            ("images", self.images),
            ("samplers", self.samplers),
            ("accessors", self.binary.accessors),
            ("bufferViews", self.binary.views),
            ("buffers", buffers),
        ];
        // Empty lists are not allowed.
        let lists = lists.into_iter().filter(|(_, list)| !list.is_empty());
        root.extend(lists.map(|(name, list)| (name.to_owned(), list.into())));
        join(&root, &self.binary.bytes)
    }
}

/// The node of an object.
fn node(object: &ObjectNode, first_mesh: usize) -> Value {
    let events = object.events;
    let mut node = json!({ "name": object.name });
    if let Some(mesh) = object.mesh {
        node["mesh"] = (first_mesh + mesh).into();
    }
    if let Some(place) = object.place {
        node["translation"] = json!(place.translation.to_array());
        node["rotation"] = json!(place.rotation.to_array());
        node["scale"] = json!(place.scale.to_array());
    }
    node["extras"] = json!({
        "index": object.index,
        "name": object.name,
        "event": {
            "belong": events.belongs_to,
            "id": events.event_id,
            "type": events.event_kind,
            "npc": events.npc_id,
            "status": events.npc_status,
        },
    });
    node
}

/// Joins header, JSON chunk, and binary chunk.
fn join(root: &Map<String, Value>, binary: &[u8]) -> Result<Vec<u8>, ExportError> {
    let mut json = serde_json::to_vec(root)?;
    json.resize(json.len().next_multiple_of(4), b' ');
    let chunks = [(b"JSON", &json[..]), (b"BIN\0", binary)];
    // A file without data has no binary chunk.
    let chunks = chunks.iter().filter(|(_, chunk)| !chunk.is_empty());
    let length: usize = chunks.clone().map(|(_, chunk)| 8 + chunk.len()).sum();
    let length = u32::try_from(12 + length).map_err(|_| ExportError::MeshTooLarge)?;
    let mut bytes = Vec::with_capacity(length as usize);
    bytes.extend(b"glTF");
    bytes.extend(2_u32.to_le_bytes());
    bytes.extend(length.to_le_bytes());
    for (kind, chunk) in chunks {
        let chunk_bytes = u32::try_from(chunk.len()).map_err(|_| ExportError::MeshTooLarge)?;
        bytes.extend(chunk_bytes.to_le_bytes());
        bytes.extend(*kind);
        bytes.extend(*chunk);
    }
    Ok(bytes)
}

//! Statistics of placed objects: `objects --json`, field by field as in the command-line contract.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::formats::kernel::text;
use crate::formats::n3pmesh::Mesh;
use crate::formats::opd::{Object, OpdFile, RenderFlags};
use crate::scene::objects::{Bounds, KindPart, ObjectSet};

/// What a client folder holds of the files that placed objects name.
#[derive(Clone, Debug, Default)]
pub struct ObjectFiles {
    /// The meshes by their number in [`ObjectSet::meshes`]; none if a file is missing or malformed.
    pub meshes: Vec<Option<Mesh>>,
    /// Whether each texture of [`ObjectSet::textures`] is there.
    pub has_texture: Vec<bool>,
}

/// Statistics of a file of placed objects.
#[derive(Clone, Debug, Serialize)]
pub struct ObjectsStats {
    /// The file's own name.
    pub file: String,
    /// `headerless` or `versioned`.
    pub layout: &'static str,
    /// Version of the file; none if headerless.
    pub version: Option<i32>,
    /// Name of the zone in the file; none if headerless.
    pub name: Option<String>,
    /// Extent eastward in meters.
    pub width_m: f64,
    /// Extent northward in meters.
    pub length_m: f64,
    /// Bytes after the last object.
    pub trailing_bytes: usize,
    /// Sums over all objects.
    pub totals: ObjectTotals,
    /// The objects, in file order.
    pub shapes: Vec<ObjectStats>,
}

/// Sums over all objects.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ObjectTotals {
    /// Placed objects.
    pub shapes: usize,
    /// Their parts.
    pub parts: usize,
    /// Triangles at full detail, summed over the objects.
    pub triangles: usize,
    /// Blended parts.
    pub parts_alpha: usize,
    /// Double-sided parts.
    pub parts_double_sided: usize,
    /// Parts that face the eye.
    pub parts_billboard: usize,
    /// Parts that sway in the wind.
    pub parts_wind: usize,
    /// Parts with several textures.
    pub parts_flip_book: usize,
    /// Objects with animation keys.
    pub shapes_animated: usize,
    /// Objects with the type bit of gates, levers and flags.
    pub shapes_extra: usize,
    /// Objects whose scale turns them inside out.
    pub shapes_mirrored: usize,
    /// Distinct meshes that are there.
    pub meshes: usize,
    /// Distinct textures that are there.
    pub textures: usize,
    /// Files that are not there, or malformed: sorted, in lower case.
    pub missing: Vec<String>,
    /// Collision triangles of the file.
    pub collision_faces: usize,
}

/// A placed object.
#[derive(Clone, Debug, Serialize)]
pub struct ObjectStats {
    /// Number in the file.
    pub index: usize,
    /// Name of the object.
    pub name: String,
    /// Type as stored.
    #[serde(rename = "type")]
    pub kind: u32,
    /// Whether it is a gate, a lever or a flag.
    pub extra: bool,
    /// Position in meters; null where not finite.
    pub position: [f64; 3],
    /// Quaternion x, y, z, w.
    pub rotation: [f64; 4],
    /// Scale factors.
    pub scale: [f64; 3],
    /// The parts, in file order.
    pub parts: Vec<PartStats>,
    /// Box of all vertices in world coordinates: minimum and maximum; none if no mesh is there.
    #[serde(rename = "box")]
    pub bounds: Option<[[f64; 3]; 2]>,
    /// Triangles at full detail.
    pub triangles: usize,
    /// Number of keys of position, rotation and scale.
    pub animation_keys: [usize; 3],
    /// Game logic.
    pub event: EventStats,
    /// Files that are not there: sorted, in lower case.
    pub missing: Vec<String>,
}

/// A part of an object.
#[derive(Clone, Debug, Serialize)]
pub struct PartStats {
    /// Mesh file in lower case.
    pub mesh: String,
    /// Texture files in lower case; empty for no texture.
    pub textures: Vec<String>,
    /// Render flags.
    pub flags: u32,
    /// D3DTEXTUREOP.
    #[serde(rename = "colour_op")]
    pub color_op: u32,
    /// D3DBLEND of source and destination.
    pub blend: [u32; 2],
    /// Offset of the mesh in meters.
    pub pivot: [f64; 3],
    /// Textures per second.
    pub fps: f64,
    /// Triangles at full detail; 0 if the mesh is not there.
    pub triangles: usize,
}

/// Game logic of an object, as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct EventStats {
    /// Nation.
    pub belong: i32,
    /// Event number.
    pub id: i32,
    /// Event type.
    #[serde(rename = "type")]
    pub kind: i32,
    /// NPC, gate or warp list.
    pub npc: i32,
    /// State of the NPC.
    pub status: i32,
}

impl ObjectsStats {
    /// Computes the statistics of a file. `set` is that of the same file.
    pub fn new(
        file_name: &str,
        (file, trailing_bytes): (&OpdFile, usize),
        set: &ObjectSet,
        files: &ObjectFiles,
    ) -> ObjectsStats {
        let triangles: Vec<usize> = files.meshes.iter().map(|mesh| mesh.as_ref().map_or(0, Mesh::triangles)).collect();
        let context = Context { set, files, triangles };
        let shapes: Vec<ObjectStats> =
            file.objects.iter().enumerate().map(|(index, object)| context.object(index, object)).collect();
        let header = file.header.as_ref();
        ObjectsStats {
            file: file_name.to_owned(),
            layout: if header.is_some() { "versioned" } else { "headerless" },
            version: header.map(|header| header.version),
            name: header.map(|header| text::decode_until_nul(&header.name)),
            width_m: file.width_m.into(),
            length_m: file.length_m.into(),
            trailing_bytes,
            totals: context.totals(file, &shapes),
            shapes,
        }
    }
}

struct Context<'a> {
    set: &'a ObjectSet,
    files: &'a ObjectFiles,
    /// Triangles by mesh.
    triangles: Vec<usize>,
}

impl Context<'_> {
    fn object(&self, index: usize, object: &Object) -> ObjectStats {
        let kind_parts = self.set.parts(index);
        let mesh_of = |part: &KindPart| self.files.meshes.get(part.mesh?)?.as_ref();
        let bounds = kind_parts
            .iter()
            .filter_map(|part| Bounds::of_vertices(&mesh_of(part)?.vertices, self.set.world_from_mesh(index, part)));
        let parts: Vec<PartStats> = kind_parts.iter().map(|part| self.part(part)).collect();
        let events = object.events;
        ObjectStats {
            index,
            name: object.name(),
            kind: object.kind,
            extra: object.is_extra(),
            position: object.placement.position_m.map(f64::from),
            rotation: object.placement.rotation.map(f64::from),
            scale: object.placement.scale.map(f64::from),
            bounds: bounds
                .reduce(Bounds::union)
                .map(|bounds| [bounds.min, bounds.max].map(|corner| corner.to_array().map(f64::from))),
            triangles: parts.iter().map(|part| part.triangles).sum(),
            parts,
            animation_keys: object
                .placement
                .animation
                .each_ref()
                .map(|keys| keys.as_ref().map_or(0, |keys| keys.values.len())),
            event: EventStats {
                belong: events.belongs_to,
                id: events.event_id,
                kind: events.event_kind,
                npc: events.npc_id,
                status: events.npc_status,
            },
            missing: self.missing(kind_parts).into_iter().collect(),
        }
    }

    fn part(&self, part: &KindPart) -> PartStats {
        let texture =
            |texture: &Option<usize>| texture.map_or_else(String::new, |texture| self.set.textures[texture].clone());
        PartStats {
            mesh: part.mesh.map_or_else(String::new, |mesh| self.set.meshes[mesh].clone()),
            textures: part.textures.iter().map(texture).collect(),
            flags: part.material.flags.0,
            color_op: part.material.color_op,
            blend: [part.material.source_blend, part.material.dest_blend],
            pivot: part.pivot_m.to_array().map(f64::from),
            fps: part.texture_fps.into(),
            triangles: part.mesh.map_or(0, |mesh| self.triangles[mesh]),
        }
    }

    fn missing(&self, parts: &[KindPart]) -> BTreeSet<String> {
        let meshes = parts.iter().filter_map(|part| part.mesh).filter(|mesh| self.files.meshes[*mesh].is_none());
        let textures = parts.iter().flat_map(|part| &part.textures).flatten();
        let textures = textures.filter(|texture| !self.files.has_texture[**texture]);
        let meshes = meshes.map(|mesh| self.set.meshes[mesh].clone());
        meshes.chain(textures.map(|texture| self.set.textures[*texture].clone())).collect()
    }

    fn totals(&self, file: &OpdFile, shapes: &[ObjectStats]) -> ObjectTotals {
        let parts = || shapes.iter().flat_map(|shape| &shape.parts);
        let flagged = |flag| parts().filter(|part| RenderFlags(part.flags).contains(flag)).count();
        let missing: BTreeSet<String> = shapes.iter().flat_map(|shape| shape.missing.iter().cloned()).collect();
        ObjectTotals {
            shapes: shapes.len(),
            parts: parts().count(),
            triangles: shapes.iter().map(|shape| shape.triangles).sum(),
            parts_alpha: flagged(RenderFlags::BLENDED),
            parts_double_sided: flagged(RenderFlags::DOUBLE_SIDED),
            parts_billboard: flagged(RenderFlags::BILLBOARD),
            parts_wind: flagged(RenderFlags::WIND),
            parts_flip_book: parts().filter(|part| part.textures.len() > 1).count(),
            shapes_animated: shapes.iter().filter(|shape| shape.animation_keys.iter().any(|keys| *keys > 0)).count(),
            shapes_extra: shapes.iter().filter(|shape| shape.extra).count(),
            shapes_mirrored: shapes.iter().filter(|shape| shape.scale.iter().product::<f64>() < 0.0).count(),
            meshes: self.files.meshes.iter().flatten().count(),
            textures: self.files.has_texture.iter().filter(|there| **there).count(),
            missing: missing.into_iter().collect(),
            collision_faces: file.collision.len(),
        }
    }
}

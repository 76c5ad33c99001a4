//! Expected sizes of mesh files.

use super::build::TileRect;
use super::{MeshContents, MeshExport, texture};
use crate::formats::gtd::Gtd;

/// Usual bytes of a mesh file with its companions. `is_text`: of an OBJ, else of a .glb.
pub(super) fn bytes(gtd: &Gtd, rect: &TileRect, export: &MeshExport, is_text: bool) -> u64 {
    let MeshContents { ground, water, objects } = export.contents;
    let mut bytes = 0;
    if ground {
        bytes += ground_bytes(rect, is_text) + texture::usual_bytes(rect, export);
    }
    if water {
        bytes += water_bytes(gtd, is_text);
    }
    if objects {
        bytes += object_bytes(rect, is_text);
    }
    bytes
}

const TEXT_OF_TRIANGLE: u64 = 88;
const TRIANGLE: u64 = 12;

fn ground_bytes(rect: &TileRect, is_text: bool) -> u64 {
    // Position, normal and texture coordinates.
    const VERTEX: u64 = 32;
    let [width, height] = rect.size().map(u64::from);
    let triangles = 2 * width * height;
    match is_text {
        true => triangles * TEXT_OF_TRIANGLE,
        false => (width + 1) * (height + 1) * VERTEX + triangles * TRIANGLE,
    }
}

fn water_bytes(gtd: &Gtd, is_text: bool) -> u64 {
    // A color besides.
    const VERTEX: u64 = 36;
    let rivers = gtd.rivers().iter().map(|river| (river.vertices.len(), river.indices().len()));
    let ponds = gtd.ponds().iter().map(|pond| (pond.vertices.len(), pond.indices().len()));
    let (vertices, indices) = rivers.chain(ponds).fold((0, 0), |sum, water| (sum.0 + water.0, sum.1 + water.1));
    let triangles = indices as u64 / 3;
    if is_text { triangles * TEXT_OF_TRIANGLE } else { vertices as u64 * VERTEX + triangles * TRIANGLE }
}

/// Usual number of textures of a zone's objects.
pub(super) const OBJECT_TEXTURES: u64 = 60;

/// The objects of a zone are not counted here: the mean of the client's zones. Larger zones repeat the same meshes.
fn object_bytes(rect: &TileRect, is_text: bool) -> u64 {
    let [width, height] = rect.size().map(u64::from);
    (width * height).isqrt() * if is_text { 100_000 } else { 40_000 }
}

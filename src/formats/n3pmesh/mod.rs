//! `.n3pmesh`: a progressive mesh with its levels of detail (formats section 9.3), read and written.
//!
//! A file holds the mesh in its lowest detail and the steps from there to full detail. [`Levels`] replays them.
//! Units are the file's own: meters, left-handed, Y up. Triangles are clockwise as seen from the front.

mod fields;
mod levels;

pub use levels::{DetailLevel, Levels};

use crate::formats::kernel::{EncodeError, ErrorClass, FormatError, Reader, Writer};
use crate::formats::kinds::{self, FileKind};

/// Maximum accepted length of a name, in bytes.
const MAX_NAME_BYTES: i32 = 4096;
/// Indices have 16 bits.
const MAX_VERTICES: i32 = 65_536;

/// Kind of the mesh files (`.n3pmesh`).
pub static KIND: FileKind = FileKind {
    name: "mesh",
    extensions: &["n3pmesh"],
    summary: "A mesh of a placed object or character, with the steps between its levels of detail.",
    is_enciphered: false,
    // A file of zeros would be a mesh without vertices.
    recognizes: |bytes| Mesh::parse(bytes).is_ok_and(|mesh| !mesh.vertices.is_empty()),
    map: |bytes| kinds::record(bytes, Mesh::read),
};

/// Contents of a mesh file.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Mesh {
    /// Name as stored, code page 949.
    pub name: Vec<u8>,
    /// Number of vertices at the lowest detail.
    pub min_vertices: usize,
    /// Number of indices at the lowest detail.
    pub min_indices: usize,
    /// All vertices, in the order in which detail is added.
    pub vertices: Vec<MeshVertex>,
    /// All indices, as stored: in the state of lowest detail. [`Mesh::full_detail`] gives those to draw.
    pub indices: Vec<u16>,
    /// Steps from the lowest to the full detail.
    pub collapses: Vec<Collapse>,
    /// Positions in `indices`, for the steps.
    pub index_changes: Vec<i32>,
    /// Numbers of vertices that the game draws, by distance; empty: full detail always.
    pub distances: Vec<DetailDistance>,
}

/// A vertex of a mesh: 32 bytes, as stored.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Default, bytemuck::Pod, bytemuck::Zeroable)]
pub struct MeshVertex {
    /// Position in meters.
    pub position_m: [f32; 3],
    /// Normal; the game uses its stored length.
    pub normal: [f32; 3],
    /// Texture coordinates; beyond 0 to 1 the texture repeats.
    pub uv: [f32; 2],
}

/// A step from a lower to a higher detail, as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Collapse {
    /// Number of indices that the step adds.
    pub indices_gained: i32,
    /// Number of index changes of the step.
    pub changes: i32,
    /// Number of vertices that the step adds.
    pub vertices_gained: i32,
    /// Number of the first index change; values below 0 mean 0.
    pub first_change: i32,
    /// Vertex that takes the corners when the step is undone.
    pub collapses_to: i32,
    /// Lowest byte not 0: the game never stops at this step. The other bytes are undefined.
    pub flags: u32,
}

/// An entry of the table of distances.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct DetailDistance {
    /// Distance in meters times the vertical field of view in radians, for an object of scale 1.
    pub distance: f32,
    /// Number of vertices that the game draws there.
    pub vertices: i32,
}

impl Mesh {
    /// Parses a complete file.
    ///
    /// # Errors
    /// The file is truncated, or the steps do not lead from the lowest to the full detail within the arrays.
    ///
    /// # Examples
    /// ```
    /// use gtd_viewer::formats::n3pmesh::{Mesh, MeshVertex};
    /// let corner = |x, z| MeshVertex { position_m: [x, 0.0, z], normal: [0.0, 1.0, 0.0], uv: [x, z] };
    /// let vertices = vec![corner(0.0, 0.0), corner(0.0, 1.0), corner(1.0, 0.0)];
    /// let mesh = Mesh::new("triangle", vertices, vec![0, 1, 2]);
    /// let file = mesh.encode()?;
    /// assert_eq!(Mesh::parse(&file)?.full_detail(), [0, 1, 2]);
    /// assert_eq!(Mesh::parse(&file[..100]).unwrap_err().field, "vertex");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(bytes: &[u8]) -> Result<Mesh, FormatError> {
        let mut reader = Reader::new(bytes);
        let mesh = Mesh::read(&mut reader)?;
        reader.finish()?;
        Ok(mesh)
    }

    /// Triangles at full detail.
    pub fn triangles(&self) -> usize {
        self.indices.len() / 3
    }

    /// A mesh with a single level of detail.
    pub fn new(name: &str, vertices: Vec<MeshVertex>, indices: Vec<u16>) -> Mesh {
        Mesh {
            name: name.as_bytes().to_vec(),
            min_vertices: vertices.len(),
            min_indices: indices.len(),
            vertices,
            indices,
            ..Mesh::default()
        }
    }

    /// Reads the fields of a file; bytes may remain.
    pub(in crate::formats) fn read(reader: &mut Reader<'_>) -> Result<Mesh, FormatError> {
        reader.section(&fields::HEADER);
        let name = reader.string(&fields::NAME_LENGTH, &fields::NAME, MAX_NAME_BYTES)?.to_vec();
        let collapses = reader.count_of(&fields::COLLAPSE_COUNT, fields::COLLAPSE.stride() as usize)?;
        let changes = reader.count_of(&fields::CHANGE_COUNT, fields::CHANGE.stride() as usize)?;
        let max_vertices = reader.number_in(&fields::MAX_VERTICES, 0..=MAX_VERTICES)?;
        let max_indices = reader.count_of(&fields::MAX_INDICES, fields::INDEX.stride() as usize)?;
        let min_vertices = reader.number_in(&fields::MIN_VERTICES, 0..=most(max_vertices))?;
        let min_indices = reader.number_in(&fields::MIN_INDICES, 0..=most(max_indices))?;

        reader.section(&fields::VERTICES);
        let range = reader.records(&fields::VERTEX, max_vertices, 0)?;
        let vertices = reader.slice(range).as_chunks().0.iter().map(vertex).collect();
        reader.section(&fields::INDICES);
        let range = reader.records(&fields::INDEX, max_indices, 0)?;
        let indices = reader.slice(range).as_chunks().0.iter().map(|word| u16::from_le_bytes(*word)).collect();
        reader.section(&fields::COLLAPSES);
        let range = reader.records(&fields::COLLAPSE, collapses, 0)?;
        let first_collapse = range.start;
        let collapses = reader.slice(range).as_chunks().0.iter().map(collapse).collect();
        reader.section(&fields::CHANGES);
        let range = reader.records(&fields::CHANGE, changes, 0)?;
        let index_changes = reader.slice(range).as_chunks().0.iter().map(|word| i32::from_le_bytes(*word)).collect();
        reader.section(&fields::DISTANCES);
        let count = reader.count_of(&fields::DISTANCE_COUNT, fields::DISTANCE.stride() as usize)?;
        let range = reader.records(&fields::DISTANCE, count, 0)?;
        let distances = reader.slice(range).as_chunks().0.iter().map(distance).collect();

        let mesh = Mesh { name, min_vertices, min_indices, vertices, indices, collapses, index_changes, distances };
        levels::validate(&mesh).map_err(|(step, fault)| FormatError {
            class: ErrorClass::Malformed,
            section: fields::COLLAPSES.name,
            offset: (first_collapse + step * fields::COLLAPSE.stride() as usize) as u64,
            field: fields::COLLAPSE.name,
            found: fault.found,
            expected: fault.expected,
        })?;
        Ok(mesh)
    }

    /// Encodes the file, byte for byte as it was parsed.
    ///
    /// # Errors
    /// Where a number of items, or the name's length, exceeds 32 bits.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        let mut out = Writer::default();
        out.string(&self.name);
        for count in [
            self.collapses.len(),
            self.index_changes.len(),
            self.vertices.len(),
            self.indices.len(),
            self.min_vertices,
            self.min_indices,
        ] {
            out.count(count);
        }
        for vertex in &self.vertices {
            out.f32s(&vertex.position_m);
            out.f32s(&vertex.normal);
            out.f32s(&vertex.uv);
        }
        for index in &self.indices {
            out.bytes(&index.to_le_bytes());
        }
        for step in &self.collapses {
            for word in [step.indices_gained, step.changes, step.vertices_gained, step.first_change, step.collapses_to]
            {
                out.i32(word);
            }
            out.u32(step.flags);
        }
        for position in &self.index_changes {
            out.i32(*position);
        }
        out.count(self.distances.len());
        for entry in &self.distances {
            out.f32s(&[entry.distance]);
            out.i32(entry.vertices);
        }
        out.finish()
    }
}

/// The upper bound of a smaller count.
fn most(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn vertex(bytes: &[u8; 32]) -> MeshVertex {
    let words = bytes.as_chunks::<4>().0;
    let float = |i: usize| f32::from_le_bytes(words[i]);
    MeshVertex {
        position_m: [float(0), float(1), float(2)],
        normal: [float(3), float(4), float(5)],
        uv: [float(6), float(7)],
    }
}

fn collapse(bytes: &[u8; 24]) -> Collapse {
    let words = bytes.as_chunks::<4>().0;
    let int = |i: usize| i32::from_le_bytes(words[i]);
    Collapse {
        indices_gained: int(0),
        changes: int(1),
        vertices_gained: int(2),
        first_change: int(3),
        collapses_to: int(4),
        flags: u32::from_le_bytes(words[5]),
    }
}

fn distance(bytes: &[u8; 8]) -> DetailDistance {
    let words = bytes.as_chunks::<4>().0;
    DetailDistance { distance: f32::from_le_bytes(words[0]), vertices: i32::from_le_bytes(words[1]) }
}

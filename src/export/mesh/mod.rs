//! The ground as a mesh for other programs: glTF 2.0 (`.glb`) and OBJ with MTL.
//!
//! Right-handed, Y up, meters: a place (x, y, z) of the zone becomes (x, y, -z), and triangles are wound the other way
//! round, so that nothing is mirrored and fronts stay fronts. Triangles are the client's own. Texture coordinates run
//! over the whole part that is exported, (0, 0) its north-western corner. Water is a mesh of its own.

mod build;
mod glb;
mod obj;
mod texture;

use std::io;
use std::path::Path;

pub use build::{Part, Surface, ground, water};
pub use texture::{Baking, bake, bake_telling};

use super::atomic_file::AtomicFile;

/// A picture for the ground: R, G, B rows from the north.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Width and height in pixels.
    pub size_px: [u32; 2],
    /// Width x height x 3 bytes.
    pub rgb: Vec<u8>,
}

/// What is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Its name.
    pub name: String,
    /// The ground.
    pub ground: Surface,
    /// What lies on the ground; gray without.
    pub picture: Option<Picture>,
    /// Rivers and ponds; none where there are none.
    pub water: Option<Surface>,
}

/// Writes a scene by the file's ending: `.glb`, or `.obj` with its `.mtl` and `.png` beside it.
///
/// # Errors
/// Another ending, a scene too large for the format, or what the system says.
pub fn write(scene: &Scene, path: &Path) -> io::Result<()> {
    let extension = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    match extension.as_deref() {
        Some("glb") => AtomicFile::write(path, &glb::encode(scene)?),
        Some("obj") => {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let files = obj::encode(scene, &stem)?;
            let (mtl, png) = (path.with_extension("mtl"), path.with_extension("png"));
            let mut set = vec![(mtl.as_path(), files.mtl.as_bytes()), (path, files.obj.as_bytes())];
            set.extend(files.picture.as_ref().map(|picture| (png.as_path(), picture.as_slice())));
            AtomicFile::write_set(&set)
        }
        _ => Err(io::Error::new(io::ErrorKind::InvalidInput, "meshes go to .glb or .obj")),
    }
}

/// The picture as PNG.
fn png(picture: &Picture) -> io::Result<Vec<u8>> {
    Ok(super::png::rgb8(&picture.rgb, picture.size_px)?)
}

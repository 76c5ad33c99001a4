//! Terrain meshes for other programs: glTF 2.0 (`.glb`) and OBJ with MTL.
//!
//! Right-handed, Y up, meters: a position (x, y, z) of the zone becomes (x, y, -z), and the winding of triangles is
//! reversed, so that nothing is mirrored and front faces stay front faces. Triangles are the client's own. Texture
//! coordinates cover the exported rectangle, (0, 0) being its north-western corner. Water is a separate mesh.

mod build;
mod glb;
mod obj;
mod texture;

use std::fmt;
use std::path::Path;

use super::options::{PX_PER_TILE, TileRange, parse_px_per_tile};
use super::outputs::{Companion, companion_name};
use super::{
    Estimate, ExportContext, ExportError, ExportOption, ExportSpec, ExportStep, Exporter, FileType, Output, Preset,
    Program,
};
use crate::formats::gtd::Gtd;
use crate::formats::kernel::number::grouped;

use build::{Geometry, TileRect, ground, water};
use texture::{MAX_PX, MeshImage, bake};

pub use texture::MeshTexture;

/// Index of the format that every program reads.
const OBJ: usize = 1;

/// Contents of a mesh file.
struct MeshScene {
    name: String,
    ground: Geometry,
    /// Texture of the terrain; gray without one.
    image: Option<MeshImage>,
    /// Rivers and ponds; none without any.
    water: Option<Geometry>,
}

/// Terrain and water as a mesh.
#[derive(clap::Args, Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeshExport {
    /// Export only these tiles (X1 and Z1 excluded)
    #[arg(long, value_name = "X0,Z0,X1,Z1", allow_hyphen_values = true)]
    pub tiles: Option<TileRange>,

    /// Texture of the terrain
    #[arg(long, value_enum, default_value_t)]
    pub texture: MeshTexture,

    /// Pixels per side of a tile in the baked texture: 1, 2, 4 ... 128; halved until the texture has at most 16,384 pixels
    /// per side
    #[arg(long, value_name = "N", default_value_t = PX_PER_TILE, value_parser = parse_px_per_tile, allow_negative_numbers = true)]
    pub px_per_tile: u32,
}

/// Report of a mesh export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeshReport {
    /// Number of terrain triangles.
    pub ground_triangles: usize,
    /// Number of river and pond triangles.
    pub water_triangles: usize,
    /// Size of the terrain's texture in pixels, and its pixels per tile side; none without a texture.
    pub image: Option<([u32; 2], u32)>,
    /// Pixels per tile side that were requested and do not fit the maximum size.
    pub reduced_from: Option<u32>,
}

impl MeshExport {
    /// The whole zone with its tiles as the texture, at the default size.
    pub const WHOLE: MeshExport = MeshExport { tiles: None, texture: MeshTexture::Baked, px_per_tile: PX_PER_TILE };

    /// The exported tiles.
    fn rect(&self, gtd: &Gtd) -> Result<TileRect, ExportError> {
        match self.tiles {
            None => Ok(TileRect::whole(gtd)),
            Some(TileRange(tiles)) => TileRect::new(gtd, tiles).ok_or(ExportError::TilesOutside(gtd.tiles_per_side())),
        }
    }
}

impl Exporter for MeshExport {
    const SPEC: ExportSpec = ExportSpec {
        name: "mesh",
        about: "Terrain and water as a mesh: .glb or .obj",
        examples: "Examples:\n  gtd-viewer export mesh moradon.gtd -o moradon.glb\n  \
            gtd-viewer export mesh moradon.gtd -o town.obj --tiles 60,60,90,100 --px-per-tile 64\n\n\
            Units are meters: x east, y up, -z north.",
        reads_client_files: true,
    };
    const PRESETS: &'static [Preset<MeshExport>] = &[
        Preset::in_menu(Program::Blender, MeshExport::WHOLE),
        // Unity itself reads no glTF.
        Preset::new(Program::Unity, MeshExport::WHOLE).in_format(OBJ),
        Preset::new(Program::Unreal, MeshExport::WHOLE),
        Preset::in_menu(Program::Godot, MeshExport::WHOLE),
        Preset::new(Program::Other, MeshExport::WHOLE),
    ];
    type Report = MeshReport;

    fn output(&self) -> Output {
        const GLB: FileType = FileType { name: "glTF, one file", extensions: &["glb"] };
        const OBJ: FileType = FileType { name: "Wavefront OBJ", extensions: &["obj"] };
        Output::File { types: &[GLB, OBJ], expected: "unknown extension; meshes are written as .glb or .obj" }
    }

    fn companions(&self, output: &Path) -> Vec<Companion> {
        let mut companions = Vec::new();
        if is_obj(output) {
            companions.push(Companion::materials(output));
            companions.extend((self.texture != MeshTexture::None).then(|| Companion::picture(output)));
        }
        companions
    }

    fn name_suffix(&self) -> &'static str {
        ".glb"
    }

    fn options(&self) -> Vec<ExportOption> {
        let px = (self.texture == MeshTexture::Baked).then_some(ExportOption::PxPerTile(self.px_per_tile));
        [ExportOption::MeshTexture(self.texture)].into_iter().chain(px).collect()
    }

    fn set(&mut self, option: ExportOption) {
        match option {
            ExportOption::MeshTexture(texture) => self.texture = texture,
            ExportOption::PxPerTile(px) => self.px_per_tile = px,
            _ => {}
        }
    }

    fn estimate(&self, gtd: &Gtd, extension: &str) -> Estimate {
        let rect = self.rect(gtd).unwrap_or(TileRect::whole(gtd));
        let output = Path::new("mesh").with_extension(extension);
        let bytes = build::usual_bytes(gtd, &rect, is_obj(&output)) + texture::usual_bytes(&rect, self);
        Estimate { bytes, files: 1 + self.companions(&output).len() as u64 }
    }

    fn run(&self, context: &ExportContext<'_>) -> Result<MeshReport, ExportError> {
        let gtd = context.source.gtd()?;
        let rect = self.rect(gtd)?;
        let image = match self.texture {
            MeshTexture::None => None,
            texture => {
                let textures = context.textures()?;
                context.step(ExportStep::ComposingPicture)?;
                Some(bake(gtd, &textures, &rect, texture, self.px_per_tile, context)?)
            }
        };
        let size = image.as_ref().map(|(image, px)| (image.size_px, *px));
        context.step(ExportStep::BuildingMesh)?;
        let (ground, water) = (ground(gtd, &rect), water(gtd, &rect)?);
        let scene = MeshScene { name: context.source.name(), ground, image: image.map(|(image, _)| image), water };
        context.step(ExportStep::WritingMesh)?;
        write(&scene, context)?;
        Ok(MeshReport {
            ground_triangles: scene.ground.indices.len() / 3,
            water_triangles: scene.water.map_or(0, |water| water.indices.len() / 3),
            image: size,
            reduced_from: size
                .map(|_| self.px_per_tile)
                .filter(|px| self.texture == MeshTexture::Baked && size.is_some_and(|(_, used)| used < *px)),
        })
    }
}

impl fmt::Display for MeshReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} terrain triangles, {} water triangles",
            grouped(self.ground_triangles as u64),
            grouped(self.water_triangles as u64)
        )?;
        if let Some(([width, height], px)) = self.image {
            write!(f, ", texture {width} x {height} pixels ({px} px per tile)")?;
        }
        match self.reduced_from {
            Some(px) => write!(f, ", reduced from {px} px per tile to at most {} pixels per side", grouped(MAX_PX)),
            None => Ok(()),
        }
    }
}

/// Writes a mesh in the format of the output's extension: `.glb`, or `.obj` with its `.mtl` and `.png` beside it.
fn write(scene: &MeshScene, context: &ExportContext<'_>) -> Result<(), ExportError> {
    let path = context.output();
    if !is_obj(path) {
        return context.write_output(&glb::encode(scene)?, &[]);
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let files = obj::encode(scene, &stem, &companion_name(path));
    let mut companions = vec![(Companion::materials(path), files.mtl.as_bytes())];
    companions.extend(scene.image.as_ref().map(|image| (Companion::picture(path), &image.png[..])));
    context.write_output(files.obj.as_bytes(), &companions)
}

fn is_obj(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("obj"))
}

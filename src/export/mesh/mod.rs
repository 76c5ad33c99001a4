//! Meshes for other programs: glTF 2.0 (`.glb`) and OBJ with MTL.
//!
//! Right-handed, Y up, meters: a position (x, y, z) of the zone becomes (x, y, -z), and the winding of triangles is
//! reversed, so that nothing is mirrored and front faces stay front faces. Triangles are the client's own. Texture
//! coordinates of the terrain cover the exported rectangle, (0, 0) being its north-western corner. Water is a separate
//! mesh. Placed objects are at rest; in a .glb those with the same parts share a mesh.

mod build;
mod contents;
mod estimate;
mod glb;
mod materials;
mod obj;
mod objects;
mod report;
mod scene;
mod texture;

use std::path::Path;

use super::options::{PX_PER_TILE, TileRange, parse_px_per_tile};
use super::outputs::{Companion, companion_name};
use super::{
    Estimate, ExportContext, ExportError, ExportOption, ExportSpec, ExportStep, ExportSubject, Exporter, FileType,
    Output, Preset, Program,
};
use crate::formats::gtd::Gtd;
use crate::formats::opd::Object;

use build::{TileRect, ground, liquids};
use contents::parse_without;
use objects::ObjectScene;
use scene::MeshScene;
use texture::{MeshImage, bake};

pub use contents::MeshContents;
pub use report::{MeshReport, ObjectsReport};
pub use texture::MeshTexture;

/// Index of the format that every program reads.
const OBJ: usize = 1;

/// Terrain, water and placed objects as a mesh.
#[derive(clap::Args, Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeshExport {
    /// Export only these tiles (X1 and Z1 excluded), with the objects whose positions are on them
    #[arg(long, value_name = "X0,Z0,X1,Z1", allow_hyphen_values = true)]
    pub tiles: Option<TileRange>,

    /// Leave out ground, water or objects; separate several with commas
    #[arg(long = "without", value_name = "LIST", default_value = "", hide_default_value = true, value_parser = parse_without)]
    pub contents: MeshContents,

    /// Texture of the terrain
    #[arg(long, value_enum, default_value_t)]
    pub texture: MeshTexture,

    /// Pixels per side of a tile in the baked texture: 1, 2, 4 ... 128; halved until the texture has at most 16,384 pixels
    /// per side
    #[arg(long, value_name = "N", default_value_t = PX_PER_TILE, value_parser = parse_px_per_tile, allow_negative_numbers = true)]
    pub px_per_tile: u32,
}

impl MeshExport {
    /// The whole zone with its tiles as the texture, at the default size.
    pub const WHOLE: MeshExport =
        MeshExport { tiles: None, contents: MeshContents::ALL, texture: MeshTexture::Baked, px_per_tile: PX_PER_TILE };

    /// Placed objects alone.
    pub const OBJECTS: MeshExport = MeshExport { contents: MeshContents::OBJECTS, ..MeshExport::WHOLE };

    /// The exported tiles.
    fn rect(&self, gtd: &Gtd) -> Result<TileRect, ExportError> {
        match self.tiles {
            None => Ok(TileRect::whole(gtd)),
            Some(TileRange(tiles)) => TileRect::new(gtd, tiles).ok_or(ExportError::TilesOutside(gtd.tiles_per_side())),
        }
    }

    /// Texture of the ground, and its pixels per tile side.
    fn image(
        &self,
        gtd: &Gtd,
        rect: &TileRect,
        context: &ExportContext<'_>,
    ) -> Result<Option<(MeshImage, u32)>, ExportError> {
        if !self.contents.ground || self.texture == MeshTexture::None {
            return Ok(None);
        }
        let textures = context.textures()?;
        context.step(ExportStep::ComposingPicture)?;
        bake(gtd, &textures, rect, self.texture, self.px_per_tile, context).map(Some)
    }

    /// The scene of a zone, and the pixels per tile side of the ground's texture.
    fn zone(&self, context: &ExportContext<'_>) -> Result<(MeshScene, Option<u32>), ExportError> {
        let gtd = context.source.gtd()?;
        let rect = self.rect(gtd)?;
        let (image, px_per_tile) = self.image(gtd, &rect, context)?.unzip();
        let MeshContents { ground: has_ground, water: has_water, objects: has_objects } = self.contents;
        let objects = match has_objects {
            true => objects(context, |object| rect.has_object(gtd, object.placement.position_m))?,
            false => ObjectScene::default(),
        };
        context.step(ExportStep::BuildingMesh)?;
        let scene = MeshScene {
            name: context.source.name(),
            ground: has_ground.then(|| ground(gtd, &rect)),
            image,
            liquids: if has_water { liquids(gtd, &rect)? } else { Vec::new() },
            objects,
        };
        Ok((scene, px_per_tile))
    }
}

impl Exporter for MeshExport {
    const SPEC: ExportSpec = ExportSpec {
        name: "mesh",
        about: "Terrain, water and placed objects as a mesh: .glb or .obj",
        examples: "Examples:\n  gtd-viewer export mesh moradon.gtd -o moradon.glb\n  \
            gtd-viewer export mesh moradon.gtd -o town.obj --tiles 60,60,90,100 --px-per-tile 64\n  \
            gtd-viewer export mesh moradon.gtd -o trees.glb --without ground,water --objects trees\n  \
            gtd-viewer export mesh Object/tree.n3pmesh -o tree.glb\n  \
            gtd-viewer export mesh -r Object -o models/{stem}.glb\n\n\
            Units are meters: x east, y up, -z north. In a .glb each object is a node, and objects with the same parts \
            share a mesh. FILE may also be an .opd, .n3pmesh or .n3shape; -r reads the models of a folder \
            without zones.",
        reads_client_files: true,
        reads_server_files: false,
        has_objects: true,
        reads_server_map: false,
    };
    const PRESETS: &'static [Preset<MeshExport>] = &[
        Preset::in_menu(Program::Blender, MeshExport::WHOLE),
        // Unity itself reads no glTF.
        Preset::new(Program::Unity, MeshExport::WHOLE).in_format(OBJ),
        Preset::new(Program::Unreal, MeshExport::WHOLE),
        Preset::in_menu(Program::Godot, MeshExport::WHOLE),
        Preset::new(Program::Other, MeshExport::WHOLE),
        Preset::of(ExportSubject::Selection, MeshExport::OBJECTS),
        Preset::of(ExportSubject::Kind, MeshExport::OBJECTS),
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
            let has_picture = self.contents.ground && self.texture != MeshTexture::None;
            companions.extend(has_picture.then(|| Companion::picture(output)));
        }
        companions
    }

    fn name_suffix(&self) -> &'static str {
        ".glb"
    }

    fn options(&self) -> Vec<ExportOption> {
        let MeshContents { ground, water, objects } = self.contents;
        let mut options =
            vec![ExportOption::Ground(ground), ExportOption::Water(water), ExportOption::Objects(objects)];
        if ground {
            options.push(ExportOption::MeshTexture(self.texture));
            options.extend((self.texture == MeshTexture::Baked).then_some(ExportOption::PxPerTile(self.px_per_tile)));
        }
        options
    }

    /// Sets an option. What is the only contents stays.
    fn set(&mut self, option: ExportOption) {
        let before = self.contents;
        match option {
            ExportOption::Ground(on) => self.contents.ground = on,
            ExportOption::Water(on) => self.contents.water = on,
            ExportOption::Objects(on) => self.contents.objects = on,
            ExportOption::MeshTexture(texture) => self.texture = texture,
            ExportOption::PxPerTile(px) => self.px_per_tile = px,
            _ => {}
        }
        if self.contents.is_empty() {
            self.contents = before;
        }
    }

    fn estimate(&self, gtd: &Gtd, extension: &str) -> Estimate {
        let rect = self.rect(gtd).unwrap_or(TileRect::whole(gtd));
        let output = Path::new("mesh").with_extension(extension);
        let bytes = estimate::bytes(gtd, &rect, self, is_obj(&output));
        let textures = if self.contents.objects && is_obj(&output) { estimate::OBJECT_TEXTURES } else { 0 };
        Estimate { bytes, files: 1 + self.companions(&output).len() as u64 + textures }
    }

    fn run(&self, context: &ExportContext<'_>) -> Result<MeshReport, ExportError> {
        let (scene, px_per_tile) = match context.source.has_terrain() {
            true => self.zone(context)?,
            false => (MeshScene::of_objects(context.source.name(), objects(context, |_| true)?), None),
        };
        let has_water = self.contents.water && context.source.has_terrain();
        let size = scene.image.as_ref().map(|image| image.size_px).zip(px_per_tile);
        if scene.is_empty() {
            return Err(ExportError::EmptyMesh);
        }
        context.step(ExportStep::WritingMesh)?;
        let texture_folder = write(&scene, context)?;
        let is_reduced = self.texture == MeshTexture::Baked && size.is_some_and(|(_, used)| used < self.px_per_tile);
        Ok(MeshReport {
            ground_triangles: scene.ground.as_ref().map(|ground| ground.indices.len() / 3),
            water_triangles: has_water
                .then(|| scene.liquids.iter().map(|(_, geometry)| geometry.indices.len() / 3).sum()),
            objects: ObjectsReport::new(&scene, texture_folder),
            image: size,
            reduced_from: is_reduced.then_some(self.px_per_tile),
        })
    }
}

/// The placed objects of the input that `wants` accepts; none if it has none.
fn objects(context: &ExportContext<'_>, wants: impl Fn(&Object) -> bool) -> Result<ObjectScene, ExportError> {
    let Some(models) = context.objects()? else { return Ok(ObjectScene::default()) };
    let Some(stored) = context.source.stored_objects()? else { return Ok(ObjectScene::default()) };
    ObjectScene::new(stored.wanted().filter(|(_, object)| wants(object)), &models, context)
}

/// Writes a mesh in the format of the output's extension: `.glb`, or `.obj` with its `.mtl` and pictures beside it.
/// Returns the name of the folder of textures, if there is one.
fn write(scene: &MeshScene, context: &ExportContext<'_>) -> Result<Option<String>, ExportError> {
    let path = context.output();
    if !is_obj(path) {
        return context.write_output(&glb::encode(scene)?, &[]).map(|()| None);
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let (name, folder) = (companion_name(path), format!("{stem}-textures"));
    let files = obj::encode(scene, &obj::ObjNames { stem: &stem, obj: &name, textures: &folder });
    let mut companions = vec![(Companion::materials(path), files.mtl.as_bytes())];
    companions.extend(scene.image.as_ref().map(|image| (Companion::picture(path), &image.png[..])));
    let pictures = &scene.objects.pictures;
    companions.extend(pictures.iter().map(|one| (Companion::texture(path, &folder, &one.name), &one.png[..])));
    context.write_output(files.obj.as_bytes(), &companions)?;
    Ok((!pictures.is_empty()).then_some(folder))
}

fn is_obj(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("obj"))
}

//! The stage of a single model: a flat zone with a grid of meters, on whose middle the model stands, under a gray sky.
//!
//! A model is shown as a zone with one object, so that everything that works on zones works on models. The zone grows
//! with the model. The lowest point of the model touches the ground.

use glam::{Affine3A, Vec3};

use crate::formats::gtd::{Draft, Gtd, Header, MapRecord, PackedTile, Source, TileTexture};
use crate::formats::n3sky::{SkyEvent, SkyEventKind, SkyFile};
use crate::formats::ntf::{PixelFormat, Texture};
use crate::formats::opd::OpdFile;
use crate::scene::Sky;
use crate::scene::objects::{Bounds, ObjectModels};
use crate::scene::raster::tile_image::TILE_PX;
use crate::scene::space::TILE_M;

/// Vertices a side of the smallest and of the largest stage.
const SIDES: [u32; 2] = [17, 513];
/// Side of the stage in radii of the model.
const SIDE_RADII: f32 = 12.0;
/// Gray of the ground, of the lines between meters, and of those between tiles.
const GRAYS: [u8; 3] = [106, 122, 140];
/// Hour of the day at which the sun stays.
const SUN_HOUR: u32 = 10;

/// A sphere around a model on its stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ModelSphere {
    /// Center in world meters.
    pub center: Vec3,
    /// Radius in meters.
    pub radius_m: f32,
}

/// A flat zone with a single model on it.
pub struct ModelStage {
    /// The ground.
    pub gtd: Gtd,
    /// The model as the only object of the zone's object file.
    pub file: OpdFile,
    /// The sphere around the model.
    pub sphere: ModelSphere,
}

impl ModelStage {
    /// The stage of a model whose only object is at the origin; `name` is that of the zone.
    pub fn new(name: &str, file: &OpdFile, models: &ObjectModels) -> ModelStage {
        let bounds = bounds_of(models).unwrap_or(Bounds { min: Vec3::splat(-0.5), max: Vec3::splat(0.5) });
        let radius_m = ((bounds.max - bounds.min).length() / 2.0).max(0.05);
        let gtd = ground(name, map_size_for(radius_m));
        let place = Vec3::new(gtd.extent_m() / 2.0, -bounds.min.y, gtd.extent_m() / 2.0);
        let mut file = file.clone();
        for object in &mut file.objects {
            object.placement.position_m = (Vec3::from(object.placement.position_m) + place).to_array();
        }
        (file.width_m, file.length_m) = (gtd.extent_m(), gtd.extent_m());
        let sphere = ModelSphere { center: (bounds.min + bounds.max) / 2.0 + place, radius_m };
        ModelStage { gtd, file, sphere }
    }

    /// The only tile texture: a square of 4 x 4 m with lines between the meters.
    pub fn ground_texture() -> Texture {
        let px_per_m = TILE_PX / TILE_M as u32;
        let gray = |x: u32, y: u32| {
            let is_line = |at: u32, step: u32, width: u32| (at + width / 2) % step < width;
            let [plain, meter, tile] = GRAYS;
            match [x, y] {
                at if at.into_iter().any(|at| is_line(at, TILE_PX, 4)) => tile,
                at if at.into_iter().any(|at| is_line(at, px_per_m, 2)) => meter,
                _ => plain,
            }
        };
        let texels = (0..TILE_PX * TILE_PX).flat_map(|at| {
            let gray = gray(at % TILE_PX, at / TILE_PX);
            [gray, gray, gray, 255]
        });
        Texture::encode(&texels.collect::<Vec<u8>>(), TILE_PX, TILE_PX, PixelFormat::A8R8G8B8, true)
    }

    /// A gray sky with the light of a clear morning, the same at every hour.
    pub fn sky() -> Sky {
        let event = |kind, param1, param2| SkyEvent {
            name: Vec::new(),
            kind,
            at_secs: 0,
            param1,
            param2,
            duration_real_secs: 0.0,
        };
        let events = vec![
            event(SkyEventKind::Sky, 0xff5a_5f66, 0),
            event(SkyEventKind::Fog, 0xff8c_9198, 0),
            event(SkyEventKind::Light(0), 0xffff_ffff, 0xff60_6060),
            event(SkyEventKind::Light(1), 0xffc0_c0c0, 0xff60_6060),
        ];
        let file = SkyFile { events, ..SkyFile::default() };
        Sky { file, sun: Default::default(), clouds: Default::default(), sun_hour: Some(SUN_HOUR) }
    }
}

/// Box around all drawn vertices; none without one.
fn bounds_of(models: &ObjectModels) -> Option<Bounds> {
    let objects = (0..models.set.objects.len())
        .flat_map(|object| models.set.parts(object).iter().map(move |part| (object, part)));
    let part_box = |(object, part): (usize, &crate::scene::objects::KindPart)| {
        let mesh = models.meshes.get(part.mesh?)?.as_ref()?;
        let world_from_mesh: Affine3A = models.set.world_from_mesh(object, part);
        let used = mesh.full_detail().into_iter().filter_map(|index| mesh.vertices.get(usize::from(index)));
        Bounds::of_points(used.map(|vertex| world_from_mesh.transform_point3(vertex.position_m.into())))
    };
    objects.filter_map(part_box).reduce(Bounds::union)
}

/// Vertices a side of a stage for a model of a radius in meters.
fn map_size_for(radius_m: f32) -> u32 {
    let [least, most] = SIDES;
    let sizes = std::iter::successors(Some(least), |size| Some((size - 1) * 2 + 1));
    let fits = |size: &u32| (size - 1) as f32 * TILE_M >= radius_m * SIDE_RADII || *size >= most;
    sizes.take(8).find(fits).unwrap_or(most)
}

fn ground(name: &str, map_size: u32) -> Gtd {
    let mut draft = Draft::flat(Header::versioned(2, name), map_size);
    let tile = PackedTile::pack(true, 0, 0, 0, PackedTile::NO_TEXTURE);
    draft.records.fill(MapRecord::new(0.0, tile));
    draft.textures.sources = vec![Source::new("grid")];
    draft.textures.tiles = vec![TileTexture { source: 0, tile: 0 }];
    let bytes = draft.encode().expect("a small zone has small counts");
    Gtd::parse(bytes).expect("an encoded zone is valid")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::n3pmesh::{Mesh, MeshVertex};
    use crate::formats::opd::{Object, ObjectPart, Placement};
    use crate::scene::objects::ObjectSet;

    /// A triangle from one corner of a box to the opposite one, and a vertex far away that no triangle uses.
    fn stage(corner: [f32; 3], scale: f32) -> ModelStage {
        let [x, y, z] = corner;
        let corners = [[-x, -y, -z], [x, y, z], [x, -y, z], [9999.0; 3]];
        let vertices = corners.map(|position_m| MeshVertex { position_m, ..MeshVertex::default() });
        let mesh = Mesh::new("m", vertices.to_vec(), vec![0, 1, 2]);
        let placement = Placement { rotation: [0.0, 0.0, 0.0, 1.0], scale: [scale; 3], ..Placement::default() };
        let part = ObjectPart { mesh: b"m".to_vec(), ..ObjectPart::default() };
        let objects = vec![Object { placement, parts: vec![part], ..Object::default() }];
        let file = OpdFile { header: None, width_m: 0.0, length_m: 0.0, collision: vec![], cells: vec![], objects };
        let models = ObjectModels {
            set: ObjectSet::new(&file),
            meshes: vec![Some(mesh)],
            textures: vec![],
            ..ObjectModels::default()
        };
        ModelStage::new("m", &file, &models)
    }

    #[test]
    fn a_model_stands_in_the_middle_on_the_ground() {
        let stage = stage([1.0, 2.0, 2.0], 2.0);
        let middle = stage.gtd.extent_m() / 2.0;
        assert_eq!(stage.file.objects[0].placement.position_m, [middle, 4.0, middle]);
        assert!(stage.sphere.center.abs_diff_eq(Vec3::new(middle, 4.0, middle), 1e-4));
        assert!((stage.sphere.radius_m - 6.0).abs() < 1e-4);
        assert!(stage.gtd.extent_m() >= 12.0 * 6.0 && stage.gtd.layers_of(stage.gtd.record(3, 3).tile()).0 == Some(0));
    }

    #[test]
    fn stages_of_any_model_have_a_size_within_limits() {
        let side = |size| stage([size; 3], 1.0).gtd.map_size();
        assert_eq!([0.0, 1.0, 5.0, 1e6, f32::MAX, f32::NAN].map(side), [17, 17, 33, 513, 513, 17]);
    }

    #[test]
    fn the_grid_has_a_line_each_meter() {
        let texels = ModelStage::ground_texture().decode_rgba8(0);
        let gray = |x: usize| texels[(16 * 128 + x) * 4];
        assert_eq!([0, 16, 32, 33, 48, 64, 127].map(gray), [140, 106, 122, 106, 106, 122, 140]);
    }
}

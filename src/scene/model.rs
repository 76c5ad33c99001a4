//! The scene: terrain, water, sky and objects of a zone, and the updates by which a loader delivers them.
//!
//! Texels of the terrain (tile textures, zone images, pages of the color map) are part of an update but not of the
//! scene: they go to the GPU and are not kept here.

use crate::formats::n3pmesh::Mesh;
use crate::formats::n3sky::SkyFile;
use crate::formats::opd::{Object, OpdFile};
use crate::formats::opdsub::{Effect, EffectsFile};
use crate::platform::{block_on, filter_map_all, pause};
use crate::scene::collision::Collision;
use crate::scene::game_marks::GameMarks;
use crate::scene::lights::SceneLight;
use crate::scene::objects::client::DrawDistances;
use crate::scene::objects::thinning::smallest_shares;
use crate::scene::objects::{MeshLevels, ObjectIndex, ObjectSet, PlacedPart};
use crate::scene::raster::color_cells::ColorCells;
use crate::scene::raster::mip_image::{MipImage, ZoneImage};
use crate::scene::raster::object_textures::ObjectTextures;
use crate::scene::raster::tile_image::{TileEncoding, TileImage};
use crate::scene::terrain::Terrain;
use crate::scene::water::WaterMesh;
use crate::scene::water::sea::Sea;
use glam::Vec3;
use std::ops::Range;
use std::sync::Arc;

/// Data forms of a scene for a renderer, which depend on its device.
#[derive(Clone, Copy, Debug)]
pub struct DataForms {
    /// Encoding of tile textures.
    pub encoding: TileEncoding,
    /// Longest side of color map and shadow images in texels: a power of two.
    pub picture_px: u32,
    /// GPU memory for placed objects in bytes: their textures lose their largest mip levels until they fit beside the
    /// meshes. None for no limit.
    pub object_bytes: Option<u64>,
}

impl DataForms {
    /// Forms without a limit for placed objects.
    pub fn new(encoding: TileEncoding, picture_px: u32) -> DataForms {
        DataForms { encoding, picture_px, object_bytes: None }
    }
}

/// A zone's water with the texels that it is drawn with.
#[derive(Clone, Debug, PartialEq)]
pub struct Water {
    /// Triangles of all rivers and ponds.
    pub mesh: WaterMesh,
    /// Sides of the water at the border of the zone, with the textures of the mesh.
    pub walls: WaterMesh,
    /// The sea around the zone; none where its border is on land.
    pub sea: Option<Sea>,
    /// Images of the mesh's textures, in the order of [`WaterMesh::textures`].
    pub textures: Vec<MipImage>,
    /// Animation frames of the caustics; empty where they are missing.
    pub caustics: Vec<MipImage>,
}

/// A sky with its images.
#[derive(Clone, Debug)]
pub struct Sky {
    /// Colors, sun and clouds by time of day.
    pub file: SkyFile,
    /// Images of the sun: disk, glow and flare.
    pub sun: [Option<MipImage>; 3],
    /// Images of the six kinds of clouds.
    pub clouds: [Option<MipImage>; 6],
    /// Hour of the day at which the sun of the zone stays; none where it moves.
    pub sun_hour: Option<u32>,
}

/// An object placed in the zone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlacedObject {
    /// Name in the object file.
    pub name: String,
    /// World position in meters.
    pub position_m: Vec3,
    /// Yaw in degrees, clockwise from north.
    pub yaw_deg: f32,
    /// The object as stored.
    pub stored: Object,
    /// Its bytes in the object file.
    pub bytes: Range<u64>,
    /// The effect at it, such as a fire.
    pub effect: Option<Box<Effect>>,
}

impl PlacedObject {
    /// All objects of a file, in file order.
    pub fn all(file: &OpdFile) -> Vec<PlacedObject> {
        let ranges = file.object_ranges().unwrap_or_default();
        let placed = |(index, object): (usize, &Object)| PlacedObject {
            name: object.name(),
            position_m: object.position_m(),
            yaw_deg: object.yaw_deg(),
            stored: object.clone(),
            bytes: ranges.get(index).cloned().unwrap_or_default(),
            effect: None,
        };
        file.objects.iter().enumerate().map(placed).collect()
    }

    /// The same objects with their effects, which are in the same order.
    pub fn with_effects(objects: Vec<PlacedObject>, effects: EffectsFile) -> Vec<PlacedObject> {
        let effects = effects.effects.into_iter().chain(std::iter::repeat(None));
        objects.into_iter().zip(effects).map(|(object, effect)| PlacedObject { effect, ..object }).collect()
    }

    /// Objects as stored.
    pub fn stored(objects: &[PlacedObject]) -> impl Iterator<Item = &Object> + Clone {
        objects.iter().map(|object| &object.stored)
    }
}

/// Placed objects with the meshes and textures that they are drawn with.
#[derive(Clone, Debug, Default)]
pub struct Objects {
    /// What is where.
    pub set: ObjectSet,
    /// Meshes by their number in the set; none if missing or malformed.
    pub meshes: Vec<Option<Mesh>>,
    /// Textures, in arrays.
    pub textures: ObjectTextures,
    /// Levels of detail of the meshes.
    pub levels: Vec<MeshLevels>,
    /// Tree over all parts.
    pub index: ObjectIndex,
    /// For each object, the smallest share of small objects with which it is drawn.
    pub shares: Vec<f32>,
    /// How far the game's client draws the objects.
    pub distances: DrawDistances,
}

impl Objects {
    /// Measures the levels of the meshes, indexes the parts, and chooses the order in which small objects are left out.
    pub fn new(set: ObjectSet, meshes: Vec<Option<Mesh>>, textures: ObjectTextures) -> Objects {
        block_on(Objects::new_in_turns(set, meshes, textures))
    }

    /// As [`Objects::new`], in turns where there is one thread.
    pub async fn new_in_turns(set: ObjectSet, meshes: Vec<Option<Mesh>>, textures: ObjectTextures) -> Objects {
        let of_mesh = |mesh: &Option<Mesh>| Some(mesh.as_ref().map_or_else(MeshLevels::default, MeshLevels::new));
        let levels = filter_map_all(meshes.iter().collect(), of_mesh).await;
        pause().await;
        let index = ObjectIndex::new(PlacedPart::all(&set, &meshes));
        let spheres = index.parts().iter().map(|part| (part.object, part.center, part.radius_m));
        let shares = smallest_shares(set.objects.len(), spheres);
        let distances = DrawDistances::new(&set, &meshes);
        Objects { set, meshes, textures, levels, index, shares, distances }
    }

    /// Whether large objects, such as mountains, continue the terrain of a zone of `extent_m` meters a side beyond its
    /// border.
    pub fn continue_terrain(&self, extent_m: f32) -> bool {
        self.index.parts().iter().filter(|part| !part.is_blended && part.radius_m > extent_m / 4.0).any(|part| {
            let places = [part.center.x, part.center.z];
            let inside_m = places.map(|at| at.min(extent_m - at) - part.radius_m);
            inside_m[0].min(inside_m[1]) < -extent_m / 8.0
        })
    }
}

/// The model of one zone. Parts that are not loaded, or that the zone does not have, are empty.
#[derive(Clone, Default)]
pub struct Scene {
    /// Heights, tiles and the quadtree over them; none while no zone is open.
    pub terrain: Option<Arc<Terrain>>,
    /// Rivers and ponds; none where the zone has no water.
    pub water: Option<Arc<Water>>,
    /// The sky; none for the neutral one.
    pub sky: Option<Arc<Sky>>,
    /// Objects in file order.
    pub objects: Arc<Vec<PlacedObject>>,
    /// Point lights, in file order.
    pub lights: Arc<Vec<SceneLight>>,
    /// Meshes and textures of the objects; none where they are not loaded.
    pub object_models: Option<Arc<Objects>>,
    /// Bodies of the objects; empty where they are not loaded.
    pub collision: Arc<Collision>,
    /// What the server and the companion files place in the zone; empty where it is not loaded.
    pub game_marks: Arc<GameMarks>,
}

/// A change of a scene. Cheap to clone: everything large is shared.
#[derive(Clone)]
pub enum SceneUpdate {
    /// Another zone. All parts of the previous one go.
    Terrain(Arc<Terrain>),
    /// A tile texture; the placeholder where the file of the texture cannot be used.
    TileTexture {
        /// Indices in the tile table of the zone, ascending: the entries that name this picture.
        indices: Arc<[u16]>,
        /// Texels with mip levels, in the encoding that was requested.
        image: Arc<TileImage>,
        /// The image is the placeholder.
        is_missing: bool,
    },
    /// An image over the whole zone, or the base texture.
    Image {
        /// Purpose of the image. A later one for the same purpose replaces it.
        which: ZoneImage,
        /// Texels with mip levels, row 0 in the north.
        image: Arc<MipImage>,
    },
    /// Cells of the color map, for zones that are too large for one image of full resolution.
    ColorPages(Arc<ColorCells>),
    /// Rivers and ponds of the zone.
    Water(Arc<Water>),
    /// The sky, of the zone or chosen by the user.
    Sky(Arc<Sky>),
    /// All placed objects, in file order.
    Objects(Arc<Vec<PlacedObject>>),
    /// All point lights of the zone, in file order.
    Lights(Arc<Vec<SceneLight>>),
    /// Meshes and textures of the placed objects.
    ObjectModels(Arc<Objects>),
    /// Bodies of the placed objects, and invisible walls.
    Collision(Arc<Collision>),
    /// What the server and the companion files place in the zone. A later one replaces it.
    GameMarks(Arc<GameMarks>),
}

impl Scene {
    /// Applies the parts of an update that are kept in the model.
    pub fn apply(&mut self, update: &SceneUpdate) {
        match update {
            SceneUpdate::Terrain(terrain) => *self = Scene { terrain: Some(terrain.clone()), ..Scene::default() },
            SceneUpdate::Water(water) => self.water = Some(water.clone()),
            SceneUpdate::Sky(sky) => self.sky = Some(sky.clone()),
            SceneUpdate::Objects(objects) => self.objects = objects.clone(),
            SceneUpdate::Lights(lights) => self.lights = lights.clone(),
            SceneUpdate::ObjectModels(models) => self.object_models = Some(models.clone()),
            SceneUpdate::Collision(collision) => self.collision = collision.clone(),
            SceneUpdate::GameMarks(marks) => self.game_marks = marks.clone(),
            SceneUpdate::TileTexture { .. } | SceneUpdate::Image { .. } | SceneUpdate::ColorPages(_) => {}
        }
    }
}

impl SceneUpdate {
    /// Bytes of texels in the update, for limits on uploads per frame. Only tile textures are counted: the others are
    /// uploaded in portions.
    pub fn upload_bytes(&self) -> u64 {
        match self {
            SceneUpdate::TileTexture { image, .. } => image.data.len() as u64,
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Gtd, Header};

    #[test]
    fn another_terrain_empties_the_scene() {
        let gtd = Gtd::parse(Draft::flat(Header::versioned(1, "scene"), 17).encode().unwrap()).unwrap();
        let terrain = Arc::new(Terrain::new(gtd));
        let mut scene = Scene::default();
        scene.apply(&SceneUpdate::Terrain(terrain.clone()));
        let object = PlacedObject { name: "tree".into(), ..PlacedObject::default() };
        scene.apply(&SceneUpdate::Objects(Arc::new(vec![object])));
        assert_eq!(scene.objects.len(), 1);
        scene.apply(&SceneUpdate::Terrain(terrain));
        assert!(scene.objects.is_empty() && scene.terrain.is_some());
    }
}

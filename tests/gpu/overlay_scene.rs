//! What overlays show of a zone's object files: a row of objects with bodies, an invisible wall, cells, lamps and fires.

use std::sync::Arc;

use glam::Vec3;
use gtd_viewer::formats::n3pmesh::{Mesh, MeshVertex};
use gtd_viewer::formats::opd::{
    Cell, CollisionTriangle, Object, ObjectPart, OpdFile, Placement, SubCells, cells_along,
};
use gtd_viewer::formats::opdsub::{Effect, EffectsFile};
use gtd_viewer::scene::collision::Collision;
use gtd_viewer::scene::game_marks::{
    Destination, EventTiles, GameMark, GameMarks, MarkDetail, MarkKind, MarkShape, MarkSource,
};
use gtd_viewer::scene::lights::SceneLight;
use gtd_viewer::scene::objects::ObjectSet;
use gtd_viewer::scene::raster::object_textures::ObjectTextures;
use gtd_viewer::scene::terrain::Terrain;
use gtd_viewer::scene::{Objects, PlacedObject, SceneUpdate};

/// Half the width of a body in meters.
const HALF_M: f32 = 1.5;

/// Six objects in a row from west to east.
pub fn updates(ground: &Terrain) -> Vec<SceneUpdate> {
    let heights = ground.heights();
    let place = |i: u16| {
        let (x, z) = (40.0 + f32::from(i) * 9.0, 60.0);
        Vec3::new(x, heights.interpolate(x, z).unwrap(), z)
    };
    let places: Vec<Vec3> = (0..6).map(place).collect();
    let file = file(&places, ground.gtd().extent_m());
    let set = ObjectSet::new(&file);
    let meshes = vec![Some(tent())];
    let collision = Collision::new(&file, &set, &meshes);
    let textures = ObjectTextures::new(&[], &[], false);
    let light = |object: usize, diffuse: Vec3| SceneLight {
        // High enough to light nothing.
        position_m: places[object] + Vec3::Y * 9.0,
        diffuse,
        ambient: Vec3::ZERO,
        attenuation: Vec3::X,
        range_m: 7.0,
        fade_from_m: 7.0,
    };
    vec![
        SceneUpdate::Objects(Arc::new(PlacedObject::with_effects(PlacedObject::all(&file), fires()))),
        SceneUpdate::Collision(Arc::new(collision)),
        SceneUpdate::ObjectModels(Arc::new(Objects::new(set, meshes, textures))),
        SceneUpdate::GameMarks(Arc::new(marks(ground.gtd().map_size()))),
        SceneUpdate::Lights(Arc::new(vec![light(1, Vec3::new(1.0, 0.6, 0.2)), light(4, Vec3::new(0.2, 0.3, 0.5))])),
    ]
}

/// Marks of every kind, and an event map with two events and blocked tiles.
pub fn marks(side: u32) -> GameMarks {
    let source = |record: u32| MarkSource::File { path: "made-up.smd".into(), record, bytes: 0..0 };
    let rect = |x: f64, z: f64, side: f64| MarkShape::rect([x, z], [x + side, z + side]);
    let to = Destination { zone: 21, place_m: [100.0, 100.0], ..Destination::default() };
    let shapes = [
        (MarkKind::Monster, rect(40.0, 40.0, 12.0), vec![MarkDetail::Count(5)]),
        (MarkKind::Npc, MarkShape::Point([70.0, 36.0]), Vec::new()),
        (MarkKind::Warp, MarkShape::Point([56.0, 30.0]), vec![MarkDetail::Destination(Box::new(to))]),
        (MarkKind::Gate, MarkShape::Point([80.0, 50.0]), vec![MarkDetail::Number(1101)]),
        (MarkKind::Lever, MarkShape::Point([88.0, 56.0]), vec![MarkDetail::OpensGate(1101)]),
        (MarkKind::NamedArea, rect(44.0, 20.0, 36.0), vec![MarkDetail::EventId(30)]),
        (MarkKind::ResurrectionArea, rect(40.0, 24.0, 20.0), Vec::new()),
        (MarkKind::StartArea, rect(66.0, 28.0, 14.0), Vec::new()),
        (MarkKind::SoundArea, rect(48.0, 28.0, 30.0), Vec::new()),
        (MarkKind::Flag, MarkShape::Point([60.0, 24.0]), Vec::new()),
        (MarkKind::Flag, MarkShape::Point([68.0, 24.0]), Vec::new()),
    ];
    let mark = |(record, (kind, shape, details))| GameMark {
        kind,
        name: String::new(),
        shape,
        path: if kind == MarkKind::Monster { vec![[46.0, 46.0], [60.0, 46.0], [66.0, 60.0]] } else { Vec::new() },
        details,
        source: source(record),
    };
    let id = |x: u32, z: u32| match (x, z) {
        (11..=17, 7..=12) => 30,
        (18..=20, 7..=9) => 31,
        (9..=22, 14..=16) => 0,
        _ => 1,
    };
    let ids = (0..side * side).map(|index| id(index / side, index % side)).collect();
    GameMarks { marks: (0..).zip(shapes).map(mark).collect(), tiles: EventTiles::new(side, ids), zone_number: Some(21) }
}

/// A fire over each object.
fn fires() -> EffectsFile {
    let fire =
        Effect { file: b"fx\\fire.fxb".to_vec(), offset_m: [0.0, 2.0, 0.0], size: 4.0, rotation: [0.0, 0.0, 0.0, 1.0] };
    EffectsFile { effects: vec![Some(Box::new(fire)); 6] }
}

fn file(places: &[Vec3], extent_m: f32) -> OpdFile {
    let object = |at: &Vec3| Object {
        placement: Placement {
            position_m: at.to_array(),
            rotation: [0.0, 0.0, 0.0, 1.0],
            scale: [1.0; 3],
            ..Placement::default()
        },
        parts: vec![ObjectPart { mesh: b"tent".to_vec(), ..ObjectPart::default() }],
        ..Object::default()
    };
    let mut collision: Vec<CollisionTriangle> = places.iter().flat_map(|at| body(*at)).collect();
    collision.extend(wall([30.0, 75.0], [95.0, 80.0]));
    let side = cells_along(extent_m);
    let cell = |index: usize| {
        let (x, z) = (index % side, index / side);
        // The row of the objects, and one to the north that lists none.
        let objects = if z == 3 { vec![0] } else { Vec::new() };
        let cell = Cell { exists: 1, objects, sub_cells: SubCells::default() };
        ((2..6).contains(&x) && (3..5).contains(&z)).then(|| Box::new(cell))
    };
    let cells = (0..side * side).map(cell).collect();
    let objects = places.iter().map(object).collect();
    OpdFile { header: None, width_m: extent_m, length_m: extent_m, collision, cells, objects }
}

/// A pyramid over a place.
fn body(at: Vec3) -> [CollisionTriangle; 4] {
    let top = at + Vec3::Y * 3.0;
    let corners =
        [[-1.0, -1.0], [-1.0, 1.0], [1.0, 1.0], [1.0, -1.0]].map(|[x, z]: [f32; 2]| at + Vec3::new(x, 0.0, z) * HALF_M);
    std::array::from_fn(|side| [corners[side], top, corners[(side + 1) % 4]].map(|corner| corner.to_array()))
}

/// An invisible wall between two places, in both windings.
fn wall([west, south]: [f32; 2], [east, north]: [f32; 2]) -> [CollisionTriangle; 4] {
    let (a, b) = ([west, -5000.0, south], [west, 5000.0, south]);
    let (c, d) = ([east, 5000.0, north], [east, -5000.0, north]);
    [[a, b, c], [a, c, d], [c, b, a], [d, c, a]]
}

/// A mesh with a box of 3 x 2 x 3 m.
fn tent() -> Mesh {
    let corner = |position_m| MeshVertex { position_m, ..MeshVertex::default() };
    let corners = [[-HALF_M, 0.0, -HALF_M], [0.0, 2.0, 0.0], [HALF_M, 0.0, HALF_M]].map(corner);
    Mesh::new("tent", corners.to_vec(), vec![0, 1, 2])
}

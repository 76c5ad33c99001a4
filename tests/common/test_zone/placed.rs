//! A level zone with one object of each kind of the demo, in a row, and their point lights.

use std::collections::BTreeMap;

use super::TestZone;
use gtd_viewer::demo::embedded;
use gtd_viewer::formats::glo::GloFile;
use gtd_viewer::formats::gtd::{Draft, Header, PackedTile, Source, TileTexture};
use gtd_viewer::formats::opd::{CELL_M, Cell, Object, OpdFile, OpdHeader, SubCells};

/// Vertices a side.
const SIDE: u32 = 129;
/// Place of the first object: the others follow eastward.
const FIRST_M: [f32; 2] = [12.0, 64.0];
/// Distance of neighbors.
const STEP_M: f32 = 13.0;

/// Position of an object by its number in the row.
pub fn position_m(number: usize) -> [f32; 3] {
    [FIRST_M[0] + STEP_M * number as f32, 0.0, FIRST_M[1]]
}

/// The first object of each name in the demo, without turn, at its place in the row; named places have no parts and are
/// left out.
pub fn row() -> Vec<Object> {
    let mut row: Vec<Object> = Vec::new();
    for object in demo_objects() {
        if !object.parts.is_empty() && row.iter().all(|placed| placed.name() != object.name()) {
            row.push(object);
        }
    }
    for (number, object) in row.iter_mut().enumerate() {
        object.placement.position_m = position_m(number);
        object.placement.rotation = [0.0, 0.0, 0.0, 1.0];
        object.placement.scale = [1.0; 3];
    }
    row
}

fn demo_objects() -> Vec<Object> {
    OpdFile::parse(embedded::find("zones\\demo.opd").unwrap()).unwrap().objects
}

/// Lights of the lamp and the campfire: those of the demo that stand nearest to the first of each, moved along.
fn lights(row: &[Object]) -> GloFile {
    let mut file = GloFile::parse(embedded::find("zones\\demo.glo").unwrap()).unwrap();
    let demo = demo_objects();
    let moved = row.iter().filter(|object| ["Lamp", "Campfire"].contains(&object.name().as_str())).map(|object| {
        let old = demo.iter().find(|other| other.name() == object.name()).unwrap().position_m();
        let away = |light: &[f32; 3]| (glam::Vec3::from(*light) - old).length();
        let nearest =
            file.lights.iter().min_by(|a, b| away(&a.placement.position_m).total_cmp(&away(&b.placement.position_m)));
        let mut light = nearest.unwrap().clone();
        let height_m = light.placement.position_m[1] - old.y;
        light.placement.position_m = object.placement.position_m;
        light.placement.position_m[1] += height_m;
        light
    });
    file.lights = moved.collect();
    file
}

/// The zone with its files.
pub fn zone() -> TestZone {
    let mut draft = Draft::flat(Header::versioned(2, "row"), SIDE);
    draft.textures.sources = vec![Source::new("dtex\\isle_grass_0.gtt")];
    draft.textures.tiles = vec![TileTexture { source: 0, tile: 5 }];
    let mut zone = TestZone { stem: "row".into(), draft, files: BTreeMap::new() };
    for (x, z) in (0..(SIDE - 1) * (SIDE - 1)).map(|i| (i / (SIDE - 1), i % (SIDE - 1))) {
        zone.tile(x, z, |_| PackedTile::pack(true, 0, 0, 0, PackedTile::NO_TEXTURE));
    }
    let objects = row();
    let cells_a_side = (SIDE - 1) as usize * 4 / CELL_M as usize;
    let cell = |index: usize| {
        let (x, z) = (index % cells_a_side, index / cells_a_side);
        let is_here = |object: &Object| {
            let [px, _, pz] = object.placement.position_m.map(|at| (at / CELL_M) as usize);
            (px, pz) == (x, z)
        };
        let here: Vec<u16> = (0..objects.len()).filter(|i| is_here(&objects[*i])).map(|i| i as u16).collect();
        (!here.is_empty()).then(|| Box::new(Cell { exists: 1, objects: here, sub_cells: SubCells::default() }))
    };
    let extent_m = (SIDE - 1) as f32 * 4.0;
    let cells = (0..cells_a_side * cells_a_side).map(cell).collect();
    let opd = OpdFile {
        header: Some(OpdHeader { version: 1, name: b"row".to_vec() }),
        width_m: extent_m,
        length_m: extent_m,
        collision: Vec::new(),
        cells,
        objects,
    };
    zone = zone.with_file("Zones/row.glo", lights(&opd.objects).encode().unwrap());
    zone = zone.with_file("Zones/row.opd", opd.encode().unwrap());
    for (path, bytes) in embedded::contents() {
        let is_used = ["Object/", "Misc/Sky/", "DTex/isle_grass_0.gtt"].iter().any(|start| path.starts_with(start));
        if is_used {
            // Zones without a row in the zone table have this sky.
            zone = zone.with_file(&path.replace("demo.n3sky", "BattleZone.n3sky"), bytes.to_vec());
        }
    }
    zone
}

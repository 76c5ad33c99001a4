//! Small samples of all files beside a zone's terrain, created by the project's own writers: for the fixtures, and for
//! tests that damage them.

use gtd_viewer::formats::ens::{SoundArea, SoundGroup, SoundText, SoundsFile};
use gtd_viewer::formats::evtsub::{NamedArea, NamedAreas};
use gtd_viewer::formats::flags::{Flag, FlagsFile};
use gtd_viewer::formats::gev::{EventRect, GevFile};
use gtd_viewer::formats::glo::GloFile;
use gtd_viewer::formats::glo::PointLight;
use gtd_viewer::formats::gmd::ZoneNote;
use gtd_viewer::formats::n3pmesh::{Collapse, DetailDistance, Mesh, MeshVertex};
use gtd_viewer::formats::n3shape::ShapeFile;
use gtd_viewer::formats::n3sky::{SkyEvent, SkyEventKind, SkyFile};
use gtd_viewer::formats::ntf::tct::ColorMap;
use gtd_viewer::formats::ntf::tlt::{PatchShadows, ShadowMap, ShadowMaps};
use gtd_viewer::formats::ntf::{PixelFormat, Texture, write};
use gtd_viewer::formats::opd::{
    AnimationKeys, Cell, EventLinks, KeyValues, Material, Object, ObjectPart, OpdFile, OpdHeader, Placement,
    RenderFlags, SubCells,
};
use gtd_viewer::formats::opdext::{WallCell, WallsFile};
use gtd_viewer::formats::opdsub::{Effect, EffectsFile};
use gtd_viewer::formats::smd::{MapEnd, ObjectEvent, RegeneArea, ServerMap, Warp, WarpLayout};
use gtd_viewer::formats::tbl::{ColumnType, Table, TableValue};
use gtd_viewer::formats::tile_rect::TileRect;

pub fn table() -> Table {
    use ColumnType::*;
    let row = |id: i64| {
        vec![
            TableValue::Number(id),
            TableValue::Text(format!("Zones\\z{id}.gtd").into()),
            TableValue::Number(-1),
            TableValue::Number(200),
            TableValue::Number(-30_000),
            TableValue::Number(60_000),
            TableValue::Number(-70_000),
            TableValue::F32(0.25),
            TableValue::F64(-1e300),
        ]
    };
    Table { columns: vec![U32, Text, I8, U8, I16, U16, I32, F32, F64], rows: vec![row(1), row(4_000_000_000)] }
}

pub fn sky() -> SkyFile {
    let event = |code, at_secs| SkyEvent {
        name: b"Noon".to_vec(),
        kind: SkyEventKind::from_code(code),
        at_secs,
        param1: 0xff10_2030,
        param2: code,
        duration_real_secs: 180.0,
    };
    SkyFile {
        sun: [b"disk.bmp", b"glow.bmp", b"flar.bmp"].map(|name| name.to_vec()),
        moon: b"phases.tga".to_vec(),
        events: (0..14).map(|code| event(code, code * 100)).collect(),
        ..SkyFile::default()
    }
}

pub fn placement(x: f32) -> Placement {
    let keys = |values| Some(AnimationKeys { rate: 30.0, values });
    let (positions, rotations) = (KeyValues::Vectors(vec![[1.0; 3]; 2]), KeyValues::Quaternions(vec![[0.5; 4]]));
    Placement {
        name: b"tree".to_vec(),
        position_m: [x, 1.0, 2.0],
        rotation: [0.0, 0.5_f32.sqrt(), 0.0, 0.5_f32.sqrt()],
        scale: [-1.0, 1.0, 1.0],
        animation: [keys(positions), None, keys(rotations)],
    }
}

/// Objects of both generations; one of the four cells is filled.
pub fn objects(header: bool) -> OpdFile {
    let part = ObjectPart {
        pivot_m: [0.0; 3],
        mesh: b"object\\tree.n3pmesh".to_vec(),
        material: Material { power: 3.0, flags: RenderFlags(0x25), ..Material::default() },
        texture_fps: 10.0,
        textures: vec![b"object\\tree.dxt".to_vec(), Vec::new()],
    };
    let object = |x| Object {
        kind: 0x141b,
        placement: placement(x),
        parts: vec![part.clone()],
        events: EventLinks { belongs_to: 1, event_id: -2, ..EventLinks::default() },
        ..Object::default()
    };
    let cell = Cell { exists: 1, objects: vec![0], sub_cells: first_triangle_in_first_sub_cell() };
    OpdFile {
        header: header.then(|| OpdHeader { version: 1, name: b"demo".to_vec() }),
        width_m: 32.0,
        length_m: 32.0,
        collision: vec![[[0.0; 3], [4.0, 0.0, 0.0], [0.0, 1.0, 4.0]]],
        cells: vec![None, None, Some(Box::new(cell)), None],
        objects: vec![object(4.0), object(f32::NAN)],
    }
}

fn first_triangle_in_first_sub_cell() -> SubCells {
    SubCells::new(std::array::from_fn(|index| if index == 0 { &[[0, 1, 2]][..] } else { &[] }))
}

/// The object of an [`objects`] file, as the editor saves it.
pub fn shape() -> ShapeFile {
    ShapeFile::new(objects(true).objects.swap_remove(0))
}

/// A strip of two triangles: the lower level has one.
pub fn mesh() -> Mesh {
    let corner = |x, z| MeshVertex { position_m: [x, 0.0, z], normal: [0.0, 1.0, 0.0], uv: [x, z] };
    let step = Collapse {
        indices_gained: 3,
        changes: 1,
        vertices_gained: 1,
        first_change: 0,
        collapses_to: 1,
        flags: 0xcdcd_cd00,
    };
    Mesh {
        name: b"strip".to_vec(),
        min_vertices: 3,
        min_indices: 3,
        vertices: vec![corner(0.0, 0.0), corner(0.0, 1.0), corner(1.0, 0.0), corner(1.0, 1.0)],
        indices: vec![0, 1, 2, 2, 1, 1],
        collapses: vec![step],
        index_changes: vec![5],
        distances: vec![
            DetailDistance { distance: 100.0, vertices: 4 },
            DetailDistance { distance: 400.0, vertices: 3 },
        ],
    }
}

/// An invisible wall in one of four cells; version 0 lacks the last number.
pub fn walls(version: i16) -> WallsFile {
    let cell = WallCell { flags: 3, padding: 0, sub_cells: first_triangle_in_first_sub_cell() };
    WallsFile {
        version,
        name: b"demo".to_vec(),
        padding: 0,
        width_m: 32.0,
        length_m: 32.0,
        triangles: vec![[[0.0, -5000.0, 0.0], [4.0, 5000.0, 0.0], [4.0, -5000.0, 0.0]]],
        cells: vec![Some(Box::new(cell)), None, None, None],
        object_triangles: (version == 1).then_some(1),
    }
}

/// Effects at the second of two objects.
pub fn effects() -> EffectsFile {
    let fire =
        Effect { file: b"fx\\fire.fxb".to_vec(), offset_m: [0.0, 1.0, 0.0], size: 0.5, rotation: [0.0, 0.0, 0.0, 1.0] };
    EffectsFile { effects: vec![None, Some(Box::new(fire))] }
}

/// A server map of 8 x 8 tiles. On the tile (1, 2) is event 30; the tile (0, 4) is blocked by the triangle of
/// [`objects`], whose cell it shares, and (6, 6) by a step of 12 m.
pub fn server_map() -> ServerMap {
    let side = 9;
    let mut map = ServerMap {
        size: side,
        unit_m: 4.0,
        heights: (0..side * side).map(|i| (i / side) as f32 * 0.25 + (i % side) as f32 * 0.5).collect(),
        width_m: 32.0,
        length_m: 32.0,
        collision: objects(true).collision,
        cells: objects(true).cells,
        object_events: vec![
            ObjectEvent { belong: 1, id: 101, kind: 0, position_m: [4.0, 1.0, 2.0], ..ObjectEvent::default() },
            ObjectEvent { id: 4001, kind: 5, npc: 7, position_m: [20.0, 3.0, 8.0], ..ObjectEvent::default() },
        ],
        event_map: vec![1; (side * side) as usize],
        regene_areas: vec![RegeneArea { min_m: [8.0, 2.0, 12.0], length_z_m: 6.0, length_x_m: 4.0 }],
        warps: vec![Warp { price: 500, ..Warp::new(71, "Harbor", 21, [12.5, 0.0, 20.0]) }],
        end: MapEnd::after_warps(1),
        trailing: Vec::new(),
    };
    let at = |x, z| (x * side + z) as usize;
    map.heights[at(7, 7)] += 12.0;
    for (x, z, event) in [(1, 2, 30), (0, 4, 0), (6, 6, 0), (6, 7, 0), (7, 6, 0), (7, 7, 0)] {
        map.event_map[at(x, z)] = event;
    }
    map
}

/// Server maps as older tools wrote them, by the name of their fixture.
pub fn older_server_maps() -> [(&'static str, ServerMap); 4] {
    let whole = server_map();
    let without_nation = Warp { nation: None, ..whole.warps[0].clone() };
    let layout = WarpLayout::WithoutNation;
    let old = MapEnd::Warps { declared: 2, layout };
    let few = MapEnd::Warps { declared: 5, layout: WarpLayout::WithNation };
    let first = ServerMap { end: MapEnd::EventMap, regene_areas: vec![], warps: vec![], ..whole.clone() };
    [
        ("map-without-nations.smd", ServerMap { warps: vec![without_nation; 2], end: old, ..whole.clone() }),
        ("map-with-fewer-warps.smd", ServerMap { end: few, ..whole.clone() }),
        ("map-without-warps.smd", ServerMap { end: MapEnd::RegeneAreas, warps: vec![], ..whole }),
        ("map-without-areas.smd", first),
    ]
}

/// Named areas: the second lies over a corner of the first.
pub fn named_areas() -> NamedAreas {
    let rect = |left, bottom, right, top| TileRect { left, top, right, bottom };
    let areas = vec![NamedArea::new("NO_PK", 30, rect(1, 1, 4, 5)), NamedArea::new("gate", 1001, rect(4, 5, 6, 6))];
    NamedAreas { areas }
}

pub fn event_rects() -> GevFile {
    let area = |area: &NamedArea| EventRect { rect: area.rect, kind: 1 };
    GevFile { areas: named_areas().areas.iter().map(area).collect() }
}

/// A flag whose texture is on the disk of its maker.
pub fn flags() -> FlagsFile {
    FlagsFile { flags: vec![Flag::new("banner", placement(3.0), "d:\\work\\banner.dxt")] }
}

/// A sound area, and one of junk.
pub fn sounds() -> SoundsFile {
    let none = || SoundText::new("none");
    let group = SoundGroup {
        name: SoundText::new("바람"),
        id: 3,
        music: [none(), none(), none(), none()],
        music_times: [0.0; 4],
        effects: [SoundText::new("wind.wav"), none(), none(), none()],
        effect_times: [1.0, 2.0, 0.0, 0.0],
    };
    let rect = TileRect { left: 1, top: 3, right: 5, bottom: 2 };
    let area = |group| SoundArea { version: 2, group, rect };
    SoundsFile { version: 2, groups: vec![group], areas: vec![area(3), area(1_095_195_689)] }
}

/// Rooms, as people write them.
pub const ROOMS: &str = "TYPE 0\r\n\r\nROOM 01 ; the gate\r\nNATION\t2\r\nPOS 16 4 8 12\r\nA 2 0 0\r\nE 100 1 12\r\nEND\r\n\
                         // the yard\r\nROOM 02\r\nPOS 1 2 3 4\r\nPOSEND 20 20 30 30\r\nA 4 0 0\r\nEND\r\n";

pub fn lights() -> GloFile {
    let light = |number| PointLight { placement: placement(number as f32), light: [9; 104], on: 1, number };
    GloFile { lights: vec![light(1), light(2)] }
}

/// A smooth picture with a distinct color and alpha at every pixel.
pub fn picture(width: u32, height: u32) -> Vec<u8> {
    let px = |x: u32, y: u32| {
        let (u, v) = (x * 255 / width.max(2), y * 255 / height.max(2));
        [u as u8, v as u8, (255 - u / 2 - v / 2) as u8, (64 + u / 2) as u8]
    };
    (0..height).flat_map(|y| (0..width).flat_map(move |x| px(x, y))).collect()
}

/// A texture of that picture.
pub fn texture(width: u32, height: u32, format: PixelFormat, mipmapped: bool) -> Texture {
    Texture::encode(&picture(width, height), width, height, format, mipmapped)
}

/// Shadow maps of 3 x 3 patches, two of them with textures at these places.
pub fn shadows(places: &[(u32, u32)]) -> ShadowMaps {
    let map = |&(x, z): &(u32, u32)| ShadowMap { x, z, texture: texture(8, 8, PixelFormat::A4R4G4B4, true) };
    let patch = |x, z| PatchShadows { x, z, maps: places.iter().map(map).collect() };
    ShadowMaps::new(3, vec![patch(0, 2), patch(1, 0)])
}

/// A color map of 2 x 2 cells with different reds.
pub fn color_map(format: PixelFormat) -> ColorMap {
    let cell = |i: u8| Texture::encode(&[i * 80, 100, 50, 255].repeat(256), 16, 16, format, true);
    ColorMap::new((0..4).map(cell).collect()).unwrap()
}

/// All samples by the name of their fixture.
pub fn all() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = PixelFormat::ALL
        .into_iter()
        .map(|format| (format!("{}.dxt", format.name().to_lowercase()), write::gtt([&texture(16, 8, format, true)])))
        .collect();
    let single = [texture(8, 8, PixelFormat::Dxt1, false), texture(8, 8, PixelFormat::Dxt3, false)];
    let mut add = |name: &str, bytes: Vec<u8>| files.push((name.into(), bytes));
    add("single-levels.gtt", write::gtt(&single));
    add("colors-dxt1.tct", write::tct(&color_map(PixelFormat::Dxt1)));
    add("colors-a1r5g5b5.tct", write::tct(&color_map(PixelFormat::A1R5G5B5)));
    add("shadow-cells.tlt", write::tlt(&shadows(&[(0, 0), (0, 1), (1, 0), (1, 1)])).unwrap());
    add("shadow-tiles.tlt", write::tlt(&shadows(&[(0, 0), (7, 3)])).unwrap());
    add("every-type.tbl", table().encode().unwrap());
    add("day.n3sky", sky().encode().unwrap());
    add("objects.opd", objects(true).encode().unwrap());
    add("objects-old.opd", objects(false).encode().unwrap());
    add("lights.glo", lights().encode().unwrap());
    add("strip.n3pmesh", mesh().encode().unwrap());
    add("tree.n3shape", shape().encode().unwrap());
    add("walls.opdext", walls(1).encode().unwrap());
    add("effects.opdsub", effects().encode().unwrap());
    add("map.smd", server_map().encode().unwrap());
    for (name, map) in older_server_maps() {
        add(name, map.encode().unwrap());
    }
    add("areas.evtsub", named_areas().encode().unwrap());
    add("events.gev", event_rects().encode().unwrap());
    add("banners.flag", flags().encode().unwrap());
    add("sounds.ens", sounds().encode().unwrap());
    add("note.gmd", ZoneNote::new("made for tests").encode());
    add("rooms.evt", ROOMS.as_bytes().to_vec());
    files
}

//! Small generated zones, one per layout: every field of the layout is present and differs from its neighbors. They are
//! the files in `fixtures/gtd`.

use gtd_viewer::formats::gtd::{
    Draft, Header, MapRecord, NameField, PackedTile, Pond, PondForm, River, Source, TileTexture, WaterVertex,
};

/// Vertices a side of the sample zones.
pub const SIDE: u32 = 17;

/// A zone of every layout, with the name of the layout.
pub fn layouts() -> Vec<(&'static str, Draft)> {
    let mut old = sample(Header::headerless());
    old.pond_form = PondForm::Old;
    old.ponds.iter_mut().for_each(|pond| pond.name_bytes.clear());
    vec![
        ("headerless", sample(Header::headerless())),
        ("headerless-old-ponds", old),
        ("versioned-1", sample(Header::versioned(1, "sample"))),
        ("versioned-2", sample(Header::versioned(2, "sample"))),
        ("modern", sample(Header::modern("sample"))),
    ]
}

/// A hilly zone with two rivers and two ponds.
pub fn sample(header: Header) -> Draft {
    let mut draft = Draft::flat(header, SIDE);
    for (index, record) in draft.records.iter_mut().enumerate() {
        *record = sample_record(index as u32 / SIDE, index as u32 % SIDE);
    }
    draft.refresh_bounds();
    draft.grass_mask.iter_mut().enumerate().for_each(|(index, mask)| *mask = (index % 7) as u8);
    draft.grass_set = NameField::new("sample");
    draft.textures.sources = (0..3).map(sample_source).collect();
    draft.textures.tiles = (0..12).map(|index| TileTexture { source: index / 4, tile: index % 4 * 2 }).collect();
    draft.rivers = vec![River::new(grid(4, 3, 1.0), "flow.dxt"), River::new(grid(4, 2, 2.0), "ka_water.dxt")];
    draft.ponds = vec![Pond::new(3, grid(3, 3, 4.5), "ka_water.dxt"), Pond::new(2, grid(2, 4, 6.0), "still.dxt")];
    for (index, pond) in draft.ponds.iter_mut().enumerate() {
        if draft.pond_form == PondForm::Modern {
            pond.second_name_bytes = vec![b'n'; index * 3];
            pond.parameters = std::array::from_fn(|i| i as f32 / 4.0);
        }
    }
    draft
}

/// Heights in quarter meters, which are exact; some tiles with two layers, some with one, some with none.
fn sample_record(x: u32, z: u32) -> MapRecord {
    let height_m = (x * x + 3 * z) as f32 / 4.0 - 8.0;
    let texture = |index: u32| if index < 12 { index as u16 } else { PackedTile::NO_TEXTURE };
    let (first, second) = (texture((x + z) % 13), texture((x * z) % 24));
    MapRecord::new(height_m, PackedTile::pack(true, (x % 8) as u8, (z % 8) as u8, first, second))
}

/// A source with junk after its NUL, as real files have.
fn sample_source(index: u8) -> Source {
    let mut bytes = *NameField::new(&format!("dtex\\sample_{index}.gtt")).bytes();
    bytes[40..44].copy_from_slice(&[0xcc, index, 0xfd, 0x7f]);
    Source::from(NameField::from(bytes))
}

/// Vertices of a level grid, 4 m apart: columns go north and rows east, so that its triangles face up.
fn grid(width: u32, rows: u32, y_m: f32) -> Vec<WaterVertex> {
    let places = (0..rows).flat_map(|row| (0..width).map(move |column| (column as f32, row as f32)));
    places
        .map(|(column, row)| {
            let position = [12.0 + row * 4.0, y_m, 8.0 + column * 4.0];
            WaterVertex::new(position, [0.0, 1.0, 0.0], 0xAA40_80FF, [column, row / 2.0])
        })
        .collect()
}

//! Packed bits and sizes of the records.

use gtd_viewer::formats::gtd::fields::{self, TILE_BITS};
use gtd_viewer::formats::gtd::{MapRecord, PackedTile, PatchBounds, WaterVertex};
use gtd_viewer::formats::kernel::fields::Record;

#[test]
fn each_packed_field_has_its_own_bits() {
    type Getter = fn(PackedTile) -> u32;
    let getters: [(&str, Getter); 6] = [
        ("full", |tile| tile.full().into()),
        ("dir1", |tile| tile.dir1().into()),
        ("dir2", |tile| tile.dir2().into()),
        ("tex1", |tile| tile.tex1().into()),
        ("tex2", |tile| tile.tex2().into()),
        ("unknown", |tile| tile.unknown_bit().into()),
    ];
    for (bits, (name, getter)) in TILE_BITS.iter().zip(getters) {
        assert_eq!(bits.name, name);
        let max = u32::MAX >> (32 - bits.width);
        let alone = max << bits.low;
        assert_eq!(getter(PackedTile(alone)), max, "{name} has all its bits");
        assert_eq!(getter(PackedTile(!alone)), 0, "{name} has no other bit");
        assert_eq!((bits.extract(alone), bits.extract(!alone)), (max, 0), "the table's {name}");
    }
    let all = TILE_BITS.iter().fold(0_u32, |all, bits| {
        let mask = (u32::MAX >> (32 - bits.width)) << bits.low;
        assert_eq!(all & mask, 0, "{} overlaps", bits.name);
        all | mask
    });
    assert_eq!(all, u32::MAX, "every bit has a name");
}

#[test]
fn packing_is_the_inverse_of_reading() {
    let tile = PackedTile::pack(true, 7, 31, 1023, 512);
    assert_eq!((tile.full(), tile.dir1(), tile.dir2(), tile.tex1(), tile.tex2()), (true, 7, 31, 1023, 512));
    assert!(!tile.unknown_bit());
    assert_eq!(PackedTile::pack(false, 32, 32, 1024, 1024), PackedTile(0), "fields are cut to their width");
}

#[test]
fn records_have_the_size_that_the_table_says() {
    assert_eq!(size_of::<MapRecord>(), fields::MAP_RECORD.stride() as usize);
    assert_eq!(size_of::<PatchBounds>(), fields::PATCH_RECORD.stride() as usize);
    assert_eq!(size_of::<WaterVertex>(), fields::WATER_VERTEX.stride() as usize);
    let strides: Vec<u32> =
        [&fields::GRASS_RECORD, &fields::SOURCE_RECORD, &fields::TILE_RECORD, &fields::POND_PARAMETER]
            .map(|record: &Record| record.stride())
            .into();
    assert_eq!(strides, [1, 260, 4, 4]);
    assert_eq!(align_of::<MapRecord>() * align_of::<PatchBounds>() * align_of::<WaterVertex>(), 1);
}

#[test]
fn records_keep_every_bit_of_their_floats() {
    for bits in [0_u32, 0x8000_0000, 0x0080_0000, 0x7f80_0000, 0x7fc0_1234, 1] {
        let height = f32::from_bits(bits);
        assert_eq!(MapRecord::new(height, PackedTile(5)).height_m().to_bits(), bits);
        assert_eq!(PatchBounds::new(height, 1.0).middle_y_m().to_bits(), bits);
        assert_eq!(PatchBounds::new(1.0, height).radius_m().to_bits(), bits);
        let vertex = WaterVertex::new([height, 1.0, 2.0], [3.0, 4.0, 5.0], 0x1122_3344, [6.0, 7.0]);
        assert_eq!(vertex.position_m()[0].to_bits(), bits);
        assert_eq!((vertex.normal(), vertex.color_argb()), ([3.0, 4.0, 5.0], 0x1122_3344));
        assert_eq!((vertex.uv1(), vertex.uv2()), ([6.0, 7.0], [6.0, 7.0]));
    }
}

#[test]
fn the_color_stands_in_the_file_as_blue_green_red_alpha() {
    let vertex = WaterVertex::new([0.0; 3], [0.0; 3], 0xAABB_CCDD, [0.0; 2]);
    assert_eq!(bytemuck::bytes_of(&vertex)[24..28], [0xDD, 0xCC, 0xBB, 0xAA]);
}

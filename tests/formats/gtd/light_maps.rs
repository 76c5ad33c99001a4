//! Light maps stored in the zone file, which no real file has.

use gtd_viewer::formats::gtd::{Draft, Gtd, Header, LightMap, SectionId};
use gtd_viewer::formats::kernel::ErrorClass;

use super::{assert_whole, read};

/// A texture record of 8 x 8 DXT1 pixels with a name: two levels, and a 16-bit copy of the second.
fn texture() -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.extend(3_i32.to_le_bytes());
    bytes.extend(b"sun");
    bytes.extend(b"NTF\x03");
    [8_i32, 8].iter().for_each(|side| bytes.extend(side.to_le_bytes()));
    bytes.extend(b"DXT1");
    bytes.extend(1_i32.to_le_bytes());
    bytes.extend([7; 32 + 8 + 4 * 4 * 2]);
    bytes
}

fn lit(header: Header) -> Draft {
    let mut draft = Draft::flat(header, 9);
    draft.light_maps = (0..3).map(|i| LightMap { x: i, z: -i, texture: texture() }).collect();
    draft
}

#[test]
fn light_maps_are_measured_and_kept() {
    for header in
        [Header::headerless(), Header::versioned(1, "lit"), Header::versioned(2, "lit"), Header::modern("lit")]
    {
        let draft = lit(header);
        let gtd = read(&draft.encode().unwrap());
        assert_eq!(gtd.light_maps(), draft.light_maps);
        assert!(gtd.trailing().is_empty());
        assert_whole(&gtd);
    }
}

#[test]
fn a_texture_that_is_none_is_an_error_in_its_place() {
    let bytes = lit(Header::versioned(1, "lit")).encode().unwrap();
    let first = read(&bytes).sections()[5].offset as usize + 4;
    // name length, magic, version, width, format
    let cases = [
        (4, 0xff, ErrorClass::Malformed),
        (11, b'M', ErrorClass::Malformed),
        (14, 7, ErrorClass::Unsupported),
        (18, 0xff, ErrorClass::Malformed),
        (23, b'E', ErrorClass::Unsupported),
    ];
    for (at, value, class) in cases {
        let mut bytes = bytes.clone();
        bytes[first + at] = value;
        if at == 4 {
            bytes[first + 7] = 0x7f;
        }
        let error = Gtd::parse(bytes).unwrap_err();
        assert_eq!((error.class, error.section), (class, SectionId::LightMaps.name()), "{at}: {error}");
        assert!(((first + at).saturating_sub(3)..=first + at).contains(&(error.offset as usize)), "{at}: {error}");
    }
}

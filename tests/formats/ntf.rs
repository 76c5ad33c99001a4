//! Texture records and their containers: round trips, and errors with their position.

use crate::common::samples::{color_map, picture, shadows, texture};
use gtd_viewer::formats::kernel::ErrorClass;
use gtd_viewer::formats::ntf::tct::ColorMap;
use gtd_viewer::formats::ntf::tlt::ShadowGrid;
use gtd_viewer::formats::ntf::{self, PixelFormat, Texture, mips, tct, tlt, write};
use proptest::prelude::*;

fn record(texture: &Texture) -> Vec<u8> {
    write::gtt([texture])
}

#[test]
fn every_format_is_read_back_and_looks_alike() {
    for format in PixelFormat::ALL {
        for (width, height) in [(16, 16), (8, 32), (64, 4)] {
            for mipmapped in [false, true] {
                let made = texture(width, height, format, mipmapped);
                let (read, end) = ntf::parse_record(&record(&made), 0).unwrap();
                assert_eq!((end, &read), (record(&made).len(), &made));
                let difference = read.decode_rgba8(0).into_iter().zip(picture(width, height)).enumerate();
                let counted = difference.filter(|(i, _)| {
                    let one_bit_alpha = matches!(format, PixelFormat::Dxt1 | PixelFormat::A1R5G5B5);
                    i % 4 < 3 && !one_bit_alpha || i % 4 == 3 && format.has_alpha() && !one_bit_alpha
                });
                let (sum, n) = counted.fold((0, 0), |(sum, n), (_, (a, b))| (sum + u32::from(a.abs_diff(b)), n + 1));
                assert!(n == 0 || sum <= n * 12, "{} {width}x{height}: mean {}", format.name(), sum / n);
            }
        }
    }
}

#[test]
fn records_follow_each_other_with_their_copies_skipped() {
    let textures = [
        texture(16, 8, PixelFormat::Dxt3, true),
        texture(8, 8, PixelFormat::Dxt1, false),
        texture(512, 4, PixelFormat::A4R4G4B4, false),
        texture(1024, 4, PixelFormat::Dxt5, false),
        texture(4, 4, PixelFormat::A8R8G8B8, true),
    ];
    let bytes = write::gtt(&textures);
    assert_eq!(ntf::gtt::parse(&bytes).unwrap(), textures);
    let mut at = 0;
    for texture in &textures {
        let (read, next) = ntf::parse_record(&bytes, at).unwrap();
        assert_eq!(&read, texture);
        at = next;
    }
    assert_eq!(at, bytes.len());
}

#[test]
fn a_name_inside_a_record_is_kept() {
    let plain = record(&texture(4, 4, PixelFormat::Dxt1, true));
    let named = [&3_u32.to_le_bytes()[..], b"abc", &plain[4..]].concat();
    let read = ntf::parse_dxt(&named).unwrap();
    assert_eq!(read.name(), b"abc");
    assert_eq!(record(&read), named);
}

/// A DXT1 record of 8x8 with levels, its fields at known offsets.
fn annotated(patch: (usize, &[u8])) -> Vec<u8> {
    let mut bytes = record(&texture(8, 8, PixelFormat::Dxt1, true));
    bytes[patch.0..patch.0 + patch.1.len()].copy_from_slice(patch.1);
    bytes
}

#[test]
fn broken_headers_are_refused_where_they_are_broken() {
    let cases: [(usize, &[u8], ErrorClass, u64, &str); 9] = [
        (0, &[0, 0, 2, 0], ErrorClass::Malformed, 0, "name length: found 131072"), // a TGA named .dxt
        (0, &[0xff; 4], ErrorClass::Malformed, 0, "name length: found -1"),
        (4, b"NTX", ErrorClass::Malformed, 4, "\"NTX\""),
        (7, &[7], ErrorClass::Unsupported, 7, "version 7 (encrypted pixels)"),
        (7, &[4], ErrorClass::Unsupported, 7, "version 4"),
        (8, &[0; 4], ErrorClass::Malformed, 8, "width: found 0"),
        (12, &[0, 0, 1, 0], ErrorClass::Malformed, 12, "height: found 65536"),
        (16, b"DXT9", ErrorClass::Unsupported, 16, "pixel format: found DXT9"),
        (20, &[2, 0, 0, 0], ErrorClass::Malformed, 20, "mip flag: found 2"),
    ];
    for (at, patch, class, offset, found) in cases {
        let error = ntf::parse_dxt(&annotated((at, patch))).unwrap_err();
        assert_eq!((error.class, error.offset), (class, offset), "{error}");
        assert!(error.to_string().contains(found), "{error}");
    }
    let error = ntf::parse_dxt(&annotated((8, &[2, 0, 0, 0]))).unwrap_err();
    assert!(error.to_string().contains("whole blocks"), "{error}");
}

#[test]
fn shadow_files_keep_their_own_table_order() {
    let maps = shadows(&[(0, 1), (1, 1)]);
    assert_eq!(maps.grid(), ShadowGrid::Cells);
    let bytes = write::tlt(&maps).unwrap();
    let entry = |i: usize| u32::from_le_bytes(bytes[4 + i * 4..8 + i * 4].try_into().unwrap());
    // Patch (0, 2) comes first on disk with index 0 + 2 * 3; patch (1, 0) has index 1.
    assert_eq!((entry(6), entry(1) > entry(6)), (4 + 9 * 4, true));
    assert_eq!(tlt::parse(&bytes, 3).unwrap(), maps);
    assert_eq!(tlt::patches_per_side(&bytes), Some(3));
    let tiles = shadows(&[(0, 0), (7, 3)]);
    assert_eq!(tiles.grid(), ShadowGrid::Tiles);
    assert_eq!(tlt::parse(&write::tlt(&tiles).unwrap(), 3).unwrap(), tiles);
    assert_eq!(tlt::patches_per_side(&[0; 4 + 16 * 4]), Some(4));
}

#[test]
fn gaps_between_shadow_blocks_are_counted() {
    let maps = shadows(&[(0, 0)]);
    let bytes = write::tlt(&maps).unwrap();
    let last = tlt::parse(&bytes, 3).unwrap();
    assert_eq!((last.unused_bytes(), last.map_count()), (0, 2));
    // patch (1, 0) has the second block: seven bytes before it, three after it
    let at = u32::from_le_bytes(bytes[8..12].try_into().unwrap());
    let (head, block) = bytes.split_at(at as usize);
    let mut gapped = [head, &[9; 7], block, &[1, 2, 3]].concat();
    gapped[8..12].copy_from_slice(&(at + 7).to_le_bytes());
    let read = tlt::parse(&gapped, 3).unwrap();
    assert_eq!((read.unused_bytes(), read.patches()), (10, maps.patches()));
    assert_eq!(write::tlt(&read).unwrap(), bytes);
    gapped[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(tlt::parse(&gapped, 3).is_err());
}

#[test]
fn shadow_files_of_another_zone_are_refused() {
    let bytes = write::tlt(&shadows(&[(0, 0)])).unwrap();
    assert!(tlt::parse(&bytes, 2).is_err());
    assert!(tlt::parse(&bytes, 4).is_err());
    assert!(tlt::parse(&bytes, 60_000).is_err());
    assert!(tlt::parse(&bytes, u32::MAX).is_err());
    let mut doubled = bytes.clone();
    doubled.copy_within(4 + 4..4 + 8, 4); // patch (0, 0) shares the block of patch (1, 0)
    assert!(tlt::parse(&doubled, 3).unwrap_err().to_string().contains("the next block at byte"));
    let mut versioned = bytes.clone();
    versioned[0] = 1;
    assert_eq!(tlt::parse(&versioned, 3).unwrap_err().offset, 0);
    let mut outside = bytes.clone();
    outside[4 + 36 + 4] = 8;
    assert_eq!(tlt::parse(&outside, 3).unwrap_err().offset, 4 + 36 + 4);
}

#[test]
fn color_maps_are_x_outer_squares() {
    let cells: Vec<Texture> =
        (0..9).map(|i| Texture::encode(&[i * 28, 0, 0, 255].repeat(64), 8, 8, PixelFormat::A1R5G5B5, true)).collect();
    let map = ColorMap::new(cells.clone()).unwrap();
    let read = tct::parse(&write::tct(&map)).unwrap();
    assert_eq!(read, map);
    assert_eq!(read.cell(2, 1), Some(&cells[7]));
    assert_eq!((read.cell(3, 0), read.cell(0, 3)), (None, None));
    // A map in a block format is read as one of pixels: only one real file is like that, and it is not in the corpus.
    for format in [PixelFormat::Dxt1, PixelFormat::A1R5G5B5] {
        let read = tct::parse(&write::tct(&color_map(format))).unwrap();
        let reds = [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(x, z)| read.cell(x, z).unwrap().decode_rgba8(2)[0]);
        assert!(reds.iter().zip([0, 80, 160, 240]).all(|(red, made)| red.abs_diff(made) <= 8), "{reds:?}");
    }
    assert!(tct::parse(&write::gtt(&cells[..8])).is_err());
    assert!(tct::parse(&[]).is_err());
}

#[test]
fn nothing_cut_short_is_read() {
    let record = record(&texture(8, 8, PixelFormat::Dxt1, true));
    let tlt_file = write::tlt(&shadows(&[(0, 0), (1, 0)])).unwrap();
    for n in 0..record.len() {
        assert!(ntf::parse_dxt(&record[..n]).is_err(), "{n} bytes of a texture");
    }
    for n in 0..tlt_file.len() {
        assert!(tlt::parse(&tlt_file[..n], 3).is_err(), "{n} bytes of shadows");
    }
    assert!(ntf::parse_dxt(&[&record[..], &[0]].concat()).is_err());
}

#[test]
fn the_chain_goes_on_to_one_pixel() {
    let gray = |v: u8| [v, v, v, 255];
    let quarters: Vec<u8> =
        (0..16).flat_map(|i| gray(if i % 4 < 2 { 0 } else { 80 } + if i / 4 < 2 { 0 } else { 160 })).collect();
    let made = Texture::encode(&quarters, 4, 4, PixelFormat::A8R8G8B8, true);
    let tail = mips::tail_rgba8(&made);
    assert_eq!(tail.iter().map(|l| (l.width, l.height)).collect::<Vec<_>>(), [(2, 2), (1, 1)]);
    assert_eq!(tail[0].data, [gray(0), gray(80), gray(160), gray(240)].concat());
    assert_eq!(tail[1].data, gray(120));
    let wide = Texture::encode(&picture(4, 16), 4, 16, PixelFormat::Dxt1, true);
    let sizes: Vec<_> = mips::tail_blocks(&wide).iter().map(|l| (l.width, l.height, l.data.len())).collect();
    assert_eq!(sizes, [(2, 8, 16), (1, 4, 8), (1, 2, 8), (1, 1, 8)]);
    assert!(mips::tail_blocks(&made).is_empty());
}

#[test]
fn made_blocks_hold_the_made_pixels() {
    // Colors on a line, which a block can represent.
    let slope: Vec<u8> = (0..256).flat_map(|i: u32| [(i % 16 * 8 + i / 16 * 7) as u8, 90, 40, 255]).collect();
    let made = Texture::encode(&slope, 16, 16, PixelFormat::Dxt1, true);
    for (blocks, pixels) in mips::tail_blocks(&made).iter().zip(mips::tail_rgba8(&made)) {
        let mut decoded = vec![0; 64];
        ntf::bc::decode_bc1(&blocks.data, 4, &mut decoded);
        for y in 0..blocks.height as usize {
            for x in 0..blocks.width as usize {
                let (a, b) =
                    (&decoded[y * 16 + x * 4..][..3], &pixels.data[(y * blocks.width as usize + x) * 4..][..3]);
                assert!(a.iter().zip(b).all(|(a, b)| a.abs_diff(*b) <= 16), "{a:?} for {b:?}");
            }
        }
    }
}

#[test]
fn single_texels_are_those_of_the_whole_level() {
    for format in PixelFormat::ALL {
        let made = texture(16, 8, format, true);
        for (i, level) in made.levels().enumerate() {
            let whole = made.decode_rgba8(i);
            let texels = (0..level.height).flat_map(|y| (0..level.width).map(move |x| (x, y)));
            let single: Vec<u8> = texels.flat_map(|(x, y)| level.texel_rgba8(format, x, y).unwrap()).collect();
            assert_eq!(single, whole, "{}", format.name());
            assert_eq!(level.texel_rgba8(format, level.width, 0), None);
            assert_eq!(level.texel_rgba8(format, 0, level.height), None);
        }
    }
}

fn any_format() -> impl Strategy<Value = PixelFormat> {
    (0..PixelFormat::ALL.len()).prop_map(|i| PixelFormat::ALL[i])
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600), side in 0_u32..20) {
        let _ = ntf::gtt::parse(&bytes);
        let _ = ntf::parse_dxt(&bytes);
        let _ = tct::parse(&bytes);
        let _ = tlt::patches_per_side(&bytes);
        let _ = tlt::parse(&bytes, side);
    }

    #[test]
    fn corrupted_files_are_read_or_refused_and_written_back(
        at in 0_usize..2000, value in any::<u8>(), format in any_format(), mipmapped in any::<bool>(),
    ) {
        let mut bytes = record(&texture(16, 8, format, mipmapped));
        let len = bytes.len();
        bytes[at % len] = value;
        if let Ok(read) = ntf::parse_dxt(&bytes) {
            prop_assert_eq!(record(&read), bytes);
            for level in 0..=read.level_count() {
                let _ = read.decode_rgba8(level);
            }
        }
        let mut bytes = write::tlt(&shadows(&[(0, 0), (1, 1)])).unwrap();
        let at = at % bytes.len().min(200);
        bytes[at] = value;
        if let Ok(read) = tlt::parse(&bytes, 3) {
            // A damaged offset may lead to a valid block elsewhere: then bytes are left out, and reported.
            let written = write::tlt(&read).unwrap();
            prop_assert_eq!(written.len() + read.unused_bytes(), bytes.len());
            prop_assert!(read.unused_bytes() > 0 || written == bytes);
        }
    }

    #[test]
    fn any_blocks_decode(data in prop::collection::vec(any::<u8>(), 0..300), width in 0_usize..9) {
        let mut rgba = vec![7; width * 4 * 16];
        ntf::bc::decode_bc1(&data, width * 4, &mut rgba);
        ntf::bc::decode_bc2(&data, width * 4, &mut rgba);
        ntf::bc::decode_bc3(&data, width * 4, &mut rgba);
    }
}

//! Textures, read by the image and ddsfile crates.

use ddsfile::{D3DFormat, Dds};
use gtd_viewer::export::dds;
use gtd_viewer::formats::ntf::tct::ColorMap;
use gtd_viewer::formats::ntf::{PixelFormat, Texture, write};
use serde_json::Value;

use super::{common, program};

fn painted(side: u32, format: PixelFormat, seed: u32) -> Texture {
    let rgba: Vec<u8> =
        (0..side * side).flat_map(|i| [(i * 7 + seed) as u8, (i / side * 8) as u8, 90, (i * 3) as u8]).collect();
    Texture::encode(&rgba, side, side, format, true)
}

#[test]
fn dds_files_hold_the_stored_bytes() {
    for format in PixelFormat::ALL {
        let texture = painted(32, format, 1);
        let file = Dds::read(&dds::encode(&texture).unwrap()[..]).unwrap();
        assert_eq!((file.get_width(), file.get_height(), file.get_num_mipmap_levels()), (32, 32, 4));
        assert!(file.data == texture.pixels(), "{}", format.name());
        let expected = match format {
            PixelFormat::Dxt1 => D3DFormat::DXT1,
            PixelFormat::Dxt2 => D3DFormat::DXT2,
            PixelFormat::Dxt3 => D3DFormat::DXT3,
            PixelFormat::Dxt4 => D3DFormat::DXT4,
            PixelFormat::Dxt5 => D3DFormat::DXT5,
            PixelFormat::R8G8B8 => D3DFormat::R8G8B8,
            PixelFormat::A8R8G8B8 => D3DFormat::A8R8G8B8,
            PixelFormat::X8R8G8B8 => D3DFormat::X8R8G8B8,
            PixelFormat::A1R5G5B5 => D3DFormat::A1R5G5B5,
            PixelFormat::A4R4G4B4 => D3DFormat::A4R4G4B4,
        };
        assert_eq!(file.get_d3d_format(), Some(expected));
    }
}

#[test]
fn png_files_keep_alpha_and_levels() {
    let folder = tempfile::tempdir().unwrap();
    let textures: Vec<Texture> = (0..3).map(|seed| painted(16, PixelFormat::A4R4G4B4, seed)).collect();
    std::fs::write(folder.path().join("t.gtt"), write::gtt(&textures)).unwrap();
    let args = ["export", "textures", "t.gtt", "-o", "out", "--mips"];
    program(folder.path(), &args).assert().success();
    for (index, texture) in textures.iter().enumerate() {
        for (level, name) in [(0, format!("t_{index}.png")), (1, format!("t_{index}_mip1.png"))] {
            let picture = image::open(folder.path().join("out").join(name)).unwrap();
            assert_eq!(picture.color(), image::ColorType::Rgba8);
            assert_eq!(picture.into_rgba8().into_raw(), texture.decode_rgba8(level));
        }
    }
    assert_eq!(common::files_with_extension(&folder.path().join("out"), "png").len(), 9);
    program(folder.path(), &["export", "textures", "t.gtt", "-o", "one", "--index", "2"]).assert().success();
    assert!(folder.path().join("one/t_2.png").exists() && !folder.path().join("one/t_0.png").exists());
    program(folder.path(), &["export", "textures", "t.gtt", "-o", "none", "--index", "3"]).assert().code(1);
}

#[test]
fn color_maps_and_single_records() {
    let folder = tempfile::tempdir().unwrap();
    let cells = (0..4).map(|seed| painted(16, PixelFormat::Dxt1, seed)).collect();
    std::fs::write(folder.path().join("z.TCT"), write::tct(&ColorMap::new(cells).unwrap())).unwrap();
    std::fs::write(folder.path().join("m.dxt"), write::gtt([&painted(16, PixelFormat::Dxt3, 9)])).unwrap();
    let args = ["export", "textures", "z.TCT", "m.dxt", "-o", "{stem}", "--format", "dds"];
    program(folder.path(), &args).assert().success();
    assert!(folder.path().join("z/z_x1_z0.dds").exists() && folder.path().join("m/m.dds").exists());
    program(folder.path(), &["export", "textures", "gone.gtt", "-o", "out"]).assert().code(1);
}

#[test]
fn a_sheet_shows_all_and_tells_where() {
    let folder = tempfile::tempdir().unwrap();
    let textures: Vec<Texture> = (0..5).map(|seed| painted(16, PixelFormat::A8R8G8B8, seed)).collect();
    std::fs::write(folder.path().join("t.gtt"), write::gtt(&textures)).unwrap();
    program(folder.path(), &["export", "textures", "t.gtt", "--sheet", "-o", "s.png"]).assert().success();
    let sheet = image::open(folder.path().join("s.png")).unwrap().into_rgba8();
    let told: Value = serde_json::from_slice(&std::fs::read(folder.path().join("s.png.json")).unwrap()).unwrap();
    let pictures = told["pictures"].as_array().unwrap();
    assert_eq!((pictures.len(), &told["columns"]), (5, &3.into()));
    for (entry, texture) in pictures.iter().zip(&textures) {
        let at = |key: &str| entry[key].as_u64().unwrap() as u32;
        let first = sheet.get_pixel(at("x"), at("y")).0;
        assert_eq!(first[..], texture.decode_rgba8(0)[..4]);
    }
}

#[test]
fn real_textures_of_all_kinds() {
    let Some(corpus) = common::corpus() else { return };
    let folder = tempfile::tempdir().unwrap();
    let zones = corpus.join("ko/1298/Zones");
    for (name, files) in [("arena.gtd", 18), ("arena.tct", 4), ("arena.tlt", 142), ("moradon.dxt", 1)] {
        let (input, out) = (zones.join(name), format!("out-{name}"));
        let args = ["export", "textures", input.to_str().unwrap(), "-o", &out, "--format", "dds"];
        program(folder.path(), &args).assert().success();
        let found = common::files_with_extension(&folder.path().join(&out), "dds");
        assert_eq!(found.len(), files, "{name}");
        for file in found {
            Dds::read(&common::read(&file)[..]).unwrap();
        }
    }
}

//! Writes the demo zone's files to `assets/demo` and the icons to `assets/icons`.
//!
//! `cargo run --example make_demo` writes them, and removes nothing. With `-- --check` it compares existing files with
//! its output, prints each difference and fails if there is one, as in `script/test`.
//!
//! The bytes are the same on every platform. Heights and colors come from integers and from the float operations that
//! IEEE 754 defines to the bit (and functions of `libm`); nothing depends on the order of threads.
//!
//! [`relief`] and [`route`] shape the terrain, [`island`] combines them; [`cover_rules`] chooses the ground of each
//! vertex, [`cover`] cleans it up. [`paint`] and [`edge`] draw the textures on a [`canvas`]. [`water`],
//! [`water_paint`], [`sky`], [`sky_paint`], [`shade`], [`overview`] and [`places`] are the other parts of a zone,
//! [`objects`] what stands on it, [`server`] the server's half; [`zone`] assembles the files. [`icon`] draws the program's
//! icon.

mod canvas;
mod casters;
mod cover;
mod cover_rules;
mod edge;
mod grid;
mod icon;
mod island;
mod layout;
mod objects;
mod overview;
mod paint;
mod patterns;
mod pictures;
mod places;
mod relief;
mod route;
mod server;
mod shade;
mod sky;
mod sky_paint;
mod water;
mod water_paint;
mod zone;

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use gtd_viewer::demo::embedded;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => write(&assets).map(|()| ExitCode::SUCCESS),
        ["--check"] => Ok(report(&differences(&assets))),
        _ => Err("usage: make_demo [--check]".into()),
    }
}

fn write(assets: &Path) -> Result<(), Box<dyn Error>> {
    for file in zone::demo_files() {
        let path = assets.join("demo").join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap_or(assets))?;
        std::fs::write(path, &file.bytes)?;
    }
    let icons = assets.join("icons");
    std::fs::create_dir_all(&icons)?;
    std::fs::write(icons.join(icon::SVG_NAME), icon::svg())?;
    for side in icon::SIZES {
        image::save_buffer(icons.join(icon::png_name(side)), &icon::rgba(side), side, side, image::ColorType::Rgba8)?;
    }
    let ico = icon::ico(|side| std::fs::read(icons.join(icon::png_name(side))))?;
    std::fs::write(icons.join(icon::ICO_NAME), ico)?;
    Ok(())
}

/// Differences between the files in `assets` (or embedded ones) and the output, one line each.
fn differences(assets: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let files = zone::demo_files();
    let names: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let embedded_names: Vec<&str> = embedded::FILES.iter().map(|file| file.path).collect();
    if names.iter().copied().collect::<BTreeSet<_>>() != embedded_names.iter().copied().collect() {
        found.push(format!("assets/demo has other files: {embedded_names:?} instead of {names:?}"));
    }
    for file in &files {
        let kept = std::fs::read(assets.join("demo").join(&file.path)).unwrap_or_default();
        if let Some(difference) = first_difference(&file.bytes, &kept) {
            found.push(format!("demo/{}: {difference}", file.path));
        }
        if embedded::find(&file.path) != Some(&kept) {
            found.push(format!("demo/{}: the file is not what is embedded", file.path));
        }
    }
    if std::fs::read_to_string(assets.join("icons").join(icon::SVG_NAME)).ok() != Some(icon::svg()) {
        found.push(format!("icons/{}", icon::SVG_NAME));
    }
    for side in icon::SIZES {
        // Pixels are compared, because compression depends on the encoder.
        let kept = image::open(assets.join("icons").join(icon::png_name(side))).map(|icon| icon.to_rgba8().into_raw());
        if kept.ok() != Some(icon::rgba(side)) {
            found.push(format!("icons/{}", icon::png_name(side)));
        }
    }
    // Its large pictures are the PNG files that lie beside it.
    let read = |name: &str| std::fs::read(assets.join("icons").join(name));
    let ico = icon::ico(|side| read(&icon::png_name(side))).unwrap_or_default();
    if let Some(difference) = first_difference(&ico, &read(icon::ICO_NAME).unwrap_or_default()) {
        found.push(format!("icons/{}: {difference}", icon::ICO_NAME));
    }
    found
}

fn first_difference(made: &[u8], kept: &[u8]) -> Option<String> {
    if made == kept {
        return None;
    }
    let at = made.iter().zip(kept).position(|(made, kept)| made != kept);
    let at = at.unwrap_or_else(|| made.len().min(kept.len()));
    Some(format!("made {} bytes, kept {}, first difference at byte {at}", made.len(), kept.len()))
}

fn report(differences: &[String]) -> ExitCode {
    for difference in differences {
        eprintln!("{difference}");
    }
    if differences.is_empty() {
        println!("assets/demo, assets/icons and the embedded files are what is made");
        return ExitCode::SUCCESS;
    }
    eprintln!("If these differences are wanted: cargo run --example make_demo, then build again");
    ExitCode::FAILURE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_found() {
        assert_eq!(first_difference(b"same", b"same"), None);
        assert!(first_difference(b"same", b"sane").unwrap().contains("at byte 2"));
        assert!(first_difference(b"longer", b"long").unwrap().contains("at byte 4"));
        assert!(first_difference(b"made", b"").unwrap().contains("kept 0"));
    }

    #[test]
    fn the_embedded_files_are_small() {
        let all: Vec<u8> = embedded::contents().iter().flat_map(|(_, bytes)| bytes.iter().copied()).collect();
        assert!(all.len() < 8_000_000, "{} bytes", all.len());
        // A PNG of the bytes, a row for each KB, is about as large as a ZIP of the files.
        let rows = all.len() / 1024;
        let mut png = Vec::new();
        let (best, plain) = (image::codecs::png::CompressionType::Best, image::codecs::png::FilterType::NoFilter);
        let encoder = image::codecs::png::PngEncoder::new_with_quality(&mut png, best, plain);
        let color = image::ExtendedColorType::L8;
        image::ImageEncoder::write_image(encoder, &all[..rows * 1024], 1024, rows as u32, color).unwrap();
        assert!(png.len() < 2_000_000, "{} bytes compressed", png.len());
    }

    #[test]
    fn the_views_and_the_flight_stay_above_ground_and_sea() {
        use gtd_viewer::camera::PathFile;
        let gtd = gtd_viewer::formats::gtd::Gtd::parse(embedded::zone()).unwrap();
        let (path, _) = PathFile::read(gtd_viewer::demo::FLIGHT).unwrap();
        let along = (0..400).map(|step| path.at(f64::from(step) * path.secs() / 400.0).0);
        let views = PathFile::poses(gtd_viewer::demo::VIEWS);
        assert_eq!(views.len(), 3);
        for pose in along.chain(views) {
            let [x, z] = [pose.eye.x, pose.eye.z].map(|at| (at / 4.0).clamp(0.0, 256.0) as u32);
            let ground_m = f64::from(gtd.record(x, z).height_m()).max(0.0);
            assert!(pose.eye.y > ground_m + 1.2, "{pose} over {ground_m} m");
        }
    }
}

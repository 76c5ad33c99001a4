//! Writes the icons under `assets/icons`: `cargo run --no-default-features --example make_icons`.

use std::path::Path;

use gtd_viewer::demo::icon;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/icons");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("gtd-viewer.svg"), icon::svg())?;
    for side in icon::SIZES {
        let file = folder.join(format!("gtd-viewer-{side}.png"));
        image::save_buffer(file, &icon::rgba(side), side, side, image::ColorType::Rgba8)?;
    }
    Ok(())
}

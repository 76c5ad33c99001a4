//! A sky read by itself, for a zone that is to be seen under another one than its own.

use std::path::Path;

use super::pictures;
use crate::formats::kernel::text;
use crate::formats::n3sky::SkyFile;
use crate::scene::Sky;
use crate::scene::raster::mip_image::MipImage;
use crate::zone::files::Files;

/// Reads a `.n3sky` with its pictures; those that are missing are left out. `data` is the client folder, where it is not
/// the one that the sky lies in.
///
/// # Errors
/// A sentence that names the file.
pub fn read_sky(path: &Path, data: Option<&Path>, sun_hour: Option<u32>) -> Result<Sky, String> {
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let bytes = std::fs::read(path).map_err(|error| told(&error))?;
    let file = SkyFile::parse(&bytes).map_err(|error| told(&error))?;
    // The client's root lies two folders above its skies; a file inside the folder of zones would find it too.
    let files = Files::for_zone(path, data);
    let picture = |name: &Vec<u8>| picture(&files, &text::decode_until_nul(name));
    let (sun, clouds) = (file.sun.each_ref().map(picture), file.clouds.each_ref().map(picture));
    Ok(Sky { file, sun, clouds, sun_hour })
}

fn picture(files: &Files, name: &str) -> Option<MipImage> {
    if name.trim().is_empty() {
        return None;
    }
    let in_folder = if name.contains(['\\', '/']) { name.to_owned() } else { format!("Misc\\Sky\\{name}") };
    let (path, bytes) = files.read(&in_folder).ok()?;
    let format = image::ImageFormat::from_path(&path).unwrap_or(image::ImageFormat::Tga);
    pictures::decode(&bytes, format).map_err(|error| log::warn!("{}: {error}", path.display())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::day::neutral_sky;

    #[test]
    fn a_sky_without_pictures_is_a_sky() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plain.n3sky");
        std::fs::write(&path, neutral_sky().encode()).unwrap();
        let sky = read_sky(&path, None, Some(7)).unwrap();
        assert_eq!((sky.file, sky.sun_hour), (neutral_sky(), Some(7)));
        std::fs::write(&path, b"no sky").unwrap();
        assert!(read_sky(&path, None, None).unwrap_err().contains("plain.n3sky"));
    }
}

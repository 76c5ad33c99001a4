//! Loading of a single sky, to show a zone under another sky than its own.

use std::path::Path;
use std::sync::Arc;

use super::pictures;
use crate::formats::kernel::visible::path_text;
use crate::formats::n3sky::SkyFile;
use crate::scene::Sky;
use crate::scene::raster::mip_image::MipImage;
use crate::zone::ZoneFiles;
use crate::zone::client_files::DiskFiles;
use crate::zone::error::PartError;
use crate::zone::references::sky_picture_path;

/// Reads a `.n3sky` with its images; missing ones are left out. `data` is the client folder, if it is not the one that
/// contains the sky.
///
/// # Errors
/// [`PartError::Unreadable`] or [`PartError::Malformed`], which name the file.
pub async fn read_sky(path: &Path, data: Option<&Path>, sun_hour: Option<u32>) -> Result<Sky, PartError> {
    // The client's root is two folders above its skies; the search from a zone folder would find it as well.
    let files = ZoneFiles::around(Arc::new(DiskFiles), path, data).await;
    let bytes = files.read_path(path).await?.bytes;
    let file = SkyFile::parse(&bytes).map_err(|source| PartError::Malformed {
        path: path.to_owned(),
        bytes: bytes.into(),
        source,
    })?;
    let sun = pictures(&files, &file.sun).await;
    let clouds = pictures(&files, &file.clouds).await;
    Ok(Sky { file, sun, clouds, sun_hour })
}

async fn pictures<const N: usize>(files: &ZoneFiles, names: &[Vec<u8>; N]) -> [Option<MipImage>; N] {
    let mut pictures = [const { None }; N];
    for (picture, name) in pictures.iter_mut().zip(names) {
        *picture = read_picture(files, name).await;
    }
    pictures
}

async fn read_picture(files: &ZoneFiles, name: &[u8]) -> Option<MipImage> {
    let file = files.read(&sky_picture_path(name)?).await.ok()?;
    let decoded = pictures::decode(&file.bytes, pictures::format_of(&file.path));
    decoded.map_err(|error| log::warn!("{}: {error}", path_text(&file.path))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::block_on;
    use crate::scene::day::neutral_sky;

    #[test]
    fn a_sky_without_pictures_is_a_sky() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plain.n3sky");
        std::fs::write(&path, neutral_sky().encode().unwrap()).unwrap();
        let sky = block_on(read_sky(&path, None, Some(7))).unwrap();
        assert_eq!((sky.file, sky.sun_hour), (neutral_sky(), Some(7)));
        std::fs::write(&path, b"no sky").unwrap();
        assert!(block_on(read_sky(&path, None, None)).unwrap_err().to_string().contains("plain.n3sky"));
    }
}

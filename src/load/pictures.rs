//! Pictures of the ordinary kinds (bmp, tga) and textures as plain pictures.

use crate::formats::ntf::Texture;
use crate::scene::raster::color_base::BaseTexture;
use crate::scene::raster::mip_image::{MipImage, Texel};
use image::{ImageError, ImageFormat, ImageReader, Limits};
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

/// The largest side of a picture, in pixels; the client's own end at 1024.
const MAX_SIDE_PX: u32 = 4096;
/// Bytes of pixels that a byte of a file may stand for: run-length coding writes 128 pixels in five bytes.
const MAX_GROWTH: u64 = 128;

/// Why bytes are no picture that can be drawn.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ImageFileError {
    /// The bytes are no such picture, or a cut one.
    #[error(transparent)]
    Undecodable(#[from] Arc<ImageError>),
    /// It has no pixels.
    #[error("a picture of {width} x {height} pixels")]
    Empty {
        /// Pixels in a row.
        width: u32,
        /// Rows of pixels.
        height: u32,
    },
    /// All its levels are too large.
    #[error("{width} x {height} texels, more than {limit_px} x {limit_px}")]
    TooLarge {
        /// Texels in a row of the largest level.
        width: u32,
        /// Rows of texels of that level.
        height: u32,
        /// The largest side allowed.
        limit_px: u32,
    },
}

/// Decodes a bmp or tga. A header that promises more pixels than the file can hold is refused before they are reserved.
///
/// # Errors
/// Why it is no such picture.
pub fn decode(bytes: &[u8], format: ImageFormat) -> Result<MipImage, ImageFileError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE_PX);
    limits.max_image_height = Some(MAX_SIDE_PX);
    limits.max_alloc = Some(bytes.len() as u64 * MAX_GROWTH);
    reader.limits(limits);
    let rgba = reader.decode().map_err(Arc::new)?.into_rgba8();
    if rgba.is_empty() {
        return Err(ImageFileError::Empty { width: rgba.width(), height: rgba.height() });
    }
    Ok(MipImage::new(rgba.width(), rgba.height(), Texel::Rgba8, rgba.into_raw()))
}

/// Decodes the base texture `Terrain_Base.bmp`: a square with a power of two a side.
pub fn base_texture(bytes: &[u8]) -> Option<BaseTexture> {
    let picture = decode(bytes, ImageFormat::Bmp).ok().filter(|picture| picture.width == picture.height)?;
    BaseTexture::new(picture.width, &picture.levels[0])
}

/// The kind of a picture by its name: tga, unless that says otherwise.
pub(super) fn format_of(path: &Path) -> ImageFormat {
    ImageFormat::from_path(path).unwrap_or(ImageFormat::Tga)
}

/// A texture as a picture, at its largest stored level that is at most so wide and high.
///
/// # Errors
/// Where all its levels are larger.
pub fn of_texture(texture: &Texture, limit_px: u32) -> Result<MipImage, ImageFileError> {
    let fits = texture.levels().position(|level| level.width <= limit_px && level.height <= limit_px);
    let found = fits.and_then(|index| Some((index, texture.level(index)?)));
    let (width, height) = (texture.width(), texture.height());
    let (index, level) = found.ok_or(ImageFileError::TooLarge { width, height, limit_px })?;
    Ok(MipImage::new(level.width, level.height, Texel::Rgba8, texture.decode_rgba8(index)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::ntf::PixelFormat;

    /// A tga's header: 24-bit pixels, stored plainly or run-length coded.
    fn tga(width: u16, height: u16, kind: u8, pixels: &[u8]) -> Vec<u8> {
        let [w0, w1] = width.to_le_bytes();
        let [h0, h1] = height.to_le_bytes();
        [&[0, 0, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, w0, w1, h0, h1, 24, 0], pixels].concat()
    }

    #[test]
    fn pictures_are_read_whole_or_refused() {
        let plain = decode(&tga(2, 1, 2, &[1, 2, 3, 4, 5, 6]), ImageFormat::Tga).unwrap();
        assert_eq!((plain.width, plain.height, &plain.levels[0][..]), (2, 1, &[3, 2, 1, 255, 6, 5, 4, 255][..]));
        let runs = [[255, 9, 9, 9]; 32].concat();
        assert_eq!(decode(&tga(64, 64, 10, &runs), ImageFormat::Tga).unwrap().width, 64);
        assert!(decode(&tga(2, 1, 2, &[1, 2, 3]), ImageFormat::Tga).is_err());
        assert!(decode(&tga(0, 4, 2, &[]), ImageFormat::Tga).is_err());
        assert!(decode(b"", ImageFormat::Bmp).is_err());
    }

    #[test]
    fn headers_that_promise_too_much_are_refused_before_memory_is_taken() {
        let error = decode(&tga(4096, 4096, 2, &[0; 100]), ImageFormat::Tga).unwrap_err().to_string();
        assert!(error.to_lowercase().contains("memory") || error.contains("limit"), "{error}");
        assert!(decode(&tga(60_000, 1, 2, &[0; 100]), ImageFormat::Tga).is_err());
    }

    #[test]
    fn large_textures_come_at_a_smaller_level() {
        let texels = [7, 8, 9, 255].repeat(64 * 32);
        let chain = Texture::encode(&texels, 64, 32, PixelFormat::A8R8G8B8, true);
        let picture = of_texture(&chain, 16).unwrap();
        assert_eq!((picture.width, picture.height, &picture.levels[0][..4]), (16, 8, &[7, 8, 9, 255][..]));
        let single = Texture::encode(&texels, 64, 32, PixelFormat::A8R8G8B8, false);
        assert!(of_texture(&single, 16).unwrap_err().to_string().contains("64 x 32"));
        assert_eq!(of_texture(&single, 64).unwrap().width, 64);
    }
}

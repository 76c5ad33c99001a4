//! Decoding of bmp and tga images, and conversion of textures to images.

use crate::formats::ntf::Texture;
use crate::scene::raster::color_base::BaseTexture;
use crate::scene::raster::mip_image::{MipImage, Texel};
use image::{ImageError, ImageFormat, ImageReader, Limits};
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

/// Maximum side of an image in pixels; those of the client are up to 1024.
const MAX_SIDE_PX: u32 = 4096;
/// Maximum ratio of pixel bytes to file bytes: run-length coding writes 128 pixels in five bytes.
const MAX_GROWTH: u64 = 128;

/// Reason why an image cannot be used.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ImageFileError {
    /// The bytes are not such an image, or truncated.
    #[error(transparent)]
    Undecodable(#[from] Arc<ImageError>),
    /// The image has no pixels.
    #[error("an image of {width} x {height} pixels")]
    Empty {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// All mip levels are too large.
    #[error("{width} x {height} pixels, more than the limit of {limit_px} x {limit_px}")]
    TooLarge {
        /// Width of the largest level in texels.
        width: u32,
        /// Height of the largest level in texels.
        height: u32,
        /// Maximum side in texels.
        limit_px: u32,
    },
}

/// Decodes a bmp or tga. A header that promises more pixels than the file can hold is rejected before allocating.
///
/// # Errors
/// The bytes are not such an image.
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

/// Decodes the base texture `Terrain_Base.bmp`: a square whose side is a power of two.
pub fn base_texture(bytes: &[u8]) -> Option<BaseTexture> {
    let picture = decode(bytes, ImageFormat::Bmp).ok().filter(|picture| picture.width == picture.height)?;
    BaseTexture::new(picture.width, &picture.levels[0])
}

/// Image format by file extension: tga unless it says otherwise.
pub fn format_of(path: &Path) -> ImageFormat {
    ImageFormat::from_path(path).unwrap_or(ImageFormat::Tga)
}

/// Converts a texture to an image, from its largest level of at most the given size.
///
/// # Errors
/// All levels are larger.
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

    /// A tga header: 24-bit pixels, uncompressed or run-length coded.
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

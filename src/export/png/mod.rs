//! PNG encoding row by row, so that a map may be larger than memory.

mod filter;
mod rows;

pub use rows::Pixels;

use self::rows::RowEncoder;
use crate::export::ExportError;
use crate::export::atomic_file::AtomicFile;
use crate::export::outputs::PNG_KEYWORD;
use crate::formats::kernel::visible::path_text;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Reason why a picture could not be written.
#[derive(Debug, Error)]
pub enum PngError {
    #[error("{}", path_text(path))]
    Io { path: PathBuf, source: io::Error },
    #[error("{}", path_text(path))]
    Encoding { path: PathBuf, source: png::EncodingError },
}

impl PngError {
    fn new(path: &Path, source: png::EncodingError) -> PngError {
        let path = path.to_owned();
        match source {
            png::EncodingError::IoError(source) => PngError::Io { path, source },
            source => PngError::Encoding { path, source },
        }
    }
}

/// Writes an 8-bit RGB picture of the given size; `fill` writes its rows, from the top, into the sink. Text chunks are
/// (keyword, text) pairs.
pub fn write_rgb8<E: From<PngError>>(
    path: &Path,
    pixels: Pixels,
    size_px: [u32; 2],
    text: &[(&str, String)],
    fill: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<(), PngError>) -> Result<(), E>,
) -> Result<(), E> {
    write_rows(path, (png::ColorType::Rgb, pixels), size_px, text, fill)
}

/// As [`write_rgb8`], for 8-bit RGBA rows of texels.
#[cfg(feature = "render")]
pub fn write_rgba8<E: From<PngError>>(
    path: &Path,
    size_px: [u32; 2],
    text: &[(&str, String)],
    fill: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<(), PngError>) -> Result<(), E>,
) -> Result<(), E> {
    write_rows(path, (png::ColorType::Rgba, Pixels::Repeating), size_px, text, fill)
}

fn write_rows<E: From<PngError>>(
    path: &Path,
    form: (png::ColorType, Pixels),
    size_px: [u32; 2],
    text: &[(&str, String)],
    fill: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<(), PngError>) -> Result<(), E>,
) -> Result<(), E> {
    let io = |source| PngError::Io { path: path.to_owned(), source };
    let mut file = AtomicFile::create(path).map_err(io)?;
    encode_rows(&mut file, path, form, size_px, text, fill)?;
    Ok(file.finish().map_err(io)?)
}

/// As [`write_rgb8`], for a rendered view into a file that the caller finishes; errors contain its `path`.
#[cfg(feature = "render")]
pub fn encode_rgb8<E: From<PngError>>(
    file: &mut impl Write,
    path: &Path,
    size_px: [u32; 2],
    text: &[(&str, String)],
    fill: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<(), PngError>) -> Result<(), E>,
) -> Result<(), E> {
    encode_rows(file, path, (png::ColorType::Rgb, Pixels::View), size_px, text, fill)
}

fn encode_rows<E: From<PngError>>(
    file: &mut impl Write,
    path: &Path,
    (color, pixels): (png::ColorType, Pixels),
    size_px: [u32; 2],
    text: &[(&str, String)],
    fill: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<(), PngError>) -> Result<(), E>,
) -> Result<(), E> {
    let error = |source| PngError::new(path, source);
    let mut rows = RowEncoder::begin(file, size_px, (color, png::BitDepth::Eight), pixels, text).map_err(error)?;
    fill(&mut |bytes| rows.write(bytes).map_err(error))?;
    Ok(rows.finish().map_err(error)?)
}

/// Decodes a picture of at most `most_px` pixels: its size, and red, green, blue and alpha of each pixel from the top.
///
/// # Errors
/// The bytes are no such picture.
#[cfg(feature = "window")]
pub fn decode_rgba8(bytes: &[u8], most_px: u64) -> Result<([u32; 2], Vec<u8>), png::DecodingError> {
    let mut decoder = png::Decoder::new(io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8() | png::Transformations::ALPHA);
    let mut reader = decoder.read_info()?;
    let [width, height] = [reader.info().width, reader.info().height];
    let size = reader.output_buffer_size().filter(|_| u64::from(width) * u64::from(height) <= most_px);
    let mut pixels = vec![0; size.ok_or(png::DecodingError::LimitsExceeded)?];
    let frame = reader.next_frame(&mut pixels)?;
    let rgba = match frame.color_type {
        png::ColorType::GrayscaleAlpha => pixels.as_chunks().0.iter().flat_map(|[v, a]| [*v, *v, *v, *a]).collect(),
        _ => pixels,
    };
    Ok(([width, height], rgba))
}

/// Encodes a square gray picture of 16 bits.
pub(super) fn gray16(values: &[u16], pixels: Pixels, side: u32) -> Result<Vec<u8>, png::EncodingError> {
    let samples: Vec<u8> = values.iter().flat_map(|value| value.to_be_bytes()).collect();
    encode([side, side], (png::ColorType::Grayscale, png::BitDepth::Sixteen), pixels, &[], |sink| sink(&samples))
}

/// Encodes a square gray picture of 8 bits.
pub(super) fn gray8(values: &[u8], side: u32) -> Result<Vec<u8>, png::EncodingError> {
    texels([side, side], png::ColorType::Grayscale, None, |sink| sink(values))
}

/// Encodes R, G, B rows from the top.
pub(super) fn rgb8(rgb: &[u8], size_px: [u32; 2]) -> Result<Vec<u8>, png::EncodingError> {
    texels(size_px, png::ColorType::Rgb, None, |sink| sink(rgb))
}

/// Encodes R, G, B rows that `fill` writes, from the top, into the sink: only the encoded picture is in memory. A
/// companion of an output names it.
pub(super) fn rgb8_rows(
    size_px: [u32; 2],
    companion_of: Option<&str>,
    fill: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<(), ExportError>) -> Result<(), ExportError>,
) -> Result<Vec<u8>, ExportError> {
    texels(size_px, png::ColorType::Rgb, companion_of, |sink| fill(&mut |rgb| Ok(sink(rgb)?)))
}

/// Encodes R, G, B, A rows from the top, without alpha where all is opaque. A companion of an output names it.
pub(super) fn texture(
    rgba: &[u8],
    size_px: [u32; 2],
    companion_of: Option<&str>,
) -> Result<Vec<u8>, png::EncodingError> {
    let rgba_texels = rgba.as_chunks::<4>().0;
    if rgba_texels.iter().any(|[.., alpha]| *alpha < u8::MAX) {
        return texels(size_px, png::ColorType::Rgba, companion_of, |sink| sink(rgba));
    }
    let rgb: Vec<u8> = rgba_texels.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect();
    texels(size_px, png::ColorType::Rgb, companion_of, |sink| sink(&rgb))
}

/// Encodes R, G, B, A rows from the top.
pub(super) fn rgba8(rgba: &[u8], size_px: [u32; 2]) -> Result<Vec<u8>, png::EncodingError> {
    texels(size_px, png::ColorType::Rgba, None, |sink| sink(rgba))
}

/// Encodes texels of 8 bits a channel.
fn texels<E: From<png::EncodingError>>(
    size_px: [u32; 2],
    color: png::ColorType,
    companion_of: Option<&str>,
    fill: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<(), png::EncodingError>) -> Result<(), E>,
) -> Result<Vec<u8>, E> {
    let text: Vec<(&str, String)> = companion_of.map(|output| (PNG_KEYWORD, output.to_owned())).into_iter().collect();
    encode(size_px, (color, png::BitDepth::Eight), Pixels::Repeating, &text, fill)
}

fn encode<E: From<png::EncodingError>>(
    size_px: [u32; 2],
    form: (png::ColorType, png::BitDepth),
    pixels: Pixels,
    text: &[(&str, String)],
    fill: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<(), png::EncodingError>) -> Result<(), E>,
) -> Result<Vec<u8>, E> {
    let mut bytes = Vec::new();
    let mut rows = RowEncoder::begin(&mut bytes, size_px, form, pixels, text)?;
    fill(&mut |bytes| rows.write(bytes))?;
    rows.finish()?;
    Ok(bytes)
}

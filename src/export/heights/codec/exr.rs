//! OpenEXR: one channel Y of 32-bit floats, meters, scan lines, uncompressed.

use std::io::Cursor;

use exr::meta::MetaData;
use exr::prelude::{
    AnyChannel, AnyChannels, Encoding, FlatSamples, Image, ReadChannels, ReadLayers, WritableImage, read,
};

use super::{Channels, check_square, decode_error, encode_error, gray};
use crate::export::heights::{HeightSamples, HeightsError, SampleValues};

pub(in super::super) fn encode(samples: &HeightSamples, side: u32) -> Result<Vec<u8>, HeightsError> {
    let channel = AnyChannel::new("Y", FlatSamples::F32(samples.floats().to_vec()));
    let channels = AnyChannels::sort([channel].into_iter().collect());
    let image = Image::from_encoded_channels((side as usize, side as usize), Encoding::UNCOMPRESSED, channels);
    let mut bytes = Vec::with_capacity(samples.floats().len() * 4 + side as usize * 16 + 1024);
    image.write().non_parallel().to_buffered(Cursor::new(&mut bytes)).map_err(encode_error)?;
    Ok(bytes)
}

/// One channel of any name, or a gray picture in R, G, B and A.
pub(in super::super) fn decode(bytes: &[u8]) -> Result<HeightSamples, HeightsError> {
    // The reader reserves memory for everything that a header promises, so limits are checked first.
    let promised = MetaData::read_from_buffered(Cursor::new(bytes), false).map_err(decode_error)?;
    let [header] = &promised.headers[..] else {
        return Err(HeightsError::Channels { found: promised.headers.len(), what: "pictures" });
    };
    // What 32 bits cannot hold is too large as well.
    let side = |px: usize| u32::try_from(px).unwrap_or(u32::MAX);
    let (width, height) = (side(header.layer_size.width()), side(header.layer_size.height()));
    check_square(width, height)?;
    let names: Vec<String> = header.channels.list.iter().map(|channel| channel.name.to_string()).collect();
    let order = order(&names)?;
    let image = read()
        .no_deep_data()
        .largest_resolution_level()
        .all_channels()
        .first_valid_layer()
        .all_attributes()
        .from_buffered(Cursor::new(bytes))
        .map_err(decode_error)?;
    let channels: Vec<&FlatSamples> = image.layer_data.channel_data.list.iter().map(|c| &c.sample_data).collect();
    let channels: Vec<&FlatSamples> = order.iter().filter_map(|index| channels.get(*index).copied()).collect();
    let count = width as usize * height as usize;
    if channels.len() != order.len() || channels.iter().any(|samples| samples.len() != count) {
        return Err(HeightsError::Decode("channels of different sizes".into()));
    }
    if let [FlatSamples::U32(values)] = channels[..] {
        return Ok(HeightSamples::unscaled(SampleValues::U32(values.clone())));
    }
    let columns: Vec<Vec<f32>> = channels.iter().map(|samples| samples.values_as_f32().collect()).collect();
    let pixels = (0..count).flat_map(|pixel| columns.iter().map(move |column| column[pixel])).collect();
    let channels = Channels { colors: if order.len() > 1 { 3 } else { 1 }, has_alpha: order.len() == 4 };
    Ok(HeightSamples::from_floats(gray(pixels, channels, 1.0, width)?))
}

/// The channels to read, as indices into the file's list: the only one, or R, G, B and A.
fn order(names: &[String]) -> Result<Vec<usize>, HeightsError> {
    if names.len() == 1 {
        return Ok(vec![0]);
    }
    let of = |name: &str| names.iter().position(|found| found == name);
    match (of("R"), of("G"), of("B"), of("A")) {
        (Some(r), Some(g), Some(b), None) if names.len() == 3 => Ok(vec![r, g, b]),
        (Some(r), Some(g), Some(b), Some(a)) if names.len() == 4 => Ok(vec![r, g, b, a]),
        _ => Err(HeightsError::Channels { found: names.len(), what: "channels" }),
    }
}

//! OpenEXR: one channel Y of 32-bit floats, meters, scan lines, uncompressed.

use std::io::Cursor;

use exr::meta::MetaData;
use exr::prelude::{
    AnyChannel, AnyChannels, Encoding, FlatSamples, Image, ReadChannels, ReadLayers, WritableImage, read,
};

use super::{check_square, decode_error, encode_error};
use crate::export::heights::{HeightSamples, HeightsError};

pub(in super::super) fn encode(samples: &HeightSamples, side: u32) -> Result<Vec<u8>, HeightsError> {
    let channel = AnyChannel::new("Y", FlatSamples::F32(samples.floats.clone()));
    let channels = AnyChannels::sort([channel].into_iter().collect());
    let image = Image::from_encoded_channels((side as usize, side as usize), Encoding::UNCOMPRESSED, channels);
    let mut bytes = Vec::with_capacity(samples.floats.len() * 4 + side as usize * 16 + 1024);
    image.write().non_parallel().to_buffered(Cursor::new(&mut bytes)).map_err(encode_error)?;
    Ok(bytes)
}

pub(in super::super) fn decode(bytes: &[u8]) -> Result<HeightSamples, HeightsError> {
    // The reader reserves memory for everything that a header promises, so limits are checked first.
    let promised = MetaData::read_from_buffered(Cursor::new(bytes), false).map_err(decode_error)?;
    for header in &promised.headers {
        // What 32 bits cannot hold is too large as well.
        let side = |px: usize| u32::try_from(px).unwrap_or(u32::MAX);
        check_square(side(header.layer_size.width()), side(header.layer_size.height()))?;
        one_channel(header.channels.list.len())?;
    }
    let image = read()
        .no_deep_data()
        .largest_resolution_level()
        .all_channels()
        .first_valid_layer()
        .all_attributes()
        .from_buffered(Cursor::new(bytes))
        .map_err(decode_error)?;
    let channels = image.layer_data.channel_data.list;
    one_channel(channels.len())?;
    Ok(HeightSamples::from_floats(channels.iter().flat_map(|channel| channel.sample_data.values_as_f32()).collect()))
}

fn one_channel(found: usize) -> Result<(), HeightsError> {
    if found == 1 { Ok(()) } else { Err(HeightsError::Channels { found, what: "channels" }) }
}

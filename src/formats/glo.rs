//! `.glo`: the zone's point lights, such as torches (formats section 9.5).

use crate::formats::kernel::{ReadError, Reader};
use crate::formats::opd::Placement;
use crate::formats::opd::read;
use crate::formats::opd::write;

/// The only version there is.
const VERSION: i32 = 1;
/// A light without a name or keys.
const LIGHT_BYTES: usize = 168;

/// A file of point lights.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct GloFile {
    /// The lights.
    pub lights: Vec<PointLight>,
}

/// A point light.
#[derive(Clone, Debug, PartialEq)]
pub struct PointLight {
    /// Name and place.
    pub placement: Placement,
    /// Direct3D's description of the light, as stored.
    pub light: [u8; 104],
    /// Whether it is lit.
    pub on: i32,
    /// Its number.
    pub number: i32,
}

impl GloFile {
    /// Reads a file to its last byte.
    ///
    /// # Errors
    /// Where it is cut short or of another version.
    pub fn parse(bytes: &[u8]) -> Result<GloFile, ReadError> {
        let mut reader = Reader::new(bytes, "lights");
        let version = reader.i32("version")?;
        if version != VERSION {
            return Err(reader.malformed(0, format!("version {version}"), "version 1"));
        }
        let count = reader.count(LIGHT_BYTES, "lights")?;
        let mut lights = Vec::with_capacity(count);
        for _ in 0..count {
            let placement = read::placement(&mut reader)?;
            let mut light = [0; 104];
            light.copy_from_slice(reader.take(104, "light")?);
            lights.push(PointLight { placement, light, on: reader.i32("switch")?, number: reader.i32("number")? });
        }
        reader.finish()?;
        Ok(GloFile { lights })
    }

    /// The file's bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = VERSION.to_le_bytes().to_vec();
        out.extend((self.lights.len() as u32).to_le_bytes());
        for light in &self.lights {
            write::placement(&light.placement, &mut out);
            out.extend(light.light);
            out.extend(light.on.to_le_bytes());
            out.extend(light.number.to_le_bytes());
        }
        out
    }
}

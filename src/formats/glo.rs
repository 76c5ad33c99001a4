//! `.glo`: the zone's point lights, such as torches (formats section 9.5).

use crate::formats::kernel::fields::{Field, FieldType as T};
use crate::formats::kernel::{EncodeError, FormatError, Reader, SectionSpec, Writer};
use crate::formats::kinds::{self, FileKind};
use crate::formats::opd::{Placement, read, write};

/// The only known version.
const VERSION: i32 = 1;
/// Bytes of a light without a name or keys.
const LIGHT_BYTES: usize = 168;

/// Kind of the files of point lights (`.glo`).
pub static KIND: FileKind = FileKind {
    name: "point lights",
    extensions: &["glo"],
    summary: "The point lights of a zone, such as torches.",
    is_enciphered: false,
    recognizes: |bytes| kinds::reads_whole(bytes, GloFile::read),
    map: |bytes| kinds::record(bytes, GloFile::read),
};

static LIGHTS: SectionSpec =
    SectionSpec { name: "lights", purpose: "Point lights of the zone, such as torches, as Direct3D light structures." };
static VERSION_FIELD: Field = Field::new("version", T::I32, "1 in every real file");
static COUNT: Field = Field::new("light count", T::I32, "number of lights");
/// Fields of Direct3D's light structure, D3DLIGHT9.
static LIGHT: [Field; 13] = [
    Field::new("light type", T::U32, "D3DLIGHTTYPE: 1 point, 2 spot, 3 directional"),
    Field::new("diffuse", T::F32s(4), "red, green, blue, alpha"),
    Field::new("specular", T::F32s(4), "red, green, blue, alpha"),
    Field::new("ambient", T::F32s(4), "red, green, blue, alpha"),
    Field::new("light position", T::F32s(3), "in meters; the game uses the position above instead"),
    Field::new("direction", T::F32s(3), "of spot and directional lights"),
    Field::new("range", T::F32, "in meters"),
    Field::new("falloff", T::F32, "falloff between inner and outer cone of a spot light"),
    Field::new("attenuation 0", T::F32, "constant term"),
    Field::new("attenuation 1", T::F32, "linear term, per meter"),
    Field::new("attenuation 2", T::F32, "quadratic term, per square meter"),
    Field::new("theta", T::F32, "inner cone angle of a spot light, in radians"),
    Field::new("phi", T::F32, "outer cone angle of a spot light, in radians"),
];
static ON: Field = Field::new("on", T::I32, "1 if the light is on");
static NUMBER: Field = Field::new("number", T::I32, "number of the light");

/// Contents of a file of point lights.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct GloFile {
    /// The lights, in file order.
    pub lights: Vec<PointLight>,
}

/// A point light of the zone, such as a torch.
#[derive(Clone, Debug, PartialEq)]
pub struct PointLight {
    /// Position and animation; the name is empty in real files.
    pub placement: Placement,
    /// Direct3D's light structure, as stored.
    pub light: [u8; 104],
    /// Whether the light is on.
    pub on: i32,
    /// Number by which the game switches the light.
    pub number: i32,
}

/// Values of a light structure that matter for a point light.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointLightValues {
    /// Direct3D's type of light: 1 for a point light.
    pub light_type: u32,
    /// Color of the light on surfaces that face it: red, green, blue.
    pub diffuse: [f32; 3],
    /// Color of the light on surfaces of any direction: red, green, blue.
    pub ambient: [f32; 3],
    /// Distance in meters beyond which there is no light.
    pub range_m: f32,
    /// The light at a distance d is divided by `attenuation[0] + attenuation[1] * d + attenuation[2] * d * d`.
    pub attenuation: [f32; 3],
}

impl PointLightValues {
    /// Direct3D's number of the type point light.
    pub const POINT: u32 = 1;
}

impl PointLight {
    /// Decodes the light structure. Any values are possible, also infinite ones and NaN.
    pub fn values(&self) -> PointLightValues {
        let float = |word: usize| {
            let bytes = self.light[word * 4..].first_chunk().copied().unwrap_or_default();
            f32::from_le_bytes(bytes)
        };
        let three = |first| [float(first), float(first + 1), float(first + 2)];
        PointLightValues {
            light_type: float(0).to_bits(),
            diffuse: three(1),
            ambient: three(9),
            range_m: float(19),
            attenuation: three(21),
        }
    }

    /// Writes values into the light structure; its other fields stay as they are.
    pub fn set_values(&mut self, values: &PointLightValues) {
        let mut put = |first: usize, floats: &[f32]| {
            for (word, float) in self.light.chunks_exact_mut(4).skip(first).zip(floats) {
                word.copy_from_slice(&float.to_le_bytes());
            }
        };
        put(0, &[f32::from_bits(values.light_type)]);
        put(1, &values.diffuse);
        put(9, &values.ambient);
        put(19, &[values.range_m]);
        put(21, &values.attenuation);
    }
}

impl GloFile {
    /// Parses a complete file.
    ///
    /// # Errors
    /// The file is truncated or of another version.
    ///
    /// # Examples
    /// ```
    /// use gtd_viewer::formats::glo::{GloFile, PointLight};
    /// use gtd_viewer::formats::opd::Placement;
    /// let place = Placement { position_m: [10.0, 2.5, 40.0], ..Placement::default() };
    /// let torch = PointLight { placement: place, light: [0; 104], on: 1, number: 0 };
    /// let file = GloFile { lights: vec![torch] }.encode()?;
    /// assert_eq!(GloFile::parse(&file)?.lights[0].placement.position_m[1], 2.5);
    /// assert_eq!(GloFile::parse(&file[..4]).unwrap_err().field, "light count");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(bytes: &[u8]) -> Result<GloFile, FormatError> {
        let mut reader = Reader::new(bytes);
        let file = GloFile::read(&mut reader)?;
        reader.finish()?;
        Ok(file)
    }

    /// Reads the fields of a file; bytes may remain.
    pub(in crate::formats) fn read(reader: &mut Reader<'_>) -> Result<GloFile, FormatError> {
        reader.section(&LIGHTS);
        let version = reader.i32(&VERSION_FIELD)?;
        if version != VERSION {
            return Err(reader.malformed(&VERSION_FIELD, 4, version.to_string(), "1"));
        }
        let count = reader.count_of(&COUNT, LIGHT_BYTES)?;
        let mut lights = Vec::with_capacity(count);
        for index in 0..count {
            lights.push(reader.group("light", index, read_light)?);
        }
        Ok(GloFile { lights })
    }

    /// Encodes the file, byte for byte as it was parsed.
    ///
    /// # Errors
    /// Where a number of lights or keys, or a name's length, exceeds 32 bits.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        let mut out = Writer::default();
        out.i32(VERSION);
        out.count(self.lights.len());
        for light in &self.lights {
            write::placement(&light.placement, &mut out);
            out.bytes(&light.light);
            out.i32(light.on);
            out.i32(light.number);
        }
        out.finish()
    }
}

fn read_light(reader: &mut Reader<'_>) -> Result<PointLight, FormatError> {
    let placement = read::placement(reader)?;
    let mut light = [0; 104];
    light.copy_from_slice(reader.fields(&LIGHT)?);
    Ok(PointLight { placement, light, on: reader.i32(&ON)?, number: reader.i32(&NUMBER)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_where_direct3d_has_them() {
        let values = PointLightValues {
            light_type: PointLightValues::POINT,
            diffuse: [1.0, 0.5, 0.25],
            ambient: [0.7, 0.35, 0.175],
            range_m: 24.0,
            attenuation: [0.6, 0.07, 0.01],
        };
        let mut light = PointLight { placement: Placement::default(), light: [0; 104], on: 0, number: 5 };
        light.set_values(&values);
        assert_eq!(light.values(), values);
        // D3DLIGHT9: type, diffuse, specular, ambient, position, direction, range, falloff, attenuation, theta, phi
        let at = |offset: usize| f32::from_le_bytes(*light.light[offset..].first_chunk().unwrap());
        assert_eq!((light.light[0], at(4), at(36), at(76), at(84), at(92)), (1, 1.0, 0.7, 24.0, 0.6, 0.01));
        assert_eq!(at(20), 0.0, "no specular color");
    }
}

//! `.opdsub`: effects that burn, flow or fly at placed objects (objects section 11.2), read and written.

use crate::formats::kernel::fields::{Field, FieldType as T};
use crate::formats::kernel::{EncodeError, FormatError, Reader, SectionSpec, Writer};
use crate::formats::kinds::{self, FileKind};

/// Maximum accepted length of a name, in bytes.
const MAX_NAME_BYTES: i32 = 4096;

/// Kind of the files of effects (`.opdsub`).
pub static KIND: FileKind = FileKind {
    name: "object effects",
    extensions: &["opdsub"],
    summary: "Effects at the placed objects of a zone, such as fire and flies.",
    is_enciphered: false,
    // Files of zeros would be objects without effects, and the start of a zone an effect without a file.
    recognizes: |bytes| EffectsFile::parse(bytes).is_ok_and(|file| file.names_effects()),
    map: |bytes| kinds::record(bytes, EffectsFile::read),
};

static EFFECTS: SectionSpec =
    SectionSpec { name: "effects", purpose: "An entry for each placed object of the zone, in their order." };
static COUNT: Field = Field::new("object count", T::I32, "number of placed objects of the zone");
static FILE_LENGTH: Field =
    Field::new("effect length", T::I32, "length of the path in bytes, 0 to 4,096; 0: no effect and no further fields");
static FILE: Field = Field::new("effect", T::Text, ".fxb file, relative to the client folder");
static OFFSET: Field = Field::new("offset", T::F32s(3), "from the object, in meters: x, y, z");
static SIZE: Field = Field::new("size", T::F32, "scale factor, 0.3 to 5 in real files");
static ROTATION: Field = Field::new("rotation", T::F32s(4), "quaternion x, y, z, w");

/// Contents of a file of effects.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct EffectsFile {
    /// The effect of each placed object, in their order.
    pub effects: Vec<Option<Box<Effect>>>,
}

/// An effect at an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// Path of the effect below the client's folder, code page 949.
    pub file: Vec<u8>,
    /// Offset from the object in meters.
    pub offset_m: [f32; 3],
    /// Scale factor.
    pub size: f32,
    /// Rotation as a quaternion x, y, z, w.
    pub rotation: [f32; 4],
}

impl EffectsFile {
    /// Parses a complete file.
    ///
    /// # Errors
    /// The file is truncated, or a count or length is invalid.
    ///
    /// # Examples
    /// ```
    /// use gtd_viewer::formats::opdsub::{Effect, EffectsFile};
    /// let fire = Effect { file: b"fx\\fire.fxb".to_vec(), offset_m: [0.0; 3], size: 1.0, rotation: [0.0, 0.0, 0.0, 1.0] };
    /// let file = EffectsFile { effects: vec![None, Some(Box::new(fire))] };
    /// let bytes = file.encode()?;
    /// assert_eq!(EffectsFile::parse(&bytes)?, file);
    /// assert_eq!(EffectsFile::parse(&bytes[..30]).unwrap_err().field, "offset");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(bytes: &[u8]) -> Result<EffectsFile, FormatError> {
        let mut reader = Reader::new(bytes);
        let file = EffectsFile::read(&mut reader)?;
        reader.finish()?;
        Ok(file)
    }

    /// Whether there are effects, and all name files of effects.
    fn names_effects(&self) -> bool {
        let mut effects = self.effects.iter().flatten().peekable();
        let is_effect = |file: &[u8]| file.to_ascii_lowercase().ends_with(b".fxb");
        effects.peek().is_some() && effects.all(|effect| is_effect(&effect.file))
    }

    /// Reads the fields of a file; bytes may remain.
    pub(in crate::formats) fn read(reader: &mut Reader<'_>) -> Result<EffectsFile, FormatError> {
        reader.section(&EFFECTS);
        let count = reader.count_of(&COUNT, 4)?;
        let mut effects = Vec::with_capacity(count);
        for index in 0..count {
            effects.push(reader.group("object", index, read_effect)?);
        }
        Ok(EffectsFile { effects })
    }

    /// Encodes the file, byte for byte as it was parsed.
    ///
    /// # Errors
    /// Where the number of objects, or a path's length, exceeds 32 bits.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        let mut out = Writer::default();
        out.count(self.effects.len());
        for effect in &self.effects {
            out.string(effect.as_ref().map_or(&[], |effect| &effect.file));
            if let Some(effect) = effect.as_ref().filter(|effect| !effect.file.is_empty()) {
                out.f32s(&effect.offset_m);
                out.f32s(&[effect.size]);
                out.f32s(&effect.rotation);
            }
        }
        out.finish()
    }
}

fn read_effect(reader: &mut Reader<'_>) -> Result<Option<Box<Effect>>, FormatError> {
    let file = reader.string(&FILE_LENGTH, &FILE, MAX_NAME_BYTES)?;
    if file.is_empty() {
        return Ok(None);
    }
    let (offset_m, size, rotation) = (reader.f32s(&OFFSET)?, reader.f32(&SIZE)?, reader.f32s(&ROTATION)?);
    Ok(Some(Box::new(Effect { file: file.to_vec(), offset_m, size, rotation })))
}

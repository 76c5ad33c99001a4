//! `.flag` and `.gfo`: the waving cloths of a zone (server section 3.3).

use super::kernel::fields::{Field, FieldType as T};
use super::kernel::{EncodeError, FormatError, Reader, SectionSpec, Writer, text};
use super::kinds::{self, FileKind};
use super::opd::{Placement, read, write};

/// The only known version.
const VERSION: i32 = 1;
/// Bytes of a name.
const NAME_BYTES: usize = 80;
/// Bytes of a flag without keys or a texture.
const FLAG_BYTES: usize = NAME_BYTES + 56 + 8;
/// Maximum accepted length of a path, in bytes.
const MAX_PATH_BYTES: i32 = 4096;

/// Kind of the files of flags (`.flag`, `.gfo`).
pub static KIND: FileKind = FileKind {
    name: "flags",
    extensions: &["flag", "gfo"],
    summary: "Waving cloths of a zone, such as flags and banners: place and texture.",
    is_enciphered: false,
    // Without flags it would be a file of point lights without lights.
    recognizes: |bytes| kinds::reads_as(bytes, FlagsFile::read, |file| !file.flags.is_empty()),
    map: |bytes| kinds::record(bytes, FlagsFile::read),
};

static FLAGS: SectionSpec = SectionSpec { name: "flags", purpose: "Waving cloths of the zone." };
static VERSION_FIELD: Field = Field::new("version", T::I32, "1 in every real file");
static COUNT: Field = Field::new("flag count", T::I32, "number of flags");
static NAME: Field = Field::new("flag name", T::FixedText(80), "name of the flag");
static TEXTURE_LENGTH: Field = Field::new("texture length", T::I32, "length of the path in bytes, 0 to 4,096");
static TEXTURE: Field =
    Field::new("texture", T::Text, "path on the disk of the zone's maker; only its file name matters");
static TYPE: Field = Field::new("type", T::I32, "0 or 1, unknown");

/// Contents of a file of flags.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct FlagsFile {
    /// The flags, in file order.
    pub flags: Vec<Flag>,
}

/// A waving cloth.
#[derive(Clone, Debug, PartialEq)]
pub struct Flag {
    /// Name as stored, code page 949: up to the first zero, which is followed by junk.
    pub name_bytes: [u8; NAME_BYTES],
    /// Place, rotation and scale; its own name is empty in real files.
    pub placement: Placement,
    /// Path of the texture on the disk of the zone's maker, code page 949.
    pub texture: Vec<u8>,
    /// 0 or 1, unknown.
    pub kind: i32,
}

impl Flag {
    /// A flag; a name of more than 79 bytes is cut.
    pub fn new(name: &str, placement: Placement, texture: &str) -> Flag {
        Flag { name_bytes: text::fixed(name), placement, texture: text::encode(texture), kind: 0 }
    }

    /// Name as text.
    pub fn name(&self) -> String {
        text::decode_until_nul(&self.name_bytes)
    }

    /// File name of the texture as text.
    pub fn texture_name(&self) -> String {
        let path = text::decode_until_nul(&self.texture);
        path.rsplit(['\\', '/']).next().unwrap_or_default().to_owned()
    }
}

impl FlagsFile {
    /// Parses a complete file.
    ///
    /// # Errors
    /// The file is truncated, of another version, or a count or length is invalid.
    ///
    /// # Examples
    /// ```
    /// use gtd_viewer::formats::flags::{Flag, FlagsFile};
    /// use gtd_viewer::formats::opd::Placement;
    /// let flag = Flag::new("gate", Placement::default(), "c:\\work\\red.dxt");
    /// let file = FlagsFile { flags: vec![flag] }.encode()?;
    /// assert_eq!(FlagsFile::parse(&file)?.flags[0].texture_name(), "red.dxt");
    /// assert_eq!(FlagsFile::parse(&file[..8]).unwrap_err().field, "flag count");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(bytes: &[u8]) -> Result<FlagsFile, FormatError> {
        let mut reader = Reader::new(bytes);
        let file = FlagsFile::read(&mut reader)?;
        reader.finish()?;
        Ok(file)
    }

    /// Reads the fields of a file; bytes may remain.
    pub(in crate::formats) fn read(reader: &mut Reader<'_>) -> Result<FlagsFile, FormatError> {
        reader.section(&FLAGS);
        let version = reader.i32(&VERSION_FIELD)?;
        if version != VERSION {
            return Err(reader.malformed(&VERSION_FIELD, 4, version.to_string(), "1"));
        }
        let count = reader.count_of(&COUNT, FLAG_BYTES)?;
        let mut flags = Vec::with_capacity(count);
        for index in 0..count {
            flags.push(reader.group("flag", index, read_flag)?);
        }
        Ok(FlagsFile { flags })
    }

    /// Encodes the file, byte for byte as it was parsed.
    ///
    /// # Errors
    /// Where a number of flags or keys, or a length, exceeds 32 bits.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        let mut out = Writer::default();
        out.i32(VERSION);
        out.count(self.flags.len());
        for flag in &self.flags {
            out.bytes(&flag.name_bytes);
            write::placement(&flag.placement, &mut out);
            out.string(&flag.texture);
            out.i32(flag.kind);
        }
        out.finish()
    }
}

fn read_flag(reader: &mut Reader<'_>) -> Result<Flag, FormatError> {
    let name_bytes = reader.array(&NAME)?;
    let placement = read::placement(reader)?;
    let texture = reader.string(&TEXTURE_LENGTH, &TEXTURE, MAX_PATH_BYTES)?.to_vec();
    Ok(Flag { name_bytes, placement, texture, kind: reader.i32(&TYPE)? })
}

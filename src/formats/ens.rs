//! `.ens`: the sound areas of a zone (server section 3.4).

use super::kernel::fields::{Field, FieldType as T};
use super::kernel::{EncodeError, FormatError, Reader, SectionSpec, Writer, text};
use super::kinds::{self, FileKind};
use super::tile_rect::{self, TileRect};

/// Bytes of a name or path.
const TEXT_BYTES: usize = 256;
/// Bytes of a group of sounds.
const GROUP_BYTES: usize = 9 * TEXT_BYTES + 4 + 2 * 16;
/// Bytes of an area.
const AREA_BYTES: usize = 8 + tile_rect::BYTES;

/// Kind of the files of sound areas (`.ens`).
pub static KIND: FileKind = FileKind {
    name: "sound areas",
    extensions: &["ens"],
    summary: "Areas of a zone with music and sounds of their own, such as waterfalls and wind.",
    is_enciphered: false,
    recognizes: |bytes| {
        kinds::reads_as(bytes, SoundsFile::read, |file| {
            // Without groups it would be any file of three small numbers.
            !file.groups.is_empty() && (0..=16).contains(&file.version)
        })
    },
    map: |bytes| kinds::record(bytes, SoundsFile::read),
};

static GROUPS: SectionSpec = SectionSpec { name: "sound groups", purpose: "Music and sounds that belong together." };
static AREAS: SectionSpec = SectionSpec {
    name: "sound areas",
    purpose: "Rectangles of tiles, counted from the south-west corner, and their sounds.",
};
static VERSION: Field = Field::new("version", T::I32, "1 or 2");
static GROUP_COUNT: Field = Field::new("group count", T::I32, "number of groups");
static NAME: Field = Field::new("name", T::FixedText(256), "name of the group");
static ID: Field = Field::new("group number", T::I32, "by which areas name the group");
static MUSIC: Field = Field::new("music", T::FixedText(256), "file, or \"none\"");
static MUSIC_TIMES: Field = Field::new("music times", T::F32s(4), "unknown; one for each file");
static EFFECT: Field = Field::new("sound", T::FixedText(256), "file, or \"none\"");
static EFFECT_TIMES: Field = Field::new("sound times", T::F32s(4), "unknown; one for each file");
static AREA_COUNT: Field = Field::new("area count", T::I32, "number of areas");
static AREA_VERSION: Field = Field::new("area version", T::I32, "as that of the file");
static AREA_GROUP: Field = Field::new("group", T::I32, "number of its group");

/// Contents of a file of sound areas.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SoundsFile {
    /// 1 or 2.
    pub version: i32,
    /// Music and sounds that belong together.
    pub groups: Vec<SoundGroup>,
    /// Where they are heard. Real files also have areas of junk: see [`SoundsFile::group_of`].
    pub areas: Vec<SoundArea>,
}

/// A name or path as stored, code page 949: up to the first zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoundText(pub [u8; TEXT_BYTES]);

/// Music and sounds that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct SoundGroup {
    /// Name of the group.
    pub name: SoundText,
    /// Number by which areas name it.
    pub id: i32,
    /// Files of music.
    pub music: [SoundText; 4],
    /// Unknown; one for each file.
    pub music_times: [f32; 4],
    /// Files of sounds.
    pub effects: [SoundText; 4],
    /// Unknown; one for each file.
    pub effect_times: [f32; 4],
}

/// Tiles on which a group is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoundArea {
    /// As that of the file.
    pub version: i32,
    /// Number of its group.
    pub group: i32,
    /// Its tiles.
    pub rect: TileRect,
}

impl SoundText {
    /// A text; one of more than 255 bytes is cut.
    pub fn new(text: &str) -> SoundText {
        SoundText(text::fixed(text))
    }

    /// The text.
    pub fn text(&self) -> String {
        text::decode_until_nul(&self.0)
    }

    /// The file that it names; none for "none".
    pub fn file(&self) -> Option<String> {
        let text = self.text();
        (!text.is_empty() && !text.eq_ignore_ascii_case("none")).then_some(text)
    }
}

impl SoundGroup {
    /// The files of its music and sounds.
    pub fn files(&self) -> impl Iterator<Item = String> {
        self.music.iter().chain(&self.effects).filter_map(SoundText::file)
    }
}

impl SoundsFile {
    /// The group of an area; none for an area of junk: without a group, or without tiles.
    pub fn group_of(&self, area: &SoundArea) -> Option<&SoundGroup> {
        self.groups.iter().find(|group| group.id == area.group).filter(|_| area.rect.has_tiles())
    }

    /// Parses a complete file.
    ///
    /// # Errors
    /// The file is truncated, or a count is invalid.
    ///
    /// # Examples
    /// ```
    /// use gtd_viewer::formats::ens::SoundsFile;
    /// # let file = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/parts/sounds.ens")).unwrap();
    /// let sounds = SoundsFile::parse(&file)?;
    /// let group = sounds.group_of(&sounds.areas[0]).unwrap();
    /// assert_eq!(group.files().collect::<Vec<_>>(), ["wind.wav"]);
    /// assert_eq!(sounds.encode()?, file);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(bytes: &[u8]) -> Result<SoundsFile, FormatError> {
        let mut reader = Reader::new(bytes);
        let file = SoundsFile::read(&mut reader)?;
        reader.finish()?;
        Ok(file)
    }

    /// Reads the fields of a file; bytes may remain.
    pub(in crate::formats) fn read(reader: &mut Reader<'_>) -> Result<SoundsFile, FormatError> {
        reader.section(&GROUPS);
        let version = reader.i32(&VERSION)?;
        let count = reader.count_of(&GROUP_COUNT, GROUP_BYTES)?;
        let mut groups = Vec::with_capacity(count);
        for index in 0..count {
            groups.push(reader.group("sound group", index, read_group)?);
        }
        reader.section(&AREAS);
        let count = reader.count_of(&AREA_COUNT, AREA_BYTES)?;
        let mut areas = Vec::with_capacity(count);
        for index in 0..count {
            areas.push(reader.group("area", index, |reader| {
                let (version, group) = (reader.i32(&AREA_VERSION)?, reader.i32(&AREA_GROUP)?);
                Ok(SoundArea { version, group, rect: TileRect::read(reader)? })
            })?);
        }
        Ok(SoundsFile { version, groups, areas })
    }

    /// Encodes the file, byte for byte as it was parsed.
    ///
    /// # Errors
    /// Where a number of groups or areas exceeds 32 bits.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        let mut out = Writer::default();
        out.i32(self.version);
        out.count(self.groups.len());
        for group in &self.groups {
            out.bytes(&group.name.0);
            out.i32(group.id);
            group.music.iter().for_each(|file| out.bytes(&file.0));
            out.f32s(&group.music_times);
            group.effects.iter().for_each(|file| out.bytes(&file.0));
            out.f32s(&group.effect_times);
        }
        out.count(self.areas.len());
        for area in &self.areas {
            out.i32(area.version);
            out.i32(area.group);
            area.rect.write(&mut out);
        }
        out.finish()
    }
}

fn read_group(reader: &mut Reader<'_>) -> Result<SoundGroup, FormatError> {
    let four = |reader: &mut Reader<'_>, field: &'static Field| {
        let mut one = || Ok::<_, FormatError>(SoundText(reader.array(field)?));
        Ok::<_, FormatError>([one()?, one()?, one()?, one()?])
    };
    let (name, id) = (SoundText(reader.array(&NAME)?), reader.i32(&ID)?);
    let (music, music_times) = (four(reader, &MUSIC)?, reader.f32s(&MUSIC_TIMES)?);
    let (effects, effect_times) = (four(reader, &EFFECT)?, reader.f32s(&EFFECT_TIMES)?);
    Ok(SoundGroup { name, id, music, music_times, effects, effect_times })
}

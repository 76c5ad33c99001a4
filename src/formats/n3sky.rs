//! `.n3sky`: a day of sky, fog and light as a list of events (formats section 7), read and written.

use crate::formats::kernel::fields::{Field, FieldType as T};
use crate::formats::kernel::number::grouped;
use crate::formats::kernel::{EncodeError, FormatError, Reader, SectionSpec, Writer};
use crate::formats::kinds::{self, FileKind};

/// Maximum accepted length of a name, in bytes.
const MAX_NAME_BYTES: i32 = 4096;
/// An event without a name: length, type, time, two parameters, duration.
const MIN_EVENT_BYTES: usize = 24;
/// Seconds of a day.
pub const DAY_SECS: u32 = 86_400;

/// Kind of the sky files (`.n3sky`).
pub static KIND: FileKind = FileKind {
    name: "sky",
    extensions: &["n3sky"],
    summary: "Sky, fog and light of a day, as a list of events.",
    is_enciphered: false,
    recognizes: |bytes| kinds::reads_whole(bytes, SkyFile::read),
    map: |bytes| kinds::record(bytes, SkyFile::read),
};

static TEXTURES: SectionSpec = SectionSpec {
    name: "sky textures",
    purpose: "Image files of the sun, the clouds and the moon, relative to the client folder.",
};
static EVENTS: SectionSpec = SectionSpec {
    name: "sky events",
    purpose: "Changes of colors, stars and lights over the day, sorted by time. Game time runs ten times as fast as \
              real time.",
};
static TEXTURE_LENGTH: Field = Field::new("name length", T::I32, "length of the file name in bytes, 0 to 4,096");
static TEXTURE_NAMES: [Field; 10] = [
    Field::new("sun disk", T::Text, "image of the sun"),
    Field::new("sun glow", T::Text, "image of the glow around the sun"),
    Field::new("sun flare", T::Text, "image of the sun flare"),
    Field::new("wisps", T::Text, "cloud image 0"),
    Field::new("puffs", T::Text, "cloud image 1"),
    Field::new("tatters", T::Text, "cloud image 2"),
    Field::new("streaks", T::Text, "cloud image 3"),
    Field::new("dense", T::Text, "cloud image 4"),
    Field::new("overcast", T::Text, "cloud image 5"),
    Field::new("moon", T::Text, "image with the phases of the moon"),
];
static EVENT_COUNT: Field = Field::new("event count", T::I32, "number of events, 43 in most files");
static EVENT_NAME_LENGTH: Field = Field::new("name length", T::I32, "length of the event name in bytes, 0 to 4,096");
static EVENT_NAME: Field = Field::new("name", T::Text, "unused by the game");
static EVENT_TYPE: Field = Field::new(
    "type",
    T::U32,
    "0 sky, 1 fog, 2 stars, 3 moon, 4-6 sun disk, glow, flare, 7-8 clouds, 9 cloud images, 10-12 lights",
);
static EVENT_TIME: Field = Field::new("time", T::U32, "seconds since midnight in game time, 0 to 86,399");
static EVENT_PARAM1: Field =
    Field::new("parameter 1", T::Hex32, "color 0xAARRGGBB, count or index, depending on the type");
static EVENT_PARAM2: Field =
    Field::new("parameter 2", T::Hex32, "color, index or size in thousandths, depending on the type");
static EVENT_DURATION: Field = Field::new("duration", T::F32, "duration of the change in real seconds");

/// Contents of a sky file.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SkyFile {
    /// Textures of the sun: disk, glow, flare.
    pub sun: [Vec<u8>; 3],
    /// Textures of the clouds: wisps, puffs, tatters, streaks, dense, overcast.
    pub clouds: [Vec<u8>; 6],
    /// Texture with the phases of the moon.
    pub moon: Vec<u8>,
    /// Events of the day, in file order: by time.
    pub events: Vec<SkyEvent>,
}

/// Property that an event changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SkyEventKind {
    /// Color of the sky at the zenith.
    Sky,
    /// Color of fog and horizon.
    Fog,
    /// Number of visible stars.
    Stars,
    /// The next phase of the moon.
    MoonPhase,
    /// Color and size of the sun's disk, glow or flare (0 to 2).
    Sun(u8),
    /// Color of the first or second layer of clouds (0 or 1).
    Cloud(u8),
    /// Textures of both layers of clouds.
    CloudTextures,
    /// Diffuse and ambient color of a light (0 to 2).
    Light(u8),
    /// A type that no source documents.
    Unknown(u32),
}

impl SkyEventKind {
    /// The kind of a stored type code.
    pub fn from_code(code: u32) -> SkyEventKind {
        match u8::try_from(code) {
            Ok(0) => SkyEventKind::Sky,
            Ok(1) => SkyEventKind::Fog,
            Ok(2) => SkyEventKind::Stars,
            Ok(3) => SkyEventKind::MoonPhase,
            Ok(code @ 4..=6) => SkyEventKind::Sun(code - 4),
            Ok(code @ 7..=8) => SkyEventKind::Cloud(code - 7),
            Ok(9) => SkyEventKind::CloudTextures,
            Ok(code @ 10..=12) => SkyEventKind::Light(code - 10),
            _ => SkyEventKind::Unknown(code),
        }
    }

    /// The stored type code.
    pub fn code(self) -> u32 {
        match self {
            SkyEventKind::Sky => 0,
            SkyEventKind::Fog => 1,
            SkyEventKind::Stars => 2,
            SkyEventKind::MoonPhase => 3,
            SkyEventKind::Sun(part) => 4 + u32::from(part),
            SkyEventKind::Cloud(layer) => 7 + u32::from(layer),
            SkyEventKind::CloudTextures => 9,
            SkyEventKind::Light(light) => 10 + u32::from(light),
            SkyEventKind::Unknown(code) => code,
        }
    }
}

/// A change during the day.
#[derive(Clone, Debug, PartialEq)]
pub struct SkyEvent {
    /// Name of the event, without effect.
    pub name: Vec<u8>,
    /// Property of the sky that it changes.
    pub kind: SkyEventKind,
    /// Start of the change, in seconds of the game's day.
    pub at_secs: u32,
    /// The new value: a color `0xAARRGGBB`, a count or an index, by kind.
    pub param1: u32,
    /// The second value: a color, an index, or a size in thousandths of the picture's width.
    pub param2: u32,
    /// Duration of the change in real seconds; the game's clock runs ten times as fast.
    pub duration_real_secs: f32,
}

impl SkyFile {
    /// Parses a complete file.
    ///
    /// # Errors
    /// The file is truncated or not a sky.
    ///
    /// # Examples
    /// ```
    /// use gtd_viewer::formats::n3sky::{SkyEvent, SkyEventKind, SkyFile};
    /// let noon = SkyEvent {
    ///     name: b"Noon".to_vec(),
    ///     kind: SkyEventKind::Fog,
    ///     at_secs: 6 * 3600,
    ///     param1: 0xffb7_c5ca,
    ///     param2: 0,
    ///     duration_real_secs: 180.0,
    /// };
    /// let file = SkyFile { events: vec![noon], ..SkyFile::default() }.encode()?;
    /// assert_eq!(SkyFile::parse(&file)?.events[0].kind, SkyEventKind::Fog);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(bytes: &[u8]) -> Result<SkyFile, FormatError> {
        let mut reader = Reader::new(bytes);
        let sky = SkyFile::read(&mut reader)?;
        reader.finish()?;
        Ok(sky)
    }

    /// Reads the fields of a file; bytes may remain.
    pub(in crate::formats) fn read(reader: &mut Reader<'_>) -> Result<SkyFile, FormatError> {
        reader.section(&TEXTURES);
        let mut sky = SkyFile::default();
        let names = sky.sun.iter_mut().chain(&mut sky.clouds).chain([&mut sky.moon]);
        for (name, field) in names.zip(&TEXTURE_NAMES) {
            *name = reader.string(&TEXTURE_LENGTH, field, MAX_NAME_BYTES)?.to_vec();
        }
        reader.section(&EVENTS);
        let count = reader.count_of(&EVENT_COUNT, MIN_EVENT_BYTES)?;
        sky.events.reserve_exact(count);
        for index in 0..count {
            sky.events.push(reader.group("event", index, read_event)?);
        }
        Ok(sky)
    }

    /// Encodes the file.
    ///
    /// # Errors
    /// Where the number of events, or a name's length, exceeds 32 bits.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        let mut out = Writer::default();
        for name in self.sun.iter().chain(&self.clouds).chain([&self.moon]) {
            out.string(name);
        }
        out.count(self.events.len());
        for event in &self.events {
            out.string(&event.name);
            for word in [event.kind.code(), event.at_secs, event.param1, event.param2] {
                out.u32(word);
            }
            out.f32s(&[event.duration_real_secs]);
        }
        out.finish()
    }
}

fn read_event(reader: &mut Reader<'_>) -> Result<SkyEvent, FormatError> {
    let name = reader.string(&EVENT_NAME_LENGTH, &EVENT_NAME, MAX_NAME_BYTES)?.to_vec();
    let kind = SkyEventKind::from_code(reader.u32(&EVENT_TYPE)?);
    let at_secs = reader.u32(&EVENT_TIME)?;
    if at_secs >= DAY_SECS {
        let found = format!("{} s", grouped(at_secs));
        return Err(reader.malformed(&EVENT_TIME, 4, found, "less than 86,400 s, one day"));
    }
    let (param1, param2) = (reader.u32(&EVENT_PARAM1)?, reader.u32(&EVENT_PARAM2)?);
    let duration_real_secs = reader.f32(&EVENT_DURATION)?;
    Ok(SkyEvent { name, kind, at_secs, param1, param2, duration_real_secs })
}

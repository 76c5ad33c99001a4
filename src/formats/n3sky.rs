//! `.n3sky`: a day of sky, fog and light as a list of events (formats section 7), read and written.

use crate::formats::kernel::{ReadError, Reader, text};

/// The longest name that is believed, in bytes.
const MAX_NAME_BYTES: usize = 4096;
/// An event without a name: length, type, time, two parameters, duration.
const MIN_EVENT_BYTES: usize = 24;
/// Seconds of a day.
pub const DAY_SECS: u32 = 86_400;

/// A sky as its file has it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SkyFile {
    /// Textures of the sun: disk, glow, flare.
    pub sun: [Vec<u8>; 3],
    /// Textures of the clouds: wisps, puffs, tatters, streaks, dense, overcast.
    pub clouds: [Vec<u8>; 6],
    /// Texture of the moon's phases.
    pub moon: Vec<u8>,
    /// The day's events, in the file's order: by time.
    pub events: Vec<SkyEvent>,
}

/// What an event changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SkyEventKind {
    /// The sky's color.
    Sky,
    /// The fog's color.
    Fog,
    /// The number of stars.
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
    /// Something that no source names.
    Unknown(u32),
}

impl SkyEventKind {
    /// The kind of a stored type.
    pub fn from_code(code: u32) -> SkyEventKind {
        match code {
            0 => SkyEventKind::Sky,
            1 => SkyEventKind::Fog,
            2 => SkyEventKind::Stars,
            3 => SkyEventKind::MoonPhase,
            4..=6 => SkyEventKind::Sun(code as u8 - 4),
            7 | 8 => SkyEventKind::Cloud(code as u8 - 7),
            9 => SkyEventKind::CloudTextures,
            10..=12 => SkyEventKind::Light(code as u8 - 10),
            _ => SkyEventKind::Unknown(code),
        }
    }

    /// The stored type.
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

/// One change during the day.
#[derive(Clone, Debug, PartialEq)]
pub struct SkyEvent {
    /// The event's name: nothing depends on it.
    pub name: Vec<u8>,
    /// What it changes.
    pub kind: SkyEventKind,
    /// When it begins, in seconds of the game's day.
    pub at_secs: u32,
    /// The new value: a color `0xAARRGGBB`, a count or an index, by kind.
    pub param1: u32,
    /// The second value: a color, an index, or a size in thousandths of the picture's width.
    pub param2: u32,
    /// How long the change takes, in real seconds; the game's time runs ten times as fast.
    pub duration_real_secs: f32,
}

impl SkyFile {
    /// Reads a sky to its last byte.
    ///
    /// # Errors
    /// Where it is cut short or is no sky.
    pub fn parse(bytes: &[u8]) -> Result<SkyFile, ReadError> {
        let mut reader = Reader::new(bytes, "sky textures");
        let mut sky = SkyFile::default();
        for name in sky.sun.iter_mut().chain(&mut sky.clouds).chain([&mut sky.moon]) {
            *name = reader.string(MAX_NAME_BYTES, "texture name")?.to_vec();
        }
        reader.enter("sky events");
        let count = reader.count(MIN_EVENT_BYTES, "events")?;
        sky.events.reserve_exact(count);
        for _ in 0..count {
            sky.events.push(read_event(&mut reader)?);
        }
        reader.finish()?;
        Ok(sky)
    }

    /// The sky as a file.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for name in self.sun.iter().chain(&self.clouds).chain([&self.moon]) {
            text::write_string(name, &mut out);
        }
        out.extend((self.events.len() as u32).to_le_bytes());
        for event in &self.events {
            text::write_string(&event.name, &mut out);
            for word in [event.kind.code(), event.at_secs, event.param1, event.param2] {
                out.extend(word.to_le_bytes());
            }
            out.extend(event.duration_real_secs.to_le_bytes());
        }
        out
    }
}

fn read_event(reader: &mut Reader<'_>) -> Result<SkyEvent, ReadError> {
    let name = reader.string(MAX_NAME_BYTES, "event name")?.to_vec();
    let kind = SkyEventKind::from_code(reader.u32("event type")?);
    let at = reader.at();
    let at_secs = reader.u32("event time")?;
    if at_secs >= DAY_SECS {
        return Err(reader.malformed(at, format!("an event at second {at_secs}"), "a second of the day, below 86400"));
    }
    let (param1, param2) = (reader.u32("first parameter")?, reader.u32("second parameter")?);
    let duration_real_secs = reader.f32("duration")?;
    Ok(SkyEvent { name, kind, at_secs, param1, param2, duration_real_secs })
}

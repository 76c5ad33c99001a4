//! Marks of a zone that are no part of its ground: what the game's server and the client's companion files place there,
//! such as monsters, warps, named areas and event tiles.
//!
//! Plain data: the layers that read files and tables convert into it; renderer, panels, maps and exports read it. All
//! places are world meters. Values are as stored, so any of them may be outside the zone or not finite.

mod colors;
mod outlines;
mod place;
mod tiles;
mod tints;

use std::ops::Range;
use std::path::PathBuf;

use strum::{Display, EnumString, IntoStaticStr, VariantArray};

pub use colors::{TileClass, event_color, mark_color};
pub use outlines::{FlatLine, color_of_mark, event_borders, mark_outline};
pub use place::{MAST_M, MarkGround};
pub use tiles::{EventRegion, EventTiles};
pub use tints::{TileClasses, tint};

use super::modes::Overlay;
use crate::formats::opd::EventKind;

/// Everything of a zone that is marked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GameMarks {
    /// The marks, grouped by where they come from, each group in the order of its file or table.
    pub marks: Vec<GameMark>,
    /// The event map of the server's map, if there is one of the zone's size.
    pub tiles: Option<EventTiles>,
    /// Number of the zone on the server, if it is known: a destination with this number is in the zone itself.
    pub zone_number: Option<i32>,
}

impl GameMarks {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty() && self.tiles.is_none()
    }

    /// Number of marks of a kind.
    pub fn count(&self, kind: MarkKind) -> usize {
        self.marks.iter().filter(|mark| mark.kind == kind).count()
    }

    /// The gate that a lever opens: the first one of its number, as on the server.
    pub fn gate_of(&self, lever: &GameMark) -> Option<usize> {
        let number = lever.opens_gate()?;
        self.marks.iter().position(|mark| mark.kind == MarkKind::Gate && mark.number() == Some(number))
    }

    /// Whether a destination is in this zone.
    pub fn is_here(&self, destination: &Destination) -> bool {
        self.zone_number == Some(destination.zone)
    }
}

/// One mark.
#[derive(Clone, Debug, PartialEq)]
pub struct GameMark {
    /// What it is.
    pub kind: MarkKind,
    /// Name as stored; empty where there is none.
    pub name: String,
    /// Where it is.
    pub shape: MarkShape,
    /// Points of a patrol path, east and north; mostly none.
    pub path: Vec<[f64; 2]>,
    /// Further values, in the order in which they are shown.
    pub details: Vec<MarkDetail>,
    /// Where it is stored.
    pub source: MarkSource,
}

impl GameMark {
    /// The number of the mark's own record: of a character, an object, an area.
    pub fn number(&self) -> Option<i32> {
        self.details
            .iter()
            .find_map(|detail| if let MarkDetail::Number(number) = detail { Some(*number) } else { None })
    }

    /// The event that its tiles trigger.
    pub fn event_id(&self) -> Option<i32> {
        self.details.iter().find_map(|detail| if let MarkDetail::EventId(id) = detail { Some(*id) } else { None })
    }

    /// The number of the gate that a lever opens.
    pub fn opens_gate(&self) -> Option<i32> {
        self.details.iter().find_map(|detail| if let MarkDetail::OpensGate(id) = detail { Some(*id) } else { None })
    }

    /// How many characters there are; 1 where no number is stored.
    pub fn count(&self) -> u32 {
        let count = |detail: &MarkDetail| if let MarkDetail::Count(count) = detail { Some(*count) } else { None };
        self.details.iter().find_map(count).unwrap_or(1)
    }

    /// Places to which it leads.
    pub fn destinations(&self) -> impl Iterator<Item = &Destination> {
        self.details.iter().filter_map(|detail| match detail {
            MarkDetail::Destination(destination) => Some(&**destination),
            _ => None,
        })
    }
}

/// Kind of a mark. The order is that of lists.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum MarkKind {
    /// Monsters of one spawn.
    Monster,
    /// Characters that stay, such as merchants.
    Npc,
    /// Warp gate with its list of destinations.
    Warp,
    /// Where players come back to life.
    BindPoint,
    /// Gate.
    Gate,
    /// Lever of a gate.
    Lever,
    /// Other object with a role in the game, such as an anvil or a barricade.
    EventObject,
    /// Area that the client names: a safe zone, a gate to another zone.
    NamedArea,
    /// Tiles of the server's event map with one event.
    EventArea,
    /// Area in which players appear who come home.
    ResurrectionArea,
    /// Area in which the players of a nation start.
    StartArea,
    /// Home of a nation.
    HomeArea,
    /// Room of a dungeon, with a task.
    Room,
    /// Area with sounds of its own.
    SoundArea,
    /// Waving cloth.
    Flag,
}

impl MarkKind {
    /// The kind of an object with a role in the game, also with an unknown one.
    pub fn of_role(role: Option<EventKind>) -> MarkKind {
        match role {
            Some(EventKind::BindPoint) => MarkKind::BindPoint,
            Some(EventKind::Gate | EventKind::FoldingGate) => MarkKind::Gate,
            Some(EventKind::Lever) => MarkKind::Lever,
            Some(EventKind::Warp) => MarkKind::Warp,
            _ => MarkKind::EventObject,
        }
    }

    /// The overlay that shows marks of this kind.
    pub fn overlay(self) -> Overlay {
        match self {
            MarkKind::Monster | MarkKind::Npc => Overlay::Spawns,
            MarkKind::Warp | MarkKind::BindPoint | MarkKind::Gate | MarkKind::Lever | MarkKind::EventObject => {
                Overlay::Warps
            }
            MarkKind::NamedArea => Overlay::Areas,
            MarkKind::EventArea => Overlay::Events,
            MarkKind::ResurrectionArea | MarkKind::StartArea | MarkKind::HomeArea | MarkKind::Room => Overlay::Regene,
            MarkKind::SoundArea => Overlay::Sounds,
            MarkKind::Flag => Overlay::Flags,
        }
    }

    /// Whether its rectangle is tinted: areas are, spawns are not.
    pub fn is_area(self) -> bool {
        matches!(self.overlay(), Overlay::Areas | Overlay::Regene | Overlay::Sounds)
    }
}

/// Where a mark is, in world meters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MarkShape {
    /// A place on the ground, east and north.
    Point([f64; 2]),
    /// A place in space: east, up, north.
    Place([f64; 3]),
    /// A rectangle on the ground, its south-west and its north-east corner, east and north.
    Rect {
        /// South-west corner.
        min: [f64; 2],
        /// North-east corner.
        max: [f64; 2],
    },
}

impl MarkShape {
    /// A rectangle by any two opposite corners.
    pub fn rect(a: [f64; 2], b: [f64; 2]) -> MarkShape {
        MarkShape::Rect { min: [a[0].min(b[0]), a[1].min(b[1])], max: [a[0].max(b[0]), a[1].max(b[1])] }
    }

    /// The middle, east and north.
    pub fn middle(&self) -> [f64; 2] {
        match *self {
            MarkShape::Point(at) => at,
            MarkShape::Place([x, _, z]) => [x, z],
            MarkShape::Rect { min, max } => [f64::midpoint(min[0], max[0]), f64::midpoint(min[1], max[1])],
        }
    }

    /// Whether all values are finite and within any zone's reach, so that they can be drawn.
    pub fn is_sound(&self) -> bool {
        const REACH_M: f64 = 1e6;
        let sound = |values: &[f64]| values.iter().all(|value| value.abs() < REACH_M);
        match self {
            MarkShape::Point(at) => sound(at),
            MarkShape::Place(at) => sound(at),
            MarkShape::Rect { min, max } => sound(min) && sound(max),
        }
    }
}

/// A value of a mark.
#[derive(Clone, Debug, PartialEq)]
pub enum MarkDetail {
    /// Number of its own record, by which others refer to it: of a monster, an NPC, an object, an area.
    Number(i32),
    /// Number of characters.
    Count(u32),
    /// Seconds until a character that died comes back.
    RespawnSecs(u32),
    /// Level of a character.
    Level(i32),
    /// The event of the server's event map that its tiles have.
    EventId(i32),
    /// Number of tiles with that event.
    Tiles(u32),
    /// Row of the table of events: what entering does.
    EventRow(EventRow),
    /// Text of a condition or an action, as stored.
    Script(String),
    /// The nation that it belongs to, or that may use it.
    Nation(Nation),
    /// Number of the object's role in the game, for objects that have no kind of their own.
    ObjectKind(i32),
    /// State of the object, as stored.
    Status(i32),
    /// Number of the gate that a lever opens.
    OpensGate(i32),
    /// Number of the list of destinations of a warp gate.
    WarpList(i32),
    /// A place to which it leads.
    Destination(Box<Destination>),
    /// Direction of view in degrees, clockwise from north.
    DirectionDeg(f32),
    /// Distance from the place within which players appear, meters east and north.
    RangeM([f32; 2]),
    /// The room of the dungeon to which the spawn belongs.
    RoomNumber(i32),
    /// Any other number of a record, with the name of its column or field.
    Field(&'static str, i64),
    /// Music or effects of a sound area, without "none".
    Sounds(Vec<String>),
    /// Texture of a flag.
    Texture(String),
}

/// What an event does, from the table of events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventRow {
    /// 1 leads to another zone, 2 kills, 3 is a trap with an area.
    pub kind: i32,
    /// Conditions, as stored, without empty ones.
    pub conditions: Vec<String>,
    /// Actions, as stored, without empty ones.
    pub actions: Vec<String>,
}

/// A place to which a warp or an event leads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Destination {
    /// Number of the entry in the list of warps; none for events.
    pub number: Option<i32>,
    /// Name in the list; may be empty.
    pub name: String,
    /// Text before agreeing; may be empty.
    pub text: String,
    /// Price in coins.
    pub price: u32,
    /// Number of the zone on the server.
    pub zone: i32,
    /// Name of that zone, if it is known.
    pub zone_name: String,
    /// Place there, east and north in meters.
    pub place_m: [f64; 2],
    /// Distance from the place within which players appear, in meters.
    pub radius_m: f32,
    /// Who may use it; none where it is not stored.
    pub nation: Option<Nation>,
}

/// A nation of the game.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Nation {
    /// Both, or none.
    All,
    /// Karus.
    Karus,
    /// El Morad.
    ElMorad,
    /// An unknown number.
    Other(i32),
}

impl From<i32> for Nation {
    /// The nation of a stored number.
    fn from(number: i32) -> Nation {
        match number {
            0 | 3 => Nation::All,
            1 => Nation::Karus,
            2 => Nation::ElMorad,
            other => Nation::Other(other),
        }
    }
}

/// Where a mark is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkSource {
    /// In a file of the client or of the server.
    File {
        /// Path of the file.
        path: PathBuf,
        /// Number of the record, from 0.
        record: u32,
        /// Its bytes; empty for text files.
        bytes: Range<u64>,
    },
    /// In a row of a table.
    Table {
        /// Path of the file that holds the table.
        path: PathBuf,
        /// Name of the table.
        table: String,
        /// Number of the row, from 1.
        row: u64,
    },
}

impl MarkSource {
    /// Path of the file that holds the mark.
    pub fn path(&self) -> &PathBuf {
        match self {
            MarkSource::File { path, .. } | MarkSource::Table { path, .. } => path,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(kind: MarkKind, details: Vec<MarkDetail>) -> GameMark {
        let source = MarkSource::File { path: "made-up.smd".into(), record: 0, bytes: 0..24 };
        GameMark { kind, name: String::new(), shape: MarkShape::Point([1.0, 2.0]), path: Vec::new(), details, source }
    }

    #[test]
    fn a_lever_opens_the_first_gate_of_its_number() {
        let gate = |number| mark(MarkKind::Gate, vec![MarkDetail::Number(number)]);
        let lever = |gate| mark(MarkKind::Lever, vec![MarkDetail::Number(2301), MarkDetail::OpensGate(gate)]);
        let other = mark(MarkKind::EventObject, vec![MarkDetail::Number(1302)]);
        let marks = vec![other, gate(1301), gate(1302), gate(1302), lever(1302), lever(7)];
        let marks = GameMarks { marks, ..GameMarks::default() };
        let gates: Vec<_> = marks.marks.iter().map(|mark| marks.gate_of(mark)).collect();
        assert_eq!(gates, [None, None, None, None, Some(2), None]);
        assert_eq!(marks.count(MarkKind::Gate), 3);
    }

    #[test]
    fn rectangles_have_their_corners_in_order() {
        let rect = MarkShape::rect([1736.0, 833.0], [1734.0, 835.0]);
        assert_eq!(rect, MarkShape::Rect { min: [1734.0, 833.0], max: [1736.0, 835.0] });
        assert_eq!((rect.middle(), rect.is_sound()), ([1735.0, 834.0], true));
        assert!(!MarkShape::Place([0.0, f64::NAN, 0.0]).is_sound() && !MarkShape::Point([1e30, 0.0]).is_sound());
    }

    #[test]
    fn values_are_found_among_the_details() {
        let to = Destination { zone: 21, ..Destination::default() };
        let details = vec![MarkDetail::Destination(Box::new(to)), MarkDetail::EventId(30), MarkDetail::Count(4)];
        let with = mark(MarkKind::Warp, details);
        assert_eq!((with.event_id(), with.count(), with.number()), (Some(30), 4, None));
        let here = |zone_number| GameMarks { zone_number, ..GameMarks::default() };
        let to = with.destinations().next().expect("a destination");
        assert_eq!([Some(21), Some(1), None].map(|number| here(number).is_here(to)), [true, false, false]);
        assert_eq!(mark(MarkKind::Monster, Vec::new()).count(), 1);
        assert_eq!([0, 1, 2, 3, 9].map(Nation::from)[4], Nation::Other(9));
    }
}

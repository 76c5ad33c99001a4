//! Objects with a role, resurrection areas and warps of a server map.

use crate::formats::kernel::text;
use crate::formats::opd::{EventKind, Object};

/// An object with a role in the game (server section 1.2).
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct ObjectEvent {
    /// Whose object it is: 0 nobody's, 1 Karus, 2 El Morad, 3 both.
    pub belong: i32,
    /// Its number; servers ignore objects with 0 or less, and the second with the same number.
    pub id: i16,
    /// Its role: see [`ObjectEvent::role`].
    pub kind: i16,
    /// Of a lever the id of its gate, of a warp gate the number of its list.
    pub npc: i16,
    /// Its state.
    pub status: i16,
    /// Place in meters, as stored.
    pub position_m: [f32; 3],
}

impl ObjectEvent {
    /// The event of a placed object, as the zone editor exports it; none for objects without a role.
    pub fn of(object: &Object) -> Option<ObjectEvent> {
        let links = object.events;
        let numbers = [links.event_id, links.event_kind, links.npc_id, links.npc_status];
        let [id, kind, npc, status] = numbers.map(low_half);
        (numbers != [0; 4]).then_some(ObjectEvent {
            belong: links.belongs_to,
            id,
            kind,
            npc,
            status,
            position_m: object.placement.position_m,
        })
    }

    /// Whether two are the same: equal numbers, and at the same place.
    pub fn is_same(&self, other: &ObjectEvent) -> bool {
        self.numbers() == other.numbers() && self.is_near(other)
    }

    /// Whether two are at the same place: at most a centimeter apart along each axis.
    pub fn is_near(&self, other: &ObjectEvent) -> bool {
        let near = |a: f32, b: f32| (f64::from(a) - f64::from(b)).abs() <= 0.01 || a.to_bits() == b.to_bits();
        self.position_m.into_iter().zip(other.position_m).all(|(a, b)| near(a, b))
    }

    /// Nation, id, type, character and status.
    pub fn numbers(&self) -> (i32, [i16; 4]) {
        (self.belong, [self.id, self.kind, self.npc, self.status])
    }

    /// Its role; none for an unknown number.
    pub fn role(&self) -> Option<EventKind> {
        EventKind::ALL.get(usize::try_from(self.kind).ok()?).copied()
    }
}

/// The low 16 bits, as a signed number.
fn low_half(number: i32) -> i16 {
    let [low, high, ..] = number.to_le_bytes();
    i16::from_le_bytes([low, high])
}

/// An area in which players come back to life (server section 1.4).
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct RegeneArea {
    /// South-west corner in meters: x, y, z.
    pub min_m: [f32; 3],
    /// Extent northward in meters.
    pub length_z_m: f32,
    /// Extent eastward in meters.
    pub length_x_m: f32,
}

/// A place that a warp gate leads to (server section 1.5).
#[derive(Clone, Debug, PartialEq)]
pub struct Warp {
    /// Its number; a tenth of it is the number of its list.
    pub id: i16,
    /// Name as stored, code page 949: up to the first zero.
    pub name_bytes: [u8; 32],
    /// Text that the player agrees to, as stored.
    pub text_bytes: [u8; 256],
    /// Coins that it costs.
    pub price: u32,
    /// The server's number of the target zone.
    pub target_zone: i16,
    /// Target in meters: x, y (mostly 0), z.
    pub target_m: [f32; 3],
    /// Players arrive within this distance of the target, in meters.
    pub radius_m: f32,
    /// Who may use it: 0 all, 1 Karus, 2 El Morad. None in files without it.
    pub nation: Option<i16>,
    /// Bytes between the fields, as stored: before price and target, and at the end.
    pub padding: [[u8; 2]; 3],
}

impl Warp {
    /// A warp without a price, for all; texts that are too long are cut.
    pub fn new(id: i16, name: &str, target_zone: i16, target_m: [f32; 3]) -> Warp {
        Warp {
            id,
            name_bytes: text::fixed(name),
            text_bytes: [0; 256],
            price: 0,
            target_zone,
            target_m,
            radius_m: 5.0,
            nation: Some(0),
            padding: [[0; 2]; 3],
        }
    }

    /// Name as text.
    pub fn name(&self) -> String {
        text::decode_until_nul(&self.name_bytes)
    }

    /// Text that the player agrees to.
    pub fn text(&self) -> String {
        text::decode_until_nul(&self.text_bytes)
    }

    /// Number of its list, [`ObjectEvent::npc`] of the warp gates that offer it.
    pub fn list(&self) -> i16 {
        self.id / 10
    }
}

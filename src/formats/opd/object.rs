//! A placed object: placement and parts (formats section 9.2). Names are bytes in code page 949.

use glam::{Quat, Vec3, Vec4};

use super::material::Material;
use crate::formats::kernel::text;

/// Bit of an object's type that marks gates, levers and flags.
const EXTRA: u32 = 0x1000;

/// Position, rotation and scale of an object or light, with their animation.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Placement {
    /// Name of the object.
    pub name: Vec<u8>,
    /// World position in meters, as stored: any float values are possible.
    pub position_m: [f32; 3],
    /// Rotation as a quaternion x, y, z, w, of unit length in all real files; for row vectors (`v * R`).
    pub rotation: [f32; 4],
    /// Scale; negative in x or z for mirroring.
    pub scale: [f32; 3],
    /// Animation keys of position, rotation and scale; mostly none.
    pub animation: [Option<AnimationKeys>; 3],
}

/// Keys of one animation, as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct AnimationKeys {
    /// Playback rate in keys per second.
    pub rate: f32,
    /// The keys by time, at least one.
    pub values: KeyValues,
}

/// Values of animation keys.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyValues {
    /// Positions in meters, or scales.
    Vectors(Vec<[f32; 3]>),
    /// Rotations as quaternions x, y, z, w.
    Quaternions(Vec<[f32; 4]>),
}

impl KeyValues {
    /// Number of keys.
    #[expect(clippy::len_without_is_empty, reason = "keys without values are not stored")]
    pub fn len(&self) -> usize {
        match self {
            KeyValues::Vectors(keys) => keys.len(),
            KeyValues::Quaternions(keys) => keys.len(),
        }
    }
}

/// A placed object (formats section 9.2).
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Object {
    /// Type as stored: 0x41B, or 0x141B for gates, levers and flags.
    pub kind: u32,
    /// Name, position and animation.
    pub placement: Placement,
    /// Names of the collision and climbing meshes; empty in all real `.opd` files, and set in some `.n3shape` files.
    pub collision_meshes: [Vec<u8>; 2],
    /// The drawn meshes, in file order.
    pub parts: Vec<ObjectPart>,
    /// Links to game events.
    pub events: EventLinks,
}

/// Game logic of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct EventLinks {
    /// Number of the nation that owns it.
    pub belongs_to: i32,
    /// Number of the event in the game's tables.
    pub event_id: i32,
    /// 0 bind point, 1 and 2 gates, 3 lever, 4 flag, 5 warp, 6 barricade, 7 to 9 others.
    pub event_kind: i32,
    /// Number of the character that it represents.
    pub npc_id: i32,
    /// State of that character, as stored.
    pub npc_status: i32,
}

/// Role of an object in the game's logic, from [`EventLinks::event_kind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// Where players come back to life.
    BindPoint,
    /// A gate with two leaves.
    Gate,
    /// A gate that folds up.
    FoldingGate,
    /// A lever of a gate.
    Lever,
    /// A flag that is shown or hidden.
    Flag,
    /// A gate to other places; [`EventLinks::npc_id`] is the number of its list.
    Warp,
    /// A castle window that can be broken.
    Barricade,
    /// Where a bind point is given up.
    BindRemoval,
    /// Where items are upgraded.
    Anvil,
    /// An artifact.
    Artifact,
}

impl EventKind {
    /// All kinds, by their number.
    pub const ALL: [EventKind; 10] = [
        EventKind::BindPoint,
        EventKind::Gate,
        EventKind::FoldingGate,
        EventKind::Lever,
        EventKind::Flag,
        EventKind::Warp,
        EventKind::Barricade,
        EventKind::BindRemoval,
        EventKind::Anvil,
        EventKind::Artifact,
    ];
}

impl EventLinks {
    /// The role of the object; none for an unknown number.
    pub fn kind(&self) -> Option<EventKind> {
        EventKind::ALL.get(usize::try_from(self.event_kind).ok()?).copied()
    }
}

/// A mesh with its textures.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ObjectPart {
    /// Offset of the mesh before the object's scale and rotation, in meters.
    pub pivot_m: [f32; 3],
    /// Path of the mesh below the client's folder.
    pub mesh: Vec<u8>,
    /// Colors, texture operation, flags and blending.
    pub material: Material,
    /// Textures per second, if there are several.
    pub texture_fps: f32,
    /// Texture paths; empty means none.
    pub textures: Vec<Vec<u8>>,
}

impl Object {
    /// Position in meters; non-finite coordinates become 0.
    pub fn position_m(&self) -> Vec3 {
        let position = Vec3::from(self.placement.position_m);
        Vec3::select(position.is_finite_mask(), position, Vec3::ZERO)
    }

    /// Yaw in degrees, clockwise from north as seen from above; 0 if the stored rotation is invalid (not finite, or of
    /// length zero).
    pub fn yaw_deg(&self) -> f32 {
        let Some([x, y, z, w]) = Vec4::from(self.placement.rotation).try_normalize().map(|unit| unit.to_array()) else {
            return 0.0;
        };
        // The stored matrix is for row vectors, which is the usual rotation by the same quaternion.
        let north = Quat::from_xyzw(x, y, z, w) * Vec3::Z;
        libm::atan2f(north.x, north.z).to_degrees()
    }

    /// Name of the object as text.
    pub fn name(&self) -> String {
        text::decode_until_nul(&self.placement.name)
    }

    /// Whether it has a role in the game's logic, such as a gate, a lever or a bind point.
    pub fn is_extra(&self) -> bool {
        self.kind & EXTRA != 0
    }
}

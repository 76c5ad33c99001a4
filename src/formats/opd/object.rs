//! A placed object: where it stands and what it is made of (formats section 9.2). Names are bytes in code page 949.

use glam::{Quat, Vec3, Vec4};

use crate::formats::kernel::text;

/// Bit of an object's type that marks gates, levers and flags.
const EXTRA: u32 = 0x1000;

/// Where something stands, how it is turned, and how it moves.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Placement {
    /// The thing's own name.
    pub name: Vec<u8>,
    /// Place in meters of the world, as stored: it may be anything that floats can be.
    pub position_m: [f32; 3],
    /// Turn as a quaternion x, y, z, w, of unit length in all real files; for row vectors (`v * R`).
    pub rotation: [f32; 4],
    /// Size; negative in x or z where mirrored.
    pub scale: [f32; 3],
    /// Keys of its movement, turning and growing; mostly none.
    pub animation: [Option<AnimationKeys>; 3],
}

/// Keys of one animation, as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct AnimationKeys {
    /// 0: vectors of 12 bytes; 1: quaternions of 16.
    pub kind: i32,
    /// How many keys are passed in a second.
    pub rate: f32,
    /// The keys as stored, one after the other.
    pub keys: Vec<u8>,
}

impl AnimationKeys {
    /// Bytes of a key of a kind.
    pub(super) fn key_bytes(kind: i32) -> Option<usize> {
        match kind {
            0 => Some(12),
            1 => Some(16),
            _ => None,
        }
    }
}

/// A placed object (formats section 9.2).
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Object {
    /// Type as stored: 0x41B, or 0x141B for gates, levers and flags.
    pub kind: u32,
    /// Its name, place and animation.
    pub placement: Placement,
    /// Names of the meshes for collision and climbing; empty in all real files.
    pub collision_meshes: [Vec<u8>; 2],
    /// The meshes that are drawn, in the file's order.
    pub parts: Vec<ObjectPart>,
    /// What the game does with it.
    pub events: EventLinks,
}

/// What the game's logic knows of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct EventLinks {
    /// Nation that it belongs to.
    pub belongs_to: i32,
    /// Number of the event in the game's tables.
    pub event_id: i32,
    /// 1 and 2 gates, 3 lever, 4 flag, others unknown.
    pub event_kind: i32,
    /// Number of the character that it stands for.
    pub npc_id: i32,
    /// State of that character, as stored.
    pub npc_status: i32,
}

/// A mesh with its textures.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectPart {
    /// Shift of the mesh before the object's size and turn, in meters.
    pub pivot_m: [f32; 3],
    /// Path of the mesh below the client's folder.
    pub mesh: Vec<u8>,
    /// The material as stored: 17 floats of Direct3D, then six words of operations, flags and blending.
    pub material: [u8; 92],
    /// Pictures a second where there is more than one texture.
    pub texture_fps: f32,
    /// The textures' paths; an empty one means none.
    pub textures: Vec<Vec<u8>>,
}

impl Object {
    /// Place in meters; what is no number counts as 0.
    pub fn position_m(&self) -> Vec3 {
        let position = Vec3::from(self.placement.position_m);
        Vec3::select(position.is_finite_mask(), position, Vec3::ZERO)
    }

    /// Turn about the vertical in degrees, clockwise from north as seen from above; 0 where the stored rotation is none
    /// (not finite, or of no length).
    pub fn yaw_deg(&self) -> f32 {
        let Some([x, y, z, w]) = Vec4::from(self.placement.rotation).try_normalize().map(|unit| unit.to_array()) else {
            return 0.0;
        };
        // The stored matrix takes row vectors: that is the usual rotation by the same quaternion.
        let north = Quat::from_xyzw(x, y, z, w) * Vec3::Z;
        libm::atan2f(north.x, north.z).to_degrees()
    }

    /// The object's name as text.
    pub fn name(&self) -> String {
        text::decode_until_nul(&self.placement.name)
    }

    /// Whether it is a gate, a lever or a flag.
    pub fn is_extra(&self) -> bool {
        self.kind & EXTRA != 0
    }
}

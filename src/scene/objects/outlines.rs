//! Positions and bodies of a zone's objects from the object file alone, before any mesh is read.

use glam::Vec3;

use crate::formats::opd::{CollisionTriangle, Object, OpdFile, is_invisible_wall};
use crate::scene::collision::REACH_M;

/// Scales beyond this are damage.
const LARGEST_SCALE: f32 = 8.0;

/// Positions and bodies of a zone's objects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outlines {
    /// The objects, in file order.
    pub objects: Vec<Outline>,
    /// Collision triangles without invisible walls, in file order.
    pub bodies: Vec<[Vec3; 3]>,
}

/// An object without its meshes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outline {
    /// Position in meters.
    pub position_m: Vec3,
    /// Largest scale, 8 at most.
    pub scale: f32,
    /// Whether it has a role in the game's logic, such as a gate or a bind point.
    pub is_event: bool,
}

impl Outlines {
    /// Collects the outlines of a file.
    pub fn new(file: &OpdFile) -> Outlines {
        let is_body = |triangle: &&CollisionTriangle| {
            !is_invisible_wall(triangle) && triangle.as_flattened().iter().all(|value| value.abs() <= REACH_M)
        };
        let bodies = file.collision.iter().filter(is_body).map(|triangle| triangle.map(Vec3::from));
        Outlines { objects: file.objects.iter().map(Outline::new).collect(), bodies: bodies.collect() }
    }
}

impl Outline {
    fn new(object: &Object) -> Outline {
        let scale = Vec3::from(object.placement.scale).abs().max_element();
        Outline {
            position_m: object.position_m(),
            scale: if scale.is_finite() { scale.min(LARGEST_SCALE) } else { LARGEST_SCALE },
            is_event: object.is_extra(),
        }
    }
}

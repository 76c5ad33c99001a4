//! Contents of a mesh file.

use super::build::Geometry;
use super::objects::ObjectScene;
use super::texture::MeshImage;

pub(super) struct MeshScene {
    pub(super) name: String,
    /// The terrain; none if it is left out.
    pub(super) ground: Option<Geometry>,
    /// Texture of the terrain; gray without one.
    pub(super) image: Option<MeshImage>,
    /// Rivers and ponds.
    pub(super) liquids: Vec<(Liquid, Geometry)>,
    pub(super) objects: ObjectScene,
}

impl MeshScene {
    /// Placed objects alone.
    pub(super) fn of_objects(name: String, objects: ObjectScene) -> MeshScene {
        MeshScene { name, ground: None, image: None, liquids: Vec::new(), objects }
    }

    /// Whether there is nothing to write.
    pub(super) fn is_empty(&self) -> bool {
        self.ground.is_none() && self.liquids.is_empty() && self.objects.nodes.is_empty()
    }
}

/// A kind of river or pond, with a material of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Liquid {
    Water,
    /// Ponds with a tint of fire.
    Lava,
}

impl Liquid {
    /// Name of mesh and material.
    pub(super) fn name(self) -> &'static str {
        match self {
            Liquid::Water => "water",
            Liquid::Lava => "lava",
        }
    }
}

//! The box around an object.

use glam::{Affine3A, Vec3};

use super::{Bounds, KindPart};
use crate::scene::Objects;

/// The edges of a box, between corners whose bits are x, y and z.
const EDGES: [[usize; 2]; 12] =
    [[0, 1], [2, 3], [4, 5], [6, 7], [0, 2], [1, 3], [4, 6], [5, 7], [0, 4], [1, 5], [2, 6], [3, 7]];

/// The box around all drawn parts of an object at rest, turned as the object is. In world meters.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ObjectBox {
    /// Bit 0 of the index is x, bit 1 y, bit 2 z.
    pub corners: [Vec3; 8],
}

impl ObjectBox {
    /// The box of an object; none for an object that is not drawn.
    pub fn new(models: &Objects, object: usize) -> Option<ObjectBox> {
        let world_from_object = models.set.objects.get(object)?.world_from_object;
        let part_box = |part: &KindPart| {
            let mesh = models.meshes.get(part.mesh?)?.as_ref()?;
            Bounds::of_vertices(&mesh.vertices, Affine3A::from_translation(part.pivot_m))
        };
        let bounds = models.set.parts(object).iter().filter_map(part_box).reduce(Bounds::union)?;
        let corners = bounds.corners().map(|corner| world_from_object.transform_point3(corner));
        corners.iter().all(|corner| corner.is_finite()).then_some(ObjectBox { corners })
    }

    /// A box without size.
    pub fn at(point: Vec3) -> ObjectBox {
        ObjectBox { corners: [point; 8] }
    }

    /// Width, height and depth in meters.
    pub fn size_m(&self) -> Vec3 {
        Vec3::from([1, 2, 4].map(|corner: usize| self.corners[0].distance(self.corners[corner])))
    }

    /// Its middle.
    pub fn middle(&self) -> Vec3 {
        (self.corners[0] + self.corners[7]) * 0.5
    }

    /// Half its diagonal in meters; 0 for an object that is not drawn.
    pub fn radius_m(&self) -> f32 {
        self.corners[0].distance(self.corners[7]) * 0.5
    }

    /// Both ends of its twelve edges.
    pub fn edges(&self) -> [[Vec3; 2]; 12] {
        EDGES.map(|ends| ends.map(|end| self.corners[end]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edges_of_a_box_are_parallel_to_its_axes() {
        let bounds = Bounds { min: Vec3::new(1.0, 2.0, 3.0), max: Vec3::new(2.0, 4.0, 6.0) };
        let object_box = ObjectBox { corners: bounds.corners() };
        let lengths = object_box.edges().map(|[from, to]| (to - from).to_array());
        for axis in 0..3 {
            let length = (bounds.max - bounds.min)[axis];
            let along = lengths.iter().filter(|edge| edge[axis] == length && edge.iter().sum::<f32>() == length);
            assert_eq!(along.count(), 4, "axis {axis}");
        }
        assert_eq!(object_box.size_m(), Vec3::new(1.0, 2.0, 3.0));
        assert_eq!(ObjectBox::at(Vec3::ONE).radius_m(), 0.0);
    }
}

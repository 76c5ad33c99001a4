//! Effects at objects: fires, smoke, leaves, as a zone's `.opdsub` places them.

use glam::Vec3;

use super::file_name;
use crate::scene::PlacedObject;

/// An effect at an object.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedEffect {
    /// Number of the object.
    pub object: usize,
    /// File of the effect, in lower case.
    pub file: String,
    /// World position in meters.
    pub position_m: Vec3,
    /// Scale factor.
    pub size: f32,
}

impl PlacedEffect {
    /// The effects of a zone's objects, in their order. Those without a finite place are left out.
    pub fn all(objects: &[PlacedObject]) -> impl Iterator<Item = PlacedEffect> + '_ {
        objects.iter().enumerate().filter_map(|(number, object)| {
            let effect = object.effect.as_ref()?;
            let position_m = object.position_m + Vec3::from(effect.offset_m);
            let placed = PlacedEffect { object: number, file: file_name(&effect.file)?, position_m, size: effect.size };
            position_m.is_finite().then_some(placed)
        })
    }

    /// Name of the file without folder and extension.
    pub fn name(&self) -> &str {
        let name = self.file.rsplit(['\\', '/']).next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::opdsub::{Effect, EffectsFile};

    #[test]
    fn effects_stand_at_their_objects() {
        let object = |x: f32| PlacedObject { position_m: Vec3::new(x, 2.0, 3.0), ..PlacedObject::default() };
        let effect =
            |y: f32| Effect { file: b"FX\\Fire.fxb".to_vec(), offset_m: [0.0, y, 0.0], size: 1.5, rotation: [0.0; 4] };
        let effects = vec![Some(Box::new(effect(5.0))), None, Some(Box::new(effect(f32::NAN)))];
        let objects = PlacedObject::with_effects([1.0, 2.0, 3.0].map(object).to_vec(), EffectsFile { effects });
        let placed: Vec<PlacedEffect> = PlacedEffect::all(&objects).collect();
        assert_eq!(placed.len(), 1, "no place is not finite");
        assert_eq!((placed[0].object, placed[0].name(), placed[0].position_m), (0, "fire", Vec3::new(1.0, 7.0, 3.0)));
    }
}

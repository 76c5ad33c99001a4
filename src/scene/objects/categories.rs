//! Categories of objects: trees, plants, effects and objects with a role in the game.
//!
//! Object files have no categories. They follow from flags and names; docs/hiding.md has the rules.

use strum::{Display, EnumMessage, EnumString, IntoStaticStr, VariantArray};

use super::file_name;
use crate::formats::opd::{Object, ObjectPart, RenderFlags};

/// D3DBLEND factor that adds a part's color to the picture.
const BLEND_ONE: u32 = 2;
/// Parts of the names of small plants: grass, reeds, bushes, vines ("dumbul", "dunkul") and tufts ("ip").
const PLANTS: [&str; 8] = ["gras", "reed", "bush", "dumbul", "dunkul", "flower", "_ip0", "_ip1"];

/// A category of objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, EnumMessage, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum ObjectCategory {
    /// Trees.
    Trees,
    /// Grass, reeds, bushes and vines.
    Plants,
    /// Fire, smoke, fog and falling water.
    Effects,
    /// Objects with a role in the game: gates, levers, warps, bind points.
    Events,
}

impl ObjectCategory {
    /// Whether an object is in the category.
    pub fn has(self, object: &Object) -> bool {
        match self {
            ObjectCategory::Trees => is_tree(object),
            ObjectCategory::Plants => is_plant(object) && !is_tree(object) && !is_effect(object),
            ObjectCategory::Effects => is_effect(object),
            ObjectCategory::Events => object.is_extra(),
        }
    }
}

/// Whether a name says tree: `tree`, but not `street`; `tr` and a number; `trchim`, a conifer. Or a trunk stands still
/// while at least as many other parts sway in the wind.
fn is_tree(object: &Object) -> bool {
    let name = object.name().to_lowercase();
    let says_tree = name.match_indices("tree").any(|(at, _)| !name[..at].ends_with('s'));
    let is_numbered = |(at, _): (usize, &str)| name[at + 3..].starts_with(|next: char| next.is_ascii_digit());
    let is_vine = PLANTS[3..5].iter().any(|plant| name.contains(plant));
    let sway = object.parts.iter().filter(|part| part.material.flags.contains(RenderFlags::WIND)).count();
    let has_crown = sway < object.parts.len() && sway * 2 >= object.parts.len();
    let has_name = says_tree || name.contains("trchim") || name.match_indices("_tr").any(is_numbered);
    !is_vine && (has_name || (has_crown && sway > 0))
}

/// Whether a name says plant, or the object sways in the wind or turns to the eye.
fn is_plant(object: &Object) -> bool {
    let name = object.name().to_lowercase();
    let says_plant = PLANTS.iter().any(|plant| name.contains(plant));
    let flags = |part: &ObjectPart| part.material.flags;
    let moves =
        |part: &ObjectPart| flags(part).contains(RenderFlags::WIND) || flags(part).contains(RenderFlags::BILLBOARD);
    says_plant || (!object.parts.is_empty() && object.parts.iter().all(moves))
}

/// Whether all parts are pictures of light or smoke: blended, and either several frames or added to the picture.
fn is_effect(object: &Object) -> bool {
    let is_effect = |part: &ObjectPart| {
        let material = &part.material;
        let is_light = material.source_blend == BLEND_ONE;
        material.flags.contains(RenderFlags::BLENDED) && (part.textures.len() > 1 || is_light)
    };
    let mut drawn = object.parts.iter().filter(|part| file_name(&part.mesh).is_some()).peekable();
    drawn.peek().is_some() && drawn.all(is_effect)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::opd::{Material, Placement};

    /// An object of a part with flags and a number of textures.
    fn object(name: &str, flags: RenderFlags, textures: usize) -> Object {
        let part = ObjectPart {
            mesh: b"m.n3pmesh".to_vec(),
            textures: vec![b"t.dxt".to_vec(); textures],
            material: Material { flags, ..Material::default() },
            ..ObjectPart::default()
        };
        Object {
            placement: Placement { name: name.into(), ..Placement::default() },
            parts: vec![part],
            ..Object::default()
        }
    }

    fn categories(object: &Object) -> Vec<ObjectCategory> {
        ObjectCategory::VARIANTS.iter().copied().filter(|category| category.has(object)).collect()
    }

    #[test]
    fn names_and_flags_decide() {
        let (plain, moves) = (RenderFlags(0x4), RenderFlags(0x29));
        for (name, flags, expected) in [
            ("obj_el_treeA", plain, Some(ObjectCategory::Trees)),
            ("Tree3_palm", moves, Some(ObjectCategory::Trees)),
            ("obj_dunb_tr05", plain, Some(ObjectCategory::Trees)),
            ("obj_04ka_trchim10", plain, Some(ObjectCategory::Trees)),
            ("obj_street_lamp", plain, None),
            ("obj_el_trans_stone4", plain, None),
            ("obj_tr", plain, None),
            ("obj_war_tree_dunkul", plain, Some(ObjectCategory::Plants)),
            ("obj_co_bush03", plain, Some(ObjectCategory::Plants)),
            ("something that sways", moves, Some(ObjectCategory::Plants)),
            ("obj_mora_wall01", plain, None),
        ] {
            assert_eq!(categories(&object(name, flags, 1)), Vec::from_iter(expected), "{name}");
        }
    }

    #[test]
    fn a_trunk_with_a_crown_is_a_tree() {
        let (trunk, crown) = (object("", RenderFlags(0), 1), object("", RenderFlags(0x24), 1));
        let of = |parts: &[&Object]| {
            let parts = parts.iter().flat_map(|object| object.parts.clone()).collect();
            categories(&Object { parts, ..object("Oak", RenderFlags(0), 1) })
        };
        assert_eq!(of(&[&trunk, &crown]), [ObjectCategory::Trees]);
        assert_eq!(of(&[&crown, &crown]), [ObjectCategory::Plants]);
        assert_eq!(of(&[&trunk, &trunk, &crown]), [], "a pond with a plant");
        assert_eq!(of(&[&trunk]), []);
    }

    #[test]
    fn effects_are_blended_and_glow_or_move_in_all_their_parts() {
        let fire = object("fire", RenderFlags(0x4b), 8);
        assert_eq!(categories(&fire), [ObjectCategory::Effects]);
        let mut glow = object("glow", RenderFlags::BLENDED, 1);
        glow.parts[0].material.source_blend = BLEND_ONE;
        assert_eq!(categories(&glow), [ObjectCategory::Effects]);
        assert_eq!(categories(&object("web", RenderFlags::BLENDED, 1)), []);
        assert_eq!(categories(&object("lava", RenderFlags(0), 8)), []);
        let hearth = Object { parts: [fire.parts, object("", RenderFlags(0), 1).parts].concat(), ..Object::default() };
        assert_eq!(categories(&hearth), []);
        let gate = Object { kind: 0x141B, ..Object::default() };
        assert_eq!(categories(&gate), [ObjectCategory::Events], "no part is no plant");
    }
}

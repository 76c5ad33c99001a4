//! What a mesh file contains, as an option.

use crate::export::options::OptionError;

/// What a mesh file contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeshContents {
    /// The terrain.
    pub ground: bool,
    /// Rivers and ponds, also of lava.
    pub water: bool,
    /// Placed objects.
    pub objects: bool,
}

impl MeshContents {
    /// Everything.
    pub const ALL: MeshContents = MeshContents { ground: true, water: true, objects: true };
    /// Placed objects alone.
    pub const OBJECTS: MeshContents = MeshContents { ground: false, water: false, objects: true };

    /// Whether nothing is left.
    pub(super) fn is_empty(self) -> bool {
        !(self.ground || self.water || self.objects)
    }
}

/// Parses what is left out: `ground`, `water` and `objects`, separated by commas.
///
/// # Errors
/// Other words, or nothing is left.
pub(super) fn parse_without(text: &str) -> Result<MeshContents, OptionError> {
    let mut contents = MeshContents::ALL;
    for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        match word {
            "ground" => contents.ground = false,
            "water" => contents.water = false,
            "objects" => contents.objects = false,
            _ => return Err(OptionError("ground, water or objects; several are separated by commas")),
        }
    }
    if contents.is_empty() { Err(OptionError("two of ground, water and objects at most")) } else { Ok(contents) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_names_what_is_left_out() {
        assert_eq!(parse_without(""), Ok(MeshContents::ALL));
        assert_eq!(parse_without("ground, water"), Ok(MeshContents::OBJECTS));
        assert_eq!(parse_without("objects"), Ok(MeshContents { objects: false, ..MeshContents::ALL }));
        assert!(parse_without("sky").is_err() && parse_without("objects,ground,water").is_err());
    }
}

//! Grass mask, and the name of the grass set (format notes, sections 1.3 and 8).

use std::ops::Range;

use super::name_field::NameField;
use super::{SectionId, fields};
use crate::formats::kernel::{FormatError, Reader};

#[derive(Clone, Debug)]
pub(super) struct Grass {
    /// One byte a vertex, x outer: bit k lets grass kind k grow.
    pub mask: Range<usize>,
    /// Name of the set, as stored and as text.
    pub set: NameField,
    pub set_text: String,
}

impl Grass {
    pub fn read(reader: &mut Reader<'_>, map_size: u32) -> Result<Grass, FormatError> {
        reader.section(SectionId::Grass.spec());
        let mask = reader.records(&fields::GRASS_RECORD, (map_size * map_size) as usize, map_size)?;
        let set = NameField::from(reader.array(&fields::GRASS_SET)?);
        Ok(Grass { mask, set, set_text: set.text() })
    }
}

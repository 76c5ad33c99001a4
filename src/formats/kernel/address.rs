//! The formula from which the offset of a field in an array follows.

use super::map::{FieldAt, FieldMap, Run};

/// Terms of a field's offset: `first + stride * index + field`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// Bytes of the file before the array.
    pub first: u64,
    /// Bytes of a record.
    pub stride: u64,
    /// Records before this one.
    pub index: RecordIndex,
    /// Bytes of the record before the field.
    pub field: u64,
}

/// How the number of records before a record follows from its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordIndex {
    /// In a list: the number itself.
    List(u64),
    /// In a square: `side * x + z`.
    Square {
        /// Records of a column.
        side: u32,
        /// Index of the column, eastward.
        x: u32,
        /// Index in the column, northward.
        z: u32,
    },
}

impl RecordIndex {
    /// Number of records before it.
    pub fn value(self) -> u64 {
        match self {
            RecordIndex::List(index) => index,
            RecordIndex::Square { side, x, z } => u64::from(side) * u64::from(x) + u64::from(z),
        }
    }
}

impl Address {
    /// The address of a field of an array; none for a field outside of arrays.
    pub fn new(run: &Run, found: &FieldAt) -> Option<Address> {
        run.record()?;
        let index = match run.square_index(found.index) {
            Some((x, z)) => RecordIndex::Square { side: run.side, x, z },
            None => RecordIndex::List(found.index),
        };
        let before = run.fields_at(found.index).take_while(|field| field.offset < found.offset);
        Some(Address { first: run.offset, stride: run.stride, index, field: before.map(|field| field.bytes).sum() })
    }

    /// The offset that the terms add up to.
    pub fn offset(&self) -> u64 {
        self.first + self.stride * self.index.value() + self.field
    }

    /// The formula in decimal numbers: `23 + 8 × (513 × 461 + 218) + 4`. Terms that are always 0 for this record are left
    /// out.
    pub fn formula(&self) -> String {
        let index = match self.index {
            RecordIndex::List(index) => index.to_string(),
            RecordIndex::Square { side, x, z } => format!("({side} × {x} + {z})"),
        };
        let field = if self.field > 0 { format!(" + {}", self.field) } else { String::new() };
        format!("{} + {} × {index}{field}", self.first, self.stride)
    }
}

impl FieldMap {
    /// Names and bytes of what precedes an array: the fields if there are at most `most`, else the sections.
    pub fn parts_before(&self, run: &Run, most: usize) -> Vec<(&'static str, u64)> {
        let runs = self.runs().partition_point(|other| other.offset < run.offset);
        if runs <= most {
            return self.runs()[..runs].iter().map(|run| (run.name(), run.bytes())).collect();
        }
        let sections = self
            .sections()
            .iter()
            .map(|section| (section.spec.name, section.end().min(run.offset).saturating_sub(section.offset)));
        sections.filter(|(_, bytes)| *bytes > 0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Gtd, Header, Source, TextureTable, TileTexture};

    fn zone(header: Header, size: u32) -> Gtd {
        let mut draft = Draft::flat(header, size);
        let tiles = (0..3).map(|tile| TileTexture { source: 0, tile }).collect();
        draft.textures = TextureTable { sources: vec![Source::new("dtex\\a_0.gtt")], tiles };
        Gtd::parse(draft.encode().unwrap()).unwrap()
    }

    /// Files of all layouts and of names of several lengths.
    fn zones() -> Vec<Gtd> {
        let headers = [
            Header::headerless(),
            Header::versioned(1, ""),
            Header::versioned(1, "moradon.gtd"),
            Header::versioned(2, "a rather long name of a zone"),
            Header::modern("battlezone"),
        ];
        headers.into_iter().zip([9, 17, 33, 17, 65]).map(|(header, size)| zone(header, size)).collect()
    }

    /// Value of a formula, as a reader would compute it.
    fn computed(formula: &str) -> u64 {
        let sum = |text: &str, product: &dyn Fn(&str) -> u64| text.split(" + ").map(product).sum::<u64>();
        let product = |text: &str| text.split(" × ").map(|factor| factor.parse::<u64>().unwrap()).product();
        match formula.split_once('(').and_then(|(before, rest)| Some((before, rest.split_once(')')?))) {
            None => sum(formula, &product),
            Some((before, (inner, after))) => {
                let inner = sum(inner, &product);
                sum(&format!("{before}{inner}{after}"), &product)
            }
        }
    }

    #[test]
    fn formulas_give_the_offsets_that_the_parser_reports() {
        for gtd in zones() {
            let map = gtd.field_map();
            let arrays = map.runs().iter().filter(|run| run.record().is_some());
            let mut checked = 0;
            for (run, index) in arrays.flat_map(|run| (0..run.count).map(move |index| (run, index))) {
                for found in run.fields_at(index) {
                    let address = Address::new(run, &found).expect("a field of an array");
                    let formula = address.formula();
                    assert_eq!(address.offset(), found.offset, "{formula}");
                    assert_eq!(computed(&formula), found.offset, "{formula}");
                    checked += 1;
                }
            }
            assert!(checked > 200, "{checked}");
        }
    }

    #[test]
    fn parts_before_an_array_add_up_to_its_first_byte() {
        let before: Vec<Vec<(&str, u64)>> = zones()
            .iter()
            .map(|gtd| {
                let map = gtd.field_map();
                for run in map.runs() {
                    for most in [0, 6, 1000] {
                        let sum: u64 = map.parts_before(run, most).iter().map(|(_, bytes)| bytes).sum();
                        assert_eq!(sum, run.offset, "{} with {most}", run.name());
                    }
                }
                map.parts_before(map.runs().iter().find(|run| run.side > 0).unwrap(), 6)
            })
            .collect();
        assert_eq!(before[0], [("map size", 4)]);
        assert_eq!(before[2], [("version", 4), ("name length", 4), ("name", 11), ("map size", 4)]);
        assert_eq!(before[4], [("name length", 4), ("name", 10), ("header word", 4), ("map size", 4)]);
    }

    #[test]
    fn a_field_outside_of_arrays_has_no_formula() {
        let gtd = zone(Header::headerless(), 9);
        let (run, found) = gtd.field_map().field_at(0).unwrap();
        assert_eq!(Address::new(run, &found), None);
    }
}

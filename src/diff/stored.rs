//! Differences of the stored bytes, whatever they mean: header, and bytes of each section.

use crate::formats::gtd::{Gtd, Layout, SectionId};

/// Layout, version and name of both zones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderDifference {
    /// Layouts, with their versions.
    pub layout: [Layout; 2],
    /// Stored names of the zones, in plain text.
    pub name: [Option<String>; 2],
    /// Whether the layout or any byte of the header differs.
    pub changed: bool,
}

/// A section whose bytes differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SectionDifference {
    /// The section, or the bytes after the last pond.
    pub id: SectionId,
    /// Length of the section in both files, in bytes.
    pub bytes: [u64; 2],
    /// Number of bytes that differ; none if the lengths do.
    pub changed: Option<u64>,
    /// Offset in both files of the first difference: the end of the section where one is the beginning of the other.
    pub offset: [u64; 2],
}

pub(super) fn headers(a: &Gtd, b: &Gtd) -> HeaderDifference {
    let (old, new) = (a.header(), b.header());
    HeaderDifference {
        layout: [old.layout, new.layout],
        name: [old.name.clone(), new.name.clone()],
        changed: old != new,
    }
}

/// The sections with different bytes, in file order. The sections and the trailing bytes are the whole file, so there
/// is at least one if the files differ anywhere.
pub(super) fn changed_sections(a: &Gtd, b: &Gtd) -> Vec<SectionDifference> {
    parts(a).into_iter().zip(parts(b)).filter_map(|(old, new)| section(old, new)).collect()
}

/// Each section with its offset and bytes, then the trailing bytes.
fn parts(gtd: &Gtd) -> Vec<(SectionId, u64, &[u8])> {
    let mut left = gtd.bytes();
    let mut parts = Vec::with_capacity(SectionId::ALL.len() + 1);
    for section in gtd.sections() {
        let bytes = usize::try_from(section.bytes).unwrap_or(usize::MAX).min(left.len());
        let (own, after) = left.split_at(bytes);
        parts.push((section.id, section.offset, own));
        left = after;
    }
    parts.push((SectionId::Trailing, (gtd.bytes().len() - left.len()) as u64, left));
    parts
}

fn section(
    (id, at_old, old): (SectionId, u64, &[u8]),
    (_, at_new, new): (SectionId, u64, &[u8]),
) -> Option<SectionDifference> {
    if old == new {
        return None;
    }
    let differs = |(a, b): &(&u8, &u8)| a != b;
    let pairs = || old.iter().zip(new);
    let first = pairs().position(|pair| differs(&pair)).unwrap_or(old.len().min(new.len())) as u64;
    let changed = (old.len() == new.len()).then(|| pairs().filter(differs).count() as u64);
    let bytes = [old.len() as u64, new.len() as u64];
    Some(SectionDifference { id, bytes, changed, offset: [at_old + first, at_new + first] })
}

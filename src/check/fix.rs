//! Automatic fixes: patch bounds that do not match the heights, and trailing bytes.

use super::bounds::faults;
use super::code::{self, Code};
use crate::formats::gtd::{Gtd, SectionId, compute_bounds};
use crate::formats::kernel::number::counted;

/// A fixed file, and the list of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The bytes of the file; everything that is not reported is unchanged.
    pub bytes: Vec<u8>,
    /// Changes, one line each; empty if there was nothing to fix.
    pub done: Vec<String>,
}

/// Fixes a copy of a zone, except findings that are ignored.
pub fn mend(gtd: &Gtd, ignored: &[&'static Code]) -> Mended {
    let mut mended = Mended { bytes: gtd.bytes().to_vec(), done: Vec::new() };
    let ignores = |codes: [&'static Code; 2]| codes.iter().all(|code| ignored.contains(code));
    if !ignores([&code::PATCH_BOUNDS, &code::LOOSE_BOUNDS]) {
        mend_bounds(gtd, &mut mended);
    }
    if !gtd.trailing().is_empty() && !ignored.contains(&&code::TRAILING_BYTES) {
        let left = gtd.trailing().len();
        mended.bytes.truncate(gtd.bytes().len() - left);
        mended.done.push(format!("removed {} after the last pond", counted(left as u64, "byte", "bytes")));
    }
    mended
}

fn mend_bounds(gtd: &Gtd, mended: &mut Mended) {
    let wrong = faults(gtd);
    let right = compute_bounds(gtd.records(), gtd.map_size());
    let section = gtd.sections().iter().find(|section| section.id == SectionId::Patches);
    let Some(start) = section.and_then(|section| usize::try_from(section.offset).ok()) else { return };
    for (index, _) in &wrong {
        let record = size_of_val(&right[*index]);
        let at = start + index * record;
        mended.bytes[at..at + record].copy_from_slice(bytemuck::bytes_of(&right[*index]));
    }
    if !wrong.is_empty() {
        mended.done.push(format!("recomputed the bounds of {}", counted(wrong.len() as u64, "patch", "patches")));
    }
}

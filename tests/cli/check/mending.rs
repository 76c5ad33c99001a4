//! `--fix`: unambiguous errors are fixed, everything else stays byte for byte.

use gtd_viewer::check::code;
use gtd_viewer::check::fix::mend;
use gtd_viewer::formats::gtd::{Gtd, PatchBounds};

use crate::common::test_zone::TestZone;

#[test]
fn only_bounds_and_trailing_bytes_are_fixed() {
    let right = TestZone::sound().draft.encode().unwrap();
    let mut zone = TestZone::sound();
    zone.draft.patch_bounds[3] = PatchBounds::new(0.0, 1.0);
    zone.draft.patch_bounds[7] = PatchBounds::new(f32::NAN, 9000.0);
    zone.draft.trailing = vec![1; 5];
    let broken = Gtd::parse(zone.draft.encode().unwrap()).unwrap();
    let mended = mend(&broken, &[]);
    assert!(mended.bytes == right);
    assert_eq!(mended.done.len(), 2, "{:?}", mended.done);
    assert!(mended.done[0].contains("2 patches") && mended.done[1].contains("5 bytes"), "{:?}", mended.done);
    let again = mend(&Gtd::parse(right.clone()).unwrap(), &[]);
    assert!(again.bytes == right && again.done.is_empty());
}

#[test]
fn ignored_findings_are_not_fixed() {
    let mut zone = TestZone::sound();
    zone.draft.trailing = vec![1; 5];
    let broken = Gtd::parse(zone.draft.encode().unwrap()).unwrap();
    assert!(mend(&broken, &[&code::TRAILING_BYTES]).bytes == broken.bytes());
}

//! `check` through its public interface: every code, the findings of the fixtures, fixes, and the binary.

mod binary;
mod codes;
mod ledger;
mod mending;
mod objects;
mod server;
mod server_maps;

use gtd_viewer::check::{Findings, Subject, Surroundings, check};
use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::platform::block_on;
use gtd_viewer::zone::{ZoneFiles, ZoneSource};

use crate::common::test_zone::TestZone;

/// Findings of a zone and the files around it.
fn judge(zone: &TestZone) -> Findings {
    let folder = tempfile::tempdir().unwrap();
    let path = zone.write(folder.path());
    let gtd = Gtd::parse(zone.draft.encode().unwrap()).unwrap();
    let around =
        block_on(async { Surroundings::read(&gtd, &ZoneFiles::open(&ZoneSource::of(&path), None).await).await });
    check(&Subject { gtd: &gtd, stem: Some(&zone.stem), around: around.as_ref() })
}

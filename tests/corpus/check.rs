//! Every real file passes without an error, and without a warning except for missing textures.

use gtd_viewer::check::{Severity, Subject, Surroundings, check, code};
use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::platform::block_on;
use gtd_viewer::zone::{ZoneFiles, ZoneSource};

use crate::common;

#[test]
fn real_files_pass_without_errors() {
    let Some(corpus) = common::corpus() else { return };
    let ko = corpus.join("ko");
    for path in common::files_with_extension(&ko, "gtd") {
        let gtd = Gtd::parse(std::fs::read(&path).unwrap()).unwrap();
        let around =
            block_on(async { Surroundings::read(&gtd, &ZoneFiles::open(&ZoneSource::of(&path), None).await).await });
        let stem = path.file_stem().unwrap().to_string_lossy();
        let findings = check(&Subject { gtd: &gtd, stem: Some(&stem), around: around.as_ref() });
        let missing = match path.strip_prefix(&ko).unwrap().to_str().unwrap() {
            "1097/Zones/karus_start.gtd" => 94,
            "modern/Zones/moradon.gtd" => 62,
            _ => 0,
        };
        assert_eq!(findings.count_of(&code::MISSING_TEXTURE), missing, "{}", path.display());
        let missing_water = if path.ends_with("modern/Zones/moradon.gtd") { 4 } else { 0 };
        assert_eq!(findings.count(Severity::Warning), missing + missing_water, "{}", path.display());
        let in_the_air = findings.count_of(&code::OBJECT_FLOATING) + findings.count_of(&code::OBJECT_BURIED);
        assert!(in_the_air <= 5, "{}: {in_the_air} objects are not on the ground", path.display());
        assert_eq!(findings.count(Severity::Error), 0, "{}: {:#?}", path.display(), findings.into_list());
    }
}

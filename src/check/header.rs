//! Checks of header, grass, light maps and bytes after the last pond.

use super::{Findings, Subject, code};
use crate::formats::gtd::{Layout, SectionId};
use crate::formats::kernel::number::counted;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    version(subject, findings);
    name(subject, findings);
    words(subject, findings);
    grass(subject, findings);
    let (gtd, section) = (subject.gtd, SectionId::LightMaps);
    if !gtd.light_maps().is_empty() {
        let message = counted(gtd.light_maps().len() as u64, "light map", "light maps");
        findings.add(&code::LIGHT_MAPS).at(section, start_of(subject, section)).say(message);
    }
    if !gtd.trailing().is_empty() {
        let (count, offset) = (gtd.trailing().len(), gtd.bytes().len() - gtd.trailing().len());
        let message = format!("{} after the last pond", counted(count as u64, "byte", "bytes"));
        findings.add(&code::TRAILING_BYTES).at(SectionId::Trailing, offset as u64).say(message);
    }
}

fn start_of(subject: &Subject<'_>, id: SectionId) -> u64 {
    subject.gtd.sections().iter().find(|section| section.id == id).map_or(0, |section| section.offset)
}

fn version(subject: &Subject<'_>, findings: &mut Findings) {
    let layout = subject.gtd.header().layout;
    if let (false, Some(version)) = (layout.is_known(), layout.version()) {
        let message = format!("version {version}, expected 1 or 2; read as version 2");
        findings.add(&code::UNKNOWN_VERSION).at(SectionId::Header, 0).say(message);
    }
}

fn name(subject: &Subject<'_>, findings: &mut Findings) {
    let (Some(name), Some(stem)) = (&subject.gtd.header().name, subject.stem) else { return };
    if name.to_lowercase() != stem.to_lowercase() {
        let offset = if matches!(subject.gtd.header().layout, Layout::Modern) { 4 } else { 8 };
        let message = format!("the file \"{stem}\" contains the name \"{name}\"");
        findings.add(&code::NAME_DIFFERS).at(SectionId::Header, offset).say(message);
    }
}

/// Words that are constant in all known files.
fn words(subject: &Subject<'_>, findings: &mut Findings) {
    let header = subject.gtd.header();
    if header.word != 0 {
        let offset = 4 + header.name_bytes.len() as u64;
        let message = format!("the word after the name is {}, expected 0", header.word);
        findings.add(&code::UNKNOWN_WORD).at(SectionId::Header, offset).say(message);
    }
    for (index, pond) in subject.gtd.ponds().iter().enumerate().filter(|(_, pond)| pond.extra != 0) {
        let message = format!("pond {index}: the field `extra` is {}, expected 0", pond.extra);
        let offset = start_of(subject, SectionId::Ponds);
        findings.add(&code::UNKNOWN_WORD).at(SectionId::Ponds, offset).say(message);
    }
}

fn grass(subject: &Subject<'_>, findings: &mut Findings) {
    let sown = subject.gtd.grass_mask().iter().filter(|mask| **mask != 0).count();
    if sown > 0 && subject.gtd.grass_set().is_empty() {
        let message = format!(
            "the grass mask is set on {}, but no grass set is named",
            counted(sown as u64, "vertex", "vertices")
        );
        let offset = start_of(subject, SectionId::Grass);
        findings.add(&code::GRASS_WITHOUT_SET).at(SectionId::Grass, offset).say(message);
    }
}

//! Checks of the referenced texture files, and of the table of tile textures.

use std::collections::HashMap;

use super::{Findings, SourceFile, Subject, code, record_at};
use crate::formats::gtd::{Gtd, SectionId};
use crate::formats::kernel::number::counted;
use crate::scene::raster::tile_image::TILE_PX;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    table(subject.gtd, findings);
    sources(subject.gtd, findings);
    usage(subject.gtd, findings);
    if let Some(around) = subject.around {
        files(subject.gtd, &around.sources, findings);
    }
}

fn source_at(gtd: &Gtd, index: usize) -> u64 {
    record_at(gtd, SectionId::Textures, "source", index)
}

fn entry_at(gtd: &Gtd, index: usize) -> u64 {
    record_at(gtd, SectionId::Textures, "tile texture", index)
}

/// Table entries without a valid source.
fn table(gtd: &Gtd, findings: &mut Findings) {
    let sources = gtd.textures().sources.len();
    for (index, entry) in gtd.textures().tiles.iter().enumerate() {
        let message = match (usize::try_from(entry.source), entry.tile) {
            (Ok(source), 0..) if source < sources => continue,
            (Ok(source), 0..) if source >= sources => {
                format!("tile texture {index} refers to source {source}, but there are only {sources} sources")
            }
            (Err(_), _) => format!("tile texture {index} refers to source {}", entry.source),
            _ => format!("tile texture {index} refers to texture {} of its source", entry.tile),
        };
        findings.add(&code::DANGLING_TEXTURE).at(SectionId::Textures, entry_at(gtd, index)).say(message);
    }
}

/// Checks of the list of source files.
fn sources(gtd: &Gtd, findings: &mut Findings) {
    let table = gtd.textures();
    let mut used = vec![false; table.sources.len()];
    let mut seen: HashMap<String, usize> = HashMap::new();
    let by_source = table.tiles.iter().filter_map(|entry| usize::try_from(entry.source).ok());
    by_source.for_each(|source| used.get_mut(source).into_iter().for_each(|used| *used = true));
    for (index, source) in table.sources.iter().enumerate() {
        let offset = source_at(gtd, index);
        if !used[index] {
            let message = format!("source {index} ({}) is not used by any tile texture", source.path);
            findings.add(&code::UNUSED_SOURCE).at(SectionId::Textures, offset).say(message);
        }
        if let Some(first) = seen.insert(source.path.to_lowercase(), index) {
            let message = format!("source {index} ({}) is already listed as source {first}", source.path);
            findings.add(&code::DUPLICATE_SOURCE).at(SectionId::Textures, offset).say(message);
        }
    }
    let junk = |index: &usize| table.sources[*index].field.after_nul().iter().any(|byte| *byte != 0);
    let with_junk: Vec<usize> = (0..table.sources.len()).filter(junk).collect();
    if let Some(first) = with_junk.first() {
        let message =
            format!("{} of {} file names have leftover bytes after their NUL", with_junk.len(), table.sources.len());
        findings.add(&code::JUNK_AFTER_NUL).at(SectionId::Textures, source_at(gtd, *first)).say(message);
    }
}

/// Table entries that no drawn tile uses.
fn usage(gtd: &Gtd, findings: &mut Findings) {
    let mut used = vec![false; gtd.textures().tiles.len()];
    let size = gtd.map_size() as usize;
    for column in gtd.records().chunks_exact(size).take(size - 1) {
        for record in &column[..size - 1] {
            let (first, second) = gtd.layers_of(record.tile());
            first.into_iter().chain(second).for_each(|texture| used[usize::from(texture)] = true);
        }
    }
    let unused: Vec<usize> = (0..used.len()).filter(|index| !used[*index]).collect();
    if let Some(first) = unused.first() {
        let message = format!("{} of {} tile textures are never drawn; the first is {first}", unused.len(), used.len());
        findings.add(&code::UNUSED_TEXTURE).at(SectionId::Textures, entry_at(gtd, *first)).say(message);
    }
}

/// Checks of the source files in the client's folder.
fn files(gtd: &Gtd, files: &[SourceFile], findings: &mut Findings) {
    let table = gtd.textures();
    let mut entries = vec![Vec::new(); table.sources.len()];
    for (index, entry) in table.tiles.iter().enumerate() {
        let source = usize::try_from(entry.source).ok().and_then(|source| entries.get_mut(source));
        source.into_iter().for_each(|entries| entries.push(index));
    }
    for (index, (source, file)) in table.sources.iter().zip(files).enumerate() {
        let offset = source_at(gtd, index);
        match file {
            SourceFile::NotFound => {
                let message = format!("{} not found", source.path);
                findings.add(&code::MISSING_TEXTURE).at(SectionId::Textures, offset).say(message);
            }
            SourceFile::Unreadable(reason) => {
                findings.add(&code::UNREADABLE_TEXTURE).at(SectionId::Textures, offset).say(reason.clone());
            }
            SourceFile::Pictures(pictures) => pictures_of(gtd, &entries[index], &source.path, pictures, findings),
        }
    }
}

/// Pictures of a file that entries of the table refer to.
fn pictures_of(gtd: &Gtd, entries: &[usize], path: &str, pictures: &[[u32; 2]], findings: &mut Findings) {
    for &index in entries {
        let Ok(tile) = usize::try_from(gtd.textures().tiles[index].tile) else { continue };
        let offset = entry_at(gtd, index);
        match pictures.get(tile) {
            None => {
                let message = format!(
                    "tile texture {index} refers to texture {tile} of {path}, which has {}",
                    counted(pictures.len() as u64, "texture", "textures")
                );
                findings.add(&code::DANGLING_TEXTURE).at(SectionId::Textures, offset).say(message);
            }
            Some([width, height]) if (*width, *height) != (TILE_PX, TILE_PX) => {
                let message = format!(
                    "tile texture {index}: {path} #{tile} is {width} x {height} pixels, expected {TILE_PX} x {TILE_PX}"
                );
                findings.add(&code::ODD_TEXTURE).at(SectionId::Textures, offset).say(message);
            }
            Some(_) => {}
        }
    }
}

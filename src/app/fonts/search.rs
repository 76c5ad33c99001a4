//! Search of a font that has a character among the installed ones.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use egui::epaint::text::{Blob, FontFamily, FontInsert, FontPriority, InsertFontFamily};
use fontdb::{Database, FaceInfo, Source, Style};
use skrifa::{FontRef, MetadataProvider};

use crate::platform::fs;

/// Maximum size of all fonts that are loaded together, in bytes: files with all of Chinese, Japanese and Korean have 20
/// to 80 MB.
const MAX_BYTES: u64 = 128 << 20;

/// Families that have a glyph for everything, but none to read.
const USELESS: [&str; 3] = ["LastResort", ".LastResort", "Adobe Blank"];
/// Families with Hangul, preferred ones first.
const KOREAN: [&str; 10] = [
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "Source Han Sans KR",
    "NanumGothic",
    "Nanum Gothic",
    "NanumBarunGothic",
    "UnDotum",
    "Gulim",
];
/// Families with kana.
const JAPANESE: [&str; 11] = [
    "Yu Gothic UI",
    "Yu Gothic",
    "Meiryo",
    "Hiragino Sans",
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Source Han Sans JP",
    "IPAexGothic",
    "IPAGothic",
    "VL Gothic",
    "MS Gothic",
];
/// Families with Chinese characters, and for all other scripts.
const OTHER: [&str; 8] = [
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "WenQuanYi Micro Hei",
    "Segoe UI",
    "Noto Sans",
    "DejaVu Sans",
    "Arial",
];

/// A function that returns a font with a character.
pub struct FontSearch(Box<dyn FnMut(char) -> Option<FontInsert>>);

impl FontSearch {
    #[cfg(test)]
    pub fn from_fn(search: impl FnMut(char) -> Option<FontInsert> + 'static) -> FontSearch {
        FontSearch(Box::new(search))
    }

    pub fn font_with(&mut self, character: char) -> Option<FontInsert> {
        (self.0)(character)
    }
}

impl From<InstalledFonts> for FontSearch {
    fn from(mut fonts: InstalledFonts) -> FontSearch {
        FontSearch(Box::new(move |character| fonts.font_with(character)))
    }
}

/// The installed fonts, and those that were loaded.
pub struct InstalledFonts {
    database: Database,
    loaded: Vec<FontInsert>,
    /// Contents of the files of loaded fonts.
    files: HashMap<PathBuf, Blob>,
}

impl InstalledFonts {
    /// Reads the system's list of fonts.
    pub fn of_system() -> InstalledFonts {
        let mut database = Database::new();
        database.load_system_fonts();
        log::info!("{} fonts are installed", database.len());
        InstalledFonts { database, loaded: Vec::new(), files: HashMap::new() }
    }

    #[cfg(test)]
    pub fn none() -> InstalledFonts {
        InstalledFonts { database: Database::new(), loaded: Vec::new(), files: HashMap::new() }
    }

    /// A font with a character: one that is loaded already, else the most suitable one.
    fn font_with(&mut self, character: char) -> Option<FontInsert> {
        let has = |font: &&FontInsert| draws(font.data.bytes(), font.data.index, character);
        if let Some(font) = self.loaded.iter().find(has) {
            return Some(font.clone());
        }
        let preferred = preferred(character);
        let mut faces: Vec<&FaceInfo> = self.database.faces().filter(|face| is_usable(face)).collect();
        faces.sort_by_cached_key(|face| rank(face, &preferred));
        let chosen = faces.into_iter().filter(|face| self.has(face, character)).find_map(|face| self.read(face))?;
        let (name, path, blob, index) = chosen;
        log::info!("{name} is used for {character:?}");
        self.files.insert(path, blob.clone());
        let font = insert(&name, egui::FontData::from_blob(blob, index));
        self.loaded.push(font.clone());
        Some(font)
    }

    fn has(&self, face: &FaceInfo, character: char) -> bool {
        let draws = |bytes: &[u8], index| draws(bytes, index, character);
        self.database.with_face_data(face.id, draws).unwrap_or(false)
    }

    /// Reads the file of a face, unless it would exceed the limit.
    fn read(&self, face: &FaceInfo) -> Option<(String, PathBuf, Blob, u32)> {
        let Source::File(path) = &face.source else { return None };
        let blob = match self.files.get(path) {
            Some(blob) => blob.clone(),
            None => {
                let bytes: u64 = self.files.values().map(|blob| (**blob).as_ref().len() as u64).sum();
                if bytes + fs::metadata(path).ok()?.len() > MAX_BYTES {
                    log::warn!("{}: not loaded, since the fonts in use would exceed {MAX_BYTES} bytes", path.display());
                    return None;
                }
                Arc::new(fs::read(path).ok()?) as Blob
            }
        };
        // Faces of one file differ by their index.
        Some((format!("{} {}", face.post_script_name, face.index), path.clone(), blob, face.index))
    }
}

/// A font as egui takes it, after its own ones in both families.
fn insert(name: &str, data: egui::FontData) -> FontInsert {
    let last = |family| InsertFontFamily { family, priority: FontPriority::Lowest };
    FontInsert::new(name, data, vec![last(FontFamily::Proportional), last(FontFamily::Monospace)])
}

/// Whether a face has an outline for a character. Fonts of colored pictures have none.
fn draws(bytes: &[u8], index: u32, character: char) -> bool {
    let Ok(font) = FontRef::from_index(bytes, index) else { return false };
    font.charmap().map(character).is_some_and(|glyph| font.outline_glyphs().get(glyph).is_some())
}

fn is_usable(face: &FaceInfo) -> bool {
    !face.families.iter().any(|(family, _)| USELESS.contains(&family.as_str()))
}

/// Families for a character's script, preferred ones first. The game is Korean, so its Chinese characters are, too.
fn preferred(character: char) -> Vec<&'static str> {
    let japanese = matches!(character, '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}');
    let lists: [&[&str]; 3] = if japanese { [&JAPANESE, &KOREAN, &OTHER] } else { [&KOREAN, &JAPANESE, &OTHER] };
    lists.concat()
}

/// Order of the faces: preferred families, upright ones of the usual weight, then by name, so that a choice is repeated.
fn rank(face: &FaceInfo, preferred: &[&str]) -> (usize, bool, u16, bool, String) {
    let place = |(family, _): &(String, _)| preferred.iter().position(|known| known == family);
    let place = face.families.iter().filter_map(place).min().unwrap_or(preferred.len());
    let slanted = face.style != Style::Normal;
    (place, slanted, face.weight.0.abs_diff(400), face.monospaced, face.post_script_name.clone())
}

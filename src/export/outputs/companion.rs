//! Companions: files beside an output that the user did not name. Each carries a mark that names its output, so that a
//! later export of the same output may replace it, and nothing else.

use std::ffi::OsStr;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::export::names::with_ending;
use crate::platform::fs;

/// Keyword of the mark in a picture.
pub const PNG_KEYWORD: &str = "gtd-viewer:companion-of";
/// Beginning of the mark in a material library, its first line.
const MTL_MARK: &str = "# gtd-viewer companion of ";
/// A mark lies within this many bytes of a sidecar, which is read whole, and of other companions.
const SIDECAR_BYTES: usize = 64 << 20;
const START_BYTES: usize = 64 << 10;

/// The form of a companion, which determines its mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompanionForm {
    /// JSON: the key `companion_of`.
    Sidecar,
    /// A material library of OBJ: the first line.
    Materials,
    /// A PNG: a text chunk.
    Picture,
}

/// A file beside an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Companion {
    /// Its path, beside that of the output.
    pub path: PathBuf,
    form: CompanionForm,
}

/// Name of an output in the marks of its companions. It has no folder, so that all can be moved together.
pub fn companion_name(output: &Path) -> String {
    let name = output.file_name().unwrap_or_default().to_string_lossy();
    name.chars().map(|c| if c.is_control() { '_' } else { c }).collect()
}

impl Companion {
    /// The sidecar of an output: its name with `.json` added, shortened where a file system would refuse it.
    pub fn sidecar(output: &Path) -> Companion {
        let path = match output.file_name().and_then(OsStr::to_str) {
            Some(name) => output.with_file_name(with_ending(name, ".json")),
            None => {
                let mut name = output.as_os_str().to_owned();
                name.push(".json");
                PathBuf::from(name)
            }
        };
        Companion { path, form: CompanionForm::Sidecar }
    }

    /// The material library of an OBJ.
    pub fn materials(output: &Path) -> Companion {
        Companion { path: output.with_extension("mtl"), form: CompanionForm::Materials }
    }

    /// The texture of an OBJ.
    pub fn picture(output: &Path) -> Companion {
        Companion { path: output.with_extension("png"), form: CompanionForm::Picture }
    }

    /// A texture of an OBJ in a folder beside it. `name` is without extension.
    pub fn texture(output: &Path, folder: &str, name: &str) -> Companion {
        let path = output.with_file_name(folder).join(format!("{name}.png"));
        Companion { path, form: CompanionForm::Picture }
    }

    /// Whether an existing file carries the mark of an output. Letter case is ignored, as some systems do.
    pub fn is_written_for(&self, output: &Path) -> bool {
        let most = if self.form == CompanionForm::Sidecar { SIDECAR_BYTES } else { START_BYTES };
        let Ok((bytes, _)) = fs::read_start(&self.path, most) else { return false };
        let name = match self.form {
            CompanionForm::Sidecar => sidecar_mark(&bytes),
            CompanionForm::Materials => materials_mark(&bytes),
            CompanionForm::Picture => picture_mark(&bytes),
        };
        name.is_some_and(|name| name.to_lowercase() == companion_name(output).to_lowercase())
    }
}

/// First line of a material library.
pub fn materials_line(output_name: &str) -> String {
    format!("{MTL_MARK}{output_name}\n")
}

fn sidecar_mark(bytes: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Mark {
        companion_of: String,
    }
    serde_json::from_slice::<Mark>(bytes).ok().map(|mark| mark.companion_of)
}

fn materials_mark(bytes: &[u8]) -> Option<String> {
    let line = bytes.split(|byte| *byte == b'\n').next()?;
    let name = std::str::from_utf8(line).ok()?.trim_end().strip_prefix(MTL_MARK)?;
    Some(name.to_owned())
}

fn picture_mark(bytes: &[u8]) -> Option<String> {
    let reader = png::Decoder::new(Cursor::new(bytes)).read_info().ok()?;
    let mark = reader.info().utf8_text.iter().find(|chunk| chunk.keyword == PNG_KEYWORD)?;
    mark.get_text().ok()
}

//! Files that leave the page: one as it is, several as an archive.

use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::platform::{downloads, fs};

/// The folder of an export, empty: what the export before has written is gone.
///
/// # Errors
/// None: it is in memory.
pub fn new_folder() -> io::Result<PathBuf> {
    let folder = Path::new(fs::DOWNLOADS).join("export");
    if fs::exists(&folder) {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Downloads a file with those that were written beside it, or a folder.
///
/// # Errors
/// There is no such file, or the browser does not take it.
pub fn offer(path: &Path) -> io::Result<()> {
    let is_screenshot = path.parent() == Some(Path::new(fs::DOWNLOADS));
    let folder = if fs::is_folder(path) { path } else { fs::parent(path) };
    let files = if is_screenshot { vec![path.to_owned()] } else { files_below(folder)? };
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    match &files[..] {
        [file] => downloads::save(&file.file_name().unwrap_or_default().to_string_lossy(), &fs::read(file)?),
        files => downloads::save(&format!("{stem}.zip"), &archive(&stem, folder, files)?),
    }
}

/// A ZIP archive of files below a folder, which has the name `root` in it.
fn archive(root: &str, folder: &Path, files: &[PathBuf]) -> io::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        let below = file.strip_prefix(folder).unwrap_or(file);
        archive.start_file(format!("{root}/{}", below.display()), SimpleFileOptions::default())?;
        archive.write_all(&fs::read(file)?)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// All files below a folder, except the notes of the program.
fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            files.extend(files_below(&entry.path())?);
        } else if !entry.file_name().to_string_lossy().starts_with('.') {
            files.push(entry.path());
        }
    }
    Ok(files)
}

//! The folder of the page: `assets/web`, the module with its JavaScript, the compressed files of the island, and a font.
//!
//! All but `index.html` lie in a folder that is named by a hash of what is in it. So a browser never combines files of two
//! versions, and a web server may let browsers keep that folder forever.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

/// The strongest compression: files are compressed once and fetched often.
const LEVEL: u8 = 10;
/// What stands in `index.html` for the name of the folder with all other files.
const FILES: &str = "{files}";
/// What stands in `index.html` for the length of the module in bytes.
const MODULE_BYTES: &str = "{module_bytes}";
/// The icon of the page.
const ICON: &str = "assets/icons/gtd-viewer.svg";

/// Puts the folder of the page together from the page of the repository, a module that was compiled from `examples/web`,
/// and the files of the island. An earlier folder is replaced.
pub fn pack(repository: &Path, module: &Path, out: &Path) -> io::Result<()> {
    let generated = out.with_extension("module");
    remove(&generated)?;
    let bound = Bindgen::new().input_path(module).web(true).and_then(|bindgen| {
        bindgen.typescript(false).remove_name_section(true).remove_producers_section(true).generate(&generated)
    });
    bound.map_err(|error| io::Error::other(format!("{}: {error:#}", module.display())))?;
    let packed = assemble(repository, &generated, out);
    remove(&generated)?;
    packed
}

/// Puts the folder together; `generated` has the module and its JavaScript.
fn assemble(repository: &Path, generated: &Path, out: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    for folder in [&repository.join("assets/web"), generated] {
        for path in files_below(folder)? {
            files.push((below(&path, folder).to_owned(), read(&path)?));
        }
    }
    files.push(("icon.svg".into(), read(&repository.join(ICON))?));
    files.push(compressed(Path::new("monospace.ttf"), epaint_default_fonts::HACK_REGULAR));
    let island = repository.join("assets/demo");
    for path in files_below(&island)? {
        files.push(compressed(&Path::new("demo").join(below(&path, &island)), &read(&path)?));
    }
    // The hash depends on no order of a file system.
    files.sort();
    let modules = files.iter().filter(|(path, _)| path.extension().is_some_and(|ending| ending == "wasm"));
    let module_bytes: usize = modules.map(|(_, content)| content.len()).sum();
    let version = format!("{:016x}", hash(&files));
    remove(out)?;
    for (path, content) in files {
        if path == Path::new("index.html") {
            let page = String::from_utf8_lossy(&content).replace(FILES, &version);
            let page = page.replace(MODULE_BYTES, &module_bytes.to_string());
            write(&out.join(path), page.as_bytes())?;
        } else {
            write(&out.join(&version).join(path), &content)?;
        }
    }
    Ok(())
}

/// A file that the page decompresses, with the name under which it fetches it.
fn compressed(path: &Path, content: &[u8]) -> (PathBuf, Vec<u8>) {
    let mut name = path.as_os_str().to_owned();
    name.push(".deflate");
    (name.into(), miniz_oxide::deflate::compress_to_vec(content, LEVEL))
}

/// FNV-1a of names and contents.
fn hash(files: &[(PathBuf, Vec<u8>)]) -> u64 {
    let bytes = files.iter().flat_map(|(path, content)| path.as_os_str().as_encoded_bytes().iter().chain(content));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn below<'a>(path: &'a Path, folder: &Path) -> &'a Path {
    path.strip_prefix(folder).unwrap_or(path)
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path).map_err(|error| at(path, &error))
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).and_then(|()| fs::write(path, bytes)).map_err(|error| at(path, &error))
}

/// Removes a folder, if there is one.
fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(folder, &error)),
        _ => Ok(()),
    }
}

/// An error with the path it is about.
fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// All files below a folder.
fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| at(folder, &error))? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_the_page_the_module_and_the_compressed_island_and_nothing_of_an_earlier_one() {
        let scratch = tempfile::tempdir().unwrap();
        let [repository, module, out] = ["repository", "module", "out"].map(|name| scratch.path().join(name));
        write(&repository.join("assets/web/index.html"), b"<script src={files}/page.js {module_bytes}>").unwrap();
        write(&repository.join("assets/web/page.js"), b"page").unwrap();
        write(&repository.join(ICON), b"icon").unwrap();
        write(&module.join("viewer.wasm"), &[0; 321]).unwrap();
        write(&repository.join("assets/demo/Zones/demo.gtd"), &[7; 1000]).unwrap();
        write(&module.join("viewer.js"), b"module").unwrap();
        write(&out.join("old.js"), b"old").unwrap();
        assemble(&repository, &module, &out).unwrap();
        let versions = || {
            let names = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
            names.filter(|name| name != "index.html").collect::<Vec<_>>()
        };
        let [version] = &versions()[..] else { panic!("{:?}", versions()) };
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), format!("<script src={version}/page.js 321>"));
        let files = out.join(version);
        assert_eq!(fs::read(files.join("page.js")).unwrap(), b"page");
        assert_eq!(fs::read(files.join("viewer.js")).unwrap(), b"module");
        let island = fs::read(files.join("demo/Zones/demo.gtd.deflate")).unwrap();
        assert_eq!(miniz_oxide::inflate::decompress_to_vec(&island).unwrap(), [7; 1000]);

        assemble(&repository, &module, &out).unwrap();
        assert_eq!(versions(), [version.as_str()], "the same files have the same name");
        write(&module.join("viewer.js"), b"another").unwrap();
        assemble(&repository, &module, &out).unwrap();
        assert!(versions().len() == 1 && versions()[0] != *version);
        let error = assemble(&repository, &scratch.path().join("none"), &out).unwrap_err();
        assert!(error.to_string().contains("none"), "{error}");
    }
}

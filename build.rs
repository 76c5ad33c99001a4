//! Passes the commit to the program, where git knows one, compresses the files of the demo zone, and gives the Windows
//! programs their resources.
//!
//! The version depends on the checkout alone (no time, no machine), so that a build can be repeated bit for bit.
//! A source package, which has no git, gives the package's version.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=GTD_VIEWER_COMMIT");
    let package = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let commit = std::env::var("GTD_VIEWER_COMMIT").ok().or_else(commit).filter(|commit| !commit.is_empty());
    let version = commit.map_or(package.clone(), |commit| format!("{package} ({commit})"));
    println!("cargo::rustc-env=GTD_VIEWER_VERSION={version}");
    embed_demo();
    #[cfg(feature = "tools")]
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "windows") {
        resources::link();
    }
}

/// Folder with the files of the demo zone.
const DEMO: &str = "assets/demo";

/// Compresses each file of the demo zone, and writes the table of them, which `src/demo/embedded.rs` includes.
fn embed_demo() {
    println!("cargo::rerun-if-changed={DEMO}");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    let demo = Path::new(DEMO);
    let mut files: Vec<String> = Vec::new();
    list(demo, &mut |path| {
        let below = path.strip_prefix(demo).expect("it was found there");
        files.push(below.to_str().expect("the names are ASCII").replace('\\', "/"));
    });
    // Beside the folders of the client are its views and flight, which are no files of a client.
    files.retain(|path| path.contains('/'));
    files.sort_unstable();
    let is_web = std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm");
    let count = files.len();
    let mut table = format!(
        "/// All files, sorted by path.\n\
        #[allow(clippy::unreadable_literal, reason = \"written by the build script\")]\n\
        pub static FILES: [EmbeddedFile; {count}] = [\n"
    );
    for (number, path) in files.iter().enumerate() {
        let bytes = std::fs::read(demo.join(path)).expect("a file of the demo");
        let length = bytes.len();
        // In a browser they lie beside the page.
        let bytes = if is_web { Vec::new() } else { bytes };
        let packed = miniz_oxide::deflate::compress_to_vec(&bytes, 9);
        std::fs::write(out.join(format!("demo-{number}")), packed).expect("OUT_DIR can be written");
        let included = format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/demo-{number}\"))");
        writeln!(table, "    EmbeddedFile::new({path:?}, {length}, {included}),").expect("memory can be written");
    }
    table.push_str("];\n");
    std::fs::write(out.join("demo.rs"), table).expect("OUT_DIR can be written");
}

/// Calls a function for each file below a folder.
fn list(folder: &Path, found: &mut impl FnMut(&Path)) {
    for entry in std::fs::read_dir(folder).expect("a folder of the demo") {
        let path = entry.expect("an entry of it").path();
        if path.is_dir() { list(&path, found) } else { found(&path) }
    }
}

/// Icon, version and manifest of the Windows programs.
#[cfg(feature = "tools")]
mod resources {
    use winresource::WindowsResource;

    const ICON: &str = "assets/icons/gtd-viewer.ico";
    const MANIFEST: &str = "assets/windows/gtd-viewer.manifest";

    /// The programs, with the description that Explorer and the task manager show.
    const PROGRAMS: [(&str, &str); 2] =
        [("gtd-viewer", "gtd-viewer (command line)"), ("gtd-viewer-window", "gtd-viewer")];

    /// Compiles the resources and links them into the programs. Without a resource compiler, the programs are built
    /// without them.
    pub fn link() {
        for file in [ICON, MANIFEST] {
            println!("cargo::rerun-if-changed={file}");
        }
        // Cargo refuses arguments for programs that are not built.
        let built = if std::env::var_os("CARGO_FEATURE_APP").is_some() { &PROGRAMS[..] } else { &PROGRAMS[..1] };
        for (program, description) in built {
            let linked = WindowsResource::new()
                .set_icon(ICON)
                .set_manifest_file(MANIFEST)
                .set("ProductName", "gtd-viewer")
                .set("FileDescription", description)
                .set("InternalName", program)
                .set("OriginalFilename", &format!("{program}.exe"))
                .set("LegalCopyright", "MIT or Apache-2.0")
                .compile_for(program);
            if let Err(error) = linked {
                println!(
                    "cargo::warning={program} gets no icon and no version: no Windows resource compiler ({error})"
                );
            }
        }
    }
}

/// The checkout's commit, when this folder is the top of a checkout and not merely inside somebody else's.
fn commit() -> Option<String> {
    let here = std::fs::canonicalize(std::env::var_os("CARGO_MANIFEST_DIR")?).ok()?;
    let top = std::fs::canonicalize(git(&["rev-parse", "--show-toplevel"])?).ok()?;
    if here != top {
        return None;
    }
    // The commit changes when HEAD names another branch, and when the branch moves: the log of HEAD knows both.
    for watched in ["HEAD", "logs/HEAD"] {
        println!("cargo::rerun-if-changed={}", git(&["rev-parse", "--git-path", watched])?);
    }
    git(&["rev-parse", "--short=10", "HEAD"])
}

fn git(args: &[&str]) -> Option<String> {
    let output = Command::new("git").args(args).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

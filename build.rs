//! Passes the commit to the program, where git knows one, and gives the Windows programs their resources.
//!
//! The version depends on the checkout alone (no time, no machine), so that a build can be repeated bit for bit.
//! A source package, which has no git, gives the package's version.

use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=GTD_VIEWER_COMMIT");
    let package = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let commit = std::env::var("GTD_VIEWER_COMMIT").ok().or_else(commit).filter(|commit| !commit.is_empty());
    let version = commit.map_or(package.clone(), |commit| format!("{package} ({commit})"));
    println!("cargo::rustc-env=GTD_VIEWER_VERSION={version}");
    #[cfg(feature = "tools")]
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "windows") {
        resources::link();
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

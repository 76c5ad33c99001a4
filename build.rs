//! Tells the program which commit it was built from, where git knows one.
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

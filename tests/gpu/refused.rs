//! An adapter that refuses every pipeline, as drivers do that cannot compile the shaders: another one is used, or the
//! command fails with the reason.

use crate::common::skip;
use crate::headless;
use gtd_viewer::platform::block_on;
use gtd_viewer::render::Gpu;
use std::path::Path;
use std::process::{Command, Output};

/// Runs the program with adapters whose name contains `refused` refusing all pipelines.
fn run(refused: &str, args: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
    command.args(args).env("GTD_VIEWER_REFUSE", refused).current_dir(folder).output().expect("it runs")
}

fn can_inject() -> bool {
    if !cfg!(debug_assertions) {
        skip("this build has no debug assertions");
        return false;
    }
    headless::gpu().is_some()
}

#[test]
fn commands_fail_with_the_reason_where_every_adapter_refuses() {
    if !can_inject() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let size = ["--size", "64x48"];
    for args in [&["render", "-o", "out.png"][..], &["render", "--map", "-o", "out.png"], &["bench", "--frames", "2"]] {
        let args = if args.contains(&"--map") { args.to_vec() } else { [args, &size].concat() };
        let output = run("(", &args, folder.path());
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {told}");
        assert!(told.contains("no graphics adapter can draw") && told.contains("WGPU_BACKEND"), "{args:?}: {told}");
        assert!(output.stdout.is_empty() && !told.contains("panicked"), "{args:?}: {told}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "{args:?} left something");
    }
}

#[test]
fn another_backend_is_used_where_one_refuses() {
    if !can_inject() {
        return;
    }
    let first = Gpu::headless(None).expect("as before").caps.backend;
    let all = block_on(Gpu::instance(None, &[]));
    let others = |name: &String| !name.contains(&format!("({first},"));
    let folder = tempfile::tempdir().unwrap();
    let args = ["render", "--size", "64x48", "-o", "out.png"];
    let output = run(&format!("({first},"), &args, folder.path());
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("trying another adapter"), "{told}");
    if output.status.code() == Some(1) {
        // There is only this backend.
        assert!(
            told.contains("no graphics adapter can draw") && !block_on(Gpu::list_adapters(&all)).iter().any(others),
            "{told}"
        );
        return skip("there is one backend");
    }
    assert_eq!(output.status.code(), Some(0), "{told}");
    let picture = image::open(folder.path().join("out.png")).expect("a picture").to_rgb8();
    let colors: std::collections::HashSet<_> = picture.pixels().map(|pixel| pixel.0.map(|part| part >> 4)).collect();
    assert!(colors.len() > 12, "{} colors", colors.len());
}

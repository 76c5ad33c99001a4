//! Single models in a real window: opened by their file, turned with the mouse, left for their gallery.

use std::path::Path;
use std::process::Command;

use crate::xvfb::{Display, Picture};

/// Share of pixels in the grays of the stage, 0 to 1.
fn stage_share(picture: &Picture) -> f64 {
    let is_gray = |[r, g, b]: &&[u8; 3]| r.abs_diff(*g) < 12 && g.abs_diff(*b) < 16 && (60..190).contains(r);
    picture.rgb.iter().filter(is_gray).count() as f64 / picture.rgb.len() as f64
}

fn is_colored([r, g, b]: [u8; 3]) -> bool {
    r.max(g).max(b) - r.min(g).min(b) > 40
}

/// Share of pixels with a color, 0 to 1.
fn colored_share(picture: &Picture) -> f64 {
    picture.rgb.iter().filter(|color| is_colored(**color)).count() as f64 / picture.rgb.len() as f64
}

/// Share of pixels in the gray behind the models of the gallery, 0 to 1.
fn thumbnail_share(picture: &Picture) -> f64 {
    let is_behind = |color: &&[u8; 3]| color.iter().zip([92, 96, 102]).all(|(is, wanted)| is.abs_diff(wanted) <= 1);
    picture.rgb.iter().filter(is_behind).count() as f64 / picture.rgb.len() as f64
}

#[test]
fn a_model_stands_on_a_grid_turns_with_the_mouse_and_has_a_gallery() {
    let folder = tempfile::tempdir().unwrap();
    let client = folder.path().join("client");
    let generated =
        Command::new(env!("CARGO_BIN_EXE_gtd-viewer")).args(["generate", "demo", "-o"]).arg(&client).status().unwrap();
    assert!(generated.success());
    let Some(display) = Display::start() else { return };
    let roof = client.join("Object/isle_cottage_roof.n3pmesh");
    let viewer = display.open(&[roof.to_str().unwrap()]);
    viewer.wait_for_picture("the model on its stage", |picture| {
        let picture = viewer.center(picture);
        stage_share(&picture) > 0.2 && colored_share(&picture) > 0.05
    });
    assert!(viewer.title().contains("isle_cottage_roof"), "{}", viewer.title());
    let before = viewer.settled_center("before the drag");
    let (width, height) = viewer.size();
    let (x, y) = (width as i32 / 3, height as i32 / 2);
    viewer.drag("1", (x, y), (x + 200, y));
    let after = viewer.settled_center("after the drag");
    assert!(before.changed_share(&after) > 0.05, "it did not turn");
    assert!(colored_share(&after) > 0.03, "the model is still in the middle");
    if let Some(shots) = std::env::var_os("GTD_VIEWER_SHOTS") {
        viewer.settled().save(&Path::new(&shots).join("model.png"));
    }
    viewer.key("t");
    viewer.wait_for_picture("thumbnails", |picture| thumbnail_share(&picture.crop(60, 120, 900, 500)) > 0.1);
    if let Some(shots) = std::env::var_os("GTD_VIEWER_SHOTS") {
        viewer.settled().save(&Path::new(&shots).join("model-gallery.png"));
    }
    assert_eq!(viewer.close().code(), Some(0));
}

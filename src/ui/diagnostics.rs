//! Diagnostics for bug reports, as text for the clipboard: in English, whatever the language of the window.

use super::game_marks;
use super::model::{Model, PanelId};
use super::text::Language;
use crate::camera::CameraMode;
use crate::formats::kernel::visible::visible;
use crate::scene::terrain::tile_facts::TileFacts;

/// Maximum number of listed objects.
const MOST_SELECTED: usize = 20;

/// Version, system, adapter, zone, camera, and the picked tile or the selected objects and mark, one line each.
pub fn text(model: &Model, size_px: [u32; 2]) -> String {
    let about = model.about;
    let mut lines = vec![
        format!("gtd-viewer {}", about.version),
        format!("system: {} {}", std::env::consts::OS, std::env::consts::ARCH),
        format!("adapter: {}, {}", about.adapter, about.backend),
        format!("limits: {}", about.limits),
        format!("picture: {} x {} px", size_px[0], size_px[1]),
    ];
    match model.zone {
        Some(zone) => {
            let size = zone.map_size;
            lines.push(format!("zone: {}, {size} x {size} vertices, {}", zone.name, zone.path));
        }
        None => lines.push("zone: none".to_owned()),
    }
    lines.push(format!("camera: {}", model.pose));
    let mode = match model.mode {
        CameraMode::Map => "map view",
        CameraMode::Free if model.walking => "walking",
        CameraMode::Free => "flying",
    };
    lines.push(format!("mode: {mode}"));
    let open = PanelId::ALL.into_iter().filter(|window| model.open_panels.is_open(*window)).map(PanelId::key);
    let mut shown: Vec<&str> = open.collect();
    shown.extend(model.panels_hidden.then_some("hidden"));
    shown.extend(model.full_screen.then_some("full screen"));
    lines.push(format!("panels: {}", shown.join(", ")));
    let frame = &model.frame;
    lines.push(format!(
        "frame: {:.1} ms, {} draw calls, {} triangles, {} of {} nodes drawn",
        frame.frame_ms, frame.draw_calls, frame.triangles, frame.nodes_drawn, frame.nodes_total
    ));
    let [objects, parts, calls, triangles] = frame.objects;
    lines.push(format!("objects: {objects} drawn, {parts} parts, {calls} draw calls, {triangles} triangles"));
    lines.push(format!("missing files: {}", model.missing_files()));
    lines.extend(model.problems.iter().map(|problem| format!("problem: {}: {}", problem.title, problem.detail)));
    let inspect = &model.inspect;
    if let Some(facts) = inspect.ground.zip(inspect.pinned).and_then(|(ground, pin)| TileFacts::of(ground, pin.tile)) {
        lines.extend(of_tile(&facts));
        lines.extend(
            super::inspect::rows_of(Language::English.texts(), inspect, &facts)
                .into_iter()
                .map(|(name, value)| format!("{name}: {value}")),
        );
    }
    if let Some(object) = &inspect.object {
        lines.push(format!("object: {} {}", object.index, visible(&object.placed.name)));
        let selected: Vec<String> = inspect.selected.iter().take(MOST_SELECTED).map(usize::to_string).collect();
        lines.push(format!("selected objects: {} ({})", inspect.selected.len(), selected.join(", ")));
    }
    lines.extend(model.marks.marks.map(|marks| format!("marks: {}", marks.marks.len())));
    if let Some((index, mark)) = model.marks.selected() {
        lines.push(format!("mark: {index} {}", game_marks::title(Language::English.texts(), mark)));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn of_tile(facts: &TileFacts) -> Vec<String> {
    let packed = facts.packed;
    vec![
        format!("tile: {}, {}", facts.tile.x, facts.tile.z),
        format!("word: {:#010x} at byte {}", packed.0, facts.offset + 4),
        format!(
            "fields: full {}, dir1 {}, dir2 {}, tex1 {}, tex2 {}",
            u8::from(packed.full()),
            packed.dir1(),
            packed.dir2(),
            packed.tex1(),
            packed.tex2()
        ),
    ]
}

//! `--stats` of single models: reading and text output.

use std::path::Path;

use super::inputs::Input;
use super::output::Page;
use super::stats::{Clients, Failure};
use crate::formats::kernel::number::{counted, grouped};
use crate::load::LoadError;
use crate::load::models::{Model, ModelContent};
use crate::stats::models::{MeshStats, ModelContentStats, ModelStats};
use crate::stats::objects::{ObjectFiles, ObjectStats, ObjectsStats};
use crate::zone::ZoneFiles;
use crate::zone::error::with_causes;

/// Width of the label column.
const LABEL: usize = 13;

/// Reads a model and counts what is in it.
///
/// # Errors
/// The model cannot be read, or is malformed.
pub async fn examine(
    input: &Input,
    path: &Path,
    clients: &Clients,
    data: Option<&Path>,
) -> Result<ModelStats, Failure> {
    let name = input.name();
    // A folder, or a pattern that matches nothing.
    input.assert_exists().map_err(|error| Failure::unreadable(name.clone(), format!("{error:#}")))?;
    let files = ZoneFiles::around_with(&clients.folders, path, data).await;
    match clients.uses.read_model(path, &files).await {
        Ok(model) => Ok(ModelStats { path: name, bytes: model.file_bytes, content: content(model) }),
        Err(LoadError::Malformed { source, .. }) => Err(Failure::malformed(name, &source)),
        Err(LoadError::Unreadable { source, .. }) => {
            Err(Failure::unreadable(name, format!("cannot read the file: {source}")))
        }
        Err(error) => Err(Failure::unreadable(name, with_causes(&error))),
    }
}

fn content(Model { content, file, models, .. }: Model) -> ModelContentStats {
    let has_texture: Vec<bool> = models.textures.iter().map(Option::is_some).collect();
    match content {
        ModelContent::Mesh(mesh) => {
            let textures: Vec<(String, bool)> = models.set.textures.into_iter().zip(has_texture).collect();
            ModelContentStats::Mesh(MeshStats::new(&mesh, &textures))
        }
        ModelContent::Shape(_) => {
            let files = ObjectFiles { meshes: models.meshes, has_texture };
            let mut stats = ObjectsStats::new("", (&file, 0), &models.set, &files);
            ModelContentStats::Object(stats.shapes.swap_remove(0))
        }
    }
}

/// Appends the statistics of one model.
pub fn write_stats(page: &mut Page, stats: &ModelStats) {
    let style = page.style();
    let (kind, name) = match &stats.content {
        ModelContentStats::Mesh(mesh) => ("mesh", &mesh.name),
        ModelContentStats::Object(object) => ("object", &object.name),
    };
    let named = if name.is_empty() { String::new() } else { format!(", named \"{name}\"") };
    page.line(&format!("{}  {} bytes, {kind}{named}", style.bold(&stats.path), grouped(stats.bytes)));
    match &stats.content {
        ModelContentStats::Mesh(mesh) => write_mesh(page, mesh),
        ModelContentStats::Object(object) => write_object(page, object),
    }
    let missing = stats.content.missing();
    let text = if missing.is_empty() { "none".to_owned() } else { style.yellow(&missing.join(", ")) };
    line(page, "Missing", &text);
}

fn write_mesh(page: &mut Page, mesh: &MeshStats) {
    let (vertices, triangles) =
        (count(mesh.vertices, "vertex", "vertices"), count(mesh.triangles, "triangle", "triangles"));
    line(page, "Full detail", &format!("{triangles}, {vertices}"));
    let levels = &mesh.levels;
    let least = format!(
        "{}, {}; {} to it",
        count(levels.least_triangles, "triangle", "triangles"),
        count(levels.least_vertices, "vertex", "vertices"),
        count(levels.steps, "step", "steps"),
    );
    line(page, "Least detail", &least);
    let distances: Vec<String> =
        levels.distances.iter().map(|entry| format!("{} from {:.1}", entry.vertices, entry.distance)).collect();
    let always = "full detail at any distance".to_owned();
    line(page, "Distances", &if distances.is_empty() { always } else { format!("vertices {}", distances.join(", ")) });
    write_box(page, mesh.bounds);
    let textures = if mesh.textures.is_empty() {
        "unknown: no object of the client uses it".to_owned()
    } else {
        mesh.textures.join(", ")
    };
    line(page, "Textures", &textures);
}

fn write_object(page: &mut Page, object: &ObjectStats) {
    let parts = count(object.parts.len(), "part", "parts");
    line(page, "Full detail", &format!("{}, {parts}", count(object.triangles, "triangle", "triangles")));
    write_box(page, object.bounds);
    for (index, part) in object.parts.iter().enumerate() {
        let textures =
            if part.textures.iter().all(String::is_empty) { "no texture".to_owned() } else { part.textures.join(", ") };
        let triangles = count(part.triangles, "triangle", "triangles");
        line(page, if index == 0 { "Parts" } else { "" }, &format!("{}: {triangles}, {textures}", part.mesh));
    }
}

fn write_box(page: &mut Page, bounds: Option<[[f64; 3]; 2]>) {
    let text = bounds.map_or_else(
        || "none".to_owned(),
        |[min, max]| {
            let size = [0, 1, 2].map(|axis| format!("{:.2}", max[axis] - min[axis])).join(" x ");
            let corner = |corner: [f64; 3]| corner.map(|value| format!("{value:.2}")).join(", ");
            format!("{size} m, from {} to {}", corner(min), corner(max))
        },
    );
    line(page, "Size", &text);
}

fn count(count: usize, one: &str, many: &str) -> String {
    counted(count as u64, one, many)
}

fn line(page: &mut Page, label: &str, text: &str) {
    let label = page.style().bold(&format!("{label:<LABEL$}"));
    page.line(&format!("  {label} {text}"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::output::Style;
    use crate::stats::models::LevelStats;

    #[test]
    fn a_mesh_is_a_few_lines() {
        let levels = LevelStats { steps: 2, least_vertices: 3, least_triangles: 1, distances: Vec::new() };
        let mesh = MeshStats {
            name: "roof".into(),
            vertices: 5,
            indices: 9,
            triangles: 3,
            levels,
            bounds: Some([[0.0; 3], [1.0, 2.0, 3.5]]),
            textures: vec!["object\\tiles.dxt".into()],
            missing: vec!["object\\tiles.dxt".into()],
        };
        let stats = ModelStats { path: "a.n3pmesh".into(), bytes: 1234, content: ModelContentStats::Mesh(mesh) };
        let mut page = Page::new(Style::PLAIN);
        write_stats(&mut page, &stats);
        let text = page.to_string();
        assert!(text.starts_with("a.n3pmesh  1,234 bytes, mesh, named \"roof\"\n"), "{text}");
        for part in
            ["3 triangles, 5 vertices", "1 triangle, 3 vertices; 2 steps to it", "1.00 x 2.00 x 3.50 m", "tiles.dxt"]
        {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}

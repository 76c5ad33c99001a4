//! The parts of an object: mesh with its levels, textures as small images, and how they are drawn.

use std::sync::Arc;

use egui::{Image, Label, Link, RichText, Ui, vec2};

use crate::formats::kernel::visible::visible;
use crate::formats::opd::{Material, RenderFlags};
use crate::scene::Objects;
use crate::scene::objects::{Blending, PartFacts, TextureFacts};
use crate::ui::inspect::{PickedObject, pictures};
use crate::ui::style;
use crate::ui::text::{self, Texts, fill};

/// Flags of materials, in the order of the panel's texts.
const FLAGS: [RenderFlags; 11] = [
    RenderFlags::BLENDED,
    RenderFlags::NO_FOG,
    RenderFlags::DOUBLE_SIDED,
    RenderFlags::BILLBOARD,
    RenderFlags::NEAREST,
    RenderFlags::WIND,
    RenderFlags::UNLIT,
    RenderFlags::DIFFUSE_ALPHA,
    RenderFlags::NO_DEPTH_WRITE,
    RenderFlags::CLAMPED,
    RenderFlags::NO_DEPTH_TEST,
];
/// Longest side of a small image and of a large one, in points and texels.
const SMALL: u32 = 64;
const LARGE: u32 = 256;

/// Draws a part. Returns the file that was clicked.
pub fn show(
    ui: &mut Ui,
    text: &Texts,
    (object, models): (&PickedObject, Option<&Arc<Objects>>),
    (index, part): (usize, &PartFacts),
) -> Option<String> {
    let words = &text.object;
    ui.label(RichText::new(fill(words.part, &[("number", &(index + 1))])).strong().color(style::ACCENT));
    let is_missing = part.levels.is_empty();
    let triangles = part.triangles().map(|count| text.counted(words.triangles, count as u64));
    let note = triangles.unwrap_or_else(|| words.missing.to_owned());
    let mut clicked = file(ui, text, &part.mesh, (&note, is_missing)).then(|| part.mesh.clone());
    if part.levels.len() > 1 {
        let counts = part.levels.iter().map(|indices| text.numbers.count(indices.len() as u64 / 3));
        let counts = counts.collect::<Vec<_>>().join(" · ");
        weak(ui, &fill(words.levels.name, &[("counts", &counts)])).on_hover_text(words.levels.tip);
    }
    if let Some(models) = models {
        ui.horizontal_wrapped(|ui| part.textures.iter().for_each(|texture| image(ui, text, models, texture)));
    }
    for texture in &part.textures {
        if file(ui, text, &texture.name, (if texture.is_missing { words.missing } else { "" }, texture.is_missing)) {
            clicked = Some(texture.name.clone());
        }
    }
    let Some(stored) = object.placed.stored.parts.get(index) else { return clicked };
    if stored.textures.len() > 1 {
        let fps = text.numbers.decimal(stored.texture_fps.into(), 1);
        let count = stored.textures.len() as u64;
        weak(ui, &fill(&text.counted(words.frames, count), &[("fps", &fps)]));
    }
    weak(ui, &drawn_how(words, &stored.material));
    clicked
}

fn weak(ui: &mut Ui, text: &str) -> egui::Response {
    ui.add(Label::new(RichText::new(text).small().color(style::WEAK)).wrap())
}

/// Blending and flags in words.
fn drawn_how(words: &text::Object, material: &Material) -> String {
    let blending = match Blending::new(material) {
        Blending::Opaque => words.blending[0].to_owned(),
        Blending::Alpha => words.blending[1].to_owned(),
        Blending::Added => words.blending[2].to_owned(),
        Blending::Premultiplied => words.blending[3].to_owned(),
    };
    let is_set = |flag: &RenderFlags| *flag != RenderFlags::BLENDED && material.flags.contains(*flag);
    let flags = FLAGS.iter().zip(words.flags).filter(|(flag, _)| is_set(flag)).map(|(_, name)| name.to_owned());
    std::iter::once(blending).chain(flags).collect::<Vec<_>>().join(", ")
}

/// A texture as a small image; a larger one is its tooltip.
fn image(ui: &mut Ui, text: &Texts, models: &Arc<Objects>, texture: &TextureFacts) {
    let Some(place) = texture.place.filter(|_| !texture.is_missing) else { return };
    let Some(small) = pictures::of_object(ui.ctx(), models, place, SMALL) else { return };
    let name = visible(&texture.name).into_owned();
    let sized = |(handle, [width, height]): &(egui::TextureHandle, [u32; 2]), side: f32| {
        let scale = side / width.max(height).max(&1).to_owned() as f32;
        Image::new((handle.id(), vec2(*width as f32, *height as f32) * scale)).alt_text(&name)
    };
    ui.add(sized(&small, SMALL as f32)).on_hover_ui(|ui| {
        if let Some(large) = pictures::of_object(ui.ctx(), models, place, LARGE) {
            ui.add(sized(&large, LARGE as f32));
        }
        let sides = models.textures.sides(place).unwrap_or_default();
        ui.label(&name);
        weak(ui, &fill(text.object.texels, &[("width", &sides[0]), ("height", &sides[1])]));
    });
}

/// A file of a part, with a note; its whole path is the tooltip. Returns whether it was clicked.
fn file(ui: &mut Ui, text: &Texts, path: &str, (note, is_missing): (&str, bool)) -> bool {
    let words = &text.object;
    if path.is_empty() {
        ui.add(Label::new(RichText::new(words.none).monospace().size(12.0)).wrap());
        return false;
    }
    let row = ui.horizontal_wrapped(|ui| {
        let name = visible(path.rsplit(['\\', '/']).next().unwrap_or_default()).into_owned();
        let link = ui.add(Link::new(RichText::new(name).monospace().size(12.0)));
        let clicked = link.on_hover_text(format!("{}\n{}", visible(path), text.kind_list.used_by.tip)).clicked();
        let color = if is_missing { style::WARNING } else { style::WEAK };
        if !note.is_empty() {
            ui.label(RichText::new(note).small().color(color));
        }
        clicked
    });
    row.inner
}

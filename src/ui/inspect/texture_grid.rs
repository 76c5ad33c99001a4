//! The grid of the textures panel: families with headings, and the images of their textures.

use std::collections::BTreeMap;

use egui::style::ScrollAnimation;
use egui::{
    Align, Color32, Id, Rect, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::{Inspect, InspectCommand, pictures};
use crate::scene::raster::tile_image::TILE_PX;
use crate::ui::model::PanelCommand;
use crate::ui::style;
use crate::ui::text::{Texts, fill};

/// Height of the caption below an image, in points.
const CAPTION: f32 = 15.0;
/// Height of a family's heading, in points.
const HEADING: f32 = 22.0;
/// Distance between images in points.
const GAP: f32 = 6.0;

/// Textures of one family, in the order of the zone's table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Family {
    pub name: String,
    pub textures: Vec<u16>,
    pub files: usize,
}

/// The families of textures, in the order of their first ones. Textures without a file are one family, without a name.
pub fn families(inspect: &Inspect, textures: &[u16]) -> Vec<Family> {
    let mut families: Vec<(Family, Vec<i16>)> = Vec::new();
    let mut index: BTreeMap<String, usize> = BTreeMap::new();
    let table = inspect.ground.map(|ground| ground.gtd().textures());
    for &texture in textures {
        let source = table.and_then(|table| table.source_of(texture));
        let name = source.map(|source| source.family()).unwrap_or_default();
        let at = *index.entry(name.clone()).or_insert_with(|| {
            families.push((Family { name, ..Family::default() }, Vec::new()));
            families.len() - 1
        });
        let (family, files) = &mut families[at];
        family.textures.push(texture);
        let file = table.and_then(|table| table.tiles.get(usize::from(texture))).map(|tile| tile.source);
        if let Some(file) = file.filter(|file| source.is_some() && !files.contains(file)) {
            files.push(file);
            family.files += 1;
        }
    }
    families.into_iter().map(|(family, _)| family).collect()
}

/// A row of the grid.
enum Row<'a> {
    Heading(&'a Family),
    Images(&'a [u16]),
}

impl Row<'_> {
    fn height(&self, side: f32) -> f32 {
        if matches!(self, Row::Heading(_)) { HEADING } else { side + CAPTION + GAP }
    }
}

/// Draws the grid in a height; `cell` is the least side of an image, both in points. Scrolls to a newly highlighted
/// texture.
pub fn show(
    ui: &mut Ui,
    texts: &Texts,
    inspect: &Inspect,
    families: &[Family],
    [height, cell]: [f32; 2],
    commands: &mut Vec<PanelCommand>,
) {
    // As many columns as fit, stretched to fill the row.
    let room = (ui.available_width() - 10.0).max(cell);
    let columns = ((room + GAP) / (cell + GAP)).floor().max(1.0) as usize;
    let side = ((room + GAP) / columns as f32 - GAP).floor();
    let rows: Vec<Row> = families
        .iter()
        .flat_map(|family| {
            std::iter::once(Row::Heading(family)).chain(family.textures.chunks(columns).map(Row::Images))
        })
        .collect();
    let total: f32 = rows.iter().map(|row| row.height(side)).sum();
    let chosen = newly_chosen(ui, inspect);
    let area = ScrollArea::vertical().id_salt("texture grid").max_height(height).auto_shrink([false, false]);
    area.show_viewport(ui, |ui, view| {
        ui.set_height(total);
        let (left_top, mut y) = (ui.min_rect().left_top(), 0.0);
        for row in rows {
            let place = Rect::from_min_size(pos2(left_top.x, left_top.y + y), vec2(room, row.height(side)));
            let is_visible = y + place.height() > view.top() && y < view.bottom();
            match row {
                Row::Heading(family) if is_visible => heading(ui, texts, family, place),
                Row::Images(textures) if is_visible => {
                    for (column, &texture) in textures.iter().enumerate() {
                        let at = pos2(place.left() + column as f32 * (side + GAP), place.top());
                        cell_at(
                            ui,
                            texts,
                            inspect,
                            texture,
                            Rect::from_min_size(at, vec2(side, side + CAPTION)),
                            commands,
                        );
                    }
                }
                _ => {}
            }
            let holds = |texture| matches!(row, Row::Images(textures) if textures.contains(&texture));
            let seen = y >= view.top() && y + place.height() <= view.bottom();
            if chosen.is_some_and(holds) && !seen {
                ui.scroll_to_rect_animation(place, Some(Align::Center), ScrollAnimation::none());
            }
            y += place.height();
        }
    });
}

fn known_id() -> Id {
    Id::unique("texture followed")
}

/// The highlighted texture, if it is another than in the frame before.
pub fn changed(ui: &Ui, inspect: &Inspect) -> Option<u16> {
    let known: Option<Option<u16>> = ui.data(|data| data.get_temp(known_id()));
    inspect.highlight.filter(|_| known != Some(inspect.highlight))
}

/// As [`changed`], once.
fn newly_chosen(ui: &Ui, inspect: &Inspect) -> Option<u16> {
    let chosen = changed(ui, inspect);
    ui.data_mut(|data| data.insert_temp(known_id(), inspect.highlight));
    chosen
}

fn heading(ui: &mut Ui, texts: &Texts, family: &Family, place: Rect) {
    let words = &texts.textures;
    let [count, files] = [family.textures.len(), family.files].map(|count| count as u64);
    let name = if family.name.is_empty() { words.no_family } else { &family.name };
    let counts =
        format!("{} · {}", texts.counted(words.family_textures, count), texts.counted(words.family_files, files));
    let builder = egui::UiBuilder::new().max_rect(place).id_salt(("family", name));
    ui.scope_builder(builder.layout(egui::Layout::left_to_right(Align::Center)), |ui| {
        ui.label(RichText::new(name).strong()).on_hover_text(words.family.tip);
        ui.add(egui::Label::new(RichText::new(counts).small().color(style::WEAK)).truncate());
    });
}

fn cell_at(ui: &mut Ui, texts: &Texts, inspect: &Inspect, texture: u16, rect: Rect, commands: &mut Vec<PanelCommand>) {
    let words = &texts.textures;
    let response = ui.interact(rect, ui.scope_id().with(("texture", texture)), Sense::click());
    let uses = inspect.uses.get(usize::from(texture)).copied();
    let lit = inspect.highlight == Some(texture);
    let missing = inspect.is_missing(texture);
    let label = match uses.map(u64::from) {
        None => words.cell_counting,
        Some(uses) if missing => words.cell_missing.form(uses),
        Some(0) => words.cell_unused,
        Some(uses) => words.cell.form(uses),
    };
    let count = uses.map_or_else(String::new, |uses| texts.numbers.count(u64::from(uses)));
    let label = fill(label, &[("index", &texture), ("uses", &count)]);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, lit, &label));
    let picture = Rect::from_min_size(rect.min, vec2(rect.width(), rect.width()));
    match inspect.textures.get(usize::from(texture)).and_then(Option::as_ref) {
        Some(here) => {
            // A level with at least a texel per pixel.
            let level = u32::from(picture.width() * ui.ctx().pixels_per_point() <= (TILE_PX / 2) as f32);
            let handle = pictures::checkered(ui.ctx(), &here.image, level);
            let tint = if uses == Some(0) { Color32::from_gray(130) } else { Color32::WHITE };
            egui::Image::new((handle.id(), picture.size())).tint(tint).paint_at(ui, picture);
        }
        None => drop(ui.painter().rect_filled(picture, 2.0, style::BOX.now())),
    }
    let edge = if lit {
        style::ACCENT.now()
    } else if missing {
        style::WARNING.now()
    } else {
        Color32::TRANSPARENT
    };
    ui.painter().rect_stroke(picture, 2.0, Stroke::new(2.0, edge), StrokeKind::Inside);
    let note = match (missing, uses) {
        (true, _) => words.word_missing.to_owned(),
        (_, Some(0)) => words.word_unused.to_owned(),
        (_, _) => count,
    };
    let font = egui::FontId::proportional(11.0);
    let color = if missing { style::WARNING } else { style::WEAK };
    let (left, right) = (rect.left_bottom(), rect.right_bottom());
    ui.painter().text(left, egui::Align2::LEFT_BOTTOM, texture.to_string(), font.clone(), style::TEXT.now());
    ui.painter().text(right, egui::Align2::RIGHT_BOTTOM, note, font, color.now());
    if response.clicked() {
        commands.push(PanelCommand::Inspect(InspectCommand::Highlight((!lit).then_some(texture))));
    }
    let (path, tile) = inspect.source(texts, texture);
    response.on_hover_text(fill(words.hover, &[("index", &texture), ("path", &path), ("tile", &tile)]));
}

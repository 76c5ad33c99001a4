//! The textures panel: all tile textures as a grid, with uses, source files and missing ones.

use egui::{Color32, Id, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::{Inspect, InspectCommand, pictures};
use crate::scene::raster::tile_image::{TILE_LEVELS, TILE_PX};
use crate::scene::terrain::layers::Orientation;
use crate::ui::model::PanelCommand;
use crate::ui::style;
use crate::ui::text::{Texts, fill};

/// Minimum side of an image in the grid, in points.
const CELL: f32 = 68.0;
/// Height of the caption below it.
const WORDS: f32 = 15.0;

/// Filter of the grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Which {
    #[default]
    All,
    Used,
    Unused,
    Missing,
}

impl Which {
    const ALL: [Which; 4] = [Which::All, Which::Used, Which::Unused, Which::Missing];
}

/// Draws the panel's contents.
pub fn contents(ui: &mut Ui, texts: &Texts, inspect: &Inspect, commands: &mut Vec<PanelCommand>) {
    let words = &texts.textures;
    let (text_id, which_id) = (Id::unique("texture search"), Id::unique("texture filter"));
    let mut text: String = ui.data(|data| data.get_temp(text_id)).unwrap_or_default();
    let mut which: Which = ui.data(|data| data.get_temp(which_id)).unwrap_or_default();
    ui.horizontal_wrapped(|ui| {
        let search = egui::TextEdit::singleline(&mut text).hint_text(words.search.name).desired_width(132.0);
        ui.add(search).on_hover_text(words.search.tip);
        ui.spacing_mut().item_spacing.x = 2.0;
        for (value, named) in Which::ALL.into_iter().zip([words.all, words.used, words.unused, words.missing]) {
            ui.selectable_value(&mut which, value, named.name).on_hover_text(named.tip);
        }
    });
    let found = matching(inspect, texts, &text, which);
    ui.data_mut(|data| {
        data.insert_temp(text_id, text);
        data.insert_temp(which_id, which);
    });
    let counts = [found.len() as u64, inspect.textures.len() as u64];
    let [shown, all] = counts.map(|count| texts.numbers.count(count));
    let count = fill(words.found.form(counts[1]), &[("found", &shown), ("all", &all)]);
    ui.label(RichText::new(count).small().color(style::WEAK));
    let Some(texture) = inspect.highlight else {
        let height = ui.available_height();
        return grid(ui, texts, inspect, &found, height, commands);
    };
    // In a low panel the grid and the details scroll together.
    const DETAILS: f32 = 226.0;
    const LEAST: f32 = 96.0;
    let room = ui.available_height();
    ScrollArea::vertical().id_salt("textures").auto_shrink([false, false]).show(ui, |ui| {
        grid(ui, texts, inspect, &found, (room - DETAILS).max(LEAST), commands);
        ui.separator();
        details(ui, texts, inspect, texture, commands);
    });
}

/// The textures that match the search and the filter.
fn matching(inspect: &Inspect, texts: &Texts, text: &str, which: Which) -> Vec<u16> {
    let text = text.trim().to_lowercase();
    let uses = |texture: u16| inspect.uses.get(usize::from(texture)).copied().unwrap_or_default();
    let fits = |texture: &u16| {
        let file = || inspect.source(texts, *texture).0.to_lowercase();
        let named = text.is_empty() || texture.to_string() == text || file().contains(&text);
        let missing = is_missing(inspect, *texture);
        named
            && match which {
                Which::All => true,
                Which::Used => uses(*texture) > 0,
                Which::Unused => uses(*texture) == 0,
                Which::Missing => missing,
            }
    };
    (0..inspect.textures.len().min(usize::from(u16::MAX)) as u16).filter(fits).collect()
}

fn is_missing(inspect: &Inspect, texture: u16) -> bool {
    inspect.textures.get(usize::from(texture)).and_then(Option::as_ref).is_some_and(|here| here.missing)
}

fn grid(ui: &mut Ui, texts: &Texts, inspect: &Inspect, found: &[u16], height: f32, commands: &mut Vec<PanelCommand>) {
    const GAP: f32 = 6.0;
    // As many columns as fit, stretched to fill the row.
    let room = (ui.available_width() - 10.0).max(CELL);
    let columns = ((room + GAP) / (CELL + GAP)).floor().max(1.0) as usize;
    let side = ((room + GAP) / columns as f32 - GAP).floor();
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(GAP, GAP);
        let area = ScrollArea::vertical().id_salt("texture grid").max_height(height).auto_shrink([false, false]);
        area.show_rows(ui, side + WORDS, found.len().div_ceil(columns), |ui, rows| {
            for row in rows {
                ui.horizontal(|ui| {
                    for &texture in found.iter().skip(row * columns).take(columns) {
                        cell(ui, texts, inspect, texture, side, commands);
                    }
                });
            }
        });
    });
}

fn cell(ui: &mut Ui, texts: &Texts, inspect: &Inspect, texture: u16, side: f32, commands: &mut Vec<PanelCommand>) {
    let words = &texts.textures;
    let (rect, response) = ui.allocate_exact_size(vec2(side, side + WORDS), Sense::click());
    let uses = inspect.uses.get(usize::from(texture)).copied().unwrap_or_default();
    let lit = inspect.highlight == Some(texture);
    let missing = is_missing(inspect, texture);
    let label = if missing {
        words.cell_missing.form(u64::from(uses))
    } else if uses == 0 {
        words.cell_unused
    } else {
        words.cell.form(u64::from(uses))
    };
    let count = texts.numbers.count(u64::from(uses));
    let label = fill(label, &[("index", &texture), ("uses", &count)]);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, lit, &label));
    let picture = egui::Rect::from_min_size(rect.min, vec2(side, side));
    if ui.is_rect_visible(rect) {
        match inspect.textures.get(usize::from(texture)).and_then(Option::as_ref) {
            Some(here) => {
                let handle = pictures::picture(ui.ctx(), &here.image, 1, Orientation::new(0));
                let tint = if uses == 0 { Color32::from_gray(130) } else { Color32::WHITE };
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
        let told = match (missing, uses) {
            (true, _) => words.word_missing.to_owned(),
            (_, 0) => words.word_unused.to_owned(),
            (_, _) => count,
        };
        let font = egui::FontId::proportional(11.0);
        let color = if missing { style::WARNING } else { style::WEAK };
        let (left, right) = (rect.left_bottom(), rect.right_bottom());
        ui.painter().text(left, egui::Align2::LEFT_BOTTOM, texture.to_string(), font.clone(), style::TEXT.now());
        ui.painter().text(right, egui::Align2::RIGHT_BOTTOM, told, font, color.now());
    }
    if response.clicked() {
        commands.push(PanelCommand::Inspect(InspectCommand::Highlight((!lit).then_some(texture))));
    }
    let (path, tile) = inspect.source(texts, texture);
    response.on_hover_text(fill(words.hover, &[("index", &texture), ("path", &path), ("tile", &tile)]));
}

/// The highlighted texture: its values, and its levels pixel by pixel.
fn details(ui: &mut Ui, texts: &Texts, inspect: &Inspect, texture: u16, commands: &mut Vec<PanelCommand>) {
    let words = &texts.textures;
    let (path, tile) = inspect.source(texts, texture);
    let uses = inspect.uses.get(usize::from(texture)).copied().unwrap_or_default();
    let title = if is_missing(inspect, texture) { words.title_missing } else { words.title };
    let title = fill(title, &[("index", &texture), ("path", &path), ("tile", &tile)]);
    ui.add(egui::Label::new(title).wrap());
    ui.horizontal_wrapped(|ui| {
        let shown_by = texts.counted(words.shown_by, u64::from(uses));
        ui.label(RichText::new(shown_by).color(style::WEAK));
        let next = ui.add_enabled(uses > 0, egui::Button::new(words.next.name));
        if next.on_hover_text(words.next.tip).on_disabled_hover_text(words.no_tile).clicked() {
            commands.push(PanelCommand::Inspect(InspectCommand::NextPlace(texture)));
        }
        if ui.button(words.light_up_none.name).on_hover_text(words.light_up_none.tip).clicked() {
            commands.push(PanelCommand::Inspect(InspectCommand::Highlight(None)));
        }
    });
    let Some(here) = inspect.textures.get(usize::from(texture)).and_then(Option::as_ref) else { return };
    ui.label(RichText::new(words.levels).small().color(style::WEAK));
    let points = 1.0 / ui.ctx().pixels_per_point();
    ScrollArea::horizontal().id_salt("levels").show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            for level in 0..TILE_LEVELS {
                let handle = pictures::picture(ui.ctx(), &here.image, level, Orientation::new(0));
                let side = (TILE_PX >> level) as f32 * points;
                let alt = fill(words.level, &[("level", &level)]);
                ui.add(egui::Image::new((handle.id(), vec2(side, side))).alt_text(&alt)).on_hover_text(alt);
            }
        });
    });
}

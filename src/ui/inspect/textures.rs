//! The textures panel: all tile textures by family, with uses, source files, missing ones, and other zones with them.

use egui::{ComboBox, Id, RichText, Role, ScrollArea, Slider, Ui, WidgetInfo, vec2};

use super::{Inspect, InspectCommand, other_zones, pictures, texture_grid};
use crate::scene::raster::tile_image::{TILE_LEVELS, TILE_PX};
use crate::ui::model::PanelCommand;
use crate::ui::style;
use crate::ui::text::{Texts, fill};

/// Least side of an image in the grid in points: smallest, initial and largest.
const CELLS: [f32; 3] = [48.0, 100.0, 200.0];

/// Width of the list of families in points.
const CHOICE: f32 = 130.0;

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

/// Search and filters, kept by egui.
#[derive(Clone, Debug, Default, PartialEq)]
struct Filters {
    text: String,
    which: Which,
    /// The only family shown, or all.
    family: Option<String>,
}

impl Filters {
    fn id() -> Id {
        Id::unique("texture filters")
    }

    /// Restores the filters, without those that hide a texture that was chosen elsewhere.
    fn restore(ui: &Ui, inspect: &Inspect, texts: &Texts) -> Filters {
        let filters: Filters = ui.data(|data| data.get_temp(Filters::id())).unwrap_or_default();
        let hides = |texture| !filters.matching(inspect, texts).contains(&texture);
        if texture_grid::changed(ui, inspect).is_some_and(hides) { Filters::default() } else { filters }
    }

    /// The textures that match, by index.
    fn matching(&self, inspect: &Inspect, texts: &Texts) -> Vec<u16> {
        let text = self.text.trim().to_lowercase();
        let table = inspect.ground.map(|ground| ground.gtd().textures());
        let family = |texture: u16| table.and_then(|table| table.source_of(texture)).map(|source| source.family());
        let fits = |texture: &u16| {
            let file = || inspect.source(texts, *texture).0.to_lowercase();
            let uses = inspect.uses.get(usize::from(*texture));
            (text.is_empty() || texture.to_string() == text || file().contains(&text))
                && self.family.as_ref().is_none_or(|only| *only == family(*texture).unwrap_or_default())
                && match self.which {
                    Which::All => true,
                    // Until they are counted, all are shown.
                    Which::Used => uses.is_none_or(|uses| *uses > 0),
                    Which::Unused => uses.is_none_or(|uses| *uses == 0),
                    Which::Missing => inspect.is_missing(*texture),
                }
        };
        every(inspect).into_iter().filter(fits).collect()
    }
}

/// The indices of all textures.
fn every(inspect: &Inspect) -> Vec<u16> {
    (0..inspect.textures.len().min(usize::from(u16::MAX)) as u16).collect()
}

/// Draws the panel's contents.
pub fn contents(ui: &mut Ui, texts: &Texts, inspect: &Inspect, commands: &mut Vec<PanelCommand>) {
    let mut filters = Filters::restore(ui, inspect, texts);
    let cell = controls(ui, texts, inspect, &mut filters);
    let found = filters.matching(inspect, texts);
    ui.data_mut(|data| data.insert_temp(Filters::id(), filters));
    let families = texture_grid::families(inspect, &found);
    count(ui, texts, inspect, found.len(), families.len());
    let Some(texture) = inspect.highlight else {
        let height = ui.available_height();
        return texture_grid::show(ui, texts, inspect, &families, [height, cell], commands);
    };
    // In a low panel the grid and the details scroll together.
    const DETAILS: f32 = 290.0;
    const LEAST: f32 = 140.0;
    let room = ui.available_height();
    ScrollArea::vertical().id_salt("textures").auto_shrink([false, false]).show(ui, |ui| {
        texture_grid::show(ui, texts, inspect, &families, [(room - DETAILS).max(LEAST), cell], commands);
        ui.separator();
        details(ui, texts, inspect, texture, commands);
    });
}

/// Search, filters, and size of the images, whose least side in points is returned.
fn controls(ui: &mut Ui, texts: &Texts, inspect: &Inspect, filters: &mut Filters) -> f32 {
    let words = &texts.textures;
    let id = Id::unique("texture size");
    let mut cell: f32 = ui.data(|data| data.get_temp(id)).unwrap_or(CELLS[1]);
    ui.horizontal_wrapped(|ui| {
        let width = (ui.available_width() - CHOICE - 24.0).clamp(120.0, 240.0);
        let search = egui::TextEdit::singleline(&mut filters.text).hint_text(words.search.name).desired_width(width);
        ui.add(search).on_hover_text(words.search.tip);
        family_choice(ui, texts, inspect, &mut filters.family);
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for (value, named) in Which::ALL.into_iter().zip([words.all, words.used, words.unused, words.missing]) {
            ui.selectable_value(&mut filters.which, value, named.name).on_hover_text(named.tip);
        }
        ui.spacing_mut().slider_width = 70.0;
        let slider = ui.add(Slider::new(&mut cell, CELLS[0]..=CELLS[2]).show_value(false));
        slider.widget_info(|| WidgetInfo::labeled(Role::Slider, true, words.size.name));
        slider.on_hover_text(words.size.tip);
    });
    ui.data_mut(|data| data.insert_temp(id, cell));
    cell
}

fn family_choice(ui: &mut Ui, texts: &Texts, inspect: &Inspect, chosen: &mut Option<String>) {
    let words = &texts.textures;
    let name = |name: &str| if name.is_empty() { words.no_family.to_owned() } else { name.to_owned() };
    let shown = chosen.as_deref().map_or(words.all_families.to_owned(), name);
    let list = ComboBox::from_id_salt("texture family").selected_text(shown).width(CHOICE).truncate();
    let list = list.show_ui(ui, |ui| {
        ui.selectable_value(chosen, None, words.all_families);
        for family in texture_grid::families(inspect, &every(inspect)) {
            let label = format!("{} ({})", name(&family.name), family.textures.len());
            ui.selectable_value(chosen, Some(family.name), label);
        }
    });
    list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, words.family.name));
    list.response.on_hover_text(words.family.tip);
}

/// Number of textures shown, and of their families, and whether their tiles are being counted.
fn count(ui: &mut Ui, texts: &Texts, inspect: &Inspect, found: usize, families: usize) {
    let (words, all) = (&texts.textures, inspect.textures.len());
    let [shown, of] = [found, all].map(|count| texts.numbers.count(count as u64));
    let count = fill(words.found.form(all as u64), &[("found", &shown), ("all", &of)]);
    let mut line = format!("{count} · {}", texts.counted(words.families, families as u64));
    if all > 0 && inspect.uses.is_empty() {
        line = format!("{line} · {}", words.counting);
    }
    ui.label(RichText::new(line).small().color(style::WEAK)).on_hover_text(words.family.tip);
}

/// The highlighted texture: its values, its levels pixel by pixel, and the other zones with its file.
fn details(ui: &mut Ui, texts: &Texts, inspect: &Inspect, texture: u16, commands: &mut Vec<PanelCommand>) {
    let words = &texts.textures;
    let (path, tile) = inspect.source(texts, texture);
    let uses = inspect.uses.get(usize::from(texture)).copied();
    let title = if inspect.is_missing(texture) { words.title_missing } else { words.title };
    let title = fill(title, &[("index", &texture), ("path", &path), ("tile", &tile)]);
    ui.add(egui::Label::new(title).wrap());
    ui.horizontal_wrapped(|ui| {
        let shown_by = |uses: u32| texts.counted(words.shown_by, u64::from(uses));
        ui.label(RichText::new(uses.map_or(words.counting.to_owned(), shown_by)).color(style::WEAK));
        let next = ui.add_enabled(uses != Some(0), egui::Button::new(words.next.name));
        if next.on_hover_text(words.next.tip).on_disabled_hover_text(words.no_tile).clicked() {
            commands.push(PanelCommand::Inspect(InspectCommand::NextPlace(texture)));
        }
        if ui.button(words.light_up_none.name).on_hover_text(words.light_up_none.tip).clicked() {
            commands.push(PanelCommand::Inspect(InspectCommand::Highlight(None)));
        }
    });
    levels(ui, texts, inspect, texture);
    other_zones::show(ui, texts, inspect, texture, commands);
}

/// The mip levels of a texture, a texel per pixel.
fn levels(ui: &mut Ui, texts: &Texts, inspect: &Inspect, texture: u16) {
    let words = &texts.textures;
    let Some(here) = inspect.textures.get(usize::from(texture)).and_then(Option::as_ref) else { return };
    let alpha = if pictures::has_alpha(ui.ctx(), &here.image) { words.alpha } else { words.levels };
    ui.add(egui::Label::new(RichText::new(alpha).small().color(style::WEAK)).wrap());
    let points = 1.0 / ui.ctx().pixels_per_point();
    ScrollArea::horizontal().id_salt("levels").show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            for level in 0..TILE_LEVELS {
                let handle = pictures::checkered(ui.ctx(), &here.image, level);
                let side = (TILE_PX >> level) as f32 * points;
                let alt = fill(words.level, &[("level", &level)]);
                ui.add(egui::Image::new((handle.id(), vec2(side, side))).alt_text(&alt)).on_hover_text(alt);
            }
        });
    });
}

//! The formula of a field's offset, with an explanation of each number.

use egui::{Label, RichText, Ui, vec2};

use crate::formats::kernel::{Address, FieldAt, FieldMap, RecordIndex, Run};
use crate::ui::style;
use crate::ui::text::{Texts, fill};

/// Maximum number of fields before an array that are listed one by one.
const LISTED: usize = 6;

/// Draws formula and explanations; nothing for a field outside of arrays.
pub fn show(ui: &mut Ui, texts: &Texts, map: &FieldMap, run: &Run, found: &FieldAt) {
    let Some(address) = Address::new(run, found) else { return };
    let formula = format!("{:#x} = {}", address.offset(), address.formula());
    ui.add(Label::new(RichText::new(formula).monospace().size(12.0)).wrap());
    let terms = terms(texts, map, run, found, &address);
    let width = |number: &str| {
        let font = egui::FontId::monospace(11.0);
        ui.fonts_mut(|fonts| fonts.glyph_width(&font, '0')) * number.chars().count() as f32
    };
    let column = terms.iter().map(|(number, _)| width(number)).fold(0.0, f32::max) + 2.0;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 2.0);
        for (number, meaning) in terms {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().interact_size.y = 0.0;
                let line = ui.text_style_height(&egui::TextStyle::Small);
                ui.allocate_ui_with_layout(vec2(column, line), egui::Layout::top_down(egui::Align::Max), |ui| {
                    ui.set_min_width(column);
                    ui.label(RichText::new(number).monospace().size(11.0));
                });
                ui.add(Label::new(RichText::new(meaning).small().color(style::WEAK)).wrap());
            });
        }
    });
}

/// The numbers of the formula from left to right, with their meanings.
fn terms(texts: &Texts, map: &FieldMap, run: &Run, found: &FieldAt, address: &Address) -> Vec<(String, String)> {
    let words = &texts.address;
    let list = |parts: Vec<(&str, u64)>| {
        let parts: Vec<String> = parts.into_iter().map(|(name, bytes)| format!("{name} {bytes}")).collect();
        parts.join(", ")
    };
    let fields = |until: u64| {
        let fields = run.fields_at(found.index).take_while(|field| field.offset < until);
        list(fields.map(|field| (field.field.name, field.bytes)).collect())
    };
    let record = run.name();
    let of = |text: &str, parts: &str| fill(text, &[("record", &record), ("parts", &parts)]);
    let decimal = texts.numbers.count(address.offset());
    let mut terms = vec![
        (format!("{:#x}", address.offset()), fill(words.offset, &[("offset", &decimal), ("field", &found.field.name)])),
        (address.first.to_string(), of(words.first, &list(map.parts_before(run, LISTED)))),
        (address.stride.to_string(), of(words.stride, &fields(u64::MAX))),
    ];
    match address.index {
        RecordIndex::List(index) => terms.push((index.to_string(), of(words.index, ""))),
        RecordIndex::Square { side, x, z } => terms.extend([
            (side.to_string(), of(words.side, "")),
            (x.to_string(), of(words.x, "")),
            (z.to_string(), of(words.z, "")),
        ]),
    }
    if address.field > 0 {
        terms.push((address.field.to_string(), of(words.field, &fields(found.offset))));
    }
    terms
}

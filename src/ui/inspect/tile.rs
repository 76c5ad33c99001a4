//! The tile panel: packed word byte by byte and bit by bit, textures in tile orientation, and all other values.

use egui::{Grid, RichText, Ui, vec2};

use super::packed::{self, ByteOrder};
use super::{Inspect, InspectCommand, address, pictures};
use crate::formats::gtd::fields::TILE_BITS;
use crate::formats::kernel::fields::Bits;
use crate::scene::number_format::NumberFormat;
use crate::scene::terrain::layers::TileLayer;
use crate::scene::terrain::tile_facts::TileFacts;
use crate::ui::model::PanelCommand;
use crate::ui::style;
use crate::ui::text::{self, Texts, fill};

/// Side of a texture image in points.
const PICTURE: f32 = 118.0;

/// Draws the panel's contents.
pub fn contents(ui: &mut Ui, text: &Texts, inspect: &Inspect, commands: &mut Vec<PanelCommand>) {
    let Some(facts) = &inspect.facts() else { return };
    let words = &text.tile;
    let title = fill(words.title, &[("x", &facts.tile.x), ("z", &facts.tile.z)]);
    ui.label(RichText::new(title).strong().size(15.0));
    ui.horizontal_wrapped(|ui| {
        let go = ui.button(words.fly.name).on_hover_text(words.fly.tip);
        if go.clicked() {
            commands.push(PanelCommand::Inspect(InspectCommand::GoTo(facts.tile)));
        }
        if ui.button(words.show_bytes.name).on_hover_text(words.show_bytes.tip).clicked() {
            commands.push(PanelCommand::Show(crate::ui::PanelId::Bytes, true));
            if inspect.files.chosen != 0 {
                commands.push(PanelCommand::Inspect(InspectCommand::ShowFile(0)));
            }
            let range = facts.offset..facts.offset + 8;
            commands.push(PanelCommand::Inspect(InspectCommand::ShowBytes(range)));
        }
    });
    ui.add_space(4.0);
    word(ui, text, inspect, facts);
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        for (name, layer) in words.textures.into_iter().zip(facts.layers) {
            ui.vertical(|ui| {
                ui.set_width(PICTURE + 12.0);
                texture(ui, text, inspect, name, layer, commands);
            });
        }
    });
    ui.add_space(6.0);
    numbers(ui, &rows(text, text.numbers, inspect, facts));
}

/// The packed word: its place in the file, its bytes, its number, its bits, and its fields.
fn word(ui: &mut Ui, texts: &Texts, inspect: &Inspect, facts: &TileFacts) {
    let (text, word) = (&texts.tile, facts.packed.0);
    ui.label(RichText::new(text.word.name).small().color(style::WEAK)).on_hover_text(text.word.tip);
    let record =
        inspect.ground.map(|ground| ground.gtd().field_map()).and_then(|map| Some((map, map.field_at(facts.offset)?)));
    if let Some((map, (run, first))) = record
        && let Some(packed) = run.fields_at(first.index).find(|field| !field.field.bits.is_empty())
    {
        address::show(ui, texts, map, run, &packed);
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        for (named, order) in [(text.stored, ByteOrder::File), (text.number, ByteOrder::Number)] {
            ui.label(RichText::new(named.name).small().color(style::WEAK)).on_hover_text(named.tip);
            packed::hex_digits(ui, word, &TILE_BITS, order).on_hover_text(named.tip);
            ui.add_space(6.0);
        }
    });
    ui.label(packed::binary(word, &TILE_BITS));
    ui.spacing_mut().interact_size.y = 0.0;
    Grid::new("word fields").num_columns(3).spacing([10.0, 2.0]).show(ui, |ui| {
        for (index, bits) in TILE_BITS.iter().enumerate().rev() {
            ui.label(RichText::new(bits.name).color(packed::field_color(index))).on_hover_text(bits.meaning);
            ui.label(RichText::new(bits.extract(word).to_string()).monospace());
            ui.label(RichText::new(range_of(text, bits)).small().color(style::WEAK));
            ui.end_row();
        }
    });
}

fn range_of(text: &text::Tile, bits: &Bits) -> String {
    match bits.width {
        1 => fill(text.bit, &[("low", &bits.low)]),
        _ => fill(text.bits, &[("low", &bits.low), ("high", &bits.high())]),
    }
}

/// A texture in tile orientation, north up.
fn texture(
    ui: &mut Ui,
    text: &Texts,
    inspect: &Inspect,
    name: &str,
    layer: Option<TileLayer>,
    commands: &mut Vec<PanelCommand>,
) {
    let words = &text.tile;
    ui.label(RichText::new(name).small().color(style::WEAK));
    let Some(layer) = layer else {
        ui.label(words.none);
        return;
    };
    let here = inspect.textures.get(usize::from(layer.texture)).and_then(Option::as_ref);
    match here {
        Some(here) => {
            let picture = pictures::picture(ui.ctx(), &here.image, 0, layer.orientation);
            let alt = fill(words.lies.name, &[("texture", &name)]);
            let image = egui::Image::new((picture.id(), vec2(PICTURE, PICTURE))).alt_text(alt);
            ui.add(image).on_hover_text(words.lies.tip);
        }
        None => drop(ui.label(words.not_loaded)),
    }
    if here.is_some_and(|here| here.missing) {
        ui.label(RichText::new(words.missing).color(style::WARNING));
    }
    let (path, tile) = inspect.source(text, layer.texture);
    let link = ui.link(fill(words.texture.name, &[("index", &layer.texture)]));
    if link.on_hover_text(words.texture.tip).clicked() {
        commands.push(PanelCommand::Inspect(InspectCommand::Highlight(Some(layer.texture))));
        commands.push(PanelCommand::Show(crate::ui::PanelId::Textures, true));
    }
    let file = path.rsplit(['\\', '/']).next().unwrap_or_default();
    ui.add(egui::Label::new(RichText::new(format!("{file} #{tile}")).small()).wrap()).on_hover_text(&path);
    ui.label(RichText::new(words.orientation[usize::from(layer.orientation.index())]).small().color(style::WEAK));
}

fn numbers(ui: &mut Ui, rows: &[(&'static str, String)]) {
    ui.spacing_mut().interact_size.y = 0.0;
    Grid::new("tile numbers").num_columns(2).spacing([10.0, 3.0]).show(ui, |ui| {
        for (name, value) in rows {
            ui.label(RichText::new(*name).small().color(style::WEAK));
            ui.add(egui::Label::new(RichText::new(value).monospace().size(12.0)).wrap());
            ui.end_row();
        }
    });
}

/// Other values of the tile: name and value.
pub(in crate::ui) fn rows(
    text: &Texts,
    numbers: NumberFormat,
    inspect: &Inspect,
    facts: &TileFacts,
) -> Vec<(&'static str, String)> {
    let text = &text.tile;
    let [south, north] = facts.slopes_deg.map(|degrees| numbers.decimal(degrees.into(), 1));
    let [y, radius] =
        [facts.bounds.middle_y_m(), facts.bounds.radius_m()].map(|meters| numbers.decimal(meters.into(), 2));
    let height = |meters: f32| numbers.decimal(meters.into(), 3);
    let shadow = |strength| fill(text.shadow_told, &[("strength", &strength)]);
    let [sw, se, nw, ne] = facts.corners_m;
    let point = inspect.pinned.map(|pin| pin.point).unwrap_or_default();
    vec![
        (text.patch, format!("{}, {}", facts.patch.x, facts.patch.z)),
        // whole meters east and north, as the game shows places
        (text.clicked, format!("{:.0}, {:.0}  {} m", point.x.floor(), point.z.floor(), numbers.decimal(point.y, 2))),
        (text.heights_north, format!("{}  {} m", height(nw), height(ne))),
        (text.heights_south, format!("{}  {} m", height(sw), height(se))),
        (text.slopes, fill(text.slopes_told, &[("south", &south), ("north", &north)])),
        (text.full, if facts.packed.full() { text.full_textures } else { text.full_color_map }.to_owned()),
        (text.grass, format!("0b{:08b}", facts.grass)),
        (text.shadow, inspect.over.shadow.map_or(text.none.to_owned(), shadow)),
        (text.color_map, inspect.over.color.map_or(text.none.to_owned(), |[r, g, b]| format!("{r}, {g}, {b}"))),
        (text.sphere, fill(text.sphere_told, &[("y", &y), ("radius", &radius)])),
    ]
}

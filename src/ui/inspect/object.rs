//! The object panel: what the file of placed objects stores for the selected object, and the files of its parts.

use egui::{Grid, Label, RichText, Ui};

use super::{Inspect, InspectCommand, PickedObject};
use crate::formats::kernel::visible::visible;
use crate::formats::opd::RenderFlags;
use crate::input::Action;
use crate::scene::objects::PartFacts;
use crate::ui::model::{PanelCommand, PanelId};
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

pub fn contents(ui: &mut Ui, text: &Texts, object: &PickedObject, inspect: &Inspect, commands: &mut Vec<PanelCommand>) {
    let words = &text.object;
    let name = visible(&object.placed.name).into_owned();
    let title = if name.is_empty() { words.unnamed.to_owned() } else { name };
    ui.add(Label::new(RichText::new(title).strong().size(15.0)).wrap());
    ui.label(RichText::new(number(text, object)).small().color(style::WEAK));
    ui.horizontal_wrapped(|ui| {
        if ui.button(words.frame.name).on_hover_text(words.frame.tip).clicked() {
            commands.push(PanelCommand::Do(Action::LookAtPick));
        }
        if let Some(file) = inspect.files.objects
            && ui.button(words.show_bytes.name).on_hover_text(words.show_bytes.tip).clicked()
        {
            commands.push(PanelCommand::Show(PanelId::Bytes, true));
            if inspect.files.chosen != file {
                commands.push(PanelCommand::Inspect(InspectCommand::ShowFile(file)));
            }
            commands.push(PanelCommand::Inspect(InspectCommand::ShowBytes(object.placed.bytes.clone())));
        }
    });
    ui.add_space(4.0);
    table(ui, "object values", &rows(text, object));
    for (index, part) in object.facts.parts.iter().enumerate() {
        ui.add_space(6.0);
        self::part(ui, text, object, (index, part));
    }
}

/// Its number, and how many objects have the same parts.
fn number(text: &Texts, object: &PickedObject) -> String {
    let words = &text.object;
    let [index, count] = [object.index, object.count].map(|number| text.numbers.count(number as u64));
    let number = fill(words.number, &[("index", &index), ("count", &count)]);
    let others = object.facts.alike.saturating_sub(1) as u64;
    if others == 0 { number } else { format!("{number} · {}", text.counted(words.alike, others)) }
}

/// Names and values, one row each.
fn table(ui: &mut Ui, id: &str, rows: &[(&str, String)]) {
    Grid::new(id).num_columns(2).spacing([12.0, 3.0]).show(ui, |ui| {
        for (name, value) in rows {
            ui.label(RichText::new(*name).small().color(style::WEAK));
            ui.add(Label::new(RichText::new(value).monospace().size(12.0)).wrap());
            ui.end_row();
        }
    });
}

/// Values of the object: name and value.
fn rows(text: &Texts, object: &PickedObject) -> Vec<(&'static str, String)> {
    let (words, placed) = (&text.object, object.placed);
    let meters = |values: [f32; 3], decimals| {
        let [a, b, c] = values.map(|value| text.numbers.decimal(value.into(), decimals));
        format!("{a}, {b}, {c}")
    };
    let mut rows = event_rows(text, object);
    let placement = &placed.stored.placement;
    let quaternion = placement.rotation.map(|value| text.numbers.decimal(value.into(), 3)).join(", ");
    let turn = fill(words.turn, &[("degrees", &text.numbers.decimal(placed.yaw_deg.rem_euclid(360.0).into(), 1))]);
    rows.extend([
        (words.position, format!("{} m", meters(placement.position_m, 2))),
        (words.rotation, turn),
        (words.quaternion, quaternion),
        (words.scale, meters(placement.scale, 2)),
        (words.size, format!("{} m", meters(object.facts.size_m.into(), 2))),
        (
            words.bytes,
            fill(
                words.range,
                &[
                    ("first", &format!("{:#x}", placed.bytes.start)),
                    ("size", &text.counted(text.bytes.size, placed.bytes.end.saturating_sub(placed.bytes.start))),
                ],
            ),
        ),
    ]);
    if placement.animation.iter().any(Option::is_some) {
        rows.push((words.animation, words.animated.to_owned()));
    }
    rows
}

/// The role of an object in the game's logic; no rows for objects without one.
fn event_rows(text: &Texts, object: &PickedObject) -> Vec<(&'static str, String)> {
    let (words, stored) = (&text.object, &object.placed.stored);
    if !stored.is_extra() {
        return Vec::new();
    }
    let events = stored.events;
    let unknown = || fill(words.unknown, &[("number", &events.event_kind)]);
    let role = events.kind().map_or_else(unknown, |kind| words.roles[kind as usize].to_owned());
    let nations = [words.no_nation, "Karus", "El Morad", words.both_nations];
    let nation = usize::try_from(events.belongs_to).ok().and_then(|nation| nations.get(nation).copied());
    vec![
        (words.role, role),
        (words.nation, nation.map_or_else(|| events.belongs_to.to_string(), str::to_owned)),
        (words.event, events.event_id.to_string()),
        (words.character, fill(words.with_status, &[("number", &events.npc_id), ("status", &events.npc_status)])),
    ]
}

/// A part: its mesh, how it is drawn, and its textures.
fn part(ui: &mut Ui, text: &Texts, object: &PickedObject, (index, part): (usize, &PartFacts)) {
    let words = &text.object;
    ui.label(RichText::new(fill(words.part, &[("number", &(index + 1))])).strong().color(style::ACCENT));
    let triangles = part.triangles.map(|count| text.counted(words.triangles, count as u64));
    file(ui, words, &part.mesh, (triangles.unwrap_or_else(|| words.missing.to_owned()), part.triangles.is_none()));
    for texture in &part.textures {
        let note = if texture.is_missing { words.missing } else { "" };
        file(ui, words, &texture.name, (note.to_owned(), texture.is_missing));
    }
    let Some(stored) = object.placed.stored.parts.get(index) else { return };
    let flags = FLAGS.iter().zip(words.flags).filter(|(flag, _)| stored.material.flags.contains(**flag));
    let flags: Vec<&str> = flags.map(|(_, name)| name).collect();
    if !flags.is_empty() {
        ui.add(Label::new(RichText::new(flags.join(", ")).small().color(style::WEAK)).wrap());
    }
}

/// A file of a part, with a note; its whole path is the tooltip.
fn file(ui: &mut Ui, words: &text::Object, path: &str, (note, is_missing): (String, bool)) {
    ui.horizontal_wrapped(|ui| {
        let name = path.rsplit(['\\', '/']).next().unwrap_or_default();
        let name = if name.is_empty() { words.none.to_owned() } else { visible(name).into_owned() };
        ui.add(Label::new(RichText::new(name).monospace().size(12.0)).wrap()).on_hover_text(visible(path));
        let color = if is_missing && !path.is_empty() { style::WARNING } else { style::WEAK };
        if !note.is_empty() && !path.is_empty() {
            ui.label(RichText::new(note).small().color(color));
        }
    });
}

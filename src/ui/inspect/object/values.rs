//! Values of an object: its role in the game, where it is, its bytes, animation and effect.

use egui::{Grid, Label, RichText, Ui};

use super::link;
use crate::formats::kernel::text;
use crate::formats::kernel::visible::visible;
use crate::formats::opd::EventKind;
use crate::scene::objects::events;
use crate::ui::inspect::{Inspect, PickedObject};
use crate::ui::model::PanelCommand;
use crate::ui::style;
use crate::ui::text::{Texts, fill};

enum Value {
    Text(String),
    /// Links to other objects.
    Objects(Vec<usize>),
}

/// Draws names and values, one row each.
pub fn show(ui: &mut Ui, text: &Texts, object: &PickedObject, inspect: &Inspect, commands: &mut Vec<PanelCommand>) {
    let rows = event_rows(text, object).into_iter().chain(rows(text, object));
    Grid::new("object values").num_columns(2).spacing([12.0, 3.0]).show(ui, |ui| {
        for (name, value) in rows {
            ui.label(RichText::new(name).small().color(style::WEAK));
            match value {
                Value::Text(value) => drop(ui.add(Label::new(RichText::new(value).monospace().size(12.0)).wrap())),
                Value::Objects(numbers) => drop(ui.vertical(|ui| {
                    numbers.into_iter().for_each(|index| link(ui, text, inspect.objects, index, commands));
                })),
            }
            ui.end_row();
        }
    });
}

fn rows(text: &Texts, object: &PickedObject) -> Vec<(&'static str, Value)> {
    let (words, placed) = (&text.object, object.placed);
    let meters = |values: [f32; 3], decimals| {
        let [a, b, c] = values.map(|value| text.numbers.decimal(value.into(), decimals));
        format!("{a}, {b}, {c}")
    };
    let placement = &placed.stored.placement;
    let quaternion = placement.rotation.map(|value| text.numbers.decimal(value.into(), 3)).join(", ");
    let turn = fill(words.turn, &[("degrees", &text.numbers.decimal(placed.yaw_deg.rem_euclid(360.0).into(), 1))]);
    let length = text.counted(text.bytes.size, placed.bytes.end.saturating_sub(placed.bytes.start));
    let bytes = fill(words.range, &[("first", &format!("{:#x}", placed.bytes.start)), ("size", &length)]);
    let mut rows = vec![
        (words.position, format!("{} m", meters(placement.position_m, 2))),
        (words.rotation, turn),
        (words.quaternion, quaternion),
        (words.scale, meters(placement.scale, 2)),
        (words.size, format!("{} m", meters(object.facts.extent.size_m().into(), 2))),
        (words.bytes, bytes),
    ];
    if placement.animation.iter().any(Option::is_some) {
        rows.push((words.animation, words.animated.to_owned()));
    }
    if let Some(effect) = &placed.effect {
        let file = text::decode_until_nul(&effect.file);
        let size = text.numbers.decimal(effect.size.into(), 2);
        let values = [("file", &visible(&file) as &dyn std::fmt::Display), ("size", &size)];
        rows.push((words.effect, fill(words.effect_file, &values)));
        rows.push((words.effect_offset, format!("{} m", meters(effect.offset_m, 2))));
    }
    rows.into_iter().map(|(name, value)| (name, Value::Text(value))).collect()
}

/// The role of an object in the game, and the objects that belong to it; no rows for objects without a role.
fn event_rows(text: &Texts, object: &PickedObject) -> Vec<(&'static str, Value)> {
    let (words, stored) = (&text.object, &object.placed.stored);
    if !stored.is_extra() {
        return Vec::new();
    }
    let events = stored.events;
    let unknown = || fill(words.unknown, &[("number", &events.event_kind)]);
    let role = events.kind().map_or_else(unknown, |kind| words.roles[kind as usize].to_owned());
    let nations = [words.no_nation, "Karus", "El Morad", words.both_nations];
    let nation = usize::try_from(events.belongs_to).ok().and_then(|nation| nations.get(nation).copied());
    let character = fill(words.with_status, &[("number", &events.npc_id), ("status", &events.npc_status)]);
    let nation = nation.map_or_else(|| events.belongs_to.to_string(), str::to_owned);
    let or_none = |objects: Vec<usize>| match objects.is_empty() {
        true => Value::Text(words.none.to_owned()),
        false => Value::Objects(objects),
    };
    let related = match events.kind() {
        Some(EventKind::Gate | EventKind::FoldingGate) => Some((words.levers, or_none(object.facts.levers.clone()))),
        Some(EventKind::Lever) => Some((words.gate, or_none(object.facts.gate.into_iter().collect()))),
        Some(EventKind::Warp) => {
            let list = events::warp_list(stored).map_or_else(|| words.none.to_owned(), |list| list.to_string());
            Some((words.warp_list, Value::Text(list)))
        }
        _ => None,
    };
    let mut rows = vec![(words.role, Value::Text(role))];
    rows.extend(related);
    rows.extend([
        (words.nation, Value::Text(nation)),
        (words.event, Value::Text(events.event_id.to_string())),
        (words.character, Value::Text(character)),
    ]);
    rows
}

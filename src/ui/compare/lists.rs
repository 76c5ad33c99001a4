//! Lists of the comparison panel: places with changes of the ground, and changed objects. A click flies there.

use egui::{RichText, ScrollArea, Ui};

use super::{ChangedObject, ChangedObjects, ChangedPlace, Changes, CompareCommand};
use crate::formats::kernel::visible::visible;
use crate::ui::style;
use crate::ui::text::{Texts, fill};
use crate::ui::tips::beside;

/// Places with changes of the ground, and buttons to visit one after the other.
pub(super) fn places(
    ui: &mut Ui,
    texts: &Texts,
    (at, changes): (Option<usize>, &Changes),
    commands: &mut Vec<CompareCommand>,
) {
    let (text, numbers) = (&texts.compare, texts.numbers);
    ui.separator();
    ui.horizontal(|ui| {
        if ui.button(text.previous.name).on_hover_text(text.previous.tip).clicked() {
            commands.push(CompareCommand::Previous);
        }
        if ui.button(text.next.name).on_hover_text(text.next.tip).clicked() {
            commands.push(CompareCommand::Next);
        }
        let count = changes.places.len() as u64;
        let position = match at {
            Some(at) => fill(text.at, &[("at", &numbers.count(at as u64 + 1)), ("count", &numbers.count(count))]),
            None => texts.counted(text.places, count),
        };
        ui.label(RichText::new(position).color(style::WEAK));
    });
    let row = ui.spacing().interact_size.y;
    ScrollArea::vertical().max_height(row * 5.0).auto_shrink([false, true]).show_rows(
        ui,
        row,
        changes.places.len(),
        |ui, rows| {
            for index in rows {
                let label = ui.selectable_label(at == Some(index), place_text(texts, index, &changes.places[index]));
                if beside(label, text.go).clicked() {
                    commands.push(CompareCommand::Go(index));
                }
            }
        },
    );
}

/// The changed objects; a click flies there.
pub(super) fn objects(
    ui: &mut Ui,
    texts: &Texts,
    (at, objects): (Option<usize>, &ChangedObjects),
    commands: &mut Vec<CompareCommand>,
) {
    let text = &texts.compare;
    ui.separator();
    ui.label(RichText::new(text.objects).color(style::WEAK));
    let row = ui.spacing().interact_size.y;
    let area = ScrollArea::vertical().id_salt("changed objects").max_height(row * 8.0).auto_shrink([false, true]);
    area.show_rows(ui, row, objects.list.len(), |ui, rows| {
        for index in rows {
            let label = ui.selectable_label(at == Some(index), object_text(texts, &objects.list[index]));
            if beside(label, text.go_object).clicked() {
                commands.push(CompareCommand::GoToObject(index));
            }
        }
    });
}

fn object_text(texts: &Texts, object: &ChangedObject) -> String {
    let [x, z] = object.place_m.map(|meters| format!("{meters:.0}"));
    let kind = texts.compare.object_kinds.get(object.kind).copied().unwrap_or_default();
    fill(texts.compare.object, &[("kind", &kind), ("name", &visible(&object.name)), ("x", &x), ("z", &z)])
}

fn place_text(texts: &Texts, index: usize, place: &ChangedPlace) -> String {
    let [x, z] = place.middle_m.map(|meters| format!("{meters:.0}"));
    let tiles = u64::from(place.tiles);
    let [number, count] = [index as u64 + 1, tiles].map(|number| texts.numbers.count(number));
    fill(texts.compare.place.form(tiles), &[("number", &number), ("tiles", &count), ("x", &x), ("z", &z)])
}

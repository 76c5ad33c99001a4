//! The object panel: what the zone stores for the selected object, its files, and marks over it.

mod marks;
mod parts;
mod selection;
mod values;

use egui::{Label, RichText, Ui};

use super::{Inspect, InspectCommand, PickedObject, single_model};
use crate::formats::kernel::visible::visible;
use crate::input::{Action, command_name};
use crate::scene::PlacedObject;
use crate::ui::hidden;
use crate::ui::model::{PanelCommand, PanelId};
use crate::ui::text::{Texts, fill};
use crate::ui::{objects, style};

/// What to do while no object is selected.
pub fn hint(text: &Texts) -> String {
    fill(text.object.hint, &[("key", &command_name())])
}

pub fn contents(ui: &mut Ui, text: &Texts, object: &PickedObject, inspect: &Inspect, commands: &mut Vec<PanelCommand>) {
    let words = &text.object;
    inspect.single_model.iter().for_each(|model| single_model::controls(ui, text, model, commands));
    if inspect.selected.len() > 1 {
        selection::show(ui, text, inspect);
    }
    let title = name_of(text, object.placed);
    ui.add(Label::new(RichText::new(title).strong().size(15.0)).wrap());
    if inspect.single_model.is_none() {
        ui.add(Label::new(RichText::new(number(text, object)).small().color(style::WEAK)).wrap());
    }
    ui.horizontal_wrapped(|ui| {
        if inspect.single_model.is_none() {
            single_model::open_object_button(ui, text, object.index, commands);
        }
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
    if inspect.single_model.is_none() {
        ui.horizontal_wrapped(|ui| hidden::buttons(ui, text, object.index, commands));
    }
    ui.add_space(4.0);
    values::show(ui, text, object, inspect, commands);
    ui.add_space(6.0);
    marks::show(ui, text, object, inspect.marks, commands);
    for (index, part) in object.facts.parts.iter().enumerate() {
        ui.add_space(6.0);
        if let Some(file) = parts::show(ui, text, (object, inspect.models), (index, part)) {
            objects::search_for(ui, &file, commands);
        }
        if inspect.single_model.as_ref().is_none_or(|_| object.facts.parts.len() > 1) {
            single_model::open_button(ui, text, part, commands);
        }
    }
}

/// Name of an object, or words for its lack.
fn name_of(text: &Texts, placed: &PlacedObject) -> String {
    let name = visible(&placed.name).into_owned();
    if name.is_empty() { text.object.unnamed.to_owned() } else { name }
}

/// Its number and kind, and how many objects have the same parts.
fn number(text: &Texts, object: &PickedObject) -> String {
    let words = &text.object;
    let [index, count] = [object.index, object.count].map(|number| text.numbers.count(number as u64));
    let mut parts = vec![fill(words.number, &[("index", &index), ("count", &count)])];
    parts.extend(object.facts.kind.map(|kind| fill(words.kind, &[("number", &kind)])));
    let others = object.facts.alike.saturating_sub(1) as u64;
    parts.extend((others > 0).then(|| text.counted(words.alike, others)));
    parts.join(" · ")
}

/// A link that selects an object; nothing for a number out of range.
pub(super) fn link(
    ui: &mut Ui,
    text: &Texts,
    objects: &[PlacedObject],
    index: usize,
    commands: &mut Vec<PanelCommand>,
) {
    let Some(placed) = objects.get(index) else { return };
    let name = fill(text.object.link.name, &[("index", &index), ("name", &name_of(text, placed))]);
    if ui.link(name).on_hover_text(text.object.link.tip).clicked() {
        commands.push(PanelCommand::Inspect(InspectCommand::select(index, false)));
    }
}

//! The dialog "Go to": a text field, and the places that its text may mean.

mod destinations;
mod query;

use egui::{Button, Id, Key, Modifiers, RichText, ScrollArea, TextEdit, Ui};

use self::destinations::{Destination, destinations};
use super::model::{Model, PanelCommand, PanelId};
use super::tips::beside;
use super::{places, style};

/// The text that is being typed, and the destination that Enter goes to.
#[derive(Clone, Debug, Default)]
struct Typed {
    text: String,
    chosen: usize,
}

/// Keys that the dialog takes before its text field.
#[derive(Clone, Copy, Debug, Default)]
struct Keys {
    /// Rows down, up negative.
    step: isize,
    enter: bool,
}

pub(super) fn contents(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let (id, text) = (Id::unique("go to"), &model.text.go_to);
    let field = id.with("field");
    let opened = places::just_opened(ui, id);
    let mut typed: Typed = ui.data(|data| data.get_temp(id)).filter(|_| !opened).unwrap_or_default();
    let keys = if ui.memory(|memory| memory.has_focus(field)) { take_keys(ui) } else { Keys::default() };
    let edit = TextEdit::singleline(&mut typed.text).id(field).hint_text(text.field.name).desired_width(f32::INFINITY);
    let response = ui.add(edit).on_hover_text(text.field.tip);
    if opened {
        response.request_focus();
    }
    if response.changed() {
        typed.chosen = 0;
    }
    ui.add_space(4.0);
    // Esc takes the keyboard from the field before the dialog sees the key.
    let mut gone = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
    match destinations(model, &typed.text) {
        Err(reason) => {
            let tone = if typed.text.trim().is_empty() { style::WEAK } else { style::WARNING };
            ui.add(egui::Label::new(RichText::new(reason).color(tone)).wrap());
        }
        Ok(found) => {
            typed.chosen = typed.chosen.saturating_add_signed(keys.step).min(found.len() - 1);
            let clicked = list(ui, text.go, &found, typed.chosen, keys.step != 0);
            if let Some(destination) = clicked.or(keys.enter.then_some(typed.chosen)).and_then(|index| found.get(index))
            {
                commands.extend(destination.commands.iter().cloned());
                gone = true;
            }
        }
    }
    if gone {
        commands.push(PanelCommand::Show(PanelId::GoTo, false));
    }
    ui.data_mut(|data| data.insert_temp(id, typed));
}

fn take_keys(ui: &Ui) -> Keys {
    ui.input_mut(|input| {
        let mut count = |key| input.count_and_consume_key(Modifiers::NONE, key);
        let step = count(Key::ArrowDown) as isize - count(Key::ArrowUp) as isize;
        Keys { step, enter: count(Key::Enter) > 0 }
    })
}

/// The destinations, one row each; returns the index of the clicked one.
fn list(ui: &mut Ui, tip: &str, found: &[Destination], chosen: usize, scroll: bool) -> Option<usize> {
    let mut clicked = None;
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        for (index, destination) in found.iter().enumerate() {
            let about = RichText::new(&destination.about).small().color(style::WEAK);
            let row = Button::selectable(index == chosen, &destination.name).truncate().right_text(about);
            let row = ui.add_sized([ui.available_width(), 24.0], row);
            if index == chosen && scroll {
                row.scroll_to_me(None);
            }
            if beside(row, tip).clicked() {
                clicked = Some(index);
            }
        }
    });
    clicked
}

//! The settings panel: appearance, mouse and camera, quality, screenshots, keys. Changes take effect at once.

use egui::{Button, Checkbox, ComboBox, Grid, RichText, Role, ScrollArea, Ui, WidgetInfo};

use super::model::{Model, PanelCommand};
use super::number_input;
use super::preferences::{Preferences, ThemeChoice};
use super::style;
use super::text::{self, LanguageChoice, Texts, fill};
use crate::formats::kernel::visible::visible_path;
use crate::input::{Action, Bindings, Chord};
use crate::scene::view_settings::{Filter, ViewSettings};

/// A tab of the panel.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Tab {
    #[default]
    General,
    Quality,
    Keys,
}

/// Draws the panel's contents.
pub(super) fn contents(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let (text, id) = (&model.text.settings, ui.scope_id().with("tab"));
    let mut tab = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    ui.horizontal(|ui| {
        for (own, named) in [(Tab::General, text.general), (Tab::Quality, text.quality), (Tab::Keys, text.keys)] {
            ui.selectable_value(&mut tab, own, named.name).on_hover_text(named.tip);
        }
    });
    ui.data_mut(|data| data.insert_temp(id, tab));
    ui.separator();
    let mut chosen = model.preferences.clone();
    ScrollArea::vertical().auto_shrink([false, false]).id_salt(tab as u8).show(ui, |ui| match tab {
        Tab::General => general(ui, model, &mut chosen, commands),
        Tab::Quality => quality(ui, model, &mut chosen, commands),
        Tab::Keys => keys(ui, model, commands),
    });
    if chosen != *model.preferences {
        commands.push(PanelCommand::SetPreferences(Box::new(chosen)));
    }
}

pub(super) fn heading(ui: &mut Ui, text: &str) {
    ui.add_space(4.0);
    ui.label(RichText::new(text).strong().color(style::ACCENT));
}

fn general(ui: &mut Ui, model: &Model, chosen: &mut Preferences, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.settings;
    heading(ui, text.panels);
    Grid::new("panels").num_columns(2).min_col_width(120.0).spacing([12.0, 6.0]).show(ui, |ui| {
        ui.label(model.text.menu.language);
        language(ui, model, commands);
        ui.end_row();
        ui.label(text.theme.name);
        ui.horizontal(|ui| {
            for (theme, name) in
                [(ThemeChoice::Dark, text.dark), (ThemeChoice::Light, text.light), (ThemeChoice::System, text.system)]
            {
                ui.selectable_value(&mut chosen.theme, theme, name).on_hover_text(text.theme.tip);
            }
        });
        ui.end_row();
        ui.label(text.size.name);
        size(ui, text, chosen);
        ui.end_row();
    });
    heading(ui, text.camera);
    camera(ui, model, chosen, commands);
    heading(ui, text.screenshots);
    screenshots(ui, model, chosen, commands);
    heading(ui, text.server_command.name);
    server_command(ui, model, chosen);
    heading(ui, text.kept);
    match model.settings_file {
        Some(file) => {
            let file = visible_path(file);
            ui.add(egui::Label::new(RichText::new(&file).monospace().size(12.0)).wrap());
            if ui.button(text.copy_path.name).on_hover_text(text.copy_path.tip).clicked() {
                commands.push(PanelCommand::CopyText(file));
            }
        }
        None => drop(ui.label(RichText::new(text.not_kept).color(style::WARNING))),
    }
}

fn language(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let words = &model.text.menu;
    let name = |choice: LanguageChoice| match choice {
        LanguageChoice::Auto => {
            fill(words.language_of_system.name, &[("language", &model.language_of_system.own_name())])
        }
        own => own.language(model.language_of_system).own_name().to_owned(),
    };
    let list = ComboBox::from_id_salt("language").selected_text(name(model.language)).width(190.0);
    let list = list.show_ui(ui, |ui| {
        for choice in LanguageChoice::ALL {
            if ui.selectable_label(model.language == choice, name(choice)).clicked() {
                commands.push(PanelCommand::SetLanguage(choice));
            }
        }
    });
    list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, words.language));
    list.response.on_hover_text(words.language_tip);
}

/// In steps: the scale would move a slider under the mouse during the drag.
fn size(ui: &mut Ui, text: &text::Settings, chosen: &mut Preferences) {
    const STEPS: [f32; 9] = [0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5];
    let percent = |scale: f32| fill(text.percent, &[("percent", &format!("{:.0}", scale * 100.0))]);
    let list = ComboBox::from_id_salt("size").selected_text(percent(chosen.scale)).width(90.0).show_ui(ui, |ui| {
        for step in STEPS {
            ui.selectable_value(&mut chosen.scale, step, percent(step));
        }
    });
    list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, text.size.name));
    list.response.on_hover_text(text.size.tip);
}

fn camera(ui: &mut Ui, model: &Model, chosen: &mut Preferences, commands: &mut Vec<PanelCommand>) {
    let (text, numbers) = (&model.text.settings, model.text.numbers);
    ui.spacing_mut().slider_width = 150.0;
    Grid::new("camera").num_columns(2).min_col_width(120.0).spacing([12.0, 6.0]).show(ui, |ui| {
        ui.label(text.sensitivity.name);
        let slider = number_input::slider(numbers, &mut chosen.look_deg_per_px, 0.02..=0.5)
            .logarithmic(true)
            .max_decimals(2)
            .suffix("°");
        let slider = ui.add(slider);
        slider.widget_info(|| WidgetInfo::slider(true, model.preferences.look_deg_per_px, text.sensitivity.name));
        slider.on_hover_text(text.sensitivity.tip);
        ui.end_row();
        ui.label(text.fov.name);
        let slider =
            ui.add(number_input::slider(numbers, &mut chosen.fov_y_deg, 30.0..=110.0).max_decimals(0).suffix("°"));
        slider.widget_info(|| WidgetInfo::slider(true, model.preferences.fov_y_deg, text.fov.name));
        slider.on_hover_text(text.fov.tip);
        ui.end_row();
    });
    ui.add(Checkbox::new(&mut chosen.invert_look, text.invert.name)).on_hover_text(text.invert.tip);
    let (mut swapped, words) = (model.swap_up_down, &model.text.menu);
    if ui.add(Checkbox::new(&mut swapped, words.swap_up_down.name)).on_hover_text(words.swap_up_down.tip).changed() {
        commands.push(PanelCommand::SwapUpDown(swapped));
    }
    let reduce_motion = Checkbox::new(&mut chosen.reduce_motion, text.reduce_motion.name);
    ui.add(reduce_motion).on_hover_text(text.reduce_motion.tip);
}

fn screenshots(ui: &mut Ui, model: &Model, chosen: &mut Preferences, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.settings;
    Grid::new("screenshots").num_columns(2).min_col_width(120.0).spacing([12.0, 6.0]).show(ui, |ui| {
        ui.label(text.shot_size.name);
        let [least, most] = Preferences::SCREENSHOT_SCALE;
        let slider = number_input::slider(model.text.numbers, &mut chosen.screenshot_scale, least..=most).suffix("×");
        let slider = ui.add(slider);
        let now = f64::from(model.preferences.screenshot_scale);
        slider.widget_info(|| WidgetInfo::slider(true, now, text.shot_size.name));
        slider.on_hover_text(text.shot_size.tip);
        ui.end_row();
        ui.label(text.folder.name);
        ui.horizontal_wrapped(|ui| {
            let choose = ui.add_enabled(!model.dialog_open, Button::new(text.choose));
            if choose.on_hover_text(text.folder.tip).on_disabled_hover_text(text.folder.tip).clicked() {
                commands.push(PanelCommand::ChooseFolder);
            }
            let own = chosen.screenshot_folder.is_some();
            let usual = ui.add_enabled(own, Button::new(text.usual.name));
            if usual.on_hover_text(text.usual.tip).on_disabled_hover_text(text.usual.tip).clicked() {
                chosen.screenshot_folder = None;
            }
        });
        ui.end_row();
    });
    folder_field(ui, text.usual.name, text.folder.tip, chosen);
}

/// The folder as text, because a file dialog is not available everywhere.
fn folder_field(ui: &mut Ui, usual: &str, tip: &str, chosen: &mut Preferences) {
    let now = chosen.screenshot_folder.as_ref().map(visible_path).unwrap_or_default();
    if let Some(typed) = text_field(ui, "folder", &now, usual, tip) {
        chosen.screenshot_folder = Some(typed.trim().into()).filter(|folder: &std::path::PathBuf| folder.is_absolute());
    }
}

/// A text field; returns the typed text when the field is left.
fn text_field(ui: &mut Ui, salt: &str, now: &str, hint: &str, tip: &str) -> Option<String> {
    let id = ui.scope_id().with(salt);
    let mut typed: String = ui.data(|data| data.get_temp(id)).unwrap_or_else(|| now.to_owned());
    let field = egui::TextEdit::singleline(&mut typed).hint_text(hint).desired_width(f32::INFINITY);
    let field = ui.add(field).on_hover_text(tip);
    if field.has_focus() {
        ui.data_mut(|data| data.insert_temp(id, typed));
        return None;
    }
    ui.data_mut(|data| data.remove::<String>(id));
    (field.lost_focus() && typed != now).then_some(typed)
}

/// The pattern of the copied server command, and an example of it.
fn server_command(ui: &mut Ui, model: &Model, chosen: &mut Preferences) {
    let text = &model.text.settings;
    let usual = Preferences::default().server_command;
    if let Some(typed) = text_field(ui, "server command", &chosen.server_command, &usual, text.server_command.tip) {
        *chosen = Preferences { server_command: typed, ..chosen.clone() }.sound();
    }
    let (point, zone) = (model.pose.eye, model.zone.and_then(|zone| zone.number));
    let example = super::context_menu::server_command(&chosen.server_command, point, zone);
    let about = fill(text.server_command_about, &[("example", &example)]);
    ui.add(egui::Label::new(RichText::new(about).small().color(style::WEAK)).wrap());
}

/// A combination of several settings.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Preset {
    Auto,
    Low,
    Medium,
    High,
}

impl Preset {
    const ALL: [Preset; 4] = [Preset::Auto, Preset::Low, Preset::Medium, Preset::High];

    /// View settings and preferences with the preset applied.
    fn applied(self, drawing: ViewSettings, preferences: &Preferences) -> (ViewSettings, Preferences) {
        let (filter, samples, view_distance_m, gpu_budget_mb) = match self {
            Preset::Auto => (None, None, None, None),
            Preset::Low => (Some(Filter::Bilinear), Some(1), Some(600.0), Some(128)),
            Preset::Medium => (Some(Filter::Trilinear), Some(1), Some(2000.0), Some(512)),
            Preset::High => (Some(Filter::Anisotropic), Some(4), None, None),
        };
        (
            ViewSettings { filter, samples, view_distance_m, full_detail: false, ..drawing },
            Preferences { gpu_budget_mb, ..preferences.clone() },
        )
    }
}

fn quality(ui: &mut Ui, model: &Model, chosen: &mut Preferences, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.settings;
    heading(ui, text.presets);
    ui.horizontal_wrapped(|ui| {
        for (preset, named) in Preset::ALL.into_iter().zip(text.preset) {
            let (drawing, preferences) = preset.applied(model.drawing, model.preferences);
            let is_so = drawing == model.drawing && preferences == *model.preferences;
            if ui.selectable_label(is_so, named.name).on_hover_text(named.tip).clicked() && !is_so {
                *chosen = preferences;
                commands.push(PanelCommand::Draw(drawing));
            }
        }
    });
    ui.label(RichText::new(text.details).small().color(style::WEAK));
    let panel = ui.button(model.text.action_name(Action::DrawingPanel));
    if panel.on_hover_text(model.text.action_tip(Action::DrawingPanel)).clicked() {
        commands.push(PanelCommand::Show(super::PanelId::Drawing, true));
    }
    heading(ui, text.memory.name);
    memory(ui, model.text, chosen);
    heading(ui, text.power);
    ui.add(Checkbox::new(&mut chosen.power_saving, text.saving.name)).on_hover_text(text.saving.tip);
    let (mut vsync, words) = (model.vsync, &model.text.menu);
    if ui.add(Checkbox::new(&mut vsync, words.vsync.name)).on_hover_text(words.vsync.tip).changed() {
        commands.push(PanelCommand::Vsync(vsync));
    }
}

fn memory(ui: &mut Ui, text: &Texts, chosen: &mut Preferences) {
    let (words, tip) = (&text.settings, text.settings.memory.tip);
    ui.horizontal(|ui| {
        let mut limited = chosen.gpu_budget_mb.is_some();
        let limit = if limited { words.limit_to } else { words.limit };
        if ui.add(Checkbox::new(&mut limited, limit)).on_hover_text(tip).changed() {
            chosen.gpu_budget_mb = limited.then_some(512);
        }
        if let Some(megabytes) = &mut chosen.gpu_budget_mb {
            let [least, most] = Preferences::GPU_BUDGET_MB;
            // Only the released value is applied: each change uploads the zone again.
            let id = ui.scope_id().with("megabytes");
            let mut shown = ui.data(|data| data.get_temp(id)).unwrap_or(*megabytes);
            let value = number_input::field(text.numbers, &mut shown, least..=most).speed(8.0).suffix(" MB");
            let value = ui.add(value);
            value.widget_info(|| WidgetInfo::drag_value(true, f64::from(shown)));
            if value.dragged() || value.has_focus() {
                ui.data_mut(|data| data.insert_temp(id, shown));
            } else {
                ui.data_mut(|data| data.remove::<u32>(id));
                *megabytes = shown;
            }
            value.on_hover_text(tip);
        }
    });
}

fn keys(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let text = model.text;
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(text.settings.keys_about).small().color(style::WEAK));
        if ui.button(text.settings.reset_all.name).on_hover_text(text.settings.reset_all.tip).clicked() {
            commands.push(PanelCommand::ResetKeys);
        }
    });
    Grid::new("keys").num_columns(2).striped(true).min_col_width(150.0).spacing([12.0, 4.0]).show(ui, |ui| {
        for action in Bindings::actions() {
            ui.add(egui::Label::new(text.action_name(action)).wrap()).on_hover_text(text.action_tip(action));
            ui.vertical(|ui| row(ui, model, action, commands));
            ui.end_row();
        }
    });
}

/// The keys of an action, with their buttons.
fn row(ui: &mut Ui, model: &Model, action: Action, commands: &mut Vec<PanelCommand>) {
    let (text, chords) = (&model.text.settings, model.bindings.chords_of(action));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (index, chord) in chords.iter().map(|chord| Some(*chord)).chain([None]).enumerate() {
            key_button(ui, model, (action, index), chord, commands);
        }
        if model.waiting_for_key.is_some_and(|(waiting, index)| waiting == action && index < chords.len()) {
            if ui.add(Button::new(text.remove.name).small()).on_hover_text(text.remove.tip).clicked() {
                let index = model.waiting_for_key.map_or(0, |(_, index)| index);
                let rest = chords.iter().enumerate().filter(|(i, _)| *i != index).map(|(_, chord)| *chord);
                commands.push(PanelCommand::Bind(action, Some(rest.collect())));
            }
        } else if model.bindings.is_chosen(action) {
            let again = ui.add(Button::new("↺").small());
            let name = format!("{} {}", text.reset_one.name, model.text.action_name(action));
            again.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            if again.on_hover_text(text.reset_one.tip).clicked() {
                commands.push(PanelCommand::Bind(action, None));
            }
        }
    });
    for chord in chords {
        if let Some(other) = model.bindings.conflict(action, chord) {
            let told = fill(text.conflict, &[("key", &chord.name()), ("action", &model.text.action_name(other))]);
            ui.label(RichText::new(told).small().color(style::WARNING));
        }
    }
}

/// A clickable key: the next pressed key replaces it.
fn key_button(
    ui: &mut Ui,
    model: &Model,
    slot: (Action, usize),
    chord: Option<Chord>,
    commands: &mut Vec<PanelCommand>,
) {
    let text: &Texts = model.text;
    let waits = model.waiting_for_key == Some(slot);
    let name = match chord {
        _ if waits => text.settings.press.to_owned(),
        Some(chord) => chord.name(),
        None => "+".to_owned(),
    };
    let clash = chord.is_some_and(|chord| model.bindings.conflict(slot.0, chord).is_some());
    let color = if clash { style::WARNING } else { style::TEXT };
    let button = Button::new(RichText::new(&name).monospace().color(color)).selected(waits);
    let tip = if chord.is_some() { text.settings.rebind } else { text.settings.add };
    let button = ui.add(button);
    let told = format!("{name} {}", text.action_name(slot.0));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &told));
    if button.on_hover_text(tip).clicked() {
        commands.push(PanelCommand::WaitForKey((!waits).then_some(slot)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_are_distinguished_and_keep_other_settings() {
        let drawing = ViewSettings { relief: true, ..ViewSettings::default() };
        let own = Preferences { invert_look: true, ..Preferences::default() };
        let applied = Preset::ALL.map(|preset| preset.applied(drawing, &own));
        for (i, (drawing, preferences)) in applied.iter().enumerate() {
            assert!(drawing.relief && preferences.invert_look);
            assert!(!applied[..i].contains(&(*drawing, preferences.clone())), "{i}");
        }
        assert_eq!(applied[0], (drawing, own), "automatic is how it begins");
    }
}

//! Choice of view mode and overlays, in the view settings panel and in the menu.

use egui::containers::menu::SubMenuButton;
use egui::{Checkbox, ComboBox, Grid, RichText, Role, Ui, WidgetInfo};

use super::menu::{switch, tip_of, with_checks};
use super::model::{Model, PanelCommand};
use super::number_input;
use super::style;
use super::tips::beside;
use crate::input::Action;
use crate::scene::modes::{Overlay, ViewMode};
use crate::scene::view_settings::ViewSettings;
use strum::VariantArray;

/// The key action of an overlay, if there is one.
fn action_of(overlay: Overlay) -> Option<Action> {
    match overlay {
        Overlay::Contours => Some(Action::Contours),
        Overlay::Wireframe => Some(Action::Wireframe),
        _ => None,
    }
}

/// The choice in the view settings panel.
pub(super) fn section(ui: &mut Ui, model: &Model, drawing: &mut ViewSettings) {
    let text = &model.text.modes;
    let list =
        ComboBox::from_id_salt("view mode").selected_text((model.text.mode_name)(drawing.mode).name).width(190.0);
    let list = list.show_ui(ui, |ui| {
        ui.set_min_width(190.0);
        for mode in ViewMode::VARIANTS.iter().copied() {
            let named = (model.text.mode_name)(mode);
            beside(ui.selectable_value(&mut drawing.mode, mode, named.name), named.tip);
        }
    });
    list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, text.mode.name));
    list.response.on_hover_text(text.mode.tip);
    for of_marks in [false, true] {
        if of_marks {
            ui.label(RichText::new(text.of_game_marks).small().color(style::WEAK));
        }
        switches(ui, model, drawing, of_marks);
    }
    if drawing.overlays.contours {
        contour_step(ui, model, drawing);
    }
}

/// The overlays of marks of server and companion files, or all others.
fn switches(ui: &mut Ui, model: &Model, drawing: &mut ViewSettings, of_marks: bool) {
    let overlays = Overlay::VARIANTS.iter().copied().filter(|overlay| overlay.shows_game_marks() == of_marks);
    Grid::new(("overlays", of_marks)).num_columns(2).min_col_width(120.0).spacing([12.0, 4.0]).show(ui, |ui| {
        for (i, overlay) in overlays.enumerate() {
            let named = (model.text.overlay_name)(overlay);
            let tip = action_of(overlay).map(|action| tip_of(model.text, action, model.bindings));
            let switch = ui.add(Checkbox::new(drawing.overlays.switch(overlay), named.name));
            switch.on_hover_text(tip.as_deref().unwrap_or(named.tip));
            if i % 2 == 1 {
                ui.end_row();
            }
        }
    });
}

fn contour_step(ui: &mut Ui, model: &Model, drawing: &mut ViewSettings) {
    let (text, numbers) = (&model.text.modes, model.text.numbers);
    ui.horizontal(|ui| {
        let mut chosen = drawing.contour_step_m.is_some();
        let choose = ui.add(Checkbox::new(&mut chosen, text.step.name)).on_hover_text(text.step.tip);
        if choose.changed() {
            drawing.contour_step_m = chosen.then_some(model.legend.step_m);
        }
        match &mut drawing.contour_step_m {
            Some(step_m) => {
                let value = number_input::field(numbers, step_m, 0.1..=1000.0).speed(0.1).max_decimals(2).suffix(" m");
                let value = ui.add(value);
                value.widget_info(|| WidgetInfo::drag_value(true, f64::from(*step_m)));
                value.on_hover_text(text.step.tip);
            }
            None => drop(ui.label(format!("{} m", numbers.localize(&model.legend.step_m.to_string())))),
        }
    });
}

/// The choice in the menu.
pub(super) fn menus(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.modes;
    SubMenuButton::new(text.mode.name).ui(ui, |ui| {
        ui.set_min_width(190.0);
        with_checks(ui);
        for mode in ViewMode::VARIANTS.iter().copied() {
            let named = (model.text.mode_name)(mode);
            if switch(ui, true, (named.name, named.tip), String::new(), model.drawing.mode == mode) {
                commands.push(PanelCommand::Draw(ViewSettings { mode, ..model.drawing }));
            }
        }
    });
    SubMenuButton::new(text.overlays).ui(ui, |ui| {
        ui.set_min_width(190.0);
        with_checks(ui);
        for overlay in Overlay::VARIANTS.iter().copied() {
            if overlay == Overlay::Areas {
                ui.separator();
            }
            let named = (model.text.overlay_name)(overlay);
            let action = action_of(overlay);
            let keys = action.map(|action| model.bindings.keys_of(action).join(", ")).unwrap_or_default();
            if switch(ui, true, (named.name, named.tip), keys, model.drawing.overlays.has(overlay)) {
                let toggled = || {
                    let mut drawing = model.drawing;
                    let switch = drawing.overlays.switch(overlay);
                    *switch = !*switch;
                    PanelCommand::Draw(drawing)
                };
                commands.push(action.map_or_else(toggled, PanelCommand::Do));
            }
        }
    });
}

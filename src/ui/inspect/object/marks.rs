//! Switches of the marks over the object: outline, box, axes, normals, edges of its triangles in a level of detail.

use egui::{Slider, Ui, WidgetInfo};

use crate::scene::objects::ObjectMarks;
use crate::ui::inspect::{InspectCommand, PickedObject};
use crate::ui::model::PanelCommand;
use crate::ui::text::{Named, Texts};

pub fn show(ui: &mut Ui, text: &Texts, object: &PickedObject, marks: ObjectMarks, commands: &mut Vec<PanelCommand>) {
    let words = &text.object;
    let mut chosen = marks;
    ui.horizontal_wrapped(|ui| {
        let mut switch = |on: &mut bool, named: Named| drop(ui.checkbox(on, named.name).on_hover_text(named.tip));
        switch(&mut chosen.outline, words.outline);
        switch(&mut chosen.bounds, words.bounds);
        switch(&mut chosen.axes, words.axes);
        switch(&mut chosen.normals, words.normals);
        switch(&mut chosen.wireframe, words.wireframe);
    });
    let last = object.facts.parts.iter().map(|part| part.levels.len()).max().unwrap_or(0).saturating_sub(1);
    if chosen.wireframe && last > 0 {
        ui.horizontal_wrapped(|ui| {
            ui.label(words.level.name);
            let mut level = chosen.level.min(last);
            let slider = ui.add(Slider::new(&mut level, 0..=last));
            slider.widget_info(|| WidgetInfo::slider(true, level as f64, words.level.name));
            if slider.on_hover_text(words.level.tip).changed() {
                chosen.level = level;
            }
        });
    }
    if chosen != marks {
        commands.push(PanelCommand::Inspect(InspectCommand::Mark(chosen)));
    }
}

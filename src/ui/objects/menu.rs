//! The menu of a kind: its files, and all of its objects.

use egui::{Button, Ui};

use super::KindListCommand;
use crate::formats::kernel::visible::visible;
use crate::scene::objects::catalog::{Catalog, FoundKind};
use crate::ui::inspect::InspectCommand;
use crate::ui::model::{Model, PanelCommand};
use crate::ui::tips::beside;

/// Most files of a kind that are listed.
const MOST_FILES: usize = 12;

pub fn of_kind(ui: &mut Ui, model: &Model, catalog: &Catalog, found: &FoundKind, commands: &mut Vec<PanelCommand>) {
    let text = &model.text.kind_list;
    if beside(ui.add(Button::new(text.select_all.name)), text.select_all.tip).clicked() {
        commands.push(PanelCommand::Inspect(InspectCommand::select_all(found.objects.clone(), false)));
    }
    ui.separator();
    for file in catalog.files(found.kind).take(MOST_FILES) {
        let name = visible(file).into_owned();
        ui.menu_button(name, |ui| {
            let (copy, show) = (model.text.export.copy_path, model.text.export.show_in_folder);
            let entries = [
                (show, KindListCommand::ShowInFolder(file.to_owned())),
                (copy, KindListCommand::CopyPath(file.to_owned())),
            ];
            for (named, command) in entries {
                if beside(ui.add(Button::new(named.name)), named.tip).clicked() {
                    commands.push(PanelCommand::Objects(command));
                }
            }
            if beside(ui.add(Button::new(text.used_by.name)), text.used_by.tip).clicked() {
                super::search_for(ui, file, commands);
            }
        });
    }
}

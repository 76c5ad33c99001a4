//! Tests of the export menu and its dialog.

use strum::VariantArray;

use super::*;
use crate::export::{Estimate, ExportChoice, ExportKind, ExportOption, ExportSubject, Preset, Program};

/// The dialog with the first preset of a program.
pub(super) fn dialog(program: Program) -> ExportDialog {
    let preset = ExportChoice::presets_for(program).next().expect("each program has a preset");
    ExportDialog { choice: ExportChoice::new(preset), estimate: Some(Estimate { bytes: 12_345_678, files: 2 }) }
}

#[test]
fn the_menu_names_program_and_file_and_opens_the_dialog() {
    let shown = Shown::empty();
    for language in Language::ALL {
        let model = Model { text: language.texts(), ..shown.model() };
        let is_of_zone = |preset: &Preset<ExportKind>| preset.in_menu && preset.subject == ExportSubject::Zone;
        for preset in ExportKind::presets().into_iter().filter(is_of_zone) {
            let choice = ExportChoice::new(preset);
            let mut screen = Screen::new(1280.0, 720.0, 1.0);
            screen.frame(&model, vec![]);
            screen.click(&model, model.text.menu.export.name);
            let entry = crate::ui::export::entry_name(model.text, choice);
            assert_eq!(screen.click(&model, &entry), [PanelCommand::ChooseExport(choice)], "{entry}");
        }
    }
    let names = |program| crate::ui::export::entry_name(Language::English.texts(), dialog(program).choice);
    assert_eq!(names(Program::Blender), "Zone for Blender (.glb)…");
    assert_eq!(names(Program::Web), "Web map (folder)…");
    let last = menu::menu_click("Export", "Export…", &shown);
    assert_eq!(last, [PanelCommand::Show(PanelId::Export, true)]);
}

fn opened(shown: &Shown, program: Program) -> (Screen, Model<'_>) {
    let mut model = Model { export_dialog: dialog(program), ..shown.model() };
    model.open_panels.set(PanelId::Export, true);
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    (screen, model)
}

#[test]
fn program_export_format_and_options_are_chosen() {
    let shown = Shown::empty();
    let (mut screen, mut model) = opened(&shown, Program::Blender);
    let chosen = |commands: &[PanelCommand]| match commands {
        [PanelCommand::ChooseExport(choice)] => *choice,
        other => panic!("{other:?}"),
    };
    for program in Program::VARIANTS.iter().filter(|program| **program != Program::Blender) {
        let commands = screen.click(&model, (model.text.program)(*program));
        assert_eq!(chosen(&commands), model.export_dialog.choice.for_program(*program));
    }
    model.export_dialog = dialog(Program::Other);
    screen.settle(&model);
    assert_eq!(chosen(&screen.click(&model, "Splat maps")).kind.name(), "splat");
    let mesh = dialog(Program::Blender).choice;
    model.export_dialog.choice = mesh;
    screen.settle(&model);
    screen.click(&model, "Format");
    assert_eq!(chosen(&screen.click(&model, "Wavefront OBJ")), mesh.with_format(1));
    screen.click(&model, "Pixels per tile");
    assert_eq!(chosen(&screen.click(&model, "64 px")), mesh.with(ExportOption::PxPerTile(64)));
}

#[test]
fn the_dialog_says_how_large_it_will_be_and_starts_the_export() {
    let shown = Shown::empty();
    let (mut screen, mut model) = opened(&shown, Program::Blender);
    let choice = model.export_dialog.choice;
    assert!(screen.find("moradon.glb: about 12 MB, 2 files").is_some(), "{:?}", screen.texts());
    assert_eq!(screen.click(&model, "Choose place and export"), [PanelCommand::Export(choice)]);
    assert_eq!(screen.click(&model, "Cancel"), [PanelCommand::Show(PanelId::Export, false)]);
    model.zone = None;
    screen.settle(&model);
    assert_eq!(screen.click(&model, "Choose place and export"), [], "without a zone");
    let texts = Language::Turkish.texts();
    assert_eq!(
        [1, 999_999, 1_240_000, 3_000_000_000].map(|bytes| texts.bytes_rounded(bytes)),
        ["1 KB", "1,0 MB", "1,2 MB", "3,0 GB"]
    );
}

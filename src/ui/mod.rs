//! egui panels: a function of a view model that returns commands.
//!
//! [`show`] reads a [`Model`] and draws menu bar, overlay, progress, errors and windows with egui; what the user
//! asks for comes back as [`PanelCommand`]s. Owns no state of the program and changes none, so that a test drives it
//! without a window. Sizes are egui's points: pixels at scale 1.

pub mod compare;
mod context_menu;
pub mod diagnostics;
mod drawing;
mod export;
mod export_dialog;
mod gallery;
mod game_marks;
mod go_to;
mod help;
mod hidden;
mod icons;
mod information;
mod inspect;
mod legend;
mod map;
mod markers;
mod measure;
mod menu;
mod model;
mod modes;
mod notices;
mod number_input;
mod objects;
mod panel;
mod places;
mod preferences;
mod preview;
mod server_check;
mod settings;
mod statistics;
mod status;
mod strip;
pub mod style;
mod sun_dial;
pub(crate) mod text;
mod tips;
mod welcome;

#[cfg(test)]
mod tests;

pub use context_menu::{ContextMenu, PointCommand};
pub use drawing::Skies;
pub use export::{Exporting, Written};
pub use export_dialog::ExportDialog;
pub use gallery::{ZoneList, ZoneListRow};
pub use game_marks::{MarkCommand, MarksModel};
pub use hidden::{HiddenObjects, HideCommand};
pub use inspect::{
    FileChoice, Inspect, InspectCommand, OtherZones, OverTile, PickedObject, Pin, SelectHow, SingleModel, TextureHere,
    ZoneSearch,
};
pub use legend::LegendOf;
pub use map::{MapModel, Overview};
pub use markers::{EffectLabel, ObjectLabel};
pub use measure::{MeasureCommand, MeasureModel, PATH as MEASURED_PATH};
pub use model::{
    About, Cursor, DesktopRequest, FrameNumbers, LoadingStatus, MissingEntry, MissingTextures, Model, OpenPanels,
    PanelCommand, PanelId, Problem, ZoneInfo,
};
pub use notices::id as notices_id;
pub use objects::{KindList, KindListCommand};
pub use panel::{PanelArea, PanelSizes};
pub use preferences::{Preferences, ThemeChoice};
pub use preview::{KindPictures, Preview, Previews};
pub use server_check::{ServerCheck, ServerCommand};
pub use statistics::GpuTimes;
pub use text::{Language, LanguageChoice, Texts};
pub use welcome::ZONES as WELCOME_ZONES;

/// Draws all panels and returns the user's commands, in order. What is left of `ui` is the place of the picture.
pub fn show(ui: &mut egui::Ui, model: &Model) -> Vec<PanelCommand> {
    style::begin(ui);
    let mut commands = Vec::new();
    let mut window = ui.available_rect_before_wrap();
    if !model.panels_hidden {
        menu::show(ui, model, &mut commands);
        status::show(ui, model, &mut commands);
        window = ui.available_rect_before_wrap();
        strip::show(ui, model, &mut commands);
        panel::show_docks(ui, model, &mut commands);
    }
    panel::cards::arrange(ui, model);
    measure::points(ui, model);
    if markers::are_shown(model) {
        markers::show(ui, model);
    }
    if !model.panels_hidden {
        legend::show(ui, model);
        measure::show(ui, model, &mut commands);
        if let Some(comparison) = &model.compare {
            compare::handle(ui, model.text, comparison, &mut commands);
        }
    }
    // Errors and progress are shown even if panels are hidden.
    notices::show(ui, model, &mut commands);
    if !model.panels_hidden {
        panel::show_over_picture(ui, model, window, &mut commands);
    }
    context_menu::show(ui, model, &mut commands);
    commands
}

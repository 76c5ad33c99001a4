//! Panels: which are open, their sizes, and whether they are hidden.

use crate::app::settings::PanelMemory;
use crate::ui::{OpenPanels, PanelArea, PanelId, PanelSizes};

/// Open panels and their sizes.
#[derive(Debug)]
pub struct PanelState {
    open: OpenPanels,
    /// Sizes set by the user.
    pub sizes: PanelSizes,
    /// The dock that was opened last: the only one in a window that is too narrow for both.
    front_dock: PanelArea,
    /// The panels that the docks showed last, left and right.
    last: [PanelId; 2],
    /// The right dock was opened by picking a tile or an object, and goes with the pick.
    opened_by_pick: bool,
    /// All panels are hidden.
    pub hidden: bool,
    /// The window is in full screen.
    pub full_screen: bool,
}

impl PanelState {
    /// Restores the saved panels.
    pub fn restored(memory: &PanelMemory) -> PanelState {
        let mut panels = PanelState {
            open: OpenPanels::default(),
            sizes: memory.sizes,
            front_dock: PanelArea::Right,
            last: [PanelId::Drawing, PanelId::Tile],
            opened_by_pick: false,
            hidden: false,
            full_screen: false,
        };
        let open = memory.restored();
        PanelId::ALL.into_iter().filter(|panel| open.is_open(*panel)).for_each(|panel| panels.show(panel, true));
        panels
    }

    /// The layout to save, without what a pick opened.
    pub fn memory(&self) -> PanelMemory {
        let mut open = self.open;
        if let Some(panel) = open.in_area(PanelArea::Right).filter(|_| self.opened_by_pick) {
            open.set(panel, false);
        }
        PanelMemory::of(open, self.sizes)
    }

    pub fn open(&self) -> OpenPanels {
        self.open
    }

    /// The dock that was opened last.
    pub fn front_dock(&self) -> PanelArea {
        self.front_dock
    }

    /// Whether a panel is open.
    pub fn is_open(&self, panel: PanelId) -> bool {
        self.open.is_open(panel)
    }

    /// Opens or closes a panel.
    pub fn show(&mut self, panel: PanelId, open: bool) {
        self.open.set(panel, open);
        let Some(dock) = dock_index(panel.area()) else { return };
        if panel.area() == PanelArea::Right {
            self.opened_by_pick = false;
        }
        if open {
            self.front_dock = panel.area();
            self.last[dock] = panel;
        }
    }

    /// Opens or closes a panel. Opening also ends the hiding of panels.
    pub fn toggle(&mut self, panel: PanelId) {
        let open = !self.is_open(panel);
        self.show(panel, open);
        self.hidden &= !open;
    }

    /// Opens a dock with the panel that it showed last, or closes it. One that the window had no room for comes to the
    /// front.
    pub fn switch_dock(&mut self, area: PanelArea) {
        let Some(dock) = dock_index(area) else { return };
        match self.open.in_area(area) {
            Some(panel) => self.show(panel, false),
            None => self.show(self.last[dock], true),
        }
    }

    /// Shows the picked tile. The bytes stay, since they show the tile as well.
    pub fn tile_picked(&mut self) {
        if self.open.in_area(PanelArea::Right) != Some(PanelId::Bytes) {
            self.show_picked(PanelId::Tile);
        }
    }

    /// Shows the object that a panel has selected. A panel in the same dock stays, unless it shows a picked tile.
    pub fn object_selected(&mut self) {
        if matches!(self.open.in_area(PanelArea::Right), None | Some(PanelId::Tile)) {
            let front_dock = self.front_dock;
            self.show_picked(PanelId::Object);
            // In a window without room for both docks, a list of objects is not covered.
            if self.is_open(PanelId::Objects) {
                self.front_dock = front_dock;
            }
        }
    }

    /// Shows the panel of what is picked.
    pub fn show_picked(&mut self, panel: PanelId) {
        let opens = self.opened_by_pick || self.open.in_area(PanelArea::Right).is_none();
        if !self.is_open(panel) {
            self.show(panel, true);
            self.opened_by_pick = opens;
        }
    }

    /// The pick has ended: a dock that it opened closes.
    pub fn tile_unpicked(&mut self) {
        if let Some(panel) = self.open.in_area(PanelArea::Right).filter(|_| self.opened_by_pick) {
            self.show(panel, false);
        }
    }

    /// Closes the open dialog; returns whether there was one.
    pub fn close_dialog(&mut self) -> bool {
        let dialog = self.open.in_area(PanelArea::Dialog).filter(|_| !self.hidden);
        dialog.into_iter().for_each(|panel| self.show(panel, false));
        dialog.is_some()
    }

    /// Whether the statistics panel is visible, which shows GPU times.
    pub fn shows_statistics(&self) -> bool {
        self.is_open(PanelId::Statistics) && !self.hidden
    }
}

/// Index of a dock in [`PanelState::last`].
fn dock_index(area: PanelArea) -> Option<usize> {
    match area {
        PanelArea::Left => Some(0),
        PanelArea::Right => Some(1),
        PanelArea::Corner | PanelArea::Dialog => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panels() -> PanelState {
        PanelState::restored(&PanelMemory::default())
    }

    #[test]
    fn a_panel_that_is_opened_is_seen_and_one_that_is_closed_leaves_the_others_hidden() {
        let mut panels = panels();
        panels.hidden = true;
        panels.toggle(PanelId::Statistics);
        assert!(panels.is_open(PanelId::Statistics) && panels.shows_statistics());
        panels.hidden = true;
        panels.toggle(PanelId::Statistics);
        assert!(panels.open() == OpenPanels::default() && panels.hidden);
    }

    #[test]
    fn sizes_and_panels_are_remembered_except_dialogs() {
        let mut panels = panels();
        panels.sizes = PanelSizes { left: Some(333.0), ..PanelSizes::default() };
        for panel in [PanelId::Map, PanelId::Textures, PanelId::Settings] {
            panels.show(panel, true);
        }
        let later = PanelState::restored(&panels.memory());
        assert_eq!(later.sizes, panels.sizes);
        assert_eq!(later.open(), OpenPanels::of(&[PanelId::Map, PanelId::Textures]));
    }

    #[test]
    fn a_dock_opens_with_the_panel_that_it_showed_last() {
        let mut panels = panels();
        panels.switch_dock(PanelArea::Right);
        assert!(panels.is_open(PanelId::Tile));
        panels.show(PanelId::Bytes, true);
        assert_eq!(panels.open(), OpenPanels::of(&[PanelId::Bytes]), "a dock shows one panel");
        panels.switch_dock(PanelArea::Right);
        panels.switch_dock(PanelArea::Left);
        assert_eq!((panels.open(), panels.front_dock()), (OpenPanels::of(&[PanelId::Drawing]), PanelArea::Left));
        panels.switch_dock(PanelArea::Right);
        assert!(panels.is_open(PanelId::Bytes) && panels.is_open(PanelId::Drawing));
    }

    #[test]
    fn what_a_pick_opened_goes_with_it() {
        let mut panels = panels();
        panels.tile_picked();
        assert!(panels.is_open(PanelId::Tile));
        assert_eq!(panels.memory().restored(), OpenPanels::default(), "the next run begins without a pick");
        panels.tile_unpicked();
        assert_eq!(panels.open(), OpenPanels::default());
        panels.show(PanelId::Textures, true);
        panels.tile_picked();
        panels.tile_unpicked();
        assert!(panels.is_open(PanelId::Tile), "the user had opened the dock");
        panels.show(PanelId::Bytes, true);
        panels.tile_picked();
        assert!(panels.is_open(PanelId::Bytes), "the bytes show the tile as well");
    }

    #[test]
    fn one_dialog_is_open_at_a_time() {
        let mut panels = panels();
        panels.show(PanelId::Help, true);
        panels.show(PanelId::Settings, true);
        panels.show(PanelId::Map, true);
        assert!(panels.close_dialog() && !panels.close_dialog());
        assert_eq!(panels.open(), OpenPanels::of(&[PanelId::Map]));
    }
}

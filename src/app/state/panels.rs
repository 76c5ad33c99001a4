//! Panels: open, position, hidden.

use crate::app::settings::PanelMemory;
use crate::ui::{OpenPanels, PanelId, PanelPlace, PanelPlaces};

/// Open panels and their positions.
#[derive(Debug)]
pub struct PanelState {
    pub open: OpenPanels,
    /// Positions set by the user.
    pub places: PanelPlaces,
    /// The panels of the latest frame, the one in front first.
    pub front_first: Vec<PanelId>,
    /// All panels are hidden.
    pub hidden: bool,
    /// The window is in full screen.
    pub full_screen: bool,
}

impl PanelState {
    /// Restores the saved panels.
    pub fn restored(memory: &PanelMemory) -> PanelState {
        let (open, places) = memory.restored();
        PanelState { open, places, front_first: Vec::new(), hidden: false, full_screen: false }
    }

    /// The layout to save.
    pub fn memory(&self) -> PanelMemory {
        PanelMemory::of(self.open, &self.places)
    }

    /// Opens or closes a panel. Opening also ends the hiding of panels.
    pub fn toggle(&mut self, panel: PanelId) {
        let open = !self.open.is_open(panel);
        self.open.set(panel, open);
        self.hidden &= !open;
    }

    /// The panel in front among those with a property; one that was opened after the latest frame is in front of all.
    pub fn in_front(&self, is: impl Fn(PanelId) -> bool) -> Option<PanelId> {
        let newer = PanelId::ALL.into_iter().filter(|panel| !self.front_first.contains(panel));
        newer.chain(self.front_first.iter().copied()).find(|panel| is(*panel))
    }

    pub fn place(&mut self, panel: PanelId, place: PanelPlace) {
        self.places.chosen.insert(panel, place);
    }

    /// Resets all panels to their initial positions.
    pub fn reset_places(&mut self) {
        self.places.chosen.clear();
        self.places.resets += 1;
    }

    /// Whether the statistics panel is visible, which shows GPU times.
    pub fn shows_statistics(&self) -> bool {
        self.open.is_open(PanelId::Statistics) && !self.hidden
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panel_that_is_opened_is_seen_and_one_that_is_closed_leaves_the_others_hidden() {
        let mut panels = PanelState::restored(&PanelMemory::default());
        panels.hidden = true;
        panels.toggle(PanelId::Statistics);
        assert!(panels.open.is_open(PanelId::Statistics) && panels.shows_statistics());
        panels.hidden = true;
        panels.toggle(PanelId::Statistics);
        assert!(!panels.open.any() && panels.hidden);
    }

    #[test]
    fn places_are_remembered_until_they_are_reset() {
        let mut panels = PanelState::restored(&PanelMemory::default());
        let place = PanelPlace { rect: [1.0, 2.0, 300.0, 200.0], room: [1280.0, 700.0], rolled: true };
        panels.place(PanelId::Map, place);
        let mut later = PanelState::restored(&panels.memory());
        assert_eq!(later.places.of(PanelId::Map), Some(&place));
        later.reset_places();
        assert_eq!((later.places.of(PanelId::Map), later.places.resets), (None, 1));
    }
}

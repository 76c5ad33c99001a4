//! Everything can be reached by the keyboard, and so by a screen reader.

use std::collections::HashSet;

use super::panels::{is_control, name_of, with_open};
use super::*;
use crate::ui::inspect::tests::Opened;

/// Moves the focus on by Tab until it has been everywhere; returns the nodes that had it.
fn focused(screen: &mut Screen, model: &Model) -> HashSet<NodeId> {
    let tab = |pressed| Event::Key {
        key: egui::Key::Tab,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    let mut reached = HashSet::new();
    for _ in 0..1000 {
        screen.frame(model, vec![tab(true), tab(false)]);
        let focus = screen.focus.expect("the screen reader is on");
        if !reached.insert(focus) {
            break;
        }
    }
    reached
}

#[test]
fn tab_reaches_every_control_of_every_panel() {
    let (opened, shown, changes) = (Opened::new(), Shown::full(), compare::changes(3));
    for panel in PanelId::ALL {
        let model = with_open(&opened, &shown, panel, &changes);
        let mut screen = Screen::new(1920.0, 1080.0, 1.0);
        screen.settle(&model);
        let reached = focused(&mut screen, &model);
        let missed: Vec<_> = screen
            .nodes
            .iter()
            .filter(|(id, node)| is_control(node) && !node.is_disabled() && !reached.contains(id))
            .map(|(_, node)| (node.role(), name_of(node)))
            .collect();
        assert!(missed.is_empty(), "{panel:?}: {missed:?} of {}", reached.len());
    }
}

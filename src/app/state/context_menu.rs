//! The menu of a point on the terrain, and what its entries do.

use std::sync::Arc;

use glam::DVec3;

use super::inspection::view_of;
use super::{Effect, State};
use crate::camera::{Pose, Walk};
use crate::ui::text::fill;
use crate::ui::{ContextMenu, Pin, PointCommand};

#[derive(Debug, Default)]
pub struct ContextMenuState {
    open: Option<ContextMenu>,
    /// Number of menus so far.
    count: u64,
}

impl ContextMenuState {
    /// Opens the menu of a point, at a place in the window in pixels.
    fn open(&mut self, pin: Pin, at_px: [f64; 2], by_key: bool) {
        self.count += 1;
        self.open = Some(ContextMenu { serial: self.count, at_px, pin, by_key });
    }

    pub fn close(&mut self) {
        self.open = None;
    }

    pub fn model(&self) -> Option<ContextMenu> {
        self.open
    }
}

impl State {
    /// Opens the menu of a clicked point, at a place in the window in pixels.
    pub(super) fn open_context_menu(&mut self, pin: Pin, at_px: [f64; 2]) {
        self.context_menu.open(pin, at_px, false);
    }

    /// Opens the menu of the picked point, or else of the one in the center of the picture.
    pub(super) fn open_context_menu_by_key(&mut self) {
        let ground = self.zone.ground().map(Arc::as_ref);
        let picked = self.inspection.pinned().and_then(|pin| Some((pin, self.session.place_px(pin.point)?)));
        let center_px = self.session.picture.center_px();
        match picked.or_else(|| Some((self.session.pick(ground, center_px)?.into(), center_px))) {
            Some((pin, at_px)) => self.context_menu.open(pin, at_px, true),
            None => self.say(self.text().messages.no_tile_picked),
        }
    }

    /// Carries out a command for a point.
    pub(super) fn at_point(&mut self, pin: Pin, command: PointCommand) -> Vec<Effect> {
        match command {
            PointCommand::Pick => {
                self.pick_tile(pin);
                Vec::new()
            }
            PointCommand::SavePlace => {
                let [x, z] = [pin.point.x, pin.point.z].map(|m| format!("{:.0}", m.floor()));
                let name = fill(self.text().messages.place_at, &[("x", &x), ("z", &z)]);
                self.save_place(&name, view_of(pin.point))
            }
            PointCommand::LookFrom => {
                let eye = pin.point + DVec3::Y * Walk::EYE_M;
                self.session.rig.fly_to(Pose { eye, pitch_deg: 0.0, ..self.session.rig.pose() });
                Vec::new()
            }
        }
    }
}

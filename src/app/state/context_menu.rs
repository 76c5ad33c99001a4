//! The menu of a point on the terrain, and what its entries do.

use std::sync::Arc;

use glam::DVec3;

use super::inspection::view_of;
use super::{Effect, State};
use crate::camera::{Pose, Walk};
use crate::scene::terrain::pick::Hit;
use crate::ui::text::fill;
use crate::ui::{ContextMenu, Pin, PointCommand};

/// The open menu.
#[derive(Debug, Default)]
pub struct ContextMenuState {
    open: Option<ContextMenu>,
    /// Number of menus so far.
    count: u64,
}

impl ContextMenuState {
    /// Opens the menu of a point, at a place in the window in pixels.
    fn open(&mut self, hit: &Hit, at_px: [f64; 2], by_key: bool) {
        self.count += 1;
        let pin = Pin { tile: hit.tile, point: hit.position };
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
    pub(super) fn open_context_menu(&mut self, hit: &Hit, at_px: [f64; 2]) {
        self.context_menu.open(hit, at_px, false);
    }

    /// Opens the menu of the picked point, or else of the one in the center of the picture.
    pub(super) fn open_context_menu_by_key(&mut self) {
        let ground = self.zone.ground().map(Arc::as_ref);
        let picked = self.inspection.pinned().and_then(|pin| {
            let hit = Hit { position: pin.point, tile: pin.tile, distance_m: 0.0 };
            Some((hit, self.session.place_px(pin.point)?))
        });
        let center_px = self.session.picture.center_px();
        match picked.or_else(|| Some((self.session.pick(ground, center_px)?, center_px))) {
            Some((hit, at_px)) => self.context_menu.open(&hit, at_px, true),
            None => self.say(self.text().messages.no_tile_picked),
        }
    }

    /// Carries out a command for a point.
    pub(super) fn at_point(&mut self, pin: Pin, command: PointCommand) -> Vec<Effect> {
        match command {
            PointCommand::Pick => {
                self.pick_tile(&Hit { position: pin.point, tile: pin.tile, distance_m: 0.0 });
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

//! Current positions of the panels: kept between frames in egui's memory, computed again after changes.

use std::collections::BTreeMap;

use egui::{Context, Id, Rect};

use super::first_place;
use super::layout::{PlaceRequest, Spot, arrange};
use crate::ui::model::{PanelId, PanelPlaces};

/// Positions of the panels.
#[derive(Clone, Debug, Default)]
pub struct Arrangement {
    room: Option<Rect>,
    taken: Vec<Rect>,
    /// Number of resets to the initial places.
    resets: u32,
    /// The open panels, most recently opened last.
    order: Vec<PanelId>,
    spots: BTreeMap<PanelId, Spot>,
    /// Current or last rectangle of each panel.
    open: BTreeMap<PanelId, Rect>,
    /// Panels rolled up by the user.
    rolled: Vec<PanelId>,
    /// A panel was rolled up or opened again.
    turned: bool,
}

fn memory() -> Id {
    Id::unique("where the panels stand")
}

impl Arrangement {
    /// Loads it from egui's memory.
    pub fn load(ctx: &Context) -> Arrangement {
        ctx.data(|data| data.get_temp(memory())).unwrap_or_default()
    }

    /// Stores it in egui's memory.
    pub fn store(self, ctx: &Context) {
        ctx.data_mut(|data| data.insert_temp(memory(), self));
    }

    /// Current spot of a panel.
    pub fn spot(&self, panel: PanelId) -> Option<Spot> {
        self.spots.get(&panel).copied()
    }

    /// Last open rectangle of a panel.
    pub fn open_rect(&self, panel: PanelId) -> Rect {
        self.open.get(&panel).copied().unwrap_or(Rect::ZERO)
    }

    /// The user moved or resized a panel.
    pub fn put(&mut self, panel: PanelId, rect: Rect) {
        self.spots.insert(panel, Spot::Open(rect));
        self.open.insert(panel, rect);
    }

    /// The user rolled a panel up, or opened it again, which makes it the first to be placed.
    pub fn turn(&mut self, panel: PanelId) {
        self.rolled.retain(|known| *known != panel);
        if self.spot(panel).is_some_and(|spot| spot.is_open()) {
            self.rolled.push(panel);
        } else {
            self.order.retain(|known| *known != panel);
            self.order.push(panel);
        }
        self.turned = true;
    }

    /// Finds places for the visible panels.
    pub fn update(&mut self, room: Rect, taken: &[Rect], shown: &[PanelId], places: &PanelPlaces) {
        let afresh = self.room != Some(room) || self.resets != places.resets;
        let new: Vec<PanelId> = shown.iter().copied().filter(|panel| !self.order.contains(panel)).collect();
        let gone = self.order.iter().any(|panel| !shown.contains(panel));
        let meets = |spot: &Spot, taken: &[Rect]| taken.iter().any(|taken| spot.rect().intersects(*taken));
        // Except panels that the user placed there.
        let covered = |spot: &Spot| spot.is_open() && meets(spot, taken) && !meets(spot, &self.taken);
        let covered = self.spots.values().any(covered);
        self.taken = taken.to_vec();
        if !(afresh || gone || covered || self.turned || !new.is_empty()) {
            return;
        }
        if self.resets != places.resets {
            self.rolled.clear();
        }
        (self.room, self.resets, self.turned) = (Some(room), places.resets, false);
        self.order.retain(|panel| shown.contains(panel));
        self.spots.retain(|panel, _| shown.contains(panel));
        self.rolled.retain(|panel| shown.contains(panel));
        for &panel in &new {
            self.order.push(panel);
            if places.of(panel).is_some_and(|place| place.rolled) {
                self.rolled.push(panel);
            }
        }
        self.find(room, places, afresh, &new);
    }

    /// Panels keep their places if possible; otherwise the most recently opened one has the first choice.
    fn find(&mut self, room: Rect, places: &PanelPlaces, afresh: bool, new: &[PanelId]) {
        let request = |panel: PanelId, arrangement: &Arrangement| {
            let first = first_place(panel, room);
            let standing = arrangement.open.get(&panel).filter(|_| !afresh && !new.contains(&panel));
            let chosen = places.of(panel).map(|place| place.in_room(room));
            let rect = standing.copied().or(chosen).unwrap_or(first.rect);
            PlaceRequest { rect, least: first.least, rolled: arrangement.rolled.contains(&panel) }
        };
        let last = self.order.last().copied();
        // After the most recently opened panel come those that need the most room.
        let mut newest_first = self.order.clone();
        newest_first.sort_by(|a, b| {
            let area = |panel: PanelId| first_place(panel, room).rect.area();
            (Some(*b) == last).cmp(&(Some(*a) == last)).then(area(*b).total_cmp(&area(*a))).then(a.cmp(b))
        });
        // As a last resort, in a window that is too small for both, on top of other panels.
        let around = self.taken.clone();
        let taken: [&[Rect]; 3] = [&around, &around, &[]];
        let attempts = [self.order.clone(), newest_first.clone(), newest_first].into_iter().zip(taken);
        for (order, taken) in attempts.skip(usize::from(afresh)) {
            let requests: Vec<PlaceRequest> = order.iter().map(|&panel| request(panel, self)).collect();
            let spots = arrange(room, taken, &requests);
            self.spots = order.into_iter().zip(spots).collect();
            let found = |panel: PanelId| self.spot(panel).is_some_and(|spot| spot.is_open());
            if last.is_none_or(|last| found(last) || self.rolled.contains(&last)) {
                break;
            }
        }
        for (panel, spot) in &self.spots {
            if spot.is_open() {
                self.open.insert(*panel, spot.rect());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::model::PanelPlace;
    use egui::{pos2, vec2};

    fn room(w: f32, h: f32) -> Rect {
        Rect::from_min_size(pos2(0.0, 26.0), vec2(w, h))
    }

    fn rect(arrangement: &Arrangement, panel: PanelId) -> Rect {
        arrangement.spot(panel).expect("it is shown").rect()
    }

    #[test]
    fn panels_stay_when_another_opens_and_come_back_when_the_window_grows() {
        let (large, places) = (room(1280.0, 694.0), PanelPlaces::default());
        let mut arrangement = Arrangement::default();
        arrangement.update(large, &[], &[PanelId::Map], &places);
        let first = rect(&arrangement, PanelId::Map);
        arrangement.update(large, &[], &[PanelId::Tile, PanelId::Map], &places);
        assert_eq!(rect(&arrangement, PanelId::Map), first);
        assert!(!rect(&arrangement, PanelId::Tile).intersects(first));
        let small = room(640.0, 334.0);
        arrangement.update(small, &[], &[PanelId::Tile, PanelId::Map], &places);
        assert!(small.contains_rect(rect(&arrangement, PanelId::Map)));
        arrangement.update(large, &[], &[PanelId::Map], &places);
        assert_eq!(rect(&arrangement, PanelId::Map), first);
    }

    #[test]
    fn saved_choices_are_requested_again() {
        let large = room(1280.0, 694.0);
        let chosen = Rect::from_min_size(pos2(900.0, 60.0), vec2(300.0, 200.0));
        let place = PanelPlace { rolled: false, ..PanelPlace::of(chosen, large) };
        let places = PanelPlaces { chosen: BTreeMap::from([(PanelId::Map, place)]), resets: 0 };
        let mut arrangement = Arrangement::default();
        arrangement.update(large, &[], &[PanelId::Map], &places);
        assert_eq!(rect(&arrangement, PanelId::Map), chosen);
        arrangement.update(room(1000.0, 694.0), &[], &[PanelId::Map], &places);
        assert_eq!(rect(&arrangement, PanelId::Map).right(), 920.0, "as far from the right edge as before");
        let reset = PanelPlaces { chosen: BTreeMap::new(), resets: 1 };
        arrangement.update(room(1000.0, 694.0), &[], &[PanelId::Map], &reset);
        assert_eq!(rect(&arrangement, PanelId::Map), first_place(PanelId::Map, room(1000.0, 694.0)).rect);
    }

    #[test]
    fn a_rolled_panel_that_is_opened_again_gets_its_place() {
        let (small, places) = (room(640.0, 334.0), PanelPlaces::default());
        let shown = [PanelId::Tile, PanelId::Map, PanelId::Zones, PanelId::Drawing];
        let mut arrangement = Arrangement::default();
        for count in 1..=shown.len() {
            arrangement.update(small, &[], &shown[..count], &places);
        }
        let rolled = shown.into_iter().find(|panel| !arrangement.spot(*panel).unwrap().is_open()).expect("not all fit");
        arrangement.turn(rolled);
        arrangement.update(small, &[], &shown, &places);
        assert!(arrangement.spot(rolled).unwrap().is_open());
        arrangement.turn(rolled);
        arrangement.update(small, &[], &shown, &places);
        assert!(!arrangement.spot(rolled).unwrap().is_open());
    }

    #[test]
    fn newly_occupied_areas_push_panels_aside() {
        let (large, places) = (room(1280.0, 694.0), PanelPlaces::default());
        let mut arrangement = Arrangement::default();
        arrangement.update(large, &[], &[PanelId::Tile], &places);
        let card = Rect::from_min_size(pos2(910.0, 36.0), vec2(360.0, 90.0));
        arrangement.update(large, &[card], &[PanelId::Tile], &places);
        assert!(!rect(&arrangement, PanelId::Tile).intersects(card));
    }
}

//! Where the panels stand now: kept from frame to frame in egui's memory, worked out anew when something changed.

use std::collections::BTreeMap;

use egui::{Context, Id, Rect};

use super::first_place;
use super::layout::{Spot, Wish, arrange};
use crate::ui::model::{PanelId, Places};

/// Where the panels stand.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    room: Option<Rect>,
    taken: Vec<Rect>,
    /// How often the user asked for the panels' first places.
    resets: u32,
    /// The open panels, the one that was opened last at the end.
    order: Vec<PanelId>,
    spots: BTreeMap<PanelId, Spot>,
    /// Where a panel stands or stood when it was open.
    open: BTreeMap<PanelId, Rect>,
    /// What the user rolled up.
    rolled: Vec<PanelId>,
    /// A panel was rolled up or opened again.
    turned: bool,
}

fn memory() -> Id {
    Id::unique("where the panels stand")
}

impl Kept {
    /// What was kept.
    pub fn load(ctx: &Context) -> Kept {
        ctx.data(|data| data.get_temp(memory())).unwrap_or_default()
    }

    /// Keeps it.
    pub fn store(self, ctx: &Context) {
        ctx.data_mut(|data| data.insert_temp(memory(), self));
    }

    /// Where a panel stands.
    pub fn spot(&self, window: PanelId) -> Option<Spot> {
        self.spots.get(&window).copied()
    }

    /// Where a panel stood when it was open last.
    pub fn open_rect(&self, window: PanelId) -> Rect {
        self.open.get(&window).copied().unwrap_or(Rect::ZERO)
    }

    /// The user moved or sized a panel.
    pub fn put(&mut self, window: PanelId, rect: Rect) {
        self.spots.insert(window, Spot::Open(rect));
        self.open.insert(window, rect);
    }

    /// The user rolled a panel up, or opened it again: then it comes first.
    pub fn turn(&mut self, window: PanelId) {
        self.rolled.retain(|known| *known != window);
        if self.spot(window).is_some_and(|spot| spot.is_open()) {
            self.rolled.push(window);
        } else {
            self.order.retain(|known| *known != window);
            self.order.push(window);
        }
        self.turned = true;
    }

    /// Finds places for the panels that are shown now.
    pub fn update(&mut self, room: Rect, taken: &[Rect], shown: &[PanelId], places: &Places) {
        let afresh = self.room != Some(room) || self.resets != places.resets;
        let new: Vec<PanelId> = shown.iter().copied().filter(|window| !self.order.contains(window)).collect();
        let gone = self.order.iter().any(|window| !shown.contains(window));
        let meets = |spot: &Spot, taken: &[Rect]| taken.iter().any(|taken| spot.rect().intersects(*taken));
        // Not what the user has put over it.
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
        self.order.retain(|window| shown.contains(window));
        self.spots.retain(|window, _| shown.contains(window));
        self.rolled.retain(|window| shown.contains(window));
        for &window in &new {
            self.order.push(window);
            if places.of(window).is_some_and(|place| place.rolled) {
                self.rolled.push(window);
            }
        }
        self.find(room, places, afresh, &new);
    }

    /// Those that stand keep their places where that can be; else the one that was opened last has the first choice.
    fn find(&mut self, room: Rect, places: &Places, afresh: bool, new: &[PanelId]) {
        let wish = |window: PanelId, kept: &Kept| {
            let first = first_place(window, room);
            let standing = kept.open.get(&window).filter(|_| !afresh && !new.contains(&window));
            let chosen = places.of(window).map(|place| place.in_room(room));
            let rect = standing.copied().or(chosen).unwrap_or(first.rect);
            Wish { rect, least: first.least, rolled: kept.rolled.contains(&window) }
        };
        let last = self.order.last().copied();
        // After the one that was opened last those that need most room.
        let mut newest_first = self.order.clone();
        newest_first.sort_by(|a, b| {
            let area = |window: PanelId| first_place(window, room).rect.area();
            (Some(*b) == last).cmp(&(Some(*a) == last)).then(area(*b).total_cmp(&area(*a))).then(a.cmp(b))
        });
        // At last, in a window that is too small for both, over what else lies there.
        let around = self.taken.clone();
        let taken: [&[Rect]; 3] = [&around, &around, &[]];
        let attempts = [self.order.clone(), newest_first.clone(), newest_first].into_iter().zip(taken);
        for (order, taken) in attempts.skip(usize::from(afresh)) {
            let launch_options: Vec<Wish> = order.iter().map(|&window| wish(window, self)).collect();
            let spots = arrange(room, taken, &launch_options);
            self.spots = order.into_iter().zip(spots).collect();
            let found = |window: PanelId| self.spot(window).is_some_and(|spot| spot.is_open());
            if last.is_none_or(|last| found(last) || self.rolled.contains(&last)) {
                break;
            }
        }
        for (window, spot) in &self.spots {
            if spot.is_open() {
                self.open.insert(*window, spot.rect());
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

    fn rect(kept: &Kept, window: PanelId) -> Rect {
        kept.spot(window).expect("it is shown").rect()
    }

    #[test]
    fn panels_stay_when_another_opens_and_come_back_when_the_window_grows() {
        let (large, places) = (room(1280.0, 694.0), Places::default());
        let mut kept = Kept::default();
        kept.update(large, &[], &[PanelId::Map], &places);
        let first = rect(&kept, PanelId::Map);
        kept.update(large, &[], &[PanelId::Tile, PanelId::Map], &places);
        assert_eq!(rect(&kept, PanelId::Map), first);
        assert!(!rect(&kept, PanelId::Tile).intersects(first));
        let small = room(640.0, 334.0);
        kept.update(small, &[], &[PanelId::Tile, PanelId::Map], &places);
        assert!(small.contains_rect(rect(&kept, PanelId::Map)));
        kept.update(large, &[], &[PanelId::Map], &places);
        assert_eq!(rect(&kept, PanelId::Map), first);
    }

    #[test]
    fn what_the_user_chose_is_wished_again() {
        let large = room(1280.0, 694.0);
        let chosen = Rect::from_min_size(pos2(900.0, 60.0), vec2(300.0, 200.0));
        let place = PanelPlace { rolled: false, ..PanelPlace::of(chosen, large) };
        let places = Places { chosen: BTreeMap::from([(PanelId::Map, place)]), resets: 0 };
        let mut kept = Kept::default();
        kept.update(large, &[], &[PanelId::Map], &places);
        assert_eq!(rect(&kept, PanelId::Map), chosen);
        kept.update(room(1000.0, 694.0), &[], &[PanelId::Map], &places);
        assert_eq!(rect(&kept, PanelId::Map).right(), 920.0, "as far from the right edge as before");
        let reset = Places { chosen: BTreeMap::new(), resets: 1 };
        kept.update(room(1000.0, 694.0), &[], &[PanelId::Map], &reset);
        assert_eq!(rect(&kept, PanelId::Map), first_place(PanelId::Map, room(1000.0, 694.0)).rect);
    }

    #[test]
    fn a_rolled_panel_that_is_opened_again_gets_its_place() {
        let (small, places) = (room(640.0, 334.0), Places::default());
        let shown = [PanelId::Tile, PanelId::Map, PanelId::Zones, PanelId::Drawing];
        let mut kept = Kept::default();
        for count in 1..=shown.len() {
            kept.update(small, &[], &shown[..count], &places);
        }
        let rolled = shown.into_iter().find(|window| !kept.spot(*window).unwrap().is_open()).expect("not all fit");
        kept.turn(rolled);
        kept.update(small, &[], &shown, &places);
        assert!(kept.spot(rolled).unwrap().is_open());
        kept.turn(rolled);
        kept.update(small, &[], &shown, &places);
        assert!(!kept.spot(rolled).unwrap().is_open());
    }

    #[test]
    fn what_comes_to_lie_there_pushes_panels_aside() {
        let (large, places) = (room(1280.0, 694.0), Places::default());
        let mut kept = Kept::default();
        kept.update(large, &[], &[PanelId::Tile], &places);
        let card = Rect::from_min_size(pos2(910.0, 36.0), vec2(360.0, 90.0));
        kept.update(large, &[card], &[PanelId::Tile], &places);
        assert!(!rect(&kept, PanelId::Tile).intersects(card));
    }
}

//! Where the panels stand now: kept from frame to frame in egui's memory, worked out anew when something changed.

use std::collections::BTreeMap;

use egui::{Context, Id, Rect};

use super::first_place;
use super::layout::{Spot, Wish, arrange};
use crate::ui::model::{Places, Window};

/// Where the panels stand.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    room: Option<Rect>,
    taken: Vec<Rect>,
    /// How often the user asked for the panels' first places.
    resets: u32,
    /// The open panels, the one that was opened last at the end.
    order: Vec<Window>,
    spots: BTreeMap<Window, Spot>,
    /// Where a panel stands or stood when it was open.
    open: BTreeMap<Window, Rect>,
    /// What the user rolled up.
    rolled: Vec<Window>,
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
    pub fn spot(&self, window: Window) -> Option<Spot> {
        self.spots.get(&window).copied()
    }

    /// Where a panel stood when it was open last.
    pub fn open_rect(&self, window: Window) -> Rect {
        self.open.get(&window).copied().unwrap_or(Rect::ZERO)
    }

    /// The user moved or sized a panel.
    pub fn put(&mut self, window: Window, rect: Rect) {
        self.spots.insert(window, Spot::Open(rect));
        self.open.insert(window, rect);
    }

    /// The user rolled a panel up, or opened it again: then it comes first.
    pub fn turn(&mut self, window: Window) {
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
    pub fn update(&mut self, room: Rect, taken: &[Rect], shown: &[Window], places: &Places) {
        let afresh = self.room != Some(room) || self.resets != places.resets;
        let new: Vec<Window> = shown.iter().copied().filter(|window| !self.order.contains(window)).collect();
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
    fn find(&mut self, room: Rect, places: &Places, afresh: bool, new: &[Window]) {
        let wish = |window: Window, kept: &Kept| {
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
            let area = |window: Window| first_place(window, room).rect.area();
            (Some(*b) == last).cmp(&(Some(*a) == last)).then(area(*b).total_cmp(&area(*a))).then(a.cmp(b))
        });
        // At last, in a window that is too small for both, over what else lies there.
        let around = self.taken.clone();
        let taken: [&[Rect]; 3] = [&around, &around, &[]];
        let attempts = [self.order.clone(), newest_first.clone(), newest_first].into_iter().zip(taken);
        for (order, taken) in attempts.skip(usize::from(afresh)) {
            let wishes: Vec<Wish> = order.iter().map(|&window| wish(window, self)).collect();
            let spots = arrange(room, taken, &wishes);
            self.spots = order.into_iter().zip(spots).collect();
            let found = |window: Window| self.spot(window).is_some_and(|spot| spot.is_open());
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

    fn rect(kept: &Kept, window: Window) -> Rect {
        kept.spot(window).expect("it is shown").rect()
    }

    #[test]
    fn panels_stay_when_another_opens_and_come_back_when_the_window_grows() {
        let (large, places) = (room(1280.0, 694.0), Places::default());
        let mut kept = Kept::default();
        kept.update(large, &[], &[Window::Map], &places);
        let first = rect(&kept, Window::Map);
        kept.update(large, &[], &[Window::Tile, Window::Map], &places);
        assert_eq!(rect(&kept, Window::Map), first);
        assert!(!rect(&kept, Window::Tile).intersects(first));
        let small = room(640.0, 334.0);
        kept.update(small, &[], &[Window::Tile, Window::Map], &places);
        assert!(small.contains_rect(rect(&kept, Window::Map)));
        kept.update(large, &[], &[Window::Map], &places);
        assert_eq!(rect(&kept, Window::Map), first);
    }

    #[test]
    fn what_the_user_chose_is_wished_again() {
        let large = room(1280.0, 694.0);
        let chosen = Rect::from_min_size(pos2(900.0, 60.0), vec2(300.0, 200.0));
        let place = PanelPlace { rolled: false, ..PanelPlace::of(chosen, large) };
        let places = Places { chosen: BTreeMap::from([(Window::Map, place)]), resets: 0 };
        let mut kept = Kept::default();
        kept.update(large, &[], &[Window::Map], &places);
        assert_eq!(rect(&kept, Window::Map), chosen);
        kept.update(room(1000.0, 694.0), &[], &[Window::Map], &places);
        assert_eq!(rect(&kept, Window::Map).right(), 920.0, "as far from the right edge as before");
        let reset = Places { chosen: BTreeMap::new(), resets: 1 };
        kept.update(room(1000.0, 694.0), &[], &[Window::Map], &reset);
        assert_eq!(rect(&kept, Window::Map), first_place(Window::Map, room(1000.0, 694.0)).rect);
    }

    #[test]
    fn a_rolled_panel_that_is_opened_again_gets_its_place() {
        let (small, places) = (room(640.0, 334.0), Places::default());
        let shown = [Window::Tile, Window::Map, Window::Zones, Window::Drawing];
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
        kept.update(large, &[], &[Window::Tile], &places);
        let card = Rect::from_min_size(pos2(910.0, 36.0), vec2(360.0, 90.0));
        kept.update(large, &[card], &[Window::Tile], &places);
        assert!(!rect(&kept, Window::Tile).intersects(card));
    }
}

//! Mouse gestures over the picture: click, double click, look, orbit.
//!
//! Positions are physical pixels from the top left of the window. Pass only presses that no panel used, but every
//! release.

/// A mouse button with a function over the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // The names say it.
pub enum Button {
    Left,
    Right,
    Middle,
}

/// A gesture of the mouse.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gesture {
    /// Rotate the view by pixels (drag the map, in the map view).
    Look {
        /// Movement to the right, pixels.
        dx_px: f64,
        /// Movement downward, pixels.
        dy_px: f64,
    },
    /// Orbit by pixels the point that was under the cursor at the start of the drag.
    Orbit {
        /// Movement to the right, pixels.
        dx_px: f64,
        /// Movement downward, pixels.
        dy_px: f64,
        /// Start of the drag, physical pixels.
        began_px: [f64; 2],
    },
    /// The left button was pressed and released at one place.
    Click {
        /// Position in the picture, physical pixels.
        at_px: [f64; 2],
    },
    /// The left button was pressed with Alt and released at one place.
    AltClick {
        /// Position in the picture, physical pixels.
        at_px: [f64; 2],
    },
    /// The right button was pressed and released at one place.
    Menu {
        /// Position in the picture, physical pixels.
        at_px: [f64; 2],
    },
    /// Two clicks at one place in quick succession.
    DoubleClick {
        /// Position in the picture, physical pixels.
        at_px: [f64; 2],
    },
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Drag {
    button: Button,
    orbit: bool,
    began_px: [f64; 2],
    /// The drag has moved too far for a click.
    moving: bool,
}

/// State of the mouse.
#[derive(Clone, Debug, Default)]
pub struct Pointer {
    at_px: Option<[f64; 2]>,
    drag: Option<Drag>,
    /// Physical pixels per point, by the latest movement.
    scale: f64,
    last_click: Option<([f64; 2], f64)>,
    /// Target of a cursor movement by the program; events from before may still arrive.
    warped_to: Option<[f64; 2]>,
}

impl Pointer {
    /// Minimum distance of a drag, in points (pixels at scale 1); a shorter one is a click.
    pub const CLICK_SLOP: f64 = 4.0;
    /// Maximum time between the clicks of a double click, seconds.
    pub const DOUBLE_CLICK_SECS: f64 = 0.4;

    /// Position of the cursor, if it is over the window.
    pub fn at_px(&self) -> Option<[f64; 2]> {
        self.at_px
    }

    /// Whether the view is being dragged, with the cursor hidden and grabbed.
    pub fn is_dragging(&self) -> bool {
        self.drag.is_some_and(|drag| drag.moving)
    }

    /// Whether a button is down that was pressed over the picture.
    pub fn is_pressed(&self) -> bool {
        self.drag.is_some()
    }

    /// Handles a button press over the picture. `alt`: Alt makes any drag an orbit.
    pub fn press(&mut self, button: Button, alt: bool) {
        if let (None, Some(began_px)) = (self.drag, self.at_px) {
            let orbit = alt || button == Button::Middle;
            self.drag = Some(Drag { button, orbit, began_px, moving: false });
        }
    }

    /// Handles a button release at any place. `now_secs` is any monotonic clock.
    pub fn release(&mut self, button: Button, now_secs: f64) -> Option<Gesture> {
        let drag = self.drag.take_if(|drag| drag.button == button)?;
        let at_px = drag.began_px;
        match button {
            _ if drag.moving => return None,
            Button::Left if drag.orbit => return Some(Gesture::AltClick { at_px }),
            _ if drag.orbit => return None,
            Button::Right => return Some(Gesture::Menu { at_px }),
            Button::Middle | Button::Left => {}
        }
        let again = self.last_click.take().is_some_and(|(place, time)| {
            now_secs - time <= Self::DOUBLE_CLICK_SECS && distance(place, at_px) <= Self::CLICK_SLOP * 2.0 * self.scale
        });
        if again {
            return Some(Gesture::DoubleClick { at_px });
        }
        self.last_click = Some((at_px, now_secs));
        Some(Gesture::Click { at_px })
    }

    /// Handles a cursor movement; `scale` is physical pixels per point. Returns the gesture of a drag.
    pub fn moved(&mut self, to_px: [f64; 2], scale: f64) -> Option<Gesture> {
        self.scale = scale;
        let mut from = self.at_px.replace(to_px)?;
        if let Some(target) = self.warped_to
            && distance(target, to_px) <= distance(from, to_px)
        {
            self.warped_to = None;
            from = target;
        }
        let drag = self.drag.as_mut()?;
        if !drag.moving {
            if distance(drag.began_px, to_px) < Self::CLICK_SLOP * scale {
                return None;
            }
            drag.moving = true;
            from = drag.began_px;
        }
        Some(drag.gesture([to_px[0] - from[0], to_px[1] - from[1]]))
    }

    /// Handles a relative movement in pixels while the cursor is locked.
    pub fn moved_by(&mut self, by_px: [f64; 2]) -> Option<Gesture> {
        self.drag.filter(|drag| drag.moving).map(|drag| drag.gesture(by_px))
    }

    /// The program moves the cursor. This is not a mouse movement, and neither are pending events from the old
    /// position.
    pub fn warped(&mut self, to_px: [f64; 2]) {
        self.warped_to = Some(to_px);
    }

    /// Whether the program has moved the cursor and no event has arrived from there yet.
    pub fn is_warping(&self) -> bool {
        self.warped_to.is_some()
    }

    /// The cursor left the window. A drag continues, as the cursor may return.
    pub fn left(&mut self) {
        if self.drag.is_none() {
            self.at_px = None;
        }
    }

    /// Releases all buttons: Esc, or the focus was lost.
    pub fn release_all(&mut self) {
        self.drag = None;
        self.last_click = None;
    }
}

impl Drag {
    fn gesture(&self, [dx_px, dy_px]: [f64; 2]) -> Gesture {
        match self.orbit {
            true => Gesture::Orbit { dx_px, dy_px, began_px: self.began_px },
            false => Gesture::Look { dx_px, dy_px },
        }
    }
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, y: f64) -> Pointer {
        let mut pointer = Pointer::default();
        pointer.moved([x, y], 1.0);
        pointer
    }

    #[test]
    fn the_right_button_looks_or_opens_a_menu() {
        let mut pointer = at(10.0, 10.0);
        pointer.press(Button::Right, false);
        pointer.moved([11.0, 10.0], 1.0);
        assert!(!pointer.is_dragging(), "the cursor stays visible until it is a drag");
        assert_eq!(pointer.release(Button::Right, 0.0), Some(Gesture::Menu { at_px: [10.0, 10.0] }));
        pointer.press(Button::Right, false);
        assert_eq!(pointer.moved([16.0, 8.0], 1.0), Some(Gesture::Look { dx_px: 5.0, dy_px: -2.0 }));
        pointer.moved([11.0, 10.0], 1.0);
        assert_eq!(pointer.release(Button::Right, 0.0), None, "a drag back to its start is no click");
        assert_eq!(pointer.moved([50.0, 50.0], 1.0), None);
        pointer.press(Button::Right, true);
        assert_eq!(pointer.release(Button::Right, 1.0), None, "with Alt it orbits");
    }

    #[test]
    fn a_drag_looks_after_four_points_and_nothing_of_the_way_is_lost() {
        let mut pointer = at(10.0, 10.0);
        pointer.press(Button::Left, false);
        assert_eq!(pointer.moved([13.0, 10.0], 1.0), None);
        assert!(!pointer.is_dragging());
        assert_eq!(pointer.moved([15.0, 10.0], 1.0), Some(Gesture::Look { dx_px: 5.0, dy_px: 0.0 }));
        assert_eq!(pointer.moved([16.0, 10.0], 1.0), Some(Gesture::Look { dx_px: 1.0, dy_px: 0.0 }));
        assert_eq!(pointer.release(Button::Left, 0.0), None, "a drag is no click");
        let mut dense = at(10.0, 10.0);
        dense.press(Button::Left, false);
        assert_eq!(dense.moved([17.0, 10.0], 2.0), None, "seven pixels are less than four points at scale 2");
    }

    #[test]
    fn two_clicks_in_one_place_are_a_double_click_and_three_are_not_two() {
        let mut pointer = at(10.0, 10.0);
        let mut click = |time| {
            pointer.press(Button::Left, false);
            pointer.release(Button::Left, time)
        };
        let at_px = [10.0, 10.0];
        assert_eq!(click(1.0), Some(Gesture::Click { at_px }));
        assert_eq!(click(1.2), Some(Gesture::DoubleClick { at_px }));
        assert_eq!(click(1.4), Some(Gesture::Click { at_px }));
        assert_eq!(click(2.5), Some(Gesture::Click { at_px }), "too late");
        pointer.moved([60.0, 10.0], 1.0);
        pointer.press(Button::Left, false);
        assert_eq!(pointer.release(Button::Left, 2.6), Some(Gesture::Click { at_px: [60.0, 10.0] }), "elsewhere");
    }

    #[test]
    fn clicks_of_a_dense_screen_are_a_double_click_as_far_apart_in_points() {
        let mut dense = Pointer::default();
        let mut click = |x, time| {
            dense.moved([x, 10.0], 3.0);
            dense.press(Button::Left, false);
            dense.release(Button::Left, time)
        };
        click(10.0, 1.0);
        assert_eq!(click(30.0, 1.2), Some(Gesture::DoubleClick { at_px: [30.0, 10.0] }));
        click(50.0, 2.0);
        assert_eq!(click(75.0, 2.2), Some(Gesture::Click { at_px: [75.0, 10.0] }));
    }

    #[test]
    fn middle_and_alt_orbit_the_point_where_the_drag_began() {
        for (button, alt) in [(Button::Middle, false), (Button::Left, true), (Button::Right, true)] {
            let mut pointer = at(100.0, 100.0);
            pointer.press(button, alt);
            let gesture = pointer.moved([120.0, 100.0], 1.0);
            assert_eq!(gesture, Some(Gesture::Orbit { dx_px: 20.0, dy_px: 0.0, began_px: [100.0, 100.0] }));
        }
    }

    #[test]
    fn another_button_does_not_end_a_drag_and_letting_go_of_everything_does() {
        let mut pointer = at(0.0, 0.0);
        pointer.press(Button::Right, false);
        pointer.moved([9.0, 0.0], 1.0);
        pointer.press(Button::Left, false);
        assert_eq!(pointer.release(Button::Left, 0.0), None);
        assert!(pointer.is_dragging());
        pointer.release_all();
        assert!(!pointer.is_dragging());
        assert_eq!(pointer.release(Button::Right, 0.0), None);
    }

    #[test]
    fn a_warp_is_no_movement() {
        let mut pointer = at(900.0, 300.0);
        pointer.press(Button::Right, false);
        pointer.moved([890.0, 300.0], 1.0);
        pointer.moved([900.0, 300.0], 1.0);
        pointer.warped([500.0, 300.0]);
        let look = |dx_px| Some(Gesture::Look { dx_px, dy_px: 0.0 });
        assert_eq!(pointer.moved([905.0, 300.0], 1.0), look(5.0), "still from the old place");
        assert_eq!(pointer.moved([500.0, 300.0], 1.0), look(0.0), "the warp itself");
        assert_eq!(pointer.moved([503.0, 300.0], 1.0), look(3.0));
        pointer.moved([910.0, 300.0], 1.0);
        pointer.warped([500.0, 300.0]);
        assert_eq!(pointer.moved([507.0, 300.0], 1.0), look(7.0), "a warp that tells of itself with the next movement");
    }

    #[test]
    fn a_locked_cursor_still_looks() {
        let mut pointer = at(0.0, 0.0);
        assert_eq!(pointer.moved_by([3.0, 4.0]), None);
        pointer.press(Button::Right, false);
        pointer.moved([9.0, 0.0], 1.0);
        assert_eq!(pointer.moved_by([3.0, 4.0]), Some(Gesture::Look { dx_px: 3.0, dy_px: 4.0 }));
    }
}

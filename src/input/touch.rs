//! Touch gestures over the picture: one finger looks and taps, two fly.
//!
//! Positions are physical pixels from the top left of the window. Pass only fingers that no panel has taken.

/// What a finger does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // The names say it.
pub enum TouchPhase {
    Down,
    Moved,
    Up,
    /// The system has taken the finger for something else.
    Canceled,
}

/// What the fingers on the picture mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TouchGesture {
    /// A single finger presses the left button of the mouse at this place.
    Press([f64; 2]),
    /// It moves with the button down.
    Drag([f64; 2]),
    /// It releases the button there.
    Release([f64; 2]),
    /// It is no click: a second finger has come, or the system has taken it.
    GiveUp,
    /// Two fingers move together, pixels, and apart, by a fraction of their distance (negative: closing).
    Fly {
        /// Movement of the point between them.
        by_px: [f64; 2],
        /// Change of their distance.
        pinch: f64,
    },
}

/// The fingers on the picture.
#[derive(Clone, Debug, Default)]
pub struct Touches {
    /// Number and place of each, in the order in which they came.
    fingers: Vec<(u64, [f64; 2])>,
    /// There were two since the first one came: what remains neither looks nor clicks.
    flies: bool,
}

impl Touches {
    /// Whether a finger is on the picture.
    pub fn any(&self) -> bool {
        !self.fingers.is_empty()
    }

    /// Handles an event of a finger.
    pub fn touched(&mut self, phase: TouchPhase, finger: u64, at_px: [f64; 2]) -> Option<TouchGesture> {
        let known = self.fingers.iter().position(|(known, _)| *known == finger);
        match (phase, known) {
            (TouchPhase::Down, None) => {
                self.fingers.push((finger, at_px));
                self.come(at_px)
            }
            (TouchPhase::Moved, Some(index)) => self.moved(index, at_px),
            (TouchPhase::Up | TouchPhase::Canceled, Some(index)) => {
                self.fingers.remove(index);
                let flew = if self.any() { self.flies } else { std::mem::take(&mut self.flies) };
                match phase {
                    _ if flew => None,
                    TouchPhase::Up => Some(TouchGesture::Release(at_px)),
                    _ => Some(TouchGesture::GiveUp),
                }
            }
            _ => None,
        }
    }

    fn come(&mut self, at_px: [f64; 2]) -> Option<TouchGesture> {
        match self.fingers.len() {
            1 => Some(TouchGesture::Press(at_px)),
            2 if !self.flies => {
                self.flies = true;
                Some(TouchGesture::GiveUp)
            }
            _ => None,
        }
    }

    fn moved(&mut self, index: usize, at_px: [f64; 2]) -> Option<TouchGesture> {
        let before = std::mem::replace(&mut self.fingers[index].1, at_px);
        if !self.flies {
            return Some(TouchGesture::Drag(at_px));
        }
        let (Some((_, first)), Some((_, second))) = (self.fingers.first(), self.fingers.get(1)) else { return None };
        let still = match index {
            0 => second,
            1 => first,
            _ => return None,
        };
        let apart = |at: [f64; 2]| (at[0] - still[0]).hypot(at[1] - still[1]).max(1.0);
        // The point between two fingers moves half as far as one of them.
        let by_px = [0, 1].map(|axis: usize| (at_px[axis] - before[axis]) / 2.0);
        Some(TouchGesture::Fly { by_px, pinch: apart(at_px) / apart(before) - 1.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use TouchGesture::{Drag, Fly, GiveUp, Press, Release};
    use TouchPhase::{Canceled, Down, Moved, Up};

    #[test]
    fn one_finger_is_the_left_button() {
        let mut touches = Touches::default();
        assert_eq!(touches.touched(Down, 7, [10.0, 20.0]), Some(Press([10.0, 20.0])));
        assert_eq!(touches.touched(Moved, 7, [12.0, 20.0]), Some(Drag([12.0, 20.0])));
        assert_eq!(touches.touched(Moved, 8, [99.0, 20.0]), None, "a finger on a panel");
        assert_eq!(touches.touched(Up, 7, [12.0, 21.0]), Some(Release([12.0, 21.0])));
        assert!(!touches.any());
        touches.touched(Down, 1, [0.0; 2]);
        assert_eq!(touches.touched(Canceled, 1, [0.0; 2]), Some(GiveUp), "no click");
    }

    #[test]
    fn two_fingers_fly_and_the_last_one_does_nothing() {
        let mut touches = Touches::default();
        touches.touched(Down, 1, [0.0, 0.0]);
        assert_eq!(touches.touched(Down, 2, [100.0, 0.0]), Some(GiveUp));
        assert_eq!(touches.touched(Moved, 2, [200.0, 0.0]), Some(Fly { by_px: [50.0, 0.0], pinch: 1.0 }));
        let Some(Fly { by_px, pinch }) = touches.touched(Moved, 1, [100.0, 0.0]) else { panic!("they fly") };
        assert_eq!((by_px, pinch), ([50.0, 0.0], -0.5));
        assert_eq!(touches.touched(Up, 1, [100.0, 0.0]), None);
        assert_eq!(touches.touched(Moved, 2, [300.0, 0.0]), None, "no view turns by lifting a finger");
        assert_eq!(touches.touched(Up, 2, [300.0, 0.0]), None);
        assert_eq!(touches.touched(Down, 3, [5.0; 2]), Some(Press([5.0; 2])), "the next touch");
    }
}

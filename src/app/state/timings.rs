//! Times of the last frames, for the graph of the statistics.

use std::collections::VecDeque;

use super::State;
use crate::ui;

/// Frames that are remembered.
const FRAMES: usize = 240;

/// Times of the last frames.
#[derive(Clone, Debug, Default)]
pub struct Timings {
    ms: VecDeque<f32>,
}

impl Timings {
    /// Notes a frame that took so many milliseconds.
    pub fn note(&mut self, ms: f64) {
        if self.ms.len() == FRAMES {
            self.ms.pop_front();
        }
        self.ms.push_back(ms as f32);
        self.ms.make_contiguous();
    }

    /// Milliseconds of the frames, oldest first.
    pub fn ms(&self) -> &[f32] {
        self.ms.as_slices().0
    }
}

impl State {
    /// Takes the numbers of a frame that was drawn.
    pub fn frame_drawn(&mut self, frame: ui::Frame) {
        self.timings.note(frame.frame_ms);
        self.frame = frame;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_frames_are_remembered() {
        let mut timings = Timings::default();
        (0..1000).for_each(|i| timings.note(f64::from(i)));
        assert_eq!(timings.ms().len(), FRAMES);
        assert_eq!((timings.ms()[0], timings.ms()[FRAMES - 1]), (760.0, 999.0));
    }
}

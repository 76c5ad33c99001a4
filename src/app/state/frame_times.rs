//! Statistics of the last frame, and frame times for the graph.

use std::collections::VecDeque;

use crate::ui;

/// Number of stored frame times.
const FRAMES: usize = 240;

/// Statistics of recent frames.
#[derive(Clone, Debug, Default)]
pub struct FrameTimes {
    last: ui::FrameNumbers,
    ms: VecDeque<f32>,
}

impl FrameTimes {
    /// Adds the statistics of a frame.
    pub fn push(&mut self, frame: ui::FrameNumbers) {
        if self.ms.len() == FRAMES {
            self.ms.pop_front();
        }
        self.ms.push_back(frame.frame_ms as f32);
        self.ms.make_contiguous();
        self.last = frame;
    }

    /// Statistics of the last frame.
    pub fn last(&self) -> ui::FrameNumbers {
        self.last
    }

    /// Frame times in milliseconds, oldest first.
    pub fn ms(&self) -> &[f32] {
        self.ms.as_slices().0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_frames_are_remembered() {
        let mut times = FrameTimes::default();
        (0..1000).for_each(|i| times.push(ui::FrameNumbers { frame_ms: f64::from(i), ..ui::FrameNumbers::default() }));
        assert_eq!(times.ms().len(), FRAMES);
        assert_eq!((times.ms()[0], times.ms()[FRAMES - 1], times.last().frame_ms), (760.0, 999.0, 999.0));
    }
}

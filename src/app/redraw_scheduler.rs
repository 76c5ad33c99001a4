//! Redraw scheduling: at once while something moves, later while something loads, else never.
//!
//! An idle window draws nothing. Times are seconds of one monotonic clock.

/// Reasons to draw frames.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RedrawReasons {
    /// The camera moves, or terrain is being uploaded.
    pub moving: bool,
    /// Data is being loaded.
    pub loading: bool,
    /// Time of the next step of a slow animation.
    pub animation_at_secs: Option<f64>,
    /// Delay after which the panels want another frame.
    pub panels_secs: Option<f64>,
    /// Time at which a message disappears.
    pub message_until_secs: Option<f64>,
    /// Time at which the view is saved, once it rests.
    pub save_at_secs: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NextFrame {
    /// With the next frame of the surface.
    Now,
    At(f64),
    Never,
}

/// Interval between frames while loading, which leaves the cores to the loader.
const LOADING_SECS: f64 = 0.05;

/// Interval between frames in which only water and clouds move.
pub const ANIMATION_SECS: f64 = 1.0 / 15.0;

/// The time of the next frame, after one that was drawn at `now_secs`.
pub fn next(wants: RedrawReasons, now_secs: f64) -> NextFrame {
    if wants.moving {
        return NextFrame::Now;
    }
    let loading = wants.loading.then_some(now_secs + LOADING_SECS);
    let panels = wants.panels_secs.map(|delay| now_secs + delay);
    let later = [loading, wants.animation_at_secs, panels, wants.message_until_secs, wants.save_at_secs];
    match later.into_iter().flatten().reduce(f64::min) {
        Some(at) if at <= now_secs => NextFrame::Now,
        Some(at) => NextFrame::At(at),
        None => NextFrame::Never,
    }
}

/// Delays a frame to a given time, if any.
pub fn not_before(due: NextFrame, than_secs: Option<f64>) -> NextFrame {
    match (due, than_secs) {
        (NextFrame::Now, Some(least)) => NextFrame::At(least),
        (NextFrame::At(at), Some(least)) => NextFrame::At(at.max(least)),
        (due, _) => due,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_idle_window_draws_nothing() {
        assert_eq!(next(RedrawReasons::default(), 5.0), NextFrame::Never);
    }

    #[test]
    fn to_save_power_frames_wait() {
        assert_eq!(not_before(NextFrame::Now, Some(5.0)), NextFrame::At(5.0));
        assert_eq!(not_before(NextFrame::At(4.0), Some(5.0)), NextFrame::At(5.0));
        assert_eq!(not_before(NextFrame::At(9.0), Some(5.0)), NextFrame::At(9.0));
        assert_eq!(not_before(NextFrame::Never, Some(5.0)), NextFrame::Never);
        assert_eq!(not_before(NextFrame::Now, None), NextFrame::Now);
    }

    #[test]
    fn movement_goes_first_and_the_nearest_wish_counts() {
        let waiting = RedrawReasons {
            loading: true,
            panels_secs: Some(0.2),
            message_until_secs: Some(7.0),
            ..RedrawReasons::default()
        };
        assert_eq!(next(waiting, 5.0), NextFrame::At(5.05));
        assert_eq!(next(RedrawReasons { loading: false, ..waiting }, 5.0), NextFrame::At(5.2));
        assert_eq!(next(RedrawReasons { animation_at_secs: Some(5.01), ..waiting }, 5.0), NextFrame::At(5.01));
        assert_eq!(next(RedrawReasons { panels_secs: Some(0.0), ..waiting }, 5.0), NextFrame::Now);
        assert_eq!(next(RedrawReasons { moving: true, ..waiting }, 5.0), NextFrame::Now);
        assert_eq!(
            next(RedrawReasons { message_until_secs: Some(4.0), ..RedrawReasons::default() }, 5.0),
            NextFrame::Now
        );
    }
}

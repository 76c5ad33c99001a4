//! Camera path of a fly-through.
//!
//! It starts and ends at rest and passes the other views without stopping, on a curve with continuous velocity.
//! Rotations take the short way. The time of a view is the time to the next one; the camera stays at the last view for
//! its time.

use crate::scene::numbers::floor_u64;
use glam::DVec3;

use super::pose::{Pose, normal_yaw};

/// A view on the path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop {
    /// Camera pose at the view.
    pub pose: Pose,
    /// Vertical field of view in degrees.
    pub fov_y_deg: f64,
    /// Seconds to the next view, or to stay at the last one.
    pub secs: f64,
}

/// Reason why views are not a valid path.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PathError {
    /// A path needs at least one view.
    #[error("the camera path has no views")]
    Empty,
    /// An invalid time.
    #[error("view {view}: secs is {secs}, expected a number above 0 and up to 3,600")]
    Time {
        /// Number of the view, from 1.
        view: usize,
        /// Seconds to the next view.
        secs: f64,
    },
    /// An invalid view.
    #[error("view {view}: {reason}")]
    View {
        /// Number of the view, from 1.
        view: usize,
        /// Description of the error.
        reason: &'static str,
    },
}

/// Position, unwrapped yaw, pitch and field of view.
const TRACKS: usize = 6;

/// A camera path.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Time of each view, seconds.
    times: Vec<f64>,
    values: Vec<[f64; TRACKS]>,
    /// Derivative by time at each view.
    speeds: Vec<[f64; TRACKS]>,
    secs: f64,
}

/// Maximum time of one view, seconds.
const LONGEST_SECS: f64 = 3600.0;

impl Path {
    /// Creates a path through views.
    ///
    /// # Errors
    /// There are no views, or values are invalid.
    pub fn new(stops: &[Stop]) -> Result<Path, PathError> {
        if stops.is_empty() {
            return Err(PathError::Empty);
        }
        for (view, stop) in (1..).zip(stops) {
            check(view, stop)?;
        }
        let mut times = vec![0.0];
        times.extend(stops.iter().scan(0.0, |sum, stop| {
            *sum += stop.secs;
            Some(*sum)
        }));
        let secs = times.pop().unwrap_or_default();
        let mut values: Vec<[f64; TRACKS]> = Vec::with_capacity(stops.len());
        for Stop { pose, fov_y_deg, .. } in stops {
            let before = values.last().map_or(pose.yaw_deg, |value| value[3]);
            let yaw = before + (pose.yaw_deg - before + 180.0).rem_euclid(360.0) - 180.0;
            values.push([pose.eye.x, pose.eye.y, pose.eye.z, yaw, pose.pitch_deg, *fov_y_deg]);
        }
        let speeds = speeds(&times, &values);
        Ok(Path { times, values, speeds, secs })
    }

    /// Duration in seconds.
    pub fn secs(&self) -> f64 {
        self.secs
    }

    /// Number of frames at a frame rate: frame `i` shows the time `i / fps`.
    pub fn frames(&self, fps: f64) -> u64 {
        floor_u64((self.secs * fps).round().max(1.0))
    }

    /// Pose and vertical field of view in degrees at a time in seconds.
    pub fn at(&self, secs: f64) -> (Pose, f64) {
        let next = self.times.partition_point(|time| *time <= secs).min(self.times.len() - 1);
        let last = next.saturating_sub(1);
        let span = self.times[next] - self.times[last];
        let part = if span > 0.0 { ((secs - self.times[last]) / span).clamp(0.0, 1.0) } else { 1.0 };
        let values: [f64; TRACKS] = std::array::from_fn(|track| {
            let ends = [self.values[last][track], self.values[next][track]];
            let slopes = [self.speeds[last][track] * span, self.speeds[next][track] * span];
            hermite(ends, slopes, part)
        });
        let [x, y, z, yaw, pitch, fov] = values;
        (Pose::new(DVec3::new(x, y, z), normal_yaw(yaw), pitch.clamp(-90.0, 90.0)), fov)
    }
}

fn check(view: usize, stop: &Stop) -> Result<(), PathError> {
    let refuse = |reason| Err(PathError::View { view, reason });
    if !(stop.secs > 0.0 && stop.secs <= LONGEST_SECS) {
        return Err(PathError::Time { view, secs: stop.secs });
    }
    if !stop.pose.is_finite() {
        return refuse("the camera is not finite");
    }
    if stop.pose.pitch_deg.abs() > 90.0 {
        return refuse("the pitch is not between -90 and 90 degrees");
    }
    if !(1.0..=170.0).contains(&stop.fov_y_deg) {
        return refuse("the field of view is not between 1 and 170 degrees");
    }
    Ok(())
}

/// Derivatives at the views: those of a parabola through a view and its neighbors, limited so that values do not
/// overshoot between views. The path begins and ends at rest.
fn speeds(times: &[f64], values: &[[f64; TRACKS]]) -> Vec<[f64; TRACKS]> {
    let mut speeds = vec![[0.0; TRACKS]; values.len()];
    for i in 1..values.len().saturating_sub(1) {
        let (before, after) = (times[i] - times[i - 1], times[i + 1] - times[i]);
        speeds[i] = std::array::from_fn(|track| {
            let slope_before = (values[i][track] - values[i - 1][track]) / before;
            let slope_after = (values[i + 1][track] - values[i][track]) / after;
            let speed = (slope_before * after + slope_after * before) / (before + after);
            let most = 3.0 * slope_before.abs().min(slope_after.abs());
            if slope_before * slope_after <= 0.0 { 0.0 } else { speed.clamp(-most, most) }
        });
    }
    speeds
}

/// Cubic Hermite interpolation with these ends and slopes.
fn hermite([from, to]: [f64; 2], [from_slope, to_slope]: [f64; 2], t: f64) -> f64 {
    let (t2, t3) = (t * t, t * t * t);
    from * (2.0 * t3 - 3.0 * t2 + 1.0)
        + from_slope * (t3 - 2.0 * t2 + t)
        + to * (3.0 * t2 - 2.0 * t3)
        + to_slope * (t3 - t2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stop(x: f64, y: f64, yaw_deg: f64, secs: f64) -> Stop {
        Stop { pose: Pose::new(DVec3::new(x, y, x / 2.0), yaw_deg, -10.0), fov_y_deg: 60.0, secs }
    }

    fn way() -> Path {
        Path::new(&[stop(0.0, 50.0, 350.0, 4.0), stop(100.0, 80.0, 20.0, 2.0), stop(300.0, 60.0, 90.0, 1.0)]).unwrap()
    }

    #[test]
    fn it_passes_its_views_in_time() {
        let path = way();
        assert_eq!(path.secs(), 7.0);
        for (secs, x, y, yaw) in [(0.0, 0.0, 50.0, 350.0), (4.0, 100.0, 80.0, 20.0), (6.0, 300.0, 60.0, 90.0)] {
            let (pose, fov) = path.at(secs);
            assert!((pose.eye - DVec3::new(x, y, x / 2.0)).length() < 1e-9, "{secs}: {pose:?}");
            assert!((pose.yaw_deg - yaw).abs() < 1e-9 && (fov - 60.0).abs() < 1e-9);
        }
        assert_eq!(path.at(6.0), path.at(7.0), "it stays at the last view");
        assert_eq!(path.at(-1.0), path.at(0.0));
    }

    #[test]
    fn it_is_smooth() {
        let path = way();
        let dt = 1e-3;
        let moves: Vec<DVec3> =
            (0..7000).map(|i| (path.at(f64::from(i + 1) * dt).0.eye - path.at(f64::from(i) * dt).0.eye) / dt).collect();
        let jolt = moves.windows(2).map(|pair| (pair[1] - pair[0]).length()).fold(0.0, f64::max);
        assert!(jolt < 1.0, "meters a second between frames of a thousandth: {jolt}");
        assert!(moves[0].length() < 1.0 && moves[5999].length() < 1.0, "at rest at both ends");
        let fastest = moves.iter().map(|by| by.length()).fold(0.0, f64::max);
        assert!(fastest > 50.0, "and not in between: {fastest}");
    }

    #[test]
    fn it_turns_the_short_way_and_does_not_swing_beyond() {
        let path = way();
        for i in 0..=600 {
            let (pose, _) = path.at(f64::from(i) / 100.0);
            assert!(pose.yaw_deg >= 349.999 || pose.yaw_deg <= 90.001, "over north: {}", pose.yaw_deg);
            assert!((49.999..=80.001).contains(&pose.eye.y), "{}", pose.eye.y);
        }
    }

    #[test]
    fn frames_are_exact() {
        assert_eq!(way().frames(30.0), 210);
        assert_eq!(way().frames(29.97), 210);
        let one = Path::new(&[stop(5.0, 5.0, 0.0, 0.5)]).unwrap();
        assert_eq!((one.frames(24.0), one.at(0.3).0.eye.x), (12, 5.0));
    }

    #[test]
    fn invalid_paths_are_rejected() {
        assert_eq!(Path::new(&[]), Err(PathError::Empty));
        let refused = |stop: Stop| Path::new(&[way_start(), stop]).unwrap_err().to_string();
        assert!(refused(stop(1.0, 1.0, 0.0, 0.0)).contains("view 2"));
        assert!(refused(stop(1.0, f64::NAN, 0.0, 1.0)).contains("finite"));
        assert!(refused(Stop { fov_y_deg: 0.0, ..way_start() }).contains("field of view"));
    }

    fn way_start() -> Stop {
        stop(0.0, 0.0, 0.0, 1.0)
    }
}

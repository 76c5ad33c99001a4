//! Position and direction of the eye, and their text form: `X,Y,Z,YAW,PITCH`.

use std::fmt;
use std::str::FromStr;

use glam::DVec3;

/// Position and direction of the eye. There is no roll.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pose {
    /// The eye in world meters.
    pub eye: DVec3,
    /// Degrees clockwise from north: 0 looks along +Z, 90 along +X.
    pub yaw_deg: f64,
    /// Degrees above the horizon, -90 (straight down) to 90.
    pub pitch_deg: f64,
}

/// Reason why a text is not a pose.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PoseError {
    /// The number of comma-separated parts is not five.
    #[error("found {found} numbers, expected five: X,Y,Z,YAW,PITCH")]
    Count {
        /// The number of parts.
        found: usize,
    },
    /// A part is not a finite number.
    #[error("{name} is {found:?}, expected a finite number")]
    Number {
        /// Name of the part.
        name: &'static str,
        /// The invalid text.
        found: String,
    },
    /// The pitch is beyond straight up or down.
    #[error("PITCH is {found}, expected -90 (straight down) to 90 (straight up)")]
    Pitch {
        /// The invalid text.
        found: String,
    },
}

impl Pose {
    /// A pose at a position in meters with two angles in degrees.
    pub fn new(eye: DVec3, yaw_deg: f64, pitch_deg: f64) -> Pose {
        Pose { eye, yaw_deg, pitch_deg }
    }

    /// A pose at `eye` that looks at `target` (both in world meters). Looks north where they coincide.
    pub fn looking_at(eye: DVec3, target: DVec3) -> Pose {
        let to = target - eye;
        let level = to.x.hypot(to.z);
        if level == 0.0 && to.y == 0.0 {
            return Pose::new(eye, 0.0, 0.0);
        }
        Pose::new(eye, normal_yaw(to.x.atan2(to.z).to_degrees()), to.y.atan2(level).to_degrees())
    }

    /// Unit vector of the view direction.
    pub fn forward(&self) -> DVec3 {
        let ((sy, cy), (sp, cp)) = self.sines();
        DVec3::new(sy * cp, sp, cy * cp)
    }

    /// Unit vector to the right of the picture; always horizontal, and well defined even straight down.
    pub fn right(&self) -> DVec3 {
        let ((sy, cy), _) = self.sines();
        DVec3::new(cy, 0.0, -sy)
    }

    /// Unit vector to the top of the picture.
    pub fn up(&self) -> DVec3 {
        let ((sy, cy), (sp, cp)) = self.sines();
        DVec3::new(-sy * sp, cp, -cy * sp)
    }

    /// The pose rotated by angles in degrees, with its yaw wrapped to 0..360 and its pitch within `±limit_deg`.
    pub fn turned(&self, yaw_deg: f64, pitch_deg: f64, limit_deg: f64) -> Pose {
        let pitch = (self.pitch_deg + pitch_deg).clamp(-limit_deg, limit_deg);
        Pose { eye: self.eye, yaw_deg: normal_yaw(self.yaw_deg + yaw_deg), pitch_deg: pitch }
    }

    /// The nearest pose with a short text: whole millimeters and thousandths of a degree. Applied before a view is
    /// copied, so that the short text reproduces the picture exactly.
    pub fn snapped(&self) -> Pose {
        let snap = |v: f64| (v * 1000.0).round() / 1000.0;
        let eye = DVec3::new(snap(self.eye.x), snap(self.eye.y), snap(self.eye.z));
        Pose { eye, yaw_deg: normal_yaw(snap(self.yaw_deg)), pitch_deg: snap(self.pitch_deg) }
    }

    /// Whether all five numbers are finite.
    pub fn is_finite(&self) -> bool {
        self.eye.is_finite() && self.yaw_deg.is_finite() && self.pitch_deg.is_finite()
    }

    fn sines(&self) -> ((f64, f64), (f64, f64)) {
        (sin_cos_deg(self.yaw_deg), sin_cos_deg(self.pitch_deg))
    }
}

/// Sine and cosine of an angle in degrees, exact at multiples of 90: a map view is exactly axis-aligned.
fn sin_cos_deg(deg: f64) -> (f64, f64) {
    match deg.rem_euclid(360.0) {
        0.0 => (0.0, 1.0),
        90.0 => (1.0, 0.0),
        180.0 => (0.0, -1.0),
        270.0 => (-1.0, 0.0),
        _ => deg.to_radians().sin_cos(),
    }
}

/// The equivalent direction in 0..360 degrees.
pub fn normal_yaw(deg: f64) -> f64 {
    let turned = deg.rem_euclid(360.0);
    // A tiny negative angle rounds up to 360.
    if turned >= 360.0 { 0.0 } else { turned }
}

/// The shortest text that parses to the same numbers.
impl fmt::Display for Pose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Adding 0 turns -0 into 0.
        let [x, y, z] = (self.eye + DVec3::ZERO).to_array();
        write!(f, "{x},{y},{z},{},{}", self.yaw_deg + 0.0, self.pitch_deg + 0.0)
    }
}

impl FromStr for Pose {
    type Err = PoseError;

    fn from_str(text: &str) -> Result<Pose, PoseError> {
        const NAMES: [&str; 5] = ["X", "Y", "Z", "YAW", "PITCH"];
        let parts: Vec<&str> = text.split(',').map(str::trim).collect();
        if parts.len() != NAMES.len() {
            return Err(PoseError::Count { found: parts.len() });
        }
        let mut numbers = [0.0; 5];
        for ((number, part), name) in numbers.iter_mut().zip(&parts).zip(NAMES) {
            let parsed = part.parse::<f64>().ok().filter(|v| v.is_finite());
            *number = parsed.ok_or_else(|| PoseError::Number { name, found: (*part).to_owned() })?;
        }
        let [x, y, z, yaw, pitch] = numbers;
        if pitch.abs() > 90.0 {
            return Err(PoseError::Pitch { found: parts[4].to_owned() });
        }
        Ok(Pose::new(DVec3::new(x, y, z), yaw, pitch))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: DVec3, b: DVec3) -> bool {
        (a - b).length() < 1e-9
    }

    #[test]
    fn axes_are_those_of_a_left_handed_world() {
        let north = Pose::new(DVec3::ZERO, 0.0, 0.0);
        assert!(close(north.forward(), DVec3::Z));
        assert!(close(north.right(), DVec3::X), "looking north, east is to the right");
        assert!(close(north.up(), DVec3::Y));
        let east = Pose::new(DVec3::ZERO, 90.0, 0.0);
        assert!(close(east.forward(), DVec3::X));
        assert!(close(east.right(), DVec3::NEG_Z), "looking east, south is to the right");
        let down = Pose::new(DVec3::ZERO, 0.0, -90.0);
        assert_eq!(down.forward(), DVec3::NEG_Y);
        assert_eq!(down.up(), DVec3::Z, "straight down, north is at the top");
        assert_eq!(down.right(), DVec3::X);
    }

    #[test]
    fn axes_are_unit_and_left_handed_everywhere() {
        for yaw in (0..360).step_by(17) {
            for pitch in (-90..=90).step_by(15) {
                let pose = Pose::new(DVec3::ZERO, f64::from(yaw), f64::from(pitch));
                let (r, u, f) = (pose.right(), pose.up(), pose.forward());
                assert!(close(r.cross(u), f), "x cross y is z in either hand's own coordinates");
                assert!((r.length() - 1.0).abs() < 1e-12 && (f.length() - 1.0).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn looks_at_the_target() {
        let eye = DVec3::new(10.0, 50.0, -3.0);
        for target in [DVec3::new(100.0, 0.0, 7.0), DVec3::new(-5.0, 90.0, -50.0), eye + DVec3::NEG_Y] {
            let pose = Pose::looking_at(eye, target);
            assert!(close(pose.forward(), (target - eye).normalize()), "{pose}");
        }
        assert_eq!(Pose::looking_at(eye, eye), Pose::new(eye, 0.0, 0.0));
    }

    #[test]
    fn text_goes_round() {
        let poses = [
            Pose::new(DVec3::new(1.0 / 3.0, -0.0, 1e-9), 359.999, -12.25),
            Pose::new(DVec3::new(2048.0, 123.456, 7.0), 0.1 + 0.2, 90.0),
        ];
        for pose in poses {
            assert_eq!(pose.to_string().parse::<Pose>(), Ok(pose), "{pose}");
        }
        assert_eq!(Pose::new(DVec3::new(1.0, -0.0, 2.5), 90.0, -45.0).to_string(), "1,0,2.5,90,-45");
        assert_eq!(" 1, 2,3 ,4,5".parse(), Ok(Pose::new(DVec3::new(1.0, 2.0, 3.0), 4.0, 5.0)));
    }

    #[test]
    fn a_snapped_pose_is_near_and_its_text_is_short_and_exact() {
        let pose = Pose::new(DVec3::new(1.0 / 3.0, 512.000_49, -7.77777), 359.9999, -12.34567);
        let snapped = pose.snapped();
        assert!((snapped.eye - pose.eye).length() < 0.001);
        assert_eq!(snapped.to_string(), "0.333,512,-7.778,0,-12.346");
        assert_eq!(snapped.to_string().parse(), Ok(snapped));
        assert_eq!(snapped.snapped(), snapped);
    }

    #[test]
    fn parse_errors_describe_the_problem() {
        let fault = |text: &str| text.parse::<Pose>().unwrap_err().to_string();
        assert_eq!(fault("1,2,3"), "found 3 numbers, expected five: X,Y,Z,YAW,PITCH");
        assert_eq!(fault("1,2,north,4,5"), "Z is \"north\", expected a finite number");
        assert_eq!(fault("1,2,3,inf,5"), "YAW is \"inf\", expected a finite number");
        assert!(fault("1,2,3,4,91").starts_with("PITCH is 91, expected -90"));
        assert_eq!("".parse::<Pose>(), Err(PoseError::Count { found: 1 }));
    }

    #[test]
    fn yaw_stays_in_one_turn() {
        assert_eq!(normal_yaw(-90.0), 270.0);
        assert_eq!(normal_yaw(720.0), 0.0);
        assert_eq!(normal_yaw(-1e-18), 0.0);
    }
}

//! File format of a fly-through: `{"fps": 30, "views": [{"camera": [x, y, z, yaw, pitch], "fov": 60, "secs": 4.0}]}`.

use glam::DVec3;
use serde::{Deserialize, Serialize};

use super::path::{Path, PathError, Stop};
use super::pose::Pose;
use super::view::View;

/// Contents of a fly-through file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PathFile {
    /// Frames per second of the video, 1 or more.
    #[serde(default = "common_fps")]
    pub fps: f64,
    /// Views in the order of the flight.
    pub views: Vec<PathView>,
}

/// A view of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PathView {
    /// X, Y, Z in meters, yaw and pitch in degrees.
    pub camera: [f64; 5],
    /// Vertical field of view in degrees.
    #[serde(default = "common_fov_y_deg")]
    pub fov: f64,
    /// Seconds to the next view, or to stay at the last one.
    pub secs: f64,
}

/// Reason why a file is not a valid fly-through.
#[derive(Debug, thiserror::Error)]
pub enum PathFileError {
    /// The JSON is invalid; the source contains line and column.
    #[error("not a camera path")]
    Json(#[from] serde_json::Error),
    /// An invalid frame rate.
    #[error("fps is {0}, expected a number above 0 and up to 1,000")]
    Rate(f64),
    /// The views are not a valid path.
    #[error(transparent)]
    Path(#[from] PathError),
}

fn common_fps() -> f64 {
    30.0
}

fn common_fov_y_deg() -> f64 {
    View::DEFAULT_FOV_DEG
}

impl PathFile {
    /// Parses the text of the file: the path and its frame rate.
    ///
    /// # Errors
    /// The text is not valid JSON of this form, or values are invalid.
    pub fn read(text: &str) -> Result<(Path, f64), PathFileError> {
        let file: PathFile = serde_json::from_str(text)?;
        if !(file.fps > 0.0 && file.fps <= 1000.0) {
            return Err(PathFileError::Rate(file.fps));
        }
        let stops: Vec<Stop> = file.views.iter().map(PathView::stop).collect();
        Ok((Path::new(&stops)?, file.fps))
    }

    /// The poses of a file's views in order; none if the text is not such a file.
    pub fn poses(text: &str) -> Vec<Pose> {
        let file = serde_json::from_str::<PathFile>(text);
        file.map(|file| file.views.iter().map(|view| view.stop().pose).collect()).unwrap_or_default()
    }

    /// Creates the file contents of a path.
    pub fn of(stops: &[Stop]) -> PathFile {
        let views = stops.iter().map(|Stop { pose, fov_y_deg, secs }| PathView {
            camera: [pose.eye.x, pose.eye.y, pose.eye.z, pose.yaw_deg, pose.pitch_deg],
            fov: *fov_y_deg,
            secs: *secs,
        });
        PathFile { fps: common_fps(), views: views.collect() }
    }

    /// The file as JSON text.
    pub fn to_text(&self) -> String {
        // Only maps with non-string keys fail to serialize.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

impl PathView {
    fn stop(&self) -> Stop {
        let [x, y, z, yaw_deg, pitch_deg] = self.camera;
        Stop { pose: Pose::new(DVec3::new(x, y, z), yaw_deg, pitch_deg), fov_y_deg: self.fov, secs: self.secs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contract_is_read() {
        let text = r#"{"fps": 24, "views": [{"camera": [1, 2.5, 3, 90, -45], "fov": 50, "secs": 4.0},
            {"camera": [9, 2.5, 3, 90, -45], "secs": 2}]}"#;
        let (path, fps) = PathFile::read(text).unwrap();
        assert_eq!((fps, path.secs(), path.frames(fps)), (24.0, 6.0, 144));
        assert_eq!(path.at(0.0), (Pose::new(DVec3::new(1.0, 2.5, 3.0), 90.0, -45.0), 50.0));
        assert_eq!(path.at(5.0).1, View::DEFAULT_FOV_DEG);
    }

    #[test]
    fn written_command_lines_can_be_read() {
        let stop = |x: f64| Stop { pose: Pose::new(DVec3::new(x, 20.0, 3.25), 10.0, 5.0), fov_y_deg: 70.0, secs: 4.0 };
        let stops = [stop(0.0), stop(100.0)];
        let (path, _) = PathFile::read(&PathFile::of(&stops).to_text()).unwrap();
        assert_eq!(path, Path::new(&stops).unwrap());
    }

    #[test]
    fn errors_tell_where() {
        let error = |text: &str| {
            let error = PathFile::read(text).unwrap_err();
            let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
            assert!(cause.is_empty() || !error.to_string().contains(&cause), "the cause is not repeated: {error}");
            format!("{error}: {cause}")
        };
        assert!(error("{\"views\": [\n{\"camera\": [1, 2, 3, 4], \"secs\": 1}]}").contains("line 2"));
        assert!(error("hello").contains("not a camera path"));
        assert!(error("{\"views\": []}").contains("no views"));
        assert!(error(r#"{"fps": 0, "views": []}"#).contains("fps is 0"));
        assert!(error(r#"{"views": [{"camera": [1, 2, 3, 4, 5], "secs": -1}]}"#).contains("view 1"));
    }
}

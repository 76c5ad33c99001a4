//! View options of the command line: camera, settings, sky and data.

use std::path::PathBuf;

use super::{Pose, View};
use crate::scene::objects::ObjectList;
use crate::scene::view_settings::ViewSettings;
use crate::scene::view_settings::options::{BoxError, OptionSpec, Value, ValueError, read, to_args};

/// The view options of the window, of `render` and of `bench`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewOptions {
    /// The camera; none for the start view of the zone.
    pub camera: Option<Pose>,
    /// A frozen camera: the terrain is selected and loaded for it, but drawn from [`ViewOptions::camera`].
    pub freeze: Option<Pose>,
    /// Vertical field of view in degrees; none for the default.
    pub fov_y_deg: Option<f64>,
    /// View settings: defaults changed by the given options.
    pub settings: ViewSettings,
    /// At least one option of [`ViewOptions::settings`] was given, even with its default value.
    pub settings_given: bool,
    /// The layers option was given.
    pub layers_given: bool,
    /// Placed objects to leave out.
    pub hide: ObjectList,
    /// Name of one of the client's skies, or path of an .n3sky file; none for the zone's own.
    pub sky: Option<String>,
    /// Substring of the adapter's name.
    pub adapter: Option<String>,
    /// Budget of GPU memory in megabytes (1,000,000 bytes).
    pub gpu_budget_mb: Option<u32>,
    /// The client folder, for files outside of one.
    pub data: Option<PathBuf>,
    /// A folder of server files, or a single server map.
    pub server: Option<PathBuf>,
}

fn pose(text: &str) -> Result<Option<Pose>, BoxError> {
    Ok(Some(text.parse()?))
}

impl ViewOptions {
    /// The options other than those of [`ViewSettings::OPTIONS`].
    pub(crate) const OPTIONS: &'static [OptionSpec<ViewOptions>] = &[
        OptionSpec {
            name: "camera",
            help: "Camera position in meters, yaw (clockwise from north) and pitch (up) in degrees [default: the zone's start view]",
            get: |view| view.camera.map(|pose| pose.to_string()),
            value: Value::Signed("X,Y,Z,YAW,PITCH", |view, text| {
                view.camera = pose(text)?;
                Ok(())
            }),
        },
        OptionSpec {
            name: "fov",
            help: "Vertical field of view in degrees [default: 60]",
            get: |view| view.fov_y_deg.map(|deg| deg.to_string()),
            value: Value::Text("DEG", |view, text| {
                let deg = text.parse().ok().filter(|deg: &f64| (1.0..=170.0).contains(deg));
                view.fov_y_deg = Some(deg.ok_or(ValueError::new("1 to 170 degrees"))?);
                Ok(())
            }),
        },
        OptionSpec {
            name: "freeze",
            help: "Freeze culling and streaming at this camera, and view the result from --camera; patches are tinted green \
                   (drawn), yellow (loading), blue (in memory) or red (culled)",
            get: |view| view.freeze.map(|pose| pose.to_string()),
            value: Value::Signed("X,Y,Z,YAW,PITCH", |view, text| {
                view.freeze = pose(text)?;
                Ok(())
            }),
        },
        OptionSpec {
            name: "hide",
            help: "Placed objects to leave out, separated by commas: numbers (12), ranges (20-35), names of objects or \
                   meshes (* matches any characters), trees, plants, effects, events",
            get: |view| (!view.hide.is_empty()).then(|| view.hide.to_string()),
            value: Value::Text("LIST", |view, text| {
                view.hide = text.parse()?;
                Ok(())
            }),
        },
        OptionSpec {
            name: "sky",
            help: "Sky: the name of one of the client's skies, such as Karus, or an .n3sky file [default: the zone's own]",
            get: |view| view.sky.clone(),
            value: Value::Text("NAME", |view, text| {
                view.sky = Some(text.to_owned());
                Ok(())
            }),
        },
        OptionSpec {
            name: "adapter",
            help: "Graphics adapter whose name contains NAME; `gtd-viewer adapters` lists them",
            get: |view| view.adapter.clone(),
            value: Value::Text("NAME", |view, text| {
                view.adapter = Some(text.to_owned());
                Ok(())
            }),
        },
        OptionSpec {
            name: "gpu-budget",
            help: "GPU memory limit for textures and terrain, in MB [default: chosen for the adapter]",
            get: |view| view.gpu_budget_mb.map(|megabytes| megabytes.to_string()),
            value: Value::Text("MB", |view, text| {
                let megabytes = text.parse().ok().filter(|megabytes| *megabytes > 0);
                view.gpu_budget_mb = Some(megabytes.ok_or(ValueError::new("a whole number of MB, at least 1"))?);
                Ok(())
            }),
        },
        OptionSpec {
            name: "data",
            help: "Client folder, if the file is not inside one",
            get: |view| view.data.as_ref().map(|folder| folder.display().to_string()),
            value: Value::Path("FOLDER", |view, folder| view.data = Some(folder)),
        },
        OptionSpec {
            name: "server",
            help: "Server files of the zone: a folder with maps (.smd) and tables (.sql, .csv), or a single map",
            get: |view| view.server.as_ref().map(|folder| folder.display().to_string()),
            value: Value::Path("FOLDER", |view, folder| view.server = Some(folder)),
        },
    ];

    /// Whether an option affects the picture. If so, it overrides the last choice in the window.
    pub fn name_a_view(&self) -> bool {
        let placed = self.camera.is_some() || self.freeze.is_some() || self.fov_y_deg.is_some();
        self.settings_given || placed || self.sky.is_some() || !self.hide.is_empty()
    }

    /// Whether no option other than the client folder was given.
    pub fn is_data_only(&self) -> bool {
        !self.name_a_view() && self.adapter.is_none() && self.gpu_budget_mb.is_none() && self.server.is_none()
    }

    /// The vertical field of view in degrees.
    pub fn field_of_view_deg(&self) -> f64 {
        self.fov_y_deg.unwrap_or(View::default_fov_deg(&self.settings, View::DEFAULT_FOV_DEG))
    }

    /// The budget of GPU memory in bytes.
    pub fn budget_bytes(&self) -> Option<u64> {
        self.gpu_budget_mb.map(|megabytes| u64::from(megabytes) * 1_000_000)
    }

    /// The options in command-line form: `--name=value` or `--name`, each one word.
    pub fn to_args(&self) -> Vec<String> {
        let mut args = to_args(ViewOptions::OPTIONS, self);
        args.extend(self.settings.to_args());
        args
    }

    /// Parses an option of a pasted command line; false if it is unknown, or its value is invalid.
    pub fn read(&mut self, option: (&str, Option<&str>), mut next: impl FnMut() -> Option<String>) -> bool {
        let mut settings = self.settings;
        if read(ViewSettings::OPTIONS, &mut settings, option, &mut next).unwrap_or_default() {
            self.given(option.0);
            self.settings = settings;
            return true;
        }
        read(ViewOptions::OPTIONS, self, option, next).unwrap_or_default()
    }

    /// Records that a setting was given, by the name of its option.
    pub(crate) fn given(&mut self, setting: &str) {
        self.settings_given = true;
        self.layers_given |= setting == "layers";
    }
}

impl From<ViewSettings> for ViewOptions {
    /// These settings, from the start view of the zone.
    fn from(settings: ViewSettings) -> ViewOptions {
        ViewOptions { settings, settings_given: true, ..ViewOptions::default() }
    }
}

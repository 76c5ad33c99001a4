//! The state as the panels see it.

use super::State;
use crate::ui::{Model, Progress, ZoneInfo};

impl State {
    /// What the panels show.
    pub fn model(&self) -> Model<'_> {
        let zone = self.open.as_ref().map(|open| {
            let gtd = open.zone.ground.gtd();
            let extent_m = f64::from(gtd.extent_m());
            ZoneInfo { name: &open.zone.name, path: &open.path, map_size: gtd.map_size(), extent_m }
        });
        let progress = self.progress.as_ref().and_then(|progress| {
            let (done, total) = (u64::from(progress.done), u64::from(progress.total));
            Some(Progress { zone: &progress.zone, step: progress.step?, done, total })
        });
        Model {
            text: self.text(),
            language: self.settings.language,
            language_of_system: self.language_of_system,
            zone,
            compare: self.comparison(),
            pose: self.rig.pose(),
            mode: self.rig.mode(),
            walking: self.rig.is_walking(),
            cursor: self.cursor,
            frame: self.frame,
            frame_ms: self.timings.ms(),
            frozen: self.frozen.is_some(),
            tour_secs: self.rig.tour_secs(),
            progress,
            toast: self.toast.as_ref().map(|(text, _)| text.as_str()),
            problems: &self.problems,
            missing: &self.missing,
            recent: &self.settings.recent,
            stored_views: self.open.as_ref().map_or(&[], |open| &open.views),
            bookmarks: &self.bookmarks,
            view: self.view(),
            fov_y_deg: self.rig.fov_y_deg,
            drawing: self.drawing,
            skies: self.skies(),
            objects: self.objects(),
            map: self.map_data(),
            zones: self.zone_list(),
            windows: self.windows,
            places: &self.panel_places,
            panels_hidden: self.panels_hidden,
            full_screen: self.full_screen,
            vsync: self.settings.vsync,
            swap_up_down: self.settings.swap_up_down,
            bindings: &self.key_state.bindings,
            preferences: &self.settings.preferences,
            listening: self.listening,
            settings_file: self.launch_options.settings_file.as_deref(),
            dialog_open: self.dialog.is_some(),
            about: &self.about,
            exporting: self.exporting(),
            written: self.written(),
            inspect: self.inspect_model(),
            legend: self.legend(),
        }
    }
}

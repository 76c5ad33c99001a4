//! View model of the panels.

use std::sync::Arc;

use super::State;
use super::zone_previews::PreviewUser;
use super::zone_slot::OpenZone;
use crate::load::ZoneSource;
use crate::ui::Model;

impl State {
    /// Model of all panels.
    pub fn model(&self) -> Model<'_> {
        let (session, settings) = (&self.session, self.view_choice.settings());
        let (zone, context, places) = (&self.zone, &self.zone_context, &self.zone_places);
        let heights_m = self.heights_shown_m().unwrap_or_default();
        Model {
            text: self.text(),
            language: self.settings.language,
            language_of_system: self.language_of_system,
            zone: zone.get().map(OpenZone::info),
            compare: self.comparison.model(zone.get()),
            pose: session.rig.pose(),
            mode: session.rig.mode(),
            walking: session.rig.is_walking(),
            speed_mps: session.speed_mps(),
            cursor: session.cursor,
            frame: self.frame_times.last(),
            frame_ms: self.frame_times.ms(),
            frozen: session.frozen.is_some(),
            tour_secs: session.rig.tour_secs(),
            progress: zone.progress(),
            toast: self.messages.toast(),
            problems: self.messages.problems(),
            missing: zone.missing(),
            missing_textures: self.missing_textures(),
            recent: &self.settings.recent,
            stored_views: &places.views,
            bookmarks: &places.bookmarks,
            view: session.view(),
            fov_y_deg: session.rig.fov_y_deg,
            drawing: *settings,
            skies: context.skies.model(),
            objects: &context.objects,
            kind_list: self.kind_list.model(zone.is_complete()),
            effects: &context.effects,
            marks: self.game_marks.model(),
            server_check: self.server_check_model(),
            hidden: self.hidden.model(),
            map: self.map.model(&places.marks),
            zones: crate::ui::ZoneList {
                island_open: self.source() == Some(&ZoneSource::Demo),
                in_sight: self.zone_previews.wanted(PreviewUser::Gallery),
                ..self.zone_list.model()
            },
            previews: self.zone_previews.model(),
            open_panels: self.panels.open(),
            panel_sizes: self.panels.sizes,
            front_dock: self.panels.front_dock(),
            panels_hidden: self.panels.hidden,
            full_screen: self.panels.full_screen,
            vsync: self.settings.vsync,
            swap_up_down: self.settings.swap_up_down,
            bindings: &session.key_state.bindings,
            preferences: &self.settings.preferences,
            waiting_for_key: self.key_capture.waiting(),
            settings_file: self.launch_options.settings_file.as_deref(),
            dialog_open: self.dialog.is_some(),
            can_drop: self.can_drop,
            touch: self.touch,
            about: &self.about,
            exporting: self.exporting(),
            export_dialog: self.export_dialog(),
            written: self.written(),
            inspect: crate::ui::Inspect {
                files: self.inspected_files.model(),
                other_zones: self.zone_search.model(),
                single_model: self.single_model.model(),
                ..self.inspection.model(zone.ground().map(Arc::as_ref))
            },
            context_menu: self.context_menu.model(),
            measure: self.measuring.model(),
            legend: self.modes.legend(settings, heights_m, self.inspection.has_shadows()),
        }
    }
}

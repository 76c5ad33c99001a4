//! The list of the panels' texts: one struct per panel, one field per text. The texts are in `english`.

#[cfg(test)]
use super::texts::Each;
use super::texts::{Named, Plural, Str};

/// Declares structs of texts that tests can iterate over.
macro_rules! texts {
    ($($(#[$about:meta])* $group:ident { $($field:ident: $kind:ty),* $(,)? })*) => {$(
        $(#[$about])*
        #[derive(Clone, Copy)]
        pub(crate) struct $group {
            $(pub(crate) $field: $kind,)*
        }

        #[cfg(test)]
        impl Each for $group {
            fn each(&self, path: &str, visit: &mut dyn FnMut(&str, Str)) {
                $(self.$field.each(&format!("{path}.{}", stringify!($field)), visit);)*
            }
        }
    )*};
}

texts! {
    Menu {
        file: Named,
        view: Named,
        inspect: Named,
        export: Named,
        help: Named,
        missing: Str,
        files_missing: Plural,
        list_missing: Plural,
        open: Str,
        open_recent: Str,
        forget_recent: Named,
        compare: Named,
        quit: Named,
        arrange: Named,
        vsync: Named,
        swap_up_down: Named,
        language: Str,
        language_of_system: Named,
        language_tip: Str,
        go_to_stored: Str,
        store_this: Str,
        view_of_digit: Str,
        view_is_replaced: Str,
        unpin: Named,
        bytes: Named,
        textures: Named,
        light_up_none: Named,
        missing_files: Named,
        about: Named,
    }

    Frame {
        title_bar: Str,
        move_tip: Str,
        rolled_tip: Str,
        roll_up: Str,
        unroll: Str,
        close: Str,
        close_by_key: Str,
        button_of: Str,
    }

    /// Keys and mouse. Gestures are shown like key names.
    Help {
        flying: Str,
        mouse: Str,
        keys: Str,
        faster: Str,
        slower: Str,
        go_to_view: Str,
        store_view: Str,
        right_drag: Str,
        left_drag: Str,
        look: Str,
        middle_drag: Str,
        alt_drag: Str,
        orbit: Str,
        wheel: Str,
        speed: Str,
        double_click: Str,
        fly_there: Str,
        drop_file: Str,
        open_it: Str,
    }

    Missing {
        about: Str,
        copy: Named,
    }

    /// View modes, overlays and their legend.
    Modes {
        heading: Str,
        mode: Named,
        overlays: Str,
        step: Named,
        second_in_corner: Str,
        darker_is_shadow: Str,
        no_shadows: Str,
        climb_limit: Str,
        texture: Str,
        layer_counts: [Str; 3],
        full_detail: Str,
        every_vertex: Str,
        grass_mask: Str,
        no_grass: Str,
        nothing: Str,
        here: Str,
        tiles: Plural,
        every_meters: Str,
    }

    /// The panel of settings.
    Settings {
        general: Named,
        quality: Named,
        keys: Named,
        panels: Str,
        theme: Named,
        dark: Str,
        light: Str,
        system: Str,
        size: Named,
        camera: Str,
        sensitivity: Named,
        fov: Named,
        invert: Named,
        screenshots: Str,
        shot_size: Named,
        folder: Named,
        choose: Str,
        usual: Named,
        kept: Str,
        copy_path: Named,
        not_kept: Str,
        presets: Str,
        details: Str,
        memory: Named,
        limit: Str,
        limit_to: Str,
        percent: Str,
        power: Str,
        saving: Named,
        keys_about: Str,
        reset_all: Named,
        reset_one: Named,
        press: Str,
        rebind: Str,
        add: Str,
        remove: Named,
        conflict: Str,
        no_movement: Str,
        preset: [Named; 4],
    }

    About {
        what: Str,
        version: Str,
        adapter: Str,
        backend: Str,
        license: Str,
    }

    /// The card over the 3D view.
    Overlay {
        no_zone: Str,
        drop_hint: Str,
        size: Str,
        eye: Str,
        looks: Str,
        view: Str,
        map_view: Str,
        cursor: Str,
        tile: Str,
        tile_in_patch: Str,
        slope: Str,
        frame: Str,
        nodes: Str,
        nodes_counted: Str,
        compass: [Str; 8],
        moves: Str,
        walking: Str,
    }

    Drawing {
        layers: Str,
        tiles: Named,
        color_map: Named,
        shadows: Named,
        water: Named,
        sky: Named,
        fog: Named,
        relief: Named,
        object_names: Named,
        detail: Str,
        automatic: Named,
        full: Named,
        classic: Named,
        quality: Str,
        filter: Named,
        texture_filter: Str,
        samples: Str,
        samples_auto: Named,
        samples_one: Named,
        samples_four: Named,
        view_distance: Str,
        limit: Named,
        distance_tip: Str,
        to_horizon: Str,
        time_of_day: Named,
        no_time: Str,
        stop_time: Named,
        run_time: Named,
        hours: [Str; 4],
        sun_fixed: Named,
        own_sky: Str,
        sky_list: Named,
        this_sky: Str,
    }

    Notices {
        dismiss: Named,
        copy: Named,
        dismiss_all: Named,
    }

    /// Bookmarks, and the list of zones.
    Places {
        no_zone: Str,
        name: Named,
        add: Named,
        remove: Str,
        go: Str,
        none_kept: Str,
        search: Named,
        previous: Str,
        next: Str,
        reading: Str,
        no_zones: Str,
        no_zones_in: Str,
        found: Plural,
        no_terrain: Str,
        part_there: Str,
        part_missing: Str,
        cannot_be_read: Str,
    }

    Map {
        picture: Str,
        mouse: Str,
        ground: Named,
        minimap: Named,
        no_picture: Str,
        whole: Named,
        tile: Str,
    }

    Compare {
        drag: Str,
        line: Named,
        being_read: Str,
        b_being_read: Str,
        comparing: Str,
        missing: Plural,
        previous: Named,
        next: Named,
        places: Plural,
        at: Str,
        go: Str,
        place: Plural,
        sizes_differ: Str,
        heights: Str,
        moved: Plural,
        moved_without_number: Plural,
        tiles: Str,
        look_different: Plural,
        grass: Str,
        grass_changed: Plural,
        grass_set_changed: Str,
        texture_files: Str,
        added_removed: Str,
        rivers: Str,
        ponds: Str,
        other: Str,
        header: Str,
        bounds: Plural,
        light_maps: Str,
        trailing: Str,
        unseen: Str,
        same: Str,
        changed: Str,
    }

    Export {
        entry: Str,
        busy: Str,
        cancel: Named,
        stopping: Str,
        close: Named,
        copy_path: Named,
        written: Str,
        screenshot_written: Str,
    }

    /// The bytes of the file. Names and values of fields are not translated.
    Bytes {
        size: Plural,
        from: Str,
        record: Plural,
        choose: Str,
        fly: Named,
        range: Str,
        file: Named,
        reading: Str,
        broken: Str,
        deciphered: Str,
    }

    Tile {
        title: Str,
        fly: Named,
        show_bytes: Named,
        textures: [Str; 2],
        word: Str,
        bit: Str,
        bits: Str,
        none: Str,
        lies: Named,
        not_loaded: Str,
        missing: Str,
        texture: Named,
        orientation: [Str; 8],
        no_source: Str,
        patch: Str,
        clicked: Str,
        heights_north: Str,
        heights_south: Str,
        slopes: Str,
        slopes_told: Str,
        full: Str,
        full_textures: Str,
        full_color_map: Str,
        grass: Str,
        shadow: Str,
        shadow_told: Str,
        color_map: Str,
        sphere: Str,
        sphere_told: Str,
    }

    Textures {
        search: Named,
        all: Named,
        used: Named,
        unused: Named,
        missing: Named,
        found: Plural,
        cell: Plural,
        cell_missing: Plural,
        cell_unused: Str,
        word_missing: Str,
        word_unused: Str,
        hover: Str,
        title: Str,
        title_missing: Str,
        shown_by: Plural,
        next: Named,
        no_tile: Str,
        light_up_none: Named,
        levels: Str,
        level: Str,
    }

    /// Short messages, and titles and hints of errors.
    Messages {
        panels_hidden: Str,
        no_zone_list: Str,
        place_of_number: Str,
        place_kept: Str,
        bookmark_unreadable: Str,
        no_view_to_paste: Str,
        speed: Str,
        no_tile_picked: Str,
        no_view_stored: Str,
        view_stored: Str,
        view_copied: Str,
        diagnostics_copied: Str,
        culling_frozen: Str,
        culling_follows: Str,
        no_views: Str,
        fly_through_copied: Str,
        reading_again: Str,
        drop_to_open: Str,
        no_font: Str,
        install_font: Str,
        device_lost: Str,
        memory_full: Str,
        budget_lowered: Str,
        drawn_with_less: Str,
        cannot_compare: Str,
        second_unopened: Str,
        zone_unopened: Str,
        zone_half_loaded: Str,
        sky_unreadable: Str,
        minimap_unreadable: Str,
        no_such_sky: Str,
        known_skies: Str,
        export_canceled: Str,
        export_failed: Str,
        settings_unreadable: Str,
        settings_unkept: Str,
        nothing_remembered: Str,
        no_home: Str,
        no_dialog: Str,
        dialog_closed: Str,
        no_open_dialog: Str,
        no_save_dialog: Str,
        dialog_gone: Str,
        walking: Str,
        flying: Str,
        no_ground: Str,
        screenshot_running: Str,
        screenshot_waits: Str,
        screenshot_percent: Str,
        no_screenshot: Str,
        other_zone: Str,
        screenshot_unwritten: Str,
        no_zone: Str,
    }

    /// Times, counts and memory of the frames.
    Statistics {
        graph_tip: Str,
        frame: Str,
        last: Str,
        gpu: Str,
        gpu_none: Str,
        gpu_world: Str,
        gpu_ground: Str,
        gpu_sky: Str,
        gpu_water: Str,
        gpu_panels: Str,
        draw_calls: Str,
        triangles: Str,
        nodes: Str,
        buffers: Str,
        textures: Str,
        queue: Str,
        queue_empty: Str,
        queue_nodes: Plural,
        queue_pages: Plural,
        queue_images: Plural,
        drawn: Str,
        loading: Str,
        resident: Str,
        culled: Str,
    }

    /// The system's file dialogs.
    Dialogs {
        open_zone: Str,
        compare_zone: Str,
        screenshot_folder: Str,
        terrain: Str,
        all_files: Str,
        folder_for: Str,
    }
}

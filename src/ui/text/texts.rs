//! The list of all texts: one struct a panel, one field a text. What each says in English stands in `english`.
//!
//! Things of which there is an enumeration (actions, panels, kinds of export) have a function that matches on it,
//! so that a new one without a name does not compile either.

use super::super::model::Window;
use super::fill;
use crate::input::{Action, Digit};

/// A text.
pub(crate) type Str = &'static str;

/// What something is called, and a sentence about it.
#[derive(Clone, Copy)]
pub(crate) struct Named {
    /// Its name.
    pub(crate) name: Str,
    /// What a tooltip tells of it.
    pub(crate) tip: Str,
}

/// A name with a sentence about it.
pub(super) const fn named(name: Str, tip: Str) -> Named {
    Named { name, tip }
}

/// What the tests read all texts by.
#[cfg(test)]
pub(crate) trait Each {
    /// Shows each text with its path, `menu.file`.
    fn each(&self, path: &str, visit: &mut dyn FnMut(&str, Str));
}

#[cfg(test)]
impl Each for Str {
    fn each(&self, path: &str, visit: &mut dyn FnMut(&str, Str)) {
        visit(path, self);
    }
}

#[cfg(test)]
impl Each for Named {
    fn each(&self, path: &str, visit: &mut dyn FnMut(&str, Str)) {
        visit(&format!("{path}.name"), self.name);
        visit(&format!("{path}.tip"), self.tip);
    }
}

#[cfg(test)]
impl<T: Each, const N: usize> Each for [T; N] {
    fn each(&self, path: &str, visit: &mut dyn FnMut(&str, Str)) {
        self.iter().enumerate().for_each(|(i, one)| one.each(&format!("{path}.{i}"), visit));
    }
}

/// Structs of texts, each of which can be gone through by a test.
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
    /// The menu bar.
    Menu {
        file: Named,
        view: Named,
        inspect: Named,
        export: Named,
        help: Named,
        missing: Str,
        one_file_missing: Str,
        files_missing: Str,
        list_one_missing: Str,
        list_missing: Str,
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

    /// A panel's frame.
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

    /// Keys and mouse. Gestures stand where a key's name does.
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

    /// The files that are not there.
    Missing {
        about: Str,
        copy: Named,
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

    /// Version and adapter.
    About {
        what: Str,
        version: Str,
        adapter: Str,
        backend: Str,
        licence: Str,
    }
}

/// All that the window says, in one language.
pub struct Texts {
    pub(crate) menu: Menu,
    pub(crate) frame: Frame,
    pub(crate) help: Help,
    pub(crate) missing: Missing,
    pub(crate) settings: Settings,
    pub(crate) about: About,
    /// What each panel's title bar says.
    pub(crate) title: fn(Window) -> Str,
    /// What keys do. Texts of the digits' actions have a place for `{digit}`.
    pub(super) action: fn(Action) -> Named,
}

impl Texts {
    /// What help and menus call an action.
    pub(crate) fn action_name(&self, action: Action) -> String {
        with_digit((self.action)(action).name, action)
    }

    /// What an action does, in a sentence.
    pub(crate) fn action_tip(&self, action: Action) -> String {
        with_digit((self.action)(action).tip, action)
    }
}

#[cfg(test)]
impl Each for Texts {
    fn each(&self, _path: &str, visit: &mut dyn FnMut(&str, Str)) {
        self.menu.each("menu", visit);
        self.frame.each("frame", visit);
        self.help.each("help", visit);
        self.missing.each("missing", visit);
        self.settings.each("settings", visit);
        self.about.each("about", visit);
        Window::ALL.into_iter().for_each(|window| (self.title)(window).each(&format!("title.{window:?}"), visit));
        let digits = Digit::all().take(1).flat_map(|digit| [Action::GoToView(digit), Action::StoreView(digit)]);
        let actions = crate::input::BINDINGS.iter().map(|binding| binding.action).chain(digits);
        actions.for_each(|action| (self.action)(action).each(&format!("action.{action:?}"), visit));
    }
}

fn with_digit(text: Str, action: Action) -> String {
    let digit: Option<Digit> = match action {
        Action::GoToView(digit) | Action::StoreView(digit) => Some(digit),
        _ => None,
    };
    digit.map_or_else(|| text.to_owned(), |digit| fill(text, &[("digit", &digit.number())]))
}

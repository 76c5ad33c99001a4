//! All texts of a language: those of the panels (`list`), and names of enumerations.
//!
//! Names of enumerations (actions, panels, kinds of export) are functions with a match, so that a new variant without a
//! name does not compile.

use super::super::model::PanelId;
use super::fill;
use super::list::{
    About, Address, Bytes, Compare, ContextMenu, Dialogs, Drawing, Export, Frame, Gallery, GameMarks, GoTo, Help,
    Hidden, KindList, Map, Measure, Menu, Messages, Missing, Modes, Notices, Object, OtherZones, Places, ServerCheck,
    Settings, SingleModel, Statistics, Status, Textures, Tile, Welcome,
};
use crate::export::{ExportKind, ExportOption, ExportReport, ExportStep, Program, Remedy};
use crate::input::{Action, Digit};
use crate::load::LoadStep;
use crate::scene::game_marks::MarkKind;
use crate::scene::modes::{self, ViewMode};
use crate::scene::number_format::NumberFormat;
use crate::scene::view_settings::{Filter, Lighting};
#[cfg(test)]
use strum::VariantArray;

pub(crate) type Str = &'static str;

/// A name, with a sentence for its tooltip.
#[derive(Clone, Copy)]
pub(crate) struct Named {
    pub(crate) name: Str,
    pub(crate) tip: Str,
}

/// A problem: what did not work, and what the user can do about it.
#[derive(Clone, Copy)]
pub(crate) struct Fault {
    pub(crate) title: Str,
    pub(crate) advice: Str,
}

/// A text with a count in it, in the form for 1 and the form for other counts.
#[derive(Clone, Copy)]
pub(crate) struct Plural {
    one: Str,
    other: Str,
}

impl Plural {
    pub(crate) fn form(self, count: u64) -> Str {
        if count == 1 { self.one } else { self.other }
    }
}

pub(super) const fn plural(one: Str, other: Str) -> Plural {
    Plural { one, other }
}

/// A text that is the same for every count.
pub(super) const fn any_count(text: Str) -> Plural {
    plural(text, text)
}

/// A problem with its advice.
pub(super) const fn fault(title: Str, advice: Str) -> Fault {
    Fault { title, advice }
}

/// A name with its tooltip.
pub(super) const fn named(name: Str, tip: Str) -> Named {
    Named { name, tip }
}

/// Iteration over all texts, for tests.
#[cfg(test)]
pub(crate) trait Each {
    /// Visits each text with its path, such as `menu.file`.
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
impl Each for Fault {
    fn each(&self, path: &str, visit: &mut dyn FnMut(&str, Str)) {
        visit(&format!("{path}.title"), self.title);
        visit(&format!("{path}.advice"), self.advice);
    }
}

#[cfg(test)]
impl Each for Plural {
    fn each(&self, path: &str, visit: &mut dyn FnMut(&str, Str)) {
        visit(&format!("{path}.one"), self.one);
        visit(&format!("{path}.other"), self.other);
    }
}

#[cfg(test)]
impl<T: Each, const N: usize> Each for [T; N] {
    fn each(&self, path: &str, visit: &mut dyn FnMut(&str, Str)) {
        self.iter().enumerate().for_each(|(i, one)| one.each(&format!("{path}.{i}"), visit));
    }
}

/// All texts of the window in one language.
pub struct Texts {
    /// How numbers are written.
    pub(crate) numbers: NumberFormat,
    pub(crate) menu: Menu,
    pub(crate) frame: Frame,
    pub(crate) help: Help,
    pub(crate) missing: Missing,
    pub(crate) welcome: Welcome,
    pub(crate) settings: Settings,
    pub(crate) about: About,
    pub(crate) modes: Modes,
    /// Names of view modes.
    pub(crate) mode_name: fn(ViewMode) -> Named,
    pub(crate) overlay_name: fn(modes::Overlay) -> Named,
    pub(crate) statistics: Statistics,
    pub(crate) status: Status,
    pub(crate) drawing: Drawing,
    pub(crate) hidden: Hidden,
    pub(crate) notices: Notices,
    pub(crate) places: Places,
    pub(crate) gallery: Gallery,
    pub(crate) map: Map,
    pub(crate) compare: Compare,
    pub(crate) export: Export,
    pub(crate) bytes: Bytes,
    pub(crate) address: Address,
    pub(crate) tile: Tile,
    pub(crate) go_to: GoTo,
    pub(crate) context_menu: ContextMenu,
    pub(crate) measure: Measure,
    pub(crate) object: Object,
    pub(crate) single_model: SingleModel,
    pub(crate) kind_list: KindList,
    pub(crate) game_marks: GameMarks,
    pub(crate) server_check: ServerCheck,
    /// Names of kinds of marks, for one and for several.
    pub(crate) mark_kind: fn(MarkKind) -> Str,
    pub(crate) mark_kinds: fn(MarkKind) -> Str,
    pub(crate) textures: Textures,
    pub(crate) other_zones: OtherZones,
    pub(crate) messages: Messages,
    pub(crate) dialogs: Dialogs,
    pub(crate) title: fn(PanelId) -> Str,
    /// Titles of panels on the tabs of a dock, short enough for one row.
    pub(crate) tab: fn(PanelId) -> Str,
    /// Names of loading steps.
    pub(crate) load_step: fn(LoadStep) -> Str,
    /// Names of texture filters.
    pub(crate) filter: fn(Option<Filter>) -> Named,
    /// Names of the kinds of lighting.
    pub(crate) lighting: fn(Lighting) -> Named,
    pub(crate) export_kind: fn(ExportKind) -> Named,
    /// What an export writes, whatever its options.
    pub(crate) export_group: fn(ExportKind) -> Named,
    /// Names of programs that exports are for.
    pub(crate) program: fn(Program) -> Str,
    /// Names of the options of exports.
    pub(crate) export_option: fn(ExportOption) -> Named,
    /// The value of an option; texts of pixels contain `{px}`.
    pub(super) option_value: fn(ExportOption) -> Str,
    /// Names of an export's steps.
    pub(crate) export_step: fn(ExportStep) -> Str,
    /// What to do about a failed export.
    pub(crate) remedy: fn(Remedy) -> Str,
    /// One-line summary of a finished export.
    pub(crate) export_report: fn(&ExportReport) -> String,
    /// Names of actions. Texts of the digits' actions contain `{digit}`.
    pub(super) action: fn(Action) -> Named,
}

impl Texts {
    /// How much of a whole is done: `1,200 / 4,920`.
    pub(crate) fn part(&self, done: u64, total: u64) -> String {
        format!("{} / {}", self.numbers.count(done), self.numbers.count(total))
    }

    /// A text with `{count}` in it.
    pub(crate) fn counted(&self, text: Plural, count: u64) -> String {
        fill(text.form(count), &[("count", &self.numbers.count(count))])
    }

    /// The value of an export's option.
    pub(crate) fn option_value(&self, option: ExportOption) -> String {
        let text = (self.option_value)(option);
        match option {
            ExportOption::PxPerTile(px) => fill(text, &[("px", &px)]),
            _ => text.to_owned(),
        }
    }

    /// A number of bytes in two digits or more, with its unit.
    pub(crate) fn bytes_rounded(&self, bytes: u64) -> String {
        let (unit, one) = match bytes {
            0..950_000 => ("KB", 1e3),
            950_000..950_000_000 => ("MB", 1e6),
            _ => ("GB", 1e9),
        };
        let value = bytes as f64 / one;
        let places = usize::from(value < 10.0 && unit != "KB");
        format!("{} {unit}", self.numbers.decimal(value.max(1.0), places))
    }

    /// Name of an action, for help and menus.
    pub(crate) fn action_name(&self, action: Action) -> String {
        with_digit((self.action)(action).name, action)
    }

    /// Tooltip of an action.
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
        self.welcome.each("welcome", visit);
        self.settings.each("settings", visit);
        self.about.each("about", visit);
        self.modes.each("modes", visit);
        ViewMode::VARIANTS.iter().for_each(|mode| (self.mode_name)(*mode).each(&format!("mode_name.{mode:?}"), visit));
        modes::Overlay::VARIANTS
            .iter()
            .for_each(|over| (self.overlay_name)(*over).each(&format!("overlay_name.{over:?}"), visit));
        self.statistics.each("statistics", visit);
        self.status.each("status", visit);
        self.drawing.each("drawing", visit);
        self.hidden.each("hidden", visit);
        self.notices.each("notices", visit);
        self.places.each("places", visit);
        self.gallery.each("gallery", visit);
        self.map.each("map", visit);
        self.compare.each("compare", visit);
        self.export.each("export", visit);
        self.bytes.each("bytes", visit);
        self.address.each("address", visit);
        self.tile.each("tile", visit);
        self.go_to.each("go_to", visit);
        self.context_menu.each("context_menu", visit);
        self.measure.each("measure", visit);
        self.object.each("object", visit);
        self.kind_list.each("kind_list", visit);
        self.game_marks.each("game_marks", visit);
        self.server_check.each("server_check", visit);
        for kind in MarkKind::VARIANTS {
            (self.mark_kind)(*kind).each(&format!("mark_kind.{kind:?}"), visit);
            (self.mark_kinds)(*kind).each(&format!("mark_kinds.{kind:?}"), visit);
        }
        self.textures.each("textures", visit);
        self.other_zones.each("other_zones", visit);
        self.messages.each("messages", visit);
        self.dialogs.each("dialogs", visit);
        PanelId::ALL.into_iter().for_each(|window| {
            (self.title)(window).each(&format!("title.{window:?}"), visit);
            (self.tab)(window).each(&format!("tab.{window:?}"), visit);
        });
        [None]
            .into_iter()
            .chain(Filter::VARIANTS.iter().copied().map(Some))
            .for_each(|one| (self.filter)(one).each(&format!("filter.{one:?}"), visit));
        Lighting::VARIANTS.iter().for_each(|one| (self.lighting)(*one).each(&format!("lighting.{one:?}"), visit));
        for kind in ExportKind::variants() {
            (self.export_group)(kind).each(&format!("export_group.{}", kind.name()), visit);
            (self.export_kind)(kind).each(&format!("export_kind.{kind:?}"), visit);
            for option in kind.options() {
                (self.export_option)(option).each(&format!("export_option.{option:?}"), visit);
                let values = option.choices().into_iter();
                values.for_each(|value| (self.option_value)(value).each(&format!("option_value.{value:?}"), visit));
            }
        }
        Program::VARIANTS.iter().for_each(|one| (self.program)(*one).each(&format!("program.{one:?}"), visit));
        for step in <ExportStep as strum::VariantArray>::VARIANTS {
            (self.export_step)(*step).each(&format!("export_step.{step:?}"), visit);
        }
        for remedy in <Remedy as strum::VariantArray>::VARIANTS {
            (self.remedy)(*remedy).each(&format!("remedy.{remedy:?}"), visit);
        }
        let digits = Digit::all().take(1).flat_map(|digit| [Action::GoToView(digit), Action::StoreView(digit)]);
        let without_key = [Action::CopyFlyThrough];
        let actions = crate::input::BINDINGS.iter().map(|binding| binding.action).chain(without_key).chain(digits);
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

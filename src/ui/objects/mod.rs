//! The objects panel: the kinds of objects of the zone, with a search, an order and filters; or those of all zones of the
//! client that match the search.
//!
//! Search, filters and open kinds are kept by egui, like those of other lists.

mod all_zones;
mod controls;
mod kinds;
mod menu;
pub(super) mod rows;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use egui::{Id, Key, Modifiers, RichText, Ui};

use super::inspect::InspectCommand;
use super::model::{Model, PanelCommand, PanelId};
use super::preview::KindPictures;
use super::{places, style};
use crate::scene::objects::catalog::{Catalog, Found, KindOrder, ObjectTraits};
use crate::scene::objects::search::ObjectSearch;

/// Model of the panel.
#[derive(Clone, Copy, Debug, Default)]
pub struct KindList<'a> {
    /// The objects of the zone by kind; none without a zone, or while its objects are loading.
    pub catalog: Option<&'a Arc<Catalog>>,
    /// The zone has no objects, or they cannot be read.
    pub is_empty: bool,
    /// Pictures of kinds; none before the models are loaded.
    pub pictures: Option<&'a KindPictures>,
    /// The kinds whose pictures are wanted.
    pub in_sight: &'a [usize],
}

/// Command of the objects panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KindListCommand {
    /// Open a zone and go to one of its objects.
    GoToInZone(PathBuf, usize),
    /// The kinds whose pictures are shown now.
    WantPictures(Vec<usize>),
    /// Copy the path of a file of an object, by the client's name for it.
    CopyPath(String),
    /// Show a file of an object in the file manager.
    ShowInFolder(String),
}

/// What is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Scope {
    /// The objects of the open zone.
    #[default]
    Zone,
    /// Those of all zones of the client.
    AllZones,
}

/// Search, filters and open kinds.
#[derive(Clone, Debug, Default)]
struct Kept {
    text: String,
    scope: Scope,
    traits: ObjectTraits,
    order: KindOrder,
    /// Kinds whose objects are listed.
    open: BTreeSet<usize>,
    /// The selected object of the last frame.
    selected: Option<usize>,
    /// The object that was clicked last: Shift+click selects from there.
    clicked: Option<usize>,
    /// The zone of the last frame, by its path.
    zone: String,
    /// The last result, and what it is the result of.
    result: Option<CachedResult>,
}

/// A search in a catalog with its result.
#[derive(Clone, Debug)]
struct CachedResult {
    catalog: Arc<Catalog>,
    of: (String, ObjectTraits, KindOrder),
    found: Arc<Found>,
}

/// What the panel shows in a frame.
struct View<'a> {
    catalog: &'a Catalog,
    found: Arc<Found>,
    search: ObjectSearch,
    /// The selected object, if it was not selected in the last frame.
    newly_selected: Option<usize>,
    /// Whether each object is selected.
    selected: Vec<bool>,
}

/// Id of the kept values.
fn id() -> Id {
    Id::unique("objects of the zone")
}

/// Opens the panel with a search.
pub(super) fn search_for(ui: &Ui, file: &str, commands: &mut Vec<PanelCommand>) {
    let text = ObjectSearch::for_file(file);
    ui.data_mut(|data| {
        let kept: &mut Kept = data.get_temp_mut_or_default(id());
        *kept = Kept { text, scope: Scope::Zone, traits: ObjectTraits::default(), ..std::mem::take(kept) };
    });
    commands.push(PanelCommand::Show(PanelId::Objects, true));
}

/// Draws the panel's contents.
pub(super) fn contents(ui: &mut Ui, model: &Model, commands: &mut Vec<PanelCommand>) {
    let mut kept: Kept = ui.data(|data| data.get_temp(id())).unwrap_or_default();
    let zone = model.zone.map_or("", |zone| zone.path);
    if kept.zone != zone {
        (kept.open, kept.selected, kept.clicked) = (BTreeSet::new(), None, None);
        zone.clone_into(&mut kept.zone);
    }
    let field = id().with("search");
    let opened = places::just_opened(ui, id());
    let keys = if ui.memory(|memory| memory.has_focus(field)) { take_keys(ui) } else { 0 };
    let response = controls::search(ui, model, &mut kept, field);
    if opened {
        response.request_focus();
    }
    match (kept.scope, model.kind_list.catalog) {
        (Scope::AllZones, _) => all_zones::show(ui, model, &ObjectSearch::new(&kept.text), commands),
        (Scope::Zone, Some(catalog)) => {
            let view = view(catalog, model, &mut kept);
            controls::filters(ui, model, &mut kept, &view.found);
            let to = controls::steps(ui, model, &view.found).or_else(|| stepped(model, &view.found, keys));
            commands.extend(to.map(go_to));
            if view.found.kinds.is_empty() {
                weak(ui, model.text.kind_list.nothing_found);
            } else {
                kinds::show(ui, model, &view, &mut kept, commands);
            }
        }
        (Scope::Zone, None) if model.kind_list.is_empty => weak(ui, model.text.kind_list.no_objects),
        (Scope::Zone, None) => weak(ui, model.text.kind_list.loading),
    }
    ui.data_mut(|data| data.insert_temp(id(), kept));
}

/// Selects an object and flies to it.
fn go_to(object: usize) -> PanelCommand {
    PanelCommand::Inspect(InspectCommand::select(object, true))
}

/// The result of the search, from the last frame if nothing has changed.
fn view<'a>(catalog: &'a Arc<Catalog>, model: &Model, kept: &mut Kept) -> View<'a> {
    let search = ObjectSearch::new(&kept.text);
    let of = (kept.text.clone(), kept.traits, kept.order);
    let known = kept.result.take().filter(|known| Arc::ptr_eq(&known.catalog, catalog) && known.of == of);
    let result = known.unwrap_or_else(|| {
        let found = Arc::new(catalog.find(&search, kept.traits, kept.order));
        CachedResult { catalog: catalog.clone(), of, found }
    });
    let found = result.found.clone();
    kept.result = Some(result);
    let selected = model.inspect.object.map(|object| object.index);
    let newly_selected = selected.filter(|_| kept.selected != selected);
    kept.selected = selected;
    let mut is_selected = vec![false; catalog.objects.len()];
    for object in model.inspect.selected {
        is_selected.get_mut(*object).into_iter().for_each(|selected| *selected = true);
    }
    View { catalog, found, search, newly_selected, selected: is_selected }
}

/// Objects to go on by, by the keys of the search field.
fn take_keys(ui: &Ui) -> isize {
    ui.input_mut(|input| {
        let mut count = |key| input.count_and_consume_key(Modifiers::NONE, key) as isize;
        count(Key::ArrowDown) - count(Key::ArrowUp)
    })
}

fn stepped(model: &Model, found: &Found, by: isize) -> Option<usize> {
    let selected = model.inspect.object.map(|object| object.index);
    if by == 0 { None } else { found.step(selected, by) }
}

fn weak(ui: &mut Ui, text: &str) {
    ui.add_space(6.0);
    ui.add(egui::Label::new(RichText::new(text).color(style::WEAK)).wrap());
}

//! Hidden objects of the open zone.

use std::sync::Arc;

use strum::VariantArray;

use super::State;
use crate::input::Action;
use crate::scene::objects::{ObjectCategory, ObjectList, ObjectNumbers};
use crate::scene::{PlacedObject, SceneUpdate};
use crate::ui::text::fill;
use crate::ui::{HiddenObjects, HideCommand};

/// The objects of the open zone that are not shown.
#[derive(Default)]
pub struct Hidden {
    objects: Arc<Vec<PlacedObject>>,
    list: ObjectList,
    numbers: ObjectNumbers,
    /// Number of the zone's objects in each category.
    in_category: [usize; ObjectCategory::VARIANTS.len()],
}

impl Hidden {
    /// As written on the command line.
    pub fn list(&self) -> &ObjectList {
        &self.list
    }

    /// Their numbers; none before the objects are loaded.
    pub fn numbers(&self) -> &ObjectNumbers {
        &self.numbers
    }

    /// Keeps the objects of an update.
    pub fn keep(&mut self, update: &SceneUpdate) {
        if let SceneUpdate::Objects(objects) = update {
            self.objects = objects.clone();
            for (count, category) in self.in_category.iter_mut().zip(ObjectCategory::VARIANTS) {
                *count = PlacedObject::stored(objects).filter(|object| category.has(object)).count();
            }
            self.find();
        }
    }

    /// Another zone was opened, none of its objects loaded yet.
    pub fn zone_opened(&mut self, list: ObjectList) {
        *self = Hidden { list, ..Hidden::default() };
    }

    /// Model of the panels.
    pub fn model(&self) -> HiddenObjects<'_> {
        HiddenObjects { list: &self.list, numbers: &self.numbers, in_category: self.in_category }
    }

    fn set(&mut self, list: ObjectList) {
        self.list = list;
        self.find();
    }

    fn find(&mut self) {
        self.numbers = self.list.numbers(PlacedObject::stored(&self.objects));
    }
}

impl State {
    /// The objects of the open zone that are not shown.
    pub fn hidden(&self) -> &Hidden {
        &self.hidden
    }

    /// Hides exactly these objects.
    pub(super) fn set_hidden(&mut self, list: ObjectList) {
        if list != self.hidden.list {
            self.hidden.set(list);
            self.zone_context.objects_changed();
        }
    }

    /// Hides the selected objects, which are then no longer selected.
    pub(super) fn hide_selected(&mut self) {
        let selected = self.selected_objects();
        if selected.is_empty() {
            return self.say(self.text().messages.no_object_selected);
        }
        self.set_hidden(self.hidden.list.clone().with_numbers(&selected));
        self.unselect_hidden();
    }

    /// Hides all objects but the selected ones.
    pub(super) fn isolate_selected(&mut self) {
        let selected = self.selected_objects();
        if selected.is_empty() {
            return self.say(self.text().messages.no_object_selected);
        }
        self.set_hidden(ObjectList::all_but(&selected, self.hidden.objects.len()));
        self.say_hidden();
    }

    pub(super) fn show_all_objects(&mut self) {
        let count = self.hidden.numbers.len();
        self.set_hidden(ObjectList::default());
        if count > 0 {
            self.say(self.text().messages.all_objects_shown);
        }
    }

    /// Carries out a command about hidden objects.
    pub(super) fn hide(&mut self, command: HideCommand) {
        let list = self.hidden.list.clone();
        let list = match command {
            HideCommand::Kind(object) => list.with_kind_of(object, PlacedObject::stored(&self.hidden.objects)),
            HideCommand::Category(category, hidden) => list.with_category(category, hidden),
        };
        self.set_hidden(list);
        self.unselect_hidden();
    }

    fn selected_objects(&self) -> ObjectNumbers {
        self.inspection.objects.selected().iter().copied().collect()
    }

    /// Ends the selection if something of it is hidden now, and says how many objects are.
    fn unselect_hidden(&mut self) {
        let hidden = &self.hidden.numbers;
        if self.selected_objects().iter().any(|object| hidden.contains(object)) {
            self.inspection.unpin();
            self.panels.tile_unpicked();
        }
        self.say_hidden();
    }

    fn say_hidden(&mut self) {
        let count = self.hidden.numbers.len() as u64;
        if count > 0 {
            let (text, key) = (self.text(), self.session.key_state.bindings.first_key_of(Action::ShowAllObjects));
            self.say(&fill(&text.counted(text.messages.objects_hidden, count), &[("key", &key)]));
        }
    }
}

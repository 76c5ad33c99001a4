//! Which objects of a zone a command takes.

use std::collections::HashSet;

use super::{ObjectList, ObjectNumbers, kind_key};
use crate::formats::opd::Object;

/// The wanted objects of a zone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectChoice {
    /// Objects to leave out.
    pub hide: ObjectList,
    /// The only ones to take; all if there is neither this list nor the next.
    pub only: ObjectList,
    /// Objects to take with all others that have the same parts.
    pub kinds_of: ObjectList,
}

impl ObjectChoice {
    /// The objects that are not wanted, of a zone whose objects are given in file order.
    pub fn left_out(&self, objects: &[Object]) -> ObjectNumbers {
        let hidden = self.hide.numbers(objects.iter());
        if self.only.is_empty() && self.kinds_of.is_empty() {
            return hidden;
        }
        let only = self.only.numbers(objects.iter());
        let kinds: HashSet<Vec<u8>> =
            self.kinds_of.numbers(objects.iter()).iter().map(|number| kind_key(&objects[number])).collect();
        let is_wanted = |(number, object): (usize, &Object)| {
            !hidden.contains(number)
                && (only.contains(number) || !kinds.is_empty() && kinds.contains(&kind_key(object)))
        };
        objects.iter().enumerate().filter(|one| !is_wanted(*one)).map(|(number, _)| number).collect()
    }

    /// The items of the lists that no object of a zone matches, with the option that names them.
    pub fn unmatched(&self, objects: &[Object]) -> Vec<(&'static str, String)> {
        let lists = [("--hide", &self.hide), ("--objects", &self.only), ("--kind", &self.kinds_of)];
        let named = lists.into_iter().map(|(option, list)| (option, list.unmatched(objects)));
        named.flat_map(|(option, items)| items.into_iter().map(move |item| (option, item))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::opd::{ObjectPart, Placement};

    fn object(name: &str, mesh: &str) -> Object {
        let part = ObjectPart { mesh: mesh.into(), ..ObjectPart::default() };
        let placement = Placement { name: name.into(), ..Placement::default() };
        Object { placement, parts: vec![part], ..Object::default() }
    }

    #[test]
    fn lists_take_objects_and_kinds_and_hidden_ones_stay_out() {
        let objects = [("oak", "a"), ("Oak", "A"), ("ash", "b"), ("oak2", "a"), ("hut", "c")];
        let objects = objects.map(|(name, mesh)| object(name, mesh));
        let taken = |hide: &str, only: &str, kinds_of: &str| {
            let list = |text: &str| if text.is_empty() { ObjectList::default() } else { text.parse().unwrap() };
            let choice = ObjectChoice { hide: list(hide), only: list(only), kinds_of: list(kinds_of) };
            let left_out = choice.left_out(&objects);
            (0..objects.len()).filter(|number| !left_out.contains(*number)).collect::<Vec<_>>()
        };
        assert_eq!(taken("", "", ""), [0, 1, 2, 3, 4]);
        assert_eq!(taken("2-3", "", ""), [0, 1, 4]);
        assert_eq!(taken("", "2,4", ""), [2, 4]);
        assert_eq!(taken("", "", "3"), [0, 1, 3]);
        assert_eq!(taken("1", "hut", "oak2"), [0, 3, 4]);
        assert_eq!(taken("", "none", ""), [0; 0], "a list that nothing matches takes nothing");
        let choice = ObjectChoice { only: "hut,none".parse().unwrap(), ..ObjectChoice::default() };
        assert_eq!(choice.unmatched(&objects), [("--objects", "none".to_owned())]);
    }
}

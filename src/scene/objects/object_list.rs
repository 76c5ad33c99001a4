//! Lists of objects on the command line: numbers, ranges, names and categories, separated by commas.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use strum::VariantArray;

use super::{ObjectCategory, ObjectNumbers, file_name};
use crate::formats::kernel::visible::is_hidden;
use crate::formats::opd::Object;

/// Stands for any characters of a name.
const ANY: char = '*';

/// A list of objects, as written on the command line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectList {
    items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Item {
    /// Objects by number.
    Range(RangeInclusive<usize>),
    Category(ObjectCategory),
    /// Objects by their name or that of one of their meshes, without folder and extension, in any letter case.
    Name(String),
}

/// A text is not a list of objects.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ObjectListError {
    /// An item is empty.
    #[error("expected numbers, ranges, names or categories of objects, separated by commas")]
    Empty,
    /// The last number of a range is smaller than its first.
    #[error("the range {0} ends before it begins")]
    Backward(String),
}

impl ObjectList {
    /// All objects but those in a set, of a zone with a number of objects.
    pub fn all_but(objects: &ObjectNumbers, count: usize) -> ObjectList {
        ObjectList::default().with_numbers(&(0..count).filter(|object| !objects.contains(*object)).collect())
    }

    /// Whether nothing is listed.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether a category is listed.
    pub fn has_category(&self, category: ObjectCategory) -> bool {
        self.items.contains(&Item::Category(category))
    }

    /// The same list with a category, or without it.
    #[must_use]
    pub fn with_category(mut self, category: ObjectCategory, on: bool) -> ObjectList {
        self.items.retain(|item| *item != Item::Category(category));
        if on {
            let at = self.items.iter().take_while(|item| matches!(item, Item::Category(_))).count();
            self.items.insert(at, Item::Category(category));
        }
        self
    }

    /// The same list with further objects.
    #[must_use]
    pub fn with_numbers(mut self, objects: &ObjectNumbers) -> ObjectList {
        let listed = self.items.iter().filter_map(|item| match item {
            Item::Range(range) => Some(range.clone()),
            _ => None,
        });
        let mut ranges: Vec<_> = objects.ranges().map(|range| range.start..=range.end - 1).chain(listed).collect();
        ranges.sort_unstable_by_key(|range| *range.start());
        self.items.retain(|item| !matches!(item, Item::Range(_)));
        for range in ranges {
            match self.items.last_mut() {
                Some(Item::Range(last)) if *range.start() <= last.end().saturating_add(1) => {
                    *last = *last.start()..=*last.end().max(range.end());
                }
                _ => self.items.push(Item::Range(range)),
            }
        }
        self
    }

    /// The same list with all objects that have the parts of one of a zone's objects: by name, where the name says the
    /// same.
    #[must_use]
    pub fn with_kind_of<'a>(mut self, object: usize, objects: impl Iterator<Item = &'a Object> + Clone) -> ObjectList {
        let Some(of) = objects.clone().nth(object) else { return self };
        let kind = objects.clone().enumerate().filter(|(_, other)| other.parts == of.parts);
        let kind: ObjectNumbers = kind.map(|(number, _)| number).collect();
        let name = Item::Name(short_name(&of.placement.name));
        let is_exact = name.to_string().parse() == Ok(ObjectList { items: vec![name.clone()] })
            && ObjectList { items: vec![name.clone()] }.numbers(objects) == kind;
        if !is_exact {
            return self.with_numbers(&kind);
        }
        if !self.items.contains(&name) {
            let at = self.items.iter().take_while(|item| !matches!(item, Item::Range(_))).count();
            self.items.insert(at, name);
        }
        self
    }

    /// The same list without what is listed by number; what is left means the same in another version of the zone.
    #[must_use]
    pub fn without_numbers(mut self) -> ObjectList {
        self.items.retain(|item| !matches!(item, Item::Range(_)));
        self
    }

    /// The listed objects of a zone, whose objects are given in file order.
    pub fn numbers<'a>(&self, objects: impl Iterator<Item = &'a Object>) -> ObjectNumbers {
        if self.is_empty() {
            return ObjectNumbers::default();
        }
        let listed = objects.enumerate().filter(|(number, object)| {
            let names = ObjectNames::new(object);
            self.items.iter().any(|item| item.has(*number, object, &names))
        });
        listed.map(|(number, _)| number).collect()
    }

    /// The items that no object of a zone matches, as written.
    pub fn unmatched<'a>(&self, objects: impl IntoIterator<Item = &'a Object>) -> Vec<String> {
        let objects: Vec<&Object> = objects.into_iter().collect();
        let is_unmatched = |item: &&Item| {
            let mut objects = objects.iter().enumerate();
            !objects.any(|(number, object)| item.has(number, object, &ObjectNames::new(object)))
        };
        self.items.iter().filter(is_unmatched).map(Item::to_string).collect()
    }
}

impl Item {
    fn has(&self, number: usize, object: &Object, names: &ObjectNames) -> bool {
        match self {
            Item::Range(range) => range.contains(&number),
            Item::Category(category) => category.has(object),
            Item::Name(name) => names.any(name),
        }
    }
}

/// The names by which an object is found.
struct ObjectNames(Vec<String>);

impl ObjectNames {
    fn new(object: &Object) -> ObjectNames {
        let meshes = object.parts.iter().map(|part| short_name(&part.mesh));
        let names = std::iter::once(short_name(&object.placement.name)).chain(meshes);
        ObjectNames(names.filter(|name| !name.is_empty()).collect())
    }

    fn any(&self, pattern: &str) -> bool {
        self.0.iter().any(|name| matches(pattern, name))
    }
}

/// A stored name in lower case, without folder and extension.
fn short_name(stored: &[u8]) -> String {
    let name = file_name(stored).unwrap_or_default();
    let file = name.rsplit(['\\', '/']).next().unwrap_or_default();
    file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned()
}

/// Whether a name fits a pattern, in which `*` stands for any characters.
fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split(ANY);
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

impl FromStr for ObjectList {
    type Err = ObjectListError;

    fn from_str(text: &str) -> Result<ObjectList, ObjectListError> {
        Ok(ObjectList { items: text.split(',').map(str::parse).collect::<Result<_, _>>()? })
    }
}

impl FromStr for Item {
    type Err = ObjectListError;

    fn from_str(text: &str) -> Result<Item, ObjectListError> {
        let text = text.trim().to_lowercase();
        if text.is_empty() || text.chars().any(is_hidden) {
            return Err(ObjectListError::Empty);
        }
        if let Some(category) = ObjectCategory::VARIANTS.iter().find(|category| category.to_string() == text) {
            return Ok(Item::Category(*category));
        }
        let number = |text: &str| text.parse::<usize>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
        let (first, last) = text.split_once('-').unwrap_or((&text, &text));
        match (number(first), number(last)) {
            (Some(first), Some(last)) if first > last => Err(ObjectListError::Backward(text)),
            (Some(first), Some(last)) => Ok(Item::Range(first..=last)),
            _ => Ok(Item::Name(text)),
        }
    }
}

impl fmt::Display for ObjectList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, item) in self.items.iter().enumerate() {
            write!(f, "{}{item}", if index == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Item::Range(range) if range.start() == range.end() => write!(f, "{}", range.start()),
            Item::Range(range) => write!(f, "{}-{}", range.start(), range.end()),
            Item::Category(category) => category.fmt(f),
            Item::Name(name) => name.fmt(f),
        }
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

    fn zone() -> Vec<Object> {
        let pairs = [
            ("obj_el_treeA", "Object\\tree_a.n3pmesh"),
            ("wall", "object\\wall_01.n3pmesh"),
            ("WALL", "object\\wall_01.n3pmesh"),
            ("wall", "object\\wall_02.n3pmesh"),
            ("7", "object\\seven.n3pmesh"),
            ("obj_co_reed01", "object\\reed.n3pmesh"),
        ];
        pairs.map(|(name, mesh)| object(name, mesh)).to_vec()
    }

    fn listed(text: &str) -> Vec<usize> {
        text.parse::<ObjectList>().unwrap().numbers(zone().iter()).iter().collect()
    }

    #[test]
    fn numbers_ranges_names_meshes_and_categories_are_listed() {
        for (text, expected) in [
            ("4", &[4][..]),
            ("1-2,5", &[1, 2, 5]),
            ("3-18446744073709551615", &[3, 4, 5]),
            ("Wall", &[1, 2, 3]),
            ("wall_01", &[1, 2]),
            ("wall_*, tree_a", &[0, 1, 2, 3]),
            ("*ee*0*", &[5]),
            ("trees,plants", &[0, 5]),
            ("events,no-such-name,99", &[]),
        ] {
            assert_eq!(listed(text), expected, "{text}");
        }
        let list: ObjectList = "wall,12,gone,trees,events".parse().unwrap();
        assert_eq!(list.unmatched(zone().iter()), ["12", "gone", "events"]);
    }

    #[test]
    fn wrong_lists_are_refused() {
        for text in ["", "1,", ",", "a, ,b", "a\u{202e}b"] {
            assert_eq!(text.parse::<ObjectList>(), Err(ObjectListError::Empty), "{text:?}");
        }
        let error = "5-3".parse::<ObjectList>().unwrap_err();
        assert_eq!(error.to_string(), "the range 5-3 ends before it begins");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let zone = zone();
        let list = ObjectList::default()
            .with_numbers(&[4, 5].into_iter().collect())
            .with_category(ObjectCategory::Events, true)
            .with_kind_of(5, zone.iter())
            .with_numbers(&[0, 6].into_iter().collect());
        assert_eq!(list.to_string(), "events,obj_co_reed01,0,4-6");
        assert_eq!(list.to_string().parse(), Ok(list.clone()));
        assert_eq!(list.clone().with_category(ObjectCategory::Events, false).to_string(), "obj_co_reed01,0,4-6");
        assert_eq!(list.without_numbers().to_string(), "events,obj_co_reed01");
        let isolated = ObjectList::all_but(&[2].into_iter().collect(), zone.len());
        assert_eq!(isolated.to_string(), "0-1,3-5");
    }

    #[test]
    fn a_kind_is_listed_by_number_where_its_name_says_more_or_something_else() {
        let zone = zone();
        let kind = |object| ObjectList::default().with_kind_of(object, zone.iter()).to_string();
        assert_eq!(kind(1), "1-2", "another kind has the same name");
        assert_eq!(kind(4), "4", "the name is a number");
        assert_eq!(kind(0), "obj_el_treea");
        assert_eq!(kind(99), "");
    }

    #[test]
    fn stars_stand_for_any_characters() {
        for (pattern, name, fits) in [
            ("*", "", true),
            ("a*", "abc", true),
            ("*c", "abc", true),
            ("a*c", "abc", true),
            ("a*b*c", "abc", true),
            ("ab*bc", "abc", false),
            ("*x*", "abc", false),
            ("abc", "abcd", false),
        ] {
            assert_eq!(matches(pattern, name), fits, "{pattern} {name}");
        }
    }
}

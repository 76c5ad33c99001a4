//! Sets of numbers of objects.

use std::ops::Range;

/// A set of numbers of objects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectNumbers {
    /// Whether each number is in the set; ends with one that is.
    is_in: Vec<bool>,
    len: usize,
}

impl ObjectNumbers {
    /// Whether an object is in the set.
    pub fn contains(&self, object: usize) -> bool {
        self.is_in.get(object).copied().unwrap_or_default()
    }

    /// Number of objects in the set.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether no object is in the set.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.is_in.iter().enumerate().filter(|(_, is_in)| **is_in).map(|(object, _)| object)
    }

    /// The numbers as ranges of consecutive ones, ascending.
    pub fn ranges(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut end = 0;
        self.is_in.chunk_by(|a, b| a == b).filter_map(move |alike| {
            let start = end;
            end += alike.len();
            alike[0].then_some(start..end)
        })
    }
}

impl FromIterator<usize> for ObjectNumbers {
    /// The set of these numbers, in any order.
    fn from_iter<I: IntoIterator<Item = usize>>(numbers: I) -> ObjectNumbers {
        let mut set = ObjectNumbers::default();
        for number in numbers {
            if number >= set.is_in.len() {
                set.is_in.resize(number + 1, false);
            }
            set.len += usize::from(!std::mem::replace(&mut set.is_in[number], true));
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_counted_once_and_listed_in_order() {
        let set = ObjectNumbers::from_iter([7, 2, 3, 2]);
        assert_eq!((set.len(), set.iter().collect::<Vec<_>>()), (3, vec![2, 3, 7]));
        assert_eq!(set.ranges().collect::<Vec<_>>(), [2..4, 7..8]);
        assert!(set.contains(3) && !set.contains(4) && !set.contains(100));
        assert_eq!(set, set.iter().collect());
        let none = ObjectNumbers::default();
        assert!(none.is_empty() && none.ranges().next().is_none());
    }
}

//! Pairs of the nearest places of two lists.
//!
//! Where the lists are long, places are split in halves along the longest side of their box until few are left on a
//! side, and what both halves leave is tried again together. So the time is bounded whatever the places are, and the
//! pairs do not depend on which list is which.

/// Places with the numbers of their objects.
pub(super) type Places = Vec<(usize, [f64; 3])>;

/// Most pairs of places that are compared at once.
const MOST_PAIRS: usize = 1 << 16;

/// Takes pairs of places within a distance from both lists, and returns their numbers. In short lists each pair is the
/// nearest of what is left at its turn.
pub(super) fn pairs(lists: &mut [Places; 2], within_m: f64) -> Vec<(usize, usize)> {
    // A place that is NaN or infinite is near nothing.
    lists.iter_mut().for_each(|list| list.retain(|(_, place)| place.iter().all(|at| at.is_finite())));
    let mut found = Vec::new();
    split(lists, within_m, &mut found);
    found
}

fn split(lists: &mut [Places; 2], within_m: f64, found: &mut Vec<(usize, usize)>) {
    let product = |lists: &[Places; 2]| lists[0].len().saturating_mul(lists[1].len());
    if product(lists) > MOST_PAIRS {
        let Some((axis, goes_left)) = middle(lists) else {
            // All at one place.
            let count = lists[0].len().min(lists[1].len());
            let [old, new] = lists;
            found.extend(old.drain(..count).zip(new.drain(..count)).map(|((old, _), (new, _))| (old, new)));
            return;
        };
        let mut left: [Places; 2] = Default::default();
        let mut right: [Places; 2] = Default::default();
        for (side, list) in lists.iter_mut().enumerate() {
            (left[side], right[side]) = list.drain(..).partition(|(_, place)| goes_left(place[axis]));
        }
        split(&mut left, within_m, found);
        split(&mut right, within_m, found);
        for (side, list) in lists.iter_mut().enumerate() {
            list.append(&mut left[side]);
            list.append(&mut right[side]);
            list.sort_unstable_by_key(|(number, _)| *number);
        }
    }
    if product(lists) <= MOST_PAIRS {
        greedy(lists, within_m, found);
    }
}

/// Longest axis of the box around all places, and which coordinates are in its first half; none if it has no length.
fn middle(lists: &[Places; 2]) -> Option<(usize, impl Fn(f64) -> bool + use<>)> {
    let all = || lists.iter().flatten().map(|(_, place)| place);
    let length = |axis: usize| {
        let least = all().map(|place| place[axis]).fold(f64::INFINITY, f64::min);
        all().map(|place| place[axis]).fold(f64::NEG_INFINITY, f64::max) - least
    };
    let axis = (0..3).max_by(|a, b| length(*a).total_cmp(&length(*b))).filter(|axis| length(*axis) > 0.0)?;
    let mut sorted: Vec<f64> = all().map(|place| place[axis]).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let half = sorted[sorted.len() / 2];
    // Where half of them have the least coordinate, these are the first half.
    let is_least = half == sorted[0];
    Some((axis, move |at: f64| if is_least { at <= half } else { at < half }))
}

/// Takes the nearest pair again and again.
fn greedy(lists: &mut [Places; 2], within_m: f64, found: &mut Vec<(usize, usize)>) {
    let mut candidates = Vec::new();
    for (a, (old, from)) in lists[0].iter().enumerate() {
        for (b, (new, to)) in lists[1].iter().enumerate() {
            let squared: f64 = (0..3).map(|axis| (from[axis] - to[axis]).powi(2)).sum();
            if squared <= within_m * within_m {
                // Equal distances: by numbers, in an order that does not tell old from new.
                candidates.push((squared, old.min(new), old.max(new), a, b));
            }
        }
    }
    candidates.sort_unstable_by(|x, y| x.0.total_cmp(&y.0).then_with(|| (x.1, x.2, x.3).cmp(&(y.1, y.2, y.3))));
    let mut taken = [0, 1].map(|side: usize| vec![false; lists[side].len()]);
    for (_, _, _, a, b) in candidates {
        if !taken[0][a] && !taken[1][b] {
            (taken[0][a], taken[1][b]) = (true, true);
            found.push((lists[0][a].0, lists[1][b].0));
        }
    }
    for (list, taken) in lists.iter_mut().zip(taken) {
        let mut taken = taken.into_iter();
        list.retain(|_| !taken.next().unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(list: &[[f64; 3]]) -> Places {
        list.iter().copied().enumerate().collect()
    }

    #[test]
    fn the_nearest_go_together_first() {
        let mut lists =
            [places(&[[0.0; 3], [10.0, 0.0, 0.0]]), places(&[[9.0, 0.0, 0.0], [14.0, 0.0, 0.0], [f64::NAN; 3]])];
        assert_eq!(pairs(&mut lists, 20.0), [(1, 0), (0, 1)]);
        let mut lists = [places(&[[0.0; 3]]), places(&[[9.0, 0.0, 0.0]])];
        assert_eq!((pairs(&mut lists, 8.9), lists[0].len()), (vec![], 1));
    }

    /// A scene that no exact search could finish: clusters, many equal places, and outliers.
    #[test]
    fn hostile_lists_are_paired_in_bounded_time_and_the_same_way_round() {
        let mut seed = 7_u32;
        let mut random = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(seed >> 20)
        };
        let mut list = |count: usize| -> Places {
            let place = |index| match index % 4 {
                0 => [5.0; 3],
                1 => [random() * 1e-6, 0.0, 0.0],
                2 => [random(), 0.0, random()],
                _ => [1e30 * random(), random(), -1e30],
            };
            (0..count).map(place).collect::<Vec<_>>().into_iter().enumerate().collect()
        };
        let (old, new) = (list(20_000), list(18_000));
        let (mut forth, mut back) = ([old.clone(), new.clone()], [new, old]);
        let mut pairs_forth = pairs(&mut forth, 2.0);
        let mut pairs_back: Vec<_> = pairs(&mut back, 2.0).into_iter().map(|(a, b)| (b, a)).collect();
        pairs_forth.sort_unstable();
        pairs_back.sort_unstable();
        assert!(pairs_forth.len() > 8_000, "{}", pairs_forth.len());
        assert_eq!(pairs_forth, pairs_back);
    }
}

//! Pairs of equal collision triangles of two lists: corners in any order, equal to a centimeter.

use std::collections::HashMap;

use super::Matches;
use crate::formats::opd::CollisionTriangle;
use crate::scene::numbers::floor_i64;

/// Largest difference of equal coordinates in meters.
const SAME_M: f64 = 0.01;
/// Side of the cells in which the middles of triangles are searched: equal ones are in neighboring cells at most.
const CELL_M: f64 = 0.04;
/// Most triangles of a cell that are compared with one: more have their middles in a few centimeters only in broken files.
const MOST_CANDIDATES: usize = 256;

/// Pairs triangles; each is in one pair.
pub(super) fn matched(a: &[CollisionTriangle], b: &[CollisionTriangle]) -> Matches<CollisionTriangle> {
    let (only_a, only_b) = without_pairs_of_equal_bits(a, b);
    let mut cells: HashMap<[i64; 3], Vec<usize>> = HashMap::new();
    for (index, triangle) in only_a.iter().enumerate() {
        cells.entry(cell(triangle)).or_default().push(index);
    }
    let mut is_left = vec![true; only_a.len()];
    let only_b: Vec<CollisionTriangle> = only_b
        .into_iter()
        .filter(|triangle| {
            let found = neighbors(cell(triangle)).find_map(|cell| {
                let candidates = cells.get(&cell)?.iter().take(MOST_CANDIDATES);
                candidates.copied().find(|index| is_left[*index] && is_same(&only_a[*index], triangle))
            });
            found.map(|index| is_left[index] = false).is_none()
        })
        .collect();
    let only_a: Vec<CollisionTriangle> =
        only_a.into_iter().zip(is_left).filter_map(|(triangle, is_left)| is_left.then_some(triangle)).collect();
    Matches { common: a.len() - only_a.len(), only_a, only_b }
}

/// The triangles of both lists that are left after pairs of the same corners were taken out.
fn without_pairs_of_equal_bits(
    a: &[CollisionTriangle],
    b: &[CollisionTriangle],
) -> (Vec<CollisionTriangle>, Vec<CollisionTriangle>) {
    let mut counts: HashMap<[[u32; 3]; 3], usize> = HashMap::new();
    for triangle in a {
        *counts.entry(sorted_bits(triangle)).or_default() += 1;
    }
    let take = |counts: &mut HashMap<_, usize>, triangle: &CollisionTriangle| {
        counts.get_mut(&sorted_bits(triangle)).filter(|count| **count > 0).map(|count| *count -= 1).is_some()
    };
    let only_b = b.iter().filter(|triangle| !take(&mut counts, triangle)).copied().collect();
    // What is left of the counts has no partner.
    let only_a = a.iter().filter(|triangle| take(&mut counts, triangle)).copied().collect();
    (only_a, only_b)
}

fn sorted_bits(triangle: &CollisionTriangle) -> [[u32; 3]; 3] {
    let mut corners = triangle.map(|corner| corner.map(f32::to_bits));
    corners.sort_unstable();
    corners
}

/// Cell of the middle; that of broken coordinates is the first or last.
fn cell(triangle: &CollisionTriangle) -> [i64; 3] {
    std::array::from_fn(|axis| {
        let middle = triangle.iter().map(|corner| f64::from(corner[axis])).sum::<f64>() / 3.0;
        floor_i64(middle / CELL_M)
    })
}

/// A cell and those around it, itself first.
fn neighbors([x, y, z]: [i64; 3]) -> impl Iterator<Item = [i64; 3]> {
    const STEPS: [i64; 3] = [0, -1, 1];
    let at = |at: i64, step: i64| at.saturating_add(step);
    STEPS.into_iter().flat_map(move |dx| {
        STEPS.into_iter().flat_map(move |dy| STEPS.into_iter().map(move |dz| [at(x, dx), at(y, dy), at(z, dz)]))
    })
}

fn is_same(a: &CollisionTriangle, b: &CollisionTriangle) -> bool {
    const ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [1, 2, 0], [2, 0, 1], [0, 2, 1], [2, 1, 0], [1, 0, 2]];
    let near = |a: [f32; 3], b: [f32; 3]| a.iter().zip(b).all(|(a, b)| (f64::from(*a) - f64::from(b)).abs() <= SAME_M);
    ORDERS.iter().any(|order| order.iter().zip(b).all(|(corner, other)| near(a[*corner], *other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: CollisionTriangle = [[0.0, 0.0, 0.0], [4.0, 0.0, 0.0], [0.0, 3.0, 4.0]];

    fn moved(by: f32) -> CollisionTriangle {
        A.map(|corner| corner.map(|at| at + by))
    }

    #[test]
    fn corners_are_equal_in_any_order_and_to_a_centimeter() {
        let [p, q, r] = A;
        let counts = |a: &[CollisionTriangle], b: &[CollisionTriangle]| {
            let found = matched(a, b);
            [found.common, found.only_a.len(), found.only_b.len()]
        };
        assert_eq!(counts(&[A], &[[r, q, p]]), [1, 0, 0]);
        for by in [0.005, -0.005, 0.0099] {
            assert_eq!(counts(&[A], &[moved(by)]), [1, 0, 0], "{by}");
        }
        assert_eq!(counts(&[A], &[moved(0.02)]), [0, 1, 1]);
        assert_eq!(counts(&[A], &[[p, q, [0.0, 3.0, 4.02]]]), [0, 1, 1], "one corner");
    }

    #[test]
    fn triangles_are_a_multiset() {
        let found = matched(&[A, A, moved(9.0)], &[A, moved(0.004), A, moved(7.0)]);
        assert_eq!((found.common, found.only_a, found.only_b), (2, vec![moved(9.0)], vec![moved(0.004), moved(7.0)]));
        let nan = [[f32::NAN; 3]; 3];
        let found = matched(&[nan, A], &[nan]);
        assert_eq!((found.common, found.only_a, found.only_b.len()), (1, vec![A], 0));
    }
}

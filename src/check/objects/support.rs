//! Checks of what objects stand on: the ground, water, or other objects.
//!
//! An object is supported if its box reaches down to the ground, or touches a part of a supported object. Parts that
//! sway, face the eye or are blended (leaves, fire, fog) support nothing; objects that consist of blended parts need no
//! support. Boxes are generous, so an object in the crown of a tree may count as supported; lamps, bridges and what
//! stands on them never count as floating.

use std::collections::{HashMap, HashSet, VecDeque};

use glam::Vec3;

use super::ZoneObjects;
use crate::check::{Findings, code};
use crate::formats::gtd::{Gtd, WaterVertex};
use crate::formats::opd::RenderFlags;
use crate::scene::numbers::floor_i64;
use crate::scene::objects::{Bounds, KindPart, ObjectSet};
use crate::scene::terrain::heights::Heights;

/// Height of a player in meters.
const BODY_M: f32 = 2.0;
/// Boxes that are this near each other touch, in meters.
const TOUCH_M: f32 = 0.5;
/// Places along each side of a box at which the ground is measured.
const SAMPLES: usize = 9;
/// Side of the squares in which parts are looked up, in meters.
const SQUARE_M: f32 = 16.0;
/// Parts over more squares than this are looked up from everywhere.
const MOST_SQUARES: i64 = 256;
/// Parts that are compared with one object; where there are more, it counts as supported.
const MOST_PARTS: usize = 4096;

pub(super) fn check(objects: &ZoneObjects<'_>, findings: &mut Findings) {
    let set = ObjectSet::new(objects.file);
    let shapes = Shapes::new(&set, objects);
    let Some(heights) = Heights::new(objects.gtd.records(), objects.gtd.map_size()) else { return };
    let waters = waters(objects.gtd);
    let mut above: HashMap<usize, f32> = HashMap::new();
    for (index, bounds) in shapes.boxes.iter().enumerate() {
        let Some(bounds) = bounds else { continue };
        let Some([low_m, high_m]) = ground_below(&heights, objects.gtd.extent_m(), *bounds) else { continue };
        if low_m - bounds.max.y > BODY_M {
            let message = format!("its highest point is {:.1} m below the ground", low_m - bounds.max.y);
            objects.report(findings, &code::OBJECT_BURIED, index, &message);
        }
        let level_m = waters.iter().filter(|water| overlaps(water, bounds)).map(|water| water.max.y);
        let gap_m = bounds.min.y - level_m.fold(high_m, f32::max);
        if gap_m > BODY_M {
            above.insert(index, gap_m);
        }
    }
    let mut floating = shapes.unsupported(&above);
    floating.sort_unstable();
    for index in floating.into_iter().filter(|index| !shapes.is_airy[*index]) {
        let message = format!("its lowest point is {:.1} m above the ground, and nothing supports it", above[&index]);
        objects.report(findings, &code::OBJECT_FLOATING, index, &message);
    }
}

/// Boxes of objects and of their parts, in the world.
struct Shapes {
    /// Boxes by object; none for what is not drawn.
    boxes: Vec<Option<Bounds>>,
    /// Whether an object consists of blended parts.
    is_airy: Vec<bool>,
    /// Objects and boxes of the parts that support others.
    supports: Vec<(usize, Bounds)>,
}

impl Shapes {
    fn new(set: &ObjectSet, objects: &ZoneObjects<'_>) -> Shapes {
        let of_mesh = |name: &String| {
            let vertices = objects.meshes.get(name)?.vertices.iter();
            Bounds::of_points(vertices.map(|vertex| vertex.position_m.into()))
        };
        let meshes: Vec<Option<Bounds>> = set.meshes.iter().map(of_mesh).collect();
        let mut shapes = Shapes { boxes: Vec::new(), is_airy: Vec::new(), supports: Vec::new() };
        for index in 0..set.objects.len() {
            let part_box = |part: &KindPart| {
                let corners = meshes[part.mesh?]?.corners();
                let world = set.world_from_mesh(index, part);
                Bounds::of_points(corners.map(|corner| world.transform_point3(corner)))
            };
            let parts = set.parts(index).iter().filter_map(|part| Some((part, part_box(part)?)));
            let parts: Vec<(&KindPart, Bounds)> = parts.collect();
            shapes.boxes.push(parts.iter().map(|(_, bounds)| *bounds).reduce(Bounds::union));
            shapes.is_airy.push(parts.iter().all(|(part, _)| part.material.flags.contains(RenderFlags::BLENDED)));
            let solid = parts.into_iter().filter(|(part, _)| is_solid(part));
            shapes.supports.extend(solid.map(|(_, bounds)| (index, bounds)));
        }
        shapes
    }

    /// The objects above the ground that nothing supports. All others are supported.
    fn unsupported(&self, above: &HashMap<usize, f32>) -> Vec<usize> {
        let squares = Squares::new(&self.supports);
        // From each object to those that it supports, if it is supported itself.
        let mut supported_by: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut open = VecDeque::new();
        let mut left = HashSet::new();
        for index in above.keys().copied() {
            let Some(bounds) = self.boxes[index] else { continue };
            left.insert(index);
            let Some(parts) = squares.near(bounds) else {
                open.push_back(index);
                continue;
            };
            let touched = parts.into_iter().filter(|part| touches(&self.supports[*part].1, &bounds));
            for other in touched.map(|part| self.supports[part].0).filter(|other| *other != index) {
                if above.contains_key(&other) {
                    supported_by.entry(other).or_default().push(index);
                } else {
                    open.push_back(index);
                }
            }
        }
        while let Some(index) = open.pop_front() {
            if left.remove(&index) {
                open.extend(supported_by.remove(&index).unwrap_or_default());
            }
        }
        left.into_iter().collect()
    }
}

/// Whether a part can support objects.
fn is_solid(part: &KindPart) -> bool {
    let flags = part.material.flags;
    [RenderFlags::BLENDED, RenderFlags::BILLBOARD, RenderFlags::WIND].iter().all(|flag| !flags.contains(*flag))
}

/// Lowest and highest ground below a box, in meters; none outside the map.
fn ground_below(heights: &Heights<'_>, extent_m: f32, bounds: Bounds) -> Option<[f32; 2]> {
    let along =
        |low: f32, high: f32| (0..SAMPLES).map(move |step| low + (high - low) * step as f32 / (SAMPLES - 1) as f32);
    let (west, east) = (bounds.min.x.max(0.0), bounds.max.x.min(extent_m));
    let (south, north) = (bounds.min.z.max(0.0), bounds.max.z.min(extent_m));
    if west > east || south > north {
        return None;
    }
    let ground = along(west, east).flat_map(|x| along(south, north).filter_map(move |z| heights.interpolate(x, z)));
    ground.map(|height| [height, height]).reduce(|[low, high], [other, _]| [low.min(other), high.max(other)])
}

/// Boxes around the rivers and ponds.
fn waters(gtd: &Gtd) -> Vec<Bounds> {
    let rivers = gtd.rivers().iter().map(|river| &river.vertices);
    let all = rivers.chain(gtd.ponds().iter().map(|pond| &pond.vertices));
    let points = |vertices: &Vec<WaterVertex>| Bounds::of_points(vertices.iter().map(|v| Vec3::from(v.position_m())));
    all.filter_map(points).collect()
}

/// Whether two boxes overlap, seen from above.
fn overlaps(a: &Bounds, b: &Bounds) -> bool {
    [0, 2].into_iter().all(|axis| a.min[axis] <= b.max[axis] && b.min[axis] <= a.max[axis])
}

fn touches(a: &Bounds, b: &Bounds) -> bool {
    (a.min - TOUCH_M).cmple(b.max).all() && (b.min - TOUCH_M).cmple(a.max).all()
}

/// Numbers of boxes by the squares of the ground that they cover.
struct Squares {
    squares: HashMap<(i64, i64), Vec<usize>>,
    everywhere: Vec<usize>,
}

impl Squares {
    fn new(boxes: &[(usize, Bounds)]) -> Squares {
        let mut squares = Squares { squares: HashMap::new(), everywhere: Vec::new() };
        for (number, (_, bounds)) in boxes.iter().enumerate() {
            match covered(*bounds) {
                Some(places) => places.for_each(|place| squares.squares.entry(place).or_default().push(number)),
                None => squares.everywhere.push(number),
            }
        }
        squares
    }

    /// Numbers of the boxes that may touch one, some of them repeatedly; none if there are too many.
    fn near(&self, bounds: Bounds) -> Option<Vec<usize>> {
        let reach = Vec3::splat(TOUCH_M);
        let places = covered(Bounds { min: bounds.min - reach, max: bounds.max + reach })?;
        let mut near = self.everywhere.clone();
        for place in places {
            near.extend(self.squares.get(&place).into_iter().flatten());
            if near.len() > MOST_PARTS {
                return None;
            }
        }
        Some(near)
    }
}

/// The squares below a box; none for too many.
fn covered(bounds: Bounds) -> Option<impl Iterator<Item = (i64, i64)>> {
    let square = |at: f32| floor_i64(at / SQUARE_M);
    let (west, east) = (square(bounds.min.x), square(bounds.max.x));
    let (south, north) = (square(bounds.min.z), square(bounds.max.z));
    let sides = [east.saturating_sub(west).saturating_add(1), north.saturating_sub(south).saturating_add(1)];
    let is_small = sides.iter().all(|side| (1..=MOST_SQUARES).contains(side)) && sides[0] * sides[1] <= MOST_SQUARES;
    is_small.then(|| (west..=east).flat_map(move |x| (south..=north).map(move |z| (x, z))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cube(x: f32, y: f32, z: f32) -> Bounds {
        let min = Vec3::new(x, y, z);
        Bounds { min, max: min + 4.0 }
    }

    /// Objects of one solid part each; those above the ground have a gap.
    fn shapes(boxes: &[Bounds]) -> (Shapes, HashMap<usize, f32>) {
        let shapes = Shapes {
            boxes: boxes.iter().copied().map(Some).collect(),
            is_airy: vec![false; boxes.len()],
            supports: boxes.iter().copied().enumerate().collect(),
        };
        let above = boxes.iter().enumerate().filter(|(_, bounds)| bounds.min.y > BODY_M);
        (shapes, above.map(|(index, bounds)| (index, bounds.min.y)).collect())
    }

    #[test]
    fn a_tower_of_boxes_is_supported_and_a_cloud_of_them_is_not() {
        let tower = [cube(0.0, 0.0, 0.0), cube(0.0, 4.3, 0.0), cube(0.0, 8.6, 0.0), cube(4.2, 9.0, 0.0)];
        let cloud = [cube(40.0, 20.0, 0.0), cube(43.0, 21.0, 3.0), cube(100.0, 3.0, 100.0)];
        let (shapes, above) = shapes(&[tower.as_slice(), cloud.as_slice()].concat());
        let mut found = shapes.unsupported(&above);
        found.sort_unstable();
        assert_eq!(found, [4, 5, 6]);
    }

    #[test]
    fn wide_boxes_support_from_everywhere_and_crowds_are_no_trouble() {
        let wide = Bounds { min: Vec3::splat(-1e6), max: Vec3::new(1e6, 3.0, 1e6) };
        let (shapes, above) = shapes(&[wide, cube(5.0, 3.2, 5.0), cube(5.0, 9.0, 5.0)]);
        assert_eq!(shapes.unsupported(&above), [2]);
        let crowd = vec![cube(5.0, 9.0, 5.0); MOST_PARTS + 1];
        let (shapes, above) = self::shapes(&crowd);
        assert_eq!(shapes.unsupported(&above), [] as [usize; 0], "too many to tell");
    }
}

//! A server map from above: shaded relief, colored by its event map and collision. Events, areas and objects have the colors
//! of marks.
//!
//! Row 0 is the northernmost, column 0 the westernmost; a pixel has the color of its tile, shaded by the slope there.

use crate::formats::smd::{BLOCKED, FREE, ServerMap};
use crate::scene::game_marks::{MarkKind, event_color, mark_color};
use crate::scene::numbers::{floor_i64, round_u8};
use crate::scene::server_map::BlockedTiles;

/// Colors of tiles without an event.
pub const FREE_RGB: [u8; 3] = [176, 184, 160];
/// A tile that is blocked by its slope.
pub const STEEP_RGB: [u8; 3] = [112, 80, 68];
/// A tile that is blocked by collision.
pub const COLLISION_RGB: [u8; 3] = [72, 84, 124];
/// A tile that is blocked or free against the rule.
pub const ODD_RGB: [u8; 3] = [236, 40, 200];

/// Direction to the light: from the north-west, as on printed maps.
const LIGHT: [f32; 3] = [-0.45, 0.8, 0.45];
/// Range of the factor by which the light changes a color.
const SHADE: [f32; 2] = [0.45, 1.35];
/// Radius of the disc of an object, and of its dark edge, in pixels.
const DISC_PX: [f32; 2] = [3.0, 4.2];

/// The map as R, G, B rows.
pub struct ServerMapPicture<'a> {
    map: &'a ServerMap,
    rule: BlockedTiles,
    px_per_tile: u32,
}

impl<'a> ServerMapPicture<'a> {
    /// A picture with this many pixels a tile.
    pub fn new(map: &'a ServerMap, px_per_tile: u32) -> ServerMapPicture<'a> {
        ServerMapPicture { map, rule: BlockedTiles::of_map(map), px_per_tile: px_per_tile.max(1) }
    }

    /// Side of the picture in pixels.
    pub fn side_px(&self) -> u32 {
        (self.map.size - 1).saturating_mul(self.px_per_tile)
    }

    /// The rows of a row of tiles, counted from the south.
    pub fn rows(&self, z: u32) -> Vec<u8> {
        let (tiles, px) = (self.map.size - 1, self.px_per_tile);
        let mut row = Vec::with_capacity(self.side_px() as usize * 3);
        for x in 0..tiles {
            let color = self.shaded(x, z);
            row.extend(std::iter::repeat_n(color, px as usize).flatten());
        }
        let mut rows = row.repeat(px as usize);
        self.mark(&mut rows, z);
        rows
    }

    fn tile_rgb(&self, x: u32, z: u32) -> [u8; 3] {
        let is_ruled = self.rule.is_blocked(x, z);
        match self.map.event_at(x, z) {
            Some(BLOCKED) if is_ruled && self.rule.has_collision(x, z) => COLLISION_RGB,
            Some(BLOCKED) if is_ruled => STEEP_RGB,
            Some(FREE) | None if !is_ruled => FREE_RGB,
            // Without cells nothing is known about collision.
            Some(BLOCKED) if !self.map.has_collision_cells() => COLLISION_RGB,
            Some(FREE | BLOCKED) | None => ODD_RGB,
            Some(event) => event_color(event.into()),
        }
    }

    fn shaded(&self, x: u32, z: u32) -> [u8; 3] {
        let height = |x, z| self.map.height_m(x, z).filter(|m| m.is_finite()).unwrap_or(0.0);
        let [sw, se, nw, ne] = [height(x, z), height(x + 1, z), height(x, z + 1), height(x + 1, z + 1)];
        let east = (se + ne - sw - nw) / 8.0;
        let north = (nw + ne - sw - se) / 8.0;
        let length = (east * east + north * north + 1.0).sqrt();
        let [lx, ly, lz] = LIGHT;
        let factor = ((lx * -east + ly + lz * -north) / length / ly).clamp(SHADE[0], SHADE[1]);
        self.tile_rgb(x, z).map(|channel| round_u8((f32::from(channel) * factor).min(255.0)))
    }

    /// Draws what lies in the rows of a row of tiles: objects and resurrection areas.
    fn mark(&self, rows: &mut [u8], z: u32) {
        let px_per_m = self.px_per_tile as f32 / 4.0;
        let (side, top) = (self.side_px() as f32, ((self.map.size - 2 - z) * self.px_per_tile) as f32);
        let pixel = |x_m: f32, z_m: f32| [x_m * px_per_m, side - z_m * px_per_m - top];
        let mut canvas = Rows { pixels: rows, side: self.side_px() };
        for area in &self.map.regene_areas {
            let [x, _, z] = area.min_m;
            canvas.outline(pixel(x, z + area.length_z_m), pixel(x + area.length_x_m, z));
        }
        for object in &self.map.object_events {
            let [x, _, z] = object.position_m;
            canvas.disc(pixel(x, z), mark_color(MarkKind::of_role(object.role())));
        }
    }
}

/// Some rows of the picture.
struct Rows<'a> {
    pixels: &'a mut [u8],
    side: u32,
}

impl Rows<'_> {
    fn set(&mut self, x: i64, y: i64, rgb: [u8; 3]) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        let side = self.side as usize;
        let at = if x < side { y.checked_mul(side).and_then(|row| row.checked_add(x)) } else { None };
        let at = at.and_then(|at| at.checked_mul(3));
        if let Some(pixel) = at.and_then(|at| self.pixels.get_mut(at..at.checked_add(3)?)) {
            pixel.copy_from_slice(&rgb);
        }
    }

    fn height(&self) -> i64 {
        i64::try_from(self.pixels.len() / (self.side.max(1) as usize * 3)).unwrap_or(0)
    }

    fn disc(&mut self, [x, y]: [f32; 2], rgb: [u8; 3]) {
        let [inner, outer] = DISC_PX;
        if !x.is_finite() || !y.is_finite() || y < -outer || y > self.height() as f32 + outer {
            return;
        }
        for row in floor_i64(y - outer)..=floor_i64(y + outer) {
            for column in floor_i64(x - outer)..=floor_i64(x + outer) {
                let distance = (column as f32 + 0.5 - x).hypot(row as f32 + 0.5 - y);
                if distance <= outer {
                    self.set(column, row, if distance <= inner { rgb } else { [16; 3] });
                }
            }
        }
    }

    fn outline(&mut self, [west, north]: [f32; 2], [east, south]: [f32; 2]) {
        let rgb = mark_color(MarkKind::ResurrectionArea);
        let last = i64::from(self.side);
        let [west, east] = [west, east].map(|x| floor_i64(x).clamp(-1, last));
        let [north, south] = [north, south].map(floor_i64);
        for y in 0..self.height() {
            if y == north || y == south {
                (west..=east).for_each(|x| self.set(x, y, rgb));
            } else if (north..=south).contains(&y) {
                self.set(west, y, rgb);
                self.set(east, y, rgb);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::smd::{ObjectEvent, RegeneArea};
    use crate::scene::server_map::flat_map;

    fn drawn(map: &ServerMap) -> impl Fn(usize, usize) -> [u8; 3] + use<> {
        let picture = ServerMapPicture::new(map, 2);
        let rgb: Vec<u8> = (0..8).rev().flat_map(|z| picture.rows(z)).collect();
        assert_eq!((picture.side_px(), rgb.len()), (16, 16 * 16 * 3));
        move |x, y| rgb[(y * 16 + x) * 3..][..3].try_into().unwrap()
    }

    #[test]
    fn tiles_have_their_colors_with_north_up() {
        let mut map = flat_map();
        let at = |map: &ServerMap, x, z| map.index(x, z).unwrap();
        let (event, odd) = (at(&map, 1, 6), at(&map, 5, 0));
        (map.event_map[event], map.event_map[odd]) = (30, BLOCKED);
        map.cells[0] = Some(Box::new(crate::formats::opd::Cell {
            exists: 1,
            objects: Vec::new(),
            sub_cells: crate::formats::opd::SubCells::new([&[]; 16]),
        }));
        let pixel = drawn(&map);
        assert_eq!(pixel(0, 0), FREE_RGB);
        assert_eq!((pixel(2, 2), pixel(3, 3), pixel(4, 2)), (event_color(30), event_color(30), FREE_RGB));
        assert_eq!(pixel(10, 15), ODD_RGB);
        let raised = at(&map, 4, 4);
        map.heights[raised] = 12.0;
        let blocked = at(&map, 4, 4);
        map.event_map[blocked] = BLOCKED;
        let pixel = drawn(&map);
        assert_ne!(pixel(8, 7), STEEP_RGB, "shaded");
        assert!(pixel(8, 7)[0] > pixel(8, 7)[2]);
    }

    #[test]
    fn objects_and_areas_lie_over_the_ground_wherever_they_are() {
        let mut map = flat_map();
        let place = |x, z| ObjectEvent { kind: 5, position_m: [x, 0.0, z], ..ObjectEvent::default() };
        map.object_events =
            vec![place(16.0, 16.0), place(f32::NAN, 3.0), place(1e30, -1e30), place(3.0, f32::INFINITY)];
        map.regene_areas = vec![
            RegeneArea { min_m: [2.0, 0.0, 2.0], length_z_m: 6.0, length_x_m: 8.0 },
            RegeneArea { min_m: [f32::NAN; 3], length_z_m: f32::INFINITY, length_x_m: -1e30 },
        ];
        let (pixel, area) = (drawn(&map), mark_color(MarkKind::ResurrectionArea));
        assert_eq!(pixel(8, 8), mark_color(MarkKind::Warp));
        assert_eq!(pixel(8, 4), [16; 3]);
        assert_eq!((pixel(1, 15), pixel(5, 12), pixel(2, 13)), (area, area, FREE_RGB));
    }
}

//! Sides of the water at the border of the zone, from its surface down to the terrain.
//!
//! Ponds extend beyond the zone and are drawn up to its border. Without sides the surface would hang in the air there:
//! from inside, the sky would show through the water between the border of the terrain and that of the surface.

use super::{WaterMesh, WaterPart, WaterPoint};
use crate::scene::space::TILE_M;
use crate::scene::terrain::heights::Heights;

/// Distance of the columns along the border in meters.
const STEP_M: f32 = TILE_M / 2.0;
/// Maximum number of columns that are compared with triangles; real zones need some thousands.
const MAX_STEPS: u64 = 1 << 24;

/// The surface at a place on the border.
#[derive(Clone, Copy)]
pub(super) struct Column {
    pub surface: WaterPoint,
    pub texture: usize,
}

/// One of the four borders: the axis that is constant on it (0 east, 2 north), and its value in meters.
#[derive(Clone, Copy)]
pub(super) struct Border {
    across: usize,
    along: usize,
    at_m: f32,
}

impl WaterMesh {
    /// The sides of the water at the border of a zone of `extent_m` meters a side.
    pub fn walls(&self, heights: &Heights, extent_m: f32) -> WaterMesh {
        let mut quads = Vec::new();
        for border in Border::all(0.0, extent_m) {
            let columns = border.columns(self, extent_m);
            quads.extend(columns.windows(2).filter_map(|pair| border.quad(heights, pair[0]?, pair[1]?)));
        }
        quads.sort_by_key(|(texture, _)| *texture);
        let mut walls = WaterMesh { textures: self.textures.clone(), ..WaterMesh::default() };
        quads.into_iter().for_each(|(texture, quad)| walls.push(texture, quad));
        walls
    }

    /// Adds a quad, after those of textures with a smaller index: upper corners, then lower ones.
    fn push(&mut self, texture: usize, quad: [WaterPoint; 4]) {
        let (first, at) = (self.points.len() as u32, self.indices.len() as u32);
        self.points.extend(quad);
        self.indices.extend([0, 1, 2, 2, 1, 3].map(|corner| first + corner));
        match self.parts.last_mut().filter(|part| part.texture == texture) {
            Some(part) => part.indices.end = at + 6,
            None => self.parts.push(WaterPart { indices: at..at + 6, texture }),
        }
    }
}

impl Column {
    /// Height of the surface in meters.
    pub fn height_m(&self) -> f32 {
        self.surface.position[1]
    }
}

impl Border {
    /// The borders of a zone of `extent_m` meters a side, or lines `inset_m` meters inside of them.
    pub fn all(inset_m: f32, extent_m: f32) -> [Border; 4] {
        [(0, 2, inset_m), (0, 2, extent_m - inset_m), (2, 0, inset_m), (2, 0, extent_m - inset_m)]
            .map(|(across, along, at_m)| Border { across, along, at_m })
    }

    /// The highest surface at each column along the border.
    pub fn columns(self, mesh: &WaterMesh, extent_m: f32) -> Vec<Option<Column>> {
        let last = (extent_m / STEP_M) as usize;
        let mut columns: Vec<Option<Column>> = vec![None; last + 1];
        let mut steps = 0;
        for (corners, texture) in mesh.triangles() {
            let Some([from, to]) = self.cut(corners) else { continue };
            let (from_m, to_m) = (from.position[self.along], to.position[self.along]);
            let first = (from_m.max(0.0) / STEP_M).ceil() as usize;
            let past = (to_m.min(extent_m) / STEP_M).floor();
            let past = if past < 0.0 { 0 } else { past as usize + 1 };
            for (i, column) in columns.iter_mut().enumerate().take(past).skip(first) {
                let part = (i as f32 * STEP_M - from_m) / (to_m - from_m).max(f32::EPSILON);
                let surface = between(&from, &to, part.clamp(0.0, 1.0));
                if column.is_none_or(|known| known.surface.position[1] < surface.position[1]) {
                    *column = Some(Column { surface, texture });
                }
            }
            steps += past.saturating_sub(first) as u64 + 1;
            if steps > MAX_STEPS {
                break;
            }
        }
        columns
    }

    /// The two points in which the outline of a triangle crosses the border, in ascending order.
    fn cut(self, corners: [&WaterPoint; 3]) -> Option<[WaterPoint; 2]> {
        let mut cuts = [0, 1, 2].into_iter().filter_map(|i| {
            let (a, b) = (corners[i], corners[(i + 1) % 3]);
            let (from, to) = (a.position[self.across] - self.at_m, b.position[self.across] - self.at_m);
            // a corner on the border counts as beyond it, so that a crossing is found once
            ((from < 0.0) != (to < 0.0)).then(|| between(a, b, from / (from - to)))
        });
        let (a, b) = (cuts.next()?, cuts.next()?);
        Some(if a.position[self.along] <= b.position[self.along] { [a, b] } else { [b, a] })
    }

    /// The side between two columns; none where the terrain is higher than the water.
    fn quad(self, heights: &Heights, a: Column, b: Column) -> Option<(usize, [WaterPoint; 4])> {
        let (a_m, b_m) = (self.depth_m(heights, &a.surface), self.depth_m(heights, &b.surface));
        if a_m <= 0.0 && b_m <= 0.0 {
            return None;
        }
        // the water ends where its surface meets the terrain
        let shore = || between(&a.surface, &b.surface, a_m / (a_m - b_m));
        let (from, from_m) = if a_m < 0.0 { (shore(), 0.0) } else { (a.surface, a_m) };
        let (to, to_m) = if b_m < 0.0 { (shore(), 0.0) } else { (b.surface, b_m) };
        let [u_per_m, v_per_m] = self.texture_per_m(&from, &to);
        let below = |point: WaterPoint, depth_m: f32| {
            let ([x, y, z], [u, v]) = (point.position, point.uv);
            // across the direction along the border
            let uv = [u - depth_m * v_per_m, v + depth_m * u_per_m];
            WaterPoint { position: [x, y - depth_m, z], uv, ..point }
        };
        let [from, to] = [from, to].map(as_side);
        Some((a.texture, [from, to, below(from, from_m), below(to, to_m)]))
    }

    /// Depth of the terrain below a surface in meters; negative where it is above.
    pub fn depth_m(self, heights: &Heights, surface: &WaterPoint) -> f32 {
        let index = |axis: usize| surface.position[axis] / TILE_M;
        let (along, across) = (index(self.along).max(0.0), (self.at_m / TILE_M).round() as u32);
        let vertex = |along: u32| if self.across == 0 { heights.at(across, along) } else { heights.at(along, across) };
        let part = along.fract();
        surface.position[1] - (vertex(along as u32) * (1.0 - part) + vertex(along as u32 + 1) * part)
    }

    /// Texture coordinates per meter along the border.
    fn texture_per_m(self, from: &WaterPoint, to: &WaterPoint) -> [f32; 2] {
        let way_m = (to.position[self.along] - from.position[self.along]).max(f32::EPSILON);
        [0, 1].map(|axis| (to.uv[axis] - from.uv[axis]) / way_m)
    }
}

/// A point on the way from `a` (0) to `b` (1).
fn between(a: &WaterPoint, b: &WaterPoint, part: f32) -> WaterPoint {
    let mix = |a: f32, b: f32| a + (b - a) * part;
    WaterPoint {
        position: std::array::from_fn(|i| mix(a.position[i], b.position[i])),
        color: std::array::from_fn(|i| mix(f32::from(a.color[i]), f32::from(b.color[i])).round() as u8),
        uv: [mix(a.uv[0], b.uv[0]), mix(a.uv[1], b.uv[1])],
        flows: a.flows,
    }
}

/// A point of a side: there one looks along more water than down through the surface.
fn as_side(point: WaterPoint) -> WaterPoint {
    let [r, g, b, a] = point.color;
    let clear = 1.0 - f32::from(a) / 255.0;
    WaterPoint { color: [r, g, b, ((1.0 - clear.powi(3)) * 255.0).round() as u8], ..point }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Gtd, Header, MapRecord, PackedTile, Pond, WaterVertex};
    use crate::scene::terrain::Terrain;

    /// A slope that rises northward from -32 to 32 m, 256 m wide, under a pond at 1 m that extends far beyond.
    fn zone(width_m: f32) -> (Terrain, WaterMesh) {
        let mut draft = Draft::flat(Header::versioned(1, "walls"), 65);
        for x in 0..65 {
            for z in 0..65 {
                draft.records[x * 65 + z] = MapRecord::new(z as f32 - 32.0, PackedTile::default());
            }
        }
        let corner = |x: f32, z: f32| WaterVertex::new([x, 1.0, z], [0.0, 1.0, 0.0], 0x80ff_ffff, [x / 10.0, z / 10.0]);
        let (low, high) = (-width_m, 256.0 + width_m);
        let grid = [(low, low), (high, low), (low, high), (high, high)];
        draft.ponds = vec![Pond::new(2, grid.map(|(x, z)| corner(x, z)).into(), "a.dxt")];
        let gtd = Gtd::parse(draft.encode().unwrap()).unwrap();
        let mesh = WaterMesh::new(&gtd);
        (Terrain::new(gtd), mesh)
    }

    #[test]
    fn sides_reach_from_the_surface_to_the_terrain_and_end_at_the_shore() {
        let (terrain, mesh) = zone(300.0);
        let walls = mesh.walls(&terrain.heights(), 256.0);
        let near = |a: f32, b: f32| (a - b).abs() < 1e-2;
        let on = |axis: usize, at_m: f32| {
            walls.points.iter().map(|point| point.position).filter(move |position| near(position[axis], at_m))
        };
        // The shore is 33 m above the lowest terrain: 132 m north. The northern border is above the water.
        assert!(near(on(0, 0.0).map(|at| at[2]).fold(0.0, f32::max), 132.0));
        assert_eq!(on(0, 256.0).count(), on(0, 0.0).count());
        assert_eq!(on(2, 256.0).count(), 0);
        assert_eq!(on(2, 0.0).count(), 128 * 4 + 4, "with the ends of the western and eastern sides");
        for [x, y, z] in walls.points.iter().map(|point| point.position) {
            let ground_m = terrain.heights().interpolate(x.clamp(0.0, 256.0), z.clamp(0.0, 256.0)).unwrap();
            assert!(y == 1.0 || near(y, ground_m), "{x} {y} {z} over {ground_m}");
        }
        let is = |at: [f32; 3]| move |point: &&WaterPoint| (0..3).all(|i| near(point.position[i], at[i]));
        let deepest = walls.points.iter().find(is([4.0, -32.0, 0.0])).expect("a lower corner");
        assert!(near(deepest.uv[0], 0.4) && near(deepest.uv[1], 3.3), "as along the border: {:?}", deepest.uv);
        assert_eq!(deepest.color[3], 223, "seen through more water than the surface");
        assert_eq!(walls.parts, [WaterPart { indices: 0..walls.indices.len() as u32, texture: 0 }]);
    }

    #[test]
    fn water_inside_the_zone_or_beside_it_has_no_sides() {
        for width_m in [-20.0, f32::NAN] {
            let (terrain, mesh) = zone(width_m);
            assert!(mesh.walls(&terrain.heights(), 256.0).is_empty(), "{width_m}");
        }
    }
}

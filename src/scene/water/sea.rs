//! The sea around a zone whose border lies under water.

use glam::{Mat3, Vec2, Vec3};

use super::walls::{Border, Column};
use super::{WaterMesh, WaterPart, WaterPoint};
use crate::scene::raster::mip_image::MipImage;
use crate::scene::terrain::heights::Heights;

/// Share of the border that the sea covers.
const LEAST_SHARE: f32 = 0.5;
/// Surfaces within this many meters of each other are one sea.
const LEVEL_M: f32 = 0.5;
/// The water is measured this far inside the border of the zone, in meters, because ponds may end at the border itself.
const INSET_M: f32 = 0.25;
/// Distance in meters to which the sea is drawn around the zone.
const REACH_M: f32 = 40_000.0;
/// Depth in meters of the sides that close the sea under the border.
const DEPTH_M: f32 = 200.0;

/// Water that goes on beyond the border.
#[derive(Clone, Debug, PartialEq)]
pub struct Sea {
    /// Height of the surface in meters.
    pub height_m: f32,
    /// Mean color of the surface in full light: red, green, blue from 0 to 1.
    pub color: Vec3,
    /// Its surface outside the zone, and its sides at the border, as a single part.
    pub mesh: WaterMesh,
}

impl WaterMesh {
    /// The sea around a zone of `extent_m` meters a side: the water that covers most of the border. `textures` and
    /// `caustics` are those that it is drawn with.
    pub fn sea(&self, heights: &Heights, extent_m: f32, textures: &[MipImage], caustics: &[MipImage]) -> Option<Sea> {
        let all = Border::all(INSET_M, extent_m);
        let columns: Vec<_> = all.into_iter().flat_map(|border| wet_columns(border, self, heights, extent_m)).collect();
        let first = columns.iter().flatten().find(|column| column.surface.flows == 0.0)?;
        let is_same = |column: &&Column| {
            column.texture == first.texture && (column.height_m() - first.height_m()).abs() < LEVEL_M
        };
        let sea: Vec<&Column> = columns.iter().flatten().filter(is_same).collect();
        if (sea.len() as f32) < columns.len() as f32 * LEAST_SHARE {
            return None;
        }
        let mean =
            |value: &dyn Fn(&Column) -> f32| sea.iter().map(|column| value(column)).sum::<f32>() / sea.len() as f32;
        let color: [u8; 4] = std::array::from_fn(|i| mean(&|column| column.surface.color[i].into()).round() as u8);
        let height_m = mean(&|column| column.height_m());
        let mesh = self.around(first.texture, extent_m, height_m, color)?;
        let tint = Vec3::from_array([0, 1, 2].map(|i| f32::from(color[i]) / 255.0));
        let mean_color = |image: Option<&MipImage>| image.map_or(Vec3::ONE, |image| Vec3::from(image.mean_rgb()));
        let color = tint * mean_color(textures.get(first.texture)) * mean_color(caustics.first());
        Some(Sea { height_m, color, mesh })
    }

    /// A surface around the zone, and its sides downward at the border.
    fn around(&self, texture: usize, extent_m: f32, height_m: f32, color: [u8; 4]) -> Option<WaterMesh> {
        let uv_of = self.texture_places(texture)?;
        let point = |x: f32, y: f32, z: f32| WaterPoint {
            position: [x, y, z],
            color,
            uv: (uv_of * Vec3::new(x, z, 1.0)).truncate().into(),
            flows: 0.0,
        };
        let ring = |by_m: f32, y: f32| {
            let (low, high) = (-by_m, extent_m + by_m);
            [[low, low], [high, low], [high, high], [low, high]].map(|[x, z]| point(x, y, z))
        };
        let rings = [ring(0.0, height_m - DEPTH_M), ring(0.0, height_m), ring(REACH_M, height_m)];
        let quads = (0..8u32).flat_map(|i| {
            let (ring, at) = (i / 4 * 4, i % 4);
            let [a, b] = [ring + at, ring + (at + 1) % 4];
            [a, a + 4, b, b, a + 4, b + 4]
        });
        Some(WaterMesh {
            points: rings.concat(),
            indices: quads.collect(),
            parts: vec![WaterPart { indices: 0..48, texture }],
            textures: self.textures.clone(),
        })
    }

    /// The matrix from a place (east, north, 1) to texture coordinates, by the first triangle of a texture that has an extent.
    fn texture_places(&self, texture: usize) -> Option<Mat3> {
        let of_texture = self.triangles().filter(|(_, index)| *index == texture);
        of_texture.map(|(corners, _)| corners).find_map(|corners| {
            let column = |value: fn(&WaterPoint) -> Vec2| {
                Mat3::from_cols_array_2d(&corners.map(|corner| value(corner).extend(1.0).to_array()))
            };
            let places = column(|point| Vec2::new(point.position[0], point.position[2]));
            let uvs = column(|point| Vec2::from(point.uv));
            (places.determinant().abs() > 1.0).then(|| uvs * places.inverse())
        })
    }
}

/// The surface at each column along a border; none where the terrain is higher.
fn wet_columns(border: Border, mesh: &WaterMesh, heights: &Heights, extent_m: f32) -> Vec<Option<Column>> {
    let columns = border.columns(mesh, extent_m).into_iter();
    columns.map(|column| column.filter(|column| border.depth_m(heights, &column.surface) > 0.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Gtd, Header, MapRecord, PackedTile, Pond, WaterVertex};
    use crate::scene::terrain::Terrain;

    /// Land 4 m high from row `shore` northward and 8 m below 0 south of it, 256 m wide, under a pond at 1 m that ends at
    /// the border; `by` is the height difference of its north.
    fn sea(shore: usize, by: f32) -> Option<Sea> {
        let mut draft = Draft::flat(Header::versioned(1, "sea"), 65);
        for (i, record) in draft.records.iter_mut().enumerate() {
            let height_m = if i % 65 < shore { -8.0 } else { 4.0 };
            *record = MapRecord::new(height_m, PackedTile::default());
        }
        let corner = |x: f32, z: f32| {
            WaterVertex::new([x, 1.0 + by * z / 256.0, z], [0.0, 1.0, 0.0], 0x80ff_8040, [x / 10.0 + 3.0, z / 20.0])
        };
        let grid = [(0.0, 0.0), (256.0, 0.0), (0.0, 256.0), (256.0, 256.0)];
        draft.ponds = vec![Pond::new(2, grid.map(|(x, z)| corner(x, z)).into(), "a.dxt")];
        let gtd = Gtd::parse(draft.encode().unwrap()).unwrap();
        let (mesh, terrain) = (WaterMesh::new(&gtd), Terrain::new(gtd));
        let half = MipImage::plain([51, 255, 255, 255]);
        mesh.sea(&terrain.heights(), 256.0, &[half], &[])
    }

    #[test]
    fn water_over_most_of_the_border_is_a_sea() {
        assert!(sea(65, 0.0).is_some() && sea(40, 0.0).is_some());
        assert_eq!(sea(20, 0.0), None, "a bay");
        assert_eq!(sea(0, 0.0), None, "land");
        assert_eq!(sea(65, 40.0), None, "not level");
    }

    #[test]
    fn the_sea_continues_the_texture_and_the_color_of_the_water() {
        let sea = sea(65, 0.0).unwrap();
        assert!((sea.height_m - 1.0).abs() < 1e-4);
        assert!(sea.color.abs_diff_eq(Vec3::new(0.2, 128.0 / 255.0, 64.0 / 255.0), 0.01), "{}", sea.color);
        for point in &sea.mesh.points {
            let [x, y, z] = point.position;
            assert!((point.uv[0] - x / 10.0 - 3.0).abs() < 0.1 && (point.uv[1] - z / 20.0).abs() < 0.1, "{point:?}");
            assert!([x, z].iter().all(|at| *at <= 0.0 || *at >= 256.0) && (y <= 1.001), "{point:?}");
            assert_eq!(point.color, [0xff, 0x80, 0x40, 0x80]);
        }
        // Every triangle is outside the zone or one of its sides.
        for (corners, texture) in sea.mesh.triangles() {
            let [x, z] = [0, 2].map(|axis| corners.iter().map(|c| c.position[axis]).sum::<f32>() / 3.0);
            assert!(texture == 0 && (x < 0.5 || z < 0.5 || x > 255.5 || z > 255.5), "{corners:?}");
        }
        assert_eq!(sea.mesh.triangles().count(), 16);
    }
}

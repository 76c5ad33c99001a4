//! What a ray hits of an object as it is drawn: its triangles at the moment, without the holes of its textures.

use std::borrow::Cow;

use glam::{Affine3A, DVec2, DVec3, Vec2, Vec3};

use super::{Blending, KindPart, Moment, ObjectHit, PlacedPart, client};
use crate::formats::n3pmesh::Mesh;
use crate::formats::opd::RenderFlags;
use crate::scene::Objects;
use crate::scene::raster::object_textures::ALPHA_TEST;

/// Opacity, or brightness of what is added, from which a blended part is seen well enough to be picked.
const VISIBLE: f32 = 0.1;

/// A ray in the world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ray {
    /// Where it begins, in meters.
    pub origin: DVec3,
    /// Its direction.
    pub direction: DVec3,
}

/// The picture in which a ray picks an object.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PickView {
    /// Time and eye.
    pub moment: Moment,
    /// Every texel that is not quite invisible is drawn, as in the game's client.
    pub is_classic: bool,
    /// Far clip in meters, where levels of detail and distances are those of the client; none for full detail.
    pub client_far_m: Option<f32>,
    /// Size of a pixel in meters: at the eye, and what each meter of distance adds.
    pub pixel_m: [f64; 2],
}

impl PickView {
    /// Full detail and the largest level of every texture.
    pub fn full_detail(moment: Moment) -> PickView {
        PickView { moment, is_classic: false, client_far_m: None, pixel_m: [0.0; 2] }
    }
}

impl Objects {
    /// The nearest visible point on a ray among the parts that pass a test: on a triangle that is drawn, where the
    /// texture has no hole.
    pub fn ray(&self, ray: Ray, view: &PickView, passes: impl Fn(&PlacedPart) -> bool) -> Option<ObjectHit> {
        self.index.ray(ray, |placed, limit| if passes(placed) { self.hit(placed, ray, view, limit) } else { None })
    }

    /// Distance to the nearest visible point of a part, in lengths of the ray's direction, if it is below `limit`.
    pub(super) fn hit(&self, placed: &PlacedPart, ray: Ray, view: &PickView, limit: f64) -> Option<f64> {
        let part = self.set.parts(placed.object).get(placed.part)?;
        let mesh = self.meshes.get(placed.mesh)?.as_ref()?;
        let pose = self.set.pose(placed.object, part, view.moment);
        let both_sides = part.material.flags.contains(RenderFlags::DOUBLE_SIDED) || pose.matrix3.determinant() < 0.0;
        let indices = self.drawn_indices(placed, mesh, view)?;
        let mut nearest = None;
        for corners in indices.as_chunks::<3>().0 {
            let hit = TriangleHit::new(mesh, *corners, pose, ray, both_sides);
            let is_nearer = |hit: &TriangleHit| hit.distance < nearest.unwrap_or(limit);
            if let Some(hit) = hit.filter(is_nearer)
                && self.shows(part, &hit, view)
            {
                nearest = Some(hit.distance);
            }
        }
        nearest
    }

    /// Indices of the triangles that are drawn of a part; none if it is left out.
    fn drawn_indices(&self, placed: &PlacedPart, mesh: &Mesh, view: &PickView) -> Option<Cow<'_, [u16]>> {
        let Some(far_m) = view.client_far_m else {
            return self.levels.get(placed.mesh).map(|levels| Cow::Borrowed(levels.full()));
        };
        if !self.distances.is_drawn(placed.object, view.moment.eye, far_m) {
            return None;
        }
        let level = mesh.level_of(client::vertices_of(mesh, placed, view.moment.eye));
        let indices = level.level().indices;
        client::draws_level(indices.len(), placed.is_blended).then(|| Cow::Owned(indices.to_vec()))
    }

    /// Whether a part is visible at a point of one of its triangles.
    fn shows(&self, part: &KindPart, hit: &TriangleHit, view: &PickView) -> bool {
        let texture = part.texture_at(view.moment.secs).and_then(|texture| self.textures.places.get(texture));
        let place = texture.copied().unwrap_or_default();
        let Some(sides) = self.textures.sides(place) else { return true };
        let level = hit.mip_level(sides, view);
        let Some([red, green, blue, alpha]) = self.textures.sample(place, level, hit.uv) else { return true };
        let brightest = red.max(green).max(blue);
        match Blending::new(&part.material) {
            Blending::Opaque if view.is_classic => alpha > 0.0,
            Blending::Opaque => alpha > f32::from(ALPHA_TEST) / 255.0,
            Blending::Alpha => alpha > VISIBLE,
            Blending::Added => brightest > VISIBLE,
            Blending::Premultiplied => alpha.max(brightest) > VISIBLE,
        }
    }
}

/// A point of a triangle.
struct TriangleHit {
    /// In lengths of the ray's direction.
    distance: f64,
    uv: [f32; 2],
    /// Share of the texture that a square meter shows.
    texture_per_m2: f64,
}

impl TriangleHit {
    /// The point of a mesh's triangle on a ray; none if it misses it, or meets its back and only the front is drawn.
    fn new(mesh: &Mesh, corners: [u16; 3], pose: Affine3A, ray: Ray, both_sides: bool) -> Option<TriangleHit> {
        let vertices = corners.map(|corner| mesh.vertices.get(usize::from(corner)).copied().unwrap_or_default());
        let world = vertices.map(|vertex| pose.transform_point3(vertex.position_m.into()));
        let (distance, weights) = hit_triangle(world, ray, both_sides)?;
        let [a, b, c] = vertices.map(|vertex| Vec2::from(vertex.uv).as_dvec2());
        let uv: DVec2 = a * weights[0] + b * weights[1] + c * weights[2];
        let [p, q, r] = world.map(Vec3::as_dvec3);
        let texture_per_m2 = (b - a).perp_dot(c - a).abs() / (q - p).cross(r - p).length();
        Some(TriangleHit { distance, uv: uv.as_vec2().to_array(), texture_per_m2 })
    }

    /// The mip level that the picture shows of a texture, as if the triangle faced the eye.
    fn mip_level(&self, sides: [u32; 2], view: &PickView) -> usize {
        let texels_per_m2 = self.texture_per_m2 * f64::from(sides[0]) * f64::from(sides[1]);
        let pixel_m = view.pixel_m[0] + view.pixel_m[1] * self.distance;
        let level = (texels_per_m2.sqrt() * pixel_m).log2() - if view.is_classic { 1.0 } else { 0.0 };
        // A saturating cast: the largest level also stands for what is no number.
        level.round() as usize
    }
}

/// Distance to a triangle whose front is clockwise, and the weights of its corners there.
fn hit_triangle(triangle: [Vec3; 3], ray: Ray, both_sides: bool) -> Option<(f64, [f64; 3])> {
    let [a, b, c] = triangle.map(|corner| corner.as_dvec3() - ray.origin);
    let normal = (b - a).cross(c - a);
    let slope = normal.dot(ray.direction);
    // In left-handed space the normal of a clockwise triangle points to its front.
    if slope == 0.0 || (slope > 0.0 && !both_sides) {
        return None;
    }
    let distance = normal.dot(a) / slope;
    let point = ray.direction * distance;
    // Twice the areas of the triangles between the point and the edge opposite to each corner.
    let areas = [(b, c), (c, a), (a, b)].map(|(from, to)| (to - from).cross(point - from).dot(normal));
    let is_hit = areas.iter().all(|area| *area >= 0.0) && distance > 0.0 && distance.is_finite();
    let whole = normal.length_squared();
    is_hit.then(|| (distance, areas.map(|area| area / whole)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::n3pmesh::{DetailDistance, MeshVertex};
    use crate::formats::ntf::{PixelFormat, Texture};
    use crate::formats::opd::{Material, Object, ObjectPart, OpdFile, Placement, RenderFlags};
    use crate::scene::objects::ObjectSet;
    use crate::scene::raster::object_textures::ObjectTextures;

    /// A square of 4 x 4 m that faces south, and shows the texture once.
    fn square() -> Mesh {
        let corner = |x: f32, y: f32| MeshVertex {
            position_m: [x, y, 0.0],
            normal: [0.0, 0.0, -1.0],
            uv: [x / 4.0, 1.0 - y / 4.0],
        };
        let vertices = vec![corner(0.0, 0.0), corner(0.0, 4.0), corner(4.0, 4.0), corner(4.0, 0.0)];
        Mesh::new("square", vertices, vec![0, 1, 2, 0, 2, 3])
    }

    /// A texture of four columns with these alphas. It is black.
    fn columns(alphas: [u8; 4]) -> Texture {
        let pixel = |i: usize| [0, 0, 0, alphas[i % 64 / 16]];
        let texels: Vec<u8> = (0..64 * 64).flat_map(pixel).collect();
        Texture::encode(&texels, 64, 64, PixelFormat::A8R8G8B8, true)
    }

    /// A square with a material and textures, and an opaque one 10 m behind it.
    fn zone(flags: u32, blend: [u32; 2], textures: &[[u8; 4]], mesh: Mesh) -> Objects {
        let object = |z: f32, textures: Vec<Vec<u8>>, material: Material| Object {
            placement: Placement {
                position_m: [0.0, 0.0, z],
                rotation: [0.0, 0.0, 0.0, 1.0],
                scale: [1.0; 3],
                ..Placement::default()
            },
            parts: vec![ObjectPart {
                mesh: b"square".to_vec(),
                textures,
                texture_fps: 10.0,
                material,
                ..ObjectPart::default()
            }],
            ..Object::default()
        };
        let names = (0..textures.len()).map(|number| number.to_string().into_bytes()).collect();
        let [source_blend, dest_blend] = blend;
        let material = Material { flags: RenderFlags(flags), source_blend, dest_blend, ..Material::default() };
        let objects = vec![object(0.0, names, material), object(10.0, Vec::new(), Material::default())];
        let file = OpdFile { header: None, width_m: 64.0, length_m: 64.0, collision: vec![], cells: vec![], objects };
        let textures: Vec<Option<Texture>> = textures.iter().map(|alphas| Some(columns(*alphas))).collect();
        let is_cut_out = vec![false; textures.len()];
        Objects::new(ObjectSet::new(&file), vec![Some(mesh)], ObjectTextures::new(&textures, &is_cut_out, false))
    }

    fn view(secs: f32) -> PickView {
        let moment = Moment { eye: DVec3::new(2.0, 2.0, -10.0), secs: Some(secs), gates_open: false };
        PickView::full_detail(moment)
    }

    /// Numbers of the objects that are hit in the middle of the four columns.
    fn hits(objects: &Objects, view: &PickView) -> [Option<usize>; 4] {
        [0.5, 1.5, 2.5, 3.5].map(|x| {
            let ray = Ray { origin: DVec3::new(x, 2.0, -10.0), direction: DVec3::Z };
            objects.ray(ray, view, |_| true).map(|hit| hit.object)
        })
    }

    #[test]
    fn rays_go_through_holes_as_the_picture_shows_them() {
        let alphas = [0, 60, 200, 255];
        let opaque = zone(0, [0, 0], &[alphas], square());
        assert_eq!(hits(&opaque, &view(0.0)), [Some(1), Some(1), Some(0), Some(0)]);
        let classic = PickView { is_classic: true, ..view(0.0) };
        assert_eq!(hits(&opaque, &classic), [Some(1), Some(0), Some(0), Some(0)], "any alpha");
        let blended = zone(1, [5, 6], &[alphas], square());
        assert_eq!(hits(&blended, &view(0.0)), [Some(1), Some(0), Some(0), Some(0)], "what is seen");
        let added = zone(1, [2, 2], &[alphas], square());
        assert_eq!(hits(&added, &view(0.0)), [Some(1); 4], "black adds nothing");
    }

    #[test]
    fn the_picture_of_a_flip_book_at_the_moment_counts() {
        let book = zone(0, [0, 0], &[[255, 0, 0, 0], [0, 0, 0, 255]], square());
        assert_eq!(hits(&book, &view(0.05)), [Some(0), Some(1), Some(1), Some(1)]);
        assert_eq!(hits(&book, &view(0.15)), [Some(1), Some(1), Some(1), Some(0)]);
    }

    #[test]
    fn far_away_the_coarser_levels_of_the_texture_count() {
        let grate = zone(0, [0, 0], &[[255, 0, 255, 255]], square());
        let far = PickView { pixel_m: [0.0, 1.0], ..view(0.0) };
        assert_eq!(hits(&grate, &view(0.0)), [Some(0), Some(1), Some(0), Some(0)]);
        assert_eq!(hits(&grate, &far), [Some(0); 4], "a pixel shows all of it");
    }

    #[test]
    fn what_the_client_leaves_out_is_not_hit() {
        let mut mesh = square();
        mesh.distances =
            vec![DetailDistance { distance: 5.0, vertices: 4 }, DetailDistance { distance: 8.0, vertices: 0 }];
        (mesh.min_vertices, mesh.min_indices) = (0, 0);
        let objects = zone(0, [0, 0], &[[255; 4]], mesh);
        let classic = |far_m| PickView { is_classic: true, client_far_m: Some(far_m), ..view(0.0) };
        assert_eq!(hits(&objects, &view(0.0)), [None; 4], "a mesh that has only steps has no full detail here");
        assert_eq!(hits(&objects, &classic(512.0)), [None; 4]);
        let near = zone(0, [0, 0], &[[255; 4]], square());
        assert_eq!(hits(&near, &classic(512.0)), [Some(0); 4]);
        assert_eq!(hits(&near, &classic(1.0)), [None; 4], "beyond the far clip");
    }
}

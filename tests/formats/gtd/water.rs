//! Triangles of rivers and ponds, and bounds of patches.

use gtd_viewer::formats::gtd::{Pond, River, WaterVertex, compute_bounds, height_range};

use super::{read, test_zone};

fn vertices(count: u32) -> Vec<WaterVertex> {
    (0..count).map(|i| WaterVertex::new([i as f32, 0.0, 0.0], [0.0, 1.0, 0.0], 0, [0.0; 2])).collect()
}

#[test]
fn a_river_has_six_triangles_between_two_rows() {
    let river = River::new(vertices(12), "a.dxt");
    assert_eq!(river.index_count, 36);
    assert_eq!(river.indices()[..6], [4, 0, 1, 4, 1, 5]);
    assert_eq!(river.indices()[18..21], [8, 4, 5]);
    assert_eq!(river.indices().iter().max(), Some(&11));
    assert_eq!((river.texture().as_str(), river.name_bytes.len()), ("a.dxt", 6));
}

#[test]
fn rivers_and_ponds_too_short_for_a_triangle_have_none() {
    for count in 0..8 {
        assert!(River::new(vertices(count), "").indices().is_empty());
    }
    for (width, count) in [(0, 0), (0, 5), (1, 5), (5, 5), (5, 9), (9, 5)] {
        let pond = Pond::new(width, vertices(count), "");
        assert!(pond.indices().is_empty() && pond.triangle_count == 0, "{width} {count}");
    }
}

#[test]
fn a_pond_has_two_triangles_a_cell() {
    let pond = Pond::new(3, vertices(6), "a.dxt");
    assert_eq!((pond.triangle_count, pond.implied_triangles()), (4, 4));
    assert_eq!(pond.indices(), [0, 1, 3, 3, 1, 4, 1, 2, 4, 4, 2, 5]);
}

/// Water faces up: `cross(b - a, c - a).y > 0`.
#[test]
fn triangles_face_up() {
    let gtd = read(&test_zone::layouts()[3].1.encode().unwrap());
    let rivers = gtd.rivers().iter().map(|river| (&river.vertices, river.indices()));
    let ponds = gtd.ponds().iter().map(|pond| (&pond.vertices, pond.indices()));
    for (vertices, indices) in rivers.chain(ponds) {
        for corner in indices.chunks_exact(3) {
            let [a, b, c] = [0, 1, 2].map(|i| glam::Vec3::from(vertices[corner[i] as usize].position_m()));
            assert!((b - a).cross(c - a).y > 0.0, "{corner:?}");
        }
    }
}

#[test]
fn computed_bounds_hold_their_vertices() {
    let gtd = read(&test_zone::layouts()[3].1.encode().unwrap());
    let bounds = compute_bounds(gtd.records(), gtd.map_size());
    assert_eq!(bounds, gtd.patch_bounds());
    for (index, sphere) in bounds.iter().enumerate() {
        let (px, pz) = (index as u32 / 2, index as u32 % 2);
        let (min, max) = height_range(gtd.records(), gtd.map_size(), px, pz);
        assert_eq!(sphere.middle_y_m(), (min + max) / 2.0);
        let corner = (16.0_f32 * 16.0 * 2.0 + (max - sphere.middle_y_m()).powi(2)).sqrt();
        assert!(sphere.radius_m() + 0.002 >= corner, "{} m round {corner} m", sphere.radius_m());
    }
    assert_ne!(bounds[0], bounds[3], "x and z are told apart");
    assert_ne!(bounds[1], bounds[2], "x and z are told apart");
}

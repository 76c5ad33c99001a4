use super::score::{Framing, Shown};
use super::*;
use crate::formats::gtd::{Draft, Gtd, Header, MapRecord, PackedTile, Pond, Source, TileTexture, WaterVertex};
use crate::scene::collision::TriangleGrid;
use crate::scene::objects::Outline;
use crate::scene::space::TILE_M;
use glam::DVec2;

/// A zone with one texture: height and number of layers are functions of meters east and north.
fn zone(side: u32, height_m: impl Fn(f32, f32) -> f32, layers: impl Fn(f32, f32) -> u32) -> Draft {
    let mut draft = Draft::flat(Header::versioned(1, "start"), side);
    draft.textures.sources = vec![Source::new("dtex\\a_0.gtt")];
    draft.textures.tiles = vec![TileTexture { source: 0, tile: 0 }];
    for (index, record) in (0u32..).zip(&mut draft.records) {
        let (x, z) = ((index / side) as f32 * TILE_M, (index % side) as f32 * TILE_M);
        let texture = |number| if layers(x, z) >= number { 0 } else { PackedTile::NO_TEXTURE };
        *record = MapRecord::new(height_m(x, z), PackedTile::pack(true, 0, 0, texture(1), texture(2)));
    }
    draft
}

fn terrain(draft: &Draft) -> Terrain {
    Terrain::new(Gtd::parse(draft.encode().unwrap()).unwrap())
}

fn hills(east_m: f32, north_m: f32) -> f32 {
    20.0 * (east_m / 70.0).sin() * (north_m / 90.0).cos()
}

/// What the chosen view shows.
fn shown(terrain: &Terrain, objects: &Outlines) -> (Pose, Shown) {
    let pose = start_view(terrain, objects);
    let zone = Surroundings::new(terrain, objects);
    let panorama = Panorama::new(&zone, pose.eye.as_vec3(), pose.yaw_deg, 1, &row_tangents());
    (pose, Framing::new(pose.pitch_deg).shown(&panorama, LEAST_M))
}

fn grove(middle: [f32; 2], height_m: impl Fn(f32, f32) -> f32) -> Outlines {
    let tree = |index: u32| {
        let (east_m, north_m) = (middle[0] + (index / 6) as f32 * 15.0, middle[1] + (index % 6) as f32 * 15.0);
        Outline { position_m: Vec3::new(east_m, height_m(east_m, north_m), north_m), scale: 1.0, is_event: false }
    };
    Outlines { objects: (0..36).map(tree).collect(), bodies: Vec::new() }
}

#[test]
fn ordinary_zones_show_ground_and_sky() {
    let flat = |_: f32, _: f32| 7.0;
    let ripples = |east_m: f32, north_m: f32| ((east_m * 12.9 + north_m * 78.2).sin() * 43_758.5).fract() * 6.0;
    let zones = [
        ("hills", zone(257, hills, |_, _| 2)),
        ("flat", zone(129, flat, |_, _| 1)),
        ("noise", zone(257, ripples, |_, _| 1)),
        ("tiny", zone(33, hills, |_, _| 1)),
        ("bare", zone(257, hills, |_, _| 0)),
        ("canyons", zone(257, |x, _| if (x / 40.0).sin() > 0.0 { 80.0 } else { 0.0 }, |_, _| 1)),
    ];
    for (name, draft) in zones {
        let (pose, shown) = shown(&terrain(&draft), &Outlines::default());
        assert!((0.1..0.56).contains(&shown.background), "{name}: {pose} {shown:?}");
        assert!(shown.nearest_m >= 12.0, "{name}: {pose} {shown:?}");
    }
}

#[test]
fn the_view_leads_to_the_objects_and_not_into_them() {
    let ground = terrain(&zone(257, hills, |_, _| 1));
    for middle in [[150.0, 200.0], [700.0, 300.0], [480.0, 800.0]] {
        let objects = grove(middle, hills);
        let (pose, shown) = shown(&ground, &objects);
        let nearest = objects.objects.iter().map(|object| object.position_m.as_dvec3().distance(pose.eye));
        assert!(nearest.fold(f64::INFINITY, f64::min) > 15.0, "{pose}: in the grove");
        assert!(shown.objects > 0.02, "{pose}: {shown:?}");
    }
}

#[test]
fn the_eye_is_in_no_body() {
    let ground = terrain(&zone(129, |_, _| 5.0, |_, _| 1));
    // A hall of 120 m and 60 m high with a grid of walls, which fills the middle of the zone.
    let wall = |from: [f32; 2], to: [f32; 2]| {
        let corner = |[x, z]: [f32; 2], y: f32| Vec3::new(x, y, z);
        [
            [corner(from, 5.0), corner(from, 65.0), corner(to, 5.0)],
            [corner(to, 5.0), corner(to, 65.0), corner(from, 65.0)],
        ]
    };
    let lines = (0..13).map(|step| 196.0 + step as f32 * 10.0);
    let walls = lines.flat_map(|at| [wall([at, 196.0], [at, 316.0]), wall([196.0, at], [316.0, at])]);
    let objects = Outlines { bodies: walls.flatten().collect(), ..grove([200.0, 200.0], |_, _| 5.0) };
    let (pose, shown) = shown(&ground, &objects);
    let is_inside = (190.0..322.0).contains(&pose.eye.x) && (190.0..322.0).contains(&pose.eye.z);
    assert!(!is_inside || pose.eye.y > 65.0, "{pose}");
    let bodies = TriangleGrid::new(objects.bodies.iter().map(|body| body.map(|corner| corner.to_array())), 512.0);
    assert!(bodies.near(DVec2::new(pose.eye.x, pose.eye.z), 2.0).all(|[a, ..]| a.y < pose.eye.y), "{pose}");
    assert!(shown.nearest_m > 15.0, "{shown:?}");
}

#[test]
fn water_draws_the_view_to_its_shore() {
    let slope = |east_m: f32, _: f32| (east_m - 600.0) / 20.0;
    let mut draft = zone(257, slope, |_, _| 1);
    let corner = |x: f32, z: f32| WaterVertex::new([x, 0.0, z], [0.0, 1.0, 0.0], 0, [0.0; 2]);
    draft.ponds = vec![Pond::new(
        2,
        vec![corner(0.0, 0.0), corner(1024.0, 0.0), corner(0.0, 1024.0), corner(1024.0, 1024.0)],
        "",
    )];
    let (pose, shown) = shown(&terrain(&draft), &Outlines::default());
    assert!(shown.water > 0.03 && pose.eye.y > 3.0, "{pose} {shown:?}");
    // Only water.
    let (pose, shown) = self::shown(
        &terrain(&Draft { ponds: draft.ponds.clone(), ..zone(257, |_, _| -30.0, |_, _| 1) }),
        &Outlines::default(),
    );
    assert!(pose.eye.y > 3.0 && (0.1..0.56).contains(&shown.background), "{pose} {shown:?}");
}

#[test]
fn the_choice_is_the_same_every_time() {
    let (ground, objects) = (terrain(&zone(257, hills, |x, _| 1 + u32::from(x > 500.0))), grove([400.0, 500.0], hills));
    let first = start_view(&ground, &objects);
    assert!((0..5).all(|_| start_view(&ground, &objects) == first));
}

#[test]
fn damaged_zones_have_a_view() {
    let heights = [f32::NAN, f32::INFINITY, -1e30, 3.0, f32::MAX, 9e4];
    let odd = |x: f32, z: f32| heights[((x * 3.0 + z).to_bits() >> 17) as usize % heights.len()];
    let damaged = Outlines {
        objects: vec![Outline { position_m: Vec3::splat(-1e38), scale: 8.0, is_event: true }; 3],
        bodies: vec![[Vec3::splat(1e5), Vec3::splat(-1e5), Vec3::X]; 300],
    };
    for side in [17, 65] {
        for draft in
            [zone(side, odd, |_, _| 2), zone(side, |_, _| f32::NAN, |_, _| 0), zone(side, |_, _| -9e4, |_, _| 1)]
        {
            let ground = terrain(&draft);
            for objects in [&damaged, &Outlines::default()] {
                let pose = start_view(&ground, objects);
                let pitch_deg = pose.pitch_deg;
                assert!(pose.is_finite() && (-90.0..=90.0).contains(&pitch_deg), "{pose}");
                assert_eq!(above_ground(&ground, pose, 0.5), pose, "above the ground");
            }
        }
    }
}

#[test]
fn a_pose_under_the_ground_is_lifted_and_another_left_alone() {
    let zone = terrain(&zone(17, |_, _| 30.0, |_, _| 1));
    let under = Pose::new(DVec3::new(5.0, 2.0, 5.0), 10.0, 0.0);
    assert_eq!(above_ground(&zone, under, 2.0).eye.y, 32.0);
    let over = Pose::new(DVec3::new(5.0, 99.0, 5.0), 10.0, 0.0);
    assert_eq!(above_ground(&zone, over, 2.0), over);
}

//! Walking in real zones: the walls of a town stop the walker, and what is free leads on.

use glam::{DVec2, DVec3, Vec3};
use gtd_viewer::camera::fly::CameraSettings;
use gtd_viewer::camera::{MoveInput, Pose, Walk, WalkGround};
use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::formats::opd::{CollisionTriangle, OpdFile, is_invisible_wall};
use gtd_viewer::load::read_object_models;
use gtd_viewer::platform::block_on;
use gtd_viewer::scene::collision::{Collision, TriangleGrid};
use gtd_viewer::scene::objects::ObjectSet;
use gtd_viewer::scene::terrain::Terrain;
use gtd_viewer::zone::{ZoneFiles, ZoneSource};

use crate::common;

const FORWARD: MoveInput = MoveInput { right: 0.0, up: 0.0, forward: 1.0, fast: false, slow: false };

struct Zone {
    terrain: Terrain,
    collision: Collision,
    /// The faces of bodies that are walls.
    walls: Vec<CollisionTriangle>,
    /// The bodies of these faces alone.
    only_walls: Collision,
}

fn zone(name: &str) -> Option<Zone> {
    let path = common::corpus()?.join("ko/1298/Zones").join(name);
    let files = block_on(ZoneFiles::open(&ZoneSource::File(path.clone()), None));
    let gtd = Gtd::parse(common::read(&path)).unwrap();
    let opd = block_on(files.part::<OpdFile>(&gtd)).unwrap().content;
    let (models, _) = block_on(read_object_models(&opd, &files));
    let collision = Collision::new(&opd, &models.set, &models.meshes);
    let walls: Vec<CollisionTriangle> = opd.collision.iter().copied().filter(is_wall).collect();
    let only_walls = Collision::new(&OpdFile { collision: walls.clone(), ..opd }, &ObjectSet::default(), &[]);
    Some(Zone { terrain: Terrain::new(gtd), collision, walls, only_walls })
}

fn normal(face: &CollisionTriangle) -> DVec3 {
    let [a, b, c] = face.map(|corner| Vec3::from(corner).as_dvec3());
    (b - a).cross(c - a)
}

/// Whether a face is upright and visible.
fn is_wall(face: &CollisionTriangle) -> bool {
    normal(face).normalize_or_zero().y.abs() < 0.05 && !is_invisible_wall(face)
}

/// The first part of a path that leads through a wall, in the height of the chest.
fn crossing(zone: &Zone, path: &[DVec3]) -> Option<[DVec3; 2]> {
    let parts = path.windows(2).map(|pair| [pair[0], pair[1]].map(|eye| eye - DVec3::Y * 0.6));
    parts.into_iter().find(|[from, to]| zone.only_walls.hides(*from, *to, false))
}

/// Walks ahead for some seconds. Returns the places after each frame.
fn walked(ground: &WalkGround, from: Pose, secs: u32) -> Vec<DVec3> {
    let (mut walk, mut pose) = (Walk::default(), from);
    let frames = (0..secs * 30).map(|_| {
        walk.step(&CameraSettings::default(), ground, &mut pose, &FORWARD, 1.0 / 30.0);
        pose.eye
    });
    std::iter::once(from.eye).chain(frames).collect()
}

/// Middle and outward direction of faces that are as large as town walls.
fn town_walls(zone: &Zone) -> Vec<(DVec3, DVec2)> {
    let wall = |face: &CollisionTriangle| {
        let (normal, middle) = (normal(face), face.iter().map(|corner| Vec3::from(*corner).as_dvec3()).sum::<DVec3>());
        (normal.length() > 40.0).then(|| (middle / 3.0, DVec2::new(normal.x, normal.z).normalize_or_zero()))
    };
    zone.walls.iter().filter_map(wall).collect()
}

#[test]
fn town_walls_stop_the_walker() {
    let Some(zone) = zone("moradon.gtd") else { return };
    let (collision, water) = (&zone.collision, &TriangleGrid::default());
    let ground = WalkGround { terrain: &zone.terrain, collision, water, gates_open: false };
    let (mut tried, mut stopped) = (0, 0);
    for (middle, outward) in town_walls(&zone) {
        for side in [outward, -outward] {
            let start = DVec2::new(middle.x, middle.z) + side * 2.5;
            let yaw_deg = (-side.x).atan2(-side.y).to_degrees();
            let Some(pose) = Walk::standing(&ground, Pose::new(DVec3::new(start.x, 0.0, start.y), yaw_deg, 0.0)) else {
                continue;
            };
            // Where the wall is between the eye and the other side of it.
            let beyond = pose.eye - DVec3::new(side.x, 0.0, side.y) * 5.0;
            if !collision.hides(pose.eye, beyond, false) || pose.eye.xz_distance(start) > 0.01 {
                continue;
            }
            tried += 1;
            let path = walked(&ground, pose, 2);
            assert_eq!(crossing(&zone, &path), None, "through a wall, at {middle}, from {pose}");
            let end = path[path.len() - 1];
            stopped += u32::from(end.xz_distance(start) < 11.0);
        }
    }
    assert!(tried > 100, "{tried}");
    assert!(stopped * 10 > tried * 9, "of {tried} walks into walls {stopped} were stopped");
    println!("{tried} walks into walls, {stopped} stopped or turned");
}

#[test]
fn a_town_can_be_crossed_without_a_wall_being_passed() {
    let Some(zone) = zone("moradon.gtd") else { return };
    let (collision, water) = (&zone.collision, &TriangleGrid::default());
    let ground = WalkGround { terrain: &zone.terrain, collision, water, gates_open: false };
    let (mut walks, mut way_m) = (0, 0.0);
    for index in 0..60_u32 {
        let place = DVec3::new(150.0 + f64::from(index % 8) * 30.0, 0.0, 150.0 + f64::from(index / 8) * 30.0);
        let Some(pose) = Walk::standing(&ground, Pose::new(place, f64::from(index) * 47.0, 0.0)) else { continue };
        let path = walked(&ground, pose, 8);
        assert_eq!(crossing(&zone, &path), None, "through a wall, from {pose}");
        walks += 1;
        way_m += path.windows(2).map(|pair| pair[0].distance(pair[1])).sum::<f64>();
    }
    assert!(walks > 50 && way_m > f64::from(walks) * 15.0, "{walks} walks, {way_m} m");
    println!("{walks} walks, {way_m:.0} m");
}

trait Flat {
    /// Horizontal distance to a place in meters.
    fn xz_distance(self, place: DVec2) -> f64;
}

impl Flat for DVec3 {
    fn xz_distance(self, place: DVec2) -> f64 {
        DVec2::new(self.x, self.z).distance(place)
    }
}

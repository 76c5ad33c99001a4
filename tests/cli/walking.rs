//! Walking on the built-in island: the walls of its huts block, and their doors by their state.

use glam::{DVec2, DVec3};
use gtd_viewer::camera::fly::CameraSettings;
use gtd_viewer::camera::{MoveInput, Pose, Walk, WalkGround};
use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::formats::opd::OpdFile;
use gtd_viewer::load::read_object_models;
use gtd_viewer::platform::block_on;
use gtd_viewer::scene::collision::{Collision, TriangleGrid};
use gtd_viewer::scene::terrain::Terrain;
use gtd_viewer::zone::{ZoneFiles, ZoneSource};

#[test]
fn a_hut_is_entered_by_its_open_door_alone() {
    const FORWARD: MoveInput = MoveInput { right: 0.0, up: 0.0, forward: 1.0, fast: false, slow: false };
    let files = block_on(ZoneFiles::open(&ZoneSource::Demo, None));
    let gtd = Gtd::parse(block_on(files.read_terrain()).unwrap()).unwrap();
    let opd = block_on(files.part::<OpdFile>(&gtd)).unwrap().content;
    let (models, _) = block_on(read_object_models(&opd, &files));
    let (collision, terrain) = (Collision::new(&opd, &models.set, &models.meshes), Terrain::new(gtd));
    let huts: Vec<_> = opd.objects.iter().filter(|object| object.name() == "Hut").collect();
    assert_eq!(huts.len(), 6);
    for hut in huts {
        let (middle, north) = (hut.position_m().as_dvec3(), f64::from(hut.yaw_deg()));
        // The door is in the hut's south side.
        for (side_deg, gates_open, enters) in
            [(180.0, true, true), (180.0, false, false), (0.0, true, false), (90.0, true, false), (270.0, true, false)]
        {
            let outward = (north + side_deg).to_radians();
            let start = middle + DVec3::new(outward.sin(), 0.0, outward.cos()) * 5.5;
            let water = &TriangleGrid::default();
            let ground = WalkGround { terrain: &terrain, collision: &collision, water, gates_open };
            let mut pose = Walk::standing(&ground, Pose::new(start, north + side_deg + 180.0, 0.0)).unwrap();
            let mut walk = Walk::default();
            for _ in 0..60 {
                walk.step(&CameraSettings::default(), &ground, &mut pose, &FORWARD, 1.0 / 60.0);
            }
            let from_middle = DVec2::new(pose.eye.x - middle.x, pose.eye.z - middle.z).length();
            let what = format!("side {side_deg}, open {gates_open}, of {middle}: {pose}");
            assert_eq!(from_middle < 2.0, enters, "{what}");
            assert!(!enters || (pose.eye.y - middle.y - 0.35 - Walk::EYE_M).abs() < 0.1, "on its floor: {what}");
        }
    }
}

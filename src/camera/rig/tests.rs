//! Tests of the camera rig over time.

use super::*;
use crate::camera::Stop;
use crate::scene::numbers::floor_u32;

const SIZE: [u32; 2] = [1280, 720];
const FORWARD: MoveInput = MoveInput { right: 0.0, up: 0.0, forward: 1.0, fast: false, slow: false };

fn rig() -> Rig {
    let mut rig = Rig::new(Pose::new(DVec3::new(500.0, 60.0, 500.0), 0.0, 0.0), 60.0);
    rig.set_extent(ZoneExtent { extent_m: 1024.0, heights_m: [0.0, 50.0] });
    rig
}

fn pass(rig: &mut Rig, move_input: &MoveInput, secs: f64) {
    for _ in 0..floor_u32((secs * 60.0).round()) {
        rig.step(move_input, 1.0 / 60.0);
    }
}

#[test]
fn a_flight_around_the_block() {
    let mut rig = rig();
    pass(&mut rig, &FORWARD, 1.0);
    rig.look(750.0, 0.0, SIZE);
    assert!((rig.pose().yaw_deg - 90.0).abs() < 1e-9, "750 px at 0.12 degrees: now east");
    pass(&mut rig, &MoveInput::default(), 2.0);
    let after_north = rig.pose().eye;
    assert!(after_north.z > 530.0, "W moves north: {after_north}");
    pass(&mut rig, &FORWARD, 1.0);
    pass(&mut rig, &MoveInput::default(), 2.0);
    assert!((rig.pose().eye.x - after_north.x - 40.0).abs() < 1e-6, "a second east at 40 m/s");
    assert!(!rig.is_moving(), "an idle camera is at rest");
}

#[test]
fn with_reduced_motion_other_places_are_reached_at_once() {
    let mut rig = rig();
    let there = Pose::new(DVec3::new(10.0, 20.0, 30.0), 90.0, -5.0);
    rig.fly_to(there);
    assert!(rig.is_moving() && rig.pose() != there);
    rig.settings.reduce_motion = true;
    rig.fly_to(there);
    assert!(!rig.is_moving() && rig.pose() == there);
}

#[test]
fn looking_down_is_dragging_down_and_has_its_limit() {
    let mut rig = rig();
    rig.look(0.0, 100.0, SIZE);
    assert!((rig.pose().pitch_deg + 12.0).abs() < 1e-9);
    rig.look(0.0, 1e5, SIZE);
    assert_eq!(rig.pose().pitch_deg, -89.0);
    rig.look(0.0, -1e5, SIZE);
    assert_eq!(rig.pose().pitch_deg, 89.0);
}

#[test]
fn a_double_click_flies_there_and_a_key_cancels() {
    let mut rig = rig();
    let point = DVec3::new(700.0, 10.0, 900.0);
    rig.fly_to_point(point);
    assert!(rig.is_moving());
    pass(&mut rig, &MoveInput::default(), 0.4);
    assert!(!rig.is_moving() && (rig.pose().eye - point).length() < 81.0);
    rig.fly_to_point(DVec3::new(0.0, 10.0, 0.0));
    pass(&mut rig, &MoveInput::default(), 0.1);
    let here = rig.pose().eye;
    rig.step(&FORWARD, 1e-6);
    assert!((rig.pose().eye - here).length() < 1e-3, "the flight has ended where it was");
}

#[test]
fn a_fly_through_goes_its_way_and_a_key_ends_it() {
    let stop = |x: f64, fov_y_deg| Stop { pose: Pose::new(DVec3::new(x, 60.0, 0.0), 0.0, 0.0), fov_y_deg, secs: 1.0 };
    let path = Path::new(&[stop(0.0, 60.0), stop(100.0, 40.0)]).unwrap();
    let mut rig = rig();
    rig.fly_along(path.clone());
    pass(&mut rig, &MoveInput::default(), 1.5);
    assert!(rig.is_moving() && rig.tour_secs() == Some([rig.tour_secs().unwrap()[0], 2.0]));
    assert!((rig.pose().eye.x - 100.0).abs() < 1e-9 && (rig.fov_y_deg - 40.0).abs() < 1e-9);
    pass(&mut rig, &MoveInput::default(), 1.0);
    assert!(!rig.is_moving() && rig.fov_y_deg == 60.0, "the lens of before");
    rig.fly_along(path);
    pass(&mut rig, &MoveInput::default(), 0.5);
    rig.step(&FORWARD, 1e-6);
    assert!(rig.tour_secs().is_none() && (1.0..99.0).contains(&rig.pose().eye.x));
}

#[test]
fn the_map_keeps_the_free_pose_and_its_own() {
    let mut rig = rig();
    let free = rig.pose();
    rig.toggle_map(SIZE);
    assert_eq!(rig.mode(), CameraMode::Map);
    let whole = rig.view(SIZE);
    assert!(whole.project(DVec3::ZERO).unwrap().abs().max_element() <= 1.0);
    assert!(!rig.wheel(4.0, DVec2::new(0.5, 0.5), SIZE));
    rig.look(100.0, 0.0, SIZE);
    let zoomed = rig.view(SIZE);
    rig.toggle_map(SIZE);
    assert_eq!(rig.pose(), free);
    rig.toggle_map(SIZE);
    assert_eq!(rig.view(SIZE), zoomed);
    rig.home(SIZE);
    assert_eq!(rig.view(SIZE), whole);
}

#[test]
fn home_frames_the_zone_and_the_wheel_sets_the_speed() {
    let mut rig = rig();
    rig.home(SIZE);
    pass(&mut rig, &MoveInput::default(), 0.4);
    let view = rig.view(SIZE);
    for corner in [DVec3::ZERO, DVec3::new(1024.0, 50.0, 1024.0)] {
        assert!(view.project(corner).unwrap().abs().max_element() <= 1.0);
    }
    assert!(rig.wheel(2.0, DVec2::ZERO, SIZE));
    assert!((rig.speed_mps() - 57.6).abs() < 1e-9);
    rig.set_speed(f64::NAN);
    assert!((rig.speed_mps() - 57.6).abs() < 1e-9);
}

struct Plain;

impl TerrainQuery for Plain {
    fn tiles_per_side(&self) -> u32 {
        256
    }
    fn height_m(&self, _: f64, _: f64) -> Option<f64> {
        Some(10.0)
    }
    fn refuses(&self, _: DVec2, _: DVec2) -> Option<DVec2> {
        None
    }
}

#[test]
fn walking_begins_below_the_eye_and_ends_by_flying_up() {
    let mut rig = rig();
    rig.set_speed(100.0);
    let pass = |rig: &mut Rig, move_input: &MoveInput, secs: f64| {
        for _ in 0..floor_u32((secs * 60.0).round()) {
            rig.step_over(Some(&Plain), move_input, 1.0 / 60.0);
        }
    };
    assert!(rig.start_walking(&Plain, SIZE));
    pass(&mut rig, &MoveInput::default(), 0.5);
    assert_eq!(rig.pose().eye, DVec3::new(500.0, 11.7, 500.0));
    assert!(rig.is_walking() && !rig.is_moving());
    assert!(rig.wheel(1.0, DVec2::ZERO, SIZE));
    assert!((rig.speed_mps() - 7.2).abs() < 1e-9 && rig.fly_speed_mps() == 100.0, "each its own speed");
    rig.fly_to_point(DVec3::new(700.0, 10.0, 700.0));
    pass(&mut rig, &MoveInput::default(), 0.5);
    assert_eq!(rig.pose().eye, DVec3::new(700.0, 11.7, 700.0), "a double click leads there on foot");
    assert!(rig.is_walking());
    rig.toggle_map(SIZE);
    rig.toggle_map(SIZE);
    assert!(rig.is_walking(), "the map is only looked at");
    pass(&mut rig, &MoveInput { up: 1.0, ..MoveInput::default() }, 0.5);
    assert!(!rig.is_walking() && rig.pose().eye.y > 40.0);
    rig.start_walking(&Plain, SIZE);
    rig.home(SIZE);
    assert!(!rig.is_walking(), "what flies away leaves the ground");
}

#[test]
fn looking_can_be_turned_round() {
    let mut rig = rig();
    rig.settings.invert_look = true;
    rig.look(0.0, 100.0, SIZE);
    assert!((rig.pose().pitch_deg - 12.0).abs() < 1e-9);
}

#[test]
fn a_settled_pose_round_trips_through_its_text() {
    let mut rig = rig();
    pass(&mut rig, &FORWARD, 0.37);
    rig.settle();
    assert!(!rig.is_moving());
    assert_eq!(rig.pose().to_string().parse(), Ok(rig.pose()));
    assert!(rig.pose().to_string().len() < 40);
}

#[test]
fn a_point_is_approached_and_turned_around() {
    let mut rig = rig();
    let point = DVec3::new(32.0, 1.0, 32.0);
    rig.jump_to(Pose::looking_at(point + DVec3::new(0.0, 3.0, -4.0), point));
    rig.approach(point, 1.0);
    assert!((rig.pose().eye.distance(point) - 5.0 / 1.2).abs() < 1e-9);
    rig.approach(point, -1.0);
    assert!((rig.pose().eye.distance(point) - 5.0).abs() < 1e-9);
    rig.turn_around(point, 90.0);
    assert!(rig.pose().eye.distance(point + DVec3::new(-4.0, 3.0, 0.0)) < 1e-9, "{}", rig.pose());
    rig.approach(point, 1000.0);
    assert!((rig.pose().eye.distance(point) - 0.1).abs() < 1e-9);
}

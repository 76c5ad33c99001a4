//! Lighting of ground and objects beside the same formulas on the CPU: sun, client, none, point lights.

use glam::Vec3;
use gtd_viewer::camera::{Lens, Pose, View};
use gtd_viewer::formats::glo::{GloFile, PointLight, PointLightValues};
use gtd_viewer::formats::gtd::{Draft, Header};
use gtd_viewer::formats::opd::{Placement, RenderFlags};
use gtd_viewer::load::ZoneSource;
use gtd_viewer::render::{Atmosphere, FrameOptions, QualityRequest};
use gtd_viewer::scene::SceneUpdate;
use gtd_viewer::scene::lights::SceneLight;
use gtd_viewer::scene::view_settings::Lighting;
use std::sync::Arc;

use crate::headless::{gpu, open_zone};
use crate::objects::{NORTH, SIZE_PX, Scene, Square, objects};

/// Tolerance of a channel: rounding of colors, and of the light between vertices.
const TOLERANCE: f32 = 2.0;

/// A red square whose mesh normals are `normal`, scaled by `scale`, 10 m north of the eye at (64, 20, 64).
fn lit_square(normal: Vec3, scale: f32, flags: u32) -> Option<Scene> {
    let mut objects = objects(&[Square { north_m: 10.0, texture: "red", flags, scale: 1.0 }]);
    for mesh in objects.meshes.iter_mut().flatten() {
        mesh.vertices.iter_mut().for_each(|vertex| vertex.normal = normal.to_array());
    }
    let matrix = &mut objects.set.objects[0].world_from_object.matrix3;
    *matrix *= scale;
    Scene::of(objects)
}

/// A dim evening with lights of different colors.
fn evening() -> Atmosphere {
    let mut atmosphere = Atmosphere { light: Vec3::splat(0.25), ambient: Vec3::splat(0.1), ..Atmosphere::default() };
    atmosphere.lights[0].color = Vec3::splat(0.5);
    atmosphere.lights[0].towards = Vec3::new(0.0, 0.8, -0.6);
    atmosphere.lights[1].color = Vec3::splat(0.2);
    atmosphere.lights[1].towards = Vec3::new(0.6, 0.8, 0.0);
    atmosphere
}

fn lamp(position_m: [f32; 3]) -> SceneLight {
    SceneLight {
        position_m: position_m.into(),
        diffuse: Vec3::splat(0.6),
        ambient: Vec3::splat(0.4),
        attenuation: Vec3::new(0.7, 0.05, 0.03),
        range_m: 12.0,
        fade_from_m: 12.0,
    }
}

fn options(lighting: Lighting) -> impl Fn(&mut FrameOptions) {
    move |options| {
        options.lighting = lighting;
        options.atmosphere = evening();
    }
}

/// Light of the sky on a normal, not clamped.
fn sky_light(lighting: Lighting, normal: Vec3) -> f32 {
    evening().surface_lights(lighting).unclamped(normal, 0.0).x
}

fn assert_light(red: u8, light: f32, what: &str) {
    let expected = light.min(1.0) * 255.0;
    assert!((f32::from(red) - expected).abs() <= TOLERANCE, "{what}: {red} instead of {expected}");
}

/// Red in the middle of the picture.
fn middle(scene: &mut Scene, lighting: Lighting) -> u8 {
    let (rgb, _) = scene.draw(NORTH, options(lighting));
    rgb[(32 * SIZE_PX[0] as usize + 32) * 3]
}

#[test]
fn normals_have_unit_length_by_sun_and_their_own_as_in_the_client() {
    let south = Vec3::NEG_Z;
    for (length, scale) in [(1.0, 1.0), (0.5, 1.0), (1.0, 2.0), (0.8, 0.5), (3.0, 1.0)] {
        let Some(mut scene) = lit_square(south * length, scale, 0) else { return };
        let what = format!("normals of length {length}, scale {scale}");
        assert_light(middle(&mut scene, Lighting::Sun), sky_light(Lighting::Sun, south), &what);
        let raw = south * length / scale;
        assert_light(middle(&mut scene, Lighting::Client), sky_light(Lighting::Client, raw), &what);
        assert_eq!(middle(&mut scene, Lighting::None), 255, "{what}: as stored");
    }
}

#[test]
fn unlit_parts_glow_in_every_lighting() {
    for flags in [RenderFlags::UNLIT.0, RenderFlags::UNLIT.0 | RenderFlags::BLENDED.0] {
        let Some(mut scene) = lit_square(Vec3::NEG_Z, 1.0, flags) else { return };
        scene.apply(&SceneUpdate::Lights(Arc::new(vec![lamp([64.0, 20.0, 71.0])])));
        for lighting in [Lighting::Sun, Lighting::Client, Lighting::None] {
            assert_eq!(middle(&mut scene, lighting), 255, "{lighting} with flags {flags:#x}");
        }
    }
}

#[test]
fn the_sun_sets_but_for_the_client() {
    let Some(mut scene) = lit_square(Vec3::NEG_Z, 1.0, 0) else { return };
    let mut atmosphere = evening();
    atmosphere.lights[0].towards = Vec3::new(0.0, -0.8, -0.6);
    let mut red = |lighting| {
        let (rgb, _) = scene.draw(NORTH, |options| {
            options.lighting = lighting;
            options.atmosphere = atmosphere;
        });
        rgb[(32 * SIZE_PX[0] as usize + 32) * 3]
    };
    let lights = atmosphere.surface_lights(Lighting::Sun);
    assert_eq!(lights.directional[0].color, Vec3::ZERO);
    assert_light(red(Lighting::Sun), lights.at(Vec3::NEG_Z).x, "no light of the sun");
    assert_light(red(Lighting::Client), 0.1 + 0.5 * 0.6, "light from below the horizon");
}

#[test]
fn point_lights_reach_objects() {
    let south = Vec3::NEG_Z;
    // Far beyond the range of the second lamp.
    let lamps = [lamp([64.0, 20.0, 68.0]), lamp([64.0, 40.0, 68.0])];
    let Some(mut scene) = lit_square(south * 0.5, 1.0, 0) else { return };
    scene.apply(&SceneUpdate::Lights(Arc::new(lamps.to_vec())));
    // Middle of the pixel beside the center of the picture.
    let half_px = 10.0 * 30.0_f32.to_radians().tan() / 32.0 / 2.0;
    let place = Vec3::new(64.0 + half_px, 20.0 - half_px, 74.0);
    let light = sky_light(Lighting::Sun, south) + lamps[0].faded().light(place, south).x;
    assert!(light < 1.0, "a light that is not clamped");
    assert_light(middle(&mut scene, Lighting::Sun), light, "for each pixel");
    // By vertex: the corners are alike far from the lamp.
    let corner = Vec3::new(68.0, 24.0, 74.0);
    let at_corners = sky_light(Lighting::Client, south * 0.5) + lamps[0].light(corner, south * 0.5).x;
    assert_light(middle(&mut scene, Lighting::Client), at_corners, "for each vertex");
    assert_eq!(middle(&mut scene, Lighting::None), 255);
}

/// Looks straight down from 20 m above level ground at height 0.
const DOWN: &str = "64,20,64,0,-90";

/// Ground below a pixel of the picture that looks down.
fn ground_at(x: usize, y: usize) -> Vec3 {
    let m_per_px = 20.0 * 30.0_f32.to_radians().tan() / 32.0;
    let offset = |px: usize| (px as f32 + 0.5 - 32.0) * m_per_px;
    Vec3::new(64.0 + offset(x), 0.0, 64.0 - offset(y))
}

/// Compares the ground in each pixel with its stored color times the light of the sky and of lamps.
fn assert_ground(scene: &mut Scene, lighting: Lighting, lamps: &[SceneLight]) {
    let (stored, _) = scene.draw(DOWN, options(Lighting::None));
    let (lit, _) = scene.draw(DOWN, options(lighting));
    for (y, x) in (0..64).flat_map(|y| (0..64).map(move |x| (y, x))) {
        let place = ground_at(x, y);
        let edge = |lamp: &&SceneLight| (lamp.position_m.distance(place) - lamp.range_m).abs() < 0.4;
        if lamps.iter().any(|lamp| edge(&lamp)) {
            continue;
        }
        let light = lamps.iter().fold(0.25, |sum, lamp| sum + lamp.light(place, Vec3::Y).x);
        // the client has no light above 1, and the sun no color above it
        let light = if lighting == Lighting::Client { light.min(1.0) } else { light };
        let at = (y * 64 + x) * 3;
        let expected = (f32::from(stored[at]) * light).min(255.0);
        let actual = f32::from(lit[at]);
        assert!((actual - expected).abs() <= TOLERANCE, "{lighting} at {x}, {y}: {actual} instead of {expected}");
    }
}

#[test]
fn point_lights_reach_the_ground() {
    let Some(mut scene) = Scene::of(objects(&[])) else { return };
    let lamps = [lamp([60.0, 3.0, 64.0]), lamp([70.0, 6.0, 60.0]), lamp([64.0, 10.0, 90.0])];
    scene.apply(&SceneUpdate::Lights(Arc::new(lamps.to_vec())));
    assert_ground(&mut scene, Lighting::Sun, &lamps.map(SceneLight::faded));
    assert_ground(&mut scene, Lighting::Client, &lamps);
    let (stored, _) = scene.draw(DOWN, options(Lighting::None));
    scene.apply(&SceneUpdate::Lights(Arc::default()));
    assert_eq!(scene.draw(DOWN, options(Lighting::None)).0, stored);
}

#[test]
fn the_client_draws_with_five_lights_and_the_sun_with_all() {
    let Some(mut scene) = Scene::of(objects(&[])) else { return };
    let dim = |i: u8| SceneLight { diffuse: Vec3::splat(0.3), ..lamp([56.0 + 2.5 * f32::from(i), 3.0, 64.0]) };
    let mut lamps: Vec<SceneLight> = (0..8).map(dim).collect();
    // The second one is too far away for the client, though its light would reach here.
    lamps[1] = SceneLight { range_m: 200.0, ..lamp([64.0, 3.0, 165.0]) };
    scene.apply(&SceneUpdate::Lights(Arc::new(lamps.clone())));
    let faded: Vec<SceneLight> = lamps.iter().map(|lamp| lamp.faded()).collect();
    assert_ground(&mut scene, Lighting::Sun, &faded);
    lamps.remove(1);
    assert_ground(&mut scene, Lighting::Client, &lamps[..5]);
}

#[test]
fn the_client_has_a_light_above_the_eye() {
    let Some(mut scene) = lit_square(Vec3::NEG_Z, 1.0, 0) else { return };
    let mut draw = |pose: &str, lighting, colors| {
        let drawn = scene.draw(pose, |options| {
            options.lighting = lighting;
            options.atmosphere = Atmosphere { above_eye: colors, ..evening() };
        });
        drawn.0[(32 * SIZE_PX[0] as usize + 32) * 3]
    };
    let colors = [Vec3::splat(0.4), Vec3::splat(0.2)];
    let none = [Vec3::ZERO; 2];
    let attenuated = |m: f32| 1.0 / (0.5 + m * 0.5 / 32.0 + m * m * 0.5 / 1024.0);
    // The corners of the square: 10 m north, 4 m aside, 12 or 20 m below the light.
    let at_corner = |down_m: f32| {
        let m = (100.0 + 16.0 + down_m * down_m).sqrt();
        attenuated(m) * (0.4 * 10.0 / m + 0.1)
    };
    let expected = sky_light(Lighting::Client, Vec3::NEG_Z) + (at_corner(12.0) + at_corner(20.0)) / 2.0;
    assert_light(draw(NORTH, Lighting::Client, colors), expected, "on an object");
    assert_eq!(draw(NORTH, Lighting::Sun, colors), draw(NORTH, Lighting::Sun, none));
    let stored = f32::from(draw(DOWN, Lighting::None, none));
    let on_ground = (0.25 + attenuated(36.0) * (0.4 + 0.1)) * stored / 255.0;
    assert_light(draw(DOWN, Lighting::Client, colors), on_ground, "on the ground");
}

#[test]
fn view_modes_that_show_data_are_not_lit() {
    let Some(mut scene) = Scene::of(objects(&[])) else { return };
    scene.apply(&SceneUpdate::Lights(Arc::new(vec![lamp([64.0, 3.0, 64.0])])));
    let mut draw = |lighting| {
        let drawn = scene.draw(DOWN, |options| {
            *options = options.in_mode(gtd_viewer::scene::modes::ViewMode::Height, options.overlays, None);
            options.lighting = lighting;
            options.atmosphere = evening();
        });
        drawn.0
    };
    assert_eq!(draw(Lighting::Sun), draw(Lighting::None));
}

/// A file of one lamp.
fn lamp_file(lamp: SceneLight) -> GloFile {
    let placement = Placement { position_m: lamp.position_m.to_array(), ..Placement::default() };
    let mut light = PointLight { placement, light: [0; 104], on: 0, number: 5 };
    light.set_values(&PointLightValues {
        light_type: PointLightValues::POINT,
        diffuse: lamp.diffuse.to_array(),
        ambient: lamp.ambient.to_array(),
        range_m: lamp.range_m,
        attenuation: lamp.attenuation.to_array(),
    });
    GloFile { lights: vec![light] }
}

#[test]
fn the_lights_of_a_zone_are_loaded_and_may_be_missing() {
    let Some(gpu) = gpu() else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("flat.gtd");
    std::fs::write(&path, Draft::flat(Header::versioned(1, "flat"), 33).encode().unwrap()).unwrap();
    let request = QualityRequest { filter: None, msaa: Some(1) };
    let (scene_view, _) = open_zone(&gpu, ZoneSource::File(path.clone()), request);
    assert_eq!(*scene_view.scene().lights, []);
    let lamp = lamp([64.0, 3.0, 64.0]);
    std::fs::write(folder.path().join("flat.glo"), lamp_file(lamp).encode().unwrap()).unwrap();
    let (scene_view, zone) = open_zone(&gpu, ZoneSource::File(path), request);
    assert_eq!(*scene_view.scene().lights, [lamp]);
    assert!(zone.files.files_read().iter().any(|file| file.ends_with("flat.glo")), "it is watched");
}

/// The direction in which pictures of this file are read: north is up, east is right.
#[test]
fn pictures_that_look_down_have_north_at_the_top() {
    let view = View::new(DOWN.parse::<Pose>().unwrap(), Lens::Perspective { fov_y_deg: 60.0 }, SIZE_PX);
    let clip = view.clip_from_camera_relative() * (ground_at(48, 8) - Vec3::new(64.0, 20.0, 64.0)).extend(1.0);
    let [x, y] = [clip.x / clip.w, clip.y / clip.w];
    assert!((x - (48.5 / 32.0 - 1.0)).abs() < 1e-3 && (y - (1.0 - 8.5 / 32.0)).abs() < 1e-3, "{x} {y}");
}

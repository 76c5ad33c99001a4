// Uniforms of a frame. Tests compare structs and bindings with src/render; constants that no WGSL file defines are
// generated from Rust before this text.

// A layer of the sun: color, and half its width as the tangent of an angle.
struct SunImage {
    color: vec3f,
    half_width: f32,
}

// A layer of clouds: color, and opacity, 0 to 1.
struct CloudLayer {
    color: vec3f,
    cover: f32,
}

struct PointLight {
    // position relative to the eye
    from_eye: vec3f,
    // distance in meters beyond which there is no light
    range_m: f32,
    // color on surfaces that face the light
    diffuse: vec3f,
    // distance in meters from which the light fades to nothing
    fade_from_m: f32,
    // color on all surfaces
    ambient: vec3f,
    padding_1: f32,
    // constant, linear and quadratic, by meters
    attenuation: vec3f,
    padding_2: f32,
}

struct Globals {
    // eye-relative world positions to clip space, and back
    clip_from_eye: mat4x4f,
    eye_from_clip: mat4x4f,
    // world position of the eye
    eye_m: vec3f,
    // animation time in seconds
    time_secs: f32,
    // light on level ground; 1 leaves textures unchanged
    light: vec3f,
    // side of the zone in meters
    zone_extent_m: f32,
    fog_color: vec3f,
    // fog density per meter, 0 for no fog
    fog_per_m: f32,
    zenith_color: vec3f,
    // 0 to 1
    star_brightness: f32,
    // unit vector to the sun
    sun_direction: vec3f,
    // 1 if the sun is drawn, else 0
    sun_is_up: u32,
    sun_disk: SunImage,
    sun_glow: SunImage,
    sun_flare: SunImage,
    clouds_1: CloudLayer,
    clouds_2: CloudLayer,
    // half a line's width as a fraction of half the target's width and height; also half a point
    line_half_width: vec2f,
    // distances between which tiles fade into the color map
    tile_fade_m: vec2f,
    // heights at the ends of the ramp
    height_range_m: vec2f,
    // mip level of tile textures with FIXED_LEVEL
    tile_level: f32,
    // index of the highlighted tile texture
    highlight: u32,
    contour_step_m: f32,
    // pixels per screen point
    px_per_pt: f32,
    // number of lights in point_lights
    point_light_count: u32,
    padding: f32,
    // lights of the sky: unit vectors towards them, colors
    sun_light_direction: vec3f,
    padding_1: f32,
    sun_light_color: vec3f,
    padding_2: f32,
    fill_light_direction: vec3f,
    padding_3: f32,
    fill_light_color: vec3f,
    padding_4: f32,
    ambient_light: vec3f,
    padding_5: f32,
    // color of haze towards the zenith: that of the sky, or of the fog as in the client
    haze_zenith_color: vec3f,
    // width of the border of the zone that fades into haze or sea, meters
    border_m: f32,
    // mean color of the sea around the zone
    sea_color: vec3f,
    // its height in meters, far below everything without a sea
    sea_m: f32,
    point_lights: array<PointLight, LIGHT_LIMIT>,
    // bit i % 32 of word i / 32: tile texture i is loaded
    ready: array<vec4u, TEXTURE_WORDS>,
    // bits 16 * (i % 2) of word i / 2: layer of tile texture i; textures that are one picture share it
    layer_of: array<vec4u, LAYER_WORDS>,
}

@group(0) @binding(0) var<uniform> globals: Globals;

// Share of the zenith's color in the sky, by the upward part of a unit vector. As in the client: fog at the horizon and
// below, clearing towards the zenith.
fn clear_share(up: f32) -> f32 {
    return smoothstep(-0.02, 0.42, up);
}

// Color of haze so thick that it hides a place: that of the sky around it.
fn haze_color(from_eye: vec3f) -> vec3f {
    let up = from_eye.y / max(length(from_eye), 1e-4);
    return mix(globals.fog_color, globals.haze_zenith_color, clear_share(up));
}

// Fog by the client's formula: squared exponential.
fn fogged(color: vec3f, from_eye: vec3f) -> vec3f {
    let d = length(from_eye) * globals.fog_per_m;
    return mix(haze_color(from_eye), color, exp(-d * d));
}

// How far a place at the border of the zone has faded, 0 to 1. Near the eye the border is narrow.
fn border_share(from_eye: vec3f) -> f32 {
    let place = from_eye.xz + globals.eye_m.xz;
    let inside = min(place, vec2f(globals.zone_extent_m) - place);
    let width_m = clamp(length(from_eye) * 0.25, 1.0, max(globals.border_m, 1.0));
    return 1.0 - smoothstep(0.0, width_m, min(inside.x, inside.y));
}

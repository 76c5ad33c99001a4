// Uniforms of a frame. Structs and bindings are compared with src/render by its tests; constants that are not defined in
// these files are generated from Rust before them.

// A part of the sun: its color, and half its width as the tangent of an angle.
struct SunImage {
    color: vec3f,
    half_width: f32,
}

// A layer of clouds: its color, and how much of the sky it covers, 0 to 1.
struct CloudLayer {
    color: vec3f,
    cover: f32,
}

struct Globals {
    // eye-relative world positions to clip space, and back
    clip_from_eye: mat4x4f,
    eye_from_clip: mat4x4f,
    // world position of the eye
    eye_m: vec3f,
    // seconds of animation
    time_secs: f32,
    // light on the ground by color; 1 shows textures as they are
    light: vec3f,
    // side of the zone
    zone_extent_m: f32,
    fog_color: vec3f,
    // density, 0 for no fog
    fog_per_m: f32,
    zenith_color: vec3f,
    // 0 to 1
    star_brightness: f32,
    // unit vector to the sun
    sun_direction: vec3f,
    // 1 where the sun is drawn, else 0
    sun_is_up: u32,
    sun_disk: SunImage,
    sun_glow: SunImage,
    sun_flare: SunImage,
    clouds_1: CloudLayer,
    clouds_2: CloudLayer,
    // half a line's width as parts of half the target's width and height; also half a point
    line_half_width: vec2f,
    // distances between which tiles give way to the color map
    tile_fade_m: vec2f,
    // heights at the ends of the ramp
    height_range_m: vec2f,
    // mip level of tile textures where FIXED_LEVEL
    tile_level: f32,
    // index of the tile texture that is lit up
    highlight: u32,
    contour_step_m: f32,
    // pixels in a point of the screen
    px_per_pt: f32,
    padding: vec2f,
    // bit i % 32 of word i / 32: tile texture i has arrived
    ready: array<vec4u, TEXTURE_WORDS>,
}

@group(0) @binding(0) var<uniform> globals: Globals;

// Fog by the client's formula: the square of the density's part of the way.
fn fogged(color: vec3f, from_eye: vec3f) -> vec3f {
    let d = length(from_eye) * globals.fog_per_m;
    return mix(globals.fog_color, color, exp(-d * d));
}

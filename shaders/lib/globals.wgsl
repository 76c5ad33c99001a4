// What all shaders of a frame share. Its other half is src/render/globals.rs.

struct Globals {
    clip_from_eye: mat4x4f,
    eye_from_clip: mat4x4f,
    // world meters; w: seconds of animation
    eye: vec4f,
    // light by color; half a line's width as a part of half the picture's width
    light: vec4f,
    // rgb; w: density per meter, 0 for none
    fog: vec4f,
    // meters where tiles begin and end to fade; the zone's side in meters; half a line's width by the height
    ground: vec4f,
    // lowest, highest height in meters; fixed level of tile textures; which one is lit up
    height: vec4f,
    // zenith's color; w: stars
    sky: vec4f,
    // direction to the sun; w: 1 where it is above the horizon
    sun: vec4f,
    // disk, glow, flare: color and half width as a tangent
    sun_disk: vec4f,
    sun_glow: vec4f,
    sun_flare: vec4f,
    // color and strength of the two cloud layers
    clouds_1: vec4f,
    clouds_2: vec4f,
    // meters between contours; pixels in a point
    marks: vec4f,
    // bit i: tile texture i has arrived
    ready: array<vec4u, 8>,
}

@group(0) @binding(0) var<uniform> globals: Globals;

// Fog by the client's formula: the square of the density's part of the way.
fn fogged(color: vec3f, from_eye: vec3f) -> vec3f {
    let d = length(from_eye) * globals.fog.w;
    return mix(globals.fog.rgb, color, exp(-d * d));
}

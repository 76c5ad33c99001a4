// What all shaders of a frame share. Its other half is src/render/globals.rs.

struct Globals {
    clip_from_eye: mat4x4f,
    eye_from_clip: mat4x4f,
    // world metres; w: seconds of animation
    eye: vec4f,
    // light by colour; half a line's width as a part of half the picture's width
    light: vec4f,
    // rgb; w: density per metre, 0 for none
    fog: vec4f,
    // metres where tiles begin and end to fade; the zone's side in metres; half a line's width by the height
    ground: vec4f,
    // lowest, highest height in metres; fixed level of tile textures; which one is lit up
    height: vec4f,
    // zenith's colour; w: stars
    sky: vec4f,
    // direction to the sun; w: 1 where it is above the horizon
    sun: vec4f,
    // disk, glow, flare: colour and half width as a tangent
    sun_disk: vec4f,
    sun_glow: vec4f,
    sun_flare: vec4f,
    // colour and strength of the two cloud layers
    clouds_1: vec4f,
    clouds_2: vec4f,
    // metres between contours; pixels in a point
    marks: vec4f,
    // bit i: tile texture i has arrived
    ready: array<vec4u, 8>,
}

@group(0) @binding(0) var<uniform> globals: Globals;

// Fog by the client's formula: the square of the density's part of the way.
fn fogged(colour: vec3f, from_eye: vec3f) -> vec3f {
    let d = length(from_eye) * globals.fog.w;
    return mix(globals.fog.rgb, colour, exp(-d * d));
}

// What all shaders of a frame share. Its other half is src/render/globals.rs.

struct Globals {
    clip_from_eye: mat4x4f,
    // world metres; w: seconds since the start
    eye: vec4f,
    // light by colour; w: 1 shades by relief
    light: vec4f,
    // rgb; w: density per metre, 0 for none
    fog: vec4f,
    // metres where tiles begin and end to fade; the zone's side in metres; colour map texels a metre
    ground: vec4f,
    // lowest, highest height in metres; fixed texture level
    height: vec4f,
    // bit i: tile texture i has arrived
    ready: array<vec4u, 8>,
}

@group(0) @binding(0) var<uniform> globals: Globals;

fn fogged(colour: vec3f, from_eye: vec3f) -> vec3f {
    let d = length(from_eye) * globals.fog.w;
    return mix(globals.fog.rgb, colour, exp(-d * d));
}

// Rivers and ponds: caustics times the water's texture times the vertex color, over the terrain by vertex alpha.
// Follows lib/globals, lib/lights and lib/modes.

override FOG: bool = false;
// shading mode: OVERDRAW, or another, in which water looks as in the game
override MODE: u32 = 0u;

@group(1) @binding(0) var caustics: texture_2d_array<f32>;
@group(1) @binding(1) var wave: texture_2d<f32>;
@group(1) @binding(2) var water_sampler: sampler;

// frame rate of the caustics
const CAUSTIC_RATE: f32 = 15.0;
// width outside the border of the zone in which water is drawn, meters
const BORDER_M: f32 = 0.05;
// speed of river textures, in texture heights per second
const RIVER_FLOW: f32 = 0.01;

struct WaterPoint {
    @location(0) position: vec3f,
    @location(1) color: vec4f,
    @location(2) uv: vec2f,
    // 1 for flowing water
    @location(3) flows: f32,
}

struct WaterOut {
    @builtin(position) clip: vec4f,
    @location(0) from_eye: vec3f,
    @location(1) color: vec4f,
    @location(2) uv: vec2f,
}

@vertex
fn vs_water(in: WaterPoint) -> WaterOut {
    var out: WaterOut;
    out.from_eye = in.position - globals.eye_m;
    out.clip = globals.clip_from_eye * vec4f(out.from_eye, 1.0);
    out.color = in.color;
    out.uv = in.uv + vec2f(0.0, fract(globals.time_secs * RIVER_FLOW) * in.flows);
    return out;
}

@fragment
fn fs_water(in: WaterOut) -> @location(0) vec4f {
    let frame = u32(globals.time_secs * CAUSTIC_RATE) % CAUSTIC_FRAMES;
    let texel = textureSample(caustics, water_sampler, in.uv, frame).rgb * textureSample(wave, water_sampler, in.uv).rgb;
    // ponds extend far beyond the map: they are not drawn outside the terrain, except for rounding of the sides
    let at = in.from_eye.xz + globals.eye_m.xz;
    if (any(at < vec2f(-BORDER_M)) || any(at > vec2f(globals.zone_extent_m + BORDER_M))) {
        discard;
    }
    if (MODE == OVERDRAW) {
        return overdraw_color();
    }
    var color = texel * in.color.rgb * ground_light(in.from_eye);
    if (FOG) {
        color = fogged(color, in.from_eye);
    }
    return vec4f(color, in.color.a);
}

// Rivers and ponds: caustics times the water's texture times the vertex color, over the ground by the vertex alpha.
// Built after lib/globals.

override FOG: bool = false;

@group(1) @binding(0) var caustics: texture_2d_array<f32>;
@group(1) @binding(1) var wave: texture_2d<f32>;
@group(1) @binding(2) var water_sampler: sampler;

// frames of the caustics that pass in a second
const CAUSTIC_RATE: f32 = 15.0;
// how far rivers flow in a second, in texture heights
const RIVER_FLOW: f32 = 0.01;

struct WaterPoint {
    @location(0) position: vec3f,
    @location(1) color: vec4f,
    @location(2) uv: vec2f,
    // 1 where it flows
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
    let light = textureSample(caustics, water_sampler, in.uv, frame).rgb * textureSample(wave, water_sampler, in.uv).rgb;
    // ponds reach far beyond the map: nothing of them is drawn where there is no ground
    let at = in.from_eye.xz + globals.eye_m.xz;
    if (any(at < vec2f(0.0)) || any(at > vec2f(globals.zone_extent_m))) {
        discard;
    }
    var color = light * in.color.rgb * globals.light;
    if (FOG) {
        color = fogged(color, in.from_eye);
    }
    return vec4f(color, in.color.a);
}

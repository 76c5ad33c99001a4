// Rivers and ponds: caustics times the water's texture times the vertex color, over the terrain by vertex alpha.
// Follows lib/globals, lib/lights and lib/modes.

override FOG: bool = false;
// water with a tint of fire glows; off: it is multiplied, as in the client
override LAVA: bool = false;
// the border of the zone fades
override BORDER: bool = false;
// the sea around the zone
override SEA: bool = false;
// shading mode: OVERDRAW, or another, in which water looks as in the game
override MODE: u32 = 0u;

@group(1) @binding(0) var caustics: texture_2d_array<f32>;
@group(1) @binding(1) var wave: texture_2d<f32>;
@group(1) @binding(2) var water_sampler: sampler;

// frame rate of the caustics
const CAUSTIC_RATE: f32 = 15.0;
// width outside the border of the zone in which water is drawn, meters
const BORDER_M: f32 = 0.05;
// height above the sea from which water is another one, meters
const SEA_LEVEL_M: f32 = 0.5;
// speed of river textures, in texture heights per second
const RIVER_FLOW: f32 = 0.01;

struct WaterVertex {
    @location(0) position: vec3f,
    @location(1) color: vec4f,
    @location(2) uv: vec2f,
    // 1 for flowing water
    @location(3) flows: f32,
    // length of the longest side of the triangles at the vertex, meters
    @location(4) reach_m: f32,
}

struct WaterOut {
    @builtin(position) clip: vec4f,
    @location(0) from_eye: vec3f,
    @location(1) color: vec4f,
    @location(2) uv: vec2f,
    // set of the point lights that reach the triangle
    @location(3) @interpolate(flat) lights: u32,
}

// Lower limit of the mean brightness of textures.
const SMALLEST_LUMA: f32 = 1e-3;

// Water of a color in light, or glowing lava where its tint is such: as src/scene/water/lava.rs.
fn glowing(lit: vec3f, tint: vec4f, heat: f32) -> vec4f {
    let glow = smoothstep(WARMTH.x, WARMTH.y, min(tint.r - tint.b, tint.r - tint.g + 0.5));
    let lava = mix(tint.rgb * CRUST, (tint.rgb + HOT) * 0.5, smoothstep(HEAT.x, HEAT.y, heat));
    return vec4f(mix(lit, lava, glow), mix(tint.a, min(tint.a * OPACITY, 1.0), glow));
}

// Brightness of the textures as a multiple of their mean, which is their last mip level.
fn heat_of(wave_texel: vec3f, caustic: vec3f, frame: u32) -> f32 {
    let last = vec2u(textureNumLevels(wave), textureNumLevels(caustics)) - 1u;
    let mean_wave = textureLoad(wave, vec2u(0u), last.x).rgb;
    let mean_caustic = textureLoad(caustics, vec2u(0u), frame, last.y).rgb;
    let mean = dot(mean_wave, LUMA) * dot(mean_caustic, LUMA);
    return dot(wave_texel, LUMA) * dot(caustic, LUMA) / max(mean, SMALLEST_LUMA);
}

@vertex
fn vs_water(in: WaterVertex) -> WaterOut {
    var out: WaterOut;
    out.from_eye = in.position - globals.eye_m;
    out.clip = globals.clip_from_eye * vec4f(out.from_eye, 1.0);
    out.color = in.color;
    out.lights = lights_within(in.reach_m, out.from_eye);
    out.uv = in.uv + vec2f(0.0, fract(globals.time_secs * RIVER_FLOW) * in.flows);
    return out;
}

@fragment
fn fs_water(in: WaterOut) -> @location(0) vec4f {
    let frame = u32(globals.time_secs * CAUSTIC_RATE) % CAUSTIC_FRAMES;
    let caustic = textureSample(caustics, water_sampler, in.uv, frame).rgb;
    let wave_texel = textureSample(wave, water_sampler, in.uv).rgb;
    // ponds extend far beyond the map: they are not drawn outside the terrain, except for rounding of the sides
    let at = in.from_eye.xz + globals.eye_m.xz;
    if (!SEA && (any(at < vec2f(-BORDER_M)) || any(at > vec2f(globals.zone_extent_m + BORDER_M)))) {
        discard;
    }
    if (MODE == OVERDRAW) {
        return overdraw_color();
    }
    var color = vec4f(caustic * wave_texel * in.color.rgb * ground_light(in.lights, in.from_eye), in.color.a);
    if (LAVA) {
        color = glowing(color.rgb, in.color, heat_of(wave_texel, caustic, frame));
    }
    if (SEA) {
        // the terrain at the border has faded into the color of the sea
        color = vec4f(mix(globals.sea_color, color.rgb, color.a), 1.0);
    } else if (BORDER && in.from_eye.y + globals.eye_m.y > globals.sea_m + SEA_LEVEL_M) {
        color = vec4f(mix(color.rgb, haze_color(in.from_eye), border_share(in.from_eye)), color.a);
    }
    if (FOG) {
        color = vec4f(fogged(color.rgb, in.from_eye), color.a);
    }
    return color;
}

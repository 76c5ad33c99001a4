// The sky behind everything: gradient, stars, sun, two layers of clouds. Follows lib/globals.

// what is to be seen
override STARS: bool = false;
override SUN_IMAGES: bool = false;
override CLOUDS_1: bool = false;
override CLOUDS_2: bool = false;

@group(1) @binding(0) var sky_sampler: sampler;
@group(1) @binding(1) var sun_disk: texture_2d<f32>;
@group(1) @binding(2) var sun_glow: texture_2d<f32>;
@group(1) @binding(3) var sun_flare: texture_2d<f32>;
@group(1) @binding(4) var clouds_1: texture_2d<f32>;
@group(1) @binding(5) var clouds_2: texture_2d<f32>;

struct SkyOut {
    @builtin(position) clip: vec4f,
    @location(0) ray: vec3f,
}

@vertex
fn vs_sky(@builtin(vertex_index) vertex: u32) -> SkyOut {
    let corner = vec2f(f32((vertex << 1u) & 2u), f32(vertex & 2u)) * 2.0 - 1.0;
    // depth is reversed: 0 is infinitely far, 1 is the near plane, on which the ray through the corner is computed
    let near = globals.eye_from_clip * vec4f(corner, 1.0, 1.0);
    var out: SkyOut;
    out.clip = vec4f(corner, 0.0, 1.0);
    out.ray = near.xyz / near.w;
    return out;
}

// A picture around the sun, black outside; added to the sky.
fn sun_part(picture: texture_2d<f32>, look: SunImage, ray: vec3f) -> vec3f {
    let forward = globals.sun_direction;
    let east = normalize(cross(vec3f(0.0, 1.0, 0.001), forward));
    let up = cross(forward, east);
    let depth = dot(ray, forward);
    let place = vec2f(dot(ray, east), dot(ray, up)) / max(depth, 1e-4) / max(look.half_width, 1e-4);
    let inside = depth > 0.0 && max(abs(place.x), abs(place.y)) < 1.0;
    let texel = textureSampleLevel(picture, sky_sampler, place * vec2f(0.5, -0.5) + 0.5, 0.0).rgb;
    return select(vec3f(0.0), texel * look.color, inside);
}

// Clouds on a flat ceiling, thinner towards the horizon.
fn cloud_layer(picture: texture_2d<f32>, look: CloudLayer, ray: vec3f, scale: f32, drift: vec2f, below: vec3f) -> vec3f {
    let height = max(ray.y, 0.02);
    let uv = ray.xz / (height + 0.12) * scale + drift * globals.time_secs;
    let texel = textureSampleLevel(picture, sky_sampler, uv, clamp(0.6 / height - 2.0, 0.0, 5.0));
    let cover = texel.a * look.cover * smoothstep(0.02, 0.28, ray.y);
    return mix(below, texel.rgb * look.color, cover);
}

fn hash(p: vec3f) -> f32 {
    let q = fract(p * vec3f(0.1031, 0.1030, 0.0973));
    let r = q + dot(q, q.yzx + 33.33);
    return fract((r.x + r.y) * r.z);
}

fn stars(ray: vec3f) -> f32 {
    let cell = floor(ray * 110.0);
    let within = fract(ray * 110.0) - 0.5;
    let bright = step(0.9965, hash(cell)) * smoothstep(0.35, 0.05, length(within));
    return bright * (0.4 + 0.6 * hash(cell + 7.0)) * globals.star_brightness;
}

@fragment
fn fs_sky(in: SkyOut) -> @location(0) vec4f {
    let ray = normalize(in.ray);
    let clear = clear_share(ray.y);
    var color = mix(globals.fog_color, globals.zenith_color, clear);
    if (STARS) {
        color += vec3f(stars(ray)) * clear;
    }
    if (SUN_IMAGES) {
        let above = smoothstep(-0.06, 0.03, ray.y);
        let sun = sun_part(sun_disk, globals.sun_disk, ray) + sun_part(sun_glow, globals.sun_glow, ray)
            + sun_part(sun_flare, globals.sun_flare, ray);
        color += sun * above;
    }
    if (CLOUDS_1) {
        color = cloud_layer(clouds_1, globals.clouds_1, ray, 0.16, vec2f(0.004, 0.0015), color);
    }
    if (CLOUDS_2) {
        color = cloud_layer(clouds_2, globals.clouds_2, ray, 0.11, vec2f(-0.002, 0.003), color);
    }
    return vec4f(color, 1.0);
}

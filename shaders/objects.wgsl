// Placed objects: instances of parts. Follows lib/globals, lib/lights and lib/modes.

override FOG: bool = false;
// Fragments are mixed with the picture, by the flags of their part. Colors are premultiplied by alpha then.
override BLENDED: bool = false;
// Number of arrays with textures of the draw. The others are not sampled: a software driver samples all that a fragment
// could need.
override ARRAY_COUNT: u32 = 1u;
// Textures are sampled one mip level too sharp.
override SHARP: bool = false;
// Alpha above which a fragment is drawn.
override ALPHA_TEST: f32 = 0.5;
// Alpha decides how many samples of a pixel are covered.
override COVERAGE: bool = false;
// LIGHTING_SUN: smooth light, unit normals, point lights for each pixel; LIGHTING_NONE: none; else the client's: normals of any length,
// all lights for each vertex
override LIGHTING: u32 = LIGHTING_SUN;
// shading mode: FLAT, OVERDRAW, TEXEL_DENSITY or another
override MODE: u32 = 0u;

@group(1) @binding(0) var object_sampler: sampler;
@group(1) @binding(1) var object_textures_0: texture_2d_array<f32>;
@group(1) @binding(2) var object_textures_1: texture_2d_array<f32>;
@group(1) @binding(3) var object_textures_2: texture_2d_array<f32>;
@group(1) @binding(4) var object_textures_3: texture_2d_array<f32>;
@group(1) @binding(5) var object_textures_4: texture_2d_array<f32>;
@group(1) @binding(6) var object_textures_5: texture_2d_array<f32>;
@group(1) @binding(7) var object_textures_6: texture_2d_array<f32>;
@group(1) @binding(8) var object_textures_7: texture_2d_array<f32>;
@group(1) @binding(9) var object_textures_8: texture_2d_array<f32>;
@group(1) @binding(10) var object_textures_9: texture_2d_array<f32>;
@group(1) @binding(11) var object_textures_10: texture_2d_array<f32>;
@group(1) @binding(12) var object_textures_11: texture_2d_array<f32>;

struct MeshVertex {
    @location(0) position_m: vec3f,
    @location(1) normal: vec3f,
    @location(2) uv: vec2f,
}

struct PartInstance {
    // rows of the matrix from the mesh's space to the world, relative to the eye
    @location(3) row_0: vec4f,
    @location(4) row_1: vec4f,
    @location(5) row_2: vec4f,
    // rows of the matrix for normals
    @location(6) normal_0: vec3f,
    @location(7) normal_1: vec3f,
    @location(8) normal_2: vec3f,
    // texture: array and layer
    @location(9) array: u32,
    @location(10) layer: u32,
    @location(11) flags: u32,
    // set of the point lights that reach it
    @location(12) lights: u32,
}

struct ObjectOut {
    @builtin(position) clip: vec4f,
    @location(0) from_eye: vec3f,
    @location(1) light: vec3f,
    @location(2) uv: vec2f,
    @location(3) @interpolate(flat) array: u32,
    @location(4) @interpolate(flat) layer: u32,
    @location(5) @interpolate(flat) flags: u32,
    @location(6) normal: vec3f,
    @location(7) @interpolate(flat) lights: u32,
}

// Light of the sky as in the client, not clamped.
fn sky_light(normal: vec3f) -> vec3f {
    let sun = globals.sun_light_color * max(dot(normal, globals.sun_light_direction), 0.0);
    let fill = globals.fill_light_color * max(dot(normal, globals.fill_light_direction), 0.0);
    return sun + fill + globals.ambient_light;
}

@vertex
fn vs_object(vertex: MeshVertex, part: PartInstance) -> ObjectOut {
    var out: ObjectOut;
    let position = vec4f(vertex.position_m, 1.0);
    out.from_eye = vec3f(dot(part.row_0, position), dot(part.row_1, position), dot(part.row_2, position));
    out.clip = globals.clip_from_eye * vec4f(out.from_eye, 1.0);
    out.uv = vertex.uv;
    out.array = part.array;
    out.layer = part.layer;
    out.flags = part.flags;
    out.lights = part.lights;
    out.light = vec3f(1.0);
    let n = vertex.normal;
    out.normal = vec3f(dot(part.normal_0, n), dot(part.normal_1, n), dot(part.normal_2, n));
    if (LIGHTING == LIGHTING_SUN) {
        out.normal /= max(length(out.normal), 1e-9);
    }
    if (is_lit(part.flags)) {
        if (LIGHTING == LIGHTING_SUN) {
            out.light = smooth_light(out.normal, 0.0);
            if ((part.flags & FLAG_TRANSLUCENT) != 0u) {
                out.light = 0.5 * (min(out.light, vec3f(1.0)) + globals.light);
            }
        } else {
            out.light = sky_light(out.normal);
            if (POINT_LIGHTS) {
                out.light += point_light(part.lights, out.from_eye, out.normal);
            }
            out.light = min(out.light, vec3f(1.0));
        }
    }
    return out;
}

// Texel of a part's texture. Arrays differ between the blended parts of a draw, so gradients are explicit there.
fn texel_of(uv: vec2f, array: u32, layer: u32) -> vec4f {
    if (!BLENDED) {
        if (SHARP) {
            return textureSampleBias(object_textures_0, object_sampler, uv, layer, -1.0);
        }
        return textureSample(object_textures_0, object_sampler, uv, layer);
    }
    let scale = select(1.0, 0.5, SHARP);
    let dx = dpdx(uv) * scale;
    let dy = dpdy(uv) * scale;
    if (ARRAY_COUNT > 1u && array == 1u) {
        return textureSampleGrad(object_textures_1, object_sampler, uv, layer, dx, dy);
    }
    if (ARRAY_COUNT > 2u && array == 2u) {
        return textureSampleGrad(object_textures_2, object_sampler, uv, layer, dx, dy);
    }
    if (ARRAY_COUNT > 3u && array == 3u) {
        return textureSampleGrad(object_textures_3, object_sampler, uv, layer, dx, dy);
    }
    if (ARRAY_COUNT > 4u && array == 4u) {
        return textureSampleGrad(object_textures_4, object_sampler, uv, layer, dx, dy);
    }
    if (ARRAY_COUNT > 5u && array == 5u) {
        return textureSampleGrad(object_textures_5, object_sampler, uv, layer, dx, dy);
    }
    if (ARRAY_COUNT > 6u && array == 6u) {
        return textureSampleGrad(object_textures_6, object_sampler, uv, layer, dx, dy);
    }
    if (ARRAY_COUNT > 7u && array == 7u) {
        return textureSampleGrad(object_textures_7, object_sampler, uv, layer, dx, dy);
    }
    if (ARRAY_COUNT > 8u && array == 8u) {
        return textureSampleGrad(object_textures_8, object_sampler, uv, layer, dx, dy);
    }
    if (ARRAY_COUNT > 9u && array == 9u) {
        return textureSampleGrad(object_textures_9, object_sampler, uv, layer, dx, dy);
    }
    if (ARRAY_COUNT > 10u && array == 10u) {
        return textureSampleGrad(object_textures_10, object_sampler, uv, layer, dx, dy);
    }
    if (ARRAY_COUNT > 11u && array == 11u) {
        return textureSampleGrad(object_textures_11, object_sampler, uv, layer, dx, dy);
    }
    return textureSampleGrad(object_textures_0, object_sampler, uv, layer, dx, dy);
}

// Width and height of a part's texture in texels.
fn texture_size(array: u32) -> vec2f {
    if (ARRAY_COUNT == 1u) {
        return vec2f(textureDimensions(object_textures_0));
    }
    switch (array) {
        case 0u: { return vec2f(textureDimensions(object_textures_0)); }
        case 1u: { return vec2f(textureDimensions(object_textures_1)); }
        case 2u: { return vec2f(textureDimensions(object_textures_2)); }
        case 3u: { return vec2f(textureDimensions(object_textures_3)); }
        case 4u: { return vec2f(textureDimensions(object_textures_4)); }
        case 5u: { return vec2f(textureDimensions(object_textures_5)); }
        case 6u: { return vec2f(textureDimensions(object_textures_6)); }
        case 7u: { return vec2f(textureDimensions(object_textures_7)); }
        case 8u: { return vec2f(textureDimensions(object_textures_8)); }
        case 9u: { return vec2f(textureDimensions(object_textures_9)); }
        case 10u: { return vec2f(textureDimensions(object_textures_10)); }
        default: { return vec2f(textureDimensions(object_textures_11)); }
    }
}

fn is_lit(flags: u32) -> bool {
    return LIGHTING != LIGHTING_NONE && (flags & FLAG_UNLIT) == 0u;
}

// Light on a fragment, 0 to 1.
fn fragment_light(in: ObjectOut) -> vec3f {
    var light = in.light;
    if (POINT_LIGHTS && LIGHTING == LIGHTING_SUN && is_lit(in.flags)) {
        light += point_light(in.lights, in.from_eye, in.normal / max(length(in.normal), 1e-9));
    }
    return min(light, vec3f(1.0));
}

fn texels_per_m(in: ObjectOut) -> f32 {
    let texels = in.uv * texture_size(in.array);
    let dx = dpdx(texels);
    let dy = dpdy(texels);
    let surface = length(cross(dpdx(in.from_eye), dpdy(in.from_eye)));
    return sqrt(abs(dx.x * dy.y - dx.y * dy.x) / max(surface, 1e-12));
}

// The color in a view mode; `color` is that of the game.
fn mode_color(color: vec3f, in: ObjectOut) -> vec3f {
    if (MODE == FLAT) {
        return flat_color(face_normal(in.from_eye));
    }
    if (MODE == TEXEL_DENSITY) {
        return density_color(texels_per_m(in));
    }
    return color;
}

@fragment
fn fs_object(in: ObjectOut, @builtin(front_facing) is_front: bool) -> @location(0) vec4f {
    let texel = texel_of(in.uv, in.array, in.layer);
    if (BLENDED && !is_front && (in.flags & FLAG_ONE_SIDED) != 0u) {
        discard;
    }
    var alpha = texel.a;
    if (MODE == FLAT && BLENDED && (in.flags & FLAG_ADDED) != 0u) {
        // light has no surface
        discard;
    }
    if (COVERAGE) {
        // a soft edge of one pixel at the threshold
        alpha = clamp((alpha - ALPHA_TEST) / max(fwidth(alpha), 1e-4) + 0.5, 0.0, 1.0);
        if (alpha <= 0.0) {
            discard;
        }
    } else if (alpha <= ALPHA_TEST) {
        discard;
    }
    var color = texel.rgb * fragment_light(in);
    if ((in.flags & FLAG_SQUARED) != 0u) {
        color = texel.rgb * texel.rgb;
    }
    if ((in.flags & FLAG_DOUBLED) != 0u) {
        color *= 2.0;
    }
    color = mode_color(min(color, vec3f(1.0)), in);
    if (MODE == OVERDRAW) {
        return overdraw_color();
    }
    if (FOG && (in.flags & FLAG_NO_FOG) == 0u) {
        if (BLENDED && (in.flags & FLAG_ADDED) != 0u) {
            let d = length(in.from_eye) * globals.fog_per_m;
            color *= exp(-d * d);
        } else {
            color = fogged(color, in.from_eye);
        }
    }
    if (BLENDED && MODE != TEXEL_DENSITY) {
        if ((in.flags & FLAG_ADDED) != 0u) {
            return vec4f(color, 0.0);
        }
        if ((in.flags & FLAG_PREMULTIPLIED) == 0u) {
            color *= alpha;
        }
    }
    return vec4f(color, alpha);
}

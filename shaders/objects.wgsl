// Placed objects: instances of parts. Follows lib/globals, lib/lights and lib/modes.

override FOG: bool = false;
// Fragments are added to the picture: fog darkens them instead of covering them.
override ADDED: bool = false;
// Alpha above which a fragment is drawn.
override ALPHA_TEST: f32 = 0.5;
// Alpha decides how many samples of a pixel are covered.
override COVERAGE: bool = false;
// LIGHTING_SUN: unit normals, point lights for each pixel; LIGHTING_NONE: none; else the client's: normals of any length,
// all lights for each vertex
override LIGHTING: u32 = LIGHTING_SUN;
// shading mode: FLAT, OVERDRAW, TEXEL_DENSITY or another
override MODE: u32 = 0u;

@group(1) @binding(0) var object_textures: texture_2d_array<f32>;
@group(1) @binding(1) var object_sampler: sampler;

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
    @location(9) layer: u32,
    @location(10) flags: u32,
}

struct ObjectOut {
    @builtin(position) clip: vec4f,
    @location(0) from_eye: vec3f,
    @location(1) light: vec3f,
    @location(2) uv: vec2f,
    @location(3) @interpolate(flat) layer: u32,
    @location(4) @interpolate(flat) flags: u32,
    @location(5) normal: vec3f,
}

// Light of the sky, not clamped.
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
    out.layer = part.layer;
    out.flags = part.flags;
    out.light = vec3f(1.0);
    let n = vertex.normal;
    out.normal = vec3f(dot(part.normal_0, n), dot(part.normal_1, n), dot(part.normal_2, n));
    if (LIGHTING == LIGHTING_SUN) {
        out.normal /= max(length(out.normal), 1e-9);
    }
    if (is_lit(part.flags)) {
        out.light = sky_light(out.normal);
        if (LIGHTING != LIGHTING_SUN) {
            if (POINT_LIGHTS) {
                out.light += point_light(out.from_eye, out.normal);
            }
            out.light = min(out.light, vec3f(1.0));
        }
    }
    return out;
}

fn is_lit(flags: u32) -> bool {
    return LIGHTING != LIGHTING_NONE && (flags & FLAG_UNLIT) == 0u;
}

// Light on a fragment, 0 to 1.
fn fragment_light(in: ObjectOut) -> vec3f {
    var light = in.light;
    if (POINT_LIGHTS && LIGHTING == LIGHTING_SUN && is_lit(in.flags)) {
        light += point_light(in.from_eye, in.normal / max(length(in.normal), 1e-9));
    }
    return min(light, vec3f(1.0));
}

fn texels_per_m(in: ObjectOut) -> f32 {
    let texels = in.uv * vec2f(textureDimensions(object_textures));
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
fn fs_object(in: ObjectOut) -> @location(0) vec4f {
    let texel = textureSample(object_textures, object_sampler, in.uv, in.layer);
    var alpha = texel.a;
    if (MODE == FLAT && ADDED) {
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
        if (ADDED) {
            let d = length(in.from_eye) * globals.fog_per_m;
            color *= exp(-d * d);
        } else {
            color = fogged(color, in.from_eye);
        }
    }
    return vec4f(color, alpha);
}

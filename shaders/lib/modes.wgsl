// View modes that show terrain, water and objects alike. `MODE` of a pipeline is one of the shading modes, which are
// constants in front of this text, or 0 for textures; see src/render/terrain/shading.rs.

// The normal of the triangle, on the side of the eye.
fn face_normal(from_eye: vec3f) -> vec3f {
    let across = cross(dpdx(from_eye), dpdy(from_eye));
    return normalize(select(across, -across, dot(across, from_eye) > 0.0));
}

// Color of a plain surface with a unit normal.
fn flat_color(normal: vec3f) -> vec3f {
    return FLAT_COLOR * mix(FLAT_SHADE, 1.0, max(dot(normal, SUN), 0.0));
}

// Color that each drawing of a pixel adds.
fn overdraw_color() -> vec4f {
    return vec4f(OVERDRAW_STEP, 1.0);
}

// Color of a number of texels per meter.
fn density_color(texels_per_m: f32) -> vec3f {
    var colors = DENSITY_COLORS;
    let place = min(log2(max(texels_per_m, LOWEST_DENSITY) / LOWEST_DENSITY), f32(DENSITY_STEPS - 1u));
    let below = min(u32(place), DENSITY_STEPS - 2u);
    return mix(colors[below], colors[below + 1u], place - f32(below));
}

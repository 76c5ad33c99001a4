// Wipe: a second picture over the right part of the first, and a thin line at its left edge. Scissor rectangles select
// the columns; positions are pixels of the target, which has the size of both pictures.

@group(0) @binding(0) var second: texture_2d<f32>;

const LINE: vec3f = vec3f(0.96, 0.97, 1.0);

@vertex
fn vs_wipe(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
    // one triangle that covers everything
    let corner = vec2f(vec2u(index & 1u, index >> 1u)) * 4.0 - 1.0;
    return vec4f(corner, 0.0, 1.0);
}

@fragment
fn fs_second(@builtin(position) at: vec4f) -> @location(0) vec4f {
    return vec4f(textureLoad(second, vec2i(at.xy), 0).rgb, 1.0);
}

@fragment
fn fs_line() -> @location(0) vec4f {
    return vec4f(LINE, 1.0);
}
